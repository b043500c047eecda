"""Forms over reactions: noted live, corrected, giving birth to a finding."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ancrage.accounts.models import User
from ancrage.core.forms import VersionedForm
from ancrage.deliberation.models import DebatedFinding, Meeting, Reaction
from ancrage.evidence.models import FindingKind
from ancrage.fieldwork.models import ActorCategory

WORDY = {Reaction.Stance.NUANCES, Reaction.Stance.CONTESTS, Reaction.Stance.MISSING}


def refuse_silence(form: forms.BaseForm) -> None:
    """Add an error where a stance needs words: only a confirmation may go without."""
    if form.cleaned_data.get("stance") in WORDY and not form.cleaned_data.get("words"):
        form.add_error("words", _("Notez ce qui est dit : seule une confirmation va sans mots."))


class ReactionForm(forms.ModelForm):
    """What somebody says of the finding on the screen."""

    class Meta:
        model = Reaction
        fields = ["stance", "words", "category", "table"]
        widgets = {"stance": forms.RadioSelect, "words": forms.Textarea(attrs={"rows": 3})}
        labels = {
            "words": gettext_lazy("Ce qui est dit"),
            "category": gettext_lazy("Qui parle"),
            "table": gettext_lazy("Table ou groupe"),
        }

    def __init__(
        self,
        *args: Any,
        meeting: Meeting,
        debated: DebatedFinding | None,
        user: User,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.debated = debated
        self.fields["stance"].choices = Reaction.Stance.choices
        categories = ActorCategory.objects.visible_to(user).filter(study=meeting.study)
        self.fields["category"].queryset = categories
        self.fields["category"].empty_label = _("je ne sais pas")

    def clean(self) -> None:
        """Refuse a stance that says nothing, or speaks of nothing."""
        super().clean()
        refuse_silence(self)
        stance = self.cleaned_data.get("stance")
        if self.debated is None and stance and stance != Reaction.Stance.MISSING:
            self.add_error(
                "stance",
                _("Choisissez le constat dont on parle, ou notez ces mots comme « manque »."),
            )


class ReactionChangeForm(VersionedForm, ReactionForm):
    """What was written down, corrected."""

    class Meta(ReactionForm.Meta):
        pass


class BornFindingForm(forms.Form):
    """The finding that a reaction gives birth to."""

    claim = forms.CharField(
        label=gettext_lazy("Ce que vous constatez"),
        help_text=gettext_lazy("Une phrase, dans vos mots : elle sera le titre du constat."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Nature"),
        choices=FindingKind.choices,
        initial=FindingKind.OBSERVATION,
        widget=forms.RadioSelect,
    )
