"""Mixed teams and their visits: who may go, when, and who goes where."""

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
from ancrage.fieldwork.models.interview import Interview, Interviewer
from ancrage.fieldwork.models.preparation import ActorToMeet
from ancrage.studies.models import Site, Step, Study
from ancrage.territories.models import Territory


class Visitor(Versioned):
    """Someone who may go on a visit: an ordinary fact, in clear.

    ``home`` is the territory where they work; nobody visits the site that stands there.
    """

    class Group(models.TextChoices):
        """Whom they speak for: each team has at least one of each."""

        COORDINATOR = "coordination", _("observatoire")
        STATE = "etat", _("État")
        VOLUNTEER = "volontaire", _("autre ville ou agglomération")

    study = models.ForeignKey(Study, models.CASCADE, related_name="visitors")
    name = models.CharField(_("nom"), max_length=120)
    group = models.CharField(_("au titre de"), max_length=12, choices=Group)
    organisation = models.CharField(_("organisme"), max_length=200, blank=True)
    home = models.ForeignKey(
        Territory, models.PROTECT, related_name="+", verbose_name=_("lieu de travail")
    )
    most_visits = models.PositiveSmallIntegerField(
        _("nombre de visites au plus"), default=8, validators=[MinValueValidator(1)]
    )
    user = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, verbose_name=_("compte lié")
    )
    interviewer = models.ForeignKey(
        Interviewer, models.SET_NULL, null=True, blank=True, related_name="visitors"
    )
    left_on = models.DateField(_("ne participe plus depuis le"), null=True, blank=True)

    objects = AccessQuerySet.as_manager()

    class Meta:
        ordering = ["group", "name"]
        verbose_name = _("membre des équipes de visite")
        constraints = [models.UniqueConstraint(fields=["study", "name"], name="visitor_name_once")]

    def __str__(self) -> str:
        return self.name


class VisitorSlot(Traceable):
    """A first day from which a visitor is free for a two-day visit."""

    visitor = models.ForeignKey(Visitor, models.CASCADE, related_name="slots")
    starts = models.DateField(_("à partir du"))

    objects = AccessQuerySet.as_manager()

    class Meta:
        ordering = ["starts"]
        verbose_name = _("disponibilité d’un membre")
        constraints = [
            models.UniqueConstraint(fields=["visitor", "starts"], name="visitorslot_once")
        ]

    def __str__(self) -> str:
        return self.starts.isoformat()


class HostSlot(Traceable):
    """A first day from which a site may host a two-day visit in a step."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="host_slots")
    step = models.ForeignKey(Step, models.CASCADE, related_name="host_slots")
    starts = models.DateField(_("à partir du"))

    objects = AccessQuerySet.as_manager()

    class Meta:
        ordering = ["starts"]
        verbose_name = _("disponibilité d’un site")
        constraints = [
            models.UniqueConstraint(fields=["site", "step", "starts"], name="hostslot_once")
        ]

    def __str__(self) -> str:
        return self.starts.isoformat()


class VisitPlan(Versioned):
    """A proposal of dates and teams for a step: what was asked and what was found.

    ``problem`` is what the planner was given and ``outcome`` what it answered (a roster, or the
    minimal set of rules that make it impossible and repairs), in the terms of ``methods.rosters``.
    """

    class Status(models.TextChoices):
        """Where it is."""

        WAITING = "attente", _("en attente")
        RUNNING = "calcul", _("calcul en cours")
        PROPOSED = "propose", _("proposé")
        IMPOSSIBLE = "impossible", _("impossible")
        ADOPTED = "adopte", _("adopté")
        REPLACED = "remplace", _("remplacé")
        FAILED = "echec", _("interrompu")

    study = models.ForeignKey(Study, models.CASCADE, related_name="visit_plans")
    step = models.ForeignKey(Step, models.PROTECT, related_name="visit_plans")
    number = models.PositiveSmallIntegerField(_("numéro"))
    starts = models.DateField(_("du"))
    ends = models.DateField(_("au"))
    status = models.CharField(_("état"), max_length=12, choices=Status, default=Status.WAITING)
    seed = models.PositiveIntegerField(_("graine"), default=1)
    settings = models.JSONField(default=dict)
    problem = models.JSONField(default=dict)
    outcome = models.JSONField(default=dict)
    asked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField(_("demandé le"))

    objects = AccessQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        verbose_name = _("plan de visites")
        constraints = [
            models.UniqueConstraint(fields=["study", "number"], name="visitplan_number_once"),
            models.CheckConstraint(
                condition=Q(ends__gte=F("starts")), name="visitplan_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.number}"

    def get_absolute_url(self) -> str:
        """Where it is read, locked and adopted."""
        return reverse("fieldwork:plan_detail", args=[self.study.slug, self.number])


class PlanLock(Traceable):
    """A choice that the planner must respect."""

    class Kind(models.TextChoices):
        """What is settled."""

        DATE = "date", _("date fixée")
        SEAT = "personne", _("personne fixée")
        APART = "separer", _("deux personnes à ne pas réunir")

    study = models.ForeignKey(Study, models.CASCADE, related_name="plan_locks")
    step = models.ForeignKey(Step, models.CASCADE, related_name="plan_locks")
    kind = models.CharField(_("nature"), max_length=10, choices=Kind)
    site = models.ForeignKey(Site, models.CASCADE, null=True, blank=True, related_name="+")
    starts = models.DateField(_("à partir du"), null=True, blank=True)
    visitor = models.ForeignKey(Visitor, models.CASCADE, null=True, blank=True, related_name="+")
    other = models.ForeignKey(Visitor, models.CASCADE, null=True, blank=True, related_name="+")

    objects = AccessQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "pk"]
        verbose_name = _("choix imposé au plan")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="date", site__isnull=False, starts__isnull=False)
                | Q(kind="personne", site__isnull=False, visitor__isnull=False)
                | Q(kind="separer", visitor__isnull=False, other__isnull=False),
                name="planlock_says_what",
            )
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


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
