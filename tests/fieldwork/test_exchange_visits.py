"""Visits go out with a study and come back the same; what can't be taken is named."""

import json
from pathlib import Path

import pytest
from django.utils import timezone

from ancrage.fieldwork import exchange
from ancrage.fieldwork.models import AgendaItem, TeamSeat, Visit, VisitPlan
from ancrage.formats.study_folder import StudyFolder
from tests import factories

TABLES = {
    "equipes": """nom,au_titre_de,organisme,nature,code,visites_max,compte,enqueteur,depart
Odile,coordination,Observatoire,commune,75056,8,{email},,
Viviane,etat,,commune,75056,8,,Viviane,
Carla,volontaire,Ville de Creil,commune,60175,4,,,2016-09-01
""",
    "disponibilites": "nom,date\nOdile,2016-01-26\nCarla,2016-01-26\n",
    "accueils": "site,etape,date\nLille,2,2016-01-26\n",
    "choix_visites": """etape,nature,site,date,nom,autre
2,date,Lille,2016-01-26,,
2,separer,,,Odile,Carla
""",
    "plans_visites": """numero,etape,debut,fin,etat,graine,demande_par,demande_le,fichier
1,2,2016-01-04,2016-06-30,adopte,1,{email},2015-12-01,plan-1.json
""",
    "visites": """site,etape,date,jours,etat,raison,accueil,guide,plan
Lille,2,2016-01-26,2,confirmee,,"Mairie, salle 2",,1
Lille,2,2016-03-08,2,annulee,Élections,,,
""",
    "places": """site,etape,date,equipe,nom,confirme_le
Lille,2,2016-01-26,1,Odile,2016-01-05
Lille,2,2016-01-26,1,Viviane,
""",
    "emplois_du_temps": """site,etape,date,jour,de,a,equipe,nature,intitule,lieu,instance,entretien
Lille,2,2016-01-26,2016-01-26,09:00,09:30,,accueil,Accueil,Mairie,,
Lille,2,2016-01-26,2016-01-26,09:45,10:45,1,entretien,Centre social,Salle 2,Centre social,E001
""",
}
PLAN = {"settings": {"seconds": 5}, "problem": {}, "outcome": {}, "change": {}, "before": {}}


@pytest.fixture
def towns(db):
    for code, name in (("75056", "Paris"), ("60175", "Creil")):
        factories.TerritoryFactory(code=code, name=name)


def ready(cast):
    study = factories.StudyFactory()
    site = factories.SiteFactory(study=study, name="Lille", slug="lille")
    step = factories.StepFactory(study=study, number=2)
    factories.MembershipFactory(study=study, user=cast.national, role="equipe_nationale")
    factories.InterviewerFactory(study=study, name="Viviane")
    factories.ActorToMeetFactory(site=site, body="Centre social")
    factories.InterviewFactory(study=study, site=site, step=step, code="E001")
    return study


@pytest.fixture
def folder(tmp_path, cast, towns) -> Path:
    for name, content in TABLES.items():
        written = content.format(email=cast.national.email)
        (tmp_path / f"{name}.csv").write_text(written, encoding="utf-8")
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "plan-1.json").write_text(json.dumps(PLAN), encoding="utf-8")
    return tmp_path


def carry_in(study, path: Path) -> StudyFolder:
    folder = StudyFolder(path)
    exchange.visits.import_tables(folder, study=study, by=None, now=timezone.now())
    return folder


def test_visits_come_in_whole(cast, folder):
    study = ready(cast)
    assert carry_in(study, folder).faults == []
    visit = Visit.objects.get(state="confirmee")
    assert visit.plan == VisitPlan.objects.get()
    assert [seat.visitor.name for seat in visit.seats.all()] == ["Odile", "Viviane"]
    assert TeamSeat.objects.exclude(confirmed_at=None).get().visitor.user == cast.national
    item = AgendaItem.objects.get(team=1)
    assert (item.actor.body, item.interview.code) == ("Centre social", "E001")


def test_visits_come_back_the_same(cast, folder, tmp_path_factory):
    study = ready(cast)
    carry_in(study, folder)
    out, again = tmp_path_factory.mktemp("out"), tmp_path_factory.mktemp("again")
    exchange.visits.export_tables(study, out)
    other = ready(cast)
    assert carry_in(other, out).faults == []
    exchange.visits.export_tables(other, again)
    written = sorted(path.relative_to(out) for path in out.rglob("*.*"))
    assert {Path(f"{name}.csv") for name in TABLES} < set(written)
    for name in written:
        assert (out / name).read_text() == (again / name).read_text(), name


@pytest.mark.parametrize(
    ("table", "old", "new", "kind"),
    [
        ("equipes", "etat,,commune,75056", "etat,,commune,99999", "unknown_territory"),
        ("equipes", "Viviane,etat", "Viviane,roi", "unknown_group"),
        ("equipes", "Carla,volontaire", "Odile,volontaire", "refused"),
        ("disponibilites", "Odile,2016-01-26", "Odile,2016-05-05", "not_a_visit_day"),
        ("disponibilites", "Odile,2016-01-26", "Personne,2016-01-26", "unknown_visitor"),
        ("accueils", "Lille,2,2016-01-26", "Lille,2,2016-01-30", "not_a_visit_day"),
        ("choix_visites", "2,date,Lille,2016-01-26", "2,date,,2016-01-26", "refused"),
        ("plans_visites", "plan-1.json", "../plan-1.json", "bad_value"),
        ("plans_visites", "plan-1.json", "plan-2.json", "missing_file"),
        ("visites", "Lille,2,2016-01-26", "Lille,2,2016-05-16", "not_a_visit_day"),
        ("visites", "annulee,Élections", "annulee,", "refused"),
        ("visites", '"Mairie, salle 2",,1', '"Mairie, salle 2",7,1', "unknown_guide"),
        ("places", "2016-01-26,1,Viviane", "2016-01-26,3,Viviane", "bad_value"),
        ("places", "2016-01-26,1,Viviane", "2016-01-27,1,Viviane", "unknown_visit"),
        ("emplois_du_temps", "09:45,10:45", "10:45,09:45", "refused"),
        ("emplois_du_temps", "09:45,10:45", "25:99,10:45", "bad_value"),
        ("emplois_du_temps", "09:45,10:45", "tôt,10:45", "bad_value"),
        ("emplois_du_temps", "Salle 2,Centre social", "Salle 2,Mairie", "unknown_actor"),
        ("emplois_du_temps", "E001", "E999", "unknown_interview"),
    ],
)
def test_line_that_does_not_fit_is_named(cast, folder, table, old, new, kind):
    path = folder / f"{table}.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    faults = carry_in(ready(cast), folder).faults
    assert (f"{table}.csv", kind) in {(fault.file, fault.kind) for fault in faults}


@pytest.mark.parametrize("content", ["{", "[]", '{"settings": {}}'])
def test_plan_file_that_is_no_plan_is_named(cast, folder, content):
    (folder / "plans" / "plan-1.json").write_text(content, encoding="utf-8")
    faults = carry_in(ready(cast), folder).faults
    assert ("plans_visites.csv", "bad_value") in {(fault.file, fault.kind) for fault in faults}
