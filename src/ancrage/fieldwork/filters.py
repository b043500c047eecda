"""How people narrow the lists of interviews, of people met and of visits."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from ancrage.core.filters import ListFilter, NumberedRowChoice, RowChoice
from ancrage.fieldwork.models import ActorCategory, Interview
from ancrage.studies.models import Site, Step


class PeopleFilter(ListFilter):
    """Whom to list."""

    site = RowChoice(Site, label=_("Site"), by="slug", every=_("tous"))
    categorie = RowChoice(
        ActorCategory, label=_("Catégorie d’acteurs"), by="uuid", every=_("toutes")
    )

    def narrow(self, people: QuerySet[Any]) -> QuerySet[Any]:
        """Keep the people met that the filters ask for."""
        if site := self.chosen("site"):
            people = people.filter(interview__site=site)
        if category := self.chosen("categorie"):
            people = people.filter(category=category)
        return people


class InterviewFilter(ListFilter):
    """Which interviews to list."""

    q = forms.CharField(label=_("Chercher"), required=False, max_length=80)
    site = RowChoice(Site, label=_("Site"), by="slug", every=_("tous"))
    etape = NumberedRowChoice(Step, label=_("Étape"), every=_("toutes"))
    type = forms.ChoiceField(
        label=_("Type"), required=False, choices=[("", _("tous")), *Interview.Kind.choices]
    )
    categorie = RowChoice(
        ActorCategory, label=_("Catégorie d’acteurs"), by="uuid", every=_("toutes")
    )
    texte = forms.ChoiceField(
        label=_("Texte"),
        required=False,
        choices=[("", _("avec ou sans")), ("avec", _("avec")), ("sans", _("sans"))],
    )

    def narrow(self, interviews: QuerySet[Any]) -> QuerySet[Any]:
        """Keep the interviews that the filters ask for."""
        chosen = self.chosen
        exact = {"site": chosen("site"), "step": chosen("etape"), "kind": chosen("type")}
        wanted = interviews.filter(**{name: value for name, value in exact.items() if value})
        if category := chosen("categorie"):
            wanted = wanted.filter(participants__category=category)
        if text := chosen("texte"):
            wanted = wanted.filter(documents__isnull=text == "sans")
        for word in (chosen("q") or "").split():
            wanted = wanted.filter(
                Q(code__icontains=word) | Q(place__icontains=word) | Q(theme__icontains=word)
            )
        return wanted.distinct()


class VisitFilter(ListFilter):
    """Whose visits to count."""

    etape = NumberedRowChoice(Step, label=_("Étape"), every=_("toutes"))


class TravelFilter(VisitFilter):
    """Whose visits to count, and what is paid for them."""

    km = forms.DecimalField(
        label=_("€ par kilomètre"), required=False, min_value=0, max_value=100, decimal_places=2
    )
    day = forms.DecimalField(
        label=_("€ par jour"), required=False, min_value=0, max_value=10_000, decimal_places=2
    )
    night = forms.DecimalField(
        label=_("€ par nuit"), required=False, min_value=0, max_value=10_000, decimal_places=2
    )
