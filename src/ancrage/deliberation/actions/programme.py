"""The programme of a meeting, line by line."""

from django.db import transaction
from django.db.models import Max

from ancrage.accounts.models import User
from ancrage.core import editing, journal
from ancrage.deliberation.models import Meeting, ProgrammeItem


@transaction.atomic
def add_item(
    *, meeting: Meeting, minutes: int, title: str, led_by: str, by: User | None
) -> ProgrammeItem:
    """Add a line at the end of the programme."""
    last = meeting.programme.aggregate(last=Max("order"))["last"] or 0
    item = ProgrammeItem.objects.create(
        meeting=meeting, minutes=minutes, title=title, led_by=led_by, order=last + 1
    )
    journal.record("programme.added", item, by=by)
    return item


@transaction.atomic
def change_item(
    *, item: ProgrammeItem, expected: int, minutes: int, title: str, led_by: str, by: User | None
) -> ProgrammeItem:
    """Change what a line says or how long it lasts.

    Raises
    ------
    StaleEdit
        If somebody changed it since version ``expected``.
    """
    editing.change(item, expected=expected, minutes=minutes, title=title, led_by=led_by)
    journal.record("programme.changed", item, by=by)
    return item


@transaction.atomic
def shift_item(*, item: ProgrammeItem, places: int, by: User | None) -> None:
    """Move a line up (negative) or down."""
    items = list(item.meeting.programme.all())
    at = items.index(item)
    items.insert(max(at + places, 0), items.pop(at))
    for order, each in enumerate(items, start=1):
        each.order = order
    ProgrammeItem.objects.bulk_update(items, ["order"])
    journal.record("programme.shifted", item, by=by)


@transaction.atomic
def remove_item(*, item: ProgrammeItem, by: User | None) -> None:
    """Take a line off the programme."""
    journal.record("programme.removed", item, by=by)
    item.delete()
