"""The loss report: what a folder brings that can't be taken as it is, line by line.

A loss is told by file and row, never by a person's name. What ``formats`` found in the files is
completed by what only the study knows: its sites, its steps, what it holds already.
"""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any, Self

from ancrage.core.text import fold
from ancrage.fieldwork.models import Document, Interview
from ancrage.formats.field_folder import Fault, FieldFolder, FieldInterview, FieldText
from ancrage.formats.field_folder import Mapping as Columns
from ancrage.studies.models import Study

ENCODING = "encoding"


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

    sites: dict[str, int]
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


def known_sites(study: Study, folder: FieldFolder) -> dict[str, int]:
    """Return the sites of the study by the names that a folder gives them."""
    found = {i.site: study.sites.called(i.site) for i in folder.interviews}
    return {name: site.pk for name, site in found.items() if site is not None}


def losses(folder: FieldFolder, frame: Frame) -> list[Loss]:
    """Return the whole report, blocking lines first, then in the order of the rows."""
    table = next((each for each in folder.mapping if each.table == "entretiens"), None)
    found = [Loss.of(fault) for fault in folder.faults]
    if table is not None:
        for interview in folder.interviews:
            found += _of_interview(interview, frame, table)
        found += _of_texts(folder.texts, frame, table)
    return sorted(found, key=lambda loss: (not loss.blocking, loss.file, loss.row or 0))


def identifier_key(code: str) -> str:
    """Return an identifier as compared: letters' case and spaces don't matter."""
    return "".join(fold(code).split())


def _of_interview(interview: FieldInterview, frame: Frame, table: Columns) -> Iterator[Loss]:
    place = {"file": table.file, "sheet": table.sheet, "row": interview.row}
    if interview.site not in frame.sites:
        yield Loss("unknown_site", True, column="site", **place)  # type: ignore[arg-type]
    if interview.step not in frame.steps:
        yield Loss("unknown_step", True, column="etape", **place)  # type: ignore[arg-type]
    if identifier_key(interview.identifier) in frame.identifiers:
        yield Loss("known_identifier", True, column="identifiant", **place)  # type: ignore[arg-type]


def _of_texts(texts: Iterable[FieldText], frame: Frame, table: Columns) -> Iterator[Loss]:
    for text in texts:
        if text.digest in frame.digests:
            yield Loss("known_content", True, table.file, table.sheet, text.row, "fichier")
