"""Lay a text out for reading: who speaks, paragraph by paragraph, and what stands in the margin."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from ancrage.coding.models import Memo
from ancrage.fieldwork.models import Paragraph, TextVersion, Turn

SHOWN = 80


@dataclass(frozen=True, slots=True)
class Mark:
    """A coding as the margin shows it; ``remove_url`` is empty for those who may not remove it."""

    uuid: UUID
    start: int
    end: int
    slug: str
    name: str
    colour: int
    author: UUID
    coder: str
    code_url: str
    remove_url: str
    words: str

    @property
    def initials(self) -> str:
        """The coder in few signs: « A. M. »."""
        return " ".join(f"{name[0]}." for name in self.coder.split())


@dataclass(frozen=True, slots=True)
class Note:
    """A memo as the margin shows it."""

    memo: Memo
    start: int
    is_changeable: bool


@dataclass(slots=True)
class Line:
    """A paragraph: ``anchor`` is where it starts, ``start`` where the words spoken start."""

    anchor: int
    start: int
    text: str
    marks: list[Mark] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


@dataclass(slots=True)
class Speech:
    """What one speaker says in one go. ``label`` is empty where nobody is named."""

    label: str
    is_met: bool
    lines: list[Line] = field(default_factory=list)


def lay_out(
    version: TextVersion, turns: Iterable[Turn], paragraphs: Iterable[Paragraph]
) -> list[Speech]:
    """Return the speeches of ``version`` in order; both arguments come sorted by ``start``."""
    coming = list(turns)
    speeches: list[Speech] = []
    current: Turn | None = None
    for paragraph in paragraphs:
        while coming and _opening(coming[0]) < paragraph.end:
            current = coming.pop(0)
            speeches.append(_speech(version, current))
        if not speeches:
            speeches.append(Speech("", is_met=False))
        start = paragraph.start
        if current is not None and start < current.start < paragraph.end:
            start = current.start
        if words := version.text[start : paragraph.end].rstrip():
            speeches[-1].lines.append(Line(paragraph.start, start, words))
    return [speech for speech in speeches if speech.lines]


def fill_margin(lines: list[Line], marks: Iterable[Mark], notes: Iterable[Note]) -> None:
    """Put each coding and memo beside the paragraph where its passage starts."""
    anchors = [line.anchor for line in lines]

    def beside(start: int) -> Line:
        return lines[max(bisect_right(anchors, start) - 1, 0)]

    for mark in marks:
        beside(mark.start).marks.append(mark)
    for note in notes:
        beside(note.start).notes.append(note)


def shortened(words: str) -> str:
    """Return the first words of a quotation."""
    return words if len(words) <= SHOWN else f"{words[:SHOWN].rsplit(None, 1)[0]}…"


def _opening(turn: Turn) -> int:
    return turn.start if turn.label_start is None else turn.label_start


def _speech(version: TextVersion, turn: Turn) -> Speech:
    if turn.participant is not None:
        return Speech(turn.participant.label, is_met=True)
    return Speech(version.text[_opening(turn) : turn.start].strip(" \t\n:–—-"), is_met=False)
