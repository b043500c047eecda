"""Dates as sources give them: a year, a half-year, a month or a day."""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

_STORED = re.compile(r"(?P<year>\d{4})(?:-S(?P<half>[12])|-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?")
_TYPED = re.compile(r"(?:(?P<day>\d{1,2})/)?(?P<month>\d{1,2})/(?P<year>\d{4})")


@dataclass(frozen=True)
class PartialDate:
    """A date known to the year, the half-year, the month or the day."""

    year: int
    half: int | None = None
    month: int | None = None
    day: int | None = None

    @classmethod
    def parse(cls, text: str) -> "PartialDate":
        """Read ``2016``, ``2016-S1``, ``2016-03`` or ``2016-03-21``; ``21/03/2016`` or ``03/2016``.

        Raises
        ------
        ValueError
            If ``text`` is none of these or names no real day.
        """
        written = text.strip()
        match = _STORED.fullmatch(written) or _TYPED.fullmatch(written)
        if not match:
            raise ValueError(f"Not a partial date: {text!r}.")
        parts = {name: int(part) for name, part in match.groupdict().items() if part}
        date(parts["year"], parts.get("month", 1), parts.get("day", 1))
        return cls(**parts)

    @property
    def first(self) -> date:
        """The first day it may mean."""
        if self.half:
            return date(self.year, 1 if self.half == 1 else 7, 1)
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """The last day it may mean."""
        if self.day:
            return self.first
        month = self.month or (6 if self.half == 1 else 12)
        return date(self.year, month, calendar.monthrange(self.year, month)[1])

    def __str__(self) -> str:
        if self.half:
            return f"{self.year:04}-S{self.half}"
        parts = [f"{self.year:04}"]
        parts += [f"{part:02}" for part in (self.month, self.day) if part]
        return "-".join(parts)

    def in_words(self) -> str:
        """Say it as a reader expects: « 1er semestre 2016 », « mars 2016 », « 21 juin 2017 »."""
        if self.half == 1:
            return _("1er semestre %(year)s") % {"year": self.year}
        if self.half == 2:
            return _("2e semestre %(year)s") % {"year": self.year}
        if self.day:
            return day_in_words(self.first)
        if self.month:
            return date_format(self.first, _("F Y"))
        return str(self.year)


def ends_before_start(starts: date | str, ends: date | str) -> bool:
    """Tell whether a period is surely over before it begins.

    >>> ends_before_start("2016-S1", "2016-03"), ends_before_start("2016-09", "2016-S1")
    (False, True)
    """
    first = PartialDate.parse(starts).first if isinstance(starts, str) else starts
    last = PartialDate.parse(ends).last if isinstance(ends, str) else ends
    return last < first


def months_after(day: date, months: int) -> date:
    """Return the same day ``months`` later, or the last of a shorter month.

    >>> months_after(date(2017, 11, 30), 3)
    datetime.date(2018, 2, 28)
    """
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def day_in_words(day: date) -> str:
    """Write a day in full: « 1er juillet 2016 », « 21 juin 2017 »."""
    # Translators: the first of a month, « 1er juillet 2016 »; in English, "j F Y".
    return date_format(day, _("j\\e\\r F Y") if day.day == 1 else _("j F Y"))


def validate_partial_date(text: str) -> None:
    """Refuse what is no date, in words that say what is expected."""
    try:
        PartialDate.parse(text)
    except ValueError as error:
        raise ValidationError(
            gettext_lazy(
                "Écrivez une année (2016), un semestre (2016-S1), un mois (03/2016) ou un jour "
                "(21/03/2016)."
            )
        ) from error


class PartialDateInput(forms.CharField):
    """A partial date as people type it, kept as it is stored."""

    default_validators = [validate_partial_date]

    def to_python(self, value: Any) -> str:
        """Return the date in the form that sorts, or what was typed if it is no date."""
        text = super().to_python(value) or ""
        try:
            return str(PartialDate.parse(text))
        except ValueError:
            return text


class PartialDateField(models.CharField[str, str]):
    """A partial date stored as text that sorts in time order."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 10)
        super().__init__(*args, **kwargs)
        self.validators = [*self.validators, validate_partial_date]

    def formfield(self, **kwargs: Any) -> Any:
        """Say what may be typed."""
        examples = gettext_lazy(
            "Une année (2016), un semestre (2016-S1), un mois (03/2016) ou un jour (21/03/2016)."
        )
        asked = {"form_class": PartialDateInput, "help_text": self.help_text or examples}
        return super().formfield(**asked | kwargs)
