"""Meetings: list, prepare, hold, close, open again."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from ancrage.deliberation import actions
from ancrage.deliberation.access import studies_with_meetings_for
from ancrage.deliberation.forms import CloseForm, MeetingForm
from ancrage.deliberation.models import (
    DebatedFinding,
    Invitation,
    Meeting,
    PriorityRound,
    WorkGroup,
)
from ancrage.deliberation.reading import programme_of
from ancrage.deliberation.views.fetching import may_hold, reactions_of, readable, writable
from ancrage.evidence.access import studies_researched_by
from ancrage.studies.access import may_add
from ancrage.studies.models import Step

RESTITUTION_STEP = 3


def meeting_list(request: HttpRequest, study: str) -> HttpResponse:
    """Show the meetings ahead, then those held."""
    user = request.user
    found = get_object_or_404(studies_with_meetings_for(user), slug=study)
    meetings = Meeting.objects.visible_to(user).filter(study=found)
    rows = list(meetings.select_related("study", "site", "step"))
    today = timezone.localdate()
    context = {
        "study": found,
        "ahead": [row for row in rows if row.held_on >= today],
        "held": [row for row in reversed(rows) if row.held_on < today],
        "may_add": may_add(user, Meeting, found),
    }
    return render(request, "deliberation/meeting_list.html", context)


def meeting_create(request: HttpRequest, study: str) -> HttpResponse:
    """Prepare a debate or a workshop."""
    found = get_object_or_404(studies_with_meetings_for(request.user), slug=study)
    if not may_add(request.user, Meeting, found):
        raise Http404
    steps = Step.objects.visible_to(request.user).filter(study=found)
    initial = {
        "kind": Meeting.Kind.RESTITUTION,
        "step": steps.filter(number=RESTITUTION_STEP).first(),
        "site": request.GET.get("site"),
    }
    form = MeetingForm(request.POST or None, study=found, user=request.user, initial=initial)
    if form.is_valid():
        try:
            meeting = actions.record_meeting(by=request.user, **form.values)
        except actions.TooEarly as error:
            form.add_error("held_on", str(error))
        else:
            return redirect(meeting)
    context = {"study": found, "form": form, "meeting": None}
    return render(request, "deliberation/meeting_form.html", context)


def meeting_detail(request: HttpRequest, study: str, uuid: UUID) -> HttpResponse:
    """Show where a meeting stands: programme, findings, what was said, what comes next."""
    meeting = readable(request, study, uuid)
    user = request.user
    debated = DebatedFinding.objects.visible_to(user).filter(meeting=meeting).with_stances()
    items = meeting.programme.visible_to(user)
    reactions = reactions_of(meeting, user)
    groups = WorkGroup.objects.visible_to(user).filter(meeting=meeting)
    context = {
        "study": meeting.study,
        "meeting": meeting,
        "programme": programme_of(meeting, items),
        "debated": debated.select_related("finding"),
        "reaction_count": reactions.count(),
        "pending_count": reactions.pending().count(),
        "totals": Invitation.objects.visible_to(user).filter(meeting=meeting).totals(),
        "rounds": PriorityRound.objects.visible_to(user).filter(meeting=meeting),
        "groups": groups.select_related("stake"),
        "may_hold": may_hold(request, meeting),
        "may_cite": studies_researched_by(user).filter(pk=meeting.study_id).exists(),
    }
    return render(request, "deliberation/meeting_detail.html", context)


def meeting_change(request: HttpRequest, study: str, uuid: UUID) -> HttpResponse:
    """Change where, when and what for."""
    meeting = writable(request, study, uuid)
    form = MeetingForm(
        request.POST or None, instance=meeting, study=meeting.study, user=request.user
    )
    if form.is_valid():
        try:
            actions.change_meeting(
                meeting=meeting, expected=form.expected, by=request.user, **form.values
            )
        except actions.TooEarly as error:
            form.add_error("held_on", str(error))
        except actions.NotPossible as error:
            form.add_error("site", str(error))
        else:
            return redirect(meeting)
    context = {"study": meeting.study, "form": form, "meeting": meeting}
    return render(request, "deliberation/meeting_form.html", context)


def meeting_remove(request: HttpRequest, study: str, uuid: UUID) -> HttpResponse:
    """Ask, then delete a meeting that is only prepared."""
    meeting = writable(request, study, uuid)
    refusal = ""
    if request.method == "POST":
        try:
            actions.remove_meeting(meeting=meeting, by=request.user)
        except actions.NotPossible as error:
            refusal = str(error)
        else:
            messages.success(request, _("La séance est supprimée."))
            return redirect("deliberation:meeting_list", study)
    context = {"study": meeting.study, "meeting": meeting, "refusal": refusal}
    return render(request, "deliberation/meeting_remove.html", context)


def meeting_open(request: HttpRequest, study: str, uuid: UUID) -> HttpResponse:
    """Open the meeting, then go to where reactions are noted."""
    meeting = writable(request, study, uuid)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    try:
        actions.open_meeting(meeting=meeting, by=request.user)
    except actions.NotPossible as error:
        messages.error(request, str(error))
        return redirect(meeting)
    return redirect("deliberation:reaction_create", study, uuid)


def meeting_close(request: HttpRequest, study: str, uuid: UUID) -> HttpResponse:
    """Say what closing does, ask what the room agreed to, close."""
    meeting = writable(request, study, uuid)
    form = CloseForm(request.POST or None, initial={"present": meeting.present})
    if form.is_valid():
        try:
            actions.close_meeting(meeting=meeting, by=request.user, **form.cleaned_data)
        except actions.NotPossible as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("La séance est close : ce qui s’y est dit est un texte."))
        return redirect(meeting)
    context = {
        "study": meeting.study,
        "meeting": meeting,
        "form": form,
        "pending_count": reactions_of(meeting, request.user).pending().count(),
    }
    return render(request, "deliberation/meeting_close.html", context)


def meeting_reopen(request: HttpRequest, study: str, uuid: UUID) -> HttpResponse:
    """Take up a closed meeting again."""
    meeting = writable(request, study, uuid)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    try:
        actions.reopen_meeting(meeting=meeting, by=request.user)
    except actions.NotPossible as error:
        messages.error(request, str(error))
    return redirect(meeting)


def meeting_write_up(request: HttpRequest, study: str, uuid: UUID) -> HttpResponse:
    """Add to the text what came after the closing."""
    meeting = writable(request, study, uuid)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    try:
        actions.write_up(meeting=meeting, by=request.user)
    except actions.NotPossible as error:
        messages.error(request, str(error))
    return redirect(meeting)
