"""Look for passages to cite: by words, by code, by site, by step."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from ancrage.coding.models import Code, Coding
from ancrage.core import text
from ancrage.evidence.models import EvidenceLink, Finding
from ancrage.fieldwork.models import Paragraph, Passage
from ancrage.studies.models import Site, Step

INTERVIEW = "text_version__document__interview"


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


def _codings_like(finding: Finding) -> "QuerySet[Coding]":
    cited = EvidenceLink.objects.filter(finding=finding).values("passage")
    codes = Coding.objects.standing().filter(passage__in=cited).values("code")
    return Coding.objects.standing().filter(code__in=codes, passage=OuterRef("pk"))


def _saying(passages: "QuerySet[Passage]", words: str) -> "QuerySet[Passage]":
    """Keep the passages that hold every word, in any inflection.

    The index knows paragraphs; what a passage itself says is then read.
    """
    holding = Paragraph.objects.matching(words).filter(
        text_version=OuterRef("text_version"),
        start__lt=OuterRef("end"),
        end__gt=OuterRef("start"),
    )
    sought = {text.stem(word) for word, _, _ in text.words(words)}
    near = passages.filter(Exists(holding)).with_words()
    found = [row.pk for row in near if sought <= set(text.stems(row.quote()).split())]
    return passages.filter(pk__in=found)
