"""A publication on its way: what was asked, where it is, why it stopped."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ancrage.accounts.models import User
from ancrage.core.models import AccessQuerySet, Traceable
from ancrage.reports.models.publication import Publication
from ancrage.reports.models.report import Report

# After that long without news, whoever was printing was stopped.
PATIENCE = timedelta(minutes=10)


class Printing(Traceable):
    """One request to publish a report, followed until its edition is out."""

    class Status(models.TextChoices):
        """Where it is."""

        WAITING = "attente", _("en attente")
        COMPOSING = "composition", _("composition du texte")
        RENDERING = "mise_en_page", _("mise en page")
        DONE = "fait", _("publié")
        REFUSED = "refuse", _("à corriger")
        FAILED = "echec", _("interrompu")

    UNDER_WAY = (Status.WAITING, Status.COMPOSING, Status.RENDERING)

    report = models.ForeignKey(Report, models.CASCADE, related_name="printings")
    audience = models.CharField(
        _("destinataires"), max_length=10, choices=Publication.Audience.choices
    )
    status = models.CharField(_("état"), max_length=15, choices=Status, default=Status.WAITING)
    asked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField(_("demandé le"))
    reasons = models.JSONField(default=list)
    publication = models.OneToOneField(
        Publication, models.SET_NULL, null=True, blank=True, related_name="printing"
    )

    objects = AccessQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        verbose_name = _("mise sous presse")
        constraints = [
            models.UniqueConstraint(
                fields=["report"],
                condition=Q(status__in=("attente", "composition", "mise_en_page")),
                name="printing_one_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.report} – {self.get_status_display()}"

    def get_absolute_url(self) -> str:
        """Where it is followed."""
        report = self.report
        return reverse("reports:printing_detail", args=[report.study.slug, report.slug, self.uuid])

    @property
    def is_under_way(self) -> bool:
        """Tell whether something is still to come."""
        return self.status in self.UNDER_WAY

    def is_lost(self, now: datetime) -> bool:
        """Tell whether whoever was printing stopped without a word."""
        return self.is_under_way and now - self.asked_at > PATIENCE
