"""The map of France with the sites."""

import re

import pytest
from django.utils.translation import override
from lxml import etree

from ancrage.territories.maps import Place, france_map
from ancrage.territories.models import Kind, Territory
from tests import factories

SITES = [  # the sites of 2015-2017
    (Kind.COMMUNE, "49007", "Angers"),
    (Kind.COMMUNE, "62041", "Arras"),
    (Kind.COMMUNE, "33063", "Bordeaux"),
    (Kind.COMMUNE, "93014", "Clichy-sous-Bois"),
    (Kind.COMMUNE, "60175", "Creil"),
    (Kind.COMMUNE, "95268", "Garges-lès-Gonesse"),
    (Kind.COMMUNE, "76351", "Le Havre"),
    (Kind.EPCI, "200071140", "Moulins"),
    (Kind.COMMUNE, "67482", "Strasbourg"),
    (Kind.EPCI, "245901160", "Valenciennes"),
    (Kind.COMMUNE, "69266", "Villeurbanne"),
]
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def eleven(official_list):
    return [
        Place(Territory.objects.get(kind=kind, code=code), name, "palette-1")
        for kind, code, name in SITES
    ]


def drawn(france):
    return etree.fromstring(france.as_image().encode())


def test_every_site_has_a_point_and_its_name_beside_it(eleven):
    image = drawn(france_map(eleven, title="Les sites"))
    assert {text.text for text in image.iter(f"{SVG}text")} == {name for _, _, name in SITES}
    assert len(list(image.iter(f"{SVG}circle"))) == len(SITES)
    groups = [group for group in image.iter(f"{SVG}g") if "palette-1" in group.get("class")]
    assert len(groups) == len(SITES)


def test_points_stand_where_geography_says(eleven):
    marks = {mark.place.label: mark for mark in france_map(eleven, title="Les sites").marks}
    assert marks["Le Havre"].x < marks["Creil"].x < marks["Strasbourg"].x
    assert marks["Arras"].y < marks["Creil"].y < marks["Moulins"].y < marks["Bordeaux"].y
    # About 385 km as the crow flies, one unit a kilometre.
    clichy, strasbourg = marks["Clichy-sous-Bois"], marks["Strasbourg"]
    distance = ((strasbourg.x - clichy.x) ** 2 + (strasbourg.y - clichy.y) ** 2) ** 0.5
    assert distance == pytest.approx(385, abs=15)


def test_words_say_what_the_picture_shows(eleven):
    image = drawn(france_map(eleven[:2], title="Les sites de l’étude", key="sites"))
    assert image.findtext(f"{SVG}title") == "Les sites de l’étude"
    assert image.findtext(f"{SVG}desc") == (
        "Carte de France avec 2 lieux : Angers (Maine-et-Loire), Arras (Pas-de-Calais)."
    )
    assert image.get("role") == "img"
    assert image.get("aria-labelledby") == "sites-titre sites-description"


@pytest.mark.usefixtures("db")
def test_places_without_position_are_said_not_drawn():
    noumea = factories.TerritoryFactory(name="Nouméa", department="988", longitude=None)
    france = france_map([Place(noumea, "Nouméa")], title="Les sites")
    assert france.marks == []
    assert france.description == (
        "Carte de France sans aucun lieu. Sans position connue : Nouméa (Nouvelle-Calédonie)."
    )


@pytest.mark.usefixtures("db")
def test_overseas_departments_are_drawn_in_their_frame():
    fort_de_france = factories.TerritoryFactory(
        department="972", longitude=-61.067, latitude=14.642
    )
    france = france_map([Place(fort_de_france, "Fort-de-France")], title="Les sites")
    frame = next(inset.frame for inset, _ in france.drawing.insets if inset.department == "972")
    (mark,) = france.marks
    assert frame.left < mark.x < frame.right
    assert frame.top < mark.y < frame.bottom


@pytest.mark.usefixtures("db")
def test_the_drawing_holds_no_style_and_names_are_escaped():
    place = Place(factories.TerritoryFactory(), "<b>Arras</b>")
    france = france_map([place], title="Les sites")
    page = france.as_image()
    assert not re.search(r"<style|style=", page)
    assert "<b>" not in page


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize("language", ["fr", "en"])
def test_figures_of_the_drawing_do_not_follow_the_language(language):
    places = [Place(factories.TerritoryFactory(), "Arras")]
    with override(language):
        image = drawn(france_map(places, title="Les sites"))
    assert image.get("viewBox") == "0 0 1200 1110"
    assert image.find(f".//{SVG}circle").get("cx").isdigit()


def test_the_drawing_is_light_and_whole(eleven):
    france = france_map(eleven, title="Les sites")
    assert len(france.as_image()) < 60_000
    assert len(france.drawing.insets) == 5
    assert re.fullmatch(r"(M\d+ \d+l[-\d ]+z)+", france.drawing.land)
