"""Quotations are found whatever the typography."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ancrage.core.quotes import Quotable

TEXT = (
    "Il dit : « On s’écoute… vraiment ! »\n"
    "C’est un art, à part\u00a0: l’art d’être 👩‍🌾 ensemble – ou pas."
)


@pytest.mark.parametrize(
    ("quote", "words"),
    [
        ("On s'écoute...", "On s’écoute…"),
        ("« On s’écoute… vraiment ! »", "On s’écoute… vraiment !"),
        ("vraiment!» C'est un art", "vraiment ! »\nC’est un art"),
        ("part:l'art", "part\u00a0: l’art"),
        ("art", "art"),
        ("ensemble - ou", "ensemble – ou"),
        ("e\u0301coute", "écoute"),
    ],
)
def test_a_quote_is_found_whatever_its_typography(quote, words):
    start, end = Quotable(TEXT).find(quote)
    assert TEXT[start:end] == words


def test_whole_words_come_first():
    assert Quotable("à part, l’art").find("art") == (10, 13)
    assert Quotable("à part").find("art") == (3, 6)


@pytest.mark.parametrize("quote", ["", "  ", "« »", "on s’écoute", "l’artiste"])
def test_what_is_not_there_is_not_found(quote):
    assert Quotable(TEXT).find(quote) is None


@given(st.text(alphabet="abé ’'«»…\n\u00a0😀.", min_size=1), st.data())
def test_a_slice_is_found_at_or_before_its_place(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    quote = text[start : data.draw(st.integers(start + 1, len(text)))]
    found = Quotable(text).find(quote)
    if any(sign.isalnum() for sign in quote):
        assert found is not None
        assert text[found[0]] in quote
