"""What writing the evidence chain allows and refuses."""

import pytest
from django.db.models import ProtectedError
from django.utils import timezone

from ancrage.core.editing import StaleEdit
from ancrage.core.models import JournalEntry
from ancrage.evidence import actions, holders
from ancrage.evidence.models import (
    EvidenceLink,
    Finding,
    FindingHypothesis,
    Lead,
    Recommendation,
    RemovedEvidence,
    Stake,
)
from tests import factories

pytestmark = pytest.mark.django_db
FOR, AGAINST = EvidenceLink.Side.FOR, EvidenceLink.Side.AGAINST


@pytest.fixture
def study(cast):
    return cast.study


def passage_of(study, **values):
    interview = factories.InterviewFactory(study=study)
    version = factories.TextVersionFactory(document__interview=interview)
    return factories.PassageFactory(text_version=version, **values)


def record(study, by=None, **values):
    values = {"kind": "frein", "claim": "On se coordonne sans coopérer.", **values}
    return actions.record_finding(study=study, by=by, **values)


def test_finding_takes_the_next_number_and_carries_its_passages(cast):
    study, by = cast.study, cast.national
    first, second = passage_of(study), passage_of(study)
    hypothesis = factories.HypothesisFactory(study=study)
    question = factories.FunderQuestionFactory(study=study)
    record(study, by, number=11)
    finding = record(
        study,
        by,
        site=cast.site,
        supported_by=[first],
        contradicted_by=[second],
        stances={hypothesis: "nuance"},
        questions=[question],
    )
    assert finding.number == 12
    assert finding.author == by
    assert [(link.passage, link.side, link.rank) for link in finding.links.all()] == [
        (first, FOR, 1),
        (second, AGAINST, 2),
    ]
    assert [(one.hypothesis, one.stance) for one in finding.stances.all()] == [
        (hypothesis, "nuance")
    ]
    assert list(finding.questions.all()) == [question]
    assert JournalEntry.objects.last().verb == "finding.recorded"


def test_rows_of_another_study_are_refused(cast):
    elsewhere = factories.SiteFactory()
    with pytest.raises(ValueError, match="is not of study"):
        record(cast.study, site=elsewhere)
    with pytest.raises(ValueError, match="is not of study"):
        record(cast.study, supported_by=[passage_of(elsewhere.study)])
    stake = factories.StakeFactory(study=elsewhere.study)
    with pytest.raises(ValueError, match="is not of study"):
        actions.record_upward(
            Lead, study=cast.study, by=None, links={"stakes": [stake]}, title="Écrire"
        )
    assert not Finding.objects.exists()


def test_stale_change_writes_nothing(cast):
    finding = record(cast.study)
    actions.change_finding(finding=finding, expected=1, by=cast.national, claim="Autre.")
    question = factories.FunderQuestionFactory(study=cast.study)
    with pytest.raises(StaleEdit):
        actions.change_finding(
            finding=finding, expected=1, by=cast.admin, claim="Encore.", questions=[question]
        )
    finding.refresh_from_db()
    assert (finding.claim, finding.version) == ("Autre.", 2)
    assert not finding.questions.exists()


def test_change_leaves_the_links_it_does_not_name(study):
    hypothesis = factories.HypothesisFactory(study=study)
    question = factories.FunderQuestionFactory(study=study)
    finding = record(study, stances={hypothesis: "appuie"}, questions=[question])
    actions.change_finding(finding=finding, expected=1, by=None, claim="Autre.")
    assert (finding.stances.count(), finding.questions.count()) == (1, 1)
    actions.change_finding(finding=finding, expected=2, by=None, questions=[], stances={})
    assert (finding.stances.count(), finding.questions.count()) == (0, 0)


def test_stance_is_set_changed_and_taken_back(study):
    finding, hypothesis = record(study), factories.HypothesisFactory(study=study)
    for stance in ("appuie", "contredit"):
        actions.set_stance(finding=finding, hypothesis=hypothesis, stance=stance, by=None)
        assert FindingHypothesis.objects.get().stance == stance
    actions.set_stance(finding=finding, hypothesis=hypothesis, stance=None, by=None)
    assert not FindingHypothesis.objects.exists()


def test_same_passage_for_and_against_is_refused(study):
    passage = passage_of(study)
    finding = record(study, supported_by=[passage])
    for side in (FOR, AGAINST):
        with pytest.raises(actions.AlreadyEvidence, match="cite déjà ce verbatim"):
            actions.add_evidence(finding=finding, passage=passage, side=side, by=None)


def test_rank_is_never_given_twice(study):
    finding = record(study, supported_by=[passage_of(study), passage_of(study)])
    last = finding.links.get(rank=2)
    actions.remove_evidence(link=last, by=None, at=timezone.now())
    added = actions.add_evidence(finding=finding, passage=passage_of(study), side=FOR, by=None)
    assert added.rank == 3
    given = actions.add_evidence(
        finding=finding, passage=passage_of(study), side=FOR, by=None, rank=7
    )
    after = actions.add_evidence(finding=finding, passage=passage_of(study), side=FOR, by=None)
    assert (given.rank, after.rank) == (7, 8)


def test_removed_evidence_comes_back_under_its_rank(cast):
    passage = passage_of(cast.study)
    finding = record(cast.study, contradicted_by=[passage])
    link = finding.links.get()
    actions.change_evidence(link=link, expected=1, by=None, side=AGAINST, comment="Nuance forte.")
    removed = actions.remove_evidence(link=link, by=cast.national, at=timezone.now())
    assert not finding.links.exists()
    back = actions.restore_evidence(removed=removed, by=cast.national)
    assert (back.passage, back.side, back.rank, back.comment) == (
        passage,
        AGAINST,
        1,
        "Nuance forte.",
    )
    assert not RemovedEvidence.objects.exists()


def test_evidence_cited_again_meanwhile_does_not_come_back(study):
    passage = passage_of(study)
    finding = record(study, supported_by=[passage])
    removed = actions.remove_evidence(link=finding.links.get(), by=None, at=timezone.now())
    actions.add_evidence(finding=finding, passage=passage, side=FOR, by=None)
    with pytest.raises(actions.AlreadyEvidence):
        actions.restore_evidence(removed=removed, by=None)
    assert finding.links.count() == 1


def test_what_was_removed_goes_with_its_passage(study):
    passage = passage_of(study)
    finding = record(study, supported_by=[passage])
    with pytest.raises(ProtectedError):
        passage.delete()
    actions.remove_evidence(link=finding.links.get(), by=None, at=timezone.now())
    passage.delete()
    assert not RemovedEvidence.objects.exists()


def test_stale_change_of_evidence_is_refused(study):
    link = record(study, supported_by=[passage_of(study)]).links.get()
    actions.change_evidence(link=link, expected=1, by=None, side=AGAINST, comment="")
    with pytest.raises(StaleEdit):
        actions.change_evidence(link=link, expected=1, by=None, side=FOR, comment="")


def test_evidence_moves_within_its_side(study):
    finding = record(
        study,
        supported_by=[passage_of(study) for _ in range(3)],
        contradicted_by=[passage_of(study)],
    )
    actions.shift_evidence(link=finding.links.get(rank=3), places=-1, by=None)
    actions.shift_evidence(link=finding.links.get(rank=1), places=-1, by=None)
    ranks = finding.links.filter(side=FOR).values_list("rank", flat=True)
    assert list(ranks) == [1, 3, 2]


def test_finding_under_a_stake_is_not_removed(study):
    finding = record(study, supported_by=[passage_of(study)])
    stake = actions.record_upward(
        Stake, study=study, by=None, links={"findings": [finding]}, title="Des critères communs"
    )
    with pytest.raises(actions.SomethingRestsOnIt, match=r"enjeu 1 s’appuie"):
        actions.remove_finding(finding=finding, by=None)
    actions.change_upward(stake, expected=1, by=None, links={"findings": []})
    actions.remove_finding(finding=finding, by=None)
    assert not Finding.objects.exists()
    assert JournalEntry.objects.last().verb == "finding.removed"


def test_finding_that_a_room_above_holds_is_not_removed(study, monkeypatch):
    finding, other = record(study), record(study)
    monkeypatch.setattr(holders, "_declared", [])
    holders.declare(lambda row: ["rapport Essai"] if row == finding else [])
    actions.remove_finding(finding=other, by=None)
    with pytest.raises(actions.SomethingRestsOnIt, match="rapport Essai"):
        actions.remove_finding(finding=finding, by=None)


def test_holder_declared_twice_is_asked_once(study, monkeypatch):
    monkeypatch.setattr(holders, "_declared", [])

    def hold(row):
        return ["rapport Essai"]

    holders.declare(hold)
    holders.declare(hold)
    assert holders.what_rests_on(record(study)) == ["rapport Essai"]


def test_chain_is_tied_upwards_and_untied_from_the_top(study):
    question = factories.FunderQuestionFactory(study=study)
    stake = actions.record_upward(Stake, study=study, by=None, title="Des critères communs")
    lead = actions.record_upward(
        Lead, study=study, by=None, links={"stakes": [stake]}, title="Écrire ensemble"
    )
    recommendation = actions.record_upward(
        Recommendation,
        study=study,
        by=None,
        links={"leads": [lead], "questions": [question]},
        text="Écrire les critères.",
        addressee="villes",
    )
    with pytest.raises(actions.SomethingRestsOnIt, match="piste d’action 1"):
        actions.remove_upward(stake, by=None)
    with pytest.raises(actions.SomethingRestsOnIt, match="préconisation 1"):
        actions.remove_upward(lead, by=None)
    for step in (recommendation, lead, stake):
        actions.remove_upward(step, by=None)
    assert not Stake.objects.exists()


def test_stale_change_of_a_recommendation_is_refused(study):
    recommendation = factories.RecommendationFactory(study=study)
    lead = factories.LeadFactory(study=study)
    actions.change_upward(recommendation, expected=1, by=None, text="Écrire.")
    with pytest.raises(StaleEdit):
        actions.change_upward(recommendation, expected=1, by=None, links={"leads": [lead]})
    assert not recommendation.leads.exists()
