"""Make the first work version of a text: names replaced, refused words withheld."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, Final, NamedTuple

from ancrage.core.text import stems
from ancrage.fieldwork.actions.names import Named, NameFinder, Replacement, bracketed
from ancrage.formats.documents import Turn
from ancrage.formats.field_folder import FieldText, Voice
from ancrage.methods.text_edits import Edit, follow, remap

WITHHELD: Final = "[…]"
UNDECLARED: Final = "Voix non déclarée"


@dataclass(frozen=True)
class Speaker:
    """Somebody met, as a text of the interview needs them; ``row`` is theirs in the table."""

    row: int
    label: str
    may_be_transcribed: bool


class WorkTurn(NamedTuple):
    """A turn of the work version; ``row`` tells whose, if one person's only."""

    start: int
    end: int
    label_start: int | None
    row: int | None


class Stretch(NamedTuple):
    """A paragraph of the work version, without the label of who speaks."""

    start: int
    end: int
    stems: str


@dataclass(frozen=True)
class WorkText:
    """The first work version of a text, and how it follows from the original."""

    text: str
    edits: list[Edit]
    turns: list[WorkTurn]
    paragraphs: list[Stretch]
    log: list[dict[str, Any]]


def work_text(source: FieldText, speakers: Sequence[Speaker], named: Iterable[Named]) -> WorkText:
    """Return the work version of ``source``.

    ``speakers`` are the people of its interview, ``named`` everybody whose names must not stand in
    it. A person who did not agree to be transcribed is not: their turns become « […] », and so do
    those of a voice that the table does not know. Words without a label stay if somebody agreed.
    """
    original = source.document.text
    by_row = {speaker.row: speaker for speaker in speakers}
    voices = {voice.label: voice for voice in source.voices}
    keeps_unlabelled = _keeps_unlabelled(source, speakers)
    fixed = list(_of_turns(original, source.document.turns, voices, by_row, keeps_unlabelled))
    finder = NameFinder(named)
    found = [finder.find(original, *part) for part in _between(fixed, len(original))]
    replacements = sorted(chain(fixed, *found))
    edits = [Edit(start, end, len(words)) for start, end, words in replacements]
    text = rewritten(original, replacements)
    turns = list(_moved(source.document.turns, voices, edits))
    return WorkText(
        text=text,
        edits=edits,
        turns=turns,
        paragraphs=list(paragraphs_of(text, turns)),
        log=[
            {"start": start, "end": end, "was": original[start:end], "is": words}
            for start, end, words in replacements
        ],
    )


def rewritten(text: str, replacements: Iterable[Replacement]) -> str:
    """Return ``text`` with the replacements made."""
    pieces: list[str] = []
    position = 0
    for start, end, words in replacements:
        pieces += [text[position:start], words]
        position = end
    return "".join([*pieces, text[position:]])


def paragraphs_of(text: str, turns: Iterable[WorkTurn]) -> Iterator[Stretch]:
    """Yield the lines of a text with the stems that search looks for, labels left out."""
    after_label = {turn.label_start: turn.start for turn in turns if turn.label_start is not None}
    labels = sorted(after_label)
    line_start = 0
    for line in text.splitlines(keepends=True):
        start, end = line_start, line_start + len(line.rstrip())
        line_start += len(line)
        label = next((label for label in labels if start <= label < end), None)
        if label is not None:
            start = after_label[label]
        start += len(text[start:end]) - len(text[start:end].lstrip())
        if start < end:
            yield Stretch(start, end, stems(text[start:end]))


def _keeps_unlabelled(source: FieldText, speakers: Sequence[Speaker]) -> bool:
    """Tell whether words that no label gives to anybody may be kept.

    Notes are the researcher's own words where nobody is inscribed; else somebody must have agreed.
    """
    if not speakers:
        return source.nature == "note"
    return any(speaker.may_be_transcribed for speaker in speakers)


def _of_turns(
    text: str,
    turns: Iterable[Turn],
    voices: Mapping[str, Voice],
    by_row: Mapping[int, Speaker],
    keeps_unlabelled: bool,
) -> Iterator[Replacement]:
    """Yield what consents and labels ask, turn by turn."""
    for turn in turns:
        if turn.speaker is None:
            if not keeps_unlabelled:
                yield Replacement(turn.start, turn.end, WITHHELD)
            continue
        voice = voices[turn.speaker]
        if voice.part == "interviewer":
            continue
        speaking = [by_row[row] for row in voice.rows]
        label = " ou ".join(speaker.label for speaker in speaking) or UNDECLARED
        yield bracketed(text, turn.label_start, turn.label_end, label)
        if not speaking or not all(speaker.may_be_transcribed for speaker in speaking):
            yield Replacement(turn.start, turn.end, WITHHELD)


def _between(fixed: Sequence[Replacement], length: int) -> Iterator[tuple[int, int]]:
    """Yield the stretches that ``fixed`` leaves as they are."""
    position = 0
    for each in fixed:
        yield position, each.start
        position = each.end
    yield position, length


def _moved(
    turns: Iterable[Turn], voices: Mapping[str, Voice], edits: Sequence[Edit]
) -> Iterator[WorkTurn]:
    for turn in turns:
        at = follow(edits, turn.start, turn.end)
        if at is None:
            raise ValueError(f"A turn vanished: {turn.start}-{turn.end}.")
        voice = voices.get(turn.speaker) if turn.speaker else None
        row = voice.rows[0] if voice and len(voice.rows) == 1 else None
        label_start = remap(edits, turn.label_start) if turn.speaker else None
        yield WorkTurn(at.start, at.end, label_start, row)
