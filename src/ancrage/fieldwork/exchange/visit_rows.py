"""The rows that visits make in the tables of a study folder."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from django.utils import timezone

from ancrage.fieldwork.models import (
    AgendaItem,
    HostSlot,
    TeamSeat,
    Visit,
    Visitor,
    VisitorSlot,
    VisitPlan,
)
from ancrage.formats.study_folder import write_table
from ancrage.formats.tables import Cell
from ancrage.studies.models import Study

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
