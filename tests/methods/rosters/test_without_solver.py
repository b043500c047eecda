"""Without OR-Tools there are plans, marked as unproved, and no explanation."""

import sys

import pytest

from ancrage.methods import rosters
from ancrage.methods.rosters import Change, Problem, SolverMissing
from ancrage.methods.rosters.roster import HEURISTIC
from tests.methods.rosters.instances import drawn, needs_reference, reference

BEST_KNOWN = 16_723


@pytest.fixture(autouse=True)
def _no_solver(monkeypatch):
    monkeypatch.setitem(sys.modules, "ortools.sat.python", None)


def test_a_plan_is_proposed_and_marked():
    data = drawn(31, sites=4, weeks=8, people=(4, 4, 8), chance=0.8)
    roster = rosters.propose(data, time_limit=30, seed=0)
    assert rosters.check(Problem.from_json(data), roster) == []
    assert roster.method == HEURISTIC
    assert (roster.bound, roster.gap, roster.proved) == (None, None, False)
    assert roster.repeatable
    assert roster == rosters.propose(data, time_limit=30, seed=0)


@needs_reference
def test_the_reference_is_approached():
    data = reference(1)
    roster = rosters.propose(data, time_limit=10, seed=0)
    assert rosters.check(Problem.from_json(data), roster) == []
    assert roster.objective <= BEST_KNOWN * 1.05


def test_locks_are_respected():
    data = drawn(17, sites=4, weeks=8, people=(4, 4, 8), chance=0.9)
    free = rosters.propose(data, time_limit=2, seed=0)
    first, second, *_ = free.teams["S1"][0]
    data["locks"] = {
        "fixed_dates": {"S0": list(free.dates["S0"])},
        "fixed_persons": [[free.teams["S0"][0][0], "S0", 2]],
        "forbidden_pairs": [[first, second]],
    }
    roster = rosters.propose(data, time_limit=2, seed=0)
    assert rosters.check(Problem.from_json(data), roster) == []


def test_nothing_is_explained_or_repaired():
    data = drawn(31, sites=4, weeks=8, people=(4, 4, 8), chance=0.8)
    problem = Problem.from_json(data)
    roster = rosters.propose(problem, time_limit=1, seed=0)
    with pytest.raises(SolverMissing):
        rosters.explain(problem)
    with pytest.raises(SolverMissing):
        rosters.repairs(problem)
    with pytest.raises(SolverMissing):
        rosters.repair(problem, roster, Change(gone=frozenset({"Odas0"})))
