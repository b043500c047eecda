"""The models of the room, one noun a file."""

from ancrage.deliberation.models.meeting import (
    DebatedFinding,
    Invitation,
    Meeting,
    ProgrammeItem,
    Reaction,
)
from ancrage.deliberation.models.priorities import (
    Ballot,
    BallotCode,
    Dissent,
    HandCount,
    PriorityDecision,
    PriorityRound,
    RoundOption,
)
from ancrage.deliberation.models.workshop import Cause, Solution, WorkGroup

__all__ = [
    "Ballot",
    "BallotCode",
    "Cause",
    "DebatedFinding",
    "Dissent",
    "HandCount",
    "Invitation",
    "Meeting",
    "PriorityDecision",
    "PriorityRound",
    "ProgrammeItem",
    "Reaction",
    "RoundOption",
    "Solution",
    "WorkGroup",
]
