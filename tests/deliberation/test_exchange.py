"""Debates go out and come back the same; what can't be taken is named."""

import csv

import pytest

from ancrage.deliberation import actions, exchange
from ancrage.deliberation.models import Meeting, Reaction
from ancrage.fieldwork.models import Document
from ancrage.formats.study_folder import StudyFolder
from tests import factories
from tests.deliberation.rooms import DAY, NOW, close, met, open_debate, react

TABLES = {
    "debats": "debat,nature,titre,site,etape,date,debut,fin,lieu,attente,etat,presents,accords,"
    "cartes,entretien\n"
    "a,restitution,Débat,{site},3,2016-10-12,18:00,20:30,Mairie,Écouter,close,34,coder;citer,12,\n"
    "b,restitution,Suite,{site},3,2016-11-12,,,,,preparation,,,,\n",
    "debats_programme": "debat,minutes,intitule,anime_par\na,15,Accueil,L’équipe\n",
    "debats_constats": "debat,constat,mots,retire_parce_que\n"
    "a,1,On discute sans décider.,\na,2,,Trop flou.\n",
    "debats_reactions": "debat,constat,position,mots,categorie,personne,table,voie,carte,moment,"
    "constat_ne,entretien,fichier,citation,debut,fin\n"
    "a,1,conteste,Non.,habitant,,Table 2,carte,1-001-KX,2016-10-12T19:00:00+02:00,,,,,,\n"
    "a,2,confirme,,,{person},,lien,,,,,,,,\n"
    "a,,manque,Les jeunes.,,,,salle,,,2,,,,,\n",
    "debats_invitations": "debat,personne,voie,remise,reponse,repondu,venue,accords\n"
    "a,{person},main_propre,2016-09-12T10:00:00+02:00,ecrit,2016-09-20T10:00:00+02:00,non,coder\n",
}


@pytest.fixture
def person(cast):
    return met(cast.site, label="Adjointe 1")


@pytest.fixture
def study(cast, person):
    factories.StepFactory(study=cast.study, number=3)
    factories.ActorCategoryFactory(study=cast.study, label="habitant")
    for number in (1, 2):
        factories.FindingFactory(study=cast.study, number=number, claim=f"Constat {number}.")
    return cast.study


def read(study, folder, **tables):
    """Import the tables of a folder; return it with its faults."""
    words = {
        "{site}": study.sites.first().name,
        "{person}": f"{study.interviews.first().code}:1",
    }
    for name, content in tables.items():
        for mark, word in words.items():
            content = content.replace(mark, word)
        (folder / f"{name}.csv").write_text(content, encoding="utf-8")
    opened = StudyFolder(folder)
    exchange.import_tables(opened, study=study, by=None, now=NOW)
    return opened


def rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_debates_are_read_whole_and_a_closed_one_gets_its_text(study, person, tmp_path):
    assert read(study, tmp_path, **TABLES).faults == []
    debate, later = Meeting.objects.order_by("held_on")
    assert (debate.state, debate.present, debate.cards_printed) == ("close", 34, 12)
    assert (later.state, later.interview) == ("preparation", None)
    assert [each.wording for each in debate.debated.all()] == [
        "On discute sans décider.",
        "Constat 2.",
    ]
    assert debate.debated.last().withdrawn_because == "Trop flou."
    assert set(debate.interview.participants.values_list("label", flat=True)) == {
        "Habitant",
        "Adjointe 1",
    }
    missing = Reaction.objects.get(stance="manque")
    assert (missing.finding.number, missing.passage.quote()) == (2, "Les jeunes.")
    invitation = debate.invitations.get()
    assert (invitation.participant, invitation.answer, invitation.came) == (person, "ecrit", False)
    assert invitation.code


def test_debates_go_out_and_come_back_the_same(cast, study, person, tmp_path):
    meeting = open_debate(study, cast.site, "On se parle.", "Les habitants sont loin.")
    actions.add_item(meeting=meeting, minutes=20, title="Accueil", led_by="", by=None)
    actions.invite_everyone(meeting=meeting, by=None, today=DAY)
    react(meeting, "conteste", "Non.", category=study.actor_categories.get(label="habitant"))
    react(meeting, "confirme", "Oui, oui.", participant=person, card="1-001-KX", channel="carte")
    born = react(meeting, "manque", "Les jeunes.", table="Table 2")
    actions.bear_finding(reaction=born, claim="Absents.", kind="frein", by=None, today=DAY)
    interview = close(meeting, by=cast.national).interview
    exchange.export_tables(study, tmp_path)
    before = {name: rows(tmp_path / f"{name}.csv") for name in exchange.COLUMNS}
    assert len(before["debats_reactions"]) == 3
    assert all(row["citation"] == row["mots"] for row in before["debats_reactions"])
    assert "Vasseur" not in (tmp_path / "debats_reactions.csv").read_text("utf-8")
    Reaction.objects.all().delete()
    Meeting.objects.all().delete()
    (tmp_path / "terrain").mkdir()
    document = Document.objects.get(interview=interview)
    (tmp_path / "terrain" / "entretiens.csv").write_text(
        f"identifiant,nature,fichier\n{interview.code},note,{document.file_name}\n", "utf-8"
    )
    assert read(study, tmp_path).faults == []
    assert Document.objects.filter(interview=interview).count() == 1
    again = tmp_path / "encore"
    exchange.export_tables(study, again)
    assert {name: rows(again / f"{name}.csv") for name in exchange.COLUMNS} == before


@pytest.mark.parametrize(
    ("table", "was", "becomes", "kind", "column"),
    [
        ("debats", "{site},3,2016-10", "Ailleurs,3,2016-10", "unknown_site", "site"),
        ("debats", ",3,2016-10-12", ",9,2016-10-12", "unknown_number", "etape"),
        ("debats", "2016-10-12", "12 octobre", "bad_date", "date"),
        ("debats", "18:00", "le soir", "bad_date", "debut"),
        ("debats", "coder;citer", "coder;filmer", "unknown_value", "accords"),
        ("debats", "close,34", "finie,34", "unknown_value", "etat"),
        ("debats", "b,restitution", "a,restitution", "doubled_number", "debat"),
        ("debats_programme", "a,15", "z,15", "unknown_number", "debat"),
        ("debats_constats", "a,2,", "a,1,", "doubled_number", "constat"),
        ("debats_constats", "a,2,", "a,7,", "unknown_number", "constat"),
        ("debats_reactions", "a,1,conteste", "a,7,conteste", "unknown_number", "constat"),
        ("debats_reactions", "conteste,Non.", "conteste,", "missing_value", "mots"),
        ("debats_reactions", ",habitant,", ",martien,", "unknown_number", "categorie"),
        ("debats_reactions", "carte,1-001", "pigeon,1-001", "unknown_value", "voie"),
        ("debats_reactions", "2016-10-12T19", "hier T19", "bad_date", "moment"),
        ("debats_invitations", "{person}", "E999:1", "unknown_number", "personne"),
        ("debats_invitations", ",non,", ",parfois,", "unknown_value", "venue"),
    ],
)
def test_row_that_cannot_be_taken_is_named(study, tmp_path, table, was, becomes, kind, column):
    assert was in TABLES[table]
    tables = {**TABLES, table: TABLES[table].replace(was, becomes, 1)}
    faults = read(study, tmp_path, **tables).faults
    named = {(fault.kind, fault.file, fault.column) for fault in faults}
    assert (kind, f"{table}.csv", column) in named
