"""Zip containers read member by member, counted while they inflate. Nothing is ever extracted."""

import io
import struct
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

from ancrage.formats.errors import Unreadable

MEGABYTE = 1024 * 1024
_CHUNK = 64 * 1024
_ENCRYPTED = 0x1
_COMPRESSIONS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError)


@dataclass(frozen=True)
class ZipLimits:
    """How much a container may hold, in members and in inflated bytes.

    A member that inflates more than ``ratio`` times is a bomb once it passes ``harmless`` bytes.
    """

    members: int
    member: int
    total: int
    ratio: int
    harmless: int = 8 * MEGABYTE


# Documents and workbooks. The XML of Word is wordy: fifty times is ordinary.
PACKAGE = ZipLimits(members=2_000, member=64 * MEGABYTE, total=192 * MEGABYTE, ratio=250)


def open_zip_file(source: bytes | Path, limits: ZipLimits) -> zipfile.ZipFile:
    """Return the container, once what it declares is within ``limits``."""
    try:
        container = zipfile.ZipFile(io.BytesIO(source) if isinstance(source, bytes) else source)
    except (*_BROKEN, NotImplementedError) as error:
        raise Unreadable("truncated", f"zip: {type(error).__name__}") from None
    try:
        _check_declared(container.infolist(), limits)
    except Unreadable:
        container.close()
        raise
    return container


def read_member(container: zipfile.ZipFile, info: zipfile.ZipInfo, limits: ZipLimits) -> bytes:
    """Return one member, refused as soon as it is larger than allowed."""
    pieces: list[bytes] = []
    size = 0
    try:
        with container.open(info) as stream:
            while piece := stream.read(_CHUNK):
                size += len(piece)
                if size > limits.member:
                    raise Unreadable("bomb", "a member inflates beyond what it declares")
                pieces.append(piece)
    except (*_BROKEN, RuntimeError, NotImplementedError) as error:
        raise Unreadable("truncated", f"zip member: {type(error).__name__}") from None
    return b"".join(pieces)


def _check_declared(members: list[zipfile.ZipInfo], limits: ZipLimits) -> None:
    if len(members) > limits.members:
        raise Unreadable("too_many_members", f"{len(members)} members, {limits.members} allowed")
    for number, member in enumerate(members, start=1):
        _check_member(number, member, limits)
    total = sum(member.file_size for member in members)
    if total > limits.total:
        raise Unreadable("too_big", f"{total} bytes inflated, {limits.total} allowed")


def _check_member(number: int, member: zipfile.ZipInfo, limits: ZipLimits) -> None:
    if member.flag_bits & _ENCRYPTED:
        raise Unreadable("encrypted", f"member {number}")
    if member.compress_type not in _COMPRESSIONS:
        raise Unreadable("unsupported", f"member {number}: compression {member.compress_type}")
    ratio = member.file_size / max(member.compress_size, 1)
    if member.file_size > limits.harmless and ratio > limits.ratio:
        raise Unreadable("bomb", f"member {number} inflates {ratio:.0f} times")
    if member.file_size > limits.member:
        raise Unreadable("too_big", f"member {number}: {member.file_size} bytes")
