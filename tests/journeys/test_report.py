"""Writing a report in the browser, and reading what it rests on without leaving the text."""

import pytest

from ancrage.core.access import Role
from ancrage.reports.models import Section
from tests import factories
from tests.reports.conftest import WORDS, evidence

SAVED = "() => document.querySelector('#etat [role=status]').textContent.startsWith('Enregistré')"
SAID = "() => document.querySelector('#etat [role=status]').textContent"


@pytest.fixture
def section(page, log_in):
    """A section to write, in a study with one finding; the researcher is logged in."""
    finding = factories.FindingFactory(number=12, claim="Se parler ne suffit pas.")
    evidence(finding)
    log_in(factories.MembershipFactory(study=finding.study, role=Role.NATIONAL).user)
    report = factories.ReportFactory(study=finding.study, slug="final")
    return factories.SectionFactory(
        report=report, order=1, kind="partie", body="Les services se voient."
    )


def test_a_finding_is_placed_and_the_text_saves_itself(page, section, until, check_accessibility):
    page.goto(section.get_absolute_url())
    page.locator("textarea").press("Control+End")
    page.get_by_role("button", name="Placer constat 12 dans le texte").click()
    until(SAVED)
    section.refresh_from_db()
    assert section.body == "Les services se voient. [[constat 12]]"
    assert page.get_by_text("Prêt à publier").is_visible()
    page.locator("textarea").press_sequentially(" Encore. [[constat 99]]")
    until("() => document.querySelector('#etat .ready--no')")
    section.refresh_from_db()
    assert section.version == 3
    check_accessibility()


def test_what_somebody_else_wrote_is_not_overwritten(page, section, until, complaints):
    complaints.expect("409")
    page.goto(section.get_absolute_url())
    Section.objects.filter(pk=section.pk).update(version=2, body="Écrit par une autre.")
    page.locator("textarea").press_sequentially("À moi. ")
    until(f"() => ({SAID})().startsWith('Quelqu’un d’autre')")
    section.refresh_from_db()
    assert section.body == "Écrit par une autre."
    assert "À moi." in page.locator("textarea").input_value()
    page.on("dialog", lambda dialog: dialog.accept())


def test_a_finding_is_found_in_the_panel_whatever_its_accents(page, section):
    factories.FindingFactory(study=section.report.study, number=13, claim="Écouter prend du temps.")
    page.goto(section.get_absolute_url())
    page.get_by_label("Chercher un constat").press_sequentially("ecouter")
    shown = page.locator("#constats-a-placer > li:visible")
    assert shown.count() == 1
    assert "Écouter" in shown.inner_text()


def test_an_obstacle_leads_to_the_line_that_mends_it(page, section):
    Section.objects.filter(pk=section.pk).update(body="Un.\n\nDeux [[toto]].")
    page.goto(f"{section.report.get_absolute_url()}controle/")
    page.get_by_role("link", name="Corrigez la référence").click()
    page.wait_for_url("**ligne=3")
    selected = page.evaluate(
        "() => { const t = document.querySelector('textarea');"
        " return t.value.slice(t.selectionStart, t.selectionEnd); }"
    )
    assert selected == "Deux [[toto]]."


def test_evidence_opens_beside_the_text_and_closes_on_it(page, section, check_accessibility):
    Section.objects.filter(pk=section.pk).update(body="Les services se voient. [[constat 12]]")
    page.goto(f"{section.report.get_absolute_url()}apercu/")
    here = page.url
    page.get_by_role("link", name="Sur quoi repose le constat 12").click()
    drawer = page.get_by_role("dialog", name="Constat 12")
    assert WORDS in drawer.inner_text()
    assert page.url == here
    check_accessibility()
    page.keyboard.press("Escape")
    assert not drawer.is_visible()
    page.get_by_role("link", name="Sur quoi repose le constat 12").click()
    drawer.get_by_role("link").first.click()
    assert not drawer.is_visible()
    assert page.url == f"{here}#appel-1"


def test_a_mark_is_placed_from_its_example(page, section, until):
    page.goto(section.get_absolute_url())
    text = page.locator(".editor-text")
    text.fill("Trois points.")
    page.get_by_text("Comment écrire").click()
    page.get_by_role("button", name="Insérer un exemple : Liste", exact=True).click()
    assert text.input_value() == "Trois points.\n\n- un point\n- un autre\n\n"
    page.get_by_role("button", name="Insérer un exemple : Gras").click()
    assert text.input_value().endswith("autre\n\n**mots en gras**")
    until("() => document.querySelector('#etat').dataset.version !== '1'")
