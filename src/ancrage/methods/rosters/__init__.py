"""Mixed visit teams: who goes where and when, why nobody can, and what to change."""

from ancrage.methods.rosters.checker import Violation, check
from ancrage.methods.rosters.dropout import Change, Difference, difference, repair
from ancrage.methods.rosters.explaining import Conflict, explain, find_conflict
from ancrage.methods.rosters.problem import Locks, Person, Plan, Problem, Weights
from ancrage.methods.rosters.proposing import propose
from ancrage.methods.rosters.remedies import Kind, Repair, Step, repaired, repairs
from ancrage.methods.rosters.roster import Cost, Roster
from ancrage.methods.rosters.rules import FIXED_DATE, FIXED_PERSON, FORBIDDEN_PAIR
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
    "FIXED_DATE",
    "FIXED_PERSON",
    "FORBIDDEN_PAIR",
    "BadProblem",
    "Change",
    "Conflict",
    "Cost",
    "Difference",
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
    "difference",
    "explain",
    "find_conflict",
    "propose",
    "repair",
    "repaired",
    "repairs",
]
