"""Majority judgment: the option that at least half grade the highest."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cmp_to_key
from itertools import accumulate
from typing import Any, Literal, TypeAlias

import numpy as np

from ancrage.methods.ballots.errors import NotATable, UnknownOption
from ancrage.methods.ballots.rankings import Option, Ranking, ranked, why_no_result
from ancrage.methods.ballots.reading import whole

Blank: TypeAlias = Literal["worst", "excluded"]


@dataclass(frozen=True)
class Merit:
    """How an option was graded; levels are numbered from 0, the worst."""

    option: Option
    tally: tuple[int, ...]

    @property
    def ballots(self) -> int:
        """How many ballots count."""
        return sum(self.tally)

    @property
    def median(self) -> int | None:
        """The level of the lower median, None without a ballot."""
        if not self.ballots:
            return None
        return self.level_at((self.ballots + 1) // 2)

    def level_at(self, place: int) -> int:
        """Return the level of the ballot at ``place``, from 1, the worst."""
        return bisect_left(self.cumulated, place)

    @property
    def cumulated(self) -> list[int]:
        """How many ballots are at most at each level."""
        return list(accumulate(self.tally))

    @property
    def above(self) -> Fraction:
        """The share of ballots strictly above the median."""
        return self._share(self.tally[self.median + 1 :] if self.median is not None else ())

    @property
    def below(self) -> Fraction:
        """The share of ballots strictly below the median."""
        return self._share(self.tally[: self.median or 0])

    @property
    def sign(self) -> str:
        """``+`` if more ballots are above the median than below, else ``-``."""
        return "+" if self.above > self.below else "-"

    @property
    def gauge(self) -> Fraction:
        """What is shown beside the sign: ``above`` after a ``+``, else ``below``."""
        return max(self.above, self.below)

    def _share(self, counts: tuple[int, ...]) -> Fraction:
        return Fraction(sum(counts), self.ballots) if self.ballots else Fraction(0)


@dataclass(frozen=True, kw_only=True)
class MajorityJudgment(Ranking):
    """A ranking by majority judgment.

    Attributes
    ----------
    merits : tuple of Merit
        Best first, then the options without a ballot, which have no rank.
    compared : {'ballots', 'proportions'}
        How equal medians were told apart: by removing median ballots one after the other or, where
        options do not have the same number of ballots, by the shares above and below.
    blank : {'worst', 'excluded'}
        What a blank counted as.
    """

    merits: tuple[Merit, ...]
    compared: Literal["ballots", "proportions"]
    blank: Blank

    def __iter__(self) -> Iterator[Merit]:
        return iter(self.merits)

    def __getitem__(self, option: Option) -> Merit:
        return next(merit for merit in self.merits if merit.option == option)


def majority_judgment(
    tallies: Any, *, blanks: Mapping[Option, int] | None = None, blank: Blank = "worst"
) -> MajorityJudgment:
    """Rank options by the lower median of their grades.

    Equal medians are told apart by removing one median ballot from each and comparing the new
    medians, again and again; if the ballots run out, it is a tie. This is computed at once,
    however many the ballots. If options do not have the same number of ballots, the share above
    the median minus the share below it decides instead (typical judgment).

    Parameters
    ----------
    tallies : mapping of option to counts, or array_like of int, shape (n_options, n_levels)
        How many ballots put each option at each level, from the worst to the best. The options of
        an array are named 0, 1, …
    blanks : mapping of option to int, optional
        How many ballots left each option blank, beside those of ``tallies``.
    blank : {'worst', 'excluded'}
        Whether a blank counts as the worst level or not at all.

    Returns
    -------
    MajorityJudgment
        ``order``, ``ranks``, ``ties``, and ``merits`` with the median and its gauge.

    Raises
    ------
    NotACount
        If a count is no whole number from 0 on.
    NotATable
        If options do not have the same number of levels.
    UnknownOption
        If ``blanks`` names an option that ``tallies`` does not.

    References
    ----------
    .. [1] Balinski, M. and Laraki, R. (2011). Majority Judgment. MIT Press.
    .. [2] Fabre, A. (2021). Tie-breaking the highest median: alternatives to the majority
       judgment. Social Choice and Welfare 56, 101-124.

    Examples
    --------
    Three levels, ten ballots: from « À écarter » to « Très prioritaire ».

    >>> result = majority_judgment({"école": [2, 5, 3], "parc": [1, 3, 6], "bus": [2, 4, 4]})
    >>> result.order
    ['parc', 'bus', 'école']
    >>> parc = result["parc"]
    >>> parc.median, parc.sign, str(parc.below)
    (2, '-', '2/5')
    >>> majority_judgment([[4, 2, 4], [4, 2, 4]]).ties
    [[0, 1]]
    """
    if blank not in ("worst", "excluded"):
        raise ValueError(f"blank is 'worst' or 'excluded', not {blank!r}.")
    expressed = read_tallies(tallies)
    unmarked = _read_blanks(blanks or {}, expressed)
    merits = [
        Merit(option, _with_blanks(tally, unmarked.get(option, 0), blank))
        for option, tally in expressed.items()
    ]
    graded = [merit for merit in merits if merit.ballots]
    all_blank = not any(map(sum, expressed.values())) and any(unmarked.values())
    no_result = why_no_result(len(merits), len(graded), all_blank)
    same = len({merit.ballots for merit in graded}) <= 1
    key = cmp_to_key(compare) if same else _typical
    places = [] if all_blank else ranked(graded, key)
    placed = [merit for merit, _ in places]
    return MajorityJudgment(
        ranks={merit.option: rank for merit, rank in places},
        no_result=no_result,
        merits=(*placed, *(merit for merit in merits if merit not in placed)),
        compared="ballots" if same else "proportions",
        blank=blank,
    )


def read_tallies(tallies: Any) -> dict[Option, tuple[int, ...]]:
    """Return the counts of each option, from the worst level to the best, as exact integers."""
    if not isinstance(tallies, Mapping):
        tallies = dict(enumerate(tallies))
    read = {option: _read_counts(counts) for option, counts in tallies.items()}
    lengths = {len(counts) for counts in read.values()}
    if len(lengths) > 1:
        raise NotATable(f"Options with different numbers of levels: {sorted(lengths)}.", tallies)
    if lengths == {0}:
        raise NotATable("A scale without levels.", tallies)
    return read


def _read_counts(counts: Any) -> tuple[int, ...]:
    if isinstance(counts, str | Mapping | set | frozenset) or not np.iterable(counts):
        raise NotATable(f"Not counts from the worst level to the best: {counts!r}.", counts)
    return tuple(whole(count) for count in counts)


def _read_blanks(blanks: Mapping[Option, int], options: Mapping[Option, Any]) -> dict[Option, int]:
    for option in blanks:
        if option not in options:
            raise UnknownOption(option)
    return {option: whole(count) for option, count in blanks.items()}


def _with_blanks(tally: tuple[int, ...], blanks: int, blank: Blank) -> tuple[int, ...]:
    return (tally[0] + blanks, *tally[1:]) if blank == "worst" else tally


def _typical(merit: Merit) -> tuple[int, Fraction]:
    return merit.median or 0, merit.above - merit.below


def compare(a: Merit, b: Merit) -> int:
    """Return above 0 if ``a`` is better than ``b``, below 0 if worse, 0 if nothing parts them.

    Removing medians takes the sorted ballots from the middle outwards, the worse side first. The
    first place at which the two options differ decides. Places differ between the cumulated
    counts of a level, so that only the ends of these stretches have to be looked at.
    """
    middle, half = (a.ballots + 1) // 2, a.ballots // 2
    nearest = []
    for pair in zip(a.cumulated, b.cumulated, strict=True):
        before, last = min(pair), max(pair)
        if before < min(last, middle):
            place = min(last, middle)
            nearest.append((middle - place, 0, place))
        if max(before, middle) < last:
            place = max(before, middle) + 1
            nearest.append((place - half - 1, 1, place))
    if not nearest:
        return 0
    *_, place = min(nearest)
    return a.level_at(place) - b.level_at(place)
