"""What may stand on a ballot: read strictly, refused with a reason, never mended."""

import random
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import Any, Final

from django.utils.translation import gettext as _

from ancrage.deliberation.models import PriorityRound

Kind = PriorityRound.Ballots
MOST_DUELS: Final = 15


class BadChoice(Exception):
    """Something on the ballot that can't be counted: nothing of it is."""


def pairs_of(numbers: Sequence[int], card: int) -> list[tuple[int, int]]:
    """Return the duels that card ``card`` asks: all of them or, of many, some drawn for it.

    Examples
    --------
    >>> pairs_of([1, 2, 3], card=4)
    [(1, 2), (1, 3), (2, 3)]
    >>> len(pairs_of(range(1, 13), card=4))
    15
    """
    every = list(combinations(sorted(numbers), 2))
    if len(every) <= MOST_DUELS:
        return every
    return sorted(random.Random(card).sample(every, MOST_DUELS))  # noqa: S311  # no secret


def read_marks(
    round: PriorityRound, numbers: Iterable[int], marks: Mapping[Any, Any]
) -> dict[str, int]:
    """Return the marks of a ballot as they are kept; what is left blank is left out.

    Raises
    ------
    BadChoice
        If a mark is for something that ``round`` does not propose, or none that it allows.
    """
    given = {str(name): mark for name, mark in marks.items() if mark not in (None, "")}
    known = {str(number) for number in numbers}
    if round.ballots_are == Kind.DUELS:
        return {name: _preferred(name, known, mark) for name, mark in given.items()}
    for name in given:
        _refuse_unknown(name, known)
    if round.ballots_are == Kind.GRADES:
        return {name: _level(mark, len(round.levels)) for name, mark in given.items()}
    return _points(given, round.points)


def _refuse_unknown(name: str, known: set[str]) -> None:
    if name not in known:
        raise BadChoice(
            _("Le choix n° %(number)s n’est pas proposé à ce vote. Rien n’a été compté.")
            % {"number": name[:20]}
        )


def _level(mark: Any, levels: int) -> int:
    level = _whole(mark)
    if level is None or level >= levels:
        raise BadChoice(
            _("Une mention n’est pas sur l’échelle. Choisissez l’une des %(n)d proposées.")
            % {"n": levels}
        )
    return level


def _points(given: Mapping[str, Any], allowed: int) -> dict[str, int]:
    points = {name: _whole(mark) for name, mark in given.items()}
    read = {name: mark for name, mark in points.items() if mark is not None}
    if len(read) < len(points):
        raise BadChoice(_("Donnez des points entiers, à partir de 0."))
    if (total := sum(read.values())) > allowed:
        raise BadChoice(
            _(
                "Vous donnez %(total)d points, il y en a %(allowed)d à répartir. Retirez-en "
                "%(over)d."
            )
            % {"total": total, "allowed": allowed, "over": total - allowed}
        )
    return {name: mark for name, mark in read.items() if mark}


def _preferred(name: str, known: set[str], mark: Any) -> int:
    first, _dash, second = name.partition("-")
    _refuse_unknown(first, known)
    _refuse_unknown(second, known)
    preferred = _whole(mark)
    if int(first) >= int(second) or preferred not in (0, int(first), int(second)):
        raise BadChoice(_("Un duel ne se gagne qu’entre les deux choix qu’il oppose."))
    return preferred


def _whole(mark: Any) -> int | None:
    """Return a whole number from 0 on, else None; neither « 1e3 » nor True is one."""
    if isinstance(mark, str):
        return int(mark) if mark.isascii() and mark.isdigit() and len(mark) < 7 else None
    if isinstance(mark, int) and not isinstance(mark, bool) and mark >= 0:
        return mark
    return None
