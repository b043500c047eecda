"""What is decided after a vote, and those who disagree."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from ancrage.deliberation import actions
from ancrage.deliberation.forms import ByWhomForm, DissentForm, decision_forms
from ancrage.deliberation.models import Dissent, PriorityDecision, PriorityRound, RoundOption
from ancrage.deliberation.views.fetching import writable_round
from ancrage.evidence.access import studies_researched_by


def round_decide(request: HttpRequest, study: str, uuid: UUID) -> HttpResponse:
    """Write, choice by choice, what is kept, why and by whom."""
    found = writable_round(request, study, uuid)
    options = list(RoundOption.objects.visible_to(request.user).filter(round=found))
    decisions = PriorityDecision.objects.visible_to(request.user).filter(round=found)
    made = {each.option_id: each for each in decisions}
    data = request.POST or None
    known = {"decided_by": next((each.decided_by for each in made.values()), "")}
    by_whom = ByWhomForm(data, initial=known)
    forms = decision_forms(data, options, made)
    valid = [form.is_valid() for form in (by_whom, *forms)]
    if all(valid):
        try:
            _decide(request, by_whom, forms)
        except actions.NotPossible as error:
            by_whom.add_error(None, str(error))
        else:
            messages.success(request, _("Les décisions sont écrites."))
            return redirect(found)
    context = {
        "study": found.meeting.study,
        "meeting": found.meeting,
        "round": found,
        "by_whom": by_whom,
        "forms": forms,
    }
    return render(request, "deliberation/round_decide.html", context)


def _decide(request: HttpRequest, by_whom: ByWhomForm, forms: list) -> None:
    for form in forms:
        if form.decides or (by_whom.has_changed() and form.cleaned_data["kept"]):
            actions.decide(
                decided_by=by_whom.cleaned_data["decided_by"], by=request.user, **form.values
            )


def stake_make(request: HttpRequest, study: str, uuid: UUID, number: int) -> HttpResponse:
    """Make a stake of a proposal that was kept."""
    found = writable_round(request, study, uuid)
    researched = studies_researched_by(request.user)
    get_object_or_404(researched, pk=found.meeting.study_id)
    options = RoundOption.objects.editable_by(request.user)
    option = get_object_or_404(options, round=found, number=number)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    try:
        stake = actions.make_stake(option=option, by=request.user)
    except actions.NotPossible as error:
        messages.error(request, str(error))
        return redirect(found)
    return redirect(stake)


def dissent_create(request: HttpRequest, study: str, uuid: UUID) -> HttpResponse:
    """Write down a minority position."""
    found = writable_round(request, study, uuid)
    form = DissentForm(request.POST or None, round=found, user=request.user)
    if form.is_valid():
        try:
            actions.record_dissent(round=found, by=request.user, **form.values)
        except actions.NotPossible as error:
            form.add_error(None, str(error))
        else:
            return redirect(found)
    return _dissent_page(request, found, form)


def dissent_change(request: HttpRequest, study: str, uuid: UUID, dissent: UUID) -> HttpResponse:
    """Correct a minority position."""
    row = _dissent(request, study, uuid, dissent)
    form = DissentForm(request.POST or None, instance=row, round=row.round, user=request.user)
    if form.is_valid():
        actions.change_dissent(dissent=row, expected=form.expected, by=request.user, **form.values)
        return redirect(row.round)
    return _dissent_page(request, row.round, form)


def dissent_remove(request: HttpRequest, study: str, uuid: UUID, dissent: UUID) -> HttpResponse:
    """Take off a position written down by mistake."""
    row = _dissent(request, study, uuid, dissent)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    actions.remove_dissent(dissent=row, by=request.user)
    messages.success(request, _("La position est retirée."))
    return redirect(row.round)


def _dissent_page(request: HttpRequest, round: PriorityRound, form: DissentForm) -> HttpResponse:
    context = {
        "study": round.meeting.study,
        "meeting": round.meeting,
        "round": round,
        "form": form,
    }
    return render(request, "deliberation/dissent_form.html", context)


def _dissent(request: HttpRequest, study: str, uuid: UUID, dissent: UUID) -> Dissent:
    rows = Dissent.objects.editable_by(request.user)
    rows = rows.select_related("round__meeting__study", "round__meeting__site")
    found: Dissent = get_object_or_404(
        rows, round__meeting__study__slug=study, round__uuid=uuid, uuid=dissent
    )
    return found
