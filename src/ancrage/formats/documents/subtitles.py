"""SubRip and WebVTT: cues joined into what each speaker says."""

import html
import re
from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from ancrage.formats.characters import clean
from ancrage.formats.documents.document import TextDocument, compose
from ancrage.formats.documents.turns import find_turns
from ancrage.formats.errors import Unreadable

SUBRIP = "application/x-subrip"
WEBVTT = "text/vtt"
# A pause this long starts a new paragraph where nothing says who speaks.
LONG_PAUSE = 3.0

_CLOCK = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})"
_TIMES = re.compile(rf"^[^\S\n]*{_CLOCK}[^\S\n]*-->[^\S\n]*{_CLOCK}[^\n]*$", re.MULTILINE)
_OPENS_SUBRIP = re.compile(rf"\ufeff?\s*\d+[^\S\n]*\r?\n[^\S\n]*{_CLOCK}[^\S\n]*-->")
_LOOKS_LABELLED = re.compile(r"[^\W\d_][^\n:]{0,59}:(?=\s)")
_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?[ \t]([^<>\n]+)>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-z][^<>\n]*>|<\d[\d:.]*>|\{\\[^{}\n]*\}", re.IGNORECASE)


@dataclass(frozen=True)
class _Cue:
    start: float
    end: float
    text: str
    voice: str | None


def subtitle_type(text: str) -> str | None:
    """Return the media type that the opening of ``text`` tells, or None if it is no subtitle."""
    if re.match(r"\ufeff?WEBVTT(?:[ \t\r\n]|\Z)", text):
        return WEBVTT
    return SUBRIP if _OPENS_SUBRIP.match(text) else None


def read_subtitles(text: str, media_type: str) -> TextDocument:
    """Return what is said, one paragraph a turn, times left out.

    A voice (``<v Name>``) and a label (``Name: …``) stand in the text as « Name : ». A cue without
    either goes on with the cue before it.
    """
    cleaned = clean(text)
    cues = _labelled(list(_cues(cleaned.text, media_type)))
    if not cues:
        raise Unreadable("empty", "no cue")
    voices = frozenset(cue.voice for cue in cues if cue.voice)
    raw = "\n".join(_paragraphs(cues, labelled=bool(voices)))
    return compose(raw, media_type, cleaned.notices, speakers=voices)


def _cues(text: str, media_type: str) -> Iterator[_Cue]:
    times = list(_TIMES.finditer(text))
    bodies = [text[a.end() : b.start()] for a, b in pairwise(times)]
    bodies += [text[times[-1].end() :] + "\n\n"] if times else []
    for time, body in zip(times, bodies, strict=True):
        body = body.split("\n\n")[0] if media_type == WEBVTT else _without_number(body)
        yield from _voices(_seconds(time, 1), _seconds(time, 5), body, media_type)


def _without_number(body: str) -> str:
    """Drop the number of the next cue, which stands before its times."""
    return re.sub(r"\n\s*\d+\s*\Z", "", body)


def _voices(start: float, end: float, body: str, media_type: str) -> Iterator[_Cue]:
    """Cut a cue where the voice changes."""
    parts = _VOICE.split(body) if media_type == WEBVTT else [body]
    for voice, said in zip([None, *parts[1::2]], parts[0::2], strict=True):
        plain = " ".join(html.unescape(_TAG.sub("", said)).split())
        if plain:
            yield _Cue(start, end, plain, " ".join(html.unescape(voice).split()) if voice else None)


def _seconds(time: re.Match[str], group: int) -> float:
    hours, minutes, seconds, thousandths = time.group(group, group + 1, group + 2, group + 3)
    return (
        int(hours or 0) * 3600
        + int(minutes) * 60
        + int(seconds)
        + int(thousandths.ljust(3, "0")) / 1000
    )


def _labelled(cues: list[_Cue]) -> list[_Cue]:
    """Take the labels that open cues for voices."""
    lines = list(accumulate((len(cue.text) + 1 for cue in cues), initial=0))
    text = "\n".join(cue.text for cue in cues)
    labelled = list(cues)
    for turn in find_turns(text):
        number = bisect(lines, turn.label_start) - 1
        if turn.speaker and not cues[number].voice:
            said = text[turn.start : lines[number + 1] - 1]
            labelled[number] = replace(cues[number], voice=turn.speaker, text=said)
    return labelled


def _paragraphs(cues: list[_Cue], *, labelled: bool) -> Iterator[str]:
    said: list[str] = []
    before: _Cue | None = None
    for cue in cues:
        if before is not None and _opens(cue, before, labelled=labelled):
            yield " ".join(said)
            said = []
        new_voice = cue.voice if not said else None
        said.append(f"{new_voice}\u00a0: {cue.text}" if new_voice else cue.text)
        before = cue
    yield " ".join(said)


def _opens(cue: _Cue, before: _Cue, *, labelled: bool) -> bool:
    """Say whether ``cue`` opens a paragraph after ``before``.

    What looks like a label does, even if no rule takes it for a speaker: the caller may know it.
    """
    if cue.voice:
        return cue.voice != before.voice
    if _LOOKS_LABELLED.match(cue.text) and cue.text[0].isupper():
        return True
    return not labelled and cue.start - before.end >= LONG_PAUSE
