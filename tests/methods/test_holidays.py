"""Public holidays, against the calendars published by the State (service-public.fr)."""

from datetime import date, timedelta

import pytest

from ancrage.methods.holidays import easter, public_holiday

HOLIDAYS_2016 = ["01-01", "03-28", "05-01", "05-05", "05-08", "05-16", "07-14", "08-15"]
HOLIDAYS_2016 += ["11-01", "11-11", "12-25"]


def in_year(year, **more):
    days = (date(year, 1, 1) + timedelta(days=n) for n in range(366))
    return [day for day in days if day.year == year and public_holiday(day, **more)]


def test_eleven_holidays_of_2016():
    assert [day.strftime("%m-%d") for day in in_year(2016)] == HOLIDAYS_2016


def test_alsace_and_moselle_have_two_more():
    more = set(in_year(2016, alsace_moselle=True)) - set(in_year(2016))
    assert more == {date(2016, 3, 25), date(2016, 12, 26)}


@pytest.mark.parametrize(
    ("year", "day"),
    [(1818, (3, 22)), (1943, (4, 25)), (1954, (4, 18)), (2000, (4, 23)), (2285, (3, 22))],
)
def test_easter_at_its_earliest_and_latest(year, day):
    assert easter(year) == date(year, *day)
