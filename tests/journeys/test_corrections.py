"""An état des lieux sent to its site, corrected by it and answered, until the next edition."""

import pytest
from django.urls import reverse

from tests import factories

PHONE = {"width": 375, "height": 812}


@pytest.fixture
def sent(transactional_db, cast):
    """An état des lieux of the site, as the site was sent it."""
    report = factories.ReportFactory(study=cast.study, site=cast.site, kind="etat_des_lieux")
    factories.SectionFactory(report=report, order=1, title="Une partie", body="Une école.")
    return factories.PublicationFactory(report=report, audience="site")


@pytest.fixture
def page_options():
    return {"viewport": PHONE}


@pytest.fixture
def is_narrow(page):
    """Fail where the page scrolls sideways."""

    def check():
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]

    return check


def test_site_corrects_and_reads_its_answer_in_the_next_edition(
    sent, cast, page, log_in, check_accessibility, is_narrow
):
    log_in(cast.site_team)
    page.goto(sent.get_absolute_url())
    check_accessibility()
    page.get_by_role("link", name="Demander une correction").click()
    page.get_by_label("Section").select_option("Une partie")
    page.get_by_label("Le passage en cause").fill("Une école.")
    page.get_by_label("Ce qu’il faudrait corriger").fill("Il y en a deux.")
    is_narrow()
    check_accessibility()
    page.get_by_role("button", name="Envoyer la demande").click()
    page.get_by_role("link", name="Modifier « Il y en a deux. »").wait_for()
    is_narrow()
    check_accessibility()

    log_in(cast.national)
    page.goto(cast.study.get_absolute_url())
    page.get_by_role("link", name="1 correction demandée attend une réponse").click()
    is_narrow()
    page.get_by_role("link", name="1 correction attend une réponse").click()
    is_narrow()
    check_accessibility()
    page.get_by_role("link", name="1 correction demandée").click()
    is_narrow()
    check_accessibility()
    page.get_by_role("link", name="Répondre (correction 1)").click()
    is_narrow()
    check_accessibility()
    page.get_by_role("radio", name="reprise en partie").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type("Une école et une annexe.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Revoir la réponse (correction 1)").wait_for()

    later = factories.PublicationFactory(report=sent.report, audience="site", edition=2)
    log_in(cast.site_team)
    page.goto(later.get_absolute_url())
    became = page.get_by_role("region", name="Ce que sont devenues les corrections demandées")
    told = became.inner_text()
    for words in ("Il y en a deux.", "Reprise en partie", "Une école et une annexe."):
        assert words in told
    is_narrow()
    check_accessibility()


def test_what_the_site_withdraws_is_no_longer_asked(sent, cast, page, log_in, check_accessibility):
    factories.CorrectionFactory(publication=sent, words="À retirer.", asked_by=cast.site_team)
    log_in(cast.site_team)
    page.goto(reverse("publications:correction_list", args=[sent.uuid]))
    page.get_by_role("link", name="Retirer « À retirer. »").click()
    check_accessibility()
    page.get_by_role("button", name="Retirer la correction").click()
    page.get_by_text("La correction est retirée.").wait_for()
    assert page.get_by_text("À retirer.").count() == 0
