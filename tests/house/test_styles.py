"""No class without a use: a rule that styles nothing says so."""

import re
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src" / "ancrage"
SHEETS = sorted(path for path in SOURCE.rglob("*.css"))
# Written by Django, by htmx, by the drawing of charts.
FROM_ELSEWHERE = {"errorlist", "htmx-request", "mark-rect"}
USERS = "\n".join(
    path.read_text(encoding="utf-8")
    for kind in ("html", "js", "py", "svg")
    for path in SOURCE.rglob(f"*.{kind}")
)


def classes(sheet):
    rules = re.sub(r"/\*.*?\*/", "", sheet, flags=re.S)
    for selector in re.findall(r"([^{}]+)\{", rules):
        yield from re.findall(r"\.([a-zA-Z_][\w-]*)", selector)


def is_used(name, users):
    """Tell whether ``users`` write ``name``, or compose it: « pill--{{ tone }} », « code-{} »."""
    if re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", users):
        return True
    stem = name[: name.rfind("-") + 1]
    return bool(stem) and re.search(rf"(?<![\w-]){re.escape(stem)}[{{$%]", users) is not None


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_class_styles_something(path):
    found = set(classes(path.read_text(encoding="utf-8")))
    dead = sorted(name for name in found - FROM_ELSEWHERE if not is_used(name, USERS))
    assert not dead, f"Nothing bears these classes: {dead}"


def test_check_itself_sees_a_dead_class():
    sheet = "/* .said */ .alive, .pill--done { color: red } @media print { .dead a { } }"
    users = '<p class="alive"><span class="pill--{{ tone }}">'
    assert [name for name in classes(sheet) if not is_used(name, users)] == ["dead"]
