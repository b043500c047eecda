"""Forms over rows that several people edit."""

from typing import Any

from django import forms

from ancrage.core.models import Versioned


class VersionedForm(forms.ModelForm):  # type: ignore[type-arg]
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
