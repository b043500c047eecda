"""One's own notes, page by page: online, from paper, people met, the debrief, the hand-in."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from ancrage.fieldwork import actions
from ancrage.fieldwork.models import (
    Consent,
    Debrief,
    Document,
    Interview,
    KeptPack,
    NoteEntry,
    NoteSheet,
    Participant,
    Purpose,
)
from tests import factories
from tests.fieldwork.test_notebooks import NOW, TODAY, item, jotting, sent, taken, visit, words

__all__ = ["item", "visit"]
pytestmark = pytest.mark.django_db

MET = {
    "name": "Samira Benali",
    "function": "habitante",
    "purposes": ["transcrire", "coder"],
    "mode": "oral",
    "given_on": "2016-03-21",
}


@pytest.fixture
def category(cast):
    return factories.ActorCategoryFactory(study=cast.study)


@pytest.fixture
def client(cast, as_):
    return as_(cast.volunteer)


def page(name, item, *more):
    return reverse(
        f"fieldwork:{name}", args=[item.visit.site.study.slug, item.visit.uuid, item.uuid, *more]
    )


def desk(name, visit, *more):
    return reverse(f"fieldwork:{name}", args=[visit.site.study.slug, visit.uuid, *more])


def test_a_note_is_written_online(cast, item, client):
    question = item.visit.guide.questions.get()
    values = {"words": "Le maire.", "question": question.uuid, "tags": ["citation"]}
    assert client.post(page("note_sheet", item), values).status_code == 302
    entry = NoteEntry.objects.get()
    assert (entry.question, entry.tags, entry.channel) == (question, ["citation"], "ecran")
    shown = client.get(page("note_sheet", item)).content.decode()
    assert "Le maire." in shown
    assert "citation" in shown


def test_an_empty_note_is_refused(item, client):
    for blank in ("", "   ", "\u200b"):
        response = client.post(page("note_sheet", item), {"words": blank})
        assert response.status_code == 422
    assert not NoteEntry.objects.exists()
    assert not Interview.objects.exists()


def test_a_note_is_corrected_then_struck(cast, item, client):
    client.post(page("note_sheet", item), {"words": "Trois."})
    first = NoteEntry.objects.get()
    client.post(page("note_edit", item, first.uuid), {"words": "Quatre."})
    assert words(cast.volunteer) == ["Quatre."]
    second = NoteEntry.objects.current().get()
    assert client.post(page("note_edit", item, first.uuid), {"words": "Six."}).status_code == 404
    client.post(page("note_strike", item, second.uuid))
    assert words(cast.volunteer) == []


def test_a_paper_sheet_is_typed(cast, item, client):
    question = item.visit.guide.questions.get()
    typed = {
        f"q_{question.uuid.hex}": "Le maire.\r\n\r\nTrois réunions #chiffre",
        "q_hors": "Il pleut #inconnu",
    }
    assert client.post(page("note_type", item), typed).status_code == 302
    entries = NoteEntry.objects.order_by("pk")
    assert words(cast.volunteer) == ["Le maire.", "Trois réunions", "Il pleut #inconnu"]
    assert [entry.tags for entry in entries] == [[], ["chiffre"], []]
    assert {entry.channel for entry in entries} == {"papier"}


def test_an_empty_paper_sheet_is_refused(item, client):
    response = client.post(page("note_type", item), {"q_hors": " "})
    assert response.status_code == 422
    assert "La feuille est vide" in response.content.decode()


def test_the_printed_sheets_ask_the_questions(item, client):
    shown = client.get(desk("note_papers", item.visit)).content.decode()
    assert "Qui décide ?" in shown
    assert str(item.uuid)[:8] in shown


def test_a_meal_takes_no_note(visit, client):
    meal = factories.AgendaItemFactory(visit=visit, kind="pause")
    assert client.get(page("note_sheet", meal)).status_code == 404


def test_a_person_met_is_sealed(cast, item, client, category):
    agreed = [*MET["purposes"], "recontacter"]
    values = {**MET, "category": category.pk, "purposes": agreed, "contact": "s@example.org"}
    assert client.post(page("person_meet", item), values).status_code == 302
    person = Participant.objects.get()
    assert person.label == "Habitante 1"
    assert person.contact is not None
    consents = Consent.objects.filter(participant=person)
    assert {each.purpose for each in consents} == set(agreed)
    assert {each.form_version for each in consents} == {"ancrage-1"}
    shown = client.get(page("person_meet", item)).content.decode()
    assert "Habitante 1" in shown
    assert "Benali" not in shown


def test_the_same_person_is_met_once(item, client, category):
    values = {**MET, "category": category.pk}
    client.post(page("person_meet", item), values)
    response = client.post(page("person_meet", item), values)
    assert response.status_code == 422
    assert "déjà inscrite" in response.content.decode()
    assert Participant.objects.count() == 1


def test_no_address_without_agreement_to_be_contacted(item, client, category):
    values = {**MET, "category": category.pk, "contact": "s@example.org"}
    assert client.post(page("person_meet", item), values).status_code == 422
    assert not Participant.objects.exists()


def test_each_purpose_has_its_sentence(item, client):
    shown = client.get(desk("consent_paper", item.visit)).content.decode()
    assert shown.count("☐") == 2 * len(Purpose)


def test_handed_in_a_sheet_is_a_text_beside_the_others(cast, item, client, category):
    client.post(page("person_meet", item), {**MET, "category": category.pk})
    client.post(page("note_sheet", item), {"words": "Mme Benali dit que rien ne change."})
    sent(taken(item.visit, cast.national), jotting(item, "On en parle peu."))
    assert client.get(page("note_hand_in", item)).status_code == 200
    assert client.post(page("note_hand_in", item)).status_code == 302
    theirs = NoteSheet.objects.get(author=cast.national)
    actions.hand_in(sheet=theirs, by=cast.national, now=NOW, today=TODAY)
    first, _theirs = Document.objects.order_by("number")
    assert first.author == cast.volunteer.name
    version = first.versions.get()
    assert version.text == "Hors du guide\n\n[Habitante 1] dit que rien ne change."
    assert not version.is_reviewed
    compared = reverse("fieldwork:note_compare", args=[cast.study.slug, first.interview.code])
    shown = client.get(compared).content.decode()
    assert "On en parle peu." in shown
    assert "rien ne change" in shown


def test_a_label_in_a_note_gives_the_words_to_who_said_them(cast, item, client, category):
    client.post(page("person_meet", item), {**MET, "category": category.pk})
    client.post(page("note_sheet", item), {"words": "Samira Benali : rien ne change."})
    client.post(page("note_hand_in", item))
    turns = Document.objects.get().versions.get().turns.exclude(participant=None)
    assert [turn.participant.label for turn in turns] == ["Habitante 1"]


def test_a_sheet_is_handed_in_once(item, client):
    client.post(page("note_sheet", item), {"words": "Un mot."})
    client.post(page("note_hand_in", item))
    assert client.post(page("note_hand_in", item)).status_code == 404
    response = client.post(page("note_sheet", item), {"words": "Un autre."})
    assert "déjà remise" in response.content.decode()
    assert Document.objects.count() == 1


def test_nothing_is_handed_in_where_nobody_agreed(item, client, category):
    values = {**MET, "category": category.pk, "purposes": []}
    client.post(page("person_meet", item), values)
    client.post(page("note_sheet", item), {"words": "Un mot."})
    response = client.post(page("note_hand_in", item), follow=True)
    assert "Personne n’a accepté" in response.content.decode()
    assert not Document.objects.exists()
    assert NoteEntry.objects.count() == 1


def test_an_empty_sheet_is_not_handed_in(cast, item, client):
    client.post(page("note_sheet", item), {"words": "Un mot."})
    client.post(page("note_strike", item, NoteEntry.objects.get().uuid))
    response = client.post(page("note_hand_in", item), follow=True)
    assert "Votre feuille est vide" in response.content.decode()


def test_nobody_hands_in_or_reads_the_notes_of_another(cast, item, client, as_):
    client.post(page("note_sheet", item), {"words": "canarisecret"})
    entry = NoteEntry.objects.get()
    other = as_(cast.national)
    assert "canarisecret" not in other.get(page("note_sheet", item)).content.decode()
    for name in ("note_edit", "note_strike"):
        assert other.get(page(name, item, entry.uuid)).status_code == 404
    assert other.post(page("note_hand_in", item)).status_code == 404


def test_the_debrief_of_the_day(visit, client):
    url = desk("debrief_write", visit, 1, "2016-03-21")
    assert client.post(url, {"heard": "On se parle peu."}).status_code == 302
    assert client.post(url, {"heard": "Autre chose."}).status_code == 409
    client.post(url, {"heard": "Mieux dit.", "version": 1})
    assert Debrief.objects.get().heard == "Mieux dit."
    assert client.post(url, {"heard": "Trop tard.", "version": 1}).status_code == 409


def test_a_debrief_names_nobody(item, client, category):
    client.post(page("person_meet", item), {**MET, "category": category.pk})
    url = desk("debrief_write", item.visit, 1, "2016-03-21")
    client.post(url, {"heard": "Samira Benali n’attend plus rien."})
    assert Debrief.objects.get().heard == "[Habitante 1] n’attend plus rien."


@pytest.mark.parametrize(("team", "day"), [(2, "2016-03-21"), (1, "2016-04-21"), (1, "demain")])
def test_a_debrief_of_another_team_or_day_is_not_there(visit, client, team, day):
    assert client.get(desk("debrief_write", visit, team, day)).status_code == 404


def test_what_is_kept_is_settled(cast, item, as_):
    notebook = taken(item.visit, cast.volunteer)
    sent(notebook, jotting(item, "Premier."), today=TODAY)
    sent(notebook, jotting(item, "canaritard"), today=TODAY + timedelta(days=200))
    pack, national = KeptPack.objects.get(), as_(cast.national)
    slug = cast.study.slug
    shown = national.get(reverse("fieldwork:kept_list", args=[slug])).content.decode()
    assert cast.volunteer.name in shown
    assert "canaritard" not in shown
    url = reverse("fieldwork:kept_settle", args=[slug, pack.uuid])
    assert "canaritard" not in national.get(url).content.decode()
    assert national.post(url, {"outcome": "ecarte"}).status_code == 422
    assert national.post(url, {"outcome": "repris"}).status_code == 422
    values = {"outcome": "repris", "interview": pack.interview_id}
    assert national.post(url, values).status_code == 302
    assert "canaritard" in Document.objects.get().versions.get().text
    assert national.post(url, values).status_code == 404


def test_who_does_not_administer_settles_nothing(cast, as_):
    pack = factories.KeptPackFactory(study=cast.study)
    for person in (cast.volunteer, cast.site_team, cast.stranger):
        client = as_(person)
        assert client.get(reverse("fieldwork:kept_list", args=[cast.study.slug])).status_code == 404
        url = reverse("fieldwork:kept_settle", args=[cast.study.slug, pack.uuid])
        assert client.post(url, {"outcome": "ecarte", "reason": "x"}).status_code == 404


def test_the_visits_that_one_notes(cast, visit, client, as_):
    url = reverse("fieldwork:note_visits", args=[cast.study.slug])
    assert str(visit) in client.get(url).content.decode()
    assert str(visit) not in as_(cast.site_team).get(url).content.decode()


@pytest.mark.parametrize("many", [1, 8])
def test_the_desk_and_the_sheet_cost_the_same(cast, visit, as_, many, django_assert_num_queries):
    for hour in factories.AgendaItemFactory.create_batch(many, visit=visit):
        notes = [jotting(hour, f"Note {n}") for n in range(many)]
        sent(taken(visit, cast.volunteer), *notes)
    client = as_(cast.volunteer)
    with django_assert_num_queries(DESK_QUERIES):
        client.get(desk("note_desk", visit))
    with django_assert_num_queries(SHEET_QUERIES):
        client.get(page("note_sheet", hour))


DESK_QUERIES, SHEET_QUERIES = 9, 10


def test_a_notebook_is_late_ninety_days_after_the_visit(cast, visit):
    notebook = taken(visit, cast.volunteer)
    assert not notebook.is_late(visit.ends + timedelta(days=90))
    assert notebook.is_late(visit.ends + timedelta(days=91))


def test_a_notebook_carries_no_identifier_twice(cast, visit):
    device = uuid.uuid4()
    first = actions.take_notebook(visit=visit, device=device, by=cast.volunteer, now=NOW)
    again = actions.take_notebook(visit=visit, device=device, by=cast.volunteer, now=timezone.now())
    assert first == again
