"""Why no plan exists: a set of rules that cannot hold together, none of them to spare."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from ancrage.methods.rosters.model import Model, new_solver, solver_module
from ancrage.methods.rosters.problem import Problem, as_problem
from ancrage.methods.rosters.rules import all_rules
from ancrage.methods.rosters.terms import Rule, Undecided

TIME_LIMIT: Final = 10.0
ATTEMPTS: Final = 3  # with other seeds; the shortest conflict found is the one told


@dataclass(frozen=True)
class Conflict:
    """Rules that cannot hold together; an empty set if a plan exists.

    ``minimal`` says that taking any one away lets the others hold: proved. It is False where the
    time ended before.
    """

    rules: tuple[Rule, ...]
    minimal: bool


def explain(problem: Problem | Mapping[str, Any], *, time_limit: float = TIME_LIMIT) -> list[Rule]:
    """Return rules that cannot hold together, none of them to spare; none if a plan exists."""
    return list(find_conflict(problem, time_limit=time_limit).rules)


def find_conflict(
    problem: Problem | Mapping[str, Any], *, time_limit: float = TIME_LIMIT
) -> Conflict:
    """Return a minimal conflict, by deletion from the solver's core.

    Each rule of the core is taken away in turn, and stays away if the others still cannot hold
    together. A few seeds are tried; the shortest conflict is kept.

    Raises
    ------
    SolverMissing
        If OR-Tools is not installed.
    Undecided
        If the time ended before a plan was found or proved impossible.
    """
    guarded = GuardedModel(as_problem(problem), time_limit)
    if guarded.core(guarded.rules) is None:
        return Conflict((), minimal=True)
    found = [guarded.conflict(seed) for seed in range(ATTEMPTS)]
    return min(found, key=lambda conflict: (not conflict.minimal, len(conflict.rules)))


class GuardedModel:
    """A model whose rules are switched on at will."""

    def __init__(self, problem: Problem, time_limit: float) -> None:
        self._deadline = time.monotonic() + time_limit
        self._cp = solver_module().CpModel()
        self.rules = list(all_rules(problem))
        self._switches = {rule: self._cp.new_bool_var(rule.id) for rule in self.rules}
        Model(problem, lambda rule, site: (self._switches[rule],), cp=self._cp)

    def conflict(self, seed: int) -> Conflict:
        """Return a conflict of the whole, minimal if there is time."""
        needed: list[Rule] = []
        candidates = self.rules
        try:
            candidates = self.core(candidates, seed) or []
            while candidates:
                core = self.core([*needed, *candidates[1:]], seed)
                if core is None:
                    needed.append(candidates[0])
                    candidates = candidates[1:]
                else:
                    candidates = [rule for rule in candidates if rule in core]
        except Undecided:
            return Conflict((*needed, *candidates), minimal=False)
        return Conflict(tuple(sorted(needed)), minimal=True)

    def core(self, rules: Sequence[Rule], seed: int = 0) -> list[Rule] | None:
        """Return rules among these that cannot hold together, ``None`` if all can.

        Raises
        ------
        Undecided
            If the time ended before either was proved.
        """
        cp_model = solver_module()
        self._cp.clear_assumptions()
        self._cp.add_assumptions([self._switches[rule] for rule in rules])
        solver = new_solver(time_limit=self._deadline - time.monotonic(), seed=seed)
        solver.parameters.cp_model_presolve = False  # as long as the rest of these short searches
        solver.parameters.symmetry_level = 0
        status = solver.solve(self._cp)
        if status == cp_model.INFEASIBLE:
            kept = set(solver.sufficient_assumptions_for_infeasibility())
            return [rule for rule in rules if self._switches[rule].index in kept]
        if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return None
        raise Undecided("The time ended before a plan was found or proved impossible.")
