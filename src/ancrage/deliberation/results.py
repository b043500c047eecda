"""What a vote says, laid out for people to read: words and tables, never one number only."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ancrage.deliberation.counting import (
    APPROVALS,
    DUELS,
    HANDS,
    MAJORITY,
    PAIRS,
    POINTS,
    Count,
)
from ancrage.deliberation.models import Ballot, PriorityRound, RoundOption
from ancrage.methods.ballots import NoResult, conflicts, losers
from ancrage.methods.ballots.conflicts import Cell, Conflict
from ancrage.methods.ballots.majority import MajorityJudgment, Merit
from ancrage.methods.ballots.rankings import Ranking

RULES: Final = {
    MAJORITY: gettext_lazy("Jugement majoritaire"),
    APPROVALS: gettext_lazy("Soutiens"),
    POINTS: gettext_lazy("Points"),
    PAIRS: gettext_lazy("Deux à deux"),
    DUELS: gettext_lazy("Force dans les duels"),
    HANDS: gettext_lazy("Mains levées"),
}
WHY: Final = {
    NoResult.NO_OPTION: gettext_lazy("aucun choix n’était proposé."),
    NoResult.ONE_OPTION: gettext_lazy(
        "un seul choix était proposé : il n’y avait rien à départager."
    ),
    NoResult.NO_BALLOT: gettext_lazy("aucun bulletin n’est arrivé avant la clôture."),
    NoResult.ALL_BLANK: gettext_lazy("tous les bulletins sont blancs."),
}
_WIDTH: Final = 1000


@dataclass(frozen=True)
class Segment:
    """A part of a bar, in thousandths of its width; ``shade`` darkens with the level."""

    start: int
    width: int
    shade: str
    words: str
    count: int


@dataclass(frozen=True)
class Profile:
    """How one choice was graded: the bar, the majority's level, and the gauge in people."""

    option: RoundOption
    rank: str
    level: str
    sign: str
    gauge: str
    segments: list[Segment]

    @property
    def sentence(self) -> str:
        """The bar in words."""
        parts = (f"{part.words} : {part.count}" for part in self.segments)
        return ", ".join(parts)


def why_nothing(count: Count) -> str:
    """Say why nothing is decided; empty when something is."""
    return str(WHY[count.no_result]) if count.no_result is not None else ""


def place(ranking: Ranking, option: int) -> str:
    """Write the rank of ``option``, and that it shares it."""
    rank = ranking.ranks.get(option)
    if rank is None:
        return "–"
    shared = sum(other == rank for other in ranking.ranks.values()) > 1
    words = _("1er") if rank == 1 else _("%(rank)de") % {"rank": rank}
    return _("%(place)s ex æquo") % {"place": words} if shared else words


def side_by_side(count: Count) -> dict[str, Any]:
    """Lay out the rank of each choice under each rule, and what is robust."""
    rankings = count.side.rankings
    first = next(iter(rankings.values()), None)
    order = [int(str(number)) for number in first.order] if first else []
    order += [number for number in count.options if number not in order]
    rows = [
        {
            "option": count.options[number],
            "places": [(RULES[name], place(ranking, number)) for name, ranking in rankings.items()],
            "robust": number in count.side.robust,
        }
        for number in order
    ]
    return {"rules": [RULES[name] for name in rankings], "rows": rows}


def profiles(judged: MajorityJudgment, levels: Sequence[str], count: Count) -> list[Profile]:
    """Return how each choice was graded, best first."""
    return [_profile(merit, judged, levels, count) for merit in judged.merits]


def _profile(
    merit: Merit, judged: MajorityJudgment, levels: Sequence[str], count: Count
) -> Profile:
    number = int(str(merit.option))
    return Profile(
        option=count.options[number],
        rank=place(judged, number),
        level=levels[merit.median] if merit.median is not None else "–",
        sign=merit.sign,
        gauge=_gauge(merit),
        segments=_segments(merit, levels),
    )


def _gauge(merit: Merit) -> str:
    above, below = (int(share * merit.ballots) for share in (merit.above, merit.below))
    return _("%(above)d au-dessus, %(below)d au-dessous, sur %(n)d") % {
        "above": above,
        "below": below,
        "n": merit.ballots,
    }


def _segments(merit: Merit, levels: Sequence[str]) -> list[Segment]:
    """Return the parts of the bar, the best level first."""
    segments, done = [], 0
    for level in reversed(range(len(levels))):
        people = merit.tally[level]
        start = _WIDTH * done // max(merit.ballots, 1)
        done += people
        width = _WIDTH * done // max(merit.ballots, 1) - start
        shade = f"{0.12 + 0.88 * level / (len(levels) - 1):.2f}"
        segments.append(Segment(start, width, shade, levels[level], people))
    return segments


def scores(count: Count) -> list[dict[str, Any]]:
    """Return the points of each choice and how many gave it some, most first."""
    ranking = count.scores
    if ranking is None:
        return []
    return [
        {
            "option": option,
            "place": place(ranking, number),
            "total": ranking.totals[number],
            "supporters": ranking.supporters[number],
            "ballots": ranking.ballots,
        }
        for number, option in _in_order(ranking, count)
    ]


def strengths(count: Count) -> list[dict[str, Any]]:
    """Return the choices by strength, with the duels that each won and lost."""
    ranking = count.strengths
    if ranking is None:
        return []
    met = count.pairs
    rows = []
    for number, option in _in_order(ranking, count):
        at = met.options.index(number) if met else 0
        won = int(met.preferences[at].sum()) if met else 0
        lost = int(met.preferences[:, at].sum()) if met else 0
        rows.append({"option": option, "place": place(ranking, number), "won": won, "lost": lost})
    return rows


def matrix(count: Count) -> list[dict[str, Any]]:
    """Return, for each choice, how many prefer it to each other one, and the reverse."""
    ranking = count.pairs
    if ranking is None or ranking.no_result in (NoResult.NO_BALLOT, NoResult.ALL_BLANK):
        return []
    rows = []
    for at, number in enumerate(ranking.options):
        cells = [
            None
            if at == there
            else {
                "for": int(ranking.preferences[at, there]),
                "against": int(ranking.preferences[there, at]),
                "wins": bool(ranking.margins[at, there] > 0),
            }
            for there in range(len(ranking.options))
        ]
        option = count.options[int(str(number))]
        rows.append({"option": option, "place": place(ranking, int(str(number))), "cells": cells})
    return rows


def hands(count: Count) -> list[dict[str, Any]]:
    """Return the hands raised for each choice, by level where there is a scale, best first."""
    ranking = count.hands
    if ranking is None:
        return []
    if isinstance(ranking, MajorityJudgment):
        raised = {merit.option: list(reversed(merit.tally)) for merit in ranking.merits}
    else:
        raised = {option: [total] for option, total in ranking.totals.items()}
    return [
        {"option": option, "place": place(ranking, number), "hands": raised[number]}
        for number, option in _in_order(ranking, count)
    ]


def disagreements(count: Count) -> list[dict[str, Any]]:
    """Compare what groups say of each choice: by the way ballots came, by kind of actor."""
    if count.grades is None:
        return []
    by = {
        _("Selon la voie"): [ballot.get_channel_display() for ballot in count.ballots],
        _("Selon la catégorie d’acteurs"): [_category(ballot) for ballot in count.ballots],
    }
    return [
        _compared(title, groups, count)
        for title, groups in by.items()
        if len({group for group in groups if group is not None}) > 1
    ]


def _category(ballot: Ballot) -> str | None:
    return ballot.category.label if ballot.category else None


def _compared(title: str, groups: Sequence[Hashable], count: Count) -> dict[str, Any]:
    assert count.grades is not None  # noqa: S101  # the caller has none to compare otherwise
    blank: Any = count.round.blank
    found = conflicts(count.grades, groups, blank=blank)
    names = list(found[0].cells)
    ranked = {n: r for n, r in count.side.rankings.items() if n != HANDS}
    lost = losers(ranked, count.grades, groups, blank=blank)
    return {
        "title": title,
        "groups": names,
        "rows": [_conflict_row(each, names, count) for each in found],
        "opposed": [words for each in found for words in _opposed(each, count)],
        "lost": [
            _("Sous la règle « %(rule)s », aucun premier choix de : %(groups)s.")
            % {"rule": RULES[rule], "groups": ", ".join(map(str, those))}
            for rule, those in lost.items()
            if those
        ],
    }


def _conflict_row(each: Conflict, names: Sequence[Hashable], count: Count) -> dict[str, Any]:
    option = count.options[int(str(each.option))]
    cells = [(name, _cell(each.cells[name], count.round)) for name in names]
    return {"option": option, "cells": cells}


def _cell(cell: Cell, round: PriorityRound) -> str:
    if cell.people is None:
        return _("masqué")
    if cell.position is None:
        return _("aucun avis")
    people = ngettext("%(n)d personne", "%(n)d personnes", cell.people) % {"n": cell.people}
    return f"{_position(cell.position, cell.people, round)} ({people})"


def _position(position: Fraction, people: int, round: PriorityRound) -> str:
    if round.levels:
        return round.levels[int(position)]
    return _("%(n)d soutiens") % {"n": int(position * people)}


def _opposed(each: Conflict, count: Count) -> Iterable[str]:
    option = count.options[int(str(each.option))]
    for ahead, behind in each.opposed:
        yield _("« %(choice)s » : %(ahead)s plutôt pour, %(behind)s plutôt contre.") % {
            "choice": option.label,
            "ahead": ahead,
            "behind": behind,
        }


def _in_order(ranking: Ranking, count: Count) -> list[tuple[int, RoundOption]]:
    order = [int(str(number)) for number in ranking.order]
    order += [number for number in count.options if number not in order]
    return [(number, count.options[number]) for number in order]
