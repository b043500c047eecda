"""The form of an action sheet."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ancrage.accounts.models import User
from ancrage.core.access import Role
from ancrage.core.forms import DayInput, VersionedForm
from ancrage.deliberation.models import Meeting
from ancrage.evidence.forms import NumberedChoices
from ancrage.evidence.models import Lead
from ancrage.plans.actions import Refusal, refuse_unfit
from ancrage.plans.forms.refusing import show_refusal
from ancrage.plans.models import Action
from ancrage.studies.models import Membership, Site


def accounts_to_write_to(site: Site, user: User, today: date) -> QuerySet[User]:
    """Return the accounts of the site's team, and that of ``user``."""
    # access: colleagues of one's own site
    team = Membership.objects.active(today).filter(site=site, role=Role.SITE)
    # access: the names of colleagues
    accounts = User.objects.filter(pk__in=team.values("user"), is_active=True)
    # access: oneself
    return (accounts | User.objects.filter(pk=user.pk)).distinct()


class SheetForm(VersionedForm):
    """What, why, who, with whom, by when, and how one will know."""

    leads = NumberedChoices(
        # access: an empty set, filled for the person below
        Lead.objects.none(),
        label=gettext_lazy("Pistes d’action qu’elle met en œuvre"),
        required=False,
    )

    class Meta:
        model = Action
        fields = [
            *("title", "leads", "why", "led_by", "owner", "with_whom", "means"),
            *("starts_on", "due_on", "first_step", "sign", "meeting"),
        ]
        labels = {"title": gettext_lazy("L’action"), "led_by": gettext_lazy("Qui la porte")}
        help_texts = {
            "title": gettext_lazy("Commencez par un verbe : écrire, ouvrir, désigner…"),
            "led_by": gettext_lazy(
                "Un service, une instance, un organisme. Il peut rester vide tant que l’action "
                "n’est pas adoptée."
            ),
            "owner": gettext_lazy("Ce compte recevra les rappels de suivi et de terme."),
            "sign": gettext_lazy("Ce que chacun pourra voir, sans chiffre s’il n’en faut pas."),
        }
        widgets = {
            "why": forms.Textarea(attrs={"rows": 3}),
            "with_whom": forms.Textarea(attrs={"rows": 2}),
            "means": forms.Textarea(attrs={"rows": 2}),
            "first_step": forms.Textarea(attrs={"rows": 2}),
            "sign": forms.Textarea(attrs={"rows": 2}),
            "starts_on": DayInput(),
            "due_on": DayInput(),
        }

    def __init__(self, *args: Any, site: Site, user: User, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        fields: dict[str, Any] = self.fields
        fields["leads"].queryset = Lead.objects.visible_to(user).filter(study=site.study_id)
        fields["meeting"].queryset = Meeting.objects.visible_to(user).filter(site=site)
        fields["owner"].queryset = accounts_to_write_to(site, user, today)
        if self.instance.owner_id:
            # access: the account that the sheet already names
            fields["owner"].queryset |= User.objects.filter(pk=self.instance.owner_id)
        if self.instance.pk:
            chosen = self.instance.leads.visible_to(user)
            self.initial["leads"] = list(chosen.values_list("pk", flat=True))

    def clean_due_on(self) -> date | None:
        """Refuse a term that is past already, unless the sheet had it."""
        due: date | None = self.cleaned_data["due_on"]
        if due and due < self.today and "due_on" in self.changed_data:
            raise forms.ValidationError(_("Ce terme est déjà passé. Donnez une date à venir."))
        return due

    def clean(self) -> dict[str, Any]:
        """Refuse what the sheet can't say, in words, before the database does."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        try:
            refuse_unfit(self.instance.state, cleaned)
        except Refusal as refusal:
            show_refusal(self, refusal)
        return cleaned
