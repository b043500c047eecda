"""People met in confidence: what is in clear never names them."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from ancrage.core.models import AccessQuerySet, Traceable, Versioned
from ancrage.fieldwork.models.interview import ActorCategory, Interview


class Purpose(models.TextChoices):
    """What a person agrees to, each separately. No record means no."""

    RECORD = "enregistrer", _("être enregistré")
    TRANSCRIBE = "transcrire", _("être transcrit")
    CODE = "coder", _("être codé et compté")
    QUOTE = "citer", _("être cité")
    QUOTE_FUNCTION = "citer_fonction", _("être cité avec sa fonction")
    SHARE = "partager", _("être lu par l’équipe du site")
    ANNEX = "annexe", _("figurer dans la liste des entretiens")
    ARCHIVE = "archiver", _("être archivé")
    CONTACT = "recontacter", _("être recontacté")


class ParticipantQuerySet(AccessQuerySet):
    """Readings of participants."""

    def agreeing(self, purpose: Purpose, day: date) -> Self:
        """Keep the participants whose consent to ``purpose`` holds on ``day``."""
        consents = Consent.objects.in_force(day).filter(participant=OuterRef("pk"), purpose=purpose)
        return self.filter(Exists(consents))

    def refusing(self, purpose: Purpose, day: date) -> Self:
        """Keep the participants without consent to ``purpose`` on ``day``."""
        consents = Consent.objects.in_force(day).filter(participant=OuterRef("pk"), purpose=purpose)
        return self.filter(~Exists(consents))


class Participant(Versioned):
    """A person met in one interview. Name, function and organisation are sealed in the vault."""

    interview = models.ForeignKey(Interview, models.CASCADE, related_name="participants")
    category = models.ForeignKey(
        ActorCategory, models.PROTECT, related_name="participants", verbose_name=_("catégorie")
    )
    label = models.CharField(
        _("désignation"), max_length=120, help_text=_("Par exemple : Adjointe 2, Arras.")
    )
    identity = models.UUIDField(editable=False)
    contact = models.UUIDField(
        null=True, editable=False, help_text="Sealed way to reach the person, in the vault."
    )

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        ordering = ["interview", "pk"]
        verbose_name = _("personne rencontrée")
        constraints = [
            models.UniqueConstraint(fields=["interview", "label"], name="participant_label_once")
        ]

    def __str__(self) -> str:
        return self.label


class ConsentQuerySet(AccessQuerySet):
    """Readings of consents."""

    def in_force(self, day: date) -> Self:
        """Keep the consents neither withdrawn nor expired on ``day``."""
        return self.filter(Q(withdrawn_at=None) & (Q(expires_on=None) | Q(expires_on__gte=day)))


class Consent(Traceable):
    """One person's agreement to one purpose."""

    class Mode(models.TextChoices):
        """How it was given."""

        TABLE = "tableau", _("déclaré dans le tableau, à compléter")
        ORAL = "oral", _("oral")
        WRITTEN = "ecrit", _("écrit")

    participant = models.ForeignKey(Participant, models.CASCADE, related_name="consents")
    purpose = models.CharField(_("finalité"), max_length=20, choices=Purpose)
    mode = models.CharField(_("mode"), max_length=10, choices=Mode, default=Mode.TABLE)
    form_version = models.CharField(_("version du formulaire"), max_length=40, blank=True)
    given_on = models.DateField(_("date"), null=True, blank=True)
    expires_on = models.DateField(_("expire le"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("retiré le"), null=True, blank=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = _("consentement")
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "purpose"],
                condition=Q(withdrawn_at=None),
                name="consent_purpose_once",
            )
        ]

    def __str__(self) -> str:
        return self.get_purpose_display()
