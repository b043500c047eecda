"""The folder that the tutorial asks its reader to write."""

import re
from pathlib import Path

PAGE = Path(__file__).resolve().parents[1] / "docs" / "tutoriels" / "premiere-etude.md"
_FILE = re.compile(r"`([\w.-]+\.(?:txt|csv))`\s*:\n\n```\w+\n(.*?)^```", re.S | re.M)


def files() -> list[tuple[str, bytes]]:
    """Return the name and content of each file."""
    written = PAGE.read_text(encoding="utf-8")
    return [(name, content.encode()) for name, content in _FILE.findall(written)]
