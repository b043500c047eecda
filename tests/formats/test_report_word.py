"""A report out to Word and back: references survive, changes are taken, bad files are refused."""

import io
import re
import zipfile

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from ancrage.formats.errors import Unreadable
from ancrage.formats.report_word import bookmark_name, read_report_word
from ancrage.formats.sandbox import Sandbox

KEY = "0" * 32


def word(*paragraphs, before=()):
    """Write a file with one section and these paragraphs: text, or (text, style)."""
    document = Document()
    for text in before:
        document.add_paragraph(text)
    heading = document.add_heading("Se parler", level=2)
    mark = parse_xml(f'<w:bookmarkStart {nsdecls("w")} w:id="1" w:name="{bookmark_name(KEY, 3)}"/>')
    heading._p.insert(0, mark)
    for paragraph in paragraphs:
        text, style = paragraph if isinstance(paragraph, tuple) else (paragraph, None)
        document.add_paragraph(text, style)
    return document


def read(document, **options):
    content = io.BytesIO()
    document.save(content)
    return read_report_word("x.docx", content.getvalue(), **options)


def body(document):
    (section,) = read(document).sections
    return section.body


def test_a_section_is_found_again_by_the_bookmark_of_its_heading():
    (section,) = read(word("Un mot.")).sections
    assert (section.key, section.version, section.title) == (KEY, 3, "Se parler")
    assert section.body == "Un mot."


def test_a_section_whose_heading_was_retyped_is_found_by_its_title():
    document = word("Un mot.")
    document.add_heading("Agir", level=2)
    document.add_paragraph("Autre mot.")
    sections = read(document, titles={"Agir": "1" * 32, "Se parler": KEY}).sections
    assert [(one.key, one.body) for one in sections] == [
        (KEY, "Un mot."),
        ("1" * 32, "Autre mot."),
    ]


def test_what_stands_before_the_first_section_is_not_lost():
    sections = read(word("Un mot.", before=["Égaré."])).sections
    assert [(one.key, one.body) for one in sections] == [("", "Égaré."), (KEY, "Un mot.")]


def test_a_reference_survives_in_a_control_in_runs_and_in_bold():
    document = word("Voir ")
    paragraph = document.paragraphs[-1]
    for piece in ("[[cons", "tat 12", "]]"):
        paragraph.add_run(piece)
    paragraph.add_run(" et ")
    paragraph.add_run("[[verbatim 12.1]]").bold = True
    control = parse_xml(
        f'<w:sdt {nsdecls("w")}><w:sdtPr><w:tag w:val="ancrage:constat 3"/></w:sdtPr>'
        "<w:sdtContent><w:r><w:t>[[constat 3]]</w:t></w:r></w:sdtContent></w:sdt>"
    )
    paragraph._p.append(control)
    assert body(document) == "Voir [[constat 12]] et **[[verbatim 12.1]]**[[constat 3]]"


def test_tracked_changes_are_accepted_and_counted():
    document = word("Ils se ")
    paragraph = document.paragraphs[-1]._p
    for tag, inner, text in (("ins", "t", "parlent"), ("del", "delText", "voient")):
        paragraph.append(
            parse_xml(
                f'<w:{tag} {nsdecls("w")} w:id="9" w:author="A"><w:r>'
                f"<w:{inner}>{text}</w:{inner}></w:r></w:{tag}>"
            )
        )
    returned = read(document)
    assert returned.sections[0].body == "Ils se parlent"
    assert returned.tracked_changes == 2


def test_a_paragraph_whose_end_was_deleted_joins_the_next():
    document = word("Un début", "et une fin.")
    first = document.paragraphs[-2]._p.get_or_add_pPr()
    first.append(parse_xml(f'<w:rPr {nsdecls("w")}><w:del w:id="5" w:author="A"/></w:rPr>'))
    assert body(document) == "Un début et une fin."


def test_comments_are_listed_with_what_they_are_about():
    document = word("Une phrase.")
    document.add_comment(document.paragraphs[-1].runs, text="À revoir ?", author="Camille")
    (comment,) = read(document).comments
    assert (comment.author, comment.text, comment.about) == ("Camille", "À revoir ?", "Une phrase.")


def test_lists_quotes_headings_and_tables_keep_their_shape():
    document = word(
        ("un", "List Bullet"),
        ("dedans", "List Bullet 2"),
        ("deux", "List Bullet"),
        ("premier", "List Number"),
        ("Cité.", "Quote"),
        ("Deux façons", "Caption"),
    )
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ("a", "b", "1", "2|3"), strict=True):
        cell.text = text
    document.add_heading("Plus bas", level=3)
    assert body(document) == (
        "- un\n\n  - dedans\n\n- deux\n\n1. premier\n\n> Cité.\n\n"
        "Tableau\u00a0: Deux façons\n\n| a | b |\n|---|---|\n| 1 | 2\\|3 |\n\n### Plus bas"
    )


def test_words_that_look_like_marks_stay_words():
    document = word("# pas un titre", "1. pas une liste", "2 * 3 * 4 [note] <b>")
    assert (
        body(document) == "\\# pas un titre\n\n1\\. pas une liste\n\n2 \\* 3 \\* 4 \\[note] \\<b>"
    )


def test_a_link_to_a_page_is_kept_and_a_link_to_a_script_is_not():
    document = word("")
    paragraph = document.paragraphs[-1]
    for address in ("https://exemple.fr", "javascript:alert(1)"):
        key = document.part.relate_to(
            address,
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink",
            is_external=True,
        )
        link = parse_xml(f'<w:hyperlink {nsdecls("w", "r")} r:id="{key}"/>')
        paragraph._p.append(link)
        run = paragraph.add_run("ici ")
        link.append(run._r)
    assert body(document) == "[ici](https://exemple.fr)ici"


def edited(document, change):
    """Save a document and change one of its parts."""
    content, out = io.BytesIO(), io.BytesIO()
    document.save(content)
    with zipfile.ZipFile(content) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            target.writestr(name, change(name, source.read(name)))
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", "empty"),
        (b"Bonjour", "wrong_type"),
        (b"%PDF-1.7\n", "wrong_type"),
        (b"PK\x03\x04tronqu", "truncated"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "legacy_format"),
    ],
)
def test_what_is_no_word_file_is_refused(data, kind):
    with pytest.raises(Unreadable) as refusal:
        read_report_word("x.docx", data)
    assert refusal.value.kind == kind


def test_a_doctype_is_refused():
    declaration = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'

    def declare(name, content):
        bare = re.sub(rb"^<\?xml.*?\?>", b"", content)
        return declaration + bare if name == "word/document.xml" else content

    with pytest.raises(Unreadable) as refusal:
        read_report_word("x.docx", edited(word("Un mot."), declare))
    assert refusal.value.kind == "doctype"


def test_a_file_without_a_body_is_refused():
    def empty(name, content):
        return b"<w/>" if name == "word/document.xml" else content

    with pytest.raises(Unreadable) as refusal:
        read_report_word("x.docx", edited(word("Un mot."), empty))
    assert refusal.value.kind == "malformed"


def test_the_sandbox_reads_it_too():
    content = io.BytesIO()
    word("Un mot. [[constat 12]]").save(content)
    with Sandbox() as box:
        returned = box.run("read_report_word", "x.docx", content.getvalue(), titles={"A": KEY})
    assert returned.sections[0].body == "Un mot. [[constat 12]]"
