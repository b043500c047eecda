"""Folding and stemming."""

import pytest

from ancrage.core import text


@pytest.mark.parametrize("words", ["élu élus Élue elus", "coopération coopérations COOPERATION"])
def test_inflections_meet(words):
    assert len({text.stem(word) for word in words.split()}) == 1


def test_words_have_code_point_offsets():
    sentence = "Ça 🙂 marche"
    assert [sentence[start:end] for _, start, end in text.words(sentence)] == ["Ça", "marche"]
