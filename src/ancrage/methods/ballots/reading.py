"""Ballots in the shapes that people have them in, read into one table of whole numbers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from numbers import Integral
from typing import Any, Final, Literal

import numpy as np
from numpy.typing import NDArray

from ancrage.methods.ballots.errors import NamedTwice, NotACount, NotATable, UnknownOption
from ancrage.methods.ballots.rankings import Option

LARGEST: Final = 2**53  # beyond it a float no longer tells whole numbers apart


def whole(value: Any) -> int:
    """Return ``value`` as an int.

    Raises
    ------
    NotACount
        If it is negative, fractional, infinite, not a number, or a float too large to be exact.

    Examples
    --------
    >>> whole(3.0), whole(10**20)
    (3, 100000000000000000000)
    """
    try:
        number = int(value)
        exact = bool(number == value)
    except (TypeError, ValueError, OverflowError):
        raise NotACount(value) from None
    if not exact or number < 0 or (number > LARGEST and not isinstance(value, Integral)):
        raise NotACount(value)
    return number


def whole_array(values: Any) -> NDArray[Any]:
    """Return a 2-D table of whole numbers: 64 bits where they fit, Python integers beyond."""
    try:
        table = np.asarray(values)
        if not isinstance(values, np.ndarray) and table.dtype.kind == "f":
            table = np.asarray(values, dtype=object)  # integers beyond 64 bits became floats
    except ValueError:
        raise NotATable("Rows of different lengths.", values) from None
    if table.size == 0:
        return np.zeros((len(table), table.shape[1] if table.ndim == 2 else 0), dtype=np.int64)
    if table.ndim != 2:
        raise NotATable(f"Not a table of rows and columns: {table.ndim} dimensions.", values)
    if table.dtype.kind in "biuf":
        refused = ~((table >= 0) & (table <= LARGEST) & (np.floor(table) == table))
        if not refused.any():
            return table.astype(np.int64)
    exact = np.array([[whole(value) for value in row] for row in table.tolist()], dtype=object)
    return exact.astype(np.int64) if exact.max() <= LARGEST else exact


def total(table: NDArray[Any]) -> list[int]:
    """Return the exact sum of each column."""
    if table.size and int(table.max()) * len(table) >= 2**63:
        table = table.astype(object)
    return [int(value) for value in table.sum(axis=0)]


def options_of(
    ballots: Iterable[Iterable[Option]], options: Iterable[Option] | None
) -> list[Option]:
    """Return ``options``, or those that ballots name if none are listed.

    Raises
    ------
    UnknownOption
        If a ballot names one that is not listed.
    """
    named = dict.fromkeys(option for ballot in ballots for option in ballot)
    if options is None:
        return list(named)
    listed = dict.fromkeys(options)
    for option in named:
        if option not in listed:
            raise UnknownOption(option)
    return list(listed)


def numbered(columns: int, options: Iterable[Option] | None) -> list[Option]:
    """Return the options of a table of so many columns: 0, 1, … if none are listed."""
    names = list(range(columns) if options is None else options)
    if len(names) != columns:
        raise NotATable(f"{columns} columns for {len(names)} options.", columns)
    return names


@dataclass(frozen=True)
class Sheet:
    """What each ballot (row) gives to each option (column)."""

    options: list[Option]
    given: NDArray[Any]

    def supporters(self) -> list[list[tuple[int, int]]]:
        """Return, for each option, the ballots that give it something and how much."""
        return [
            [(int(row), int(column[row])) for row in np.flatnonzero(column)]
            for column in self.given.T
        ]


def read_sheet(
    ballots: Any, options: Iterable[Option] | None, *, rows: Literal["points", "options"]
) -> Sheet:
    """Read ballots of points or approvals.

    ``ballots`` is a 2-D array, a mapping of each option to its column, a mapping of each voter to
    a ballot, or an iterable of ballots. A ballot is a mapping of options to points, else, as
    ``rows`` says, a row of points or a collection of the options that it approves.
    """
    known = None if options is None else list(options)
    if isinstance(ballots, Mapping):
        if not all(isinstance(ballot, Mapping) for ballot in ballots.values()):
            return _columns(ballots, known)
        ballots = list(ballots.values())
    if isinstance(ballots, np.ndarray):
        return _matrix(ballots, known)
    ballots = list(ballots)
    if rows == "points" and not any(isinstance(ballot, Mapping) for ballot in ballots):
        return _matrix(ballots, known)
    return _entries([_points(ballot) for ballot in ballots], known)


def _columns(columns: Mapping[Option, Any], options: list[Option] | None) -> Sheet:
    names = options_of([columns], options)
    values = whole_array([_column(column) for column in columns.values()])
    given = np.zeros((values.shape[1], len(names)), dtype=values.dtype)
    for option, column in zip(columns, values, strict=True):
        given[:, names.index(option)] = column
    return Sheet(names, given)


def _column(column: Any) -> list[Any]:
    if isinstance(column, str) or not isinstance(column, Iterable):
        raise NotATable(f"Not what each ballot gives to an option: {column!r}.", column)
    return list(column)


def _matrix(values: Any, options: list[Option] | None) -> Sheet:
    given = whole_array(values)
    names = numbered(given.shape[1] or len(options or ()), options)
    return Sheet(names, given.reshape(len(given), len(names)))


def _points(ballot: Any) -> Mapping[Option, int]:
    if isinstance(ballot, Mapping):
        return {option: whole(points) for option, points in ballot.items()}
    if not isinstance(ballot, Iterable):
        raise NotATable(f"Not a ballot: {ballot!r}.", ballot)
    approved: dict[Option, int] = {}
    for option in ballot:
        if option in approved:
            raise NamedTwice(option)
        approved[option] = 1
    return approved


def _entries(ballots: Sequence[Mapping[Option, int]], options: list[Option] | None) -> Sheet:
    names = options_of(ballots, options)
    place = {option: column for column, option in enumerate(names)}
    large = any(points > LARGEST for ballot in ballots for points in ballot.values())
    given = np.zeros((len(ballots), len(names)), dtype=object if large else np.int64)
    for row, ballot in enumerate(ballots):
        for option, points in ballot.items():
            given[row, place[option]] = points
    return Sheet(names, given)
