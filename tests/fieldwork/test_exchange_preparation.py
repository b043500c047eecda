"""What step 1 holds goes out with a study and comes back the same."""

from pathlib import Path

import pytest
from django.utils import timezone

from ancrage.fieldwork import exchange
from ancrage.fieldwork.models import ActorCategory, ActorToMeet, Guide, LogEntry, WorkingPaper
from ancrage.formats.study_folder import StudyFolder
from ancrage.studies.models import Study
from tests import factories

TABLES = {
    "documents": """site,nature,etat,date,auteur,fichier,arrete_le,arrete_avec
Lille,feuille_de_route,1,2015-11-20,,f1.md,,
Lille,feuille_de_route,2,2015-11-26,{email},f2.md,2015-11-27,le comité local
""",
    "acteurs": """site,categorie,instance,eloigne,approche,etat
Lille,élu,Adjoint à la jeunesse,,Par le cabinet,rencontre
Lille,habitant,Jeunes sans emploi ni formation,oui,Par la prévention,a_contacter
""",
    "inventaire": """site,nature,intitule,porte_par,public,depuis,description
Lille,participation,Conseil citoyen,Ville,Habitants,2014,Se réunit le mardi.
""",
    "carnet": """site,date,nature,texte,suite,pour_le,faite_le,reservee,auteur
Lille,2015-11-03,appel,Premier contact.,Rappeler,2015-11-10,2015-11-09,oui,{email}
Lille,2015-11-12,reunion,On commence par le quartier sud.,,,,,{email}
""",
    "guides": """site,etape,edition,titre,ouverture,conclusion,arrete_le
Lille,2,1,Guide,Bonjour.,Merci.,2016-01-04
Lille,2,2,Guide revu,,,
""",
    "guides_questions": """site,etape,edition,axe,question,relances
Lille,2,1,1,Qui vous répond ?,Et après ?
Lille,2,1,,Et la jeunesse ?,
Lille,2,2,1,Qui vous a répondu ?,
""",
}


@pytest.fixture
def lille(cast) -> Study:
    return ready(cast, factories.StudyFactory())


def ready(cast, study: Study) -> Study:
    factories.SiteFactory(study=study, name="Lille", slug="lille")
    factories.StepFactory(study=study, number=2)
    factories.AxisFactory(study=study, number=1)
    factories.MembershipFactory(study=study, user=cast.national, role="equipe_nationale")
    return study


@pytest.fixture
def folder(tmp_path, cast) -> Path:
    for name, content in TABLES.items():
        written = content.format(email=cast.national.email)
        (tmp_path / f"{name}.csv").write_text(written, encoding="utf-8")
    (tmp_path / "documents").mkdir()
    for name, text in (("f1.md", "Deux réunions."), ("f2.md", "# Route\n\nTrois réunions.")):
        (tmp_path / "documents" / name).write_text(f"{text}\n", encoding="utf-8")
    return tmp_path


def carry_in(study: Study, path: Path) -> StudyFolder:
    folder = StudyFolder(path)
    exchange.import_tables(folder, study=study, by=None, now=timezone.now())
    return folder


def test_preparation_comes_in_whole(lille, folder, cast):
    assert carry_in(lille, folder).faults == []
    paper = WorkingPaper.objects.get()
    assert [state.text for state in paper.revisions.all()] == [
        "# Route\n\nTrois réunions.",
        "Deux réunions.",
    ]
    assert (str(paper.settled_on), paper.settled_with) == ("2015-11-27", "le comité local")
    assert ActorToMeet.objects.get(distant=True).category.label == "habitant"
    assert not LogEntry.objects.get(next_step="Rappeler").shared
    assert LogEntry.objects.filter(author=cast.national).count() == 2
    first, second = Guide.objects.order_by("edition")
    assert (first.is_settled, second.is_settled) == (True, False)
    assert [question.axis is None for question in first.questions.all()] == [False, True]


def test_preparation_comes_back_the_same(lille, folder, cast, tmp_path_factory):
    carry_in(lille, folder)
    out, again = tmp_path_factory.mktemp("out"), tmp_path_factory.mktemp("again")
    exchange.export_tables(lille, out)
    other = ready(cast, factories.StudyFactory())
    assert carry_in(other, out).faults == []
    exchange.export_tables(other, again)
    written = sorted(path.relative_to(out) for path in out.rglob("*.*"))
    assert {Path(f"{name}.csv") for name in TABLES} < set(written)
    for name in written:
        assert (out / name).read_text() == (again / name).read_text(), name


def test_kinds_of_actors_are_made_once_whatever_their_case(lille, folder):
    factories.ActorCategoryFactory(study=lille, label="Élu", order=1)
    carry_in(lille, folder)
    labels = ActorCategory.objects.filter(study=lille).values_list("label", flat=True)
    assert list(labels) == ["Élu", "habitant"]


@pytest.mark.parametrize(
    ("table", "line", "kind", "column"),
    [
        ("documents", "Atlantide,methode,1,2015-11-20,,f1.md,,", "unknown_site", "site"),
        ("documents", "Lille,poeme,1,2015-11-20,,f1.md,,", "unknown_nature", "nature"),
        ("documents", "Lille,methode,2,2015-11-20,,f1.md,,", "bad_rank", "etat"),
        ("documents", "Lille,methode,1,2015-11-20,,../f1.md,,", "bad_value", "fichier"),
        ("documents", "Lille,methode,1,2015-11-20,,f9.md,,", "missing_file", "fichier"),
        ("documents", "Lille,methode,1,hier,,f1.md,,", "bad_date", "date"),
        ("documents", "Lille,methode,1,2015-11-20,x@x.fr,f1.md,,", "unknown_author", "auteur"),
        ("documents", "Lille,methode,1,2015-11-20,,f1.md,2015-11-19,X", "too_early", "arrete_le"),
        (
            "documents",
            "Lille,methode,1,2015-11-20,,f1.md,2015-11-20,",
            "missing_value",
            "arrete_avec",
        ),
        ("documents", "Lille,feuille_de_route,3,2015-11-27,,f2.md,,", "doubled_line", "fichier"),
        ("acteurs", "Lille,élu,Adjoint à la jeunesse,,,rencontre", "doubled_line", "instance"),
        ("acteurs", "Lille,élu,Maire,,,vu", "unknown_state", "etat"),
        ("acteurs", "Lille,,Maire,,,rencontre", "missing_value", "categorie"),
        ("inventaire", "Lille,participation,Conseil citoyen,,,,", "doubled_line", "intitule"),
        ("inventaire", "Lille,fete,Carnaval,,,,", "unknown_nature", "nature"),
        ("carnet", "Lille,2015-11-03,appel,Vu.,,2015-11-10,,,", "missing_value", "suite"),
        ("carnet", "Lille,2015-11-03,appel,Vu.,Voir,,2015-11-01,,", "too_early", "faite_le"),
        ("carnet", "Lille,2015-11-03,fax,Vu.,,,,,", "unknown_nature", "nature"),
        ("guides", "Lille,9,1,Guide,,,", "unknown_etape", "etape"),
        ("guides", "Lille,2,1,Guide,,,", "refused", ""),
        ("guides", "Lille,2,3,Guide,,,", "refused", ""),
        ("guides_questions", "Lille,2,7,1,Qui ?,", "unknown_guide", "edition"),
        ("guides_questions", "Lille,2,2,8,Qui ?,", "unknown_axe", "axe"),
    ],
)
def test_row_that_cannot_be_taken_is_named(lille, folder, table, line, kind, column):
    path = folder / f"{table}.csv"
    with path.open("a", encoding="utf-8") as file:
        file.write(f"{line}\n")
    row = len(path.read_text(encoding="utf-8").splitlines())
    [fault] = carry_in(lille, folder).faults
    assert (fault.kind, fault.file, fault.row, fault.column) == (kind, f"{table}.csv", row, column)


def test_settled_guide_without_a_question_is_a_fault(lille, folder):
    (folder / "guides_questions.csv").unlink()
    [fault] = carry_in(lille, folder).faults
    assert (fault.kind, fault.file, fault.row) == ("no_question", "guides.csv", 2)
