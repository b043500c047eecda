"""What stands out when a text is read through: everything between square brackets."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

_BRACKETED = re.compile(r"\[[^\[\]\n]{1,120}\]")


@dataclass(frozen=True)
class Piece:
    """A piece of a line; ``marked`` ones replace something, or say a silence."""

    words: str
    marked: bool


@dataclass(frozen=True)
class MarkedLine:
    """A line that holds something, and where it starts in the text."""

    start: int
    pieces: tuple[Piece, ...]


def marked_lines(text: str) -> Iterator[MarkedLine]:
    """Yield the lines of ``text`` cut around what stands between brackets."""
    start = 0
    for line in text.split("\n"):
        if line.strip():
            yield MarkedLine(start, tuple(_pieces(line)))
        start += len(line) + 1


def replacement_counts(text: str) -> list[tuple[str, int]]:
    """Return what stands between brackets and how often, the most frequent first."""
    return Counter(_BRACKETED.findall(text)).most_common()


def _pieces(line: str) -> Iterator[Piece]:
    position = 0
    for found in _BRACKETED.finditer(line):
        if found.start() > position:
            yield Piece(line[position : found.start()], marked=False)
        yield Piece(found.group(), marked=True)
        position = found.end()
    if position < len(line):
        yield Piece(line[position:], marked=False)
