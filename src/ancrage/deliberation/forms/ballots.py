"""The ballot, by phone or copied from a card; the hands counted in the room."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ancrage.deliberation.actions import BadChoice, pairs_of
from ancrage.deliberation.actions.marks import read_marks
from ancrage.deliberation.models import HandCount, PriorityRound, RoundOption
from ancrage.fieldwork.models import ActorCategory

Kind = PriorityRound.Ballots
MARK, DUEL = "choix-", "duel-"


class BallotForm(forms.Form):
    """One person's choices, everything of which may stay blank."""

    category = forms.ModelChoiceField(
        label=gettext_lazy("Vous êtes là comme"),
        help_text=gettext_lazy(
            "Si vous le dites, nous pourrons voir si tout le monde s’accorde. Moins de cinq "
            "personnes ne sont jamais montrées à part."
        ),
        queryset=None,
        required=False,
        empty_label=gettext_lazy("je ne le dis pas"),
    )

    def __init__(self, *args: Any, round: PriorityRound, card: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.round = round
        # access: whoever holds a code of this vote is shown what it asks
        self.options = list(RoundOption.objects.filter(round=round))
        study = round.meeting.study_id
        # access: the kinds of actors name nobody, and whoever votes may say theirs
        self.fields["category"].queryset = ActorCategory.objects.filter(study=study)
        self.asked = self._fields(card)
        self.fields = self.asked | self.fields

    def _fields(self, card: int) -> dict[str, forms.Field]:
        if self.round.ballots_are == Kind.DUELS:
            labels = {option.number: option.label for option in self.options}
            pairs = pairs_of(list(labels), card)
            return {f"{DUEL}{a}-{b}": _duel({a: labels[a], b: labels[b]}) for a, b in pairs}
        of = _grade if self.round.ballots_are == Kind.GRADES else _points
        return {f"{MARK}{each.number}": of(each.label, self.round) for each in self.options}

    @property
    def questions(self) -> list[forms.BoundField]:
        """The fields that are the ballot itself."""
        return [self[name] for name in self.asked]

    @property
    def marks(self) -> dict[str, Any]:
        """What was filled in, by number or by pair."""
        return {
            name.removeprefix(MARK).removeprefix(DUEL): self.cleaned_data[name]
            for name in self.asked
            if self.cleaned_data.get(name) not in (None, "")
        }

    def clean(self) -> None:
        """Refuse what is asked by no field, and what breaks the rule of the vote."""
        super().clean()
        sent = (name for name in self.data if name.startswith((MARK, DUEL)))
        for name in sent:
            if name not in self.asked:
                raise forms.ValidationError(
                    _("Un des choix envoyés n’est pas proposé à ce vote. Rien n’a été compté.")
                )
        if self.errors:
            return
        try:
            read_marks(self.round, [option.number for option in self.options], self.marks)
        except BadChoice as error:
            raise forms.ValidationError(str(error)) from error


class PaperBallotForm(BallotForm):
    """A card copied by whoever types it in."""

    number = forms.IntegerField(
        label=gettext_lazy("Numéro de la carte"),
        min_value=1,
        widget=forms.NumberInput(attrs={"autofocus": True, "autocomplete": "off"}),
    )
    field_order = ["number"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"].label = _("Catégorie cochée")
        self.fields["category"].help_text = ""
        self.fields["category"].empty_label = _("aucune")


def _grade(label: str, round: PriorityRound) -> forms.Field:
    best_first = reversed(list(enumerate(round.levels)))
    return forms.ChoiceField(
        label=label,
        choices=[(str(level), words) for level, words in best_first],
        required=False,
        widget=forms.RadioSelect,
        error_messages={
            "invalid_choice": _("Cette mention n’est pas sur l’échelle. Choisissez-en une.")
        },
    )


def _points(label: str, round: PriorityRound) -> forms.Field:
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=0,
        max_value=round.points,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )


def _duel(labels: dict[int, str]) -> forms.Field:
    sides = [(str(number), label) for number, label in labels.items()]
    return forms.ChoiceField(
        label=_("Lequel passe d’abord ?"),
        choices=[*sides, ("0", _("les deux à égalité"))],
        required=False,
        widget=forms.RadioSelect,
    )


class HandsForm(forms.Form):
    """Hands counted for each choice, at each level where there is a scale."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    present = forms.IntegerField(
        label=gettext_lazy("Personnes présentes"), min_value=1, max_value=30_000
    )

    def __init__(self, *args: Any, round: PriorityRound, **kwargs: Any) -> None:
        present = round.hands_present or round.meeting.present
        kwargs.setdefault("initial", {"version": round.version, "present": present})
        super().__init__(*args, **kwargs)
        # access: of the round being counted
        raised = {
            (option, level): hands
            for option, level, hands in HandCount.objects.filter(option__round=round).values_list(
                "option__number", "level", "hands"
            )
        }
        self.levels = list(reversed(list(enumerate(round.levels)))) or [(0, _("pour"))]
        # access: of the round being counted
        self.options = list(RoundOption.objects.filter(round=round))
        for option in self.options:
            for level, words in self.levels:
                self.fields[_hands(option.number, level)] = forms.IntegerField(
                    label=f"{option.label} – {words}",
                    min_value=0,
                    max_value=30_000,
                    required=False,
                    initial=raised.get((option.number, level)),
                    widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
                )

    @property
    def rows(self) -> list[tuple[RoundOption, list[forms.BoundField]]]:
        """Each choice with its fields, the best level first."""
        return [
            (option, [self[_hands(option.number, level)] for level, _words in self.levels])
            for option in self.options
        ]

    @property
    def hands(self) -> dict[tuple[int, int], int]:
        """The hands by choice and level."""
        return {
            (option.number, level): self.cleaned_data[_hands(option.number, level)] or 0
            for option in self.options
            for level, _words in self.levels
        }


def _hands(number: int, level: int) -> str:
    return f"mains-{number}-{level}"
