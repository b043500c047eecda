"""How people narrow the list of findings, and look for passages to cite."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from ancrage.coding.models import Code
from ancrage.core.filters import ListFilter, NumberedRowChoice, RowChoice
from ancrage.evidence.citing import Wanted
from ancrage.evidence.models import FindingKind
from ancrage.studies.models import FunderQuestion, Hypothesis, Site, Step


class PassageSearch(ListFilter):
    """What a person looks for among passages."""

    q = forms.CharField(label=_("Mots cherchés"), required=False, max_length=200)
    code = RowChoice(Code, label=_("Code"), by="slug", every=_("tous"))
    site = RowChoice(Site, label=_("Site"), by="slug", every=_("tous"))
    etape = NumberedRowChoice(Step, label=_("Étape"), every=_("toutes"))

    def wanted(self) -> Wanted:
        """Return what is asked."""
        asked = self.cleaned_data
        return Wanted(asked.get("q", ""), asked.get("code"), asked.get("site"), asked.get("etape"))


class FindingFilter(ListFilter):
    """Which findings to list, and in which order."""

    ORDERS = {"numero": ["number"], "force": ["-sites_for", "-interviews_for", "number"]}
    STRENGTHS = {
        "aucune": {"passages_for": 0},
        "un-site": {"sites_for": 1},
        "plusieurs": {"sites_for__gt": 1},
        "contestee": {"passages_against__gt": 0},
    }

    q = forms.CharField(label=_("Mots cherchés"), required=False, max_length=200)
    nature = forms.ChoiceField(
        label=_("Nature"), required=False, choices=[("", _("toutes")), *FindingKind.choices]
    )
    site = RowChoice(Site, label=_("Site"), by="slug", every=_("tous"))
    hypothese = NumberedRowChoice(Hypothesis, label=_("Hypothèse"), every=_("toutes"))
    question = NumberedRowChoice(FunderQuestion, label=_("Question"), every=_("toutes"))
    force = forms.ChoiceField(
        label=_("Force"),
        required=False,
        choices=[
            ("", _("toutes")),
            ("aucune", _("sans preuve")),
            ("un-site", _("un seul site")),
            ("plusieurs", _("plusieurs sites")),
            ("contestee", _("avec des preuves contraires")),
        ],
    )
    tri = forms.ChoiceField(
        required=False,
        choices=[(order, order) for order in ORDERS],
        widget=forms.HiddenInput,
    )

    @property
    def order(self) -> str:
        """The order asked, or that of the numbers."""
        return self.chosen("tri") or "numero"

    def narrow(self, findings: QuerySet[Any]) -> QuerySet[Any]:
        """Keep the findings that the filters ask for, in order, annotated with their strength."""
        if kind := self.chosen("nature"):
            findings = findings.filter(kind=kind)
        if site := self.chosen("site"):
            findings = findings.filter(site=site)
        if hypothesis := self.chosen("hypothese"):
            findings = findings.filter(stances__hypothesis=hypothesis)
        if question := self.chosen("question"):
            findings = findings.filter(questions=question)
        findings = findings.with_strength()
        findings = findings.filter(**self.STRENGTHS.get(self.chosen("force"), {}))
        return findings.order_by(*self.ORDERS[self.order])
