"""Who looked at whom, how far people travel, what visits cost."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from ancrage.fieldwork.models import TeamSeat, Visit, Visitor
from ancrage.fieldwork.rostering import is_own, km_between
from ancrage.studies.models import Site


@dataclass(frozen=True)
class Gaze:
    """How often people of a home look at each site; ``None`` where they are at home."""

    home: str
    counts: Sequence[int | None]

    @property
    def sites(self) -> int:
        """Count the sites they look at."""
        return sum(1 for count in self.counts if count)


def gazes(seats: Iterable[TeamSeat], sites: Sequence[Site]) -> list[Gaze]:
    """Return the cross-gaze matrix: homes of volunteers by host sites."""
    volunteers = [seat for seat in seats if seat.visitor.group == Visitor.Group.VOLUNTEER]
    homes = {seat.visitor.home_id: seat.visitor.home for seat in volunteers}
    counts = Counter((seat.visitor.home_id, seat.visit.site_id) for seat in volunteers)
    return [
        Gaze(
            home.name,
            [None if is_own(s.territory, home) else counts[home.pk, s.pk] for s in sites],
        )
        for home in sorted(homes.values(), key=lambda home: home.name)
    ]


@dataclass(frozen=True)
class Rates:
    """What is paid for a kilometre, for a day and for a night away."""

    km: Decimal = Decimal(0)
    day: Decimal = Decimal(0)
    night: Decimal = Decimal(0)


@dataclass
class Travel:
    """What the visits of somebody amount to, there and back."""

    visitor: Visitor
    rates: Rates
    visits: int = 0
    km: int = 0
    days: int = 0
    nights: int = 0
    unknown: int = 0

    @property
    def due(self) -> Decimal:
        """What is owed at these rates."""
        rates = self.rates
        return self.km * rates.km + self.days * rates.day + self.nights * rates.night


def travels(seats: Iterable[TeamSeat], rates: Rates) -> list[Travel]:
    """Return the travels of everybody who sits in a visit, in the order of names."""
    found: dict[int, Travel] = {}
    for seat in seats:
        travel = found.setdefault(seat.visitor_id, Travel(seat.visitor, rates))
        _add(travel, seat.visit, seat.visitor)
    return sorted(found.values(), key=lambda travel: travel.visitor.name)


def totals(rows: Iterable[Travel]) -> dict[str, Any]:
    """Return the sums of travels."""
    rows = list(rows)
    names = ("visits", "km", "days", "nights", "unknown")
    sums: dict[str, Any] = {name: sum(getattr(row, name) for row in rows) for name in names}
    return sums | {"due": sum((row.due for row in rows), Decimal(0))}


def _add(travel: Travel, visit: Visit, visitor: Visitor) -> None:
    distance = km_between(visitor.home, visit.site.territory)
    travel.visits += 1
    travel.km += 2 * (distance or 0)
    travel.unknown += distance is None
    travel.days += visit.days
    travel.nights += visit.days - 1
