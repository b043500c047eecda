"""Pages that say something about Ancrage itself."""

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from ancrage.core.filters import ListFilter
from ancrage.core.forms import DayInput

SAMPLE_SITES = (
    *("Angers", "Arras", "Bordeaux", "Clichy-sous-Bois", "Creil", "Garges-lès-Gonesse"),
    *("Le Havre", "Moulins", "Strasbourg", "Valenciennes", "Villeurbanne"),
)


class SampleForm(forms.Form):
    """One field of each kind, for the gallery."""

    name = forms.CharField(label=_("Nom"), help_text=_("Tel que vous voulez qu’il paraisse."))
    text = forms.CharField(label=_("Présentation"), widget=forms.Textarea, required=False)
    day = forms.DateField(label=_("Date"), widget=DayInput())
    site = forms.ChoiceField(label=_("Site"), choices=[("arras", "Arras"), ("creil", "Creil")])
    kind = forms.ChoiceField(
        label=_("Nature"),
        choices=[("note", _("Note de terrain")), ("transcription", _("Transcription"))],
        widget=forms.RadioSelect,
    )
    purposes = forms.MultipleChoiceField(
        label=_("Accords"),
        choices=[("coder", _("être codé et compté")), ("citer", _("être cité"))],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    sites = forms.MultipleChoiceField(
        label=_("Sites"),
        choices=[(name.lower(), name) for name in SAMPLE_SITES],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    file = forms.FileField(label=_("Fichier"), required=False)
    agreed = forms.BooleanField(label=_("J’ai relu ce texte en entier"), required=False)


class SampleFilter(ListFilter):
    """Filters of a list, for the gallery."""

    q = forms.CharField(label=_("Mots cherchés"), required=False)
    site = forms.ChoiceField(
        label=_("Site"), required=False, choices=[("", _("tous")), ("arras", "Arras")]
    )


SAMPLE_FINDING = {
    "sites_for": 7,
    "interviews_for": 19,
    "categories_for": 5,
    "sites_against": 2,
    "interviews_against": 3,
}
SAMPLE_CHAIN = [
    {"kind": _("Constat 12"), "label": _("Des critères communs manquent"), "url": "#boutons"},
    {"kind": _("Enjeu 3"), "label": _("Se donner des critères"), "current": True},
    {"kind": _("Préconisation 5"), "label": _("Écrire les critères avant de signer")},
]
SAMPLE_TABLE = {
    "caption": _("Entretiens et personnes par site"),
    "columns": [_("Site"), _("Entretiens"), _("Personnes")],
    "rows": [["Arras", 13, 38], ["Creil", 13, 35]],
}


def gallery(request: HttpRequest) -> HttpResponse:
    """Show every component of the house."""
    wrong = SampleForm({"name": "", "day": "", "site": "arras", "kind": "note"})
    context = {
        "form": SampleForm(prefix="exemple"),
        "wrong_form": wrong,
        "codes": range(1, 13),
        "finding": SAMPLE_FINDING,
        "chain": SAMPLE_CHAIN,
        "table": SAMPLE_TABLE,
        "filters": SampleFilter(QueryDict("site=arras"), study=None, user=request.user),
        "page": Paginator(range(60), 20).get_page(2),
    }
    return render(request, "web/gallery.html", context)


@login_not_required
def accessibility(request: HttpRequest) -> HttpResponse:
    """Declare how accessible Ancrage is, and what to do when it is not."""
    return render(request, "web/accessibility.html")


@login_not_required
def legal(request: HttpRequest) -> HttpResponse:
    """Say who answers for what, and what is kept of whom."""
    return render(request, "web/legal.html")
