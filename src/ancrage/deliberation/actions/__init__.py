"""What holding debates does, one noun a file."""

from ancrage.deliberation.actions.closing import close_meeting, reopen_meeting, write_up
from ancrage.deliberation.actions.debated import (
    AlreadyDebated,
    change_debated,
    debate_findings,
    remove_debated,
    shift_debated,
    withdraw_debated,
)
from ancrage.deliberation.actions.evidence import bear_finding, cite_reaction
from ancrage.deliberation.actions.meetings import (
    NotPossible,
    TooEarly,
    change_meeting,
    open_meeting,
    record_meeting,
    remove_meeting,
)
from ancrage.deliberation.actions.programme import (
    add_item,
    change_item,
    remove_item,
    shift_item,
)
from ancrage.deliberation.actions.reactions import (
    AlreadyTyped,
    AlreadyWritten,
    WithdrawnFinding,
    change_reaction,
    record_reaction,
    remove_reaction,
)

__all__ = [
    "AlreadyDebated",
    "AlreadyTyped",
    "AlreadyWritten",
    "NotPossible",
    "TooEarly",
    "WithdrawnFinding",
    "add_item",
    "bear_finding",
    "change_debated",
    "change_item",
    "change_meeting",
    "change_reaction",
    "cite_reaction",
    "close_meeting",
    "debate_findings",
    "open_meeting",
    "record_meeting",
    "record_reaction",
    "remove_debated",
    "remove_item",
    "remove_meeting",
    "remove_reaction",
    "reopen_meeting",
    "shift_debated",
    "shift_item",
    "withdraw_debated",
    "write_up",
]
