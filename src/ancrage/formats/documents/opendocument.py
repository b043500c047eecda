"""OpenDocument texts (odt)."""

import re
from collections import Counter
from collections.abc import Iterator

from lxml import etree

from ancrage.formats.documents.document import TextDocument, compose
from ancrage.formats.documents.packages import Package
from ancrage.formats.errors import Unreadable
from ancrage.formats.notices import Notice

MEDIA_TYPE = "application/vnd.oasis.opendocument.text"
_SPACE = "urn:oasis:names:tc:opendocument:xmlns:"
_OFFICE = f"{{{_SPACE}office:1.0}}"
_TEXT = f"{{{_SPACE}text:1.0}}"
_DRAWING = f"{{{_SPACE}drawing:1.0}}"
_MANIFEST = f"{{{_SPACE}manifest:1.0}}"
_LINK = "{http://www.w3.org/1999/xlink}href"
_BLOCKS = {f"{_TEXT}p", f"{_TEXT}h"}
_DROPPED = {
    f"{_TEXT}tracked-changes",
    f"{_TEXT}note",
    f"{_TEXT}sequence-decls",
    f"{_OFFICE}annotation",
    f"{_OFFICE}forms",
}
_CHARACTERS = {f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n"}
_BLANKS = re.compile(r"[ \t\r\n]+")
_MOST_SPACES = 1_000
_MOST_DIGITS = 9


def read_opendocument(data: bytes) -> TextDocument:
    """Return the text of an OpenDocument file, as :func:`read_word` does for Word."""
    package = Package(data)
    _refuse_encrypted(package)
    root = package.part("content.xml")
    body = root.find(f"{_OFFICE}body/{_OFFICE}text")
    if body is None:
        raise Unreadable("malformed", "no text body")
    tags = Counter(str(element.tag) for element in body.iter(etree.Element))
    notices = Notice.counted(
        tracked_changes=tags[f"{_TEXT}changed-region"],
        comments=tags[f"{_OFFICE}annotation"],
        footnotes=tags[f"{_TEXT}note"],
        images=tags[f"{_DRAWING}image"],
        external_links=_external_links(body),
    )
    return compose("\n".join(_blocks(body)), MEDIA_TYPE, notices)


def _refuse_encrypted(package: Package) -> None:
    if "encrypted-package" in package.names:
        raise Unreadable("encrypted", "an encrypted OpenDocument package")
    if "META-INF/manifest.xml" in package.names:
        manifest = package.part("META-INF/manifest.xml")
        if manifest.find(f".//{_MANIFEST}encryption-data") is not None:
            raise Unreadable("encrypted", "an encrypted OpenDocument part")


def _external_links(body: etree._Element) -> int:
    return sum(
        "://" in str(element.get(_LINK, ""))
        for element in body.iter(f"{_DRAWING}image", f"{_DRAWING}object", f"{_TEXT}section-source")
    )


def _blocks(container: etree._Element) -> Iterator[str]:
    for element in container.iterchildren(etree.Element):
        if element.tag in _BLOCKS:
            pieces: list[str] = []
            boxes: list[etree._Element] = []
            _collect(element, pieces, boxes)
            yield "".join(pieces)
            for box in boxes:
                yield from _blocks(box)
        elif element.tag not in _DROPPED:
            yield from _blocks(element)


def _collect(element: etree._Element, pieces: list[str], boxes: list[etree._Element]) -> None:
    """Add the text of ``element`` to ``pieces``, and the text boxes in it to ``boxes``."""
    pieces.append(_spaced(element.text))
    for child in element.iterchildren(etree.Element):
        if child.tag == f"{_TEXT}s":
            pieces.append(" " * _spaces(child))
        elif child.tag == f"{_DRAWING}text-box":
            boxes.append(child)
        elif child.tag in _CHARACTERS:
            pieces.append(_CHARACTERS[str(child.tag)])
        elif child.tag not in _DROPPED:
            _collect(child, pieces, boxes)
        pieces.append(_spaced(child.tail))


def _spaced(text: str | None) -> str:
    """Return ``text`` with each run of blanks as one space, as OpenDocument asks."""
    return _BLANKS.sub(" ", text or "")


def _spaces(element: etree._Element) -> int:
    count = str(element.get(f"{_TEXT}c", "1"))
    if not count.isdecimal():
        return 1
    return min(int(count[:_MOST_DIGITS]), _MOST_SPACES)
