"""What several rows of the field do together. The only room that opens the vault."""

from ancrage.fieldwork.actions.categories import categories_named
from ancrage.fieldwork.actions.checking import Checked, check, check_bundle, check_files
from ancrage.fieldwork.actions.contacts import NotReachable, address_of, seal_contact
from ancrage.fieldwork.actions.conversations import (
    Said,
    add_voice,
    create_interview,
    write_note,
)
from ancrage.fieldwork.actions.debriefs import (
    NotThatTeam,
    OutsideVisit,
    Spoken,
    merge_debrief,
    write_debrief,
)
from ancrage.fieldwork.actions.field_interviews import HELD, NotAnInterview, interview_of
from ancrage.fieldwork.actions.free_text import names_taken_out
from ancrage.fieldwork.actions.guides import (
    GuideSettled,
    NoQuestion,
    add_question,
    bring_guide,
    change_guide,
    change_question,
    move_question,
    open_guide,
    remove_question,
    settle_guide,
)
from ancrage.fieldwork.actions.handing_in import NobodyAgreed, hand_in
from ancrage.fieldwork.actions.imports import (
    NothingDropped,
    NotPossible,
    StillAnchored,
    cancel_import,
    confirm_import,
    recheck_import,
    record_import,
    resume_import,
    start_import,
    undo_import,
)
from ancrage.fieldwork.actions.interviews import (
    change_interview,
    complete_consents,
    link_interviewer,
    record_consents,
)
from ancrage.fieldwork.actions.kept_packs import (
    AlreadySettled,
    NoReason,
    discard_pack,
    take_in_pack,
)
from ancrage.fieldwork.actions.losses import Loss
from ancrage.fieldwork.actions.meeting import (
    Agreement,
    AlreadyMet,
    meet_person,
)
from ancrage.fieldwork.actions.note_entries import (
    HandedIn,
    Jotting,
    NothingNoted,
    NotYours,
    Written,
    jot_down,
    read_sheet,
    type_sheet,
)
from ancrage.fieldwork.actions.notebooks import AnotherNotebook, Receipt, receive, take_notebook
from ancrage.fieldwork.actions.passages import (
    NotCodable,
    NothingSelected,
    Voices,
    assert_codable,
    passage_at,
    voices_between,
    words_at,
)
from ancrage.fieldwork.actions.preparation import (
    SettledEarlier,
    add_to_preparation,
    change_preparation,
    settle_paper,
    write_paper,
)
from ancrage.fieldwork.actions.preparing import prepare
from ancrage.fieldwork.actions.sentences import fault, place, sentence
from ancrage.fieldwork.actions.texts import (
    Correction,
    NotCurrent,
    NothingChanged,
    correct_text,
    edits_between,
    review_version,
)
from ancrage.fieldwork.actions.working import Stopped, check_import, sweep_orphans, write_import
from ancrage.fieldwork.actions.writing import StudyMoved, create_interviews
from ancrage.vault.keys import NotTheseKeys

__all__ = [
    "HELD",
    "Agreement",
    "AlreadyMet",
    "AlreadySettled",
    "AnotherNotebook",
    "Checked",
    "Correction",
    "GuideSettled",
    "HandedIn",
    "Jotting",
    "Loss",
    "NoQuestion",
    "NoReason",
    "NobodyAgreed",
    "NotAnInterview",
    "NotCodable",
    "NotCurrent",
    "NotPossible",
    "NotReachable",
    "NotThatTeam",
    "NotTheseKeys",
    "NotYours",
    "NothingChanged",
    "NothingDropped",
    "NothingNoted",
    "NothingSelected",
    "OutsideVisit",
    "Receipt",
    "Said",
    "SettledEarlier",
    "Spoken",
    "StillAnchored",
    "Stopped",
    "StudyMoved",
    "Voices",
    "Written",
    "add_question",
    "add_to_preparation",
    "add_voice",
    "address_of",
    "assert_codable",
    "bring_guide",
    "cancel_import",
    "categories_named",
    "change_guide",
    "change_interview",
    "change_preparation",
    "change_question",
    "check",
    "check_bundle",
    "check_files",
    "check_import",
    "complete_consents",
    "confirm_import",
    "correct_text",
    "create_interview",
    "create_interviews",
    "discard_pack",
    "edits_between",
    "fault",
    "hand_in",
    "interview_of",
    "jot_down",
    "link_interviewer",
    "meet_person",
    "merge_debrief",
    "move_question",
    "names_taken_out",
    "open_guide",
    "passage_at",
    "place",
    "prepare",
    "read_sheet",
    "receive",
    "recheck_import",
    "record_consents",
    "record_import",
    "remove_question",
    "resume_import",
    "review_version",
    "seal_contact",
    "sentence",
    "settle_guide",
    "settle_paper",
    "start_import",
    "sweep_orphans",
    "take_in_pack",
    "take_notebook",
    "type_sheet",
    "undo_import",
    "voices_between",
    "words_at",
    "write_debrief",
    "write_import",
    "write_note",
    "write_paper",
]
