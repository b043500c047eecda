"""Majority judgment, against published ballots and against removing medians one by one."""

import csv
from collections import Counter
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ancrage.methods.ballots import NoResult, majority_judgment, tally_grades
from ancrage.methods.ballots.errors import (
    LevelOutsideScale,
    NotACount,
    NotATable,
    UnknownOption,
)

# MieuxVoter/majority-judgment-datasets, CC0: ballots beside the 2007 presidential election, Orsay.
ORSAY = Path(__file__).resolve().parents[3].parent / "shared" / "data" / "ballots" / "orsay2007"
INSUFFICIENT, FAIR, GOOD = 1, 2, 3
ORDERS = {
    "bureau_01": "Bayrou Sarkozy Royal Voynet Besancenot Buffet Laguiller Bové",
    "bureau_06": "Bayrou Royal Sarkozy Voynet Besancenot Buffet Bové Laguiller",
}
FIGURES = [
    ("bureau_01", "Bayrou", GOOD, "+", 44.5, 30.2),
    ("bureau_01", "Sarkozy", GOOD, "+", 42.0, 41.7),
    ("bureau_01", "Royal", GOOD, "-", 34.2, 45.1),
    ("bureau_01", "Besancenot", INSUFFICIENT, "+", 41.3, 35.2),
    ("bureau_06", "Bayrou", GOOD, "+", 47.4, 30.3),
    ("bureau_06", "Royal", GOOD, "+", 41.3, 39.6),
    ("bureau_06", "Sarkozy", GOOD, "-", 36.8, 49.9),
    ("bureau_06", "Voynet", FAIR, "-", 29.6, 44.8),
]
needs_orsay = pytest.mark.skipif(not ORSAY.is_dir(), reason=f"{ORSAY} is not on this machine")
TALLY = st.lists(st.integers(0, 6), min_size=4, max_size=4)


def orsay(bureau):
    """Return the judgment of a polling station; 0 is a blank, 1 the worst level."""
    with (ORSAY / f"{bureau}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    names = [name for name in rows[0] if name]
    ballots = [{n: int(row[n]) - 1 if int(row[n]) else None for n in names} for row in rows]
    grades = tally_grades(ballots, levels=6)
    return majority_judgment(grades.tallies, blanks=grades.blanks)


@needs_orsay
@pytest.mark.parametrize(("bureau", "names"), ORDERS.items())
def test_orsay_ranks_as_published(bureau, names):
    result = orsay(bureau)
    assert result.order[:8] == names.split()
    assert result.order[-1] == "Le Pen"
    assert (result.ties, result.no_result, result.compared) == ([], None, "ballots")


@needs_orsay
@pytest.mark.parametrize(("bureau", "name", "median", "sign", "above", "below"), FIGURES)
def test_orsay_gauges_are_those_published(bureau, name, median, sign, above, below):
    merit = orsay(bureau)[name]
    assert (merit.median, merit.sign) == (median, sign)
    assert round(float(merit.above * 100), 1) == above
    assert round(float(merit.below * 100), 1) == below


def removed_medians(tally):
    """Return the medians that come up while ballots are removed one by one."""
    ballots = [level for level, count in enumerate(tally) for _ in range(count)]
    while ballots:
        yield ballots.pop((len(ballots) - 1) // 2)


@given(st.lists(TALLY, min_size=2, max_size=5))
def test_ties_break_as_if_medians_were_removed_one_by_one(drawn):
    most = max(map(sum, drawn)) or 1
    tallies = [
        [count + (most - sum(tally)) * (place == 0) for place, count in enumerate(tally)]
        for tally in drawn
    ]
    result = majority_judgment(tallies)
    assert result.compared == "ballots"
    by_hand = {option: list(removed_medians(tally)) for option, tally in enumerate(tallies)}
    for better, worse in pairwise(result.order):
        assert by_hand[better] >= by_hand[worse]
        assert (by_hand[better] == by_hand[worse]) == (result.ranks[better] == result.ranks[worse])


@given(st.lists(TALLY.filter(any), min_size=2, max_size=4), st.integers(1, 20))
def test_as_many_worst_and_best_ballots_change_nothing_that_the_median_decides(tallies, more):
    before = majority_judgment(tallies)
    after = majority_judgment(
        [[low + more, *middle, high + more] for low, *middle, high in tallies]
    )
    medians = {merit.option: merit.median for merit in before}
    moved = {merit.option: merit.median for merit in after}
    for better, worse in pairwise(before.order):
        if medians[better] > medians[worse] and moved == medians:
            assert after.ranks[better] < after.ranks[worse]


@given(st.dictionaries(st.text(max_size=3), TALLY, max_size=5))
def test_every_graded_option_is_ranked_once(tallies):
    result = majority_judgment(tallies)
    assert set(result.ranks) == {option for option, tally in tallies.items() if any(tally)}
    assert {merit.option for merit in result} == set(tallies)


def test_the_lower_median_of_four_is_the_second_worst():
    assert majority_judgment({"a": [1, 1, 1, 1]})["a"].median == 1


def test_billions_of_ballots_are_compared_exactly():
    many = 10**18
    result = majority_judgment({"a": [many, many, many - 1, 1], "b": [many, many, many, 0]})
    assert result.order == ["a", "b"]
    assert result["a"].above == Fraction(many, 3 * many)


def test_what_is_equal_to_the_last_ballot_is_a_tie():
    result = majority_judgment({"a": [3, 0, 4], "b": [2, 2, 3], "c": [3, 0, 4]})
    assert result.ranks == {"a": 1, "c": 1, "b": 3}
    assert result.ties == [["a", "c"]]


def test_unequal_numbers_are_compared_by_proportions_and_it_is_said():
    result = majority_judgment({"a": [1, 2, 1], "b": [2, 4, 2], "c": [2, 5, 3]})
    assert result.compared == "proportions"
    assert result.ranks == {"c": 1, "a": 2, "b": 2}


def test_blanks_are_the_worst_level_or_left_out():
    tallies, blanks = {"a": [0, 0, 3], "b": [0, 4, 1]}, {"a": 4, "b": 2}
    worst = majority_judgment(tallies, blanks=blanks)
    excluded = majority_judgment(tallies, blanks=blanks, blank="excluded")
    assert (worst.order, worst["a"].tally, worst.blank) == (["b", "a"], (4, 0, 3), "worst")
    assert (excluded.order, excluded["a"].tally) == (["a", "b"], (0, 0, 3))
    assert (excluded.compared, excluded.blank) == ("proportions", "excluded")


@pytest.mark.parametrize(
    ("tallies", "blanks", "reason"),
    [
        ({}, {}, NoResult.NO_OPTION),
        ({"a": [0, 0], "b": [0, 0]}, {}, NoResult.NO_BALLOT),
        ({"a": [0, 0], "b": [0, 0]}, {"a": 2, "b": 2}, NoResult.ALL_BLANK),
        ({"a": [1, 4]}, {}, NoResult.ONE_OPTION),
        ({"a": [5, 0], "b": [5, 0]}, {}, None),
    ],
)
def test_why_nothing_is_decided(tallies, blanks, reason):
    assert majority_judgment(tallies, blanks=blanks).no_result == reason


def test_when_everybody_rejects_everything_all_are_tied_and_last_level():
    result = majority_judgment({"a": [5, 0, 0], "b": [5, 0, 0]})
    assert result.ranks == {"a": 1, "b": 1}
    assert {merit.median for merit in result} == {0}


def test_an_option_that_nobody_graded_has_no_rank():
    result = majority_judgment({"a": [0, 0], "b": [1, 2], "c": [2, 1]})
    assert (result.order, result.compared) == (["b", "c"], "ballots")
    assert result["a"].median is None


@pytest.mark.parametrize("form", [list, tuple, np.array, lambda t: (row for row in t)])
def test_tallies_come_as_any_table(form):
    assert majority_judgment(form([[5, 1], [2, 4]])).order == [1, 0]


@pytest.mark.parametrize("levels", [1, 2, 3, 7, 11])
def test_any_number_of_levels(levels):
    tallies = {level: [int(level == place) for place in range(levels)] for level in range(levels)}
    assert majority_judgment(tallies).order == list(reversed(range(levels)))


@pytest.mark.parametrize("count", [-1, 0.5, float("nan"), float("inf"), 1e308, "3", None, [1]])
def test_a_count_that_is_none_is_refused_with_its_value(count):
    with pytest.raises(NotACount) as refusal:
        majority_judgment({"a": [1, count], "b": [1, 1]})
    assert refusal.value.value is count


@pytest.mark.parametrize(
    "tallies", [{"a": [1, 2], "b": [1, 2, 3]}, {"a": []}, {"a": "12"}, {"a": 3}, [1, 2], {"a": {1}}]
)
def test_what_is_no_table_is_refused(tallies):
    with pytest.raises(NotATable):
        majority_judgment(tallies)


def test_blanks_of_another_option_are_refused():
    with pytest.raises(UnknownOption, match="'c'"):
        majority_judgment({"a": [1, 2]}, blanks={"c": 1})


def test_an_unknown_setting_is_refused():
    with pytest.raises(ValueError, match="'ignored'"):
        majority_judgment({"a": [1, 2]}, blank="ignored")


@pytest.mark.parametrize("level", [3, -1, 1.5, "2", 1e308])
def test_a_level_outside_the_scale_is_refused(level):
    with pytest.raises(LevelOutsideScale, match="0 to 2"):
        tally_grades([{"a": level}], levels=3)


def test_a_grade_for_another_option_is_refused():
    with pytest.raises(UnknownOption, match="'b'"):
        tally_grades([{"b": 1}], levels=3, options=["a"])


def test_ballots_of_another_length_are_refused():
    with pytest.raises(NotATable):
        tally_grades([[1, 2], [1]], levels=3)


@given(st.lists(st.lists(st.sampled_from([None, 0, 1, 2]), min_size=3, max_size=3), max_size=20))
def test_every_grade_is_counted_once(ballots):
    grades = tally_grades(ballots, levels=3, options=["a", "b", "c"])
    for place, option in enumerate(grades.options):
        expected = Counter(ballot[place] for ballot in ballots)
        assert grades.tallies[option] == [expected[level] for level in range(3)]
        assert grades.blanks[option] == expected[None]
