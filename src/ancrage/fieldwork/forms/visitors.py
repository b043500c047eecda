"""Forms of the visitors' register and of availabilities."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from ancrage.accounts.models import User
from ancrage.core.forms import DayInput, VersionedForm, refuse_end_before_start
from ancrage.fieldwork.models import Interviewer, Visitor
from ancrage.studies.models import Membership, Study
from ancrage.territories.forms import TerritoryField

USUAL: Final = timedelta(weeks=13)
LONGEST: Final = timedelta(weeks=53)


class VisitorForm(VersionedForm):
    """Somebody who may go on visits."""

    home = TerritoryField(
        label=_("Lieu de travail"),
        help_text=_("La commune ou l’intercommunalité : personne ne visite son propre site."),
    )

    class Meta:
        model = Visitor
        fields = [
            *("name", "group", "organisation", "home"),
            *("most_visits", "user", "interviewer", "left_on"),
        ]
        labels = {"interviewer": _("Enquêteur")}
        widgets = {"left_on": DayInput()}
        help_texts = {
            "user": _("Avec un compte, la personne donne elle-même ses disponibilités."),
            "interviewer": _("Le nom sous lequel ses entretiens sont importés, s’il y en a."),
        }

    def __init__(self, *args: Any, study: Study, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.study = study
        members = Membership.objects.visible_to(user).filter(study=study)
        fields: dict[str, Any] = self.fields
        # access: the members of a study, whose memberships the person may see
        fields["user"].queryset = User.objects.filter(pk__in=members.values("user"))
        fields["interviewer"].queryset = Interviewer.objects.visible_to(user).filter(study=study)

    def clean_name(self) -> str:
        """Refuse a name that somebody of the register bears already."""
        name: str = self.cleaned_data["name"]
        # access: the name of anybody of the register is taken, seen or not
        others = Visitor.objects.filter(study=self.instance.study, name=name)
        if others.exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(
                _("Quelqu’un porte déjà ce nom dans le registre. Ajoutez de quoi les distinguer.")
            )
        return name


class PeriodForm(forms.Form):
    """Between which days availabilities are shown."""

    du = forms.DateField(label=_("Du"), widget=DayInput)
    au = forms.DateField(label=_("au"), widget=DayInput)

    def clean(self) -> None:
        """Refuse a period that ends before it starts, or that no page can show."""
        super().clean()
        refuse_end_before_start(self, starts="du", ends="au")
        starts, ends = self.cleaned_data.get("du"), self.cleaned_data.get("au")
        if starts and ends and ends - starts > LONGEST:
            self.add_error("au", _("La période dépasse un an. Raccourcissez-la."))


class DaysForm(forms.Form):
    """The days of a period from which somebody is free, or a site can host."""

    days = forms.MultipleChoiceField(label=_("Jours"), required=False)

    def __init__(self, *args: Any, offered: Sequence[date], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["days"].choices = [(day.isoformat(), day.isoformat()) for day in offered]
        fields["days"].error_messages["invalid_choice"] = _(
            "Le %(value)s n’est pas un jour de visite possible. Rien n’a été enregistré."
        )

    def chosen(self) -> list[date]:
        """Return the days ticked."""
        return [date.fromisoformat(day) for day in self.cleaned_data["days"]]
