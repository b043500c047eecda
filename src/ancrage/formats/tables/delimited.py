"""Delimited text: comma, semicolon or tab, told from the first records."""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from ancrage.formats.errors import Unreadable
from ancrage.formats.tables.table import LONGEST_CELL, Table, build_table

DELIMITERS = (";", ",", "\t")
_SAMPLE = 20
_DECLARED = "sep="  # a first line that Excel writes and does not show


def read_delimited(name: str, text: str, *, most_rows: int) -> Table | None:
    """Return the table in ``text``, or None if it is blank."""
    text = text.removeprefix("\ufeff")
    delimiter, text = _delimiter(text)
    return build_table(name, enumerate(_records(text, delimiter), start=1), most_rows=most_rows)


def _records(text: str, delimiter: str) -> Iterator[list[str]]:
    records = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    while True:
        number += 1
        try:
            yield next(records)
        except StopIteration:
            return
        except csv.Error as error:
            if "field larger" in str(error):
                raise Unreadable("cell_too_long", f"{LONGEST_CELL} allowed", row=number) from None
            raise Unreadable("malformed", "quotes that do not match", row=number) from None


def _delimiter(text: str) -> tuple[str, str]:
    """Return the delimiter and the text that it cuts."""
    first, _, rest = text.partition("\n")
    declared = first.rstrip("\r").casefold().removeprefix(_DECLARED)
    if first.casefold().startswith(_DECLARED) and declared in DELIMITERS:
        return declared, rest
    return max(DELIMITERS, key=lambda delimiter: _evenness(text, delimiter)), text


def _evenness(text: str, delimiter: str) -> tuple[int, int]:
    """Return how many of the first records have the commonest width, and that width."""
    records = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        widths = Counter(len(record) for record in islice(records, _SAMPLE) if len(record) > 1)
    except csv.Error:
        return 0, 0
    return max(((count, width) for width, count in widths.items()), default=(0, 0))
