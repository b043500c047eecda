"""Who may visit whom and when: the problem of the visit teams, as plain data."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import product
from typing import Any, Final, NamedTuple

from ancrage.methods.rosters.contradictions import contradictions
from ancrage.methods.rosters.faults import find_faults
from ancrage.methods.rosters.terms import (
    DEFAULT_MAXIMA,
    STARTS,
    TEAMS,
    VISIT_DAYS,
    BadProblem,
    Group,
    Slot,
)


@dataclass(frozen=True)
class Person:
    """Somebody who visits; ``home`` is a site, or a place no visit goes to."""

    name: str
    group: Group
    home: str
    available: frozenset[Slot]
    maximum: int


class FixedPerson(NamedTuple):
    """Somebody who must visit a site, in team 1 or 2 where ``team`` says so."""

    person: str
    site: str
    team: int | None = None


class ForbiddenPair(NamedTuple):
    """Two people who may not sit in one team."""

    first: str
    second: str


@dataclass(frozen=True)
class Locks:
    """What the coordinators have settled beforehand."""

    dates: Mapping[str, Slot] = field(default_factory=dict)
    people: tuple[FixedPerson, ...] = ()
    pairs: tuple[ForbiddenPair, ...] = ()


@dataclass(frozen=True)
class Weights:
    """What a kilometre, an unequal share and a new pair of eyes weigh in the objective."""

    km: int = 1
    load: int = 500
    pair: int = 200


@dataclass(frozen=True)
class Plan:
    """A date and the teams of each site, whoever proposed them."""

    dates: Mapping[str, Slot]
    teams: Mapping[str, tuple[tuple[str, ...], ...]]

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Plan":
        """Read a solution: ``{"dates": {site: [w, d]}, "teams": {site: [[…], […]]}}``."""
        return cls(
            dates={site: Slot(*slot) for site, slot in data["dates"].items()},
            teams={
                site: tuple(tuple(team) for team in teams) for site, teams in data["teams"].items()
            },
        )

    def as_json(self) -> dict[str, Any]:
        """Return the plan in the format of solutions."""
        return {
            "dates": {site: list(slot) for site, slot in self.dates.items()},
            "teams": {site: [list(team) for team in teams] for site, teams in self.teams.items()},
        }

    def visitors(self, site: str) -> tuple[str, ...]:
        """Return the names of both teams of a site."""
        return tuple(name for team in self.teams.get(site, ()) for name in team)


NOTHING: Final = Plan({}, {})


@dataclass(frozen=True)
class Problem:
    """Sites to visit, people to send, and what binds them.

    ``km`` holds one-way distances by (home, site). ``frozen`` holds the visits that stand whatever
    happens, because they are over or about to begin; ``confirmed`` the sites whose host has said
    yes to the present date; ``one_team`` the sites where one team will do.
    """

    sites: tuple[str, ...]
    people: tuple[Person, ...]
    weeks: int
    host_available: Mapping[str, frozenset[Slot]]
    km: Mapping[tuple[str, str], int]
    locks: Locks = Locks()
    weights: Weights = Weights()
    rest_days: int = 0
    frozen: Plan = NOTHING
    confirmed: frozenset[str] = frozenset()
    one_team: frozenset[str] = frozenset()

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Problem":
        """Read a problem in the format of instances, or say everything that is wrong with it.

        Parameters
        ----------
        data : mapping
            ``sites``, ``weeks``, ``km``, ``people`` and ``host_available``. A person may carry
            ``max``. Optional: ``maxima`` by group; ``weights`` (``km``, ``load``, ``pair``);
            ``locks`` (``fixed_dates`` by site, ``fixed_persons`` as [person, site] or [person,
            site, team], ``forbidden_pairs``); ``rest_days``; ``frozen``, visits in the format of
            solutions; ``confirmed`` and ``one_team``, lists of sites.

        Raises
        ------
        BadProblem
            With every fault, each naming the person or the site.
        """
        if faults := find_faults(data):
            raise BadProblem(faults)
        maxima = DEFAULT_MAXIMA | {Group(g): n for g, n in data.get("maxima", {}).items()}
        problem = cls(
            sites=tuple(data["sites"]),
            people=tuple(_person(entry, maxima) for entry in data["people"]),
            weeks=data["weeks"],
            host_available={site: _slots(data["host_available"][site]) for site in data["sites"]},
            km={_ends(key): distance for key, distance in data["km"].items()},
            locks=_locks(data.get("locks", {})),
            weights=Weights(**data.get("weights", {})),
            rest_days=data.get("rest_days", 0),
            frozen=Plan.from_json(data["frozen"]) if data.get("frozen") else NOTHING,
            confirmed=frozenset(data.get("confirmed", ())),
            one_team=frozenset(data.get("one_team", ())),
        )
        if faults := contradictions(problem):
            raise BadProblem(faults)
        return problem

    @cached_property
    def person(self) -> Mapping[str, Person]:
        """People by name."""
        return {person.name: person for person in self.people}

    @cached_property
    def period(self) -> tuple[Slot, ...]:
        """Every slot of the period, in order."""
        return tuple(Slot(week, day) for week, day in product(range(self.weeks), STARTS))

    def members(self, group: Group) -> tuple[Person, ...]:
        """Return the people of a group."""
        return tuple(person for person in self.people if person.group is group)

    def distance(self, person: Person, site: str) -> int:
        """Return the kilometres, one way, from somebody's home to a site."""
        return 0 if person.home == site else self.km[person.home, site]

    def team_count(self, site: str) -> int:
        """Return how many teams a site receives."""
        return 1 if site in self.one_team else TEAMS

    def clash(self, one: Slot, other: Slot) -> bool:
        """Say whether one person cannot make both visits."""
        return abs(one.first_day - other.first_day) < VISIT_DAYS + self.rest_days

    def with_people(self, people: Mapping[str, Person]) -> "Problem":
        """Return the same problem, the people named being replaced."""
        return replace(self, people=tuple(people.get(p.name, p) for p in self.people))


def as_problem(problem: Problem | Mapping[str, Any]) -> Problem:
    """Return the problem, read first where it comes as JSON."""
    return problem if isinstance(problem, Problem) else Problem.from_json(problem)


def _slots(pairs: list[list[int]]) -> frozenset[Slot]:
    return frozenset(Slot(*pair) for pair in pairs)


def _ends(key: str) -> tuple[str, str]:
    home, _, site = key.partition("|")
    return home, site


def _person(entry: Mapping[str, Any], maxima: Mapping[Group, int]) -> Person:
    group = Group(entry["group"])
    return Person(
        name=entry["name"],
        group=group,
        home=entry["home"],
        available=_slots(entry["available"]),
        maximum=entry.get("max", maxima[group]),
    )


def _locks(data: Mapping[str, Any]) -> Locks:
    return Locks(
        dates={site: Slot(*slot) for site, slot in data.get("fixed_dates", {}).items()},
        people=tuple(FixedPerson(*fixed) for fixed in data.get("fixed_persons", ())),
        pairs=tuple(ForbiddenPair(*pair) for pair in data.get("forbidden_pairs", ())),
    )
