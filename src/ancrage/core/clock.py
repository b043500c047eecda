"""The clock, where nobody can give the time: what the journal stamps, what access weighs.

Everything else takes its "now" or "today" as an argument, from a view, a task or a command.
"""

from datetime import date, datetime

from django.utils import timezone


def now() -> datetime:
    """Return this instant, with its time zone."""
    return timezone.now()


def today() -> date:
    """Return the day it is where the installation stands."""
    return timezone.localdate()
