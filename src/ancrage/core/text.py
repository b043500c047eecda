"""Folding and stemming of French, the same for every database."""

import re
import threading
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

import snowballstemmer

_WORD = re.compile(r"[^\W_]+", re.UNICODE)
_LOCAL = threading.local()
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss"})


def fold(text: str) -> str:
    """Return ``text`` in lower case without accents or ligatures: « Élus » gives ``elus``."""
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(_LIGATURES))
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """Return the folded stem of a French word: « élus », « élu » and « Élue » meet.

    Stemmed with its accents, which the stemmer needs for endings such as « -ées », then folded and
    stemmed again for the words that people type without accents. The last plural goes too: the
    stemmer keeps « -us », as in « virus », and so would part « élus » from « élu ».
    """
    shortened = _snowball(fold(_snowball(word.casefold())))
    return shortened.removesuffix("s") or shortened


def _snowball(word: str) -> str:
    """Stem with a stemmer of this thread's own: it keeps its work in itself."""
    if not hasattr(_LOCAL, "stemmer"):
        _LOCAL.stemmer = snowballstemmer.stemmer("french")
    return str(_LOCAL.stemmer.stemWord(word))


def words(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield each word of ``text`` with its start and end, in code points."""
    for match in _WORD.finditer(text):
        yield match.group(), match.start(), match.end()


def stems(text: str) -> str:
    """Return the stems of ``text`` in order, separated by spaces: what search indexes."""
    return " ".join(stem(word) for word, _, _ in words(text))
