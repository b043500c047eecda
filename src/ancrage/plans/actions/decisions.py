"""What a site decides of an action: adopted, done, handed over, dropped; and when, by whom, why."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from ancrage.accounts.models import User
from ancrage.core import editing, journal
from ancrage.core.dates import day_in_words
from ancrage.fieldwork.actions import names_taken_out
from ancrage.plans.actions import refusals
from ancrage.plans.actions.follow_ups import forget_waiting, plan_follow_ups
from ancrage.plans.actions.sheets import (
    Clean,
    refuse_term_before_start,
    refuse_without_owner_or_term,
)
from ancrage.plans.models import Action, ActionDecision

State = Action.State
# From each state, what may be decided next. An action set aside can be taken up again.
POSSIBLE: Final[dict[str, tuple[str, ...]]] = {
    State.PROPOSED: (State.ADOPTED, State.HANDED_OVER, State.DROPPED),
    State.ADOPTED: (State.DONE, State.HANDED_OVER, State.DROPPED),
    State.DROPPED: (State.ADOPTED,),
    State.HANDED_OVER: (State.ADOPTED,),
    State.DONE: (State.ADOPTED,),
}


class AlreadyDecided(refusals.Refusal):
    """The sheet is already what one would decide, or can't become it."""


@dataclass(frozen=True)
class Decision:
    """What was decided; ``reason`` and ``handed_to`` where the decision asks for them."""

    state: str
    on: date
    by_whom: str
    reason: str = ""
    handed_to: str = ""


@transaction.atomic
def decide(
    sheet: Action,
    decision: Decision,
    *,
    expected: int,
    by: User | None,
    now: datetime,
    today: date,
    clean: Clean | None = None,
    **terms: Any,
) -> Action:
    """Write a decision on a sheet, and its follow-ups if it is adopted.

    ``terms`` are what an adoption settles at the same time: owner, dates, account to write to.

    Raises
    ------
    Refusal
        Saying what the decision lacks.
    StaleEdit
        If somebody changed the sheet since version ``expected``.
    """
    _refuse_impossible(sheet, decision)
    _refuse_incomplete(sheet, decision, today)
    if decision.state in (State.ADOPTED, State.DONE):
        _refuse_terms(sheet, decision, terms)
    reason = (clean or names_taken_out(sheet.site_id))(decision.reason)
    editing.change(
        sheet,
        expected=expected,
        state=decision.state,
        decided_on=decision.on,
        decided_by=decision.by_whom,
        reason=reason,
        handed_to=decision.handed_to,
        reminded_at=None,
        **terms,
    )
    ActionDecision.objects.create(
        action=sheet,
        state=decision.state,
        on=decision.on,
        by_whom=decision.by_whom,
        reason=reason,
        handed_to=decision.handed_to,
        recorded_by=by,
        recorded_at=now,
    )
    _follow(sheet, decision)
    journal.record(f"action.{_VERBS[decision.state]}", sheet, by=by)
    return sheet


_VERBS: Final[dict[str, str]] = {
    State.ADOPTED: "adopted",
    State.DONE: "done",
    State.HANDED_OVER: "handed_over",
    State.DROPPED: "dropped",
}


def _follow(sheet: Action, decision: Decision) -> None:
    """Plan what an adoption will be asked; ask nothing more of what is set aside."""
    if decision.state == State.ADOPTED:
        plan_follow_ups(sheet, adopted_on=decision.on)
    elif decision.state != State.DONE:
        forget_waiting(sheet)


def _refuse_impossible(sheet: Action, decision: Decision) -> None:
    if decision.state in POSSIBLE[sheet.state]:
        return
    if decision.state == sheet.state:
        message = _("Cette action est déjà %(state)s. Rien n’a changé.")
    else:
        message = _("Cette action est %(state)s : cette décision ne s’y applique pas.")
    raise AlreadyDecided(message % {"state": sheet.get_state_display()})


def _refuse_incomplete(sheet: Action, decision: Decision, today: date) -> None:
    if decision.on > today:
        raise refusals.NotYet(
            _("Cette date est à venir : notez la décision une fois qu’elle est prise.")
        )
    if not decision.by_whom.strip():
        raise refusals.NoDecider(_("Dites qui a décidé : une instance, un service, une fonction."))
    comes_back = sheet.state != State.PROPOSED and decision.state == State.ADOPTED
    sets_aside = decision.state in (State.DROPPED, State.HANDED_OVER)
    if (sets_aside or comes_back) and not decision.reason.strip():
        raise refusals.NoReason(
            _("Dites pourquoi : les habitants qui ont parlé liront cette raison.")
        )
    if decision.state == State.HANDED_OVER and not decision.handed_to.strip():
        raise refusals.NoRecipient(_("Dites à qui l’action est transmise."))


def _refuse_terms(sheet: Action, decision: Decision, terms: dict[str, Any]) -> None:
    led_by: str = terms.get("led_by", sheet.led_by)
    due_on: date | None = terms.get("due_on", sheet.due_on)
    refuse_without_owner_or_term(led_by, due_on)
    refuse_term_before_start(
        {"starts_on": terms.get("starts_on", sheet.starts_on), "due_on": due_on}
    )
    if decision.state == State.ADOPTED and due_on and due_on < decision.on:
        raise refusals.TermTooEarly(
            _("Ce terme était déjà passé le jour de la décision, %(day)s. Donnez-en un autre.")
            % {"day": day_in_words(decision.on)}
        )
