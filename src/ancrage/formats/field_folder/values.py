"""Values of cells as people type them. Each reader returns None for what it does not understand."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Literal, TypeVar

from ancrage.formats.characters import fold

InterviewType = Literal["individuel", "collectif", "atelier", "restitution"]
Nature = Literal["note", "transcription"]
Consent = Literal[
    "enregistrer",
    "transcrire",
    "coder",
    "citer",
    "citer_fonction",
    "partager",
    "annexe",
    "archiver",
]

Closed = TypeVar("Closed")

_MONTHS = {
    month: number
    for number, names in enumerate(
        (
            ("janvier", "janv", "january"),
            ("fevrier", "fevr", "fev", "february"),
            ("mars", "march"),
            ("avril", "avr", "april"),
            ("mai", "may"),
            ("juin", "june"),
            ("juillet", "juil", "july"),
            ("aout", "august"),
            ("septembre", "sept", "september"),
            ("octobre", "oct", "october"),
            ("novembre", "nov", "november"),
            ("decembre", "dec", "december"),
        ),
        start=1,
    )
    for month in names
}
_YEARS = range(1900, 2101)
_EXCEL_EPOCH = date(1899, 12, 30)
_EXCEL_DAYS = range(36_526, 73_051)  # 2000 to 2099
_ISO_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?")
_FRENCH_DATE = re.compile(r"(\d{1,2})\s?[/.-]\s?(\d{1,2})\s?[/.-]\s?(\d{4})")
_WRITTEN_DATE = re.compile(r"(?:[a-z]+di |dimanche )?(?:le )?(\d{1,2})(?:er)? ([a-z]+) (\d{4})")
_STEP = re.compile(r"(?:(?:etape|phase|step) )?(?:n(?:o|umero)? ?)?0?(\d{1,2})")
_HIGHEST_STEP = 20
_DURATION = re.compile(
    r"(?:(?P<h>\d{1,2})\s?(?:h|heures?|hours?)\s?(?P<hm>\d{1,2})?\s?(?:min|mn|minutes?|m)?"
    r"|(?P<m>\d{1,4})(?:[.,]0+)?\s?(?:min|mn|minutes?|m|['’′])?"
    r"|(?P<ch>\d{1,2}):(?P<cm>\d{2})(?::\d{2})?"
    r"|pt(?:(?P<ih>\d+)h)?(?:(?P<im>\d+)m)?(?:\d+s)?)"
)
_LONGEST = 24 * 60

_TYPES: dict[str, InterviewType] = {
    "individuel": "individuel",
    "individuelle": "individuel",
    "individu": "individuel",
    "collectif": "collectif",
    "collective": "collectif",
    "groupe": "collectif",
    "atelier": "atelier",
    "restitution": "restitution",
    "debat de restitution": "restitution",
    "seance de restitution": "restitution",
}
_NATURES: dict[str, Nature] = {
    "note": "note",
    "note de terrain": "note",
    "prise de note": "note",
    "transcription": "transcription",
    "transcript": "transcription",
    "retranscription": "transcription",
    "transcription integrale": "transcription",
}
_CONSENTS: dict[str, Consent] = {
    "enregistrer": "enregistrer",
    "enregistrement": "enregistrer",
    "transcrire": "transcrire",
    "transcription": "transcrire",
    "coder": "coder",
    "codage": "coder",
    "citer": "citer",
    "citation": "citer",
    "citer fonction": "citer_fonction",
    "citation fonction": "citer_fonction",
    "citer avec fonction": "citer_fonction",
    "citer la fonction": "citer_fonction",
    "partager": "partager",
    "partage": "partager",
    "annexe": "annexe",
    "archiver": "archiver",
    "archivage": "archiver",
    "archive": "archiver",
}
_SEPARATORS = re.compile(r"[;,/|+\n]| et ")


def read_date(text: str) -> date | None:
    """Return a day: 2016-03-12, 12/03/2016, « samedi 12 mars 2016 » or a day number of Excel.

    >>> read_date("1er mars 2016"), read_date("31/02/2016")
    (datetime.date(2016, 3, 1), None)
    """
    if found := _ISO_DATE.fullmatch(text):
        return _day(found[1], found[2], found[3])
    if found := _FRENCH_DATE.fullmatch(text):
        return _day(found[3], found[2], found[1])
    if (found := _WRITTEN_DATE.fullmatch(fold(text))) and found[2] in _MONTHS:
        return _day(found[3], str(_MONTHS[found[2]]), found[1])
    if text.isascii() and text.isdigit() and int(text[:9]) in _EXCEL_DAYS:
        return _EXCEL_EPOCH + timedelta(days=int(text))
    return None


def _day(year: str, month: str, day: str) -> date | None:
    if int(year) not in _YEARS:
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def read_step(text: str) -> int | None:
    """Return the number of a step: « 2 », « étape 2 », « n° 2 »."""
    found = _STEP.fullmatch(fold(text))
    return int(found[1]) if found and 1 <= int(found[1]) <= _HIGHEST_STEP else None


def read_type(text: str) -> InterviewType | None:
    """Return how an interview is held, whatever its gender or number."""
    return _closed(text, _TYPES, dropped="entretien ")


def read_nature(text: str) -> Nature | None:
    """Return what a text is."""
    return _closed(text, _NATURES, dropped="")


def read_minutes(text: str) -> int | None:
    """Return a duration in minutes: « 90 », « 1 h 30 », « 1:30 », ISO 8601.

    >>> read_minutes("1h30"), read_minutes("PT1H30M"), read_minutes("longtemps")
    (90, 90, None)
    """
    found = _DURATION.fullmatch(text.strip().casefold())
    if not found or text.strip().casefold() == "pt":
        return None
    hours = int(found["h"] or found["ch"] or found["ih"] or 0)
    minutes = int(found["hm"] or found["m"] or found["cm"] or found["im"] or 0)
    total = 60 * hours + minutes
    return total if 0 < total <= _LONGEST else None


def read_consents(text: str) -> tuple[Consent, ...] | None:
    """Return the purposes consented to, each once; none for an empty cell."""
    found: list[Consent] = []
    for part in _SEPARATORS.split(text):
        if not part.strip():
            continue
        consent = _CONSENTS.get(fold(part))
        if consent is None:
            return None
        found.append(consent)
    return tuple(dict.fromkeys(found))


def read_names(text: str) -> tuple[str, ...]:
    """Return the names in a cell, separated by semicolons or line ends."""
    return tuple(name for part in re.split(r"[;\n]", text) if (name := part.strip()))


def _closed(text: str, values: Mapping[str, Closed], *, dropped: str) -> Closed | None:
    words = fold(text).removeprefix(dropped).split()
    return values.get(" ".join(word.removesuffix("s") for word in words))
