"""The chain as a graph, said as a sentence; its page; the blind spots; hypotheses by site."""

import pytest
from django.urls import reverse

from ancrage.evidence.blind_spots import BlindSpots
from ancrage.evidence.chain import Chain, Node, key_of, read_chain
from ancrage.evidence.crossing import cross
from ancrage.evidence.wording import begins_with_action
from tests import factories
from tests.evidence.chains import AGAINST, cite, passage, thread

pytestmark = pytest.mark.django_db


def chain_url(cast, element=""):
    address = reverse("evidence:chain", args=[cast.study.slug])
    return f"{address}?element={element}" if element else address


def node(key, number=0):
    kinds = {"v": "passage", "c": "finding", "e": "stake", "p": "lead", "r": "recommendation"}
    return Node(key, kinds[key[0]], number, key, "Adjointe 2, Arras, étape 2", f"/{key}/")


@pytest.fixture
def drawn():
    """Two findings under one stake; the second passage contradicts the first finding."""
    chain = Chain()
    for key, number in [
        ("v1", 0),
        ("v2", 0),
        ("v3", 0),
        ("c1", 12),
        ("c2", 14),
        ("e1", 3),
        ("e2", 4),
        ("p1", 8),
        ("r1", 5),
    ]:
        chain.add(node(key, number))
    chain.tie("v1", "c1")
    chain.tie("v2", "c1", against=True)
    chain.tie("v2", "c2")
    chain.tie("c1", "e1")
    chain.tie("c2", "e1")
    chain.tie("e1", "p1")
    chain.tie("p1", "r1")
    chain.tie("caché", "c1")
    chain.say(chain.nodes)
    return chain


def test_thread_goes_up_and_down_but_not_sideways(drawn):
    assert drawn.thread("c1") == {"v1", "v2", "c1", "e1", "p1", "r1"}
    assert drawn.thread("v1") == {"v1", "c1", "e1", "p1", "r1"}
    assert drawn.thread("r1") == {"v1", "v2", "c1", "c2", "e1", "p1", "r1"}
    assert drawn.thread("e2") == {"e2"}
    assert set(drawn.cut_to("v1").nodes) == drawn.thread("v1")


@pytest.mark.parametrize(
    ("key", "said"),
    [
        (
            "v2",
            "Adjointe 2, Arras, étape 2\u00a0: ce verbatim appuie le constat 14 et contredit le "
            "constat 12. Cela conduit vers l’enjeu 3, la piste 8 et la préconisation 5.",
        ),
        ("v3", "Adjointe 2, Arras, étape 2\u00a0: aucun constat ne cite ce verbatim."),
        (
            "c1",
            "Le constat 12 s’appuie sur 1 verbatim. 1 verbatim le contredit. Cela conduit vers "
            "l’enjeu 3, la piste 8 et la préconisation 5.",
        ),
        (
            "e1",
            "L’enjeu 3 s’appuie sur les constats 12 et 14 et 2 verbatims. Cela conduit vers la "
            "piste 8 et la préconisation 5.",
        ),
        ("e2", "L’enjeu 4 ne s’appuie encore sur rien. Cela ne conduit encore à rien."),
        (
            "r1",
            "La préconisation 5 s’appuie sur la piste 8, l’enjeu 3, les constats 12 et 14 et 2 "
            "verbatims.",
        ),
    ],
)
def test_thread_is_said_as_a_sentence(drawn, key, said):
    assert drawn.nodes[key].sentence == said


def test_columns_keep_threads_level_and_totals_whole(drawn):
    columns = {column.kind: column for column in drawn.cut_to("c2").columns(drawn)}
    assert [each.key for each in columns["finding"].nodes] == ["c2"]
    assert columns["finding"].total == 2
    assert [each.key for each in drawn.columns(drawn)[2].nodes] == ["e1", "e2"]


def test_trimmed_chain_keeps_some_of_both_sides_of_each_finding():
    chain = Chain()
    chain.add(node("c1", 1))
    for number in range(40):
        chain.add(node(f"v{number}"))
        chain.tie(f"v{number}", "c1", against=number >= 30)
    kept = chain.trimmed(10)
    assert len(kept.nodes) == 11
    assert sum(key in kept.nodes for key in chain.nodes["c1"].against) == 5
    assert len(chain.nodes) == 41


def test_nested_list_tells_each_item_once(drawn):
    drawn.add(node("r2", 6))
    drawn.tie("p1", "r2")
    first, second, *_rest = drawn.tree()
    assert [first.node.key, second.node.key] == ["r1", "r2"]
    assert first.branches[0].branches
    assert second.branches[0].again
    assert not second.branches[0].branches
    assert {branch.node.key for branch in drawn.tree()} == {"r1", "r2", "e2", "v3"}


def test_chain_of_a_study_is_read(cast):
    finding, stake, lead, recommendation = thread(cast.study, cast.site)
    thread(factories.StudyFactory())
    chain = read_chain(cast.study, cast.national)
    assert len(chain.nodes) == 7
    assert chain.thread(key_of(recommendation)) == set(chain.nodes)
    assert len(chain.nodes[key_of(finding)].against) == 1
    assert chain.nodes[key_of(stake)].above == [key_of(lead)]


def test_chain_page_works_by_links(as_, cast):
    finding, _stake, _lead, recommendation = thread(cast.study, cast.site)
    other, *_rest = thread(cast.study, cast.site)
    client = as_(cast.national)
    whole = client.get(chain_url(cast)).content.decode()
    assert f'id="{key_of(other)}"' in whole
    page = client.get(chain_url(cast, key_of(recommendation))).content.decode()
    assert f'id="{key_of(finding)}"' in page
    assert f'id="{key_of(other)}"' not in page
    assert f"La préconisation {recommendation.number} s’appuie sur" in page
    assert client.get(chain_url(cast, "constat-999")).status_code == 404


def test_empty_chain_says_what_to_do(as_, cast):
    page = as_(cast.national).get(chain_url(cast)).content.decode()
    assert "La chaîne est encore vide." in page


def test_blind_spots_are_found_and_mended(cast):
    study, user = cast.study, cast.national
    question = factories.FunderQuestionFactory(study=study)
    hypothesis = factories.HypothesisFactory(study=study)
    finding = factories.FindingFactory(study=study)
    factories.FindingHypothesisFactory(finding=finding, hypothesis=hypothesis)
    cite(finding, passage(study, site=cast.site), AGAINST)
    other = factories.HypothesisFactory(study=study)
    spots = BlindSpots.of(study, user)
    assert spots.unsupported == [finding]
    assert spots.unchallenged == [other]
    assert spots.unanswered == [question]
    assert spots.unheard == [cast.other_site]
    assert spots.leading_nowhere == [finding]
    assert spots.total == 5

    cite(finding, passage(study, site=cast.other_site))
    factories.FindingHypothesisFactory(hypothesis=other, finding=finding, stance="contredit")
    recommendation = factories.RecommendationFactory(study=study)
    recommendation.questions.add(question)
    factories.StakeFactory(study=study).findings.add(finding)
    assert BlindSpots.of(study, user).total == 0


def test_hypothesis_only_supported_stays_a_blind_spot(cast):
    stance = factories.FindingHypothesisFactory(
        finding=factories.FindingFactory(study=cast.study), stance="appuie"
    )
    [hypothesis] = BlindSpots.of(cast.study, cast.national).unchallenged
    assert hypothesis == stance.hypothesis
    assert hypothesis.spoken_of
    stance.stance = "nuance"
    stance.save()
    assert BlindSpots.of(cast.study, cast.national).unchallenged == []


def test_blind_spots_lead_to_what_mends_them(as_, cast):
    finding = factories.FindingFactory(study=cast.study)
    page = as_(cast.national).get(reverse("evidence:blind_spots", args=[cast.study.slug]))
    assert reverse("evidence:evidence_add", args=[cast.study.slug, finding.number]) in (
        page.content.decode()
    )


def test_hypotheses_are_crossed_with_sites(as_, cast):
    study = cast.study
    hypothesis = factories.HypothesisFactory(study=study)
    across = factories.FindingFactory(study=study)
    own = factories.FindingFactory(study=study, site=cast.other_site)
    factories.FindingHypothesisFactory(finding=across, hypothesis=hypothesis, stance="nuance")
    factories.FindingHypothesisFactory(finding=own, hypothesis=hypothesis, stance="contredit")
    for _ in range(2):
        cite(across, passage(study, site=cast.site))
    cite(across, passage(study, site=cast.other_site), AGAINST)
    crossing = cross(study, cast.national)
    told = {
        site: [(e.finding, e.stance, e.speaks_for, e.speaks_against) for e in cells[0]]
        for site, cells in crossing.lines
    }
    assert told == {
        cast.site: [(across, "nuance", 2, 0)],
        cast.other_site: [(across, "nuance", 0, 1), (own, "contredit", 0, 0)],
    }
    page = as_(cast.national).get(reverse("evidence:hypothesis_table", args=[study.slug]))
    assert "2 pour" in page.content.decode()


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("Désigner des représentants habilités.", True),
        ("S’accorder sur les critères.", True),
        ("Ne pas signer avant d’avoir écrit.", True),
        ("Entre les services, un carnet commun.", False),
        ("Des postes pluriannuels.", False),
        ("", False),
    ],
)
def test_action_verb_is_told_from_a_noun(text, begins):
    assert begins_with_action(text) is begins
