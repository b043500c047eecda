"""What residents read of a site's actions: plain words, then frozen editions."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ancrage.accounts.models import User
from ancrage.core.models import AccessQuerySet, Traceable, Versioned
from ancrage.evidence.models import Stake
from ancrage.studies.models import Site


class PlainWords(Versioned):
    """A stake said to the people of a site as one says things aloud."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="plain_words")
    stake = models.ForeignKey(Stake, models.CASCADE, related_name="plain_words")
    text = models.TextField(_("ce que vous avez dit, en mots simples"))

    objects = AccessQuerySet.as_manager()

    class Meta:
        ordering = ["site__order", "stake__number"]
        verbose_name = _("enjeu en mots simples")
        constraints = [
            models.UniqueConstraint(fields=["site", "stake"], name="plainwords_once"),
            models.CheckConstraint(condition=~Q(text=""), name="plainwords_say_something"),
        ]

    def __str__(self) -> str:
        return self.text


class SiteReturnQuerySet(AccessQuerySet):
    """Readings of the public pages of sites."""

    def standing(self) -> Self:
        """Keep the editions that nobody withdrew."""
        return self.filter(withdrawn_at=None)


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

    objects = SiteReturnQuerySet.as_manager()

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

    @property
    def edition_url(self) -> str:
        """Where everybody reads this edition, whatever came after it."""
        study, site = self.site.study.slug, self.site.slug
        return reverse("returns:return_edition", args=[study, site, self.edition])

    def withdraw(self, *, at: datetime) -> None:
        """Take it out of everybody's sight; what it said is kept."""
        self.withdrawn_at = at
        self.save(update_fields=["withdrawn_at"])
