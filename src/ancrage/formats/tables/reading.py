"""Read a workbook of any format."""

from pathlib import PurePosixPath

from ancrage.formats.characters import decode
from ancrage.formats.content_types import content_of, extension, ole_refusal
from ancrage.formats.errors import Unreadable
from ancrage.formats.tables.delimited import read_delimited
from ancrage.formats.tables.table import MOST_ROWS, Table

EXTENSIONS = frozenset({"csv", "ods", "tsv", "xlsx"})
_CLAIMS = {"csv": "text", "tsv": "text", "txt": "text", "xlsx": "xlsx", "ods": "ods"}


def read_workbook(
    name: str, data: bytes, *, encoding: str | None = None, most_rows: int = MOST_ROWS
) -> dict[str, Table]:
    """Return the tables of a csv, xlsx or ods file by name: of the sheet, or of the csv file.

    Parameters
    ----------
    name : str
        File name; its extension must not claim another format than the bytes hold.
    data : bytes
        Content of the file.
    encoding : {'utf-8', 'utf-16', 'cp1252'}, optional
        Encoding of a csv file without a byte order mark. UTF-8 unless told.
    most_rows : int
        Rows that a table may have under its headings.

    Raises
    ------
    Unreadable
        With the ``kind`` that says why; ``empty`` if no sheet holds anything.
    """
    content = content_of(data)
    if content == "ole":
        raise ole_refusal(data)
    if _CLAIMS.get(extension(name), content) != content:
        raise Unreadable("wrong_type", f"named {extension(name)}, holds {content}")
    if content == "text":
        stem = PurePosixPath(name).stem
        table = read_delimited(stem, decode(data, encoding), most_rows=most_rows)
        tables = {stem: table} if table else {}
    elif content in ("xlsx", "ods"):
        from ancrage.formats.tables.spreadsheet import read_sheets

        tables = read_sheets(data, most_rows=most_rows)
    else:
        raise Unreadable("unsupported", f"holds {content}")
    if not tables:
        raise Unreadable("empty", "no table")
    return tables
