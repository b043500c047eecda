"""The pages where evidence is sought, cited, moved and taken off; the page of a passage."""

import pytest
from django.utils import timezone

from ancrage.evidence import actions
from ancrage.evidence.models import (
    EvidenceLink,
    RemovedEvidence,
)
from tests import factories
from tests.evidence.chains import AGAINST, FOR, cite, passage, text_of, thread, url

pytestmark = pytest.mark.django_db


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


def test_ticks_outlive_searches_until_they_are_cited(as_, cast):
    finding = factories.FindingFactory(study=cast.study)
    first = passage(cast.study, text="Les élus décident ailleurs.")
    second = passage(cast.study, text="Le budget manque.")
    unmarked = spoken(cast.study, "Adjointe 2 : Le calendrier manque.", 13)
    client = as_(cast.national)
    search = url("evidence_search", cast, finding.number)

    def look(words, **ticks):
        return client.post(search, {"q": words, **ticks}, sign=False, follow=True)

    page = look("budget", **{f"sens-{first.uuid}": "pour"})
    assert list(page.context["page"].object_list) == [second]
    assert page.context["kept"] == [first]
    assert "Les élus décident ailleurs." in text_of(page)

    ticks = {f"sens-{first.uuid}": "pour", f"sens-{second.uuid}": "contre"}
    page = look("calendrier", **ticks, **{f"paragraphe-{unmarked.pk}": "pour"})
    assert set(page.context["kept"]) == {first, second}
    assert [one.side for one in page.context["paragraphs"]] == ["pour"]

    page = look("rien de tel", **ticks, **{f"paragraphe-{unmarked.pk}": "pour"})
    assert {one.tick: one.side for one in page.context["kept"]} == {
        **ticks,
        f"paragraphe-{unmarked.pk}": "pour",
    }
    shown = {one.tick: one.side for one in page.context["kept"]}
    client.post(page.request["PATH_INFO"], shown)
    assert finding.links.count() == 3


def test_a_search_writes_nothing_and_forgets_itself_when_asked(as_, cast):
    finding = factories.FindingFactory(study=cast.study)
    kept = passage(cast.study)
    address = url("evidence_search", cast, finding.number)
    data = {"q": "elue", "tout": "1", f"sens-{kept.uuid}": "pour", "sens-rien": "pour"}
    response = as_(cast.national).post(address, data, sign=False)
    there = url("evidence_add", cast, finding.number)
    assert response["Location"] == f"{there}?sens-{kept.uuid}=pour"
    assert not finding.links.exists()


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
