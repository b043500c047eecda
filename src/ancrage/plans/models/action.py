"""Action sheets: who does what, with whom, by when, and what came of it."""

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ancrage.accounts.models import User
from ancrage.core import text
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
        """Keep the proposed actions that nobody leads yet: they can't be adopted."""
        return self.filter(state=Action.State.PROPOSED, led_by="")

    def saying(self, words: str) -> Self:
        """Keep the sheets that hold every word of ``words``, accents and endings aside."""
        sought = {text.stem(word) for word, _start, _end in text.words(words)}
        if not sought:
            return self
        rows = self.values_list("pk", "title", "why", "led_by", "with_whom", "means", "first_step")
        said = {pk: set(text.stems(" ".join(cells)).split()) for pk, *cells in rows}
        return self.filter(pk__in=[pk for pk, stems in said.items() if sought <= stems])

    def on_page(self) -> Self:
        """Add what every list of sheets shows: the site, and the next follow-up to record."""
        waiting = Q(follow_ups__recorded_on=None)
        rows = self.select_related("site__study")
        rows = rows.annotate(next_follow_up=models.Min("follow_ups__due_on", filter=waiting))
        return rows.order_by("site__order", "site", "number")


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
    reminded_at = models.DateTimeField(_("terme rappelé le"), null=True, blank=True)

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
        return self.url_of("action_detail")

    def url_of(self, view: str, *more: Any) -> str:
        """Return the address of a page of the sheet."""
        site = self.site
        return reverse(f"plans:{view}", args=[site.study.slug, site.slug, self.number, *more])

    def is_late(self, today: date) -> bool:
        """Tell whether its term is past although it is not done."""
        return self.state == self.State.ADOPTED and self.due_on is not None and self.due_on < today


class ActionDecision(Traceable):
    """One decision on a sheet: the last one is what the sheet says, the others are its history."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="decisions")
    state = models.CharField(
        _("décision"),
        max_length=12,
        choices=[choice for choice in Action.State.choices if choice[0] != Action.State.PROPOSED],
    )
    on = models.DateField(_("le"))
    by_whom = models.CharField(_("par"), max_length=200)
    reason = models.TextField(_("raison"), blank=True)
    handed_to = models.CharField(_("transmise à"), max_length=200, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(_("notée le"))

    objects = AccessQuerySet.as_manager()

    class Meta:
        ordering = ["-recorded_at", "-pk"]
        verbose_name = _("décision sur une action")
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=["abandonnee", "transmise"]) | ~Q(reason=""),
                name="actiondecision_says_why",
            ),
            models.CheckConstraint(condition=~Q(by_whom=""), name="actiondecision_says_who"),
        ]

    def __str__(self) -> str:
        return f"{self.get_state_display()} ({self.on})"


class FollowUpQuerySet(AccessQuerySet):
    """Readings of follow-ups."""

    def waiting(self) -> Self:
        """Keep those that nobody recorded yet."""
        return self.filter(recorded_on=None)

    def due(self, today: date) -> Self:
        """Keep those whose day has come and that nobody recorded."""
        return self.waiting().filter(due_on__lte=today)


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

    objects = FollowUpQuerySet.as_manager()

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
