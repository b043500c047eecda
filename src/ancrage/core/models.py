"""What every room's models share, and the tables that belong to no room: journal, commands."""

import uuid
from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from ancrage.core import access
from ancrage.core.dates import PartialDateField


class AccessQuerySet(models.QuerySet[Any]):
    """A queryset that knows who may see and change its rows."""

    def visible_to(self, user: Any) -> Self:
        """Keep the rows that the access table lets ``user`` read."""
        return self.filter(access.allowed(self.model, access.Action.READ, user))

    def editable_by(self, user: Any) -> Self:
        """Keep the rows that the access table lets ``user`` change."""
        return self.filter(access.allowed(self.model, access.Action.CHANGE, user))

    def deletable_by(self, user: Any) -> Self:
        """Keep the rows that the access table lets ``user`` delete."""
        return self.filter(access.allowed(self.model, access.Action.DELETE, user))

    def exportable_by(self, user: Any) -> Self:
        """Keep the rows that the access table lets ``user`` take out of Ancrage."""
        return self.filter(access.allowed(self.model, access.Action.EXPORT, user))


class Traceable(models.Model):
    """A row that the journal can name without saying anything about it."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        abstract = True


class Versioned(Traceable):
    """A row whose stale edits are refused; see ``core.editing``."""

    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True


class Nature(models.TextChoices):
    """What a sourced value speaks of: a plan, an announcement or a fact."""

    PLANNED = "prevu", _("prévu")
    STATED = "annonce", _("annoncé")
    ACTUAL = "effectif", _("effectif")


class SourcedClaim(models.Model):
    """A value that a source gives to a field; claims are never overwritten.

    Subclasses add the foreign keys to what is claimed and to the source.
    """

    value = models.TextField(_("valeur"))
    nature = models.CharField(_("nature"), max_length=10, choices=Nature)
    starts = PartialDateField(_("début"), blank=True)
    ends = PartialDateField(_("fin"), blank=True)
    place = models.CharField(_("emplacement dans la source"), max_length=200, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.value


class JournalQuerySet(AccessQuerySet):
    """Journal entries: they are added, never changed."""

    def update(self, **values: Any) -> int:
        """Refuse: the journal is append-only."""
        raise TypeError("The journal is append-only.")

    def delete(self) -> tuple[int, dict[str, int]]:
        """Refuse: the journal is append-only."""
        raise TypeError("The journal is append-only.")


class JournalEntry(models.Model):
    """One act: who did what to which object, by opaque identifiers only."""

    number = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField()
    actor = models.UUIDField(null=True)
    verb = models.CharField(max_length=60)
    kind = models.CharField(max_length=60)
    target = models.UUIDField(db_index=True)
    command = models.UUIDField(null=True)
    study = models.UUIDField(null=True)
    digest = models.CharField(max_length=64)

    objects = JournalQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        verbose_name = _("entrée du journal")
        indexes = [models.Index(fields=["study", "-number"], name="journalentry_of_a_study")]

    def __str__(self) -> str:
        return f"{self.number} {self.verb} {self.target}"


class JournalHead(models.Model):
    """The single row locked while the journal grows."""

    number = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, default="")

    def __str__(self) -> str:
        return str(self.number)


class JournalCheck(models.Model):
    """One walk over the whole journal: how far it went, and where the chain breaks if it does."""

    at = models.DateTimeField()
    length = models.PositiveBigIntegerField()
    broken_at = models.PositiveBigIntegerField(null=True)

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("vérification du journal")

    def __str__(self) -> str:
        return f"{self.at} {self.broken_at or self.length}"


class Command(models.Model):
    """One write asked by a person; asking twice changes nothing twice.

    Only a digest of what was sent is kept, and where the answer sent the person.
    """

    uuid = models.UUIDField(primary_key=True)
    actor = models.UUIDField(null=True)
    digest = models.CharField(max_length=64)
    location = models.TextField(blank=True)
    at = models.DateTimeField(auto_now_add=True, db_index=True)

    def __str__(self) -> str:
        return str(self.uuid)
