"""Charts drawn on the server."""

import re

from ancrage.core.charts import Bar, bars

ROWS = [Bar("élu", 28), Bar("services de la ville", None), Bar("association", 40)]


def test_a_chart_shows_each_value_and_says_what_is_withheld():
    svg = bars(ROWS, title="Personnes rencontrées")
    assert {"28", "40", "masqué"} <= set(re.findall(r">([^<>]+)</text>", svg))


def test_a_chart_holds_nothing_that_the_content_policy_blocks():
    svg = bars(ROWS, title="Personnes rencontrées")
    assert not re.search(r"<(script|style|image|foreignObject)|\sstyle=|\son\w+=|href=", svg)


def test_the_same_values_give_the_same_bytes_with_series_too():
    rows = [Bar("Étape 2", 143, "Entretiens"), Bar("Étape 2", 412, "Personnes")]
    first = bars(rows, title="x")
    bars.__globals__["_bars"].cache_clear()
    assert bars(rows, title="x") == first
