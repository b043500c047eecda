"""A report as a Word file to reuse: styles, footnotes, links to the evidence, words for charts."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override
from docx.text.paragraph import Paragraph

from ancrage.reports.render.word import CLAY, WordFile

Node = dict[str, Any]
_CHART, _MAP = 15.4, 11.0


def render(data: Node) -> bytes:
    """Return the Word file: the same data give the same bytes."""
    with override(data["language"]):
        return _Report(data).whole().to_bytes(datetime.fromisoformat(data["published_at"]))


class _Report:
    """One rendering."""

    def __init__(self, data: Node) -> None:
        self.data = data
        credits = data["report"]["credits"]
        self.word = WordFile(
            title=data["report"]["title"],
            author=credits[0] if credits else data["study"]["title"],
            language=data["language"],
        )

    def whole(self) -> WordFile:
        self._cover()
        self._contents()
        for section in self.data["sections"]:
            self._section(section)
        if self.data["claims"]:
            self._evidence()
        return self.word

    def _cover(self) -> None:
        report = self.data["report"]
        self.word.paragraph(self.data["study"]["title"], "Small")
        self.word.paragraph(report["title"], "Title")
        for line in (report["subtitle"], report["site"]):
            if line:
                self.word.paragraph(line, "Subtitle")
        edition = self.data["edition_label"]
        self.word.paragraph(f"{edition}, {self.data['published_on']}", "Small")
        for line in [*report["credits"], self.data["study"]["notice"]]:
            if line:
                self.word.paragraph(line, "Small")

    def _contents(self) -> None:
        self.word.document.add_page_break()
        self.word.paragraph(_("Sommaire"), "Subtitle")
        for section in self.data["sections"]:
            entry = self.word.paragraph()
            entry.paragraph_format.left_indent = (section["level"] - 1) * 280000
            entry.paragraph_format.space_after = 0
            self.word.link(entry, _full_title(section), to=_mark(section["id"]), inside=True)

    def _section(self, section: Node) -> None:
        heading = self.word.document.add_heading(level=section["level"])
        heading.paragraph_format.page_break_before = section["level"] == 1
        with self.word.bookmark(heading, _mark(section["id"])):
            heading.add_run(_full_title(section))
        self._blocks(section["blocks"])

    def _blocks(self, nodes: list[Node]) -> None:
        for node in nodes:
            getattr(self, f"_{node['t']}_block")(node)

    def _inlines(self, paragraph: Paragraph, nodes: list[Node], **look: bool) -> None:
        for node in nodes:
            getattr(self, f"_{node['t']}")(paragraph, node, look)

    # Blocks

    def _para_block(self, node: Node) -> None:
        self._inlines(self.word.paragraph(), node["c"])

    def _heading_block(self, node: Node) -> None:
        self._inlines(self.word.document.add_heading(level=node["level"]), node["c"])

    def _list_block(self, node: Node, depth: int = 1) -> None:
        style = "List Bullet" if node["start"] is None else "List Number"
        style = style if depth == 1 else f"{style} {min(depth, 3)}"
        numbering = None if node["start"] is None else self.word.numbering(node["start"])
        for item in node["items"]:
            self._item(item, style, numbering, depth)

    def _item(self, blocks: list[Node], style: str, numbering: int | None, depth: int) -> None:
        for position, block in enumerate(blocks):
            if block["t"] == "list":
                self._list_block(block, depth + 1)
            elif block["t"] == "para":
                paragraph = (
                    self.word.list_item(style, numbering)
                    if position == 0
                    else self.word.paragraph(style="List Continue")
                )
                self._inlines(paragraph, block["c"])
            else:
                self._blocks([block])

    def _quote_block(self, node: Node) -> None:
        for block in node["c"]:
            if block["t"] == "para":
                self._inlines(self.word.paragraph(style="Quote"), block["c"])
            else:
                self._blocks([block])

    def _code_block(self, node: Node) -> None:
        self.word.paragraph(node["s"].rstrip(), "Code Block")

    def _rule_block(self, node: Node) -> None:
        self.word.paragraph("* * *", "Rule")

    def _table_block(self, node: Node) -> None:
        if node["caption"]:
            self._inlines(self.word.paragraph(style="Caption"), node["caption"])
        self._table(node["head"], node["rows"])

    def _claim_block(self, node: Node) -> None:
        claim = self.data["claims"][str(node["claim"])]
        self.word.paragraph(claim["kind_label"].capitalize(), "Gloss")
        paragraph = self.word.paragraph(claim["text"] + " ", "Claim")
        self._anchor(paragraph, node, {})
        self.word.paragraph(_strength(claim), "Gloss")

    def _verbatim_block(self, node: Node) -> None:
        paragraph = self.word.paragraph(f"«\u00a0{node['quote']}\u00a0»", "Quote")
        source = self.word.paragraph(node["who"] + " ", "Gloss")
        paragraph.paragraph_format.keep_with_next = True
        self._anchor(source, node, {})

    def _recommendation_block(self, node: Node) -> None:
        self._card(_("Préconisation %(number)s"), node, node["text"])
        for term, words in ((_("Destinataire"), node["addressee"]), (_("Moyens"), node["means"])):
            if words:
                self.word.paragraph(f"{term}\u00a0: {words}", "Card")
        self._behind(node)

    def _stake_block(self, node: Node) -> None:
        self._card(_("Enjeu %(number)s"), node, node["title"], node["text"])
        self._behind(node)

    def _lead_block(self, node: Node) -> None:
        self._card(_("Piste d’action %(number)s"), node, node["title"], node["text"])
        self._behind(node)

    def _card(self, name: str, node: Node, title: str, text: str = "") -> None:
        self.word.paragraph(name % {"number": node["number"]}, "Gloss")
        self.word.paragraph(title, "Claim")
        for line in text.splitlines():
            if line:
                self.word.paragraph(line, "Card")

    def _behind(self, node: Node) -> None:
        paragraph = self.word.paragraph(_("S’appuie sur") + " ", "Gloss")
        self._calls(paragraph, node["claims"])

    def _lessons_block(self, node: Node) -> None:
        self._blocks(node["c"])
        for call in node["claims"]:
            claim = self.data["claims"][str(call["claim"])]
            self._anchor(self.word.paragraph(claim["text"] + " ", "List Bullet"), call, {})

    def _figure_block(self, node: Node) -> None:
        name = _("Figure %(number)s") if node["svg"] else _("Tableau %(number)s")
        caption = self.word.paragraph(style="Caption")
        caption.add_run(f"{name % {'number': node['number']}} – {node['title']}")
        caption.paragraph_format.keep_with_next = True
        if node["svg"]:
            width = _MAP if node["source"].startswith("carte") else _CHART
            self.word.image(_png(node["svg"]), width=width, alternative=node["alt"])
        self._table(
            [[{"t": "text", "s": cell}] for cell in node["head"]],
            [[[{"t": "text", "s": cell}] for cell in row] for row in node["rows"]],
        )
        if node["note"]:
            self.word.paragraph(node["note"], "Small")

    def _table(self, head: list[list[Node]], rows: list[list[list[Node]]]) -> None:
        for position, (row, cells) in enumerate(self.word.table([head, *rows])):
            for cell, inlines in zip(row.cells, cells, strict=False):
                self._inlines(cell.paragraphs[0], inlines, bold=position == 0)

    # Inlines

    def _text(self, paragraph: Paragraph, node: Node, look: dict[str, bool]) -> None:
        self.word.run(paragraph, node["s"].replace("\n", " "), **look)

    _counter = _code = _broken = _text

    def _break(self, paragraph: Paragraph, node: Node, look: dict[str, bool]) -> None:
        paragraph.add_run().add_break()

    def _strong(self, paragraph: Paragraph, node: Node, look: dict[str, bool]) -> None:
        self._inlines(paragraph, node["c"], **{**look, "bold": True})

    def _emphasis(self, paragraph: Paragraph, node: Node, look: dict[str, bool]) -> None:
        self._inlines(paragraph, node["c"], **{**look, "italic": True})

    def _link(self, paragraph: Paragraph, node: Node, look: dict[str, bool]) -> None:
        self.word.link(paragraph, _plain(node["c"]), to=node["href"])

    def _note(self, paragraph: Paragraph, node: Node, look: dict[str, bool]) -> None:
        self._inlines(self.word.footnote(paragraph), node["c"])

    def _anchor(self, paragraph: Paragraph, node: Node, look: dict[str, bool]) -> None:
        name = _("constat %(number)s") % {"number": node["claim"]}
        with self.word.bookmark(paragraph, _mark(node["call"])):
            run = self.word.link(paragraph, f"[{name}]", to=f"preuve_{node['claim']}", inside=True)
        run.font.size = 114300

    def _calls(self, paragraph: Paragraph, calls: list[Node]) -> None:
        for call in calls:
            self._anchor(paragraph, call, {})
            paragraph.add_run(" ")

    def _quotation(self, paragraph: Paragraph, node: Node, look: dict[str, bool]) -> None:
        paragraph.add_run(f"«\u00a0{node['quote']}\u00a0»").italic = True
        paragraph.add_run(f" ({node['who']}) ")
        self._anchor(paragraph, node, look)

    def _mention(self, paragraph: Paragraph, node: Node, look: dict[str, bool]) -> None:
        paragraph.add_run(node["s"] + " ")
        self._calls(paragraph, node["claims"])

    # Evidence

    def _evidence(self) -> None:
        title = self.word.document.add_heading(_("Sur quoi repose chaque constat"), level=1)
        title.paragraph_format.page_break_before = True
        for number, claim in self.data["claims"].items():
            heading = self.word.document.add_heading(level=2)
            with self.word.bookmark(heading, f"preuve_{number}"):
                heading.add_run(_("Constat %(number)s") % {"number": number})
            self.word.paragraph(claim["text"], "Claim")
            self.word.paragraph(_strength(claim), "Gloss")
            self._side(claim, "pour", "for", _("Ce qui l’appuie"))
            self._side(claim, "contre", "against", _("Ce qui le contredit"))

    def _side(self, claim: Node, side: str, counts: str, title: str) -> None:
        if not claim[counts]["passages"]:
            return
        run = self.word.paragraph().add_run(title)
        run.bold = True
        if side == "contre":
            run.font.color.rgb = CLAY
        for one in claim["evidence"]:
            if one["side"] == side:
                quote = self.word.paragraph(f"«\u00a0{one['quote']}\u00a0»", "Quote")
                quote.paragraph_format.keep_with_next = True
                self.word.paragraph(one["who"], "Gloss")
        if claim[counts]["withheld_words"]:
            self.word.paragraph(claim[counts]["withheld_words"], "Small")


def _png(svg: str) -> bytes:
    # Imported here, with the drawing itself.
    import vl_convert

    return bytes(vl_convert.svg_to_png(svg, scale=2))


def _strength(claim: Node) -> str:
    words = f"{_('Force')}\u00a0: {claim['for']['words']}"
    if claim["against"]["words"]:
        words += f"\u202f; {_('contre')}\u00a0: {claim['against']['words']}"
    return words


def _full_title(section: Node) -> str:
    return f"{section['number']} {section['title']}".strip()


def _mark(key: str) -> str:
    """Return a bookmark's name: Word takes no hyphen."""
    return key.replace("-", "_")


def _plain(nodes: list[Node]) -> str:
    return "".join(node.get("s", "") or _plain(node.get("c", [])) for node in nodes)
