"""A site is prepared by two people: the national team and the city's officer, by keyboard."""

import pytest

from ancrage.core.access import Role
from ancrage.fieldwork.models import ActorToMeet, Guide, InventoryItem, WorkingPaper
from tests import factories

PHONE = {"width": 375, "height": 812}
WIDER = "document.documentElement.scrollWidth > window.innerWidth"


@pytest.fixture
def site(transactional_db):
    """A site with a theme, axes and a step 2, that nobody has prepared yet."""
    study = factories.StudyFactory()
    site = factories.SiteFactory(study=study, name="Arras", slug="arras")
    factories.StepFactory(study=study, number=1)
    factories.StepFactory(study=study, number=2)
    axis = factories.AxisFactory(study=study, title="L’observation partagée")
    factories.ThemeFactory(site=site, axis=axis, title="Lire les chiffres à plusieurs")
    return site


@pytest.fixture
def become(site, log_in):
    """Log in as somebody who holds a role in the study."""

    def person(role):
        own = site if role in (Role.SITE, Role.PARTNER) else None
        user = factories.MembershipFactory(study=site.study, role=role, site=own).user
        log_in(user)
        return user

    return person


@pytest.fixture
def press(page):
    """Reach a link or a button by its name and use it, by keyboard alone."""

    def on(role, name, **options):
        target = page.get_by_role(role, name=name, **options).first
        target.focus()
        with page.expect_navigation():
            page.keyboard.press("Enter")

    return on


def write(page, label, text):
    field = page.locator("main").get_by_label(label).first
    field.focus()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.insert_text(text)


def address(site, tail=""):
    return f"/etudes/{site.study.slug}/sites/{site.slug}/{tail}"


def test_road_map_is_written_changed_compared_and_settled(page, site, become, press):
    become(Role.NATIONAL)
    page.goto(address(site))
    press("link", "Préparation")
    press("link", "Écrire d’après le modèle – feuille de route méthodologique")
    proposed = page.locator("main").get_by_label("Texte").input_value()
    assert "Lire les chiffres à plusieurs" in proposed
    write(page, "Texte", "## Ce que le site attend\n\nDeux réunions, puis un débat.")
    press("button", "Enregistrer")

    officer = become(Role.SITE)
    page.set_viewport_size(PHONE)
    page.goto(address(site, "preparation/"))
    assert not page.evaluate(WIDER)
    press("link", "Feuille de route méthodologique")
    press("link", "Modifier")
    write(page, "Texte", "## Ce que le site attend\n\nTrois réunions, puis un débat.")
    press("button", "Enregistrer")
    press("link", "État 2")
    assert page.locator("del").inner_text() == "Deux"
    assert page.locator("ins").inner_text() == "Trois"
    assert officer.name in page.locator("main").inner_text()
    page.go_back()
    press("link", "Arrêter le document")
    write(page, "Avec", "l’adjointe et l’équipe nationale")
    press("button", "Arrêter le document")
    settled = WorkingPaper.objects.get()
    assert settled.settled_with == "l’adjointe et l’équipe nationale"
    assert "arrêtée le" in page.locator("main").inner_text()
    assert not page.evaluate(WIDER)

    become(Role.PARTNER)
    page.goto(settled.get_absolute_url())
    assert "Trois réunions" in page.locator("main").inner_text()
    assert page.get_by_role("link", name="Modifier").count() == 0


def test_people_to_meet_and_what_exists_are_gathered_on_a_phone(
    page, site, become, press, check_accessibility
):
    become(Role.NATIONAL)
    page.set_viewport_size(PHONE)
    page.goto(address(site, "preparation/"))
    press("link", "Ajouter un acteur à rencontrer")
    write(page, "Instance ou public", "Jeunes qu’aucune structure ne suit")
    write(page, "Ou une nouvelle catégorie", "habitant")
    page.get_by_label("Parmi les plus éloignés des instances").focus()
    page.keyboard.press("Space")
    press("button", "Enregistrer")
    press("link", "Ajouter à l’inventaire")
    page.get_by_label("Nature").select_option("initiative")
    write(page, "Intitulé", "Jardin du square")
    press("button", "Enregistrer")
    assert "Jardin du square" in page.locator("main").inner_text()
    check_accessibility()
    assert not page.evaluate(WIDER)
    actor = ActorToMeet.objects.get()
    assert (actor.distant, actor.category.label) == (True, "habitant")
    assert InventoryItem.objects.get().kind == InventoryItem.Kind.INITIATIVE


def test_guide_is_built_settled_and_printed_with_room_to_write(page, site, become, press):
    become(Role.NATIONAL)
    page.goto(address(site, "guides/"))
    press("button", "Préparer le guide")
    press("link", "Ajouter une question")
    write(page, "Question", "Qui décide, et quand ?")
    press("button", "Enregistrer")
    press("button", "Monter – Qui décide, et quand ?")
    press("button", "Arrêter le guide")
    guide = Guide.objects.get()
    assert guide.is_settled
    assert [row.text for row in guide.questions.all()][1] == "Qui décide, et quand ?"
    assert page.locator("main form").count() == 0
    page.emulate_media(media="print")
    shown = page.locator("main").get_by_role("button")
    assert [button.is_visible() for button in shown.all()] == []
    first = page.locator(".guide__questions > li").first
    room = first.evaluate("item => parseFloat(getComputedStyle(item).paddingBlockEnd)")
    assert room >= 90
    assert page.locator(".guide__sheet").is_visible()
    assert not page.locator(".rail").is_visible()
