"""The files that the documentation asks its reader to write."""

import re
from pathlib import Path

DOCS = Path(__file__).resolve().parents[1] / "docs"
TUTORIAL = DOCS / "tutoriels" / "premiere-etude.md"
INSTALLATION = DOCS / "guides" / "installer.md"
_FILE = re.compile(r"`(?:\w+/)?([\w.-]+\.(?:txt|csv))`\s*:\n\n```\w+\n(.*?)^```", re.S | re.M)


def files(page: Path) -> list[tuple[str, bytes]]:
    """Return the name and content of each file that ``page`` gives in full."""
    written = _FILE.findall(page.read_text(encoding="utf-8"))
    return [(name, content.encode()) for name, content in written]
