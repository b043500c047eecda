"""Where a finding is supported and where it is contradicted, site by site."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from ancrage.evidence.models import EvidenceLink, Finding
from ancrage.studies.models import Site

SITE_OF_LINK = "passage__text_version__document__interview__site"


@dataclass(frozen=True)
class SiteVoices:
    """How many passages of a site speak for a finding, and against it."""

    site: Site
    speaks_for: int
    speaks_against: int

    @property
    def state(self) -> str:
        """How the site stands: ``for``, ``against``, ``both`` or ``none``."""
        if self.speaks_for and self.speaks_against:
            return "both"
        if self.speaks_for:
            return "for"
        return "against" if self.speaks_against else "none"

    @property
    def units_for(self) -> range:
        """One unit for each passage that speaks for it."""
        return range(self.speaks_for)

    @property
    def units_against(self) -> range:
        """One unit for each passage that speaks against it."""
        return range(self.speaks_against)


def voices_by_site(links: Any) -> dict[tuple[int, int, str], int]:
    """Count links by finding, site and side."""
    counted = links.order_by().values_list("finding", SITE_OF_LINK, "side").annotate(Count("pk"))
    return {(finding, site, side): count for finding, site, side, count in counted}


def sites_of(finding: Finding, user: Any) -> list[SiteVoices]:
    """Return every site of the study with what it says of ``finding``."""
    voices = voices_by_site(EvidenceLink.objects.visible_to(user).filter(finding=finding))
    sites = Site.objects.visible_to(user).filter(study=finding.study_id).select_related("study")
    return [
        SiteVoices(
            site,
            voices.get((finding.pk, site.pk, EvidenceLink.Side.FOR), 0),
            voices.get((finding.pk, site.pk, EvidenceLink.Side.AGAINST), 0),
        )
        for site in sites
    ]
