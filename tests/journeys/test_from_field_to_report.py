"""The whole thread in a real browser: from an empty study to a claim that opens on its words."""

import io
import re
import zipfile

import pytest
from playwright.sync_api import Page, expect

from ancrage.fieldwork.models import Interview, Participant
from ancrage.studies.models import Study
from tests import factories

WORDS = "travailler ensemble, ça veut dire que chacun change un peu sa façon de faire"
CLAIM = "Les partenaires se coordonnent, mais ne coopèrent pas."
TABLES = {
    "entretiens.csv": "identifiant;site;etape;date;type;lieu;duree;menes_par;theme;nature;fichier\n"
    "E001;Arras;2;15/03/2016;individuel;mairie;60;Odile T.;;transcription;E001.txt\n"
    "E002;Arras;2;16/03/2016;collectif;mairie;90;Odile T.;;;\n",
    "personnes.csv": "entretien;nom;fonction;organisme;categorie;locuteur;consentements\n"
    "E001;Jeanne Maraval;Adjointe au maire;Ville;élu;Mme Maraval;"
    "enregistrer;transcrire;coder;citer;annexe\n".replace(
        "enregistrer;transcrire;coder;citer;annexe",
        '"enregistrer;transcrire;coder;citer;annexe"',
    )
    + 'E002;Ali Brunaud;Éducateur;Club;association;;"coder;citer"\n'
    'E002;Zoé Pastrel;Habitante;;habitant;;"coder;citer"\n',
    "E001.txt": "ENQUÊTRICE : Vous vous voyez ?\n\n"
    f"Mme Maraval : On se voit en réunion, oui. Mais {WORDS}, et personne n’en parle.\n",
}


def folder() -> dict[str, object]:
    """Return a zip as a team brings it back."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in TABLES.items():
            archive.writestr(f"terrain/{name}", content)
    return {"name": "terrain.zip", "mimeType": "application/zip", "buffer": packed.getvalue()}


def press(page: Page, name: str) -> None:
    """Press the button, or follow the link, of this name."""
    main = page.locator("main")
    main.get_by_role("button", name=name).or_(main.get_by_role("link", name=name)).first.click()


@pytest.fixture
def researcher(page, live_server, transactional_db):
    """Someone who may open a study, logged in by the form as anybody does."""
    factories.TerritoryFactory(code="62041", name="Arras", name_folded="arras", population=42875)
    user = factories.UserFactory(email="chercheuse@exemple.fr", may_create_studies=True)
    page.goto("/")
    page.get_by_label("Adresse électronique").fill(user.email)
    page.get_by_label("Mot de passe", exact=True).fill(factories.PASSWORD)
    press(page, "Se connecter")
    return user


def design(page: Page) -> None:
    press(page, "Créer une étude")
    page.get_by_label("Titre").fill("Vivre ensemble")
    page.get_by_label("Nom court").fill("vivre")
    press(page, "Créer l’étude")
    page.goto("/etudes/vivre/demarche/hypotheses/ajouter/")
    page.get_by_label("Titre").fill("De la coordination à la coopération")
    press(page, "Enregistrer")
    for number, title in enumerate(("Préparer", "Rencontrer"), start=1):
        page.goto("/etudes/vivre/demarche/etapes/ajouter/")
        page.get_by_label("Titre").fill(title)
        press(page, "Enregistrer")
        expect(page.get_by_text(f"{number}. {title}").first).to_be_visible()
    page.goto("/etudes/vivre/demarche/sites/ajouter/")
    page.get_by_label("Commune ou intercommunalité").fill("arras")
    press(page, "Ajouter le site")
    expect(page).to_have_url(re.compile("/sites/arras/thematique/"))


def bring_in(page: Page) -> None:
    page.goto("/etudes/vivre/terrain/importer/")
    page.get_by_label("Une archive zip").set_input_files(folder())
    press(page, "Contrôler ce dossier")
    expect(page.get_by_text("Rien n’est encore écrit")).to_be_visible()
    assert not Interview.objects.exists()
    press(page, "Importer 2 entretiens")
    expect(page.get_by_text("Autant que dans les tableaux")).to_be_visible()
    assert (Interview.objects.count(), Participant.objects.count()) == (2, 3)


def read_and_mark(page: Page, until) -> None:
    page.goto("/etudes/vivre/terrain/textes/")
    page.locator("main").get_by_role("link", name="Relire").first.click()
    expect(page.locator("main")).not_to_contain_text("Maraval")
    press(page, "Marquer comme relu")
    page.goto("/etudes/vivre/analyse/nouveau-code/")
    page.get_by_label("Nom", exact=True).fill("coopération")
    press(page, "Ajouter le code")
    page.goto("/etudes/vivre/analyse/textes/")
    page.locator("main").get_by_role("link", name="E001").first.click()
    page.wait_for_load_state("load")  # the keys are a module's, which comes after the text
    page.locator("#texte").focus()
    for key in ("PageDown", "PageDown", "Enter"):
        page.keyboard.press(key)
    page.keyboard.type("coop")
    page.keyboard.press("Enter")
    until("() => document.querySelectorAll('[data-mark]').length === 1")


def write_finding(page: Page) -> None:
    page.get_by_role("button", name="+ constat").click()
    page.wait_for_load_state("load")
    page.locator("[name=claim]").fill(CLAIM)
    page.get_by_role("radio", name="frein").check()
    press(page, "Écrire le constat")
    expect(page.get_by_role("heading", level=1)).to_contain_text(CLAIM)
    expect(page.locator("main")).to_contain_text("Adjointe 1, Arras")


def publish(page: Page) -> None:
    page.goto("/etudes/vivre/rapports/nouveau/")
    page.get_by_role("radio", name="rapport").first.check()
    page.get_by_label("Titre", exact=True).fill("Ce que nous avons entendu")
    press(page, "Commencer le rapport")
    links = page.locator(".outline__list a").all()
    chapters = [link.get_attribute("href") for link in links]
    text = "Se voir en réunion ne suffit pas. [[constat 1]]\n"
    for chapter in chapters:
        page.goto(chapter)
        if not page.locator("[name=body]").input_value():
            page.locator("[name=body]").fill(text)
            press(page, "Enregistrer la section")
            text = "Rien de plus à dire ici.\n"
    page.get_by_role("link", name="Publier").first.click()
    page.get_by_role("radio", name="tout le monde").check()
    press(page, "Publier cette édition")
    page.wait_for_load_state()


def test_from_the_field_to_an_anchored_published_report(
    page, researcher, until, browser, live_server, check_accessibility
):
    design(page)
    assert Study.objects.get().memberships.get().user == researcher
    bring_in(page)
    read_and_mark(page, until)
    write_finding(page)
    publish(page)
    reader = browser.new_context(base_url=live_server.url).new_page()
    reader.goto("/publications/")
    reader.get_by_role("link", name="Ce que nous avons entendu").first.click()
    expect(reader.locator("main")).to_contain_text("Se voir en réunion ne suffit pas.")
    anchor = reader.locator("main a[href*='preuve'], main button[popovertarget]").first
    anchor.click()
    expect(reader.locator("body")).to_contain_text(WORDS)
    assert "Maraval" not in reader.content()
    reader.context.close()
