"""A study's frame goes out and comes back the same."""

from pathlib import Path

import pytest
from django.utils import timezone

from ancrage.formats.study_folder import StudyFolder
from ancrage.studies import exchange
from ancrage.studies.models import Fact, Study
from tests import factories

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def write(folder: Path, **tables: str) -> StudyFolder:
    for name, content in {
        "etude": "champ,valeur\nnom_court,essai\ntitre,Essai\n",
        **tables,
    }.items():
        (folder / f"{name}.csv").write_text(content, encoding="utf-8")
    return StudyFolder(folder)


@pytest.fixture
def frame(tmp_path) -> StudyFolder:
    factories.TerritoryFactory(code="62041", name="Arras")
    return write(
        tmp_path,
        sources="code,titre,date,precision,lieu\nS0,Page,2016-02-01,mois,web\nS2,Rapport,2019,an,\n",
        faits="fait,contradiction,objet,champ,valeur,nature,debut,fin,source,emplacement,retenue,raison\n"
        "duree,c1,Étude,durée,trois ans,annonce,2015-10,,S0,,,\n"
        "duree,c1,Étude,durée,27 mois,effectif,2015-09,2017-11,S2,p. 11,oui,Plus précis\n",
        axes="numero,titre,description\n1,Habitants,\n",
        etapes="numero,titre,but\n1,Préparer,\n",
        sites="nom,nature,code,ordre,presentation\nArras,commune,62041,1,\n",
        thematiques="site,axe,titre,date,raison,accord\nArras,1,Observer,2015-11-12,,Ville\n"
        "Arras,1,Observer ensemble,2016-05-02,Élargie,Ville\n",
        propositions="site,axe,titre,proposee_par,date,pourquoi,etat,raison\n"
        "Arras,1,Logement,Bailleur,2015-10-08,,ecartee,Traité ailleurs\n"
        "Arras,1,Observer,Ville,2015-10-12,Des chiffres épars,retenue,Accord de tous\n",
        grille="site,axe,texte\nArras,1,Peu de lieux.\n",
        productions="etape,code,libelle\n1,feuille,Feuille de route\n",
        avancement="site,etape,production,date,preuve\nArras,1,feuille,2015-12-01,compte rendu\n",
        calendrier="titre,site,nature,debut,fin,lieu\nVisite,Arras,visite,2016-02-04,2016-02-05,\n",
        membres="email,nom,role,site,debut,fin\na@exemple.fr,Anne,equipe_site,Arras,2015-09-01,\n",
    )


def test_frame_is_read_whole(frame):
    study = exchange.create_study(frame, by=None, now=NOW)
    assert not frame.faults
    fact = Fact.objects.contradicted().get(study=study)
    assert [claim.value for claim in fact.claims.filter(chosen=True)] == ["27 mois"]
    site = study.sites.get()
    assert [theme.title for theme in site.themes.all()] == ["Observer ensemble", "Observer"]
    assert site.deliveries.get().proof == "compte rendu"
    assert [row.state for row in site.theme_proposals.all()] == ["retenue", "ecartee"]


def test_frame_comes_back_the_same(frame, tmp_path):
    study = exchange.create_study(frame, by=None, now=NOW)
    first, second = tmp_path / "1", tmp_path / "2"
    exchange.export_tables(study, first)
    Study.objects.filter(pk=study.pk).update(slug="avant")
    again = exchange.create_study(StudyFolder(first), by=None, now=NOW)
    exchange.export_tables(again, second)
    for file in sorted(first.iterdir()):
        assert file.read_text() == (second / file.name).read_text(), file.name


@pytest.mark.parametrize(
    ("table", "line", "kind"),
    [
        ("sites", "nom,nature,code,ordre,presentation\nX,commune,99999,1,\n", "unknown_territory"),
        ("axes", "numero,titre,description\nun,Habitants,\n", "not_a_number"),
        ("sources", "code,titre,date,precision,lieu\nS0,Page,automne,jour,\n", "bad_date"),
        ("partenaires", "organisme,role,debut,fin,source\nCAF,financeur,,,S9\n", "unknown_source"),
        ("calendrier", "titre,site,nature,debut,fin,lieu\nX,,visite,31/02/2016,,\n", "bad_date"),
        ("membres", "email,nom,role,site,debut,fin\nb@b.fr,B,roi,,,\n", "unknown_role"),
        ("partenaires", "organisme,role,debut,fin,source\n,financeur,,,\n", "missing_value"),
    ],
)
def test_row_that_cannot_be_taken_is_named(tmp_path, table, line, kind):
    folder = write(tmp_path, **{table: line})
    exchange.create_study(folder, by=None, now=NOW)
    assert [(fault.kind, fault.file, fault.row) for fault in folder.faults] == [
        (kind, f"{table}.csv", 2)
    ]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Arras,1,Logement,Ville,2015-10-08,,peut-être,", "unknown_state"),
        ("Arras,1,Logement,Ville,2015-10-08,,ecartee,", "missing_value"),
        ("Arras,9,Logement,Ville,2015-10-08,,ouverte,", "unknown_axe"),
        ("Arras,1,Logement,,2015-10-08,,ouverte,", "missing_value"),
    ],
)
def test_proposal_that_cannot_be_taken_is_named(frame, line, kind):
    path = frame.path / "propositions.csv"
    path.write_text(path.read_text(encoding="utf-8") + f"{line}\n", encoding="utf-8")
    exchange.create_study(frame, by=None, now=NOW)
    assert [(fault.kind, fault.row) for fault in frame.faults] == [(kind, 4)]


def test_study_without_a_name_is_refused(tmp_path):
    (tmp_path / "etude.csv").write_text("champ,valeur\ntitre,Essai\n", encoding="utf-8")
    folder = StudyFolder(tmp_path)
    assert exchange.create_study(folder, by=None, now=NOW) is None
    assert folder.faults[0].file == "etude.csv"
