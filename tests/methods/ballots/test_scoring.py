"""Points, approvals and hands are added up exactly, and shown with their ties."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ancrage.methods.ballots import NoResult, approvals, head_count, points
from ancrage.methods.ballots.errors import (
    NamedTwice,
    NotACount,
    NotATable,
    OverTheCap,
    UnknownOption,
)

TABLE = [[3, 2, 0], [0, 5, 0], [1, 0, 1]]
BALLOTS = [{"a": 3, "b": 2}, {"b": 5}, {"a": 1, "c": 1}]
TOTALS = {"a": 4, "b": 7, "c": 1}


@pytest.mark.parametrize(
    "ballots",
    [
        TABLE,
        tuple(map(tuple, TABLE)),
        np.array(TABLE),
        np.array(TABLE, dtype=float),
        np.array(TABLE, dtype=np.uint8),
        BALLOTS,
        iter(BALLOTS),
        dict(zip("xyz", BALLOTS, strict=True)),
        dict(zip("abc", zip(*TABLE, strict=True), strict=True)),
    ],
    ids=["lists", "tuples", "array", "floats", "bytes", "dicts", "iterator", "by voter", "columns"],
)
def test_points_come_in_any_shape(ballots):
    result = points(ballots, options="abc")
    assert result.totals == TOTALS
    assert result.ranks == {"b": 1, "a": 2, "c": 3}
    assert result.supporters == {"a": 2, "b": 2, "c": 1}
    assert result.ballots == 3


def test_options_that_are_not_listed_are_those_named_or_numbered():
    assert list(points(BALLOTS).totals) == ["a", "b", "c"]
    assert points(TABLE).totals == {0: 4, 1: 7, 2: 1}


@given(st.lists(st.lists(st.integers(0, 10**25), min_size=2, max_size=2), max_size=9))
def test_sums_are_exact(ballots):
    result = points(ballots, options="ab")
    assert list(result.totals.values()) == [
        sum(ballot[place] for ballot in ballots) for place in (0, 1)
    ]


@pytest.mark.parametrize("value", [-1, 0.5, float("nan"), 1e308, float("inf"), "2", None])
@pytest.mark.parametrize("shape", [lambda v: [{"a": v}], lambda v: [[v]], lambda v: {"a": [v]}])
def test_points_that_are_no_whole_number_are_refused(value, shape):
    with pytest.raises(NotACount):
        points(shape(value))


def test_an_array_with_a_nan_is_refused():
    with pytest.raises(NotACount, match="nan"):
        points(np.array([[1.0, np.nan]]))


def test_more_than_the_cap_or_the_maximum_is_refused():
    assert points(BALLOTS, cap=5, maximum=5).no_result is None
    with pytest.raises(OverTheCap, match="Over the cap: 5; at most 4"):
        points(BALLOTS, cap=4)
    with pytest.raises(OverTheCap):
        points(BALLOTS, maximum=4)


def test_an_option_of_another_ballot_is_refused():
    with pytest.raises(UnknownOption, match="'z'"):
        points([{"z": 1}], options="ab")
    with pytest.raises(UnknownOption, match="'z'"):
        points({"z": [1]}, options="ab")


@pytest.mark.parametrize("ballots", [[[1, 2], [1]], [3, 4], {"a": 3}, {"a": [1], "b": [1, 2]}])
def test_what_is_no_table_is_refused(ballots):
    with pytest.raises(NotATable):
        points(ballots)


@pytest.mark.parametrize(
    ("ballots", "options", "reason"),
    [
        ([], None, NoResult.NO_OPTION),
        ([], "ab", NoResult.NO_BALLOT),
        ([{}, {}], "ab", NoResult.ALL_BLANK),
        ([{"a": 2}], "a", NoResult.ONE_OPTION),
        ([{"a": 2, "b": 2}], "ab", None),
    ],
)
def test_why_nothing_is_decided(ballots, options, reason):
    assert points(ballots, options=options).no_result == reason


def test_equal_totals_share_a_rank():
    result = points([{"a": 2, "b": 2, "c": 1}])
    assert (result.ranks, result.ties) == ({"a": 1, "b": 1, "c": 3}, [["a", "b"]])


@pytest.mark.parametrize(
    "ballots",
    [
        [{"a"}, ["a", "b"], ()],
        np.array([[1, 0], [1, 1], [0, 0]]),
        [{"a": True}, {"a": 1, "b": 1}, {}],
    ],
)
def test_approvals_come_in_any_shape(ballots):
    result = approvals(ballots, options="ab")
    assert result.totals == {"a": 2, "b": 1}
    assert result.share("a") == Fraction(2, 3)


def test_an_approval_is_given_once():
    with pytest.raises(NamedTwice, match="'a'"):
        approvals([["a", "a"]])
    with pytest.raises(OverTheCap):
        approvals(np.array([[2, 0]]))


def test_hands_are_totals():
    result = head_count({"a": 3, "b": 8}, present=9)
    assert (result.order, result.ballots, result.no_result) == (["b", "a"], 9, None)
    assert head_count({"a": 0, "b": 0}, present=0).no_result == NoResult.NO_BALLOT


def test_more_hands_than_people_are_refused():
    with pytest.raises(OverTheCap, match="10; at most 9"):
        head_count({"a": 10}, present=9)
