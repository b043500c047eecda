"""Files that a page gives to keep."""

from typing import Final

from django.http import HttpResponse

CSV: Final = "text/csv; charset=utf-8"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def attached(content: bytes | str, media_type: str, name: str) -> HttpResponse:
    """Return a file that the browser saves under ``name``, which holds no quotation mark."""
    disposition = f'attachment; filename="{name}"'
    return HttpResponse(content, media_type, headers={"Content-Disposition": disposition})
