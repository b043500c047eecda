"""What findings lead to: stakes, leads, recommendations."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ancrage.core.models import AccessQuerySet, Versioned
from ancrage.evidence.models.finding import Finding
from ancrage.studies.models import FunderQuestion, Study


class Stake(Versioned):
    """What is at stake, seen from several findings."""

    study = models.ForeignKey(Study, models.CASCADE, related_name="stakes")
    number = models.PositiveSmallIntegerField(_("numéro"))
    title = models.CharField(_("enjeu"), max_length=250)
    text = models.TextField(_("description"), blank=True)
    findings = models.ManyToManyField(
        Finding, related_name="stakes", blank=True, verbose_name=_("constats")
    )

    objects = AccessQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        verbose_name = _("enjeu")
        constraints = [
            models.UniqueConstraint(fields=["study", "number"], name="stake_number_once")
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The stake's own page."""
        return reverse("evidence:stake_detail", args=[self.study.slug, self.number])


class Lead(Versioned):
    """A lead for action, from one or several stakes."""

    study = models.ForeignKey(Study, models.CASCADE, related_name="leads")
    number = models.PositiveSmallIntegerField(_("numéro"))
    title = models.CharField(_("piste d’action"), max_length=250)
    text = models.TextField(_("description"), blank=True)
    stakes = models.ManyToManyField(
        Stake, related_name="leads", blank=True, verbose_name=_("enjeux")
    )

    objects = AccessQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        verbose_name = _("piste d’action")
        constraints = [models.UniqueConstraint(fields=["study", "number"], name="lead_number_once")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The lead's own page."""
        return reverse("evidence:lead_detail", args=[self.study.slug, self.number])


class Recommendation(Versioned):
    """What the study asks someone to do: an action, an addressee, a means."""

    study = models.ForeignKey(Study, models.CASCADE, related_name="recommendations")
    number = models.PositiveSmallIntegerField(_("numéro"))
    text = models.TextField(_("préconisation"))
    addressee = models.CharField(_("destinataire"), max_length=250)
    means = models.TextField(_("moyens"), blank=True)
    leads = models.ManyToManyField(
        Lead, related_name="recommendations", blank=True, verbose_name=_("pistes d’action")
    )
    questions = models.ManyToManyField(
        FunderQuestion,
        related_name="recommendations",
        blank=True,
        verbose_name=_("questions auxquelles elle répond"),
    )

    objects = AccessQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        verbose_name = _("préconisation")
        constraints = [
            models.UniqueConstraint(fields=["study", "number"], name="recommendation_number_once")
        ]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        """The recommendation's own page."""
        return reverse("evidence:recommendation_detail", args=[self.study.slug, self.number])
