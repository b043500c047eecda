"""Who speaks where in a text: turns found from the labels that open lines.

The rule
--------
A line may open with a label: ``NAME : …``, ``NAME - …``, ``[NAME] …`` or a label alone on its line,
a timecode before or after it being passed over. A label has at most 60 characters and six words, a
letter among them, and opens with a capital or a digit. It names a speaker when

- the caller knows it, whatever else it looks like; or else, when it is no usual heading of notes
  (« Contexte », « Lieu », « À retenir »…) nor interjection (« Oui », « [Rires] »), and
- it is in capitals, or each of several words has one (« Marie Durand »); or
- it recurs: twice if it is a single word or its words have capitals, three times if not
  (« Élue à la jeunesse »), provided that it opens with no pronoun or article (« Il a dit : »); or
- it is a single word seen once (« Karim : ») in a text where another label recurs, or where an
  interviewer speaks (« Enquêtrice : », « Q : »).

A dash, or a label alone without a timecode, asks for more, since notes hold many short lines: two
occurrences in capitals, or three. In doubt a line stays with the speaker before it.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from ancrage.formats.characters import fold
from ancrage.formats.documents.vocabulary import (
    HEADINGS,
    INTERJECTIONS,
    INTERVIEWERS,
    OPENINGS,
    PARTICLES,
)

LONGEST_LABEL = 60
MOST_WORDS = 6

Form = Literal["colon", "dash", "bracket", "alone"]

_TIME = r"[\[(]?\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?[\])]?"
_NAME = r"(?P<label>[^\W_][^\n:;?!«»\"“”=<>\[\]|/\\]{0,59}?)"
_BLANK = r"[^\S\n]{0,20}"  # bounded, so that a line of blanks costs nothing
_BEFORE = rf"{_BLANK}(?:{_TIME}{_BLANK}[-–—]?{_BLANK})?"
_AFTER = rf"{_BLANK}(?:{_TIME}{_BLANK})?"
_FORMS: tuple[tuple[Form, re.Pattern[str]], ...] = (
    ("bracket", re.compile(rf"{_BEFORE}\[{_NAME}\]{_AFTER}:?")),
    ("colon", re.compile(rf"{_BEFORE}{_NAME}{_AFTER}:(?![\d/:])")),
    ("dash", re.compile(rf"{_BEFORE}{_NAME}{_AFTER}[^\S\n][-–—](?=[^\S\n])")),
    ("alone", re.compile(rf"{_BEFORE}{_NAME}{_AFTER}(?=\n)")),
)
_LINE_START = re.compile(r"^(?=[^\n])", re.MULTILINE)
_INITIAL = re.compile(r"(?:^|[\s.-])[^\W\d_]\.$")


@dataclass(frozen=True)
class Turn:
    """What one speaker says, ``text[start:end]``; ``speaker`` is None where no label stands.

    The label is ``text[label_start:label_end]``, empty at ``start`` without a speaker.
    """

    start: int
    end: int
    speaker: str | None
    label_start: int
    label_end: int


@dataclass(frozen=True)
class _Label:
    form: Form
    words: str
    line_start: int
    start: int
    end: int
    body_start: int

    @property
    def folded(self) -> str:
        return fold(self.words)


def find_turns(
    text: str, known: frozenset[str] = frozenset(), *, only_known: bool = False
) -> tuple[Turn, ...]:
    """Return the turns of ``text``, in order, disjoint, without blank ends.

    ``known`` holds labels that name speakers for sure; with ``only_known`` no other does, as befits
    notes. A text without any label is one turn.
    """
    known = frozenset(fold(label) for label in known)
    labels = list(_candidates(text, known))
    if only_known:
        labels = [label for label in labels if label.folded in known]
    else:
        labels = _speaking(labels, known)
    turns: list[Turn] = []
    ends = [label.line_start for label in labels[1:]] + [len(text)]
    opening = _turn(text, 0, labels[0].line_start if labels else len(text), None)
    turns.extend([opening] if opening else [])
    for label, end in zip(labels, ends, strict=False):
        turn = _turn(text, label.body_start, end, label)
        turns.extend([turn] if turn else [])
    return tuple(turns)


def _turn(text: str, start: int, end: int, label: _Label | None) -> Turn | None:
    said = text[start:end]
    start += len(said) - len(said.lstrip())
    end = start + len(said.strip())
    if start == end:
        return None
    if label is None:
        return Turn(start, end, None, start, start)
    return Turn(start, end, label.words, label.start, label.end)


def _candidates(text: str, known: frozenset[str]) -> Iterator[_Label]:
    """Yield at most one label a line, in the first form that fits."""
    for line in _LINE_START.finditer(text):
        for form, pattern in _FORMS:
            label = _label(form, pattern.match(text, line.start()))
            if label and (label.folded in known or _is_label(label)):
                yield label
                break


def _label(form: Form, found: re.Match[str] | None) -> _Label | None:
    if found is None:
        return None
    start, end = found.span("label")
    around = found[0][: start - found.start()] + found[0][end - found.start() :]
    if form == "alone" and around.strip():
        form = "colon"  # a timecode says as much
    return _Label(form, found["label"], found.start(), start, end, found.end())


def _is_label(label: _Label) -> bool:
    words = label.words
    if len(words.split()) > MOST_WORDS or not any(letter.isalpha() for letter in words):
        return False
    if label.form == "alone" and words.endswith((".", ",", "…")) and not _INITIAL.search(words):
        return False
    return words[0].isupper() or words[0].isdigit() or label.form == "bracket"


def _speaking(labels: list[_Label], known: frozenset[str]) -> list[_Label]:
    """Keep the labels that name a speaker, by the rule above."""
    counts = Counter(label.folded for label in labels)
    is_dialogue = any(_recurs(label, counts) or _asks(label) for label in labels)
    return [
        label
        for label in labels
        if label.folded in known
        or _names(label, counts)
        or (is_dialogue and label.form != "alone" and _may_name_once(label))
    ]


def _recurs(label: _Label, counts: Counter[str]) -> bool:
    return counts[label.folded] > 1 and _names(label, counts)


def _asks(label: _Label) -> bool:
    return label.form != "alone" and label.folded.rstrip(" 0123456789") in INTERVIEWERS


def _names(label: _Label, counts: Counter[str]) -> bool:
    """Say whether the label names a speaker without the caller's or the other labels' help."""
    if _is_heading(label):
        return False
    seen = counts[label.folded]
    in_capitals = label.words.isupper()
    if label.form in ("dash", "alone"):
        return seen > (1 if in_capitals else 2) and _has_capitals(label.words)
    if in_capitals:
        return True
    if _has_capitals(label.words):
        return seen > 1 or len(label.words.split()) > 1
    return seen > 2 and label.folded.split()[0] not in OPENINGS


def _may_name_once(label: _Label) -> bool:
    if _is_heading(label) or (label.form == "dash" and not label.words.isupper()):
        return False
    return _has_capitals(label.words)


def _is_heading(label: _Label) -> bool:
    return label.folded in HEADINGS or label.folded in INTERJECTIONS or not label.folded


def _has_capitals(words: str) -> bool:
    """Say whether each word opens with a capital or a digit, particles apart."""
    parts = re.findall(r"[^\W_]+", words)
    return any(part[0].isupper() for part in parts) and all(
        not part[0].islower() or part in PARTICLES for part in parts
    )
