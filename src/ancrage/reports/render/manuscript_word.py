"""A report as it is written, as a Word file to work on together and bring back.

References stay as their authors typed them, each in a content control; a heading of the outline
bears a bookmark that names its section and version. Grey lines say what a reference shows; they
are not read when the file comes back.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from docx.text.paragraph import Paragraph

from ancrage.formats import report_markup as markup
from ancrage.formats.report_markup import Reference
from ancrage.formats.report_word import bookmark_name
from ancrage.reports.manuscript import Chapter, Manuscript
from ancrage.reports.render.word import WordFile

# What a reference shows, in words: « constat 12 » → the claim.
Glosses = Mapping[str, str]


def render(manuscript: Manuscript, *, glosses: Glosses, language: str) -> bytes:
    """Return the Word file of a whole manuscript, or of the chapters that it was cut down to."""
    return _Manuscript(manuscript, glosses, language).whole()


class _Manuscript:
    """One export."""

    def __init__(self, manuscript: Manuscript, glosses: Glosses, language: str) -> None:
        self.manuscript = manuscript
        self.glosses = glosses
        report = manuscript.report
        self.word = WordFile(title=report.title, author=report.study.title, language=language)

    def whole(self) -> bytes:
        report = self.manuscript.report
        self.word.paragraph(report.title, "Title")
        self.word.paragraph(
            _(
                "Document de travail. Écrivez librement, en suivi des modifications si vous le "
                "souhaitez. Gardez les références entre doubles crochets : elles mènent aux "
                "preuves. Les lignes grises disent ce qu’elles montrent ; elles ne seront pas "
                "reprises."
            ),
            "Gloss",
        )
        for chapter in self.manuscript.chapters:
            self._chapter(chapter)
        return self.word.to_bytes(report.changed_at)

    def _chapter(self, chapter: Chapter) -> None:
        section = chapter.section
        heading = self.word.document.add_heading(level=section.level)
        with self.word.bookmark(heading, bookmark_name(section.uuid.hex, section.version)):
            self.word.run(heading, section.title)
        self._blocks(chapter.parsed.blocks, chapter)

    def _blocks(self, blocks: tuple[markup.Block, ...], chapter: Chapter, depth: int = 0) -> None:
        for block in blocks:
            self._block(block, chapter, depth)

    def _block(self, block: markup.Block, chapter: Chapter, depth: int) -> None:
        match block:
            case markup.Paragraph(children):
                self._inlines(self.word.paragraph(), children)
            case markup.Heading(heading_depth, children):
                level = chapter.section.level + 1 + heading_depth - chapter.parsed.base
                self._inlines(self.word.document.add_heading(level=min(level, 9)), children)
            case markup.Numbered(start, items):
                self._list(start, items, chapter, depth + 1)
            case markup.Quote(blocks):
                self._quote(blocks, chapter)
            case markup.Table():
                self._table(block)
            case markup.CodeBlock(text):
                for line in text.rstrip("\n").split("\n"):
                    self.word.paragraph(line, "Code Block")
            case markup.Rule():
                self.word.paragraph("* * *", "Rule")
            case markup.BlockReference(reference):
                self._reference(self.word.paragraph(), reference)
                self._gloss(reference)

    def _list(self, start: int | None, items: Any, chapter: Chapter, depth: int) -> None:
        style = "List Bullet" if start is None else "List Number"
        style = style if depth == 1 else f"{style} {min(depth, 3)}"
        number = None if start is None else self.word.numbering(start)
        for item in items:
            first, *others = item or (markup.Paragraph((), 0),)
            paragraph = self.word.list_item(style, number)
            if isinstance(first, markup.Paragraph):
                self._inlines(paragraph, first.children)
            else:
                others = [first, *others]
            for block in others:
                if isinstance(block, markup.Paragraph):
                    after = "List Continue" if depth == 1 else f"List Continue {min(depth, 3)}"
                    self._inlines(self.word.paragraph(style=after), block.children)
                else:
                    self._block(block, chapter, depth)

    def _quote(self, blocks: tuple[markup.Block, ...], chapter: Chapter) -> None:
        for block in blocks:
            if isinstance(block, markup.Paragraph):
                self._inlines(self.word.paragraph(style="Quote"), block.children)
            else:
                self._block(block, chapter, 0)

    def _table(self, table: markup.Table) -> None:
        if table.caption:
            self._inlines(self.word.paragraph(style="Caption"), table.caption)
        for row, cells in self.word.table([table.head, *table.rows]):
            for cell, inlines in zip(row.cells, cells, strict=False):
                self._inlines(cell.paragraphs[0], inlines)

    def _gloss(self, reference: Reference) -> None:
        if words := self.glosses.get(str(reference)):
            self.word.paragraph(words, "Gloss")

    def _inlines(
        self, paragraph: Paragraph, inlines: tuple[markup.Inline, ...], **look: bool
    ) -> None:
        for inline in inlines:
            self._inline(paragraph, inline, look)

    def _inline(self, paragraph: Paragraph, inline: markup.Inline, look: dict[str, bool]) -> None:
        match inline:
            case markup.Text(text):
                self.word.run(paragraph, text.replace("\n", " "), **look)
            case markup.Code(text):
                self.word.run(paragraph, text, style="Code", **look)
            case markup.LineBreak():
                paragraph.add_run().add_break()
            case markup.Strong(children):
                self._inlines(paragraph, children, **{**look, "bold": True})
            case markup.Emphasis(children):
                self._inlines(paragraph, children, **{**look, "italic": True})
            case markup.Link(href, children):
                self.word.link(paragraph, _plain(children), to=href)
            case markup.Note(children):
                self._inlines(self.word.footnote(paragraph), children)
            case markup.BrokenReference(written):
                self.word.run(paragraph, f"[[{written}]]", **look)
            case markup.Image(alternative):
                self.word.run(paragraph, f"![{alternative}]()", **look)
            case Reference():
                self._reference(paragraph, inline)

    def _reference(self, paragraph: Paragraph, reference: Reference) -> None:
        written = str(reference)
        title = self.glosses.get(written, written)[:60]
        self.word.control(paragraph, f"[[{written}]]", tag=f"ancrage:{written}", title=title)


def _plain(inlines: tuple[markup.Inline, ...]) -> str:
    words = ""
    for inline in inlines:
        match inline:
            case markup.Text(text) | markup.Code(text):
                words += text
            case markup.Strong(children) | markup.Emphasis(children):
                words += _plain(children)
    return words
