"""Several rules side by side: where they agree, and whether that would hold."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from ancrage.methods.ballots.grading import BLANK, Grades
from ancrage.methods.ballots.majority import Blank, majority_judgment
from ancrage.methods.ballots.rankings import Option, Ranking
from ancrage.methods.ballots.schulze import UNRANKED, Missing, schulze
from ancrage.methods.ballots.scoring import approvals

Rule: TypeAlias = Callable[[Any], Ranking]


@dataclass(frozen=True, kw_only=True)
class SideBySide:
    """What several rules say of the same options.

    Attributes
    ----------
    rankings : mapping of rule to Ranking
    places : int
        How many first places are looked at.
    firm : mapping of option to float
        In what share of the resamples the option is in the first places under every rule.
    robust : tuple of option
        In the first places under every rule, and in a large share of the resamples.
    """

    rankings: Mapping[str, Ranking]
    places: int
    firm: Mapping[Option, float]
    robust: tuple[Option, ...]

    @property
    def table(self) -> dict[Option, dict[str, int | None]]:
        """The rank of each option under each rule, None where it has none."""
        return {
            option: {rule: ranking.ranks.get(option) for rule, ranking in self.rankings.items()}
            for option in self.firm
        }


def side_by_side(
    ballots: Any,
    rules: Mapping[str, Rule],
    *,
    fixed: Mapping[str, Ranking] | None = None,
    resamples: int = 200,
    seed: int = 0,
    places: int = 3,
    share: float = 0.9,
) -> SideBySide:
    """Rank options by several rules, and see what would hold with other ballots.

    An option is robust if every rule puts it in the first ``places``, and if that is so too in at
    least ``share`` of the resamples: as many ballots drawn again among them. A tie that goes
    beyond the last place gives none of its options a place.

    Parameters
    ----------
    ballots : Grades, ndarray or sequence
        One ballot a row.
    rules : mapping of name to function
        Each makes a ranking of such ballots.
    fixed : mapping of name to Ranking, optional
        Rankings that no ballots are kept for, as of hands in a room. They count as they are.
    resamples, seed : int
    places : int
    share : float

    Examples
    --------
    >>> ballots = [{"a": 5, "b": 1}] * 6 + [{"b": 4, "c": 1}] * 5
    >>> from ancrage.methods.ballots import approvals, points
    >>> result = side_by_side(ballots, {"points": points, "approvals": lambda ballots: approvals(
    ...     [list(ballot) for ballot in ballots])}, places=2)
    >>> result.table["b"], result.robust
    ({'points': 2, 'approvals': 1}, ('b',))
    """
    held = dict(fixed or {})
    rankings = {name: rule(ballots) for name, rule in rules.items()} | held
    options = dict.fromkeys(option for ranking in rankings.values() for option in ranking.ranks)
    count = len(ballots)
    chance = np.random.default_rng(seed)
    draws = [chance.integers(count, size=count) for _ in range(resamples if count else 0)]
    times = dict.fromkeys(options, 0)
    for rows in draws:
        drawn = take(ballots, rows)
        for option in _first(places, [*(rule(drawn) for rule in rules.values()), *held.values()]):
            times[option] += 1
    firm = {option: times[option] / len(draws) if draws else 0.0 for option in options}
    first = _first(places, list(rankings.values()))
    return SideBySide(
        rankings=rankings,
        places=places,
        firm=firm,
        robust=tuple(option for option in options if option in first and firm[option] >= share),
    )


def _first(places: int, rankings: Sequence[Ranking]) -> set[Option]:
    """Return the options that every ranking puts in the first places."""
    return set.intersection(*(ranking.top(places) for ranking in rankings)) if rankings else set()


def take(ballots: Any, rows: NDArray[np.int64]) -> Any:
    """Return these rows of the ballots, as often as they are named."""
    if isinstance(ballots, Grades):
        return ballots.take(rows)
    return ballots[rows] if isinstance(ballots, np.ndarray) else [ballots[row] for row in rows]


def rules_on_grades(*, approved_from: int, blank: Blank = "worst") -> dict[str, Rule]:
    """Return the rules that can be read off the same grades.

    Parameters
    ----------
    approved_from : int
        The lowest level that counts as an approval.
    blank : {'worst', 'excluded'}
        What a blank is for majority judgment, and for Schulze: behind the others, or unsaid.

    Examples
    --------
    >>> from ancrage.methods.ballots import tally_grades
    >>> grades = tally_grades([{"parc": 2, "bus": 1}] * 3 + [{"bus": 2}], levels=3)
    >>> side_by_side(grades, rules_on_grades(approved_from=1), places=1).table["bus"]
    {'majority judgment': 2, 'approvals': 1, 'schulze': 2}
    """

    def by_majority(grades: Grades) -> Ranking:
        return majority_judgment(grades.tallies, blanks=grades.blanks, blank=blank)

    def by_approval(grades: Grades) -> Ranking:
        return approvals(grades.table >= approved_from, options=grades.options)

    def by_pairs(grades: Grades) -> Ranking:
        ranks = np.where(grades.table == BLANK, UNRANKED, grades.levels - grades.table)
        missing: Missing = "last" if blank == "worst" else "unsaid"
        return schulze(ranks, options=grades.options, missing=missing)

    return {"majority judgment": by_majority, "approvals": by_approval, "schulze": by_pairs}
