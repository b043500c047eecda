"""What a site says of the état des lieux that it was sent, and what it was answered."""

from typing import Final, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ancrage.accounts.models import User
from ancrage.core.models import AccessQuerySet, Versioned
from ancrage.reports.models.publication import Publication


class CorrectionQuerySet(AccessQuerySet):
    """Readings of corrections."""

    def pending(self) -> Self:
        """Keep those that nobody answered."""
        return self.filter(outcome=Correction.Outcome.PENDING)


class Correction(Versioned):
    """A correction that a site asks for in an edition it was sent; each gets an answer."""

    class Outcome(models.TextChoices):
        """What was made of it."""

        PENDING = "attente", _("sans réponse")
        TAKEN = "reprise", _("reprise")
        PARTLY = "en_partie", _("reprise en partie")
        NOT_TAKEN = "non_reprise", _("non reprise")

    ANSWERS: Final = (Outcome.TAKEN, Outcome.PARTLY, Outcome.NOT_TAKEN)

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="corrections")
    section = models.CharField(_("section"), max_length=250, blank=True)
    about = models.TextField(_("le passage en cause"), blank=True)
    words = models.TextField(_("ce qu’il faudrait corriger"))
    asked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField(_("demandée le"))
    outcome = models.CharField(
        _("suite donnée"), max_length=12, choices=Outcome, default=Outcome.PENDING
    )
    answer = models.TextField(_("réponse"), blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(_("répondu le"), null=True, blank=True)

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "pk"]
        verbose_name = _("correction demandée")
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="attente") | ~Q(answer=""), name="correction_answered_says_why"
            )
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def is_answered(self) -> bool:
        """Tell whether the site had its answer."""
        return self.outcome != Correction.Outcome.PENDING
