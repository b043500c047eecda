"""What the field shows, to whom, and at what cost."""

import pytest
from django.urls import reverse

from ancrage.fieldwork.models import (
    Consent,
    Interview,
    Interviewer,
    Participant,
    Purpose,
    TextVersion,
)
from tests import factories


def url(name, study, *args):
    return reverse(f"fieldwork:{name}", args=[study.slug, *args])


@pytest.fixture
def field(cast):
    """Two interviews on the first site, the second with notes of two hands."""
    step = factories.StepFactory(study=cast.study, number=2)
    made = [
        factories.InterviewFactory(study=cast.study, site=cast.site, step=step, code=code)
        for code in ("E001", "E002")
    ]
    for interview in made:
        factories.ParticipantFactory(interview=interview)
        version = factories.TextVersionFactory(document__interview=interview)
        factories.TurnFactory(text_version=version)
    factories.TextVersionFactory(
        document__interview=made[1], document__kind="note", document__number=2
    )
    return made


def test_overview_counts_interviews_and_people_apart(cast, as_, field):
    factories.ParticipantFactory(interview=field[0])
    page = as_(cast.national).get(url("field_overview", cast.study)).content.decode()
    totals = page[page.index("Toute l’étude") :]
    assert [totals.index(f'<td class="number">{n}</td>') for n in (2, 3)] == sorted(
        totals.index(f'<td class="number">{n}</td>') for n in (2, 3)
    )


def test_overview_reconciles_with_the_imported_tables(cast, as_, field):
    announced = {"step": 2, "interviews": 2, "people": 2, "texts": 3}
    batch = factories.ImportBatchFactory(
        study=cast.study, status="fait", counts={"steps": [announced]}
    )
    page = as_(cast.national).get(url("field_overview", cast.study)).content.decode()
    assert "autant" in page
    assert "écart" not in page
    batch.counts = {"steps": [{**announced, "people": 7}]}
    batch.save()
    page = as_(cast.national).get(url("field_overview", cast.study)).content.decode()
    assert "écart" in page
    assert "7 personnes" in page


def test_site_team_counts_only_what_it_may_read(cast, as_, field):
    Consent.objects.filter(participant__interview=field[0], purpose=Purpose.SHARE).delete()
    page = as_(cast.site_team).get(url("interview_list", cast.study)).content.decode()
    assert "E002" in page
    assert "E001" not in page
    assert "Importer" not in page


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("", ["E001", "E002"]),
        ("?q=e002", ["E002"]),
        ("?texte=sans", []),
        ("?texte=avec", ["E001", "E002"]),
        ("?type=atelier", []),
        ("?etape=2", ["E001", "E002"]),
        ("?site=inconnu", ["E001", "E002"]),
        ("?page=zzz", ["E001", "E002"]),
    ],
)
def test_interviews_are_filtered(cast, as_, field, query, codes):
    page = as_(cast.national).get(url("interview_list", cast.study) + query)
    assert [interview.code for interview in page.context["page"]] == codes


def test_interviews_are_filtered_by_site_and_category(cast, as_, field):
    category = field[0].participants.get().category
    client = as_(cast.national)
    page = client.get(url("interview_list", cast.study) + f"?categorie={category.uuid}")
    assert [interview.code for interview in page.context["page"]] == ["E001"]
    page = client.get(url("interview_list", cast.study) + f"?site={cast.other_site.slug}")
    assert list(page.context["page"]) == []


@pytest.mark.parametrize(
    "name", ["field_overview", "interview_list", "participant_list", "text_list", "consent_list"]
)
def test_lists_cost_the_same_however_long(cast, as_, field, name, django_assert_max_num_queries):
    client = as_(cast.national)
    address = url(name, cast.study)
    with django_assert_max_num_queries(40) as few:
        client.get(address)
    for n in range(6):
        interview = factories.InterviewFactory(
            study=cast.study, site=cast.site, step=field[0].step, code=f"F{n}"
        )
        factories.ParticipantFactory(interview=interview)
        factories.TextVersionFactory(document__interview=interview)
    with django_assert_max_num_queries(40) as many:
        client.get(address)
    assert len(many) == len(few)


def test_interview_page_shows_labels_texts_and_consents(cast, as_, field):
    page = as_(cast.national).get(field[1].get_absolute_url()).content.decode()
    person = field[1].participants.get()
    assert person.label in page
    assert "non relu" in page
    assert "tous" in page
    Consent.objects.filter(participant=person, purpose=Purpose.QUOTE).delete()
    page = as_(cast.national).get(field[1].get_absolute_url()).content.decode()
    assert "tous, sauf être cité" in page
    team = as_(cast.site_team).get(field[1].get_absolute_url()).content.decode()
    assert person.label in team
    assert "Consentements" not in team


def test_stranger_finds_nothing(cast, as_, field):
    person = field[0].participants.get()
    version = TextVersion.objects.filter(document__interview=field[0]).get()
    client = as_(cast.stranger)
    for address in (
        url("field_overview", cast.study),
        url("interview_list", cast.study),
        url("participant_list", cast.study),
        url("consent_list", cast.study),
        url("text_list", cast.study),
        field[0].get_absolute_url(),
        url("interview_edit", cast.study, "E001"),
        url("note_compare", cast.study, "E001"),
        url("consent_edit", cast.study, person.uuid),
        url("text_review", cast.study, version.document.uuid),
        url("text_correct", cast.study, version.document.uuid, 0),
    ):
        assert client.get(address).status_code == 404, address


def test_notes_of_several_hands_stand_side_by_side(cast, as_, field):
    note = TextVersion.objects.get(document__kind="note")
    factories.TextVersionFactory(
        document__interview=field[1], document__kind="note", document__number=1, text="Autre main."
    )
    page = as_(cast.national).get(url("note_compare", cast.study, "E002")).content.decode()
    assert "Autre main." in page
    assert note.text.splitlines()[0] in page


def test_interview_is_changed_and_a_stale_edit_refused(cast, as_, field):
    client = as_(cast.national)
    data = {
        "version": field[0].version,
        "held_on": "2016-04-01",
        "kind": "collectif",
        "site": cast.site.pk,
        "step": field[0].step_id,
        "place": "Mairie",
        "theme": "",
    }
    assert client.post(url("interview_edit", cast.study, "E001"), data).status_code == 302
    assert Interview.objects.get(code="E001").place == "Mairie"
    assert client.post(url("interview_edit", cast.study, "E001"), data).status_code == 409


def test_consents_are_completed(cast, as_, field):
    person = field[0].participants.get()
    Consent.objects.filter(participant=person).update(mode=Consent.Mode.TABLE)
    Consent.objects.filter(participant=person, purpose=Purpose.ARCHIVE).delete()
    data = {
        "purposes": [Purpose.QUOTE, Purpose.ARCHIVE],
        "mode": "ecrit",
        "form_version": "2016-01",
        "given_on": "2016-03-21",
    }
    address = url("consent_edit", cast.study, person.uuid)
    assert as_(cast.national).post(address, data).status_code == 302
    modes = dict(person.consents.values_list("purpose", "mode"))
    assert modes[Purpose.QUOTE] == modes[Purpose.ARCHIVE] == "ecrit"
    assert modes[Purpose.CODE] == "tableau"
    page = as_(cast.national).get(url("consent_list", cast.study))
    assert page.context["states"] == {"complete": 2 + len(Purpose), "declared": len(Purpose) - 2}


def test_declared_consents_of_an_interview_are_completed_at_once(cast, as_, field):
    factories.ParticipantFactory(interview=field[0], agrees_to=[Purpose.CODE])
    Consent.objects.exclude(purpose=Purpose.QUOTE).update(mode=Consent.Mode.TABLE)
    address = url("consent_complete", cast.study, "E001")
    client = as_(cast.national)
    assert f"{len(Purpose)} consentements" in client.get(address).content.decode()
    data = {"mode": "oral", "form_version": "2016-01", "given_on": "2016-03-21"}
    assert client.post(address, data).status_code == 302
    here = Consent.objects.filter(participant__interview=field[0])
    assert sorted(here.values_list("mode", flat=True)) == ["ecrit"] + ["oral"] * len(Purpose)
    assert Consent.objects.filter(mode="tableau").count() == len(Purpose) - 1
    assert "Rien n’est à compléter" in client.get(address).content.decode()
    assert as_(cast.site_team).get(address).status_code == 404


def test_consents_that_end_before_they_start_are_refused(cast, as_, field):
    person = field[0].participants.get()
    data = {
        "purposes": [Purpose.QUOTE],
        "mode": "ecrit",
        "form_version": "1",
        "given_on": "2016-03-21",
        "expires_on": "2016-03-20",
    }
    response = as_(cast.national).post(url("consent_edit", cast.study, person.uuid), data)
    assert response.status_code == 422
    assert "La fin précède le début" in response.content.decode()


def test_a_linked_volunteer_reads_the_interviews_they_led(cast, as_, field):
    interviewer = factories.InterviewerFactory(study=cast.study)
    field[0].interviewers.add(interviewer)
    assert as_(cast.volunteer).get(field[0].get_absolute_url()).status_code == 404
    address = url("interviewer_link", cast.study, interviewer.uuid)
    as_(cast.admin).post(address, {"user": cast.volunteer.pk})
    assert Interviewer.objects.get(pk=interviewer.pk).user == cast.volunteer
    assert as_(cast.volunteer).get(field[0].get_absolute_url()).status_code == 200
    as_(cast.admin).post(address, {"user": ""})
    assert as_(cast.volunteer).get(field[0].get_absolute_url()).status_code == 404


def test_an_interviewer_is_linked_to_members_only(cast, as_, field):
    interviewer = factories.InterviewerFactory(study=cast.study)
    address = url("interviewer_link", cast.study, interviewer.uuid)
    response = as_(cast.admin).post(address, {"user": cast.stranger.pk})
    assert response.status_code == 422


def test_reading_through_leads_to_the_next_text(cast, as_, field):
    client = as_(cast.national)
    [first, second] = TextVersion.objects.filter(document__kind="transcription")
    response = client.post(url("text_review", cast.study, first.document.uuid))
    assert response["Location"] == url("text_review", cast.study, second.document.uuid)
    first.refresh_from_db()
    assert (first.is_reviewed, first.reviewed_by) == (True, cast.national)
    TextVersion.objects.exclude(pk=second.pk).update(reviewed_at=first.reviewed_at)
    response = client.post(url("text_review", cast.study, second.document.uuid))
    assert response["Location"] == url("text_list", cast.study)


def test_review_shows_what_was_replaced(cast, as_, field):
    version = factories.TextVersionFactory(
        document__interview=field[0],
        document__number=3,
        text="[Adjointe 1] : bonjour.\n\nRien, [Adjointe 1].",
    )
    page = as_(cast.national).get(url("text_review", cast.study, version.document.uuid))
    assert page.context["replaced"] == [("[Adjointe 1]", 2)]
    assert "<mark>[Adjointe 1]</mark> : bonjour." in page.content.decode()


@pytest.mark.parametrize(("words", "told"), [("[…]", True), ("On se voit.", False)])
def test_review_says_what_stands_in_place_of_withheld_words(cast, as_, field, words, told):
    version = factories.TextVersionFactory(
        document__interview=field[0], document__number=3, text=f"[Adjointe 1] : {words}"
    )
    page = as_(cast.national).get(url("text_review", cast.study, version.document.uuid))
    assert ("n’a pas accepté d’être transcrit" in page.content.decode()) is told


def test_a_paragraph_is_corrected_and_a_stale_correction_refused(cast, as_, field):
    version = TextVersion.objects.filter(document__interview=field[0]).get()
    passage = factories.PassageFactory(text_version=version, start=33, end=52)
    client = as_(cast.national)
    address = url("text_correct", cast.study, version.document.uuid, 0)
    assert "On se voit en réunion, oui." in client.get(address).content.decode()
    data = {"words": "On se voit à l’hôtel de ville, oui.", "version": 1}
    assert client.post(address, data).status_code == 302
    current = TextVersion.objects.current().get(document=version.document)
    assert current.text.splitlines()[0] == "On se voit à l’hôtel de ville, oui."
    passage.refresh_from_db()
    assert passage.quote() == "travailler ensemble"
    response = client.post(address, data)
    assert response.status_code == 422
    assert "entre-temps" in response.content.decode()


def test_participants_are_listed_by_label_only(cast, as_, field):
    page = as_(cast.national).get(url("participant_list", cast.study)).content.decode()
    for person in Participant.objects.all():
        assert person.label in page
    other = as_(cast.national).get(
        url("participant_list", cast.study) + f"?site={cast.other_site.slug}"
    )
    assert list(other.context["page"]) == []


def test_a_digit_that_is_no_number_filters_nothing(as_, cast):
    address = reverse("fieldwork:participant_list", args=[cast.study.slug])
    assert as_(cast.admin).get(address, {"categorie": "²"}).status_code == 200


@pytest.mark.parametrize(
    ("status", "heading"),
    [
        ("pret", "Ce qui sera créé"),
        ("fait", "Ce qui a été créé"),
        ("refuse", "Ce que contient le dossier"),
        ("annule", "Ce que contient le dossier"),
    ],
)
def test_an_import_promises_only_what_it_may_create(cast, as_, status, heading):
    counts = {"interviews": 1, "people": 1, "texts": 1, "steps": [], "sites": []}
    batch = factories.ImportBatchFactory(study=cast.study, status=status, counts=counts)
    page = as_(cast.national).get(url("batch_detail", cast.study, batch.uuid)).content.decode()
    assert f'<h2 id="creer">{heading}</h2>' in page
