"""Who may see and write findings: the national team all of them, a site's team its own site's.

Those who decide at a site read every stake and lead of the study: they choose among them.

Whoever may count the evidence of a finding knows its whole strength, how many passages, sites and
kinds of actors; the words of each passage follow the access of the interview they come from.
"""

from typing import Any

from django.db.models import QuerySet

from ancrage.core.access import SEE, WRITE, Role, Rule, declare
from ancrage.evidence import models
from ancrage.studies.access import (
    ALL_STUDY,
    OWN_SITE,
    RESEARCHERS,
    in_study,
    on_own_site,
    studies_of,
)
from ancrage.studies.models import Study

DECIDERS = (Role.SITE, Role.PARTNER)


def studies_researched_by(user: Any) -> QuerySet[Study]:
    """Return the studies whose whole evidence chain ``user`` reads and writes today."""
    return studies_of(user, *RESEARCHERS)


def studies_with_findings_for(user: Any) -> QuerySet[Study]:
    """Return the studies where ``user`` reads findings, all of them or those of a site."""
    return studies_of(user, *RESEARCHERS, Role.SITE)


def _researchers(study: str) -> list[Rule]:
    return [Rule(role, WRITE, in_study(study, role), ALL_STUDY) for role in RESEARCHERS]


def _of_finding(path: str) -> list[Rule]:
    return [
        *_researchers(f"{path}study"),
        Rule(Role.SITE, SEE, on_own_site(f"{path}site", Role.SITE), OWN_SITE),
    ]


declare(models.Finding, _of_finding(""))
declare(models.FindingHypothesis, _of_finding("finding__"))
declare(models.EvidenceLink, _of_finding("finding__"))
declare(models.RemovedEvidence, _researchers("finding__study"))
for model in (models.Stake, models.Lead):
    declare(
        model,
        [
            *_researchers("study"),
            *(Rule(role, SEE, in_study("study", role), ALL_STUDY) for role in DECIDERS),
        ],
    )
declare(models.Recommendation, _researchers("study"))
