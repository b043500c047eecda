"""Workshops carried in and out: groups, causes, solutions, the leads that these became."""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from ancrage.accounts.models import User
from ancrage.core.folders import take_each
from ancrage.deliberation import actions
from ancrage.deliberation.exchange.debates import optional
from ancrage.deliberation.models import Cause, Meeting, WorkGroup
from ancrage.formats.study_folder import Row, StudyFolder, Unfit
from ancrage.studies.models import Study

COLUMNS: Final = {
    "ateliers_groupes": [
        *("groupe", "debat", "enjeu", "anime_par", "rapporte_par", "presents", "notes"),
    ],
    "ateliers_causes": ["cause", "groupe", "texte", "constats"],
    "ateliers_solutions": ["groupe", "texte", "causes", "piste"],
}


class WorkshopReader:
    """Read the tables of workshops: groups, their causes, their solutions."""

    def __init__(
        self, folder: StudyFolder, study: Study, meetings: dict[str, Meeting], by: User | None
    ) -> None:
        self.folder = folder
        self.meetings = meetings
        self.by = by
        self.stakes = {str(row.number): row for row in study.stakes.all()}
        self.findings = {str(row.number): row for row in study.findings.all()}
        self.leads = {str(row.number): row for row in study.leads.all()}
        self.groups: dict[str, WorkGroup] = {}
        self.causes: dict[str, Cause] = {}

    def read(self) -> None:
        """Read every table."""
        take_each(self.folder, "ateliers_groupes", self._group)
        take_each(self.folder, "ateliers_causes", self._cause)
        take_each(self.folder, "ateliers_solutions", self._solution)

    def _group(self, row: Row) -> None:
        if row.needed("groupe") in self.groups:
            raise Unfit("doubled_number", "groupe")
        self.groups[row["groupe"]] = actions.record_group(
            meeting=row.named("debat", self.meetings, kind="unknown_number"),
            stake=row.named("enjeu", self.stakes, kind="unknown_number"),
            facilitator=row["anime_par"],
            reporter=row["rapporte_par"],
            present=row.integer("presents") if row["presents"] else None,
            notes=row["notes"],
            by=self.by,
        )

    def _cause(self, row: Row) -> None:
        if row.needed("cause") in self.causes:
            raise Unfit("doubled_number", "cause")
        self.causes[row["cause"]] = actions.add_cause(
            group=self._named_group(row),
            text=row.needed("texte"),
            findings=_many(row, "constats", self.findings),
            by=self.by,
        )

    def _solution(self, row: Row) -> None:
        group = self._named_group(row)
        causes = _many(row, "causes", self.causes)
        if any(cause.group_id != group.pk for cause in causes):
            raise Unfit("unknown_number", "causes")
        solution = actions.add_solution(
            group=group, text=row.needed("texte"), causes=causes, by=self.by
        )
        if lead := optional(row, "piste", self.leads):
            actions.bring_lead(solution=solution, lead=lead, by=self.by)

    def _named_group(self, row: Row) -> WorkGroup:
        return row.named("groupe", self.groups, kind="unknown_number")


def _many(row: Row, column: str, rows: dict[str, Any]) -> list[Any]:
    names = row.many(column)
    if any(name not in rows for name in names):
        raise Unfit("unknown_number", column)
    return [rows[name] for name in names]


def tables(
    study: Study, meetings: list[Meeting], numbers: dict[int, int]
) -> Iterator[tuple[str, Iterable[tuple[Any, ...]]]]:
    """Yield the tables that ``WorkshopReader`` reads."""
    groups = [group for meeting in meetings for group in meeting.groups.select_related("stake")]
    names = {group.pk: number for number, group in enumerate(groups, start=1)}
    yield (
        "ateliers_groupes",
        ((names[each.pk], numbers[each.meeting_id], *_group_row(each)) for each in groups),
    )
    causes = [cause for group in groups for cause in group.causes.prefetch_related("findings")]
    said = {cause.pk: number for number, cause in enumerate(causes, start=1)}
    yield (
        "ateliers_causes",
        ((said[c.pk], names[c.group_id], c.text, _numbers(c.findings.all())) for c in causes),
    )
    yield (
        "ateliers_solutions",
        (
            (
                names[group.pk],
                each.text,
                ";".join(str(said[cause.pk]) for cause in each.causes.all()),
                each.lead.number if each.lead else "",
            )
            for group in groups
            for each in group.solutions.select_related("lead").prefetch_related("causes")
        ),
    )


def _group_row(group: WorkGroup) -> tuple[Any, ...]:
    present = "" if group.present is None else group.present
    return (group.stake.number, group.facilitator, group.reporter, present, group.notes)


def _numbers(rows: Iterable[Any]) -> str:
    return ";".join(str(row.number) for row in rows)
