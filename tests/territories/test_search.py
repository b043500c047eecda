"""Finding a territory by what people type."""

import pytest

from ancrage.territories.models import Kind, Territory, search_key

pytestmark = pytest.mark.usefixtures("official_list")


def names(text, count=3):
    return [str(territory) for territory in Territory.objects.named(text)[:count]]


@pytest.mark.parametrize(
    "text", ["Saint-Étienne", "saint etienne", "SAINT ETIENNE", "St-Etienne", "  saint étienne "]
)
def test_accents_case_hyphens_and_abbreviations_do_not_count(text):
    assert Territory.objects.named(text)[0].code == "42218"


@pytest.mark.parametrize(
    ("text", "best"),
    [
        ("arras", ["Arras", "CU d’Arras"]),
        ("strasbourg", ["Strasbourg", "Eurométropole de Strasbourg"]),
        ("clichy sous", ["Clichy-sous-Bois"]),
        ("garges", ["Garges-lès-Gonesse"]),
        ("garges\x00", ["Garges-lès-Gonesse"]),
        ("l’abergement-clem", ["L’Abergement-Clémenciat"]),
        ("bois clichy", ["Clichy-sous-Bois"]),
    ],
)
def test_the_best_match_comes_first(text, best):
    assert names(text, len(best)) == best


def test_namesakes_come_by_population():
    moulins = Territory.objects.named("Moulins")[:3]
    assert [territory.department for territory in moulins] == ["03", "35", "02"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Communauté urbaine d’Arras", "200033579"),
        ("CU d'Arras", "200033579"),
        ("communauté d'agglomération Moulins Communauté", "200071140"),
        ("métropole du grand paris", "200054781"),
    ],
)
def test_epci_are_found_by_their_full_nature(text, code):
    best = Territory.objects.named(text)[0]
    assert (best.kind, best.code) == (Kind.EPCI, code)


@pytest.mark.parametrize("text", ["62041", " 62041 ", "2a004", "2A004"])
def test_codes_are_found(text):
    found = list(Territory.objects.named(text))
    assert [territory.code for territory in found] == [text.strip().upper()]


@pytest.mark.parametrize("text", ["", "   ", "%", "_", "’", "xyzzy", "\x00", "a " * 5000])
def test_nothing_is_found_for_nothing(text):
    assert names(text) == []


def test_letters_inside_a_word_are_found_last():
    found = list(Territory.objects.named("rras"))
    assert "Arras" in {territory.name for territory in found}
    assert all("rras" in search_key(territory.name) for territory in found)


def test_light_rows_leave_the_outline_behind(django_assert_num_queries):
    with django_assert_num_queries(1):
        arras = Territory.objects.light().named("Arras")[0]
        assert arras.epci.name == "CU d’Arras"
    assert "outline" in arras.get_deferred_fields()
