"""Who may go on a visit, and when they and the sites are free."""

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from ancrage.accounts.models import User
from ancrage.core.models import AccessQuerySet, Traceable, Versioned
from ancrage.fieldwork.models.interview import Interviewer
from ancrage.studies.models import Site, Step, Study
from ancrage.territories.models import Territory


class Visitor(Versioned):
    """Someone who may go on a visit: an ordinary fact, in clear.

    ``home`` is the territory where they work; nobody visits the site that stands there.
    """

    class Group(models.TextChoices):
        """Whom they speak for: each team has at least one of each."""

        COORDINATOR = "coordination", _("observatoire")
        STATE = "etat", _("État")
        VOLUNTEER = "volontaire", _("autre ville ou agglomération")

    study = models.ForeignKey(Study, models.CASCADE, related_name="visitors")
    name = models.CharField(_("nom"), max_length=120)
    group = models.CharField(_("au titre de"), max_length=12, choices=Group)
    organisation = models.CharField(_("organisme"), max_length=200, blank=True)
    home = models.ForeignKey(
        Territory, models.PROTECT, related_name="+", verbose_name=_("lieu de travail")
    )
    most_visits = models.PositiveSmallIntegerField(
        _("nombre de visites au plus"), default=8, validators=[MinValueValidator(1)]
    )
    user = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, verbose_name=_("compte lié")
    )
    interviewer = models.ForeignKey(
        Interviewer, models.SET_NULL, null=True, blank=True, related_name="visitors"
    )
    left_on = models.DateField(_("ne participe plus depuis le"), null=True, blank=True)

    objects = AccessQuerySet.as_manager()

    class Meta:
        ordering = ["group", "name"]
        verbose_name = _("membre des équipes de visite")
        constraints = [models.UniqueConstraint(fields=["study", "name"], name="visitor_name_once")]

    def __str__(self) -> str:
        return self.name


class VisitorSlot(Traceable):
    """A first day from which a visitor is free for a two-day visit."""

    visitor = models.ForeignKey(Visitor, models.CASCADE, related_name="slots")
    starts = models.DateField(_("à partir du"))

    objects = AccessQuerySet.as_manager()

    class Meta:
        ordering = ["starts"]
        verbose_name = _("disponibilité d’un membre")
        constraints = [
            models.UniqueConstraint(fields=["visitor", "starts"], name="visitorslot_once")
        ]

    def __str__(self) -> str:
        return self.starts.isoformat()


class HostSlot(Traceable):
    """A first day from which a site may host a two-day visit in a step."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="host_slots")
    step = models.ForeignKey(Step, models.CASCADE, related_name="host_slots")
    starts = models.DateField(_("à partir du"))

    objects = AccessQuerySet.as_manager()

    class Meta:
        ordering = ["starts"]
        verbose_name = _("disponibilité d’un site")
        constraints = [
            models.UniqueConstraint(fields=["site", "step", "starts"], name="hostslot_once")
        ]

    def __str__(self) -> str:
        return self.starts.isoformat()
