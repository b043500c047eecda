"""Visits of mixed teams: who goes where, hour by hour."""

from datetime import date, timedelta
from typing import Self

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ancrage.accounts.models import User
from ancrage.core.models import AccessQuerySet, Traceable, Versioned
from ancrage.fieldwork.models.guides import Guide
from ancrage.fieldwork.models.interview import Interview
from ancrage.fieldwork.models.preparation import ActorToMeet
from ancrage.fieldwork.models.visit_plans import VisitPlan
from ancrage.fieldwork.models.visitors import Visitor
from ancrage.studies.models import Site, Step


class VisitQuerySet(AccessQuerySet):
    """Readings of visits."""

    def standing(self) -> Self:
        """Keep the visits that take place, or took place."""
        return self.exclude(state=Visit.State.CANCELLED)


class Visit(Versioned):
    """Two days at a site, in a step, with two mixed teams."""

    class State(models.TextChoices):
        """Where it is."""

        PROPOSED = "proposee", _("proposée")
        HOSTED = "accueil_confirme", _("confirmée par le site")
        CONFIRMED = "confirmee", _("confirmée par les équipes")
        DONE = "faite", _("faite")
        CANCELLED = "annulee", _("annulée")

    site = models.ForeignKey(Site, models.CASCADE, related_name="visits")
    step = models.ForeignKey(Step, models.PROTECT, related_name="visits")
    plan = models.ForeignKey(
        VisitPlan, models.SET_NULL, null=True, blank=True, related_name="visits"
    )
    guide = models.ForeignKey(
        Guide,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="visits",
        verbose_name=_("guide d’entretien"),
    )
    starts = models.DateField(_("premier jour"))
    days = models.PositiveSmallIntegerField(
        _("nombre de jours"), default=2, validators=[MinValueValidator(1)]
    )
    state = models.CharField(_("état"), max_length=20, choices=State, default=State.PROPOSED)
    reason = models.TextField(_("raison de l’annulation"), blank=True)
    welcome = models.TextField(_("accueil, lieux, accès"), blank=True)

    objects = VisitQuerySet.as_manager()

    class Meta:
        ordering = ["starts", "site__order"]
        verbose_name = _("visite")
        constraints = [
            models.UniqueConstraint(
                fields=["site", "step"],
                condition=~Q(state="annulee"),
                name="visit_site_step_once",
            ),
            models.CheckConstraint(
                condition=~Q(state="annulee") | ~Q(reason=""), name="visit_cancelled_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.site} – {self.step}"

    def get_absolute_url(self) -> str:
        """Its teams, its agenda, its file."""
        return reverse("fieldwork:visit_detail", args=[self.site.study.slug, self.uuid])

    @property
    def ends(self) -> date:
        """The last day."""
        return self.starts + timedelta(days=self.days - 1)

    @property
    def dates(self) -> list[date]:
        """Every day, in order."""
        return [self.starts + timedelta(days=n) for n in range(self.days)]


class TeamSeat(Traceable):
    """Someone in one of the teams of a visit."""

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="seats")
    visitor = models.ForeignKey(Visitor, models.PROTECT, related_name="seats")
    team = models.PositiveSmallIntegerField(_("équipe"), choices=[(1, "1"), (2, "2")])
    confirmed_at = models.DateTimeField(_("confirmé le"), null=True, blank=True)

    objects = AccessQuerySet.as_manager()

    class Meta:
        ordering = ["visit", "team", "visitor__group", "visitor__name"]
        verbose_name = _("place dans une équipe")
        constraints = [
            models.UniqueConstraint(fields=["visit", "visitor"], name="teamseat_one_team"),
        ]

    def __str__(self) -> str:
        return f"{self.visitor} ({self.team})"


class AgendaItem(Versioned):
    """An hour of a visit: an interview to hold, a journey, a meal, the debrief of the day.

    ``contact`` is sealed: whom to ask for and how to reach them.
    """

    class Kind(models.TextChoices):
        """What the hour is for."""

        INTERVIEW = "entretien", _("entretien")
        GROUP = "collectif", _("entretien collectif")
        TRAVEL = "trajet", _("trajet")
        BREAK = "pause", _("pause ou repas")
        DEBRIEF = "debriefing", _("bilan de la journée")
        WELCOME = "accueil", _("accueil")

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="agenda")
    team = models.PositiveSmallIntegerField(
        _("équipe"), choices=[(1, "1"), (2, "2")], null=True, blank=True
    )
    on = models.DateField(_("le"))
    starts = models.TimeField(_("de"))
    ends = models.TimeField(_("à"))
    kind = models.CharField(_("nature"), max_length=12, choices=Kind)
    title = models.CharField(_("intitulé"), max_length=200)
    place = models.CharField(_("salle ou lieu"), max_length=200, blank=True)
    actor = models.ForeignKey(
        ActorToMeet,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="agenda",
        verbose_name=_("acteur à rencontrer"),
    )
    contact = models.UUIDField(null=True, editable=False)
    interview = models.OneToOneField(
        Interview, models.SET_NULL, null=True, blank=True, related_name="agenda_item"
    )

    objects = AccessQuerySet.as_manager()

    class Meta:
        ordering = ["on", "starts", "team"]
        verbose_name = _("ligne de l’emploi du temps")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__gt=F("starts")), name="agendaitem_ends_after_start"
            )
        ]

    def __str__(self) -> str:
        return self.title


class Debrief(Versioned):
    """What a team makes of its day, on the evening itself."""

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="debriefs")
    team = models.PositiveSmallIntegerField(_("équipe"), choices=[(1, "1"), (2, "2")])
    on = models.DateField(_("le"))
    heard = models.TextField(_("ce que nous avons entendu"))
    surprised = models.TextField(_("ce qui nous a surpris"), blank=True)
    doubts = models.TextField(_("ce dont nous ne sommes pas sûrs"), blank=True)
    to_dig = models.TextField(_("à creuser demain ou à l’étape suivante"), blank=True)
    author = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = AccessQuerySet.as_manager()

    class Meta:
        ordering = ["visit", "on", "team"]
        verbose_name = _("bilan de la journée")
        constraints = [
            models.UniqueConstraint(fields=["visit", "team", "on"], name="debrief_team_day_once")
        ]

    def __str__(self) -> str:
        return f"{self.visit} {self.on} ({self.team})"
