"""What writing the evidence chain does: findings, their evidence, what they lead to."""

from ancrage.evidence.actions.findings import (
    change_finding,
    record_finding,
    remove_finding,
    set_stance,
)
from ancrage.evidence.actions.links import (
    AlreadyEvidence,
    add_evidence,
    change_evidence,
    remove_evidence,
    restore_evidence,
    shift_evidence,
)
from ancrage.evidence.actions.numbers import SomethingRestsOnIt
from ancrage.evidence.actions.upward import change_upward, record_upward, remove_upward

__all__ = [
    "AlreadyEvidence",
    "SomethingRestsOnIt",
    "add_evidence",
    "change_evidence",
    "change_finding",
    "change_upward",
    "record_finding",
    "record_upward",
    "remove_evidence",
    "remove_finding",
    "remove_upward",
    "restore_evidence",
    "set_stance",
    "shift_evidence",
]
