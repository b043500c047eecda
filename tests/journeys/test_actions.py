"""From a lead to an action with an owner and a date, followed, and told to residents."""

import pytest
from django.urls import reverse

from ancrage.plans.models import Action, FollowUp, PlainWords, SiteReturn
from tests import factories
from tests.evidence.chains import cite, passage


@pytest.fixture
def lead(transactional_db, cast):
    """A lead that what was said at the site speaks for."""
    finding = factories.FindingFactory(study=cast.study, site=cast.site)
    cite(finding, passage(cast.study, site=cast.site))
    stake = factories.StakeFactory(study=cast.study, number=1)
    stake.findings.add(finding)
    lead = factories.LeadFactory(study=cast.study, number=8)
    lead.stakes.add(stake)
    return lead


def at(name, cast, *args):
    return reverse(name, args=[cast.study.slug, cast.site.slug, *args])


def test_officer_turns_a_lead_into_an_action_and_tells_residents(
    lead, cast, page, log_in, check_accessibility
):
    log_in(cast.site_team)
    page.goto(at("plans:site_actions", cast))
    page.get_by_role("link", name="En faire une fiche").click()
    assert page.get_by_label("L’action").input_value() == lead.title
    check_accessibility()
    page.get_by_role("button", name="Enregistrer la fiche").click()

    page.get_by_role("link", name="Adopter l’action").click()
    page.get_by_label("Qui la porte").fill("Service jeunesse")
    page.get_by_label("Pour le").fill("2031-05-01")
    page.get_by_label("Par qui").fill("le conseil municipal")
    check_accessibility()
    page.get_by_role("button", name="Adopter l’action").click()
    assert "attendu le" in page.locator("main").inner_text()
    check_accessibility()

    page.get_by_role("link", name="Relever ce suivi (suivi à 3 mois)").click()
    page.get_by_label("en cours").check()
    page.get_by_label("ce qui a été fait").fill("Deux réunions.")
    page.get_by_role("button", name="Enregistrer le suivi").click()
    assert FollowUp.objects.get(months=3).progress == "en_cours"

    page.goto(at("plans:return_prepare", cast))
    page.get_by_role("link", name="Dites l’enjeu 1").click()
    page.get_by_label("Ce que vous avez dit").fill("Vous voulez que ceux qui décident soient là.")
    page.get_by_role("button", name="Enregistrer ces mots").click()
    check_accessibility()
    page.get_by_role("button", name="Publier cette édition").click()
    assert SiteReturn.objects.get().edition == 1

    page.context.clear_cookies()
    page.set_viewport_size({"width": 375, "height": 812})
    page.goto(at("returns:return_detail", cast))
    read = page.locator("main").inner_text()
    for words in ("ceux qui décident soient là", "Service jeunesse", "Deux réunions."):
        assert words in read
    assert "Chacun vient, personne ne décide." not in read
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
    check_accessibility()


def test_sheet_is_dropped_by_keyboard_on_a_phone(lead, cast, page, log_in):
    factories.ActionFactory(site=cast.site, number=1).leads.add(lead)
    page.set_viewport_size({"width": 375, "height": 812})
    log_in(cast.site_team)
    page.goto(at("plans:action_decide", cast, 1, "abandonner"))
    page.get_by_label("Par qui").focus()
    page.keyboard.type("le conseil municipal")
    page.keyboard.press("Tab")
    page.keyboard.type("Le bâtiment est vendu.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_text("Cette action n’a pas été retenue.").wait_for()

    assert page.evaluate("document.documentElement.scrollWidth") <= 375
    assert Action.objects.get().reason == "Le bâtiment est vendu."


def test_elected_member_reads_one_page_down_to_the_public_one(
    lead, cast, page, log_in, check_accessibility
):
    sheet = factories.ActionFactory(site=cast.site, number=1, adopted=True)
    sheet.leads.add(lead)
    PlainWords.objects.create(site=cast.site, stake=lead.stakes.get(), text="Vous voulez décider.")
    frozen = factories.frozen_return(cast.site, words="Vous voulez décider.")
    factories.SiteReturnFactory(site=cast.site, frozen=frozen)
    log_in(cast.partner)
    page.goto(at("plans:site_actions", cast))
    check_accessibility()
    assert page.get_by_role("link", name="Écrire une fiche action").count() == 0
    page.get_by_role("link", name=sheet.title).first.click()
    assert lead.title in page.locator("main").inner_text()
    check_accessibility()
    page.go_back()
    page.get_by_role("link", name="Ce qui a été fait de ce que vous avez dit").click()
    assert "Vous voulez décider." in page.locator("main").inner_text()


def test_researcher_finds_what_waits_across_sites(lead, cast, page, log_in, check_accessibility):
    for site in (cast.site, cast.other_site):
        factories.FollowUpFactory(action__site=site, action__number=1)
    factories.ActionFactory(site=cast.site, number=2, title="Encore en discussion")
    log_in(cast.national)
    page.goto(cast.study.get_absolute_url())
    page.get_by_role("link", name="2 actions dont le suivi est à relever").click()
    found = page.locator(".action-list")
    assert found.get_by_role("listitem").count() == 2
    assert "Encore en discussion" not in found.inner_text()
    check_accessibility()
