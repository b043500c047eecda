"""The least that would have to change for a plan to exist."""

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise
from typing import Any, Final

from ancrage.methods.rosters import rules
from ancrage.methods.rosters.model import Literal, Model, new_solver, solver_module
from ancrage.methods.rosters.problem import Locks, Person, Plan, Problem, as_problem
from ancrage.methods.rosters.terms import DEFAULT_MAXIMA, TEAM_SIZE, Group, Rule, Slot

TIME_LIMIT: Final = 10.0
NEWCOMERS: Final = 3  # of each group, at most
OFFERED: Final = 3
STEP: Final = 100  # what one more step weighs against one more visit above a maximum
NOWHERE: Final = ""  # the home of somebody still to be found


class Kind(StrEnum):
    """What a repair asks for."""

    PERSON_SLOT = "person slot"
    HOST_SLOT = "host slot"
    MAXIMUM = "maximum"
    NEWCOMER = "newcomer"
    ONE_TEAM = "one team"
    LOCK = "lock"


RELAXED: Final = {
    "H2": Kind.HOST_SLOT,
    "H7": Kind.PERSON_SLOT,
    "H9": Kind.MAXIMUM,
    "H10": Kind.LOCK,
}


@dataclass(frozen=True)
class Step:
    """One thing to obtain.

    ``subject`` is whom to ask: a person, a site, or the group of a newcomer. ``visits`` are the
    sites and slots it is about, ``maximum`` the number of visits to allow, ``lock`` the lock to
    open.
    """

    kind: Kind
    subject: str
    visits: tuple[tuple[str, Slot], ...] = ()
    maximum: int = 0
    lock: Rule | None = None


@dataclass(frozen=True)
class Repair:
    """Steps after which a plan exists; ``smallest`` says that fewer of these kinds can't do."""

    steps: tuple[Step, ...]
    smallest: bool


def repairs(
    problem: Problem | Mapping[str, Any], *, time_limit: float = TIME_LIMIT
) -> list[Repair]:
    """Return up to three repairs, the smallest first; none if a plan exists.

    Each asks for one kind of thing, so that there is a choice; kinds are mixed only where none is
    enough by itself.
    """
    problem = as_problem(problem)
    deadline = time.monotonic() + time_limit
    found = [_smallest(problem, [kind], deadline) for kind in Kind]
    offered = [repair for repair in found if repair is not None]
    if not offered:
        mixed = _smallest(problem, list(Kind), deadline)
        offered = [] if mixed is None else [mixed]
    offered.sort(key=lambda repair: len(repair.steps))
    return [repair for repair in offered if repair.steps][:OFFERED]


def repaired(problem: Problem, repair: Repair) -> Problem:
    """Return the problem once every step of a repair is obtained.

    A newcomer comes from nowhere yet, and travels for nothing.
    """
    for step in repair.steps:
        problem = _obtained(problem, step)
    return problem


def _smallest(problem: Problem, kinds: Sequence[Kind], deadline: float) -> Repair | None:
    """Return the smallest repair of these kinds, ``None`` if none was found."""
    relaxed = _RelaxedModel(problem, kinds)
    cp_model = solver_module()
    solver = new_solver(time_limit=deadline - time.monotonic(), seed=0)
    if Kind.NEWCOMER in kinds:  # people free at any time give linear bounds no grip
        solver.parameters.linearization_level = 1
    status = solver.solve(relaxed.model.cp)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    return Repair(tuple(relaxed.steps(solver)), smallest=status == cp_model.OPTIMAL)


class _RelaxedModel:
    """A model in which some kinds of rules may give way, as seldom as possible."""

    def __init__(self, problem: Problem, kinds: Sequence[Kind]) -> None:
        self.kinds = kinds
        self.problem = _with_newcomers(problem) if Kind.NEWCOMER in kinds else problem
        self.newcomers = self.problem.people[len(problem.people) :]
        self.cp = solver_module().CpModel()
        self.broken: dict[tuple[Rule, str], Literal] = {}
        self.alone: dict[str, Literal] = {}
        self.model = Model(self.problem, self._guard, cp=self.cp)
        self.used = {person.name: self._use(person) for person in self.newcomers}
        for site, alone in self.alone.items():
            self._leave_one_team(site, alone)
        for one, other in pairwise(self.newcomers):
            if one.group is other.group:
                self.cp.add_implication(self.used[other.name], self.used[one.name])
        relaxed = [*self.broken.values(), *self.alone.values(), *self.used.values()]
        self.cp.minimize(STEP * sum(relaxed) + sum(self._excesses()))

    def _guard(self, rule: Rule, site: str) -> Sequence[Literal]:
        if rule.id == "H3" and Kind.ONE_TEAM in self.kinds:
            if rule.subject not in self.alone:
                self.alone[rule.subject] = self.cp.new_bool_var(f"one team: {rule.subject}")
            return (~self.alone[rule.subject],)
        if RELAXED.get(rule.id) not in self.kinds or rule.subject in self._newcomer_names():
            return ()
        if (rule, site) not in self.broken:
            self.broken[rule, site] = self.cp.new_bool_var(f"{rule.id} {rule.subject} {site}")
        return (~self.broken[rule, site],)

    def _newcomer_names(self) -> set[str]:
        return {person.name for person in self.newcomers}

    def _use(self, person: Person) -> Literal:
        used = self.cp.new_bool_var(f"{person.name} is found")
        for site in self.problem.sites:
            self.cp.add(self.model.went(person.name, site) <= used)
        return used

    def _leave_one_team(self, site: str, alone: Literal) -> None:
        """Where one team is left, it has every group and nobody is in another."""
        first, *others = self.model.parties(site)
        for group in Group:
            count = self.model.party(site, first, group)
            self.cp.add_linear_constraint(count, 1, TEAM_SIZE).only_enforce_if(alone)
        self.cp.add(self.model.party(site, first) <= TEAM_SIZE).only_enforce_if(alone)
        for number in others:
            self.cp.add(self.model.party(site, number) == 0).only_enforce_if(alone)

    def _excesses(self) -> Iterator[Any]:
        """Yield by how many visits people go above their maximum."""
        if Kind.MAXIMUM in self.kinds:
            for person in self.problem.people:
                excess = self.cp.new_int_var(0, len(self.problem.sites), f"excess {person.name}")
                self.cp.add(self.model.load(person) <= person.maximum + excess)
                yield excess

    def steps(self, solver: Any) -> Iterator[Step]:
        """Read what gave way."""
        plan = self.model.visits(solver)
        for (rule, site), broken in self.broken.items():
            if solver.value(broken):
                yield self._step(rule, site, plan)
        for site, alone in self.alone.items():
            if solver.value(alone):
                yield Step(Kind.ONE_TEAM, site, ((site, plan.dates[site]),))
        plan = self._trimmed(plan)
        for person in self.newcomers:
            if solver.value(self.used[person.name]):
                yield Step(Kind.NEWCOMER, person.group, _visits(plan, person.name))

    def _trimmed(self, plan: Plan) -> Plan:
        """Send newcomers only where their group would lack somebody without them."""
        teams = {}
        for site in plan.teams:
            party = list(plan.visitors(site))
            for person in self.newcomers:
                groups = [self.problem.person[name].group for name in party]
                spare = groups.count(person.group) > self.problem.team_count(site)
                if spare and person.name in party:
                    party.remove(person.name)
            teams[site] = (tuple(party),)
        return replace(plan, teams=teams)

    def _step(self, rule: Rule, site: str, plan: Plan) -> Step:
        kind = RELAXED[rule.id]
        if kind is Kind.HOST_SLOT:
            return Step(kind, rule.subject, ((rule.subject, plan.dates[rule.subject]),))
        if kind is Kind.PERSON_SLOT:
            return Step(kind, rule.subject, ((site, plan.dates[site]),))
        if kind is Kind.MAXIMUM:
            visits = _visits(plan, rule.subject)
            return Step(kind, rule.subject, visits, maximum=len(visits))
        return Step(kind, rule.subject, lock=rule)


def _visits(plan: Plan, name: str) -> tuple[tuple[str, Slot], ...]:
    return tuple((site, slot) for site, slot in plan.dates.items() if name in plan.visitors(site))


def _newcomer(problem: Problem, group: Group, free: frozenset[Slot]) -> Person:
    """Return somebody of a group under a name nobody bears."""
    number = len(problem.people)
    while f"{group} {number}" in problem.person:
        number += 1
    return Person(f"{group} {number}", group, NOWHERE, free, DEFAULT_MAXIMA[group])


def _with_newcomer(problem: Problem, group: Group, free: frozenset[Slot]) -> Problem:
    return replace(
        problem,
        people=(*problem.people, _newcomer(problem, group, free)),
        km={**problem.km, **{(NOWHERE, site): 0 for site in problem.sites}},
    )


def _with_newcomers(problem: Problem) -> Problem:
    for group in Group:
        for _ in range(NEWCOMERS):
            problem = _with_newcomer(problem, group, frozenset(problem.period))
    return problem


def _obtained(problem: Problem, step: Step) -> Problem:
    slots = frozenset(slot for _, slot in step.visits)
    match step.kind:
        case Kind.PERSON_SLOT:
            person = problem.person[step.subject]
            free = replace(person, available=person.available | slots)
            return problem.with_people({person.name: free})
        case Kind.MAXIMUM:
            person = problem.person[step.subject]
            return problem.with_people({person.name: replace(person, maximum=step.maximum)})
        case Kind.HOST_SLOT:
            offered = problem.host_available[step.subject] | slots
            hosts = {**problem.host_available, step.subject: offered}
            return replace(problem, host_available=hosts)
        case Kind.NEWCOMER:
            return _with_newcomer(problem, Group(step.subject), slots)
        case Kind.ONE_TEAM:
            return replace(problem, one_team=problem.one_team | {step.subject})
        case Kind.LOCK:
            return replace(problem, locks=_without(problem, step.lock))


def _without(problem: Problem, lock: Rule | None) -> Locks:
    """Return the locks of a problem but one."""
    locks = problem.locks
    return Locks(
        dates={
            site: slot
            for site, slot in locks.dates.items()
            if rules.date_lock(problem, site) != lock
        },
        people=tuple(fixed for fixed in locks.people if rules.person_lock(fixed) != lock),
        pairs=tuple(pair for pair in locks.pairs if rules.pair_lock(pair) != lock),
    )
