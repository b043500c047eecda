"""Charts drawn on the server."""

import re

import pytest
from django.core.cache import caches
from django.utils import translation

from ancrage.core import charts
from ancrage.core.charts import Bar, bars

ROWS = [Bar("élu", 28), Bar("services de la ville", None), Bar("association", 40)]


def test_a_chart_shows_each_value_and_says_what_is_withheld():
    svg = bars(ROWS, title="Personnes rencontrées")
    assert {"28", "40", "masqué"} <= set(re.findall(r">([^<>]+)</text>", svg))


def test_marks_say_neither_field_names_nor_a_false_zero():
    rows = [Bar("Étape 2", 143, "Entretiens"), Bar("Étape 2", None, "Personnes")]
    assert not re.search(r'aria-label="[^"]*(value|axis|egend)', bars(rows, title="x"))


def test_a_chart_holds_nothing_that_the_content_policy_blocks():
    svg = bars(ROWS, title="Personnes rencontrées")
    assert not re.search(r"<(script|style|image|foreignObject)|\sstyle=|\son\w+=|href=", svg)


def test_the_same_values_give_the_same_bytes_with_series_too():
    rows = [Bar("Étape 2", 143, "Entretiens"), Bar("Étape 2", 412, "Personnes")]
    first = bars(rows, title="x")
    caches["drawings"].clear()
    assert bars(rows, title="x") == first


def test_a_chart_is_drawn_once_and_another_one_for_each_value_and_language(monkeypatch):
    caches["drawings"].clear()
    drawn = []
    monkeypatch.setattr(
        charts, "_bars", lambda *asked: drawn.append(asked) or f"<svg>{asked}</svg>"
    )
    first = bars(ROWS, title="x")
    assert bars(ROWS, title="x") == first
    assert len(drawn) == 1
    assert bars([*ROWS, Bar("bailleur", 3)], title="x") != first
    with translation.override("en"):
        assert bars(ROWS, title="x") != first
    assert len(drawn) == 3


@pytest.fixture(autouse=True)
def forget_drawings():
    """Leave no drawing of these tests behind."""
    yield
    caches["drawings"].clear()
