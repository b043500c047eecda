"""Small counts are hidden, and can't be found again from the total."""

from hypothesis import given
from hypothesis import strategies as st

from ancrage.methods.disclosure import suppress


def test_nothing_is_hidden_when_every_count_reaches_the_floor():
    assert suppress([5, 12, 0, 40]) == [5, 12, 0, 40]


def test_a_lone_small_count_takes_the_next_smallest_with_it():
    assert suppress([40, 3, 12]) == [40, None, None]


def test_two_small_counts_protect_each_other():
    assert suppress([2, 3, 12]) == [None, None, 12]


@given(st.lists(st.integers(0, 60), max_size=12))
def test_the_total_never_gives_a_hidden_count_away(counts):
    hidden = [count for count, shown in zip(counts, suppress(counts), strict=True) if shown is None]
    assert len(hidden) != 1 or sum(count > 0 for count in counts) == 1
    assert not any(shown is not None and 0 < shown < 5 for shown in suppress(counts))
