"""Votes and workshops go out and come back the same; what can't be taken is named."""

import csv

import pytest

from ancrage.deliberation import exchange
from ancrage.deliberation.counting import count
from ancrage.deliberation.models import Ballot, PriorityRound, WorkGroup
from ancrage.formats.study_folder import StudyFolder
from tests import factories
from tests.deliberation.rooms import NOW
from tests.deliberation.votes import closed, opened, vote

TABLES = {
    "debats": "debat,nature,titre,site,etape,date,etat\na,atelier,Atelier,{site},3,2016-10-12,"
    "preparation\n",
    "votes": "vote,debat,question,bulletin,echelle,points,blanc,etat,ouvert,clos,cartes,presents\n"
    "v,a,Que traiter ?,mentions,Non;Oui;Vite,,worst,clos,2016-10-12T19:00:00+02:00,"
    "2016-10-12T19:30:00+02:00,12,9\n",
    "votes_choix": "vote,choix,intitule,enjeu,retenu,rang,raison,decide_par\n"
    "v,1,Écouter,1,oui,1,On y tient.,la séance\nv,2,Loger,,,,,\n",
    "votes_bulletins": "vote,voie,categorie,retard,marques\n"
    "v,carte,habitant,,1=2;2=0\nv,telephone,,,1=1\nv,telephone,,oui,2=2\n",
    "votes_mains": "vote,choix,mention,mains\nv,1,2,7\n",
    "votes_positions": "vote,choix,portee_par,mots\nv,2,deux associations,Loger d’abord.\n",
    "ateliers_groupes": "groupe,debat,enjeu,anime_par,rapporte_par,presents,notes\n"
    "g,a,1,Une animatrice,,8,Vu ensemble.\n",
    "ateliers_causes": "cause,groupe,texte,constats\nc,g,Nul n’écoute.,1\nd,g,Trop tard.,\n",
    "ateliers_solutions": "groupe,texte,causes,piste\ng,Une permanence.,c;d,1\n",
}


@pytest.fixture
def study(cast):
    factories.StepFactory(study=cast.study, number=3)
    factories.ActorCategoryFactory(study=cast.study, label="habitant")
    factories.StakeFactory(study=cast.study, number=1)
    factories.LeadFactory(study=cast.study, number=1)
    factories.FindingFactory(study=cast.study, number=1)
    return cast.study


def read(study, folder, **changed):
    """Import the tables of a folder; return it with its faults."""
    site = study.sites.first().name
    for name, content in (TABLES | changed).items():
        (folder / f"{name}.csv").write_text(content.replace("{site}", site), encoding="utf-8")
    opened = StudyFolder(folder)
    exchange.import_tables(opened, study=study, by=None, now=NOW)
    return opened


def rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_votes_are_read_whole(study, tmp_path):
    assert read(study, tmp_path).faults == []
    round = PriorityRound.objects.get()
    assert (round.state, round.codes.count(), round.hands_present) == ("clos", 12, 9)
    counted = count(round)
    assert counted.majority[1].tally == (0, 1, 1)
    assert Ballot.objects.filter(late=True).count() == 1
    decision = round.decisions.get()
    assert (decision.option.stake.number, decision.reason) == (1, "On y tient.")
    assert round.dissents.get().option.label == "Loger"


def test_workshops_are_read_whole(study, tmp_path):
    read(study, tmp_path)
    group = WorkGroup.objects.get()
    assert (group.stake.number, group.present) == (1, 8)
    solution = group.solutions.get()
    assert solution.lead.number == 1
    assert [cause.text for cause in solution.causes.all()] == ["Nul n’écoute.", "Trop tard."]
    assert group.causes.first().findings.get().number == 1


@pytest.mark.parametrize("kind", ["mentions", "points", "duels"])
def test_votes_go_out_as_they_come_back(cast, tmp_path, kind):
    marks = {"mentions": {"1": 2}, "points": {"1": 9}, "duels": {"1-2": 0}}[kind]
    closed(opened(cast.site, kind), marks, {})
    still_open = opened(cast.site, kind)
    vote(still_open, marks)
    exchange.export_tables(cast.study, tmp_path)
    PriorityRound.objects.all().delete()
    cast.study.meetings.all().delete()
    again = tmp_path / "again"
    again.mkdir()
    folder = StudyFolder(tmp_path)
    exchange.import_tables(folder, study=cast.study, by=None, now=NOW)
    assert folder.faults == []
    exchange.export_tables(cast.study, again)
    for table in exchange.votes.COLUMNS:
        key = sorted if table == "votes_bulletins" else list
        lines = [list(row.values()) for row in rows(tmp_path / f"{table}.csv")]
        assert key(lines) == key(list(row.values()) for row in rows(again / f"{table}.csv"))


def test_workshops_go_out_as_they_come_back(study, tmp_path):
    read(study, tmp_path)
    first, second = tmp_path / "first", tmp_path / "second"
    for target in (first, second):
        target.mkdir()
    exchange.export_tables(study, first)
    study.meetings.all().delete()
    folder = StudyFolder(first)
    exchange.import_tables(folder, study=study, by=None, now=NOW)
    assert folder.faults == []
    exchange.export_tables(study, second)
    for table in exchange.workshops.COLUMNS:
        assert rows(first / f"{table}.csv") == rows(second / f"{table}.csv")


def test_no_code_goes_out(cast, tmp_path):
    round = opened(cast.site)
    exchange.export_tables(cast.study, tmp_path)
    written = "".join(path.read_text(encoding="utf-8") for path in tmp_path.glob("votes*.csv"))
    assert not any(code.digest in written for code in round.codes.all())


@pytest.mark.parametrize(
    ("table", "old", "new", "fault"),
    [
        ("votes_bulletins", "1=2;2=0", "1=3", ("marques", "bad_value")),
        ("votes_bulletins", "1=2;2=0", "9=1", ("marques", "bad_value")),
        ("votes_bulletins", "v,carte", "x,carte", ("vote", "unknown_number")),
        ("votes_choix", "Écouter,1", "Écouter,9", ("enjeu", "unknown_number")),
        ("votes_choix", "On y tient.", "", ("raison", "missing_value")),
        ("votes_mains", "v,1,2,7", "v,1,2,70", ("presents", "bad_value")),
        ("votes_positions", "v,2", "v,7", ("choix", "unknown_number")),
        ("votes", "v,a,", "v,z,", ("debat", "unknown_number")),
        ("ateliers_groupes", "g,a,1", "g,a,9", ("enjeu", "unknown_number")),
        ("ateliers_causes", "c,g,", "c,h,", ("groupe", "unknown_number")),
        ("ateliers_solutions", "c;d", "c;e", ("causes", "unknown_number")),
        ("ateliers_solutions", "c;d,1", "c;d,9", ("piste", "unknown_number")),
    ],
)
def test_what_can_not_be_taken_is_named(study, tmp_path, table, old, new, fault):
    assert old in TABLES[table]
    folder = read(study, tmp_path, **{table: TABLES[table].replace(old, new, 1)})
    assert fault in [(each.column, each.kind) for each in folder.faults]
