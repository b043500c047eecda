"""A visit: agreed upon, changed by hand, done, cancelled."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from ancrage.accounts.models import User
from ancrage.core import editing, journal
from ancrage.fieldwork.actions.adopting import write_visit
from ancrage.fieldwork.models import PlanLock, TeamSeat, Visit, Visitor
from ancrage.fieldwork.roster_wording import violation_sentence
from ancrage.fieldwork.rostering import GROUPS, Period, is_own
from ancrage.fieldwork.visit_days import in_words, refusal, worded
from ancrage.methods import rosters
from ancrage.methods.rosters import Locks, Person, Plan, Problem, Slot
from ancrage.methods.rosters.problem import ForbiddenPair
from ancrage.methods.rosters.terms import STARTS, VISIT_DAYS
from ancrage.studies.models import Site, Step

State = Visit.State
Teams = Sequence[Sequence[Visitor]]
OPEN: Final = (State.PROPOSED, State.HOSTED, State.CONFIRMED)
FIRST: Final = Slot(0, 0)
NEVER: Final = frozenset({"H5", "H6", "H8"})  # what no coordinator may allow


class NotThisVisit(Exception):
    """What a visit can't be; ``reasons`` has one sentence each.

    ``may_be_kept`` says that a coordinator who knows why may decide otherwise.
    """

    def __init__(self, reasons: Sequence[str], *, may_be_kept: bool = False) -> None:
        self.reasons = tuple(reasons)
        self.may_be_kept = may_be_kept
        super().__init__(" ".join(reasons))


@transaction.atomic
def open_visit(*, site: Site, step: Step, starts: date, days: int, by: User | None) -> Visit:
    """Add a visit by hand, without a plan: its teams come later.

    Raises
    ------
    NotThisVisit
        If the days can't be visit days, or if the site has a visit at this step.
    """
    _assert_days(site, starts, days)
    if Visit.objects.standing().filter(site=site, step=step).exists():
        raise NotThisVisit(
            [_("Ce site a déjà une visite à cette étape. Ouvrez-la pour la changer.")]
        )
    visit = Visit.objects.create(site=site, step=step, starts=starts, days=days)
    journal.record("visit.opened", visit, by=by)
    return visit


@transaction.atomic
def change_visit(visit: Visit, *, expected: int, by: User | None, **values: Any) -> Visit:
    """Change where teams are welcomed, or the guide that they take along."""
    editing.change(visit, expected=expected, **values)
    journal.record("visit.changed", visit, by=by)
    return visit


@transaction.atomic
def seat_teams(
    visit: Visit,
    *,
    starts: date,
    days: int,
    teams: Teams,
    keep_anyway: bool,
    expected: int,
    by: User | None,
) -> Visit:
    """Give a visit its date and teams by hand, once the rules are checked.

    Raises
    ------
    NotThisVisit
        With a sentence for each rule broken; ``keep_anyway`` passes those that may be.
    """
    _assert_open(visit)
    _assert_days(visit.site, starts, days)
    found = violations(visit, starts=starts, days=days, teams=teams)
    refused = [sentence for rule, sentence in found if rule in NEVER]
    if refused or (found and not keep_anyway):
        raise NotThisVisit([sentence for _rule, sentence in found], may_be_kept=not refused)
    editing.change(visit, expected=expected, days=days)
    names = {person.name: person.pk for team in teams for person in team}
    seats = [[person.name for person in team] for team in teams]
    write_visit(visit, starts=starts, teams=seats, names=names, plan=visit.plan)
    journal.record("visit.seated", visit, by=by)
    return visit


def violations(visit: Visit, *, starts: date, days: int, teams: Teams) -> list[tuple[str, str]]:
    """Return (rule, sentence) for each rule that a visit would break, beside the others."""
    everybody = [person for team in teams for person in team]
    found = [*_own(visit.site, everybody), *_overlaps(visit, starts, days, everybody)]
    found += _by_the_rules(visit, starts, days, teams)
    return list(dict.fromkeys(found))


def alerts(visit: Visit) -> list[str]:
    """Return what no longer holds of a visit that stands: nobody moved it, somebody must see it."""
    seats = list(visit.seats.select_related("visitor__home"))
    if visit.state in (State.CANCELLED, State.DONE) or not seats:
        return []
    teams = [[seat.visitor for seat in seats if seat.team == number] for number in (1, 2)]
    found = violations(visit, starts=visit.starts, days=visit.days, teams=teams)
    gone = [
        _("%(person)s ne participe plus.") % {"person": seat.visitor}
        for seat in seats
        if seat.visitor.left_on is not None and seat.visitor.left_on <= visit.ends
    ]
    return [*gone, *(sentence for _rule, sentence in found)]


@transaction.atomic
def host_visit(visit: Visit, *, by: User | None) -> Visit:
    """Record that the site will host the visit at its date."""
    _assert_state(visit, State.PROPOSED)
    _settle(visit, State.HOSTED)
    journal.record("visit.hosted", visit, by=by)
    return visit


@transaction.atomic
def confirm_seat(seat: TeamSeat, *, now: datetime, by: User | None) -> TeamSeat:
    """Record that somebody will come; the visit is confirmed once everybody and the site are."""
    _assert_open(seat.visit)
    seat.confirmed_at = now
    seat.save(update_fields=["confirmed_at"])
    if seat.visit.state == State.HOSTED:
        _settle(seat.visit, State.HOSTED)
    journal.record("teamseat.confirmed", seat, by=by)
    return seat


@transaction.atomic
def close_visit(visit: Visit, *, today: date, by: User | None) -> Visit:
    """Record that a visit took place.

    Raises
    ------
    NotThisVisit
        If it has not begun.
    """
    _assert_open(visit)
    if visit.starts > today:
        said = {"day": in_words(visit.starts, 1)}
        raise NotThisVisit(
            [_("La visite commence le %(day)s : elle n’est pas encore faite.") % said]
        )
    _move(visit, State.DONE)
    journal.record("visit.done", visit, by=by)
    return visit


@transaction.atomic
def cancel_visit(visit: Visit, *, reason: str, by: User | None) -> Visit:
    """Cancel a visit, and keep why; the site may then have another one at this step."""
    _assert_open(visit)
    visit.reason = reason
    visit.save(update_fields=["reason"])
    _move(visit, State.CANCELLED)
    journal.record("visit.cancelled", visit, by=by)
    return visit


def _settle(visit: Visit, state: str) -> None:
    seats = list(visit.seats.all())
    everybody = bool(seats) and all(seat.confirmed_at for seat in seats)
    _move(visit, State.CONFIRMED if everybody else state)


def _move(visit: Visit, state: str) -> None:
    Visit.objects.filter(pk=visit.pk).update(state=state, version=F("version") + 1)
    visit.refresh_from_db()


def _assert_open(visit: Visit) -> None:
    _assert_state(visit, *OPEN)


def _assert_state(visit: Visit, *states: str) -> None:
    if visit.state not in states:
        said = {"state": visit.get_state_display()}
        raise NotThisVisit([_("Cette visite est déjà %(state)s. Rien n’a été fait.") % said])


def _assert_days(site: Site, starts: date, days: int) -> None:
    if reason := refusal(starts, days, at=site.territory):
        raise NotThisVisit([reason])


def _own(site: Site, people: Sequence[Visitor]) -> list[tuple[str, str]]:
    return [
        (
            "H5",
            _("%(person)s vient de %(home)s et visiterait son propre site, %(site)s.")
            % {"person": person, "home": person.home, "site": site},
        )
        for person in people
        if is_own(site.territory, person.home)
    ]


def _overlaps(
    visit: Visit, starts: date, days: int, people: Sequence[Visitor]
) -> list[tuple[str, str]]:
    """Find the visits of any step that share a day with this one and somebody with it."""
    seats = TeamSeat.objects.filter(visitor__in=people).exclude(visit=visit.pk)
    rows = seats.exclude(visit__state=State.CANCELLED).select_related("visit__site", "visitor")
    ends = Visit(starts=starts, days=days).ends
    return [
        (
            "H8",
            _(
                "%(person)s est déjà en visite le %(day)s (%(site)s) : "
                "les deux visites se chevauchent."
            )
            % {
                "person": seat.visitor,
                "site": seat.visit.site,
                "day": in_words(seat.visit.starts, seat.visit.days),
            },
        )
        for seat in rows
        if seat.visit.starts <= ends and starts <= seat.visit.ends
    ]


def _by_the_rules(visit: Visit, starts: date, days: int, teams: Teams) -> list[tuple[str, str]]:
    """Ask the independent checker about the visit alone; what nobody said binds nobody."""
    site, period = visit.site.name, Period(starts, starts + timedelta(days=days))
    usual = _is_usual(starts, days)
    slot = period.slot(starts) if usual else FIRST
    people = {person.pk: person for team in teams for person in team}
    problem = Problem(
        sites=(site,),
        people=tuple(_person(visit, p, slot, starts, usual) for p in people.values()),
        weeks=1,
        host_available={site: _open_slots(visit, slot, starts) if usual else frozenset([slot])},
        km={},
        locks=_locks(visit.step),
    )
    plan = Plan({site: slot}, {site: tuple(tuple(p.name for p in team) for team in teams)})
    when = worded(period)
    return [(each.id, violation_sentence(each, when)) for each in rosters.check(problem, plan)]


def _is_usual(starts: date, days: int) -> bool:
    """Tell whether availabilities speak of such a visit: two days, from Monday to Thursday on."""
    return days == VISIT_DAYS and starts.weekday() in STARTS


def _person(visit: Visit, person: Visitor, slot: Slot, starts: date, usual: bool) -> Person:
    others = person.seats.exclude(visit=visit.pk).exclude(visit__state=State.CANCELLED)
    told = set(person.slots.values_list("starts", flat=True)) if usual else set()
    return Person(
        name=person.name,
        group=GROUPS[Visitor.Group(person.group)],
        home="",
        available=frozenset([slot] if not told or starts in told else []),
        maximum=person.most_visits - others.filter(visit__step=visit.step).count(),
    )


def _open_slots(visit: Visit, slot: Slot, starts: date) -> frozenset[Slot]:
    told = set(visit.site.host_slots.filter(step=visit.step).values_list("starts", flat=True))
    return frozenset([slot] if not told or starts in told else [])


def _locks(step: Step) -> Locks:
    rows = step.plan_locks.filter(kind=PlanLock.Kind.APART).select_related("visitor", "other")
    return Locks(pairs=tuple(ForbiddenPair(str(row.visitor), str(row.other)) for row in rows))
