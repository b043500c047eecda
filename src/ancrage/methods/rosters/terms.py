"""The words that the problem, its faults and its rules share."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple

VISIT_DAYS: Final = 2
TEAM_SIZE: Final = 4
TEAMS: Final = 2
STARTS: Final = range(4)  # a visit of two days starts from Monday to Thursday


class Group(StrEnum):
    """Whom a person speaks for, named as in the instance files."""

    COORDINATOR = "Odas"
    STATE = "CGET"
    VOLUNTEER = "Vol"


DEFAULT_MAXIMA: Final = {Group.COORDINATOR: 8, Group.STATE: 8, Group.VOLUNTEER: 4}


class Slot(NamedTuple):
    """Two consecutive days of one working week, by the first one."""

    week: int
    day: int

    @property
    def first_day(self) -> int:
        """Count days from the first Monday of the period."""
        return 7 * self.week + self.day


Detail = Slot | Group | str | int


@dataclass(frozen=True, order=True)
class Rule:
    """One hard rule, for one person or one site.

    ``id`` is stable: H1 one date a site; H2 a date of the host; H3 two teams, each with every
    group; H4 four people a team; H5 never one's own site; H6 one team a person on a site; H7
    present on both days; H8 no overlap; H9 at most so many visits; H10 locks. ``detail`` depends
    on it: the slots of H2 and H7, the group of H3, the size of H4, the home of H5, the maximum
    of H9, the rest of the lock of H10.
    """

    id: str
    subject: str
    detail: tuple[Detail, ...] = ()


@dataclass(frozen=True)
class Fault:
    """Something wrong in the data of a problem; ``subject`` names the person or the site."""

    kind: str
    subject: str
    detail: tuple[Detail, ...] = ()
    rules: tuple[Rule, ...] = ()


class BadProblem(ValueError):
    """The data can't be a problem; ``faults`` says everything that is wrong with it."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(f"{fault.kind}: {fault.subject}" for fault in faults))


class Impossible(Exception):
    """No plan can respect every rule: proved."""


class Undecided(Exception):
    """No plan was found in the time given, and none was proved impossible."""


class SolverMissing(RuntimeError):
    """OR-Tools is not installed: nothing can be proved without it."""
