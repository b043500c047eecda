"""A report ready to be published, with what it stands on."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest

from ancrage.evidence.models import EvidenceLink, Finding
from ancrage.reports.models import Report, Section
from tests import factories

NOW = datetime(2019, 5, 21, 9, 30, tzinfo=UTC)
WORDS = "chacun change un peu sa façon de faire"


@dataclass
class Desk:
    """A report, its section, and the finding that it cites."""

    cast: Any
    report: Report
    section: Section
    finding: Finding
    link: EvidenceLink

    def write(self, body: str, **values: Any) -> Section:
        """Replace the text of the section."""
        Section.objects.filter(pk=self.section.pk).update(body=body, **values)
        self.section.refresh_from_db()
        return self.section


def evidence(finding: Finding, *, rank: int = 1, site: Any = None, **values: Any) -> EvidenceLink:
    """Let somebody of ``site`` speak for or against ``finding``."""
    study = finding.study
    where = site or factories.SiteFactory(study=study)
    agrees_to = values.pop("agrees_to", None)
    reviewed = values.pop("reviewed", True)
    words = values.pop("words", WORDS)
    version = factories.TextVersionFactory(
        document__interview=factories.InterviewFactory(study=study, site=where),
        text=f"Oui, {words}.",
        reviewed=reviewed,
    )
    interview = version.document.interview
    speaker = factories.ParticipantFactory(
        interview=interview,
        category=values.pop("category", None) or category(study),
        label=f"Adjointe {rank}, {where}",
        agrees_to=agrees_to,
    )
    passage = factories.PassageFactory(
        text_version=version, participant=speaker, start=5, end=5 + len(words)
    )
    return factories.EvidenceLinkFactory(finding=finding, passage=passage, rank=rank, **values)


def category(study: Any, label: str = "élu") -> Any:
    """Return a kind of actor, created once."""
    found = study.actor_categories.filter(label=label).first()
    return found or factories.ActorCategoryFactory(study=study, label=label)


@pytest.fixture
def desk(cast: Any) -> Desk:
    """A report of one section that cites one finding with one piece of evidence."""
    report = factories.ReportFactory(
        study=cast.study, slug="final", credits="Rédaction : Camille Dutertre", changed_at=NOW
    )
    finding = factories.FindingFactory(study=cast.study, number=12)
    link = evidence(finding, site=cast.site)
    section = factories.SectionFactory(
        report=report,
        order=1,
        kind="partie",
        body="Les services se parlent. [[constat 12]]\n\n[[verbatim 12.1]]",
    )
    return Desk(cast, report, section, finding, link)
