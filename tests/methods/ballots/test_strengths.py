"""Strengths are found again from simulated duels, and stay finite."""

from math import log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ancrage.methods.ballots import NoResult, next_pair, strengths
from ancrage.methods.ballots.errors import BadBallot, NotACount, NotATable, UnknownOption
from ancrage.methods.ballots.strengths import fit

DUELS = st.lists(
    st.tuples(
        st.integers(0, 4), st.integers(0, 4), st.sampled_from(["first", "second", "equal", "skip"])
    ).filter(lambda duel: duel[0] != duel[1]),
    max_size=30,
)


def simulated(options, duels, seed):
    """Return known logarithms of strength, and duels drawn from them."""
    chance = np.random.default_rng(seed)
    logs = chance.normal(size=options)
    first = chance.integers(options, size=duels)
    second = (first + chance.integers(1, options, size=duels)) % options
    won = chance.random(duels) < 1 / (1 + np.exp(logs[second] - logs[first]))
    pairs = np.where(won[:, None], np.c_[first, second], np.c_[second, first])
    return logs, pairs


def by_minorisation(wins, steps=20_000):
    """Return the same estimate by Hunter's MM iteration (Annals of Statistics 32, 2004)."""
    met, strength = wins + wins.T, np.ones(len(wins))
    for _ in range(steps):
        strength = wins.sum(axis=1) / (met / (strength[:, None] + strength)).sum(axis=1)
        strength /= np.exp(np.log(strength).mean())
    return np.log(strength)


def test_known_strengths_are_found_again():
    logs, duels = simulated(50, 5_000, seed=1)
    found = strengths(duels, options=range(50)).logs
    assert np.corrcoef(logs, [found[option] for option in range(50)])[0, 1] >= 0.95


def test_another_algorithm_finds_the_same():
    _, duels = simulated(8, 120, seed=2)
    wins = np.full((8, 8), 0.01)
    np.add.at(wins, tuple(duels.T), 1)
    np.fill_diagonal(wins, 0)
    assert fit(wins) == pytest.approx(by_minorisation(wins), abs=1e-6)


def test_two_options_have_the_odds_of_their_wins():
    found = strengths([("a", "b")] * 3 + [("b", "a")]).logs
    assert found["a"] - found["b"] == pytest.approx(log(3.01 / 1.01), abs=1e-7)


@pytest.mark.parametrize("times", [1, 1_000, 10**6])
def test_who_wins_everything_stays_finite(times):
    found = strengths({("a", "b"): times, ("a", "c"): times, ("b", "c"): times})
    assert found.order == ["a", "b", "c"]
    assert all(np.isfinite(value) for value in found.logs.values())


@given(DUELS)
def test_logarithms_add_up_to_nothing_and_only_wins_decide(duels):
    result = strengths(duels, options=range(5))
    assert sum(result.logs.values()) == pytest.approx(0, abs=1e-9)
    swapped = {"first": "second", "second": "first", "equal": "equal", "skip": "skip"}
    other = strengths([(b, a, swapped[how]) for a, b, how in reversed(duels)], options=range(5))
    assert all(other.logs[o] == pytest.approx(result.logs[o], abs=1e-6) for o in range(5))
    assert sorted(option for group in result.groups for option in group) == list(range(5))


@pytest.mark.parametrize(
    "duels",
    [
        [("a", "b"), ("a", "c"), ("b", "c"), ("b", "c")],
        [["b", "a", "second"], ["a", "c", 1], ["b", "c", 1.0], ["c", "b", 0], ["a", "b", "skip"]],
        {("a", "b"): 1, ("a", "c"): 1, ("b", "c"): 2},
        np.array([[0, 1, 1], [0, 0, 2], [0, 0, 0]]),
        np.array([["a", "b"], ["a", "c"], ["b", "c"], ["b", "c"]]),
        iter([("a", "b"), ("a", "c"), ("b", "c"), ("b", "c")]),
    ],
    ids=["pairs", "outcomes", "counted", "matrix", "rows", "iterator"],
)
def test_duels_come_in_any_shape(duels):
    result = strengths(duels, options=["a", "b", "c"])
    expected = strengths([("a", "b"), ("a", "c"), ("b", "c"), ("b", "c")])
    assert result.ranks == {"a": 1, "b": 2, "c": 3}
    assert result.logs == pytest.approx(expected.logs)
    assert result.duels == 4


def test_equal_counts_as_half_a_win_each():
    assert strengths([("a", "b", "equal")]).ties == [["a", "b"]]
    halves = strengths([("a", "b", 0.5), ("a", "b")])
    assert halves.logs == pytest.approx(strengths({("a", "b"): 1.5, ("b", "a"): 0.5}).logs)


def test_intervals_are_drawn_again_alike_and_group_what_they_leave_open():
    _, duels = simulated(6, 600, seed=3)
    people = np.arange(600) // 10
    result = strengths(duels, options=range(6), participants=people, seed=5)
    again = strengths(duels, options=range(6), participants=people, seed=5)
    assert result.intervals == again.intervals
    assert result.intervals != strengths(duels, participants=people, seed=6).intervals
    for option, (low, high) in result.intervals.items():
        assert low < result.logs[option] < high
    for above, below in zip(result.groups, result.groups[1:], strict=False):
        assert min(result.intervals[o][0] for o in above) > max(
            result.intervals[o][1] for o in below
        )


def test_what_one_person_says_a_hundred_times_is_no_surer():
    many = strengths([("a", "b")] * 50 + [("b", "a")] * 50, participants=["x"] * 50 + ["y"] * 50)
    each = strengths([("a", "b")] * 50 + [("b", "a")] * 50, participants=range(100))
    assert np.ptp(many.intervals["a"]) > 2 * np.ptp(each.intervals["a"])


@pytest.mark.parametrize(
    ("duels", "options", "reason"),
    [
        ([], None, NoResult.NO_OPTION),
        ([], "ab", NoResult.NO_BALLOT),
        ([("a", "b", "skip")], None, NoResult.NO_BALLOT),
        ([], "a", NoResult.NO_BALLOT),
    ],
)
def test_why_nothing_is_decided(duels, options, reason):
    result = strengths(duels, options=options, participants=[1] * len(duels))
    assert (result.no_result, result.ranks) == (reason, {})


def test_an_option_that_met_nobody_has_no_rank():
    result = strengths([("a", "b")], options="abc")
    assert result.order == ["a", "b"]
    assert result.logs["c"] == pytest.approx(0, abs=1e-7)


@pytest.mark.parametrize(
    ("duels", "error"),
    [
        ([("a", "a")], BadBallot),
        ([("a", "b", "won")], BadBallot),
        ([("a", "b", float("nan"))], BadBallot),
        ([("a", "b", 2)], BadBallot),
        (["ab"], NotATable),
        ([("a",)], NotATable),
        ([3], NotATable),
        ({("a", "b"): -1}, NotACount),
        ({("a", "b"): 1e308}, NotACount),
        (np.array([[0.0, np.nan], [1.0, 0.0]]), NotACount),
        (np.array([[1, 0], [1, 0]]), BadBallot),
    ],
)
def test_a_duel_that_cannot_be_counted_is_refused(duels, error):
    with pytest.raises(error):
        strengths(duels)


def test_a_duel_of_another_ballot_is_refused():
    with pytest.raises(UnknownOption, match="'z'"):
        strengths([("a", "z")], options="ab")
    with pytest.raises(NotATable):
        strengths([("a", "b")], participants=[1, 2])
    with pytest.raises(ValueError, match="above 0"):
        strengths([("a", "b")], alpha=0)


def test_the_next_pair_is_the_least_seen_of_the_closest():
    logs = {"a": 2.0, "b": 1.9, "c": 0.0, "d": -3.9}
    assert set(next_pair(logs, {}, close=0.01)) == {"a", "b"}
    seen = {frozenset("ab"): 3, frozenset("ac"): 1}
    assert set(next_pair(logs, seen, close=0.5)) == {"b", "c"}


def test_at_the_start_every_pair_can_come_and_a_seed_says_which():
    logs = dict.fromkeys("abcd", 0.0)
    asked = {frozenset(next_pair(logs, {}, seed=seed)) for seed in range(60)}
    assert len(asked) == 6
    assert next_pair(logs, {}, seed=4) == next_pair(logs, {}, seed=4)


def test_a_participant_meets_each_pair_once():
    answered = set()
    while (pair := next_pair(dict.fromkeys("abcd", 0.0), {}, answered=answered)) is not None:
        assert frozenset(pair) not in answered
        answered.add(frozenset(pair))
    assert len(answered) == 6
