"""The field carried in and out with a whole study, table by table."""

from datetime import datetime
from pathlib import Path

from ancrage.accounts.models import User
from ancrage.fieldwork.exchange import debriefs, field, guides, preparation, visits
from ancrage.fieldwork.exchange.field import documents_by_file
from ancrage.formats.study_folder import StudyFolder
from ancrage.studies.models import Study

__all__ = ["documents_by_file", "export_tables", "import_tables"]

# In the order in which they are read: later tables cite what earlier ones brought.
SUBJECTS = (field, preparation, guides, visits, debriefs)


def import_tables(folder: StudyFolder, *, study: Study, by: User | None, now: datetime) -> None:
    """Read the room's tables into ``study``; what can't be taken is added to the faults."""
    for subject in SUBJECTS:
        subject.import_tables(folder, study=study, by=by, now=now)


def export_tables(study: Study, target: Path) -> None:
    """Write the room's tables as they are read back; no name leaves the vault."""
    for subject in SUBJECTS:
        subject.export_tables(study, target)
