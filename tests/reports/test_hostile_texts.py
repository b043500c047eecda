"""Whatever stands in a report, its files are printed: nothing runs, nothing is fetched."""

import io
import re

import pypdf
import pytest
from django.urls import reverse
from docx import Document
from lxml import html as lxml_html

from ancrage.core.charts import Bar, bars
from ancrage.formats.report_word import bookmark_name
from ancrage.reports import cowriting, gate, press
from ancrage.reports.models.report import LONGEST_BODY
from ancrage.reports.render.word import WordFile
from tests import factories
from tests.reports.conftest import NOW, evidence

TYPST = '#import "x" #panic() $a$ \\ @ref <lab> `#raw` /* c */ // d = t'
MARKUP = "<script>alert(1)</script><img src=x onerror=alert(1)> & \"'"
ODD_SIGNS = "\x01\x0b\x1b\x7f\ufffe\u202egauche\u202c \u200b\ufeff"
NO_FONT_HAS = "👩🏽‍🚒 漢字 ไทย \ue000 \U0010ffff"
PIECES = {
    "a script": MARKUP,
    "Typst": TYPST,
    "signs that nobody sees": ODD_SIGNS,
    "signs of no font": NO_FONT_HAS,
    "right to left": "שלום مرحبا",
    "accents without a letter": "e" + "\u0301" * 50,
    "a link to nowhere": "[mot]()",
    "a link without words": "[](https://exemple.fr)",
    "links that run": "[a](javascript:x) [b](JaVaScRiPt:x) [c](data:text/html,x) [d](vbscript:x)",
    "a long link": f"[a](https://exemple.fr/{'x' * 5000})",
    "an empty heading": "### \n\n#### ",
    "an empty list": "-\n-\n- a",
    "an empty quotation": ">\n\na",
    "an empty table": "| |\n|---|\n| |",
    "a wide table": "|" + "mot|" * 40 + "\n|" + "-|" * 40 + "\n|" + "mot|" * 40,
    "an empty note": "a^[] b^[^[c]]",
    "a blank": "\u00a0",
    "nested quotations": ">" * 15 + " a",
    "nested lists": "\n".join("  " * depth + "- a" for depth in range(8)),
    "a late number": "999999999. a",
    "a long word": "a" * 3000,
    "code": "```\n" + "x" * 500 + "\n```\n\n` `",
}
STOPPED = {
    "a number of no finding": "[[constat 99999]]",
    "a huge number": "[[constat 999999999999]]",
    "a step of no study": "[[compteur entretiens étape 999]]",
    "an image from afar": "![a](https://exemple.fr/a.png)",
    "an image in a note": "a^[![b](data:image/png;base64,AAAA)]",
    "too deep a quotation": ">" * 10_000 + " a",
    "too deep a list": "\n".join("  " * depth + "- a" for depth in range(25)),
}


@pytest.fixture
def hostile(desk):
    """A report whose every word is somebody's trap, and that nothing forbids to publish."""
    odd = f"{MARKUP} {TYPST} {ODD_SIGNS} {NO_FONT_HAS}"
    for row, field in ((desk.report, "title"), (desk.report, "subtitle"), (desk.section, "title")):
        type(row).objects.filter(pk=row.pk).update(**{field: odd})
    type(desk.report).objects.filter(pk=desk.report.pk).update(credits=f"{odd}\n{odd}")
    desk.report.refresh_from_db()
    type(desk.finding).objects.filter(pk=desk.finding.pk).update(claim=odd, explanation=odd)
    label = factories.ActorCategoryFactory(study=desk.cast.study, label=odd[:80])
    evidence(desk.finding, rank=2, words=odd, category=label, side="contre")
    figures = "[[graphique catégories]]\n\n[[carte sites]]\n\n[[liste entretiens]]"
    cited = "Avant. [[constat 12]]\n\n[[constat 12]]\n\n[[verbatim 12.2]]"
    desk.write("\n\n".join([cited, figures, *PIECES.values(), "Fin."]))
    return desk.report


def test_a_hostile_report_is_printed_in_every_form(hostile):
    data = gate.freeze(hostile, now=NOW, dated=NOW, edition=1)
    page = press.render(data, "html").decode()
    assert lxml_html.fromstring(page).xpath("//script | //img | //iframe | //@onerror") == []
    assert not re.search(r'(href|src)="(javascript|vbscript|data):', page, re.IGNORECASE)
    assert not set(page) & set("\x01\x0b\x1b\x7f\ufffe\u202e\u200b")
    reader = pypdf.PdfReader(io.BytesIO(press.render(data, "pdf")))
    printed = " ".join(sheet.extract_text() for sheet in reader.pages)
    assert "#panic()" in printed
    assert "<script>" in printed
    assert "□" in printed
    document = Document(io.BytesIO(press.render(data, "docx")))
    assert any("漢字" in paragraph.text for paragraph in document.paragraphs)
    assert all(
        relation.reltype.endswith("/hyperlink")
        for relation in document.part.rels.values()
        if relation.is_external
    )


def test_a_hostile_report_goes_out_to_word(hostile):
    document = Document(io.BytesIO(cowriting.export(hostile, now=NOW)))
    assert any(TYPST.split(" <")[0] in paragraph.text for paragraph in document.paragraphs)


def test_a_chart_shows_marks_in_its_labels_as_words():
    drawn = bars([Bar(f'</text>{MARKUP}" onload="x', 3)], title=f"</desc>{MARKUP}")
    assert lxml_html.fromstring(drawn).xpath("//script | //img | //@onerror | //@onload") == []


@pytest.mark.parametrize("what", STOPPED)
def test_what_cannot_be_printed_is_told_with_its_line(what, desk, as_):
    section = desk.write(f"Avant. [[constat 12]]\n\n{STOPPED[what]}")
    (obstacle, *_others) = gate.obstacles_of(desk.report, now=NOW)
    assert obstacle.line >= 3
    page = as_(desk.cast.admin).get(section.get_absolute_url())
    assert page.status_code == 200


def test_a_finding_of_another_study_is_not_cited(desk):
    factories.FindingFactory(number=34, claim="D’une autre étude")
    desk.write("[[constat 12]]\n\n[[constat 34]]")
    (obstacle,) = gate.obstacles_of(desk.report, now=NOW)
    assert "ne mène à rien" in obstacle.message


def test_a_section_too_long_to_read_is_refused_in_words(desk, as_):
    url = desk.section.get_absolute_url()
    values = {"title": "A", "kind": "partie", "level": 1, "version": desk.section.version}
    refused = as_(desk.cast.admin).post(url, {**values, "body": "a" * (LONGEST_BODY + 1)})
    assert refused.status_code == 422
    assert "Partagez-le en plusieurs sections" in refused.content.decode()
    desk.section.refresh_from_db()
    assert desk.section.version == values["version"]


@pytest.mark.parametrize(("title", "body"), [("é" * 251, "a"), ("A", "a" * (LONGEST_BODY + 1))])
def test_a_section_too_long_does_not_come_back_from_word(title, body, desk, as_):
    word = WordFile(title="", author="", language="fr")
    heading = word.document.add_heading(title, level=1)
    with word.bookmark(heading, bookmark_name(desk.section.uuid.hex, 1)):
        word.paragraph(body)
    file = io.BytesIO(word.to_bytes(NOW))
    file.name = "rapport.docx"
    url = reverse("reports:word_return", args=[desk.cast.study.slug, desk.report.slug])
    refused = as_(desk.cast.admin).post(url, {"file": file})
    assert refused.status_code == 422
    assert "trop long" in refused.content.decode()
    assert not desk.report.word_returns.exists()
