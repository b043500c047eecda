"""Whatever a title holds, a calendar stays a calendar, with the events that it was given."""

from datetime import UTC, date, datetime

import icalendar
import pytest

from ancrage.formats.calendar import Event, write_calendar

STAMP = datetime(2020, 1, 1, tzinfo=UTC)
FORGED = [
    "Débat\r\nATTACH:http://ailleurs.fr",
    "Débat\rATTACH:http://ailleurs.fr",
    "Débat\nEND:VEVENT\nEND:VCALENDAR",
    "Débat\u2028ATTACH:x\x85ATTACH:y\x0bATTACH:z",
    'a;b,c\\nd:"e"',
    "\u202eDébat\0",
]


def calendar(title: str, last: date = date(2016, 3, 2)) -> bytes:
    event = Event("un", title, date(2016, 3, 1), last, place=title)
    return write_calendar(title, [event], language="fr", stamp=STAMP)


@pytest.mark.parametrize("title", FORGED)
def test_a_title_adds_nothing_to_a_calendar(title):
    written = icalendar.Calendar.from_ical(calendar(title))
    (event,) = written.walk("VEVENT")
    assert set(event) == {"UID", "DTSTAMP", "SUMMARY", "DTSTART", "DTEND", "LOCATION"}
    assert set(written) == {"PRODID", "VERSION", "X-WR-CALNAME"}
    assert str(event["SUMMARY"]).startswith(("Débat", "a;b,c"))


def test_long_titles_are_folded_between_signs():
    content = calendar("é" * 300)
    assert max(map(len, content.split(b"\r\n"))) <= 75
    (event,) = icalendar.Calendar.from_ical(content).walk("VEVENT")
    assert event["SUMMARY"] == "é" * 300


def test_the_last_day_of_all_has_no_morrow():
    (event,) = icalendar.Calendar.from_ical(calendar("Débat", date.max)).walk("VEVENT")
    assert "DTEND" not in event
