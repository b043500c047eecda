"""From what the writer typed to the tree, by markdown-it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache, lru_cache

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.tree import SyntaxTreeNode

from ancrage.formats.characters import clean
from ancrage.formats.report_markup import tree
from ancrage.formats.report_markup.references import (
    FIGURES,
    BadReference,
    Kind,
    Reference,
    read_reference,
)
from ancrage.formats.report_markup.typography import french

# The French way with its no-break space, or the English one.
_CAPTIONS = ("Tableau\u00a0:", "Table:")
_LONGEST_REFERENCE = 100
# What stands deeper in lists and quotations is not read at all.
_DEEPEST = 18
# A quotation in more quotations than that is shown at this depth: the press goes no further.
_DEEPEST_QUOTE = 4
_CONTAINERS = ("blockquote", "bullet_list", "ordered_list")


class FaultKind(StrEnum):
    """What stands in the way in a text."""

    BROKEN_REFERENCE = "broken-reference"
    FIGURE_IN_SENTENCE = "figure-in-sentence"
    IMAGE_WITHOUT_ALTERNATIVE = "image-without-alternative"
    IMAGE_FROM_ELSEWHERE = "image-from-elsewhere"
    HEADING_SKIPPED = "heading-skipped"
    TOO_DEEP = "too-deep"


@dataclass(frozen=True)
class Fault:
    """Something that can't be published, with its line and the words at fault."""

    kind: FaultKind
    line: int
    written: str


@dataclass(frozen=True)
class Parsed:
    """A section's text, read; ``base`` is the depth of its shallowest heading."""

    blocks: tuple[tree.Block, ...]
    faults: tuple[Fault, ...]
    base: int


@lru_cache(maxsize=256)
def parse(text: str) -> Parsed:
    """Read a section's text; what can't be understood becomes a fault, never an exception."""
    root = SyntaxTreeNode(_markdown().parse(clean(text).text))
    reading = _Reading()
    blocks = tuple(_with_captions(reading.blocks(root.children)))
    base = min((block.depth for block in blocks if isinstance(block, tree.Heading)), default=3)
    faults = (*reading.faults, *_figures_in_sentences(blocks), *_skipped(blocks, base))
    return Parsed(blocks, tuple(sorted(faults, key=lambda fault: fault.line)), base)


@cache
def _markdown() -> MarkdownIt:
    """Return the parser: CommonMark and tables, raw HTML as plain words, and our two marks."""
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    markdown.disable(["html_block", "html_inline", "entity"])
    markdown.inline.ruler.before("link", "reference", _reference)
    markdown.inline.ruler.before("link", "note", _note)
    return markdown


def _reference(state: StateInline, silent: bool) -> bool:
    """Read ``[[…]]``."""
    if not state.src.startswith("[[", state.pos):
        return False
    end = state.src.find("]]", state.pos + 2, state.pos + 2 + _LONGEST_REFERENCE)
    if end < 0:
        return False
    written = state.src[state.pos + 2 : end]
    if "\n" in written or "[" in written:
        return False
    if not silent:
        token = state.push("reference", "", 0)
        token.content = written
        token.meta["offset"] = _newlines(state)
    state.pos = end + 2
    return True


def _note(state: StateInline, silent: bool) -> bool:
    """Read ``^[…]``, which may hold other marks."""
    if not state.src.startswith("^[", state.pos):
        return False
    end = state.md.helpers.parseLinkLabel(state, state.pos + 1)
    if end < 0:
        return False
    if not silent:
        token = state.push("note", "", 0)
        token.meta["offset"] = _newlines(state)
        token.children = []
        inside = state.src[state.pos + 2 : end]
        state.md.inline.parse(inside.strip(), state.md, state.env, token.children)
    state.pos = end + 1
    return True


def _newlines(state: StateInline) -> int:
    return state.src.count("\n", 0, state.pos)


@dataclass
class _Reading:
    """One walk over the syntax tree, and the faults met on the way."""

    faults: list[Fault] = field(default_factory=list)

    def blocks(self, nodes: Sequence[SyntaxTreeNode]) -> Iterator[tree.Block]:
        for node in nodes:
            yield from self._block(node)

    def _block(self, node: SyntaxTreeNode) -> Iterator[tree.Block]:
        line = _line(node)
        if node.type in _CONTAINERS and node.level >= _DEEPEST:
            self.faults.append(Fault(FaultKind.TOO_DEEP, line, ""))
        match node.type:
            case "paragraph":
                yield from _paragraph_or_references(self._inside(node), line)
            case "heading":
                if words := self._inside(node):
                    yield tree.Heading(int(node.tag[1:]), words, line)
            case "bullet_list" | "ordered_list":
                items = tuple(tuple(self.blocks(item.children)) for item in node.children)
                ordered = node.type == "ordered_list"
                yield tree.Numbered(int(node.attrs.get("start", 1)) if ordered else None, items)
            case "blockquote":
                inside = self.blocks(node.children)
                yield from inside if _quotes(node) > _DEEPEST_QUOTE else [tree.Quote(tuple(inside))]
            case "table":
                yield self._table(node, line)
            case "hr":
                yield tree.Rule()
            case "fence" | "code_block":
                yield tree.CodeBlock(node.content)

    def _table(self, node: SyntaxTreeNode, line: int) -> tree.Table:
        rows = [
            tuple(self._inside(cell) for cell in row.children)
            for part in node.children
            for row in part.children
        ]
        return tree.Table((), rows[0], tuple(rows[1:]), line)

    def _inside(self, node: SyntaxTreeNode) -> tuple[tree.Inline, ...]:
        line = _line(node)
        inline = [leaf for child in node.children for leaf in child.children]
        return tuple(_typeset(self._inlines(inline, line)))

    def _inlines(self, nodes: Sequence[SyntaxTreeNode], line: int) -> Iterator[tree.Inline]:
        for node in nodes:
            if node.type == "link" and not node.attrs["href"]:
                yield from self._inlines(node.children, line)
            else:
                yield self._inline(node, line + node.meta.get("offset", 0))

    def _inline(self, node: SyntaxTreeNode, line: int) -> tree.Inline:
        match node.type:
            case "softbreak":
                return tree.Text("\n")
            case "hardbreak":
                return tree.LineBreak()
            case "code_inline":
                return tree.Code(node.content)
            case "reference":
                return self._read(node.content, line)
            case "image":
                return self._image(node, line)
        children = tuple(_typeset(self._inlines(node.children, line)))
        match node.type:
            case "strong":
                return tree.Strong(children)
            case "em":
                return tree.Emphasis(children)
            case "link":
                return tree.Link(str(node.attrs["href"]), children)
            case "note":
                return tree.Note(children)
        return tree.Text(node.content)

    def _read(self, written: str, line: int) -> tree.Inline:
        try:
            return read_reference(written)
        except BadReference:
            self.faults.append(Fault(FaultKind.BROKEN_REFERENCE, line, written))
            return tree.BrokenReference(written)

    def _image(self, node: SyntaxTreeNode, line: int) -> tree.Image:
        alternative = node.content.strip()
        kind = FaultKind.IMAGE_FROM_ELSEWHERE if alternative else _NO_ALTERNATIVE
        self.faults.append(Fault(kind, line, alternative))
        return tree.Image(alternative, line)


_NO_ALTERNATIVE = FaultKind.IMAGE_WITHOUT_ALTERNATIVE


def _line(node: SyntaxTreeNode) -> int:
    place = node.map
    while place is None and node.parent is not None:
        node = node.parent
        place = node.map
    return place[0] + 1 if place else 1


def _quotes(node: SyntaxTreeNode) -> int:
    """Count the quotations that end with ``node``, one in the other."""
    above = _quotes(node.parent) if node.parent else 0
    return above + (node.type == "blockquote")


def _typeset(inlines: Iterator[tree.Inline]) -> Iterator[tree.Inline]:
    """Join neighbouring words, then give them French spaces."""
    words = ""
    for inline in inlines:
        if isinstance(inline, tree.Text):
            words += inline.text
            continue
        if words:
            yield tree.Text(french(words))
        words = ""
        yield inline
    if words:
        yield tree.Text(french(words))


def _paragraph_or_references(
    children: tuple[tree.Inline, ...], line: int
) -> Iterator[tree.Paragraph | tree.BlockReference]:
    """Take a paragraph made of references alone as as many blocks."""
    marks = [child for child in children if not _is_blank(child)]
    alone = [mark for mark in marks if isinstance(mark, Reference) and mark.kind != Kind.COUNTER]
    if not children:
        return
    if not marks or len(alone) < len(marks):
        yield tree.Paragraph(children, line)
        return
    for offset, reference in enumerate(alone):
        yield tree.BlockReference(reference, line + offset)


def _is_blank(inline: tree.Inline) -> bool:
    return isinstance(inline, tree.Text) and not inline.text.strip()


def _with_captions(blocks: Iterator[tree.Block]) -> Iterator[tree.Block]:
    """Give each table the caption written just before it."""
    waiting: tree.Paragraph | None = None
    for block in blocks:
        if waiting is not None and isinstance(block, tree.Table):
            yield tree.Table(_caption(waiting), block.head, block.rows, block.line)
            waiting = None
            continue
        if waiting is not None:
            yield waiting
        waiting = block if isinstance(block, tree.Paragraph) and _is_caption(block) else None
        if waiting is None:
            yield block
    if waiting is not None:
        yield waiting


def _is_caption(paragraph: tree.Paragraph) -> bool:
    first = paragraph.children[0]
    return isinstance(first, tree.Text) and first.text.startswith(_CAPTIONS)


def _caption(paragraph: tree.Paragraph) -> tuple[tree.Inline, ...]:
    first, *others = paragraph.children
    assert isinstance(first, tree.Text)  # noqa: S101 - _is_caption said so
    _prefix, _colon, words = first.text.partition(":")
    return (tree.Text(words.strip()), *others)


def _figures_in_sentences(blocks: tuple[tree.Block, ...]) -> Iterator[Fault]:
    """A chart, a map or a list has no place inside a sentence."""
    for inline, line in tree.inlines_of(blocks):
        if isinstance(inline, Reference) and inline.kind in FIGURES:
            yield Fault(FaultKind.FIGURE_IN_SENTENCE, line, str(inline))


def _skipped(blocks: tuple[tree.Block, ...], base: int) -> Iterator[Fault]:
    """Find the headings that go down more than one level at a time."""
    previous = base - 1
    for block in blocks:
        if isinstance(block, tree.Heading):
            if block.depth > previous + 1:
                words = "".join(i.text for i in block.children if isinstance(i, tree.Text))
                yield Fault(FaultKind.HEADING_SKIPPED, block.line, words)
            previous = block.depth
