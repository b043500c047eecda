"""The evidence chain carried in and out with a whole study.

Evidence that stands on words which a later correction took away is not carried out: nothing could
find them again.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Final, TypeVar

from django.db.models import Model, Prefetch

from ancrage.accounts.models import User
from ancrage.coding.actions import passage_of_words
from ancrage.core.folders import take_each
from ancrage.evidence import actions
from ancrage.evidence.models import (
    EvidenceLink,
    Finding,
    FindingHypothesis,
    FindingKind,
    Lead,
    Recommendation,
    Stake,
)
from ancrage.fieldwork.actions import NotCodable, NothingSelected
from ancrage.fieldwork.anchors import Anchors
from ancrage.fieldwork.models import Passage
from ancrage.formats.study_folder import Row, StudyFolder, Unfit, write_table
from ancrage.studies.models import Site, Study

Numbered = TypeVar("Numbered", bound=Model)
COLUMNS: Final = {
    "constats": ["numero", "nature", "site", "constat", "explication"],
    "constats_hypotheses": ["constat", "hypothese", "sens"],
    "constats_questions": ["constat", "question"],
    "preuves": [
        *("constat", "sens", "rang", "entretien", "fichier", "citation", "debut", "fin"),
        "commentaire",
    ],
    "enjeux": ["numero", "titre", "texte", "constats"],
    "pistes": ["numero", "titre", "texte", "enjeux"],
    "preconisations": ["numero", "texte", "destinataire", "moyens", "pistes", "questions"],
}


def import_tables(folder: StudyFolder, *, study: Study, by: User | None, now: datetime) -> None:
    """Write the chain of ``folder``; what can't be taken is added to its faults."""
    _ChainReader(folder, study, by, now).read()


class _ChainReader:
    """Read the tables of the chain row by row, what others rest on first."""

    def __init__(self, folder: StudyFolder, study: Study, by: User | None, now: datetime) -> None:
        self.folder = folder
        self.study = study
        self.by = by
        self.now = now
        self.anchors = Anchors(folder, study=study)
        self.hypotheses = _by_number(study.hypotheses.all())
        self.questions = _by_number(study.questions.all())
        self.findings: dict[str, Finding] = {}
        self.stakes: dict[str, Stake] = {}
        self.leads: dict[str, Lead] = {}

    def read(self) -> None:
        """Read every table."""
        take_each(self.folder, "constats", self._finding)
        take_each(self.folder, "constats_hypotheses", self._stance)
        take_each(self.folder, "constats_questions", self._question)
        take_each(self.folder, "preuves", self._evidence)
        take_each(self.folder, "enjeux", self._stake)
        take_each(self.folder, "pistes", self._lead)
        take_each(self.folder, "preconisations", self._recommendation)

    def _finding(self, row: Row) -> Finding:
        number = _new_number(row, self.findings)
        self.findings[str(number)] = actions.record_finding(
            study=self.study,
            number=number,
            kind=row.one_of("nature", FindingKind.values, kind="unknown_value"),
            claim=row.needed("constat"),
            explanation=row["explication"],
            site=self._site(row),
            by=self.by,
        )
        return self.findings[str(number)]

    def _stance(self, row: Row) -> None:
        actions.set_stance(
            finding=row.named("constat", self.findings, kind="unknown_number"),
            hypothesis=row.named("hypothese", self.hypotheses, kind="unknown_number"),
            stance=row.one_of("sens", FindingHypothesis.Stance.values, kind="unknown_value"),
            by=self.by,
        )

    def _question(self, row: Row) -> None:
        finding = row.named("constat", self.findings, kind="unknown_number")
        finding.questions.add(row.named("question", self.questions, kind="unknown_number"))

    def _evidence(self, row: Row) -> None:
        finding = row.named("constat", self.findings, kind="unknown_number")
        side = row.one_of("sens", EvidenceLink.Side.values, kind="unknown_value")
        rank = row.integer("rang") if row["rang"] else None
        version, start, end = self.anchors.find(row)
        if rank is not None and finding.links.filter(rank=rank).exists():
            raise Unfit("doubled_number", "rang")
        try:
            passage = passage_of_words(
                version=version, start=start, end=end, by=self.by, now=self.now
            )
            actions.add_evidence(
                finding=finding,
                passage=passage,
                side=side,
                rank=rank,
                comment=row["commentaire"],
                by=self.by,
            )
        except NothingSelected as error:
            raise Unfit("citation_not_found", "citation") from error
        except NotCodable as error:
            raise Unfit("not_codable", "citation") from error
        except actions.AlreadyEvidence as error:
            raise Unfit("cited_twice", "citation") from error

    def _stake(self, row: Row) -> Stake:
        number = _new_number(row, self.stakes)
        self.stakes[str(number)] = actions.record_upward(
            Stake,
            study=self.study,
            number=number,
            title=row.needed("titre"),
            text=row["texte"],
            links={"findings": _many(row, "constats", self.findings)},
            by=self.by,
        )
        return self.stakes[str(number)]

    def _lead(self, row: Row) -> Lead:
        number = _new_number(row, self.leads)
        self.leads[str(number)] = actions.record_upward(
            Lead,
            study=self.study,
            number=number,
            title=row.needed("titre"),
            text=row["texte"],
            links={"stakes": _many(row, "enjeux", self.stakes)},
            by=self.by,
        )
        return self.leads[str(number)]

    def _recommendation(self, row: Row) -> Recommendation:
        number = row.integer("numero")
        if self.study.recommendations.filter(number=number).exists():
            raise Unfit("doubled_number", "numero")
        return actions.record_upward(
            Recommendation,
            study=self.study,
            number=number,
            text=row.needed("texte"),
            addressee=row["destinataire"],
            means=row["moyens"],
            links={
                "leads": _many(row, "pistes", self.leads),
                "questions": _many(row, "questions", self.questions),
            },
            by=self.by,
        )

    def _site(self, row: Row) -> Site | None:
        if not row["site"]:
            return None
        site = self.study.sites.called(row["site"])
        if site is None:
            raise Unfit("unknown_site", "site")
        return site


def export_tables(study: Study, target: Path) -> None:
    """Write the chain in the tables that ``import_tables`` reads."""
    for table, rows in _tables(study):
        columns = COLUMNS[table]
        lines = (dict(zip(columns, row, strict=True)) for row in rows)
        write_table(target / f"{table}.csv", columns, lines)


def _tables(study: Study) -> Iterator[tuple[str, Iterable[tuple[Any, ...]]]]:
    findings = Finding.objects.filter(study=study).select_related("site")
    yield "constats", ((f.number, f.kind, f.site or "", f.claim, f.explanation) for f in findings)
    stances = FindingHypothesis.objects.filter(finding__study=study).order_by(
        "finding__number", "hypothesis__number"
    )
    yield (
        "constats_hypotheses",
        stances.values_list("finding__number", "hypothesis__number", "stance"),
    )
    questions = findings.exclude(questions=None).order_by("number", "questions__number")
    yield "constats_questions", questions.values_list("number", "questions__number")
    yield "preuves", map(_evidence_row, _links(study))
    for table, model, relation in (("enjeux", Stake, "findings"), ("pistes", Lead, "stakes")):
        rows = model.objects.filter(study=study).prefetch_related(relation)
        yield table, ((r.number, r.title, r.text, _numbers(r, relation)) for r in rows)
    asked = Recommendation.objects.filter(study=study).prefetch_related("leads", "questions")
    yield (
        "preconisations",
        (
            (r.number, r.text, r.addressee, r.means, _numbers(r, "leads"), _numbers(r, "questions"))
            for r in asked
        ),
    )


def _links(study: Study) -> Iterable[EvidenceLink]:
    passages = Passage.objects.with_words().select_related("text_version__document__interview")
    links = EvidenceLink.objects.filter(
        finding__study=study, passage__text_version__children=None
    ).select_related("finding")
    return links.prefetch_related(Prefetch("passage", passages)).order_by("finding__number", "rank")


def _evidence_row(link: EvidenceLink) -> tuple[Any, ...]:
    passage = link.passage
    document = passage.text_version.document
    return (
        link.finding.number,
        link.side,
        link.rank,
        document.interview.code,
        document.file_name,
        passage.quote(),
        passage.start,
        passage.end,
        link.comment,
    )


def _numbers(row: Any, relation: str) -> str:
    return ";".join(str(other.number) for other in getattr(row, relation).all())


def _by_number(rows: Iterable[Any]) -> dict[str, Any]:
    return {str(row.number): row for row in rows}


def _new_number(row: Row, taken: dict[str, Any]) -> int:
    number = row.integer("numero")
    if str(number) in taken:
        raise Unfit("doubled_number", "numero")
    return number


def _many(row: Row, column: str, rows: Mapping[str, Numbered]) -> list[Numbered]:
    numbers = row.many(column)
    if any(number not in rows for number in numbers):
        raise Unfit("unknown_number", column)
    return [rows[number] for number in numbers]
