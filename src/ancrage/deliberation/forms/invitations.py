"""Forms over invitations: addresses, ways, and the private page where people answer."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ancrage.deliberation import keys
from ancrage.deliberation.actions import Answered
from ancrage.deliberation.forms.reactions import WORDY
from ancrage.deliberation.models import DebatedFinding, Invitation, Reaction
from ancrage.fieldwork.models import Purpose

ASKED_BY_LINK = (
    (Purpose.CODE, gettext_lazy("comptés avec ceux des autres")),
    (Purpose.QUOTE, gettext_lazy("cités sans mon nom")),
    (Purpose.SHARE, gettext_lazy("lus par l’équipe de ma ville")),
)
OF_A_FINDING = [
    ("", gettext_lazy("je ne me prononce pas")),
    (Reaction.Stance.CONFIRMS.value, gettext_lazy("c’est bien cela")),
    (Reaction.Stance.NUANCES.value, gettext_lazy("oui, mais")),
    (Reaction.Stance.CONTESTS.value, gettext_lazy("ce n’est pas cela")),
]


class ContactForm(forms.Form):
    """How to reach somebody who agreed to it."""

    email = forms.EmailField(
        label=gettext_lazy("Adresse de courriel"),
        help_text=gettext_lazy("Elle est scellée : personne ne pourra la relire."),
    )


class ChannelForm(forms.ModelForm):
    """By which way an invitation reaches the person."""

    class Meta:
        model = Invitation
        fields = ["channel"]
        widgets = {"channel": forms.RadioSelect}

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["channel"].choices = Invitation.Channel.choices
        self.initial["version"] = self.instance.version


class CodeForm(forms.Form):
    """The code printed on a letter."""

    code = forms.CharField(
        label=gettext_lazy("Le code de votre lettre"),
        help_text=gettext_lazy("Majuscules, tirets et espaces n’ont pas d’importance."),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )

    def clean_code(self) -> str:
        """Return the code as the link holds it."""
        return keys.typed(self.cleaned_data["code"])


class AnswerForm(forms.Form):
    """What a person answers: whether they come, and what they think of each finding."""

    answer = forms.ChoiceField(
        label=gettext_lazy("Viendrez-vous ?"),
        choices=[
            (Invitation.Answer.COMES.value, gettext_lazy("je viendrai")),
            (Invitation.Answer.WRITES.value, gettext_lazy("je réagis ici, par écrit")),
            (Invitation.Answer.DECLINES.value, gettext_lazy("je ne viendrai pas")),
        ],
        widget=forms.RadioSelect,
    )
    missing = forms.CharField(
        label=gettext_lazy("Qu’est-ce que nous n’avons pas vu ?"),
        required=False,
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    agreed = forms.MultipleChoiceField(
        label=gettext_lazy("J’accepte que mes mots soient…"),
        help_text=gettext_lazy("Sans rien cocher, ils sont lus par l’équipe de recherche seule."),
        choices=[(purpose.value, words) for purpose, words in ASKED_BY_LINK],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self,
        *args: Any,
        invitation: Invitation,
        debated: list[DebatedFinding],
        said: dict[int | None, Reaction],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.debated = debated
        self.initial |= {"answer": invitation.answer, "agreed": invitation.agreed}
        if None in said and said[None].passage_id is not None:
            del self.fields["missing"]
        elif None in said:
            self.initial["missing"] = said[None].words
        for each in debated:
            self._ask(each, said.get(each.pk))

    def _ask(self, debated: DebatedFinding, said: Reaction | None) -> None:
        stance, words = _names(debated)
        self.fields[stance] = forms.ChoiceField(
            label=_("Qu’en pensez-vous ?"),
            choices=OF_A_FINDING,
            initial=said.stance if said else "",
            required=False,
            widget=forms.RadioSelect,
        )
        self.fields[words] = forms.CharField(
            label=_("En vos mots"),
            initial=said.words if said else "",
            required=False,
            max_length=5_000,
            widget=forms.Textarea(attrs={"rows": 2}),
        )

    def clean(self) -> None:
        """Ask for words where a stance needs some, and for a stance where words have none."""
        super().clean()
        for each in self.debated:
            stance, words = (self.cleaned_data.get(name, "") for name in _names(each))
            if stance in WORDY and not words:
                self.add_error(_names(each)[1], _("Dites en quelques mots pourquoi."))
            if words and not stance:
                self.add_error(_names(each)[0], _("Choisissez ce que vous en pensez."))

    def findings(self) -> list[tuple[DebatedFinding, forms.BoundField, forms.BoundField]]:
        """Return each finding with its two fields."""
        return [(each, *(self[name] for name in _names(each))) for each in self.debated]

    def reactions(self) -> list[Answered]:
        """Return what the person says, of each finding and of what is missing."""
        given = [
            Answered(each, *(self.cleaned_data[name] for name in _names(each)))
            for each in self.debated
            if self.cleaned_data[_names(each)[0]]
        ]
        missing = self.cleaned_data.get("missing", "")
        return given + ([Answered(None, Reaction.Stance.MISSING, missing)] if missing else [])


def _names(debated: DebatedFinding) -> tuple[str, str]:
    number = debated.finding.number
    return f"stance_{number}", f"words_{number}"
