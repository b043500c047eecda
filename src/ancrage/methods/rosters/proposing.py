"""The best plan that a given time allows."""

import math
import time
from collections.abc import Mapping
from typing import Any

from ancrage.methods.rosters.heuristic import first_draft, improvise
from ancrage.methods.rosters.model import Model, new_solver, solver_module
from ancrage.methods.rosters.problem import Problem, as_problem
from ancrage.methods.rosters.roster import CP_SAT, HEURISTIC, Roster, make_roster
from ancrage.methods.rosters.terms import Impossible, SolverMissing, Undecided


def propose(problem: Problem | Mapping[str, Any], *, time_limit: float, seed: int) -> Roster:
    """Return the cheapest plan found that respects every rule.

    Without OR-Tools, a heuristic gives a plan and no proof; the roster says so.

    Parameters
    ----------
    problem : Problem or mapping
        The problem, or its JSON.
    time_limit : float
        Seconds. The search ends before if nothing better can exist.
    seed : int
        The same problem and seed give the same plan, unless the clock stopped the search
        (``Roster.repeatable`` tells).

    Raises
    ------
    BadProblem
        If the JSON can't be a problem.
    Impossible
        If no plan respects every rule: `explain` says why.
    Undecided
        If the time ended before a plan was found.
    """
    deadline = time.monotonic() + time_limit
    problem = as_problem(problem)
    try:
        model = Model(problem)
    except SolverMissing:
        return improvise(problem, time_limit=time_limit, seed=seed)
    start = first_draft(problem, seed=seed)
    if start is not None:
        model.hint(start)
    model.cp.minimize(model.add_cost())
    solver = new_solver(time_limit=deadline - time.monotonic(), seed=seed)
    status = solver.solve(model.cp)
    cp_model = solver_module()
    if status == cp_model.INFEASIBLE:
        raise Impossible("No plan respects every rule.")
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        if start is not None:
            return make_roster(problem, start, bound=None, method=HEURISTIC, repeatable=False)
        raise Undecided(f"No plan found in {time_limit} s, and none proved impossible.")
    return make_roster(
        problem,
        model.plan(solver),
        bound=math.ceil(solver.best_objective_bound - 1e-6),
        method=CP_SAT,
        repeatable=status == cp_model.OPTIMAL,
    )
