"""From a Word file to the sections of a report, as Markdown."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from ancrage.formats.content_types import content_of, ole_refusal
from ancrage.formats.errors import Unreadable
from ancrage.formats.report_markup import (
    Block,
    CodeBlock,
    Heading,
    Inline,
    LineBreak,
    Paragraph,
    Quote,
    Rule,
    Table,
    Text,
)
from ancrage.formats.report_markup.writing import to_markdown
from ancrage.formats.report_word.bookmarks import section_of
from ancrage.formats.report_word.lists import Entry, gathered
from ancrage.formats.report_word.parts import WORD, Parts, attribute
from ancrage.formats.report_word.words import Words, trimmed

_HEADING = re.compile(r"heading (\d)")
_LIST = re.compile(r"list (bullet|number|continue|paragraph)(?: (\d))?")
_SKIPPED = {"title", "subtitle", "gloss"}
_QUOTES = {"quote", "intense quote"}
_CHANGES = ("ins", "del", "moveFrom", "moveTo")
# The shallowest heading inside a section.
_BASE = 3


@dataclass(frozen=True)
class Comment:
    """A remark in the margin, and the words it is about."""

    author: str
    text: str
    about: str


@dataclass(frozen=True)
class ReturnedSection:
    """A section as it came back; ``key`` is empty where it is none that was sent."""

    key: str
    version: int
    title: str
    body: str


@dataclass(frozen=True)
class ReturnedReport:
    """What a Word file brings back."""

    sections: tuple[ReturnedSection, ...]
    comments: tuple[Comment, ...]
    tracked_changes: int
    images: int


def read_report_word(
    name: str, data: bytes, *, titles: dict[str, str] | None = None
) -> ReturnedReport:
    """Return the sections of a report that comes back from Word.

    Parameters
    ----------
    name : str
        File name; not used, since the bytes decide.
    data : bytes
        Content of the file.
    titles : dict of str to str, optional
        Title → key of the sections that were sent, for the headings that lost their bookmark.

    Raises
    ------
    Unreadable
        With the ``kind`` that says why.
    """
    content = content_of(data)
    if content == "ole":
        raise ole_refusal(data)
    if content != "docx":
        raise Unreadable("wrong_type", f"holds {content}")
    parts = Parts(data)
    reading = _Reading(parts, titles or {})
    sections = tuple(reading.sections())
    return ReturnedReport(
        sections=sections,
        comments=tuple(_comments(parts, reading.words.commented)),
        tracked_changes=_count(parts.body, *_CHANGES),
        images=_count(parts.body, "drawing", "pict"),
    )


@dataclass
class _Section:
    """A section being read."""

    key: str = ""
    version: int = 0
    level: int = 1
    title: str = ""
    blocks: list[Block | Entry] = field(default_factory=list)

    def returned(self) -> ReturnedSection:
        return ReturnedSection(
            self.key, self.version, self.title, to_markdown(gathered(self.blocks))
        )


class _Reading:
    """One walk over the body."""

    def __init__(self, parts: Parts, titles: dict[str, str]) -> None:
        self.parts = parts
        self.words = Words(parts)
        marks = [section_of(attribute(m, "name")) for m in parts.body.iter(f"{WORD}bookmarkStart")]
        marked = {mark[0] for mark in marks if mark}
        self.titles = {title.strip(): key for title, key in titles.items() if key not in marked}
        self.level = 1
        self.caption: tuple[Inline, ...] = ()
        # Words of paragraphs whose end was deleted: they belong to the next one.
        self.carried: tuple[Inline, ...] = ()

    def sections(self) -> Iterator[ReturnedSection]:
        """Yield each section; what stands before the first one comes first, without a key."""
        current = _Section()
        for found in self._walk(self.parts.body):
            if not isinstance(found, _Section):
                current.blocks.append(found)
                continue
            if current.key or gathered(current.blocks):
                yield current.returned()
            current = found
        yield current.returned()

    def _walk(self, container: etree._Element) -> Iterator[_Section | Block | Entry]:
        for element in container.iterchildren(etree.Element):
            if element.tag == f"{WORD}p":
                yield from self._paragraph(element)
            elif element.tag == f"{WORD}tbl":
                yield self._table(element)
            elif element.tag in (f"{WORD}sdt", f"{WORD}sdtContent", f"{WORD}ins"):
                yield from self._walk(element)

    def _paragraph(self, paragraph: etree._Element) -> Iterator[_Section | Block | Entry]:
        inlines = trimmed((*self.carried, *self.words.of(paragraph)))
        self.carried = ()
        if paragraph.find(f"{WORD}pPr/{WORD}rPr/{WORD}del") is not None:
            self.carried = (*inlines, Text(" ")) if inlines else ()
            return
        style = self.parts.style(paragraph, "pStyle")
        if style in _SKIPPED or not inlines:
            return
        if self.caption:
            yield Paragraph((Text("Tableau\u00a0: "), *self.caption), 0)
            self.caption = ()
        if heading := _HEADING.fullmatch(style):
            yield self._heading(paragraph, int(heading[1]), inlines)
        elif style == "caption":
            self.caption = inlines
        else:
            yield self._block(paragraph, style, inlines)

    def _heading(
        self, paragraph: etree._Element, level: int, inlines: tuple[Inline, ...]
    ) -> _Section | Heading:
        title = _plain(inlines)
        for mark in paragraph.iter(f"{WORD}bookmarkStart"):
            if found := section_of(attribute(mark, "name")):
                self.level = level
                return _Section(*found, level, title)
        if title in self.titles:
            self.level = level
            return _Section(self.titles.pop(title), 0, level, title)
        return Heading(max(level - self.level - 1, 0) + _BASE, inlines, 0)

    def _block(
        self, paragraph: etree._Element, style: str, inlines: tuple[Inline, ...]
    ) -> Block | Entry:
        block: Block = Paragraph(inlines, 0)
        if style in _QUOTES:
            return Quote((block,))
        if style == "code block":
            return CodeBlock(_plain(inlines))
        if style == "rule":
            return Rule()
        number = paragraph.find(f"{WORD}pPr/{WORD}numPr")
        found = _LIST.fullmatch(style)
        if found is None and number is None:
            return block
        return self._entry(number, found, block)

    def _entry(
        self, number: etree._Element | None, style: re.Match[str] | None, block: Block
    ) -> Block | Entry:
        depth = int(style[2] or 1) if style else 1
        if style and style[1] == "continue":
            return Entry(depth, None, block, goes_on=True)
        if number is None:
            start = 1 if style and style[1] == "number" else None
            return block if style and style[1] == "paragraph" else Entry(depth, start, block)
        indent = number.find(f"{WORD}ilvl")
        inner = int(attribute(indent, "val") or 0) if indent is not None else 0
        key = number.find(f"{WORD}numId")
        level = self.parts.level(attribute(key, "val") if key is not None else "", inner)
        return Entry(max(depth, inner + 1), level.start, block)

    def _table(self, table: etree._Element) -> Table:
        rows = [tuple(self._cells(row)) for row in table.iterchildren(f"{WORD}tr")]
        width = max((len(row) for row in rows), default=1)
        head, *others = [row + ((),) * (width - len(row)) for row in rows] or [((),)]
        caption, self.caption = self.caption, ()
        return Table(caption, head, tuple(others), 0)

    def _cells(self, row: etree._Element) -> Iterator[tuple[Inline, ...]]:
        for cell in row.iterchildren(f"{WORD}tc"):
            inlines: list[Inline] = []
            for paragraph in cell.iter(f"{WORD}p"):
                inlines += [Text(" ")] if inlines else []
                inlines += [_on_one_line(one) for one in self.words.of(paragraph)]
            yield trimmed(tuple(inlines))
            span = cell.find(f"{WORD}tcPr/{WORD}gridSpan")
            covered = int(attribute(span, "val") or 1) if span is not None else 1
            yield from [()] * (min(covered, 64) - 1)


def _comments(parts: Parts, commented: dict[str, str]) -> Iterator[Comment]:
    for comment in parts.comments:
        words = "".join(text.text or "" for text in comment.iter(f"{WORD}t"))
        about = commented.get(attribute(comment, "id"), "")
        yield Comment(attribute(comment, "author"), words.strip(), about.strip())


def _count(body: etree._Element, *tags: str) -> int:
    return sum(1 for _ in body.iter(*(f"{WORD}{tag}" for tag in tags)))


def _on_one_line(inline: Inline) -> Inline:
    return Text(" ") if isinstance(inline, LineBreak) else inline


def _plain(inlines: tuple[Inline, ...]) -> str:
    """Return the words alone, for a title."""
    words = ""
    for inline in inlines:
        if isinstance(inline, Text):
            words += inline.text
        else:
            words += _plain(getattr(inline, "children", ()))
    return words.strip()
