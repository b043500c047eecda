"""From a sheet back to what was said, and from leads forward to the sheets that take them up."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from ancrage.evidence.models import Finding, Lead, Stake
from ancrage.evidence.models.upward import Upward
from ancrage.evidence.outcomes import Outcome
from ancrage.evidence.quotes import Evidence, read_evidence
from ancrage.plans.models import Action
from ancrage.studies.models import Site


@dataclass(frozen=True)
class Thread:
    """What an action stands on, as far as a person may read it."""

    leads: list[Lead]
    stakes: list[Stake]
    findings: list[tuple[Finding, Evidence]]

    @classmethod
    def of(cls, sheet: Action, user: Any) -> "Thread":
        """Follow ``sheet`` downwards: one query a step, two for the words."""
        leads = list(Lead.objects.visible_to(user).filter(actions=sheet).select_related("study"))
        stakes = Stake.objects.visible_to(user).filter(leads__in=leads).distinct()
        found = Finding.objects.visible_to(user).filter(stakes__in=stakes)
        findings = list(
            Finding.objects.visible_to(user)
            .filter(pk__in=found.values("pk"))
            .with_strength()
            .select_related("study", "site")
        )
        evidence = read_evidence(findings, user)
        return cls(
            leads,
            list(stakes.select_related("study")),
            [(finding, evidence[finding.pk]) for finding in findings],
        )


def leads_to_take_up(site: Site, user: Any) -> "QuerySet[Lead]":
    """Return the leads that what was said at ``site`` speaks for and that no sheet of it takes up.

    They rest on a finding of the site, or on words heard there.
    """
    heard = "stakes__findings__links__passage__text_version__document__interview__site"
    speaking = Lead.objects.filter(Q(stakes__findings__site=site) | Q(**{heard: site}))
    readable = Lead.objects.visible_to(user).filter(study=site.study_id)
    return readable.filter(pk__in=speaking.values("pk")).exclude(actions__site=site)


def what_came_of(leads: Iterable[Lead], user: Any) -> list[Outcome]:
    """Return the sheets that take up ``leads``, for the pages of the chain."""
    sheets = Action.objects.visible_to(user).filter(leads__in=list(leads)).distinct()
    return [
        Outcome(
            name=_("Fiche action %(number)d, %(site)s")
            % {"number": sheet.number, "site": sheet.site},
            title=sheet.title,
            state=sheet.get_state_display(),
            url=sheet.get_absolute_url(),
        )
        for sheet in sheets.select_related("site__study")
    ]


def sheets_taking_up(row: Finding | Upward) -> list[str]:
    """Name the sheets that rest on a lead, so that it is not deleted under them."""
    if not isinstance(row, Lead):
        return []
    sheets = Action.objects.filter(leads=row).select_related("site")
    return [
        _("la fiche action %(number)d (%(site)s)") % {"number": sheet.number, "site": sheet.site}
        for sheet in sheets
    ]
