"""The pages of findings and of what they lead to."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from ancrage.evidence import actions
from ancrage.evidence.models import (
    EvidenceLink,
    Finding,
    Lead,
    Recommendation,
    RemovedEvidence,
    Stake,
)
from tests import factories
from tests.evidence.chains import AGAINST, FOR, cite, passage, thread

pytestmark = pytest.mark.django_db


def url(name, cast, *args):
    return reverse(f"evidence:{name}", args=[cast.study.slug, *args])


def text_of(response):
    return response.content.decode()


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


@pytest.mark.parametrize("who", ["volunteer", "partner", "reader", "former", "stranger"])
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


def test_evidence_is_found_by_words_code_site_and_step_then_cited(as_, cast):
    finding = factories.FindingFactory(study=cast.study)
    wanted = passage(cast.study, site=cast.site, text="Les élus décident ailleurs.")
    other = passage(cast.study, site=cast.other_site, text="Le budget manque.")
    code = factories.CodingFactory(passage=wanted).code
    child = factories.CodeFactory(study=cast.study, parent=code)
    factories.CodingFactory(passage=other, code=child)
    client = as_(cast.national)
    address = url("evidence_add", cast, finding.number)
    step = wanted.text_version.document.interview.step.number

    def found(query):
        return set(client.get(f"{address}?{query}").context["page"].object_list)

    assert found("q=elue") == {wanted}
    assert found("q=elue+budget") == set()
    assert found(f"code={code.slug}") == {wanted, other}
    assert found(f"code={child.slug}") == {other}
    assert found(f"site={cast.other_site.slug}") == {other}
    assert found(f"etape={step}") == {wanted}
    assert found("") == {wanted, other}
    client.post(address, {f"sens-{wanted.uuid}": "pour", f"sens-{other.uuid}": "contre"})
    assert {(link.passage, link.side) for link in finding.links.all()} == {
        (wanted, FOR),
        (other, AGAINST),
    }
    assert found("") == set()


def test_what_shares_a_code_with_the_evidence_is_proposed_first(as_, cast):
    finding = factories.FindingFactory(study=cast.study)
    cited, near, far = (passage(cast.study) for _ in range(3))
    cite(finding, cited)
    code = factories.CodingFactory(passage=cited).code
    factories.CodingFactory(passage=near, code=code)
    factories.CodingFactory(passage=far)
    response = as_(cast.national).get(url("evidence_add", cast, finding.number))
    assert list(response.context["page"].object_list) == [near]


def spoken(study, text, start, *, agrees_to=None):
    """Return the paragraph of a turn that a label opens and that nobody marked."""
    person = factories.ParticipantFactory(interview__study=study, agrees_to=agrees_to)
    version = factories.TextVersionFactory(document__interview=person.interview, text=text)
    factories.TurnFactory(
        text_version=version, participant=person, label_start=0, start=start, end=len(text)
    )
    return version.paragraphs.get()


def test_paragraph_that_nobody_marked_becomes_evidence(as_, cast):
    finding = factories.FindingFactory(study=cast.study)
    paragraph = spoken(cast.study, "Adjointe 2 : Les élus décident ailleurs.", 13)
    spoken(cast.study, "Voisin 1 : Les élus, n’en parlez pas.", 11, agrees_to=[])
    client = as_(cast.national)
    address = url("evidence_add", cast, finding.number)
    response = client.get(f"{address}?q=elue")
    [found] = response.context["paragraphs"]
    assert (found, found.words) == (paragraph, "Les élus décident ailleurs.")
    assert found.said_by in text_of(response)
    client.post(address, {f"paragraphe-{paragraph.pk}": "contre"})
    link = finding.links.get()
    assert link.side == AGAINST
    assert link.passage.quote() == "Les élus décident ailleurs."
    assert link.passage.participant == paragraph.text_version.turns.get().participant
    assert client.get(f"{address}?q=elue").context["paragraphs"] == []


def test_words_of_somebody_who_refuses_to_be_coded_are_not_cited(as_, cast):
    finding = factories.FindingFactory(study=cast.study)
    kept = passage(cast.study)
    paragraph = spoken(cast.study, "Voisin 1 : Les élus, n’en parlez pas.", 11, agrees_to=[])
    response = as_(cast.national).post(
        url("evidence_add", cast, finding.number),
        {f"paragraphe-{paragraph.pk}": "pour", f"sens-{kept.uuid}": "pour"},
    )
    assert response.status_code == 422
    assert "n’a pas accepté" in text_of(response)
    assert not finding.links.exists()


def test_ticking_nothing_or_a_foreign_passage_adds_nothing(as_, cast):
    finding = factories.FindingFactory(study=cast.study)
    foreign = factories.PassageFactory()
    client = as_(cast.national)
    elsewhere = spoken(factories.StudyFactory(), "Ailleurs.", 0)
    for data in (
        {},
        {f"sens-{foreign.uuid}": "pour"},
        {"sens-rien": "pour", "paragraphe-rien": "pour"},
        {f"paragraphe-{elsewhere.pk}": "pour"},
    ):
        response = client.post(url("evidence_add", cast, finding.number), data)
        assert response.status_code == 422
    assert not finding.links.exists()


def test_evidence_changes_side_moves_goes_and_comes_back(as_, cast):
    finding = factories.FindingFactory(study=cast.study)
    first, second = (cite(finding, passage(cast.study)) for _ in range(2))
    client = as_(cast.national)
    client.post(url("evidence_shift", cast, finding.number, second.rank), {"sens": "haut"})
    assert [link.rank for link in finding.links.all()] == [2, 1]
    address = url("evidence_change", cast, finding.number, first.rank)
    client.post(address, {"side": "contre", "comment": "Cas à part.", "version": 1})
    first.refresh_from_db()
    assert (first.side, first.comment) == (AGAINST, "Cas à part.")
    stale = client.post(address, {"side": "pour", "comment": "", "version": 1})
    assert stale.status_code == 409
    client.post(url("evidence_remove", cast, finding.number, first.rank))
    assert RemovedEvidence.objects.get().rank == first.rank
    page = text_of(client.get(finding.get_absolute_url()))
    assert "Remettre" in page
    client.post(url("evidence_restore", cast, finding.number, first.rank))
    back = finding.links.get(rank=first.rank)
    assert (back.side, back.comment) == (AGAINST, "Cas à part.")


def test_deletions_and_moves_are_posts(as_, cast):
    finding = factories.FindingFactory(study=cast.study)
    link = cite(finding, passage(cast.study))
    client = as_(cast.national)
    for name in ("evidence_shift", "evidence_remove"):
        assert client.get(url(name, cast, finding.number, link.rank)).status_code == 405
    actions.remove_evidence(link=link, by=None, at=timezone.now())
    address = url("evidence_restore", cast, finding.number, link.rank)
    assert client.get(address).status_code == 405
    assert client.get(url("passage_cite", cast, link.passage.uuid)).status_code == 405


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


def test_passage_shows_what_became_of_it(as_, cast):
    finding, stake, lead, recommendation = thread(cast.study, cast.site)
    said = finding.links.first().passage
    factories.CodingFactory(passage=said, code=said.codings.get().code)
    memo = factories.MemoFactory(study=cast.study, code=None, passage=said, text="À creuser.")
    page = text_of(as_(cast.national).get(said.get_absolute_url()))
    assert f"<mark>{said.quote()}</mark>" in page
    assert memo.text in page
    assert page.count(f"{said.codings.first().code.name}</a>") == 1
    for row in (finding, stake, lead, recommendation):
        assert row.get_absolute_url() in page


def test_passage_follows_the_access_of_its_interview(as_, cast):
    shared = passage(cast.study, site=cast.site)
    secret = passage(cast.study, site=cast.site, shared=False)
    finding = factories.FindingFactory(study=cast.study, claim="D’un site à l’autre.")
    cite(finding, shared)
    client = as_(cast.site_team)
    page = text_of(client.get(shared.get_absolute_url()))
    assert "D’un site à l’autre." not in page
    assert "Écrire un constat" not in page
    assert client.get(secret.get_absolute_url()).status_code == 404
    for who in ("reader", "partner", "stranger"):
        assert as_(getattr(cast, who)).get(shared.get_absolute_url()).status_code == 404


def test_passage_is_cited_in_a_finding_that_exists(as_, cast):
    said = passage(cast.study)
    finding = factories.FindingFactory(study=cast.study)
    client = as_(cast.national)
    address = url("passage_cite", cast, said.uuid)
    client.post(address, {"finding": finding.pk, "side": "contre"})
    assert EvidenceLink.objects.get().side == AGAINST
    client.post(address, {"finding": finding.pk, "side": "pour"})
    assert EvidenceLink.objects.get().side == AGAINST


@pytest.mark.parametrize(
    ("name", "model", "data"),
    [
        ("stake", Stake, {"title": "Des critères communs"}),
        ("lead", Lead, {"title": "Écrire ensemble"}),
        ("recommendation", Recommendation, {"text": "Écrire.", "addressee": "villes"}),
    ],
)
def test_upward_rows_are_written_changed_and_removed(as_, cast, name, model, data):
    below = {
        "stake": ("findings", factories.FindingFactory),
        "lead": ("stakes", factories.StakeFactory),
        "recommendation": ("leads", factories.LeadFactory),
    }
    relation, factory = below[name]
    tied = factory(study=cast.study)
    client = as_(cast.national)
    assert client.get(url(f"{name}_list", cast)).status_code == 200
    client.post(url(f"{name}_create", cast), {**data, relation: [tied.pk]})
    row = model.objects.get()
    assert list(getattr(row, relation).all()) == [tied]
    change = url(f"{name}_change", cast, row.number)
    assert f'value="{tied.pk}"' in text_of(client.get(change))
    client.post(change, {**data, "version": 1})
    assert not getattr(row, relation).exists()
    stale = client.post(change, {**data, "version": 1})
    assert stale.status_code == 409
    client.post(url(f"{name}_remove", cast, row.number))
    assert not model.objects.exists()


def test_upward_row_that_something_rests_on_is_kept(as_, cast):
    _finding, stake, *_rest = thread(cast.study)
    response = as_(cast.national).post(url("stake_remove", cast, stake.number))
    assert response.status_code == 422
    assert Stake.objects.exists()


def test_recommendation_reaches_its_passages_and_hints_at_a_verb(as_, cast):
    finding, _stake, _lead, recommendation = thread(cast.study, cast.site)
    Recommendation.objects.update(text="Une meilleure coordination.")
    page = text_of(as_(cast.national).get(recommendation.get_absolute_url()))
    for link in finding.links.all():
        assert link.passage.get_absolute_url() in page
    assert "commence par un verbe d’action" in page
    Recommendation.objects.update(text="Coordonner mieux.")
    page = text_of(as_(cast.national).get(recommendation.get_absolute_url()))
    assert "commence par un verbe d’action" not in page


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


@pytest.mark.parametrize(
    ("create", "pointer", "relation"),
    [
        ("stake_create", "constat", "findings"),
        ("lead_create", "enjeu", "stakes"),
        ("recommendation_create", "piste", "leads"),
        ("recommendation_create", "question", "questions"),
    ],
)
def test_what_one_comes_from_is_ticked(cast, as_, create, pointer, relation):
    make = {
        "findings": factories.FindingFactory,
        "stakes": factories.StakeFactory,
        "leads": factories.LeadFactory,
        "questions": factories.FunderQuestionFactory,
    }[relation]
    row, other = make(study=cast.study), make(study=cast.study)
    page = as_(cast.national).get(url(create, cast), {pointer: row.number})
    assert page.context["form"].initial[relation] == [row.pk]
    assert other.number != row.number
    elsewhere = as_(cast.national).get(url(create, cast), {pointer: "²"})
    assert relation not in elsewhere.context["form"].initial


def test_each_step_of_the_chain_leads_to_writing_the_next(cast, as_):
    reader = as_(cast.national)
    finding = factories.FindingFactory(study=cast.study)
    stake, lead = factories.StakeFactory(study=cast.study), factories.LeadFactory(study=cast.study)
    for row, create, word in (
        (finding, "stake_create", "constat"),
        (stake, "lead_create", "enjeu"),
        (lead, "recommendation_create", "piste"),
    ):
        page = text_of(reader.get(row.get_absolute_url()))
        assert f"{url(create, cast)}?{word}={row.number}" in page
