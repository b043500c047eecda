"""The words that findings rest on, as far as a person may read them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from ancrage.evidence.models import EvidenceLink, Finding
from ancrage.fieldwork.models import Passage

SHOWN = 4


@dataclass
class Column:
    """One side of a finding: what one may read, and how many one may not."""

    side: str
    links: list[EvidenceLink] = field(default_factory=list)
    hidden: int = 0

    @property
    def total(self) -> int:
        """How many passages speak on this side, readable or not."""
        return len(self.links) + self.hidden

    @property
    def first(self) -> list[EvidenceLink]:
        """Those that stand open."""
        return self.links[:SHOWN]

    @property
    def rest(self) -> list[EvidenceLink]:
        """Those a click away."""
        return self.links[SHOWN:]


@dataclass
class Evidence:
    """Both sides of a finding."""

    supports: Column = field(default_factory=lambda: Column(EvidenceLink.Side.FOR))
    contradicts: Column = field(default_factory=lambda: Column(EvidenceLink.Side.AGAINST))

    @property
    def columns(self) -> tuple[Column, Column]:
        """For, then against."""
        return self.supports, self.contradicts

    @property
    def total(self) -> int:
        """How many passages the finding cites."""
        return self.supports.total + self.contradicts.total


def read_evidence(findings: Iterable[Finding], user: Any) -> dict[int, Evidence]:
    """Return the evidence of each finding by key; each link carries its passage and its words.

    Two queries, however many findings.
    """
    read = {finding.pk: finding for finding in findings}
    links = list(EvidenceLink.objects.visible_to(user).filter(finding__in=read))
    passages = readable_passages({link.passage_id for link in links}, user)
    found: dict[int, Evidence] = defaultdict(Evidence)
    for link in links:
        link.finding = read[link.finding_id]
        evidence = found[link.finding_id]
        column = evidence.columns[link.side == EvidenceLink.Side.AGAINST]
        if link.passage_id in passages:
            link.passage = passages[link.passage_id]
            column.links.append(link)
        else:
            column.hidden += 1
    return found


def readable_passages(keys: Iterable[int], user: Any) -> dict[int, Passage]:
    """Return the passages that ``user`` may read among ``keys``, with words and source."""
    rows = Passage.objects.visible_to(user).filter(pk__in=list(keys))
    return {passage.pk: passage for passage in rows.with_words().with_source()}
