"""A team drops what it brought back: by mouse, as a folder, and without any script."""

import pytest
from django.urls import reverse

from ancrage.core.access import Role
from ancrage.fieldwork.models import ImportBatch, Interview, TextVersion
from tests import factories
from tests.fieldwork.conftest import EVERYTHING, INTERVIEWS, PEOPLE, table

DROP = """(files) => {
  const transfer = new DataTransfer();
  for (const [name, words] of files) transfer.items.add(new File([words], name));
  const zone = document.querySelector("[data-drop-zone]");
  zone.dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, bubbles: true }));
}"""


@pytest.fixture
def study(page, log_in):
    study = factories.StudyFactory()
    factories.StepFactory(study=study, number=2)
    factories.SiteFactory(study=study, name="Arras")
    log_in(factories.MembershipFactory(study=study, role=Role.NATIONAL).user)
    return study


@pytest.fixture
def folder(tmp_path):
    """Two texts of the same name, in two folders."""
    facts = {"site": "Arras", "etape": 2, "date": "2016-03-21", "type": "individuel"}
    interviews = [
        {**facts, "identifiant": "E001", "nature": "transcription", "fichier": "lundi/texte.txt"},
        {**facts, "identifiant": "E002", "nature": "note", "fichier": "mardi/texte.txt"},
    ]
    person = {"fonction": "habitante", "categorie": "habitant", "consentements": EVERYTHING}
    people = [
        {**person, "entretien": "E001", "nom": "Nathalie Okafor", "locuteur": "Mme Okafor"},
        {**person, "entretien": "E002", "nom": "Samira Benali"},
    ]
    terrain = tmp_path / "terrain"
    for name, content in {
        "entretiens.csv": table(INTERVIEWS, interviews),
        "personnes.csv": table(PEOPLE, people),
        "lundi/texte.txt": "Mme Okafor : On se voit en réunion.".encode(),
        "mardi/texte.txt": b"Samira Benali ne vient plus.",
    }.items():
        path = terrain / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return terrain


def choose(page, study):
    page.goto(reverse("fieldwork:batch_create", args=[study.slug]))


def confirm(page):
    page.get_by_role("button", name="Importer 2 entretiens").click()
    page.get_by_text("C’est fait").wait_for()


def test_a_folder_is_checked_confirmed_and_read_through(page, study, folder):
    choose(page, study)
    page.get_by_label("Ou tout un dossier").set_input_files(folder)
    page.get_by_role("button", name="Contrôler ce dossier").click()
    page.get_by_text("Rien n’est encore écrit").wait_for()
    assert not Interview.objects.exists()
    confirm(page)
    assert Interview.objects.count() == 2
    page.get_by_role("link", name="Relire les textes").click()
    page.get_by_role("link", name="Relire le premier").click()
    assert page.locator("mark").first.inner_text() == "[Habitante 1]"
    page.get_by_role("link", name="corriger ce paragraphe 1").click()
    page.get_by_label("Paragraphe").fill("[Habitante 1] : On se croise en réunion.")
    page.get_by_role("button", name="Enregistrer la correction").click()
    page.get_by_text("On se croise").wait_for()
    for _ in range(2):
        page.get_by_role("button", name="Marquer comme relu").click()
    page.get_by_text("Tous les textes sont relus").wait_for()
    assert all(version.is_reviewed for version in TextVersion.objects.current())


def test_files_dropped_by_mouse_are_told_then_checked(page, study, folder):
    choose(page, study)
    files = [
        [path.name, path.read_text(encoding="utf-8")]
        for path in sorted(folder.rglob("*.*"))
        if path.parent.name != "mardi"
    ]
    page.evaluate(DROP, files)
    page.get_by_text("3 fichiers choisis").wait_for()
    page.get_by_role("button", name="Contrôler ce dossier").click()
    page.get_by_role("heading", name="À corriger").wait_for()
    assert page.get_by_text("Ce texte est le même que celui de la ligne 2").is_visible()
    assert ImportBatch.objects.get().status == ImportBatch.Status.REFUSED


class TestWithoutScript:
    @pytest.fixture
    def page_options(self):
        return {"viewport": {"width": 375, "height": 800}, "java_script_enabled": False}

    def test_files_are_imported_all_the_same(self, page, study, folder):
        table_of_one = (folder / "entretiens.csv").read_text(encoding="utf-8")
        table_of_one = table_of_one.replace("lundi/texte.txt", "texte.txt")
        table_of_one = table_of_one.replace("note,mardi/texte.txt", ",")
        (folder / "entretiens.csv").write_text(table_of_one, encoding="utf-8")
        choose(page, study)
        files = ["entretiens.csv", "personnes.csv", "lundi/texte.txt"]
        page.get_by_label("Une archive zip, ou les fichiers").set_input_files(
            [folder / name for name in files]
        )
        page.get_by_role("button", name="Contrôler ce dossier").click()
        confirm(page)
        assert Interview.objects.count() == 2
