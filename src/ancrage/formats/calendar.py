"""Calendar files (iCalendar, RFC 5545) of whole days."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import icalendar

from ancrage.formats.characters import clean


@dataclass(frozen=True)
class Event:
    """Something that lasts from ``first`` to ``last``, both days included."""

    uid: str
    summary: str
    first: date
    last: date
    place: str = ""


def write_calendar(name: str, events: Iterable[Event], *, language: str, stamp: datetime) -> bytes:
    """Return an .ics file; ``stamp`` is when it was made."""
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Ancrage//ancrage//" + language.upper())
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", _on_one_line(name))
    for event in events:
        entry = icalendar.Event()
        entry.add("uid", f"{event.uid}@ancrage")
        entry.add("dtstamp", stamp)
        entry.add("summary", _on_one_line(event.summary))
        entry.add("dtstart", event.first)
        # DTEND is excluded: a one-day event ends on the morrow. The last day of all has none.
        if event.last < date.max:
            entry.add("dtend", event.last + timedelta(days=1))
        if event.place:
            entry.add("location", _on_one_line(event.place))
        calendar.add_component(entry)
    return bytes(calendar.to_ical())


def _on_one_line(text: str) -> str:
    """Return ``text`` without line end: in a calendar, one would begin another property."""
    return " ".join(clean(text).text.split())
