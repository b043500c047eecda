"""What the gate lets through, and what it refuses."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from ancrage.core.frozen import canonical, digest
from ancrage.fieldwork.models import Consent, Purpose
from ancrage.reports import gate
from ancrage.reports.obstacles import Why
from tests import factories
from tests.reports.conftest import NOW, WORDS, category, evidence

ALL_BUT_QUOTE = [purpose for purpose in Purpose if purpose is not Purpose.QUOTE]
ALL_BUT_FUNCTION = [purpose for purpose in Purpose if purpose is not Purpose.QUOTE_FUNCTION]


def composed(report):
    return gate.compose(report, now=timezone.now(), dated=NOW, edition=1)


def reasons(report):
    return [obstacle.why for obstacle in composed(report).obstacles]


def test_a_report_whose_claims_stand_is_ready(desk):
    assert reasons(desk.report) == []
    data = gate.freeze(desk.report, now=NOW, dated=NOW, edition=1)
    assert (
        data["claims"]["12"]["for"]["words"] == "1 site sur 2, 1 entretien, 1 catégorie d’acteurs"
    )


def test_the_data_set_is_plain_json_and_digested_the_same_twice(desk):
    data = composed(desk.report).data
    assert json.loads(canonical(data)) == data
    assert digest(data) == digest(composed(desk.report).data)


def test_a_claim_without_evidence_is_refused(desk):
    desk.link.delete()
    desk.write("Les services se parlent. [[constat 12]]")
    (obstacle,) = composed(desk.report).obstacles
    assert obstacle.why == Why.NO_EVIDENCE
    assert obstacle.mend == desk.finding.get_absolute_url()
    assert obstacle.line == 1


def test_evidence_against_alone_is_not_enough(desk):
    type(desk.link).objects.filter(pk=desk.link.pk).update(side="contre")
    desk.write("[[constat 12]]")
    assert reasons(desk.report) == [Why.NO_EVIDENCE]


@pytest.mark.parametrize(
    "body",
    [
        "[[constat 99]]",
        "Ici [[constat 99]].",
        "[[verbatim 12.9]]",
        "[[verbatim 99.1]]",
        "[[préconisation 4]]",
        "Voir [[enjeu 4]].",
        "[[compteur entretiens étape 9]]",
        "[[graphique catégories étape 9]]",
    ],
)
def test_a_reference_that_leads_nowhere_is_refused(desk, body):
    desk.write(body)
    (obstacle,) = composed(desk.report).obstacles
    assert obstacle.why == Why.UNKNOWN
    assert str(desk.section.uuid) in obstacle.mend


def test_a_verbatim_without_consent_to_quote_is_refused_and_its_words_kept_out(desk):
    Consent.objects.filter(participant=desk.link.passage.participant, purpose=Purpose.QUOTE).update(
        withdrawn_at=timezone.now()
    )
    draft = composed(desk.report)
    assert [obstacle.why for obstacle in draft.obstacles] == [Why.NO_CONSENT]
    assert WORDS not in canonical(draft.data).decode()


def test_a_consent_that_expired_is_no_consent(desk):
    Consent.objects.filter(participant=desk.link.passage.participant, purpose=Purpose.QUOTE).update(
        expires_on="2018-01-01"
    )
    assert reasons(desk.report) == [Why.NO_CONSENT]


def test_a_verbatim_of_a_text_that_nobody_read_is_refused(desk):
    version = desk.link.passage.text_version
    type(version).objects.filter(pk=version.pk).update(reviewed_at=None, reviewed_by=None)
    (obstacle,) = composed(desk.report).obstacles
    assert obstacle.why == Why.NOT_REVIEWED
    assert obstacle.mend == version.document.get_absolute_url()


def test_evidence_that_may_not_be_quoted_is_counted_without_its_words(desk):
    evidence(desk.finding, rank=2, agrees_to=ALL_BUT_QUOTE, words="un secret")
    data = composed(desk.report).data
    claim = data["claims"]["12"]
    assert claim["for"]["passages"] == 2
    assert claim["for"]["withheld"] == 1
    assert [one["rank"] for one in claim["evidence"]] == [1]
    assert "un secret" not in canonical(data).decode()


def test_where_nobody_is_marked_as_the_speaker_everybody_met_must_agree(desk):
    passage = desk.link.passage
    interview = passage.text_version.document.interview
    type(passage).objects.filter(pk=passage.pk).update(participant=None)
    factories.ParticipantFactory(interview=interview, label="Autre", agrees_to=ALL_BUT_QUOTE)
    assert reasons(desk.report) == [Why.NO_CONSENT]


def test_a_speaker_is_generalised_by_default(desk):
    link = evidence(desk.finding, rank=2, site=desk.cast.site, agrees_to=ALL_BUT_FUNCTION)
    for rank in (3, 4):
        evidence(desk.finding, rank=rank, site=desk.cast.other_site, agrees_to=ALL_BUT_FUNCTION)
    claim = composed(desk.report).data["claims"]["12"]
    who = {one["rank"]: one["who"] for one in claim["evidence"]}
    assert who[2] == "élu, ville moyenne"
    assert who[1] == "Adjointe, ville moyenne"
    assert link.passage.participant.label not in who.values()


@pytest.mark.parametrize(
    ("words", "published"),
    [
        ("[Adjointe 1] décide", "[une personne rencontrée] décide"),
        ("Adjointe 1] décide", "[une personne rencontrée] décide"),
        (
            "[Adjointe 1 ou Adjointe 2] décide",
            "[une personne rencontrée] ou [une personne rencontrée] décide",
        ),
        ("[Adjointe 12] et [nom retiré]", "[Adjointe 12] et [nom retiré]"),
    ],
)
def test_words_that_tell_of_somebody_met_do_not_give_their_function_away(desk, words, published):
    link = evidence(desk.finding, rank=2, site=desk.cast.site, words=words)
    assert link.passage.participant.label.startswith("Adjointe 2")
    quoted = composed(desk.report).data["claims"]["12"]["evidence"]
    assert quoted[1]["quote"] == published


def test_a_document_of_one_site_quotes_that_site_alone(desk):
    evidence(desk.finding, rank=2, site=desk.cast.other_site, words="dit ailleurs")
    type(desk.report).objects.update(site=desk.cast.site, kind="restitution")
    desk.report.refresh_from_db()
    data = composed(desk.report).data
    claim = data["claims"]["12"]
    assert [one["rank"] for one in claim["evidence"]] == [1]
    assert claim["for"]["passages"] == 2
    assert claim["for"]["withheld_words"] == "1 verbatim vient d’un autre site."
    assert "dit ailleurs" not in canonical(data).decode()


def test_a_speaker_of_a_known_site_is_not_told_by_the_size_of_the_town(desk):
    type(desk.report).objects.update(site=desk.cast.site, kind="restitution")
    desk.report.refresh_from_db()
    assert composed(desk.report).data["claims"]["12"]["evidence"][0]["who"] == "Adjointe"


def test_a_kind_of_actor_with_few_holders_is_not_named(desk):
    rare = category(desk.cast.study, "préfet")
    evidence(desk.finding, rank=2, category=rare, agrees_to=ALL_BUT_FUNCTION)
    claim = composed(desk.report).data["claims"]["12"]
    assert claim["evidence"][1]["who"] == "une personne rencontrée"


def test_an_empty_section_is_refused_unless_it_holds_others(desk):
    factories.SectionFactory(report=desk.report, order=2, level=1, kind="partie", title="II")
    factories.SectionFactory(report=desk.report, order=3, level=2, title="II.1", body="Un mot.")
    assert reasons(desk.report) == []
    factories.SectionFactory(report=desk.report, order=4, level=2, title="II.2", body="  ")
    assert reasons(desk.report) == [Why.EMPTY_SECTION]


@pytest.mark.parametrize("kind", ["bibliographie", "annexe"])
def test_back_matter_left_empty_stops_nothing_and_is_not_published(desk, kind):
    factories.SectionFactory(report=desk.report, order=2, level=1, kind=kind, title="Fin", body=" ")
    draft = composed(desk.report)
    assert draft.obstacles == ()
    assert "Fin" not in [section["title"] for section in draft.data["sections"]]


def test_a_report_of_empty_back_matter_alone_is_refused(desk):
    desk.write("", kind="annexe")
    assert reasons(desk.report) == [Why.NO_SECTION]


@pytest.mark.parametrize(
    ("reference", "sentence"),
    [
        ("tableau thématiques", "Aucun site n’a encore de thématique arrêtée."),
        ("liste entretiens", "Aucun entretien n’est nommé ici"),
    ],
)
def test_a_table_without_rows_is_a_sentence(desk, reference, sentence):
    Consent.objects.filter(purpose=Purpose.ANNEX).delete()
    desk.write(f"[[constat 12]]\n\n[[{reference}]]")
    draft = composed(desk.report)
    (section,) = draft.data["sections"]
    *_, last = section["blocks"]
    assert last["t"] == "para"
    assert last["c"][0]["s"].startswith(sentence)
    assert draft.obstacles == ()


def test_a_skipped_level_is_refused_with_the_place(desk):
    factories.SectionFactory(report=desk.report, order=2, level=3, title="Trop bas", body="Mot.")
    (obstacle,) = composed(desk.report).obstacles
    assert obstacle.why == Why.LEVEL_SKIPPED
    assert obstacle.place == "Trop bas"


def test_a_heading_skipped_in_a_text_is_refused_with_its_line(desk):
    desk.write("### Un\n\n##### Trois")
    (obstacle,) = composed(desk.report).obstacles
    assert (obstacle.why, obstacle.line) == (Why.HEADING_SKIPPED, 3)


def test_a_missing_title_a_missing_section_and_an_image_without_words_are_refused(desk):
    type(desk.report).objects.filter(pk=desk.report.pk).update(title=" ")
    desk.report.refresh_from_db()
    desk.write("![](plan.png)")
    assert reasons(desk.report) == [Why.NO_TITLE, Why.IMAGE_WITHOUT_ALTERNATIVE]
    desk.report.sections.all().delete()
    assert reasons(desk.report) == [Why.NO_TITLE, Why.NO_SECTION]


def test_lessons_gather_the_findings_of_the_section_that_they_close(desk):
    other = factories.FindingFactory(study=desk.cast.study, number=13, claim="Un autre constat.")
    evidence(other)
    factories.SectionFactory(report=desk.report, order=2, level=2, body="Vu. [[constat 13]]")
    factories.SectionFactory(
        report=desk.report, order=3, level=2, kind="enseignements", title="Principaux enseignements"
    )
    draft = composed(desk.report)
    assert not draft.obstacles
    (box,) = draft.data["sections"][2]["blocks"]
    assert [call["claim"] for call in box["claims"]] == [12, 13]


def test_lessons_drawn_from_nothing_are_refused(desk):
    desk.write("Rien n’est cité.")
    factories.SectionFactory(report=desk.report, order=2, kind="enseignements", title="Leçons")
    assert reasons(desk.report) == [Why.NO_LESSON]


def test_a_recommendation_brings_the_findings_that_it_stands_on(desk):
    stake = factories.StakeFactory(study=desk.cast.study)
    lead = factories.LeadFactory(study=desk.cast.study)
    recommendation = factories.RecommendationFactory(study=desk.cast.study, number=5)
    desk.write("[[préconisation 5]]")
    assert reasons(desk.report) == [Why.NOTHING_BEHIND]
    stake.findings.add(desk.finding)
    lead.stakes.add(stake)
    recommendation.leads.add(lead)
    draft = composed(desk.report)
    assert not draft.obstacles
    assert list(draft.data["claims"]) == ["12"]
    desk.link.delete()
    assert reasons(desk.report) == [Why.NO_EVIDENCE]


def test_counters_are_computed(desk):
    step = desk.link.passage.text_version.document.interview.step
    desk.write(f"[[compteur entretiens étape {step.number}]] et [[compteur personnes]].")
    (paragraph,) = composed(desk.report).data["sections"][0]["blocks"]
    assert [node["s"] for node in paragraph["c"]] == ["1", " et ", "1", "."]


def test_obstacles_come_in_reading_order(desk):
    desk.write("[[carte sites]]\n\n[[constat 99]]\n\n[[toto]]")
    found = gate.obstacles_of(desk.report, now=NOW)
    assert [obstacle.line for obstacle in found] == [3, 5]
    assert gate.obstacles_of(desk.report, now=NOW) == found


def test_the_gate_asks_the_database_as_often_however_long_the_report(desk):
    with CaptureQueriesContext(connection) as short:
        composed(desk.report)
    for number in range(20, 26):
        finding = factories.FindingFactory(study=desk.cast.study, number=number)
        evidence(finding, site=desk.cast.site)
        factories.SectionFactory(
            report=desk.report, order=number, level=1, body=f"[[constat {number}]]"
        )
    with CaptureQueriesContext(connection) as long:
        assert not composed(desk.report).obstacles
    assert len(long) == len(short)
