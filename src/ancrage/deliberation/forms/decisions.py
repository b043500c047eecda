"""Forms over what is decided after a vote, and over those who disagree."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ancrage.core.forms import VersionedForm
from ancrage.deliberation.models import Dissent, PriorityDecision, PriorityRound, RoundOption

KEPT, DROPPED, LATER = "oui", "non", ""


class DecisionForm(forms.Form):
    """Whether one choice is kept; left undecided, nothing else is asked."""

    kept = forms.ChoiceField(
        label=gettext_lazy("Décision"),
        choices=[
            (KEPT, gettext_lazy("retenu")),
            (DROPPED, gettext_lazy("non retenu")),
            (LATER, gettext_lazy("pas encore décidé")),
        ],
        required=False,
        widget=forms.RadioSelect,
    )
    rank = forms.IntegerField(label=gettext_lazy("Rang"), required=False, min_value=1, max_value=99)
    reason = forms.CharField(
        label=gettext_lazy("Raison"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, option: RoundOption, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.option = option

    def clean(self) -> None:
        """Refuse a decision without a reason, and taking one back without a word."""
        super().clean()
        kept = self.cleaned_data.get("kept")
        if kept and not (self.cleaned_data.get("reason") or "").strip():
            self.add_error("reason", _("Dites pourquoi : aucune règle ne décide toute seule."))
        if not kept and self.cleaned_data.get("version"):
            self.add_error("kept", _("Une décision est écrite : changez-la en disant pourquoi."))

    @property
    def decides(self) -> bool:
        """Whether something was decided or changed."""
        return bool(self.cleaned_data.get("kept")) and bool({*self.changed_data} - {"version"})

    @property
    def values(self) -> dict[str, Any]:
        """What the action takes."""
        return {
            "option": self.option,
            "expected": self.cleaned_data["version"],
            "kept": self.cleaned_data["kept"] == KEPT,
            "rank": self.cleaned_data["rank"],
            "reason": self.cleaned_data["reason"],
        }


class ByWhomForm(forms.Form):
    """Who decides."""

    decided_by = forms.CharField(
        label=gettext_lazy("Décidé par"),
        help_text=gettext_lazy("« La séance, à main levée », « Madame la Maire », « le comité »…"),
        max_length=200,
    )


def decision_forms(
    data: Any, options: Sequence[RoundOption], made: Mapping[int, PriorityDecision]
) -> list[DecisionForm]:
    """Return a form for each choice, filled with what was decided."""
    return [
        DecisionForm(
            data,
            prefix=f"choix-{option.number}",
            option=option,
            initial=_decided(made.get(option.pk)),
        )
        for option in options
    ]


def _decided(made: PriorityDecision | None) -> dict[str, Any]:
    if made is None:
        return {"kept": LATER}
    return {
        "kept": KEPT if made.kept else DROPPED,
        "rank": made.rank,
        "reason": made.reason,
        "version": made.version,
    }


class DissentForm(VersionedForm):
    """A position that the count leaves out."""

    class Meta:
        model = Dissent
        fields = ["option", "held_by", "words"]
        widgets = {"words": forms.Textarea(attrs={"rows": 3})}
        labels = {"option": gettext_lazy("Sur quel choix")}
        help_texts = {
            "held_by": gettext_lazy("Qui la porte, comme vous voulez que ce soit imprimé.")
        }

    def __init__(self, *args: Any, round: PriorityRound, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        options = RoundOption.objects.visible_to(user).filter(round=round)
        self.fields["option"].queryset = options
        self.fields["option"].empty_label = _("sur l’ensemble")
