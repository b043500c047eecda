"""Votes: prepare, open, print the cards, close."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ancrage.deliberation import actions, keys
from ancrage.deliberation.forms import CodesForm, RoundForm
from ancrage.deliberation.models import Ballot, BallotCode, PriorityRound, RoundOption
from ancrage.deliberation.views.fetching import (
    may_hold,
    readable_round,
    writable,
    writable_round,
)
from ancrage.deliberation.views.results import results_of

State = PriorityRound.State


def round_create(request: HttpRequest, study: str, uuid: UUID) -> HttpResponse:
    """Prepare a vote in a meeting."""
    meeting = writable(request, study, uuid)
    initial = {"question": _("Quels enjeux faut-il traiter d’abord ?")}
    form = RoundForm(request.POST or None, meeting=meeting, user=request.user, initial=initial)
    if form.is_valid():
        return redirect(actions.record_round(meeting=meeting, by=request.user, **form.values))
    context = {"study": meeting.study, "meeting": meeting, "form": form, "round": None}
    return render(request, "deliberation/round_form.html", context)


def round_detail(request: HttpRequest, study: str, uuid: UUID) -> HttpResponse:
    """Show where a vote stands: prepared, how many voted, or what it says."""
    found = readable_round(request, study, uuid)
    user = request.user
    holds = may_hold(request, found.meeting)
    context = {
        "study": found.meeting.study,
        "meeting": found.meeting,
        "round": found,
        "options": RoundOption.objects.visible_to(user).filter(round=found),
        "levels": list(reversed(found.levels)),
        "may_hold": holds,
        "turnout": _turnout(found),
    }
    if found.state == State.CLOSED:
        return render(request, "deliberation/round_results.html", context | results_of(found, user))
    return render(request, "deliberation/round_detail.html", context)


def round_change(request: HttpRequest, study: str, uuid: UUID) -> HttpResponse:
    """Change what is asked, until the vote opens."""
    found = writable_round(request, study, uuid)
    form = RoundForm(request.POST or None, instance=found, meeting=found.meeting, user=request.user)
    if form.is_valid():
        try:
            actions.change_round(
                round=found, expected=form.expected, by=request.user, **form.values
            )
        except actions.NotPossible as error:
            form.add_error(None, str(error))
        else:
            return redirect(found)
    context = {"study": found.meeting.study, "meeting": found.meeting, "form": form, "round": found}
    return render(request, "deliberation/round_form.html", context)


def round_remove(request: HttpRequest, study: str, uuid: UUID) -> HttpResponse:
    """Give up a vote that never opened."""
    found = writable_round(request, study, uuid)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    try:
        actions.remove_round(round=found, by=request.user)
    except actions.NotPossible as error:
        messages.error(request, str(error))
        return redirect(found)
    messages.success(request, _("Le vote est supprimé."))
    return redirect(found.meeting)


def round_open(request: HttpRequest, study: str, uuid: UUID) -> HttpResponse:
    """Say what opening freezes, ask how many cards, open; or print more of them."""
    found = writable_round(request, study, uuid)
    more = found.state == State.OPEN
    form = CodesForm(request.POST or None, initial={"codes": None if more else 30})
    if form.is_valid():
        codes = form.cleaned_data["codes"]
        try:
            if more:
                actions.add_codes(round=found, codes=codes, by=request.user)
            else:
                actions.open_round(round=found, codes=codes, now=timezone.now(), by=request.user)
        except actions.NotPossible as error:
            form.add_error(None, str(error))
        else:
            return redirect("deliberation:ballot_cards", study, uuid)
    context = {"study": found.meeting.study, "meeting": found.meeting, "form": form, "round": found}
    return render(request, "deliberation/round_open.html", context)


def round_close(request: HttpRequest, study: str, uuid: UUID) -> HttpResponse:
    """Ask, then close the vote at the server's time."""
    found = writable_round(request, study, uuid)
    if request.method == "POST":
        try:
            actions.close_round(round=found, now=timezone.now(), by=request.user)
        except actions.NotPossible as error:
            messages.error(request, str(error))
        return redirect(found)
    context = {
        "study": found.meeting.study,
        "meeting": found.meeting,
        "round": found,
        "turnout": _turnout(found),
    }
    return render(request, "deliberation/round_close.html", context)


def ballot_cards(request: HttpRequest, study: str, uuid: UUID) -> HttpResponse:
    """Print the cards: a code, its address, and the ballot to fill in by hand."""
    found = writable_round(request, study, uuid)
    options = list(RoundOption.objects.visible_to(request.user).filter(round=found))
    codes = BallotCode.objects.visible_to(request.user).filter(round=found, used=False)
    context = {
        "study": found.meeting.study,
        "meeting": found.meeting,
        "round": found,
        "options": options,
        "levels": list(reversed(found.levels)),
        "cards": [_card(found, options, code) for code in codes],
        "address": request.build_absolute_uri(reverse("votes:ballot_enter")),
    }
    response = render(request, "deliberation/ballot_cards.html", context)
    response["Cache-Control"] = "no-store, private"
    return response


def _card(round: PriorityRound, options: list[RoundOption], code: BallotCode) -> dict[str, object]:
    labels = {option.number: option.label for option in options}
    duels = []
    if round.ballots_are == PriorityRound.Ballots.DUELS:
        pairs = actions.pairs_of(list(labels), code.number)
        duels = [(labels[first], labels[second]) for first, second in pairs]
    words = keys.grouped(keys.vote_code(round.uuid, code.number))
    return {"number": code.number, "code": words, "duels": duels}


def _turnout(round: PriorityRound) -> dict[str, int]:
    """Count the ballots by the way they came: a turnout tells nobody's choice."""
    ballots = Ballot.objects.filter(round=round)  # access: counted, never read
    counted = ballots.counted()
    return {
        "phones": counted.filter(channel=Ballot.Channel.PHONE).count(),
        "cards": counted.filter(channel=Ballot.Channel.CARD).count(),
        "late": ballots.count() - counted.count(),
        "codes": BallotCode.objects.filter(round=round).count(),  # access: counted, never read
    }
