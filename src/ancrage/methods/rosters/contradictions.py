"""Locks that a rule forbids: seen at once, without solving anything."""

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ancrage.methods.rosters.rules import (
    availability,
    date_lock,
    host_dates,
    maximum,
    own_site,
    pair_lock,
    person_lock,
)
from ancrage.methods.rosters.terms import Fault, Rule

if TYPE_CHECKING:
    from ancrage.methods.rosters.problem import FixedPerson, Problem


def contradictions(problem: "Problem") -> list[Fault]:
    """Return the locks that contradict a rule, each with the rules that cannot hold together."""
    found = [*_of_dates(problem), *_of_pairs(problem), *_of_loads(problem)]
    for fixed in problem.locks.people:
        found += _of_person(problem, fixed)
    return found


def _fault(*rules: Rule) -> Fault:
    lock = rules[0]
    return Fault("lock contradicts a rule", lock.subject, lock.detail, rules)


def _of_dates(problem: "Problem") -> Iterator[Fault]:
    for site, slot in problem.locks.dates.items():
        if slot not in problem.host_available[site]:
            yield _fault(date_lock(problem, site), host_dates(problem, site))


def _of_person(problem: "Problem", fixed: "FixedPerson") -> Iterator[Fault]:
    person, site = problem.person[fixed.person], fixed.site
    lock = person_lock(fixed)
    if person.home == site:
        yield _fault(lock, own_site(person))
    settled = problem.locks.dates.get(site)
    if settled is not None and settled not in person.available:
        yield _fault(lock, date_lock(problem, site), availability(person))
    elif not problem.host_available[site] & person.available:
        yield _fault(lock, host_dates(problem, site), availability(person))


def _of_loads(problem: "Problem") -> Iterator[Fault]:
    sites = {(fixed.person, fixed.site) for fixed in problem.locks.people}
    loads = Counter(name for name, _ in sites)
    for name, load in loads.items():
        person = problem.person[name]
        if load > person.maximum:
            locks = [person_lock(fixed) for fixed in problem.locks.people if fixed.person == name]
            yield _fault(*locks, maximum(person))


def _of_pairs(problem: "Problem") -> Iterator[Fault]:
    """Find two people put in one team who may not sit together."""
    team = {(lock.person, lock.site): lock.team for lock in problem.locks.people if lock.team}
    for pair in problem.locks.pairs:
        for site in problem.sites:
            numbers = {team.get((name, site)) for name in pair}
            if len(numbers) == 1 and None not in numbers:
                fixed = [lock for lock in problem.locks.people if lock.site == site]
                locks = [person_lock(lock) for lock in fixed if lock.person in pair]
                yield _fault(*locks, pair_lock(pair))
