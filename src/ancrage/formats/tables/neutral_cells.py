"""Cells that a spreadsheet would run: an apostrophe makes them plain text, and is taken back.

A spreadsheet takes for a formula a cell that opens with ``=``, ``+``, ``-``, ``@``, a tab or a line
end, or with a full-width form of these. What is written for people to open is neutralised; what is
read is restored, so that a text goes out and comes back unchanged.
"""

import re

_OPENS_FORMULA = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")
_NEUTRALISED = re.compile("'+[=+\\-@\t\r\n＝＋－＠]")


def neutralise(text: str) -> str:
    """Return ``text`` so that no spreadsheet takes it for a formula.

    >>> neutralise("=SUM(A1)"), neutralise("Villes")
    ("'=SUM(A1)", 'Villes')
    """
    return f"'{text}" if _OPENS_FORMULA.match(text) else text


def restore(text: str) -> str:
    """Return the text that :func:`neutralise` was given.

    >>> restore("'=SUM(A1)"), restore("'tis")
    ('=SUM(A1)', "'tis")
    """
    return text[1:] if _NEUTRALISED.match(text) else text
