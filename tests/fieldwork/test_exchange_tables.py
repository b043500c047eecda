"""The field goes out with a study and comes back; names stay in the vault."""

import pytest
from django.utils import timezone

from ancrage.fieldwork import exchange
from ancrage.fieldwork.models import Document, ImportBatch, Interview, Participant, TextVersion
from ancrage.formats.study_folder import StudyFolder
from ancrage.studies.models import Study
from tests import factories


@pytest.fixture
def carried(brought, tmp_path):
    """The folder of a study that holds this field."""
    folder = tmp_path / "etude"
    (folder / "terrain").mkdir(parents=True)
    for name, data in brought.dropped():
        (folder / "terrain" / name).write_bytes(data)
    return folder


def carry_in(study, path):
    folder = StudyFolder(path)
    exchange.import_tables(folder, study=study, by=None, now=timezone.now())
    return folder


def test_the_field_comes_in_with_the_study(brought, carried):
    folder = carry_in(brought.study, carried)
    assert folder.faults == []
    assert Interview.objects.count() == 3
    batch = ImportBatch.objects.get()
    assert (batch.status, batch.counts["people"]) == (ImportBatch.Status.DONE, 4)


def test_faults_are_told_by_file_and_row(brought, carried):
    table = carried / "terrain" / "entretiens.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("Creil", "Atlantide"), "utf-8")
    folder = carry_in(brought.study, carried)
    [fault] = folder.faults
    assert (fault.kind, fault.file, fault.row) == ("unknown_site", "terrain/entretiens.csv", 4)
    assert not Interview.objects.exists()


def test_a_study_without_field_has_no_fault(study, tmp_path):
    assert carry_in(study, tmp_path).faults == []


def test_a_folder_that_leads_elsewhere_is_a_fault(brought, carried):
    (carried / "terrain" / "lien.txt").symlink_to("/etc/hostname")
    assert [fault.kind for fault in carry_in(brought.study, carried).faults] == ["symlink"]


def test_texts_are_found_again_by_the_names_that_the_folder_gives_them(brought, carried):
    carry_in(brought.study, carried)
    found = exchange.documents_by_file(StudyFolder(carried), study=brought.study)
    assert {key: document.kind for key, document in found.items()} == {
        ("E001", "E001.txt"): Document.Kind.TRANSCRIPT,
        ("E002", "E002.txt"): Document.Kind.NOTE,
    }


def test_the_field_goes_out_without_names_and_comes_back_the_same(brought, carried, tmp_path):
    carry_in(brought.study, carried)
    out = tmp_path / "sortie"
    exchange.export_tables(brought.study, out)
    written = "".join(path.read_text(encoding="utf-8") for path in (out / "terrain").iterdir())
    for name in ("Okafor", "Delattre", "Benali", "Tesfaye", "Nathalie"):
        assert name.casefold() not in written.casefold()
    other = factories.StudyFactory()
    factories.StepFactory(study=other, number=2)
    for site in brought.study.sites.all():
        factories.SiteFactory(study=other, name=site.name)
    assert carry_in(other, out).faults == []
    assert shape(other) == shape(brought.study)


def shape(study: Study):
    people = Participant.objects.filter(interview__study=study)
    versions = TextVersion.objects.filter(document__interview__study=study)
    return {
        "interviews": list(
            study.interviews.values_list(
                "code", "site__name", "held_on", "kind", "place", "minutes"
            )
        ),
        "people": list(people.values_list("interview__code", "label", "category__label")),
        "consents": sorted(people.values_list("interview__code", "label", "consents__purpose")),
        "texts": list(versions.values_list("document__interview__code", "text")),
        "turns": list(
            versions.order_by("document__interview__code", "turns__start").values_list(
                "turns__start", "turns__end", "turns__participant__label"
            )
        ),
    }
