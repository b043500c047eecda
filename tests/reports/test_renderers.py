"""The same data set as a page, a PDF and a Word file."""

import io
import itertools
import re
import zipfile

import pypdf
import pytest
from docx import Document
from lxml import etree
from lxml import html as lxml_html

from ancrage.reports import gate, press
from ancrage.reports.render import html, pdf
from tests import factories
from tests.reports.conftest import NOW, WORDS, evidence

HOSTILE = '#import "x": *a* _b_ $y$ @ref \\ #panic("x") <script>alert(1)</script>'
BODY = (
    f"Les services se parlent^[Voir [[constat 12]].]. [[constat 12]]\n\n{HOSTILE}\n\n"
    "[[constat 12]]\n\n[[verbatim 12.1]]\n\n### Un intertitre\n\n"
    "- un *point* ;\n- un **autre**.\n\n3. trois\n4. quatre\n\n"
    "Tableau : Deux façons\n\n| Manière | Effet |\n|---|---|\n| A | B |\n\n"
    "> Cité d’ailleurs.\n\n[[graphique catégories]]\n\n[[graphique étapes]]\n\n[[carte sites]]\n\n"
    "[[tableau thématiques]]\n\n[[liste entretiens]]\n\n[Un lien](https://exemple.fr/?a=1&b=2)"
)


@pytest.fixture
def data(desk):
    """A data set with one of each thing."""
    desk.write(BODY)
    for rank in range(2, 8):
        evidence(
            desk.finding, rank=rank, site=desk.cast.site, side="pour" if rank % 2 else "contre"
        )
    factories.SectionFactory(
        report=desk.report, order=2, level=2, kind="enseignements", title="Principaux enseignements"
    )
    return gate.freeze(desk.report, now=NOW, dated=NOW, edition=1)


@pytest.mark.parametrize("form", press.FORMATS)
def test_two_renders_give_the_same_bytes(data, form):
    assert press.render(data, form) == press.render(data, form)


def test_the_pdf_declares_pdf_ua_and_its_title(data):
    reader = pypdf.PdfReader(io.BytesIO(press.render(data, "pdf")))
    xmp = etree.fromstring(reader.xmp_metadata.stream.get_data())
    part = xmp.find(".//{http://www.aiim.org/pdfua/ns/id/}part")
    assert part is not None
    assert part.text == "1"
    assert reader.metadata.title == "Villes et vivre ensemble"
    assert reader.trailer["/Root"]["/Lang"] == "fr"
    assert "/StructTreeRoot" in reader.trailer["/Root"]


def test_what_people_write_prints_as_such(data):
    reader = pypdf.PdfReader(io.BytesIO(press.render(data, "pdf")))
    printed = re.sub(r"\s+", " ", " ".join(page.extract_text() for page in reader.pages))
    assert '#import "x"' in printed
    assert '#panic("x")' in printed
    assert "<script>alert(1)</script>" in printed
    page = press.render(data, "html").decode()
    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_typst_marks_in_every_field_print_as_such(data):
    data["report"]["title"] = "#import *a* [b]"
    data["claims"]["12"]["text"] = "$x$ #let"
    reader = pypdf.PdfReader(io.BytesIO(press.render(data, "pdf")))
    assert reader.metadata.title == "#import *a* [b]"
    assert "$x$ #let" in " ".join(page.extract_text() for page in reader.pages)


def test_what_makes_a_pdf_inaccessible_is_never_printed(data):
    data["report"]["title"] = ""
    with pytest.raises(pdf.NotRendered):
        press.render(data, "pdf")


def test_each_claim_of_the_page_leads_to_its_evidence_in_one_click(data):
    page = lxml_html.fromstring(press.render(data, "html"))
    marks = page.xpath("//a[@data-evidence]")
    assert len(marks) >= 5
    for mark in marks:
        (proof,) = page.xpath(f"//*[@id='{mark.get('href').removeprefix('#')}']")
        assert WORDS in proof.text_content()


def test_each_link_of_the_page_leads_somewhere_and_no_identifier_is_doubled(data):
    page = lxml_html.fromstring(press.render(data, "html"))
    identifiers = page.xpath("//*/@id")
    assert len(identifiers) == len(set(identifiers))
    inside = {href.removeprefix("#") for href in page.xpath("//a/@href") if href.startswith("#")}
    assert inside <= set(identifiers)


def test_headings_of_the_page_never_skip_a_level(data):
    page = lxml_html.fromstring(press.render(data, "html"))
    levels = [int(tag.tag[1]) for tag in page.iter("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_the_page_has_nothing_that_the_content_policy_blocks(data):
    book = html.book(data, evidence_href=lambda number: f"/preuves/{number}/")
    assert not re.search(r"<(script|style|link|iframe)|\sstyle=|\son\w+=", book)


def test_the_word_file_has_real_footnotes_headings_and_words_for_each_picture(data):
    content = press.render(data, "docx")
    document = Document(io.BytesIO(content))
    headings = [p.text for p in document.paragraphs if p.style.name.startswith("Heading")]
    assert headings[:2] == ["I Se parler ne suffit pas", "Un intertitre"]
    assert all(picture._inline.docPr.get("descr") for picture in document.inline_shapes)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert b"Voir " in archive.read("word/footnotes.xml")
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        names = archive.namelist()
    assert names == ["[Content_Types].xml", *sorted(names[1:])]


def test_the_evidence_of_a_claim_tells_for_from_against(data):
    proof = lxml_html.fromstring(html.evidence(data, 12, call_href=lambda call: f"#{call}"))
    assert proof is not None
    text = html.evidence(data, 12, call_href=lambda call: f"#{call}")
    assert text.index("Ce qui l’appuie") < text.index("Ce qui le contredit")
