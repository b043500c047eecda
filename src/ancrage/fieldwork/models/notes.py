"""Notes as they are taken on site, perhaps without network, before they become texts."""

import uuid
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from ancrage.accounts.models import User
from ancrage.core.models import AccessQuerySet, Traceable
from ancrage.fieldwork.models.guides import GuideQuestion
from ancrage.fieldwork.models.interview import Interview
from ancrage.fieldwork.models.text import Document


class NoteSheet(Traceable):
    """What one person writes down during one interview, under the guide's questions.

    Once handed in, the sheet is a text of the interview like any other, beside those of the others.
    """

    interview = models.ForeignKey(Interview, models.CASCADE, related_name="note_sheets")
    author = models.ForeignKey(User, models.PROTECT, related_name="note_sheets")
    handed_in_at = models.DateTimeField(_("remise le"), null=True, blank=True)
    document = models.OneToOneField(
        Document, models.SET_NULL, null=True, blank=True, related_name="note_sheet"
    )

    objects = AccessQuerySet.as_manager()

    class Meta:
        ordering = ["interview", "pk"]
        verbose_name = _("feuille de notes")
        constraints = [
            models.UniqueConstraint(fields=["interview", "author"], name="notesheet_author_once")
        ]

    def __str__(self) -> str:
        return f"{self.interview} – {self.author}"


class NoteEntryQuerySet(AccessQuerySet):
    """Readings of entries."""

    def current(self) -> Self:
        """Keep the entries that nothing replaced.

        Two devices that changed the same entry leave two: both are kept.
        """
        replaced = self.model.objects.exclude(replaces=None).values("replaces")
        return self.exclude(uuid__in=replaced).filter(struck=False)


class NoteEntry(models.Model):
    """A few words of a sheet, as a device sent them. It never changes: another replaces it.

    ``uuid`` is given by the device: sent twice, it is kept once. ``sealed`` names the words in the
    vault; ``taken_at`` is the device's clock, which nobody trusts.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True)
    sheet = models.ForeignKey(NoteSheet, models.CASCADE, related_name="entries")
    question = models.ForeignKey(
        GuideQuestion, models.PROTECT, null=True, blank=True, related_name="+"
    )
    replaces = models.UUIDField(null=True, blank=True)
    struck = models.BooleanField(default=False)
    order = models.PositiveIntegerField(default=0)
    tags = models.JSONField(default=list)
    sealed = models.UUIDField()
    device = models.UUIDField(null=True)
    taken_at = models.DateTimeField()
    received_at = models.DateTimeField()

    objects = NoteEntryQuerySet.as_manager()

    class Meta:
        ordering = ["sheet", "order", "received_at", "pk"]
        verbose_name = _("note prise sur place")

    def __str__(self) -> str:
        return str(self.uuid)


class KeptPack(Traceable):
    """What a device sent that could not be taken, sealed and kept for an administrator.

    Its owner left the team, or the study no longer holds what it speaks of: nothing is lost.
    """

    class Reason(models.TextChoices):
        """Why it could not be taken."""

        REVOKED = "revoque", _("la personne n’a plus accès à ces entretiens")
        UNKNOWN = "inconnu", _("l’entretien n’existe plus")
        HANDED_IN = "remise", _("la feuille était déjà remise")

    interview = models.ForeignKey(
        Interview, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    study = models.ForeignKey("studies.Study", models.CASCADE, related_name="kept_packs")
    sent_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    reason = models.CharField(_("raison"), max_length=10, choices=Reason)
    sealed = models.UUIDField()
    received_at = models.DateTimeField(_("reçu le"))
    settled_at = models.DateTimeField(_("traité le"), null=True, blank=True)

    objects = AccessQuerySet.as_manager()

    class Meta:
        ordering = ["-received_at", "-pk"]
        verbose_name = _("envoi gardé")

    def __str__(self) -> str:
        return str(self.uuid)
