"""How people narrow the board of actions."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from ancrage.core.filters import ListFilter, RowChoice
from ancrage.plans.models import Action, FollowUp
from ancrage.studies.models import Site


class ActionFilter(ListFilter):
    """Which sheets to list."""

    LATE, UNLED, UNTOLD, UNTIED = "en-retard", "sans-porteur", "a-relever", "sans-piste"

    q = forms.CharField(label=_("Mots cherchés"), required=False, max_length=200)
    site = RowChoice(Site, label=_("Site"), by="slug", every=_("tous"))
    etat = forms.ChoiceField(
        label=_("État"), required=False, choices=[("", _("tous")), *Action.State.choices]
    )
    voir = forms.ChoiceField(
        label=_("Ce qui attend"),
        required=False,
        choices=[
            ("", _("tout")),
            (LATE, _("terme passé")),
            (UNTOLD, _("suivi à relever")),
            (UNLED, _("sans porteur")),
            (UNTIED, _("sans piste d’action")),
        ],
    )

    def narrow(self, sheets: QuerySet[Any], today: date) -> QuerySet[Any]:
        """Keep the sheets that the filters ask for."""
        if site := self.chosen("site"):
            sheets = sheets.filter(site=site)
        if state := self.chosen("etat"):
            sheets = sheets.filter(state=state)
        if waits := self.chosen("voir"):
            sheets = _waiting(sheets, waits, today)
        return sheets.saying(self.chosen("q") or "")


def _waiting(sheets: QuerySet[Any], waits: str, today: date) -> QuerySet[Any]:
    if waits == ActionFilter.LATE:
        return sheets.late(today)
    if waits == ActionFilter.UNLED:
        return sheets.without_owner()
    if waits == ActionFilter.UNTIED:
        return sheets.filter(leads=None)
    # access: the follow-ups of sheets that the person already reads
    due = FollowUp.objects.due(today).filter(action=OuterRef("pk"))
    return sheets.filter(Exists(due))
