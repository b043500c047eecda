"""The tree of a section's text. Lines are counted from 1 in what the writer typed."""

from collections.abc import Iterator
from dataclasses import dataclass

from ancrage.formats.report_markup.references import Reference


@dataclass(frozen=True)
class Text:
    """Words as they are."""

    text: str


@dataclass(frozen=True)
class Code:
    """Words in a fixed-width face."""

    text: str


@dataclass(frozen=True)
class LineBreak:
    """A line break that the writer asked for."""


@dataclass(frozen=True)
class Strong:
    """Words that matter."""

    children: "tuple[Inline, ...]"


@dataclass(frozen=True)
class Emphasis:
    """Words said with emphasis."""

    children: "tuple[Inline, ...]"


@dataclass(frozen=True)
class Link:
    """A link to a page elsewhere."""

    href: str
    children: "tuple[Inline, ...]"


@dataclass(frozen=True)
class Image:
    """A picture asked for by its address; nothing is ever fetched."""

    alternative: str
    line: int


@dataclass(frozen=True)
class Note:
    """A footnote, at the place of its mark."""

    children: "tuple[Inline, ...]"


@dataclass(frozen=True)
class BrokenReference:
    """What was written between double brackets and can't be understood."""

    written: str


Inline = (
    Text | Code | LineBreak | Strong | Emphasis | Link | Image | Note | BrokenReference | Reference
)


@dataclass(frozen=True)
class Paragraph:
    """A paragraph."""

    children: tuple[Inline, ...]
    line: int


@dataclass(frozen=True)
class Heading:
    """A heading inside a section; ``depth`` is its number of ``#``."""

    depth: int
    children: tuple[Inline, ...]
    line: int


@dataclass(frozen=True)
class Numbered:
    """A list, with bullets if ``start`` is None."""

    start: int | None
    items: "tuple[tuple[Block, ...], ...]"


@dataclass(frozen=True)
class Quote:
    """Paragraphs quoted from elsewhere."""

    blocks: "tuple[Block, ...]"


@dataclass(frozen=True)
class Table:
    """A table with one line of headers; a paragraph « Tableau : … » before it is its caption."""

    caption: tuple[Inline, ...]
    head: tuple[tuple[Inline, ...], ...]
    rows: tuple[tuple[tuple[Inline, ...], ...], ...]
    line: int


@dataclass(frozen=True)
class CodeBlock:
    """Lines in a fixed-width face."""

    text: str


@dataclass(frozen=True)
class Rule:
    """A change of subject."""


@dataclass(frozen=True)
class BlockReference:
    """A reference alone on its line: what it points to is shown in full."""

    reference: Reference
    line: int


Block = Paragraph | Heading | Numbered | Quote | Table | CodeBlock | Rule | BlockReference


def inlines_of(blocks: tuple[Block, ...]) -> Iterator[tuple[Inline, int]]:
    """Yield every inline of ``blocks``, however deep, with the line of its block."""
    for block in blocks:
        match block:
            case Paragraph(children, line) | Heading(_, children, line):
                yield from _deep(children, line)
            case Table(caption, head, rows, line):
                for cell in (caption, *head, *(cell for row in rows for cell in row)):
                    yield from _deep(cell, line)
            case Numbered(_, items):
                for item in items:
                    yield from inlines_of(item)
            case Quote(inner):
                yield from inlines_of(inner)


def _deep(inlines: tuple[Inline, ...], line: int) -> Iterator[tuple[Inline, int]]:
    for inline in inlines:
        yield inline, line
        if isinstance(inline, Strong | Emphasis | Link | Note):
            yield from _deep(inline.children, line)


def references_of(blocks: tuple[Block, ...]) -> Iterator[tuple[Reference, int]]:
    """Yield every reference of ``blocks`` with its line, blocks and inlines alike."""
    for block in blocks:
        match block:
            case BlockReference(reference, line):
                yield reference, line
            case Numbered(_, items):
                for item in items:
                    yield from references_of(item)
            case Quote(inner):
                yield from references_of(inner)
            case _:
                for inline, line in inlines_of((block,)):
                    if isinstance(inline, Reference):
                        yield inline, line
