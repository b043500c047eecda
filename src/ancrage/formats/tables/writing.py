"""Write tables that a spreadsheet opens without running anything."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ancrage.formats.characters import clean
from ancrage.formats.tables.neutral_cells import neutralise
from ancrage.formats.tables.table import LONGEST_CELL

Cell = str | int | float | Decimal | bool | date | None


@dataclass(frozen=True)
class Sheet:
    """Headings and rows to write."""

    columns: Sequence[str]
    rows: Iterable[Sequence[Cell]]


def write_csv(
    columns: Sequence[str], rows: Iterable[Sequence[Cell]], *, delimiter: str = ","
) -> bytes:
    """Return a csv file in UTF-8, each text cell neutralised."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=delimiter, lineterminator="\n")
    writer.writerow([_text(column) for column in columns])
    writer.writerows([_plain(cell) for cell in row] for row in rows)
    return stream.getvalue().encode()


def write_xlsx(sheets: Mapping[str, Sheet]) -> bytes:
    """Return an xlsx workbook: numbers and dates as such, each text cell neutralised."""
    from openpyxl import Workbook

    pages = {
        name: [[_typed(cell) for cell in row] for row in (sheet.columns, *sheet.rows)]
        for name, sheet in sheets.items()
    }
    workbook = Workbook(write_only=True)
    for name, rows in pages.items():
        page = workbook.create_sheet(name)
        page.freeze_panes = "A2"
        for row in rows:
            page.append(row)
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def _plain(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case str():
            return _text(cell)
        case date():
            return cell.isoformat()
    return str(cell)


def _typed(cell: Cell) -> Cell:
    if not isinstance(cell, str):
        return cell
    text = _text(cell)
    if len(text) > LONGEST_CELL:
        raise ValueError(f"Cell longer ({len(text)}) than a workbook allows ({LONGEST_CELL}).")
    return text


def _text(cell: str) -> str:
    """Return a text clean and neutralised, in this order: what goes may hide an equals sign."""
    return neutralise(clean(cell).text)
