"""What the study already says, and how well it is supported."""

from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.fields.json import KT

from ancrage.evidence.models import Finding
from ancrage.reports.models import Publication
from ancrage.studies.models import Site, Study


def best_supported(study: Study, user: Any, site: Site | None = None) -> QuerySet[Finding]:
    """Return the findings that something supports, the widest support first."""
    findings = Finding.objects.visible_to(user).filter(study=study).select_related("study", "site")
    if site is not None:
        findings = findings.filter(site=site)
    supported = findings.with_strength().filter(passages_for__gt=0)
    return supported.order_by("-sites_for", "-interviews_for", "-categories_for", "number")


def publications(study: Study, user: Any, site: Site | None = None) -> QuerySet[Publication]:
    """Return what was published for ``user``; with a site, what concerns it.

    Titles come from what was frozen: the report itself may have changed since, for other eyes.
    """
    found = Publication.objects.visible_to(user).filter(report__study=study)
    if site is not None:
        found = found.filter(Q(report__site=site) | Q(report__site=None))
    return found.defer("frozen").annotate(
        title=KT("frozen__report__title"),
        kind_label=KT("frozen__report__kind_label"),
        site_name=KT("frozen__report__site"),
    )
