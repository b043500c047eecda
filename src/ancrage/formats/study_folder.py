"""A whole study as tables, Markdown and texts in a folder.

``docs/reference/dossier-etude.md`` describes the tables. Rooms read their own tables from a
``StudyFolder`` and add faults to it; whoever opened the folder decides what to do with them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final, TypeVar

from ancrage.formats.characters import clean, decode
from ancrage.formats.errors import Unreadable
from ancrage.formats.tables import Cell, read_workbook, write_csv

MOST_ROWS: Final = 1_000_000
MOST_DIGITS: Final = 9
Thing = TypeVar("Thing")


@dataclass(frozen=True)
class Fault:
    """Something that stands in the way, at a row of a file. Never holds a person's name."""

    kind: str
    file: str
    row: int | None = None
    column: str = ""


class Unfit(Exception):
    """A row can't be taken as it is: ``kind`` names the fault, ``column`` the cell."""

    def __init__(self, kind: str, column: str = "") -> None:
        self.kind = kind
        self.column = column
        super().__init__(f"{column}: {kind}")


@dataclass(frozen=True)
class Row:
    """A row of a table; ``number`` is its line as a person sees it in a spreadsheet."""

    file: str
    number: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        """Return the trimmed cell, empty if the column is absent."""
        return self.cells.get(column, "").strip()

    def _given(self, column: str) -> str:
        """Return a cell whose column may not be absent."""
        if column not in self.cells:
            raise Unfit("missing_column", column)
        return self[column]

    def many(self, column: str) -> list[str]:
        """Return the items of a cell that holds a list separated by semicolons."""
        return [item.strip() for item in self[column].split(";") if item.strip()]

    def needed(self, column: str) -> str:
        """Return a cell that may not be empty.

        Raises
        ------
        Unfit
            ``missing_value`` where it is; the methods below raise it too, each for its own fault.
        """
        if not self._given(column):
            raise Unfit("missing_value", column)
        return self[column]

    def integer(self, column: str) -> int:
        """Return a whole number, zero or more, that a database holds."""
        if not self._given(column).isdecimal():
            raise Unfit("not_a_number", column)
        if len(self[column]) > MOST_DIGITS:
            raise Unfit("number_too_big", column)
        return int(self[column])

    def day(self, column: str) -> date:
        """Return a day written ``2016-03-21``."""
        try:
            return date.fromisoformat(self._given(column))
        except ValueError as error:
            raise Unfit("bad_date", column) from error

    def one_of(self, column: str, values: Iterable[str], *, kind: str) -> str:
        """Return a cell that holds one of ``values``; another one is a fault of this ``kind``."""
        if self._given(column) not in values:
            raise Unfit(kind, column)
        return self[column]

    def named(self, column: str, things: Mapping[str, Thing], *, kind: str = "") -> Thing:
        """Return the thing that the cell names; an unknown one is ``unknown_`` and the column."""
        if self._given(column) not in things:
            raise Unfit(kind or f"unknown_{column}", column)
        return things[self[column]]


@dataclass
class StudyFolder:
    """The folder being read, and the faults met on the way."""

    path: Path
    faults: list[Fault] = field(default_factory=list)

    def rows(self, table: str) -> list[Row]:
        """Return the rows of ``table``.csv; none if the file is absent or can't be read."""
        name = f"{table}.csv"
        content = self._content(name)
        if content is None:
            return []
        try:
            tables = read_workbook(name, content, most_rows=MOST_ROWS)
        except Unreadable as error:
            if error.kind != "empty":
                self.faults.append(Fault(error.kind, name, error.row))
            return []
        return [
            Row(name, number, cells)
            for each in tables.values()
            for number, cells in each.records()
            if not self._strays(name, number, cells)
        ]

    def text(self, name: str) -> str | None:
        """Return a text file of the folder, clean, or ``None`` if it is absent or can't be read."""
        content = self._content(name)
        if content is None:
            return None
        try:
            return clean(decode(content)).text
        except Unreadable as error:
            self.missing(name, kind=error.kind)
            return None

    def _content(self, name: str) -> bytes | None:
        try:
            return (self.path / name).read_bytes()
        except FileNotFoundError:
            return None
        except OSError:
            self.missing(name, kind="unreadable")
            return None

    def _strays(self, name: str, number: int, cells: Mapping[str, str]) -> bool:
        """Note a row with a cell under no heading: a comma that no quotation mark holds."""
        stray = bool(cells.get(""))
        if stray:
            self.faults.append(Fault("stray_cell", name, number))
        return stray

    def missing(self, name: str, *, kind: str = "missing_value") -> None:
        """Note that a whole file is absent or can't be taken."""
        self.faults.append(Fault(kind, name))

    def fault(self, kind: str, row: Row, column: str = "") -> None:
        """Note that ``row`` can't be taken as it is; a column that is absent is noted once."""
        number = None if kind == "missing_column" else row.number
        fault = Fault(kind, row.file, number, column)
        if fault not in self.faults or number is not None:
            self.faults.append(fault)


def write_table(path: Path, columns: Sequence[str], rows: Iterable[Mapping[str, Cell]]) -> None:
    """Write a table that ``StudyFolder.rows`` reads back, harmless in a spreadsheet too."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = ([row.get(column) for column in columns] for row in rows)
    path.write_bytes(write_csv(columns, lines))
