"""What a vote says under several rules: counted by ``ancrage.methods.ballots``, never stored."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, cast

import numpy as np

from ancrage.deliberation.models import Ballot, HandCount, PriorityRound, RoundOption
from ancrage.methods import ballots as rules
from ancrage.methods.ballots.comparison import SideBySide
from ancrage.methods.ballots.grading import Grades
from ancrage.methods.ballots.majority import MajorityJudgment
from ancrage.methods.ballots.schulze import Schulze
from ancrage.methods.ballots.scoring import Scores
from ancrage.methods.ballots.strengths import Strengths

Kind = PriorityRound.Ballots
MAJORITY, APPROVALS, POINTS, PAIRS, DUELS, HANDS = (
    "majority judgment",
    "approvals",
    "points",
    "schulze",
    "duels",
    "hands",
)
_NEITHER: Final = 0


@dataclass(frozen=True)
class Count:
    """A vote and what it says.

    Attributes
    ----------
    round, options
        The vote, and what people chose among, by number.
    ballots : list of Ballot
        Those received in time.
    side : SideBySide
        The rankings by rule, hands included where some were counted, and what is robust.
    grades : Grades or None
        What the ballots say as levels, to compare groups; None for duels.
    """

    round: PriorityRound
    options: dict[int, RoundOption]
    ballots: list[Ballot]
    side: SideBySide
    grades: Grades | None

    @property
    def majority(self) -> MajorityJudgment | None:
        """The majority judgment of the ballots."""
        return cast(MajorityJudgment | None, self.side.rankings.get(MAJORITY))

    @property
    def scores(self) -> Scores | None:
        """The points that ballots give."""
        return cast(Scores | None, self.side.rankings.get(POINTS))

    @property
    def approvals(self) -> Scores | None:
        """How many ballots favour each choice."""
        return cast(Scores | None, self.side.rankings.get(APPROVALS))

    @property
    def pairs(self) -> Schulze | None:
        """The choices compared two by two."""
        return cast(Schulze | None, self.side.rankings.get(PAIRS))

    @property
    def strengths(self) -> Strengths | None:
        """The strengths drawn from duels."""
        return cast(Strengths | None, self.side.rankings.get(DUELS))

    @property
    def hands(self) -> MajorityJudgment | Scores | None:
        """What the hands raised in the room say."""
        return cast(MajorityJudgment | Scores | None, self.side.rankings.get(HANDS))

    @property
    def no_result(self) -> rules.NoResult | None:
        """Why nothing is decided, None when something is."""
        if not self.options:
            return rules.NoResult.NO_OPTION
        whys = [ranking.no_result for ranking in self.side.rankings.values()]
        if None in whys:
            return None
        why = whys[0] if whys else rules.NoResult.NO_BALLOT
        # A ballot that answers no duel is a ballot still.
        nothing_said = bool(self.ballots) and why == rules.NoResult.NO_BALLOT
        return rules.NoResult.ALL_BLANK if nothing_said else why

    @property
    def all_rejected(self) -> bool:
        """Whether the worst level is the majority's for every choice."""
        judged = self.majority
        return judged is not None and all(merit.median == 0 for merit in judged.merits)


def count(round: PriorityRound) -> Count:
    """Count the ballots of ``round`` received in time, and the hands, under every rule."""
    options = {option.number: option for option in round.options.all()}
    ballots = list(round.ballots.counted().select_related("category"))
    fixed = _hands(round, options)
    if not ballots:
        side = rules.side_by_side([], {}, fixed=fixed)
        return Count(round, options, ballots, side, None)
    if round.ballots_are == Kind.DUELS:
        duels = [_duels(ballot) for ballot in ballots]
        side = rules.side_by_side(duels, _rules_on_duels(list(options)), fixed=fixed)
        return Count(round, options, ballots, side, None)
    marks = [{int(n): mark for n, mark in each.choices.items()} for each in ballots]
    if round.ballots_are == Kind.POINTS:
        table = np.array([[each.get(number, 0) for number in options] for each in marks])
        side = rules.side_by_side(table, _rules_on_points(round, list(options)), fixed=fixed)
        grades = rules.tally_grades((table > 0).astype(int), levels=2, options=options)
        return Count(round, options, ballots, side, grades)
    levels = len(round.levels)
    grades = rules.tally_grades(marks, levels=levels, options=options)
    by_grade = rules.rules_on_grades(
        approved_from=approved_from(levels), blank=cast(Any, round.blank)
    )
    return Count(round, options, ballots, rules.side_by_side(grades, by_grade, fixed=fixed), grades)


def approved_from(levels: int) -> int:
    """Return the lowest level of the better half of a scale: the middle one is in neither."""
    return (levels + 1) // 2


def _rules_on_points(
    round: PriorityRound, options: Sequence[int]
) -> dict[str, Callable[[Any], rules.Ranking]]:
    def by_pairs(table: Any) -> rules.Ranking:
        # A ballot without a point says nothing; on the others, more points come first.
        said = table.sum(axis=1, keepdims=True) > 0
        return rules.schulze(np.where(said, round.points + 1 - table, 0), options=options)

    return {
        POINTS: partial(rules.points, options=options, cap=round.points),
        APPROVALS: lambda table: rules.approvals(table > 0, options=options),
        PAIRS: by_pairs,
    }


def _rules_on_duels(options: Sequence[int]) -> dict[str, Callable[[Any], rules.Ranking]]:
    def by_strength(ballots: Any) -> rules.Ranking:
        return rules.strengths([duel for duels in ballots for duel in duels], options=options)

    def by_pairs(ballots: Any) -> rules.Ranking:
        every = [_as_ranks(duel) for duels in ballots for duel in duels]
        return rules.schulze(every, options=options, missing="unsaid")

    return {DUELS: by_strength, PAIRS: by_pairs}


def _duels(ballot: Ballot) -> list[tuple[int, int, str]]:
    read = []
    for pair, preferred in ballot.choices.items():
        first, second = map(int, pair.split("-"))
        outcome = {first: "first", second: "second", _NEITHER: "equal"}[preferred]
        read.append((first, second, outcome))
    return read


def _as_ranks(duel: tuple[int, int, str]) -> dict[int, int]:
    first, second, outcome = duel
    return {first: 2 if outcome == "second" else 1, second: 2 if outcome == "first" else 1}


def _hands(
    round: PriorityRound, options: Mapping[int, RoundOption]
) -> dict[str, MajorityJudgment | Scores]:
    counted = HandCount.objects.filter(option__round=round).select_related("option")
    raised = {(each.option.number, each.level): each.hands for each in counted}
    if not raised:
        return {}
    if round.ballots_are == Kind.GRADES:
        levels = range(len(round.levels))
        tallies = {n: [raised.get((n, level), 0) for level in levels] for n in options}
        return {HANDS: rules.majority_judgment(tallies)}
    hands = {number: raised.get((number, 0), 0) for number in options}
    return {HANDS: rules.head_count(hands, present=round.hands_present or 0)}
