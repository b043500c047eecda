"""Files dropped by a person wait here, sealed, until their import is written or given up.

Each import has a data key of its own; destroying it makes what was staged unreadable.
"""

import io
import os
import warnings
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Final
from uuid import UUID

from django.conf import settings

from ancrage.core import failpoints
from ancrage.vault import actions as vault
from ancrage.vault import keys

FILES: Final = "fichiers"
CHECKED: Final = "controle"
_PARTS: Final = (FILES, CHECKED)
_ZIP_STARTS: Final = (b"PK\x03\x04", b"PK\x05\x06")


def pack(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Return files as one zip; a single zip is taken as it is."""
    dropped = list(files)
    if len(dropped) == 1 and _is_archive(*dropped[0]):
        return dropped[0][1]
    stream = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        warnings.simplefilter("ignore")  # two files of one name: the check will say so
        for name, data in dropped:
            # A name that is no text, as old systems left some, is kept with « ? » for a letter.
            written = name.encode("utf-8", "replace").decode()
            archive.writestr(zipfile.ZipInfo(written), data)
    return stream.getvalue()


def write(batch: UUID, part: str, data: bytes) -> None:
    """Seal ``data`` into a file that appears whole or not at all."""
    path = _path(batch, part)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    sealed = vault.encrypt(data, owner=batch, label=_label(batch, part))
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(sealed)
        file.flush()
        os.fsync(file.fileno())
    failpoints.reached(f"staging.{part}.before-rename")
    draft.replace(path)
    _sync(path.parent)
    failpoints.reached(f"staging.{part}.after-rename")


def read(batch: UUID, part: str) -> bytes:
    """Return what was sealed.

    Raises
    ------
    FileNotFoundError
        If it was never staged, or was destroyed.
    keys.NoKey
        If the key was destroyed.
    """
    return vault.decrypt(_path(batch, part).read_bytes(), owner=batch, label=_label(batch, part))


def destroy(batch: UUID) -> None:
    """Destroy the key, then the files, of an import."""
    keys.destroy(batch)
    failpoints.reached("staging.key-destroyed")
    for part in _PARTS:
        _path(batch, part).unlink(missing_ok=True)


def sweep(*, needed: set[tuple[UUID, str]]) -> int:
    """Remove every file that is not a ``needed`` part of an import; return how many."""
    folder = _folder()
    if not folder.exists():
        return 0
    kept = {f"{batch}.{part}" for batch, part in needed}
    strangers = [path for path in folder.iterdir() if path.name not in kept]
    for path in strangers:
        path.unlink()
    return len(strangers)


def _is_archive(name: str, data: bytes) -> bool:
    """Tell a zip of files from a workbook or a document, which are zips too."""
    if not data.startswith(_ZIP_STARTS):
        return False
    return Path(name.lower()).suffix not in {".docx", ".odt", ".xlsx", ".ods"}


def _folder() -> Path:
    return Path(settings.ANCRAGE_DATA) / "staging"


def _path(batch: UUID, part: str) -> Path:
    return _folder() / f"{batch}.{part}"


def _label(batch: UUID, part: str) -> bytes:
    return batch.bytes + part.encode()


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
