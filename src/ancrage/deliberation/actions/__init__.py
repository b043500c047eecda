"""What holding debates does, one noun a file."""

from ancrage.deliberation.actions.bringing import bring_invitation, bring_links, bring_state
from ancrage.deliberation.actions.cards import print_cards, type_card
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
from ancrage.deliberation.actions.invitations import (
    Answered,
    answer_invitation,
    change_channel,
    hand_over,
    invite_everyone,
    people_met,
    record_attendance,
    renew_invitation,
    send_invitation,
)
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
    "Answered",
    "NotPossible",
    "TooEarly",
    "WithdrawnFinding",
    "add_item",
    "answer_invitation",
    "bear_finding",
    "bring_invitation",
    "bring_links",
    "bring_state",
    "change_channel",
    "change_debated",
    "change_item",
    "change_meeting",
    "change_reaction",
    "cite_reaction",
    "close_meeting",
    "debate_findings",
    "hand_over",
    "invite_everyone",
    "open_meeting",
    "people_met",
    "print_cards",
    "record_attendance",
    "record_meeting",
    "record_reaction",
    "remove_debated",
    "remove_item",
    "remove_meeting",
    "remove_reaction",
    "renew_invitation",
    "reopen_meeting",
    "send_invitation",
    "shift_debated",
    "shift_item",
    "type_card",
    "withdraw_debated",
    "write_up",
]
