"""The least change to a plan when somebody drops out or a host takes a date back."""

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from ancrage.methods.rosters.checker import check
from ancrage.methods.rosters.model import Model, new_solver, solver_module
from ancrage.methods.rosters.problem import Plan, Problem, as_problem
from ancrage.methods.rosters.roster import CP_SAT, Roster, make_roster
from ancrage.methods.rosters.terms import Impossible, Slot, Undecided

DATE, CONFIRMED_DATE = 3, 8  # what a changed date weighs, in changed assignments
TIME_LIMIT: Final = 5.0


@dataclass(frozen=True)
class Change:
    """What no longer holds: people gone altogether, people off one visit, dates taken back."""

    gone: frozenset[str] = frozenset()
    off: frozenset[tuple[str, str]] = frozenset()
    closed: frozenset[tuple[str, Slot]] = frozenset()

    def keeps_away(self, name: str, site: str) -> bool:
        """Say whether somebody can no longer visit a site."""
        return name in self.gone or (name, site) in self.off


@dataclass(frozen=True)
class Difference:
    """What to tell whom: dates that move, people asked and people released by (name, site)."""

    moved: Mapping[str, tuple[Slot | None, Slot | None]]
    asked: tuple[tuple[str, str], ...]
    released: tuple[tuple[str, str], ...]


def difference(before: Plan, after: Plan) -> Difference:
    """Return what changes between two plans."""
    was, will = set(_visits(before)), set(_visits(after))
    sites = dict.fromkeys([*before.dates, *after.dates])
    dates = {site: (before.dates.get(site), after.dates.get(site)) for site in sites}
    return Difference(
        moved={site: ends for site, ends in dates.items() if ends[0] != ends[1]},
        asked=tuple(sorted(will - was)),
        released=tuple(sorted(was - will)),
    )


def repair(
    problem: Problem | Mapping[str, Any],
    roster: Plan,
    change: Change,
    *,
    time_limit: float = TIME_LIMIT,
    seed: int = 0,
) -> Roster:
    """Return the plan nearest to ``roster`` that takes the change in; frozen visits stand.

    Only the visits affected move, if that is possible at all. Within that, as few people as
    possible are asked, a changed date weighing three of them and eight where the host had
    confirmed it; then the objective is the least. A person replaced counts for one.

    Raises
    ------
    SolverMissing
        If OR-Tools is not installed.
    Impossible
        If no plan takes the change in.
    Undecided
        If the time ended before one was found.
    """
    deadline = time.monotonic() + time_limit
    problem = _without_closed(as_problem(problem), change)
    held = _held(problem, roster, _affected(problem, roster, change))
    for frozen in (held, problem.frozen):
        try:
            found = _nearest(replace(problem, frozen=frozen), roster, change, deadline, seed)
        except Impossible:
            continue
        return make_roster(problem, found[0], bound=None, method=CP_SAT, repeatable=found[1])
    raise Impossible("No plan takes the change in.")


def _visits(plan: Plan) -> Iterator[tuple[str, str]]:
    for site in plan.teams:
        for name in plan.visitors(site):
            yield name, site


def _without_closed(problem: Problem, change: Change) -> Problem:
    hosts = {
        site: frozenset(slot for slot in slots if (site, slot) not in change.closed)
        for site, slots in problem.host_available.items()
    }
    return replace(problem, host_available=hosts)


def _affected(problem: Problem, roster: Plan, change: Change) -> set[str]:
    """Return the sites whose visit cannot stay as it is."""
    broken = {violation.site for violation in check(problem, roster) if not violation.standing}
    left = {site for name, site in _visits(roster) if change.keeps_away(name, site)}
    return broken | left


def _held(problem: Problem, roster: Plan, affected: set[str]) -> Plan:
    """Return the visits that stand, and those that nothing affects."""
    stay = [site for site in roster.dates if site not in affected]
    return Plan(
        {**{site: roster.dates[site] for site in stay}, **problem.frozen.dates},
        {**{site: roster.teams[site] for site in stay}, **problem.frozen.teams},
    )


def _nearest(
    problem: Problem, roster: Plan, change: Change, deadline: float, seed: int
) -> tuple[Plan, bool]:
    """Return the nearest plan, and whether the search ended by itself."""
    model = Model(problem, named_teams=True)
    for (name, site), goes in model.goes.items():
        if site not in problem.frozen.dates and change.keeps_away(name, site):
            model.cp.add(goes == 0)
    changes = sum(_changes(model, roster))
    model.cp.minimize(changes)
    solver, ended = _solve(model, deadline, seed)
    nearest = model.plan(solver)
    if isinstance(changes, int):
        return nearest, ended
    model.cp.add(changes <= round(solver.objective_value))
    model.cp.minimize(model.add_cost())
    try:
        solver, cheapest = _solve(model, deadline, seed)
    except Undecided:
        return nearest, False
    return model.plan(solver), ended and cheapest


def _solve(model: Model, deadline: float, seed: int) -> tuple[Any, bool]:
    cp_model = solver_module()
    solver = new_solver(time_limit=deadline - time.monotonic(), seed=seed)
    status = solver.solve(model.cp)
    if status == cp_model.INFEASIBLE:
        raise Impossible("No plan takes the change in.")
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        raise Undecided("The time ended before a plan was found.")
    return solver, status == cp_model.OPTIMAL


def _changes(model: Model, roster: Plan) -> Iterator[Any]:
    """Yield the changes of each visit, weighted."""
    problem = model.problem
    for site in problem.sites:
        if site in problem.frozen.dates:
            continue
        for number in model.parties(site):
            yield _changed_people(model, roster, site, number)
        if site in roster.dates:
            kept = model.on.get((site, roster.dates[site]))
            weight = CONFIRMED_DATE if site in problem.confirmed else DATE
            yield weight if kept is None else weight * ~kept


def _changed_people(model: Model, roster: Plan, site: str, number: int) -> Any:
    """Return how many people of a team change: whoever is replaced counts for one."""
    teams = roster.teams.get(site, ())
    before = teams[number] if number < len(teams) else ()
    changed = model.cp.new_int_var(0, len(model.problem.people), f"changes of {site}, {number}")
    seats = {
        person.name: model.sits.get((person.name, site, number), 0)
        for person in model.problem.people
    }
    added = sum(seat for name, seat in seats.items() if name not in before)
    stayed = sum(seats.get(name, 0) for name in before)
    model.cp.add(changed >= added)
    model.cp.add(changed >= len(before) - stayed)
    return changed
