"""The declared holders: what, in the rooms above, rests on a row of this one.

A room above declares its holder once, at start-up; ``actions`` asks them all before a finding, a
stake, a lead or a recommendation goes.
"""

from collections.abc import Callable

from ancrage.evidence.models import Finding
from ancrage.evidence.models.upward import Upward

# Names what rests on a row, as people read it (« rapport Villes et vivre ensemble »).
Holder = Callable[[Finding | Upward], list[str]]
_declared: list[Holder] = []


def declare(holder: Holder) -> None:
    """Ask ``holder`` from now on; a holder declared twice is asked once."""
    if holder not in _declared:
        _declared.append(holder)


def what_rests_on(row: Finding | Upward) -> list[str]:
    """Return the names of everything in the rooms above that rests on ``row``."""
    return [name for holder in _declared for name in holder(row)]
