"""Take votes: by phone, from cards typed in, by hands counted in the room.

A vote leaves no entry of its own in the journal: its hour would tell whose it is.
"""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ancrage.accounts.models import User
from ancrage.core import editing, journal
from ancrage.deliberation import keys
from ancrage.deliberation.actions.marks import BadChoice, read_marks
from ancrage.deliberation.actions.meetings import NotPossible
from ancrage.deliberation.models import Ballot, BallotCode, HandCount, PriorityRound
from ancrage.fieldwork.models import ActorCategory

State = PriorityRound.State


class AlreadyVoted(Exception):
    """The code was used: one ballot is kept, nothing is added."""


def find_code(typed: str) -> BallotCode:
    """Return the code that was typed.

    Raises
    ------
    BallotCode.DoesNotExist
        If no vote ever drew it.
    """
    codes = BallotCode.objects.select_related("round__meeting__study", "round__meeting__site")
    code: BallotCode = codes.get(digest=keys.digest(keys.typed(typed)))
    return code


@transaction.atomic
def cast_ballot(
    *,
    code: BallotCode,
    marks: Mapping[Any, Any],
    channel: str,
    category: ActorCategory | None = None,
) -> Ballot:
    """Use up ``code`` and keep one ballot, with nothing that ties the two.

    Raises
    ------
    BadChoice
        If a mark can't be counted: the code is still good.
    AlreadyVoted
        If the code was used.
    """
    round = code.round
    choices = read_marks(round, round.options.values_list("number", flat=True), marks)
    if not BallotCode.objects.filter(pk=code.pk, used=False).update(used=True):
        raise AlreadyVoted(
            _("Ce code a déjà servi : un bulletin est enregistré, rien n’a été ajouté.")
        )
    return Ballot.objects.create(
        round=round, channel=channel, category=category, choices=choices, late=_is_late(round)
    )


@transaction.atomic
def type_ballot(
    *,
    round: PriorityRound,
    number: int,
    marks: Mapping[Any, Any],
    by: User | None,
    category: ActorCategory | None = None,
) -> Ballot:
    """Keep the ballot of a card filled in by hand.

    Raises
    ------
    NotPossible
        If the vote is being prepared, or no such card was printed.
    BadChoice, AlreadyVoted
        As ``cast_ballot``.
    """
    code = round.codes.filter(number=number).first()
    if code is None:
        raise NotPossible(
            _("La carte n° %(number)d n’a pas été imprimée pour ce vote. Vérifiez son numéro.")
            % {"number": number}
        )
    if code.used:
        raise AlreadyVoted(
            _(
                "La carte n° %(number)d a déjà voté, par téléphone ou parce que quelqu’un l’a "
                "saisie. Rien n’a été ajouté."
            )
            % {"number": number}
        )
    ballot = cast_ballot(code=code, marks=marks, channel=Ballot.Channel.CARD, category=category)
    journal.record("round.card_typed", round, by=by)
    return ballot


@transaction.atomic
def count_hands(
    *,
    round: PriorityRound,
    expected: int,
    present: int,
    hands: Mapping[tuple[int, int], int],
    by: User | None,
) -> None:
    """Keep how many hands went up for each choice (number, level): totals, never ballots.

    Without a scale, the only level is 0.

    Raises
    ------
    NotPossible
        Unless votes are taken.
    BadChoice
        If more hands went up for a choice than people are present.
    StaleEdit
        If somebody changed the count since version ``expected``.
    """
    if round.state != State.OPEN:
        raise NotPossible(_("Le vote n’est pas ouvert : les mains n’ont pas été notées."))
    options = {option.number: option for option in round.options.all()}
    _refuse_hands(hands, set(options), len(round.levels) or 1, present)
    editing.change(round, expected=expected, hands_present=present)
    HandCount.objects.filter(option__round=round).delete()
    HandCount.objects.bulk_create(
        HandCount(option=options[number], level=level, hands=count)
        for (number, level), count in hands.items()
    )
    journal.record("round.hands_counted", round, by=by)


def _refuse_hands(
    hands: Mapping[tuple[int, int], int], numbers: set[int], levels: int, present: int
) -> None:
    raised = dict.fromkeys(numbers, 0)
    for (number, level), count in hands.items():
        if number not in raised or not 0 <= level < levels or count < 0:
            raise BadChoice(_("Ces mains ne vont à aucun choix de ce vote. Rien n’a été noté."))
        raised[number] += count
    for number, count in sorted(raised.items()):
        if count > present:
            raise BadChoice(
                _(
                    "Choix n° %(number)d : %(count)d mains pour %(present)d personnes présentes. "
                    "Recomptez."
                )
                % {"number": number, "count": count, "present": present}
            )


def _is_late(round: PriorityRound) -> bool:
    # Read again inside the transaction: the form may have been opened an hour ago.
    return PriorityRound.objects.filter(pk=round.pk, state=State.CLOSED).exists()


def receipt_of(ballot: Ballot) -> str:
    """Return what lets a person find their own ballot again in the published list."""
    return ballot.uuid.hex[:12].upper()
