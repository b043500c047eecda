"""Reactions: noted live, read finding by finding, corrected."""

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ancrage.deliberation import actions
from ancrage.deliberation.forms import ReactionChangeForm, ReactionForm
from ancrage.deliberation.models import DebatedFinding, Meeting, Reaction
from ancrage.deliberation.views.fetching import last_speaker, reactions_of, writable
from ancrage.evidence.access import studies_researched_by

# In an address, stands for what no finding says.
MISSING = "manque"


def reaction_create(request: HttpRequest, study: str, uuid: UUID) -> HttpResponse:
    """Note what is said of one finding after the other; who spoke last stays filled in."""
    meeting = writable(request, study, uuid)
    debated = list(_debated(request, meeting))
    current = _asked(debated, request.GET.get("constat", ""))
    form = ReactionForm(
        request.POST or None,
        meeting=meeting,
        debated=current,
        user=request.user,
        initial=last_speaker(request),
    )
    if form.is_valid():
        try:
            reaction = _record(request, meeting, current, form)
        except (actions.NotPossible, actions.WithdrawnFinding) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("C’est noté."))
            return redirect(_next(meeting, current, reaction))
    spoken = reactions_of(meeting, request.user).filter(debated=current).order_by("-at", "-pk")
    context = {
        "study": meeting.study,
        "meeting": meeting,
        "debated": debated,
        "current": current,
        "form": form,
        "reactions": spoken,
    }
    return render(request, "deliberation/reaction_create.html", context)


def reaction_list(request: HttpRequest, study: str, uuid: UUID) -> HttpResponse:
    """Show every reaction, finding by finding: who, in words, with what stance."""
    meeting = writable(request, study, uuid)
    reactions = list(reactions_of(meeting, request.user).order_by("at", "pk"))
    said: dict[int | None, list[Reaction]] = {}
    for reaction in reactions:
        said.setdefault(reaction.debated_id, []).append(reaction)
    rows = [(each, said.get(each.pk, [])) for each in _debated(request, meeting)]
    context = {
        "study": meeting.study,
        "meeting": meeting,
        "rows": rows,
        "missing": said.get(None, []),
        "total": len(reactions),
        "may_cite": studies_researched_by(request.user).filter(pk=meeting.study_id).exists(),
    }
    return render(request, "deliberation/reaction_list.html", context)


def reaction_change(request: HttpRequest, study: str, uuid: UUID, reaction: UUID) -> HttpResponse:
    """Correct what was noted."""
    found = _writable(request, study, uuid, reaction)
    form = ReactionChangeForm(
        request.POST or None,
        instance=found,
        meeting=found.meeting,
        debated=found.debated,
        user=request.user,
    )
    if form.is_valid():
        try:
            actions.change_reaction(
                reaction=found, expected=form.expected, by=request.user, **form.values
            )
        except actions.AlreadyWritten as error:
            form.add_error(None, str(error))
        else:
            return redirect("deliberation:reaction_list", study, uuid)
    context = {
        "study": found.meeting.study,
        "meeting": found.meeting,
        "reaction": found,
        "form": form,
    }
    return render(request, "deliberation/reaction_form.html", context)


def reaction_remove(request: HttpRequest, study: str, uuid: UUID, reaction: UUID) -> HttpResponse:
    """Take off what was noted by mistake."""
    found = _writable(request, study, uuid, reaction)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    try:
        actions.remove_reaction(reaction=found, by=request.user)
    except actions.AlreadyWritten as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("La réaction est retirée."))
    return redirect("deliberation:reaction_list", study, uuid)


def _debated(request: HttpRequest, meeting: Meeting) -> "QuerySet[DebatedFinding]":
    rows = DebatedFinding.objects.visible_to(request.user).filter(meeting=meeting)
    return rows.with_stances().select_related("finding")


def _asked(debated: list[DebatedFinding], number: str) -> DebatedFinding | None:
    """Return the finding that the address names; « manque » and an empty debate name none."""
    if number == MISSING:
        return None
    standing = [each for each in debated if not each.withdrawn]
    named = (each for each in debated if str(each.finding.number) == number)
    return next(named, standing[0] if standing else None)


def _record(
    request: HttpRequest, meeting: Meeting, current: DebatedFinding | None, form: ReactionForm
) -> Reaction:
    return actions.record_reaction(
        meeting=meeting,
        debated=current,
        at=timezone.now(),
        by=request.user,
        **form.cleaned_data,
    )


def _next(meeting: Meeting, current: DebatedFinding | None, reaction: Reaction) -> str:
    """Return the same page, the speaker kept: people speak several times in a row."""
    kept = {
        "constat": current.finding.number if current else MISSING,
        "category": reaction.category_id or "",
        "table": reaction.table,
    }
    page = reverse("deliberation:reaction_create", args=[meeting.study.slug, meeting.uuid])
    return f"{page}?{urlencode(kept)}"


def _writable(request: HttpRequest, study: str, uuid: UUID, reaction: UUID) -> Reaction:
    rows = Reaction.objects.editable_by(request.user)
    rows = rows.select_related("meeting__study", "meeting__site", "debated__finding", "passage")
    found: Reaction = get_object_or_404(
        rows, meeting__study__slug=study, meeting__uuid=uuid, uuid=reaction
    )
    return found
