"""Money: the greedy rule and equal shares, exactly, and who they reach."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ancrage.methods.ballots import NoResult, equal_shares, greedy, reach
from ancrage.methods.ballots.errors import NotACount, NotATable, UnknownOption

COMPLETIONS = ["none", "utilitarian", "add1"]
COSTS = st.dictionaries(st.sampled_from("abcde"), st.integers(1, 30), min_size=1)
BALLOTS = st.lists(st.dictionaries(st.sampled_from("abcde"), st.integers(0, 5)), max_size=8)


def by_definition(costs, ballots, budget, utility):
    """Return what equal shares fund, each price found by trying every set of exhausted voters."""
    held = [Fraction(budget, len(ballots))] * len(ballots)
    funded = []
    while True:
        offers = []
        for project, cost in costs.items():
            worth = {v: (cost if utility == "cost" else b[project])
                     for v, b in enumerate(ballots) if b.get(project)}  # fmt: skip
            if project in funded or sum(held[voter] for voter in worth) < cost:
                continue
            spent, left = Fraction(0), sum(worth.values())
            for voter in sorted(worth, key=lambda v, worth=worth: held[v] / worth[v]):
                price = (cost - spent) / left
                if price * worth[voter] <= held[voter]:
                    break
                spent, left = spent + held[voter], left - worth[voter]
            offers.append((price, -len(worth), cost, project, worth))
        if not offers:
            return tuple(funded)
        price, _, _, project, worth = min(offers, key=lambda offer: offer[:4])
        funded.append(project)
        for voter, value in worth.items():
            held[voter] -= min(held[voter], price * value)


@settings(deadline=None)
@given(COSTS, BALLOTS, st.integers(30, 90), st.sampled_from(["points", "cost"]))
def test_equal_shares_are_what_their_definition_says(costs, ballots, budget, utility):
    ballots = [{p: points for p, points in b.items() if p in costs} for b in ballots]
    result = equal_shares(costs, ballots, budget, completion="none", utility=utility)
    assert result.funded == (by_definition(costs, ballots, budget, utility) if ballots else ())


@settings(deadline=None)
@given(COSTS, BALLOTS, st.integers(0, 90), st.sampled_from([*COMPLETIONS, "greedy"]))
def test_no_rule_spends_too_much_or_takes_what_nobody_supports(costs, ballots, budget, rule):
    ballots = [{p: points for p, points in b.items() if p in costs} for b in ballots]
    if rule == "greedy":
        result = greedy(costs, ballots, budget)
    else:
        result = equal_shares(costs, ballots, budget, completion=rule)
    assert result.spent <= budget
    assert len(set(result.funded)) == len(result.funded)
    assert all(any(ballot.get(p) for ballot in ballots) for p in result.funded)
    if rule != "none":
        left = budget - result.spent
        for project, cost in costs.items():
            wanted = any(ballot.get(project) for ballot in ballots)
            assert project in result.funded or not wanted or cost > left


def test_greedy_takes_points_then_the_cheaper_then_the_first():
    costs = {"d": 10, "c": 10, "b": 20, "a": 60, "nobody": 1}
    ballots = [{"a": 5, "b": 2, "c": 2, "d": 2}, {"a": 1}]
    assert greedy(costs, ballots, 100).funded == ("a", "c", "d", "b")
    assert greedy(costs, ballots, 75).funded == ("a", "c")


def test_identifiers_that_are_numbers_are_compared_as_numbers():
    assert greedy({10: 5, 9: 5}, [{10, 9}], 5).funded == (9,)


def test_equal_shares_give_a_minority_its_part():
    costs = dict.fromkeys(["a1", "a2", "a3", "b1"], 30)
    ballots = [{"a1", "a2", "a3"}] * 6 + [{"b1"}] * 3
    assert greedy(costs, ballots, 90).funded == ("a1", "a2", "a3")
    assert equal_shares(costs, ballots, 90, completion="none").funded == ("a1", "a2", "b1")


def test_a_completion_uses_what_is_left():
    costs, ballots = {"a": 60, "b": 60}, [{"a"}, {"a"}, {"b"}]
    results = {c: equal_shares(costs, ballots, 100, completion=c) for c in COMPLETIONS}
    assert results["none"].funded == ("a",)
    small = {c: equal_shares({"a": 90, "b": 200}, ballots, 100, completion=c) for c in COMPLETIONS}
    assert [small[c].funded for c in COMPLETIONS] == [(), ("a",), ("a",)]
    assert [small[c].completed for c in COMPLETIONS] == [(), ("a",), ()]
    assert small["add1"].rule == "equal shares, add1"


def test_a_large_vote_stays_exact():
    chance = np.random.default_rng(0)
    approved = (chance.random((400, 40)) < 0.2).astype(int)
    costs = {place: int(chance.integers(10**9, 10**12)) for place in range(40)}
    result = equal_shares(costs, approved, 10**13, completion="none", utility="cost")
    again = equal_shares(costs, approved[::-1], 10**13, completion="none", utility="cost")
    assert result.funded == again.funded
    assert result.funded


@pytest.mark.parametrize("cost", [0, -5, 101, float("nan"), 1e308, "cher", None, 2.5])
def test_a_cost_that_cannot_be_paid_is_set_aside_and_shown(cost):
    costs, ballots = {"odd": cost, "a": 40}, [{"odd", "a"}, {"odd"}]
    for result in (
        greedy(costs, ballots, 100),
        equal_shares(costs, ballots, 100, completion="add1"),
    ):
        assert result.funded == ("a",)
        assert list(result.vote.unfundable) == ["odd"]


@pytest.mark.parametrize(
    ("costs", "ballots", "budget", "reason"),
    [
        ({}, [], 10, NoResult.NO_OPTION),
        ({"a": 5}, [], 10, NoResult.NO_BALLOT),
        ({"a": 5}, [set(), set()], 10, NoResult.ALL_BLANK),
        ({"a": 5}, [{"a"}], 0, NoResult.NO_BUDGET),
        ({"a": 5}, [{"a"}], 10, None),
    ],
)
def test_why_nothing_is_funded(costs, ballots, budget, reason):
    assert greedy(costs, ballots, budget).no_result == reason
    result = equal_shares(costs, ballots, budget, completion="add1")
    assert (result.no_result, result.funded) == (reason, () if reason else ("a",))


def test_what_cannot_be_counted_is_refused():
    with pytest.raises(UnknownOption, match="'z'"):
        greedy({"a": 1}, [{"z"}], 10)
    with pytest.raises(NotACount, match="-3"):
        greedy({"a": 1}, [{"a": -3}], 10)
    for budget in (-1, float("nan"), 0.5):
        with pytest.raises(NotACount):
            greedy({"a": 1}, [{"a"}], budget)
    with pytest.raises(ValueError, match="'all'"):
        equal_shares({"a": 1}, [{"a"}], 10, completion="all")
    with pytest.raises(ValueError, match="'joy'"):
        equal_shares({"a": 1}, [{"a"}], 10, completion="none", utility="joy")
    with pytest.raises(ValueError, match="above 0"):
        equal_shares({"a": 1}, [{"a"}], 10, completion="add1", unit=0)


def test_reach_is_told_for_everybody_and_by_group():
    result = greedy({"a": 60, "b": 40}, [{"a"}, {"a", "b"}, {"b"}, set()], 100)
    reached = reach(result, ["nord", "nord", "sud", None])
    assert (reached[None].voters, reached[None].reached) == (4, 3)
    assert (reached["nord"].mean, reached["nord"].tenth) == (80, 60)
    assert set(reached) == {None, "nord", "sud"}
    with pytest.raises(NotATable):
        reach(result, ["nord"])
