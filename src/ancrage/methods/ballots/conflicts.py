"""Where groups disagree, and who loses under each rule."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from typing import Final

import numpy as np

from ancrage.methods.ballots.errors import NotATable
from ancrage.methods.ballots.grading import BLANK, Grades
from ancrage.methods.ballots.majority import Blank, Merit, majority_judgment
from ancrage.methods.ballots.rankings import Option, Ranking
from ancrage.methods.disclosure import suppress

FLOOR: Final = 5
READING: Final = 11


@dataclass(frozen=True)
class Cell:
    """What a group says of an option; all None where it is hidden.

    Attributes
    ----------
    people : int or None
        How many ballots count.
    position : Fraction or None
        The median level or, on a scale of two levels, the share of the better one.
    """

    people: int | None
    position: Fraction | None


@dataclass(frozen=True)
class Conflict:
    """How groups differ on an option.

    Attributes
    ----------
    option : option
    cells : mapping of group to Cell
    spread : Fraction or None
        Between the groups that are large enough to be read, None if fewer than two are.
    opposed : tuple of pairs of groups
        Those strictly on opposite sides of the middle level, the favourable one first, both large
        enough to be read.
    """

    option: Option
    cells: Mapping[Hashable, Cell]
    spread: Fraction | None
    opposed: tuple[tuple[Hashable, Hashable], ...]


def conflicts(
    grades: Grades,
    groups: Sequence[Hashable],
    *,
    blank: Blank = "worst",
    floor: int = FLOOR,
    reading: int = READING,
) -> list[Conflict]:
    """Compare what groups say of each option.

    Parameters
    ----------
    grades : Grades
        Of a scale; approvals are a scale of two levels.
    groups : sequence
        The group of each ballot: a site, a role, an opinion group, a channel. None for no group.
    blank : {'worst', 'excluded'}
    floor : int
        Groups of fewer people are hidden, and one more where only one would be.
    reading : int
        Groups of fewer people are shown, but nothing is concluded from them.

    Examples
    --------
    >>> from ancrage.methods.ballots import tally_grades
    >>> grades = tally_grades([{"parc": 2}] * 12 + [{"parc": 0}] * 14, levels=3)
    >>> conflicts(grades, ["nord"] * 12 + ["sud"] * 14)[0].opposed
    (('nord', 'sud'),)
    """
    parts = _by_group(grades, groups)
    return [
        _compare(
            option,
            {group: _merit(part, option, blank) for group, part in parts.items()},
            levels=grades.levels,
            floor=floor,
            reading=reading,
        )
        for option in grades.options
    ]


def losers(
    rankings: Mapping[str, Ranking],
    grades: Grades,
    groups: Sequence[Hashable],
    *,
    places: int = 3,
    blank: Blank = "worst",
    reading: int = READING,
) -> dict[str, list[Hashable]]:
    """Return, for each rule, the groups that see none of their first choices in its first places.

    First choices of a group are those that it ranks first itself, by majority judgment. Groups of
    fewer than ``reading`` people are not named.

    Examples
    --------
    >>> from ancrage.methods.ballots import tally_grades
    >>> grades = tally_grades([{"a": 2, "b": 0}] * 20 + [{"a": 0, "b": 2}] * 11, levels=3)
    >>> rankings = {"majority judgment": majority_judgment(grades.tallies)}
    >>> losers(rankings, grades, ["nord"] * 20 + ["sud"] * 11, places=1)
    {'majority judgment': ['sud']}
    """
    wanted = {}
    for group, part in _by_group(grades, groups).items():
        judged = majority_judgment(part.tallies, blanks=part.blanks, blank=blank)
        if len(part) >= reading and judged.ranks:
            wanted[group] = {option for option, rank in judged.ranks.items() if rank == 1}
    return {
        rule: [group for group, first in wanted.items() if not first & ranking.top(places)]
        for rule, ranking in rankings.items()
    }


def _by_group(grades: Grades, groups: Sequence[Hashable]) -> dict[Hashable, Grades]:
    if len(groups) != len(grades):
        raise NotATable(f"{len(groups)} groups for {len(grades)} ballots.", groups)
    rows: dict[Hashable, list[int]] = {}
    for row, group in enumerate(groups):
        if group is not None:
            rows.setdefault(group, []).append(row)
    return {group: grades.take(members) for group, members in rows.items()}


def _merit(part: Grades, option: Option, blank: Blank) -> Merit:
    column = part.table[:, part.options.index(option)]
    counted = np.where(column == BLANK, 0, column) if blank == "worst" else column[column != BLANK]
    return Merit(option, tuple(np.bincount(counted, minlength=part.levels).tolist()))


def _position(merit: Merit) -> Fraction | None:
    if merit.median is None:
        return None
    if len(merit.tally) == 2:
        return Fraction(merit.tally[1], merit.ballots)
    return Fraction(merit.median)


def _compare(
    option: Option, merits: Mapping[Hashable, Merit], *, levels: int, floor: int, reading: int
) -> Conflict:
    shown = suppress([merit.ballots for merit in merits.values()], floor)
    cells = {
        group: Cell(people, None if people is None else _position(merit))
        for (group, merit), people in zip(merits.items(), shown, strict=True)
    }
    middle = Fraction(levels - 1, 2)
    read = {
        group: cell.position - middle
        for group, cell in cells.items()
        if cell.position is not None and (cell.people or 0) >= reading
    }
    opposed = [
        (a, b) if read[a] > read[b] else (b, a)
        for a, b in combinations(read, 2)
        if read[a] * read[b] < 0
    ]
    spread = max(read.values()) - min(read.values()) if len(read) > 1 else None
    return Conflict(option, cells, spread, tuple(opposed))
