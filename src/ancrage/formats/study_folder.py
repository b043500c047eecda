"""A whole study as tables, Markdown and texts in a folder.

``docs/reference/dossier-etude.md`` describes the tables. Rooms read their own tables from a
``StudyFolder`` and add faults to it; whoever opened the folder decides what to do with them.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TypeVar

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
        if not self[column]:
            raise Unfit("missing_value", column)
        return self[column]

    def integer(self, column: str) -> int:
        """Return a whole number, zero or more."""
        if not self[column].isdecimal():
            raise Unfit("not_a_number", column)
        return int(self[column])

    def day(self, column: str) -> date:
        """Return a day written ``2016-03-21``."""
        try:
            return date.fromisoformat(self[column])
        except ValueError as error:
            raise Unfit("bad_date", column) from error

    def one_of(self, column: str, values: Iterable[str], *, kind: str) -> str:
        """Return a cell that holds one of ``values``; another one is a fault of this ``kind``."""
        if self[column] not in values:
            raise Unfit(kind, column)
        return self[column]

    def named(self, column: str, things: Mapping[str, Thing], *, kind: str = "") -> Thing:
        """Return the thing that the cell names; an unknown one is ``unknown_`` and the column."""
        if self[column] not in things:
            raise Unfit(kind or f"unknown_{column}", column)
        return things[self[column]]


@dataclass
class StudyFolder:
    """The folder being read, and the faults met on the way."""

    path: Path
    faults: list[Fault] = field(default_factory=list)

    def rows(self, table: str) -> list[Row]:
        """Return the rows of ``table``.csv; none if the file is absent."""
        name = f"{table}.csv"
        content = self.text(name)
        return list(_rows(name, content)) if content is not None else []

    def text(self, name: str) -> str | None:
        """Return a text file of the folder in UTF-8, or ``None`` if it is absent."""
        file = self.path / name
        try:
            return file.read_text(encoding="utf-8-sig")
        except FileNotFoundError:
            return None
        except UnicodeDecodeError:
            self.faults.append(Fault("encoding", name))
            return None

    def missing(self, name: str, *, kind: str = "missing_value") -> None:
        """Note that a whole file is absent or can't be taken."""
        self.faults.append(Fault(kind, name))

    def fault(self, kind: str, row: Row, column: str = "") -> None:
        """Note that ``row`` can't be taken as it is."""
        self.faults.append(Fault(kind, row.file, row.number, column))


def _rows(name: str, content: str) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(content, newline=""), strict=True)
    header = [column.strip() for column in next(reader, [])]
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield Row(name, reader.line_num, dict(zip(header, cells, strict=False)))


def write_table(path: Path, columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> None:
    """Write a table that ``StudyFolder.rows`` reads back."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="", extrasaction="raise")
        writer.writeheader()
        writer.writerows(rows)
