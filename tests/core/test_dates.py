"""Dates, whole or partial, in words."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from ancrage.core.dates import PartialDate, PartialDateField, day_in_words, ends_before_start


@pytest.mark.parametrize(
    ("day", "words"),
    [(date(2016, 7, 1), "1er juillet 2016"), (date(2017, 6, 21), "21 juin 2017")],
)
def test_the_first_of_a_month_is_ordinal(day, words):
    assert day_in_words(day) == words


@pytest.mark.parametrize(
    ("typed", "stored"),
    [("21/03/2016", "2016-03-21"), ("1/3/2016", "2016-03-01"), ("03/2016", "2016-03")],
)
def test_a_date_typed_as_people_write_it_is_stored_as_it_sorts(typed, stored):
    assert str(PartialDate.parse(typed)) == stored
    assert PartialDateField().formfield().clean(typed) == stored


@pytest.mark.parametrize("typed", ["31/02/2016", "13/2016", "21/03/16", "2016/03", "bientôt", "²"])
def test_what_is_no_date_is_refused_when_typed(typed):
    with pytest.raises(ValueError, match=r"."):
        PartialDate.parse(typed)
    with pytest.raises(ValidationError):
        PartialDateField().formfield().clean(typed)


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("2016", "2016"),
        ("2016-S1", "1er semestre 2016"),
        ("2016-S2", "2e semestre 2016"),
        ("2016-03", "mars 2016"),
        ("2016-03-01", "1er mars 2016"),
    ],
)
def test_partial_date_says_no_more_than_it_knows(written, words):
    assert PartialDate.parse(written).in_words() == words
    assert str(PartialDate.parse(written)) == written


@pytest.mark.parametrize("written", ["2016-S3", "2016-02-30", "16", "mars 2016"])
def test_what_is_no_date_is_refused(written):
    with pytest.raises(ValueError, match=r"date|month|day"):
        PartialDate.parse(written)


def test_a_period_is_backwards_only_if_surely_so():
    assert not ends_before_start("2016-03", "2016")
    assert not ends_before_start("2016-S1", "2016-12")
    assert ends_before_start("2016-09", "2016-S1")
    assert ends_before_start(date(2016, 3, 2), date(2016, 3, 1))
