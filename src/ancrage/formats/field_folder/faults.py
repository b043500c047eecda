"""What is wrong with a folder from the field, line by line.

A fault blocks the import when going on would lose, double or misread something that the team meant
to bring in: it is for them to correct the folder. It only warns when the folder can be read as it
stands and the team may well have meant it so.

Faults never name a person: a cell is not quoted, a file whose name holds a participant's name is
shown by its row, a speaker by the line of the text where the label stands.
"""

from dataclasses import dataclass
from typing import Literal, get_args

Blocks = Literal[
    "empty_folder",
    "missing_table",
    "ambiguous_table",  # two tables may be the one
    "too_many_rows",
    "merged_cells",
    "missing_column",
    "doubled_column",
    "missing_value",
    "bad_date",
    "bad_step",
    "bad_type",
    "bad_nature",
    "bad_duration",
    "unknown_consent",  # left out, it would read as a refusal
    "missing_file",
    "unreadable",
    "doubled_identifier",
    "doubled_content",  # the same text under two rows: one of them is wrong
    "doubled_person",
    "person_without_interview",
]
Warns = Literal[
    "missing_optional_column",
    "ignored_column",
    "file_without_row",
    "interview_without_person",
    "speaker_not_in_table",
    # what a reader left out of a text: see ancrage.formats.notices
    "control_characters",
    "invisible_characters",
    "tracked_changes",
    "comments",
    "footnotes",
    "external_links",
    "images",
    "embedded_files",
    "page_headers",
    "pages_without_text",
]
KINDS: frozenset[str] = frozenset(get_args(Blocks) + get_args(Warns))
_BLOCKING: frozenset[str] = frozenset(get_args(Blocks))


@dataclass(frozen=True)
class Fault:
    """One thing wrong, and where.

    Attributes
    ----------
    kind : str
        One of :data:`KINDS`.
    file : str
        Name of the table or text; empty if that would name a participant.
    sheet : str
        Name of the sheet in a workbook.
    row : int or None
        Row of the table, as a spreadsheet numbers it.
    column : str
        Name of the expected column, or letter of a column that was not expected.
    detail : str
        Why a file is unreadable (a kind of :class:`~ancrage.formats.errors.Unreadable`), which
        table is missing, which interview is doubled, how many changes were tracked.
    other_row : int or None
        Row of the same table that this one doubles.
    line : int or None
        Line of the text.
    table : str
        Name of the table that holds the row, where ``file`` is the text that the row names; empty
        if that would name a participant.
    """

    kind: str
    file: str = ""
    sheet: str = ""
    row: int | None = None
    column: str = ""
    detail: str = ""
    other_row: int | None = None
    line: int | None = None
    table: str = ""

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"Unknown kind of fault ({self.kind}).")

    @property
    def blocking(self) -> bool:
        """Whether the folder must be corrected before anything is imported."""
        return self.kind in _BLOCKING
