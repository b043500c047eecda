"""A debate, from the invitation of the people met to what it weighs on the findings."""

import re

import pytest

from ancrage.core.access import Role
from ancrage.deliberation.models import Meeting
from ancrage.evidence.models import EvidenceLink
from tests import factories
from tests.deliberation.rooms import met, step_of, url

PHONE, DESK = {"width": 375, "height": 812}, {"width": 1280, "height": 900}


@pytest.fixture
def study(transactional_db):
    return factories.StudyFactory()


@pytest.fixture
def site(study):
    return factories.SiteFactory(study=study)


@pytest.fixture
def people(study, site):
    """A chargée d'études, a city officer, an elected member."""
    roles = {"researcher": Role.NATIONAL, "officer": Role.SITE, "elected": Role.PARTNER}
    return {
        name: factories.MembershipFactory(
            study=study, role=role, site=None if role == Role.NATIONAL else site
        ).user
        for name, role in roles.items()
    }


def press(page, name):
    """Press a button by keyboard and wait for the page to which it leads."""
    page.get_by_role("button", name=name).first.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")


def choose(page, name):
    """Tick a box or choose a radio by keyboard."""
    page.get_by_label(name, exact=True).first.focus()
    page.keyboard.press("Space")


def test_debate_is_prepared_held_closed_and_weighs_on_the_findings(
    page, study, site, people, log_in, check_accessibility, until
):
    factories.FindingFactory(study=study, site=site, number=1, claim="On se parle sans décider.")
    factories.FindingFactory(study=study, site=site, number=2, claim="Les habitants sont loin.")
    met(site, label="Adjointe 1", category=factories.ActorCategoryFactory(study=study))
    step_of(study, 3)

    # The city officer prepares the meeting and chooses the findings.
    log_in(people["officer"])
    page.goto(f"/etudes/{study.slug}/debats/nouvelle/")
    page.get_by_label("Titre").fill("Débat de la mairie")
    page.get_by_label("Site").select_option(str(site.pk))
    page.get_by_label("Jour").fill("2016-10-12")
    press(page, "Enregistrer la séance")
    meeting = Meeting.objects.get()
    page.goto(url("debated_choose", meeting))
    choose(page, "1. On se parle sans décider.")
    choose(page, "2. Les habitants sont loin.")
    press(page, "Mettre en débat")

    # The chargée d'études gives everybody met a way to answer.
    log_in(people["researcher"])
    page.goto(url("invitation_list", meeting))
    press(page, "Inviter la personne rencontrée")
    check_accessibility()
    page.goto(url("letter_list", meeting))
    code = page.locator(".letter__code").inner_text()

    # The person answers on a phone, without an account.
    page.context.clear_cookies()
    page.set_viewport_size(PHONE)
    page.goto("/reponses/")
    page.get_by_label("Le code de votre lettre").fill(code.lower())
    press(page, "Ouvrir ma réponse")
    check_accessibility()
    assert not page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    choose(page, "je viendrai")
    first = page.get_by_role("region", name="On se parle sans décider.")
    first.get_by_label("oui, mais").check()
    first.get_by_label("En vos mots").fill("Dans les petites réunions, on décide.")
    page.get_by_label("comptés avec ceux des autres").check()
    press(page, "Envoyer ma réponse")
    assert page.get_by_role("heading", name="Merci, votre réponse est gardée").is_visible()

    # In the room the officer notes, by keyboard alone, and types a card in.
    page.set_viewport_size(DESK)
    log_in(people["officer"])
    page.goto(meeting.get_absolute_url())
    press(page, "Ouvrir la séance")
    choose(page, "conteste")
    page.get_by_label("Ce qui est dit").focus()
    page.keyboard.type("Chez nous, la réunion décide.")
    with page.expect_navigation():
        page.keyboard.press("Control+Enter")
    check_accessibility()
    page.goto(url("card_list", meeting))
    page.get_by_label("Cartes par constat").fill("1")
    press(page, "Préparer les cartes")
    card = page.locator(".paper-card__code").nth(1).inner_text()
    page.goto(url("card_type", meeting))
    page.keyboard.type(card)
    choose(page, "confirme")
    with page.expect_navigation():
        page.keyboard.press("Control+Enter")
    assert page.get_by_text(f"Carte {card} saisie.").is_visible()

    # The elected member follows on the screen; the counts come by themselves, arrows turn pages.
    log_in(people["elected"])
    page.goto(url("screen", meeting))
    check_accessibility()
    assert until("() => document.querySelector('#compte').innerText.includes('1 conteste')")
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**constat=2")
    assert page.get_by_role("heading", name="Les habitants sont loin.").is_visible()

    # Closing makes a text, which the chargée d'études cites.
    log_in(people["researcher"])
    page.goto(url("meeting_close", meeting))
    page.get_by_label("être codé et compté").check()
    press(page, "Clore la séance")
    page.goto(url("proposal_list", meeting))
    check_accessibility()
    with page.expect_navigation():
        page.get_by_role("button", name=re.compile("Citer la réaction qui prend parti")).click()
    (link,) = EvidenceLink.objects.all()
    assert (link.side, link.passage.quote()) == ("contre", "Chez nous, la réunion décide.")
    nuance = page.get_by_role("button", name="Citer pour le constat n°\xa01")
    nuance.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    cited = EvidenceLink.objects.get(side="pour").passage
    assert cited.participant.label == "Adjointe 1"


def test_debate_is_noted_without_script(browser, live_server, page, study, site, people, log_in):
    meeting = factories.MeetingFactory(study=study, site=site, state="ouverte")
    factories.DebatedFindingFactory(meeting=meeting)
    log_in(people["officer"])
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    context.add_cookies(page.context.cookies())
    plain = context.new_page()
    plain.goto(url("reaction_create", meeting))
    plain.get_by_label("confirme", exact=True).check()
    plain.get_by_role("button", name="Noter la réaction").click()
    assert plain.get_by_text("1 réaction notée").is_visible()
    context.close()
