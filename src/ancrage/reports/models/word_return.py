"""A report that came back from Word, before and after somebody confirms its changes."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ancrage.accounts.models import User
from ancrage.core.models import AccessQuerySet, Traceable
from ancrage.reports.models.report import Report


class WordReturn(Traceable):
    """What a Word file brought back.

    ``sections`` is a list of {key, version, title, body}, ``comments`` of {author, text, about}.
    """

    report = models.ForeignKey(Report, models.CASCADE, related_name="word_returns")
    sections = models.JSONField()
    comments = models.JSONField(default=list)
    tracked_changes = models.PositiveIntegerField(default=0)
    images = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(_("déposé le"))
    applied_at = models.DateTimeField(_("repris le"), null=True, blank=True)

    objects = AccessQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("retour de Word")

    def __str__(self) -> str:
        return f"{self.report} {self.at:%Y-%m-%d %H:%M}"

    def get_absolute_url(self) -> str:
        """Where its changes are looked at."""
        report = self.report
        return reverse("reports:word_review", args=[report.study.slug, report.slug, self.uuid])
