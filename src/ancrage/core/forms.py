"""What every form shares: days, periods, rows that several people edit."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from ancrage.core.dates import ends_before_start
from ancrage.core.models import Versioned
from ancrage.formats.characters import clean

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


class TickedRows(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # as below
    """Rows to tick, by their keys; a forged one that no database holds is refused before."""

    widget = forms.CheckboxSelectMultiple

    def clean(self, value: Sequence[str] | None) -> Any:
        """Refuse what is no key in the words of any unknown choice."""
        for key in value or ():
            if not whole_number(str(key)):
                said = self.error_messages["invalid_pk_value"]
                raise forms.ValidationError(said, "invalid_pk_value", {"pk": key})
        return super().clean(value)


def refuse_invisible(text: str) -> None:
    """Refuse a text in which nothing can be seen: a title of it would be a link without words."""
    if text and not clean(text).text.strip():
        raise forms.ValidationError(
            _("Ce texte ne contient que des signes invisibles. Écrivez au moins un mot.")
        )


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
        for field in self.fields.values():
            if isinstance(field, forms.CharField):
                field.validators.append(refuse_invisible)
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
