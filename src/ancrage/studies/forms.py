"""Forms over a study's frame."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from ancrage.accounts.models import User
from ancrage.core.forms import DayInput, VersionedForm, refuse_end_before_start
from ancrage.studies import models
from ancrage.studies.models import (
    Claim,
    Fact,
    Membership,
    RequiredOutput,
    Site,
    Study,
    Theme,
    ThemeProposal,
)
from ancrage.studies.models.membership import ON_A_SITE
from ancrage.territories.forms import TerritoryField

SLUG_LENGTH = Study._meta.get_field("slug").max_length


class StudyForm(VersionedForm):
    """What a study is about."""

    class Meta:
        model = Study
        fields = ["title", "slug", "question", "presentation", "notice"]
        help_texts = {
            "slug": _(
                "Il sert d’adresse : lettres sans accent, chiffres et tirets. Laissez vide pour le "
                "tirer du titre."
            ),
        }
        error_messages = {
            "slug": {
                "unique": _("Une autre étude porte déjà ce nom court. Choisissez-en un autre.")
            }
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["slug"].required = False

    def clean_slug(self) -> str:
        """Return the short name written, else the one that stands, else one from the title."""
        written = self.cleaned_data["slug"] or self.instance.slug
        slug = written or slugify(self.cleaned_data.get("title", ""))[:SLUG_LENGTH].strip("-")
        if not slug and self.cleaned_data.get("title"):
            raise ValidationError(_("Donnez un nom court à l’étude."))
        return slug


def line_form(model: type[Any], study: Study) -> type[VersionedForm]:
    """Return the form of one line of the frame, its choices kept to ``study``."""
    wanted = {
        models.Objective: ["text"],
        models.Hypothesis: ["title", "text"],
        models.Axis: ["title", "text"],
        models.FunderQuestion: ["text", "asker"],
        models.PriorFinding: ["earlier_study", "period", "text", "verdict", "comment"],
        models.Partner: ["organisation", "role", "starts", "ends", "source"],
        models.Source: ["code", "title", "dated", "location"],
        models.Step: ["title", "aim"],
        models.Milestone: ["kind", "title", "site", "starts", "ends", "place"],
    }[model]

    class LineForm(VersionedForm):
        def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            for name in ("source", "site"):
                if name in self.fields:
                    rows = self.fields[name].queryset.visible_to(user).filter(study=study)
                    self.fields[name].queryset = rows

        def clean(self) -> None:
            values = super().clean() or self.cleaned_data
            refuse_end_before_start(self)
            if model is models.Source and self._code_is_taken(values.get("code", "")):
                self.add_error("code", _("Une autre source porte déjà ce code. Changez-le."))

        def _code_is_taken(self, code: str) -> bool:
            # access: the code of any source of the study is taken, seen or not
            return study.sources.filter(code=code).exclude(pk=self.instance.pk).exists()

    days = [name for name in ("starts", "ends") if model is models.Milestone]
    return forms.modelform_factory(
        model, LineForm, fields=wanted, widgets={name: DayInput() for name in days}
    )


class SiteAddForm(forms.Form):
    """A territory of the official list becomes a site."""

    territory = TerritoryField(label=_("Commune ou intercommunalité"))
    name = forms.CharField(
        label=_("Nom affiché"),
        max_length=120,
        required=False,
        help_text=_("Laissez vide pour garder le nom officiel."),
    )


class SiteForm(VersionedForm):
    """How a site is presented."""

    class Meta:
        model = Site
        fields = ["name", "order", "presentation"]


class ThemeForm(forms.ModelForm):
    """A site's theme from a date on."""

    class Meta:
        model = Theme
        fields = ["title", "axis", "since", "reason", "agreed_by"]
        widgets = {"since": DayInput()}

    def __init__(self, *args: Any, site: Site, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        axes = self.fields["axis"].queryset.visible_to(user)
        self.fields["axis"].queryset = axes.filter(study=site.study)
        if site.themes.visible_to(user).exists():
            self.fields["reason"].required = self.fields["agreed_by"].required = True
        else:
            # Nothing changes yet.
            del self.fields["reason"]

    @property
    def lacks_axis(self) -> bool:
        """Tell whether the study has no axis yet: a theme needs one."""
        return not self.fields["axis"].queryset.exists()


class ThemeProposalForm(forms.ModelForm):
    """A theme that somebody proposes."""

    class Meta:
        model = ThemeProposal
        fields = ["title", "axis", "proposed_by", "on", "why"]
        widgets = {"on": DayInput(), "why": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, site: Site, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        axes = self.fields["axis"].queryset.visible_to(user)
        self.fields["axis"].queryset = axes.filter(study=site.study)


class SettleProposalForm(forms.Form):
    """What becomes of a proposal of theme."""

    outcome = forms.ChoiceField(
        label=_("Suite donnée"),
        choices=[
            ("retenir", _("La retenir : elle devient la thématique du site")),
            ("ecarter", _("L’écarter : elle reste visible, avec la raison")),
        ],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(label=_("Raison"), widget=forms.Textarea(attrs={"rows": 2}))
    since = forms.DateField(
        label=_("En vigueur depuis le"),
        required=False,
        widget=DayInput(),
        help_text=_("Si vous la retenez."),
    )
    agreed_by = forms.CharField(
        label=_("Acceptée par"),
        max_length=250,
        required=False,
        help_text=_("Si vous la retenez."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def clean(self) -> None:
        super().clean()
        if self.cleaned_data.get("outcome") == "retenir":
            for name in ("since", "agreed_by"):
                if not self.cleaned_data.get(name) and name not in self.errors:
                    self.add_error(name, _("Nécessaire pour retenir la proposition."))


class GridAnswerForm(forms.Form):
    """What a site says on one common axis."""

    text = forms.CharField(label=_("Réponse du site"), widget=forms.Textarea)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class StepDatesForm(forms.Form):
    """When a site goes through a step."""

    starts = forms.DateField(label=_("Début"), required=False, widget=DayInput())
    ends = forms.DateField(label=_("Fin"), required=False, widget=DayInput())

    def clean(self) -> None:
        super().clean()
        refuse_end_before_start(self)


class DeliveryForm(forms.Form):
    """An output that a site delivered."""

    on = forms.DateField(label=_("Livrée le"), widget=DayInput())
    proof = forms.CharField(
        label=_("Ce qui le montre"),
        max_length=300,
        help_text=_("Un compte rendu, un lien, une feuille d’émargement…"),
    )


class RequiredOutputForm(VersionedForm):
    """What every site must deliver at a step."""

    class Meta:
        model = RequiredOutput
        fields = ["label", "code"]


class FactForm(forms.ModelForm):
    """A field on which sources speak."""

    class Meta:
        model = Fact
        fields = ["subject", "field", "code", "contradiction"]
        help_texts = {"code": _("Court et unique, par exemple « duree ».")}


class ClaimForm(forms.ModelForm):
    """The value that a source gives."""

    class Meta:
        model = Claim
        fields = ["value", "nature", "starts", "ends", "source", "place"]
        labels = {"source": _("Source")}

    def __init__(self, *args: Any, study: Study, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sources = self.fields["source"].queryset.visible_to(user)
        self.fields["source"].queryset = sources.filter(study=study)

    def clean(self) -> None:
        super().clean()
        refuse_end_before_start(self)


class ChooseClaimForm(forms.Form):
    """Which of several values is displayed, and why."""

    reason = forms.CharField(label=_("Raison du choix"), widget=forms.Textarea(attrs={"rows": 2}))


class MemberForm(forms.Form):
    """Someone who takes part in the study."""

    email = forms.EmailField(label=_("Adresse électronique"), max_length=254)
    name = forms.CharField(
        label=_("Nom"),
        max_length=120,
        required=False,
        help_text=_("Nécessaire si cette personne n’a pas encore de compte."),
    )
    role = forms.ChoiceField(label=_("Rôle"))
    site = forms.ModelChoiceField(
        # access: narrowed in __init__
        Site.objects.none(),
        label=_("Site"),
        required=False,
        help_text=_("Pour l’équipe d’un site, ses élus et ses partenaires."),
    )
    starts = forms.DateField(label=_("Depuis le"), required=False, widget=DayInput())
    ends = forms.DateField(label=_("Jusqu’au"), required=False, widget=DayInput())

    def __init__(self, *args: Any, study: Study, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = Membership._meta.get_field("role").flatchoices
        self.fields["site"].queryset = study.sites.visible_to(user)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        on_a_site = values.get("role") in ON_A_SITE
        if on_a_site and not values.get("site"):
            self.add_error("site", _("Ce rôle s’exerce sur un site : choisissez-le."))
        if not on_a_site and values.get("site"):
            self.add_error("site", _("Ce rôle vaut pour toute l’étude : laissez le site vide."))
        refuse_end_before_start(self)
        return values
