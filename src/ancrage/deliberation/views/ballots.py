"""The ballot itself: by phone without an account, copied from a card, hands in the room."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from ancrage.core.middleware import not_a_command
from ancrage.deliberation import actions, keys
from ancrage.deliberation.forms import BallotForm, HandsForm, PaperBallotForm
from ancrage.deliberation.models import Ballot, BallotCode, PriorityRound
from ancrage.deliberation.views.fetching import writable_round

State = PriorityRound.State


@login_not_required
@not_a_command
@never_cache
def ballot_enter(request: HttpRequest) -> HttpResponse:
    """Ask for the code of a card; any code leads to its address, which alone knows it."""
    typed = keys.typed(request.POST.get("code", ""))
    if typed:
        return redirect("votes:ballot_cast", typed[:64])
    context = {"empty": request.method == "POST"}
    status = 422 if context["empty"] else 200
    return _private(render(request, "deliberation/ballot_enter.html", context, status=status))


@login_not_required
@not_a_command
@never_cache
def ballot_cast(request: HttpRequest, code: str) -> HttpResponse:
    """Show the ballot that a one-time code opens, and take it.

    The command register is left aside: it would keep where and when a code was used. The code
    itself makes the vote count once.
    """
    try:
        found = actions.find_code(code)
    except BallotCode.DoesNotExist:
        return _private(render(request, "deliberation/ballot_unknown.html", status=404))
    if found.used:
        status = 409 if request.method == "POST" else 200
        return _outcome(request, found.round, "used", status=status)
    form = BallotForm(request.POST or None, round=found.round, card=found.number)
    if request.method == "POST" and form.is_valid():
        return _cast(request, found, form)
    if found.round.state == State.CLOSED and request.method != "POST":
        return _outcome(request, found.round, "closed")
    context = {"round": found.round, "form": form, "meeting": found.round.meeting}
    status = 422 if form.is_bound else 200
    return _private(render(request, "deliberation/ballot_cast.html", context, status=status))


def _cast(request: HttpRequest, code: BallotCode, form: BallotForm) -> HttpResponse:
    try:
        ballot = actions.cast_ballot(
            code=code,
            marks=form.marks,
            channel=Ballot.Channel.PHONE,
            category=form.cleaned_data["category"],
        )
    except actions.AlreadyVoted:
        return _outcome(request, code.round, "used", status=409)
    receipt = actions.receipt_of(ballot)
    return _outcome(request, code.round, "late" if ballot.late else "kept", receipt=receipt)


def _outcome(
    request: HttpRequest, round: PriorityRound, what: str, *, receipt: str = "", status: int = 200
) -> HttpResponse:
    # Not a redirection: an address that tells a ballot would stand in the server's log.
    context = {"round": round, "meeting": round.meeting, "what": what, "receipt": receipt}
    return _private(render(request, "deliberation/ballot_outcome.html", context, status=status))


def _private(response: HttpResponse) -> HttpResponse:
    response["X-Robots-Tag"] = "noindex, nofollow"
    # Under "no-referrer" browsers post with a null origin, which is refused as forged.
    response["Referrer-Policy"] = "same-origin"
    return response


def ballot_type(request: HttpRequest, study: str, uuid: UUID) -> HttpResponse:
    """Copy a card, then the next; the category stays as it was."""
    found = writable_round(request, study, uuid)
    initial = {"category": request.GET.get("categorie")}
    # The pairs of a duel depend on the card: its number comes first.
    card = _card_number(request)
    initial["number"] = card or None
    form = PaperBallotForm(request.POST or None, round=found, card=card, initial=initial)
    if form.is_valid():
        values = form.cleaned_data
        try:
            ballot = actions.type_ballot(
                round=found,
                number=values["number"],
                marks=form.marks,
                category=values["category"],
                by=request.user,
            )
        except (actions.NotPossible, actions.AlreadyVoted, actions.BadChoice) as error:
            form.add_error("number", str(error))
        else:
            _say_typed(request, values["number"], ballot)
            kept = f"?categorie={ballot.category_id}" if ballot.category_id else ""
            return redirect(reverse("deliberation:ballot_type", args=[study, uuid]) + kept)
    context = {
        "study": found.meeting.study,
        "meeting": found.meeting,
        "round": found,
        "form": form,
        "asks_number": found.ballots_are == PriorityRound.Ballots.DUELS and not card,
        # access: counted, never read
        "typed": Ballot.objects.filter(round=found, channel=Ballot.Channel.CARD).count(),
    }
    return render(request, "deliberation/ballot_type.html", context)


def _card_number(request: HttpRequest) -> int:
    sent = request.POST.get("number") or request.GET.get("carte", "")
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 6 else 0


def _say_typed(request: HttpRequest, number: int, ballot: Ballot) -> None:
    if ballot.late:
        messages.warning(
            request,
            _(
                "La carte n° %(number)d est gardée, mais le vote était clos : elle n’est pas "
                "comptée."
            )
            % {"number": number},
        )
    else:
        messages.success(request, _("La carte n° %(number)d est saisie.") % {"number": number})


def hand_count(request: HttpRequest, study: str, uuid: UUID) -> HttpResponse:
    """Write down how many hands went up."""
    found = writable_round(request, study, uuid)
    form = HandsForm(request.POST or None, round=found)
    if form.is_valid():
        try:
            actions.count_hands(
                round=found,
                expected=form.cleaned_data["version"],
                present=form.cleaned_data["present"],
                hands=form.hands,
                by=request.user,
            )
        except (actions.NotPossible, actions.BadChoice) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Les mains levées sont notées."))
            return redirect(found)
    context = {
        "study": found.meeting.study,
        "meeting": found.meeting,
        "round": found,
        "form": form,
    }
    return render(request, "deliberation/hand_count.html", context)
