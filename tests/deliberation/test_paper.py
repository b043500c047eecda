"""On paper and on the screen: cards printed, typed back, findings projected."""

import re

import pytest

from ancrage.deliberation import actions, keys
from tests import factories
from tests.deliberation.rooms import close, open_debate, react, url

CODE = re.compile(r"paper-card__code\">([^<]+)<")


@pytest.fixture
def meeting(cast):
    return open_debate(cast.study, cast.site, "On se parle.", "Les habitants sont loin.")


def text_of(response):
    return response.content.decode().replace("\u202f", " ").replace("\xa0", " ")


def printed(client, meeting, copies):
    """Print cards; return their codes."""
    answer = client.post(url("card_list", meeting), {"copies": copies})
    return CODE.findall(text_of(client.get(answer.url)))


def test_each_card_has_a_number_given_once(as_, cast, meeting):
    client = as_(cast.site_team)
    first, second = printed(client, meeting, 2), printed(client, meeting, 3)
    assert len(first) == 3 * 2
    assert len(second) == 3 * 3
    assert not set(first) & set(second)
    numbers = sorted(each.finding.number for each in meeting.debated.all())
    assert sorted({int(code.partition("-")[0]) for code in first}) == [0, *numbers]
    again = client.get(url("card_list", meeting), {"de": "1", "a": "2"})
    assert CODE.findall(text_of(again)) == first
    assert client.post(url("card_list", meeting), {"copies": 0}).status_code == 422
    for odd in ({"de": "x", "a": "2"}, {"de": "6", "a": "99"}, {}):
        assert not CODE.findall(text_of(client.get(url("card_list", meeting), odd)))


def test_card_is_read_as_people_type_it(meeting):
    code = keys.card_code(meeting.uuid, 12, 3)
    for spelled in (code, code.lower(), code.replace("-", " "), f" {code} "):
        assert keys.read_card(meeting.uuid, spelled) == (12, 3)
    wrong = keys.card_code(meeting.uuid, 12, 4)[:-2] + code[-2:]
    for spelled in (wrong, "12", "", "12-003", f"{code}9"):
        assert keys.read_card(meeting.uuid, spelled) is None
    other = factories.MeetingFactory()
    assert keys.read_card(other.uuid, code) is None


def test_printed_cards_are_typed_back(as_, cast, meeting):
    client = as_(cast.site_team)
    category = factories.ActorCategoryFactory(study=cast.study)
    first, second, missing = printed(client, meeting, 1)
    said = {"card": first, "stance": "conteste", "words": "Non.", "category": category.pk}
    typed = client.post(url("card_type", meeting), {**said, "table": "Table 4"})
    page = text_of(client.get(typed.url))
    assert f"Carte {first} saisie." in page
    assert 'value="Table 4"' in page
    client.post(url("card_type", meeting), {"card": second.lower(), "stance": "confirme"})
    client.post(url("card_type", meeting), {"card": missing, "words": "Les jeunes."})
    rows = meeting.reactions.order_by("pk").values_list("card", "stance", "channel", "debated")
    findings = [each.pk for each in meeting.debated.all()]
    assert list(rows) == [
        (first, "conteste", "carte", findings[0]),
        (second, "confirme", "carte", findings[1]),
        (missing, "manque", "carte", None),
    ]


def test_card_that_cannot_be_taken_says_why_and_keeps_the_words(as_, cast, meeting):
    client, address = as_(cast.site_team), url("card_type", meeting)
    first, second, missing = printed(client, meeting, 1)

    def refused(**said):
        page = client.post(address, {"stance": "nuance", "words": "Pas le soir.", **said})
        assert page.status_code == 422
        assert "Pas le soir." in text_of(page) or not said.get("words", "x")
        return text_of(page)

    assert "pas celui d’une carte de cette séance" in refused(card="12-003-ZZ")
    assert "Cochez la case" in refused(card=first, stance="")
    assert "seule une confirmation" in refused(card=first, words="")
    client.post(address, {"card": first, "stance": "confirme"})
    assert "déjà saisie" in refused(card=first)
    debated = meeting.debated.last()
    actions.withdraw_debated(debated=debated, expected=1, because="Flou.", by=None)
    assert "a été retiré du débat" in refused(card=second)
    close(meeting)
    assert "pas ouverte" in refused(card=missing)
    assert meeting.reactions.count() == 1


def test_screen_shows_one_finding_and_its_counts(as_, cast, meeting):
    first, second = meeting.debated.all()
    react(meeting, "conteste", "Non.", debated=second)
    client, address = as_(cast.partner), url("screen", meeting)
    page = text_of(client.get(address))
    assert "On se parle." in page
    assert 'rel="prev"' not in page
    page = text_of(client.get(address, {"constat": second.finding.number}))
    assert "Les habitants sont loin." in page
    assert "1 conteste" in page
    assert 'rel="next"' not in page
    fragment = client.get(
        address, {"constat": second.finding.number}, headers={"HX-Request": "true"}
    )
    assert "1 conteste" in text_of(fragment)
    assert "<html" not in text_of(fragment)
    actions.withdraw_debated(debated=first, expected=1, because="Flou.", by=None)
    assert "On se parle." not in text_of(client.get(address))
    actions.withdraw_debated(debated=second, expected=1, because="Flou.", by=None)
    assert "Aucun constat à débattre." in text_of(client.get(address))
    assert as_(cast.stranger).get(address).status_code == 404
