"""Seal and open. Only ``fieldwork.actions`` may call this."""

import os
from collections.abc import Iterable
from contextlib import suppress
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from ancrage.vault import keys
from ancrage.vault.models import Kind, SealedObject

NONCE = 12


def encrypt(data: bytes, *, owner: UUID, label: bytes) -> bytes:
    """Return ``data`` sealed with the key of ``owner``, bound to ``label``."""
    nonce = os.urandom(NONCE)
    return nonce + AESGCM(keys.read_or_create(owner)).encrypt(nonce, data, label)


def decrypt(sealed: bytes, *, owner: UUID, label: bytes) -> bytes:
    """Return what ``encrypt`` sealed under the same ``owner`` and ``label``.

    Raises
    ------
    keys.NoKey
        If the key is gone, is another one, or the ciphertext was altered.
    """
    try:
        return AESGCM(keys.read(owner)).decrypt(sealed[:NONCE], sealed[NONCE:], label)
    except InvalidTag as error:
        raise keys.NoKey(owner) from error


def seal(*, owner: UUID, kind: Kind, data: bytes) -> SealedObject:
    """Seal ``data`` under the key of ``owner`` (an interview's identifier)."""
    sealed = SealedObject(owner=owner, kind=kind)
    sealed.ciphertext = encrypt(data, owner=owner, label=sealed.uuid.bytes)
    sealed.save(force_insert=True)
    return sealed


def unseal_unseen(*, uuid: UUID) -> bytes:
    """Open a sealed object for the machine alone: no person sees what it holds."""
    sealed = SealedObject.objects.get(uuid=uuid)
    return decrypt(bytes(sealed.ciphertext), owner=sealed.owner, label=sealed.uuid.bytes)


def unseal_each(uuids: Iterable[UUID]) -> dict[UUID, bytes]:
    """Open several sealed objects in one query, for the machine or for whoever wrote them.

    What was sealed under a key since destroyed is left out.
    """
    opened = {}
    for sealed in SealedObject.objects.filter(uuid__in=list(uuids)):
        with suppress(keys.NoKey):
            opened[sealed.uuid] = decrypt(
                bytes(sealed.ciphertext), owner=sealed.owner, label=sealed.uuid.bytes
            )
    return opened
