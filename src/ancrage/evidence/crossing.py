"""What speaks for and against each hypothesis on each site, nothing averaged."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from ancrage.evidence.models import EvidenceLink, Finding, FindingHypothesis
from ancrage.evidence.reach import voices_by_site
from ancrage.studies.models import Hypothesis, Site, Study


@dataclass(frozen=True)
class Entry:
    """A finding in a cell: what it does to the hypothesis, and who speaks on that site."""

    finding: Finding
    stance: str
    stance_label: str
    speaks_for: int
    speaks_against: int


@dataclass(frozen=True)
class Crossing:
    """The hypotheses, and for each site the findings that speak of each of them."""

    hypotheses: list[Hypothesis]
    lines: list[tuple[Site, list[list[Entry]]]]


def cross(study: Study, user: Any) -> Crossing:
    """Cross the hypotheses of ``study`` with its sites: four queries."""
    hypotheses = list(Hypothesis.objects.visible_to(user).filter(study=study))
    links = EvidenceLink.objects.visible_to(user).filter(finding__study=study)
    voices, stances = voices_by_site(links), _stances(study, user)
    return Crossing(
        hypotheses,
        [
            (site, [_entries(stances[hypothesis.pk], site, voices) for hypothesis in hypotheses])
            for site in Site.objects.visible_to(user).filter(study=study)
        ],
    )


def _stances(study: Study, user: Any) -> dict[int, list[FindingHypothesis]]:
    found: dict[int, list[FindingHypothesis]] = defaultdict(list)
    rows = FindingHypothesis.objects.visible_to(user).filter(finding__study=study)
    for row in rows.select_related("finding__study").order_by("finding__number"):
        found[row.hypothesis_id].append(row)
    return found


def _entries(
    stances: list[FindingHypothesis], site: Site, voices: dict[tuple[int, int, str], int]
) -> list[Entry]:
    entries = []
    for row in stances:
        finding = row.finding
        speaks_for = voices.get((finding.pk, site.pk, EvidenceLink.Side.FOR), 0)
        against = voices.get((finding.pk, site.pk, EvidenceLink.Side.AGAINST), 0)
        if speaks_for or against or finding.site_id == site.pk:
            label = row.get_stance_display()
            entries.append(Entry(finding, row.stance, label, speaks_for, against))
    return entries
