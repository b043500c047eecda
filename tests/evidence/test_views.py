"""The pages of findings and of what they lead to."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ancrage.evidence.models import (
    Finding,
)
from tests import factories
from tests.evidence.chains import AGAINST, FOR, cite, passage, text_of, thread, url

pytestmark = pytest.mark.django_db


def test_finding_is_written_from_passages(as_, cast):
    said, contrary, other = (passage(cast.study, site=cast.site) for _ in range(3))
    hypothesis = factories.HypothesisFactory(study=cast.study)
    question = factories.FunderQuestionFactory(study=cast.study)
    address = f"{url('finding_create', cast)}?passage={said.uuid}&passage={contrary.uuid}"
    address += f"&passage={other.uuid}&passage=rien"
    client = as_(cast.national)
    page = text_of(client.get(address))
    assert page.count("personne ne décide.") == 3
    response = client.post(
        address,
        {
            "claim": "On se réunit sans décider.",
            "kind": "frein",
            "site": cast.site.pk,
            "questions": [question.pk],
            f"stance_{hypothesis.number}": "nuance",
            f"side_{said.uuid}": "pour",
            f"side_{contrary.uuid}": "contre",
            f"side_{other.uuid}": "",
        },
    )
    finding = Finding.objects.get()
    assert response.url == finding.get_absolute_url()
    assert {(link.passage, link.side) for link in finding.links.all()} == {
        (said, FOR),
        (contrary, AGAINST),
    }
    assert finding.stances.get().hypothesis == hypothesis
    assert list(finding.questions.all()) == [question]


def test_same_post_twice_writes_one_finding(as_, cast):
    client = as_(cast.national)
    data = {
        "claim": "On se réunit.",
        "kind": "frein",
        "commande": "0b6f2a86-6c0a-4b02-9c5e-6a9a6d0d4f10",
    }
    first = client.post(url("finding_create", cast), data)
    again = client.post(url("finding_create", cast), data)
    assert Finding.objects.count() == 1
    assert first.url == again.url


def test_finding_without_a_claim_is_shown_again(as_, cast):
    response = as_(cast.national).post(url("finding_create", cast), {"claim": "", "kind": "frein"})
    assert response.status_code == 422
    assert not Finding.objects.exists()


def test_finding_is_changed_and_a_stale_change_is_refused(as_, cast):
    finding = factories.FindingFactory(study=cast.study, claim="Avant.")
    client = as_(cast.national)
    address = url("finding_change", cast, finding.number)
    client.post(address, {"claim": "Pendant.", "kind": "levier", "version": 1})
    response = client.post(address, {"claim": "Après.", "kind": "levier", "version": 1})
    finding.refresh_from_db()
    assert response.status_code == 409
    assert finding.claim == "Pendant."
    assert "Après." in text_of(response)


def test_finding_shows_its_strength_and_both_sides(as_, cast):
    finding, stake, lead, recommendation = thread(cast.study, cast.site)
    factories.FindingHypothesisFactory(finding=finding, stance="contredit")
    page = text_of(as_(cast.national).get(finding.get_absolute_url()))
    assert "sites sur 2" in page or "site sur 2" in page
    assert "2 pour, 1 contre" in page
    assert "n’en dit rien" in page
    for row in (stake, lead, recommendation):
        assert row.get_absolute_url() in page
    said = finding.links.first().passage
    assert f"{said.participant.label}, {cast.site}, étape" in page
    assert said.get_absolute_url() in page


def test_site_team_counts_but_does_not_read_what_was_not_shared(as_, cast):
    finding = factories.FindingFactory(study=cast.study, site=cast.site)
    cite(finding, passage(cast.study, site=cast.site, text="Je le dis à tous."))
    for _ in range(2):
        cite(finding, passage(cast.study, site=cast.site, shared=False, text="Gardez-le."))
    page = text_of(as_(cast.site_team).get(finding.get_absolute_url()))
    assert "Je le dis à tous." in page
    assert "Gardez-le." not in page
    assert "2 verbatims que vous n’avez pas le droit de lire" in page
    assert "Ajouter une preuve" not in page
    assert "Mène à" not in page


@pytest.mark.parametrize("who", ["partner", "other_site_team"])
def test_who_decides_at_a_site_reads_stakes_and_leads_without_the_words(as_, cast, who):
    finding, stake, lead, recommendation = thread(cast.study, cast.site)
    Finding.objects.filter(pk=finding.pk).update(site=cast.site)
    client = as_(getattr(cast, who))
    for row in (stake, lead):
        page = text_of(client.get(row.get_absolute_url()))
        assert row.title in page
        assert finding.claim not in page
        assert "ne vous sont pas ouverts" in page
        assert f'href="{url("chain", cast)}' not in page
        assert f'href="{url("stake_list", cast)}"' not in page
    assert client.get(finding.get_absolute_url()).status_code == 404
    assert client.get(recommendation.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("who", ["volunteer", "reader", "former", "stranger"])
def test_findings_are_hidden_from_those_who_are_not_of_the_team(as_, cast, who):
    finding, stake, lead, recommendation = thread(cast.study, cast.site)
    client = as_(getattr(cast, who))
    for row in (finding, stake, lead, recommendation):
        assert client.get(row.get_absolute_url()).status_code == 404
    for name in ("finding_list", "finding_create", "chain", "blind_spots", "hypothesis_table"):
        assert client.get(url(name, cast)).status_code == 404


def test_site_team_reads_the_findings_of_its_site_alone(as_, cast):
    own = factories.FindingFactory(study=cast.study, site=cast.site, claim="Chez nous.")
    other = factories.FindingFactory(study=cast.study, site=cast.other_site, claim="Ailleurs.")
    across = factories.FindingFactory(study=cast.study, claim="Partout.")
    client = as_(cast.site_team)
    page = text_of(client.get(url("finding_list", cast)))
    assert "Chez nous." in page
    assert "Ailleurs." not in page
    assert "Partout." not in page
    assert client.get(own.get_absolute_url()).status_code == 200
    for finding in (other, across):
        assert client.get(finding.get_absolute_url()).status_code == 404
    for name in ("finding_change", "finding_remove", "evidence_add"):
        assert client.get(url(name, cast, own.number)).status_code == 404
    assert client.get(url("chain", cast)).status_code == 404


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("nature=levier", {2}),
        ("site={site}", {2}),
        ("hypothese={hypothesis}", {1}),
        ("question={question}", {2}),
        ("force=aucune", {2, 3}),
        ("force=un-site", {1}),
        ("force=plusieurs", set()),
        ("force=contestee", {1}),
        ("q=REUNIONS+decide", {1}),
        ("q=reunion&nature=levier", set()),
        ("nature=inconnue&site=nulle-part", {1, 2, 3}),
    ],
)
def test_list_is_narrowed(as_, cast, query, shown):
    first = factories.FindingFactory(study=cast.study, number=1, claim="On décide hors réunion.")
    cite(first, passage(cast.study, site=cast.site))
    cite(first, passage(cast.study, site=cast.site), AGAINST)
    second = factories.FindingFactory(study=cast.study, number=2, kind="levier", site=cast.site)
    factories.FindingFactory(study=cast.study, number=3)
    hypothesis = factories.FindingHypothesisFactory(finding=first).hypothesis
    question = factories.FunderQuestionFactory(study=cast.study)
    second.questions.add(question)
    query = query.format(
        site=cast.site.slug, hypothesis=hypothesis.number, question=question.number
    )
    response = as_(cast.national).get(f"{url('finding_list', cast)}?{query}")
    assert {finding.number for finding in response.context["findings"]} == shown


def test_best_supported_come_first_when_asked(as_, cast):
    factories.FindingFactory(study=cast.study, number=1)
    second, _stake, _lead, _asked = thread(cast.study)
    response = as_(cast.national).get(f"{url('finding_list', cast)}?tri=force")
    assert response.context["findings"][0] == second


def test_finding_is_removed_once_nothing_rests_on_it(as_, cast):
    finding, stake, *_rest = thread(cast.study)
    client = as_(cast.national)
    address = url("finding_remove", cast, finding.number)
    refused = client.post(address)
    assert refused.status_code == 422
    assert f"enjeu {stake.number}" in text_of(refused)
    stake.findings.clear()
    client.post(address)
    assert not Finding.objects.exists()


PAGES = [
    "finding_list",
    "finding_create",
    "stake_list",
    "recommendation_list",
    "chain",
    "blind_spots",
    "hypothesis_table",
]


@pytest.mark.parametrize("name", PAGES)
def test_pages_ask_the_same_number_of_queries_however_long_the_chain(
    as_, cast, name, django_assert_num_queries
):
    client = as_(cast.national)
    hypothesis = factories.HypothesisFactory(study=cast.study)

    def grow():
        finding, *_rest = thread(cast.study, cast.site)
        factories.FindingHypothesisFactory(finding=finding, hypothesis=hypothesis)

    assert_constant_queries(client, url(name, cast), grow, django_assert_num_queries)


def assert_constant_queries(client, address, grow, django_assert_num_queries):
    grow()
    client.get(address)
    with CaptureQueriesContext(connection) as once:
        assert client.get(address).status_code == 200
    for _ in range(3):
        grow()
    with django_assert_num_queries(len(once)):
        client.get(address)


def test_detail_pages_ask_the_same_number_of_queries_however_much_evidence(
    as_, cast, django_assert_num_queries
):
    finding, stake, lead, recommendation = thread(cast.study, cast.site)
    said = finding.links.first().passage
    client = as_(cast.national)

    def grow():
        more, other_stake, *_rest = thread(cast.study, cast.site)
        cite(finding, passage(cast.study, site=cast.site))
        stake.findings.add(more)
        lead.stakes.add(other_stake)
        cite(more, said)
        factories.CodingFactory(passage=said)

    rows = (finding, stake, recommendation, said)
    addresses = [row.get_absolute_url() for row in rows]
    addresses += [url("evidence_add", cast, finding.number)]
    for address in addresses:
        assert_constant_queries(client, address, grow, django_assert_num_queries)


def trail(response):
    """Return the words of the breadcrumbs."""
    nav = response.content.decode().partition("Fil d’Ariane")[2].partition("</nav>")[0]
    return [item.strip() for item in re.findall(r"<li>(?:<a[^>]*>)?([^<]*)", nav)]


@pytest.mark.parametrize(("view", "last"), [("change", "Modifier"), ("remove", "Supprimer")])
def test_breadcrumbs_name_the_object_by_its_number(as_, cast, view, last):
    finding = factories.FindingFactory(study=cast.study, number=12)
    stake = factories.StakeFactory(study=cast.study, number=3)
    admin = as_(cast.admin)
    page = admin.get(reverse(f"evidence:finding_{view}", args=[cast.study.slug, finding.number]))
    assert trail(page) == ["Constats", "Constat n°\u00a012", last]
    page = admin.get(reverse(f"evidence:stake_{view}", args=[cast.study.slug, stake.number]))
    assert trail(page) == ["Constats", "Enjeux", "Enjeu n°\u00a03", last]
