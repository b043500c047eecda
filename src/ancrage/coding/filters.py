"""How people narrow lists of texts, verbatims and search results, by the address of the page."""

from typing import Any

from django import forms
from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _

from ancrage.accounts.models import User
from ancrage.coding.models import Coding
from ancrage.fieldwork.models import ActorCategory, Document
from ancrage.studies.models import Site, Step, Study

INTERVIEW = "text_version__document__interview"


def _choice(label: Any, by: str, all_of_them: Any) -> forms.ModelChoiceField:
    return forms.ModelChoiceField(
        queryset=None,
        to_field_name=by,
        required=False,
        label=label,
        empty_label=all_of_them,
    )


class FilterForm(forms.Form):
    """Filters within a study; what is not understood filters nothing."""

    models: dict[str, type[Model]] = {
        "site": Site,
        "etape": Step,
        "categorie": ActorCategory,
    }

    def __init__(self, *args: Any, study: Study, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, model in self.models.items():
            if name in self.fields:
                rows = model.objects.visible_to(user).filter(study=study)
                self.fields[name].queryset = rows
        if "codeur" in self.fields:
            coded = Coding.objects.visible_to(user).standing().filter(code__study=study)
            # access: the authors of codings that the person sees
            self.fields["codeur"].queryset = User.objects.filter(pk__in=coded.values("author"))
        self.is_valid()

    def chosen(self, name: str) -> Any:
        """Return the value of a filter, or nothing."""
        return self.cleaned_data.get(name) or None

    def address(self) -> str:
        """Return the filters as they stand in an address, to be kept from page to page."""
        data = self.data.copy()
        data.pop("page", None)
        return data.urlencode()


class DocumentFilter(FilterForm):
    """Filters of the list of texts."""

    READ = (("", _("tous")), ("non", _("à relire")), ("oui", _("relus")))

    site = _choice(_("Site"), "slug", _("tous"))
    etape = _choice(_("Étape"), "number", _("toutes"))
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


class PassageFilter(FilterForm):
    """Filters of the passages of a code."""

    site = _choice(_("Site"), "slug", _("tous"))
    categorie = _choice(_("Catégorie d’acteurs"), "uuid", _("toutes"))
    codeur = _choice(_("Codé par"), "uuid", _("tout le monde"))

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Keep the codings that the filters ask for."""
        if site := self.chosen("site"):
            rows = rows.filter(**{f"passage__{INTERVIEW}__site": site})
        if category := self.chosen("categorie"):
            rows = rows.filter(passage__participant__category=category)
        if coder := self.chosen("codeur"):
            rows = rows.filter(author=coder)
        return rows


class SearchForm(FilterForm):
    """Words sought in the texts, and where."""

    q = forms.CharField(
        label=_("Mots cherchés"), required=False, max_length=200, widget=forms.SearchInput
    )
    site = _choice(_("Site"), "slug", _("tous"))
    etape = _choice(_("Étape"), "number", _("toutes"))
    categorie = _choice(_("Catégorie d’acteurs"), "uuid", _("toutes"))
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
