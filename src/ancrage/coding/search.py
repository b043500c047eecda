"""Search in the texts: which paragraphs, and which of their words were found."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Concat, Substr

from ancrage.core import text
from ancrage.fieldwork.models import ActorCategory, Paragraph, Participant, Purpose, Turn

BEFORE, SHOWN = 120, 360
_PHRASE = re.compile(r'"([^"]+)"|«([^»]+)»|“([^”]+)”')


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a snippet; ``is_found`` for a word that was sought."""

    words: str
    is_found: bool


def sought_stems(query: str) -> set[str]:
    """Return the stems that ``query`` seeks."""
    return {text.stem(word) for word, _, _ in text.words(query)}


def matching(paragraphs: QuerySet[Paragraph], query: str) -> QuerySet[Paragraph]:
    """Keep the paragraphs that hold every word of ``query``, and its quoted phrases in order."""
    found = paragraphs.matching(query)
    phrases = [text.stems("".join(match)) for match in _PHRASE.findall(query)]
    if phrases:
        found = found.annotate(
            line=Concat(Value(" "), F("stems"), Value(" "), output_field=TextField())
        )
    for phrase in phrases:
        found = found.filter(line__contains=f" {phrase} ")
    return found


def agreed(paragraphs: QuerySet[Paragraph], day: date) -> QuerySet[Paragraph]:
    """Keep what is said by people who agree, on ``day``, to have their words coded and searched.

    The rule is that of ``fieldwork.actions.assert_codable``: where no label says who speaks, one
    person met who agrees is enough.
    """
    speaking = _speaking()
    refusing = Participant.objects.refusing(Purpose.CODE, day)
    met = Participant.objects.filter(interview=OuterRef("text_version__document__interview"))
    labelled = Q(Exists(speaking.filter(label_start__isnull=False)))
    return paragraphs.filter(
        ~Exists(speaking.filter(participant__in=refusing)),
        labelled | ~Exists(met) | Exists(met.agreeing(Purpose.CODE, day)),
    )


def heard_from(category: ActorCategory) -> Q:
    """Hold on the paragraphs that someone of ``category`` speaks.

    Where a text does not say who speaks, everything in an interview with such a person counts.
    """
    turns = Turn.objects.filter(text_version=OuterRef("text_version"))
    met = Participant.objects.filter(
        interview=OuterRef("text_version__document__interview"), category=category
    )
    spoken = Exists(_speaking().filter(participant__category=category))
    return Q(spoken) | Q(~Exists(turns), Exists(met))


def with_words(paragraphs: QuerySet[Paragraph]) -> QuerySet[Paragraph]:
    """Add the words of each paragraph and who speaks, without loading whole texts."""
    return (
        paragraphs.select_related(
            "text_version__document__interview__site", "text_version__document__interview__step"
        )
        .defer("stems", "text_version__text")
        .annotate(
            words=Substr("text_version__text", F("start") + 1, F("end") - F("start")),
            speaker=Subquery(_speaking().values("participant__label")[:1]),
        )
        .order_by("text_version__document__interview__code", "text_version__document", "start")
    )


def _speaking() -> QuerySet[Turn]:
    """Return the turns that a paragraph is part of."""
    return Turn.objects.filter(
        text_version=OuterRef("text_version"), start__lt=OuterRef("end"), end__gt=OuterRef("start")
    )


def snippet(paragraph: str, stems: set[str]) -> list[Piece]:
    """Cut ``paragraph`` around the first word found, and mark each word found.

    >>> [piece.words for piece in snippet("Les élus écoutent.", {"elu"}) if piece.is_found]
    ['élus']
    """
    spans = [(s, e) for word, s, e in text.words(paragraph) if text.stem(word) in stems]
    start, end = _window(paragraph, spans[0][0] if spans else 0)
    shown = [(s, e) for s, e in spans if start <= s and e <= end]
    pieces = list(_pieces(paragraph, shown, start, end))
    if start:
        pieces.insert(0, Piece("… ", is_found=False))
    if end < len(paragraph):
        pieces.append(Piece(" …", is_found=False))
    return pieces


def _window(paragraph: str, around: int) -> tuple[int, int]:
    """Return where to cut, at spaces: all of a short paragraph."""
    if len(paragraph) <= SHOWN:
        return 0, len(paragraph)
    start = paragraph.rfind(" ", 0, max(around - BEFORE, 0)) + 1
    end = paragraph.rfind(" ", start, start + SHOWN)
    return start, len(paragraph) if end <= around or start + SHOWN >= len(paragraph) else end


def _pieces(paragraph: str, spans: list[tuple[int, int]], start: int, end: int) -> Iterator[Piece]:
    at = start
    for first, last in spans:
        if first > at:
            yield Piece(paragraph[at:first], is_found=False)
        yield Piece(paragraph[first:last], is_found=True)
        at = last
    if at < end:
        yield Piece(paragraph[at:end], is_found=False)
