"""How long sixty people take to send two days of notes, from two devices each, replies lost."""

import time

import pytest
from tests.fieldwork.test_notebooks import assert_exact_union, visit

__all__ = ["visit"]
PEOPLE, EACH = 60, 40


@pytest.mark.django_db
def test_sixty_people_send_three_times(cast, visit):
    begun = time.perf_counter()
    assert_exact_union(cast.study, visit, people=PEOPLE, each=EACH, seed=1)
    spent = time.perf_counter() - begun
    print(
        f"\n{PEOPLE * 2 * EACH} notes from {PEOPLE * 2} devices, four sendings each: {spent:.1f} s"
    )
