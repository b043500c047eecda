"""Lines of printed pages: margins that recur are dropped, paragraphs are put back together."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise, takewhile
from statistics import median

from ancrage.formats.documents.vocabulary import ENCLITICS

_ENDS_SENTENCE = re.compile(r"[.!?…:;»\")\]]$")
_OPENS_BLOCK = re.compile(
    r"[-–—•●▪◦*►] ?|\d{1,2}[.)] |\[?\d{1,2}:\d{2}|\[[^\W\d_][^\]]{0,59}\]"
    r"|[A-ZÀ-ÖØ-Þ][^\n:;?!«»\"]{0,59}?\s?:(?:\s|$)"
)
_BROKEN_WORD = re.compile(r"((?:[^\W\d_]+-)*)([^\W\d_]+)[-\u2010]$")
_WORD_END = re.compile(r"^([^\W\d_]+)(-?)")
MARGIN_LINES = 2
FEWEST_PAGES = 3
SHORT_LINE = 0.85
WIDER_GAP = 0.35


@dataclass(frozen=True)
class Line:
    """A line and its box, in points from the bottom left corner of its page."""

    text: str
    left: float
    right: float
    bottom: float
    top: float

    @property
    def height(self) -> float:
        return self.top - self.bottom


Page = tuple[Line, ...]


def without_repeated_margins(pages: list[Page]) -> tuple[list[Page], int]:
    """Drop the top and bottom lines that recur on most pages, digits aside, and count them.

    A line is dropped only if the same stands at about the same height on more than half of at
    least three pages, and no other line parts it from the edge of its page: two at most a side.
    """
    written = [page for page in pages if page]
    if len(written) < FEWEST_PAGES:
        return pages, 0
    counts = Counter(
        key for page in written for key in {_key(line) for edge in _edges(page) for line in edge}
    )
    recurring = {key for key, count in counts.items() if count > max(len(written) / 2, 2)}
    kept = [_without(page, recurring) for page in pages]
    return kept, sum(map(len, pages)) - sum(map(len, kept))


def _edges(page: Page) -> tuple[list[Line], list[Line]]:
    """Return the highest and the lowest lines, from the edge inwards."""
    by_height = sorted(page, key=lambda line: -line.top)
    return by_height[:MARGIN_LINES], by_height[MARGIN_LINES:][-MARGIN_LINES:][::-1]


def _without(page: Page, recurring: set[str]) -> Page:
    dropped = [
        line
        for edge in _edges(page)
        for line in takewhile(lambda line: _key(line) in recurring, edge)
    ]
    return tuple(line for line in page if line not in dropped)


def _key(line: Line) -> str:
    """Return what a header keeps from page to page: its words and about its height."""
    words = re.sub(r"\d+", "#", line.text)
    return f"{round(line.bottom / 10)} {words}"


def paragraphs(pages: list[Page]) -> Iterator[str]:
    """Yield paragraphs: lines joined unless a gap, a short line, an indent or a mark parts them."""
    lines = [(line, number) for number, page in enumerate(pages) for line in page]
    if not lines:
        return
    shape = _Shape.of(pages)
    words = Counter(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", "\n".join(a.text for a, _ in lines)))
    text = lines[0][0].text
    for (before, page), (line, next_page) in pairwise(lines):
        if shape.parts(before, line, same_page=page == next_page):
            yield text
            text = line.text
        else:
            text = _join(text, line.text, words)
    yield text


@dataclass(frozen=True)
class _Shape:
    """How the document is set: usual gap between lines, right margin."""

    gap: float
    right: float

    @classmethod
    def of(cls, pages: list[Page]) -> "_Shape":
        gaps = [
            above.bottom - below.top
            for page in pages
            for above, below in pairwise(page)
            if below.top < above.top
        ]
        rights = sorted(line.right for page in pages for line in page)
        return cls(median(gaps) if gaps else 0.0, rights[int(0.95 * (len(rights) - 1))])

    def parts(self, before: Line, line: Line, *, same_page: bool) -> bool:
        """Say whether ``line`` opens a paragraph after ``before``."""
        if _OPENS_BLOCK.match(line.text):
            return True
        ended = bool(_ENDS_SENTENCE.search(before.text))
        if not same_page or line.top >= before.top:  # next page or next column
            return ended or not line.text[:1].islower()
        if before.bottom - line.top > self.gap + WIDER_GAP * before.height:
            return True
        short = before.right < self.right * SHORT_LINE
        indented = line.left > before.left + line.height
        return (short and (ended or not line.text[:1].islower())) or (ended and indented)


def _join(text: str, line: str, words: Counter[str]) -> str:
    """Join a line to the text before it, a word broken by a hyphen made whole."""
    first, second = _BROKEN_WORD.search(text), _WORD_END.search(line)
    if not first or not second or not line[0].islower():
        return f"{text} {line}"
    if first[1] or second[2] or _keeps_hyphen(first[2], second[1], words):
        return text + line
    return text[:-1] + line


def _keeps_hyphen(first: str, second: str, words: Counter[str]) -> bool:
    """Say whether the hyphen belongs to the word, from how the text writes it elsewhere."""
    whole, hyphenated = words[first + second], words[f"{first}-{second}"]
    return hyphenated > whole or (whole == hyphenated and second in ENCLITICS)
