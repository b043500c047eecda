"""Forms over a vote: what is asked, how it is counted, how many cards."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ancrage.accounts.models import User
from ancrage.core.forms import TickedRows, VersionedForm
from ancrage.deliberation.actions import MOST_CODES, Proposed
from ancrage.deliberation.models import Meeting, PriorityRound, RoundOption
from ancrage.evidence.models import Stake

Kind = PriorityRound.Ballots
# Best first, as people read them; they are kept worst first.
SCALE: Final = (
    gettext_lazy("Très prioritaire"),
    gettext_lazy("Prioritaire"),
    gettext_lazy("Utile"),
    gettext_lazy("Peu utile"),
    gettext_lazy("À écarter"),
)
FEWEST_LEVELS, MOST_LEVELS = 3, 7
MOST_CHOICES, MOST_IN_DUELS = 30, 12
POINTS: Final = 10


class RoundForm(VersionedForm):
    """A vote being prepared: the question, the choices, the rule."""

    stakes = TickedRows(
        label=gettext_lazy("Enjeux soumis au vote"),
        queryset=None,
        required=False,
    )
    proposals = forms.CharField(
        label=gettext_lazy("Autres propositions"),
        help_text=gettext_lazy("Une par ligne, comme la salle les dit."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    scale = forms.CharField(
        label=gettext_lazy("Échelle des mentions"),
        help_text=gettext_lazy("Une mention par ligne, la meilleure d’abord ; de 3 à 7."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    points = forms.IntegerField(
        label=gettext_lazy("Points à répartir"),
        help_text=gettext_lazy("Chaque personne en a autant, et n’en donne jamais plus."),
        required=False,
        min_value=1,
        max_value=100,
    )
    blank = forms.ChoiceField(
        label=gettext_lazy("Un choix laissé en blanc compte pour"),
        choices=PriorityRound.Blank.choices,
        widget=forms.RadioSelect,
    )

    class Meta:
        model = PriorityRound
        fields = ["question", "ballots_are"]
        widgets = {"ballots_are": forms.RadioSelect}
        labels = {"ballots_are": gettext_lazy("Chaque personne donne")}

    field_order = ["question", "stakes", "proposals", "ballots_are", "scale", "points", "blank"]

    def __init__(self, *args: Any, meeting: Meeting, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ballots_are"].choices = Kind.choices
        stakes = Stake.objects.visible_to(user).filter(study=meeting.study)
        self.fields["stakes"].queryset = stakes
        if not stakes:
            del self.fields["stakes"]
        self._fill(kwargs.get("initial") or {})

    def _fill(self, given: dict[str, Any]) -> None:
        round = self.instance
        shown = {
            "ballots_are": round.ballots_are or Kind.GRADES,
            "scale": "\n".join(reversed(round.levels) if round.levels else map(str, SCALE)),
            "points": round.points or POINTS,
            "blank": round.blank,
        }
        if round.pk:
            options = RoundOption.objects.filter(round=round)  # access: of the round being changed
            shown["stakes"] = [option.stake_id for option in options if option.stake_id]
            shown["proposals"] = "\n".join(each.label for each in options if not each.stake_id)
        self.initial |= shown | given

    def clean_proposals(self) -> list[str]:
        """Return the lines, each once."""
        lines = [" ".join(line.split()) for line in self.cleaned_data["proposals"].splitlines()]
        kept = [line for line in lines if line]
        if len(set(kept)) < len(kept):
            raise forms.ValidationError(_("Deux propositions sont écrites pareil. Gardez-en une."))
        if any(len(line) > RoundOption._meta.get_field("label").max_length for line in kept):
            raise forms.ValidationError(_("Une proposition dépasse 250 caractères. Résumez-la."))
        return kept

    def clean(self) -> None:
        """Refuse a vote that nobody could answer."""
        super().clean()
        proposed = self.choices
        kind = self.cleaned_data.get("ballots_are")
        most = MOST_IN_DUELS if kind == Kind.DUELS else MOST_CHOICES
        if not proposed:
            self.add_error("proposals", _("Proposez au moins un choix."))
        elif len(proposed) > most:
            self.add_error(
                "proposals",
                _("%(n)d choix, c’est trop pour ce bulletin : %(most)d au plus.")
                % {"n": len(proposed), "most": most},
            )
        if kind == Kind.GRADES:
            self._check_scale()
        if kind == Kind.POINTS and not self.cleaned_data.get("points"):
            self.add_error("points", _("Dites combien de points chaque personne répartit."))

    def _check_scale(self) -> None:
        levels = self._levels()
        if not FEWEST_LEVELS <= len(levels) <= MOST_LEVELS:
            self.add_error("scale", _("Écrivez de 3 à 7 mentions, une par ligne."))
        elif len(set(levels)) < len(levels):
            self.add_error("scale", _("Deux mentions sont écrites pareil. Changez-en une."))

    def _levels(self) -> list[str]:
        lines = self.cleaned_data.get("scale", "").splitlines()
        return [" ".join(line.split()) for line in reversed(lines) if line.strip()]

    @property
    def choices(self) -> list[Proposed]:
        """What people will choose among: stakes first, then proposals."""
        stakes = [Proposed(each.title, each) for each in self.cleaned_data.get("stakes") or ()]
        return stakes + [Proposed(line) for line in self.cleaned_data.get("proposals") or ()]

    @property
    def values(self) -> dict[str, Any]:
        """What the action takes."""
        kind = self.cleaned_data["ballots_are"]
        settings: dict[str, Any] = {"blank": self.cleaned_data["blank"]}
        if kind == Kind.GRADES:
            settings["levels"] = self._levels()
        if kind == Kind.POINTS:
            settings["points"] = self.cleaned_data["points"]
        return {
            "question": self.cleaned_data["question"],
            "ballots_are": kind,
            "settings": settings,
            "choices": self.choices,
        }


class CodesForm(forms.Form):
    """How many cards to print."""

    codes = forms.IntegerField(
        label=gettext_lazy("Cartes à imprimer"),
        help_text=gettext_lazy(
            "Une par personne attendue, et quelques-unes de plus. Chacune porte un code qui ne "
            "sert qu’une fois, par téléphone ou sur la carte."
        ),
        min_value=1,
        max_value=MOST_CODES,
    )
