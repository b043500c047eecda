"""How lists of the frame are narrowed."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from ancrage.core.filters import ListFilter
from ancrage.core.forms import DayInput
from ancrage.studies.wording import ACTS


class JournalFilter(ListFilter):
    """Which acts to show."""

    acte = forms.ChoiceField(
        label=_("Action"),
        required=False,
        choices=lambda: [("", _("toutes")), *sorted(ACTS.items(), key=lambda act: str(act[1]))],
    )
    depuis = forms.DateField(label=_("Depuis le"), required=False, widget=DayInput())
    jusque = forms.DateField(label=_("Jusqu’au"), required=False, widget=DayInput())

    def narrow(self, entries: QuerySet[Any]) -> QuerySet[Any]:
        """Keep the entries that the filters ask for."""
        if act := self.chosen("acte"):
            entries = entries.filter(verb__endswith=f".{act}")
        if since := self.chosen("depuis"):
            entries = entries.filter(at__date__gte=since)
        if until := self.chosen("jusque"):
            entries = entries.filter(at__date__lte=until)
        return entries
