"""The import as a person lives it: choose, dry run, confirm, result; every step found again."""

import csv
import io
import json
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from ancrage.core.access import Role
from ancrage.fieldwork import actions
from ancrage.fieldwork.models import ImportBatch, Interview
from ancrage.formats.tables import read_workbook
from tests import factories
from tests.fieldwork.conftest import archive

Status = ImportBatch.Status


@pytest.fixture
def researcher(study):
    return factories.MembershipFactory(study=study, role=Role.NATIONAL).user


@pytest.fixture
def client(as_, researcher):
    return as_(researcher)


def drop(client, brought, *, files=None, **data):
    files = brought.dropped() if files is None else files
    uploads = [SimpleUploadedFile(name, content) for name, content in files]
    url = reverse("fieldwork:batch_create", args=[brought.study.slug])
    return client.post(url, {"fichiers": uploads, **data})


def the_batch():
    return ImportBatch.objects.get()


def test_dropping_files_checks_them_and_writes_nothing(client, brought):
    response = drop(client, brought)
    assert response.status_code == 302
    page = client.get(response["Location"])
    assert the_batch().status == Status.READY
    assert "Importer 3 entretiens" in page.content.decode()
    assert not Interview.objects.exists()


def test_confirming_imports_and_says_what_was_created(client, brought):
    url = drop(client, brought)["Location"]
    assert client.post(url, {"geste": "importer"}).status_code == 302
    assert Interview.objects.count() == 3
    page = client.get(url).content.decode()
    assert "3 entretiens, 4 personnes et 2 textes sont dans l’étude" in page
    assert "Autant que dans les tableaux" in page


def test_an_archive_is_one_folder(client, brought):
    drop(client, brought, files=[("terrain.zip", brought.zipped())])
    assert the_batch().counts["texts"] == 2


def test_a_double_click_imports_once(client, brought):
    url = drop(client, brought)["Location"]
    command = str(uuid.uuid4())
    answers = [client.post(url, {"geste": "importer", "commande": command}) for _ in range(2)]
    assert {answer["Location"] for answer in answers} == {url}
    assert Interview.objects.count() == 3


def test_a_double_drop_opens_one_import(client, brought):
    command = str(uuid.uuid4())
    answers = [drop(client, brought, commande=command) for _ in range(2)]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert ImportBatch.objects.count() == 1


def test_the_back_button_then_confirming_again_changes_nothing(client, brought):
    url = drop(client, brought)["Location"]
    client.post(url, {"geste": "importer"})
    response = client.post(url, {"geste": "importer"}, follow=True)
    assert "a avancé entre-temps" in response.content.decode()
    assert Interview.objects.count() == 3


def test_nothing_dropped_is_said(client, brought):
    response = drop(client, brought, files=[])
    assert response.status_code == 422
    assert "rien n’a été reçu" in response.content.decode()
    assert not ImportBatch.objects.exists()


def test_too_heavy_is_said(client, brought, settings):
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 100
    response = drop(client, brought)
    assert response.status_code == 422
    assert "Importez-le en plusieurs fois" in response.content.decode()


def test_paths_sent_beside_the_files_keep_folders_apart(client, brought):
    brought.interviews[1]["fichier"] = "notes/E001.txt"
    brought.interviews[0]["fichier"] = "transcriptions/E001.txt"
    tables = [file for file in brought.dropped() if file[0].endswith(".csv")]
    files = [*tables, *(("E001.txt", data) for data in brought.files.values())]
    paths = ["t/entretiens.csv", "t/personnes.csv", "t/transcriptions/E001.txt", "t/notes/E001.txt"]
    drop(client, brought, files=files, chemins=json.dumps(paths))
    assert the_batch().status == Status.READY, the_batch().report


@pytest.mark.parametrize("paths", ["[", "3", '["un"]', "[1, 2, 3, 4]"])
def test_odd_paths_are_passed_over(client, brought, paths):
    drop(client, brought, chemins=paths)
    assert the_batch().status == Status.READY


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("t/" + "é" * 256 + ".txt", "est trop long"),
        ("dossier/" * 9000 + "E001.txt", "est trop long"),
        ("t/E0\n01.txt", "un retour à la ligne"),
        ("t/E001.txt\0", "un retour à la ligne"),
    ],
)
def test_a_path_that_no_archive_keeps_is_refused_in_words(client, brought, path, said):
    paths = [path, *(name for name, _ in brought.dropped()[1:])]
    response = drop(client, brought, chemins=json.dumps(paths))
    assert response.status_code == 422
    assert said in response.content.decode()
    assert not ImportBatch.objects.exists()


def test_a_refused_folder_is_told_line_by_line_and_as_a_table(client, brought):
    brought.interviews[0]["site"] = "Atlantide"
    url = drop(client, brought)["Location"]
    page = client.get(url).content.decode()
    assert "Une ligne est à corriger" in page
    assert "Atlantide" not in page
    rows = list(
        csv.DictReader(
            io.StringIO(client.get(f"{url}bilan.csv").content.decode("utf-8-sig")), delimiter=";"
        )
    )
    assert [
        (row["fichier"], row["ligne"], row["colonne"])
        for row in rows
        if row["gravité"] == "à corriger"
    ] == [("entretiens.csv", "2", "site")]


def test_a_refused_import_cannot_be_confirmed(client, brought):
    brought.interviews[0]["site"] = "Atlantide"
    url = drop(client, brought)["Location"]
    client.post(url, {"geste": "importer"})
    assert not Interview.objects.exists()


def test_giving_up_leaves_nothing(client, brought, settings, django_capture_on_commit_callbacks):
    url = drop(client, brought)["Location"]
    with django_capture_on_commit_callbacks(execute=True):
        client.post(url, {"geste": "abandonner"})
    assert the_batch().status == Status.CANCELLED
    assert list((settings.ANCRAGE_DATA / "staging").iterdir()) == []
    assert client.get(url).status_code == 200


def test_texts_may_be_read_otherwise(client, brought):
    brought.files["E002.txt"] = "Réunion à l’hôtel de ville.".encode("cp1252")
    url = drop(client, brought)["Location"]
    assert "Windows-1252" in client.get(url).content.decode()
    client.post(url, {"geste": "relire"})
    assert the_batch().status == Status.READY


def test_an_interrupted_import_is_resumed_from_its_page(client, brought):
    url = drop(client, brought)["Location"]
    ImportBatch.objects.update(status=Status.FAILED)
    assert "Cet import s’est interrompu" in client.get(url).content.decode()
    client.post(url, {"geste": "reprendre"})
    assert the_batch().status == Status.READY
    actions.confirm_import(batch=the_batch(), by=None, now=timezone.now())
    ImportBatch.objects.update(status=Status.FAILED)
    client.post(url, {"geste": "reprendre"})
    assert Interview.objects.count() == 3


def test_progress_is_a_fragment_that_ends_with_the_work(client, brought, study, researcher):
    batch = factories.ImportBatchFactory(study=study, progress=3, total=10, lease=uuid.uuid4())
    ImportBatch.objects.update(alive_at=timezone.now())
    url = batch.get_absolute_url()
    fragment = client.get(url, headers={"HX-Request": "true"})
    assert "3 sur 10" in fragment.content.decode()
    assert 'hx-trigger="every 1s"' in fragment.content.decode()
    assert "3 sur 10" in client.get(url).content.decode()
    ImportBatch.objects.update(status=Status.READY)
    assert client.get(url, headers={"HX-Request": "true"})["HX-Refresh"] == "true"


def test_undoing_asks_first(client, brought):
    url = drop(client, brought)["Location"]
    assert client.get(f"{url}annuler/").status_code == 404
    client.post(url, {"geste": "importer"})
    assert "détruits pour toujours" in client.get(f"{url}annuler/").content.decode()
    client.post(f"{url}annuler/")
    assert not Interview.objects.exists()
    assert client.get(f"{url}annuler/").status_code == 404


def test_undoing_is_refused_once_words_are_marked(client, brought):
    url = drop(client, brought)["Location"]
    client.post(url, {"geste": "importer"})
    version = Interview.objects.get(code="E001").documents.get().versions.get()
    actions.passage_at(version=version, start=0, end=20)
    response = client.post(f"{url}annuler/", follow=True)
    assert "Retirez-les d’abord" in response.content.decode()
    assert Interview.objects.count() == 3


def test_an_unknown_gesture_is_not_found(client, brought):
    url = drop(client, brought)["Location"]
    assert client.post(url, {"geste": "danser"}).status_code == 404


@pytest.mark.parametrize("name", ["modele.xlsx", "modele-entretiens.csv", "modele-personnes.csv"])
def test_models_have_the_columns_that_the_import_knows(client, study, name):
    response = client.get(reverse("fieldwork:batch_model", args=[study.slug, name]))
    assert name in response["Content-Disposition"]
    tables = read_workbook(name, response.content)
    assert any(
        "entretien" in table.columns or "identifiant" in table.columns for table in tables.values()
    )


def test_a_filled_model_is_imported(client, brought):
    """What the models name is what the import recognises, the help sheet left aside."""
    from ancrage.fieldwork.model_tables import INTERVIEWS, MODELS, PEOPLE
    from ancrage.formats.tables import Sheet, write_xlsx

    assert set(read_workbook("modele.xlsx", MODELS["modele.xlsx"].content())) >= {"aide"}
    workbook = write_xlsx(
        {
            "entretiens": Sheet(
                tuple(INTERVIEWS),
                [[row.get(c, "") for c in INTERVIEWS] for row in brought.interviews],
            ),
            "personnes": Sheet(
                tuple(PEOPLE), [[row.get(c, "") for c in PEOPLE] for row in brought.people]
            ),
            "aide": Sheet(("tableau", "colonne"), [("entretiens", "site")]),
        }
    )
    drop(client, brought, files=[("terrain.xlsx", workbook), *brought.files.items()])
    assert the_batch().status == Status.READY, the_batch().report


def test_strangers_and_readers_import_nothing(as_, brought, study):
    reader = factories.MembershipFactory(study=study, role=Role.READER).user
    stranger = factories.MembershipFactory(role=Role.ADMIN).user
    batch = factories.ImportBatchFactory(study=study)
    for person in (reader, stranger):
        client = as_(person)
        assert drop(client, brought).status_code == 404
        for url in (
            reverse("fieldwork:batch_create", args=[study.slug]),
            reverse("fieldwork:batch_list", args=[study.slug]),
            batch.get_absolute_url(),
        ):
            assert client.get(url).status_code == 404
        assert client.post(batch.get_absolute_url(), {"geste": "importer"}).status_code == 404


def test_the_history_costs_the_same_however_long(client, study, django_assert_max_num_queries):
    url = reverse("fieldwork:batch_list", args=[study.slug])
    factories.ImportBatchFactory.create_batch(2, study=study)
    with django_assert_max_num_queries(30) as few:
        client.get(url)
    factories.ImportBatchFactory.create_batch(8, study=study)
    with django_assert_max_num_queries(30) as many:
        client.get(url)
    assert len(many) == len(few)


BAD_ARCHIVES = {
    "empty_folder": [],
    "unsafe_parent": [("../entretiens.csv", b"x")],
    "unsafe_backslash": [("a\\entretiens.csv", b"x")],
    "doubled": [("E.txt", b"a"), ("e.txt", b"b")],
    "bomb": [("E.txt", b"0" * 40_000_000)],
}


@pytest.mark.parametrize("name", BAD_ARCHIVES)
def test_a_bad_archive_is_refused_with_a_sentence(client, brought, name):
    url = drop(client, brought, files=[("terrain.zip", archive(BAD_ARCHIVES[name]))])["Location"]
    assert the_batch().status == Status.REFUSED
    page = client.get(url)
    assert page.status_code == 200
    assert actions.sentence(the_batch().report[0]) in page.content.decode()


def test_import_page_says_beforehand_what_the_study_still_lacks(as_):
    user = factories.MembershipFactory(role=Role.NATIONAL).user
    study = user.memberships.get().study
    url = reverse("fieldwork:batch_create", args=[study.slug])
    needs = [
        reverse("studies:site_add", args=[study.slug]),
        reverse("studies:line_create", args=[study.slug, "etapes"]),
    ]

    def said():
        page = as_(user).get(url).content.decode()
        return [need for need in needs if f'href="{need}"' in page]

    assert said() == needs
    factories.SiteFactory(study=study)
    factories.StepFactory(study=study)
    assert said() == []
