"""The loss report: what a folder brings that can't be taken as it is, line by line.

A loss is told by file and row, never by a person's name. What ``formats`` found in the files is
completed by what only the study knows: its sites, its steps, what it holds already.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final, Self

from ancrage.core.text import fold
from ancrage.fieldwork.models import Document, Interview
from ancrage.formats.field_folder import Fault, FieldFolder, FieldInterview, FieldText
from ancrage.formats.field_folder import Mapping as Columns
from ancrage.studies.models import Site, Study

# An identifier is part of addresses and of file names.
_IDENTIFIER: Final = re.compile(r"\w[\w .-]{0,39}")


@dataclass(frozen=True)
class Loss:
    """One line of the report; ``blocking`` ones forbid the import."""

    kind: str
    blocking: bool
    file: str = ""
    sheet: str = ""
    row: int | None = None
    column: str = ""
    detail: str = ""
    other_row: int | None = None
    line: int | None = None
    table: str = ""

    @classmethod
    def of(cls, fault: Fault) -> Self:
        """Return the line that tells a fault of the files."""
        return cls(blocking=fault.blocking, **asdict(fault))

    def as_json(self) -> dict[str, Any]:
        """Return the line as the import keeps it."""
        return asdict(self)


@dataclass(frozen=True)
class Frame:
    """What the study knows, read once: sites by name, steps by number, what is there already."""

    sites: dict[str, Site]
    steps: dict[int, int]
    identifiers: frozenset[str]
    digests: frozenset[str]

    @classmethod
    def of(cls, study: Study, folder: FieldFolder) -> Self:
        """Read what ``folder`` will be compared with."""
        digests = Document.objects.filter(
            interview__study=study, content_digest__in=[text.digest for text in folder.texts]
        )
        codes = Interview.objects.filter(study=study).values_list("code", flat=True)
        return cls(
            sites=known_sites(study, folder),
            steps=dict(study.steps.values_list("number", "pk")),
            identifiers=frozenset(map(identifier_key, codes)),
            digests=frozenset(digests.values_list("content_digest", flat=True)),
        )


def known_sites(study: Study, folder: FieldFolder) -> dict[str, Site]:
    """Return the sites of the study by the names that a folder gives them."""
    found = {i.site: study.sites.called(i.site) for i in folder.interviews}
    return {name: site for name, site in found.items() if site is not None}


def losses(folder: FieldFolder, frame: Frame) -> list[Loss]:
    """Return the whole report, blocking lines first, then in the order of the rows."""
    found = [Loss.of(fault) for fault in folder.faults]
    for table in folder.mapping:
        if table.table == "personnes":
            for person in folder.people:
                found += _too_long(table, person.row, {"categorie": (person.category, 120)})
            found += _withheld(folder, table)
            continue
        for interview in folder.interviews:
            found += _of_interview(interview, frame, table)
        found += _of_texts(folder.texts, frame, table)
    return sorted(
        found, key=lambda loss: (not loss.blocking, loss.table or loss.file, loss.row or 0)
    )


def identifier_key(code: str) -> str:
    """Return an identifier as compared: letters' case and spaces don't matter."""
    return "".join(fold(code).split())


def _of_interview(interview: FieldInterview, frame: Frame, table: Columns) -> Iterator[Loss]:
    def loss(kind: str, column: str) -> Loss:
        return Loss(kind, True, table.file, table.sheet, interview.row, column)

    if interview.site not in frame.sites:
        yield loss("unknown_site", "site")
    if interview.step not in frame.steps:
        yield loss("unknown_step", "etape")
    if identifier_key(interview.identifier) in frame.identifiers:
        yield loss("known_identifier", "identifiant")
    if not _IDENTIFIER.fullmatch(interview.identifier):
        yield loss("bad_identifier", "identifiant")
    longest_name = max(interview.conducted_by, key=len, default="")
    yield from _too_long(
        table,
        interview.row,
        {
            "lieu": (interview.place, 200),
            "theme": (interview.theme, 250),
            "menes_par": (longest_name, 120),
        },
    )


def _of_texts(texts: Iterable[FieldText], frame: Frame, table: Columns) -> Iterator[Loss]:
    for text in texts:
        if text.digest in frame.digests:
            yield Loss("known_content", True, table.file, table.sheet, text.row, "fichier")


def _withheld(folder: FieldFolder, table: Columns) -> Iterator[Loss]:
    """Yield the people whose words a text holds and who did not agree to be transcribed."""
    told = {text.interview for text in folder.texts}
    for person in folder.people:
        if person.interview in told and "transcrire" not in person.consents:
            yield Loss(
                "not_transcribed", False, table.file, table.sheet, person.row, "consentements"
            )


def _too_long(table: Columns, row: int, cells: Mapping[str, tuple[str, int]]) -> Iterator[Loss]:
    for column, (text, longest) in cells.items():
        if len(text) > longest:
            yield Loss("too_long", True, table.file, table.sheet, row, column, str(longest))
