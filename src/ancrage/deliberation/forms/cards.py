"""Forms over reaction cards: how many to print, what each says."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ancrage.deliberation import keys
from ancrage.deliberation.forms.reactions import ReactionForm
from ancrage.deliberation.models import DebatedFinding, Meeting, Reaction


class CopiesForm(forms.Form):
    """How many cards to print for each finding."""

    copies = forms.IntegerField(
        label=gettext_lazy("Cartes par constat"),
        help_text=gettext_lazy("Une par personne attendue ; quatre tiennent sur une feuille."),
        min_value=1,
        max_value=200,
        initial=12,
    )


class CardForm(ReactionForm):
    """What a card says: its number first, then as in the room."""

    card = forms.CharField(
        label=gettext_lazy("Numéro de la carte"),
        help_text=gettext_lazy("En bas de la carte, par exemple 12-003-K7."),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autofocus": True}),
    )
    field_order = ["card", "stance", "words", "category", "table"]

    def __init__(
        self, *args: Any, meeting: Meeting, debated: list[DebatedFinding], **kwargs: Any
    ) -> None:
        super().__init__(*args, meeting=meeting, debated=None, **kwargs)
        self.meeting = meeting
        self.by_number = {each.finding.number: each for each in debated}
        self.copy = 0
        # A card of « what is missing » says so by its number.
        self.fields["stance"].required = False

    def clean_card(self) -> str:
        """Find the finding by the number of the card."""
        read = keys.read_card(self.meeting.uuid, self.cleaned_data["card"])
        number, self.copy = read or (-1, 0)
        self.debated = self.by_number.get(number)
        if read is None or (number and self.debated is None):
            raise forms.ValidationError(
                _("Ce numéro n’est pas celui d’une carte de cette séance. Relisez la carte.")
            )
        return str(self.cleaned_data["card"])

    def clean_stance(self) -> str:
        """Take a card without a finding as what is missing; ask the others for a stance."""
        stance: str = self.cleaned_data["stance"]
        if "card" in self.cleaned_data and self.debated is None:
            return Reaction.Stance.MISSING
        if not stance:
            raise forms.ValidationError(_("Cochez la case que la carte porte."))
        return stance

    def said(self) -> dict[str, Any]:
        """Return what the card says, its number aside."""
        return {name: value for name, value in self.cleaned_data.items() if name != "card"}
