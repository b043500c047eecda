"""Reports carried in and out as Markdown."""

import pytest

from ancrage.formats.study_folder import StudyFolder
from ancrage.reports import exchange
from ancrage.reports.models import Report
from tests import factories
from tests.reports.conftest import NOW

COVER = (
    "champ,valeur\ntitre,Arras\nnature,{kind}\nsite,{site}\nauteurs,Camille\nmentions,Exemple.\n"
)
SECTIONS = "ordre,niveau,nature,titre,fichier\n2,2,section,Deux,deux.md\n1,1,partie,Un,\n"


@pytest.fixture
def study(db):
    site = factories.SiteFactory(territory__name="Arras")
    return site.study


@pytest.fixture
def folder(tmp_path):
    return _folder(tmp_path)


def _folder(path, cover=COVER, sections=SECTIONS, slug="arras", site="Arras", kind="restitution"):
    target = path / "rapports" / slug
    target.mkdir(parents=True)
    (target / "rapport.csv").write_text(cover.format(site=site, kind=kind), encoding="utf-8")
    (target / "sections.csv").write_text(sections, encoding="utf-8")
    (target / "deux.md").write_text("Un mot. [[constat 1]]\n", encoding="utf-8")
    return StudyFolder(path)


def read(folder, study):
    exchange.import_tables(folder, study=study, by=None, now=NOW)
    return [fault.kind for fault in folder.faults]


def test_a_report_is_read_with_its_sections_in_order(folder, study):
    assert read(folder, study) == []
    report = Report.objects.get()
    assert (report.slug, report.title, report.site.name) == ("arras", "Arras", "Arras")
    assert report.credits == "Auteurs : Camille\nExemple."
    assert list(report.sections.values_list("title", "level", "body")) == [
        ("Un", 1, ""),
        ("Deux", 2, "Un mot. [[constat 1]]"),
    ]


def test_what_is_written_is_read_back_the_same(folder, study, tmp_path):
    read(folder, study)
    exchange.export_tables(study, tmp_path / "out")
    first = Report.objects.get()
    kept = list(first.sections.values_list("order", "level", "kind", "title", "body"))
    cover = (first.title, first.subtitle, first.credits, first.kind, first.site_id)
    first.delete()
    assert read(StudyFolder(tmp_path / "out"), study) == []
    again = Report.objects.get()
    assert list(again.sections.values_list("order", "level", "kind", "title", "body")) == kept
    assert (again.title, again.subtitle, again.credits, again.kind, again.site_id) == cover


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"site": "Atlantide"}, "unknown_site"),
        ({"site": ""}, "unknown_site"),
        ({"kind": "roman"}, "bad_value"),
        ({"cover": "champ,valeur\nnature,rapport\n"}, "missing_value"),
        ({"sections": SECTIONS.replace("2,2", "2,4")}, "bad_value"),
        ({"sections": SECTIONS.replace("partie", "tome")}, "bad_value"),
        ({"sections": SECTIONS.replace("deux.md", "absent.md")}, "missing_file"),
        ({"sections": SECTIONS.replace("deux.md", "../secret.md")}, "bad_value"),
        ({"slug": "avec espace"}, "bad_value"),
    ],
)
def test_what_cannot_be_taken_is_a_fault_and_nothing_is_created(tmp_path, study, change, fault):
    assert read(_folder(tmp_path, **change), study) == [fault]
    assert not Report.objects.exists()


def test_a_folder_without_reports_is_fine(tmp_path, study):
    assert read(StudyFolder(tmp_path), study) == []
