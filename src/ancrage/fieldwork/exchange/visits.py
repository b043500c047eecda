"""Visits: who may go and when, plans, teams and agendas. Contacts stay in the vault."""

import json
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, Final

from django.utils import timezone
from django.utils.dateparse import parse_time

from ancrage.accounts.models import User
from ancrage.core.folders import refuse_misfit, take_each
from ancrage.fieldwork.exchange.visit_rows import FOLDER, PLAN_PARTS, export_tables
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
from ancrage.formats.study_folder import Row, StudyFolder, Unfit
from ancrage.studies.models import Site, Study
from ancrage.territories.models import Territory

__all__ = ["export_tables", "import_tables"]

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
        refuse_misfit(visitor)
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
        refuse_misfit(plan)
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
        refuse_misfit(visit)
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
