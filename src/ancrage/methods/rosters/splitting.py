"""Dividing the party of a site into teams."""

from collections.abc import Sequence

from ancrage.methods.rosters.problem import Person, Problem
from ancrage.methods.rosters.terms import Group


def divide(problem: Problem, party: Sequence[Person], count: int) -> tuple[tuple[str, ...], ...]:
    """Deal a party out to teams: each gets somebody of every group, and sizes differ by one.

    The coordinator who comes first in the problem is in team 1. Volunteers of one home are dealt
    to different teams.
    """
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
