"""What each team made of its day, visit by visit."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Final

from ancrage.accounts.models import User
from ancrage.core.folders import take_each
from ancrage.fieldwork import actions
from ancrage.fieldwork.models import Debrief, Visit
from ancrage.formats.study_folder import Row, StudyFolder, Unfit, write_table
from ancrage.formats.tables import Cell
from ancrage.studies.models import Study

DEBRIEFS: Final = (
    *("site", "etape", "date", "jour", "equipe"),
    *("entendu", "surpris", "doutes", "a_creuser", "auteur"),
)
ANSWERS: Final = {
    "heard": "entendu",
    "surprised": "surpris",
    "doubts": "doutes",
    "to_dig": "a_creuser",
}


def import_tables(folder: StudyFolder, *, study: Study, by: User | None, now: datetime) -> None:
    """Read the debriefs of ``study``; what can't be taken is added to the faults."""
    _Reader(folder, study).read()


class _Reader:
    """Read the debriefs into ``study``, row by row, names of people met replaced."""

    def __init__(self, folder: StudyFolder, study: Study) -> None:
        self.folder = folder
        self.study = study
        self.take_out: dict[int, Callable[[str], str]] = {}
        self.authors: dict[str, User] = {
            member.user.email: member.user for member in study.memberships.all()
        }

    def read(self) -> None:
        take_each(self.folder, "bilans", self._debrief)

    def _debrief(self, row: Row) -> Debrief:
        visit = self._visit(row)
        on = row.day("jour")
        if on not in visit.dates:
            raise Unfit("outside_visit", "jour")
        row.needed("entendu")
        if visit.site_id not in self.take_out:
            self.take_out[visit.site_id] = actions.names_taken_out(visit.site_id)
        take_out = self.take_out[visit.site_id]
        return Debrief.objects.create(
            visit=visit,
            on=on,
            team=int(row.one_of("equipe", ("1", "2"), kind="bad_value")),
            author=self._author(row),
            **{name: take_out(row[column]) for name, column in ANSWERS.items()},
        )

    def _visit(self, row: Row) -> Visit:
        visits = Visit.objects.filter(site__study=self.study, site__name=row.needed("site"))
        here = visits.filter(step__number=row.integer("etape"), starts=row.day("date"))
        found: Visit | None = here.first()
        if found is None:
            raise Unfit("unknown_visit", "date")
        return found

    def _author(self, row: Row) -> User | None:
        if not row["auteur"]:
            return None
        return row.named("auteur", self.authors, kind="unknown_author")


def export_tables(study: Study, target: Path) -> None:
    """Write the debriefs as they are read back."""
    write_table(target / "bilans.csv", DEBRIEFS, _rows(study))


def _rows(study: Study) -> Iterator[dict[str, Cell]]:
    debriefs = Debrief.objects.filter(visit__site__study=study)
    for each in debriefs.select_related("visit__site", "visit__step", "author"):
        yield {
            "site": each.visit.site.name,
            "etape": each.visit.step.number,
            "date": each.visit.starts.isoformat(),
            "jour": each.on.isoformat(),
            "equipe": each.team,
            "auteur": each.author.email if each.author else "",
            **{column: getattr(each, name) for name, column in ANSWERS.items()},
        }
