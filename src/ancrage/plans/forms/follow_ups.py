"""The form of a follow-up."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ancrage.core.forms import DayInput, VersionedForm
from ancrage.plans.models import FollowUp


class FollowUpForm(VersionedForm):
    """Where the action is, in a word and in a few more."""

    class Meta:
        model = FollowUp
        fields = ["progress", "words", "told_by", "recorded_on"]
        help_texts = {
            "words": _("Ces mots seront lus sur la page publique du site. N’y nommez personne."),
            "told_by": _("Un service, une instance, un organisme."),
        }
        widgets = {
            "progress": forms.RadioSelect,
            "words": forms.Textarea(attrs={"rows": 4}),
            "recorded_on": DayInput(),
        }

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["progress"].choices = FollowUp.Progress.choices
        fields["progress"].required = fields["recorded_on"].required = True
        if not self.instance.recorded_on:
            self.initial["recorded_on"] = today
