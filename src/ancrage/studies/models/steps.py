"""The four steps, what each must deliver, and the calendar."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ancrage.accounts.models import User
from ancrage.core.models import AccessQuerySet, Versioned
from ancrage.studies.models.sites import Site
from ancrage.studies.models.study import Numbered, Study


class Step(Numbered):
    """A step of the method: prepare, interview, give back, work out actions."""

    study = models.ForeignKey(Study, models.CASCADE, related_name="steps")
    title = models.CharField(_("titre"), max_length=120)
    aim = models.TextField(_("but"), blank=True)

    class Meta(Numbered.Meta):
        verbose_name = _("étape")

    def __str__(self) -> str:
        return self.title


class RequiredOutput(Versioned):
    """What each site must have delivered before the step is done."""

    step = models.ForeignKey(Step, models.CASCADE, related_name="outputs")
    code = models.SlugField(_("code"), max_length=40)
    label = models.CharField(_("production attendue"), max_length=200)
    order = models.PositiveSmallIntegerField(default=0)

    objects = AccessQuerySet.as_manager()

    class Meta:
        ordering = ["step__number", "order", "pk"]
        verbose_name = _("production attendue")
        constraints = [
            models.UniqueConstraint(fields=["step", "code"], name="requiredoutput_code_once")
        ]

    def __str__(self) -> str:
        return self.label


class SiteStep(Versioned):
    """When a site goes through a step."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="site_steps")
    step = models.ForeignKey(Step, models.CASCADE, related_name="site_steps")
    starts = models.DateField(_("début"), null=True, blank=True)
    ends = models.DateField(_("fin"), null=True, blank=True)

    objects = AccessQuerySet.as_manager()

    class Meta:
        ordering = ["site__order", "step__number"]
        verbose_name = _("étape d’un site")
        constraints = [
            models.UniqueConstraint(fields=["site", "step"], name="sitestep_site_step_once"),
            models.CheckConstraint(
                condition=Q(starts=None) | Q(ends=None) | Q(ends__gte=F("starts")),
                name="sitestep_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.site} – {self.step}"


class Delivery(Versioned):
    """A required output that a site delivered, on a day, with its proof."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="deliveries")
    output = models.ForeignKey(RequiredOutput, models.PROTECT, related_name="deliveries")
    on = models.DateField(_("le"))
    proof = models.CharField(_("ce qui le montre"), max_length=300)
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, editable=False)

    objects = AccessQuerySet.as_manager()

    class Meta:
        ordering = ["on"]
        verbose_name = _("production livrée")
        constraints = [
            models.UniqueConstraint(fields=["site", "output"], name="delivery_site_output_once")
        ]

    def __str__(self) -> str:
        return f"{self.output} – {self.site}"


class Milestone(Versioned):
    """A date of the calendar, for one site or for the whole study."""

    class Kind(models.TextChoices):
        """What happens that day."""

        VISIT = "visite", _("visite")
        RESTITUTION = "restitution", _("restitution")
        WORKSHOP = "atelier", _("atelier")
        COMMITTEE = "comite", _("comité de pilotage")
        DEADLINE = "echeance", _("échéance")

    study = models.ForeignKey(Study, models.CASCADE, related_name="milestones")
    site = models.ForeignKey(Site, models.CASCADE, null=True, blank=True, related_name="milestones")
    kind = models.CharField(_("nature"), max_length=12, choices=Kind)
    title = models.CharField(_("titre"), max_length=200)
    starts = models.DateField(_("du"))
    ends = models.DateField(_("au"))
    place = models.CharField(_("lieu"), max_length=200, blank=True)

    objects = AccessQuerySet.as_manager()

    class Meta:
        ordering = ["starts", "pk"]
        verbose_name = _("date du calendrier")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__gte=F("starts")), name="milestone_ends_after_start"
            )
        ]

    def __str__(self) -> str:
        return self.title

    def is_ahead(self, today: date) -> bool:
        """Tell whether it is still to come on ``today``."""
        return self.ends >= today
