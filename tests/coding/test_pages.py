"""The pages of the room: what they show and to whom, and what their forms do."""

import csv
import io
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from ancrage.coding.models import Code, Memo
from ancrage.fieldwork.models import Document
from tests import factories

WORDS = "travailler ensemble"


def put(desk, words=WORDS, code=None, user=None):
    passage = factories.PassageFactory(
        text_version=desk.version, participant=desk.participant, **desk.span(words)
    )
    return factories.CodingFactory(
        passage=passage, code=code or desk.coordination, author=user or desk.user
    )


def page(client, url, **query):
    response = client.get(url, query)
    assert response.status_code == 200
    return response.content.decode()


def queries(client, url):
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


# The text.


def test_a_text_is_shown_turn_by_turn_without_its_labels(desk, as_):
    html = page(as_(desk.user), desk.url("document_read"))
    assert "Maraîcher 3, Arras" in html
    assert "MARAÎCHER 3" not in html
    assert '<p class="speech__by">ENQUÊTEUR</p>' in html
    start = desk.version.text.index("On se voit")
    assert f'data-start="{start}">On se voit en réunion' in html


def test_the_site_team_reads_without_codebook_or_codings(desk, as_, cast):
    put(desk)
    factories.MemoFactory(
        study=desk.study, code=None, passage=put(desk, "réunion").passage, text="À part."
    )
    html = page(as_(cast.site_team), desk.url("document_read"))
    assert "On se voit" in html
    for hidden in ("coordination", "À part.", "data-mark-url", "Grille de codage</h2>"):
        assert hidden not in html


def test_the_margin_shows_who_coded_what(desk, as_):
    put(desk)
    html = page(as_(desk.user), desk.url("document_read"))
    span = desk.span(WORDS)
    assert f'data-from="{span["start"]}" data-to="{span["end"]}" data-colour="3"' in html


def test_codings_of_one_coder_are_shown_alone_without_script(desk, as_, cast):
    put(desk)
    put(desk, "réunion", user=cast.admin)
    html = page(as_(desk.user), desk.url("document_read"), codeur=str(desk.user.uuid))
    assert html.count("data-mark=") == 1


def test_a_link_to_a_passage_shows_it_in_its_text(desk, as_):
    coding = put(desk)
    html = page(as_(desk.user), desk.url("document_read"), verbatim=str(coding.passage.uuid))
    assert "Vous venez voir ce verbatim" in html
    assert "Vous venez" not in page(as_(desk.user), desk.url("document_read"), verbatim="x")


def test_queries_of_a_text_do_not_grow(desk, as_):
    put(desk)
    client = as_(desk.user)
    before = queries(client, desk.url("document_read"))
    for words in ("On se voit", "réunion", "façon de faire", "jamais"):
        put(desk, words)
        factories.CodeFactory(study=desk.study)
    assert queries(client, desk.url("document_read")) == before


# The list of texts.


def test_the_list_counts_codings_by_coder_and_leads_to_the_next_to_review(desk, as_, cast):
    put(desk)
    put(desk, "réunion", user=cast.admin)
    html = page(as_(desk.user), reverse("coding:document_list", args=[desk.study.slug]))
    assert f"{desk.user.name} 1" in html
    assert f"{cast.admin.name} 1" in html
    assert "Lire le prochain texte à relire" in html


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, 2),
        ({"nature": "note"}, 1),
        ({"relecture": "oui"}, 1),
        ({"relecture": "non"}, 1),
        ({"site": "ailleurs"}, 1),
        ({"site": "inconnu"}, 2),
    ],
)
def test_the_list_is_narrowed(desk, as_, filters, found):
    site = factories.SiteFactory(study=desk.study, slug="ailleurs")
    factories.TextVersionFactory(
        reviewed=True,
        document__kind=Document.Kind.NOTE,
        document__interview__study=desk.study,
        document__interview__site=site,
    )
    url = reverse("coding:document_list", args=[desk.study.slug])
    html = page(as_(desk.user), url, **filters)
    assert html.count('<th scope="row">') == found


def test_queries_of_the_list_do_not_grow(desk, as_):
    url = reverse("coding:document_list", args=[desk.study.slug])
    client = as_(desk.user)
    put(desk)
    before = queries(client, url)
    for _ in range(4):
        version = factories.TextVersionFactory(document__interview__study=desk.study)
        passage = factories.PassageFactory(text_version=version)
        factories.CodingFactory(passage=passage, code=desk.cooperation)
    assert queries(client, url) == before


# The codebook.


def code_data(**more):
    return {"name": "Écoute", "colour": "4", "definition": "Être entendu.", **more}


def test_a_code_is_added_changed_and_deleted(desk, as_):
    client = as_(desk.user)
    url = reverse("coding:code_create", args=[desk.study.slug])
    assert client.post(url, code_data()).status_code == 302
    code = Code.objects.get(study=desk.study, name="Écoute")
    change = desk.url("code_change", code.slug)
    data = code_data(name="Écouter", version=1, parent=desk.cooperation.pk)
    assert client.post(change, data)["Location"] == code.get_absolute_url()
    code.refresh_from_db()
    assert (code.name, code.parent, code.version, code.slug) == (
        "Écouter",
        desk.cooperation,
        2,
        "ecoute",
    )
    assert client.post(change, data | {"name": "Ouïr"}).status_code == 409
    assert client.post(desk.url("code_delete", code.slug)).status_code == 302
    assert not Code.objects.filter(pk=code.pk).exists()


@pytest.mark.parametrize("name", ["Coopération", "cooperation", "COOPÉRATION"])
def test_two_codes_of_the_same_place_have_two_names(desk, as_, name):
    url = reverse("coding:code_create", args=[desk.study.slug])
    response = as_(desk.user).post(url, code_data(name=name))
    assert response.status_code == 422
    assert "porte déjà ce nom" in response.content.decode()


def test_the_form_does_not_offer_a_place_under_itself(desk, as_):
    code = desk.coordination.parent
    html = page(as_(desk.user), desk.url("code_change", code.slug))
    assert f'<option value="{desk.cooperation.pk}"' in html
    assert f'<option value="{desk.coordination.pk}"' not in html


def test_a_code_in_use_is_kept_and_the_page_says_why(desk, as_):
    put(desk)
    response = as_(desk.user).post(desk.url("code_delete", "coordination"))
    assert response.status_code == 422
    assert "fusionnez-le avec un autre code" in response.content.decode()


def test_codes_are_merged_and_moved(desk, as_):
    put(desk)
    client = as_(desk.user)
    response = client.post(
        desk.url("code_merge", "coordination"), {"target": desk.cooperation.pk}, follow=True
    )
    assert "est fusionné avec" in response.content.decode()
    client.post(desk.url("code_shift", "cooperation"), {"sens": "haut"})
    assert [code.slug for code in desk.study.codes.all()] == ["cooperation", "gouvernance"]


def test_codes_are_offered_as_the_tree_that_they_are(desk, as_):
    html = page(as_(desk.user), desk.url("code_merge", "gouvernance"))
    assert ">coordination</option>" in html
    html = page(as_(desk.user), desk.url("code_merge", "cooperation"))
    assert ">\u2003coordination</option>" in html
    html = page(as_(desk.user), desk.url("document_read"))
    assert '<option value="coordination">\u2003coordination</option>' in html


@pytest.mark.parametrize(
    ("words", "shown"), [("", 3), ("cooperation", 1), ("coord", 2), ("inconnu", 0)]
)
def test_the_codebook_is_searched(desk, as_, words, shown):
    url = reverse("coding:code_list", args=[desk.study.slug])
    assert page(as_(desk.user), url, q=words).count('class="codebook__code"') == shown


def test_queries_of_the_codebook_do_not_grow(desk, as_):
    url = reverse("coding:code_list", args=[desk.study.slug])
    client = as_(desk.user)
    before = queries(client, url)
    for _ in range(4):
        factories.CodeFactory(study=desk.study, parent=desk.coordination)
    assert queries(client, url) == before


# A code.


def test_a_code_shows_its_passages_and_the_codes_beside(desk, as_):
    put(desk, "Mais travailler ensemble")
    put(desk, "ensemble, ça veut dire", code=desk.cooperation)
    put(desk, "jamais", code=factories.CodeFactory(study=desk.study, name="Loin"))
    html = page(as_(desk.user), desk.url("code_detail", "coordination"))
    assert "«\u00a0Mais travailler ensemble\u00a0»" in html
    assert "Maraîcher 3, Arras" in html
    assert "coopération" in html
    assert "Loin" not in html


def test_the_passages_of_a_code_are_narrowed(desk, as_, cast):
    put(desk)
    put(desk, "réunion", user=cast.admin)
    url = desk.url("code_detail", "coordination")
    client = as_(desk.user)
    assert "«\u00a0réunion\u00a0»" not in page(client, url, codeur=str(desk.user.uuid))
    assert "Aucun verbatim ici" in page(client, url, site=cast.other_site.slug)
    category = desk.participant.category
    assert "«\u00a0réunion\u00a0»" in page(client, url, categorie=str(category.uuid))


def test_queries_of_a_code_do_not_grow(desk, as_):
    put(desk)
    client = as_(desk.user)
    url = desk.url("code_detail", "coordination")
    before = queries(client, url)
    for words in ("On se voit", "réunion", "façon de faire", "jamais"):
        put(desk, words)
        factories.MemoFactory(study=desk.study, code=desk.coordination)
    assert queries(client, url) == before


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_passages_of_a_code_are_taken_out_as_a_table(desk, as_, kind):
    put(desk)
    response = as_(desk.user).get(desk.url("code_export", "coordination", kind))
    if kind == "csv":
        head, row = csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";")
    else:
        sheet = load_workbook(io.BytesIO(response.content)).active
        head, row = ([str(cell) for cell in line] for line in sheet.values)
    assert head[6] == "verbatim"
    assert row[6] == WORDS
    assert row[4] == "Maraîcher 3, Arras"
    assert int(row[7]) == desk.span(WORDS)["start"]


# Memos.


def test_memos_are_written_listed_rewritten_and_deleted(desk, as_):
    client = as_(desk.user)
    client.post(desk.url("memo_create", "coordination"), {"text": "À discuter."})
    memo = Memo.objects.get()
    url = reverse("coding:memo_list", args=[desk.study.slug])
    assert "À discuter." in page(client, url)
    change = desk.url("memo_change", memo.uuid)
    data = {"text": "Discuté.", "version": 1}
    assert client.post(change, data)["Location"] == desk.coordination.get_absolute_url()
    assert client.post(change, data | {"text": "Encore."}).status_code == 409
    assert client.post(desk.url("memo_delete", memo.uuid)).status_code == 302
    assert not Memo.objects.exists()


def test_a_memo_belongs_to_its_author(desk, as_, cast):
    memo = factories.MemoFactory(study=desk.study, code=desk.coordination, author=cast.admin)
    client = as_(desk.user)
    assert memo.text in page(client, reverse("coding:memo_list", args=[desk.study.slug]))
    for name in ("memo_change", "memo_delete"):
        assert client.get(desk.url(name, memo.uuid)).status_code == 404


def test_queries_of_the_memos_do_not_grow(desk, as_):
    url = reverse("coding:memo_list", args=[desk.study.slug])
    client = as_(desk.user)
    factories.MemoFactory(study=desk.study, code=desk.coordination)
    before = queries(client, url)
    for words in ("On se voit", "réunion"):
        factories.MemoFactory(study=desk.study, code=desk.coordination)
        factories.MemoFactory(study=desk.study, code=None, passage=put(desk, words).passage)
    assert queries(client, url) == before + 0


def test_a_removed_coding_is_shown_nowhere(desk, as_):
    coding = put(desk)
    coding.removed_at = timezone.now()
    coding.save()
    client = as_(desk.user)
    assert "data-mark=" not in page(client, desk.url("document_read"))
    assert WORDS not in page(client, desk.url("code_detail", "coordination"))


def test_the_margin_of_a_paragraph_is_that_of_the_page(desk, as_):
    """What starts in a label, which is no paragraph's, stands beside the same one in both."""
    put(desk)
    put(desk, "jamais")
    label = factories.PassageFactory(
        text_version=desk.version, participant=None, **desk.span("ENQUÊTEUR : Et vous")
    )
    factories.CodingFactory(passage=label, code=desk.cooperation, author=desk.user)
    client = as_(desk.user)
    whole = page(client, desk.url("document_read"))
    for words, count in (("On se voit", 1), ("jamais", 2), ("Et vous", 0)):
        start = desk.span(words)["start"]
        part = page(client, desk.url("document_margin"), debut=str(start))
        assert part.count("data-mark=") == count
        for mark in re.findall(r'data-mark="([^"]+)"', part):
            assert f'data-mark="{mark}"' in whole
    assert whole.count("data-mark=") == 3


@pytest.mark.parametrize("start", ["", "x", "-1", "9" * 30])
def test_the_margin_of_nowhere_is_that_of_the_nearest_paragraph(desk, as_, start):
    assert 'class="margin"' in page(as_(desk.user), desk.url("document_margin"), debut=start)
