"""A shortlist represents the groups that approvals alone leave out."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ancrage.methods.ballots import NoResult, shortlist
from ancrage.methods.ballots.errors import NotACount, NotATable, OverTheCap, UnknownOption

BALLOTS = st.lists(st.sets(st.sampled_from("abcdef")), min_size=1, max_size=10)


def test_a_third_of_the_voters_choose_one_option_of_three():
    ballots = [set("abc")] * 6 + [{"d"}] * 3
    result = shortlist(ballots, 3, groups=["centre"] * 6 + ["quartiers"] * 3)
    assert (result.chosen, result.plain) == (("a", "b", "d"), ("a", "b", "c"))
    assert (result.entering, result.leaving) == (("d",), ("c",))
    assert result.represented == {None: (9, 6, 9), "centre": (6, 6, 6), "quartiers": (3, 0, 3)}
    assert result.gains == {None: 3, "centre": 0, "quartiers": 3}


@settings(deadline=None)
@given(BALLOTS, st.integers(0, 7))
def test_as_many_are_chosen_as_asked_or_as_are_approved(ballots, places):
    result = shortlist(ballots, places)
    approved = set().union(*ballots)
    assert len(set(result.chosen)) == len(result.chosen) == min(places, len(approved))
    assert len(result.plain) == len(result.chosen)
    assert set(result.chosen) <= approved


@settings(deadline=None)
@given(BALLOTS, st.integers(1, 5))
def test_a_group_large_enough_that_agrees_has_at_least_one_of_its_voters_served(ballots, places):
    # Justified representation: n / m voters who share an option can't all be left with nothing.
    chosen = set(shortlist(ballots, places).chosen)
    for option in "abcdef":
        unserved = [ballot for ballot in ballots if option in ballot and not ballot & chosen]
        assert len(unserved) * places < len(ballots)


def test_what_equal_shares_leave_goes_to_the_best_supported():
    # Nobody shares an option with enough others to pay for it: the best supported come first.
    result = shortlist([{"a"}, {"a"}, {"b"}, {"c"}, {"d"}], 2)
    assert (result.chosen, result.completed) == (("a", "b"), ("a", "b"))
    assert result.tied == ("b", "c", "d")


def test_an_array_of_0_and_1_says_the_same():
    ballots = [[1, 1, 0], [1, 1, 0], [1, 1, 0], [0, 0, 1], [0, 0, 1], [0, 0, 1]]
    assert set(shortlist(np.array(ballots), 2).chosen) == {0, 2}


@pytest.mark.parametrize(
    ("ballots", "options", "reason"),
    [
        ([], None, NoResult.NO_OPTION),
        ([], "ab", NoResult.NO_BALLOT),
        ([set()], "ab", NoResult.ALL_BLANK),
        ([{"a"}], "a", NoResult.ONE_OPTION),
    ],
)
def test_why_nothing_is_decided(ballots, options, reason):
    assert shortlist(ballots, 1, options=options).no_result == reason


def test_what_cannot_be_counted_is_refused():
    with pytest.raises(UnknownOption):
        shortlist([{"z"}], 1, options="ab")
    with pytest.raises(NotACount):
        shortlist([{"a"}], -1)
    with pytest.raises(OverTheCap):
        shortlist(np.array([[2]]), 1)
    with pytest.raises(NotATable):
        shortlist([{"a"}], 1, groups=[])
