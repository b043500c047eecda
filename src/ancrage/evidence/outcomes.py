"""What came of leads in the rooms above: who told them, told once, at start-up.

The pages of the chain show it beside what they already know, and link to it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from ancrage.evidence.models import Lead


@dataclass(frozen=True)
class Outcome:
    """Something done, or to be done: « Fiche action 3, Arras », its title, where it stands."""

    name: str
    title: str
    state: str | Promise
    url: str


# Returns what came of some leads, as far as a person may see it, in a constant number of queries.
Teller = Callable[[Iterable[Lead], Any], list[Outcome]]
_declared: list[Teller] = []


def declare(teller: Teller) -> None:
    """Ask ``teller`` from now on; a teller declared twice is asked once."""
    if teller not in _declared:
        _declared.append(teller)


def what_came_of(leads: Iterable[Lead], user: Any) -> list[Outcome]:
    """Return everything that came of ``leads`` and that ``user`` may see."""
    chosen = list(leads)
    return [outcome for teller in _declared for outcome in teller(chosen, user)]
