import codecs
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ancrage.formats.characters import clean, decode, fold
from ancrage.formats.errors import Unreadable
from ancrage.formats.notices import Notice


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("été".encode(), None),
        (codecs.BOM_UTF8 + "été".encode(), None),
        ("été".encode("utf-16"), None),
        (codecs.BOM_UTF16_BE + "été".encode("utf-16-be"), None),
        ("été".encode("utf-32"), None),
        ("été".encode("cp1252"), "cp1252"),
        (codecs.BOM_UTF8 + "été".encode(), "cp1252"),
    ],
)
def test_text_is_decoded_by_its_mark_else_as_told_else_as_utf8(data, encoding):
    assert decode(data, encoding) == "été"


@pytest.mark.parametrize(
    ("data", "encoding", "kind"),
    [
        ("été".encode("cp1252"), None, "encoding"),
        ("Bonjour".encode("utf-16-le"), None, "encoding"),
        ("é".encode()[:1], None, "encoding"),
        (b"\x81", "cp1252", "encoding"),
        (bytes(range(32)) * 4, None, "unsupported"),
    ],
)
def test_what_is_no_text_in_that_encoding_is_refused(data, encoding, kind):
    with pytest.raises(Unreadable) as caught:
        decode(data, encoding)
    assert caught.value.kind == kind


def test_an_unknown_encoding_is_a_mistake_of_the_caller():
    with pytest.raises(ValueError, match="latin-9"):
        decode(b"", "latin-9")


def test_line_ends_become_one():
    assert clean("a\r\nb\rc\u2028d\x0ce").text == "a\nb\nc\nd\ne"


def test_accents_are_composed():
    assert clean(unicodedata.normalize("NFD", "été à Noël")).text == "été à Noël"


def test_control_characters_go_with_a_notice():
    cleaned = clean("a\0b\x07c\td\n")
    assert cleaned.text == "abc\td\n"
    assert cleaned.notices == (Notice("control_characters", 2),)


def test_invisible_characters_and_direction_marks_go_with_a_notice():
    cleaned = clean("Ma\u200brie\u202e Du\u00adrand\u200f")
    assert cleaned.text == "Marie Durand"
    assert cleaned.notices == (Notice("invisible_characters", 4),)


def test_emoji_stay_whole():
    family, flag = "👩\u200d👩\u200d👧", "🏴\U000e0067\U000e0062\U000e007f"
    assert clean(f"Bien 😀 {family} ❤️ {flag}").text == f"Bien 😀 {family} ❤️ {flag}"


def test_a_joiner_outside_emoji_goes():
    assert clean("Ma\u200drie").text == "Marie"


def test_text_of_windows_taken_for_latin1_gets_its_apostrophes_back():
    cleaned = clean("l\x92école\x85")
    assert cleaned.text == "l’école…"
    assert cleaned.notices == ()


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text):
    once = clean(text).text
    assert clean(once).text == once
    assert unicodedata.is_normalized("NFC", once)


def test_folding_drops_case_accents_and_punctuation():
    assert fold("  L’ŒUVRE d’Élise-Anne  (n° 2)") == "l oeuvre d elise anne n 2"
