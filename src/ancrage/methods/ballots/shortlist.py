"""A shortlist in which every group has its part, beside the plain one."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, TypeAlias

from ancrage.methods.ballots.equal_shares import buy
from ancrage.methods.ballots.errors import NotATable, OverTheCap
from ancrage.methods.ballots.funding import identifier
from ancrage.methods.ballots.purses import Purses
from ancrage.methods.ballots.rankings import NoResult, Option, why_no_result
from ancrage.methods.ballots.reading import read_sheet, whole

Support: TypeAlias = Mapping[Option, Mapping[int, int]]


@dataclass(frozen=True, kw_only=True)
class Shortlist:
    """Options chosen to represent voters, beside those with the most approvals.

    Attributes
    ----------
    chosen : tuple of option
        In the order in which they were chosen.
    completed : tuple of option
        Those among them that equal shares left to the completion (sequential Phragmén).
    plain : tuple of option
        As many options, by approvals alone.
    tied : tuple of option
        The options that have as many approvals as the last plain one, where that order is only
        the one of their identifiers.
    represented : mapping of group to (int, int, int)
        Voters of each group, and how many of them approve at least one option of ``plain``, and
        of ``chosen``. None stands for everybody.
    no_result : NoResult or None
    """

    chosen: tuple[Option, ...]
    completed: tuple[Option, ...]
    plain: tuple[Option, ...]
    tied: tuple[Option, ...]
    represented: Mapping[Hashable, tuple[int, int, int]]
    no_result: NoResult | None

    @property
    def entering(self) -> tuple[Option, ...]:
        """What is chosen and would not be by approvals alone."""
        return tuple(option for option in self.chosen if option not in self.plain)

    @property
    def leaving(self) -> tuple[Option, ...]:
        """What would be chosen by approvals alone, and is not."""
        return tuple(option for option in self.plain if option not in self.chosen)

    @property
    def gains(self) -> dict[Hashable, int]:
        """How many more voters of each group are represented; below 0, how many fewer."""
        return {group: ours - plain for group, (_, plain, ours) in self.represented.items()}


def shortlist(
    ballots: Any,
    places: int,
    *,
    options: Iterable[Option] | None = None,
    groups: Sequence[Hashable] | None = None,
) -> Shortlist:
    """Choose options that represent the groups among voters, from approvals.

    Equal shares where each option costs 1 and each voter holds the same part of ``places``; what
    voters have left then grows until the supporters of one more option can pay for it, and so on
    (sequential Phragmén). An option that nobody approves is never chosen.

    Parameters
    ----------
    ballots : iterable of collections of options, or ndarray of 0 and 1
        What each ballot approves.
    places : int
        How many options to choose.
    options : iterable, optional
        Every option of the ballot.
    groups : sequence, optional
        The group of each ballot, to see who gains; None for a ballot of no group.

    Raises
    ------
    NotACount, UnknownOption, NamedTwice, OverTheCap, NotATable
        With the value that can't be counted.

    References
    ----------
    .. [1] Peters, D. and Skowron, P. (2020). Proportionality and the limits of welfarism. EC 2020.
    .. [2] Brill, M., Freeman, R., Janson, S. and Lackner, M. (2017). Phragmén's voting methods and
       justified representation. AAAI 2017.

    Examples
    --------
    >>> result = shortlist([{"a", "b", "c"}] * 6 + [{"d"}] * 3, 3)
    >>> result.chosen, result.plain, result.gains
    (('a', 'b', 'd'), ('a', 'b', 'c'), {None: 3})
    """
    sheet = read_sheet(ballots, options, rows="options")
    voters = len(sheet.given)
    if sheet.given.size and (most := int(sheet.given.max())) > 1:
        raise OverTheCap(most, 1)
    if groups is not None and len(groups) != voters:
        raise NotATable(f"{len(groups)} groups for {voters} ballots.", groups)
    named = zip(sheet.options, map(dict, sheet.supporters()), strict=True)
    support = {option: voices for option, voices in named if voices}
    order = sorted(support, key=lambda option: (-len(support[option]), identifier(option)))
    plain = tuple(order[: whole(places)])
    purses = Purses(Fraction(whole(places), max(voters, 1)), voters)
    bought = tuple(buy(purses, dict.fromkeys(support, 1), support))
    completed = _phragmen(purses, support, bought, len(plain))
    chosen = (*bought, *completed)
    return Shortlist(
        chosen=chosen,
        completed=completed,
        plain=plain,
        tied=_tied_at_the_end(order, support, len(plain)),
        represented=_represented(support, plain, chosen, groups or [None] * voters),
        no_result=why_no_result(len(sheet.options), voters, voters > 0 and not support),
    )


def _phragmen(
    purses: Purses,
    support: Mapping[Option, Mapping[int, int]],
    taken: Sequence[Option],
    places: int,
) -> tuple[Option, ...]:
    """Return the options that supporters can pay for first while everybody earns the same."""
    left = {option: voters for option, voters in support.items() if option not in taken}
    chosen = []
    for _ in range(places - len(taken)):
        waits = {option: purses.wait(1, voters) for option, voters in left.items()}
        first = min(
            waits, key=lambda option: (waits[option], -len(left[option]), identifier(option))
        )
        purses.earn(waits[first])
        purses.empty(left.pop(first))
        chosen.append(first)
    return tuple(chosen)


def _tied_at_the_end(order: Sequence[Option], support: Support, places: int) -> tuple[Option, ...]:
    if not 0 < places < len(order) or len(support[order[places - 1]]) > len(support[order[places]]):
        return ()
    last = len(support[order[places]])
    return tuple(option for option in order if len(support[option]) == last)


def _represented(
    support: Support,
    plain: Iterable[Option],
    chosen: Iterable[Option],
    groups: Sequence[Hashable],
) -> dict[Hashable, tuple[int, int, int]]:
    by_plain = {voter for option in plain for voter in support[option]}
    by_chosen = {voter for option in chosen for voter in support[option]}
    everybody = range(len(groups))
    members: dict[Hashable, list[int]] = {None: list(everybody)}
    for voter, group in enumerate(groups):
        if group is not None:
            members.setdefault(group, []).append(voter)
    return {
        group: (
            len(voters),
            len(by_plain.intersection(voters)),
            len(by_chosen.intersection(voters)),
        )
        for group, voters in members.items()
    }
