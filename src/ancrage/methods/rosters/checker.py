"""Whether a plan respects every rule, told without the solver that made it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from ancrage.methods.rosters.problem import Plan, Problem
from ancrage.methods.rosters.terms import TEAM_SIZE, Detail, Group


@dataclass(frozen=True, order=True)
class Violation:
    """A rule that a plan breaks.

    ``standing`` says that the visit is frozen: it is an alert, since nothing may move it.
    """

    id: str
    site: str
    person: str = ""
    detail: tuple[Detail, ...] = ()
    standing: bool = False


def check(problem: Problem, roster: Plan) -> list[Violation]:
    """Return everything a plan breaks, in the order of the rules; an empty list if nothing.

    The plan may be anybody's: sites may lack, names may be unknown.
    """
    found = {
        *_dates(problem, roster),
        *_teams(problem, roster),
        *_people(problem, roster),
        *_loads(problem, roster),
        *_locks(problem, roster),
    }
    return sorted(found, key=lambda violation: (int(violation.id[1:]), repr(violation)))


def _dates(problem: Problem, plan: Plan) -> Iterator[Violation]:
    """H1 and H2."""
    for site in {*plan.dates, *plan.teams} - set(problem.sites):
        yield Violation("H1", site, detail=("unknown site",))
    for site in problem.sites:
        slot = plan.dates.get(site)
        if slot is None:
            yield Violation("H1", site, detail=("no date",))
        elif slot not in problem.period:
            yield Violation("H1", site, detail=(slot, "outside the period"))
        elif slot not in problem.host_available[site]:
            standing = site in problem.frozen.dates
            yield Violation("H2", site, detail=(slot,), standing=standing)


def _teams(problem: Problem, plan: Plan) -> Iterator[Violation]:
    """H3, H4 and H6."""
    for site in problem.sites:
        teams, standing = plan.teams.get(site, ()), site in problem.frozen.teams
        if not problem.team_count(site) <= len(teams) <= 2:
            yield Violation("H3", site, detail=("teams", len(teams)), standing=standing)
        for number, team in enumerate(teams, start=1):
            groups = {problem.person[name].group for name in team if name in problem.person}
            for group in set(Group) - groups:
                yield Violation("H3", site, detail=(number, group), standing=standing)
            if len(team) > TEAM_SIZE:
                yield Violation("H4", site, detail=(number, len(team)), standing=standing)
        for name, times in Counter(plan.visitors(site)).items():
            if times > 1:
                yield Violation("H6", site, name, standing=standing)


def _people(problem: Problem, plan: Plan) -> Iterator[Violation]:
    """H5 and H7; a name nobody bears makes no team (H3)."""
    for site in problem.sites:
        standing = site in problem.frozen.teams
        for name in plan.visitors(site):
            person = problem.person.get(name)
            if person is None:
                yield Violation("H3", site, name, ("unknown person",), standing)
                continue
            if person.home == site:
                yield Violation("H5", site, name, standing=standing)
            slot = plan.dates.get(site)
            if slot is not None and slot not in person.available:
                yield Violation("H7", site, name, (slot,), standing)


def _loads(problem: Problem, plan: Plan) -> Iterator[Violation]:
    """H8 and H9."""
    for person in problem.people:
        sites = [site for site in problem.sites if person.name in plan.visitors(site)]
        for one, other in combinations([site for site in sites if site in plan.dates], 2):
            if problem.clash(plan.dates[one], plan.dates[other]):
                yield Violation("H8", one, person.name, (other,))
        if len(sites) > person.maximum:
            yield Violation("H9", "", person.name, (len(sites), person.maximum))


def _locks(problem: Problem, plan: Plan) -> Iterator[Violation]:
    """H10: locks, and the visits that stand."""
    for site, slot in problem.locks.dates.items():
        if plan.dates.get(site) != slot:
            yield Violation("H10", site, detail=("fixed date", slot))
    for name, site, team in problem.locks.people:
        teams = plan.teams.get(site, ())
        wanted = teams if team is None else teams[team - 1 : team]
        if not any(name in members for members in wanted):
            yield Violation("H10", site, name, ("fixed person", team or 0))
    for pair in problem.locks.pairs:
        for site, teams in plan.teams.items():
            if any(set(pair) <= set(team) for team in teams):
                yield Violation("H10", site, pair.first, ("forbidden pair", pair.second))
    for site, slot in problem.frozen.dates.items():
        if plan.dates.get(site) != slot or plan.teams.get(site) != problem.frozen.teams[site]:
            yield Violation("H10", site, detail=("frozen",))
