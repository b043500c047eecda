"""Look for words to cite: by what they say, by code, by site, by step."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Substr

from ancrage.coding import search
from ancrage.coding.models import Code, Coding
from ancrage.core import text
from ancrage.evidence.models import EvidenceLink, Finding
from ancrage.fieldwork.models import Paragraph, Passage, Turn, said_by
from ancrage.studies.models import Site, Step

INTERVIEW = "text_version__document__interview"
PARAGRAPHS = 10


@dataclass(frozen=True)
class Wanted:
    """What a person looks for."""

    words: str = ""
    code: Code | None = None
    site: Site | None = None
    step: Step | None = None

    def __bool__(self) -> bool:
        """Tell whether anything is asked."""
        return bool(self.words or self.code or self.site or self.step)


def find_passages(finding: Finding, wanted: Wanted, user: Any) -> "QuerySet[Passage]":
    """Return the passages that ``user`` may read and that ``finding`` does not cite yet.

    Where nothing is asked, they are those that share a code with what it cites already.
    """
    passages = Passage.objects.visible_to(user).filter(**{f"{INTERVIEW}__study": finding.study_id})
    passages = passages.exclude(evidence_links__finding=finding)
    if not wanted:
        near = passages.filter(Exists(_codings_like(finding)))
        return near if near.exists() else passages
    if wanted.site:
        passages = passages.filter(**{f"{INTERVIEW}__site": wanted.site})
    if wanted.step:
        passages = passages.filter(**{f"{INTERVIEW}__step": wanted.step})
    if wanted.code:
        carried = Coding.objects.standing().filter(
            Q(code=wanted.code) | Q(code__parent=wanted.code), passage=OuterRef("pk")
        )
        passages = passages.filter(Exists(carried))
    return _saying(passages, wanted.words) if wanted.words else passages


def find_paragraphs(finding: Finding, wanted: Wanted, user: Any, *, today: date) -> list[Paragraph]:
    """Return the first paragraphs that say the words sought and in which nobody marked a passage.

    Each carries its ``words`` and who says them, ``said_by``. A paragraph has no code.
    """
    if not wanted.words or wanted.code:
        return []
    readable = Paragraph.objects.visible_to(user)
    asked = {f"{INTERVIEW}__study": finding.study_id}
    asked |= {f"{INTERVIEW}__site": wanted.site} if wanted.site else {}
    asked |= {f"{INTERVIEW}__step": wanted.step} if wanted.step else {}
    found = search.agreed(search.matching(readable.filter(**asked), wanted.words), today)
    marked = Passage.objects.filter(_overlaps())
    return with_speakers(with_spoken_words(found.filter(~Exists(marked)))[:PARAGRAPHS])


def with_speakers(paragraphs: "QuerySet[Paragraph]") -> list[Paragraph]:
    """Return paragraphs, each with who says it, where and when: ``said_by``."""
    rows = list(paragraphs)
    for paragraph in rows:
        interview = paragraph.text_version.document.interview
        paragraph.said_by = said_by(paragraph.speaker or "", interview)
    return rows


def with_spoken_words(paragraphs: "QuerySet[Paragraph]") -> "QuerySet[Paragraph]":
    """Add what is said in each paragraph, from ``spoken`` on: the label of who speaks left out."""
    opening = Turn.objects.filter(
        text_version=OuterRef("text_version"),
        start__gt=OuterRef("start"),
        start__lt=OuterRef("end"),
    )
    return search.with_words(paragraphs).annotate(
        spoken=Coalesce(Subquery(opening.values("start")[:1]), F("start")),
        words=Substr("text_version__text", F("spoken") + 1, F("end") - F("spoken")),
    )


def _overlaps() -> Q:
    """Hold on what shares words with the row of the outer query, in the same text."""
    return Q(
        text_version=OuterRef("text_version"), start__lt=OuterRef("end"), end__gt=OuterRef("start")
    )


def _codings_like(finding: Finding) -> "QuerySet[Coding]":
    cited = EvidenceLink.objects.filter(finding=finding).values("passage")
    codes = Coding.objects.standing().filter(passage__in=cited).values("code")
    return Coding.objects.standing().filter(code__in=codes, passage=OuterRef("pk"))


def _saying(passages: "QuerySet[Passage]", words: str) -> "QuerySet[Passage]":
    """Keep the passages that hold every word, in any inflection.

    The index knows paragraphs; what a passage itself says is then read.
    """
    holding = Paragraph.objects.matching(words).filter(_overlaps())
    sought = {text.stem(word) for word, _, _ in text.words(words)}
    near = passages.filter(Exists(holding)).with_words()
    found = [row.pk for row in near if sought <= set(text.stems(row.quote()).split())]
    return passages.filter(pk__in=found)
