"""A site where something was said: a stake, the lead that answers it, and who works on it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from ancrage.evidence.models import Finding, Lead, Stake
from ancrage.plans import actions
from ancrage.plans.models import Action
from tests import factories
from tests.conftest import Cast
from tests.evidence.chains import cite, passage

ADOPTED_ON = date(2017, 5, 10)


@dataclass(frozen=True)
class Bench:
    """The cast, and one thread of the chain on its site."""

    cast: Cast
    finding: Finding
    stake: Stake
    lead: Lead

    @property
    def site(self) -> Any:
        return self.cast.site

    def sheet(self, **more: Any) -> Action:
        """Write a proposed sheet from the lead."""
        values = {"title": "Écrire les critères", "leads": [self.lead], **more}
        return actions.write_sheet(site=self.site, by=self.cast.site_team, **values)

    def adopted(self, on: date = ADOPTED_ON, **more: Any) -> Action:
        """Write a sheet and adopt it."""
        terms = {"led_by": "Service jeunesse", "due_on": date(2017, 12, 1), **more}
        return self.decide(self.sheet(), Action.State.ADOPTED, on=on, **terms)

    def decide(self, sheet: Action, state: str, *, on: date = ADOPTED_ON, **more: Any) -> Action:
        """Decide something of a sheet."""
        said = {name: more.pop(name) for name in ("reason", "handed_to") if name in more}
        by_whom = more.pop("by_whom", "le comité de site")
        return actions.decide(
            sheet,
            actions.Decision(state=state, on=on, by_whom=by_whom, **said),
            expected=more.pop("expected", sheet.version),
            by=self.cast.site_team,
            now=timezone.now(),
            today=more.pop("today", date(2018, 1, 1)),
            **more,
        )


@pytest.fixture
def bench(cast: Cast) -> Bench:
    """A finding of the site with words behind it, a stake, a lead."""
    finding = factories.FindingFactory(study=cast.study, site=cast.site)
    cite(finding, passage(cast.study, site=cast.site))
    stake = factories.StakeFactory(study=cast.study, number=1)
    stake.findings.add(finding)
    lead = factories.LeadFactory(study=cast.study, number=8, title="La demi-journée des critères")
    lead.stakes.add(stake)
    return Bench(cast, finding, stake, lead)
