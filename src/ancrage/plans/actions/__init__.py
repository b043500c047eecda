"""What sites do with their sheets: write, decide, follow up, remind, tell residents."""

from ancrage.plans.actions.decisions import (
    POSSIBLE,
    AlreadyDecided,
    Decision,
    decide,
)
from ancrage.plans.actions.follow_ups import MONTHS, record_follow_up
from ancrage.plans.actions.refusals import Refusal
from ancrage.plans.actions.reminders import (
    DAYS_AHEAD,
    AlreadyReminded,
    Reminder,
    mark_reminded,
    reminders,
)
from ancrage.plans.actions.returns import (
    publish_return,
    restore_return,
    say_plainly,
    withdraw_return,
)
from ancrage.plans.actions.sheets import change_sheet, refuse_unfit, remove_sheet, write_sheet

__all__ = [
    "DAYS_AHEAD",
    "MONTHS",
    "POSSIBLE",
    "AlreadyDecided",
    "AlreadyReminded",
    "Decision",
    "Refusal",
    "Reminder",
    "change_sheet",
    "decide",
    "mark_reminded",
    "publish_return",
    "record_follow_up",
    "refuse_unfit",
    "reminders",
    "remove_sheet",
    "restore_return",
    "say_plainly",
    "withdraw_return",
    "write_sheet",
]
