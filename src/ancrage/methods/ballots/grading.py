"""Grades as they stand on ballots, counted by level."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from ancrage.methods.ballots.errors import LevelOutsideScale, NotATable
from ancrage.methods.ballots.rankings import Option
from ancrage.methods.ballots.reading import numbered, options_of

BLANK: Final = -1


@dataclass(frozen=True)
class Grades:
    """The level that each ballot (row) gives to each option (column), ``BLANK`` for none.

    Attributes
    ----------
    options : list of option
    levels : int
        How many the scale has; 0 is the worst.
    table : ndarray of int
    """

    options: list[Option]
    levels: int
    table: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.table)

    @property
    def tallies(self) -> dict[Option, list[int]]:
        """How many ballots give each option each level, from the worst, blanks left out."""
        counts = [
            np.bincount(column[column != BLANK], minlength=self.levels).tolist()
            for column in self.table.T
        ]
        return dict(zip(self.options, counts, strict=True))

    @property
    def blanks(self) -> dict[Option, int]:
        """How many ballots leave each option blank."""
        counts = (self.table == BLANK).sum(axis=0).tolist()
        return dict(zip(self.options, counts, strict=True))

    def take(self, rows: Any) -> "Grades":
        """Return these ballots only, as often as they are named."""
        return Grades(self.options, self.levels, self.table[rows])


def tally_grades(ballots: Any, *, levels: int, options: Iterable[Option] | None = None) -> Grades:
    """Count ballots of grades, for ``majority_judgment(grades.tallies, blanks=grades.blanks)``.

    Parameters
    ----------
    ballots : iterable of mappings of option to level, or array_like, shape (n_ballots, n_options)
        Levels are numbered from 0, the worst. None, nan or no entry at all is a blank.
    levels : int
        How many levels the scale has.
    options : iterable, optional
        Every option of the ballot. Without it, those that are named, else 0, 1, …

    Raises
    ------
    LevelOutsideScale, UnknownOption, NotATable
        With the value that can't be counted.

    Examples
    --------
    >>> grades = tally_grades([{"parc": 2, "bus": 0}, {"parc": 1}], levels=3)
    >>> grades.tallies, grades.blanks
    ({'parc': [0, 1, 1], 'bus': [1, 0, 0]}, {'parc': 0, 'bus': 1})
    """
    listed = None if options is None else list(options)
    rows = ballots if isinstance(ballots, np.ndarray) else list(ballots)
    if isinstance(rows, list) and any(isinstance(ballot, Mapping) for ballot in rows):
        names = options_of(rows, listed)
        rows = [[ballot.get(option) for option in names] for ballot in rows]
    else:
        names = numbered(len(rows[0]) if len(rows) else len(listed or ()), listed)
    for ballot in rows:
        if len(ballot) != len(names):
            raise NotATable(f"{len(ballot)} grades for {len(names)} options.", ballot)
    return Grades(names, levels, _read(rows, levels).reshape(len(rows), len(names)))


def _read(rows: Any, levels: int) -> NDArray[np.int64]:
    if isinstance(rows, np.ndarray) and rows.dtype.kind in "iuf":
        found = np.where(np.isnan(rows), BLANK, rows) if rows.dtype.kind == "f" else rows
        if (np.isin(found, np.arange(levels)) | np.isnan(rows)).all():
            return found.astype(np.int64)
    read = [[_level(level, levels) for level in ballot] for ballot in rows]
    return np.array(read, dtype=np.int64)


def _level(value: Any, levels: int) -> int:
    if value is None or value != value:  # nan is the only value that differs from itself
        return BLANK
    if isinstance(value, str) or value not in range(levels):
        raise LevelOutsideScale(value, levels)
    return int(value)
