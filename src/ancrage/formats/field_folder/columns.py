"""Columns recognised in any order and under near names."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from ancrage.formats.characters import fold
from ancrage.formats.field_folder.faults import Fault

TableName = Literal["entretiens", "personnes"]

_CLOSE = 0.84
_CLOSE_LENGTHS = range(6, 41)
_EMPTY_WORDS = frozenset(
    ("a", "au", "avec", "d", "dans", "de", "des", "du", "en", "l", "la", "le", "les", "par", "s")
)
_ASIDE = re.compile(r"\([^)]*\)|[·‧]\w{1,5}")  # « (minutes) », « ·rice·s »


@dataclass(frozen=True)
class Column:
    """A column that a table should have, and other names that people give it."""

    name: str
    near: tuple[str, ...]
    required: bool = False


_IDENTIFIERS = ("id", "n°", "no", "num", "numéro", "code", "référence", "réf")
_OF_INTERVIEW = tuple(f"{word} entretien" for word in (*_IDENTIFIERS, "identifiant"))
COLUMNS: dict[TableName, tuple[Column, ...]] = {
    "entretiens": (
        Column(
            "identifiant",
            (*_IDENTIFIERS, *_OF_INTERVIEW, "entretien", "interview"),
            required=True,
        ),
        Column(
            "site",
            ("ville", "commune", "territoire", "agglomération", "collectivité"),
            required=True,
        ),
        Column("etape", ("phase", "numéro étape", "n° étape", "step"), required=True),
        Column("date", ("jour", "quand"), required=True),
        Column("type", ("forme", "format", "modalité"), required=True),
        Column("lieu", ("endroit", "adresse", "où", "salle")),
        Column("duree", ("minutes", "min", "temps")),
        Column(
            "menes_par",
            (
                *("enquêteur", "enquêtrice", "enquêteurs enquêtrices", "chercheur", "équipe"),
                *("conduit par", "réalisé par", "intervieweur", "interviewer", "animateur"),
            ),
        ),
        Column("theme", ("thématique", "sujet", "objet")),
        Column(
            "nature",
            ("type texte", "type document", "type fichier", "support", "nature texte"),
            required=True,
        ),
        Column(
            "fichier", ("nom fichier", "document", "texte", "pièce jointe", "file"), required=True
        ),
    ),
    "personnes": (
        Column(
            "entretien",
            (*_IDENTIFIERS, "identifiant", *_OF_INTERVIEW, "interview"),
            required=True,
        ),
        Column(
            "nom",
            (
                *("nom prénom", "prénom nom", "nom complet", "nom famille", "nom personne"),
                *("personne", "personne rencontrée", "participant", "nom participant", "identité"),
            ),
            required=True,
        ),
        Column("prenom", ()),
        Column("fonction", ("poste", "rôle", "métier", "profession", "titre", "qualité")),
        Column("organisme", ("organisation", "structure", "institution", "employeur", "service")),
        Column("categorie", ("type acteur", "acteur", "famille acteur", "groupe", "profil")),
        Column("locuteur", ("locutrice", "étiquette", "label", "initiales", "nom texte", "voix")),
        Column("consentements", ("accord", "autorisation", "consent", "droit"), required=True),
    ),
}
_NEVER_ASKED = {"prenom"}  # read where it stands apart from the name


@dataclass(frozen=True)
class Recognised:
    """A heading of the table and the column that it was taken for."""

    column: str
    heading: str
    letter: str


@dataclass(frozen=True)
class Mapping:
    """How the columns of a table were understood, to be shown.

    Columns that were not recognised are given by letter: without a line of headings, theirs would
    be someone's name.
    """

    table: TableName
    file: str
    sheet: str
    recognised: tuple[Recognised, ...]
    ignored: tuple[str, ...]
    doubled: tuple[str, ...]
    positions: tuple[tuple[str, int], ...]

    def position(self, column: str) -> int | None:
        """Return where the column stands, counted from 0."""
        return dict(self.positions).get(column)

    def fault(
        self,
        kind: str,
        row: int | None = None,
        column: str = "",
        *,
        detail: str = "",
        other_row: int | None = None,
    ) -> Fault:
        """Return a fault of this table."""
        return Fault(kind, self.file, self.sheet, row, column, detail, other_row)

    def missing(self, *, required: bool) -> tuple[str, ...]:
        """Return the columns that the table lacks, those that it must have or the others."""
        found = {each.column for each in self.recognised} | _NEVER_ASKED
        return tuple(
            column.name
            for column in COLUMNS[self.table]
            if column.required is required and column.name not in found
        )


def recognise(
    table: TableName, headings: tuple[str, ...], *, file: str = "", sheet: str = ""
) -> Mapping:
    """Return which heading is which column.

    A heading is compared without accent, case, plural, empty words and what stands in brackets:
    with the names of columns first, then with the names that people give them, then by its first
    word (« date de l’entretien »), then by likeness. The first that fits takes the column; two that
    fit equally well double it.
    """
    positions: dict[str, int] = {}
    doubled: list[str] = []
    left = {place: key for place, heading in enumerate(headings) if (key := _key(heading))}
    for matches in (_is_name, _is_near_name, _opens_with_name, _is_like):
        taken: dict[str, int] = {}
        for place, key in list(left.items()):
            free = (column for column in COLUMNS[table] if column.name not in positions)
            column = next((column for column in free if matches(column, key)), None)
            if column is None:
                continue
            del left[place]
            if column.name in taken:
                doubled.append(column.name)
            taken.setdefault(column.name, place)
        positions.update(taken)
    return Mapping(
        table,
        file,
        sheet,
        tuple(
            Recognised(name, headings[place], _letter(place))
            for name, place in sorted(positions.items(), key=lambda item: item[1])
        ),
        tuple(_letter(place) for place in left),
        tuple(dict.fromkeys(doubled)),
        tuple(positions.items()),
    )


def _is_name(column: Column, key: str) -> bool:
    return key == _key(column.name)


def _is_near_name(column: Column, key: str) -> bool:
    return key in {_key(name) for name in column.near}


def _opens_with_name(column: Column, key: str) -> bool:
    return key.split()[0] == _key(column.name)


def _is_like(column: Column, key: str) -> bool:
    return len(key) in _CLOSE_LENGTHS and any(
        SequenceMatcher(None, key, name).ratio() >= _CLOSE for name in _keys(column)
    )


def _keys(column: Column) -> Iterable[str]:
    return (_key(name) for name in (column.name, *column.near))


def _key(heading: str) -> str:
    """Return a heading as compared.

    >>> _key("Dates de l’entretien (JJ/MM/AAAA)")
    'date entretien'
    """
    words = fold(_ASIDE.sub(" ", heading)).split()
    kept = [word for word in words if word not in _EMPTY_WORDS] or words
    return " ".join(word.rstrip("sx") if len(word) > 3 else word for word in kept)


def _letter(place: int) -> str:
    """Return the letter of a column counted from 0.

    >>> _letter(0), _letter(27)
    ('A', 'AB')
    """
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
