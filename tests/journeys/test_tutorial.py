"""The first study of the documentation, followed step by step in a browser."""

import re

import pytest
from playwright.sync_api import Page, expect

from ancrage.core.access import Role
from ancrage.evidence.models import Finding
from ancrage.reports.models import Publication
from tests import described, factories

SAID = "Une personne qui décide."
CLAIM = "À Arras, un dossier avance quand une personne habilitée à décider vient sur place."


@pytest.fixture
def study(transactional_db):
    """What the tutorial needs of the example: a site, a step and a code."""
    study = factories.StudyFactory()
    factories.SiteFactory(study=study, name="Arras")
    factories.StepFactory(study=study, number=2)
    factories.CodeFactory(study=study, name="Pouvoir de dire oui")
    return study


@pytest.fixture
def desk(study, page: Page, log_in) -> Page:
    log_in(factories.MembershipFactory(study=study, role=Role.NATIONAL).user)
    page.goto(study.get_absolute_url())
    return page


def follow(page: Page, *names: str) -> None:
    """Follow links of the page by their words."""
    for name in names:
        page.get_by_role("link", name=name, exact=True).first.click()


def bring_in(page: Page) -> None:
    """Drop the folder, read the check, import."""
    follow(page, "Importer des entretiens")
    files = [
        {"name": name, "mimeType": "text/plain", "buffer": content}
        for name, content in described.files(described.TUTORIAL)
    ]
    page.locator("#fichiers").set_input_files(files)
    page.get_by_role("button", name="Contrôler ce dossier").click()
    page.get_by_role("button", name="Importer 1 entretien").click()
    expect(page.get_by_text("Autant que dans les tableaux.")).to_be_visible()


def read_through(page: Page) -> None:
    """Read the text: no name is left in it."""
    follow(page, "Relire les textes")
    page.get_by_role("link", name=re.compile("Relire|E301")).first.click()
    expect(page.get_by_text(SAID)).to_be_visible()
    expect(page.locator("main")).not_to_contain_text("Claire Lemoine")
    page.get_by_role("button", name="Marquer comme relu").click()


def mark(page: Page) -> None:
    """Choose a code for a sentence, by keyboard alone."""
    follow(page, "Analyse")
    page.get_by_role("link", name=re.compile("E301")).first.click()
    page.wait_for_load_state()
    page.locator("#texte").focus()
    choose_what_was_said(page)
    page.keyboard.press("Enter")
    page.keyboard.type("pouvoir")
    page.keyboard.press("Enter")
    page.locator("[data-mark]").first.wait_for()


def choose_what_was_said(page: Page) -> None:
    """Walk from sentence to sentence to the one that matters."""
    for _ in range(6):
        page.keyboard.press("ArrowDown")
        if SAID in page.locator("#annonce").text_content():
            return
    pytest.fail("The sentence is out of reach.")


def establish(page: Page) -> Finding:
    """Write a finding from the same sentence."""
    page.keyboard.press("Escape")
    page.keyboard.press("f")
    page.get_by_label("Ce que vous constatez").fill(CLAIM)
    page.get_by_label("levier").check()
    page.get_by_label(re.compile("^Site")).select_option(label="Arras")
    page.get_by_role("button", name="Écrire le constat").click()
    expect(page.locator("h1")).to_contain_text(CLAIM)
    return Finding.objects.get()


def publish(page: Page, finding: Finding) -> None:
    """Start a restitution, write a sentence that stands on the finding, publish."""
    follow(page, "Rapports", "Commencer un rapport")
    page.get_by_label("document de restitution").check()
    page.get_by_label(re.compile("^Site")).select_option(label="Arras")
    page.get_by_label(re.compile("^Titre")).fill("Ce que vous nous avez dit")
    page.get_by_role("button", name="Commencer le rapport").click()
    page.get_by_role("link", name=re.compile("Ce qui aide")).click()
    text = page.locator("textarea.editor-text")
    text.fill(f"Décider sur place change tout. [[constat {finding.number}]]")
    page.get_by_role("button", name="Enregistrer la section").click()
    expect(page.get_by_text("Prêt à publier")).to_be_visible()
    follow(page, "Publier…")
    page.get_by_label("tout le monde").check()
    page.get_by_role("button", name="Publier cette édition").click()
    follow(page, "Lire la publication")


def test_the_tutorial_leads_to_a_publication(desk):
    bring_in(desk)
    read_through(desk)
    mark(desk)
    publish(desk, establish(desk))
    desk.locator("a[data-evidence]").first.click()
    proof = desk.locator("[data-proof]")
    expect(proof).to_contain_text(SAID.rstrip("."))
    expect(proof).not_to_contain_text("Médiatrice")
    assert Publication.objects.get().audience == "public"
