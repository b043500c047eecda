"""Make a plan the visits of its step."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.db import transaction
from django.db.models import F

from ancrage.accounts.models import User
from ancrage.core import journal
from ancrage.fieldwork.actions.planning import (
    NotPlannable,
    Status,
    change_of,
    move_plan,
    read_problem,
)
from ancrage.fieldwork.models import (
    HostSlot,
    TeamSeat,
    Visit,
    Visitor,
    VisitorSlot,
    VisitPlan,
)
from ancrage.fieldwork.roster_wording import violation_sentence
from ancrage.fieldwork.rostering import Period, Situation
from ancrage.fieldwork.visit_days import worded
from ancrage.methods import rosters
from ancrage.methods.rosters import Plan


@transaction.atomic
def adopt_plan(plan: VisitPlan, *, today: date, by: User | None) -> list[Visit]:
    """Make a proposed plan the visits of its step; return those that changed.

    What changed since it was computed is checked again, without the solver. Visits that the plan
    leaves alone keep everything; a seat that stays keeps its confirmation unless the date moves.

    Raises
    ------
    PlanMoved
        If it is no longer proposed.
    NotPlannable
        If a rule no longer holds, with a sentence for each.
    """
    move_plan(VisitPlan.objects.filter(pk=plan.pk, status=Status.PROPOSED), Status.ADOPTED)
    period = Period(plan.starts, plan.ends)
    situation = Situation(plan.step, period, today, not plan.is_repair, plan.settings)
    wanted = Plan.from_json(plan.outcome["plan"])
    if reasons := broken(situation, wanted):
        raise NotPlannable(reasons)
    earlier = VisitPlan.objects.filter(step=plan.step, status=Status.ADOPTED).exclude(pk=plan.pk)
    earlier.update(status=Status.REPLACED, version=F("version") + 1)
    changed = _write(plan, situation, wanted)
    if plan.is_repair:
        _record_change(plan, situation, today)
    journal.record("visitplan.adopted", plan, by=by)
    return changed


def broken(situation: Situation, plan: Plan) -> list[str]:
    """Return a sentence for each rule that a plan breaks today."""
    problem = read_problem(situation.problem(), situation.period)
    when = worded(situation.period)
    found = rosters.check(problem, plan)
    return [violation_sentence(each, when) for each in found if not each.standing]


def _record_change(plan: VisitPlan, situation: Situation, today: date) -> None:
    """Keep what a drop-out taught: later plans don't count on it again."""
    change, dates = change_of(plan), Plan.from_json(plan.before).dates
    people = Visitor.objects.filter(study=plan.study)
    people.filter(name__in=change.gone).update(left_on=today, version=F("version") + 1)
    for name, site in change.off:
        day = situation.period.day(dates[site])
        VisitorSlot.objects.filter(visitor__in=people.filter(name=name), starts=day).delete()
    labels = {label: site for site, label in situation.site_labels.items()}
    for label, slot in change.closed:
        closed = HostSlot.objects.filter(step=plan.step, site=labels[label])
        closed.filter(starts=situation.period.day(slot)).delete()


def _write(plan: VisitPlan, situation: Situation, wanted: Plan) -> list[Visit]:
    """Write the visits of a plan; those that stand are left alone."""
    frozen = {visit.pk for visit in situation.frozen}
    standing = {visit.site_id: visit for visit in situation.visits}
    names = {person.name: person.pk for person in situation.people}
    changed = []
    for site, label in situation.site_labels.items():
        visit = standing.get(site)
        if visit is not None and visit.pk in frozen:
            continue
        starts = situation.period.day(wanted.dates[label])
        if visit is None:
            visit = Visit(site_id=site, step=plan.step, starts=starts)
        teams = wanted.teams[label]
        if write_visit(visit, starts=starts, teams=teams, names=names, plan=plan):
            changed.append(visit)
    return changed


def write_visit(
    visit: Visit,
    *,
    starts: date,
    teams: Sequence[Sequence[str]],
    names: Mapping[str, int],
    plan: VisitPlan | None,
) -> bool:
    """Give a visit its date and teams; tell whether anything changed.

    A seat that stays keeps its confirmation, unless the date moves: everybody is then asked again.
    """
    moves = visit.pk is None or visit.starts != starts
    if moves:
        visit.starts, visit.state = starts, Visit.State.PROPOSED
    before = {} if visit.pk is None else {s.visitor_id: s for s in visit.seats.all()}
    wanted = {names[name]: number for number, team in enumerate(teams, 1) for name in team}
    same = not moves and {key: seat.team for key, seat in before.items()} == wanted
    if same:
        return False
    if visit.state == Visit.State.CONFIRMED:
        visit.state = Visit.State.HOSTED
    visit.plan = plan
    visit.version += visit.pk is not None
    visit.save()
    TeamSeat.objects.filter(visit=visit).exclude(visitor__in=wanted).delete()
    for visitor, team in wanted.items():
        seat = before.get(visitor) or TeamSeat(visit=visit, visitor_id=visitor)
        seat.team = team
        seat.confirmed_at = None if moves else seat.confirmed_at
        seat.save()
    return True
