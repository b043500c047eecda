"""Offsets follow the words they stand on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ancrage.methods.text_edits import Edit, Followed, checked, compose, follow, remap

LENGTH = 40


@st.composite
def edit_lists(draw, length=LENGTH):
    """Sorted, disjoint edits of a text of ``length`` code points."""
    bounds = sorted(draw(st.lists(st.integers(0, length), max_size=12)))
    pairs = zip(bounds[::2], bounds[1::2], strict=False)
    return [Edit(start, end, draw(st.integers(0, 6))) for start, end in pairs]


def applied(marks, edits, name):
    """Apply edits to a list of marks; what replaces is named after ``name``."""
    child, position = [], 0
    for edit in edits:
        child += marks[position : edit.start] + [name] * edit.length
        position = edit.end
    return child + marks[position:]


@given(edit_lists())
def test_remap_follows_each_surviving_point(edits):
    parent = list(range(LENGTH))
    child = applied(parent, edits, "new")
    for place, mark in enumerate(child):
        if mark != "new":
            assert remap(edits, mark, side="right") == place


@given(edit_lists(), st.integers(0, LENGTH), st.integers(0, LENGTH))
def test_remap_keeps_order_and_sides(edits, one, other):
    low, high = sorted((one, other))
    assert remap(edits, low) <= remap(edits, high)
    assert remap(edits, low) <= remap(edits, low, side="right")


@given(edit_lists(), st.integers(0, LENGTH - 1), st.integers(1, LENGTH))
def test_follow_keeps_the_surviving_words_and_no_others(edits, start, length):
    end = min(start + length, LENGTH)
    parent = list(range(LENGTH))
    child = applied(parent, edits, "new")
    followed = follow(edits, start, end)
    survivors = [mark for mark in child if mark != "new" and start <= mark < end]
    if followed is None:
        assert not survivors
        return
    covered = child[followed.start : followed.end]
    assert [mark for mark in covered if mark != "new"] == survivors
    cut = any(edit.start < point < edit.end for edit in edits for point in (start, end))
    assert followed.whole is not cut


@given(edit_lists(), st.data())
def test_compose_equals_one_edit_after_the_other(first, data):
    parent = list(range(LENGTH))
    middle = applied(parent, first, "first")
    second = data.draw(edit_lists(len(middle)))
    child = applied(middle, second, "second")
    at_once = applied(parent, compose(first, second), "new")
    assert at_once == [mark if isinstance(mark, int) else "new" for mark in child]


@given(edit_lists())
def test_compose_with_nothing_changes_nothing(edits):
    parent = list(range(LENGTH))
    for composed in (compose(edits, []), compose([], edits)):
        assert checked(composed) == composed
        assert applied(parent, composed, "new") == applied(parent, edits, "new")


def test_a_name_replaced_inside_a_passage_belongs_to_it():
    name = [Edit(10, 16, 12)]
    assert follow(name, 0, 30) == Followed(0, 36, whole=True)
    assert follow(name, 10, 16) == Followed(10, 22, whole=True)
    assert follow(name, 20, 30) == Followed(26, 36, whole=True)


def test_words_added_beside_a_passage_stay_outside():
    assert follow([Edit(5, 5, 3)], 5, 9) == Followed(8, 12, whole=True)
    assert follow([Edit(9, 9, 3)], 5, 9) == Followed(5, 9, whole=True)


def test_follow_refuses_an_empty_span():
    with pytest.raises(ValueError, match="Empty span"):
        follow([], 3, 3)


@pytest.mark.parametrize("edits", [[[4, 2, 1]], [[0, 5, 1], [4, 6, 1]], [[0, 1, -1]]])
def test_checked_refuses_what_is_out_of_order(edits):
    with pytest.raises(ValueError, match="out of order"):
        checked(edits)


def test_checked_reads_what_json_gives_back():
    assert checked([[0, 2, 5], [2, 2, 1]]) == [Edit(0, 2, 5), Edit(2, 2, 1)]
