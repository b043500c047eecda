"""Notes on a phone, the network cut: taken along, written, sent, handed in, nothing left behind."""

import pytest
from django.urls import reverse
from django.utils import timezone

from ancrage.core.access import Role
from ancrage.fieldwork.models import Document, NoteEntry
from tests import factories

PHRASE = "les lilas sont en fleur"
LEFT = """async (prefix) => ({
  databases: (await indexedDB.databases()).map((each) => each.name),
  caches: (await caches.keys()).filter((name) => name.startsWith(prefix)),
  workers: (await navigator.serviceWorker.getRegistrations()).length,
})"""
RAW = """async (name) => new Promise((resolve) => {
  const request = indexedDB.open(name);
  request.onsuccess = () => {
    const rows = request.result.transaction("notes").objectStore("notes").getAll();
    rows.onsuccess = () => {
      const bytes = rows.result.map((row) => new TextDecoder().decode(row.data));
      request.result.close();
      resolve(bytes.join(" "));
    };
  };
})"""


@pytest.fixture
def page_options():
    return {"viewport": {"width": 375, "height": 740}, "has_touch": True}


@pytest.fixture
def visit(page):
    site = factories.SiteFactory(name="Arras")
    step = factories.StepFactory(study=site.study, number=2)
    guide = factories.GuideFactory(site=site, step=step)
    factories.GuideQuestionFactory(
        guide=guide, text="Qui décide ?", prompts="Et qui ne décide pas ?"
    )
    visit = factories.VisitFactory(site=site, step=step, guide=guide, starts=timezone.localdate())
    factories.AgendaItemFactory(visit=visit, title="Centre social")
    return visit


@pytest.fixture
def volunteer(visit):
    user = factories.MembershipFactory(study=visit.site.study, role=Role.VOLUNTEER).user
    factories.TeamSeatFactory(visit=visit, visitor__user=user)
    return user


def take_along(page, visit):
    page.goto(reverse("fieldwork:notebook", args=[visit.site.study.slug, visit.uuid]))
    page.get_by_label("Votre phrase (12").fill(PHRASE)
    page.get_by_label("La même phrase").fill(PHRASE)
    page.get_by_role("button", name="Emporter le carnet").click()
    said(page, "s’ouvrira sans réseau")


def open_again(page):
    page.get_by_label("Votre phrase", exact=True).fill(PHRASE)
    page.get_by_role("button", name="Ouvrir", exact=True).click()
    page.get_by_role("button", name="Prendre des notes").wait_for()


def write(page, words, tag=None):
    block = page.locator(".notebook__question").first
    block.get_by_role("textbox").fill(words)
    if tag:
        block.get_by_label(tag).check()
    block.get_by_role("button", name="Garder la note").click()
    page.locator(".notebook__words").get_by_text(words).wait_for()


def send(page, button, words):
    page.get_by_role("button", name=button).click()
    said(page, words)


def said(page, words):
    page.locator("[data-status]").get_by_text(words).wait_for()


def test_notes_are_taken_without_network(
    page, visit, volunteer, log_in, complaints, check_accessibility
):
    complaints.expect("ERR_INTERNET_DISCONNECTED")
    log_in(volunteer)
    take_along(page, visit)
    check_accessibility()
    page.context.set_offline(True)
    page.get_by_role("button", name="Prendre des notes").click()
    write(page, "Le maire décide seul.", "citation")
    check_accessibility()
    page.reload()
    check_accessibility()
    open_again(page)
    page.get_by_role("button", name="Prendre des notes").click()
    page.get_by_text("Le maire décide seul.").wait_for()
    write(page, "Trois réunions par an.", "chiffre")
    stored = page.evaluate(RAW, f"carnet-{visit.uuid}")
    assert "maire" not in stored
    page.get_by_role("button", name="Retour à l’emploi du temps").click()
    send(page, "Envoyer, garder le carnet", "Pas de réseau")
    page.context.set_offline(False)
    send(page, "Envoyer, garder le carnet", "Notes reçues : 2.")
    send(page, "Envoyer, garder le carnet", "Notes reçues : 0.")
    send(page, "Envoyer et vider l’appareil", "Il ne reste rien")
    left = page.evaluate(LEFT, f"carnet-{visit.uuid}")
    assert left == {"databases": [], "caches": [], "workers": 0}
    assert NoteEntry.objects.count() == 2
    hand_in(page, visit)
    text = Document.objects.get().versions.get().text
    assert text == (
        "Qui décide ?\n\nLe maire décide seul. (citation)\n\nTrois réunions par an. (chiffre)"
    )
    check_accessibility()


def hand_in(page, visit):
    page.goto(reverse("fieldwork:note_desk", args=[visit.site.study.slug, visit.uuid]))
    page.get_by_role("link", name="Centre social").click()
    page.get_by_role("link", name="Remettre ma feuille").click()
    page.get_by_role("button", name="Remettre ma feuille").click()
    page.get_by_text("Votre feuille est remise").wait_for()
    page.get_by_role("link", name="Centre social").click()
    page.get_by_role("link", name="Voir les notes côte à côte").click()


def test_a_lost_reply_is_sent_again_and_doubles_nothing(page, visit, volunteer, log_in, complaints):
    complaints.expect("ERR_FAILED")
    log_in(volunteer)
    take_along(page, visit)
    page.get_by_role("button", name="Prendre des notes").click()
    write(page, "Une seule fois.")
    page.get_by_role("button", name="Retour à l’emploi du temps").click()

    def lose_the_reply(route):
        route.fetch()
        route.abort()

    page.route("**/envoi/", lose_the_reply)
    send(page, "Envoyer, garder le carnet", "Pas de réseau")
    page.unroute("**/envoi/")
    assert NoteEntry.objects.count() == 1
    send(page, "Envoyer, garder le carnet", "Notes reçues : 1.")
    assert NoteEntry.objects.count() == 1


def test_the_wrong_phrase_opens_nothing(page, visit, volunteer, log_in):
    log_in(volunteer)
    take_along(page, visit)
    page.reload()
    page.get_by_label("Votre phrase", exact=True).fill("une autre phrase")
    page.get_by_role("button", name="Ouvrir", exact=True).click()
    said(page, "Ce n’est pas la bonne phrase")
    page.get_by_role("button", name="Effacer cet appareil").click()
    page.get_by_role("button", name="Tout effacer").click()
    said(page, "Il ne reste rien")


def test_the_debrief_is_written_without_network(page, visit, volunteer, log_in):
    log_in(volunteer)
    take_along(page, visit)
    page.context.set_offline(True)
    page.get_by_role("button", name="Équipe 1").first.click()
    page.get_by_label("Ce que nous avons entendu").fill("On se parle peu.")
    page.get_by_role("button", name="Garder le bilan").click()
    said(page, "Gardé sur cet appareil")
    page.context.set_offline(False)
    send(page, "Envoyer et vider l’appareil", "Il ne reste rien")
    assert visit.debriefs.get().heard == "On se parle peu."
