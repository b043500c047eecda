"""Findings and the evidence they stand on."""

from typing import Self

from django.db import models
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ancrage.accounts.models import User
from ancrage.core.models import AccessQuerySet, Traceable, Versioned
from ancrage.fieldwork.models import Passage
from ancrage.studies.models import FunderQuestion, Hypothesis, Site, Study


class FindingKind(models.TextChoices):
    """What a finding says: how things are, what holds back, what helps, what could be seized."""

    OBSERVATION = "observation", _("observation")
    OBSTACLE = "frein", _("frein")
    LEVER = "levier", _("levier")
    OPPORTUNITY = "opportunite", _("opportunité")


def _counted(path: str, side: str) -> Count:
    return Count(path, filter=Q(links__side=side), distinct=True)


class FindingQuerySet(AccessQuerySet):
    """Readings of findings."""

    def with_strength(self) -> Self:
        """Add how many passages, sites, interviews and kinds of actors stand for and against."""
        interview = "links__passage__text_version__document__interview"
        return self.annotate(
            passages_for=_counted("links__passage", EvidenceLink.Side.FOR),
            sites_for=_counted(f"{interview}__site", EvidenceLink.Side.FOR),
            interviews_for=_counted(interview, EvidenceLink.Side.FOR),
            categories_for=_counted("links__passage__participant__category", EvidenceLink.Side.FOR),
            passages_against=_counted("links__passage", EvidenceLink.Side.AGAINST),
            sites_against=_counted(f"{interview}__site", EvidenceLink.Side.AGAINST),
            interviews_against=_counted(interview, EvidenceLink.Side.AGAINST),
            categories_against=_counted(
                "links__passage__participant__category", EvidenceLink.Side.AGAINST
            ),
        )

    def without_evidence(self) -> Self:
        """Keep the claims that nothing supports: they can't be published."""
        return self.exclude(links__side=EvidenceLink.Side.FOR)


class Finding(Versioned):
    """What the researchers hold true, in their words, on one site or across sites."""

    study = models.ForeignKey(Study, models.CASCADE, related_name="findings")
    site = models.ForeignKey(
        Site,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="findings",
        verbose_name=_("site (laisser vide pour un constat transversal)"),
    )
    number = models.PositiveSmallIntegerField(_("numéro"))
    kind = models.CharField(_("nature"), max_length=12, choices=FindingKind)
    claim = models.TextField(_("constat"))
    explanation = models.TextField(_("explication"), blank=True)
    author = models.ForeignKey(User, models.PROTECT, null=True, related_name="findings")
    last_rank = models.PositiveSmallIntegerField(default=0, editable=False)
    questions = models.ManyToManyField(
        FunderQuestion, related_name="findings", blank=True, verbose_name=_("questions éclairées")
    )

    objects = FindingQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        verbose_name = _("constat")
        constraints = [
            models.UniqueConstraint(fields=["study", "number"], name="finding_number_once"),
            models.CheckConstraint(condition=~Q(claim=""), name="finding_claims_something"),
        ]

    def __str__(self) -> str:
        return self.claim

    def get_absolute_url(self) -> str:
        """The finding's own page."""
        return reverse("evidence:finding_detail", args=[self.study.slug, self.number])


class FindingHypothesis(models.Model):
    """What a finding does to a hypothesis."""

    class Stance(models.TextChoices):
        """For, in between, or against."""

        SUPPORTS = "appuie", _("appuie")
        NUANCES = "nuance", _("nuance")
        CONTRADICTS = "contredit", _("contredit")

    finding = models.ForeignKey(Finding, models.CASCADE, related_name="stances")
    hypothesis = models.ForeignKey(Hypothesis, models.PROTECT, related_name="stances")
    stance = models.CharField(_("ce que le constat en dit"), max_length=10, choices=Stance)

    objects = AccessQuerySet.as_manager()

    class Meta:
        ordering = ["hypothesis__number"]
        verbose_name = _("lien avec une hypothèse")
        constraints = [
            models.UniqueConstraint(fields=["finding", "hypothesis"], name="findinghypothesis_once")
        ]

    def __str__(self) -> str:
        return f"{self.get_stance_display()} {self.hypothesis}"


class EvidenceLink(Versioned):
    """One step of the evidence chain: a finding cites exactly one source, for or against.

    ``rank`` names the evidence within its finding (« preuve 12.1 ») and is never given twice;
    ``order`` is where it stands on the page. Rooms to come add other sources beside ``passage``;
    the constraint then says « exactly one ».
    """

    class Side(models.TextChoices):
        """Whether the source speaks for the finding or against it."""

        FOR = "pour", _("pour")
        AGAINST = "contre", _("contre")

    finding = models.ForeignKey(Finding, models.CASCADE, related_name="links")
    passage = models.ForeignKey(Passage, models.PROTECT, related_name="evidence_links")
    side = models.CharField(_("sens"), max_length=6, choices=Side, default=Side.FOR)
    rank = models.PositiveSmallIntegerField(_("rang"))
    order = models.PositiveSmallIntegerField(default=0, editable=False)
    comment = models.TextField(_("commentaire"), blank=True)
    author = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = AccessQuerySet.as_manager()

    class Meta:
        ordering = ["finding__number", "order", "rank"]
        verbose_name = _("preuve")
        constraints = [
            models.UniqueConstraint(fields=["finding", "passage"], name="evidencelink_once"),
            models.UniqueConstraint(fields=["finding", "rank"], name="evidencelink_rank_once"),
        ]

    def __str__(self) -> str:
        return f"{self.finding_id}.{self.rank}"

    @property
    def is_against(self) -> bool:
        """Tell whether the source contradicts the finding."""
        return self.side == self.Side.AGAINST


class RemovedEvidence(Traceable):
    """Evidence taken off a finding, kept so that it can be put back under the same rank.

    It goes with its passage: what a person withdraws can't come back.
    """

    finding = models.ForeignKey(Finding, models.CASCADE, related_name="removed_evidence")
    passage = models.ForeignKey(Passage, models.CASCADE, related_name="removed_evidence")
    side = models.CharField(_("sens"), max_length=6, choices=EvidenceLink.Side)
    rank = models.PositiveSmallIntegerField(_("rang"))
    comment = models.TextField(_("commentaire"), blank=True)
    removed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    removed_at = models.DateTimeField(_("retirée le"))

    objects = AccessQuerySet.as_manager()

    class Meta:
        ordering = ["-removed_at", "-pk"]
        verbose_name = _("preuve retirée")
        constraints = [
            models.UniqueConstraint(fields=["finding", "rank"], name="removedevidence_rank_once"),
        ]

    def __str__(self) -> str:
        return f"{self.finding_id}.{self.rank}"
