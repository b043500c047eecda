"""Duels between two options, in the shapes that people have them in, and which to ask next."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import ceil
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from ancrage.methods.ballots.errors import BadBallot, NotACount, NotATable
from ancrage.methods.ballots.rankings import Option
from ancrage.methods.ballots.reading import LARGEST, numbered, options_of

SHARE_OF_FIRST: Final[Mapping[Any, float]] = {"first": 1.0, "second": 0.0, "equal": 0.5}
SKIP: Final = "skip"


@dataclass(frozen=True)
class Duels:
    """Duels by the places of their options.

    Attributes
    ----------
    options : list of option
    first, second : ndarray of int
        Places in ``options``.
    share : ndarray of float
        What the first one won.
    times : ndarray of float
        How often.
    rows : ndarray of int
        Where each stood among those given, skipped ones included.
    """

    options: list[Option]
    first: NDArray[np.int64]
    second: NDArray[np.int64]
    share: NDArray[np.float64]
    times: NDArray[np.float64]
    rows: NDArray[np.int64]

    @property
    def asked(self) -> int:
        """How many duels were answered."""
        return int(self.times.sum())

    @property
    def seen(self) -> set[Option]:
        """The options that met another one."""
        return {self.options[place] for place in np.union1d(self.first, self.second)}

    def wins(self, weights: NDArray[Any] | float = 1.0) -> NDArray[np.float64]:
        """Return how often each option (row) beat each other (column)."""
        count, times = len(self.options), self.times * weights
        cells = count * count
        won = np.bincount(self.first * count + self.second, times * self.share, cells)
        lost = np.bincount(self.second * count + self.first, times * (1 - self.share), cells)
        return np.asarray(won + lost, dtype=np.float64).reshape(count, count)


def read_duels(duels: Any, options: Iterable[Option] | None) -> Duels:
    """Read duels; :func:`ancrage.methods.ballots.strengths` says in which shapes."""
    if isinstance(duels, np.ndarray):
        if duels.ndim == 2 and duels.shape[0] == duels.shape[1]:
            return _from_matrix(duels, options)
        duels = duels.tolist()
    times: list[float] | None = None
    if isinstance(duels, Mapping):
        duels, times = list(duels), [_times(count) for count in duels.values()]
    duels = [_duel(duel) for duel in duels]
    names = options_of((duel[:2] for duel in duels), options)
    place = {option: number for number, option in enumerate(names)}
    rows = [row for row, duel in enumerate(duels) if duel[2] is not None]
    return Duels(
        names,
        np.array([place[duels[row][0]] for row in rows], dtype=np.int64),
        np.array([place[duels[row][1]] for row in rows], dtype=np.int64),
        np.array([duels[row][2] for row in rows], dtype=np.float64),
        np.array([times[row] if times else 1.0 for row in rows], dtype=np.float64),
        np.array(rows, dtype=np.int64),
    )


def _duel(duel: Any) -> tuple[Option, Option, float | None]:
    if isinstance(duel, str) or not isinstance(duel, Sequence) or len(duel) not in (2, 3):
        raise NotATable(f"Not two options and perhaps an outcome: {duel!r}.", duel)
    first, second, *outcome = duel
    if first == second:
        raise BadBallot(f"An option can't meet itself: {first!r}.", duel)
    return first, second, _share(outcome[0]) if outcome else 1.0


def _share(outcome: Any) -> float | None:
    """Return what the first option won, None for a duel that was skipped."""
    if isinstance(outcome, str):
        if outcome == SKIP:
            return None
        if outcome in SHARE_OF_FIRST:
            return SHARE_OF_FIRST[outcome]
    elif outcome in SHARE_OF_FIRST.values():
        return float(outcome)
    raise BadBallot(
        f"Unknown outcome: {outcome!r}; it is 'first', 'second', 'equal', 'skip', 1, 0 or 0.5.",
        outcome,
    )


def _from_matrix(wins: NDArray[Any], options: Iterable[Option] | None) -> Duels:
    names = numbered(len(wins), options)
    first, second = np.nonzero(wins)
    times = [_times(count) for count in wins[first, second].tolist()]
    if (first == second).any():
        option = names[first[first == second][0]]
        raise BadBallot(f"An option can't meet itself: {option!r}.", option)
    return Duels(
        names,
        first,
        second,
        np.ones(len(times)),
        np.array(times, dtype=float),
        np.arange(len(times)),
    )


def _times(count: Any) -> float:
    """Return how often something was won; halves are allowed."""
    if not isinstance(count, int | float | np.number) or not 0 <= count <= LARGEST:
        raise NotACount(count)
    return float(count)


def next_pair(
    logs: Mapping[Option, float],
    seen: Mapping[frozenset[Option], int],
    *,
    answered: Collection[frozenset[Option]] = (),
    close: float = 0.25,
    seed: int | Sequence[int] = 0,
) -> tuple[Option, Option] | None:
    """Return the duel to ask a participant next: the least seen among the closest.

    Parameters
    ----------
    logs : mapping of option to float
        The strengths as they are known, all 0 at the start.
    seen : mapping of pair to int
        How often anybody answered each pair, a frozenset of two options; 0 if not there.
    answered : collection of pairs
        What this participant already answered.
    close : float
        The share of the pairs, by difference of strength, that are close. Pairs that differ no
        more than the last of them are close too.
    seed : int or sequence of int
        Of this participant. The number of duels already answered is added to it, so that the same
        question comes back until it is answered.

    Returns
    -------
    tuple of two options, or None
        In the order in which to show them; None once every pair was answered.

    Examples
    --------
    >>> seen = {frozenset({"bus", "parc"}): 4}
    >>> sorted(next_pair({"bus": 0.4, "parc": 0.3, "école": -0.7}, seen, close=1, seed=7))
    ['parc', 'école']
    """
    left = [pair for pair in combinations(logs, 2) if frozenset(pair) not in answered]
    if not left:
        return None
    gaps = [abs(logs[a] - logs[b]) for a, b in left]
    widest = sorted(gaps)[max(ceil(close * len(gaps)), 1) - 1]
    near = [pair for pair, gap in zip(left, gaps, strict=True) if gap <= widest]
    fewest = min(seen.get(frozenset(pair), 0) for pair in near)
    rarest = [pair for pair in near if seen.get(frozenset(pair), 0) == fewest]
    chance = np.random.default_rng([*np.atleast_1d(seed).tolist(), len(answered)])
    first, second = rarest[int(chance.integers(len(rarest)))]
    return (first, second) if chance.random() < 0.5 else (second, first)
