"""A plan with what it costs, and how sure we are that none is cheaper."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from ancrage.methods.rosters.problem import Plan, Problem
from ancrage.methods.rosters.terms import Group

CP_SAT: Final = "CP-SAT"
HEURISTIC: Final = "heuristic"


@dataclass(frozen=True)
class Cost:
    """The objective and its three parts."""

    km: int
    largest_loads: Mapping[Group, int]
    pairs: int
    objective: int


@dataclass(frozen=True)
class Roster(Plan):
    """A proposed plan.

    Attributes
    ----------
    cost : Cost
        The objective and its three parts.
    travel, loads : mapping of str to int
        Kilometres, one way, and visits of each person.
    coverage : mapping of (home, site) to int
        How many volunteers of each home visit each site; zeros included.
    bound : int or None
        No plan costs less; ``None`` where nothing was proved.
    proved : bool
        True where no plan is better.
    method : str
        ``CP-SAT`` or ``heuristic``.
    repeatable : bool
        True where the search ended by itself: the same problem and seed then give the same plan.
        One that the clock stopped may differ from machine to machine.
    """

    cost: Cost
    travel: Mapping[str, int]
    loads: Mapping[str, int]
    coverage: Mapping[tuple[str, str], int]
    bound: int | None
    method: str
    repeatable: bool

    @property
    def objective(self) -> int:
        """What was minimised."""
        return self.cost.objective

    @property
    def proved(self) -> bool:
        """Whether no plan is better."""
        return self.bound == self.cost.objective

    @property
    def gap(self) -> int | None:
        """How far below the objective a better plan might still lie."""
        return None if self.bound is None else self.cost.objective - self.bound


def make_roster(
    problem: Problem, plan: Plan, *, bound: int | None, method: str, repeatable: bool
) -> Roster:
    """Count what a plan costs and return it as a roster."""
    return Roster(
        dates=dict(plan.dates),
        teams=dict(plan.teams),
        cost=cost(problem, plan),
        travel=travel(problem, plan),
        loads=loads(problem, plan),
        coverage=coverage(problem, plan),
        bound=bound,
        method=method,
        repeatable=repeatable,
    )


def cost(problem: Problem, plan: Plan) -> Cost:
    """Return the objective of a plan and its parts."""
    visits, weights = loads(problem, plan), problem.weights
    largest = {
        group: max((visits[person.name] for person in problem.members(group)), default=0)
        for group in Group
    }
    km = sum(travel(problem, plan).values())
    pairs = sum(1 for count in coverage(problem, plan).values() if count)
    objective = weights.km * km + weights.load * sum(largest.values()) - weights.pair * pairs
    return Cost(km, largest, pairs, objective)


def loads(problem: Problem, plan: Plan) -> dict[str, int]:
    """Return how many visits each person makes."""
    counts = Counter(name for site in plan.teams for name in plan.visitors(site))
    return {person.name: counts[person.name] for person in problem.people}


def travel(problem: Problem, plan: Plan) -> dict[str, int]:
    """Return the kilometres, one way, of each person."""
    totals = {person.name: 0 for person in problem.people}
    for site in plan.teams:
        for name in plan.visitors(site):
            totals[name] += problem.distance(problem.person[name], site)
    return totals


def coverage(problem: Problem, plan: Plan) -> dict[tuple[str, str], int]:
    """Return how many volunteers of each home visit each site: whose looks cross."""
    volunteers = problem.members(Group.VOLUNTEER)
    homes = dict.fromkeys(person.home for person in volunteers)
    matrix = {(home, site): 0 for home in homes for site in problem.sites if home != site}
    home = {person.name: person.home for person in volunteers}
    for site in plan.teams:
        for name in plan.visitors(site):
            if name in home and home[name] != site:
                matrix[home[name], site] += 1
    return matrix
