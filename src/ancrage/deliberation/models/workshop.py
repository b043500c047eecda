"""What groups work out on a priority stake: causes, then solutions, then leads."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ancrage.core.models import AccessQuerySet, Versioned
from ancrage.deliberation.models.meeting import Meeting
from ancrage.evidence.models import Finding, Lead, Stake


class WorkGroup(Versioned):
    """A table of a workshop, at work on one stake."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="groups")
    number = models.PositiveSmallIntegerField(_("numéro"))
    stake = models.ForeignKey(
        Stake, models.PROTECT, related_name="work_groups", verbose_name=_("enjeu")
    )
    facilitator = models.CharField(_("animé par"), max_length=200, blank=True)
    reporter = models.CharField(_("rapporté par"), max_length=200, blank=True)
    present = models.PositiveSmallIntegerField(_("personnes présentes"), null=True, blank=True)
    notes = models.TextField(_("notes du groupe"), blank=True)

    objects = AccessQuerySet.as_manager()

    class Meta:
        ordering = ["meeting", "number"]
        verbose_name = _("groupe de travail")
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="workgroup_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.stake}"


class Cause(Versioned):
    """Why things are as a stake says."""

    group = models.ForeignKey(WorkGroup, models.CASCADE, related_name="causes")
    text = models.TextField(_("cause"))
    order = models.PositiveSmallIntegerField(_("ordre"), default=0)
    findings = models.ManyToManyField(
        Finding, related_name="causes", blank=True, verbose_name=_("constats qui la montrent")
    )

    objects = AccessQuerySet.as_manager()

    class Meta:
        ordering = ["group", "order", "pk"]
        verbose_name = _("cause")

    def __str__(self) -> str:
        return self.text


class Solution(Versioned):
    """What a group imagines against one or several causes; it may become a lead for action."""

    group = models.ForeignKey(WorkGroup, models.CASCADE, related_name="solutions")
    text = models.TextField(_("solution"))
    order = models.PositiveSmallIntegerField(_("ordre"), default=0)
    causes = models.ManyToManyField(
        Cause, related_name="solutions", blank=True, verbose_name=_("causes visées")
    )
    lead = models.ForeignKey(
        Lead,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="solutions",
        verbose_name=_("piste d’action"),
    )

    objects = AccessQuerySet.as_manager()

    class Meta:
        ordering = ["group", "order", "pk"]
        verbose_name = _("solution")

    def __str__(self) -> str:
        return self.text
