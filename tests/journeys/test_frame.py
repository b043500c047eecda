"""The frame of every page, by keyboard, on a phone and without script."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests import factories


@pytest.fixture
def study(transactional_db, cast):
    return cast.study


def test_skip_link_leads_to_the_content(study, cast, page, log_in):
    log_in(cast.national)
    page.goto(study.get_absolute_url())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "contenu"


def test_question_mark_opens_the_keys_and_escape_closes_them(study, cast, page, log_in):
    log_in(cast.national)
    page.goto(study.get_absolute_url())
    page.keyboard.press("?")
    assert page.locator("#aide-clavier").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("#aide-clavier").is_visible()


def test_question_mark_typed_in_a_field_stays_there(study, cast, page, log_in):
    log_in(cast.national)
    page.goto("/comptes/reglages/")
    page.locator("#id_name").press_sequentially(" ?")
    assert "?" in page.locator("#id_name").input_value()
    assert not page.locator("#aide-clavier").is_visible()


def test_account_menu_closes_with_escape_and_gives_focus_back(study, cast, page, log_in):
    log_in(cast.national)
    page.goto(study.get_absolute_url())
    page.locator("details.menu summary").press("Enter")
    page.get_by_role("link", name="Mes réglages").focus()
    page.keyboard.press("Escape")
    assert not page.get_by_role("link", name="Mes réglages").is_visible()
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_rail_is_a_panel_on_a_phone(study, cast, page, log_in):
    page.set_viewport_size({"width": 375, "height": 812})
    log_in(cast.national)
    page.goto(study.get_absolute_url())
    rail = page.get_by_role("navigation", name="Étude")
    assert not rail.is_visible()
    page.get_by_role("button", name="Menu").click()
    assert rail.is_visible()
    page.keyboard.press("Escape")
    assert not rail.is_visible()


def test_rail_and_menus_work_without_script(study, cast, browser, live_server, as_):
    context = browser.new_context(
        base_url=live_server.url,
        java_script_enabled=False,
        viewport={"width": 375, "height": 812},
    )
    session = as_(cast.national).cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page = context.new_page()
    page.goto(study.get_absolute_url())
    page.get_by_role("button", name="Menu").click()
    page.get_by_role("navigation", name="Étude").get_by_role("link", name="Démarche").click()
    page.locator("details.menu summary").click()
    page.get_by_role("button", name="Se déconnecter").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Se connecter"
    context.close()


def test_leaving_a_changed_form_asks_first(study, cast, page, log_in):
    log_in(cast.national)
    page.goto("/comptes/reglages/")
    page.locator("#id_name").fill("Un autre nom")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto("/")
    assert asked == ["beforeunload"]


def test_dialog_and_drawer_of_the_gallery_open_and_close(study, cast, page, log_in):
    log_in(cast.national)
    page.goto("/galerie/")
    page.get_by_role("link", name="Ouvrir le dialogue").click()
    dialog = page.locator("#exemple-dialogue")
    assert dialog.is_visible()
    dialog.get_by_role("button", name="Fermer").click()
    assert not dialog.is_visible()
    page.get_by_role("button", name="Ouvrir le volet").click()
    assert page.locator("#exemple-volet").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("#exemple-volet").is_visible()


def test_refused_form_gives_focus_to_what_is_to_mend(study, cast, page, log_in, complaints):
    complaints.expect("422")
    log_in(cast.national)
    page.goto("/comptes/reglages/")
    page.locator("#id_name").evaluate("field => { field.required = false; field.value = ''; }")
    page.get_by_role("button", name="Enregistrer mes réglages").click()
    summary = page.locator(".error-summary")
    assert summary.is_visible()
    assert summary.evaluate("box => box === document.activeElement")
    summary.get_by_role("link", name="nom").click()
    assert page.evaluate("document.activeElement.id") == "id_name"


def test_nothing_is_lost_at_320_pixels(study, cast, page, log_in):
    page.set_viewport_size({"width": 320, "height": 700})
    log_in(cast.national)
    for address in (study.get_absolute_url(), cast.site.get_absolute_url(), "/", "/galerie/"):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") == 320, address


@pytest.fixture
def long_list(study, cast, page, log_in):
    """The form of a stake, before a list of ten findings."""
    for number in range(1, 10):
        factories.FindingFactory(study=study, number=number, claim=f"Les élus relancent {number}.")
    factories.FindingFactory(study=study, number=10, claim="Les bailleurs attendent.")
    log_in(cast.national)
    page.goto(reverse("evidence:stake_create", args=[study.slug]))
    return page


def test_a_long_list_is_narrowed_by_typing_and_keeps_what_is_ticked(long_list):
    boxes = long_list.get_by_role("checkbox")
    boxes.nth(0).check()
    search = long_list.get_by_label("Chercher dans la liste")
    search.fill("BAILLEURS")
    expect(boxes).to_have_count(2)
    expect(long_list.get_by_role("status")).to_have_text("2 sur 10, 1 cochés")
    search.fill("elus 9")
    expect(boxes).to_have_count(2)
    search.press("Enter")
    expect(boxes).to_have_count(2)
    search.fill("")
    expect(boxes).to_have_count(10)


def test_typing_in_the_search_of_a_list_is_no_change_to_the_form(long_list):
    long_list.get_by_label("Chercher dans la liste").fill("bailleurs")
    long_list.get_by_role("link", name="Annuler").click()
    expect(long_list).to_have_url(re.compile(r"/enjeux/$"))
