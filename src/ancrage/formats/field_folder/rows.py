"""Rows of the two tables, read value by value."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar, get_args

from ancrage.formats.characters import fold
from ancrage.formats.field_folder import values
from ancrage.formats.field_folder.columns import Mapping
from ancrage.formats.field_folder.faults import Fault
from ancrage.formats.field_folder.values import Consent, InterviewType, Nature
from ancrage.formats.tables import Table

CONSENTS: tuple[Consent, ...] = get_args(Consent)
Value = TypeVar("Value")


@dataclass(frozen=True)
class FieldInterview:
    """One interview, of which several rows may bring texts.

    ``site`` is as typed: whether the study has such a site is for the caller to say.
    """

    identifier: str
    site: str
    step: int
    day: date
    type: InterviewType
    place: str
    minutes: int | None
    conducted_by: tuple[str, ...]
    theme: str
    row: int


@dataclass(frozen=True)
class FieldPerson:
    """One person met in one interview.

    ``interview`` is the identifier as the row of the interview has it, ``label`` how a transcript
    calls the person; no consent stands unless it was written.
    """

    interview: str
    name: str
    function: str
    organisation: str
    category: str
    label: str
    consents: tuple[Consent, ...]
    row: int


@dataclass(frozen=True)
class InterviewRow:
    """One row of the table of interviews, whether or not its values are right."""

    row: int
    key: str
    identifier: str
    site: str
    step: int | None
    day: date | None
    type: InterviewType | None
    place: str
    minutes: int | None
    conducted_by: tuple[str, ...]
    theme: str
    nature: Nature | None
    file: str

    @property
    def facts(self) -> tuple[object, ...]:
        """What two rows of one interview must agree on."""
        return fold(self.site), self.step, self.day, self.type


@dataclass(frozen=True)
class PersonRow:
    """One row of the table of people."""

    key: str
    person: FieldPerson


@dataclass
class RowReader:
    """Reads the cells of one row under the recognised columns, noting what is wrong with them."""

    mapping: Mapping
    number: int
    cells: tuple[str, ...]
    faults: list[Fault] = field(default_factory=list)

    def text(self, column: str) -> str:
        """Return a cell, empty if the table lacks the column."""
        place = self.mapping.position(column)
        return "" if place is None else self.cells[place]

    def required(self, column: str) -> str:
        """Return a cell that must be filled."""
        text = self.text(column)
        if not text:
            self.note("missing_value", column)
        return text

    def parsed(
        self, column: str, read: Callable[[str], Value | None], kind: str, *, required: bool = True
    ) -> Value | None:
        """Return what ``read`` understands of a cell."""
        text = self.required(column) if required else self.text(column)
        value = read(text) if text else None
        if text and value is None:
            self.note(kind, column)
        return value

    def note(self, kind: str, column: str) -> None:
        """Note a fault, unless the whole column is missing, which is said once."""
        if self.mapping.position(column) is not None:
            self.faults.append(self.mapping.fault(kind, self.number, column))


def key_of(identifier: str) -> str:
    """Return an identifier as compared: case and spaces don't matter."""
    return "".join(identifier.split()).casefold()


def read_interview_rows(
    table: Table, mapping: Mapping, faults: list[Fault]
) -> Iterator[InterviewRow]:
    """Yield the rows of the table of interviews; add to ``faults`` what is wrong with them."""
    for row in table.rows:
        reader = RowReader(mapping, row.number, row.cells, faults)
        identifier = reader.required("identifiant")
        file = reader.text("fichier")
        yield InterviewRow(
            row=row.number,
            key=key_of(identifier),
            identifier=identifier,
            site=reader.required("site"),
            step=reader.parsed("etape", values.read_step, "bad_step"),
            day=reader.parsed("date", values.read_date, "bad_date"),
            type=reader.parsed("type", values.read_type, "bad_type"),
            place=reader.text("lieu"),
            minutes=reader.parsed("duree", values.read_minutes, "bad_duration", required=False),
            conducted_by=values.read_names(reader.text("menes_par")),
            theme=reader.text("theme"),
            nature=reader.parsed("nature", values.read_nature, "bad_nature", required=bool(file)),
            file=file,
        )


def read_person_rows(table: Table, mapping: Mapping, faults: list[Fault]) -> Iterator[PersonRow]:
    """Yield the rows of the table of people; add to ``faults`` what is wrong with them.

    A person without a name is someone if a function or a label in the text tells who.
    """
    for row in table.rows:
        reader = RowReader(mapping, row.number, row.cells, faults)
        interview = reader.required("entretien")
        name = " ".join(filter(None, (reader.text("prenom"), reader.text("nom"))))
        person = FieldPerson(
            interview=interview,
            name=name,
            function=reader.text("fonction"),
            organisation=reader.text("organisme"),
            category=reader.text("categorie"),
            label=reader.text("locuteur"),
            consents=reader.parsed(
                "consentements", values.read_consents, "unknown_consent", required=False
            )
            or (),
            row=row.number,
        )
        if not (name or person.function or person.label):
            reader.note("missing_value", "nom")
        yield PersonRow(key_of(interview), person)
