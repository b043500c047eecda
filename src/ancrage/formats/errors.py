"""What a reader says when it cannot read a file."""

from typing import Literal, get_args

Kind = Literal[
    # any file
    "empty",  # nothing in it
    "wrong_type",  # the name claims one format, the bytes are another
    "unsupported",  # a format that is not read
    "legacy_format",  # Word or Excel 97-2003
    "encrypted",
    "truncated",
    "malformed",
    "doctype",  # an XML part declares a DOCTYPE or an entity
    "encoding",  # text that is neither UTF-8 nor UTF-16 with its mark; may be tried as cp1252
    "no_text",  # a scan
    "too_big",
    "too_long",  # to read
    "crashed",
    # archives
    "bomb",
    "unsafe_name",
    "doubled_name",
    "symlink",
    "too_many_members",
    # tables
    "too_many_rows",
    "too_many_columns",
    "cell_too_long",
]
KINDS: frozenset[str] = frozenset(get_args(Kind))


class Unreadable(Exception):
    """A file that cannot be read, and why.

    Attributes
    ----------
    kind : str
        One of :data:`KINDS`. Rooms above word a message from it.
    detail : str
        English, for developers. It never holds the content or the name of a file, since either may
        name a person and details end up in logs.
    row : int or None
        Row of a table, as a spreadsheet numbers it.
    """

    def __init__(self, kind: Kind, detail: str = "", *, row: int | None = None) -> None:
        super().__init__(f"{kind}: {detail}" if detail else kind)
        self.kind: Kind = kind
        self.detail = detail
        self.row = row
