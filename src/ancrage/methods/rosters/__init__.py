"""Mixed visit teams: who goes where and when, why nobody can, and what to change."""

from ancrage.methods.rosters.checker import Violation, check
from ancrage.methods.rosters.explaining import Conflict, explain, find_conflict
from ancrage.methods.rosters.problem import Locks, Person, Plan, Problem, Weights
from ancrage.methods.rosters.proposing import propose
from ancrage.methods.rosters.repairs import Kind, Repair, Step, repaired, repairs
from ancrage.methods.rosters.roster import Cost, Roster
from ancrage.methods.rosters.terms import (
    BadProblem,
    Fault,
    Group,
    Impossible,
    Rule,
    Slot,
    SolverMissing,
    Undecided,
)

__all__ = [
    "BadProblem",
    "Conflict",
    "Cost",
    "Fault",
    "Group",
    "Impossible",
    "Kind",
    "Locks",
    "Person",
    "Plan",
    "Problem",
    "Repair",
    "Roster",
    "Rule",
    "Slot",
    "SolverMissing",
    "Step",
    "Undecided",
    "Violation",
    "Weights",
    "check",
    "explain",
    "find_conflict",
    "propose",
    "repaired",
    "repairs",
]
