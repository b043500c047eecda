"""Forms of a plan of visits and of what the planner must respect."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from ancrage.accounts.models import User
from ancrage.core.forms import DayInput, refuse_end_before_start
from ancrage.fieldwork.models import PlanLock, Visitor
from ancrage.studies.models import Step, Study

Kind = PlanLock.Kind
NEEDED: Final = {
    Kind.DATE: ("site", "starts"),
    Kind.SEAT: ("site", "visitor"),
    Kind.APART: ("visitor", "other"),
}


class PlanForm(forms.Form):
    """What the planner is asked, and what it weighs."""

    step = forms.ModelChoiceField(
        Step.objects.none(),  # access: filled with the steps of the study below
        label=_("Étape"),
    )
    starts = forms.DateField(label=_("Du"), widget=DayInput)
    ends = forms.DateField(label=_("Au"), widget=DayInput)
    km = forms.IntegerField(label=_("Poids d’un kilomètre"), min_value=0, max_value=1000, initial=1)
    load = forms.IntegerField(
        label=_("Poids de la plus grande charge de chaque groupe"),
        min_value=0,
        max_value=100_000,
        initial=500,
    )
    pair = forms.IntegerField(
        label=_("Poids d’un nouveau regard croisé"),
        help_text=_("Un regard croisé : une personne d’une ville regarde une autre ville."),
        min_value=0,
        max_value=100_000,
        initial=200,
    )
    rest_days = forms.IntegerField(
        label=_("Jours de repos entre deux visites"), min_value=0, max_value=7, initial=0
    )
    seconds = forms.IntegerField(
        label=_("Temps de recherche, en secondes"), min_value=1, max_value=60, initial=5
    )
    seed = forms.IntegerField(
        label=_("Graine du hasard"),
        help_text=_("Une autre graine donne parfois un autre plan, aussi bon."),
        min_value=0,
        max_value=1_000_000,
        initial=1,
    )

    def __init__(self, *args: Any, study: Study, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["step"].queryset = study.steps.visible_to(user)

    def clean(self) -> None:
        """Refuse a period that ends before it starts."""
        super().clean()
        refuse_end_before_start(self)

    def settings(self) -> dict[str, Any]:
        """Return what the plan keeps and prints."""
        values = self.cleaned_data
        weights = {name: values[name] for name in ("km", "load", "pair")}
        return {
            "weights": weights,
            "rest_days": values["rest_days"],
            "seconds": values["seconds"],
        }


class LockForm(forms.ModelForm):  # type: ignore[type-arg]  # no subscript at run time
    """Something settled before the planner searches."""

    class Meta:
        model = PlanLock
        fields = ["step", "kind", "site", "starts", "visitor", "other"]
        labels = {
            "step": _("Étape"),
            "site": _("Site"),
            "visitor": _("personne"),
            "other": _("autre personne"),
        }
        widgets = {"starts": DayInput()}
        help_texts = {
            "site": _("Pour une date ou une personne fixée."),
            "starts": _("Pour une date fixée : le premier des deux jours."),
            "visitor": _("Pour une personne fixée, ou pour deux à ne pas réunir."),
            "other": _("Pour deux personnes à ne pas réunir."),
        }

    def __init__(self, *args: Any, study: Study, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = Visitor.objects.visible_to(user).filter(study=study, left_on=None)
        fields: dict[str, Any] = self.fields
        fields["step"].queryset = study.steps.visible_to(user)
        fields["site"].queryset = study.sites.visible_to(user)
        fields["visitor"].queryset = people
        fields["other"].queryset = people

    def clean(self) -> dict[str, Any]:
        """Ask for what the kind of lock needs, and forget the rest."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        needed = NEEDED.get(values.get("kind", ""), ())
        for name in ("site", "starts", "visitor", "other"):
            if name not in needed:
                values[name] = None
            elif not values.get(name) and name not in self.errors:
                self.add_error(name, _("Ce choix en a besoin."))
        if values.get("visitor") and values.get("visitor") == values.get("other"):
            self.add_error("other", _("Choisissez deux personnes différentes."))
        return values
