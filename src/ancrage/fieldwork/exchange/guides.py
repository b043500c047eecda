"""Interview guides with their questions, edition after edition."""

from collections.abc import Iterator
from datetime import datetime, time
from pathlib import Path
from typing import Final

from django.utils import timezone

from ancrage.accounts.models import User
from ancrage.core.folders import refuse_misfit, take_each, take_row
from ancrage.fieldwork import actions
from ancrage.fieldwork.models import Guide, GuideQuestion
from ancrage.formats.study_folder import Row, StudyFolder, Unfit, write_table
from ancrage.formats.tables import Cell
from ancrage.studies.models import Study

GUIDES: Final = ("site", "etape", "edition", "titre", "ouverture", "conclusion", "arrete_le")
QUESTIONS: Final = ("site", "etape", "edition", "axe", "question", "relances")

Key = tuple[str, str, str]


def import_tables(folder: StudyFolder, *, study: Study, by: User | None, now: datetime) -> None:
    """Read the guides of every site; what can't be taken is added to the faults."""
    _Reader(folder, study, by).read()


class _Reader:
    """Read an edition, its questions, then settle it: one site has one draft at a time."""

    def __init__(self, folder: StudyFolder, study: Study, by: User | None) -> None:
        self.folder = folder
        self.by = by
        self.sites = {site.name: site for site in study.sites.all()}
        self.steps = {str(step.number): step for step in study.steps.all()}
        self.axes = {str(axis.number): axis for axis in study.axes.all()}
        self.questions: dict[Key, list[Row]] = {}

    def read(self) -> None:
        for row in self.folder.rows("guides_questions"):
            self.questions.setdefault(_key(row), []).append(row)
        take_each(self.folder, "guides", self._guide)
        for rows in self.questions.values():
            self.folder.fault("unknown_guide", rows[0], "edition")

    def _guide(self, row: Row) -> Guide:
        questions = self.questions.pop(_key(row), [])
        guide = actions.bring_guide(
            site=row.named("site", self.sites),
            step=row.named("etape", self.steps),
            edition=row.integer("edition"),
            title=row.needed("titre"),
            opening=row["ouverture"],
            closing=row["conclusion"],
            by=self.by,
        )
        refuse_misfit(guide)
        for each in questions:
            take_row(self.folder, each, lambda asked: self._question(guide, asked))
        return self._settled(guide, row)

    def _question(self, guide: Guide, row: Row) -> GuideQuestion:
        return actions.add_question(
            guide=guide,
            axis=row.named("axe", self.axes) if row["axe"] else None,
            text=row.needed("question"),
            prompts=row["relances"],
            by=self.by,
        )

    def _settled(self, guide: Guide, row: Row) -> Guide:
        if not row["arrete_le"]:
            return guide
        noon = timezone.make_aware(datetime.combine(row.day("arrete_le"), time(12)))
        try:
            return actions.settle_guide(guide, now=noon, by=self.by)
        except actions.NoQuestion as error:
            raise Unfit("no_question", "arrete_le") from error


def _key(row: Row) -> Key:
    return row["site"], row["etape"], row["edition"]


def export_tables(study: Study, target: Path) -> None:
    """Write the guides and their questions in the tables that are read back."""
    guides = list(
        Guide.objects.filter(site__study=study)
        .select_related("site", "step")
        .prefetch_related("questions__axis")
        .order_by("site__order", "site__name", "step__number", "edition")
    )
    write_table(target / "guides.csv", GUIDES, (_guide_row(guide) for guide in guides))
    write_table(target / "guides_questions.csv", QUESTIONS, _question_rows(guides))


def _place(guide: Guide) -> dict[str, Cell]:
    return {"site": guide.site.name, "etape": guide.step.number, "edition": guide.edition}


def _guide_row(guide: Guide) -> dict[str, Cell]:
    settled = timezone.localdate(guide.settled_at).isoformat() if guide.settled_at else ""
    return {
        **_place(guide),
        "titre": guide.title,
        "ouverture": guide.opening,
        "conclusion": guide.closing,
        "arrete_le": settled,
    }


def _question_rows(guides: list[Guide]) -> Iterator[dict[str, Cell]]:
    for guide in guides:
        for question in guide.questions.all():
            yield {
                **_place(guide),
                "axe": question.axis.number if question.axis else "",
                "question": question.text,
                "relances": question.prompts,
            }
