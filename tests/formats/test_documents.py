import codecs
import io

import docx
import pypdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from ancrage.formats.documents import read_document
from ancrage.formats.errors import Unreadable
from tests.formats import builders

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
DOCTYPE = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>'


def kind_of(name, data, **options):
    with pytest.raises(Unreadable) as caught:
        read_document(name, data, **options)
    assert "Durand" not in str(caught.value)
    return caught.value.kind


def notices_of(document):
    return {notice.kind: notice.count for notice in document.notices}


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n\t\n", "empty"),
        ("a.txt", "été".encode("cp1252"), "encoding"),
        ("a.docx", builders.pdf("Bonjour"), "wrong_type"),
        ("a.pdf", builders.word("Bonjour"), "wrong_type"),
        ("a.docx", b"Bonjour", "wrong_type"),
        ("a.txt", builders.word("Bonjour"), "wrong_type"),
        ("a.docx", builders.ods("<table:table-cell/>"), "wrong_type"),
        ("a.srt", b"Bonjour", "wrong_type"),
        ("a.docx", b"\x89PNG\r\n\x1a\n", "wrong_type"),
        ("a.png", b"\x89PNG\r\n\x1a\n", "unsupported"),
        ("a.rtf", b"{\\rtf1 Bonjour}", "unsupported"),
        ("a.zip", builders.zipped({"a.txt": "x"}), "unsupported"),
        ("a.doc", OLE + bytes(600), "legacy_format"),
        ("a.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        ("a.docx", builders.word("Bonjour" * 500)[:-400], "truncated"),
        ("a.docx", builders.word("Bonjour")[:40], "truncated"),
        ("a.docx", builders.word(), "empty"),
        ("a.odt", builders.odt("<text:p/>"), "empty"),
    ],
    ids=lambda value: value if isinstance(value, str) else "data",
)
def test_what_cannot_be_read_says_why(name, data, kind):
    assert kind_of(name, data) == kind


@pytest.mark.parametrize(
    "data",
    [
        "É\u0301te\u0301 😀\r\nfin".encode(),
        codecs.BOM_UTF8 + "Été 😀\nfin".encode(),
        "Été 😀\nfin".encode("utf-16"),
        "Été\0 😀\u200b\n\u200ffin".encode(),
    ],
)
def test_a_text_comes_out_clean_whatever_its_encoding(data):
    text = read_document("notes.txt", data).text
    assert text.removeprefix("\u0301").replace("É\u0301", "É") == "Été 😀\nfin"


def test_a_text_of_windows_is_read_when_told():
    assert read_document("a.txt", "l’été".encode("cp1252"), encoding="cp1252").text == "l’été"


def test_a_file_without_extension_is_read_by_its_content():
    assert read_document("notes", builders.word("Bonjour")).text == "Bonjour"


class TestWord:
    def test_paragraphs_and_tables_are_read_in_order(self):
        document = docx.Document()
        document.add_heading("Entretien")
        table = document.add_table(rows=2, cols=2)
        for cell, text in zip(
            [cell for row in table.rows for cell in row.cells],
            ["MARIE", "Bonjour\tà tous", "JEAN", "Merci"],
            strict=True,
        ):
            cell.text = text
        document.add_paragraph("Fin\nde page")
        text = read_document("a.docx", builders.saved(document)).text
        assert text == "Entretien\nMARIE\nBonjour\tà tous\nJEAN\nMerci\nFin\nde page"

    def test_speakers_of_a_table_are_found(self):
        document = docx.Document()
        table = document.add_table(rows=0, cols=2)
        for label, said in [("MARIE", "Bonjour."), ("ENQ", "Oui ?"), ("MARIE", "Voilà.")]:
            cells = table.add_row().cells
            cells[0].text, cells[1].text = label, said
        read = read_document("a.docx", builders.saved(document))
        assert [read.text[turn.start : turn.end] for turn in read.turns if turn.speaker] == [
            "Bonjour.\nENQ\nOui ?",
            "Voilà.",
        ]
        known = read.with_known_speakers(frozenset({"Enq"}))
        assert [turn.speaker for turn in known.turns] == ["MARIE", "ENQ", "MARIE"]

    def test_tracked_changes_are_accepted(self):
        data = builders.word_of(
            "<w:p><w:r><w:t>Le </w:t></w:r>"
            '<w:ins w:id="1" w:author="x"><w:r><w:t>nouveau </w:t></w:r></w:ins>'
            '<w:del w:id="2" w:author="x"><w:r><w:delText>vieux </w:delText></w:r></w:del>'
            "<w:r><w:t>quartier</w:t></w:r></w:p>"
        )
        document = read_document("a.docx", data)
        assert document.text == "Le nouveau quartier"
        assert notices_of(document) == {"tracked_changes": 2}

    def test_what_lies_outside_the_text_is_left_out_and_counted(self):
        relations = "".join(
            f'<Relationship Id="r{number}" Type="http://x/{kind}" Target="http://x.fr/{number}" '
            'TargetMode="External"/>'
            for number, kind in enumerate(["image", "attachedTemplate", "hyperlink"])
        )
        data = builders.word_of(
            '<w:p><w:r><w:t>Oui</w:t><w:commentReference w:id="0"/>'
            '<w:footnoteReference w:id="2"/><w:instrText>PAGE</w:instrText></w:r></w:p>',
            relations,
        )
        document = read_document("a.docx", data)
        assert document.text == "Oui"
        assert notices_of(document) == {"comments": 1, "footnotes": 1, "external_links": 2}

    def test_a_text_box_is_read_once(self):
        space = "http://schemas.openxmlformats.org/markup-compatibility/2006"
        box = "<w:txbxContent><w:p><w:r><w:t>Encadré</w:t></w:r></w:p></w:txbxContent>"
        data = builders.word_of(
            f'<w:p><w:r><mc:AlternateContent xmlns:mc="{space}"><mc:Choice Requires="wps">{box}'
            f"</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
            "<w:t>Texte</w:t></w:r></w:p>"
        )
        assert read_document("a.docx", data).text == "Texte\nEncadré"

    @pytest.mark.parametrize(
        "member", ["word/document.xml", "word/styles.xml", "customXml/item1.xml", "_rels/.rels"]
    )
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
    def test_a_doctype_is_refused_in_any_part(self, member, encoding):
        data = builders.rezipped(builders.word("x"), {member: (DOCTYPE + "<a/>").encode(encoding)})
        assert kind_of("a.docx", data) == "doctype"

    def test_a_part_that_inflates_without_end_is_a_bomb(self):
        data = builders.rezipped(builders.word("x"), {"word/document.xml": b" " * 20_000_000})
        assert kind_of("a.docx", data) == "bomb"

    @pytest.mark.parametrize("xml", [b"", b"<a/>", b"<w:document", b"\xff" * 90])
    def test_a_broken_body_is_malformed(self, xml):
        data = builders.rezipped(builders.word("x"), {"word/document.xml": xml})
        assert kind_of("a.docx", data) == "malformed"


class TestOpenDocument:
    def test_paragraphs_tables_and_lists_are_read_in_order(self):
        document = read_document(
            "a.odt",
            builders.odt(
                "<text:h>Entretien</text:h>"
                '<text:p>MARIE :<text:s text:c="2"/>un<text:tab/>deux <text:span>trois</text:span>'
                "\n   quatre<text:line-break/>cinq</text:p>"
                "<text:list><text:list-item><text:p>six</text:p></text:list-item></text:list>"
                "<table:table><table:table-row><table:table-cell><text:p>sept</text:p>"
                "</table:table-cell></table:table-row></table:table>"
            ),
        )
        assert document.text == "Entretien\nMARIE :  un\tdeux trois quatre\ncinq\nsix\nsept"
        assert document.speakers == ("MARIE",)

    def test_changes_are_accepted_and_asides_counted(self):
        document = read_document(
            "a.odt",
            builders.odt(
                "<text:tracked-changes><text:changed-region><text:deletion><text:p>vieux</text:p>"
                "</text:deletion></text:changed-region></text:tracked-changes>"
                "<text:p>Le<office:annotation><text:p>aparté</text:p></office:annotation> quartier"
                "<text:note><text:note-body><text:p>bas</text:p></text:note-body></text:note>"
                '<draw:frame><draw:image xlink:href="http://x.fr/i.png"/></draw:frame></text:p>'
            ),
        )
        assert document.text == "Le quartier"
        assert notices_of(document) == {
            "tracked_changes": 1,
            "comments": 1,
            "footnotes": 1,
            "images": 1,
            "external_links": 1,
        }

    def test_an_encrypted_file_is_refused(self):
        space = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
        manifest = f'<m:manifest xmlns:m="{space}"><m:f><m:encryption-data/></m:f></m:manifest>'
        assert kind_of("a.odt", builders.odt("", **{"META-INF__manifest": manifest})) == "encrypted"

    def test_a_doctype_is_refused(self):
        assert kind_of("a.odt", builders.odt("", styles=DOCTYPE + "<a/>")) == "doctype"


class TestPdf:
    def test_lines_are_joined_into_paragraphs_and_turns(self):
        sentence = "La confiance entre voisins se construit lentement dans le quartier. "
        data = builders.pdf(
            '#set text(lang: "fr", hyphenate: true)\n#set par(justify: true)\n'
            f"MARIE : {sentence * 4}\n\nENQUÊTRICE : Et alors ?\n\nMARIE : {sentence * 3}"
        )
        document = read_document("a.pdf", data)
        assert document.text.split("\n") == [
            f"MARIE : {sentence * 4}".strip(),
            "ENQUÊTRICE : Et alors ?",
            f"MARIE : {sentence * 3}".strip(),
        ]
        assert document.speakers == ("MARIE", "ENQUÊTRICE")

    def test_headers_and_page_numbers_are_dropped(self):
        pages = "#pagebreak()".join(
            f"Contenu de la page {word}." for word in ("une", "deux", "trois")
        )
        data = builders.pdf('#set page(header: [Confidentiel], numbering: "1 / 1")\n' + pages)
        document = read_document("a.pdf", data)
        assert "Confidentiel" not in document.text
        assert document.text.count("\n") == 2
        assert notices_of(document) == {"page_headers": 6}

    def test_a_word_cut_at_a_line_end_is_made_whole(self):
        data = builders.pdf(
            "La commu-\\\nnauté parle, dit-\\\nelle, à Clichy-\\\nsous-Bois, vis-à-\\\nvis"
        )
        assert read_document("a.pdf", data).text == (
            "La communauté parle, dit-elle, à Clichy-sous-Bois, vis-à-vis"
        )

    def test_a_scan_has_no_text(self):
        stream = io.BytesIO()
        Image.new("L", (60, 60), 200).save(stream, "PDF")
        assert kind_of("scan.pdf", stream.getvalue()) == "no_text"

    def test_a_password_is_refused(self):
        writer = pypdf.PdfWriter(clone_from=io.BytesIO(builders.pdf("Secret")))
        writer.encrypt("secret", algorithm="AES-128")
        stream = io.BytesIO()
        writer.write(stream)
        assert kind_of("a.pdf", stream.getvalue()) == "encrypted"

    def test_a_truncated_file_is_refused(self):
        data = builders.pdf("Bonjour " * 4000)
        assert kind_of("a.pdf", data[: len(data) // 2]) == "truncated"

    @settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.data())
    def test_a_damaged_file_is_read_or_refused(self, data):
        damaged = bytearray(PDF)
        for _ in range(8):
            place = data.draw(st.integers(8, len(PDF) - 8))
            damaged[place] = data.draw(st.integers(0, 255))
        read_or_refuse("a.pdf", bytes(damaged))


PDF = builders.pdf("Bonjour à tous")
WORD = builders.word("MARIE : Bonjour", "JEAN : Bonsoir")


def read_or_refuse(name, data):
    try:
        document = read_document(name, data)
    except Unreadable:
        return
    assert document.text
    assert all(turn.end <= len(document.text) for turn in document.turns)


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(["a.docx", "a.odt", "a.pdf", "a.txt", "a.srt", "a.vtt", "a"]),
    st.binary(max_size=300),
    st.sampled_from([b"", b"%PDF-1.4\n", b"PK\x03\x04", b"WEBVTT\n\n", OLE, WORD[:200], b"%%EOF"]),
)
def test_random_bytes_are_read_or_refused(name, data, start):
    read_or_refuse(name, start + data)
    read_or_refuse(name, start + data + b"%%EOF")


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(WORD) - 1), st.binary(min_size=1, max_size=20))
def test_a_damaged_word_file_is_read_or_refused(place, noise):
    read_or_refuse("a.docx", WORD[:place] + noise + WORD[place + len(noise) :])
