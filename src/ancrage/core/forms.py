"""What every form shares: days, periods, rows that several people edit."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from ancrage.core.dates import ends_before_start
from ancrage.core.models import Versioned

MOST_DIGITS = 18  # of a number that databases hold


def whole_number(text: str) -> int:
    """Read a number that a page wrote and somebody may have forged; 0 if it is none.

    >>> whole_number("12"), whole_number("²"), whole_number("9" * 5000)
    (12, 0, 0)
    """
    return int(text) if text.isdecimal() and len(text) <= MOST_DIGITS else 0


class DayInput(forms.DateInput):
    """A day, with the browser's own calendar."""

    input_type = "date"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="%Y-%m-%d", **kwargs)


def refuse_end_before_start(
    form: forms.BaseForm, *, starts: str = "starts", ends: str = "ends"
) -> None:
    """Add an error to ``form`` where the period that it gives surely ends before it starts."""
    first, last = form.cleaned_data.get(starts), form.cleaned_data.get(ends)
    if first and last and ends_before_start(first, last):
        form.add_error(ends, _("La fin précède le début. Corrigez l’une des deux dates."))


class VersionedForm(forms.ModelForm):  # type: ignore[type-arg]  # no subscript at run time
    """A form over a ``Versioned`` row: it carries the version that the person saw.

    On a row that exists, give ``expected`` and ``values`` to the action; on a new one, ``values``.
    """

    instance: Versioned

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is not None:
            self.fields["version"] = forms.IntegerField(
                widget=forms.HiddenInput, initial=self.instance.version
            )

    @property
    def expected(self) -> int:
        """The version on which the person wrote."""
        return int(self.cleaned_data["version"])

    @property
    def values(self) -> dict[str, Any]:
        """What the person wrote, field by field."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}
