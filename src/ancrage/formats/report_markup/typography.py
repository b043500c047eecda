"""French spaces and apostrophes, whatever the keyboard."""

import re

NARROW, WIDE = "\u202f", "\u00a0"
_BLANK = "[ \u00a0\u202f]"
_RULES = (
    (re.compile(r"(?<=\w)'(?=\w)"), "’"),
    (re.compile(rf"{_BLANK}+([;!?])"), NARROW + r"\1"),
    (re.compile(rf"{_BLANK}+([:%€])"), WIDE + r"\1"),
    (re.compile(rf"«{_BLANK}*"), "«" + WIDE),
    (re.compile(rf"{_BLANK}*»"), WIDE + "»"),
    (re.compile(r"\b(n°|p\.) (?=\d)"), r"\1" + WIDE),
    (re.compile(r"(?<=\d) (?=\d{3}\b)"), NARROW),
)


def french(text: str) -> str:
    """Return ``text`` with the no-break spaces and apostrophes that French printing asks for.

    >>> french("« Pourquoi ? » : 5 %") == "«\\xa0Pourquoi\\u202f?\\xa0»\\xa0: 5\\xa0%"
    True
    """
    for pattern, replacement in _RULES:
        text = pattern.sub(replacement, text)
    return text
