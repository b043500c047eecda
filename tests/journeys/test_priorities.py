"""Priorities set by vote: opened, cast by phone, counted in hands, closed, read."""

import pytest
from django.urls import reverse

from ancrage.core.access import Role
from ancrage.deliberation.models import PriorityRound
from tests import factories
from tests.deliberation.rooms import step_of, url
from tests.deliberation.votes import page as page_of
from tests.journeys.test_debate import DESK, PHONE, press


@pytest.fixture
def site(transactional_db):
    return factories.SiteFactory()


@pytest.fixture
def people(site):
    """A chargée d'études, a city officer, an elected member."""
    roles = {"researcher": Role.NATIONAL, "officer": Role.SITE, "elected": Role.PARTNER}
    return {
        name: factories.MembershipFactory(
            study=site.study, role=role, site=None if role == Role.NATIONAL else site
        ).user
        for name, role in roles.items()
    }


@pytest.fixture
def meeting(site):
    return factories.MeetingFactory(study=site.study, site=site, step=step_of(site.study, 3))


def test_priorities_are_voted_by_phone_and_hands_then_read(
    page, people, meeting, log_in, check_accessibility
):
    # The chargée d'études prepares the vote and opens it with two cards.
    log_in(people["researcher"])
    page.goto(url("round_create", meeting))
    page.get_by_label("Question").fill("Par quoi commencer ?")
    page.get_by_label("Autres propositions").fill("Répondre aux demandes\nOuvrir le samedi")
    page.get_by_label("Échelle des mentions").fill("D’abord\nUtile\nÀ écarter")
    press(page, "Enregistrer le vote")
    round = PriorityRound.objects.get()
    page.goto(page_of("round_open", round))
    page.get_by_label("Cartes à imprimer").fill("2")
    press(page, "Ouvrir le vote")
    page.goto(page_of("ballot_cards", round))
    code = page.locator(".vote-card__code").first.inner_text()

    # Somebody in the room votes on a phone, without an account; the code serves once.
    page.context.clear_cookies()
    page.set_viewport_size(PHONE)
    page.goto(reverse("votes:ballot_enter"))
    page.get_by_label("Code de votre carte").fill(code.lower())
    press(page, "Ouvrir mon bulletin")
    check_accessibility()
    assert not page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    ballot = page.url
    answers = page.get_by_role("group", name="Ouvrir le samedi")
    answers.get_by_label("D’abord").focus()
    page.keyboard.press("Space")
    press(page, "Voter")
    assert page.get_by_role("heading", name="Votre vote est enregistré").is_visible()
    page.goto(ballot)
    assert page.get_by_role("heading", name="Ce code a déjà servi").is_visible()
    assert [each.choices for each in round.ballots.all()] == [{"2": 2}]

    # The city officer counts the hands raised, then closes.
    page.set_viewport_size(DESK)
    log_in(people["officer"])
    page.goto(page_of("hand_count", round))
    page.get_by_label("Personnes présentes").fill("9")
    page.get_by_label("Répondre aux demandes – D’abord").fill("6")
    page.get_by_label("Ouvrir le samedi – Utile").fill("8")
    check_accessibility()
    press(page, "Enregistrer les mains")
    page.goto(page_of("round_close", round))
    press(page, "Clore le vote")

    # The elected member reads what came out, and may change nothing.
    log_in(people["elected"])
    page.goto(page_of("round_detail", round))
    check_accessibility()
    hands = page.get_by_role("region", name="Mains levées").first
    assert hands.get_by_text("9 personnes présentes").is_visible()
    assert page.get_by_text("Vote clos le").is_visible()
    assert page.get_by_role("link", name="Écrire les décisions").count() == 0
