"""Two sites, six people and three dates: the smallest programme of visits."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from ancrage.fieldwork import actions
from ancrage.fieldwork.models import Visit, Visitor, VisitPlan
from ancrage.studies.models import Step
from tests import factories

TODAY = date(2035, 12, 3)
DATES = (date(2036, 1, 8), date(2036, 1, 15), date(2036, 1, 22))
PERIOD = {"starts": date(2036, 1, 7), "ends": date(2036, 1, 31)}
SETTINGS = {"weights": {"km": 1, "load": 500, "pair": 200}, "rest_days": 0, "seconds": 2}


@dataclass
class Programme:
    """A study's cast, its step of visits, and the people of its register by name."""

    cast: Any
    step: Step
    people: dict[str, Visitor]

    def ask(self, **more: Any) -> VisitPlan:
        """Ask for a plan and let the planner answer."""
        asked = {"settings": SETTINGS, "seed": 1, **PERIOD, **more}
        plan = actions.ask_plan(step=self.step, now=noon(), today=TODAY, by=None, **asked)
        actions.search(pk=plan.pk, clock=noon)
        plan.refresh_from_db()
        return plan

    def adopted(self) -> list[Visit]:
        """Return the visits of an adopted plan, in the order of sites."""
        actions.adopt_plan(self.ask(), today=TODAY, by=None)
        return list(Visit.objects.filter(step=self.step).order_by("site__order"))


def noon() -> datetime:
    """Return a moment of the day on which everything is asked."""
    return datetime(2035, 12, 3, 12, tzinfo=UTC)


def programme(cast: Any) -> Programme:
    """Fill the register; everybody is free at each date, and both sites host at each."""
    step = factories.StepFactory(study=cast.study, number=2)
    paris = factories.TerritoryFactory(name="Paris", department="75")
    lille = factories.TerritoryFactory(name="Lille", department="59")
    group = Visitor.Group
    register = {
        "Odile": (group.COORDINATOR, paris),
        "Rodolphe": (group.COORDINATOR, paris),
        "Viviane": (group.STATE, paris),
        "Estelle": (group.STATE, paris),
        "Denis": (group.VOLUNTEER, cast.site.territory),
        "Aminata": (group.VOLUNTEER, cast.other_site.territory),
        "Carla": (group.VOLUNTEER, lille),
        "Prosper": (group.VOLUNTEER, lille),
    }
    people = {
        name: factories.VisitorFactory(study=cast.study, name=name, group=of, home=home)
        for name, (of, home) in register.items()
    }
    for day in DATES:
        for person in people.values():
            factories.VisitorSlotFactory(visitor=person, starts=day)
        for site in (cast.site, cast.other_site):
            factories.HostSlotFactory(site=site, step=step, starts=day)
    return Programme(cast, step, people)
