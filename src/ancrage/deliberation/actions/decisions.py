"""What people decide after a vote, and those who disagree: no rule decides by itself."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ancrage.accounts.models import User
from ancrage.core import editing, journal
from ancrage.deliberation.actions.meetings import NotPossible
from ancrage.deliberation.models import Dissent, PriorityDecision, PriorityRound, RoundOption
from ancrage.evidence.actions import record_upward
from ancrage.evidence.models import Stake
from ancrage.fieldwork.actions import names_taken_out

State = PriorityRound.State


@transaction.atomic
def decide(
    *,
    option: RoundOption,
    expected: int | None,
    reason: str,
    by: User | None,
    **values: Any,
) -> PriorityDecision:
    """Write whether ``option`` is kept, why and by whom; ``expected`` is None the first time.

    Raises
    ------
    NotPossible
        Before the vote is closed.
    StaleEdit
        If somebody decided since version ``expected``.
    """
    round = option.round
    if round.state != State.CLOSED:
        raise NotPossible(_("Le vote n’est pas clos : décidez une fois qu’il l’est."))
    values |= {"reason": names_taken_out(round.meeting.site_id)(reason), "recorded_by": by}
    made = round.decisions.filter(option=option).first()
    if made is None:
        made = PriorityDecision.objects.create(round=round, option=option, **values)
    else:
        editing.change(made, expected=expected or 0, **values)
    journal.record("priority.decided", made, by=by)
    return made


@transaction.atomic
def record_dissent(
    *, round: PriorityRound, words: str, held_by: str, by: User | None, **values: Any
) -> Dissent:
    """Write down a position that the count leaves out, to be printed with the decision.

    Raises
    ------
    NotPossible
        Before the vote opens.
    """
    if round.state == State.DRAFT:
        raise NotPossible(_("Le vote n’est pas ouvert : aucune position n’a été notée."))
    clean = names_taken_out(round.meeting.site_id)
    dissent = Dissent.objects.create(
        round=round,
        words=clean(words),
        held_by=clean(held_by),
        **values,
    )
    journal.record("dissent.recorded", dissent, by=by)
    return dissent


@transaction.atomic
def change_dissent(
    *, dissent: Dissent, expected: int, words: str, held_by: str, by: User | None, **values: Any
) -> Dissent:
    """Correct a minority position.

    Raises
    ------
    StaleEdit
        If somebody changed it since version ``expected``.
    """
    clean = names_taken_out(dissent.round.meeting.site_id)
    editing.change(
        dissent,
        expected=expected,
        words=clean(words),
        held_by=clean(held_by),
        **values,
    )
    journal.record("dissent.changed", dissent, by=by)
    return dissent


@transaction.atomic
def remove_dissent(*, dissent: Dissent, by: User | None) -> None:
    """Take off a position written down by mistake."""
    journal.record("dissent.removed", dissent, by=by)
    dissent.delete()


@transaction.atomic
def make_stake(*, option: RoundOption, by: User | None) -> Stake:
    """Make a stake of a proposal that was kept, so that a workshop can work on it.

    Raises
    ------
    NotPossible
        If it is one already.
    """
    fresh = RoundOption.objects.select_for_update().get(pk=option.pk)
    if fresh.stake_id is not None:
        raise NotPossible(_("Cette proposition est déjà un enjeu."))
    stake = record_upward(Stake, study=option.round.meeting.study, title=option.label, by=by)
    RoundOption.objects.filter(pk=option.pk).update(stake=stake)
    return stake
