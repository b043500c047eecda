"""The press: from the frozen data set to files on disk, whole or not at all.

A publication's files are written under a temporary name, pushed to the disk, then renamed before
the row is committed. Killed at any moment, what is left is a folder without a row: the next
printing sweeps it away.
"""

import fcntl
import hashlib
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

from django.conf import settings

from ancrage.core import failpoints
from ancrage.core.frozen import Frozen, canonical
from ancrage.reports.render import docx, html_file, pdf

TEMPORARY = ".tmp-"
MEDIA_TYPES = {
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "json": "application/json",
}
_RENDERERS = {"html": html_file.render, "pdf": pdf.render, "docx": docx.render, "json": canonical}
FORMATS = tuple(_RENDERERS)


def render(data: Frozen, form: str) -> bytes:
    """Return a data set in one of ``FORMATS``."""
    return _RENDERERS[form](data)


def render_all(data: Frozen, *, name: str) -> dict[str, bytes]:
    """Return every file of a publication, by its name."""
    return {f"{name}.{form}": render(data, form) for form in FORMATS}


def digests(files: Mapping[str, bytes]) -> dict[str, str]:
    """Return the SHA-256 of each file."""
    return {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}


@contextmanager
def lock() -> Iterator[None]:
    """Keep the press for oneself: a sweep never meets a printing under way."""
    folder = _folder()
    with (folder / ".lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def write(key: UUID, files: Mapping[str, bytes]) -> Path:
    """Write the files of a publication, all of them or none."""
    failpoints.reached("press.before-write")
    temporary, final = _folder() / f"{TEMPORARY}{key}", _folder() / str(key)
    temporary.mkdir()
    for name, content in files.items():
        _write_through(temporary / name, content)
    _push(temporary)
    failpoints.reached("press.before-rename")
    temporary.rename(final)
    _push(final.parent)
    failpoints.reached("press.after-rename")
    return final


def sweep(known: Iterable[UUID]) -> list[str]:
    """Remove the folders that belong to no publication of ``known``; return their names."""
    kept = {str(key) for key in known}
    orphans = [path for path in _folder().iterdir() if path.is_dir() and path.name not in kept]
    for path in orphans:
        shutil.rmtree(path)
    return sorted(path.name for path in orphans)


def _folder() -> Path:
    folder = Path(settings.ANCRAGE_DATA) / "publications"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _write_through(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _push(folder: Path) -> None:
    """Ask the disk to keep the names in ``folder``."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
