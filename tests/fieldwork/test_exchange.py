"""The field goes in and out with a whole study; who read which text goes with it."""

from datetime import date
from pathlib import Path

import pytest
from django.utils import timezone

from ancrage.fieldwork import exchange
from ancrage.fieldwork.models import TextVersion
from ancrage.formats.study_folder import StudyFolder
from tests import factories

TEXT = "ENQUÊTRICE : Et alors ?\n\nMme Lefranc : On se voit, c’est tout, dit Jeanne Lefranc.\n"


@pytest.fixture
def folder(tmp_path, cast) -> Path:
    step = factories.StepFactory(study=cast.study, number=2)
    terrain = tmp_path / "terrain"
    terrain.mkdir()
    (terrain / "E001.txt").write_text(TEXT, encoding="utf-8")
    (terrain / "entretiens.csv").write_text(
        "identifiant,site,etape,date,type,lieu,duree,menes_par,theme,nature,fichier\n"
        f"E001,{cast.site.name},{step.number},2016-03-15,individuel,,60,Odile T.,,transcription,"
        "E001.txt\n",
        encoding="utf-8",
    )
    (terrain / "personnes.csv").write_text(
        "entretien,nom,fonction,organisme,categorie,locuteur,consentements\n"
        "E001,Jeanne Lefranc,Adjointe au maire,Ville,élu,Mme Lefranc,transcrire;coder;citer\n",
        encoding="utf-8",
    )
    return tmp_path


def read(folder: Path, study, reviews: str = "") -> StudyFolder:
    if reviews:
        header = "entretien,fichier,relu_par,date\n"
        (folder / "relectures.csv").write_text(header + reviews, encoding="utf-8")
    opened = StudyFolder(folder)
    exchange.import_tables(opened, study=study, by=None, now=timezone.now())
    return opened


def test_text_is_marked_as_read_by_whom_the_table_says(folder, cast):
    opened = read(folder, cast.study, f"E001,E001.txt,{cast.national.email},2016-07-01\n")
    assert not opened.faults
    version = TextVersion.objects.get()
    assert version.reviewed_by == cast.national
    assert timezone.localdate(version.reviewed_at) == date(2016, 7, 1)


def test_text_that_no_row_names_stays_unread(folder, cast):
    read(folder, cast.study)
    assert not TextVersion.objects.get().is_reviewed


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        ("E009,E001.txt,{email},2016-07-01\n", "unknown_text"),
        ("E001,E001.txt,inconnu@exemple.fr,2016-07-01\n", "unknown_author"),
        ("E001,E001.txt,{email},31/02/2016\n", "bad_date"),
    ],
)
def test_review_that_cannot_be_taken_is_a_fault(folder, cast, row, kind):
    opened = read(folder, cast.study, row.format(email=cast.national.email))
    assert [(fault.kind, fault.file, fault.row) for fault in opened.faults] == [
        (kind, "relectures.csv", 2)
    ]


def test_field_comes_back_without_names(folder, cast, tmp_path_factory):
    read(folder, cast.study, f"E001,E001.txt,{cast.national.email},2016-07-01\n")
    out = tmp_path_factory.mktemp("out")
    exchange.export_tables(cast.study, out)
    written = "".join(path.read_text(encoding="utf-8") for path in out.rglob("*.*"))
    assert "Lefranc" not in written
    assert "[Adjointe 1]" in written
    assert cast.national.email in written
