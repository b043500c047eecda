"""The forms of decisions: each says what it needs, and what will follow."""

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ancrage.accounts.models import User
from ancrage.core.forms import DayInput
from ancrage.plans.actions import Decision
from ancrage.plans.forms.sheets import accounts_to_write_to
from ancrage.plans.models import Action


class DecisionForm(forms.Form):
    """When, by whom, why."""

    state: ClassVar[str]
    verb: ClassVar[str]
    title: ClassVar[Promise]
    consequence: ClassVar[Promise]
    terms: ClassVar[tuple[str, ...]] = ()

    on = forms.DateField(label=_("Décidé le"), widget=DayInput())
    by_whom = forms.CharField(
        label=_("Par qui"),
        help_text=_("Une instance, un service, une fonction : « conseil municipal »."),
        max_length=200,
    )
    reason = forms.CharField(
        label=_("Pourquoi"),
        help_text=_("Les habitants liront cette raison. N’y nommez personne."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, sheet: Action, user: User, today: date, **kwargs: Any) -> None:
        initial = {"on": today, "version": sheet.version}
        initial |= {name: getattr(sheet, name) for name in self.terms}
        super().__init__(*args, initial=initial, **kwargs)

    @property
    def expected(self) -> int:
        """The version on which the person decided."""
        return int(self.cleaned_data["version"])

    @property
    def decision(self) -> Decision:
        """What the person decided."""
        said = self.cleaned_data
        return Decision(
            state=self.state,
            on=said["on"],
            by_whom=said["by_whom"],
            reason=said["reason"],
            handed_to=said.get("handed_to", ""),
        )

    @property
    def settled(self) -> dict[str, Any]:
        """What an adoption settles at the same time."""
        return {name: self.cleaned_data[name] for name in self.terms}


class AdoptForm(DecisionForm):
    """An owner and a date, or it is not an adoption."""

    state, verb = Action.State.ADOPTED, "adopter"
    title = _("Adopter l’action")
    consequence = _("Un suivi sera demandé à trois, six et douze mois.")
    terms = ("led_by", "owner", "starts_on", "due_on")

    led_by = forms.CharField(
        label=_("Qui la porte"),
        help_text=_("Un service, une instance, un organisme."),
        max_length=200,
    )
    owner = forms.ModelChoiceField(
        # access: an empty set, filled for the person below
        User.objects.none(),
        label=_("Compte à prévenir"),
        help_text=_("Il recevra les rappels de suivi et de terme."),
        required=False,
        empty_label=_("personne"),
    )
    starts_on = forms.DateField(label=_("Commence le"), required=False, widget=DayInput())
    due_on = forms.DateField(label=_("Pour le"), widget=DayInput())
    field_order = ["led_by", "owner", "starts_on", "due_on", "on", "by_whom", "reason"]

    def __init__(self, *args: Any, sheet: Action, user: User, today: date, **kwargs: Any) -> None:
        super().__init__(*args, sheet=sheet, user=user, today=today, **kwargs)
        accounts: Any = self.fields["owner"]
        accounts.queryset = accounts_to_write_to(sheet.site, user, today)
        if sheet.owner_id:
            # access: the account that the sheet already names
            accounts.queryset |= User.objects.filter(pk=sheet.owner_id)


class DropForm(DecisionForm):
    """Never without a reason."""

    state, verb = Action.State.DROPPED, "abandonner"
    title = _("Abandonner l’action")
    consequence = _(
        "La fiche reste, avec la raison : la page publique du site dira ce qui n’a pas été retenu. "
        "Les suivis à venir ne seront plus demandés."
    )


class HandOverForm(DecisionForm):
    """To whom, and why."""

    state, verb = Action.State.HANDED_OVER, "transmettre"
    title = _("Transmettre l’action")
    consequence = _(
        "La page publique du site dira à qui l’action revient. Les suivis à venir ne seront plus "
        "demandés."
    )

    handed_to = forms.CharField(label=_("À qui"), max_length=200)
    field_order = ["handed_to", "on", "by_whom", "reason"]


class DoneForm(DecisionForm):
    """What makes one say so."""

    state, verb = Action.State.DONE, "terminer"
    title = _("Dire l’action faite")
    consequence = _("Les suivis à venir restent demandés : une action faite doit encore tenir.")


FORMS: dict[str, type[DecisionForm]] = {
    form.verb: form for form in (AdoptForm, DoneForm, HandOverForm, DropForm)
}
