"""Prepare a vote, open it with its codes, close it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from ancrage.accounts.models import User
from ancrage.core import editing, journal
from ancrage.deliberation import keys
from ancrage.deliberation.actions.meetings import NotPossible
from ancrage.deliberation.models import BallotCode, Meeting, PriorityRound, RoundOption
from ancrage.evidence.models import Stake
from ancrage.fieldwork.actions import names_taken_out

State = PriorityRound.State
MOST_CODES: Final = 2000
_LABEL: Final = 250


@dataclass(frozen=True)
class Proposed:
    """Something to choose: a stake, or words."""

    label: str
    stake: Stake | None = None


@transaction.atomic
def record_round(
    *, meeting: Meeting, choices: Iterable[Proposed], by: User | None, **values: Any
) -> PriorityRound:
    """Prepare a vote in ``meeting``."""
    round = PriorityRound.objects.create(meeting=meeting, **values)
    _propose(round, choices)
    journal.record("round.recorded", round, by=by)
    return round


@transaction.atomic
def change_round(
    *,
    round: PriorityRound,
    expected: int,
    choices: Iterable[Proposed],
    by: User | None,
    **values: Any,
) -> PriorityRound:
    """Change what is asked and how it is counted, until the vote opens.

    Raises
    ------
    NotPossible
        Once it is open: people know the rule before they vote.
    StaleEdit
        If somebody changed it since version ``expected``.
    """
    _refuse_opened(round)
    editing.change(round, expected=expected, **values)
    round.options.all().delete()
    _propose(round, choices)
    journal.record("round.changed", round, by=by)
    return round


@transaction.atomic
def remove_round(*, round: PriorityRound, by: User | None) -> None:
    """Delete a vote that never opened.

    Raises
    ------
    NotPossible
        Once it is open: ballots are kept.
    """
    _refuse_opened(round)
    journal.record("round.removed", round, by=by)
    round.delete()


@transaction.atomic
def open_round(*, round: PriorityRound, codes: int, now: datetime, by: User | None) -> None:
    """Freeze the rules, draw ``codes`` one-time codes, take votes.

    Raises
    ------
    NotPossible
        Unless it is being prepared.
    """
    _move(round, State.DRAFT, State.OPEN, opened_at=now)
    _draw(round, codes)
    journal.record("round.opened", round, by=by)


@transaction.atomic
def add_codes(*, round: PriorityRound, codes: int, by: User | None) -> None:
    """Draw more codes: more people came.

    Raises
    ------
    NotPossible
        Unless votes are taken, or if there would be too many cards.
    """
    if round.state != State.OPEN:
        raise NotPossible(_("Le vote n’est pas ouvert : aucune carte n’a été ajoutée."))
    _draw(round, codes)
    journal.record("round.codes_added", round, by=by)


@transaction.atomic
def close_round(*, round: PriorityRound, now: datetime, by: User | None) -> None:
    """Stop counting: what comes from now on is kept as late.

    Raises
    ------
    NotPossible
        Unless votes are taken.
    """
    _move(round, State.OPEN, State.CLOSED, closed_at=now)
    journal.record("round.closed", round, by=by)


def _propose(round: PriorityRound, choices: Iterable[Proposed]) -> None:
    clean = names_taken_out(round.meeting.site_id)
    RoundOption.objects.bulk_create(
        RoundOption(
            round=round,
            number=number,
            label=clean(choice.label)[:_LABEL],
            stake=choice.stake,
        )
        for number, choice in enumerate(choices, start=1)
    )


def _draw(round: PriorityRound, count: int) -> None:
    last = round.codes.aggregate(last=Max("number"))["last"] or 0
    if last + count > MOST_CODES:
        raise NotPossible(
            _("Un vote a %(most)d cartes au plus. Aucune n’a été ajoutée.") % {"most": MOST_CODES}
        )
    BallotCode.objects.bulk_create(
        BallotCode(
            round=round, number=number, digest=keys.digest(keys.vote_code(round.uuid, number))
        )
        for number in range(last + 1, last + count + 1)
    )


def _digest(round: PriorityRound, number: int) -> str:
    return keys.digest(keys.vote_code(round.uuid, number))


def _refuse_opened(round: PriorityRound) -> None:
    if round.state != State.DRAFT:
        raise NotPossible(
            _(
                "Le vote a été ouvert : ni la question ni la règle ne changent plus. Préparez-en "
                "un autre."
            )
        )


def _move(round: PriorityRound, before: State, after: State, **values: Any) -> None:
    """Change the state if it is still ``before``: two gestures at once, one passes."""
    rows = PriorityRound.objects.select_for_update().filter(pk=round.pk, state=before)
    if not rows.update(state=after, **values):
        raise NotPossible(
            _("Le vote a changé entre-temps : rien n’a été fait. Relisez son état ci-dessous.")
        )
    round.refresh_from_db()
