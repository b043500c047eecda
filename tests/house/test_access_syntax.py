"""Every queryset that reaches a response says whom it is for.

Read over the syntax trees of views, forms and dashboards: a chain that starts at a manager
(``Model.objects``) or at a reverse relation must name one of ``visible_to``, ``editable_by``,
``deletable_by``, ``exportable_by``; an exemption is a comment ``# access: reason``.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps

from ancrage.core import access

SOURCE = Path(__file__).resolve().parents[2] / "src" / "ancrage"
READERS = ("views", "forms", "filters", "dashboards", "feeds", "templatetags")
GUARDS = {"visible_to", "editable_by", "deletable_by", "exportable_by"}
QUERIES = {
    "all",
    "filter",
    "exclude",
    "get",
    "first",
    "last",
    "count",
    "exists",
    "values",
    "values_list",
    "annotate",
    "aggregate",
    "order_by",
    "select_related",
    "prefetch_related",
    "iterator",
}


def reverse_relations() -> set[str]:
    """Return the name of every reverse relation to a model under the access table."""
    return {
        relation.get_accessor_name()
        for model in apps.get_models()
        if model in access.table()
        for relation in model._meta.related_objects
        if relation.related_model in access.table() and relation.get_accessor_name()
    }


def reading_files() -> list[Path]:
    """Return the modules whose querysets reach a response."""
    return sorted(
        path
        for path in SOURCE.rglob("*.py")
        if any(part.removesuffix(".py") in READERS for part in path.relative_to(SOURCE).parts)
    )


def unguarded(source: str, relations: set[str]) -> Iterator[int]:
    """Yield the line of each queryset that says for nobody whom it is."""
    lines = source.splitlines()
    tree = ast.parse(source)
    parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Attribute):
            continue
        starts = node.attr == "objects" or (
            node.attr in relations
            and isinstance(parents.get(node), ast.Attribute)
            and parents[node].attr in QUERIES
        )
        if starts and not _chain(node, parents) & GUARDS and not _exempt(node, parents, lines):
            yield node.lineno


def _chain(node: ast.AST, parents: dict[ast.AST, ast.AST]) -> set[str]:
    names = set()
    while isinstance(parents.get(node), ast.Attribute | ast.Call):
        parent = parents[node]
        if isinstance(parent, ast.Call) and parent.func is not node:
            break
        node = parent
        if isinstance(node, ast.Attribute):
            names.add(node.attr)
    return names


def _exempt(node: ast.AST, parents: dict[ast.AST, ast.AST], lines: list[str]) -> bool:
    while not isinstance(node, ast.stmt):
        node = parents[node]
    written = lines[max(node.lineno - 2, 0) : node.end_lineno]
    return any("# access: " in line for line in written)


@pytest.mark.parametrize("path", reading_files(), ids=lambda p: str(p.relative_to(SOURCE)))
def test_querysets_say_whom_they_are_for(path):
    lines = list(unguarded(path.read_text(encoding="utf-8"), reverse_relations()))
    assert not lines, f"{path.relative_to(SOURCE)}: no visible_to or editable_by on lines {lines}"


@pytest.mark.parametrize(
    "path", sorted(SOURCE.rglob("templates/**/*.html")), ids=lambda path: path.name
)
def test_template_walks_no_relation(path):
    """A relation walked from a template goes around the access table: the view passes the rows."""
    tags = re.findall(r"{[{%].*?[%}]}", path.read_text(encoding="utf-8"), re.S)
    walked = [tag for tag in tags if re.search(r"\w\.(all|exists|values|values_list)\b", tag)]
    assert not walked


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("x = Study.objects.all()", [1]),
        ("x = Study.objects.visible_to(user).filter(slug=s)", []),
        ("x = get(Study.objects.filter(pk=1), y.visible_to(user))", [1]),
        ("x = study.interviews.count()", [1]),
        ("x = study.interviews.visible_to(user).count()", []),
        ("# access: public facts\nx = Territory.objects.all()", []),
        ("x = study.title", []),
    ],
)
def test_the_check_itself_can_fail(source, lines):
    assert list(unguarded(source, {"interviews"})) == lines
