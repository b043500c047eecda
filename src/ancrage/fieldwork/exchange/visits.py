"""Visits: who may go and when, plans, teams and agendas. Contacts stay in the vault."""

import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, Final

from django.utils import timezone
from django.utils.dateparse import parse_time

from ancrage.accounts.models import User
from ancrage.core.folders import take_each
from ancrage.fieldwork.models import (
    ActorToMeet,
    AgendaItem,
    Guide,
    HostSlot,
    Interview,
    PlanLock,
    TeamSeat,
    Visit,
    Visitor,
    VisitorSlot,
    VisitPlan,
)
from ancrage.fieldwork.visit_days import refusal
from ancrage.formats.study_folder import Row, StudyFolder, Unfit, write_table
from ancrage.formats.tables import Cell
from ancrage.studies.models import Site, Study
from ancrage.territories.models import Territory

VISITORS: Final = (
    *("nom", "au_titre_de", "organisme", "nature", "code", "visites_max"),
    *("compte", "enqueteur", "depart"),
)
FREE: Final = ("nom", "date")
HOSTS: Final = ("site", "etape", "date")
LOCKS: Final = ("etape", "nature", "site", "date", "nom", "autre")
PLANS: Final = (
    *("numero", "etape", "debut", "fin", "etat"),
    *("graine", "demande_par", "demande_le", "fichier"),
)
VISITS: Final = ("site", "etape", "date", "jours", "etat", "raison", "accueil", "guide", "plan")
SEATS: Final = ("site", "etape", "date", "equipe", "nom", "confirme_le")
HOURS: Final = (
    *("site", "etape", "date", "jour", "de", "a", "equipe"),
    *("nature", "intitule", "lieu", "instance", "entretien"),
)
FOLDER: Final = "plans"
PLAN_PARTS: Final = ("settings", "problem", "outcome", "change", "before")
NOON: Final = time(12)
Key = tuple[str, str, str]


def import_tables(folder: StudyFolder, *, study: Study, by: User | None, now: datetime) -> None:
    """Read the visits of ``study``; what can't be taken is added to the faults."""
    _Reader(folder, study).read()


class _Reader:
    """Read the tables of visits into ``study``, row by row."""

    def __init__(self, folder: StudyFolder, study: Study) -> None:
        self.folder = folder
        self.study = study
        self.sites = {site.name: site for site in study.sites.select_related("territory")}
        self.steps = {str(step.number): step for step in study.steps.all()}
        self.accounts = {member.user.email: member.user for member in study.memberships.all()}
        self.interviewers = {each.name: each for each in study.interviewers.all()}
        self.people: dict[str, Visitor] = {}
        self.plans: dict[str, VisitPlan] = {}
        self.visits: dict[Key, Visit] = {}

    def read(self) -> None:
        take_each(self.folder, "equipes", self._visitor)
        take_each(self.folder, "disponibilites", self._free)
        take_each(self.folder, "accueils", self._host)
        take_each(self.folder, "choix_visites", self._lock)
        take_each(self.folder, "plans_visites", self._plan)
        take_each(self.folder, "visites", self._visit)
        take_each(self.folder, "places", self._seat)
        take_each(self.folder, "emplois_du_temps", self._hour)

    def _visitor(self, row: Row) -> Visitor:
        home = Territory.objects.filter(kind=row["nature"], code=row.needed("code")).first()
        if home is None:
            raise Unfit("unknown_territory", "code")
        visitor = Visitor.objects.create(
            study=self.study,
            name=row.needed("nom"),
            group=row.one_of("au_titre_de", Visitor.Group.values, kind="unknown_group"),
            organisation=row["organisme"],
            home=home,
            most_visits=row.integer("visites_max"),
            user=self._account(row, "compte"),
            interviewer=self._named(row, "enqueteur", self.interviewers),
            left_on=row.day("depart") if row["depart"] else None,
        )
        self.people[visitor.name] = visitor
        return visitor

    def _free(self, row: Row) -> VisitorSlot:
        visitor = self._person(row, "nom")
        return VisitorSlot.objects.create(visitor=visitor, starts=_visit_day(row, "date"))

    def _host(self, row: Row) -> HostSlot:
        site, step = row.named("site", self.sites), row.named("etape", self.steps)
        day = _visit_day(row, "date", site)
        return HostSlot.objects.create(site=site, step=step, starts=day)

    def _lock(self, row: Row) -> PlanLock:
        return PlanLock.objects.create(
            study=self.study,
            step=row.named("etape", self.steps),
            kind=row.one_of("nature", PlanLock.Kind.values, kind="unknown_nature"),
            site=self._named(row, "site", self.sites),
            starts=row.day("date") if row["date"] else None,
            visitor=self._person(row, "nom") if row["nom"] else None,
            other=self._person(row, "autre") if row["autre"] else None,
        )

    def _plan(self, row: Row) -> VisitPlan:
        plan = VisitPlan.objects.create(
            study=self.study,
            step=row.named("etape", self.steps),
            number=row.integer("numero"),
            starts=row.day("debut"),
            ends=row.day("fin"),
            status=row.one_of("etat", VisitPlan.Status.values, kind="unknown_state"),
            seed=row.integer("graine"),
            asked_by=self._account(row, "demande_par"),
            asked_at=_noon(row.day("demande_le")),
            **self._parts(row),
        )
        self.plans[row["numero"]] = plan
        return plan

    def _parts(self, row: Row) -> dict[str, Any]:
        """Return what the planner was given and answered, as the file of the plan holds it."""
        name = row.needed("fichier")
        if Path(name).name != name:
            raise Unfit("bad_value", "fichier")
        text = self.folder.text(f"{FOLDER}/{name}")
        if text is None:
            raise Unfit("missing_file", "fichier")
        try:
            parts = json.loads(text)
        except json.JSONDecodeError as error:
            raise Unfit("bad_value", "fichier") from error
        if not isinstance(parts, dict) or set(parts) != set(PLAN_PARTS):
            raise Unfit("bad_value", "fichier")
        return parts

    def _visit(self, row: Row) -> Visit:
        site, step = row.named("site", self.sites), row.named("etape", self.steps)
        starts, days = row.day("date"), row.integer("jours")
        if refusal(starts, days, at=site.territory):
            raise Unfit("not_a_visit_day", "date")
        visit = Visit.objects.create(
            site=site,
            step=step,
            starts=starts,
            days=days,
            state=row.one_of("etat", Visit.State.values, kind="unknown_state"),
            reason=row["raison"],
            welcome=row["accueil"],
            guide=self._guide(row, site),
            plan=self._named(row, "plan", self.plans),
        )
        self.visits[_key(row)] = visit
        return visit

    def _guide(self, row: Row, site: Site) -> Guide | None:
        if not row["guide"]:
            return None
        editions = Guide.objects.filter(site=site, step=row.named("etape", self.steps))
        guide: Guide | None = editions.filter(edition=row.integer("guide")).first()
        if guide is None:
            raise Unfit("unknown_guide", "guide")
        return guide

    def _seat(self, row: Row) -> TeamSeat:
        confirmed = row["confirme_le"]
        return TeamSeat.objects.create(
            visit=self._its_visit(row),
            visitor=self._person(row, "nom"),
            team=int(row.one_of("equipe", ("1", "2"), kind="bad_value")),
            confirmed_at=_noon(row.day("confirme_le")) if confirmed else None,
        )

    def _hour(self, row: Row) -> AgendaItem:
        visit = self._its_visit(row)
        team = row.one_of("equipe", ("", "1", "2"), kind="bad_value")
        return AgendaItem.objects.create(
            visit=visit,
            team=int(team) if team else None,
            on=row.day("jour"),
            starts=_hour(row, "de"),
            ends=_hour(row, "a"),
            kind=row.one_of("nature", AgendaItem.Kind.values, kind="unknown_nature"),
            title=row.needed("intitule"),
            place=row["lieu"],
            actor=self._actor(row, visit),
            interview=self._interview(row),
        )

    def _actor(self, row: Row, visit: Visit) -> ActorToMeet | None:
        if not row["instance"]:
            return None
        actor: ActorToMeet | None = visit.site.actors_to_meet.filter(body=row["instance"]).first()
        if actor is None:
            raise Unfit("unknown_actor", "instance")
        return actor

    def _interview(self, row: Row) -> Interview | None:
        if not row["entretien"]:
            return None
        found = self.study.interviews.filter(code=row["entretien"])
        interview: Interview | None = found.first()
        if interview is None:
            raise Unfit("unknown_interview", "entretien")
        return interview

    def _its_visit(self, row: Row) -> Visit:
        visit = self.visits.get(_key(row))
        if visit is None:
            raise Unfit("unknown_visit", "date")
        return visit

    def _person(self, row: Row, column: str) -> Visitor:
        return row.named(column, self.people, kind="unknown_visitor")

    def _account(self, row: Row, column: str) -> User | None:
        return row.named(column, self.accounts, kind="unknown_author") if row[column] else None

    def _named(self, row: Row, column: str, known: dict[str, Any]) -> Any:
        return row.named(column, known) if row[column] else None


def _key(row: Row) -> Key:
    return row["site"], row["etape"], row["date"]


def _visit_day(row: Row, column: str, site: Site | None = None) -> date:
    day = row.day(column)
    if refusal(day, at=site.territory if site else None):
        raise Unfit("not_a_visit_day", column)
    return day


def _hour(row: Row, column: str) -> time:
    try:
        hour = parse_time(row.needed(column))
    except ValueError as error:
        raise Unfit("bad_value", column) from error
    if hour is None:
        raise Unfit("bad_value", column)
    return hour


def _noon(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, NOON))


def export_tables(study: Study, target: Path) -> None:
    """Write the visits as they are read back; whom to ask for stays in the vault."""
    visits = list(Visit.objects.filter(site__study=study).select_related("site", "step"))
    plans = list(study.visit_plans.select_related("step", "asked_by"))
    people = study.visitors.select_related("home", "user", "interviewer")
    tables: dict[str, tuple[tuple[str, ...], Iterable[dict[str, Cell]]]] = {
        "equipes": (VISITORS, map(_visitor_row, people.defer("home__outline"))),
        "disponibilites": (FREE, _free_rows(study)),
        "accueils": (HOSTS, _host_rows(study)),
        "choix_visites": (LOCKS, _lock_rows(study)),
        "plans_visites": (PLANS, map(_plan_row, plans)),
        "visites": (VISITS, _visit_rows(study)),
        "places": (SEATS, _seat_rows(visits)),
        "emplois_du_temps": (HOURS, _hour_rows(visits)),
    }
    for name, (columns, rows) in tables.items():
        write_table(target / f"{name}.csv", columns, rows)
    for plan in plans:
        _write_plan(plan, target / FOLDER)


def _visitor_row(visitor: Visitor) -> dict[str, Cell]:
    return {
        "nom": visitor.name,
        "au_titre_de": visitor.group,
        "organisme": visitor.organisation,
        "nature": visitor.home.kind,
        "code": visitor.home.code,
        "visites_max": visitor.most_visits,
        "compte": visitor.user.email if visitor.user else "",
        "enqueteur": visitor.interviewer.name if visitor.interviewer else "",
        "depart": visitor.left_on.isoformat() if visitor.left_on else "",
    }


def _free_rows(study: Study) -> Iterator[dict[str, Cell]]:
    rows = VisitorSlot.objects.filter(visitor__study=study).order_by("visitor__name", "starts")
    for name, day in rows.values_list("visitor__name", "starts"):
        yield {"nom": name, "date": day.isoformat()}


def _host_rows(study: Study) -> Iterator[dict[str, Cell]]:
    rows = HostSlot.objects.filter(site__study=study).order_by("step__number", "site", "starts")
    for slot in rows.select_related("site", "step"):
        yield {
            "site": slot.site.name,
            "etape": slot.step.number,
            "date": slot.starts.isoformat(),
        }


def _lock_rows(study: Study) -> Iterator[dict[str, Cell]]:
    for lock in study.plan_locks.select_related("step", "site", "visitor", "other"):
        yield {
            "etape": lock.step.number,
            "nature": lock.kind,
            "site": lock.site.name if lock.site else "",
            "date": lock.starts.isoformat() if lock.starts else "",
            "nom": lock.visitor.name if lock.visitor else "",
            "autre": lock.other.name if lock.other else "",
        }


def _plan_row(plan: VisitPlan) -> dict[str, Cell]:
    return {
        "numero": plan.number,
        "etape": plan.step.number,
        "debut": plan.starts.isoformat(),
        "fin": plan.ends.isoformat(),
        "etat": VisitPlan.Status.FAILED if plan.is_at_work else plan.status,
        "graine": plan.seed,
        "demande_par": plan.asked_by.email if plan.asked_by else "",
        "demande_le": timezone.localdate(plan.asked_at).isoformat(),
        "fichier": _file(plan),
    }


def _file(plan: VisitPlan) -> str:
    return f"plan-{plan.number}.json"


def _write_plan(plan: VisitPlan, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    parts = {name: getattr(plan, name) for name in PLAN_PARTS}
    content = json.dumps(parts, ensure_ascii=False, indent=1)
    (folder / _file(plan)).write_text(f"{content}\n", encoding="utf-8")


def _visit_rows(study: Study) -> Iterator[dict[str, Cell]]:
    rows = Visit.objects.filter(site__study=study).order_by("step__number", "starts", "pk")
    for visit in rows.select_related("site", "step", "guide", "plan"):
        yield {
            **_place(visit),
            "jours": visit.days,
            "etat": visit.state,
            "raison": visit.reason,
            "accueil": visit.welcome,
            "guide": visit.guide.edition if visit.guide else "",
            "plan": visit.plan.number if visit.plan else "",
        }


def _place(visit: Visit) -> dict[str, Cell]:
    return {
        "site": visit.site.name,
        "etape": visit.step.number,
        "date": visit.starts.isoformat(),
    }


def _seat_rows(visits: list[Visit]) -> Iterator[dict[str, Cell]]:
    known = {visit.pk: visit for visit in visits}
    for seat in TeamSeat.objects.filter(visit__in=known).select_related("visitor"):
        confirmed = seat.confirmed_at
        yield {
            **_place(known[seat.visit_id]),
            "equipe": seat.team,
            "nom": seat.visitor.name,
            "confirme_le": timezone.localdate(confirmed).isoformat() if confirmed else "",
        }


def _hour_rows(visits: list[Visit]) -> Iterator[dict[str, Cell]]:
    known = {visit.pk: visit for visit in visits}
    rows = AgendaItem.objects.filter(visit__in=known).order_by("visit", "on", "starts", "team")
    for item in rows.select_related("actor", "interview"):
        yield {
            **_place(known[item.visit_id]),
            "jour": item.on.isoformat(),
            "de": f"{item.starts:%H:%M}",
            "a": f"{item.ends:%H:%M}",
            "equipe": item.team or "",
            "nature": item.kind,
            "intitule": item.title,
            "lieu": item.place,
            "instance": item.actor.body if item.actor else "",
            "entretien": item.interview.code if item.interview else "",
        }
