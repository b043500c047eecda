"""Codes are put on passages, taken off and put back."""

import uuid

import pytest
from django.urls import reverse

from ancrage.coding.models import Code, Coding, Memo
from ancrage.evidence.models import EvidenceLink, Finding
from ancrage.fieldwork.actions import NotCodable
from ancrage.fieldwork.models import Consent, Passage, Purpose
from tests import factories

WORDS = "travailler ensemble"


def script(client, url, data):
    """Post as the page's script does."""
    return client.post(url, data, sign=False, headers={"X-Commande": str(uuid.uuid4())})


def fields(desk, words=WORDS, **more):
    return {"version": desk.version.uuid, **desk.span(words), **more}


def test_a_script_is_sent_what_stands_beside_the_paragraph(desk, as_):
    client = as_(desk.user)
    response = script(
        client, desk.url("coding_create"), fields(desk, codes=["coordination", "cooperation"])
    )
    assert response.status_code == 302
    margin = client.get(response["Location"])
    assert margin.content.decode().count("data-mark=") == 2
    assert {str(c.code) for c in Coding.objects.standing()} == {"coordination", "coopération"}
    passage = Passage.objects.get()
    assert (passage.quote(), passage.participant) == (WORDS, desk.participant)


def test_two_gestures_that_say_the_same_code_once(desk, as_):
    client = as_(desk.user)
    for _ in range(2):
        script(client, desk.url("coding_create"), fields(desk, codes="coordination"))
    assert Coding.objects.count() == 1


def test_two_coders_put_the_same_code_on_the_same_words(desk, as_, cast):
    for user in (desk.user, cast.admin):
        script(as_(user), desk.url("coding_create"), fields(desk, codes="coordination"))
    assert Coding.objects.count() == 2
    assert Passage.objects.count() == 1


@pytest.mark.parametrize("quote", [WORDS, "« Travailler", "n'en parle", "réunion , oui"])
def test_a_form_without_script_marks_an_exact_quotation(desk, as_, quote):
    data = {"version": desk.version.uuid, "quote": quote, "codes": "coordination"}
    response = as_(desk.user).post(desk.url("coding_create"), data)
    if quote == "« Travailler":
        assert response.status_code == 422
        assert "ne se trouvent pas dans le texte" in response.content.decode()
        assert not Coding.objects.exists()
    else:
        assert response.status_code == 302
        assert response["Location"].startswith(desk.document.get_absolute_url())
        assert Coding.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"codes": []}, "au moins un code"),
        ({"codes": "inconnu"}, "plus dans la grille"),
        ({"end": 100_000}, "pas dans le texte"),
        ({"start": 60, "end": 50}, "pas dans le texte"),
        ({"start": "", "end": ""}, "quels mots"),
        ({"version": uuid.uuid4()}, "a été corrigé"),
    ],
)
def test_a_refusal_says_what_to_do_and_writes_nothing(desk, as_, change, said):
    data = fields(desk, codes="coordination") | change
    response = script(as_(desk.user), desk.url("coding_create"), data)
    assert response.status_code == 422
    assert response["Content-Type"].startswith("text/plain")
    assert said in response.content.decode()
    assert not Passage.objects.exists()


def test_words_of_someone_who_does_not_agree_are_not_coded(desk, as_):
    Consent.objects.filter(purpose=Purpose.CODE).delete()
    response = script(as_(desk.user), desk.url("coding_create"), fields(desk, codes="coordination"))
    assert response.status_code == 422
    assert "pas accepté" in response.content.decode()
    assert not Passage.objects.exists()


def test_a_code_made_from_words_is_put_on_them(desk, as_):
    response = script(as_(desk.user), desk.url("code_create_here"), fields(desk, name="Réunions"))
    assert response.status_code == 302
    coding = Coding.objects.get()
    assert (coding.code.name, coding.code.slug) == ("Réunions", "reunions")


def test_a_code_made_from_words_needs_a_new_name(desk, as_):
    data = fields(desk, name="Coopération")
    response = script(as_(desk.user), desk.url("code_create_here"), data)
    assert response.status_code == 422
    assert Code.objects.filter(study=desk.study).count() == 3


def test_a_memo_on_words(desk, as_):
    data = fields(desk, text="À rapprocher de E016.")
    assert script(as_(desk.user), desk.url("memo_create_here"), data).status_code == 302
    memo = Memo.objects.get()
    assert (memo.passage.quote(), memo.text, memo.author) == (WORDS, data["text"], desk.user)


def test_words_are_taken_to_a_finding_that_exists(desk, as_):
    client = as_(desk.user)
    response = client.post(desk.url("passage_send"), fields(desk, vers="existant"))
    assert response["Location"] == Passage.objects.get().get_absolute_url()
    assert WORDS in client.get(response["Location"]).content.decode()


def test_words_taken_to_a_new_finding_are_kept_once_it_is_written(desk, as_):
    client = as_(desk.user)
    address = client.post(desk.url("passage_send"), fields(desk, vers="nouveau"))["Location"]
    page = client.get(address)
    assert WORDS in page.content.decode()
    assert not Passage.objects.exists()  # the page may be left: nothing stays behind
    (field,) = page.context["form"].passages
    written = {"claim": "Ils se coordonnent.", "kind": "frein", field: "pour"}
    assert client.post(address, written).status_code == 302
    link = EvidenceLink.objects.get()
    assert (link.passage.quote(), link.passage.participant) == (WORDS, desk.participant)


def test_words_that_may_no_longer_be_coded_refuse_the_finding_that_cites_them(
    desk, as_, monkeypatch
):
    client = as_(desk.user)
    address = client.post(desk.url("passage_send"), fields(desk, vers="nouveau"))["Location"]
    (field,) = client.get(address).context["form"].passages

    def refuse(**place):
        raise NotCodable("Plus d’accord.")

    monkeypatch.setattr("ancrage.evidence.views.words.passage_of_words", refuse)
    written = {"claim": "Ils se coordonnent.", "kind": "frein", field: "pour"}
    response = client.post(address, written)
    assert "Plus d’accord." in response.content.decode()
    assert not Finding.objects.exists()


@pytest.mark.parametrize("place", ["", "x", "{version}", "{version}.3.2", "{version}.0.99999"])
def test_a_place_that_is_none_brings_no_words(desk, as_, place):
    asked = place.format(version=desk.version.uuid)
    page = as_(desk.user).get(
        reverse("evidence:finding_create", args=[desk.study.slug]), {"mots": asked}
    )
    assert page.context["form"].passages == {}


def put(desk, user=None):
    passage = factories.PassageFactory(
        text_version=desk.version, participant=desk.participant, **desk.span(WORDS)
    )
    return factories.CodingFactory(
        passage=passage, code=desk.coordination, author=user or desk.user
    )


def test_taking_off_keeps_the_coding_and_putting_back_restores_it(desk, as_):
    coding, client = put(desk), as_(desk.user)
    script(client, desk.url("coding_remove", coding.uuid), {})
    coding.refresh_from_db()
    assert (coding.removed_by, Coding.objects.standing().count()) == (desk.user, 0)
    script(client, desk.url("coding_restore", coding.uuid), {})
    coding.refresh_from_db()
    assert (coding.removed_at, coding.removed_by) == (None, None)


def test_putting_back_gives_way_to_a_coding_made_since(desk, as_):
    coding, client = put(desk), as_(desk.user)
    script(client, desk.url("coding_remove", coding.uuid), {})
    script(client, desk.url("coding_create"), fields(desk, codes="coordination"))
    script(client, desk.url("coding_restore", coding.uuid), {})
    assert Coding.objects.standing().count() == 1


def test_a_form_without_script_offers_to_put_back(desk, as_):
    coding, client = put(desk), as_(desk.user)
    response = client.post(desk.url("coding_remove", coding.uuid), follow=True)
    assert desk.url("coding_restore", coding.uuid) in response.content.decode()


def test_a_coder_does_not_take_off_what_another_put(desk, as_, cast):
    other = factories.MembershipFactory(study=desk.study, role="equipe_nationale").user
    coding = put(desk, user=other)
    assert script(as_(desk.user), desk.url("coding_remove", coding.uuid), {}).status_code == 404
    assert script(as_(cast.admin), desk.url("coding_remove", coding.uuid), {}).status_code == 302


@pytest.mark.parametrize(
    "name",
    ["coding_create", "code_create_here", "memo_create_here", "passage_send"],
)
@pytest.mark.parametrize("role", ["stranger", "site_team", "reader", "former"])
def test_only_researchers_mark(desk, as_, cast, name, role):
    response = script(as_(getattr(cast, role)), desk.url(name), fields(desk, codes="coordination"))
    assert response.status_code == 404
    assert not Passage.objects.exists()
