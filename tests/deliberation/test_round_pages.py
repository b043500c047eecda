"""The pages of a vote: prepare, open, print, type, count hands, close, read, decide."""

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ancrage.deliberation import actions, keys
from ancrage.deliberation.models import PriorityRound, RoundOption
from ancrage.evidence.models import Stake
from tests import factories
from tests.deliberation.rooms import step_of, url
from tests.deliberation.votes import closed, draft, opened, page, vote


def text_of(response):
    return response.content.decode()


def shown(response):
    """The messages of the page to which a post leads."""
    return [str(message) for message in response.context["messages"]]


@pytest.fixture
def meeting(cast):
    return factories.MeetingFactory(study=cast.study, site=cast.site, step=step_of(cast.study, 3))


def asked(**more):
    return {
        "question": "Que traiter d’abord ?",
        "proposals": "Le logement\nLa mobilité",
        "ballots_are": "mentions",
        "scale": "Oui\nPeut-être\nNon",
        "points": "10",
        "blank": "worst",
        **more,
    }


def test_vote_is_prepared_from_stakes_and_proposals(as_, cast, meeting):
    stake = factories.StakeFactory(study=cast.study, title="Écouter les familles")
    address = url("round_create", meeting)
    response = as_(cast.site_team).post(address, asked(stakes=[stake.pk]))
    round = PriorityRound.objects.get()
    assert response.url == round.get_absolute_url()
    assert round.settings == {"levels": ["Non", "Peut-être", "Oui"], "blank": "worst"}
    options = round.options.values_list("number", "label", "stake")
    assert list(options) == [
        (1, "Écouter les familles", stake.pk),
        (2, "Le logement", None),
        (3, "La mobilité", None),
    ]
    for stranger in (cast.other_site_team, cast.partner, cast.stranger):
        assert as_(stranger).get(address).status_code == 404


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"proposals": ""}, "Proposez au moins un choix."),
        ({"proposals": "Un\nUn"}, "écrites pareil"),
        ({"proposals": "x" * 251}, "dépasse 250 caractères"),
        ({"proposals": "\n".join(map(str, range(31)))}, "30 au plus"),
        ({"scale": "Oui\nNon"}, "de 3 à 7 mentions"),
        ({"scale": "Oui\nOui\nNon"}, "Deux mentions sont écrites pareil"),
        ({"ballots_are": "points", "points": ""}, "combien de points"),
        ({"ballots_are": "duels", "proposals": "\n".join(map(str, range(13)))}, "12 au plus"),
    ],
)
def test_vote_that_nobody_could_answer_is_refused(as_, cast, meeting, change, why):
    response = as_(cast.national).post(url("round_create", meeting), asked(**change))
    assert response.status_code == 422
    assert why in text_of(response)
    assert not PriorityRound.objects.exists()


def test_stake_of_another_study_is_refused(as_, cast, meeting):
    stake = factories.StakeFactory()
    factories.StakeFactory(study=cast.study)
    response = as_(cast.national).post(url("round_create", meeting), asked(stakes=[stake.pk]))
    assert response.status_code == 422
    assert not PriorityRound.objects.exists()


def test_draft_is_changed_once_from_what_was_read(as_, cast):
    round = draft(cast.site)
    client, address = as_(cast.site_team), page("round_change", round)
    assert "L’écoute des familles" in text_of(client.get(address))
    given = asked(version=1)
    assert client.post(address, given).url == round.get_absolute_url()
    assert client.post(address, given | {"question": "Autre ?"}).status_code == 409
    assert [str(option) for option in round.options.all()] == ["Le logement", "La mobilité"]


def test_draft_is_removed_and_an_open_vote_is_not(as_, cast):
    client = as_(cast.site_team)
    kept = opened(cast.site)
    response = client.post(page("round_remove", kept), follow=True)
    assert "ne changent plus" in shown(response)[0]
    client.post(page("round_remove", draft(cast.site)))
    assert list(PriorityRound.objects.all()) == [kept]


def test_vote_opens_with_cards_to_print(as_, cast):
    round = draft(cast.site)
    client = as_(cast.site_team)
    assert "ne changent plus" in text_of(client.get(page("round_open", round)))
    response = client.post(page("round_open", round), {"codes": 3})
    assert response.url == page("ballot_cards", round)
    cards = text_of(client.get(response.url))
    for number in (1, 2, 3):
        assert keys.grouped(keys.vote_code(round.uuid, number)) in cards
    assert "http://testserver/voter/" in cards
    assert client.post(page("round_open", round), {"codes": 2}).status_code == 302
    assert round.codes.count() == 5
    assert client.post(page("round_open", round), {"codes": 2000}).status_code == 422


def test_used_cards_are_not_printed_again(as_, cast):
    round = opened(cast.site, codes=2)
    vote(round, {"1": 1})
    cards = text_of(as_(cast.site_team).get(page("ballot_cards", round)))
    assert keys.grouped(keys.vote_code(round.uuid, 1)) not in cards
    assert keys.grouped(keys.vote_code(round.uuid, 2)) in cards


def test_results_are_hidden_while_the_vote_is_open(as_, cast):
    round = opened(cast.site)
    vote(round, {"1": 2})
    for person in (cast.national, cast.site_team, cast.partner):
        shown = text_of(as_(person).get(round.get_absolute_url()))
        assert "1 bulletin par téléphone" in shown
        assert "Jugement majoritaire" not in shown
    assert as_(cast.other_site_team).get(round.get_absolute_url()).status_code == 404
    assert as_(cast.national).get(page("ballot_file", round)).status_code == 404


def test_cards_are_typed_one_after_the_other(as_, cast):
    category = factories.ActorCategoryFactory(study=cast.study)
    round = opened(cast.site)
    client, address = as_(cast.site_team), page("ballot_type", round)
    card = {"number": "4", "choix-1": "2", "category": category.pk}
    response = client.post(address, card, follow=True)
    assert shown(response) == ["La carte n° 4 est saisie."]
    assert response.redirect_chain[0][0].endswith(f"?categorie={category.pk}")
    again = client.post(address, card)
    assert (again.status_code, "n° 4 a déjà voté" in text_of(again)) == (422, True)
    unknown = client.post(address, card | {"number": "77"})
    assert "n’a pas été imprimée" in text_of(unknown)
    assert round.ballots.get().choices == {"1": 2}


def test_same_post_of_a_card_is_taken_once(as_, cast):
    round = opened(cast.site)
    client = as_(cast.site_team)
    card = {"number": "4", "choix-1": "2", "commande": "7f0f7e0e-5a0e-4d7a-8f51-2f7f1f3a9c21"}
    first = client.post(page("ballot_type", round), card)
    assert client.post(page("ballot_type", round), card).url == first.url
    other = client.post(page("ballot_type", round), card | {"choix-1": "0"})
    assert other.status_code == 422
    assert round.ballots.get().choices == {"1": 2}


def test_card_typed_after_the_closing_is_kept_as_late(as_, cast):
    round = closed(opened(cast.site))
    response = as_(cast.site_team).post(page("ballot_type", round), {"number": "1"}, follow=True)
    assert "elle n’est pas comptée" in shown(response)[0]


def test_duels_of_a_card_are_asked_once_its_number_is_known(as_, cast):
    round = opened(cast.site, "duels")
    client = as_(cast.site_team)
    assert "Les duels dépendent de la carte." in text_of(client.get(page("ballot_type", round)))
    asked = text_of(client.get(page("ballot_type", round), {"carte": 2}))
    assert "Lequel passe d’abord" in asked
    client.post(page("ballot_type", round), {"number": "2", "duel-1-2": "2"})
    assert round.ballots.get().choices == {"1-2": 2}


def test_hands_are_noted_and_stale_counts_refused(as_, cast):
    round = opened(cast.site)
    client, address = as_(cast.site_team), page("hand_count", round)
    given = {"version": 1, "present": 12, "mains-1-2": 7, "mains-1-0": 5}
    assert client.post(address, given).url == round.get_absolute_url()
    assert client.post(address, given | {"mains-1-0": 4}).status_code == 409
    too_many = client.post(address, given | {"version": 2, "mains-1-1": 3})
    assert "15 mains pour 12 personnes" in text_of(too_many)


def test_closed_vote_shows_every_rule_and_why(as_, cast):
    round = opened(cast.site)
    round = closed(round, {"1": 2, "2": 1}, {"1": 2, "3": 1}, {"1": 1})
    for person in (cast.national, cast.site_team, cast.partner):
        shown = text_of(as_(person).get(round.get_absolute_url()))
        for words in ("Jugement majoritaire", "Soutiens", "Deux à deux", "Solide", "<svg"):
            assert words in shown


@pytest.mark.parametrize("kind", ["points", "duels"])
def test_closed_vote_draws_what_was_added_up(as_, cast, kind):
    marks = {"points": {"1": 6, "2": 4}, "duels": {"1-2": 1, "2-3": 0}}[kind]
    round = closed(opened(cast.site, kind), marks, marks)
    shown = text_of(as_(cast.partner).get(round.get_absolute_url()))
    assert "<svg" in shown


def test_vote_without_a_ballot_says_that_there_is_no_result(as_, cast):
    round = closed(opened(cast.site))
    shown = text_of(as_(cast.partner).get(round.get_absolute_url()))
    assert "Aucun résultat" in shown
    assert "aucun bulletin n’est arrivé" in shown


def test_everybody_rejecting_everything_is_said_on_the_page(as_, cast):
    round = closed(opened(cast.site), {"1": 0, "2": 0, "3": 0}, {})
    assert "Tout est écarté" in text_of(as_(cast.partner).get(round.get_absolute_url()))


def test_vote_is_closed_from_its_page(as_, cast):
    round = opened(cast.site)
    client = as_(cast.site_team)
    assert "ne se rouvre pas" in text_of(client.get(page("round_close", round)))
    client.post(page("round_close", round))
    round.refresh_from_db()
    assert round.state == "clos"
    again = client.post(page("round_close", round), follow=True)
    assert "changé entre-temps" in shown(again)[0]


def test_shuffled_ballots_can_be_counted_again(as_, cast):
    elected = factories.ActorCategoryFactory(study=cast.study, label="élus du canton")
    round = opened(cast.site)
    vote(round, {"1": 2, "3": 0}, category=elected)
    round = closed(round)
    vote(round, {"1": 1})
    content = as_(cast.partner).get(page("ballot_file", round)).content.decode("utf-8-sig")
    assert "élus du canton" not in content
    rows = list(csv.DictReader(io.StringIO(content), delimiter=";"))
    counted = next(row for row in rows if row["compte"] == "oui")
    assert counted["1. L’écoute des familles"] == "Prioritaire"
    assert counted["2. Le logement"] == ""
    assert [row["compte"] for row in rows].count("non") == 1
    assert {row["recepisse"] for row in rows} == {
        actions.receipt_of(ballot) for ballot in round.ballots.all()
    }


def decided(round, **more):
    given = {"decided_by": "la séance"}
    for option in round.options.all():
        given |= {f"choix-{option.number}-kept": "", f"choix-{option.number}-reason": ""}
    return given | more


def test_decisions_say_why_and_by_whom(as_, cast):
    round = closed(opened(cast.site), {"1": 2})
    client, address = as_(cast.site_team), page("round_decide", round)
    refused = client.post(address, decided(round, **{"choix-1-kept": "oui"}))
    assert (refused.status_code, "aucune règle ne décide" in text_of(refused)) == (422, True)
    given = decided(round, **{"choix-1-kept": "oui", "choix-1-reason": "Elle touche tout."})
    assert client.post(address, given).url == round.get_absolute_url()
    made = round.decisions.get()
    assert (made.kept, made.decided_by, made.recorded_by) == (True, "la séance", cast.site_team)
    shown = text_of(as_(cast.partner).get(round.get_absolute_url()))
    assert "Elle touche tout." in shown
    stale = client.post(address, given | {"choix-1-reason": "Autre."})
    assert stale.status_code == 409
    silent = client.post(address, decided(round, **{"choix-1-version": made.version}))
    assert "Une décision est écrite" in text_of(silent)
    assert as_(cast.partner).get(address).status_code == 404


def test_decision_waits_for_the_closing(as_, cast):
    round = opened(cast.site)
    given = decided(round, **{"choix-1-kept": "oui", "choix-1-reason": "Oui."})
    response = as_(cast.site_team).post(page("round_decide", round), given)
    assert (response.status_code, "n’est pas clos" in text_of(response)) == (422, True)


def test_minority_position_is_printed_with_the_decision(as_, cast):
    round = closed(opened(cast.site))
    client = as_(cast.site_team)
    given = {"held_by": "deux associations", "words": "L’urgence est ailleurs."}
    client.post(page("dissent_create", round), given)
    dissent = round.dissents.get()
    shown = text_of(as_(cast.partner).get(round.get_absolute_url()))
    assert "L’urgence est ailleurs." in shown
    change = page("dissent_change", round, dissent.uuid)
    client.post(change, given | {"version": 1, "words": "Ailleurs."})
    assert client.post(change, given | {"version": 1, "words": "Non."}).status_code == 409
    client.post(page("dissent_remove", round, dissent.uuid))
    assert not round.dissents.exists()


def test_proposal_kept_becomes_a_stake_by_the_national_team(as_, cast):
    round = closed(opened(cast.site))
    option = round.options.get(number=2)
    factories.PriorityDecisionFactory(option=option, round=round)
    address = page("stake_make", round, 2)
    assert as_(cast.site_team).post(address).status_code == 404
    response = as_(cast.national).post(address)
    assert response.url == Stake.objects.get().get_absolute_url()
    again = as_(cast.national).post(address, follow=True)
    assert "déjà un enjeu" in shown(again)[0]


def test_results_ask_as_little_of_the_database_with_many_choices(as_, cast):
    labels = [f"Choix {n}" for n in range(12)]
    few = closed(opened(cast.site, labels=labels[:3]), {"1": 2})
    many = opened(cast.site, labels=labels, codes=20)
    many = closed(many, *[{"1": 2, "2": 1}] * 20)
    for option in RoundOption.objects.filter(round=many)[:6]:
        factories.PriorityDecisionFactory(option=option, round=many)
        factories.DissentFactory(round=many, option=option)
    factories.PriorityDecisionFactory(option=few.options.first(), round=few)
    client = as_(cast.national)
    pages = [few.get_absolute_url(), many.get_absolute_url()]
    client.get(pages[0])
    counts = []
    for address in pages:
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        counts.append(len(queries))
    assert counts[0] == counts[1]
