"""What a person met is called in clear: « Adjointe 2 », never a name.

The label is the head noun of the function, as its gender stands there, with a number within the
site. Functions that only one person of a town holds are widened.
"""

import re
from collections.abc import Iterable
from typing import Final

from ancrage.core.text import fold

ANYBODY: Final = "Personne"
_LONGEST: Final = 40


def _words(block: str) -> frozenset[str]:
    return frozenset(block.split())


_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_BEFORE_THE_NOUN: Final = _words(
    "ancien ancienne actuel actuelle futur future jeune premier premiere seconde second deuxieme "
    "troisieme quatrieme m mme monsieur madame le la l un une"
)
_KEPT_ADJECTIVES: Final = _words(
    "citoyen citoyenne communautaire departemental departementale familial familiale municipal "
    "municipale metropolitain metropolitaine regional regionale scolaire social sociale specialise "
    "specialisee technique"
)
# One holder in a town: the function alone would name the person.
_WIDENED: Final = {
    **dict.fromkeys(["maire", "bourgmestre"], "Membre de l’exécutif"),
    **dict.fromkeys(
        ["prefet", "prefete", "sous-prefet", "sous-prefete"], "Membre du corps préfectoral"
    ),
    **dict.fromkeys(
        ["depute", "deputee", "senateur", "senatrice", "depute-maire", "senateur-maire"],
        "Parlementaire",
    ),
    **dict.fromkeys(
        ["principal", "principale", "proviseur", "proviseure"], "Membre de la direction"
    ),
}
_COMPLETED: Final = {
    "charge": "Chargé de mission",
    "chargee": "Chargée de mission",
    "chef": "Chef de service",
    "cheffe": "Cheffe de service",
}


def head_of(function: str, *, unless: frozenset[str] = frozenset()) -> str:
    """Return the head noun of a function, or « Personne » if it says nothing that can be shown.

    ``unless`` holds the folded words of names: a noun among them is never shown.
    """
    words: list[str] = _WORD.findall(function.partition(",")[0])
    while words and fold(words[0]) in _BEFORE_THE_NOUN:
        words.pop(0)
    if not words:
        return ANYBODY
    first, second = fold(words[0]), fold(words[1]) if len(words) > 1 else ""
    if first == "maire" and second.startswith("adjoint"):
        head = words[1]
    elif first in _WIDENED or first in _COMPLETED:
        head = _WIDENED.get(first) or _COMPLETED[first]
    else:
        head = f"{words[0]} {words[1]}" if second in _KEPT_ADJECTIVES else words[0]
    if len(head) > _LONGEST or unless.intersection(re.findall(r"[^\W_]+", fold(head))):
        return ANYBODY
    head = head.lower() if head.isupper() else head
    return head[0].upper() + head[1:]


class SiteLabels:
    """The labels given at one site. The same person keeps the same one from interview to interview.

    ``taken`` holds (key, label) pairs already given; a key is a folded name with a folded head.
    """

    def __init__(self, taken: Iterable[tuple[str, str]] = ()) -> None:
        self._by_key: dict[str, str] = {}
        self._last: dict[str, int] = {}
        for key, label in taken:
            self._by_key.setdefault(key, label)
            head, _, number = label.rpartition(" ")
            if number.isdecimal():
                folded = fold(head)
                self._last[folded] = max(self._last.get(folded, 0), int(number))

    def give(self, name: str, head: str) -> str:
        """Return the label of the person called ``name``, made if they have none yet."""
        key = person_key(name, head)
        if key not in self._by_key:
            folded = fold(head)
            self._last[folded] = self._last.get(folded, 0) + 1
            self._by_key[key] = f"{head} {self._last[folded]}"
        return self._by_key[key]


def person_key(name: str, head: str) -> str:
    """Return what tells a person of a site from another: the words of the name, and the head."""
    words = sorted(re.findall(r"[^\W_]+", fold(name)))
    return " ".join([*words, "/", fold(head)])
