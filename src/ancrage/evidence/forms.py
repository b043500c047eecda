"""Forms of the evidence chain."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from ancrage.accounts.models import User
from ancrage.core.forms import TickedRows, VersionedForm, whole_number
from ancrage.evidence.models import (
    EvidenceLink,
    Finding,
    FindingHypothesis,
    FindingKind,
    Lead,
    Recommendation,
    Stake,
)
from ancrage.fieldwork.models import Passage
from ancrage.studies.models import FunderQuestion, Hypothesis, Site, Study

SIDES = [("", _("ne pas citer")), *EvidenceLink.Side.choices]


class NumberedChoices(TickedRows):
    """Rows to tick, each under its number."""

    def label_from_instance(self, row: Any) -> str:
        """Write « 12. Les partenaires se coordonnent… »."""
        return f"{row.number}. {row}"


class NumberedChoice(forms.ModelChoiceField):
    """One row to choose, under its number."""

    def label_from_instance(self, row: Any) -> str:
        """Write « 12. Les partenaires se coordonnent… »."""
        return f"{row.number}. {row}"


class FindingForm(VersionedForm):
    """What a finding says, where, and what it speaks to.

    ``passages`` are those at hand, kept or not yet: each is cited for, against or not at all.
    """

    questions = NumberedChoices(
        # access: an empty set, filled for the person below
        FunderQuestion.objects.none(),
        label=_("Questions du financeur qu’il éclaire"),
        required=False,
    )

    class Meta:
        model = Finding
        fields = ["claim", "kind", "site", "explanation", "questions"]
        labels = {"site": _("Site"), "claim": _("Ce que vous constatez"), "kind": _("Nature")}
        help_texts = {
            "claim": _("Une phrase, dans vos mots : elle sera le titre du constat."),
            "site": _("Laissez vide pour un constat qui vaut d’un site à l’autre."),
        }
        widgets = {
            "claim": forms.Textarea(attrs={"rows": 3}),
            "explanation": forms.Textarea(attrs={"rows": 5}),
            "kind": forms.RadioSelect,
        }

    def __init__(
        self,
        *args: Any,
        study: Study,
        user: User,
        passages: Sequence[Passage] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = FindingKind.choices
        self.passages = {_field_of(passage): passage for passage in passages}
        hypotheses = Hypothesis.objects.visible_to(user).filter(study=study)
        self.hypotheses = {f"stance_{row.number}": row for row in hypotheses}
        self.fields["site"].queryset = Site.objects.visible_to(user).filter(study=study)
        self.fields["site"].empty_label = _("tous les sites")
        questions = FunderQuestion.objects.visible_to(user).filter(study=study)
        self.fields["questions"].queryset = questions
        # access: a finding that the person already edits
        said = (
            dict(self.instance.stances.values_list("hypothesis", "stance"))
            if self.instance.pk
            else {}
        )
        for name, hypothesis in self.hypotheses.items():
            self.fields[name] = forms.ChoiceField(
                choices=[("", _("n’en dit rien")), *FindingHypothesis.Stance.choices],
                label=f"{hypothesis.number}. {hypothesis.title}",
                initial=said.get(hypothesis.pk, ""),
                required=False,
            )
        for name, passage in self.passages.items():
            self.fields[name] = forms.ChoiceField(
                choices=SIDES,
                label=passage.said_by(),
                initial=EvidenceLink.Side.FOR,
                required=False,
                widget=forms.RadioSelect,
            )

    @property
    def values(self) -> dict[str, Any]:
        """What the person wrote, stances gathered by hypothesis."""
        extra = {*self.hypotheses, *self.passages, "version"}
        written = {name: value for name, value in self.cleaned_data.items() if name not in extra}
        stances = {row: self.cleaned_data[name] for name, row in self.hypotheses.items()}
        return {**written, "stances": {row: stance for row, stance in stances.items() if stance}}

    def cited(self, side: str) -> list[Passage]:
        """Return the passages at hand that the person ticked on ``side``."""
        return [row for name, row in self.passages.items() if self.cleaned_data[name] == side]

    def quotes(self) -> list[tuple[Passage, forms.BoundField]]:
        """Return each passage at hand with its field."""
        return [(passage, self[name]) for name, passage in self.passages.items()]

    def stances(self) -> list[forms.BoundField]:
        """Return the field of each hypothesis."""
        return [self[name] for name in self.hypotheses]


def _field_of(passage: Passage) -> str:
    """Name the field of a passage by what the address says of it: words not kept have no name."""
    if passage.pk:
        return f"side_{passage.uuid}"
    return f"side_{passage.text_version.uuid}_{passage.start}_{passage.end}"


class UpwardForm(VersionedForm):
    """What stakes, leads and recommendations share: ticking what they rest on.

    ``pointed`` gives the number of what the person came from, by relation: it comes ticked.
    """

    relations: dict[str, tuple[type[Any], Any]] = {}

    def __init__(
        self,
        *args: Any,
        study: Study,
        user: User,
        pointed: Mapping[str, str] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        pointed = pointed or {}
        for name, (model, label) in self.relations.items():
            rows = model.objects.visible_to(user).filter(study=study)
            self.fields[name] = NumberedChoices(rows, label=label, required=False)
            if self.instance.pk:
                chosen = getattr(self.instance, name).visible_to(user)
                self.initial[name] = list(chosen.values_list("pk", flat=True))
            elif number := whole_number(pointed.get(name, "")):
                chosen = rows.filter(number=number)
                self.initial[name] = list(chosen.values_list("pk", flat=True))

    @property
    def values(self) -> dict[str, Any]:
        """What the person wrote, relations gathered under ``links``."""
        extra = {*self.relations, "version"}
        written = {name: value for name, value in self.cleaned_data.items() if name not in extra}
        return {**written, "links": {name: self.cleaned_data[name] for name in self.relations}}


class StakeForm(UpwardForm):
    """A stake, seen from findings."""

    relations = {"findings": (Finding, _("Constats sur lesquels il s’appuie"))}

    class Meta:
        model = Stake
        fields = ["title", "text"]
        labels = {"title": _("L’enjeu")}
        widgets = {"text": forms.Textarea(attrs={"rows": 4})}


class LeadForm(UpwardForm):
    """A lead for action, from stakes."""

    relations = {"stakes": (Stake, _("Enjeux auxquels elle répond"))}

    class Meta:
        model = Lead
        fields = ["title", "text"]
        labels = {"title": _("La piste d’action")}
        widgets = {"text": forms.Textarea(attrs={"rows": 4})}


class RecommendationForm(UpwardForm):
    """What is asked, of whom, with what."""

    relations = {
        "leads": (Lead, _("Pistes d’action qu’elle met en œuvre")),
        "questions": (FunderQuestion, _("Questions du financeur auxquelles elle répond")),
    }

    class Meta:
        model = Recommendation
        fields = ["text", "addressee", "means"]
        labels = {
            "text": _("Ce que vous préconisez"),
            "addressee": _("À qui"),
            "means": _("Avec quels moyens"),
        }
        help_texts = {
            "text": _("Commencez par un verbe d’action : désigner, écrire, ouvrir…"),
        }
        widgets = {
            "text": forms.Textarea(attrs={"rows": 3}),
            "means": forms.Textarea(attrs={"rows": 3}),
        }


class EvidenceForm(forms.Form):
    """The side on which a passage speaks, and what is said of it."""

    side = forms.ChoiceField(
        choices=EvidenceLink.Side.choices, widget=forms.RadioSelect, label=_("Sens")
    )
    comment = forms.CharField(
        label=_("Commentaire"),
        help_text=_("Ce que ce verbatim apporte, ou ce qui le nuance."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class CiteForm(forms.Form):
    """Cite a passage in a finding that exists."""

    finding = NumberedChoice(
        # access: an empty set, filled for the person below
        Finding.objects.none(),
        label=_("Constat"),
        empty_label=_("Choisissez un constat"),
    )
    side = forms.ChoiceField(
        choices=EvidenceLink.Side.choices,
        initial=EvidenceLink.Side.FOR,
        widget=forms.RadioSelect,
        label=_("Sens"),
    )

    def __init__(self, *args: Any, findings: QuerySet[Finding], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["finding"].queryset = findings
