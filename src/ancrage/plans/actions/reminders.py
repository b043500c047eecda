"""Whom to write to, and of what: follow-ups whose day has come, terms that are near or past."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import QuerySet

from ancrage.accounts.models import User
from ancrage.core import journal
from ancrage.plans.models import Action, FollowUp

DAYS_AHEAD: Final = 14


@dataclass
class Reminder:
    """Everything to remind one account of, in one message."""

    to: User
    follow_ups: list[FollowUp] = field(default_factory=list)
    terms: list[Action] = field(default_factory=list)

    def __len__(self) -> int:
        """Return how many things it holds."""
        return len(self.follow_ups) + len(self.terms)


class AlreadyReminded(Exception):
    """Somebody else sends this very message, or just did."""


def reminders(today: date) -> list[Reminder]:
    """Return what nobody was reminded of yet, by account, in the order of addresses.

    An account that may no longer read a sheet is told nothing of it.
    """
    found: dict[int, Reminder] = {}
    for follow_up in _due(today):
        _for(found, follow_up.action.owner).follow_ups.append(follow_up)
    for sheet in _near(today):
        _for(found, sheet.owner).terms.append(sheet)
    readable = [_as_far_as_read(reminder) for reminder in found.values()]
    return sorted((one for one in readable if len(one)), key=lambda one: one.to.email)


@transaction.atomic
def mark_reminded(reminder: Reminder, *, at: datetime) -> None:
    """Remember that a message goes: nobody is written to twice of the same thing.

    Call it before sending and in the same transaction: what can't be sent is not remembered.

    Raises
    ------
    AlreadyReminded
        If a part of it was marked meanwhile.
    """
    for rows in (reminder.follow_ups, reminder.terms):
        for row in rows:
            waiting = type(row)._default_manager.filter(pk=row.pk, reminded_at=None)
            if not waiting.update(reminded_at=at):
                raise AlreadyReminded
            journal.record(f"{row._meta.model_name}.reminded", row, by=None)


def _as_far_as_read(reminder: Reminder) -> Reminder:
    sheets = Action.objects.visible_to(reminder.to)
    read = set(sheets.values_list("pk", flat=True))
    return Reminder(
        reminder.to,
        [one for one in reminder.follow_ups if one.action_id in read],
        [one for one in reminder.terms if one.pk in read],
    )


def _for(found: dict[int, Reminder], owner: User | None) -> Reminder:
    """Return the reminder of an account; the rows read above all have one."""
    if owner is None:
        raise ValueError("Nobody is to be reminded.")
    return found.setdefault(owner.pk, Reminder(owner))


def _due(today: date) -> "QuerySet[FollowUp]":
    due: QuerySet[FollowUp] = FollowUp.objects.due(today).filter(
        reminded_at=None, action__owner__is_active=True
    )
    return due.select_related("action__owner", "action__site__study")


def _near(today: date) -> "QuerySet[Action]":
    near: QuerySet[Action] = Action.objects.filter(
        state=Action.State.ADOPTED,
        due_on__lte=today + timedelta(days=DAYS_AHEAD),
        reminded_at=None,
        owner__is_active=True,
    )
    return near.select_related("owner", "site__study")
