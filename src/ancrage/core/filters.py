"""How people narrow a list by the address of its page; every list of every room does it so."""

from typing import Any, cast

from django import forms
from django.db.models import Model, QuerySet
from django.http import QueryDict

from ancrage.core.access import Person


class RowChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # no subscript at run time
    """One row of the study, under the word that stands for it in an address."""

    def __init__(self, model: type[Model], *, label: Any, by: str, every: Any) -> None:
        self.model = model
        super().__init__(
            queryset=model._default_manager.none(),
            to_field_name=by,
            required=False,
            label=label,
            empty_label=every,
        )

    def rows_for(self, user: Person, study: Any) -> QuerySet[Any]:
        """Return the rows of ``study`` that ``user`` may see."""
        rows: Any = self.model._default_manager
        return cast("QuerySet[Any]", rows.visible_to(user).filter(study=study))


class NumberedRowChoice(RowChoice):
    """One row of the study, under its number."""

    def __init__(self, model: type[Model], *, label: Any, every: Any) -> None:
        super().__init__(model, label=label, by="number", every=every)

    def label_from_instance(self, row: Any) -> str:
        """Write « 12. Les partenaires se coordonnent… »."""
        return f"{row.number}. {row}"


class ListFilter(forms.Form):
    """Filters of a list within a study; what is not understood narrows nothing."""

    data: QueryDict

    def __init__(self, *args: Any, study: Any, user: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, RowChoice):
                field.queryset = field.rows_for(user, study)
        self.is_valid()

    def chosen(self, name: str) -> Any:
        """Return the value of a filter, or nothing."""
        return self.cleaned_data.get(name) or None

    def address(self, *, but: str = "page") -> str:
        """Return what the address asks, except for the parameter ``but``, to be kept in links."""
        kept = self.data.copy()
        kept.pop(but, None)
        return kept.urlencode()

    @property
    def is_used(self) -> bool:
        """Tell whether anything was asked."""
        return any(self.chosen(field.name) for field in self.visible_fields())
