"""The hours of a visit of several days with two teams: what clashes, and a first draft."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import combinations
from typing import Final

TEAMS: Final = (1, 2)
NOON: Final = (time(11, 30), time(14, 30))  # when a team eats
MEAL: Final = timedelta(minutes=45)
BETWEEN: Final = timedelta(minutes=15)
HALF_DAYS: Final = (
    (time(9, 30), time(12, 30)),
    (time(14), time(17, 15)),
)


class Kind(StrEnum):
    """What is wrong."""

    TEAM = "team"
    ROOM = "room"
    ACTOR = "actor"
    LUNCH = "lunch"


@dataclass(frozen=True)
class Hour:
    """One line of an agenda; ``team`` is ``None`` where both are there, ``actor`` whom they meet.

    ``rest`` says that the team may eat meanwhile.
    """

    key: int
    on: date
    starts: time
    ends: time
    team: int | None = None
    room: str = ""
    actor: int | None = None
    rest: bool = False

    def meets(self, other: "Hour") -> bool:
        """Say whether both take place at some same moment."""
        return self.on == other.on and self.starts < other.ends and other.starts < self.ends

    def holds(self, team: int) -> bool:
        """Say whether a team is there."""
        return self.team in (None, team)


@dataclass(frozen=True, order=True)
class Clash:
    """Something wrong on a day: the lines it is about, or the team that does not eat."""

    on: date
    kind: Kind
    lines: tuple[int, ...] = ()
    team: int = 0


@dataclass(frozen=True)
class Wish:
    """Somebody to meet, for so many minutes."""

    actor: int
    minutes: int


@dataclass(frozen=True)
class Proposal:
    """An hour proposed for a wish."""

    wish: Wish
    on: date
    starts: time
    ends: time
    team: int


def clashes(hours: Sequence[Hour]) -> list[Clash]:
    """Return everything wrong with an agenda, in the order of days.

    Two lines at the same moment clash if they hold one team, one room or one actor; a team that
    works from morning to afternoon needs time to eat.
    """
    found = {clash for one, other in combinations(hours, 2) for clash in _between(one, other)}
    return sorted(found | set(_hungry(hours)))


def draft(wishes: Iterable[Wish], days: Sequence[date], taken: Sequence[Hour]) -> list[Proposal]:
    """Give each wish an hour of a team that is free, the longest first, as early as can be.

    What stands in ``taken`` stays. Teams are given as many hours each; a wish for which no hour is
    left is not in the answer.
    """
    proposed: list[Proposal] = []
    busy = list(taken)
    for wish in sorted(wishes, key=lambda wish: -wish.minutes):
        free = list(_free(wish, days, busy))
        if free:
            best = min(free, key=lambda each: (_load(busy, each.team), each.on, each.starts))
            proposed.append(best)
            busy.append(Hour(-len(busy), best.on, best.starts, best.ends, best.team))
    return sorted(proposed, key=lambda each: (each.on, each.starts, each.team))


def _between(one: Hour, other: Hour) -> Iterator[Clash]:
    if not one.meets(other):
        return
    lines = (one.key, other.key)
    if one.team is None or other.team is None or one.team == other.team:
        yield Clash(one.on, Kind.TEAM, lines)
    elif one.room and one.room.casefold() == other.room.casefold():
        yield Clash(one.on, Kind.ROOM, lines)
    if one.actor is not None and one.actor == other.actor:
        yield Clash(one.on, Kind.ACTOR, lines)


def _hungry(hours: Sequence[Hour]) -> Iterator[Clash]:
    """Yield the days on which a team works on both sides of noon without time to eat."""
    for on in sorted({hour.on for hour in hours}):
        for team in TEAMS:
            work = [h for h in hours if h.on == on and h.holds(team) and not h.rest]
            before = any(hour.starts < NOON[0] for hour in work)
            after = any(hour.ends > NOON[1] for hour in work)
            if before and after and not _eats(work):
                yield Clash(on, Kind.LUNCH, team=team)


def _eats(work: Sequence[Hour]) -> bool:
    """Say whether work leaves time to eat around noon."""
    free_from = NOON[0]
    for hour in sorted(work, key=lambda hour: hour.starts):
        if _span(free_from, min(hour.starts, NOON[1])) >= MEAL:
            return True
        free_from = max(free_from, hour.ends)
    return _span(free_from, NOON[1]) >= MEAL


def _free(wish: Wish, days: Sequence[date], busy: Sequence[Hour]) -> Iterator[Proposal]:
    """Yield the first free hour of each team in each half day."""
    for on in days:
        for opens, closes in HALF_DAYS:
            for team in TEAMS:
                starts = _first(wish, on, team, (opens, closes), busy)
                if starts is not None:
                    ends = _later(starts, timedelta(minutes=wish.minutes))
                    yield Proposal(wish, on, starts, ends, team)


def _first(
    wish: Wish, on: date, team: int, window: tuple[time, time], busy: Sequence[Hour]
) -> time | None:
    """Return the first moment of the window when the team is free for the wish."""
    lasts = timedelta(minutes=wish.minutes)
    mine = sorted(
        (h for h in busy if h.on == on and (h.holds(team) or h.actor == wish.actor)),
        key=lambda hour: hour.starts,
    )
    starts = window[0]
    for hour in mine:
        if _span(starts, hour.starts) >= lasts + BETWEEN:
            break
        if hour.ends > starts:
            starts = max(starts, _later(hour.ends, BETWEEN))
    return starts if _span(starts, window[1]) >= lasts else None


def _load(busy: Sequence[Hour], team: int) -> timedelta:
    mine = [_span(hour.starts, hour.ends) for hour in busy if hour.team == team]
    return sum(mine, timedelta())


def _span(starts: time, ends: time) -> timedelta:
    return datetime.combine(date.min, ends) - datetime.combine(date.min, starts)


def _later(moment: time, by: timedelta) -> time:
    return (datetime.combine(date.min, moment) + by).time()
