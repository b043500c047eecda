"""What findings lead to: stakes, leads, recommendations."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ancrage.core.models import AccessQuerySet, Versioned
from ancrage.evidence.models.finding import EvidenceLink, Finding
from ancrage.studies.models import FunderQuestion, Study


class UpwardQuerySet(AccessQuerySet):
    """Readings of what findings lead to."""

    def with_reach(self) -> Self:
        """Add how many findings stand behind each row, and what speaks for them."""
        findings = self.model.path_to_findings
        interview = f"{findings}__links__passage__text_version__document__interview"
        speaks_for = Q(**{f"{findings}__links__side": EvidenceLink.Side.FOR})
        return self.annotate(
            finding_count=Count(findings, distinct=True),
            interviews_for=Count(interview, filter=speaks_for, distinct=True),
            sites_for=Count(f"{interview}__site", filter=speaks_for, distinct=True),
        )


class Upward(Versioned):
    """A step above findings. People cite it by its number.

    ``rests_on`` names the relation to the step below, ``leads_to`` the one to the step above.
    """

    rests_on: ClassVar[str]
    leads_to: ClassVar[str] = ""
    path_to_findings: ClassVar[str]

    study = models.ForeignKey(Study, models.CASCADE, related_name="%(class)ss")
    number = models.PositiveSmallIntegerField(_("numéro"))

    objects = UpwardQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["study", "number"], name="%(class)s_number_once")
        ]

    def get_absolute_url(self) -> str:
        """The page of its own."""
        view = f"evidence:{self._meta.model_name}_detail"
        return reverse(view, args=[self.study.slug, self.number])


class Stake(Upward):
    """What is at stake, seen from several findings."""

    rests_on = path_to_findings = "findings"
    leads_to = "leads"

    title = models.CharField(_("enjeu"), max_length=250)
    text = models.TextField(_("description"), blank=True)
    findings = models.ManyToManyField(
        Finding, related_name="stakes", blank=True, verbose_name=_("constats")
    )

    class Meta(Upward.Meta):
        verbose_name = _("enjeu")

    def __str__(self) -> str:
        return self.title


class Lead(Upward):
    """A lead for action, from one or several stakes."""

    rests_on, leads_to = "stakes", "recommendations"
    path_to_findings = "stakes__findings"

    title = models.CharField(_("piste d’action"), max_length=250)
    text = models.TextField(_("description"), blank=True)
    stakes = models.ManyToManyField(
        Stake, related_name="leads", blank=True, verbose_name=_("enjeux")
    )

    class Meta(Upward.Meta):
        verbose_name = _("piste d’action")

    def __str__(self) -> str:
        return self.title


class Recommendation(Upward):
    """What the study asks someone to do: an action, an addressee, a means."""

    rests_on = "leads"
    path_to_findings = "leads__stakes__findings"

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

    class Meta(Upward.Meta):
        verbose_name = _("préconisation")
        constraints = [
            *Upward.Meta.constraints,
            models.CheckConstraint(condition=~Q(text=""), name="recommendation_asks_something"),
        ]

    def __str__(self) -> str:
        return self.text
