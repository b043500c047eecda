"""The chain goes out and comes back the same; what can't be taken is named."""

import pytest
from django.utils import timezone

from ancrage.evidence import exchange
from ancrage.evidence.models import EvidenceLink, Finding, Recommendation
from ancrage.fieldwork.models import Document
from ancrage.formats.study_folder import StudyFolder
from tests import factories

pytestmark = pytest.mark.django_db
TEXT = "On se réunit. On ne décide pas. On se réunit encore, sans décider."
TABLES = {
    "constats": "numero,nature,site,constat,explication\n"
    "12,frein,,On se réunit sans décider.,Partout.\n"
    "3,levier,{site},On décide à deux.,\n",
    "constats_hypotheses": "constat,hypothese,sens\n12,2,nuance\n",
    "constats_questions": "constat,question\n12,1\n3,1\n",
    "preuves": "constat,sens,rang,entretien,fichier,citation,debut,fin,commentaire\n"
    "12,pour,4,E1,t.txt,On ne décide pas,,,Net.\n"
    "12,contre,2,E1,t.txt,On se réunit,32,44,\n"
    "3,pour,,E1,t.txt,,0,12,\n",
    "enjeux": "numero,titre,texte,constats\n1,Décider ensemble,Texte,3;12\n",
    "pistes": "numero,titre,texte,enjeux\n8,Une feuille,,1\n",
    "preconisations": "numero,texte,destinataire,moyens,pistes,questions\n"
    "5,Désigner.,villes,Une lettre.,8,1\n",
}


@pytest.fixture
def study(cast):
    factories.HypothesisFactory(study=cast.study, number=2)
    factories.FunderQuestionFactory(study=cast.study, number=1)
    interview = factories.InterviewFactory(study=cast.study, site=cast.site, code="E1")
    factories.ParticipantFactory(interview=interview)
    document = factories.DocumentFactory(interview=interview, kind=Document.Kind.NOTE)
    factories.TextVersionFactory(document=document, text=TEXT)
    return cast.study


def read(study, folder, **tables):
    (folder / "terrain").mkdir(parents=True, exist_ok=True)
    interviews = folder / "terrain" / "entretiens.csv"
    if not interviews.exists():
        interviews.write_text("entretien,identifiant,nature,fichier\n,E1,note,t.txt\n", "utf-8")
    for name, content in tables.items():
        content = content.replace("{site}", study.sites.first().name)
        (folder / f"{name}.csv").write_text(content, encoding="utf-8")
    opened = StudyFolder(folder)
    exchange.import_tables(opened, study=study, by=None, now=timezone.now())
    return opened


def test_chain_is_read_whole(study, tmp_path):
    opened = read(study, tmp_path, **TABLES)
    assert opened.faults == []
    finding = Finding.objects.get(study=study, number=12)
    said = [
        (link.rank, link.side, link.passage.quote(), link.passage.start, link.comment)
        for link in finding.links.order_by("rank")
    ]
    assert said == [
        (2, "contre", "On se réunit", 32, ""),
        (4, "pour", "On ne décide pas", 14, "Net."),
    ]
    assert finding.last_rank == 4
    assert finding.stances.get().stance == "nuance"
    recommendation = Recommendation.objects.get()
    assert recommendation.number == 5
    [lead] = recommendation.leads.all()
    [stake] = lead.stakes.all()
    assert {each.number for each in stake.findings.all()} == {3, 12}
    assert EvidenceLink.objects.get(finding__number=3).rank == 1


def test_chain_comes_back_the_same(study, tmp_path):
    read(study, tmp_path / "in", **TABLES)
    first, second = tmp_path / "1", tmp_path / "2"
    exchange.export_tables(study, first)
    for row in study.recommendations.all():
        row.delete()
    for relation in ("leads", "stakes", "findings"):
        getattr(study, relation).all().delete()
    (first / "terrain").mkdir()
    name = Document.objects.get(interview__study=study).file_name
    interviews = f"entretien,identifiant,nature,fichier\n,E1,note,{name}\n"
    (first / "terrain" / "entretiens.csv").write_text(interviews, encoding="utf-8")
    assert read(study, first).faults == []
    exchange.export_tables(study, second)
    for file in sorted(first.glob("*.csv")):
        assert file.read_text() == (second / file.name).read_text(), file.name


@pytest.mark.parametrize(
    ("table", "line", "kind"),
    [
        ("constats", "x,frein,,On décide.,", "not_a_number"),
        ("constats", "1,frein,,,", "missing_value"),
        ("constats", "1,roi,,On décide.,", "unknown_value"),
        ("constats", "1,frein,Nulle-Part,On décide.,", "unknown_site"),
        ("constats_hypotheses", "12,9,nuance", "unknown_number"),
        ("constats_hypotheses", "12,2,adore", "unknown_value"),
        ("constats_questions", "99,1", "unknown_number"),
        ("preuves", "12,pour,,E9,t.txt,On ne décide pas,,,", "unknown_text"),
        ("preuves", "12,pour,,E1,autre.txt,On ne décide pas,,,", "unknown_text"),
        ("preuves", "12,pour,,E1,t.txt,Jamais dit,,,", "citation_not_found"),
        ("preuves", "12,pour,,E1,t.txt,,,,", "missing_value"),
        ("preuves", "12,pour,,E1,t.txt,,5,900,", "citation_not_found"),
        ("preuves", "12,pour,,E1,t.txt,,13,14,", "citation_not_found"),
        ("preuves", "12,pour,,E1,t.txt,,un,deux,", "not_a_number"),
        ("preuves", "12,peut-être,,E1,t.txt,On ne décide pas,,,", "unknown_value"),
        ("enjeux", "1,,,12", "missing_value"),
        ("enjeux", "1,Décider,,12;99", "unknown_number"),
        ("pistes", "8,Une feuille,,7", "unknown_number"),
        ("preconisations", "5,,villes,,,", "missing_value"),
        ("preconisations", "5,Désigner.,villes,,99,", "unknown_number"),
    ],
)
def test_row_that_cannot_be_taken_is_named(study, tmp_path, table, line, kind):
    header = TABLES[table].partition("\n")[0]
    tables = {"constats": TABLES["constats"]} | {table: f"{header}\n{line}\n"}
    opened = read(study, tmp_path, **tables)
    assert [(fault.kind, fault.file, fault.row) for fault in opened.faults] == [
        (kind, f"{table}.csv", 2)
    ]


@pytest.mark.parametrize(
    ("table", "lines", "kind"),
    [
        ("constats", "1,frein,,On décide.,\n1,frein,,On doute.,", "doubled_number"),
        (
            "preuves",
            "12,pour,1,E1,t.txt,On ne décide pas,,,\n12,pour,1,E1,t.txt,On se réunit,,,",
            "doubled_number",
        ),
        (
            "preuves",
            "12,pour,1,E1,t.txt,On ne décide pas,,,\n12,contre,2,E1,t.txt,On ne décide pas,,,",
            "cited_twice",
        ),
        ("preconisations", "5,Désigner.,villes,,,\n5,Écrire.,villes,,,", "doubled_number"),
    ],
)
def test_row_given_twice_is_named(study, tmp_path, table, lines, kind):
    header = TABLES[table].partition("\n")[0]
    tables = {"constats": TABLES["constats"]} | {table: f"{header}\n{lines}\n"}
    opened = read(study, tmp_path, **tables)
    assert [(fault.kind, fault.row) for fault in opened.faults] == [(kind, 3)]


def test_quotation_is_believed_where_offsets_do_not_hold_it(study, tmp_path):
    header = TABLES["preuves"].partition("\n")[0]
    line = f"{header}\n12,pour,1,E1,t.txt,On ne décide pas,3,9,\n"
    read(study, tmp_path, constats=TABLES["constats"], preuves=line)
    assert EvidenceLink.objects.get().passage.start == 14
