"""A Word file under construction: what python-docx lacks, and the same bytes every time."""

import io
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from ancrage.formats.characters import clean

DEEP, SOFT, CLAY = (
    RGBColor(0x12, 0x4E, 0x5C),
    RGBColor(0x5F, 0x58, 0x4D),
    RGBColor(0x8A, 0x4B, 0x1D),
)
SERIF, MONOSPACE = "Georgia", "Consolas"
# Files inside the zip bear no time of their own.
NO_TIME = (1980, 1, 1, 0, 0, 0)
_FOOTNOTES = """<w:footnotes {ns}>
<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>
<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p>
</w:footnote></w:footnotes>"""


class WordFile:
    """A document with the house's styles, footnotes, links, bookmarks and content controls."""

    def __init__(self, *, title: str, author: str, language: str) -> None:
        self.document = Document()
        self.bookmarks = 0
        self.controls = 0
        self._footnotes = parse_xml(_FOOTNOTES.format(ns=nsdecls("w")))
        self._describe(title, author, language)
        _style(self.document)

    def _describe(self, title: str, author: str, language: str) -> None:
        properties = self.document.core_properties
        properties.title, properties.author = clean(title).text, clean(author).text
        properties.language = language
        properties.comments = ""
        defaults = self.document.styles.element.find(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}")
        lang = defaults.find(qn("w:lang"))
        if lang is None:
            lang = OxmlElement("w:lang")
            defaults.append(lang)
        lang.set(qn("w:val"), f"{language}-{language.upper()}")

    def paragraph(self, text: str = "", style: str | None = None) -> Paragraph:
        """Add a paragraph."""
        return self.document.add_paragraph(clean(text).text, style)

    def run(self, paragraph: Paragraph, text: str, style: str | None = None, **look: bool) -> Run:
        """Add words; ``look`` is bold or italic."""
        run = paragraph.add_run(clean(text).text, style)
        run.bold, run.italic = look.get("bold"), look.get("italic")
        return run

    def list_item(self, style: str, numbering: int | None) -> Paragraph:
        """Add a paragraph of a list, under a numbering of its own if there is one."""
        paragraph = self.paragraph(style=style)
        if numbering is not None:
            number = paragraph._p.get_or_add_pPr().get_or_add_numPr().get_or_add_numId()
            number.val = numbering
        return paragraph

    def table(self, rows: Sequence[Sequence[Any]]) -> Iterator[tuple[Any, Sequence[Any]]]:
        """Add a table whose first row holds the headers; yield each row with what it is for."""
        table = self.document.add_table(rows=0, cols=len(rows[0]))
        table.style = "Table Grid"
        for position, cells in enumerate(rows):
            row = table.add_row()
            if position == 0:
                row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
            yield row, cells
        self.paragraph()

    def footnote(self, paragraph: Paragraph) -> Paragraph:
        """Put a footnote mark at the end of ``paragraph``; return the paragraph of the note."""
        number = len(self._footnotes) - 1
        mark = paragraph.add_run(style="Footnote Mark")
        reference = OxmlElement("w:footnoteReference")
        reference.set(qn("w:id"), str(number))
        mark._r.append(reference)
        note = parse_xml(
            f'<w:footnote {nsdecls("w")} w:id="{number}"><w:p><w:pPr><w:pStyle '
            'w:val="FootnoteText"/></w:pPr><w:r><w:rPr><w:rStyle w:val="FootnoteMark"/></w:rPr>'
            '<w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> </w:t></w:r></w:p></w:footnote>'
        )
        self._footnotes.append(note)
        return Paragraph(note.p_lst[0] if hasattr(note, "p_lst") else note[0], paragraph._parent)

    def link(self, paragraph: Paragraph, text: str, *, to: str, inside: bool = False) -> Run:
        """Add a link to an address, or to a bookmark where ``inside``."""
        element = OxmlElement("w:hyperlink")
        if inside:
            element.set(qn("w:anchor"), to)
        else:
            part = self.document.part
            key = part.relate_to(to, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
            element.set(qn("r:id"), key)
        paragraph._p.append(element)
        run = paragraph.add_run(text)
        element.append(run._r)
        run.font.color.rgb = DEEP
        return run

    @contextmanager
    def bookmark(self, paragraph: Paragraph, name: str) -> Iterator[None]:
        """Bookmark what is added to ``paragraph`` meanwhile."""
        self.bookmarks += 1
        start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
        for element in (start, end):
            element.set(qn("w:id"), str(self.bookmarks))
        start.set(qn("w:name"), name)
        paragraph._p.append(start)
        yield
        paragraph._p.append(end)

    def control(self, paragraph: Paragraph, text: str, *, tag: str, title: str) -> None:
        """Add words in a content control: Word keeps it whole, and its tag with it."""
        self.controls += 1
        control = parse_xml(
            f'<w:sdt {nsdecls("w")}><w:sdtPr><w:alias/><w:tag/><w:id w:val="{self.controls}"/>'
            '<w:lock w:val="contentLocked"/></w:sdtPr><w:sdtContent/></w:sdt>'
        )
        control.find(f".//{qn('w:alias')}").set(qn("w:val"), clean(title).text)
        control.find(f".//{qn('w:tag')}").set(qn("w:val"), tag)
        paragraph._p.append(control)
        run = paragraph.add_run(text, style="Reference Mark")
        control.find(qn("w:sdtContent")).append(run._r)

    def image(self, png: bytes, *, width: float, alternative: str) -> None:
        """Add a picture as wide as ``width`` centimetres, with its words."""
        picture = self.document.add_picture(io.BytesIO(png), width=Cm(width))
        picture._inline.docPr.set("descr", alternative)

    def numbering(self, start: int) -> int:
        """Return a numbering of its own for a list that begins at ``start``."""
        numbering = self.document.part.numbering_part.element
        style = self.document.styles["List Number"].element
        model = style.pPr.numPr.numId.val
        abstract = numbering.num_having_numId(model).abstractNumId.val
        number = numbering.add_num(abstract)
        number.add_lvlOverride(ilvl=0).add_startOverride(start)
        return int(number.numId)

    def to_bytes(self, moment: datetime) -> bytes:
        """Return the file; ``moment`` is its only date."""
        properties = self.document.core_properties
        properties.created = properties.modified = moment.replace(tzinfo=None, microsecond=0)
        properties.last_modified_by, properties.revision = properties.author, 1
        self._attach_footnotes()
        content = io.BytesIO()
        self.document.save(content)
        return _without_times(content.getvalue())

    def _attach_footnotes(self) -> None:
        package = self.document.part.package
        blob = _xml(self._footnotes)
        part = Part(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, blob, package)
        self.document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def _xml(element: Any) -> bytes:
    from lxml import etree

    return bytes(etree.tostring(element, xml_declaration=True, encoding="UTF-8", standalone=True))


def _without_times(content: bytes) -> bytes:
    """Write the zip again with its members in order and without times."""
    source, target = zipfile.ZipFile(io.BytesIO(content)), io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as written:
        for name in sorted(source.namelist(), key=lambda one: (one != "[Content_Types].xml", one)):
            member = zipfile.ZipInfo(name, NO_TIME)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = 0o600 << 16
            written.writestr(member, source.read(name))
    return target.getvalue()


def _style(document: Any) -> None:
    """Give the default template the look of the house."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.8)
    styles = document.styles
    _font(styles["Normal"], size=11)
    styles["Normal"].paragraph_format.space_after = Pt(8)
    styles["Normal"].paragraph_format.line_spacing = 1.25
    sizes = {1: 22, 2: 16, 3: 13, 4: 12, 5: 11, 6: 11}
    for level, size in sizes.items():
        _font(styles[f"Heading {level}"], size=size, colour=DEEP, bold=True)
        styles[f"Heading {level}"].paragraph_format.space_before = Pt(22 - 2 * level)
        styles[f"Heading {level}"].paragraph_format.space_after = Pt(6)
    _font(styles["Title"], size=30, colour=DEEP, bold=True)
    _font(styles["Subtitle"], size=15, colour=SOFT)
    _font(styles["Quote"], size=11, italic=True)
    styles["Quote"].paragraph_format.left_indent = Cm(0.9)
    _font(styles["Caption"], size=10, colour=DEEP, bold=True)
    _new(styles, "Claim", size=11.5, bold=True).paragraph_format.left_indent = Cm(0.6)
    _new(styles, "Card", size=11).paragraph_format.left_indent = Cm(0.6)
    _new(styles, "Small", size=9.5, colour=SOFT)
    _new(styles, "Gloss", size=9, colour=SOFT, italic=True).paragraph_format.left_indent = Cm(0.6)
    _new(styles, "Footnote Text", size=9)
    _new(styles, "Code Block", size=9).font.name = MONOSPACE
    _new(styles, "Rule", size=11).paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for name in ("Footnote Mark", "Reference Mark"):
        mark = styles.add_style(name, WD_STYLE_TYPE.CHARACTER)
        mark.font.superscript = name == "Footnote Mark"
        mark.font.color.rgb = DEEP
    styles.add_style("Code", WD_STYLE_TYPE.CHARACTER).font.name = MONOSPACE


def _new(styles: Any, name: str, **look: Any) -> Any:
    style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = styles["Normal"]
    _font(style, **look)
    return style


def _font(
    style: Any,
    *,
    size: float,
    colour: RGBColor | None = None,
    bold: bool = False,
    italic: bool = False,
) -> None:
    font = style.font
    font.name, font.size, font.bold, font.italic = SERIF, Pt(size), bold, italic
    fonts = style.element.rPr.rFonts
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:hAnsi"), SERIF)
    if colour is not None:
        font.color.rgb = colour
