"""The style sheet of codings holds the twelve codes of the house, at each level."""

import re
from pathlib import Path

import ancrage

STATIC = Path(ancrage.__file__).parent
CODES = STATIC / "web" / "static" / "web" / "codes.css"
HIGHLIGHTS = STATIC / "coding" / "static" / "coding" / "highlights.css"
DRAWING = STATIC / "coding" / "static" / "coding" / "drawing.js"
RULE = re.compile(
    r"::highlight\(code-(\d+)-level-(\d+)\) "
    r"\{ text-decoration: underline (\w+) [\d.]+em var\(--code-(\d+)\); "
    r"text-underline-offset: ([\d.]+)em;"
)


def test_each_code_is_underlined_in_its_colour_and_dash_at_each_level():
    styles = dict(re.findall(r"\.code-(\d+) \{[^}]*--code-style: (\w+)", CODES.read_text()))
    levels = int(re.search(r"LEVELS = (\d+)", DRAWING.read_text())[1])
    rules = RULE.findall(HIGHLIGHTS.read_text())
    assert {(code, level) for code, level, *_ in rules} == {
        (str(code), str(level)) for code in range(1, 13) for level in range(levels)
    }
    for code, _, style, colour, _ in rules:
        assert (style, colour) == (styles[code], code)


def test_each_level_stands_below_the_one_before():
    offsets = sorted(
        {
            (int(level), float(offset))
            for _, level, _, _, offset in RULE.findall(HIGHLIGHTS.read_text())
        }
    )
    assert [offset for _, offset in offsets] == sorted({offset for _, offset in offsets})
