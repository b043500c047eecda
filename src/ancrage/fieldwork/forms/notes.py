"""Forms of notes: one note, a whole sheet typed from paper, the debrief, a person met."""

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from ancrage.accounts.models import User
from ancrage.core.forms import DayInput
from ancrage.fieldwork import consent_words
from ancrage.fieldwork.actions.meeting import Agreement
from ancrage.fieldwork.actions.note_entries import LONGEST, Jotting
from ancrage.fieldwork.models import (
    ActorCategory,
    AgendaItem,
    Consent,
    Debrief,
    GuideQuestion,
    Interview,
    KeptPack,
    NoteEntry,
    Purpose,
)

TAG_SIGN = "#"


class NoteForm(forms.Form):
    """A few words, under a question of the guide or none."""

    question = forms.ModelChoiceField(
        GuideQuestion.objects.none(),  # access: filled with the questions of the visit's guide
        label=_("Question du guide"),
        required=False,
        empty_label=_("hors du guide"),
        to_field_name="uuid",
    )
    words = forms.CharField(
        label=_("Note"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 4})
    )
    tags = forms.MultipleChoiceField(
        label=_("Repères"),
        choices=NoteEntry.Tag.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, questions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["question"].queryset = questions

    def jotting(self, item: AgendaItem, *, replaces: UUID | None = None) -> Jotting:
        """Return what was typed, as the actions take it."""
        question = self.cleaned_data["question"]
        return Jotting(
            uuid=uuid4(),
            item=item.uuid,
            words=self.cleaned_data["words"],
            question=question.uuid if question else None,
            replaces=replaces,
            tags=tuple(self.cleaned_data["tags"]),
        )


class PaperSheetForm(forms.Form):
    """What a paper sheet says, question after question: a blank line parts two notes."""

    def __init__(self, *args: Any, questions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked: dict[str, UUID | None] = {}
        for question in questions:
            self._ask(f"q_{question.uuid.hex}", question.text, question.uuid)
        self._ask("q_hors", _("Hors du guide"), None)

    def _ask(self, name: str, label: Any, question: UUID | None) -> None:
        self.asked[name] = question
        self.fields[name] = forms.CharField(
            label=label,
            max_length=LONGEST,
            required=False,
            widget=forms.Textarea(attrs={"rows": 4}),
        )

    def answers(self) -> list[tuple[UUID | None, str, tuple[str, ...]]]:
        """Return each note with its question and the tags written as « #chiffre »."""
        found = []
        for name, question in self.asked.items():
            for block in self.cleaned_data[name].replace("\r\n", "\n").split("\n\n"):
                words, tags = parted(block)
                if words:
                    found.append((question, words, tags))
        return found


def parted(block: str) -> tuple[str, tuple[str, ...]]:
    """Return the words of a typed note and its tags.

    >>> parted("Trois familles sur dix #chiffre #a_verifier")
    ('Trois familles sur dix', ('chiffre', 'a_verifier'))
    """
    words = block.split(" ")
    known = set(NoteEntry.Tag.values)
    tags = tuple(w[1:] for w in words if w.startswith(TAG_SIGN) and w[1:] in known)
    kept = [w for w in words if not (w.startswith(TAG_SIGN) and w[1:] in known)]
    return " ".join(kept).strip(), tags


class DebriefForm(forms.ModelForm):  # type: ignore[type-arg]  # no subscript at run time
    """What a team makes of its day."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Debrief
        fields = ["heard", "surprised", "doubts", "to_dig"]
        widgets = {name: forms.Textarea(attrs={"rows": 4}) for name in fields}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is not None:
            self.fields["version"].initial = self.instance.version

    @property
    def words(self) -> dict[str, str]:
        """What was written, field by field."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class PersonMetForm(forms.Form):
    """Somebody met: who they are, sealed at once, and what they agreed to."""

    name = forms.CharField(label=_("Prénom et nom"), max_length=200)
    function = forms.CharField(label=_("Fonction"), max_length=200, required=False)
    organisation = forms.CharField(label=_("Organisme"), max_length=200, required=False)
    category = forms.ModelChoiceField(
        ActorCategory.objects.none(),  # access: filled with the categories of the study below
        label=_("Catégorie d’acteurs"),
    )
    purposes = forms.MultipleChoiceField(
        label=_("Ce que la personne accepte"),
        choices=[(each.purpose.value, each.sentence) for each in consent_words.ASKED],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    contact = forms.EmailField(
        label=_("Adresse électronique"),
        required=False,
        help_text=_("Seulement si elle accepte d’être recontactée. Sera chiffré."),
    )
    mode = forms.ChoiceField(
        label=_("Comment l’accord a été donné"),
        choices=[(mode.value, mode.label) for mode in (Consent.Mode.ORAL, Consent.Mode.WRITTEN)],
        widget=forms.RadioSelect,
    )
    given_on = forms.DateField(label=_("Donné le"), widget=DayInput)

    def __init__(self, *args: Any, item: AgendaItem, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        study = item.visit.site.study
        fields["category"].queryset = study.actor_categories.visible_to(user)

    def clean(self) -> None:
        """Refuse a way to reach somebody who did not agree to be reached."""
        super().clean()
        asked = self.cleaned_data.get("purposes", [])
        if self.cleaned_data.get("contact") and Purpose.CONTACT.value not in asked:
            self.add_error(
                "contact",
                _("Sans son accord pour être recontactée, ses coordonnées ne sont pas gardées."),
            )

    def agreement(self) -> Agreement:
        """Return what was agreed, with the version of the words that were read."""
        return Agreement(
            purposes=tuple(self.cleaned_data["purposes"]),
            mode=self.cleaned_data["mode"],
            form_version=consent_words.VERSION,
            given_on=self.cleaned_data["given_on"],
        )

    def identity(self) -> dict[str, Any]:
        """Return who it is, as the actions take it."""
        names = ("name", "function", "organisation", "category", "contact")
        return {name: self.cleaned_data[name] for name in names}


class KeptPackForm(forms.Form):
    """What to make of a sending that was kept."""

    outcome = forms.ChoiceField(
        label=_("Suite à donner"),
        choices=[
            (KeptPack.Outcome.TAKEN.value, _("reprendre : en faire un texte de l’entretien")),
            (KeptPack.Outcome.DISCARDED.value, _("écarter, en disant pourquoi")),
        ],
        widget=forms.RadioSelect,
    )
    interview = forms.ModelChoiceField(
        Interview.objects.none(),  # access: filled with the interviews of the study below
        label=_("Entretien"),
        required=False,
    )
    reason = forms.CharField(
        label=_("Pourquoi l’écarter"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, pack: KeptPack, user: User, **kwargs: Any) -> None:
        super().__init__(*args, initial={"interview": pack.interview_id}, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["interview"].queryset = pack.study.interviews.editable_by(user)

    def clean(self) -> None:
        """Ask for the interview to fill, or for the reason to set aside."""
        super().clean()
        outcome = self.cleaned_data.get("outcome")
        if outcome == KeptPack.Outcome.TAKEN and not self.cleaned_data.get("interview"):
            self.add_error("interview", _("Choisissez l’entretien où ranger ces notes."))
        if outcome == KeptPack.Outcome.DISCARDED and not self.cleaned_data.get("reason"):
            self.add_error("reason", _("Dites pourquoi vous écartez cet envoi."))
