"""Debates, votes and workshops carried in and out with a whole study."""

from datetime import datetime
from pathlib import Path

from ancrage.accounts.models import User
from ancrage.deliberation.exchange import debates, votes, workshops
from ancrage.formats.study_folder import StudyFolder, write_table
from ancrage.studies.models import Study

COLUMNS = debates.COLUMNS | votes.COLUMNS | workshops.COLUMNS


def import_tables(folder: StudyFolder, *, study: Study, by: User | None, now: datetime) -> None:
    """Write the meetings of ``folder``; what can't be taken is added to its faults."""
    reader = debates.DebateReader(folder, study, by, now)
    reader.read()
    votes.VoteReader(folder, study, reader.meetings, by, now).read()
    workshops.WorkshopReader(folder, study, reader.meetings, by).read()


def export_tables(study: Study, target: Path) -> None:
    """Write the meetings in the tables that ``import_tables`` reads."""
    meetings = list(
        study.meetings.select_related("site", "step", "interview").order_by("held_on", "pk")
    )
    numbers = {meeting.pk: number for number, meeting in enumerate(meetings, start=1)}
    for module in (debates, votes, workshops):
        for table, rows in module.tables(study, meetings, numbers):
            columns = COLUMNS[table]
            lines = (dict(zip(columns, row, strict=True)) for row in rows)
            write_table(target / f"{table}.csv", columns, lines)
