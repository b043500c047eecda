"""From the manuscript to the tree that is frozen: references resolved, notes numbered."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from ancrage.formats import report_markup as markup
from ancrage.formats.report_markup import Kind, Reference
from ancrage.formats.report_markup.typography import french
from ancrage.reports import obstacles
from ancrage.reports.claims import Claims
from ancrage.reports.figures import Figures, NoSuchStep
from ancrage.reports.manuscript import Chapter, Manuscript
from ancrage.reports.models import SectionKind
from ancrage.reports.obstacles import Obstacle, Why

Node = dict[str, Any]
_CLAIMING = frozenset({Kind.FINDING, Kind.QUOTATION})
_SHOWN_IN_FULL = {
    Kind.RECOMMENDATION: "recommendation",
    Kind.STAKE: "stake",
    Kind.LEAD: "lead",
}


@dataclass
class Composer:
    """One pass over a manuscript, and what stands in the way met on that pass."""

    manuscript: Manuscript
    claims: Claims
    figures: Figures
    obstacles: list[Obstacle] = field(default_factory=list)
    notes: int = 0
    calls: int = 0
    numbered: int = 0
    used: dict[int, list[dict[str, str]]] = field(default_factory=dict)

    def sections(self) -> list[Node]:
        """Compose every section that is published, in reading order."""
        return [self._section(position, chapter) for position, chapter in self.manuscript.printed]

    def _section(self, position: int, chapter: Chapter) -> Node:
        section = chapter.section
        place = _Place(self, chapter, f"section-{position + 1}")
        blocks = place.blocks(chapter.parsed.blocks)
        if section.kind == SectionKind.LESSONS:
            blocks = place.lessons(blocks, self.manuscript.closed_by(position))
        return {
            "id": place.key,
            "number": chapter.number,
            "level": section.level,
            "kind": section.kind,
            "title": french(section.title.strip()),
            "blocks": blocks,
        }


@dataclass
class _Place:
    """Where the composer is: one section."""

    composer: Composer
    chapter: Chapter
    key: str

    @property
    def claims(self) -> Claims:
        return self.composer.claims

    def blocks(self, blocks: tuple[markup.Block, ...]) -> list[Node]:
        return [node for block in blocks for node in self._block(block)]

    def lessons(self, written: list[Node], closed: tuple[Chapter, ...]) -> list[Node]:
        """Return the box of lessons: the writer's own, or the findings cited above it.

        A writer who cites findings in the box draws its lessons; otherwise they are gathered from
        the sections that close here.
        """
        if any(kind in _CLAIMING for kind in self.chapter.kinds):
            return [{"t": "lessons", "c": written, "claims": []}]
        numbers = {
            reference.number: None
            for chapter in closed
            for reference, _line in chapter.references
            if reference.kind in _CLAIMING and reference.number in self.claims.findings
        }
        if not numbers:
            self._stop(obstacles.of_section(self.chapter.section, Why.NO_LESSON))
        calls = [self._call(number) for number in numbers if number is not None]
        return [{"t": "lessons", "c": written, "claims": calls}]

    def _block(self, block: markup.Block) -> list[Node]:
        match block:
            case markup.Paragraph(children, line):
                return [{"t": "para", "c": self._inlines(children, line)}]
            case markup.Heading(depth, children, line):
                level = self.chapter.section.level + 1 + depth - self.chapter.parsed.base
                level = min(level, 6)
                return [{"t": "heading", "level": level, "c": self._inlines(children, line)}]
            case markup.Numbered(start, items):
                return [{"t": "list", "start": start, "items": [self.blocks(i) for i in items]}]
            case markup.Quote(blocks):
                return [{"t": "quote", "c": self.blocks(blocks)}]
            case markup.Table():
                return [self._table(block)]
            case markup.CodeBlock(text):
                return [{"t": "code", "s": text}]
            case markup.Rule():
                return [{"t": "rule"}]
            case markup.BlockReference(reference, line):
                return self._in_full(reference, line)

    def _table(self, table: markup.Table) -> Node:
        return {
            "t": "table",
            "caption": _capitalised(self._inlines(table.caption, table.line)),
            "weights": weights([*table.rows, table.head], _length),
            "head": [self._inlines(cell, table.line) for cell in table.head],
            "rows": [[self._inlines(cell, table.line) for cell in row] for row in table.rows],
        }

    def _inlines(self, inlines: tuple[markup.Inline, ...], line: int) -> list[Node]:
        return [node for inline in inlines if (node := self._inline(inline, line))]

    def _inline(self, inline: markup.Inline, line: int) -> Node | None:
        match inline:
            case markup.Text(text):
                return {"t": "text", "s": text}
            case markup.Code(text):
                return {"t": "code", "s": text}
            case markup.LineBreak():
                return {"t": "break"}
            case markup.Strong(children):
                return {"t": "strong", "c": self._inlines(children, line)}
            case markup.Emphasis(children):
                return {"t": "emphasis", "c": self._inlines(children, line)}
            case markup.Link(href, children):
                return {"t": "link", "href": href, "c": self._inlines(children, line)}
            case markup.Note(children):
                self.composer.notes += 1
                number = self.composer.notes
                return {"t": "note", "number": number, "c": self._inlines(children, line)}
            case markup.BrokenReference(written):
                return {"t": "broken", "s": f"[[{written}]]"}
            case markup.Image(alternative):
                return {"t": "broken", "s": alternative or "…"}
        return self._in_a_sentence(inline, line)

    def _in_a_sentence(self, reference: Reference, line: int) -> Node:
        number = reference.number or 0
        match reference.kind:
            case Kind.COUNTER:
                return self._counter(reference, line)
            case Kind.FINDING if number in self.claims.findings:
                return {"t": "anchor", **self._call(number)}
            case Kind.QUOTATION:
                return self._quotation(reference, line, "quotation")
        row = self.claims.row(reference)
        if row is None:
            return self._unknown(reference, line)
        self._check_behind(reference, row, line)
        calls = [self._call(n) for n in self.claims.behind(row) if n in self.claims.findings]
        return {"t": "mention", "s": str(reference), "claims": calls}

    def _in_full(self, reference: Reference, line: int) -> list[Node]:
        number = reference.number or 0
        match reference.kind:
            case Kind.FINDING if number in self.claims.findings:
                return [{"t": "claim", **self._call(number)}]
            case Kind.QUOTATION:
                return [self._quotation(reference, line, "verbatim")]
            case Kind.CHART | Kind.MAP | Kind.TABLE | Kind.LIST:
                return [self._figure(reference, line)]
        row = self.claims.row(reference)
        if row is None:
            return [_paragraph(self._unknown(reference, line))]
        self._check_behind(reference, row, line)
        calls = [self._call(n) for n in self.claims.behind(row) if n in self.claims.findings]
        return [
            {"t": _SHOWN_IN_FULL[reference.kind], "number": number, **_words(row), "claims": calls}
        ]

    def _check_behind(self, reference: Reference, row: Any, line: int) -> None:
        if not self.claims.behind(row):
            self._stop(
                obstacles.of_nothing_behind(
                    self.chapter.section, line, str(reference), row.get_absolute_url()
                )
            )

    def _quotation(self, reference: Reference, line: int, kind: str) -> Node:
        found = self.claims.quotation(reference.number or 0, reference.rank)
        block = kind == "verbatim"
        if found is None:
            broken = self._unknown(reference, line)
            return _paragraph(broken) if block else broken
        if not found.publishable:
            self._stop(obstacles.of_quotation(self.chapter.section, line, found))
            return _paragraph(_broken(reference)) if block else _broken(reference)
        call = self._call(found.finding)
        return {"t": kind, "rank": found.rank, "quote": found.words, "who": found.who, **call}

    def _figure(self, reference: Reference, line: int) -> Node:
        try:
            figure = self.composer.figures.figure(reference)
        except NoSuchStep:
            return _paragraph(self._unknown(reference, line))
        if sentence := self.composer.figures.instead(reference, figure):
            return _paragraph({"t": "text", "s": french(sentence)})
        self.composer.numbered += 1
        rows = [figure.get("head", []), *figure.get("rows", [])]
        return {**figure, "number": self.composer.numbered, "weights": weights(rows, len)}

    def _counter(self, reference: Reference, line: int) -> Node:
        try:
            count = self.composer.figures.counter(reference)
        except NoSuchStep:
            return self._unknown(reference, line)
        return {"t": "counter", "s": french(f"{count:,}".replace(",", " "))}

    def _call(self, number: int) -> Node:
        """Note that a claim is called here; return where, so that a reader can come back."""
        composer = self.composer
        composer.calls += 1
        call = {"call": f"appel-{composer.calls}", "section": self.key}
        composer.used.setdefault(number, []).append(call)
        return {"claim": number, "call": call["call"]}

    def _unknown(self, reference: Reference, line: int) -> Node:
        self._stop(obstacles.of_unknown(self.chapter.section, line, str(reference)))
        return _broken(reference)

    def _stop(self, obstacle: Obstacle) -> None:
        self.composer.obstacles.append(obstacle)


def weights(rows: Sequence[Sequence[Any]], length: Callable[[Any], int]) -> list[int]:
    """Return how wide each column should be: as its longest cells ask, within reason."""
    columns = zip(*rows, strict=False)
    return [min(max(8, *(length(cell) for cell in column)), 60) for column in columns]


def _length(cell: tuple[markup.Inline, ...]) -> int:
    inside = (markup.Paragraph(cell, 0),)
    return sum(len(i.text) for i, _line in markup.inlines_of(inside) if isinstance(i, markup.Text))


def _capitalised(caption: list[Node]) -> list[Node]:
    if caption and caption[0]["t"] == "text":
        words = caption[0]["s"]
        caption[0]["s"] = words[:1].upper() + words[1:]
    return caption


def _broken(reference: Reference) -> Node:
    return {"t": "broken", "s": f"[[{reference}]]"}


def _paragraph(inline: Node) -> Node:
    return {"t": "para", "c": [inline]}


def _words(row: Any) -> Node:
    """Return the words of a recommendation, a lead or a stake."""
    fields = ("title", "text", "addressee", "means")
    return {name: french(getattr(row, name)) for name in fields if hasattr(row, name)}
