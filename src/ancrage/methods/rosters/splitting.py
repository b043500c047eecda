"""Dividing the party of a site into teams."""

from collections.abc import Iterator, Sequence
from itertools import product

from ancrage.methods.rosters.problem import Person, Problem
from ancrage.methods.rosters.terms import TEAM_SIZE, Group

Teams = tuple[tuple[str, ...], ...]


def divide(problem: Problem, site: str, party: Sequence[Person]) -> Teams | None:
    """Deal a party out to the teams of a site, ``None`` where the locks leave no way.

    Each team gets somebody of every group, and sizes differ by one. The coordinator who comes
    first in the problem is in team 1; volunteers of one home are dealt to different teams.
    """
    dealt = _deal(problem, party, problem.team_count(site))
    if _holds(problem, site, dealt):
        return dealt
    return next((teams for teams in _every_way(problem, site, party)), None)


def _deal(problem: Problem, party: Sequence[Person], count: int) -> Teams:
    order = {person.name: place for place, person in enumerate(problem.people)}
    teams: list[list[Person]] = [[] for _ in range(count)]
    for group in Group:
        members = [person for person in party if person.group is group]
        for person in sorted(members, key=lambda p: (p.home, order[p.name])):
            team = min(teams, key=lambda team: (_members(team, group), len(team)))
            team.append(person)
    return tuple(tuple(person.name for person in team) for team in teams)


def _members(team: Sequence[Person], group: Group) -> int:
    return sum(1 for person in team if person.group is group)


def _every_way(problem: Problem, site: str, party: Sequence[Person]) -> Iterator[Teams]:
    count = problem.team_count(site)
    for numbers in product(range(count), repeat=len(party)):
        dealt = tuple(
            tuple(person.name for person, number in zip(party, numbers, strict=True) if number == k)
            for k in range(count)
        )
        if _holds(problem, site, dealt):
            yield dealt


def _holds(problem: Problem, site: str, teams: Teams) -> bool:
    """Say whether the teams are complete, small enough and as the locks want them."""
    locks = problem.locks
    return (
        all(
            len(team) <= TEAM_SIZE
            and {problem.person[name].group for name in team} == set(Group)
            and not any(set(pair) <= set(team) for pair in locks.pairs)
            for team in teams
        )
        and all(
            fixed.person in teams[fixed.team - 1]
            for fixed in locks.people
            if fixed.site == site and fixed.team is not None and fixed.team <= len(teams)
        )
    )  # fmt: skip
