"""How people narrow lists of texts, verbatims and search results, by the address of the page."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from ancrage.accounts.models import User
from ancrage.coding.models import Coding
from ancrage.core.filters import ListFilter, NumberedRowChoice, RowChoice
from ancrage.fieldwork.models import ActorCategory, Document
from ancrage.studies.models import Site, Step, Study

INTERVIEW = "text_version__document__interview"


class CoderChoice(RowChoice):
    """Somebody who coded in the study, as far as the person sees."""

    def rows_for(self, user: User, study: Study) -> QuerySet[Any]:
        """Return the authors of the codings that ``user`` sees."""
        codings = Coding.objects.visible_to(user).standing().filter(code__study=study)
        # access: the authors of codings that the person sees
        return User.objects.filter(pk__in=codings.values("author"))


class DocumentFilter(ListFilter):
    """Filters of the list of texts."""

    READ = (("", _("tous")), ("non", _("à relire")), ("oui", _("relus")))

    site = RowChoice(Site, label=_("Site"), by="slug", every=_("tous"))
    etape = NumberedRowChoice(Step, label=_("Étape"), every=_("toutes"))
    nature = forms.ChoiceField(
        label=_("Nature"), required=False, choices=[("", _("toutes")), *Document.Kind.choices]
    )
    relecture = forms.ChoiceField(label=_("Relecture"), required=False, choices=READ)

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Keep the current versions that the filters ask for."""
        if site := self.chosen("site"):
            rows = rows.filter(document__interview__site=site)
        if step := self.chosen("etape"):
            rows = rows.filter(document__interview__step=step)
        if kind := self.chosen("nature"):
            rows = rows.filter(document__kind=kind)
        if read := self.chosen("relecture"):
            rows = rows.filter(reviewed_at__isnull=read == "non")
        return rows


class PassageFilter(ListFilter):
    """Filters of the passages of a code."""

    site = RowChoice(Site, label=_("Site"), by="slug", every=_("tous"))
    categorie = RowChoice(
        ActorCategory, label=_("Catégorie d’acteurs"), by="uuid", every=_("toutes")
    )
    codeur = CoderChoice(User, label=_("Codé par"), by="uuid", every=_("tout le monde"))

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Keep the codings that the filters ask for."""
        if site := self.chosen("site"):
            rows = rows.filter(**{f"passage__{INTERVIEW}__site": site})
        if category := self.chosen("categorie"):
            rows = rows.filter(passage__participant__category=category)
        if coder := self.chosen("codeur"):
            rows = rows.filter(author=coder)
        return rows


class SearchForm(ListFilter):
    """Words sought in the texts, and where."""

    q = forms.CharField(
        label=_("Mots cherchés"), required=False, max_length=200, widget=forms.SearchInput
    )
    site = RowChoice(Site, label=_("Site"), by="slug", every=_("tous"))
    etape = NumberedRowChoice(Step, label=_("Étape"), every=_("toutes"))
    categorie = RowChoice(
        ActorCategory, label=_("Catégorie d’acteurs"), by="uuid", every=_("toutes")
    )
    nature = forms.ChoiceField(
        label=_("Nature"), required=False, choices=[("", _("toutes")), *Document.Kind.choices]
    )

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Keep the paragraphs that the filters ask for."""
        if site := self.chosen("site"):
            rows = rows.filter(**{f"{INTERVIEW}__site": site})
        if step := self.chosen("etape"):
            rows = rows.filter(**{f"{INTERVIEW}__step": step})
        if kind := self.chosen("nature"):
            rows = rows.filter(text_version__document__kind=kind)
        return rows
