"""Strengths from duels: the Bradley-Terry model."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from ancrage.methods.ballots.duels import Duels, read_duels
from ancrage.methods.ballots.errors import NotATable, NotConverged
from ancrage.methods.ballots.rankings import Option, Ranking, why_no_result

TOLERANCE: Final = 1e-8
ROUGH: Final = 1e-3  # for intervals: what is left after such a step is about its square
STEPS: Final = 1000
SAME: Final = 1e-6  # a difference well above what the last step leaves


@dataclass(frozen=True, kw_only=True)
class Strengths(Ranking):
    """Options by strength; those that met no other one have no rank.

    Attributes
    ----------
    logs : mapping of option to float
        Logarithms of the strengths, best first; they add up to 0. An option as far above another
        as log 3 is expected to win three duels out of four.
    intervals : mapping of option to (float, float), or None
        Where each logarithm lies in the middle 90 % of the resamples, None without participants.
    duels : int
        How many were counted; those skipped are not.
    """

    logs: Mapping[Option, float]
    intervals: Mapping[Option, tuple[float, float]] | None
    duels: int

    @property
    def groups(self) -> list[list[Option]]:
        """Options that are not told apart, best first: an interval of one touches the next."""
        if self.intervals is None:
            return overlapping(_points(self.logs))
        return overlapping(self.intervals)


def strengths(
    duels: Any,
    *,
    options: Iterable[Option] | None = None,
    participants: Sequence[Hashable] | None = None,
    resamples: int = 200,
    seed: int = 0,
    level: float = 0.9,
    alpha: float = 0.01,
) -> Strengths:
    """Estimate how strong options are from duels between two of them.

    Option A beats B with probability a / (a + b), where a and b are their strengths. The most
    likely strengths are found by damped Newton steps, until no logarithm moves by 1e-8.

    Parameters
    ----------
    duels : iterable of (winner, loser) or (first, second, outcome), mapping, or ndarray
        The outcome is ``'first'``, ``'second'``, ``'equal'`` (half a win each) or ``'skip'``; or
        what the first option won: 1, 0 or 0.5. A mapping says how often the first of a pair beat
        the second. A square array says how often the row beat the column; an array of another
        shape holds one duel a row.
    options : iterable, optional
        Every option. Without it, those that are named, else 0, 1, …
    participants : sequence, optional
        Who answered each duel. Intervals are computed if it is given, by drawing as many
        participants again, each with all their duels.
    resamples, seed, level : int, int, float
        How many draws, from which seed, and the share of them that an interval covers.
    alpha : float
        Wins that each option is given against each other one, so that one which won all its duels
        keeps a finite strength.

    Raises
    ------
    BadBallot, NotACount, UnknownOption, NotATable
        With the duel that can't be counted.
    NotConverged
        If strengths still move after a thousand steps.

    References
    ----------
    .. [1] Bradley, R. A. and Terry, M. E. (1952). Rank analysis of incomplete block designs: the
       method of paired comparisons. Biometrika 39, 324-345.
    .. [2] Sun, T. and Tran-Dinh, Q. (2019). Generalized self-concordant functions: a recipe for
       Newton-type methods. Mathematical Programming 178, 145-213.

    Examples
    --------
    >>> result = strengths([("parc", "bus"), ("parc", "école"), ("école", "bus", "equal")])
    >>> result.ranks
    {'parc': 1, 'bus': 2, 'école': 2}
    >>> abs(sum(result.logs.values())) < 1e-9
    True
    """
    if not alpha > 0:
        raise ValueError(f"alpha must be above 0: {alpha}.")
    read = read_duels(duels, options)
    logs = fit(read.wins() + alpha)
    order = [int(place) for place in np.argsort(-logs, kind="stable")]
    spans = None
    if participants is not None:
        draws = _resample(read, _numbered(participants, duels), logs, alpha, resamples, seed)
        low, high = np.quantile(draws, [(1 - level) / 2, (1 + level) / 2], axis=0)
        spans = {read.options[place]: (float(low[place]), float(high[place])) for place in order}
    by_strength = {read.options[place]: float(logs[place]) for place in order}
    return Strengths(
        ranks=_ranks(by_strength, read),
        no_result=why_no_result(len(read.options), read.asked),
        logs=by_strength,
        intervals=spans,
        duels=read.asked,
    )


def fit(
    wins: NDArray[np.float64],
    start: NDArray[np.float64] | None = None,
    tolerance: float = TOLERANCE,
) -> NDArray[np.float64]:
    """Return the logarithms of strength, of mean 0, that make the wins the most likely.

    Every entry off the diagonal is above 0. The length of each step is the one that is sure to
    come closer, wherever it starts from.
    """
    count = len(wins)
    wins = np.where(np.eye(count, dtype=bool), 0.0, wins)
    met, won = wins + wins.T, wins.sum(axis=1)
    logs = np.zeros(count) if start is None else start
    for _ in range(STEPS if count > 1 else 0):
        strength = np.exp(logs)
        chance = strength[:, None] / (strength[:, None] + strength)
        weights = met * chance * chance.T
        degrees = weights.sum(axis=1)
        # The constant lifts the direction that changes nothing: adding the same to every log.
        laplacian = np.diag(degrees) - weights + degrees.mean() / count
        step = np.linalg.solve(laplacian, won - (met * chance).sum(axis=1))
        spread = float(np.ptp(step))
        step *= np.log1p(spread) / spread if spread else 1.0
        logs = logs + step
        logs -= logs.mean()
        if np.abs(step).max() < tolerance:
            return logs
    if count > 1:
        raise NotConverged(f"Strengths still move after {STEPS} steps.")
    return logs


def overlapping(spans: Mapping[Option, tuple[float, float]]) -> list[list[Option]]:
    """Group options so that intervals of different groups never overlap, the highest first.

    Examples
    --------
    >>> overlapping({"a": (2, 3), "b": (0, 1), "c": (0.5, 2), "d": (-2, -1)})
    [['a', 'c', 'b'], ['d']]
    """
    groups: list[list[Option]] = []
    lowest = np.inf
    for option in sorted(spans, key=lambda option: spans[option][1], reverse=True):
        low, high = spans[option]
        if high >= lowest:
            groups[-1].append(option)
        else:
            groups.append([option])
        lowest = min(lowest, low) if high >= lowest else low
    return groups


def _points(logs: Mapping[Option, float]) -> dict[Option, tuple[float, float]]:
    return {option: (log, log + SAME) for option, log in logs.items()}


def _ranks(logs: Mapping[Option, float], read: Duels) -> dict[Option, int]:
    met = read.seen
    ranks: dict[Option, int] = {}
    for group in overlapping(_points({o: log for o, log in logs.items() if o in met})):
        rank = len(ranks) + 1
        ranks.update((option, rank) for option in read.options if option in set(group))
    return ranks


def _numbered(participants: Sequence[Hashable], duels: Any) -> NDArray[np.int64]:
    """Return a number for each participant."""
    if isinstance(duels, Mapping) or len(participants) != len(duels):
        raise NotATable("Participants must be named for each duel of a list.", participants)
    number = {person: place for place, person in enumerate(dict.fromkeys(participants))}
    return np.array([number[person] for person in participants], dtype=np.int64)


def _resample(
    read: Duels,
    people: NDArray[np.int64],
    start: NDArray[np.float64],
    alpha: float,
    resamples: int,
    seed: int,
) -> NDArray[np.float64]:
    """Return the logarithms of each resample (row)."""
    chance = np.random.default_rng(seed)
    count = int(people.max(initial=0)) + 1
    draws = np.empty((resamples, len(read.options)))
    for draw in draws:
        drawn = np.bincount(chance.integers(count, size=count), minlength=count)
        draw[:] = fit(read.wins(drawn[people[read.rows]]) + alpha, start, ROUGH)
    return draws
