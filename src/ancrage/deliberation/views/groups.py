"""The groups of a workshop: typed live, printed, summed up."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from ancrage.deliberation import actions
from ancrage.deliberation.forms import CauseForm, GroupForm, SolutionForm
from ancrage.deliberation.models import Cause, Solution, WorkGroup
from ancrage.deliberation.views.fetching import may_hold, readable, writable
from ancrage.evidence.access import studies_researched_by

LINES: dict[str, tuple[type[Any], type[Any], str]] = {
    "cause": (Cause, CauseForm, "findings"),
    "solution": (Solution, SolutionForm, "causes"),
}


def group_create(request: HttpRequest, study: str, uuid: UUID) -> HttpResponse:
    """Form a group on a stake."""
    meeting = writable(request, study, uuid)
    initial = {"stake": request.GET.get("enjeu")}
    form = GroupForm(request.POST or None, meeting=meeting, user=request.user, initial=initial)
    if form.is_valid():
        group = actions.record_group(meeting=meeting, by=request.user, **form.values)
        return redirect("deliberation:group_detail", study, group.uuid)
    context = {"study": meeting.study, "meeting": meeting, "form": form, "group": None}
    return render(request, "deliberation/group_form.html", context)


def group_change(request: HttpRequest, study: str, uuid: UUID) -> HttpResponse:
    """Change who sits at a table, on what, and its notes."""
    group = _writable(request, study, uuid)
    form = GroupForm(request.POST or None, instance=group, meeting=group.meeting, user=request.user)
    if form.is_valid():
        actions.change_group(group=group, expected=form.expected, by=request.user, **form.values)
        return redirect("deliberation:group_detail", study, uuid)
    context = {"study": group.meeting.study, "meeting": group.meeting, "form": form, "group": group}
    return render(request, "deliberation/group_form.html", context)


def group_remove(request: HttpRequest, study: str, uuid: UUID) -> HttpResponse:
    """Delete a group that wrote nothing."""
    group = _writable(request, study, uuid)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    try:
        actions.remove_group(group=group, by=request.user)
    except actions.NotPossible as error:
        messages.error(request, str(error))
        return redirect("deliberation:group_detail", study, uuid)
    messages.success(request, _("Le groupe est supprimé."))
    return redirect(group.meeting)


def group_detail(request: HttpRequest, study: str, uuid: UUID) -> HttpResponse:
    """Show what a group works out, and let it be typed as it is said."""
    group = _readable(request, study, uuid)
    user = request.user
    holds = may_hold(request, group.meeting)
    context = {
        "study": group.meeting.study,
        "meeting": group.meeting,
        "group": group,
        "may_hold": holds,
        "may_lead": studies_researched_by(user).filter(pk=group.meeting.study_id).exists(),
        "cause_form": CauseForm(group=group, user=user, prefix="cause") if holds else None,
        "solution_form": SolutionForm(group=group, user=user, prefix="solution") if holds else None,
        **worked_out(group, user),
    }
    return render(request, "deliberation/group_detail.html", context)


def group_sheet(request: HttpRequest, study: str, uuid: UUID) -> HttpResponse:
    """Print the sheet on which a group writes by hand."""
    group = _readable(request, study, uuid)
    context = {
        "study": group.meeting.study,
        "meeting": group.meeting,
        "group": group,
        "lines": range(6),
        **worked_out(group, request.user),
    }
    return render(request, "deliberation/group_sheet.html", context)


def workshop_summary(request: HttpRequest, study: str, uuid: UUID) -> HttpResponse:
    """Sum up a workshop: stake by stake, causes, solutions, leads, what stays without an answer."""
    meeting = readable(request, study, uuid)
    user = request.user
    groups = WorkGroup.objects.visible_to(user).filter(meeting=meeting).select_related("stake")
    rows = [{"group": group, **worked_out(group, user)} for group in _with_lines(groups, user)]
    context = {
        "study": meeting.study,
        "meeting": meeting,
        "rows": rows,
        "cause_count": sum(len(row["causes"]) for row in rows),
        "unsolved_count": sum(len(row["unsolved"]) for row in rows),
        "solution_count": sum(row["solution_count"] for row in rows),
        "lead_count": sum(row["lead_count"] for row in rows),
        "may_lead": studies_researched_by(user).filter(pk=meeting.study_id).exists(),
    }
    return render(request, "deliberation/workshop_summary.html", context)


def line_create(request: HttpRequest, study: str, uuid: UUID, kind: str) -> HttpResponse:
    """Add a cause or a solution, then come back to type the next."""
    group = _writable(request, study, uuid)
    _model, form_class, relation = LINES[kind]
    form = form_class(request.POST or None, group=group, user=request.user, prefix=kind)
    if form.is_valid():
        links = {relation: form.cleaned_data.get(relation, ())}
        text = form.cleaned_data["text"]
        if kind == "cause":
            actions.add_cause(group=group, text=text, by=request.user, **links)
        else:
            actions.add_solution(group=group, text=text, by=request.user, **links)
        return redirect(_at(group, kind))
    return _line_page(request, group, kind, form, None)


def line_change(
    request: HttpRequest, study: str, uuid: UUID, kind: str, line: UUID
) -> HttpResponse:
    """Correct a cause or a solution."""
    group = _writable(request, study, uuid)
    model, form_class, relation = LINES[kind]
    row = get_object_or_404(_lines(model, request, group), uuid=line)
    form = form_class(
        request.POST or None, instance=row, group=group, user=request.user, prefix=kind
    )
    if form.is_valid():
        given = {relation: form.cleaned_data[relation]} if relation in form.fields else {}
        actions.change_line(
            row,
            expected=form.expected,
            text=form.cleaned_data["text"],
            links=given,
            by=request.user,
        )
        return redirect(_at(group, kind))
    return _line_page(request, group, kind, form, row)


def line_remove(
    request: HttpRequest, study: str, uuid: UUID, kind: str, line: UUID
) -> HttpResponse:
    """Take off a cause or a solution."""
    group = _writable(request, study, uuid)
    row = get_object_or_404(_lines(LINES[kind][0], request, group), uuid=line)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    actions.remove_line(row, by=request.user)
    return redirect(_at(group, kind))


def lead_make(request: HttpRequest, study: str, uuid: UUID, line: UUID) -> HttpResponse:
    """Make a lead for action of a solution."""
    group = _writable(request, study, uuid)
    get_object_or_404(studies_researched_by(request.user), pk=group.meeting.study_id)
    solution = get_object_or_404(_lines(Solution, request, group), uuid=line)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    try:
        lead = actions.make_lead(solution=solution, by=request.user)
    except actions.NotPossible as error:
        messages.error(request, str(error))
    else:
        messages.success(
            request, _("La piste d’action n° %(number)d est créée.") % {"number": lead.number}
        )
    return redirect(_at(group, "solution"))


def worked_out(group: WorkGroup, user: Any) -> dict[str, Any]:
    """Return the causes of ``group`` with their solutions, and what is tied to nothing."""
    causes = list(group.causes.all())  # access: of a group that the person reads
    solutions = list(group.solutions.all())  # access: of a group that the person reads
    against: dict[int, list[Solution]] = {cause.pk: [] for cause in causes}
    for solution in solutions:
        for cause in solution.causes.all():  # access: of a group that the person reads
            against[cause.pk].append(solution)
    tied = {solution.pk for row in against.values() for solution in row}
    return {
        "causes": [(cause, against[cause.pk]) for cause in causes],
        "loose": [solution for solution in solutions if solution.pk not in tied],
        "unsolved": [cause for cause in causes if not against[cause.pk]],
        "solution_count": len(solutions),
        "lead_count": sum(solution.lead_id is not None for solution in solutions),
    }


def _with_lines(rows: Any, user: Any) -> Any:
    solutions = Solution.objects.visible_to(user).select_related("lead__study")
    return rows.prefetch_related(
        Prefetch("causes", Cause.objects.visible_to(user)),
        Prefetch("solutions", solutions.prefetch_related("causes")),
    )


def _readable(request: HttpRequest, study: str, uuid: UUID) -> WorkGroup:
    return _group(request, WorkGroup.objects.visible_to(request.user), study, uuid)


def _writable(request: HttpRequest, study: str, uuid: UUID) -> WorkGroup:
    return _group(request, WorkGroup.objects.editable_by(request.user), study, uuid)


def _group(request: HttpRequest, rows: Any, study: str, uuid: UUID) -> WorkGroup:
    rows = _with_lines(rows, request.user)
    rows = rows.select_related("meeting__study", "meeting__site", "meeting__step", "stake")
    found: WorkGroup = get_object_or_404(rows, meeting__study__slug=study, uuid=uuid)
    return found


def _lines(model: type[Any], request: HttpRequest, group: WorkGroup) -> Any:
    rows = model.objects.editable_by(request.user).filter(group=group)
    return rows.select_related("group__meeting__study", "group__meeting__site", "group__stake")


def _at(group: WorkGroup, kind: str) -> str:
    page = reverse("deliberation:group_detail", args=[group.meeting.study.slug, group.uuid])
    return f"{page}#{kind}s"


def _line_page(
    request: HttpRequest, group: WorkGroup, kind: str, form: Any, row: Any
) -> HttpResponse:
    context = {
        "study": group.meeting.study,
        "meeting": group.meeting,
        "group": group,
        "kind": kind,
        "form": form,
        "row": row,
    }
    return render(request, "deliberation/line_form.html", context)
