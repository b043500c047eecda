"""The models of the room, one noun a file."""

from ancrage.fieldwork.models.batch import ImportBatch
from ancrage.fieldwork.models.interview import ActorCategory, Interview, Interviewer
from ancrage.fieldwork.models.participant import Consent, Participant, Purpose
from ancrage.fieldwork.models.passage import Passage, said_by
from ancrage.fieldwork.models.text import Document, Paragraph, TextVersion, Turn

__all__ = [
    "ActorCategory",
    "Consent",
    "Document",
    "ImportBatch",
    "Interview",
    "Interviewer",
    "Paragraph",
    "Participant",
    "Passage",
    "Purpose",
    "TextVersion",
    "Turn",
    "said_by",
]
