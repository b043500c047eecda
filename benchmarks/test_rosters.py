"""How long visit teams take, and what they cost beside the figure of the reference."""

import statistics
import time

import pytest
from tests.methods.rosters.instances import needs_reference, reference

from ancrage.methods import rosters
from ancrage.methods.rosters import Change, Problem
from ancrage.methods.rosters.heuristic import improvise

RUNS = 5
REFERENCE = "reference: objective 16723 in 12 s on 2 threads, bound -22000"


def timed(work):
    """Do the work a few times; return the median of the elapsed times and the last result."""
    times = []
    for _ in range(RUNS):
        begun = time.perf_counter()
        made = work()
        times.append(time.perf_counter() - begun)
    return statistics.median(times), made


def told(what, spent, said):
    print(f"\n{what:28} {spent:7.3f} s  {said}")


@needs_reference
def test_eleven_sites_over_half_a_year():
    problem = Problem.from_json(reference(1))
    spent, roster = timed(lambda: rosters.propose(problem, time_limit=5, seed=0))
    told("propose", spent, f"objective {roster.objective}, bound {roster.bound}; {REFERENCE}")
    spent, found = timed(lambda: rosters.check(problem, roster))
    told("check", spent, f"{len(found)} violations")
    spent, by_hand = timed(lambda: improvise(problem, time_limit=5, seed=0))
    told("propose without OR-Tools", spent, f"objective {by_hand.objective}")
    for name in ("odas0", "cget0"):
        gone = Change(gone=frozenset({name}))
        spent, after = timed(lambda gone=gone: rosters.repair(problem, roster, gone))
        change = rosters.difference(roster, after)
        told(
            f"repair without {name}", spent, f"{len(change.asked)} asked, {len(change.moved)} moved"
        )


@needs_reference
def test_an_impossible_instance():
    problem = Problem.from_json(reference(4))
    spent, conflict = timed(lambda: rosters.find_conflict(problem))
    told(
        "explain", spent, f"{len(conflict.rules)} rules, minimal: {conflict.minimal}; reference: 18"
    )
    spent, repairs = timed(lambda: rosters.repairs(problem))
    told("repairs", spent, f"{[len(repair.steps) for repair in repairs]} steps")
    with pytest.raises(rosters.Impossible):
        rosters.propose(problem, time_limit=5, seed=0)
