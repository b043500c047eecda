"""Voting from a phone, without an account: once, in secret, told in words."""

import re
from urllib.parse import quote

import pytest
from django.urls import reverse

from ancrage.core.models import Command
from ancrage.deliberation.models import Ballot
from tests import factories
from tests.deliberation.votes import ballot_page, closed, opened, vote

NOBODY = None


def text_of(response):
    return response.content.decode()


def test_code_leads_to_a_ballot_that_is_counted_once(as_, cast):
    round = opened(cast.site)
    address = ballot_page(round)
    phone = as_(NOBODY)
    assert "L’écoute des familles" in text_of(phone.get(address))
    thanks = phone.post(address, {"choix-1": "2", "choix-2": "0"})
    assert (thanks.status_code, "Votre vote est enregistré" in text_of(thanks)) == (200, True)
    again = phone.post(address, {"choix-1": "0"})
    assert again.status_code == 409
    assert "rien n’a été ajouté" in text_of(again)
    assert "Ce code a déjà servi" in text_of(phone.get(address))
    assert [ballot.choices for ballot in round.ballots.all()] == [{"1": 2, "2": 0}]


def test_same_command_with_another_body_changes_nothing(as_, cast):
    round = opened(cast.site)
    signed = {"commande": "3f9f0f1c-55a8-4c5e-9a3c-0d8a4a5a1b11"}
    phone = as_(NOBODY)
    phone.post(ballot_page(round), {"choix-1": "2"} | signed)
    assert phone.post(ballot_page(round), {"choix-1": "0"} | signed).status_code == 409
    assert [ballot.choices for ballot in round.ballots.all()] == [{"1": 2}]


def test_receipt_is_shown_to_the_voter_alone(as_, cast):
    round = opened(cast.site)
    thanks = as_(NOBODY).post(ballot_page(round), {"choix-1": "2"})
    receipt = round.ballots.get().uuid.hex[:12].upper()
    assert receipt in text_of(thanks)
    assert receipt not in text_of(as_(NOBODY).get(ballot_page(round)))
    assert not Command.objects.exists()


def test_wrong_codes_all_answer_the_same(as_, cast):
    round = opened(cast.site)
    good = ballot_page(round).rstrip("/").rpartition("/")[2]
    bodies = set()
    for wrong in ("0" * 26, good[:-1], good[::-1], "rien", "1", "é"):
        response = as_(NOBODY).get(reverse("votes:ballot_cast", args=[wrong]))
        assert response.status_code == 404
        assert "n’ouvre aucun vote" in text_of(response)
        # The page repeats its own address, and holds a token drawn at random.
        body = text_of(response).replace(quote(f"/voter/{wrong}/"), "")
        bodies.add(re.sub(r'name="(csrfmiddlewaretoken|commande)" value="[^"]*"', "", body))
    assert len(bodies) == 1
    # Posting one answers the same, whatever it carries.
    posted = as_(NOBODY).post(reverse("votes:ballot_cast", args=["0" * 26]), {"choix-1": "2"})
    assert posted.status_code == 404


def test_code_typed_with_dashes_leads_to_its_ballot(as_, cast):
    round = opened(cast.site)
    code = ballot_page(round).rstrip("/").rpartition("/")[2]
    enter = reverse("votes:ballot_enter")
    response = as_(NOBODY).post(enter, {"code": f" {code[:5].lower()}-{code[5:]} "})
    assert response.url == ballot_page(round)
    assert "Tapez les lettres" in text_of(as_(NOBODY).post(enter, {"code": " - "}))


def test_ballot_pages_are_kept_out_of_caches_and_indexes(as_, cast):
    response = as_(NOBODY).get(ballot_page(opened(cast.site)))
    assert "no-store" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert response["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize(
    ("kind", "given", "why"),
    [
        ("mentions", {"choix-1": "7"}, "pas sur l’échelle"),
        ("mentions", {"choix-9": "1"}, "n’est pas proposé à ce vote"),
        ("points", {"choix-1": "6", "choix-2": "6"}, "12 points, il y en a 10"),
        ("points", {"choix-1": "11"}, "10"),
        ("points", {"choix-1": "1e308"}, "nombre entier"),
        ("duels", {"duel-1-2": "3"}, "duel-1-2"),
        ("duels", {"duel-1-9": "1"}, "n’est pas proposé à ce vote"),
    ],
)
def test_what_can_not_be_counted_is_shown_again_with_the_reason(as_, cast, kind, given, why):
    round = opened(cast.site, kind)
    response = as_(NOBODY).post(ballot_page(round), given)
    assert response.status_code == 422
    assert why in text_of(response)
    assert not Ballot.objects.exists()
    assert round.codes.unused().count() == 5


def test_ballot_opened_before_the_closing_and_sent_after_is_kept_as_late(as_, cast):
    round = opened(cast.site)
    phone = as_(NOBODY)
    phone.get(ballot_page(round))
    closed(round)
    response = phone.post(ballot_page(round), {"choix-1": "2"})
    assert "arrivé après la clôture" in text_of(response)
    assert round.ballots.get().late
    assert "Le vote est clos" in text_of(phone.get(ballot_page(round, 2)))


def test_voter_may_say_a_kind_of_actor(as_, cast):
    category = factories.ActorCategoryFactory(study=cast.study)
    other = factories.ActorCategoryFactory()
    round = opened(cast.site)
    refused = as_(NOBODY).post(ballot_page(round), {"category": other.pk})
    assert refused.status_code == 422
    as_(NOBODY).post(ballot_page(round), {"category": category.pk})
    assert round.ballots.get().category == category


def test_blank_ballot_is_a_ballot(as_, cast):
    round = opened(cast.site)
    as_(NOBODY).post(ballot_page(round), {})
    assert round.ballots.get().choices == {}


def test_ballot_asks_as_little_of_the_database_with_many_choices(
    as_, cast, django_assert_num_queries
):
    labels = [f"Choix {n}" for n in range(20)]
    small, large = opened(cast.site), opened(cast.site, labels=labels)
    vote(large, {"1": 1})
    phone = as_(NOBODY)
    phone.get(ballot_page(small))
    with django_assert_num_queries(3):
        phone.get(ballot_page(small, 2))
    with django_assert_num_queries(3):
        phone.get(ballot_page(large, 3))
