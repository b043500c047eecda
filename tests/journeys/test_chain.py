"""A researcher follows the evidence, both ways, by keyboard alone."""

import pytest

from ancrage.core.access import Role
from ancrage.evidence.models import EvidenceLink, Finding
from tests import factories
from tests.evidence.chains import cite, passage, thread

LIT = """() => [...document.querySelectorAll(".stone.is-lit")].map((stone) => stone.id).sort()"""
DRAWN = """() => document.querySelectorAll(".river__lines path").length"""


@pytest.fixture
def study(transactional_db):
    return factories.StudyFactory()


@pytest.fixture
def researcher(study, log_in):
    user = factories.MembershipFactory(study=study, role=Role.NATIONAL).user
    log_in(user)
    return user


def follow(page, name):
    """Go to a link by its name and follow it, by keyboard alone."""
    link = page.get_by_role("link", name=name).first
    link.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_a_passage_leads_to_its_recommendation_and_back_in_two_clicks(page, study, researcher):
    finding, _stake, _lead, recommendation = thread(study)
    said = finding.links.first().passage
    page.goto(said.get_absolute_url())
    follow(page, f"{recommendation.number}. {recommendation.text}")
    assert page.url.endswith(recommendation.get_absolute_url())
    opener = page.locator("summary", has_text="Lire les 3 verbatims")
    opener.focus()
    page.keyboard.press("Enter")
    follow(page, said.said_by())
    assert page.url.endswith(said.get_absolute_url())


def test_a_finding_is_written_from_a_passage_and_takes_counter_evidence(page, study, researcher):
    said = passage(study, text="On se voit en réunion, oui.")
    contrary = passage(study, text="Chez nous, la réunion décide.")
    page.goto(said.get_absolute_url())
    follow(page, "Écrire un constat")
    page.get_by_label("Ce que vous constatez").focus()
    page.keyboard.type("On se réunit sans décider.")
    page.get_by_label("frein").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Écrire le constat").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/constats/1/")
    follow(page, "Ajouter une preuve")
    page.get_by_label("Mots cherchés").focus()
    page.keyboard.type("reunions")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=reunions**")
    page.get_by_role("radio", name="contre").first.focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Ajouter les preuves cochées").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/constats/1/")
    finding = Finding.objects.get()
    assert (finding.claim, finding.kind) == ("On se réunit sans décider.", "frein")
    links = EvidenceLink.objects.order_by("rank").values_list("passage", "side")
    assert list(links) == [(said.pk, "pour"), (contrary.pk, "contre")]


def test_focusing_an_item_lights_draws_and_says_its_thread(page, study, researcher, until):
    finding, stake, _lead, recommendation = thread(study)
    other, *_rest = thread(study)
    page.goto(f"/etudes/{study.slug}/constats/chaine/")
    said = page.locator("#fil")
    page.locator(f"#constat-{finding.number}").focus()
    assert until(LIT) == sorted(
        [f"verbatim-{link.passage.uuid}" for link in finding.links.all()]
        + [
            f"constat-{finding.number}",
            f"enjeu-{stake.number}",
            f"piste-{_lead.number}",
            f"preconisation-{recommendation.number}",
        ]
    )
    assert page.evaluate(DRAWN) == 6
    assert f"Le constat {finding.number} s’appuie sur 2 verbatims" in said.inner_text()
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.id") == f"enjeu-{stake.number}"
    assert f"L’enjeu {stake.number} s’appuie" in said.inner_text()
    page.keyboard.press("Escape")
    assert page.evaluate(LIT) == []
    page.keyboard.press("Enter")
    page.wait_for_url(f"**element=enjeu-{stake.number}**")
    assert page.locator(f"#constat-{other.number}").count() == 0
    assert f"L’enjeu {stake.number} s’appuie" in page.locator("#fil").inner_text()


@pytest.mark.parametrize("size", [(375, 812), (1280, 900)])
def test_chain_of_a_whole_study_is_accessible(page, study, researcher, check_accessibility, size):
    page.set_viewport_size({"width": size[0], "height": size[1]})
    finding, *_rest = thread(study)
    thread(study)
    for _ in range(8):
        cite(finding, passage(study))
    page.goto(f"/etudes/{study.slug}/constats/chaine/")
    check_accessibility()
    if page.locator(".river").is_visible():
        page.locator(f"#constat-{finding.number}").focus()
        check_accessibility()
    page.goto(f"/etudes/{study.slug}/constats/chaine/?element=constat-{finding.number}")
    check_accessibility()
    page.goto(finding.get_absolute_url())
    check_accessibility()


def test_chain_is_told_without_script(browser, live_server, study, log_in, researcher, page):
    finding, _stake, _lead, recommendation = thread(study)
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    context.add_cookies(page.context.cookies())
    plain = context.new_page()
    plain.goto(f"/etudes/{study.slug}/constats/chaine/")
    plain.click(f"#preconisation-{recommendation.number}")
    assert f"La préconisation {recommendation.number} s’appuie sur" in plain.inner_text("#fil")
    assert plain.locator(f"#constat-{finding.number}").count() == 1
    context.close()
