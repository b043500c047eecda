"""Files that a page gives to keep."""

from collections.abc import Iterable, Sequence
from typing import Final

from django.http import HttpResponse

from ancrage.formats.tables import Cell, write_csv

CSV: Final = "text/csv; charset=utf-8"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"  # else Excel reads accents wrong


def spreadsheet_csv(columns: Sequence[str], rows: Iterable[Sequence[Cell]] = ()) -> bytes:
    """Return a table that a French spreadsheet opens by a double click, columns and accents whole.

    Ancrage's own reader takes it too.
    """
    return _BYTE_ORDER_MARK + write_csv(columns, rows, delimiter=";")


def attached(content: bytes | str, media_type: str, name: str) -> HttpResponse:
    """Return a file that the browser saves under ``name``, which holds no quotation mark."""
    disposition = f'attachment; filename="{name}"'
    return HttpResponse(content, media_type, headers={"Content-Disposition": disposition})
