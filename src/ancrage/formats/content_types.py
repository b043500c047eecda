"""What a file is, told from its bytes. Its name only claims."""

import re
import zipfile
from pathlib import PurePosixPath
from typing import Literal

from ancrage.formats.errors import Unreadable
from ancrage.formats.zip_reading import PACKAGE, open_zip_file, read_member

Content = Literal["docx", "odt", "xlsx", "ods", "pdf", "zip", "ole", "other", "text"]

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_OTHER = re.compile(
    rb"\x89PNG|\xff\xd8\xff|GIF8|BM.{4}\0\0|II\*\0|MM\0\*|RIFF|OggS|ID3|fLaC|\xff[\xfa\xfb\xf3]"
    rb"|.{4}ftyp|\x1a\x45\xdf\xa3|7z\xbc\xaf|Rar!|\x1f\x8b|BZh|\xfd7zXZ|\x7fELF|MZ|\{\\rtf",
    re.DOTALL,
)
_OPENDOCUMENT: dict[bytes, Content] = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
}


def extension(name: str) -> str:
    """Return what ``name`` claims: its extension in lower case, without the dot."""
    return PurePosixPath(name.lower()).suffix.removeprefix(".")


def content_of(data: bytes) -> Content:
    """Return what ``data`` is.

    Raises
    ------
    Unreadable
        ``empty``, or what is wrong with a zip container.
    """
    if not data:
        raise Unreadable("empty", "no bytes")
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _content_of_zip(data)
    if data.startswith(_OLE):
        return "ole"
    return "other" if _OTHER.match(data) else "text"


def ole_refusal(data: bytes) -> Unreadable:
    """Return why the old binary container ``data`` is refused."""
    if _ENCRYPTED_PACKAGE in data:
        return Unreadable("encrypted", "an encrypted Office package")
    return Unreadable("legacy_format", "a binary Office file")


def _content_of_zip(data: bytes) -> Content:
    with open_zip_file(data, PACKAGE) as container:
        names = set(container.namelist())
        if "mimetype" in names:
            return _OPENDOCUMENT.get(_mimetype(container), "zip")
        if "[Content_Types].xml" not in names:
            return "zip"
        folders = {name.partition("/")[0] for name in names}
    return "docx" if "word" in folders else "xlsx" if "xl" in folders else "zip"


def _mimetype(container: zipfile.ZipFile) -> bytes:
    return read_member(container, container.getinfo("mimetype"), PACKAGE).strip()
