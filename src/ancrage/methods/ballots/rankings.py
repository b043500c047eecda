"""What every rule answers: ranks, with ties shown, or why there is no result."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeAlias, TypeVar

Option: TypeAlias = Hashable
_Item = TypeVar("_Item")


class NoResult(StrEnum):
    """Why a count decides nothing."""

    NO_OPTION = "no option"
    ONE_OPTION = "one option"
    NO_BALLOT = "no ballot"
    ALL_BLANK = "all blank"
    NO_BUDGET = "no budget"


@dataclass(frozen=True, kw_only=True)
class Ranking:
    """Options from the first to the last, with their ranks.

    Attributes
    ----------
    ranks : mapping of option to int
        Best first. Options that are equal share a rank, and the next rank is skipped: 1, 2, 2, 4.
        Options of which nothing is known are left out.
    no_result : NoResult or None
        Why nothing is decided, None when something is.
    """

    ranks: Mapping[Option, int]
    no_result: NoResult | None

    @property
    def order(self) -> list[Option]:
        """The options, best first; equal options stand in the order in which they were given."""
        return list(self.ranks)

    @property
    def ties(self) -> list[list[Option]]:
        """The groups of options that share a rank."""
        groups: dict[int, list[Option]] = {}
        for option, rank in self.ranks.items():
            groups.setdefault(rank, []).append(option)
        return [group for group in groups.values() if len(group) > 1]

    def top(self, places: int) -> set[Option]:
        """Return the options that hold one of the first ``places`` for sure.

        A tie that goes beyond the last place gives none of its options a place.
        """
        held = {option for option, rank in self.ranks.items() if rank <= places}
        last = max((self.ranks[option] for option in held), default=0)
        return {o for o in held if len(held) <= places or self.ranks[o] < last}


def ranked(items: Sequence[_Item], key: Callable[[_Item], Any]) -> list[tuple[_Item, int]]:
    """Return the items with the highest ``key`` first, and the ranks from 1 on.

    Examples
    --------
    >>> ranked(["a", "bbb", "cc", "ddd"], len)
    [('bbb', 1), ('ddd', 1), ('cc', 3), ('a', 4)]
    """
    result: list[tuple[_Item, int]] = []
    for place, item in enumerate(sorted(items, key=key, reverse=True), start=1):
        tied = bool(result) and key(result[-1][0]) == key(item)
        result.append((item, result[-1][1] if tied else place))
    return result


def why_no_result(options: int, ballots: int, blank: bool = False) -> NoResult | None:
    """Return why so many options and ballots decide nothing, or None."""
    if not options:
        return NoResult.NO_OPTION
    if blank:
        return NoResult.ALL_BLANK
    if not ballots:
        return NoResult.NO_BALLOT
    return NoResult.ONE_OPTION if options == 1 else None
