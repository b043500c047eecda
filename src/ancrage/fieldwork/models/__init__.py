"""The models of the room, one noun a file."""

from ancrage.fieldwork.models.batch import ImportBatch
from ancrage.fieldwork.models.guides import Guide, GuideQuestion
from ancrage.fieldwork.models.interview import ActorCategory, Interview, Interviewer
from ancrage.fieldwork.models.notes import KeptPack, Notebook, NoteEntry, NoteSheet
from ancrage.fieldwork.models.participant import Consent, Participant, Purpose
from ancrage.fieldwork.models.passage import Passage, said_by
from ancrage.fieldwork.models.preparation import (
    ActorToMeet,
    InventoryItem,
    LogEntry,
    PaperRevision,
    WorkingPaper,
)
from ancrage.fieldwork.models.text import Document, Paragraph, TextVersion, Turn
from ancrage.fieldwork.models.visit_plans import PlanLock, VisitPlan
from ancrage.fieldwork.models.visitors import HostSlot, Visitor, VisitorSlot
from ancrage.fieldwork.models.visits import AgendaItem, Debrief, TeamSeat, Visit

__all__ = [
    "ActorCategory",
    "ActorToMeet",
    "AgendaItem",
    "Consent",
    "Debrief",
    "Document",
    "Guide",
    "GuideQuestion",
    "HostSlot",
    "ImportBatch",
    "Interview",
    "Interviewer",
    "InventoryItem",
    "KeptPack",
    "LogEntry",
    "NoteEntry",
    "NoteSheet",
    "Notebook",
    "PaperRevision",
    "Paragraph",
    "Participant",
    "Passage",
    "PlanLock",
    "Purpose",
    "TeamSeat",
    "TextVersion",
    "Turn",
    "Visit",
    "VisitPlan",
    "Visitor",
    "VisitorSlot",
    "WorkingPaper",
    "said_by",
]
