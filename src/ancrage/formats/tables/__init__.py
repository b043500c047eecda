"""Tables: csv, xlsx and ods in, csv and xlsx out."""

from ancrage.formats.tables.neutral_cells import neutralise
from ancrage.formats.tables.reading import EXTENSIONS, read_workbook
from ancrage.formats.tables.table import MOST_ROWS, Row, Table
from ancrage.formats.tables.writing import Cell, Sheet, write_csv, write_xlsx

__all__ = [
    "EXTENSIONS",
    "MOST_ROWS",
    "Cell",
    "Row",
    "Sheet",
    "Table",
    "neutralise",
    "read_workbook",
    "write_csv",
    "write_xlsx",
]
