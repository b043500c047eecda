"""Time is an argument: only the doors of the house and the declared clock read it."""

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src" / "ancrage"
DOORS = {"views", "tasks", "management", "dashboards", "middleware", "migrations"}
# The clock itself; how long a key file has stood on the disk.
EXEMPT = {"core/clock.py", "vault/keys.py"}
READ = {("timezone", "now"), ("timezone", "localdate"), ("timezone", "localtime")}
READ |= {("date", "today"), ("datetime", "now"), ("datetime", "today"), ("time", "time")}
# Given a moment, these convert it.
CONVERT = {"localdate", "localtime"}
# Who may call the declared clock.
CLOCKED = {"core/journal.py", "studies/access.py", "fieldwork/access.py"}


def modules():
    for path in sorted(SOURCE.rglob("*.py")):
        place = path.relative_to(SOURCE)
        if not DOORS & {part.removesuffix(".py") for part in place.parts}:
            yield place


def readings(source, names):
    """Yield the line of each call of ``owner.name``."""
    for node in ast.walk(ast.parse(source)):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Name)
            and (node.func.value.id, node.func.attr) in names
            and not (node.func.attr in CONVERT and node.args)
        ):
            yield node.lineno


@pytest.mark.parametrize("place", list(modules()), ids=str)
def test_time_is_an_argument(place):
    source = (SOURCE / place).read_text(encoding="utf-8")
    if str(place) not in EXEMPT:
        assert not list(readings(source, READ))
    if str(place) not in CLOCKED:
        assert not list(readings(source, {("clock", "now"), ("clock", "today")}))


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("x = timezone.now()", [1]),
        ("y = 1\nx = timezone.localdate()", [2]),
        ("x = datetime.now(UTC)", [1]),
        ("x = timezone.localdate(now)", []),
        ("def f(now): return now", []),
        ("clock = timezone.now", []),
    ],
)
def test_check_itself_sees_a_reading(source, lines):
    assert list(readings(source, READ)) == lines
