"""Forms of step 1: who to meet, what exists, what was agreed, what is written together."""

from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.translation import gettext_lazy as _

from ancrage.accounts.models import User
from ancrage.core.forms import DayInput, VersionedForm
from ancrage.fieldwork.models import (
    ActorCategory,
    ActorToMeet,
    InventoryItem,
    LogEntry,
    WorkingPaper,
)
from ancrage.studies.access import may_add
from ancrage.studies.models import Site


class SiteLineForm(VersionedForm):
    """A line of a site's preparation: what makes it unique is checked within the site."""

    def __init__(self, *args: Any, site: Site, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.site = site
        if "category" in self.fields:
            categories = self.fields["category"].queryset.visible_to(user)
            self.fields["category"].queryset = categories.filter(study=site.study)

    def _get_validation_exclusions(self) -> set[str]:
        return super()._get_validation_exclusions() - {"site"}  # type: ignore[misc] # not stubbed


ONCE = {NON_FIELD_ERRORS: {"unique_together": _("Cette ligne existe déjà pour ce site.")}}


class ActorToMeetForm(SiteLineForm):
    """A body or a kind of people to meet; whoever may name a new kind of actors does it here."""

    new_category = forms.CharField(
        label=_("Ou une nouvelle catégorie"),
        max_length=ActorCategory._meta.get_field("label").max_length,
        required=False,
        help_text=_("Elle vaudra pour tous les sites de l’étude."),
    )
    field_order = ("body", "category", "new_category")

    def __init__(self, *args: Any, site: Site, user: User, **kwargs: Any) -> None:
        super().__init__(*args, site=site, user=user, **kwargs)
        if may_add(user, ActorCategory, site.study):
            self.fields["category"].required = False
            self.fields["category"].help_text = _("Dans cette liste, ou écrite au-dessous.")
        else:
            del self.fields["new_category"]

    def clean(self) -> None:
        super().clean()
        values = self.cleaned_data
        if values.get("category") and values.get("new_category"):
            self.add_error("new_category", _("Choisissez une catégorie, ou écrivez-en une."))
        elif "category" in values and not (values["category"] or values.get("new_category")):
            self.add_error("category", _("Choisissez une catégorie d’acteurs."))

    class Meta:
        model = ActorToMeet
        fields = ["body", "category", "distant", "approach", "state"]
        widgets = {"approach": forms.Textarea(attrs={"rows": 3})}
        error_messages = ONCE


class InventoryItemForm(SiteLineForm):
    """Something that exists already."""

    class Meta:
        model = InventoryItem
        fields = ["kind", "title", "led_by", "audience", "since", "text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 4})}
        error_messages = ONCE


class LogEntryForm(SiteLineForm):
    """A line of the log."""

    class Meta:
        model = LogEntry
        fields = ["on", "kind", "summary", "next_step", "due_on", "done_on", "shared"]
        widgets = {
            "on": DayInput(),
            "due_on": DayInput(),
            "done_on": DayInput(),
            "summary": forms.Textarea(attrs={"rows": 4}),
        }

    def clean(self) -> None:
        super().clean()
        values = self.cleaned_data
        if not values.get("next_step") and (values.get("due_on") or values.get("done_on")):
            self.add_error("next_step", _("Dites quelle suite est à donner, ou ôtez sa date."))
        on, done = values.get("on"), values.get("done_on")
        if on and done and done < on:
            self.add_error("done_on", _("La suite est faite avant l’échange. Corrigez une date."))


class PaperForm(VersionedForm):
    """The text of a working paper."""

    class Meta:
        model = WorkingPaper
        fields = ["text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 24})}


class SettleForm(forms.Form):
    """When a working paper was settled, and with whom."""

    on = forms.DateField(label=_("Arrêté le"), widget=DayInput())
    settled_with = forms.CharField(
        label=_("Avec"),
        max_length=250,
        help_text=_("Une fonction, un service, un groupe : qui a donné son accord."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
