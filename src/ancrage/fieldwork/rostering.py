"""Between a study's days and names and the slots and labels that ``methods.rosters`` knows."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Any, Final

from ancrage.fieldwork.models import HostSlot, PlanLock, TeamSeat, Visit, Visitor, VisitorSlot
from ancrage.methods.distances import great_circle_km
from ancrage.methods.rosters import Group, Plan, Slot
from ancrage.methods.rosters.terms import STARTS, VISIT_DAYS
from ancrage.studies.models import Site, Step
from ancrage.territories.models import Territory

IMMINENT: Final = timedelta(days=7)
GROUPS: Final = {
    Visitor.Group.COORDINATOR: Group.COORDINATOR,
    Visitor.Group.STATE: Group.STATE,
    Visitor.Group.VOLUNTEER: Group.VOLUNTEER,
}
SETTLED: Final = (Visit.State.HOSTED, Visit.State.CONFIRMED)


@dataclass(frozen=True)
class Period:
    """The weeks of a plan: day and slot, one for the other."""

    starts: date
    ends: date

    @property
    def monday(self) -> date:
        """The Monday from which weeks are counted."""
        return self.starts - timedelta(days=self.starts.weekday())

    @property
    def weeks(self) -> int:
        """How many weeks it touches."""
        return (self.ends - self.monday).days // 7 + 1

    def slot(self, day: date) -> Slot:
        """Return the slot whose first day is ``day``."""
        return Slot(*divmod((day - self.monday).days, 7))

    def day(self, slot: Slot) -> date:
        """Return the first day of a slot."""
        return self.monday + timedelta(days=slot.first_day)

    def holds(self, day: date) -> bool:
        """Tell whether a visit that starts on ``day`` fits."""
        last = day + timedelta(days=VISIT_DAYS - 1)
        return self.starts <= day and last <= self.ends and day.weekday() in STARTS

    def slots(self, days: Iterable[date]) -> list[list[int]]:
        """Return the slots of the days that fit, in order."""
        return [list(self.slot(day)) for day in sorted(set(days)) if self.holds(day)]


@dataclass
class Situation:
    """What stands before a plan: sites, people, what is free, what is settled.

    ``keep_settled`` leaves the visits that a host confirmed as they are.
    """

    step: Step
    period: Period
    today: date
    keep_settled: bool
    settings: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def visits(self) -> list[Visit]:
        """The standing visits of the step, seats at hand."""
        rows = Visit.objects.standing().filter(step=self.step)
        return list(rows.select_related("site").prefetch_related("seats__visitor"))

    @cached_property
    def sites(self) -> list[Site]:
        """The sites to visit within the period: all but those whose visit stands apart."""
        outside = {visit.site_id for visit in self.visits if self._is_apart(visit)}
        rows = Site.objects.filter(study=self.step.study_id).select_related("territory")
        return list(rows.exclude(pk__in=outside).defer("territory__outline"))

    @cached_property
    def people(self) -> list[Visitor]:
        """Those who take part, and those who sit in a visit that stands."""
        seated = {seat.visitor_id for visit in self.frozen for seat in visit.seats.all()}
        rows = Visitor.objects.filter(study=self.step.study_id).select_related("home")
        rows = rows.defer("home__outline")
        return [p for p in rows if p.pk in seated or self._takes_part(p)]

    @cached_property
    def silent(self) -> list[Visitor]:
        """Those who take part and are free at no date of the period: no plan counts on them."""
        return [person for person in self.people if not self.free[person.pk]]

    @cached_property
    def free(self) -> dict[int, list[list[int]]]:
        """The slots of each person, by key; a visit that stands is among them."""
        days: dict[int, list[date]] = {person.pk: [] for person in self.people}
        for visitor, day in VisitorSlot.objects.filter(visitor__in=days).values_list(
            "visitor", "starts"
        ):
            days[visitor].append(day)
        for visit in self.frozen:
            for seat in visit.seats.all():
                days[seat.visitor_id].append(visit.starts)
        return {key: self.period.slots(found) for key, found in days.items()}

    @cached_property
    def hosted(self) -> dict[int, list[list[int]]]:
        """The slots of each site, by key; a visit that stands is among them."""
        days: dict[int, list[date]] = {site.pk: [] for site in self.sites}
        rows = HostSlot.objects.filter(step=self.step, site__in=days)
        for site, day in rows.values_list("site", "starts"):
            days[site].append(day)
        for visit in self.frozen:
            days[visit.site_id].append(visit.starts)
        return {key: self.period.slots(found) for key, found in days.items()}

    @cached_property
    def frozen(self) -> list[Visit]:
        """The visits within the period that nothing may move."""
        rows = [visit for visit in self.visits if self._stands(visit)]
        return [visit for visit in rows if not self._is_apart(visit)]

    @cached_property
    def site_labels(self) -> dict[int, str]:
        """What each site is called in the problem: its name, unless two share it."""
        times = Counter(site.name for site in self.sites)
        return {
            site.pk: site.name if times[site.name] == 1 else f"{site.name} ({site.slug})"
            for site in self.sites
        }

    @cached_property
    def homes(self) -> dict[int, str]:
        """Where each person comes from: a site, their own, else a place."""
        return {person.pk: self._home(person.home) for person in self.people}

    def plan(self, visits: Iterable[Visit] | None = None) -> Plan:
        """Return visits (those that stand by default) in the terms of the planner."""
        labels = self.site_labels
        rows = [v for v in (self.visits if visits is None else visits) if v.site_id in labels]
        return Plan(
            {labels[visit.site_id]: self.period.slot(visit.starts) for visit in rows},
            {labels[visit.site_id]: teams_of(visit.seats.all()) for visit in rows},
        )

    def problem(self) -> dict[str, Any]:
        """Return the problem as JSON: `Problem.from_json` says what is wrong with it."""
        labels = self.site_labels
        frozen = self.plan(self.frozen)
        left_out = {person.pk for person in self.silent} - self._locked
        return {
            "sites": list(labels.values()),
            "weeks": self.period.weeks,
            "people": [self._person(p) for p in self.people if p.pk not in left_out],
            "host_available": {labels[key]: slots for key, slots in self.hosted.items()},
            "km": self._distances(),
            "locks": self._locks(),
            "weights": dict(self.settings.get("weights", {})),
            "rest_days": self.settings.get("rest_days", 0),
            "frozen": frozen.as_json() if frozen.dates else {},
            "confirmed": [
                labels[visit.site_id]
                for visit in self.visits
                if visit.state in SETTLED and visit.site_id in labels
            ],
        }

    @cached_property
    def _lock_rows(self) -> list[PlanLock]:
        return list(PlanLock.objects.filter(step=self.step).select_related("visitor", "other"))

    @property
    def _locked(self) -> set[int]:
        """The people whom a lock names: they may not be left out silently."""
        named = [(lock.visitor_id, lock.other_id) for lock in self._lock_rows]
        return {key for pair in named for key in pair if key is not None}

    def _takes_part(self, person: Visitor) -> bool:
        return person.left_on is None or person.left_on > self.today

    def _stands(self, visit: Visit) -> bool:
        settled = self.keep_settled and visit.state in SETTLED
        imminent = visit.starts <= self.today + IMMINENT
        return settled or imminent or visit.state == Visit.State.DONE

    def _is_apart(self, visit: Visit) -> bool:
        """Tell whether no plan has a say: it stands outside the period, or is no two-day visit."""
        usual = visit.days == VISIT_DAYS and visit.starts.weekday() in STARTS
        return not usual or (self._stands(visit) and not self.period.holds(visit.starts))

    def _person(self, person: Visitor) -> dict[str, Any]:
        return {
            "name": person.name,
            "group": GROUPS[Visitor.Group(person.group)],
            "home": self.homes[person.pk],
            "available": self.free[person.pk],
            "max": max(0, person.most_visits - self._made_elsewhere[person.pk]),
        }

    @cached_property
    def _made_elsewhere(self) -> Counter[int]:
        """Count the visits of the step that stand outside the period."""
        inside = {visit.pk for visit in self.visits if visit.site_id in self.site_labels}
        return Counter(
            seat.visitor_id
            for visit in self.visits
            if visit.pk not in inside
            for seat in visit.seats.all()
        )

    def _home(self, territory: Territory) -> str:
        for site in self.sites:
            if is_own(site.territory, territory):
                return self.site_labels[site.pk]
        label = territory.name
        taken = label in self.site_labels.values()
        return f"{label} ({territory.code})" if taken else label

    def _distances(self) -> dict[str, int]:
        """Return the whole kilometres from each home to each site, both ways between sites."""
        places = {self.site_labels[site.pk]: site.territory for site in self.sites}
        sites = dict(places)
        for person in self.people:
            places.setdefault(self.homes[person.pk], person.home)
        return {
            f"{home}|{site}": distance
            for home, start in places.items()
            for site, end in sites.items()
            if home != site and (distance := km_between(start, end)) is not None
        }

    def _locks(self) -> dict[str, Any]:
        labels = self.site_labels
        locks: dict[str, Any] = {"fixed_dates": {}, "fixed_persons": [], "forbidden_pairs": []}
        for lock in self._lock_rows:
            site = labels.get(lock.site_id or 0)
            if lock.kind == PlanLock.Kind.APART and lock.visitor and lock.other:
                locks["forbidden_pairs"].append([lock.visitor.name, lock.other.name])
            elif site and lock.starts and lock.kind == PlanLock.Kind.DATE:
                locks["fixed_dates"][site] = list(self.period.slot(lock.starts))
            elif site and lock.visitor:
                locks["fixed_persons"].append([lock.visitor.name, site])
        return locks


def teams_of(seats: Iterable[TeamSeat]) -> tuple[tuple[str, ...], ...]:
    """Return the names of team 1 and of team 2."""
    by_team: dict[int, list[str]] = {1: [], 2: []}
    for seat in seats:
        by_team[seat.team].append(seat.visitor.name)
    return tuple(tuple(sorted(names)) for names in by_team.values())


def is_own(site: Territory, home: Territory) -> bool:
    """Tell whether somebody who works at ``home`` would visit their own site.

    Whoever works for an intercommunal body is at home in its towns, and the other way round.
    """
    return home.pk == site.pk or home.epci_id == site.pk or site.epci_id == home.pk


def km_between(start: Territory, end: Territory) -> int | None:
    """Return the whole kilometres between two territories, if the list places both."""
    points = [(each.longitude, each.latitude) for each in (start, end)]
    known = [(x, y) for x, y in points if x is not None and y is not None]
    return round(great_circle_km(*known)) if len(known) == len(points) else None
