"""Nothing that a report cites goes from under it."""

import pytest

from ancrage.evidence import actions
from ancrage.evidence.models import Finding, Recommendation
from tests import factories

pytestmark = pytest.mark.django_db


def test_finding_that_a_draft_cites_is_kept():
    finding = factories.FindingFactory()
    section = factories.SectionFactory(
        report__study=finding.study,
        report__title="Essai",
        body=f"On se parle. [[constat {finding.number}]]",
    )
    with pytest.raises(actions.SomethingRestsOnIt, match="rapport « Essai »"):
        actions.remove_finding(finding=finding, by=None)
    section.body = "On se parle."
    section.save()
    actions.remove_finding(finding=finding, by=None)
    assert not Finding.objects.exists()


def test_finding_that_an_edition_claims_is_kept():
    finding = factories.FindingFactory()
    frozen = {"report": {"title": "Essai"}, "claims": {str(finding.number): {}}}
    factories.PublicationFactory(report__study=finding.study, frozen=frozen, edition=2)
    other = factories.FindingFactory(study=finding.study)
    with pytest.raises(actions.SomethingRestsOnIt, match="édition 2 de « Essai »"):
        actions.remove_finding(finding=finding, by=None)
    actions.remove_finding(finding=other, by=None)


def test_recommendation_of_another_study_is_not_held():
    recommendation = factories.RecommendationFactory(number=5)
    body = "[[préconisation 5]]"
    factories.SectionFactory(body=body)
    held = factories.SectionFactory(report__study=recommendation.study, body=body)
    with pytest.raises(actions.SomethingRestsOnIt):
        actions.remove_upward(recommendation, by=None)
    held.delete()
    actions.remove_upward(recommendation, by=None)
    assert not Recommendation.objects.exists()
