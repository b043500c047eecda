"""Folders and zip archives as bundles of named files, read one by one. Nothing is extracted.

What a system adds beside the files of a person is passed over: ``__MACOSX``, ``.DS_Store``,
``Thumbs.db``, locks of open documents (``~$…``, ``.~lock…``) and other hidden files.
"""

import os
import re
import stat
import unicodedata
import zipfile
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import Self

from ancrage.formats.errors import Unreadable
from ancrage.formats.zip_reading import MEGABYTE, ZipLimits, open_zip_file, read_member

FOLDER = ZipLimits(members=2_000, member=30 * MEGABYTE, total=300 * MEGABYTE, ratio=200)
_DEEPEST = 20
_UTF8_NAME = 0x800
_PASSED_OVER = {"__macosx", "thumbs.db", "desktop.ini"}
# A drive letter, a backslash, a control character, a mark that reverses the writing direction.
_UNSAFE = re.compile(r"^[A-Za-z]:|[\\\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
_ZIP_STARTS = (b"PK\x03\x04", b"PK\x05\x06")


class Bundle:
    """Files by name, ``/`` between folders, names in NFC and in alphabetical order.

    A bundle of a zip holds it open: close it, or use it in a ``with`` statement.
    """

    def __init__(
        self, readers: Mapping[str, Callable[[], bytes]], close: Callable[[], None] = lambda: None
    ) -> None:
        self._readers = dict(sorted(readers.items()))
        self._close = close
        self._by_loose_name = {_loose(name): name for name in self._readers}

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the files."""
        return tuple(self._readers)

    def read(self, name: str) -> bytes:
        """Return the content of one file; ``KeyError`` if ``name`` is not in :attr:`names`."""
        return self._readers[name]()

    def find(self, typed: str, *, beside: str = "") -> str | None:
        """Return the file that a person means by ``typed``, or None.

        Letters' case, the way accents are coded and the direction of slashes don't matter. The file
        is sought from the folder of the file ``beside``, then from the top, then by its last name
        alone, then by that name without extension; each time there must be only one.
        """
        wanted = _loose(typed.strip().replace("\\", "/")).removeprefix("./")
        if not wanted:
            return None
        folder = _loose(str(PurePosixPath(beside).parent))
        for name in (f"{folder}/{wanted}", wanted):
            if name in self._by_loose_name:
                return self._by_loose_name[name]
        last = PurePosixPath(wanted).name
        return self._only(lambda path: path.name == last) or self._only(
            lambda path: path.stem == last
        )

    def _only(self, matches: Callable[[PurePosixPath], bool]) -> str | None:
        found = [name for name in self._by_loose_name if matches(PurePosixPath(name))]
        return self._by_loose_name[found[0]] if len(found) == 1 else None

    def close(self) -> None:
        """Release what the bundle holds open."""
        self._close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()


def open_folder(path: Path, *, limits: ZipLimits = FOLDER) -> Bundle:
    """Return the files under ``path``.

    Raises
    ------
    Unreadable
        ``symlink``, ``doubled_name``, ``too_many_members`` or ``too_big``.
    """
    files = list(_walk(path, path, 0))
    if len(files) > limits.members:
        raise Unreadable("too_many_members", f"{len(files)} files, {limits.members} allowed")
    sizes = [file.stat().st_size for file in files]
    if max(sizes, default=0) > limits.member or sum(sizes) > limits.total:
        raise Unreadable("too_big", f"{max(sizes)} bytes in one file, {sum(sizes)} in all")
    names = [unicodedata.normalize("NFC", file.relative_to(path).as_posix()) for file in files]
    _refuse_doubled(names)
    return Bundle(
        {name: partial(_read_file, file, limits) for name, file in zip(names, files, strict=True)}
    )


def open_zip(source: bytes | Path, *, limits: ZipLimits = FOLDER) -> Bundle:
    """Return the files in a zip; one that holds a single folder is seen as that folder.

    Raises
    ------
    Unreadable
        ``wrong_type``, ``truncated``, ``encrypted``, ``unsafe_name`` (a name that leads elsewhere),
        ``symlink``, ``doubled_name`` (letters' case and coding of accents aside),
        ``too_many_members``, ``too_big`` or ``bomb``.
    """
    _refuse_other_types(source)
    container = open_zip_file(source, limits)
    try:
        members = dict(_members(container))
        names = _without_top_folder(list(members))
        _refuse_doubled(names)
    except Unreadable:
        container.close()
        raise
    return Bundle(
        {
            name: partial(read_member, container, member, limits)
            for name, member in zip(names, members.values(), strict=True)
        },
        container.close,
    )


def _walk(top: Path, folder: Path, depth: int) -> Iterator[Path]:
    if depth > _DEEPEST:
        raise Unreadable("too_many_members", f"folders nested more than {_DEEPEST} times")
    for entry in sorted(folder.iterdir()):
        if _is_passed_over(entry.relative_to(top)):
            continue
        if entry.is_symlink():
            raise Unreadable("symlink", "a symbolic link in the folder")
        if entry.is_dir():
            yield from _walk(top, entry, depth + 1)
        elif entry.is_file():
            yield entry


def _read_file(path: Path, limits: ZipLimits) -> bytes:
    with open(os.open(path, os.O_RDONLY | os.O_NOFOLLOW), "rb") as stream:  # noqa: PTH123
        data = stream.read(limits.member + 1)
    if len(data) > limits.member:
        raise Unreadable("too_big", f"more than {limits.member} bytes")
    return data


def _refuse_other_types(source: bytes | Path) -> None:
    if isinstance(source, bytes):
        start = source[:4]
    else:
        with source.open("rb") as stream:
            start = stream.read(4)
    if not start:
        raise Unreadable("empty", "no bytes")
    if start not in _ZIP_STARTS:
        raise Unreadable("wrong_type", "not a zip archive")


def _members(container: zipfile.ZipFile) -> Iterator[tuple[str, zipfile.ZipInfo]]:
    """Yield the files, once every name has been checked, passed over or not."""
    seen: set[str] = set()
    for number, member in enumerate(container.infolist(), start=1):
        name = _name(member)
        _refuse_unsafe(number, name, member)
        if member.is_dir() or _is_passed_over(PurePosixPath(name)):
            continue
        if name in seen:
            raise Unreadable("doubled_name", f"member {number}")
        seen.add(name)
        yield name, member


def _name(member: zipfile.ZipInfo) -> str:
    """Return a member's name as its author saw it.

    Without the mark of UTF-8, names come as UTF-8 from a Mac, else in the code page of the machine:
    850 in western Europe, equal to 437 for the letters that both have.
    """
    name = member.orig_filename
    if not member.flag_bits & _UTF8_NAME:
        raw = name.encode("cp437", "surrogateescape")
        try:
            name = raw.decode()
        except UnicodeDecodeError:
            name = raw.decode("cp850")
    return unicodedata.normalize("NFC", name)


def _refuse_unsafe(number: int, name: str, member: zipfile.ZipInfo) -> None:
    if stat.S_ISLNK(member.external_attr >> 16):
        raise Unreadable("symlink", f"member {number}")
    parts = name.removesuffix("/").split("/")
    leads_elsewhere = any(part in ("", ".", "..") for part in parts)
    if leads_elsewhere or _UNSAFE.search(name) or len(parts) > _DEEPEST:
        raise Unreadable("unsafe_name", f"member {number}")


def _is_passed_over(path: PurePosixPath | Path) -> bool:
    return any(
        part.startswith((".", "~$")) or part.casefold() in _PASSED_OVER for part in path.parts
    )


def _without_top_folder(names: list[str]) -> list[str]:
    tops = {name.partition("/")[0] for name in names}
    if len(tops) != 1 or not all("/" in name for name in names):
        return names
    return [name.partition("/")[2] for name in names]


def _refuse_doubled(names: list[str]) -> None:
    if len({_loose(name) for name in names}) < len(names):
        raise Unreadable("doubled_name", "two files with the same name")


def _loose(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()
