"""What people write while they read."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ancrage.accounts.models import User
from ancrage.coding import tree
from ancrage.coding.actions.codebook import descendants
from ancrage.coding.models import Code, Memo
from ancrage.core.forms import VersionedForm
from ancrage.core.quotes import Quotable
from ancrage.core.text import fold
from ancrage.fieldwork.models import TextVersion
from ancrage.studies.models import Study

INDENT = "\u2003"  # an em space


def offer(field: forms.ModelChoiceField, codes: QuerySet[Code]) -> None:
    """Let ``field`` choose among ``codes``, shown as the tree that they are."""
    field.queryset = codes
    first = [("", field.empty_label)] if field.empty_label is not None else []

    def choices() -> list[tuple[Any, Any]]:
        branches = tree.walk(tree.grow(codes))
        return first + [
            (field.prepare_value(branch.code), INDENT * branch.depth + branch.code.name)
            for branch in branches
        ]

    field.choices = choices


class ColourWidget(forms.RadioSelect):
    """Twelve samples, each with its number."""

    option_template_name = "coding/_colour_option.html"


class CodeForm(VersionedForm):
    """A code and its rules of use."""

    colour = forms.TypedChoiceField(
        label=gettext_lazy("Couleur et trait"),
        coerce=int,
        choices=[(number, str(number)) for number in range(1, 13)],
        widget=ColourWidget,
        initial=1,
    )

    class Meta:
        model = Code
        fields = ["name", "parent", "definition", "when_to_use", "when_not_to_use", "colour"]
        widgets = {
            name: forms.Textarea(attrs={"rows": 3})
            for name in ("definition", "when_to_use", "when_not_to_use")
        }

    def __init__(self, *args: Any, study: Study, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.study = study
        self.codebook = Code.objects.editable_by(user).filter(study=study)
        possible = self.codebook
        if self.instance.pk is not None:
            under = [code.pk for code in descendants(self.instance)]
            possible = possible.exclude(pk__in=[self.instance.pk, *under])
        parent = self.fields["parent"]
        parent.label = gettext_lazy("Sous quel code ?")
        parent.empty_label = gettext_lazy("Aucun : en tête de la grille")
        offer(parent, possible)

    def clean(self) -> dict[str, Any]:
        """Refuse two codes of the same name at the same place."""
        data = super().clean() or {}
        siblings = self.codebook.filter(parent=data.get("parent")).exclude(pk=self.instance.pk)
        taken = {fold(name) for name in siblings.values_list("name", flat=True)}
        if fold(data.get("name", "")) in taken:
            self.add_error("name", _("Un code porte déjà ce nom à cette place."))
        return data


class MergeForm(forms.Form):
    """Which code takes over what another one holds."""

    target = forms.ModelChoiceField(
        queryset=None,
        label=gettext_lazy("Fusionner avec"),
        empty_label=gettext_lazy("Choisissez un code"),
    )

    def __init__(self, *args: Any, code: Code, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = Code.objects.editable_by(user).filter(study=code.study_id)
        offer(self.fields["target"], codes.exclude(pk=code.pk))


class SpanForm(forms.Form):
    """Words of a text: by their place (a script sends it) or quoted as they are."""

    version = forms.UUIDField(widget=forms.HiddenInput)
    start = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    end = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    quote = forms.CharField(
        required=False,
        label=gettext_lazy("Citation exacte"),
        help_text=gettext_lazy("Copiez les mots dans le texte, puis collez-les ici."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, current: TextVersion, **kwargs: Any) -> None:
        kwargs["initial"] = {"version": current.uuid} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        self.current = current

    def clean_version(self) -> None:
        """Refuse places counted on a text that was corrected since."""
        if self.cleaned_data["version"] != self.current.uuid:
            raise forms.ValidationError(
                _("Ce texte a été corrigé pendant que vous lisiez. Rechargez la page.")
            )

    def clean(self) -> dict[str, Any]:
        """Turn a quotation into a place, and check the place."""
        data = super().clean() or {}
        if data.get("end") is None and data.get("quote"):
            found = Quotable(self.current.text).find(data["quote"])
            if found is None:
                self.add_error(
                    "quote",
                    _("Ces mots ne se trouvent pas dans le texte. Copiez-les sans les changer."),
                )
            else:
                data["start"], data["end"] = found
        elif data.get("start") is None or data.get("end") is None:
            self.add_error("quote", _("Dites quels mots vous marquez."))
        elif not data["start"] < data["end"] <= len(self.current.text):
            self.add_error("quote", _("Cette place n’est pas dans le texte. Rechargez la page."))
        return data

    @property
    def span(self) -> dict[str, int]:
        """The place, as actions take it."""
        return {"start": self.cleaned_data["start"], "end": self.cleaned_data["end"]}


class MarkForm(SpanForm):
    """Codes to put on words."""

    codes = forms.ModelMultipleChoiceField(
        queryset=None,
        to_field_name="slug",
        label=gettext_lazy("Codes"),
        widget=forms.SelectMultiple(attrs={"size": 8}),
        error_messages={
            "required": gettext_lazy("Choisissez au moins un code."),
            "invalid_choice": gettext_lazy("Ce code n’est plus dans la grille. Rechargez la page."),
        },
    )
    field_order = ["version", "start", "end", "quote", "codes"]

    def __init__(self, *args: Any, codes: QuerySet[Code], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self.fields["codes"], codes)


class NewCodeForm(SpanForm):
    """A code made from words, then put on them."""

    name = forms.CharField(max_length=120, label=gettext_lazy("Nom du code"))

    def __init__(self, *args: Any, codes: QuerySet[Code], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.codebook = codes

    def clean_name(self) -> str:
        """Refuse a name that the codebook already has."""
        name = " ".join(self.cleaned_data["name"].split())
        if fold(name) in {fold(taken) for taken in self.codebook.values_list("name", flat=True)}:
            raise forms.ValidationError(_("Un code porte déjà ce nom : choisissez-le."))
        return name


class SpanMemoForm(SpanForm):
    """A memo on words."""

    text = forms.CharField(label=gettext_lazy("Mémo"), widget=forms.Textarea(attrs={"rows": 4}))


class MemoForm(VersionedForm):
    """A memo on a code, or one that is rewritten."""

    class Meta:
        model = Memo
        fields = ["text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 6})}
