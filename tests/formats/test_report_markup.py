"""The text of a report: references, footnotes, tables, and what is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ancrage.formats.report_markup import (
    BadReference,
    BlockReference,
    FaultKind,
    Heading,
    Kind,
    Note,
    Paragraph,
    Reference,
    Table,
    Text,
    parse,
    read_reference,
    references_of,
    writing,
)
from ancrage.formats.report_markup.typography import french


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("constat 12", Reference(Kind.FINDING, number=12)),
        ("Constat  12", Reference(Kind.FINDING, number=12)),
        ("verbatim 12.1", Reference(Kind.QUOTATION, number=12, rank=1)),
        ("preconisation 5", Reference(Kind.RECOMMENDATION, number=5)),
        ("Préconisation 5", Reference(Kind.RECOMMENDATION, number=5)),
        ("enjeu 3", Reference(Kind.STAKE, number=3)),
        ("piste 8", Reference(Kind.LEAD, number=8)),
        (
            "compteur entretiens étape 2",
            Reference(Kind.COUNTER, subject="entretiens", step=2),
        ),
        ("compteur sites", Reference(Kind.COUNTER, subject="sites")),
        ("graphique categories", Reference(Kind.CHART, subject="catégories")),
        ("carte sites", Reference(Kind.MAP, subject="sites")),
        ("tableau thématiques", Reference(Kind.TABLE, subject="thématiques")),
        ("liste entretiens", Reference(Kind.LIST, subject="entretiens")),
    ],
)
def test_each_reference_is_read_and_written_back(written, expected):
    assert read_reference(written) == expected
    assert read_reference(str(expected)) == expected


@pytest.mark.parametrize(
    "written",
    ["", "constat", "constat douze", "verbatim 12", "constats 12", "compteur", "graphique x", "²"],
)
def test_what_is_not_a_reference_is_refused(written):
    with pytest.raises(BadReference):
        read_reference(written)


def test_a_reference_alone_on_its_line_is_a_block_and_the_others_are_inline():
    parsed = parse(
        "Se parler. [[constat 12]]\n\n[[constat 12]]\n\n[[verbatim 12.1]]\n[[verbatim 12.2]]"
    )
    assert isinstance(parsed.blocks[0], Paragraph)
    assert [type(block) for block in parsed.blocks[1:]] == [BlockReference] * 3
    assert [line for _, line in references_of(parsed.blocks)] == [1, 3, 5, 6]


def test_a_counter_alone_on_its_line_stays_a_paragraph():
    assert isinstance(parse("[[compteur sites]]").blocks[0], Paragraph)


def test_a_footnote_holds_other_marks():
    (paragraph,) = parse("Un mot^[Voir *ailleurs* et [[constat 3]].] suit.").blocks
    note = next(child for child in paragraph.children if isinstance(child, Note))
    assert Reference(Kind.FINDING, number=3) in note.children


@pytest.mark.parametrize("word", ["Tableau :", "Table:"])
def test_a_table_takes_the_caption_written_before_it(word):
    (table,) = parse(f"{word} Deux façons\n\n| a | b |\n|---|---|\n| 1 | 2 |").blocks
    assert isinstance(table, Table)
    assert table.caption == (Text("Deux façons"),)
    assert table.head == ((Text("a"),), (Text("b"),))


def test_raw_html_is_words():
    (paragraph,) = parse("<script>alert(1)</script> &lt;b&gt;").blocks
    assert paragraph.children == (Text("<script>alert(1)</script> &lt;b&gt;"),)


def test_a_link_that_runs_a_script_is_words():
    (paragraph,) = parse("[ici](javascript:alert(1))").blocks
    assert all(isinstance(child, Text) for child in paragraph.children)


@pytest.mark.parametrize(
    ("text", "kind", "line"),
    [
        ("Un.\n\nDeux [[toto 3]].", FaultKind.BROKEN_REFERENCE, 3),
        ("Un.\nDeux\n[[constat x]].", FaultKind.BROKEN_REFERENCE, 3),
        ("Voir [[carte sites]] ici.", FaultKind.FIGURE_IN_SENTENCE, 1),
        ("Un.\n\n![](x.png)", FaultKind.IMAGE_WITHOUT_ALTERNATIVE, 3),
        ("![un plan](https://exemple.fr/x.png)", FaultKind.IMAGE_FROM_ELSEWHERE, 1),
        ("### Un\n\n##### Trois", FaultKind.HEADING_SKIPPED, 3),
        ("#### Deux\n\n### Un", FaultKind.HEADING_SKIPPED, 1),
    ],
)
def test_what_cannot_be_published_is_reported_with_its_line(text, kind, line):
    (fault,) = parse(text).faults
    assert (fault.kind, fault.line) == (kind, line)


def test_headings_start_from_the_shallowest():
    parsed = parse("#### Un\n\n##### Deux\n\n#### Trois")
    assert not parsed.faults
    assert parsed.base == 4
    assert isinstance(parsed.blocks[0], Heading)


@given(st.text(alphabet="[]^*_`#|<>!()&\\\n -aé12.« »:;constat", max_size=120))
def test_whatever_is_typed_is_read(text):
    parsed = parse(text)
    assert list(references_of(parsed.blocks)) is not None


@pytest.mark.parametrize("typed", ["[[" * 500, "[[constat" + " " * 500 + "1]]"])
def test_brackets_that_nothing_closes_nearby_are_words(typed):
    assert not parse(typed).faults


@pytest.mark.parametrize("typed", ["\u00a0", "### ", "[]()", "\x0b\u200b"])
def test_what_holds_no_word_is_nothing(typed):
    assert parse(typed).blocks == ()


def test_a_link_to_nowhere_is_its_words():
    assert parse("Un [*mot*]()").blocks == parse("Un *mot*").blocks


def test_each_block_is_written_back_once_however_deep(monkeypatch):
    blocks = parse("\n".join("  " * depth + "- a" for depth in range(8))).blocks
    written, write = [], writing._block
    monkeypatch.setattr(writing, "_block", lambda block: written.append(block) or write(block))
    assert writing.to_markdown(blocks).count("- a") == 8
    assert len(written) == 16


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Pourquoi ?", "Pourquoi\u202f?"),
        ("« oui »", "«\u00a0oui\u00a0»"),
        ("«oui»", "«\u00a0oui\u00a0»"),
        ("ceci : cela ; 5 %", "ceci\u00a0: cela\u202f; 5\u00a0%"),
        ("l'étude", "l’étude"),
        ("12 000 villes", "12\u202f000 villes"),
        ("https://exemple.fr", "https://exemple.fr"),
    ],
)
def test_french_typography(typed, printed):
    assert french(typed) == printed
    assert french(printed) == printed
