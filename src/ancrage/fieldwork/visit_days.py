"""Which days a visit may take: working days that are not public holidays."""

from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ancrage.core.dates import day_in_words
from ancrage.fieldwork.rostering import Period
from ancrage.methods.holidays import Holiday, public_holiday
from ancrage.methods.rosters import Slot
from ancrage.methods.rosters.terms import STARTS
from ancrage.territories.models import Territory

ALSACE_MOSELLE: Final = frozenset({"57", "67", "68"})
TWO_DAYS: Final = 2
SATURDAY: Final = 5

HOLIDAYS: Final[dict[Holiday, Promise]] = {
    Holiday.NEW_YEAR: gettext_lazy("jour de l’an"),
    Holiday.GOOD_FRIDAY: gettext_lazy("vendredi saint"),
    Holiday.EASTER_MONDAY: gettext_lazy("lundi de Pâques"),
    Holiday.LABOUR_DAY: gettext_lazy("fête du Travail"),
    Holiday.VICTORY: gettext_lazy("victoire de 1945"),
    Holiday.ASCENSION: gettext_lazy("Ascension"),
    Holiday.WHIT_MONDAY: gettext_lazy("lundi de Pentecôte"),
    Holiday.NATIONAL_DAY: gettext_lazy("fête nationale"),
    Holiday.ASSUMPTION: gettext_lazy("Assomption"),
    Holiday.ALL_SAINTS: gettext_lazy("Toussaint"),
    Holiday.ARMISTICE: gettext_lazy("armistice de 1918"),
    Holiday.CHRISTMAS: gettext_lazy("Noël"),
    Holiday.SAINT_STEPHEN: gettext_lazy("Saint-Étienne"),
}


def refusal(starts: date, days: int = TWO_DAYS, *, at: Territory | None = None) -> str:
    """Return why a visit can't take these days; nothing where it can.

    ``at`` is where it takes place: Alsace and Moselle have two holidays more.
    """
    special = at is not None and at.department in ALSACE_MOSELLE
    for day in (starts + timedelta(days=n) for n in range(days)):
        said = {"day": day_in_words(day)}
        if day.weekday() >= SATURDAY:
            return (
                _("Le %(day)s tombe un samedi ou un dimanche. Choisissez des jours de semaine.")
                % said
            )
        holiday = public_holiday(day, alsace_moselle=special)
        if holiday is not None:
            said["holiday"] = str(HOLIDAYS[holiday])
            return (
                _(
                    "Le %(day)s est férié (%(holiday)s) : aucune visite n’y est possible. "
                    "Choisissez une autre date."
                )
                % said
            )
    return ""


def open_days(starts: date, ends: date, *, at: Territory | None = None) -> list[date]:
    """Return the days of a period from which a visit of two days may start."""
    days = (starts + timedelta(days=n) for n in range((ends - starts).days))
    return [day for day in days if not refusal(day, at=at)]


def in_words(starts: date, days: int = TWO_DAYS) -> str:
    """Return « 26 janvier 2016 », or « 26 janvier 2016 et le lendemain »."""
    said = {"day": day_in_words(starts)}
    if days == 1:
        return said["day"]
    return _("%(day)s et le lendemain") % said


def worded(period: Period) -> Callable[[Slot], str]:
    """Return what writes the slots of a period as days."""
    return lambda slot: in_words(period.day(slot))


@dataclass(frozen=True)
class Week:
    """A week of a calendar: each day from Monday to Thursday, ``None`` where it is not offered."""

    monday: date
    days: list[tuple[date, bool] | None]


def weeks(offered: Iterable[date], ticked: Container[date]) -> list[Week]:
    """Return days by week, each with whether it is ticked."""
    grouped: dict[date, set[date]] = {}
    for day in offered:
        grouped.setdefault(day - timedelta(days=day.weekday()), set()).add(day)
    return [
        Week(monday, [(day, day in ticked) if day in days else None for day in _starts(monday)])
        for monday, days in sorted(grouped.items())
    ]


def _starts(monday: date) -> list[date]:
    return [monday + timedelta(days=n) for n in STARTS]
