"""Write ``docs/reference/acces.md`` from the declared access table.

Run it as ``make access-page`` after changing a room's ``access.py``; a test compares the two.
"""

import os
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

PAGE = Path(__file__).resolve().parents[1] / "docs" / "reference" / "acces.md"
INTRODUCTION = """\
# Qui peut faire quoi

Cette page est écrite par `make access-page` à partir de la table que déclare chaque pièce du
programme ; les pages, les recherches et les exports lisent la même. **Tout ce qui n’est pas écrit
ici est refusé**, et ce que l’on ne peut pas voir répond comme ce qui n’existe pas (404).

Les rôles sont donnés dans une étude, pour une période ; ils valent pour les dates de cette période
seulement. Le rôle technique « administration de l’installation » n’ouvre aucune étude.
"""


def page() -> str:
    """Return the page: one section per group of objects whose rules are the same."""
    from django.utils import translation

    with translation.override("fr"):
        return "\n".join([INTRODUCTION, *_sections()])


def _sections() -> Iterator[str]:
    from ancrage.core import access

    tables = [(_table(rules), str(m._meta.verbose_name)) for m, rules in access.table().items()]
    groups = groupby(sorted(tables), key=lambda pair: pair[0])
    titled = sorted((sorted(name for _, name in pairs), table) for table, pairs in groups)
    for names, table in titled:
        heading = ", ".join(names)
        yield f"## {heading[0].upper()}{heading[1:]}\n\n{table}"


def _table(rules: tuple) -> str:
    lines = ["| rôle | peut | sur |", "|---|---|---|"]
    for rule in rules:
        actions = ", ".join(str(action.label) for action in rule.in_order)
        lines.append(f"| {rule.role.label} | {actions} | {rule.condition} |")
    return "\n".join([*lines, ""])


def main() -> None:
    """Write the page."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ancrage.config.settings")
    django.setup()
    PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
