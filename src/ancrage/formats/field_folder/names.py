"""Whether a file name, or an identifier, would give away who was met."""

import re
from collections.abc import Iterable

from ancrage.formats.characters import fold

_TITLES = frozenset(
    (
        "m",
        "mr",
        "mme",
        "mlle",
        "madame",
        "monsieur",
        "mademoiselle",
        "dr",
        "docteur",
        "me",
        "maitre",
    )
)
_PARTICLES = frozenset(("de", "du", "des", "la", "le", "les", "el", "al", "van", "von", "et", "ou"))
_LONG = 5
# Inside « DurandMarie2 », where case or digits part words.
_INNER_EDGE = re.compile(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])|(?<=[^\W\d])(?=\d)|(?<=\d)(?=[^\W\d])")


def name_words(name: str) -> tuple[str, ...]:
    """Return the words of a name, folded, without titles.

    >>> name_words("Mme Élise Le Goff")
    ('elise', 'le', 'goff')
    """
    return tuple(word for word in fold(name).split() if word not in _TITLES)


class Discretion:
    """Tells what may be shown, from the names of the participants.

    Any word of a name counts, alone among the words of a file name or, from five letters on, inside
    one of them. Hiding too much costs little: the row is shown instead. While the names are not
    ``complete``, nothing is shown.
    """

    def __init__(self, names: Iterable[str], *, complete: bool = True) -> None:
        self._complete = complete
        words = {word for name in names for word in name_words(name)}
        self._words = {word for word in words - _PARTICLES if len(word) > 1 and word.isalpha()}
        self._long_words = tuple(word for word in self._words if len(word) >= _LONG)

    def hides(self, text: str) -> bool:
        """Return whether ``text`` holds a participant's name."""
        spaced = _INNER_EDGE.sub(" ", text)
        joined = "".join(fold(text).split())
        return bool(self._words.intersection(fold(spaced).split())) or any(
            word in joined for word in self._long_words
        )

    def may_show(self, text: str) -> bool:
        """Return whether ``text`` surely holds no participant's name."""
        return self._complete and not self.hides(text)

    def shown(self, text: str) -> str:
        """Return ``text``, or nothing if it may hold a participant's name."""
        return text if self.may_show(text) else ""
