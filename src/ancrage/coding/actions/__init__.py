"""What reading does: keep the codebook, put codes on passages, write memos."""

from ancrage.coding.actions.codebook import (
    CodeCycle,
    CodeInUse,
    change_code,
    create_code,
    delete_code,
    merge_codes,
    shift_code,
)
from ancrage.coding.actions.codings import apply_codes, remove_coding, restore_coding
from ancrage.coding.actions.marking import (
    mark,
    passage_of_words,
    words_to_cite,
    write_memo_on_words,
)
from ancrage.coding.actions.memos import change_memo, remove_memo, write_memo

__all__ = [
    "CodeCycle",
    "CodeInUse",
    "apply_codes",
    "change_code",
    "change_memo",
    "create_code",
    "delete_code",
    "mark",
    "merge_codes",
    "passage_of_words",
    "remove_coding",
    "remove_memo",
    "restore_coding",
    "shift_code",
    "words_to_cite",
    "write_memo",
    "write_memo_on_words",
]
