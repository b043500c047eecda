"""Word files (docx): paragraphs as a reader sees them once every change is accepted."""

import posixpath
from collections import Counter
from collections.abc import Callable, Iterator

from lxml import etree

from ancrage.formats.documents.document import TextDocument, compose
from ancrage.formats.documents.packages import Package
from ancrage.formats.errors import Unreadable
from ancrage.formats.notices import Notice

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_WORD = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_CHARACTERS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
_DROPPED = {"del", "moveFrom", "instrText", "delText", "delInstrText", "rPr", "pPr", "sdtPr"}
_CHANGES = {"ins", "del", "moveFrom", "moveTo"}
_FALLBACK = f"{{{_COMPATIBILITY}}}Fallback"  # says again what stands beside it
_PICTURES = (
    "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic",
    "{urn:schemas-microsoft-com:vml}imagedata",
)


def read_word(data: bytes) -> TextDocument:
    """Return the text of a Word file, tables cell by cell.

    Insertions are kept and deletions dropped. Comments, notes, pictures and whatever lies outside
    the file are left out; a notice counts each.
    """
    package = Package(data)
    body = _child(package.part(_main_part(package)), "body")
    if body is None:
        raise Unreadable("malformed", "no body")
    tags = Counter(_tag(element) for element in body.iter(etree.Element))
    notices = Notice.counted(
        tracked_changes=sum(tags[tag] for tag in _CHANGES),
        comments=tags["commentReference"],
        footnotes=tags["footnoteReference"] + tags["endnoteReference"],
        images=sum(1 for _ in body.iter(*_PICTURES)),
        embedded_files=tags["altChunk"],
        external_links=_external_links(package),
    )
    return compose("\n".join(_blocks(body)), MEDIA_TYPE, notices)


def _main_part(package: Package) -> str:
    for relation in package.part("_rels/.rels"):
        if str(relation.get("Type", "")).endswith("/officeDocument"):
            return posixpath.normpath(str(relation.get("Target", "")).lstrip("/"))
    raise Unreadable("malformed", "no main part")


def _external_links(package: Package) -> int:
    """Count what the file would fetch from elsewhere. A link that a reader may follow is not it."""
    return sum(
        relation.get("TargetMode") == "External"
        and not str(relation.get("Type", "")).endswith("/hyperlink")
        for name in package.parts(".rels")
        for relation in package.part(name)
    )


def _tag(element: etree._Element) -> str:
    """Return the local name of an element of Word, an empty string for any other."""
    name = etree.QName(element)
    return name.localname if name.namespace in _WORD else ""


def _child(element: etree._Element, tag: str) -> etree._Element | None:
    return next(
        (child for child in element.iterchildren(etree.Element) if _tag(child) == tag), None
    )


def _blocks(container: etree._Element) -> Iterator[str]:
    """Yield the paragraphs under ``container``, those of tables row by row, cell by cell."""
    for element in container.iterchildren(etree.Element):
        tag = _tag(element)
        if tag == "p":
            yield from _paragraph(element)
        elif tag not in _DROPPED and element.tag != _FALLBACK:
            yield from _blocks(element)


def _paragraph(paragraph: etree._Element) -> Iterator[str]:
    """Yield the paragraph, then those of the text boxes anchored to it."""
    pieces: list[str] = []
    boxes: list[etree._Element] = []
    _collect(paragraph, pieces.append, boxes.append)
    yield "".join(pieces)
    for box in boxes:
        yield from _blocks(box)


def _collect(
    element: etree._Element,
    keep_text: Callable[[str], None],
    keep_box: Callable[[etree._Element], None],
) -> None:
    for child in element.iterchildren(etree.Element):
        tag = _tag(child)
        if tag == "t":
            keep_text(child.text or "")
        elif tag in _CHARACTERS:
            keep_text(_CHARACTERS[tag])
        elif tag == "txbxContent":
            keep_box(child)
        elif tag not in _DROPPED and child.tag != _FALLBACK:
            _collect(child, keep_text, keep_box)
