"""Forms of a visit: its days, its teams, its hours."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ancrage.accounts.models import User
from ancrage.core.dates import day_in_words
from ancrage.core.forms import DayInput, TickedRows, VersionedForm
from ancrage.fieldwork.models import (
    ActorToMeet,
    AgendaItem,
    Guide,
    TeamSeat,
    Visit,
    Visitor,
)
from ancrage.studies.models import Site, Step, Study

MOST_DAYS = 5


class VisitOpenForm(forms.Form):
    """A visit added by hand."""

    site = forms.ModelChoiceField(
        Site.objects.none(),  # access: filled with the sites of the study below
        label=_("Site"),
    )
    step = forms.ModelChoiceField(
        Step.objects.none(),  # access: filled with the steps of the study below
        label=_("Étape"),
    )
    starts = forms.DateField(label=_("Premier jour"), widget=DayInput)
    days = forms.IntegerField(
        label=_("Nombre de jours"), min_value=1, max_value=MOST_DAYS, initial=2
    )

    def __init__(self, *args: Any, study: Study, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["site"].queryset = study.sites.visible_to(user)
        fields["step"].queryset = study.steps.visible_to(user)


class VisitForm(VersionedForm):
    """Where teams are welcomed, and the guide that they take along."""

    class Meta:
        model = Visit
        fields = ["welcome", "guide"]
        widgets = {"welcome": forms.Textarea(attrs={"rows": 6})}
        help_texts = {
            "welcome": _("Adresse, salles, accès, repas : ce que les équipes doivent savoir."),
            "guide": _("Une édition arrêtée du guide de ce site."),
        }

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        guides = Guide.objects.visible_to(user).filter(site=self.instance.site)
        fields: dict[str, Any] = self.fields
        fields["guide"].queryset = guides.exclude(settled_at=None)


class PeopleChoice(TickedRows):
    """People of the register, with what tells who may sit beside whom."""

    def __init__(self, *, label: Any) -> None:
        super().__init__(
            Visitor.objects.none(),  # access: filled with the register of the study below
            label=label,
            required=False,
        )

    def label_from_instance(self, row: Visitor) -> str:
        """Write « Odile Tarrazi, observatoire, Paris »."""
        return f"{row.name}, {row.get_group_display()}, {row.home}"


class TeamsForm(forms.Form):
    """The date and the teams of a visit, changed by hand."""

    starts = forms.DateField(label=_("Premier jour"), widget=DayInput)
    days = forms.IntegerField(label=_("Nombre de jours"), min_value=1, max_value=MOST_DAYS)
    first = PeopleChoice(label=_("Équipe 1"))
    second = PeopleChoice(label=_("Équipe 2"))
    keep_anyway = forms.BooleanField(
        label=_("Garder malgré ces règles : je sais pourquoi"), required=False
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, visit: Visit, user: User, **kwargs: Any) -> None:
        seats = list(TeamSeat.objects.visible_to(user).filter(visit=visit))
        teams = {team: [seat.visitor_id for seat in seats if seat.team == team] for team in (1, 2)}
        initial = {"starts": visit.starts, "days": visit.days, "version": visit.version}
        initial |= {"first": teams[1], "second": teams[2]}
        super().__init__(*args, initial=initial, **kwargs)
        people = Visitor.objects.visible_to(user).filter(study=visit.site.study_id)
        here = people.filter(left_on=None) | people.filter(pk__in=[*teams[1], *teams[2]])
        fields: dict[str, Any] = self.fields
        for name in ("first", "second"):
            fields[name].queryset = here.select_related("home").defer("home__outline").distinct()

    def teams(self) -> list[list[Visitor]]:
        """Return both teams."""
        return [list(self.cleaned_data["first"]), list(self.cleaned_data["second"])]


class CancelForm(forms.Form):
    """Why a visit does not take place."""

    reason = forms.CharField(
        label=_("Raison"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class DropOutForm(forms.Form):
    """Who can no longer come, or which date the site takes back."""

    seat = forms.ModelChoiceField(
        TeamSeat.objects.none(),  # access: filled with the seats of the visit below
        label=_("Qui ne peut plus venir ?"),
        required=False,
        empty_label=_("personne : c’est le site qui reprend sa date"),
    )
    every_visit = forms.BooleanField(
        label=_("Cette personne ne participe plus à aucune visite"), required=False
    )
    reason = forms.CharField(label=_("Raison"), max_length=500, required=False)
    seconds = forms.IntegerField(
        label=_("Temps de recherche, en secondes"), min_value=1, max_value=60, initial=5
    )

    def __init__(self, *args: Any, visit: Visit, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seats = TeamSeat.objects.visible_to(user).filter(visit=visit)
        fields: dict[str, Any] = self.fields
        fields["seat"].queryset = seats.select_related("visitor")


class AgendaItemForm(VersionedForm):
    """One line of the agenda; whom to ask for is sealed, and never shown again in this form."""

    contact = forms.CharField(
        label=_("Qui demander, et comment"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off"}),
        help_text=_(
            "Scellé dans le coffre : chaque ouverture est notée au journal. Laissez vide pour ne "
            "rien changer."
        ),
    )

    class Meta:
        model = AgendaItem
        fields = ["kind", "title", "team", "on", "starts", "ends", "place", "actor"]
        widgets = {
            "starts": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            "ends": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        }
        help_texts = {
            "title": _("Une instance, un groupe : jamais le nom d’une personne."),
            "team": _("Laissez vide si les deux équipes y sont."),
        }

    def __init__(self, *args: Any, visit: Visit, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        days = [visit.starts + timedelta(days=n) for n in range(visit.days)]
        fields: dict[str, Any] = self.fields
        fields["on"] = forms.TypedChoiceField(
            label=_("Jour"),
            choices=[(day.isoformat(), day_in_words(day)) for day in days],
            coerce=lambda text: next(day for day in days if day.isoformat() == text),
        )
        fields["team"].choices = [("", _("les deux équipes")), (1, "1"), (2, "2")]
        actors = ActorToMeet.objects.visible_to(user).filter(site=visit.site)
        fields["actor"].queryset = actors

    def clean(self) -> None:
        """Refuse an hour that ends before it starts."""
        super().clean()
        starts, ends = self.cleaned_data.get("starts"), self.cleaned_data.get("ends")
        if starts and ends and ends <= starts:
            self.add_error(
                "ends", _("L’heure de fin précède celle de début. Corrigez l’une des deux.")
            )
