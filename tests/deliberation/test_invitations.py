"""Everybody met is given a way to answer, and answers without an account."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.urls import reverse

from ancrage.core.models import Command
from ancrage.deliberation import actions, keys, tasks
from ancrage.deliberation.models import Invitation
from ancrage.fieldwork.actions import NotReachable, address_of, seal_contact
from ancrage.fieldwork.models import Consent, Purpose
from ancrage.vault.models import SealedObject
from tests import factories
from tests.deliberation.rooms import DAY, NOW, close, met, open_debate, react, url

ALL_BUT_CONTACT = [purpose for purpose in Purpose if purpose is not Purpose.CONTACT]


@pytest.fixture
def meeting(cast):
    return open_debate(cast.study, cast.site, "On se parle.", "Les habitants sont loin.")


def text_of(response):
    """The page, no-break spaces told as spaces."""
    return response.content.decode().replace("\u202f", " ").replace("\xa0", " ")


def invited(meeting):
    """Invite everybody; return the invitations by label."""
    actions.invite_everyone(meeting=meeting, by=None, today=DAY)
    return {each.participant.label: each for each in meeting.invitations.all()}


def link(invitation):
    return reverse("answers:answer_give", args=[invitation.code])


def test_everybody_met_is_invited_once_by_the_way_they_agreed_to(cast, meeting):
    reachable = met(cast.site, label="Adjointe 1")
    seal_contact(participant=reachable, email="a@exemple.fr", by=None, today=DAY)
    met(cast.site, label="Directrice 1", agrees_to=ALL_BUT_CONTACT)
    met(cast.site, label="Directrice 1")  # met again in another interview
    met(cast.other_site, label="Maraîcher 1")
    made = invited(meeting)
    assert {label: each.channel for label, each in made.items()} == {
        "Adjointe 1": "courriel",
        "Directrice 1": "main_propre",
    }
    assert actions.invite_everyone(meeting=meeting, by=None, today=DAY) == []


def test_address_of_somebody_who_did_not_agree_is_not_kept(cast, meeting):
    silent = met(cast.site, agrees_to=ALL_BUT_CONTACT)
    with pytest.raises(NotReachable, match="n’a pas accepté d’être recontactée"):
        seal_contact(participant=silent, email="a@exemple.fr", by=None, today=DAY)
    assert not SealedObject.objects.filter(kind="contact").exists()
    invitation = invited(meeting)[silent.label]
    with pytest.raises(NotReachable):
        actions.change_channel(
            invitation=invitation, expected=1, channel="courriel", by=None, today=DAY
        )


def test_new_address_replaces_the_former(cast):
    person = met(cast.site)
    for email in ("a@exemple.fr", "b@exemple.fr"):
        seal_contact(participant=person, email=email, by=None, today=DAY)
    assert address_of(person, today=DAY) == "b@exemple.fr"
    assert SealedObject.objects.filter(kind="contact").count() == 1


def test_mail_goes_once_and_only_while_the_person_agrees(cast, meeting):
    people = [met(cast.site, label=f"Adjointe {n}") for n in (1, 2)]
    for person in people:
        seal_contact(participant=person, email=f"{person.pk}@exemple.fr", by=None, today=DAY)
    made = invited(meeting)
    Consent.objects.filter(participant=people[1], purpose=Purpose.CONTACT).update(withdrawn_at=NOW)
    for _ in range(2):
        tasks.send_invitations.func(meeting.pk, "https://exemple.fr/")
    (message,) = mail.outbox
    assert message.to == [f"{people[0].pk}@exemple.fr"]
    assert f"https://exemple.fr{link(made['Adjointe 1'])}" in message.body
    assert Invitation.objects.exclude(given_at=None).get() == made["Adjointe 1"]


def test_code_is_typed_as_it_comes_and_only_its_digest_is_kept(cast, meeting):
    met(cast.site)
    (invitation,) = invited(meeting).values()
    code = invitation.code
    assert len(code) == keys.LENGTH
    assert keys.typed(f" {invitation.printed_code.lower()} ") == code
    assert keys.typed("oO-iIlL") == "001111"
    assert invitation.secret_digest == keys.digest(code)
    assert code not in str(Invitation.objects.values().get())


def test_renewed_link_closes_the_former(as_, cast, meeting):
    met(cast.site)
    (invitation,) = invited(meeting).values()
    former = link(invitation)
    as_(cast.national).post(url("invitation_renew", meeting, invitation.uuid))
    invitation.refresh_from_db()
    assert as_(None).get(former).status_code == 404
    assert as_(None).get(link(invitation)).status_code == 200


def test_letters_of_another_secret_key_are_not_printed(as_, cast, meeting, settings):
    met(cast.site)
    (invitation,) = invited(meeting).values()
    client = as_(cast.national)
    assert invitation.printed_code in text_of(client.get(url("letter_list", meeting)))
    settings.SECRET_KEY = "une autre clé"
    assert invitation.code == ""
    client = as_(cast.national)
    assert "Aucune lettre" in text_of(client.get(url("letter_list", meeting)))


def test_wrong_code_opens_nothing(as_, cast, meeting):
    met(cast.site)
    (invitation,) = invited(meeting).values()
    client = as_(None)
    find = reverse("answers:answer_find")
    assert "n’ouvre rien" in text_of(client.get(find, {"code": "0" * 26}))
    assert client.get(find, {"code": invitation.printed_code}).url == link(invitation)
    assert client.get(reverse("answers:answer_give", args=["0" * 26])).status_code == 404


def given(meeting, **more):
    first = meeting.debated.first().finding.number
    return {
        "answer": "ecrit",
        f"stance_{first}": "nuance",
        f"words_{first}": "Oui, mais pas le soir, dit Mme Vasseur.",
        "missing": "Les jeunes.",
        "agreed": ["coder"],
        **more,
    }


def test_answer_is_kept_changed_and_names_nobody(as_, cast, meeting):
    met(cast.site, label="Adjointe 2")
    (invitation,) = invited(meeting).values()
    client, address = as_(None), link(invitation)
    page = client.get(address)
    assert "Odile Vasseur" not in text_of(page)
    assert "Adjointe 2" not in text_of(page)
    assert page["Cache-Control"] == "no-store, private"
    assert page["X-Robots-Tag"] == "noindex, nofollow"
    response = client.post(address, given(meeting))
    assert response.url == reverse("answers:answer_thanks")
    invitation.refresh_from_db()
    assert (invitation.answer, invitation.agreed) == ("ecrit", ["coder"])
    said = set(meeting.reactions.values_list("stance", "words", "channel"))
    assert said == {
        ("nuance", "Oui, mais pas le soir, dit [Adjointe 2].", "lien"),
        ("manque", "Les jeunes.", "lien"),
    }
    assert "Vous avez déjà répondu" in text_of(client.get(address))
    client.post(address, given(meeting, missing="", answer="vient"))
    assert [each.stance for each in meeting.reactions.all()] == ["nuance"]
    # The link stands nowhere in the database.
    assert not Command.objects.filter(location__contains=invitation.code).exists()


def test_same_answer_twice_is_kept_once(as_, cast, meeting):
    met(cast.site)
    (invitation,) = invited(meeting).values()
    data = given(meeting, commande="0b6f2a86-6c0a-4b02-9c5e-6a9a6d0d4f12")
    client = as_(None)
    for _ in range(2):
        assert client.post(link(invitation), data).url == reverse("answers:answer_thanks")
    assert meeting.reactions.count() == 2


def test_answer_without_its_words_or_its_stance_is_shown_again(as_, cast, meeting):
    met(cast.site)
    (invitation,) = invited(meeting).values()
    first, second = (each.finding.number for each in meeting.debated.all())
    wrong = given(meeting, **{f"words_{first}": "", f"words_{second}": "Et pourtant."})
    page = as_(None).post(link(invitation), wrong)
    assert page.status_code == 422
    assert "Dites en quelques mots pourquoi." in text_of(page)
    assert "Choisissez ce que vous en pensez." in text_of(page)
    assert "Et pourtant." in text_of(page)
    assert not meeting.reactions.exists()


def test_finding_withdrawn_while_the_person_writes_keeps_the_words_on_the_page(as_, cast, meeting):
    met(cast.site)
    (invitation,) = invited(meeting).values()
    debated = meeting.debated.first()
    actions.withdraw_debated(debated=debated, expected=1, because="Il désigne un service.", by=None)
    page = as_(None).post(link(invitation), given(meeting))
    assert page.status_code == 422
    assert "Il désigne un service" in text_of(page)
    assert "pas le soir" in text_of(page)
    assert not meeting.reactions.exists()


def test_finding_withdrawn_after_the_answer_is_explained_and_the_words_stay(as_, cast, meeting):
    met(cast.site)
    (invitation,) = invited(meeting).values()
    client, address = as_(None), link(invitation)
    client.post(address, given(meeting))
    debated = meeting.debated.first()
    actions.withdraw_debated(debated=debated, expected=1, because="Il désigne un service.", by=None)
    page = text_of(client.get(address))
    assert "Il désigne un service." in page
    assert "Vos mots restent gardés." in page
    assert f"stance_{debated.finding.number}" not in page
    client.post(address, {"answer": "decline"})
    assert [each.debated for each in meeting.reactions.all()] == [debated]


def test_what_the_text_holds_is_no_longer_changed_by_the_link(as_, cast, meeting):
    met(cast.site)
    (invitation,) = invited(meeting).values()
    client, address = as_(None), link(invitation)
    client.post(address, given(meeting))
    closed = close(meeting)
    person = closed.interview.participants.get()
    assert set(person.consents.values_list("purpose", "mode")) == {("coder", "ecrit")}
    page = text_of(client.get(address))
    assert "dans le texte de la séance" in page
    second = meeting.debated.last().finding.number
    client.post(address, {"answer": "ecrit", f"stance_{second}": "confirme"})
    assert meeting.reactions.count() == 3
    assert meeting.reactions.pending().get().debated == meeting.debated.last()


def test_letters_are_handed_over_and_attendance_noted(as_, cast, meeting):
    for n in (1, 2):
        met(cast.site, label=f"Adjointe {n}")
    first, second = invited(meeting).values()
    client, address = as_(cast.national), url("invitation_follow", meeting)
    client.post(address, {"remises": "oui", "personne": [str(first.uuid), "rien"]})
    client.post(address, {"presences": "oui", "personne": [str(second.uuid)]})
    for each in (first, second):
        each.refresh_from_db()
    assert first.given_at is not None
    assert (first.came, second.came, second.given_at) == (False, True, None)
    totals = meeting.invitations.totals()
    assert totals == {"invited": 2, "given": 1, "answered": 0, "coming": 0, "came": 1}
    assert "1 est venue" in text_of(client.get(url("invitation_list", meeting)))


def test_invitations_are_made_followed_and_seen_by_researchers_alone(as_, cast, meeting):
    person = met(cast.site, label="Adjointe 1")
    client, address = as_(cast.national), url("invitation_list", meeting)
    assert "Inviter la personne rencontrée" in text_of(client.get(address))
    client.post(address)
    invitation = meeting.invitations.get()
    change = url("invitation_change", meeting, invitation.uuid)
    client.post(change, {"email": "a@exemple.fr"})
    person.refresh_from_db()
    assert address_of(person, today=date.today()) == "a@exemple.fr"
    client.post(change, {"channel": "lettre", "version": 2})
    invitation.refresh_from_db()
    assert invitation.channel == "lettre"
    assert client.post(change, {"channel": "lettre", "version": 2}).status_code == 409
    Consent.objects.filter(participant=person, purpose=Purpose.CONTACT).update(
        expires_on=date.today() - timedelta(days=1)
    )
    refused = client.post(change, {"email": "b@exemple.fr"})
    assert "n’a pas accepté d’être recontactée" in text_of(refused)
    for user in (cast.site_team, cast.partner, cast.stranger):
        assert as_(user).get(address).status_code == 404


@pytest.mark.parametrize("name", ["invitation_list", "letter_list"])
def test_invitation_pages_ask_the_database_no_more_as_people_grow(
    as_, cast, meeting, name, django_assert_max_num_queries
):
    for n in range(3):
        met(cast.site, label=f"Adjointe {n}")
    invited(meeting)
    with django_assert_max_num_queries(25):
        as_(cast.national).get(url(name, meeting))


def test_private_page_asks_the_same_whatever_the_number_of_findings(
    as_, cast, meeting, django_assert_max_num_queries
):
    met(cast.site)
    (invitation,) = invited(meeting).values()
    factories.DebatedFindingFactory.create_batch(5, meeting=meeting)
    react(meeting, "confirme", "Oui.", participant=invitation.participant, channel="lien")
    with django_assert_max_num_queries(12):
        as_(None).get(link(invitation))
