"""The key store: one data key per interview, wrapped by a master key, outside the database.

A data key is written and synced before the transaction that needs it commits; a key whose
transaction never committed opens nothing and is swept away.
"""

import os
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Final
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.keywrap import (
    InvalidUnwrap,
    aes_key_unwrap,
    aes_key_wrap,
)
from django.conf import settings

from ancrage.core import failpoints

_RECENT: Final = 3600


class NoKey(Exception):
    """There is no key for this owner: it was destroyed, or the key store is not the right one."""

    def __init__(self, owner: UUID) -> None:
        self.owner = owner
        super().__init__(f"No usable key for {owner}.")


class NotTheseKeys(Exception):
    """The key store has old keys and none that the database needs: it is another database's."""


def create(owner: UUID) -> bytes:
    """Make the data key of ``owner``; it must have none yet."""
    key = AESGCM.generate_key(bit_length=256)
    _write_new(_path(owner), aes_key_wrap(_master_key(), key))
    return key


def read(owner: UUID) -> bytes:
    """Return the data key of ``owner``.

    Raises
    ------
    NoKey
        If it was destroyed or cannot be unwrapped with this master key.
    """
    try:
        return aes_key_unwrap(_master_key(), _path(owner).read_bytes())
    except (FileNotFoundError, InvalidUnwrap) as error:
        raise NoKey(owner) from error


def read_or_create(owner: UUID) -> bytes:
    """Return the data key of ``owner``, made on first use."""
    return read(owner) if _path(owner).exists() else create(owner)


def destroy(owner: UUID) -> None:
    """Destroy the data key of ``owner``: what it sealed is unreadable for ever, everywhere."""
    path = _path(owner)
    if path.exists():
        _destroy(path)


def sweep(living: Iterable[UUID]) -> int:
    """Destroy the keys of owners that are not ``living``, and drafts; return how many.

    Nobody may be making keys meanwhile.

    Raises
    ------
    NotTheseKeys
        If keys were made long ago and none is of a ``living`` owner: nothing is destroyed.
    """
    kept = {str(owner) for owner in living}
    paths = list(_folder().iterdir())
    strangers = [path for path in paths if path.name not in kept]
    if len(strangers) == len(paths) and any(map(_is_old, paths)):
        raise NotTheseKeys
    for path in strangers:
        _destroy(path)
    return len(strangers)


def _folder() -> Path:
    folder = Path(settings.ANCRAGE_KEYS) / "data"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def _path(owner: UUID) -> Path:
    return _folder() / str(owner)


def _master_key() -> bytes:
    path = Path(settings.ANCRAGE_MASTER_KEY)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        # Another process may make it first: its key is then everybody's.
        with suppress(FileExistsError):
            _write_new(path, AESGCM.generate_key(bit_length=256))
    return path.read_bytes()


def _write_new(path: Path, content: bytes) -> None:
    """Write a file that must not exist yet, whole or not at all, and sync it."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    failpoints.reached("key.before-link")
    try:
        os.link(draft, path)
    finally:
        draft.unlink()
    _sync_folder(path.parent)
    failpoints.reached("key.after-link")


def _is_old(path: Path) -> bool:
    """Tell whether a key was made long before any killed process could have left it."""
    return time.time() - path.stat().st_mtime > _RECENT


def _destroy(path: Path) -> None:
    _overwrite(path)
    failpoints.reached("key.overwritten")
    path.unlink()
    _sync_folder(path.parent)


def _overwrite(path: Path) -> None:
    with path.open("r+b") as file:
        file.write(os.urandom(path.stat().st_size))
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
