"""The rules of a problem, one by one: what an explanation names."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ancrage.methods.rosters.terms import TEAM_SIZE, Group, Rule

if TYPE_CHECKING:
    from ancrage.methods.rosters.problem import FixedPerson, ForbiddenPair, Person, Problem

FIXED_DATE, FIXED_PERSON, FORBIDDEN_PAIR = "fixed date", "fixed person", "forbidden pair"


def host_dates(problem: "Problem", site: str) -> Rule:
    """A site is visited on a date of its host."""
    return Rule("H2", site, tuple(sorted(problem.host_available[site])))


def every_group(site: str, group: Group) -> Rule:
    """Each team of a site has somebody of the group."""
    return Rule("H3", site, (group,))


def team_size(site: str) -> Rule:
    """No team of a site is larger than four."""
    return Rule("H4", site, (TEAM_SIZE,))


def own_site(person: "Person") -> Rule:
    """Nobody visits the site they come from."""
    return Rule("H5", person.name, (person.home,))


def one_team(person: "Person") -> Rule:
    """Nobody sits in both teams of a site."""
    return Rule("H6", person.name)


def availability(person: "Person") -> Rule:
    """Somebody is free on both days."""
    return Rule("H7", person.name, tuple(sorted(person.available)))


def no_overlap(person: "Person") -> Rule:
    """Two visits of somebody never overlap."""
    return Rule("H8", person.name)


def maximum(person: "Person") -> Rule:
    """Somebody makes at most so many visits."""
    return Rule("H9", person.name, (person.maximum,))


def date_lock(problem: "Problem", site: str) -> Rule:
    """The date of a site is settled."""
    return Rule("H10", site, (FIXED_DATE, problem.locks.dates[site]))


def person_lock(fixed: "FixedPerson") -> Rule:
    """Somebody must visit a site."""
    return Rule("H10", fixed.person, (FIXED_PERSON, fixed.site, fixed.team or 0))


def pair_lock(pair: "ForbiddenPair") -> Rule:
    """Two people may not sit in one team."""
    return Rule("H10", pair.first, (FORBIDDEN_PAIR, pair.second))


def all_rules(problem: "Problem") -> Iterator[Rule]:
    """Yield every rule that an explanation may name.

    One date a site (H1) and one team a person (H6) are what a plan is: they are never relaxed.
    Frozen visits are facts, no rules.
    """
    for site in problem.sites:
        if site not in problem.frozen.dates:
            yield from _rules_of_site(problem, site)
    for person in problem.people:
        yield availability(person)
        yield no_overlap(person)
        yield maximum(person)
        if person.home in problem.sites:
            yield own_site(person)
    for fixed in problem.locks.people:
        yield person_lock(fixed)
    for pair in problem.locks.pairs:
        yield pair_lock(pair)


def _rules_of_site(problem: "Problem", site: str) -> Iterator[Rule]:
    yield host_dates(problem, site)
    yield team_size(site)
    for group in Group:
        yield every_group(site, group)
    if site in problem.locks.dates:
        yield date_lock(problem, site)
