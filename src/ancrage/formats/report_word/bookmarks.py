"""How the heading of a section says which section it is, and in which version it left."""

import re

_NAME = re.compile(r"a_([0-9a-f]{32})_(\d{1,6})", re.IGNORECASE)


def bookmark_name(key: str, version: int) -> str:
    """Return the bookmark of a section; Word takes 40 characters at most.

    >>> bookmark_name("0" * 32, 3)
    'a_00000000000000000000000000000000_3'
    """
    return f"a_{key}_{version}"


def section_of(name: str) -> tuple[str, int] | None:
    """Return the section and version that a bookmark names, ``None`` if it is another's."""
    match = _NAME.fullmatch(name)
    return (match[1].lower(), int(match[2])) if match else None
