"""A table as a person typed it: a line of headings, rows with the numbers a spreadsheet shows."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ancrage.formats.characters import clean
from ancrage.formats.errors import Unreadable
from ancrage.formats.notices import Notice
from ancrage.formats.tables.neutral_cells import restore

MOST_ROWS = 20_000
MOST_COLUMNS = 200
LONGEST_CELL = 32_767


@dataclass(frozen=True)
class Row:
    """One row, its cells in the order of the table's columns.

    ``number`` is the row's in the spreadsheet: headings and blank rows count, a quoted line end in
    a csv file does not.
    """

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A table under one line of headings. Blank rows are left out."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    header_row: int = 1
    notices: tuple[Notice, ...] = ()

    def records(self) -> Iterator[tuple[int, dict[str, str]]]:
        """Yield the number and the cells of each row under their headings.

        Of two columns with the same heading the leftmost counts.
        """
        for row in self.rows:
            cells = zip(reversed(self.columns), reversed(row.cells), strict=True)
            yield row.number, dict(cells)


def build_table(
    name: str,
    numbered: Iterable[tuple[int, list[str]]],
    *,
    most_rows: int = MOST_ROWS,
    notices: tuple[Notice, ...] = (),
) -> Table | None:
    """Return the table that rows of cells make, or None if all are blank.

    The line of headings is the first with two cells filled, so that a title may stand above it; a
    table of one column opens at its first filled cell.

    Raises
    ------
    Unreadable
        ``too_many_rows``, ``too_many_columns`` or ``cell_too_long``.
    """
    counts: Counter[str] = Counter()
    filled: list[Row] = []
    for number, cells in numbered:
        row = Row(number, _cells(number, cells, counts))
        if row.cells:
            filled.append(row)
        if len(filled) > most_rows + 1:
            raise Unreadable("too_many_rows", f"more than {most_rows} rows")
    if not filled:
        return None
    start = next((place for place, row in enumerate(filled) if sum(map(bool, row.cells)) > 1), 0)
    width = max(len(row.cells) for row in filled[start:])
    header, *rows = (Row(row.number, _padded(row.cells, width)) for row in filled[start:])
    found = notices + Notice.counted(**counts)
    return Table(name, header.cells, tuple(rows), header.number, found)


def _cells(number: int, cells: list[str], counts: Counter[str]) -> tuple[str, ...]:
    """Return the cells of a row, clean, without the blank ones at its end."""
    cleaned = [_cell(number, cell, counts) for cell in cells]
    while cleaned and not cleaned[-1]:
        cleaned.pop()
    if len(cleaned) > MOST_COLUMNS:
        raise Unreadable("too_many_columns", f"{len(cleaned)}, {MOST_COLUMNS} allowed", row=number)
    return tuple(cleaned)


def _cell(number: int, cell: str, counts: Counter[str]) -> str:
    if len(cell) > LONGEST_CELL:
        raise Unreadable("cell_too_long", f"{len(cell)}, {LONGEST_CELL} allowed", row=number)
    if not (cell.isascii() and cell.isprintable()):
        cleaned = clean(cell)
        counts.update({notice.kind: notice.count for notice in cleaned.notices})
        cell = cleaned.text
    return restore(cell).strip()


def _padded(cells: tuple[str, ...], width: int) -> tuple[str, ...]:
    return cells + ("",) * (width - len(cells))
