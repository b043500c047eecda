"""A good plan without a solver: sites taken out and put back where they cost least."""

import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from ancrage.methods.rosters.problem import Person, Plan, Problem
from ancrage.methods.rosters.roster import HEURISTIC, Roster, cost, make_roster
from ancrage.methods.rosters.splitting import Teams, divide
from ancrage.methods.rosters.terms import TEAM_SIZE, TEAMS, Group, Slot, Undecided

ROUNDS: Final = 400
TAKEN_OUT: Final = 3  # sites at most in a round
Score = tuple[int, int]


def improvise(problem: Problem, *, time_limit: float, seed: int) -> Roster:
    """Return a plan that respects every rule, with no proof of anything.

    Raises
    ------
    Undecided
        If no plan was found: there may still be one.
    """
    deadline = time.monotonic() + time_limit
    chance = random.Random(seed)  # noqa: S311 - the same plan for the same seed
    draft = _Draft(problem, chance)
    best, best_score = draft.plan(), draft.score()
    rounds = 0
    while rounds < ROUNDS and time.monotonic() < deadline:
        rounds += 1
        draft.stir(best)
        score = draft.score()
        if score <= best_score:
            best, best_score = draft.plan(), score
    if best_score[0]:
        raise Undecided("No plan found, and nothing proved without OR-Tools.")
    return make_roster(problem, best, bound=None, method=HEURISTIC, repeatable=rounds == ROUNDS)


def first_draft(problem: Problem, *, seed: int) -> Plan | None:
    """Return a plan made at one go, ``None`` where some site was left out."""
    draft = _Draft(problem, random.Random(seed))  # noqa: S311 - the same plan for the same seed
    return None if draft.score()[0] else draft.plan()


class _Draft:
    """A plan being made, some sites perhaps still without a date."""

    def __init__(self, problem: Problem, chance: random.Random) -> None:
        self.problem = problem
        self.chance = chance
        self.dates: dict[str, Slot] = dict(problem.frozen.dates)
        self.teams: dict[str, Teams] = dict(problem.frozen.teams)
        self.movable = [site for site in problem.sites if site not in problem.frozen.dates]
        for site in sorted(self.movable, key=lambda site: len(problem.host_available[site])):
            self._put_in(site)

    def plan(self) -> Plan:
        return Plan(dict(self.dates), dict(self.teams))

    def score(self) -> Score:
        """Return how many sites lack, then the objective."""
        plan = self.plan()
        return len(self.problem.sites) - len(self.dates), cost(self.problem, plan).objective

    def stir(self, plan: Plan) -> None:
        """Start from a plan, take a few sites out, put back all that lack, in any order."""
        self.dates, self.teams = dict(plan.dates), dict(plan.teams)
        count = min(len(self.movable), self.chance.randint(1, TAKEN_OUT))
        for site in self.chance.sample(self.movable, count):
            self.dates.pop(site, None)
            self.teams.pop(site, None)
        lacking = [site for site in self.movable if site not in self.dates]
        for site in self.chance.sample(lacking, len(lacking)):
            self._put_in(site)

    def _put_in(self, site: str) -> None:
        """Give a site the date and the teams that cost least; leave it out if none will do."""
        best: tuple[int, Slot, Teams] | None = None
        for slot in self._slots(site):
            found = self._party(site, slot)
            if found is not None and (best is None or found[0] < best[0]):
                teams = divide(self.problem, site, found[1])
                if teams is not None:
                    best = (found[0], slot, teams)
        if best is not None:
            self.dates[site], self.teams[site] = best[1], best[2]

    def _slots(self, site: str) -> list[Slot]:
        fixed = self.problem.locks.dates.get(site)
        offered = sorted(self.problem.host_available[site])
        slots = [slot for slot in offered if fixed is None or slot == fixed]
        return self.chance.sample(slots, len(slots))

    def _party(self, site: str, slot: Slot) -> tuple[int, list[Person]] | None:
        """Return what the cheapest party costs there, and its people; ``None`` if none can go."""
        count = self.problem.team_count(site)
        prices = self._prices(site, slot)
        fixed = {lock.person for lock in self.problem.locks.people if lock.site == site}
        party = [person for person in prices if person.name in fixed]
        if len(party) < len(fixed):
            return None
        for group in Group:
            lacking = count - sum(1 for person in party if person.group is group)
            free = _cheapest(prices, group, party)
            if len(free) < lacking:
                return None
            party += free[: max(lacking, 0)]
        worth = [p for p in _cheapest(prices, Group.VOLUNTEER, party) if prices[p] < 0]
        party += _of_other_homes(worth, party)[: max(0, TEAM_SIZE * count - len(party))]
        return sum(prices[person] for person in party), party

    def _prices(self, site: str, slot: Slot) -> dict[Person, int]:
        """Return who may go there, and what each would add to the objective."""
        problem, weights = self.problem, self.problem.weights
        visits = Counter(name for teams in self.teams.values() for team in teams for name in team)
        busy = set(self._busy(slot))
        prices = {}
        for person in problem.people:
            load = visits[person.name]
            if (
                person.home != site
                and slot in person.available
                and load < person.maximum
                and person.name not in busy
            ):
                even = len(problem.sites) * TEAMS / len(problem.members(person.group))
                price = weights.km * problem.distance(person, site)
                price += weights.load * (load >= even) + load
                price -= weights.pair * (person.group is Group.VOLUNTEER)
                prices[person] = price
        return prices

    def _busy(self, slot: Slot) -> Iterator[str]:
        """Yield who visits another site too near in time."""
        for site, held in self.dates.items():
            if self.problem.clash(held, slot):
                for team in self.teams[site]:
                    yield from team


def _cheapest(prices: dict[Person, int], group: Group, party: Sequence[Person]) -> list[Person]:
    """Return the people of a group not yet in the party, the cheapest first."""
    left = [person for person in prices if person.group is group and person not in party]
    return sorted(left, key=lambda person: prices[person])


def _of_other_homes(people: Sequence[Person], party: Sequence[Person]) -> list[Person]:
    """Keep one person of each home that the party does not have yet."""
    homes = {person.home for person in party if person.group is Group.VOLUNTEER}
    kept = []
    for person in people:
        if person.home not in homes:
            homes.add(person.home)
            kept.append(person)
    return kept
