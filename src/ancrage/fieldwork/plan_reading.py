"""What a plan says, for its page: dates and teams, costs, difference, or why it is impossible."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from ancrage.fieldwork.models import VisitPlan
from ancrage.fieldwork.roster_wording import rule_sentence, step_sentence, violation_sentence
from ancrage.fieldwork.rostering import Period
from ancrage.fieldwork.visit_days import worded
from ancrage.methods import rosters
from ancrage.methods.rosters import (
    Difference,
    Group,
    Kind,
    Plan,
    Problem,
    Roster,
    Rule,
    Slot,
    Step,
    Violation,
)
from ancrage.methods.rosters.roster import make_roster


@dataclass(frozen=True)
class SiteLine:
    """A visit of the plan: which days, who in each team, what changes."""

    site: str
    starts: date
    teams: Sequence[Sequence[str]]
    asked: Sequence[str] = ()
    released: Sequence[str] = ()
    moved_from: date | None = None
    stands: bool = False

    @property
    def changes(self) -> bool:
        """Tell whether somebody is to be told something."""
        return bool(self.asked or self.released or self.moved_from)


@dataclass(frozen=True)
class PersonLine:
    """What the plan asks of somebody."""

    name: str
    visits: int
    most: int
    km: int


@dataclass
class Reading:
    """What the page shows; what the plan has not is empty."""

    sites: list[SiteLine] = field(default_factory=list)
    people: list[PersonLine] = field(default_factory=list)
    roster: Roster | None = None
    violations: list[str] = field(default_factory=list)
    alerts: list[str] = field(default_factory=list)
    rules: list[str] = field(default_factory=list)
    minimal: bool = False
    repairs: list[list[str]] = field(default_factory=list)
    failure: str = ""

    @property
    def loads(self) -> list[int]:
        """The largest number of visits of a person, group by group."""
        return list(self.roster.cost.largest_loads.values()) if self.roster else []

    @property
    def changed(self) -> int:
        """Count the visits that change."""
        return sum(line.changes for line in self.sites)


def read_plan(plan: VisitPlan) -> Reading:
    """Return what a plan says, in the reader's language."""
    period, told = Period(plan.starts, plan.ends), plan.outcome
    if "plan" in told:
        return _proposed(plan, period)
    if "rules" in told:
        return _impossible(told, period)
    return Reading(failure=_FAILURES[told["failure"]]()) if "failure" in told else Reading()


def _proposed(plan: VisitPlan, period: Period) -> Reading:
    problem = Problem.from_json(plan.problem)
    found = Plan.from_json(plan.outcome["plan"])
    when = worded(period)
    broken = rosters.check(problem, found)
    roster = make_roster(
        problem,
        found,
        bound=plan.outcome["bound"],
        method=plan.outcome["method"],
        repeatable=plan.outcome["repeatable"],
    )
    before = Plan.from_json(plan.before) if plan.before else found
    return Reading(
        sites=_sites(problem, period, before, found),
        people=_people(problem, roster),
        roster=roster,
        violations=_sentences(broken, when, standing=False),
        alerts=_sentences(broken, when, standing=True),
    )


def _sentences(found: Sequence[Violation], when: Any, *, standing: bool) -> list[str]:
    return [violation_sentence(each, when) for each in found if each.standing is standing]


def _sites(problem: Problem, period: Period, before: Plan, after: Plan) -> list[SiteLine]:
    change = rosters.difference(before, after)
    order = sorted(problem.sites, key=lambda site: after.dates[site])
    return [_site(site, problem, period, after, change) for site in order]


def _site(site: str, problem: Problem, period: Period, after: Plan, change: Difference) -> SiteLine:
    earlier = change.moved.get(site, (None, None))[0]
    return SiteLine(
        site=site,
        starts=period.day(after.dates[site]),
        teams=after.teams[site],
        asked=[name for name, at in change.asked if at == site],
        released=[name for name, at in change.released if at == site],
        moved_from=None if earlier is None else period.day(earlier),
        stands=site in problem.frozen.dates,
    )


def _people(problem: Problem, roster: Roster) -> list[PersonLine]:
    return [
        PersonLine(p.name, roster.loads[p.name], p.maximum, roster.travel[p.name])
        for p in problem.people
    ]


def _impossible(told: Mapping[str, Any], period: Period) -> Reading:
    when = worded(period)
    return Reading(
        rules=[rule_sentence(_rule(rule), when) for rule in told["rules"]],
        minimal=told["minimal"],
        repairs=[
            [step_sentence(_step(step), when) for step in repair["steps"]]
            for repair in told["repairs"]
        ],
    )


def _rule(told: Mapping[str, Any]) -> Rule:
    """Return a rule as the planner gave it: pairs of numbers were slots."""
    return Rule(told["id"], told["subject"], tuple(_detail(part) for part in told["detail"]))


def _detail(part: Any) -> Any:
    if isinstance(part, list):
        return Slot(*part)
    return Group(part) if part in set(Group) else part


def _step(told: Mapping[str, Any]) -> Step:
    return Step(
        kind=Kind(told["kind"]),
        subject=told["subject"],
        visits=tuple((site, Slot(*slot)) for site, slot in told["visits"]),
        maximum=told["maximum"],
        lock=_rule(told["lock"]) if told["lock"] else None,
    )


_FAILURES = {
    "time": lambda: _(
        "Le temps donné n’a pas suffi à trouver un plan, ni à prouver qu’il n’y en a pas. "
        "Donnez plus de secondes, ou raccourcissez la période."
    ),
    "solver": lambda: _(
        "Le solveur n’est pas installé sur ce serveur : rien ne peut être prouvé ni repris. Les "
        "visites prévues n’ont pas bougé."
    ),
    "error": lambda: _("La recherche s’est arrêtée sur une erreur. Les visites n’ont pas bougé."),
}
