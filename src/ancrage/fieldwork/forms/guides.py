"""Forms of an interview guide."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ancrage.accounts.models import User
from ancrage.core.forms import VersionedForm
from ancrage.fieldwork.models import Guide, GuideQuestion
from ancrage.studies.models import Site, Step

FIRST_VISIT = 2  # the step in which teams first come


class GuideOpenForm(forms.Form):
    """For which step a guide is written."""

    step = forms.ModelChoiceField(
        Step.objects.none(),  # access: filled with the steps of the study below
        label=_("Étape"),
    )

    def __init__(self, *args: Any, site: Site, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        steps = site.study.steps.visible_to(user)
        fields["step"].queryset = steps
        fields["step"].initial = steps.filter(number=FIRST_VISIT).first()


class GuideForm(VersionedForm):
    """What frames the questions."""

    class Meta:
        model = Guide
        fields = ["title", "opening", "closing"]
        widgets = {
            "opening": forms.Textarea(attrs={"rows": 4}),
            "closing": forms.Textarea(attrs={"rows": 3}),
        }


class GuideQuestionForm(VersionedForm):
    """One question and its prompts."""

    class Meta:
        model = GuideQuestion
        fields = ["text", "axis", "prompts"]
        widgets = {
            "text": forms.Textarea(attrs={"rows": 2}),
            "prompts": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {
            "axis": _("Laissez vide pour une question sur la thématique du site."),
            "prompts": _("Une relance par ligne."),
        }

    def __init__(self, *args: Any, guide: Guide, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        axes = self.fields["axis"].queryset.visible_to(user)
        self.fields["axis"].queryset = axes.filter(study=guide.site.study_id)
