"""A report that cites a row is named before the row goes."""

import pytest

from ancrage.evidence.signals import what_rests_on
from tests import factories


def test_a_report_that_cites_a_finding_is_named(desk):
    assert what_rests_on(desk.finding) == ["rapport «\u00a0Villes et vivre ensemble\u00a0»"]


def test_a_quotation_cites_its_finding(desk):
    desk.write("[[verbatim 12.1]]")
    assert what_rests_on(desk.finding)


@pytest.mark.parametrize("body", ["12 entretiens.", "[[constat 121]]", "[[enjeu 12]]", ""])
def test_a_number_alone_cites_nothing(desk, body):
    desk.write(body)
    assert what_rests_on(desk.finding) == []


def test_a_report_of_another_study_is_not_named(desk):
    elsewhere = factories.FindingFactory(number=12)
    assert what_rests_on(elsewhere) == []


@pytest.mark.parametrize(
    ("factory", "body"),
    [
        (factories.StakeFactory, "[[enjeu 3]]"),
        (factories.LeadFactory, "[[piste 3]]"),
        (factories.RecommendationFactory, "Voir [[préconisation 3]]."),
    ],
)
def test_what_leads_to_action_is_cited_too(desk, factory, body):
    row = factory(study=desk.cast.study, number=3)
    desk.write(body)
    assert len(what_rests_on(row)) == 1
