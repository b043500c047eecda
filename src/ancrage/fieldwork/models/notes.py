"""Notes as they are taken on site, perhaps without network, before they become texts."""

import uuid
from datetime import date, timedelta
from typing import Final, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from ancrage.accounts.models import User
from ancrage.core.models import AccessQuerySet, Traceable
from ancrage.fieldwork.models.guides import GuideQuestion
from ancrage.fieldwork.models.interview import Interview
from ancrage.fieldwork.models.text import Document
from ancrage.fieldwork.models.visits import AgendaItem, Visit

COMES_BACK_WITHIN: Final = timedelta(days=90)


class Notebook(Traceable):
    """What somebody took along on one device to take notes without network.

    Its ``uuid`` is chosen by the device: taken again after a lost answer, it is the same one.
    """

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="notebooks")
    owner = models.ForeignKey(User, models.PROTECT, related_name="notebooks")
    taken_at = models.DateTimeField(_("emporté le"))
    returned_at = models.DateTimeField(_("dernier envoi"), null=True, blank=True)

    objects = AccessQuerySet.as_manager()

    class Meta:
        ordering = ["visit", "taken_at", "pk"]
        verbose_name = _("carnet emporté")

    def __str__(self) -> str:
        return str(self.uuid)

    def is_late(self, today: date) -> bool:
        """Tell whether it comes back too long after the visit to be taken without a look."""
        return today > self.visit.ends + COMES_BACK_WITHIN


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
        later = self.model.objects.filter(replaces=OuterRef("uuid"), sheet=OuterRef("sheet"))
        return self.filter(~Exists(later), struck=False)


class NoteEntry(models.Model):
    """A few words of a sheet, as a device sent them. It never changes: another replaces it.

    ``uuid`` is given by the device: sent twice, it is kept once. ``sealed`` names the words in the
    vault; ``taken_at`` is the device's clock, which nobody trusts: ``received_at`` orders.
    """

    class Channel(models.TextChoices):
        """How it came."""

        DEVICE = "appareil", _("carnet sans réseau")
        SCREEN = "ecran", _("page en ligne")
        PAPER = "papier", _("feuille de papier")

    class Tag(models.TextChoices):
        """What a note is, at a glance."""

        SURPRISE = "etonnement", _("étonnement")
        QUOTE = "citation", _("citation")
        FIGURE = "chiffre", _("chiffre")
        CHECK = "a_verifier", _("à vérifier")
        DISAGREEMENT = "desaccord", _("désaccord")

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
    channel = models.CharField(max_length=10, choices=Channel, default=Channel.SCREEN)
    device = models.UUIDField(null=True)
    taken_at = models.DateTimeField()
    received_at = models.DateTimeField()

    objects = NoteEntryQuerySet.as_manager()

    class Meta:
        ordering = ["sheet", "received_at", "order", "pk"]
        verbose_name = _("note prise sur place")

    def __str__(self) -> str:
        return str(self.uuid)


class KeptPack(Traceable):
    """What a device sent that could not be taken, sealed and kept for an administrator.

    Its owner left the team, or the study no longer holds what it speaks of: nothing is lost.
    ``entries`` names those that it holds, so that what is sent again is not kept twice.
    """

    class Reason(models.TextChoices):
        """Why it could not be taken."""

        REVOKED = "revoque", _("la personne n’a plus accès à ces entretiens")
        UNKNOWN = "inconnu", _("l’entretien n’existe plus")
        HANDED_IN = "remise", _("la feuille était déjà remise")
        LATE = "retard", _("l’appareil est revenu trop longtemps après la visite")

    class Outcome(models.TextChoices):
        """What an administrator made of it."""

        TAKEN = "repris", _("repris")
        DISCARDED = "ecarte", _("écarté")

    item = models.ForeignKey(
        AgendaItem, models.SET_NULL, null=True, blank=True, related_name="kept_packs"
    )
    interview = models.ForeignKey(
        Interview, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    study = models.ForeignKey("studies.Study", models.CASCADE, related_name="kept_packs")
    sent_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    reason = models.CharField(_("raison"), max_length=10, choices=Reason)
    sealed = models.UUIDField()
    entries = models.JSONField(default=list)
    received_at = models.DateTimeField(_("reçu le"))
    settled_at = models.DateTimeField(_("traité le"), null=True, blank=True)
    settled_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    outcome = models.CharField(_("suite donnée"), max_length=10, choices=Outcome, blank=True)
    outcome_reason = models.TextField(_("pourquoi"), blank=True)
    document = models.ForeignKey(
        Document, models.SET_NULL, null=True, blank=True, related_name="kept_packs"
    )

    objects = AccessQuerySet.as_manager()

    class Meta:
        ordering = ["-received_at", "-pk"]
        verbose_name = _("envoi gardé")
        constraints = [
            models.CheckConstraint(
                condition=Q(settled_at=None, outcome="")
                | Q(settled_at__isnull=False, outcome="repris")
                | (Q(settled_at__isnull=False, outcome="ecarte") & ~Q(outcome_reason="")),
                name="keptpack_settled_says_how",
            )
        ]

    def __str__(self) -> str:
        return str(self.uuid)
