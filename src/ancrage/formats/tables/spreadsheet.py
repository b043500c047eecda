"""Sheets of an xlsx or ods workbook."""

import datetime
import io
import re
from collections.abc import Iterator

from ancrage.formats.errors import Unreadable
from ancrage.formats.notices import Notice
from ancrage.formats.safe_xml import refuse_doctype
from ancrage.formats.tables.table import MOST_COLUMNS, Table, build_table
from ancrage.formats.zip_reading import PACKAGE, open_zip_file, read_member

Value = (
    int
    | float
    | str
    | bool
    | datetime.date
    | datetime.datetime
    | datetime.time
    | datetime.timedelta
)

# A sheet of xlsx is read into a full rectangle: one stray cell far away would take all memory.
_FILLED_CELL = re.compile(
    rb'<(?:\w+:)?c\s[^<>]*?\br="([A-Z]{1,3})(\d{1,7})"[^<>]*(?<!/)>\s*<(?:\w+:)?(?:v|is|f)\b'
)
_SPANNED_CELL = re.compile(rb'table:number-(?:columns|rows)-spanned="(?!1")')
_ENCRYPTED = re.compile(rb"<manifest:encryption-data")


def read_sheets(data: bytes, *, most_rows: int) -> dict[str, Table]:
    """Return the sheets of a workbook that hold something, by name.

    Dates, times and durations become ISO 8601 strings, whole numbers lose their decimals. Merged
    cells are noted with their row, or counted where the format does not tell the row.
    """
    import python_calamine as calamine

    merged = _look_through(data, most_rows)
    tables: dict[str, Table] = {}
    try:
        with calamine.load_workbook(io.BytesIO(data)) as workbook:
            for index, about in enumerate(workbook.sheets_metadata):
                if about.typ != calamine.SheetTypeEnum.WorkSheet:
                    continue
                sheet = workbook.get_sheet_by_index(index)
                notices = (*merged, *_merged(sheet.merged_cell_ranges))
                rows = sheet.to_python(skip_empty_area=False)
                table = build_table(
                    about.name, _numbered(rows), most_rows=most_rows, notices=notices
                )
                if table is not None:
                    tables[about.name] = table
    except calamine.PasswordError:
        raise Unreadable("encrypted", "workbook with a password") from None
    except calamine.CalamineError as error:
        raise Unreadable("malformed", f"workbook: {type(error).__name__}") from None
    return tables


def _look_through(data: bytes, most_rows: int) -> tuple[Notice, ...]:
    """Refuse what the reader would choke on, and count the merged cells of an ods."""
    spanned = 0
    with open_zip_file(data, PACKAGE) as container:
        for info in container.infolist():
            if not info.filename.lower().endswith((".xml", ".rels", ".rdf")):
                continue
            part = read_member(container, info, PACKAGE)
            refuse_doctype(part)
            if info.filename.startswith("xl/worksheets/"):
                _refuse_stray_cells(part, most_rows)
            elif info.filename == "content.xml":
                spanned = len(_SPANNED_CELL.findall(part))
            elif info.filename == "META-INF/manifest.xml" and _ENCRYPTED.search(part):
                raise Unreadable("encrypted", "an encrypted OpenDocument part")
    return Notice.counted(merged_cells=spanned)


def _refuse_stray_cells(part: bytes, most_rows: int) -> None:
    """Refuse a sheet with a filled cell much further than any table goes."""
    for cell in _FILLED_CELL.finditer(part):
        row, column = int(cell[2]), _column_number(cell[1])
        if row > 10 * most_rows:
            raise Unreadable("too_many_rows", "a filled cell far below", row=row)
        if column > 10 * MOST_COLUMNS:
            raise Unreadable("too_many_columns", "a filled cell far to the right", row=row)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _merged(ranges: list[tuple[tuple[int, int], tuple[int, int]]] | None) -> list[Notice]:
    return [Notice("merged_cells", row=start[0] + 1) for start, _ in sorted(ranges or [])]


def _numbered(rows: list[list[Value]]) -> Iterator[tuple[int, list[str]]]:
    for number, row in enumerate(rows, start=1):
        yield number, [_written(value) for value in row]


def _written(value: Value) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case float():
            return str(int(value)) if value.is_integer() else repr(value)
        case datetime.datetime():
            return (value if value.time() != datetime.time() else value.date()).isoformat()
        case datetime.date() | datetime.time():
            return value.isoformat()
        case datetime.timedelta():
            return _duration(value)
    return str(value)


def _duration(value: datetime.timedelta) -> str:
    """Return a duration as ISO 8601 writes it.

    >>> _duration(datetime.timedelta(minutes=90))
    'PT1H30M'
    """
    minutes, seconds = divmod(round(value.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    parts = [
        f"{count}{unit}"
        for count, unit in zip((hours, minutes, seconds), "HMS", strict=True)
        if count
    ]
    return "PT" + ("".join(parts) or "0S")
