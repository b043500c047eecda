"""Who may see and write findings: the national team all of them, a site's team its own site's.

Passages shown under a finding are filtered by the access of the interview they come from.
"""

from ancrage.core.access import SEE, WRITE, Role, Rule, declare
from ancrage.evidence import models
from ancrage.studies.access import ALL_STUDY, OWN_SITE, in_study, on_own_site

RESEARCHERS = (Role.ADMIN, Role.NATIONAL)


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
for model in (models.Stake, models.Lead, models.Recommendation):
    declare(model, _researchers("study"))
