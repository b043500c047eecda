"""The official list in the database."""

import pytest
import shapely

from ancrage.territories import actions
from ancrage.territories.models import Kind, Territory


@pytest.mark.usefixtures("official_list")
def test_a_commune_is_loaded_with_all_that_is_known_of_it():
    arras = Territory.objects.get(kind=Kind.COMMUNE, code="62041")
    assert (arras.name, arras.name_folded) == ("Arras", "arras")
    assert arras.department_name == "Pas-de-Calais"
    assert (arras.region, arras.population, arras.status) == ("32", 42_875, "commune")
    assert arras.epci.name == "CU d’Arras"
    outline = shapely.from_wkb(bytes(arras.outline))
    assert outline.contains(shapely.Point(arras.longitude, arras.latitude))


@pytest.mark.usefixtures("official_list")
def test_an_epci_is_loaded_apart_from_the_commune_of_the_same_name():
    cu = Territory.objects.get(kind=Kind.EPCI, code="200033579")
    assert (cu.population, cu.department, cu.status) == (109_781, "62", "communauté urbaine")
    assert cu.communes.count() == 46
    outline = shapely.from_wkb(bytes(cu.outline))
    assert outline.contains(shapely.Point(cu.longitude, cu.latitude))


def test_the_whole_list_is_loaded(official_list):
    assert official_list == actions.Loaded(communes=34_969, epcis=1_255, gone=0)
    assert Territory.objects.count() == 34_969 + 1_255


@pytest.mark.usefixtures("official_list")
def test_territories_without_position_are_those_without_outline():
    nowhere = Territory.objects.filter(longitude=None)
    assert nowhere.count() == 98
    assert set(nowhere) == set(Territory.objects.filter(outline=None))
