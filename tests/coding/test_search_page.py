"""Search across the texts that a person may read."""

import pytest
from django.urls import reverse

from ancrage.coding.search import snippet, sought_stems
from ancrage.fieldwork.models import Consent, Purpose
from tests import factories
from tests.coding.test_pages import page, queries


def search(client, study, **query):
    return page(client, reverse("coding:search", args=[study.slug]), **query)


@pytest.mark.parametrize(
    "query", ["réunions", "REUNION", "ensemble travailler", '"travailler ensemble"']
)
def test_words_are_found_whatever_their_accents_and_endings(desk, as_, query):
    html = search(as_(desk.user), desk.study, q=query)
    assert "1 paragraphe" in html
    assert f"#p-{desk.version.paragraphs.first().start}" in html
    assert "<mark>" in html


@pytest.mark.parametrize(
    "query", ['"ensemble travailler"', "« ensemble travailler »", "réunion jamais", "xyz"]
)
def test_words_that_are_not_together_are_not_found(desk, as_, query):
    assert "Rien de tel" in search(as_(desk.user), desk.study, q=query)


def test_nobody_finds_or_counts_what_they_may_not_read(desk, as_, cast):
    secret = factories.TextVersionFactory(
        document__interview__study=desk.study,
        document__interview__site=cast.other_site,
        text="Une réunion secrète.",
    )
    factories.ParticipantFactory(interview=secret.document.interview, agrees_to=[Purpose.CODE])
    assert "2 paragraphes · 2 entretiens" in search(as_(cast.national), desk.study, q="réunion")
    html = search(as_(cast.site_team), desk.study, q="réunion")
    assert "1 paragraphe · 1 entretien" in html
    assert "secrète" not in html
    assert "Rien de tel" in search(as_(cast.partner), desk.study, q="réunion")


def test_words_of_someone_who_does_not_agree_to_it_are_not_found(desk, as_):
    client = as_(desk.user)
    notes = factories.TextVersionFactory(
        document__interview__study=desk.study, text="Une réunion notée."
    )
    for _ in range(2):
        factories.ParticipantFactory(interview=notes.document.interview)
    assert "2 paragraphes" in search(client, desk.study, q="réunion")
    coding = Consent.objects.filter(purpose=Purpose.CODE)
    coding.filter(participant=desk.participant).delete()
    html = search(client, desk.study, q="réunion")
    assert "1 paragraphe" in html
    assert "notée" in html
    assert "1 paragraphe" in search(client, desk.study, q="qu’est-ce vous")
    coding.filter(pk=coding.first().pk).delete()
    assert "1 paragraphe" in search(client, desk.study, q="réunion")
    coding.all().delete()
    assert "Rien de tel" in search(client, desk.study, q="réunion")


def test_results_are_narrowed(desk, as_, cast):
    client = as_(desk.user)
    category = desk.participant.category
    other = factories.ActorCategoryFactory(study=desk.study)
    assert "1 paragraphe" in search(client, desk.study, q="réunion", categorie=str(category.uuid))
    assert "Rien de tel" in search(client, desk.study, q="réunion", categorie=str(other.uuid))
    assert "Rien de tel" in search(client, desk.study, q="vous", categorie=str(category.uuid))
    assert "Rien de tel" in search(client, desk.study, q="réunion", nature="note")
    assert "Rien de tel" in search(client, desk.study, q="réunion", site=cast.other_site.slug)


def test_a_category_is_heard_in_everything_where_nobody_is_labelled(desk, as_):
    version = factories.TextVersionFactory(
        document__interview__study=desk.study, text="Une réunion notée."
    )
    met = factories.ParticipantFactory(interview=version.document.interview)
    html = search(as_(desk.user), desk.study, q="réunion", categorie=str(met.category.uuid))
    assert "1 paragraphe" in html


def test_queries_of_a_search_do_not_grow(desk, as_):
    client = as_(desk.user)
    url = reverse("coding:search", args=[desk.study.slug]) + "?q=réunion"
    before = queries(client, url)
    for _ in range(5):
        factories.TextVersionFactory(
            document__interview__study=desk.study, text="Une réunion.\nUne autre réunion."
        )
    assert queries(client, url) == before


def test_a_long_paragraph_is_cut_around_the_first_word_found():
    text = "mot " * 200 + "Les élus écoutent. " + "suite " * 200
    pieces = snippet(text, sought_stems("élu"))
    assert [piece.words for piece in pieces if piece.is_found] == ["élus"]
    shown = "".join(piece.words for piece in pieces)
    assert shown.startswith("… mot")
    assert shown.endswith("suite …")
    assert len(shown) < 400


def test_a_short_paragraph_is_whole():
    pieces = snippet("Écoute, élus !", {"elu"})
    assert "".join(piece.words for piece in pieces) == "Écoute, élus !"
