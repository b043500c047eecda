"""The grammar of references: ``[[constat 12]]``, ``[[compteur entretiens étape 2]]``…"""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a reference points to; the value is the word that people write."""

    FINDING = "constat"
    QUOTATION = "verbatim"
    RECOMMENDATION = "préconisation"
    STAKE = "enjeu"
    LEAD = "piste"
    COUNTER = "compteur"
    CHART = "graphique"
    MAP = "carte"
    TABLE = "tableau"
    LIST = "liste"


NUMBERED = frozenset({Kind.FINDING, Kind.RECOMMENDATION, Kind.STAKE, Kind.LEAD})
FIGURES = frozenset({Kind.CHART, Kind.MAP, Kind.TABLE, Kind.LIST})
SUBJECTS: dict[Kind, tuple[str, ...]] = {
    Kind.COUNTER: ("entretiens", "personnes", "sites", "constats", "préconisations"),
    Kind.CHART: ("catégories", "étapes"),
    Kind.MAP: ("sites",),
    Kind.TABLE: ("thématiques",),
    Kind.LIST: ("entretiens",),
}
_STEP = re.compile(r"(?P<subject>.+?)\s+etape\s+(?P<step>\d{1,3})")


class BadReference(ValueError):
    """What stands between double brackets can't be understood."""


@dataclass(frozen=True)
class Reference:
    """A reference, read. ``number`` for what has one, ``subject`` for what is computed."""

    kind: Kind
    number: int | None = None
    rank: int | None = None
    subject: str = ""
    step: int | None = None

    def __str__(self) -> str:
        """Write it back as people do, without the brackets."""
        if self.kind is Kind.QUOTATION:
            return f"{self.kind} {self.number}.{self.rank}"
        if self.number is not None:
            return f"{self.kind} {self.number}"
        step = f" étape {self.step}" if self.step is not None else ""
        return f"{self.kind} {self.subject}{step}"


def read_reference(written: str) -> Reference:
    """Read what stands between the brackets, accents, case and spaces aside.

    Raises
    ------
    BadReference
        If the word is none of the known ones or what follows doesn't suit it.
    """
    word, _, rest = " ".join(_fold(written).split()).partition(" ")
    kind = _KINDS.get(word)
    if kind is None:
        raise BadReference(f"Unknown kind of reference: {written!r}.")
    if kind in NUMBERED:
        return Reference(kind, number=_number(rest, written))
    if kind is Kind.QUOTATION:
        number, _, rank = rest.partition(".")
        return Reference(kind, number=_number(number, written), rank=_number(rank, written))
    return _computed(kind, rest, written)


def _computed(kind: Kind, rest: str, written: str) -> Reference:
    match = _STEP.fullmatch(rest)
    subject = match["subject"] if match else rest
    for known in SUBJECTS[kind]:
        if _fold(known) == subject:
            return Reference(kind, subject=known, step=int(match["step"]) if match else None)
    raise BadReference(f"{kind} of what? {written!r} is not among {SUBJECTS[kind]}.")


def _number(digits: str, written: str) -> int:
    if not re.fullmatch(r"\d{1,5}", digits.strip()):
        raise BadReference(f"A number was expected in {written!r}.")
    return int(digits)


def _fold(words: str) -> str:
    decomposed = unicodedata.normalize("NFKD", words.casefold())
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))


_KINDS = {_fold(kind): kind for kind in Kind}
