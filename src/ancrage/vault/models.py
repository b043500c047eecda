"""Ciphertexts only. Without the key store, which lives elsewhere, nothing here can be read."""

from django.db import models

from ancrage.core.models import Traceable


class Kind(models.TextChoices):
    """What was sealed."""

    IDENTITY = "identite"
    ORIGINAL = "original"
    REPLACEMENTS = "remplacements"
    CONTACT = "contact"
    NOTE = "note"


class SealedObject(Traceable):
    """One sealed thing. ``owner`` is the opaque identifier whose key opens it."""

    owner = models.UUIDField(db_index=True)
    kind = models.CharField(max_length=20, choices=Kind)
    ciphertext = models.BinaryField()
    sealed_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return str(self.uuid)
