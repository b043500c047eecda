"""Interview guides: questions under the common axes and the site's theme."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ancrage.core.models import AccessQuerySet, Versioned
from ancrage.studies.models import Axis, Site, Step


class GuideQuerySet(AccessQuerySet):
    """Readings of guides."""

    def settled(self) -> Self:
        """Keep the guides that no longer change: those that teams take to the field."""
        return self.exclude(settled_at=None)


class Guide(Versioned):
    """An edition of the questions asked at a site in a step. Once settled it no longer changes."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="guides")
    step = models.ForeignKey(Step, models.PROTECT, related_name="guides")
    edition = models.PositiveSmallIntegerField(_("édition"), default=1)
    title = models.CharField(_("titre"), max_length=200)
    opening = models.TextField(_("comment se présenter"), blank=True)
    closing = models.TextField(_("comment conclure"), blank=True)
    settled_at = models.DateTimeField(_("arrêté le"), null=True, blank=True, editable=False)

    objects = GuideQuerySet.as_manager()

    class Meta:
        ordering = ["site", "step__number", "-edition"]
        verbose_name = _("guide d’entretien")
        constraints = [
            models.UniqueConstraint(fields=["site", "step", "edition"], name="guide_edition_once"),
            models.UniqueConstraint(
                fields=["site", "step"],
                condition=Q(settled_at=None),
                name="guide_one_draft",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.edition})"

    def get_absolute_url(self) -> str:
        """Where it is read, written and printed."""
        return reverse("fieldwork:guide_detail", args=[self.site.study.slug, self.uuid])

    @property
    def is_settled(self) -> bool:
        """Tell whether it no longer changes."""
        return self.settled_at is not None


class GuideQuestion(Versioned):
    """One question of a guide: under a common axis, or under the site's theme where none."""

    guide = models.ForeignKey(Guide, models.CASCADE, related_name="questions")
    axis = models.ForeignKey(
        Axis,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="guide_questions",
        verbose_name=_("axe commun"),
    )
    order = models.PositiveSmallIntegerField(_("ordre"), default=0)
    text = models.TextField(_("question"))
    prompts = models.TextField(_("relances"), blank=True)

    objects = AccessQuerySet.as_manager()

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = _("question du guide")

    def __str__(self) -> str:
        return self.text
