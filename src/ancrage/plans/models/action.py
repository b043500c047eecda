"""Action sheets: who does what, with whom, by when, and what came of it."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ancrage.accounts.models import User
from ancrage.core.models import AccessQuerySet, Traceable, Versioned
from ancrage.deliberation.models import Meeting
from ancrage.evidence.models import Lead
from ancrage.studies.models import Site


class ActionQuerySet(AccessQuerySet):
    """Readings of action sheets."""

    def adopted(self) -> Self:
        """Keep the actions that the site committed to, done or under way."""
        return self.filter(state__in=(Action.State.ADOPTED, Action.State.DONE))

    def late(self, today: date) -> Self:
        """Keep the adopted actions whose term is past and that are not done."""
        return self.filter(state=Action.State.ADOPTED, due_on__lt=today)

    def without_owner(self) -> Self:
        """Keep the adopted actions that nobody leads."""
        return self.filter(state=Action.State.ADOPTED, led_by="")


class Action(Versioned):
    """An action sheet: a lead made concrete, with an owner and a date.

    Who leads it is an ordinary fact in clear: an organisation, an office, or a person who took it
    on publicly.
    """

    class State(models.TextChoices):
        """What the site decided."""

        PROPOSED = "proposee", _("proposée")
        ADOPTED = "adoptee", _("adoptée")
        DROPPED = "abandonnee", _("abandonnée")
        HANDED_OVER = "transmise", _("transmise à un autre acteur")
        DONE = "faite", _("faite")

    site = models.ForeignKey(Site, models.PROTECT, related_name="actions")
    number = models.PositiveSmallIntegerField(_("numéro"))
    title = models.CharField(_("action"), max_length=250)
    why = models.TextField(_("pourquoi"), blank=True)
    leads = models.ManyToManyField(
        Lead, related_name="actions", blank=True, verbose_name=_("pistes d’action")
    )
    meeting = models.ForeignKey(
        Meeting,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="actions",
        verbose_name=_("née de la séance"),
    )
    led_by = models.CharField(_("portée par"), max_length=200, blank=True)
    owner = models.ForeignKey(
        User,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="actions",
        verbose_name=_("compte à prévenir"),
    )
    with_whom = models.TextField(_("avec qui"), blank=True)
    means = models.TextField(_("moyens"), blank=True)
    starts_on = models.DateField(_("commence le"), null=True, blank=True)
    due_on = models.DateField(_("pour le"), null=True, blank=True)
    first_step = models.TextField(_("première étape"), blank=True)
    sign = models.TextField(_("à quoi verra-t-on que c’est réussi ?"), blank=True)
    state = models.CharField(_("état"), max_length=12, choices=State, default=State.PROPOSED)
    decided_on = models.DateField(_("décidé le"), null=True, blank=True)
    decided_by = models.CharField(_("décidé par"), max_length=200, blank=True)
    reason = models.TextField(_("raison"), blank=True)
    handed_to = models.CharField(_("transmise à"), max_length=200, blank=True)

    objects = ActionQuerySet.as_manager()

    class Meta:
        ordering = ["site__order", "number"]
        verbose_name = _("fiche action")
        constraints = [
            models.UniqueConstraint(fields=["site", "number"], name="action_number_once"),
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(due_on=None) | Q(due_on__gte=F("starts_on")),
                name="action_due_after_start",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["adoptee", "faite"])
                | (~Q(led_by="") & Q(due_on__isnull=False)),
                name="action_adopted_has_owner_and_date",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["abandonnee", "transmise"]) | ~Q(reason=""),
                name="action_dropped_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(state="transmise") | ~Q(handed_to=""),
                name="action_handed_over_says_to_whom",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The sheet's own page."""
        site = self.site
        return reverse("plans:action_detail", args=[site.study.slug, site.slug, self.number])


class FollowUp(Versioned):
    """How an adopted action takes root, three, six and twelve months on."""

    class Progress(models.TextChoices):
        """Where it is."""

        NOT_BEGUN = "pas_commence", _("pas commencée")
        UNDER_WAY = "en_cours", _("en cours")
        ROOTED = "installee", _("installée")
        STOPPED = "arretee", _("arrêtée")

    action = models.ForeignKey(Action, models.CASCADE, related_name="follow_ups")
    months = models.PositiveSmallIntegerField(_("mois après l’adoption"))
    due_on = models.DateField(_("pour le"))
    progress = models.CharField(_("avancement"), max_length=15, choices=Progress, blank=True)
    words = models.TextField(_("ce qui a été fait"), blank=True)
    told_by = models.CharField(_("dit par"), max_length=200, blank=True)
    recorded_on = models.DateField(_("relevé le"), null=True, blank=True)
    reminded_at = models.DateTimeField(_("rappelé le"), null=True, blank=True)

    objects = AccessQuerySet.as_manager()

    class Meta:
        ordering = ["action", "months"]
        verbose_name = _("suivi d’une action")
        constraints = [
            models.UniqueConstraint(fields=["action", "months"], name="followup_months_once"),
            models.CheckConstraint(
                condition=Q(recorded_on=None) | ~Q(progress=""), name="followup_says_progress"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.action} (+{self.months})"


class SiteReturn(Traceable):
    """An edition of « ce qui a été fait de ce que vous avez dit », frozen when published.

    Public pages read ``frozen`` and nothing else.
    """

    site = models.ForeignKey(Site, models.PROTECT, related_name="returns")
    edition = models.PositiveSmallIntegerField(_("édition"))
    frozen = models.JSONField()
    digest = models.CharField(max_length=64)
    published_at = models.DateTimeField(_("publié le"))
    published_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(_("retiré le"), null=True, blank=True)

    objects = AccessQuerySet.as_manager()

    class Meta:
        ordering = ["-edition"]
        verbose_name = _("page publique d’un site")
        constraints = [
            models.UniqueConstraint(fields=["site", "edition"], name="sitereturn_edition_once")
        ]

    def __str__(self) -> str:
        return f"{self.site} ({self.edition})"

    def get_absolute_url(self) -> str:
        """Where everybody reads it."""
        return reverse("returns:return_detail", args=[self.site.study.slug, self.site.slug])
