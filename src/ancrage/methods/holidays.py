"""French public holidays, computed: those of the law, and the two of Alsace and Moselle."""

from datetime import date, timedelta
from enum import StrEnum


class Holiday(StrEnum):
    """What is not worked that day."""

    NEW_YEAR = "new year"
    GOOD_FRIDAY = "good friday"
    EASTER_MONDAY = "easter monday"
    LABOUR_DAY = "labour day"
    VICTORY = "victory of 1945"
    ASCENSION = "ascension"
    WHIT_MONDAY = "whit monday"
    NATIONAL_DAY = "national day"
    ASSUMPTION = "assumption"
    ALL_SAINTS = "all saints"
    ARMISTICE = "armistice of 1918"
    CHRISTMAS = "christmas"
    SAINT_STEPHEN = "saint stephen"


FIXED = {
    (1, 1): Holiday.NEW_YEAR,
    (5, 1): Holiday.LABOUR_DAY,
    (5, 8): Holiday.VICTORY,
    (7, 14): Holiday.NATIONAL_DAY,
    (8, 15): Holiday.ASSUMPTION,
    (11, 1): Holiday.ALL_SAINTS,
    (11, 11): Holiday.ARMISTICE,
    (12, 25): Holiday.CHRISTMAS,
}
AFTER_EASTER = {1: Holiday.EASTER_MONDAY, 39: Holiday.ASCENSION, 50: Holiday.WHIT_MONDAY}


def easter(year: int) -> date:
    """Return Easter Sunday of the Gregorian calendar.

    References
    ----------
    .. [1] Meeus, J. (1998). Astronomical Algorithms, 2nd ed., chapter 8.

    >>> easter(2016), easter(2017), easter(2038)
    (datetime.date(2016, 3, 27), datetime.date(2017, 4, 16), datetime.date(2038, 4, 25))
    """
    golden = year % 19
    century, rest = divmod(year, 100)
    leap_centuries, century_rest = divmod(century, 4)
    moon = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap_centuries - moon + 15) % 30
    leaps, rest_of_leaps = divmod(rest, 4)
    weekday = (32 + 2 * century_rest + 2 * leaps - epact - rest_of_leaps) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def public_holiday(day: date, *, alsace_moselle: bool = False) -> Holiday | None:
    """Return the public holiday of a day in France, ``None`` where it is an ordinary day.

    >>> public_holiday(date(2016, 5, 5))
    <Holiday.ASCENSION: 'ascension'>
    >>> public_holiday(date(2016, 3, 25)), public_holiday(date(2016, 3, 25), alsace_moselle=True)
    (None, <Holiday.GOOD_FRIDAY: 'good friday'>)
    """
    found = FIXED.get((day.month, day.day))
    found = found or AFTER_EASTER.get((day - easter(day.year)).days)
    if found is None and alsace_moselle:
        if day == easter(day.year) - timedelta(days=2):
            return Holiday.GOOD_FRIDAY
        if (day.month, day.day) == (12, 26):
            return Holiday.SAINT_STEPHEN
    return found
