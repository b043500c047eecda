"""How an adopted action takes root: asked after three, six and twelve months."""

from datetime import date
from typing import Final

from django.db import transaction
from django.db.models import Min
from django.utils.translation import gettext as _

from ancrage.accounts.models import User
from ancrage.core import editing, journal
from ancrage.core.dates import months_after
from ancrage.fieldwork.actions import names_taken_out
from ancrage.plans.actions import refusals
from ancrage.plans.actions.sheets import Clean
from ancrage.plans.models import Action, FollowUp

MONTHS: Final = (3, 6, 12)


def plan_follow_ups(sheet: Action, *, adopted_on: date) -> None:
    """Plan the follow-ups that nobody recorded yet; a new adoption gives them new days."""
    forget_waiting(sheet)
    recorded = set(sheet.follow_ups.values_list("months", flat=True))
    FollowUp.objects.bulk_create(
        FollowUp(action=sheet, months=months, due_on=months_after(adopted_on, months))
        for months in MONTHS
        if months not in recorded
    )


def forget_waiting(sheet: Action) -> None:
    """Ask nothing more of an action; what was recorded stays."""
    sheet.follow_ups.waiting().delete()


@transaction.atomic
def record_follow_up(
    follow_up: FollowUp,
    *,
    expected: int,
    progress: str,
    words: str,
    told_by: str,
    recorded_on: date,
    by: User | None,
    today: date,
    clean: Clean | None = None,
) -> FollowUp:
    """Write where an action is; what was recorded can be corrected.

    Raises
    ------
    Refusal
        If it is dated in the future, or before the action was decided.
    StaleEdit
        If somebody recorded it since version ``expected``.
    """
    if recorded_on > today:
        raise refusals.BeforeAdoption(_("Cette date est à venir : notez ce qui est déjà constaté."))
    adopted_on = _adopted_on(follow_up.action)
    if adopted_on is None or recorded_on < adopted_on:
        raise refusals.BeforeAdoption(_("L’action n’était pas encore adoptée ce jour-là."))
    editing.change(
        follow_up,
        expected=expected,
        progress=progress,
        words=(clean or names_taken_out(follow_up.action.site_id))(words),
        told_by=told_by,
        recorded_on=recorded_on,
    )
    journal.record("followup.recorded", follow_up, by=by)
    return follow_up


def _adopted_on(sheet: Action) -> date | None:
    adoptions = sheet.decisions.filter(state=Action.State.ADOPTED)
    first: date | None = adoptions.aggregate(first=Min("on"))["first"]
    return first
