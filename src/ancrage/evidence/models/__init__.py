"""The models of the room, one noun a file."""

from ancrage.evidence.models.finding import (
    EvidenceLink,
    Finding,
    FindingHypothesis,
    FindingKind,
    RemovedEvidence,
)
from ancrage.evidence.models.upward import Lead, Recommendation, Stake

__all__ = [
    "EvidenceLink",
    "Finding",
    "FindingHypothesis",
    "FindingKind",
    "Lead",
    "Recommendation",
    "RemovedEvidence",
    "Stake",
]
