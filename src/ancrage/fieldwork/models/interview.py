"""Interviews and who led them."""

from typing import Self

from django.db import models
from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ancrage.accounts.models import User
from ancrage.core.models import AccessQuerySet, Traceable, Versioned
from ancrage.studies.models import Site, Step, Study


class ActorCategory(Traceable):
    """A kind of actor that the study wants to hear: elected, services, residents…"""

    study = models.ForeignKey(Study, models.CASCADE, related_name="actor_categories")
    label = models.CharField(_("catégorie d’acteurs"), max_length=120)
    order = models.PositiveSmallIntegerField(default=0)

    objects = AccessQuerySet.as_manager()

    class Meta:
        ordering = ["order", "label"]
        verbose_name = _("catégorie d’acteurs")
        constraints = [
            models.UniqueConstraint(fields=["study", "label"], name="actorcategory_label_once")
        ]

    def __str__(self) -> str:
        return self.label


class Interviewer(Traceable):
    """Someone who leads interviews, as the tables name them: an ordinary fact, in clear.

    A study administrator links the name to an account: that person then reads the interviews in
    which they took part.
    """

    study = models.ForeignKey(Study, models.CASCADE, related_name="interviewers")
    name = models.CharField(_("nom"), max_length=120)
    user = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, verbose_name=_("compte lié")
    )

    objects = AccessQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("enquêteur")
        constraints = [
            models.UniqueConstraint(fields=["study", "name"], name="interviewer_name_once")
        ]

    def __str__(self) -> str:
        return self.name


class InterviewQuerySet(AccessQuerySet):
    """Readings of interviews."""

    def with_counts(self) -> Self:
        """Add the number of people met and of texts."""
        return self.annotate(
            people_count=Count("participants", distinct=True),
            text_count=Count("documents", distinct=True),
        )

    def totals(self) -> dict[str, int]:
        """Return how many interviews, people met and texts there are."""
        return self.aggregate(
            interviews=Count("pk", distinct=True),
            people=Count("participants", distinct=True),
            texts=Count("documents", distinct=True),
        )


class Interview(Versioned):
    """One conversation of the field: an interview counts once however many people speak."""

    class Kind(models.TextChoices):
        """How people were met."""

        INDIVIDUAL = "individuel", _("entretien individuel")
        GROUP = "collectif", _("entretien collectif")
        WORKSHOP = "atelier", _("atelier")
        RESTITUTION = "restitution", _("restitution")

    study = models.ForeignKey(Study, models.CASCADE, related_name="interviews")
    site = models.ForeignKey(Site, models.PROTECT, related_name="interviews")
    step = models.ForeignKey(Step, models.PROTECT, related_name="interviews")
    code = models.CharField(_("identifiant"), max_length=40)
    held_on = models.DateField(_("date"))
    kind = models.CharField(_("type"), max_length=12, choices=Kind)
    place = models.CharField(_("lieu"), max_length=200, blank=True)
    minutes = models.PositiveSmallIntegerField(_("durée en minutes"), null=True, blank=True)
    theme = models.CharField(_("thème"), max_length=250, blank=True)
    interviewers = models.ManyToManyField(Interviewer, related_name="interviews", blank=True)
    batch = models.ForeignKey(
        "fieldwork.ImportBatch", models.SET_NULL, null=True, blank=True, related_name="interviews"
    )

    objects = InterviewQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        verbose_name = _("entretien")
        constraints = [
            models.UniqueConstraint(fields=["study", "code"], name="interview_code_once")
        ]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        """The interview's own page."""
        return reverse("fieldwork:interview_detail", args=[self.study.slug, self.code])
