"""The words of a paragraph of Word as inlines, every tracked change accepted."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from ancrage.formats.report_markup import (
    BadReference,
    BrokenReference,
    Code,
    Emphasis,
    Inline,
    LineBreak,
    Link,
    Note,
    Strong,
    Text,
    read_reference,
)
from ancrage.formats.report_markup.typography import french
from ancrage.formats.report_word.parts import WORD, Parts, attribute

_REFERENCE = re.compile(r"\[\[([^\[\]\n]+)\]\]")
_DROPPED = {f"{WORD}{tag}" for tag in ("del", "moveFrom", "pPr", "rPr", "sdtPr", "instrText")}
_SIGNS = {f"{WORD}tab": " ", f"{WORD}noBreakHyphen": "-", f"{WORD}cr": "\n", f"{WORD}br": "\n"}
_NOTES = {f"{WORD}footnoteReference": "footnote", f"{WORD}endnoteReference": "endnote"}


@dataclass(frozen=True)
class _Piece:
    """Words with one look; a break, a note or a link stands alone as ``other``."""

    text: str = ""
    bold: bool = False
    italic: bool = False
    code: bool = False
    other: Inline | None = None

    def looks_like(self, piece: "_Piece") -> bool:
        return (self.bold, self.italic, self.code) == (piece.bold, piece.italic, piece.code)


@dataclass
class Words:
    """Reads paragraphs, and keeps what the comments met on the way are about."""

    parts: Parts
    commented: dict[str, str] = field(default_factory=dict)
    _open: set[str] = field(default_factory=set)

    def of(self, paragraph: etree._Element) -> tuple[Inline, ...]:
        """Return the inlines of a paragraph."""
        return tuple(self._inlines(self._pieces(paragraph)))

    def _pieces(self, element: etree._Element) -> Iterator[_Piece]:
        for child in element.iterchildren(etree.Element):
            if child.tag in _DROPPED:
                continue
            if child.tag == f"{WORD}r":
                yield from self._run(child)
            elif child.tag == f"{WORD}hyperlink":
                yield from self._link(child)
            elif child.tag in (f"{WORD}commentRangeStart", f"{WORD}commentRangeEnd"):
                self._comment(child)
            else:
                yield from self._pieces(child)

    def _run(self, run: etree._Element) -> Iterator[_Piece]:
        code = self.parts.style(run, "rStyle") == "code"
        look = _Piece(bold=_is_on(run, "b"), italic=_is_on(run, "i"), code=code)
        for child in run.iterchildren(etree.Element):
            if child.tag == f"{WORD}t":
                yield self._heard(replace(look, text=child.text or ""))
            elif child.tag in _SIGNS:
                sign = _SIGNS[child.tag]
                yield _Piece(other=LineBreak()) if sign == "\n" else replace(look, text=sign)
            elif child.tag in _NOTES:
                note = self.parts.note(_NOTES[child.tag] + attribute(child, "id"))
                if note is not None:
                    yield _Piece(other=Note(self._note(note)))

    def _link(self, link: etree._Element) -> Iterator[_Piece]:
        pieces = list(self._pieces(link))
        address = self.parts.address(link)
        if not address:
            yield from pieces
            return
        yield _Piece(other=Link(address, tuple(self._inlines(iter(pieces)))))

    def _note(self, note: etree._Element) -> tuple[Inline, ...]:
        inlines: list[Inline] = []
        for paragraph in note.iter(f"{WORD}p"):
            inlines += [Text(" ")] if inlines else []
            inlines += self.of(paragraph)
        return trimmed(tuple(inlines))

    def _comment(self, mark: etree._Element) -> None:
        key = attribute(mark, "id")
        if mark.tag.endswith("Start"):
            self._open.add(key)
            self.commented.setdefault(key, "")
        else:
            self._open.discard(key)

    def _heard(self, piece: _Piece) -> _Piece:
        for key in self._open:
            self.commented[key] += piece.text
        return piece

    def _inlines(self, pieces: Iterator[_Piece]) -> Iterator[Inline]:
        for piece in _joined(pieces):
            if piece.other is not None:
                yield piece.other
            elif piece.code:
                yield Code(piece.text)
            else:
                inlines = tuple(_with_references(piece.text))
                inlines = (Emphasis(inlines),) if piece.italic and piece.text.strip() else inlines
                yield from (Strong(inlines),) if piece.bold and piece.text.strip() else inlines


def trimmed(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Return ``inlines`` without the blanks at both ends."""
    kept = list(inlines)
    if kept and isinstance(kept[0], Text):
        kept[0] = Text(kept[0].text.lstrip())
    if kept and isinstance(kept[-1], Text):
        kept[-1] = Text(kept[-1].text.rstrip())
    return tuple(one for one in kept if one != Text(""))


def _joined(pieces: Iterator[_Piece]) -> Iterator[_Piece]:
    """Join what looks alike: Word cuts a sentence into many runs."""
    waiting: _Piece | None = None
    for piece in pieces:
        if waiting is None:
            waiting = piece
        elif piece.other is None and waiting.other is None and waiting.looks_like(piece):
            waiting = replace(piece, text=waiting.text + piece.text)
        else:
            yield waiting
            waiting = piece
    if waiting is not None:
        yield waiting


def _with_references(text: str) -> Iterator[Inline]:
    end = 0
    for match in _REFERENCE.finditer(text):
        if match.start() > end:
            yield Text(french(text[end : match.start()]))
        try:
            yield read_reference(match[1])
        except BadReference:
            yield BrokenReference(match[1])
        end = match.end()
    if end < len(text):
        yield Text(french(text[end:]))


def _is_on(run: etree._Element, tag: str) -> bool:
    switch = run.find(f"{WORD}rPr/{WORD}{tag}")
    return switch is not None and attribute(switch, "val") not in ("0", "false", "off")
