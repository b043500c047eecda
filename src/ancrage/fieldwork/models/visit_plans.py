"""Plans of visits: what was asked of the planner, what it answered, what it had to respect."""

from datetime import datetime, timedelta
from typing import Final

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ancrage.accounts.models import User
from ancrage.core.models import AccessQuerySet, Traceable, Versioned
from ancrage.fieldwork.models.visitors import Visitor
from ancrage.studies.models import Site, Step, Study

SILENCE: Final = timedelta(minutes=1)  # explaining and repairing take 20 seconds at most


class VisitPlan(Versioned):
    """A proposal of dates and teams for a step: what was asked and what was found.

    ``problem`` is what the planner was given and ``outcome`` what it answered (a roster, or the
    minimal set of rules that make it impossible and repairs), in the terms of ``methods.rosters``.
    ``change`` is what a drop-out takes away; ``before`` the visits that stood then. Both are empty
    for a plan made from nothing.
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
        DROPPED = "abandonne", _("abandonné")

    AT_WORK = (Status.WAITING, Status.RUNNING)

    study = models.ForeignKey(Study, models.CASCADE, related_name="visit_plans")
    step = models.ForeignKey(Step, models.PROTECT, related_name="visit_plans")
    number = models.PositiveSmallIntegerField(_("numéro"))
    starts = models.DateField(_("du"))
    ends = models.DateField(_("au"))
    status = models.CharField(_("état"), max_length=12, choices=Status, default=Status.WAITING)
    seed = models.PositiveIntegerField(_("graine"), default=1)
    settings = models.JSONField(default=dict, blank=True)
    problem = models.JSONField(default=dict, blank=True)
    outcome = models.JSONField(default=dict, blank=True)
    change = models.JSONField(default=dict, blank=True)
    before = models.JSONField(default=dict, blank=True)
    asked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField(_("demandé le"))
    begun_at = models.DateTimeField(_("commencé le"), null=True, blank=True)

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

    @property
    def is_at_work(self) -> bool:
        """Tell whether a worker has it, or will."""
        return self.status in self.AT_WORK

    @property
    def is_repair(self) -> bool:
        """Tell whether it changes visits that stand, after a drop-out."""
        return bool(self.change)

    @property
    def seconds(self) -> int:
        """How long the planner may search."""
        return int(self.settings["seconds"])

    def is_interrupted(self, now: datetime) -> bool:
        """Tell whether its worker went silent: nothing searches so much longer than asked."""
        limit = timedelta(seconds=self.seconds) + SILENCE
        began = self.begun_at
        return self.status == self.Status.RUNNING and began is not None and now > began + limit


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
