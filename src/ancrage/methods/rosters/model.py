"""The rules as constraints over booleans, for CP-SAT.

One boolean says that a person goes to a site, one that a site is visited on a slot, one that the
visits of two sites overlap. Nothing is indexed by person, site and slot together. Teams appear
only where a lock or an earlier plan tells them apart: otherwise a site receives one party of six
to eight people, which always divides into two teams.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING, Any

from ancrage.methods.rosters import rules
from ancrage.methods.rosters.problem import FixedPerson, Person, Plan, Problem
from ancrage.methods.rosters.splitting import Teams, divide
from ancrage.methods.rosters.terms import (
    TEAM_SIZE,
    Group,
    Rule,
    Slot,
    SolverMissing,
)

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

Literal = Any  # a boolean variable of OR-Tools or its negation
Guard = Callable[[Rule, str], Sequence[Literal]]


def solver_module() -> Any:
    """Return OR-Tools' CP-SAT, loaded only now: it takes a quarter of a second."""
    try:
        from ortools.sat.python import cp_model
    except ImportError as error:
        raise SolverMissing("OR-Tools is not installed.") from error
    return cp_model


def hold(rule: Rule, site: str) -> Sequence[Literal]:
    """Keep every rule: the guard of a plan."""
    return ()


class Model:
    """Constraints of a problem, each guarded by the literals that ``guard`` gives for its rule.

    A rule without a guard always holds, and shrinks the model.
    """

    def __init__(
        self,
        problem: Problem,
        guard: Guard = hold,
        *,
        cp: "cp_model.CpModel | None" = None,
        named_teams: bool = False,
    ) -> None:
        self.problem = problem
        self.guard = guard
        self.cp: cp_model.CpModel = cp or solver_module().CpModel()
        locks = problem.locks
        self.named_teams = (
            named_teams or bool(locks.pairs) or any(fixed.team for fixed in locks.people)
        )
        self.on: dict[tuple[str, Slot], Literal] = {}
        self.goes: dict[tuple[str, str], Literal] = {}
        self.sits: dict[tuple[str, str, int], Literal] = {}
        self._add_dates()
        self._add_people()
        self._add_teams()
        self._add_overlaps()
        self._add_maxima()
        self._add_locks()

    def parties(self, site: str) -> range:
        """Return the numbers of the parties told apart on a site."""
        return range(self.problem.team_count(site) if self.named_teams else 1)

    def slots(self, site: str) -> tuple[Slot, ...]:
        """Return the slots a site may be visited on."""
        problem = self.problem
        if site in problem.frozen.dates:
            return (problem.frozen.dates[site],)
        if self.guard(rules.host_dates(problem, site), ""):
            return problem.period
        return tuple(sorted(problem.host_available[site]))

    def went(self, name: str, site: str) -> Literal:
        """Return whether a person goes to a site: 0 where no variable says so."""
        return self.goes.get((name, site), 0)

    def load(self, person: Person) -> Any:
        """Return the number of visits of a person."""
        return sum(self.went(person.name, site) for site in self.problem.sites)

    def party(self, site: str, number: int, group: Group | None = None) -> Any:
        """Return the size of a party, or the number of its people of a group."""
        people = self.problem.people if group is None else self.problem.members(group)
        return sum(self.sits.get((person.name, site, number), 0) for person in people)

    def _add_dates(self) -> None:
        """H1 and H2."""
        for site in self.problem.sites:
            slots = self.slots(site)
            for slot in slots:
                self.on[site, slot] = self.cp.new_bool_var(f"{site} on {slot}")
            self.cp.add_exactly_one(self.on[site, slot] for slot in slots)
            if site not in self.problem.frozen.dates:
                offered = self.problem.host_available[site]
                guard = self.guard(rules.host_dates(self.problem, site), "")
                if guard:
                    dates = [self.on[site, slot] for slot in slots if slot in offered]
                    self.cp.add_bool_or(dates).only_enforce_if(*guard)

    def _add_people(self) -> None:
        """H5, H6 and H7: who may go where, and sits in one party there."""
        for site in self.problem.sites:
            for person in self.problem.people:
                if site in self.problem.frozen.dates:
                    if person.name in self.problem.frozen.visitors(site):
                        self.goes[person.name, site] = self.cp.new_constant(1)
                elif self._may_go(person, site):
                    self._add_person(person, site)

    def _may_go(self, person: Person, site: str) -> bool:
        if person.home == site and not self.guard(rules.own_site(person), site):
            return False
        free = person.available.intersection(self.slots(site))
        return bool(free) or bool(self.guard(rules.availability(person), site))

    def _add_person(self, person: Person, site: str) -> None:
        goes = self.goes[person.name, site] = self.cp.new_bool_var(f"{person.name} to {site}")
        free = [self.on[site, slot] for slot in self.slots(site) if slot in person.available]
        guard = self.guard(rules.availability(person), site)
        self.cp.add_bool_or(free).only_enforce_if(goes, *guard)
        if person.home == site:
            self.cp.add(goes == 0).only_enforce_if(*self.guard(rules.own_site(person), site))
        for number in self.parties(site):
            self.sits[person.name, site, number] = (
                self.cp.new_bool_var(f"{person.name} to {site}, {number}")
                if self.named_teams
                else goes
            )
        if self.named_teams:
            seats = [self.sits[person.name, site, number] for number in self.parties(site)]
            self.cp.add(sum(seats) == goes)

    def _add_teams(self) -> None:
        """H3 and H4."""
        for site in self.problem.sites:
            if site in self.problem.frozen.dates:
                continue
            parties = self.parties(site)
            teams = self.problem.team_count(site) // len(parties)
            for number in parties:
                size = self.cp.add(self.party(site, number) <= TEAM_SIZE * teams)
                size.only_enforce_if(*self.guard(rules.team_size(site), ""))
                for group in Group:
                    count = self.party(site, number, group)
                    guard = self.guard(rules.every_group(site, group), "")
                    self._require(count, teams, guard)

    def _require(self, count: Any, least: int, guard: Sequence[Literal]) -> None:
        """Ask for at least so many; a count without any variable is the number 0."""
        if not isinstance(count, int):
            self.cp.add(count >= least).only_enforce_if(*guard)
        else:
            self.cp.add_bool_or([]).only_enforce_if(*guard)

    def _add_overlaps(self) -> None:
        """H8: two visits of a person never overlap."""
        for one, other in combinations(self.problem.sites, 2):
            clashes = list(self._clashes(one, other))
            if not clashes:
                continue
            overlap = self.cp.new_bool_var(f"{one} overlaps {other}")
            for slot, slots in clashes:
                held = sum(self.on[other, held] for held in slots)
                self.cp.add(self.on[one, slot] + held <= 1 + overlap)
            for person in self.problem.people:
                visits = [(person.name, one), (person.name, other)]
                if all(visit in self.goes for visit in visits):
                    guard = self.guard(rules.no_overlap(person), "")
                    stays = [~self.goes[visit] for visit in visits]
                    self.cp.add_bool_or(~overlap, *stays).only_enforce_if(*guard)

    def _clashes(self, one: str, other: str) -> Iterator[tuple[Slot, list[Slot]]]:
        """Yield the slots of a site with those of the other that overlap them."""
        for slot in self.slots(one):
            held = [held for held in self.slots(other) if self.problem.clash(slot, held)]
            if held:
                yield slot, held

    def _add_maxima(self) -> None:
        """H9."""
        for person in self.problem.people:
            guard = self.guard(rules.maximum(person), "")
            visits = self.load(person)
            if not isinstance(visits, int):
                self.cp.add(visits <= person.maximum).only_enforce_if(*guard)

    def _add_locks(self) -> None:
        """H10."""
        problem = self.problem
        for site, slot in problem.locks.dates.items():
            if site not in problem.frozen.dates:
                dates = [self.on[site, slot]] if (site, slot) in self.on else []
                guard = self.guard(rules.date_lock(problem, site), site)
                self.cp.add_bool_or(dates).only_enforce_if(*guard)
        for fixed in problem.locks.people:
            if fixed.site not in problem.frozen.dates:
                self._add_person_lock(fixed)
        for pair in problem.locks.pairs:
            guard = self.guard(rules.pair_lock(pair), "")
            for site in problem.sites:
                for number in self.parties(site):
                    seats = [(name, site, number) for name in pair]
                    if all(seat in self.sits for seat in seats):
                        apart = [~self.sits[seat] for seat in seats]
                        self.cp.add_bool_or(apart).only_enforce_if(*guard)

    def _add_person_lock(self, fixed: FixedPerson) -> None:
        if fixed.team is None:
            seat = self.goes.get((fixed.person, fixed.site))
        else:
            seat = self.sits.get((fixed.person, fixed.site, fixed.team - 1))
        guard = self.guard(rules.person_lock(fixed), fixed.site)
        self.cp.add_bool_or([] if seat is None else [seat]).only_enforce_if(*guard)

    def add_cost(self) -> Any:
        """Return the objective as an expression."""
        problem, weights = self.problem, self.problem.weights
        travel = sum(
            weights.km * problem.distance(problem.person[name], site) * goes
            for (name, site), goes in self.goes.items()
        )
        largest = sum(self._largest_load(group) for group in Group)
        return travel + weights.load * largest - weights.pair * self._pairs()

    def _largest_load(self, group: Group) -> Any:
        largest = self.cp.new_int_var(0, len(self.problem.sites), f"largest load of {group}")
        for person in self.problem.members(group):
            self.cp.add(self.load(person) <= largest)
        return largest

    def _pairs(self) -> Any:
        """Count the pairs (home of a volunteer, site visited)."""
        visits: dict[tuple[str, str], list[Literal]] = {}
        for person in self.problem.members(Group.VOLUNTEER):
            for site in self.problem.sites:
                if person.home != site and (person.name, site) in self.goes:
                    visits.setdefault((person.home, site), []).append(self.goes[person.name, site])
        pairs = []
        for ends, literals in visits.items():
            seen = self.cp.new_bool_var(f"pair {ends}")
            self.cp.add_bool_or(literals).only_enforce_if(seen)
            pairs.append(seen)
        return sum(pairs)

    def hint(self, plan: Plan) -> None:
        """Let the search start from a plan."""
        for (site, slot), on in self.on.items():
            self.cp.add_hint(on, plan.dates[site] == slot)
        for (name, site), goes in self.goes.items():
            if site not in self.problem.frozen.dates:
                self.cp.add_hint(goes, name in plan.visitors(site))
        if self.named_teams:
            for (name, site, number), seat in self.sits.items():
                self.cp.add_hint(seat, name in plan.teams[site][number])

    def plan(self, solver: "cp_model.CpSolver") -> Plan:
        """Read the plan that the solver found."""
        found = self.visits(solver)
        return replace(
            found, teams={site: self._teams(solver, site, found) for site in found.teams}
        )

    def visits(self, solver: "cp_model.CpSolver") -> Plan:
        """Read who visits which site and when, in one undivided team."""
        dates = {site: slot for (site, slot), on in self.on.items() if solver.value(on)}
        names = [person.name for person in self.problem.people]
        return Plan(
            dates,
            {
                site: (tuple(name for name in names if solver.value(self.went(name, site))),)
                for site in self.problem.sites
            },
        )

    def _teams(self, solver: "cp_model.CpSolver", site: str, found: Plan) -> Teams:
        if site in self.problem.frozen.teams:
            return self.problem.frozen.teams[site]
        party = [self.problem.person[name] for name in found.visitors(site)]
        if self.named_teams:
            return tuple(
                tuple(p.name for p in party if solver.value(self.sits[p.name, site, number]))
                for number in self.parties(site)
            )
        teams = divide(self.problem, site, party)
        if teams is None:  # only locks about teams leave no way, and they make teams told apart
            raise AssertionError(f"The party of {site} does not divide into teams.")
        return teams


def new_solver(*, time_limit: float, seed: int) -> "cp_model.CpSolver":
    """Return a solver that gives the same answer twice, unless the clock stops it.

    One worker, so that no race decides. The second level of linearisation gives bounds that prove
    the optimum of eleven sites in a tenth of a second; with the first one, no proof in a minute.
    """
    solver: cp_model.CpSolver = solver_module().CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.linearization_level = 2
    solver.parameters.random_seed = seed
    solver.parameters.max_time_in_seconds = max(time_limit, 0.01)
    return solver
