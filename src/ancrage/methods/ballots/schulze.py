"""The Schulze method: pairwise preferences, compared along their strongest paths."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from ancrage.methods.ballots.errors import NamedTwice, NotACount, NotATable
from ancrage.methods.ballots.rankings import Option, Ranking, ranked, why_no_result
from ancrage.methods.ballots.reading import numbered, options_of, whole, whole_array

Missing: TypeAlias = Literal["last", "unsaid"]
Strength: TypeAlias = Literal["winning votes", "margins"]
UNRANKED = 0


@dataclass(frozen=True, kw_only=True, eq=False)
class Schulze(Ranking):
    """A ranking by strongest paths; rows and columns follow ``options``.

    Attributes
    ----------
    options : tuple of option
        In the order of the matrices.
    preferences : ndarray of int
        How many ballots prefer the row to the column.
    margins : ndarray of int
        ``preferences`` less its transpose.
    paths : ndarray of int
        The strength of the strongest path from the row to the column.
    condorcet_winner : option or None
        The one that more ballots prefer than not, against each other option.
    """

    options: tuple[Option, ...]
    preferences: NDArray[np.int64]
    margins: NDArray[np.int64]
    paths: NDArray[np.int64]
    condorcet_winner: Option | None

    @property
    def undecided(self) -> list[tuple[Option, Option]]:
        """The pairs of options that their paths do not part, whatever their ranks."""
        rows, columns = np.nonzero(np.triu(self.paths == self.paths.T, 1))
        return [(self.options[a], self.options[b]) for a, b in zip(rows, columns, strict=True)]


def schulze(
    ballots: Any,
    *,
    options: Iterable[Option] | None = None,
    weights: Sequence[int] | None = None,
    missing: Missing = "last",
    strength: Strength = "winning votes",
) -> Schulze:
    """Rank options by the Schulze method.

    Parameters
    ----------
    ballots : iterable of rankings, mapping of ranking to int, or ndarray of int
        A ranking lists options from the first to the last, a set holding options that are equal;
        or it maps options to ranks, 1 being the first. A mapping says how many ballots hold each
        ranking. An array, of shape (n_ballots, n_options), holds ranks, 0 where there is none.
    options : iterable, optional
        Every option of the ballot. Without it, those that are named, else 0, 1, …
    weights : sequence of int, optional
        How many ballots each ranking stands for.
    missing : {'last', 'unsaid'}
        Whether options without a rank are tied behind the others, or say nothing.
    strength : {'winning votes', 'margins'}
        What a pairwise win is worth.

    Raises
    ------
    NamedTwice, UnknownOption, NotACount, NotATable
        With the value that can't be counted.

    References
    ----------
    .. [1] Schulze, M. (2011). A new monotonic, clone-independent, reversal symmetric, and
       condorcet-consistent single-winner election method. Social Choice and Welfare 36, 267-303.

    Examples
    --------
    >>> result = schulze({"ABC": 4, "BCA": 3, "CAB": 2})
    >>> result.order, result.condorcet_winner
    (['A', 'B', 'C'], None)
    >>> schulze([["école", {"parc", "bus"}], {"parc": 1, "école": 2}]).ranks
    {'école': 1, 'parc': 1, 'bus': 3}
    """
    if missing not in ("last", "unsaid"):
        raise ValueError(f"missing is 'last' or 'unsaid', not {missing!r}.")
    if strength not in ("winning votes", "margins"):
        raise ValueError(f"strength is 'winning votes' or 'margins', not {strength!r}.")
    if isinstance(ballots, Mapping):
        ballots, weights = list(ballots), list(ballots.values())
    names, ranks = read_ranks(ballots, options)
    preferences = pairwise(ranks, _weights(weights, len(ranks)), missing=missing)
    margins = preferences - preferences.T
    paths = strongest_paths(np.where(margins > 0, _worth(preferences, margins, strength), 0))
    said = bool((ranks != UNRANKED).any())
    beaten = (paths < paths.T).sum(axis=1)
    winner = np.flatnonzero((margins > 0).sum(axis=1) == len(names) - 1)
    places = ranked(range(len(names)), lambda place: -int(beaten[place])) if said else []
    return Schulze(
        ranks={names[place]: rank for place, rank in places},
        no_result=why_no_result(len(names), len(ranks), len(ranks) > 0 and not said),
        options=tuple(names),
        preferences=preferences,
        margins=margins,
        paths=paths,
        condorcet_winner=names[winner[0]] if said and len(winner) else None,
    )


def read_ranks(
    ballots: Any, options: Iterable[Option] | None
) -> tuple[list[Option], NDArray[np.int64]]:
    """Return the options and the rank of each (column) on each ballot (row), 0 for none."""
    if isinstance(ballots, np.ndarray):
        table = whole_array(ballots)
        return numbered(table.shape[1], options), table.astype(np.int64)
    read = [_ranks(ballot) for ballot in ballots]
    names = options_of(read, options)
    column = {option: place for place, option in enumerate(names)}
    table = np.full((len(read), len(names)), UNRANKED, dtype=np.int64)
    for row, ranks in enumerate(read):
        for option, rank in ranks.items():
            table[row, column[option]] = rank
    return names, table


def _ranks(ballot: Any) -> dict[Option, int]:
    if isinstance(ballot, Mapping):
        return {option: _rank(rank) for option, rank in ballot.items()}
    ranks: dict[Option, int] = {}
    for rank, group in enumerate(ballot, start=1):
        for option in group if isinstance(group, set | frozenset) else (group,):
            if option in ranks:
                raise NamedTwice(option)
            ranks[option] = rank
    return ranks


def _rank(value: Any) -> int:
    if (rank := whole(value)) == UNRANKED:
        raise NotACount(value)
    return rank


def _weights(weights: Sequence[int] | None, ballots: int) -> NDArray[np.int64]:
    counts = [1] * ballots if weights is None else [whole(weight) for weight in weights]
    if len(counts) != ballots:
        raise NotATable(f"{len(counts)} weights for {ballots} ballots.", weights)
    return np.array(counts, dtype=np.int64)


def pairwise(
    ranks: NDArray[np.int64], weights: NDArray[np.int64], *, missing: Missing = "last"
) -> NDArray[np.int64]:
    """Return how many ballots prefer each option (row) to each other (column).

    Examples
    --------
    >>> pairwise(np.array([[1, 2], [1, 0], [2, 1]]), np.array([5, 1, 3])).tolist()
    [[0, 6], [3, 0]]
    """
    said = ranks != UNRANKED
    places = np.where(said, ranks, np.iinfo(np.int64).max)
    count = ranks.shape[1]
    result = np.zeros((count, count), dtype=np.int64)
    for option in range(count):
        behind = places[:, [option]] < places
        if missing == "unsaid":
            behind &= said
        result[option] = weights @ behind
    return result


def strongest_paths(links: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return, for each pair, the widest path: the one whose weakest link is the strongest.

    Examples
    --------
    >>> strongest_paths(np.array([[0, 7, 0], [0, 0, 6], [5, 0, 0]])).tolist()
    [[0, 7, 6], [5, 0, 6], [5, 5, 0]]
    """
    paths = links.copy()
    for middle in range(len(paths)):
        paths = np.maximum(paths, np.minimum(paths[:, [middle]], paths[[middle], :]))
    np.fill_diagonal(paths, 0)
    return paths


def _worth(
    preferences: NDArray[np.int64], margins: NDArray[np.int64], strength: Strength
) -> NDArray[np.int64]:
    return preferences if strength == "winning votes" else margins
