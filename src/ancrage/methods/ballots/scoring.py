"""Points, approvals and hands: what is added up."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from ancrage.methods.ballots.errors import OverTheCap
from ancrage.methods.ballots.rankings import NoResult, Option, Ranking, ranked, why_no_result
from ancrage.methods.ballots.reading import Sheet, read_sheet, total, whole


@dataclass(frozen=True, kw_only=True)
class Scores(Ranking):
    """A ranking by totals.

    Attributes
    ----------
    totals : mapping of option to int
        Points, approvals or hands, in the order in which the options were given.
    supporters : mapping of option to int
        How many ballots give something to each option.
    ballots : int
        How many ballots there are, or how many people were present.
    """

    totals: Mapping[Option, int]
    supporters: Mapping[Option, int]
    ballots: int

    def share(self, option: Option) -> Fraction:
        """Return the share of the ballots that support ``option``."""
        return Fraction(self.supporters[option], self.ballots) if self.ballots else Fraction(0)


def points(
    ballots: Any,
    *,
    options: Iterable[Option] | None = None,
    maximum: int | None = None,
    cap: int | None = None,
) -> Scores:
    """Add up the points that ballots give.

    Parameters
    ----------
    ballots : array_like of int, shape (n_ballots, n_options), or iterable of mappings
        Points of each ballot for each option. Also a mapping of each voter to such a mapping, or
        of each option to its points on every ballot. What a mapping does not name gets 0.
    options : iterable, optional
        Every option of the ballot. Without it, those that are named, else 0, 1, …
    maximum, cap : int, optional
        The most that one ballot may give to one option, and in all.

    Raises
    ------
    NotACount, UnknownOption, OverTheCap, NotATable
        With the value that can't be counted.

    Examples
    --------
    >>> result = points([{"école": 3, "parc": 2}, {"parc": 5}, {}], cap=5)
    >>> result.totals, result.order, result.ballots
    ({'école': 3, 'parc': 7}, ['parc', 'école'], 3)
    >>> points({"école": [3, 0, 0], "parc": [2, 5, 0]}).ranks
    {'parc': 1, 'école': 2}
    """
    sheet = read_sheet(ballots, options, rows="points")
    _refuse_over(sheet.given, maximum)
    _refuse_over(total(sheet.given.T), cap)
    return _scores(sheet)


def approvals(ballots: Any, *, options: Iterable[Option] | None = None) -> Scores:
    """Count the ballots that approve each option.

    Parameters
    ----------
    ballots : iterable of collections of options, or ndarray of 0 and 1
        What each ballot approves; the collection may be empty. Also mappings of options to 0 or 1.
        An array has a row for each ballot and a column for each option.
    options : iterable, optional
        Every option of the ballot. Without it, those that are named, else 0, 1, …

    Raises
    ------
    NotACount, UnknownOption, NamedTwice, OverTheCap, NotATable
        With the value that can't be counted.

    Examples
    --------
    >>> approvals([{"école"}, {"école", "parc"}, set()], options=["parc", "école"]).ranks
    {'école': 1, 'parc': 2}
    """
    sheet = read_sheet(ballots, options, rows="options")
    _refuse_over(sheet.given, 1)
    return _scores(sheet)


def head_count(hands: Mapping[Option, int], *, present: int) -> Scores:
    """Rank options by the hands raised for them in a room.

    Raises
    ------
    NotACount, OverTheCap
        If a number of hands is no count, or above the number of people present.

    Examples
    --------
    >>> result = head_count({"école": 12, "parc": 17}, present=20)
    >>> result.order, str(result.share("parc"))
    (['parc', 'école'], '17/20')
    """
    people = whole(present)
    totals = {option: whole(count) for option, count in hands.items()}
    for count in totals.values():
        if count > people:
            raise OverTheCap(count, people)
    return _ranking(totals, totals, people)


def _refuse_over(given: Any, allowed: int | None) -> None:
    if allowed is None or not np.size(given):
        return
    if (most := int(np.max(given))) > allowed:
        raise OverTheCap(most, allowed)


def _scores(sheet: Sheet) -> Scores:
    totals = dict(zip(sheet.options, total(sheet.given), strict=True))
    counts = [int(count) for count in (sheet.given > 0).sum(axis=0)]
    return _ranking(totals, dict(zip(sheet.options, counts, strict=True)), len(sheet.given))


def _ranking(totals: dict[Option, int], supporters: dict[Option, int], ballots: int) -> Scores:
    nothing = ballots > 0 and bool(totals) and not any(totals.values())
    no_result = why_no_result(len(totals), ballots, nothing)
    decided = no_result in (None, NoResult.ONE_OPTION)
    places = ranked(list(totals), totals.__getitem__) if decided else []
    return Scores(
        ranks=dict(places),
        no_result=no_result,
        totals=totals,
        supporters=supporters,
        ballots=ballots,
    )
