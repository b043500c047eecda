"""The command line imports as the pages do, and says what it can't take."""

import io
import json
import os
import uuid

import pytest
from django.core.management import CommandError, call_command

from ancrage.core.models import JournalEntry
from ancrage.fieldwork.models import ImportBatch, Interview
from ancrage.formats import archives
from ancrage.vault import keys
from tests import factories
from tests.fieldwork.conftest import archive


@pytest.fixture
def folder(brought, tmp_path):
    """Write the folder on disk."""

    def write():
        path = tmp_path / "terrain"
        path.mkdir(exist_ok=True)
        for name, data in brought.dropped():
            (path / name).write_bytes(data)
        return path

    return write


def run(study, folder, *options):
    out, err = io.StringIO(), io.StringIO()
    call_command("import_interviews", study.slug, str(folder), *options, stdout=out, stderr=err)
    return out.getvalue() + err.getvalue()


def test_a_dry_run_counts_and_writes_nothing(brought, folder, tmp_path, settings):
    report = tmp_path / "report.json"
    said = run(brought.study, folder(), "--dry-run", "--report", str(report))
    assert "Rien n’a été écrit." in said
    content = json.loads(report.read_text(encoding="utf-8"))
    assert (content["counts"]["interviews"], content["counts"]["people"]) == (3, 4)
    assert not any(fault["blocking"] for fault in content["faults"])
    assert not ImportBatch.objects.exists()
    assert not Interview.objects.exists()
    assert not (settings.ANCRAGE_DATA / "staging").exists()


@pytest.mark.parametrize("zipped", [False, True])
def test_a_folder_or_a_zip_is_imported(brought, folder, tmp_path, zipped):
    path = folder()
    if zipped:
        path = tmp_path / "terrain.zip"
        path.write_bytes(brought.zipped())
    by = factories.UserFactory()
    assert "Entretiens importés." in run(brought.study, path, "--as", by.email)
    assert Interview.objects.count() == 3
    assert ImportBatch.objects.get().by == by
    assert set(
        JournalEntry.objects.filter(verb="interview.created").values_list("actor", flat=True)
    ) == {by.uuid}


@pytest.mark.parametrize("options", [[], ["--dry-run"]])
def test_a_blocking_fault_ends_with_1_once_the_report_is_written(
    brought, folder, tmp_path, options
):
    brought.interviews[0]["site"] = "Atlantide"
    report = tmp_path / "report.json"
    with pytest.raises(SystemExit) as end:
        run(brought.study, folder(), "--report", str(report), *options)
    assert end.value.code == 1
    content = json.loads(report.read_text(encoding="utf-8"))
    [fault] = [fault for fault in content["faults"] if fault["blocking"]]
    assert fault | {"message": ""} == {
        "kind": "unknown_site",
        "file": "entretiens.csv",
        "sheet": "",
        "row": 2,
        "column": "site",
        "blocking": True,
        "message": "",
    }
    assert "ajoutez le site" in fault["message"]
    assert content["counts"]["interviews"] == 3
    assert not Interview.objects.exists()


def test_a_warning_alone_does_not_stop(brought, folder):
    brought.files["brouillon.txt"] = b"Rien."
    said = run(brought.study, folder())
    assert "à savoir" in said
    assert Interview.objects.count() == 3


def test_texts_may_be_read_as_windows_1252(brought, folder):
    brought.files["E002.txt"] = "Réunion à l’hôtel de ville.".encode("cp1252")
    with pytest.raises(SystemExit):
        run(brought.study, folder())
    run(brought.study, folder(), "--encoding", "cp1252")
    assert Interview.objects.count() == 3


def test_what_is_missing_is_said(brought, tmp_path):
    with pytest.raises(CommandError, match="n’existe pas"):
        run(brought.study, tmp_path / "absent")
    with pytest.raises(CommandError, match="Aucune étude"):
        run(factories.StudyFactory.build(slug="absente"), tmp_path)
    with pytest.raises(CommandError, match="Aucun compte"):
        run(brought.study, tmp_path, "--as", "personne@exemple.fr")


def test_a_link_out_of_the_folder_is_refused(brought, folder, tmp_path):
    (folder() / "lien.txt").symlink_to("/etc/hostname")
    with pytest.raises(CommandError, match="lien"):
        run(brought.study, tmp_path / "terrain")


def test_an_empty_folder_is_refused(brought, tmp_path):
    (tmp_path / "vide").mkdir()
    report = tmp_path / "report.json"
    with pytest.raises(SystemExit):
        run(brought.study, tmp_path / "vide", "--report", str(report))
    [fault] = json.loads(report.read_text(encoding="utf-8"))["faults"]
    assert fault["kind"] == "empty_folder"


@pytest.mark.parametrize("name", ["../entretiens.csv", "a\\entretiens.csv", "/etc/passwd"])
def test_an_archive_that_leads_elsewhere_is_refused(brought, tmp_path, name):
    path = tmp_path / "terrain.zip"
    path.write_bytes(archive([(name, b"x")]))
    with pytest.raises(SystemExit):
        run(brought.study, path)
    assert not Interview.objects.exists()


def test_sweep_leaves_the_keys_of_another_database_alone(db, settings):
    owner = uuid.uuid4()
    keys.create(owner)
    path = settings.ANCRAGE_KEYS / "data" / str(owner)
    os.utime(path, (0, 0))
    with pytest.raises(CommandError, match="Rien n’a été retiré"):
        call_command("sweep")
    assert keys.read(owner)


def test_sweep_says_what_it_found(db):
    out = io.StringIO()
    call_command("sweep", stdout=out)
    assert out.getvalue().split() == ["0", "imports", "0", "files", "0", "keys"]


@pytest.mark.parametrize("options", [[], ["--dry-run"]])
def test_a_report_that_cannot_be_written_is_said_before_anything_is(
    brought, folder, tmp_path, options
):
    with pytest.raises(CommandError, match="ne peut être lu ou écrit"):
        run(brought.study, folder(), "--report", str(tmp_path), *options)
    assert not ImportBatch.objects.exists()


def test_a_folder_that_cannot_be_read_is_said_without_naming_its_files(
    brought, folder, monkeypatch
):
    def refuse(path, limits):
        raise PermissionError(13, "Permission denied", "Okafor.txt")

    monkeypatch.setattr(archives, "_read_file", refuse)
    with pytest.raises(CommandError, match="ne peut être lu") as refusal:
        run(brought.study, folder())
    assert "Okafor" not in str(refusal.value)


def test_a_file_whose_name_is_no_text_does_not_stop_the_check(brought, folder):
    """As unpacked from an archive made on an old system."""
    odd = os.fsencode(folder()) + b"/not\xe9.txt"
    with open(odd, "wb") as file:  # noqa: PTH123 - a path of bytes
        file.write(b"Une note oubli\xc3\xa9e.")
    assert "not?.txt" in run(brought.study, folder())
