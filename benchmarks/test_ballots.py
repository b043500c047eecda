"""How long rules take on large votes; strengths beside those of choix, on the same duels."""

import time

import choix
import numpy as np
import pytest

from ancrage.methods.ballots import (
    equal_shares,
    majority_judgment,
    rules_on_grades,
    shortlist,
    side_by_side,
    strengths,
    tally_grades,
)

OPTIONS, DUELS, PARTICIPANTS = 500, 50_000, 1_000
VOTERS, PROJECTS, BUDGET = 4_532, 199, 8_000_000
RUNS = 3


def timed(what, work):
    """Do the work a few times, print the shortest, return what it made."""
    spent = []
    for _ in range(RUNS):
        begun = time.perf_counter()
        made = work()
        spent.append(time.perf_counter() - begun)
    print(f"\n{what:44} {min(spent):8.3f} s", end="")
    return made


@pytest.fixture(scope="module")
def duels():
    """Pairs of winner and loser, drawn from known strengths."""
    chance = np.random.default_rng(1)
    logs = chance.normal(size=OPTIONS)
    first = chance.integers(OPTIONS, size=DUELS)
    second = (first + chance.integers(1, OPTIONS, size=DUELS)) % OPTIONS
    won = chance.random(DUELS) < 1 / (1 + np.exp(logs[second] - logs[first]))
    winners, losers = np.where(won, first, second), np.where(won, second, first)
    return list(zip(winners.tolist(), losers.tolist(), strict=True))


@pytest.fixture(scope="module")
def approved():
    """Approvals as scarce as in a vote of a large city, and what projects cost."""
    chance = np.random.default_rng(2)
    liked = chance.beta(0.8, 14, size=PROJECTS)
    costs = chance.integers(5_000, 250_000, size=PROJECTS).tolist()
    return (chance.random((VOTERS, PROJECTS)) < liked).astype(int), dict(enumerate(costs))


def test_strengths(duels):
    # With next to no regularisation both estimate the same thing.
    ours = timed("strengths", lambda: strengths(duels, options=range(OPTIONS), alpha=1e-9))
    theirs = timed("choix.ilsr_pairwise", lambda: choix.ilsr_pairwise(OPTIONS, duels))
    logs = np.array([ours.logs[option] for option in range(OPTIONS)])
    print(f"\nlargest difference {np.abs(logs - theirs).max():.1e}")
    assert logs == pytest.approx(theirs, abs=1e-5)


def test_intervals(duels):
    people = np.arange(DUELS) % PARTICIPANTS
    begun = time.perf_counter()
    strengths(duels, options=range(OPTIONS), participants=people.tolist())
    print(f"\nstrengths, 200 resamples {time.perf_counter() - begun:27.1f} s")


def test_money(approved):
    ballots, costs = approved
    for completion in ("none", "utilitarian"):
        timed(
            f"equal_shares, {completion}",
            lambda completion=completion: equal_shares(
                costs, ballots, BUDGET, completion=completion, utility="cost"
            ),
        )
    begun = time.perf_counter()
    equal_shares(costs, ballots, BUDGET, completion="add1", utility="cost")
    print(f"\nequal_shares, add1 {time.perf_counter() - begun:33.1f} s")
    timed("shortlist of 20", lambda: shortlist(ballots, 20))


def test_grades():
    chance = np.random.default_rng(3)
    tallies = chance.integers(10**8, size=(1_000, 6)).tolist()
    equal = [[*levels, 10**9 - sum(levels)] for levels in tallies]
    timed("majority_judgment, 1,000 x 10**9 ballots", lambda: majority_judgment(equal))
    grades = tally_grades(chance.integers(6, size=(1_000, 12)), levels=6)
    timed(
        "side_by_side, 1,000 x 12, 200 resamples",
        lambda: side_by_side(grades, rules_on_grades(approved_from=3)),
    )
