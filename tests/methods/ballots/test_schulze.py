"""The Schulze method, against its well-known example and its properties."""

from itertools import pairwise, permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ancrage.methods.ballots import NoResult, schulze
from ancrage.methods.ballots.errors import NamedTwice, NotACount, UnknownOption

# The example of 45 ballots in https://en.wikipedia.org/wiki/Schulze_method.
PROFILE = {
    "ACBED": 5, "ADECB": 5, "BEDAC": 8, "CABED": 3, "CAEBD": 7, "CBADE": 2, "DCEBA": 7, "EBADC": 8,
}  # fmt: skip
PREFERENCES = [
    [0, 20, 26, 30, 22], [25, 0, 16, 33, 18], [19, 29, 0, 17, 24], [15, 12, 28, 0, 14],
    [23, 27, 21, 31, 0],
]  # fmt: skip
PATHS = [
    [0, 28, 28, 30, 24], [25, 0, 28, 33, 24], [25, 29, 0, 29, 24], [25, 28, 28, 0, 24],
    [25, 28, 28, 31, 0],
]  # fmt: skip
RANKINGS = st.lists(st.permutations("ABCD"), min_size=1, max_size=9)


def test_the_example_of_45_ballots():
    result = schulze(PROFILE, options="ABCDE")
    assert result.order == list("EACBD")
    assert result.preferences.tolist() == PREFERENCES
    assert result.paths.tolist() == PATHS
    assert result.margins[0].tolist() == [0, -5, 7, 15, -1]
    assert (result.condorcet_winner, result.ties, result.undecided) == (None, [], [])


def test_ballots_one_by_one_say_the_same_as_counted():
    each = [ranking for ranking, count in PROFILE.items() for _ in range(count)]
    assert schulze(each).ranks == schulze(PROFILE).ranks
    assert schulze(list(PROFILE), weights=list(PROFILE.values())).ranks == schulze(PROFILE).ranks


@given(RANKINGS, st.sampled_from(["winning votes", "margins"]))
def test_a_condorcet_winner_is_first(ballots, strength):
    result = schulze(ballots, options="ABCD", strength=strength)
    if result.condorcet_winner is not None:
        assert result.order[0] == result.condorcet_winner
        assert result.top(1) == {result.condorcet_winner}


@given(RANKINGS)
def test_paths_are_the_widest_of_all_paths(ballots):
    result = schulze(ballots, options="ABCD")
    links = np.where(result.margins > 0, result.preferences, 0)
    for a, b in permutations(range(4), 2):
        others = [place for place in range(4) if place not in (a, b)]
        routes = [(a, *way, b) for size in range(3) for way in permutations(others, size)]
        widths = [min(links[x, y] for x, y in pairwise(way)) for way in routes]
        assert result.paths[a, b] == max(widths)


@given(RANKINGS)
def test_reversing_every_ballot_reverses_the_paths(ballots):
    forward = schulze(ballots, options="ABCD")
    backward = schulze([ballot[::-1] for ballot in ballots], options="ABCD")
    assert (forward.paths == backward.paths.T).all()


@pytest.mark.parametrize(
    "ballot", [["A", {"B", "C"}], {"A": 1, "B": 2, "C": 2}, {"A": 1, "B": 9, "C": 9}, "A"]
)
def test_ranks_may_be_equal_or_missing(ballot):
    assert schulze([ballot], options="ABC").ranks == {"A": 1, "B": 2, "C": 2}


def test_an_array_holds_ranks_and_0_for_none():
    result = schulze(np.array([[1, 2, 0], [0, 0, 1]]), options="ABC")
    assert result.preferences.tolist() == [[0, 1, 1], [0, 0, 1], [1, 1, 0]]


def test_what_is_missing_may_say_nothing():
    result = schulze([["A", "B"], ["C"]], options="ABC", missing="unsaid")
    assert result.preferences.tolist() == [[0, 1, 0], [0, 0, 0], [0, 0, 0]]


def test_the_two_strengths_can_differ():
    ballots = {"ABC": 5, "CAB": 3, ("B", frozenset("AC")): 3, ("C", frozenset("AB")): 4, "BCA": 1}
    by_votes = schulze(ballots, options="ABC")
    by_margins = schulze(ballots, options="ABC", strength="margins")
    assert (by_votes.margins == by_margins.margins).all()
    assert (by_votes.paths != by_margins.paths).any()


@pytest.mark.parametrize(
    ("ballots", "options", "reason"),
    [
        ([], None, NoResult.NO_OPTION),
        ([], "AB", NoResult.NO_BALLOT),
        (["", ""], "AB", NoResult.ALL_BLANK),
        (["A"], "A", NoResult.ONE_OPTION),
        ([[{"A", "B"}]], "AB", None),
    ],
)
def test_why_nothing_is_decided(ballots, options, reason):
    assert schulze(ballots, options=options).no_result == reason


def test_a_tie_is_kept():
    result = schulze(["AB", "BA"])
    assert (result.ties, result.undecided) == ([["A", "B"]], [("A", "B")])


def test_what_cannot_be_counted_is_refused():
    with pytest.raises(NamedTwice, match="'A'"):
        schulze(["ABA"])
    with pytest.raises(UnknownOption, match="'Z'"):
        schulze(["AZ"], options="AB")
    with pytest.raises(NotACount, match="0"):
        schulze([{"A": 0}])
    with pytest.raises(NotACount, match="-3"):
        schulze({"AB": -3})
    with pytest.raises(ValueError, match="'first'"):
        schulze(["AB"], missing="first")
    with pytest.raises(ValueError, match="'ratio'"):
        schulze(["AB"], strength="ratio")
