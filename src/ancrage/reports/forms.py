"""What people fill in to write and publish a report."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ancrage.core.forms import VersionedForm
from ancrage.reports.models import (
    Correction,
    Printing,
    Publication,
    Report,
    ReportKind,
    Section,
    SectionKind,
)
from ancrage.studies.models import Site, Study

MEGABYTE = 1024 * 1024
LARGEST_WORD_FILE = 20 * MEGABYTE


class ReportCreateForm(forms.ModelForm):
    """Start a report, an état des lieux or a restitution document."""

    class Meta:
        model = Report
        fields = ["kind", "site", "title", "subtitle"]
        widgets = {"kind": forms.RadioSelect}

    def __init__(self, *args: Any, study: Study, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind, site = self.fields["kind"], self.fields["site"]
        assert isinstance(kind, forms.ChoiceField)  # noqa: S101 - for the type checker
        assert isinstance(site, forms.ModelChoiceField)  # noqa: S101
        kind.choices = list(ReportKind.choices)
        site.queryset = Site.objects.visible_to(user).filter(study=study)
        site.empty_label = _("toute l’étude")
        site.help_text = _("Pour un état des lieux ou une restitution : le site concerné.")

    def clean(self) -> dict[str, Any] | None:
        """Ask for a site where the document is about one, and for none elsewhere."""
        cleaned = super().clean() or {}
        kind, site = cleaned.get("kind"), cleaned.get("site")
        if kind == ReportKind.REPORT and site:
            self.add_error("site", _("Un rapport porte sur toute l’étude : n’indiquez aucun site."))
        if kind and kind != ReportKind.REPORT and not site:
            self.add_error("site", _("Choisissez le site dont parle ce document."))
        return cleaned


class ReportForm(VersionedForm):
    """The cover of a report."""

    class Meta:
        model = Report
        fields = ["title", "subtitle", "credits"]


class SectionCreateForm(forms.ModelForm):
    """A section to add, after another one."""

    after = forms.ModelChoiceField(
        queryset=Section.objects.none(),  # access: empty, filled for a person below
        required=False,
        label=_("Après"),
        empty_label=_("à la fin"),
    )

    class Meta:
        model = Section
        fields = ["title", "kind", "level"]
        widgets = {"level": forms.RadioSelect}

    def __init__(self, *args: Any, report: Report, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        after = self.fields["after"]
        assert isinstance(after, forms.ModelChoiceField)  # noqa: S101 - for the type checker
        after.queryset = Section.objects.visible_to(user).filter(report=report)
        self.fields["level"] = _level_field()
        self.fields["kind"].initial = SectionKind.SECTION


class SectionForm(VersionedForm):
    """A section's title, place in the outline and text."""

    class Meta:
        model = Section
        fields = ["title", "body", "kind", "level"]
        labels = {"body": _("Texte")}
        widgets = {
            "body": forms.Textarea(
                attrs={"rows": 26, "class": "editor-text", "spellcheck": "true", "lang": "fr"}
            )
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["level"] = _level_field()
        self.fields["title"].required = False


def _level_field() -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=_("Niveau"),
        coerce=int,
        initial=1,
        choices=[(1, _("1 – partie")), (2, _("2 – section")), (3, _("3 – sous-section"))],
    )


class PublishForm(forms.ModelForm):
    """To whom the edition is given to read."""

    class Meta:
        model = Printing
        fields = ["audience"]
        widgets = {"audience": forms.RadioSelect}

    def __init__(self, *args: Any, report: Report, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        audience = self.fields["audience"]
        assert isinstance(audience, forms.ChoiceField)  # noqa: S101 - for the type checker
        audience.choices = [
            choice
            for choice in Publication.Audience.choices
            if report.site_id or choice[0] != Publication.Audience.SITE
        ]


class WordReturnForm(forms.Form):
    """A report that comes back from Word."""

    file = forms.FileField(
        label=_("Fichier Word"),
        help_text=_("Le document exporté d’ici, modifié dans Word et enregistré en .docx."),
        widget=forms.ClearableFileInput(attrs={"accept": ".docx"}),
    )

    def clean_file(self) -> Any:
        """Refuse a file too large to be a report."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST_WORD_FILE:
            raise forms.ValidationError(
                _("Ce fichier dépasse 20 Mo. Retirez-en les images, puis déposez-le à nouveau.")
            )
        return file


class CorrectionForm(VersionedForm):
    """What a site asks to correct in an edition."""

    class Meta:
        model = Correction
        fields = ["section", "about", "words"]
        widgets = {
            "about": forms.Textarea(attrs={"rows": 3}),
            "words": forms.Textarea(attrs={"rows": 5}),
        }
        help_texts = {
            "about": _("Recopiez ici les mots à corriger."),
            "words": _("N’y nommez personne : désignez chacun par sa fonction."),
        }

    def __init__(self, *args: Any, publication: Publication, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        titles = [section["title"] for section in publication.frozen["sections"]]
        self.fields["section"] = forms.ChoiceField(
            label=_("Section"),
            choices=[("", _("tout le document")), *((t, t) for t in dict.fromkeys(titles) if t)],
            required=False,
        )


class AnswerForm(VersionedForm):
    """What was made of a correction, and why."""

    outcome = forms.ChoiceField(
        label=_("Suite donnée"),
        choices=[(answer.value, answer.label) for answer in Correction.ANSWERS],
        widget=forms.RadioSelect,
    )

    class Meta:
        model = Correction
        fields = ["outcome", "answer"]
        widgets = {"answer": forms.Textarea(attrs={"rows": 5})}
        help_texts = {"answer": _("Le site la lira, et elle reste avec cette édition.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"].required = True
