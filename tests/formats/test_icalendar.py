"""Calendars: what RFC 5545 asks of a file."""

from datetime import UTC, date, datetime

from ancrage.formats.icalendar import Event, write_icalendar

STAMP = datetime(2036, 1, 1, 12, tzinfo=UTC)


def written(*events):
    return write_icalendar(events, name="Visites", stamp=STAMP).decode()


def test_whole_days_end_the_day_after():
    text = written(Event("a@ancrage", date(2036, 1, 8), date(2036, 1, 9), "Visite"))
    assert "DTSTART;VALUE=DATE:20360108\r\nDTEND;VALUE=DATE:20360110\r\n" in text
    assert text.startswith("BEGIN:VCALENDAR\r\n")
    assert text.endswith("END:VCALENDAR\r\n")


def test_moments_are_in_universal_time():
    paris = datetime.fromisoformat("2036-07-08T09:30:00+02:00")
    text = written(Event("a@ancrage", paris, paris, "Entretien"))
    assert "DTSTART:20360708T073000Z" in text


def test_marks_are_escaped_and_long_lines_folded_between_characters():
    title = "Réunion, salle ; étage\\2 " + "é" * 80
    text = written(Event("a@ancrage", date(2036, 1, 8), date(2036, 1, 8), title, text="un\ndeux"))
    assert "SUMMARY:Réunion\\, salle \\; étage\\\\2" in text
    assert "DESCRIPTION:un\\ndeux" in text
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert "é" * 80 in text.replace("\r\n ", "")


def test_cancelled_event_says_so():
    event = Event("a@ancrage", date(2036, 1, 8), date(2036, 1, 8), "Visite", cancelled=True)
    assert "STATUS:CANCELLED" in written(event)
