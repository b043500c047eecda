"""Find words in a text although apostrophes, quotation marks and spaces were typed otherwise."""

import unicodedata

_SAME = str.maketrans(
    {
        **dict.fromkeys("’‘ʼ´`", "'"),
        **dict.fromkeys("«»“”„", '"'),
        **dict.fromkeys("–—‑‐−", "-"),
        "…": "...",
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u200e\u200f\ufeff", ""),
    }
)
_TIGHT = frozenset("\"'-:;!?.,()[]%")


class Quotable:
    """A text in which quotations are sought, read once however many they are.

    Positions are code points of the text as given.

    >>> Quotable("Il dit : « On s’écoute. »").find('"on s')
    >>> Quotable("Il dit : « On s’écoute. »").find("On  s'écoute")
    (11, 22)
    """

    def __init__(self, text: str) -> None:
        self._plain, self._places = _plain(text)

    def find(self, quote: str) -> tuple[int, int] | None:
        """Return where ``quote`` first stands, end excluded, or ``None``.

        An occurrence made of whole words is preferred to one that cuts a word.
        """
        sought = _plain(unicodedata.normalize("NFC", quote))[0].strip(' "')
        if not sought:
            return None
        cut = at = self._plain.find(sought)
        while at >= 0 and self._cuts_a_word(at, at + len(sought)):
            at = self._plain.find(sought, at + 1)
        first = at if at >= 0 else cut
        if first < 0:
            return None
        return self._places[first], self._places[first + len(sought) - 1] + 1

    def _cuts_a_word(self, start: int, end: int) -> bool:
        return _inside_word(self._plain, start) or _inside_word(self._plain, end)


def _inside_word(text: str, at: int) -> bool:
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()


def _plain(text: str) -> tuple[str, list[int]]:
    """Return ``text`` in its plainest typography, and where each of its signs comes from.

    A run of spaces is one space, and none at all beside a punctuation mark: French sets some
    there, and people do not.
    """
    signs: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text):
        if sign.isspace():
            if signs and signs[-1] not in _TIGHT and signs[-1] != " ":
                signs.append(" ")
                places.append(place)
            continue
        for plain in sign.translate(_SAME):
            if plain in _TIGHT and signs and signs[-1] == " ":
                signs.pop()
                places.pop()
            signs.append(plain)
            places.append(place)
    return "".join(signs), places
