"""Rules side by side, what holds in resamples, and where groups disagree."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ancrage.methods.ballots import (
    approvals,
    conflicts,
    head_count,
    losers,
    points,
    rules_on_grades,
    side_by_side,
    tally_grades,
)
from ancrage.methods.ballots.errors import NotATable

RULES = rules_on_grades(approved_from=2)


def grades(*ballots, levels=4):
    """Return grades of options a, b, c… from words such as ``30_`` repeated by a number."""
    rows = [
        [None if level == "_" else int(level) for level in word]
        for word, times in ballots
        for _ in range(times)
    ]
    options = list("abcdef"[: len(rows[0])]) if rows else []
    return tally_grades(rows, levels=levels, options=options)


def test_what_nearly_all_want_is_robust_and_the_fourth_is_not():
    result = side_by_side(grades(("33310", 90), ("32101", 10)), RULES)
    assert result.robust == ("a", "b", "c")
    assert result.firm["a"] == 1
    assert result.firm["d"] == 0
    assert set(result.table["a"]) == {"majority judgment", "approvals", "schulze"}


def test_a_close_call_is_not_robust():
    result = side_by_side(grades(("3320", 11), ("3302", 10)), RULES)
    assert result.rankings["majority judgment"].ranks["c"] == 3
    assert "c" not in result.robust
    assert 0 < result.firm["c"] < 0.9


def test_the_same_seed_says_the_same():
    votes = grades(("3320", 11), ("3302", 10))
    firm = [side_by_side(votes, RULES, seed=seed).firm for seed in (1, 1, 2)]
    assert firm[0] == firm[1] != firm[2]


def test_a_tie_beyond_the_last_place_gives_none_of_them_a_place():
    result = side_by_side(grades(("32222", 20)), RULES)
    assert result.robust == ()
    assert result.rankings["majority judgment"].top(3) == {"a"}


def test_hands_count_as_they_are():
    votes = [[5, 1, 0, 0], [4, 2, 0, 0]] * 20
    hands = head_count({0: 1, 1: 9, 2: 8, 3: 7}, present=10)
    result = side_by_side(np.array(votes), {"points": points}, fixed={"hands": hands})
    assert result.table[0] == {"points": 1, "hands": 4}
    assert result.robust == (1,)


def test_ballots_may_be_a_list():
    votes = [{"a", "b"}, {"a"}, {"a", "c"}]
    rules = {"approvals": lambda ballots: approvals(ballots, options="abc")}
    assert side_by_side(votes, rules, places=1).robust == ("a",)


def test_without_a_ballot_nothing_is_robust():
    empty = tally_grades([], levels=4, options="abcd")
    result = side_by_side(empty, RULES)
    assert (result.robust, result.table) == ((), {})


def test_groups_on_opposite_sides_of_the_middle_are_told():
    found = conflicts(grades(("30", 11), ("02", 11)), ["n"] * 11 + ["s"] * 11)
    assert [conflict.opposed for conflict in found] == [(("n", "s"),), (("s", "n"),)]
    assert [conflict.spread for conflict in found] == [3, 2]


@pytest.mark.parametrize("people", [4, 5, 10, 11])
def test_nothing_is_concluded_from_ten_people_and_four_are_hidden(people):
    groups = ["n"] * people + ["s"] * 20 + ["o"] * 30
    (found,) = conflicts(grades(("3", people), ("0", 50)), groups)
    assert bool(found.opposed) == (people >= 11)
    assert (found.cells["n"].position is None) == (people < 5)
    # One hidden group could be found from the total: the next smallest is hidden with it.
    assert (found.cells["s"].people is None) == (people < 5)
    assert found.cells["o"].people == 30


def test_the_middle_level_is_on_no_side():
    (found,) = conflicts(grades(("1", 11), ("2", 11), levels=3), ["n"] * 11 + ["s"] * 11)
    assert (found.opposed, found.spread) == ((), 1)


def test_approvals_are_compared_by_their_share():
    votes = grades(("1", 9), ("0", 3), ("1", 4), ("0", 8), levels=2)
    (found,) = conflicts(votes, ["n"] * 12 + ["s"] * 12)
    assert found.spread == Fraction(5, 12)
    assert found.opposed == (("n", "s"),)


def test_blanks_count_as_said():
    votes, groups = grades(("3", 11), ("_", 12), ("0", 11)), ["n"] * 23 + ["s"] * 11
    (worst,) = conflicts(votes, groups)
    (excluded,) = conflicts(votes, groups, blank="excluded")
    assert (worst.cells["n"].people, worst.cells["n"].position) == (23, 0)
    assert (excluded.cells["n"].people, excluded.cells["n"].position) == (11, 3)


@given(st.lists(st.sampled_from([None, "n", "s", "e", "o"]), max_size=60))
def test_no_group_under_five_is_ever_shown(groups):
    votes = tally_grades([[2]] * len(groups), levels=4, options="a")
    (found,) = conflicts(votes, groups)
    for cell in found.cells.values():
        assert cell.people is None or cell.people >= 5
        assert (cell.people is None) == (cell.position is None)


def test_who_loses_is_told_for_each_rule():
    votes = grades(("300", 15), ("030", 11), ("003", 10))
    groups = ["n"] * 15 + ["s"] * 11 + ["e"] * 10
    rankings = {name: rule(votes) for name, rule in RULES.items()}
    lost = losers(rankings, votes, groups, places=1)
    assert lost["approvals"] == ["s"]
    assert losers(rankings, votes, groups, places=3)["approvals"] == []


def test_groups_must_be_those_of_the_ballots():
    with pytest.raises(NotATable, match="1 groups for 2 ballots"):
        conflicts(grades(("3", 2)), ["n"])
