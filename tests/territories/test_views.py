"""The search page, and its options swapped into a form."""

import pytest
from lxml import html

from tests import factories

PAGE = "/territoires/"
HTMX = {"headers": {"HX-Request": "true"}}


@pytest.fixture
def arras(db):
    cu = factories.TerritoryFactory(
        kind="epci",
        nature="CU",
        code="200033579",
        name="CU d’Arras",
        name_folded="cu d arras",
        population=109_781,
    )
    return factories.TerritoryFactory(
        code="62041", name="Arras", name_folded="arras", population=42_875, epci=cu
    )


@pytest.fixture
def client(as_):
    return as_(factories.UserFactory())


@pytest.mark.usefixtures("arras")
def test_the_page_lists_matches_with_what_tells_them_apart(client):
    page = html.fromstring(client.get(PAGE, {"q": "arras"}).content)
    lines = [
        " ".join(item.text_content().split())
        for item in page.xpath("//li[@class='territory-option']")
    ]
    assert len(lines) == 2
    assert lines[0].startswith("Arras commune, Pas-de-Calais (62), 42 875 habitants, CU d’Arras")
    assert lines[1].startswith("CU d’Arras communauté urbaine, Pas-de-Calais (62)")
    assert not page.xpath("//input[@type='radio']")


@pytest.mark.usefixtures("arras")
def test_the_fragment_is_the_part_of_the_page_that_changes(client):
    page = client.get(PAGE, {"q": "arras"}).content.decode()
    fragment = client.get(PAGE, {"q": "arras"}, **HTMX).content.decode()
    assert "<html" not in fragment
    assert "".join(fragment.split()) in "".join(page.split())


def test_a_form_gets_radio_buttons_under_its_own_name(client, arras):
    answer = client.get(PAGE, {"champ": "territory", "territory_recherche": "arras"}, **HTMX)
    radios = html.fromstring(answer.content).xpath("//input[@type='radio'][@name='territory']")
    assert [radio.get("value") for radio in radios] == [str(arras.pk), str(arras.epci.pk)]
    assert not any("checked" in radio.attrib for radio in radios)


def test_the_only_match_is_chosen_at_once(client, arras):
    answer = client.get(PAGE, {"champ": "territory", "territory_recherche": "62041"}, **HTMX)
    (radio,) = html.fromstring(answer.content).xpath("//input[@type='radio']")
    assert radio.get("value") == str(arras.pk)
    assert "checked" in radio.attrib


@pytest.mark.usefixtures("arras")
def test_nothing_found_says_what_to_do(client):
    answer = client.get(PAGE, {"q": "Aras-les-Bains"}).content.decode()
    assert "Vérifiez l’orthographe" in answer


def test_a_long_list_is_cut_and_says_so(client, db):
    for number in range(14):
        factories.TerritoryFactory(name=f"Moulins {number}", name_folded=f"moulins {number}")
    page = html.fromstring(client.get(PAGE, {"q": "moulins"}).content)
    assert len(page.xpath("//li[@class='territory-option']")) == 12
    assert "Les 12 premiers territoires" in page.text_content()


@pytest.mark.usefixtures("db")
def test_an_empty_search_shows_the_box_alone(client):
    page = html.fromstring(client.get(PAGE).content)
    assert page.xpath("//input[@name='q']")
    assert not page.xpath("//*[@role='status']")


@pytest.mark.usefixtures("db")
def test_visitors_log_in_first(as_):
    answer = as_(None).get(PAGE)
    assert answer.status_code == 302
    assert "/comptes/" in answer.url


@pytest.mark.usefixtures("arras")
def test_a_search_reads_the_list_once(client, django_assert_num_queries):
    with django_assert_num_queries(3):  # session, account, territories
        client.get(PAGE, {"q": "arras"}, **HTMX)
