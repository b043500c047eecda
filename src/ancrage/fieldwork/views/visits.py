"""Visits: who goes where and when; agreed upon, changed by hand, done, cancelled."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from ancrage.fieldwork import actions, tasks
from ancrage.fieldwork.access import may_free, visits_noted_by
from ancrage.fieldwork.forms import CancelForm, DropOutForm, TeamsForm, VisitForm, VisitOpenForm
from ancrage.fieldwork.models import HostSlot, TeamSeat, Visit, Visitor, VisitPlan
from ancrage.fieldwork.views.agenda import agenda_of
from ancrage.fieldwork.views.visitors import planned_study
from ancrage.studies.access import may_add, may_add_on_site, sites_to_write
from ancrage.studies.models import Site, Step, Study

FIRST_VISITED = 2


def visit_list(request: HttpRequest, study: str) -> HttpResponse:
    """Show the visits that the person may see, step by step."""
    user = request.user
    found: Study = get_object_or_404(Study.objects.visible_to(user), slug=study)
    rows = Visit.objects.visible_to(user).filter(site__study=found)
    visits = list(rows.select_related("site__study", "step").order_by("step__number", "starts"))
    seats = TeamSeat.objects.visible_to(user).filter(visit__in=visits).select_related("visitor")
    teams: dict[int, list[TeamSeat]] = {}
    for seat in seats:
        teams.setdefault(seat.visit_id, []).append(seat)
    context = {
        "study": found,
        "visits": [(visit, teams_shown(teams.get(visit.pk, []))) for visit in visits],
        "own": Visitor.objects.visible_to(user).filter(study=found, user=user).first(),
        "today": timezone.localdate(),
        "may_plan": may_add(user, VisitPlan, found),
        "hosting": _hosting(request, found),
        "host_step": _host_step(request, found),
    }
    return render(request, "fieldwork/visit_list.html", context)


def visit_create(request: HttpRequest, study: str) -> HttpResponse:
    """Add a visit by hand."""
    found = planned_study(request, study)
    form = VisitOpenForm(request.POST or None, study=found, user=request.user)
    if form.is_valid():
        try:
            visit = actions.open_visit(by=request.user, **form.cleaned_data)
        except actions.NotThisVisit as error:
            _add_reasons(form, error)
        else:
            return redirect("fieldwork:visit_teams", found.slug, visit.uuid)
    return render(request, "fieldwork/visit_create.html", {"study": found, "form": form})


def visit_detail(request: HttpRequest, study: str, uuid: UUID) -> HttpResponse:
    """Show a visit: its state, its teams, its agenda, and what is next."""
    user = request.user
    visit = visit_or_404(Visit.objects.visible_to(user), study, uuid)
    seats = list(TeamSeat.objects.visible_to(user).filter(visit=visit).select_related("visitor"))
    may_change = Visit.objects.editable_by(user).filter(pk=visit.pk).exists()
    context = {
        "study": visit.site.study,
        "site": visit.site,
        "visit": visit,
        "teams": teams_shown(seats),
        "own_seat": next((s for s in seats if s.visitor.user_id == user.pk), None),
        "may_note": visits_noted_by(user).filter(pk=visit.pk).exists(),
        "alerts": actions.alerts(visit) if may_change else [],
        "today": timezone.localdate(),
        "may_change": may_change,
        "may_host": may_add_on_site(user, HostSlot, visit.site),
        **agenda_of(request, visit),
    }
    return render(request, "fieldwork/visit_detail.html", context)


def visit_edit(request: HttpRequest, study: str, uuid: UUID) -> HttpResponse:
    """Change where teams are welcomed, and their guide."""
    visit = visit_or_404(Visit.objects.editable_by(request.user), study, uuid)
    form = VisitForm(request.POST or None, instance=visit, user=request.user)
    if form.is_valid():
        actions.change_visit(visit, expected=form.expected, by=request.user, **form.values)
        return redirect(visit)
    return render(request, "fieldwork/visit_form.html", _about(visit, form=form))


def visit_teams(request: HttpRequest, study: str, uuid: UUID) -> HttpResponse:
    """Change the date and the teams by hand; the checker says what that breaks."""
    visit = visit_or_404(Visit.objects.editable_by(request.user), study, uuid)
    form = TeamsForm(request.POST or None, visit=visit, user=request.user)
    refused: actions.NotThisVisit | None = None
    if form.is_valid():
        values = form.cleaned_data
        try:
            actions.seat_teams(
                visit,
                starts=values["starts"],
                days=values["days"],
                teams=form.teams(),
                keep_anyway=values["keep_anyway"],
                expected=values["version"],
                by=request.user,
            )
        except actions.NotThisVisit as error:
            refused = error
            _add_reasons(form, error)
        else:
            messages.success(request, _("La visite est enregistrée. Rien n’a été envoyé."))
            return redirect(visit)
    may_keep = refused is not None and refused.may_be_kept
    return render(
        request, "fieldwork/visit_teams.html", _about(visit, form=form, may_keep=may_keep)
    )


def visit_cancel(request: HttpRequest, study: str, uuid: UUID) -> HttpResponse:
    """Cancel a visit, with a reason."""
    visit = visit_or_404(Visit.objects.editable_by(request.user), study, uuid)
    form = CancelForm(request.POST or None)
    if form.is_valid():
        try:
            actions.cancel_visit(visit, reason=form.cleaned_data["reason"], by=request.user)
        except actions.NotThisVisit as error:
            _add_reasons(form, error)
        else:
            return redirect(visit)
    return render(request, "fieldwork/visit_cancel.html", _about(visit, form=form))


def visit_dropout(request: HttpRequest, study: str, uuid: UUID) -> HttpResponse:
    """Say who can no longer come: the planner looks for the smallest change."""
    visit = visit_or_404(Visit.objects.editable_by(request.user), study, uuid)
    form = DropOutForm(request.POST or None, visit=visit, user=request.user)
    if form.is_valid():
        values = form.cleaned_data
        try:
            plan = actions.report_dropout(
                visit,
                seat=values["seat"],
                every_visit=values["every_visit"],
                reason=values["reason"],
                seconds=values["seconds"],
                now=timezone.now(),
                today=timezone.localdate(),
                by=request.user,
            )
        except actions.NotPlannable as error:
            _add_reasons(form, error)
        else:
            tasks.search_plan.enqueue(plan.pk)
            return redirect(plan)
    return render(request, "fieldwork/visit_dropout.html", _about(visit, form=form))


def visit_move(request: HttpRequest, study: str, uuid: UUID) -> HttpResponse:
    """Do what a button of the visit's page asks: confirm, or say that it is done."""
    visit = visit_or_404(Visit.objects.visible_to(request.user), study, uuid)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    gesture = request.POST.get("geste", "")
    try:
        if gesture == "accueillir" and may_add_on_site(request.user, HostSlot, visit.site):
            actions.host_visit(visit, by=request.user)
        elif gesture == "faite" and _may_change(request, visit):
            actions.close_visit(visit, today=timezone.localdate(), by=request.user)
        elif gesture == "venir":
            seat = _answered_seat(request, visit)
            actions.confirm_seat(seat, now=timezone.now(), by=request.user)
        else:
            raise Http404
    except actions.NotThisVisit as error:
        for reason in error.reasons:
            messages.error(request, reason)
    return redirect(visit)


def _hosting(request: HttpRequest, study: Study) -> list[Site]:
    """Return the sites for which the person may give host dates."""
    keys = sites_to_write(request.user, HostSlot, study)
    return list(study.sites.visible_to(request.user).filter(pk__in=keys))


def _host_step(request: HttpRequest, study: Study) -> Step | None:
    """Return the step whose host dates come first: of the last plan, else the first visited."""
    plans = VisitPlan.objects.visible_to(request.user).filter(study=study)
    if last := plans.select_related("step").first():
        return last.step
    steps = study.steps.visible_to(request.user)
    return steps.filter(number__gte=FIRST_VISITED).first() or steps.first()


def visit_or_404(rows: Any, study: str, uuid: UUID) -> Visit:
    """Return a visit with what its pages show of it."""
    chosen = rows.select_related("site__study", "site__territory", "step", "guide")
    visit: Visit = get_object_or_404(
        chosen.defer("site__territory__outline"), site__study__slug=study, uuid=uuid
    )
    return visit


def teams_shown(seats: list[TeamSeat]) -> list[tuple[int, list[TeamSeat]]]:
    """Return the seats of each team."""
    return [(number, [seat for seat in seats if seat.team == number]) for number in (1, 2)]


def _answered_seat(request: HttpRequest, visit: Visit) -> TeamSeat:
    """Return the seat for which the person may answer: their own, any for the team."""
    seats = TeamSeat.objects.visible_to(request.user).filter(visit=visit)
    try:
        uuid = UUID(request.POST.get("place", ""))
    except ValueError as error:
        raise Http404 from error
    seat: TeamSeat = get_object_or_404(seats.select_related("visitor", "visit"), uuid=uuid)
    if not may_free(request.user, seat.visitor):
        raise Http404
    return seat


def _may_change(request: HttpRequest, visit: Visit) -> bool:
    return bool(Visit.objects.editable_by(request.user).filter(pk=visit.pk).exists())


def _add_reasons(form: Any, error: actions.NotThisVisit | actions.NotPlannable) -> None:
    for reason in error.reasons:
        form.add_error(None, reason)


def _about(visit: Visit, **more: Any) -> dict[str, Any]:
    return {"study": visit.site.study, "site": visit.site, "visit": visit, **more}
