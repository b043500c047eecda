"""Ask the planner for dates and teams, keep its answer, adopt it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.db.models import F, Max, QuerySet
from django.utils.translation import gettext as _

from ancrage.accounts.models import User
from ancrage.core import journal
from ancrage.fieldwork.models import HostSlot, PlanLock, TeamSeat, Visit, VisitPlan
from ancrage.fieldwork.roster_wording import fault_sentence
from ancrage.fieldwork.rostering import Period, Situation
from ancrage.fieldwork.visit_days import worded
from ancrage.formats.plain_data import to_plain
from ancrage.methods import rosters
from ancrage.methods.rosters import Change, Plan, Problem
from ancrage.studies.models import Step, Study

Clock = Callable[[], datetime]
Status = VisitPlan.Status
ONE_DAY: Final = timedelta(days=1)


class NotPlannable(Exception):
    """What stands in the way of a plan; ``reasons`` has one sentence each."""

    def __init__(self, reasons: Sequence[str]) -> None:
        self.reasons = tuple(reasons)
        super().__init__(" ".join(reasons))


class PlanMoved(Exception):
    """The plan is no longer where the person saw it."""


@transaction.atomic
def ask_plan(
    *,
    step: Step,
    starts: date,
    ends: date,
    settings: Mapping[str, Any],
    seed: int,
    now: datetime,
    today: date,
    by: User | None,
) -> VisitPlan:
    """Keep a problem for the planner: the visits that a host confirmed stand.

    Raises
    ------
    NotPlannable
        With what is wrong in the data, before anything is searched.
    """
    situation = Situation(step, Period(starts, ends), today, True, settings)
    return _keep(situation, settings=settings, seed=seed, now=now, by=by)


@transaction.atomic
def ask_repair(
    *,
    step: Step,
    change: Change,
    reason: str,
    settings: Mapping[str, Any],
    now: datetime,
    today: date,
    by: User | None,
) -> VisitPlan:
    """Keep for the planner what a drop-out takes away from the visits that stand.

    Raises
    ------
    NotPlannable
        If no visit stands, or with what is wrong in the data.
    """
    situation = Situation(step, _period_ahead(step, today), today, False, settings)
    told = {
        "gone": sorted(change.gone),
        "off": sorted([name, site] for name, site in change.off),
        "closed": sorted([site, list(slot)] for site, slot in change.closed),
        "reason": reason,
    }
    before = situation.plan().as_json()
    return _keep(situation, settings=settings, seed=1, now=now, by=by, change=told, before=before)


def report_dropout(
    visit: Visit,
    *,
    seat: TeamSeat | None,
    every_visit: bool,
    reason: str,
    seconds: int,
    now: datetime,
    today: date,
    by: User | None,
) -> VisitPlan:
    """Keep for the planner that somebody can't come to a visit, or that its site takes it back.

    Without ``seat``, the site no longer hosts at that date.
    """
    settings = {"weights": {}, "rest_days": 0, **_last_settings(visit.step), "seconds": seconds}
    period = _period_ahead(visit.step, today)
    label = Situation(visit.step, period, today, False).site_labels.get(visit.site_id)
    if label is None:
        raise NotPlannable(
            [_("Cette visite est passée, ou ne se planifie pas. Changez-la à la main.")]
        )
    if seat is None:
        change = Change(closed=frozenset([(label, period.slot(visit.starts))]))
    elif every_visit:
        change = Change(gone=frozenset([seat.visitor.name]))
    else:
        change = Change(off=frozenset([(seat.visitor.name, label)]))
    return ask_repair(
        step=visit.step,
        change=change,
        reason=reason,
        settings=settings,
        now=now,
        today=today,
        by=by,
    )


def search(*, pk: int, clock: Clock) -> None:
    """Do what a plan waits for, and keep the answer, unless somebody gave it up meanwhile."""
    began = clock()
    waiting = VisitPlan.objects.filter(pk=pk, status=Status.WAITING)
    if not waiting.update(status=Status.RUNNING, begun_at=began, version=F("version") + 1):
        return
    plan = VisitPlan.objects.get(pk=pk)
    try:
        status, outcome = _answer(plan)
    except Exception:
        _close(plan, Status.FAILED, {"failure": "error"})
        raise
    _close(plan, status, outcome)


@transaction.atomic
def give_plan_up(plan: VisitPlan, *, by: User | None) -> None:
    """Stop waiting for a plan: its answer, if one comes, is not kept.

    Raises
    ------
    PlanMoved
        If it is no longer at work.
    """
    rows = VisitPlan.objects.filter(pk=plan.pk, status__in=VisitPlan.AT_WORK)
    move_plan(rows, Status.DROPPED)
    journal.record("visitplan.dropped", plan, by=by)


@transaction.atomic
def ask_again(plan: VisitPlan, *, by: User | None) -> None:
    """Let a plan whose search was interrupted wait for a worker once more.

    Raises
    ------
    PlanMoved
        If it is neither at work nor interrupted.
    """
    rows = VisitPlan.objects.filter(pk=plan.pk, status__in=[Status.RUNNING, Status.FAILED])
    move_plan(rows, Status.WAITING)
    journal.record("visitplan.asked_again", plan, by=by)


def read_problem(data: Mapping[str, Any], period: Period) -> Problem:
    """Return a problem, or say what is wrong with it.

    Raises
    ------
    NotPlannable
        With a sentence for each fault.
    """
    try:
        return Problem.from_json(data)
    except rosters.BadProblem as error:
        when = worded(period)
        raise NotPlannable([fault_sentence(fault, when) for fault in error.faults]) from error


@transaction.atomic
def add_lock(*, study: Study, step: Step, by: User | None, **values: Any) -> PlanLock:
    """Settle something that the planner must respect."""
    lock = PlanLock.objects.create(study=study, step=step, **values)
    journal.record("planlock.added", lock, by=by)
    return lock


@transaction.atomic
def remove_lock(lock: PlanLock, *, by: User | None) -> None:
    """Leave the planner free again."""
    journal.record("planlock.removed", lock, by=by)
    lock.delete()


def _keep(
    situation: Situation,
    *,
    settings: Mapping[str, Any],
    seed: int,
    now: datetime,
    by: User | None,
    **more: Any,
) -> VisitPlan:
    study, period = situation.step.study, situation.period
    data = situation.problem()
    read_problem(data, period)
    last = VisitPlan.objects.filter(study=study).aggregate(last=Max("number"))["last"] or 0
    plan = VisitPlan.objects.create(
        study=study,
        step=situation.step,
        number=last + 1,
        starts=period.starts,
        ends=period.ends,
        seed=seed,
        settings=dict(settings),
        problem=data,
        asked_by=by,
        asked_at=now,
        **more,
    )
    journal.record("visitplan.asked", plan, by=by)
    return plan


def _last_settings(step: Step) -> dict[str, Any]:
    """Return what the plan in force weighed."""
    plan = VisitPlan.objects.filter(step=step, status=Status.ADOPTED).first()
    return {} if plan is None else dict(plan.settings)


def _period_ahead(step: Step, today: date) -> Period:
    """Return the days to come on which a visit of the step is planned or could be hosted."""
    visits = Visit.objects.standing().filter(step=step, starts__gt=today)
    ends = [visit.ends for visit in visits]
    if not ends:
        raise NotPlannable(
            [_("Aucune visite n’est à venir à cette étape : rien n’est à reprendre.")]
        )
    hosts = HostSlot.objects.filter(step=step, starts__gt=today).values_list("starts", flat=True)
    return Period(today + ONE_DAY, max([*ends, *(day + ONE_DAY for day in hosts)]))


def _answer(plan: VisitPlan) -> tuple[str, dict[str, Any]]:
    problem = Problem.from_json(plan.problem)
    try:
        roster = _roster(plan, problem)
    except rosters.Impossible:
        problem = _taken_in(plan, problem) if plan.is_repair else problem
        conflict = rosters.find_conflict(problem)
        told = {
            "minimal": conflict.minimal,
            "rules": to_plain(conflict.rules),
            "repairs": to_plain(rosters.repairs(problem)),
        }
        return Status.IMPOSSIBLE, told
    except rosters.Undecided:
        return Status.FAILED, {"failure": "time"}
    except rosters.SolverMissing:
        return Status.FAILED, {"failure": "solver"}
    outcome = {
        "plan": roster.as_json(),
        "bound": roster.bound,
        "method": roster.method,
        "repeatable": roster.repeatable,
    }
    return Status.PROPOSED, outcome


def _roster(plan: VisitPlan, problem: Problem) -> rosters.Roster:
    if not plan.is_repair:
        return rosters.propose(problem, time_limit=plan.seconds, seed=plan.seed)
    before = Plan.from_json(plan.before)
    return rosters.repair(problem, before, change_of(plan), time_limit=plan.seconds, seed=plan.seed)


def _taken_in(plan: VisitPlan, problem: Problem) -> Problem:
    """Return the problem once a drop-out is taken in, so that it can be explained."""
    change, dates = change_of(plan), Plan.from_json(plan.before).dates
    lost = {(name, dates[site]) for name, site in change.off}
    people = tuple(
        replace(
            person,
            available=frozenset(
                slot
                for slot in person.available
                if person.name not in change.gone and (person.name, slot) not in lost
            ),
        )
        for person in problem.people
    )
    hosts = {
        site: frozenset(slot for slot in slots if (site, slot) not in change.closed)
        for site, slots in problem.host_available.items()
    }
    return replace(problem, people=people, host_available=hosts)


def change_of(plan: VisitPlan) -> Change:
    """Return what a drop-out took away."""
    told = plan.change
    return Change(
        gone=frozenset(told["gone"]),
        off=frozenset((name, site) for name, site in told["off"]),
        closed=frozenset((site, rosters.Slot(*slot)) for site, slot in told["closed"]),
    )


def _close(plan: VisitPlan, status: str, outcome: dict[str, Any]) -> None:
    """Keep an answer, if the plan is still the one that was begun."""
    held = VisitPlan.objects.filter(pk=plan.pk, status=Status.RUNNING, begun_at=plan.begun_at)
    held.update(status=status, outcome=outcome, version=F("version") + 1)


def move_plan(rows: QuerySet[VisitPlan], status: str) -> None:
    """Bring a plan to ``status`` if it is still among ``rows``.

    Raises
    ------
    PlanMoved
        If somebody, or a worker, moved it meanwhile.
    """
    if not rows.update(status=status, version=F("version") + 1):
        raise PlanMoved(
            _("Ce plan a changé depuis que vous avez ouvert la page. Rien n’a été fait.")
        )
