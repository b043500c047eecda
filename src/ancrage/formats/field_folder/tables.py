"""Which files of the folder are the two tables."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from ancrage.formats.archives import Bundle
from ancrage.formats.characters import fold
from ancrage.formats.errors import Unreadable
from ancrage.formats.field_folder.columns import COLUMNS, Mapping, TableName, recognise
from ancrage.formats.field_folder.faults import Fault
from ancrage.formats.tables import EXTENSIONS, Table

ReadTables = Callable[[str, bytes], dict[str, Table]]

_NAMES: dict[TableName, tuple[str, ...]] = {
    "entretiens": ("entretien", "interview"),
    "personnes": ("personne", "participant", "rencontre"),
}
_FEWEST_COLUMNS = 0.6


@dataclass(frozen=True)
class FoundTable:
    """A table of the folder and how its columns were understood."""

    table: Table
    mapping: Mapping

    @property
    def file(self) -> str:
        return self.mapping.file

    @property
    def likeness(self) -> tuple[int, float]:
        """How much the name and the columns look like those of the table that it is taken for."""
        words = fold(self.mapping.sheet or PurePosixPath(self.file).stem).split()
        expected = _NAMES[self.mapping.table]
        alone = len(words) == 1 and words[0].rstrip("s") in expected
        named = any(word.rstrip("s") in expected for word in words)
        required = [column for column in COLUMNS[self.mapping.table] if column.required]
        lacking = len(self.mapping.missing(required=True))
        return alone + named, 1 - lacking / len(required)


@dataclass
class FieldTables:
    """The two tables as far as they were found."""

    interviews: FoundTable | None = None
    people: FoundTable | None = None
    faults: list[Fault] = field(default_factory=list)

    @property
    def found(self) -> tuple[FoundTable, ...]:
        """The tables that were found."""
        return tuple(table for table in (self.interviews, self.people) if table is not None)


def find_tables(bundle: Bundle, read_tables: ReadTables) -> FieldTables:
    """Return the tables ``entretiens`` and ``personnes``, by their names or else their columns.

    A file that cannot be read is a fault only while a table is missing: otherwise it is a file that
    nobody asked for.
    """
    tables = FieldTables()
    unreadable: list[Fault] = []
    read = list(_read_all(bundle, read_tables, unreadable))
    tables.interviews = _choose("entretiens", read, tables.faults)
    if tables.interviews is not None:
        read = [each for each in read if each[2] is not tables.interviews.table]
    tables.people = _choose("personnes", read, tables.faults)
    if len(tables.found) < 2:
        tables.faults += unreadable
    for name, table in (("entretiens", tables.interviews), ("personnes", tables.people)):
        if table is None and not any(_may_hold(name, fault.file) for fault in unreadable):
            tables.faults.append(Fault("missing_table", detail=name))
    for found in tables.found:
        tables.faults += _faults_of(found)
    return tables


def _read_all(
    bundle: Bundle, read_tables: ReadTables, unreadable: list[Fault]
) -> Iterator[tuple[str, str, Table]]:
    """Yield file, sheet and table; a csv file has no sheet."""
    for name in bundle.names:
        extension = PurePosixPath(name.lower()).suffix.removeprefix(".")
        if extension not in EXTENSIONS:
            continue
        try:
            sheets = read_tables(name, bundle.read(name))
        except Unreadable as error:
            kind = "too_many_rows" if error.kind == "too_many_rows" else "unreadable"
            unreadable.append(Fault(kind, name, row=error.row, detail=error.kind))
            continue
        for sheet, table in sheets.items():
            yield name, sheet if extension in ("xlsx", "ods") else "", table


def _choose(
    name: TableName, read: list[tuple[str, str, Table]], faults: list[Fault]
) -> FoundTable | None:
    candidates = [
        FoundTable(table, recognise(name, table.columns, file=file, sheet=sheet))
        for file, sheet, table in read
    ]
    fit = [each for each in candidates if each.likeness[0] or each.likeness[1] >= _FEWEST_COLUMNS]
    fit.sort(key=lambda each: each.likeness, reverse=True)
    if len(fit) > 1 and fit[0].likeness == fit[1].likeness:
        faults.append(fit[1].mapping.fault("ambiguous_table", detail=name))
    return fit[0] if fit else None


def _may_hold(name: str, file: str) -> bool:
    """Say whether an unreadable file may be the table, so that it isn't said to be missing too."""
    path = PurePosixPath(file.lower())
    words = (word.rstrip("s") for word in fold(path.stem).split())
    return path.suffix in (".xlsx", ".ods") or any(word in name for word in words)


def _faults_of(found: FoundTable) -> Iterator[Fault]:
    mapping = found.mapping
    for column in mapping.missing(required=True):
        yield mapping.fault("missing_column", column=column)
    for column in mapping.missing(required=False):
        yield mapping.fault("missing_optional_column", column=column)
    for column in mapping.doubled:
        yield mapping.fault("doubled_column", column=column)
    for letter in mapping.ignored:
        yield mapping.fault("ignored_column", column=letter)
    for notice in found.table.notices:
        if notice.row is None or notice.row >= found.table.header_row:
            yield mapping.fault(notice.kind, notice.row, detail=str(notice.count))
