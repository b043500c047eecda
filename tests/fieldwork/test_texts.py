"""Passages know who speaks; corrections move them with their words; consents are checked."""

from datetime import date

import pytest
from django.db import IntegrityError
from django.utils import timezone

from ancrage.fieldwork import actions
from ancrage.fieldwork.models import Consent, Paragraph, Participant, Passage, Purpose, TextVersion
from ancrage.methods.text_edits import checked
from tests import factories

pytestmark = pytest.mark.django_db
TEXT = "ENQUÊTRICE : Et vous ?\n[Adjointe 1] : On se voit en réunion.\n[Directeur 1] : Rarement."
TODAY = date(2026, 1, 1)


@pytest.fixture
def version():
    """A transcript in which an interviewer, an adjointe and a director speak."""
    version = factories.TextVersionFactory(text=TEXT)
    interview = version.document.interview
    asks, says, adds = (TEXT.index(words) for words in ("Et vous", "On se", "Rarement"))
    for start, end, label, who in (
        (asks, asks + 9, 0, None),
        (says, says + 22, TEXT.index("[Adj"), "Adjointe 1"),
        (adds, adds + 9, TEXT.index("[Dir"), "Directeur 1"),
    ):
        person = who and factories.ParticipantFactory(interview=interview, label=who)
        factories.TurnFactory(
            text_version=version, start=start, end=end, label_start=label, participant=person
        )
    return version


def span(text, words):
    return {"start": text.index(words), "end": text.index(words) + len(words)}


def passage(version, words):
    return actions.passage_at(version=version, **span(version.text, words))


def test_a_passage_is_who_speaks_there(version):
    assert passage(version, "voit en réunion").participant.label == "Adjointe 1"
    assert passage(version, "Et vous").participant is None


def test_a_passage_over_two_voices_is_nobodys_and_they_are_told(version):
    both = passage(version, "réunion.\n[Directeur 1] : Rarement")
    assert both.participant is None
    voices = actions.voices_between(version, both.start, both.end)
    assert [person.label for person in voices.participants] == ["Adjointe 1", "Directeur 1"]
    assert not voices.others
    assert actions.voices_between(version, 0, both.end).others


def test_blank_ends_are_left_out_and_the_same_words_are_the_same_passage(version):
    once = passage(version, "voit en")
    again = passage(version, " voit en ")
    assert (once.pk, once.quote()) == (again.pk, "voit en")
    assert Passage.objects.count() == 1


@pytest.mark.parametrize(("start", "end"), [(5, 5), (9, 3), (-1, 4), (0, 10_000), (10, 11)])
def test_a_selection_without_words_is_refused(version, start, end):
    with pytest.raises(actions.NothingSelected):
        actions.passage_at(version=version, start=start, end=end)


def test_unlabelled_words_are_those_of_the_only_person_met():
    version = factories.TextVersionFactory(text="Elle dit que oui.")
    person = factories.ParticipantFactory(interview=version.document.interview)
    assert passage(version, "Elle dit").participant == person
    factories.ParticipantFactory(interview=version.document.interview)
    assert passage(version, "que oui").participant is None


def test_words_of_somebody_who_refuses_are_not_codable(version):
    Consent.objects.filter(participant__label="Directeur 1", purpose=Purpose.CODE).delete()
    actions.assert_codable(version, **span(TEXT, "On se voit"), day=TODAY)
    actions.assert_codable(version, **span(TEXT, "Et vous"), day=TODAY)
    for words in ("Rarement", "réunion.\n[Directeur 1] : Rare"):
        with pytest.raises(actions.NotCodable):
            actions.assert_codable(version, **span(TEXT, words), day=TODAY)


@pytest.mark.parametrize(
    "ended", [{"withdrawn_at": timezone.now()}, {"expires_on": date(2020, 1, 1)}]
)
def test_a_consent_that_ended_is_no_consent(version, ended):
    Consent.objects.filter(participant__label="Adjointe 1", purpose=Purpose.CODE).update(**ended)
    with pytest.raises(actions.NotCodable):
        actions.assert_codable(version, **span(TEXT, "On se voit"), day=TODAY)


def test_notes_are_codable_if_somebody_met_agreed():
    version = factories.TextVersionFactory(text="Notes prises sur place.")
    actions.assert_codable(version, 0, 5, day=TODAY)
    factories.ParticipantFactory(interview=version.document.interview, agrees_to=[])
    with pytest.raises(actions.NotCodable):
        actions.assert_codable(version, 0, 5, day=TODAY)
    factories.ParticipantFactory(interview=version.document.interview, agrees_to=[Purpose.CODE])
    actions.assert_codable(version, 0, 5, day=TODAY)


def correct(version, before, after, by=None):
    return actions.correct_text(
        version=version,
        text=version.text.replace(before, after),
        by=by or factories.UserFactory(),
        now=timezone.now(),
    )


def test_a_correction_moves_passages_exactly(version):
    marked = passage(version, "Rarement")
    around = passage(version, "On se voit en réunion.")
    done = correct(version, "On se voit", "On se croise")
    marked.refresh_from_db()
    around.refresh_from_db()
    assert marked.quote() == "Rarement"
    assert around.quote() == "On se croise en réunion."
    assert (done.cut, done.lost) == ([], [])
    assert marked.text_version == around.text_version == done.version


def test_a_correction_that_cuts_a_passage_keeps_the_words_that_survive(version):
    cut = passage(version, "se voit en")
    done = correct(version, "voit en réunion", "parle")
    cut.refresh_from_db()
    assert cut.quote() == "se"
    assert done.cut == [cut]


def test_a_passage_without_words_left_stays_on_the_version_before(version):
    lost = passage(version, "voit")
    done = correct(version, "se voit en réunion", "s’écrit")
    lost.refresh_from_db()
    assert done.lost == [lost]
    assert (lost.text_version, lost.quote()) == (version, "voit")


def test_two_passages_never_become_one(version):
    short, long = passage(version, "On se voit"), passage(version, "On se voit en réunion")
    done = correct(version, " en réunion", "")
    assert done.lost == [long]
    short.refresh_from_db()
    assert short.text_version == done.version


def test_a_correction_moves_turns_and_search(version):
    done = correct(version, "Rarement", "Tous les trimestres")
    assert [
        (turn.participant and turn.participant.label, done.version.text[turn.start : turn.end])
        for turn in done.version.turns.all()
    ] == [
        (None, "Et vous ?"),
        ("Adjointe 1", "On se voit en réunion."),
        ("Directeur 1", "Tous les trimestres."),
    ]
    [found] = Paragraph.objects.matching("trimestre")
    assert found.text_version == done.version
    assert not Paragraph.objects.matching("rarement").exists()


def test_edits_of_a_correction_are_exact(version):
    done = correct(version, "On se voit en", "Nous nous voyons à la")
    text, grown = version.text, 0
    for edit in checked(done.version.edits):
        new = done.version.text[edit.start + grown : edit.start + grown + edit.length]
        text = text[: edit.start + grown] + new + text[edit.end + grown :]
        grown += edit.growth
    assert text == done.version.text


def test_a_text_read_through_stays_read_once_corrected(version):
    reader, corrector = factories.UserFactory.create_batch(2)
    assert not correct(version, "Et vous", "Et toi").version.is_reviewed
    current = TextVersion.objects.current().get()
    actions.review_version(version=current, by=reader, now=timezone.now())
    done = correct(current, "Et toi", "Et vous", by=corrector)
    assert done.version.reviewed_by == corrector


def test_only_the_current_version_is_read_or_corrected(version):
    correct(version, "Et vous", "Et toi")
    user = factories.UserFactory()
    with pytest.raises(actions.NotCurrent):
        correct(version, "Et vous", "Et eux")
    with pytest.raises(actions.NotCurrent):
        actions.review_version(version=version, by=user, now=timezone.now())


@pytest.mark.parametrize("text", ["", "  \n", TEXT, TEXT.replace("\n", "\r\n")])
def test_a_correction_that_changes_nothing_is_refused(version, text):
    with pytest.raises(actions.NothingChanged):
        actions.correct_text(
            version=version, text=text, by=factories.UserFactory(), now=timezone.now()
        )
    assert TextVersion.objects.count() == 1


def test_declared_consents_are_completed_and_others_left():
    person = factories.ParticipantFactory(agrees_to=[Purpose.QUOTE, Purpose.CODE])
    Consent.objects.update(mode=Consent.Mode.TABLE)
    actions.record_consents(
        participant=person,
        purposes=[Purpose.QUOTE, Purpose.SHARE],
        mode=Consent.Mode.ORAL,
        form_version="1",
        given_on=TODAY,
        by=factories.UserFactory(),
    )
    assert dict(person.consents.values_list("purpose", "mode")) == {
        "citer": "oral",
        "partager": "oral",
        "coder": "tableau",
    }


@pytest.mark.parametrize(
    ("factory", "values"),
    [
        (factories.InterviewerFactory, {"name": "Odile"}),
        (factories.ActorCategoryFactory, {"label": "élu"}),
        (factories.InterviewFactory, {"code": "E001"}),
    ],
)
def test_a_study_names_each_thing_once(factory, values):
    study = factories.StudyFactory()
    factory(study=study, **values)
    factory(**values)
    with pytest.raises(IntegrityError):
        factory(study=study, **values)


def test_a_person_consents_once_to_a_purpose_unless_withdrawn():
    person = factories.ParticipantFactory(agrees_to=[Purpose.QUOTE])
    person.consents.update(withdrawn_at=timezone.now())
    again = Consent.objects.create(participant=person, purpose=Purpose.QUOTE)
    assert Participant.objects.agreeing(Purpose.QUOTE, TODAY).exists()
    with pytest.raises(IntegrityError):
        Consent.objects.create(participant=person, purpose=again.purpose)
