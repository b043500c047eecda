"""Find the names of people met in a text, however they are written, to replace them by labels.

What is looked for: the full name in both orders, the family name and its parts, the first name, and
whatever label stands for the person in the text. Case, accents, hyphens and spaces don't matter; a
plural or an elision (« les Delattres », « d’Okafor ») doesn't hide a name. A civility before a name
goes with it.

Everyday words are left alone: one word that is very short or that people use every day is a name
only with a capital or after a civility (« M. Petit », « madame sen »), and « sens » is no plural of
« Sen ».
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Final, NamedTuple

from ancrage.core.text import fold
from ancrage.fieldwork.actions.common_words import COMMON_WORDS


def _words(block: str) -> frozenset[str]:
    return frozenset(block.split())


WITHHELD_NAME: Final = "nom retiré"
_WORD = re.compile(r"[^\W_][\w\u0300-\u036f]*")
_JOINT = re.compile(r"[\s’'.\-\u2010-\u2015]{1,3}")
_DOT_GOES_ON = re.compile(r"\.(?=\s*[^\W\d_A-ZÀ-ÖØ-Þ]|\s*[,:;)»–-])")
_BEFORE_NAME = re.compile(r"\.?\s{1,2}")
_CIVILITIES: Final = _words("m mr mme mlle monsieur madame mademoiselle dr docteur me maitre")
_CAPITAL_CIVILITIES: Final = frozenset({"m", "me", "mr", "dr"})
_PARTICLES: Final = _words(
    "d da de del della des di do dos du el al ben bin bint ibn la le les van von der den"
)
_SHORT: Final = 3
_SHORTEST_PART: Final = 3


@dataclass(frozen=True)
class Named:
    """Somebody whose names must not stand in a text; ``label`` is what replaces them.

    ``voice`` is how the text labels their turns; ``own`` says that they speak in this interview.
    """

    label: str
    name: str
    voice: str = ""
    function: str = ""
    own: bool = False


class Replacement(NamedTuple):
    """``text[start:end]`` becomes ``words``."""

    start: int
    end: int
    words: str


@dataclass(frozen=True)
class Spelling:
    """One way of writing a person's name, as folded words.

    ``needs_capital`` marks everyday words; ``is_given`` marks first names, which a hyphen makes
    somebody else's: « Marie » is not « Marie-Claire ».
    """

    words: tuple[str, ...]
    needs_capital: bool = False
    is_given: bool = False


@dataclass
class _Sought:
    """Whom a spelling may mean."""

    labels: set[str] = field(default_factory=set)
    own: set[str] = field(default_factory=set)
    needs_capital: bool = True
    is_given: bool = True

    def meant(self) -> str:
        """Return the only label it can mean, those who speak here first; else « nom retiré »."""
        candidates = self.own or self.labels
        return next(iter(candidates)) if len(candidates) == 1 else WITHHELD_NAME


class NameFinder:
    """Finds the names of some people in texts."""

    def __init__(self, people: Iterable[Named]) -> None:
        everybody = list(people)
        self._index = _index(everybody)
        self._initials = _initials(everybody)

    def find(self, text: str, start: int = 0, end: int | None = None) -> Iterator[Replacement]:
        """Yield what to replace in ``text[start:end]``, in order; the longest spelling wins."""
        reading = _Reading(text[start:end], self._index, self._initials)
        for found in reading.replacements():
            yield Replacement(found.start + start, found.end + start, found.words)


def bracketed(text: str, start: int, end: int, label: str) -> Replacement:
    """Return the replacement of a stretch, brackets that already enclose it included."""
    if start and text[start - 1] == "[" and text[end : end + 1] == "]":
        start, end = start - 1, end + 1
    return Replacement(start, end, f"[{label}]")


def name_words(name: str) -> frozenset[str]:
    """Return the folded words of a name, particles and civilities aside; none of a label's."""
    words = frozenset(_folded(name))
    return frozenset() if _is_label(words) else words - _PARTICLES - _CIVILITIES


def parts_of(name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the first and family names as written.

    Capitals tell the family name in « DUPONT Marie »; else the first word is the first name, unless
    a civility stands before a single name.
    """
    words = [word for word in name.replace(",", " ").split() if word.strip(".")]
    civil = bool(words) and fold(words[0].rstrip(".")) in _CIVILITIES
    words = words[1:] if civil else words
    capitals = [word for word in words if word.isupper() and len(word.strip(".-")) > 1]
    if capitals and len(capitals) < len(words):
        return tuple(word for word in words if word not in capitals), tuple(capitals)
    if len(words) == 1:
        return ((), tuple(words)) if civil else (tuple(words), ())
    return tuple(words[:1]), tuple(words[1:])


def spellings(person: Named) -> Iterator[Spelling]:
    """Yield the ways in which a text may name ``person``."""
    given, family = parts_of(person.name)
    first, last = _flat(given), _flat(family)
    if first and last:
        yield Spelling(first + last)
        yield Spelling(last + first)
    if _is_label(first + last):
        return
    for words in _ways(given):
        yield from _spelled(words, is_given=True)
    bare = tuple(word for word in last if word not in _PARTICLES)
    parts = [(word,) for word in bare if len(word) >= _SHORTEST_PART]
    for words in chain(_ways(family), [bare], parts):
        yield from _spelled(words)
    yield from _voice(person)


def _is_label(words: Iterable[str]) -> bool:
    """Tell « Adjointe 2 », a label already, whose words alone name nobody."""
    return any(word.isdigit() for word in words)


def _folded(words: str) -> tuple[str, ...]:
    return tuple(fold(found.group()) for found in _WORD.finditer(words))


def _flat(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(chain.from_iterable(_folded(word) for word in words))


def _ways(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Yield a name as it is, and with its hyphens forgotten: « Anne-Lise », « Annelise »."""
    yield _flat(words)
    yield tuple("".join(_folded(word)) for word in words)


def _spelled(words: tuple[str, ...], *, is_given: bool = False) -> Iterator[Spelling]:
    if any(len(word) > 1 for word in words):
        everyday = len(words) == 1 and (len(words[0]) <= _SHORT or words[0] in COMMON_WORDS)
        yield Spelling(words, everyday, is_given)


def _voice(person: Named) -> Iterator[Spelling]:
    """Yield the label of a person's turns where it is a name, not a function or an initial."""
    words = tuple(word for word in _folded(person.voice) if word not in _CIVILITIES)
    everyday = name_words(person.function) | COMMON_WORDS
    if any(len(word) >= _SHORTEST_PART and word not in everyday for word in words):
        yield Spelling(words, needs_capital=True)


def _index(people: Iterable[Named]) -> dict[str, dict[tuple[str, ...], _Sought]]:
    """Return whom each spelling may mean, by its first word, the longest spellings first."""
    found: dict[tuple[str, ...], _Sought] = {}
    for person in people:
        for spelling in spellings(person):
            sought = found.setdefault(spelling.words, _Sought())
            sought.labels.add(person.label)
            sought.needs_capital &= spelling.needs_capital
            sought.is_given &= spelling.is_given
            if person.own:
                sought.own.add(person.label)
    index: dict[str, dict[tuple[str, ...], _Sought]] = {}
    for words in sorted(found, key=len, reverse=True):
        index.setdefault(words[0], {})[words] = found[words]
    return index


def _initials(people: Iterable[Named]) -> dict[tuple[str, ...], _Sought]:
    """Return whom initials may mean after a civility, « Mme O.-K. »: those who speak here."""
    found: dict[tuple[str, ...], _Sought] = {}
    for person in people:
        last = tuple(word for word in _flat(parts_of(person.name)[1]) if word not in _PARTICLES)
        initials = tuple(word[0] for word in last if not word.isdigit())
        for spelled in {initials, initials[:1]} if person.own else ():
            found.setdefault(spelled, _Sought()).own.add(person.label)
    return found


class _Reading:
    """One text, cut into words, and the names sought in it."""

    def __init__(
        self,
        text: str,
        index: dict[str, dict[tuple[str, ...], _Sought]],
        initials: dict[tuple[str, ...], _Sought],
    ) -> None:
        self.text = text
        self.index = index
        self.initials = initials
        self.words = list(_WORD.finditer(text))
        self.folded = [fold(word.group()) for word in self.words]

    def replacements(self) -> Iterator[Replacement]:
        """Yield what to replace, from left to right."""
        place = 0
        while place < len(self.words):
            length, label = self._name_at(place)
            if length:
                end = self._end(place + length - 1)
                yield bracketed(self.text, self._start(place), end, label)
            place += length or 1

    def _name_at(self, place: int) -> tuple[int, str]:
        """Return how many words from ``place`` on make a name, and what to write instead."""
        for first in dict.fromkeys((self.folded[place], _singular(self.folded[place]))):
            for spelling, whom in self.index.get(first, {}).items():
                if self._reads(place, spelling, whom):
                    return len(spelling), whom.meant()
        return self._initials_at(place)

    def _initials_at(self, place: int) -> tuple[int, str]:
        """Return how many words are the initials of somebody, after a civility."""
        before = place - 1
        if before < 0 or not _is_civility(self.words[before].group(), self.folded[before]):
            return 0, ""
        for length in (2, 1):
            initials = self.words[place : place + length]
            alone = all(len(word.group()) == 1 and word.group().isupper() for word in initials)
            spelled = tuple(self.folded[place : place + length])
            if alone and len(initials) == length and spelled in self.initials:
                return length, self.initials[spelled].meant()
        return 0, ""

    def _reads(self, place: int, spelling: tuple[str, ...], whom: _Sought) -> bool:
        last = place + len(spelling) - 1
        if last >= len(self.words) or (whom.needs_capital and not self._stands_as_name(place)):
            return False
        for step, word in enumerate(spelling, start=place):
            if word not in (self.folded[step], _singular(self.folded[step])):
                return False
            if step > place and not _JOINT.fullmatch(self._between(step - 1)):
                return False
        return not (whom.is_given and self._is_inside_another_name(place, last))

    def _is_inside_another_name(self, first: int, last: int) -> bool:
        """Say whether hyphens tie these words to capitalised ones, as in « Marie-Claire »."""
        before = first > 0 and self._between(first - 1) == "-" and self._is_capital(first - 1)
        after = last + 1 < len(self.words) and self._between(last) == "-"
        return before or (after and self._is_capital(last + 1))

    def _start(self, place: int) -> int:
        """Return where the name starts, with an initial and a civility that stand before it."""
        for before in (place - 1, place - 2):
            if before < 0 or not _BEFORE_NAME.fullmatch(self._between(before)):
                break
            word = self.words[before].group()
            initial = len(word) == 1 and word.isupper() and "." in self._between(before)
            if not initial and not _is_civility(word, self.folded[before]):
                break
            place = before
        return self.words[place].start()

    def _end(self, place: int) -> int:
        """Return where the name ends, the dot of an initial inside a sentence included."""
        end = self.words[place].end()
        is_initial = len(self.words[place].group()) == 1
        return end + 1 if is_initial and _DOT_GOES_ON.match(self.text, end) else end

    def _between(self, place: int) -> str:
        return self.text[self.words[place].end() : self.words[place + 1].start()]

    def _stands_as_name(self, place: int) -> bool:
        """Say whether a word is written as a name: with a capital, or after a civility."""
        before = place - 1
        return self._is_capital(place) or (
            before >= 0
            and _is_civility(self.words[before].group(), self.folded[before])
            and _BEFORE_NAME.fullmatch(self._between(before)) is not None
        )

    def _is_capital(self, place: int) -> bool:
        return self.words[place].group()[0].isupper()


def _singular(word: str) -> str:
    """Return a name without the mark of its plural; everyday words that end so have none."""
    long = len(word) > _SHORT + 1
    return word[:-1] if long and word[-1] in "sx" and word not in COMMON_WORDS else word


def _is_civility(word: str, folded: str) -> bool:
    return folded in _CIVILITIES and (folded not in _CAPITAL_CIVILITIES or word[0].isupper())
