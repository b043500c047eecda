"""What the database itself refuses, and what it counts."""

import pytest
from django.db import IntegrityError, transaction

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


def refused(create):
    with pytest.raises(IntegrityError), transaction.atomic():
        create()
    return True


@pytest.mark.parametrize(
    "factory",
    [
        factories.FindingFactory,
        factories.StakeFactory,
        factories.LeadFactory,
        factories.RecommendationFactory,
    ],
)
def test_number_is_given_once_in_a_study(factory):
    row = factory(number=3)
    assert refused(lambda: factory(study=row.study, number=3))
    factory(number=3)


def test_empty_claims_and_recommendations_are_refused(cast):
    assert refused(lambda: factories.FindingFactory(study=cast.study, claim=""))
    assert refused(lambda: factories.RecommendationFactory(study=cast.study, text=""))


def test_finding_says_one_thing_of_a_hypothesis(cast):
    finding = factories.FindingFactory(study=cast.study)
    values = {"finding": finding, "hypothesis": factories.HypothesisFactory(study=cast.study)}
    FindingHypothesis.objects.create(stance="appuie", **values)
    assert refused(lambda: FindingHypothesis.objects.create(stance="contredit", **values))


def test_rank_and_passage_are_once_in_a_finding():
    link = factories.EvidenceLinkFactory()
    other = factories.PassageFactory(text_version=link.passage.text_version, start=0, end=5)
    values = {"finding": link.finding, "side": AGAINST}
    assert refused(lambda: EvidenceLink.objects.create(passage=link.passage, rank=9, **values))
    assert refused(lambda: EvidenceLink.objects.create(passage=other, rank=link.rank, **values))
    EvidenceLink.objects.create(passage=other, rank=9, **values)


def test_rank_is_removed_once():
    link = factories.EvidenceLinkFactory()
    values = {
        "finding": link.finding,
        "passage": link.passage,
        "side": FOR,
        "rank": link.rank,
        "removed_at": "2016-03-21T10:00:00Z",
    }
    RemovedEvidence.objects.create(**values)
    assert refused(lambda: RemovedEvidence.objects.create(**values))


@pytest.fixture
def counted(cast):
    """One finding, five passages: the counts below are made by hand.

    For: at the first site, two people of two kinds in one collective interview, one of them twice;
    at the second site, an individual interview, and a note of which nobody knows who speaks.
    Against: the first site again, in a third interview, a kind already heard for.
    """
    study = cast.study
    elected, resident = factories.ActorCategoryFactory.create_batch(2, study=study)

    def interview(site, *categories, **more):
        held = factories.InterviewFactory(study=study, site=site, **more)
        return held, [
            factories.ParticipantFactory(interview=held, category=category)
            for category in categories
        ]

    group, (mayor, neighbour) = interview(cast.site, elected, resident, kind="collectif")
    alone, (other,) = interview(cast.other_site, elected)
    silent, _nobody = interview(cast.other_site, resident, resident)
    against, (third,) = interview(cast.site, resident)
    finding = factories.FindingFactory(study=study)

    def cite(held, person, side, start):
        document = held.documents.first() or factories.DocumentFactory(interview=held)
        version = document.versions.first() or factories.TextVersionFactory(document=document)
        passage = factories.PassageFactory(
            text_version=version, participant=person, start=start, end=start + 4
        )
        factories.EvidenceLinkFactory(finding=finding, passage=passage, side=side)

    cite(group, mayor, FOR, 0)
    cite(group, mayor, FOR, 10)
    cite(group, neighbour, FOR, 20)
    cite(alone, other, FOR, 0)
    cite(silent, None, FOR, 0)
    cite(against, third, AGAINST, 0)
    return finding


def test_strength_counts_passages_sites_interviews_and_kinds_of_actors(counted):
    found = Finding.objects.with_strength().get(pk=counted.pk)
    assert (
        found.passages_for,
        found.sites_for,
        found.interviews_for,
        found.categories_for,
    ) == (5, 2, 3, 2)
    assert (
        found.passages_against,
        found.sites_against,
        found.interviews_against,
        found.categories_against,
    ) == (1, 1, 1, 1)


def test_reach_counts_each_interview_once_however_many_ways_lead_to_it(counted):
    study = counted.study
    alone = factories.FindingFactory(study=study)
    first, second = factories.StakeFactory.create_batch(2, study=study)
    first.findings.add(counted, alone)
    second.findings.add(counted)
    lead = factories.LeadFactory(study=study)
    lead.stakes.add(first, second)
    recommendation = factories.RecommendationFactory(study=study)
    recommendation.leads.add(lead)
    for model in (Stake, Lead, Recommendation):
        found = model.objects.with_reach().order_by("pk").first()
        assert (found.finding_count, found.sites_for, found.interviews_for) == (2, 2, 3)


def test_finding_with_only_counter_evidence_is_without_evidence(counted):
    counted.links.filter(side=FOR).delete()
    assert list(Finding.objects.without_evidence()) == [counted]
