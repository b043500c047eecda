"""A text read from a file, with who speaks where."""

import re
from dataclasses import dataclass, replace

from ancrage.formats.characters import clean
from ancrage.formats.documents.turns import Turn, find_turns
from ancrage.formats.errors import Unreadable
from ancrage.formats.notices import Notice

_BLANK_AT_LINE_END = re.compile(r"(?<![^\S\n])[^\S\n]+(?=\n)")
_BLANK_LINES = re.compile(r"\n{3,}")


@dataclass(frozen=True)
class TextDocument:
    """The text of a file, faithful to it, labels of speakers included.

    ``turns`` are in order, disjoint and within ``text``, in code points.
    """

    text: str
    turns: tuple[Turn, ...]
    media_type: str
    notices: tuple[Notice, ...] = ()

    def __post_init__(self) -> None:
        position = 0
        for turn in self.turns:
            if not position <= turn.label_start <= turn.label_end <= turn.start < turn.end:
                raise ValueError(f"Turn out of order: {turn.start}-{turn.end}.")
            position = turn.end
        if position > len(self.text):
            raise ValueError(f"Turn ends at {position}, beyond the text ({len(self.text)}).")

    @property
    def speakers(self) -> tuple[str, ...]:
        """Labels of the speakers, each once, in order of appearance."""
        return tuple(dict.fromkeys(turn.speaker for turn in self.turns if turn.speaker))

    def with_known_speakers(self, labels: frozenset[str], *, only: bool = False) -> "TextDocument":
        """Return the document with turns found again, ``labels`` taken as speakers for sure.

        With ``only``, nobody else speaks: what looked like another label is text.
        """
        known = labels if only else labels.union(self.speakers)
        return replace(self, turns=find_turns(self.text, known, only_known=only))


def compose(
    raw: str,
    media_type: str,
    notices: tuple[Notice, ...] = (),
    *,
    speakers: frozenset[str] = frozenset(),
) -> TextDocument:
    """Return the document that ``raw`` makes once clean.

    Raises
    ------
    Unreadable
        ``empty`` if nothing is left of it.
    """
    cleaned = clean(raw)
    text = _BLANK_LINES.sub("\n\n", _BLANK_AT_LINE_END.sub("", cleaned.text)).strip()
    if not text:
        raise Unreadable("empty", "no text")
    return TextDocument(text, find_turns(text, speakers), media_type, notices + cleaned.notices)
