"""What people met are called in clear."""

import pytest

from ancrage.fieldwork.actions.labels import SiteLabels, head_of


@pytest.mark.parametrize(
    ("function", "head"),
    [
        ("adjointe au maire déléguée à la jeunesse", "Adjointe"),
        ("première adjointe", "Adjointe"),
        ("maire adjoint aux sports", "Adjoint"),
        ("maire", "Membre de l’exécutif"),
        ("sous-préfète à la ville", "Membre du corps préfectoral"),
        ("conseillère municipale déléguée aux solidarités", "Conseillère municipale"),
        ("chargé de mission observation", "Chargé de mission"),
        ("chargée du précontentieux", "Chargée de mission"),
        ("chef de bureau, prévention des expulsions", "Chef de service"),
        ("délégué du préfet", "Délégué"),
        ("assistante sociale", "Assistante sociale"),
        ("habitante, ancienne conseillère citoyenne", "Habitante"),
        ("ancienne conseillère citoyenne", "Conseillère citoyenne"),
        ("vice-présidente", "Vice-présidente"),
        ("ÉDUCATEUR de rue", "Éducateur"),
        ("", "Personne"),
        ("42", "Personne"),
    ],
)
def test_head_of_a_function(function, head):
    assert head_of(function) == head


def test_a_function_that_holds_a_name_says_nobody():
    assert head_of("Okafor, bénévole", unless=frozenset({"okafor"})) == "Personne"


def test_labels_are_numbered_within_the_site_and_stable():
    labels = SiteLabels()
    assert labels.give("Nathalie Okafor", "Adjointe") == "Adjointe 1"
    assert labels.give("Sara Lenoir", "Adjointe") == "Adjointe 2"
    assert labels.give("OKAFOR Nathalie", "Adjointe") == "Adjointe 1"
    assert labels.give("Nathalie Okafor", "Habitante") == "Habitante 1"


def test_labels_go_on_after_those_already_given():
    labels = SiteLabels([("lenoir sara / adjointe", "Adjointe 4")])
    assert labels.give("Sara Lenoir", "Adjointe") == "Adjointe 4"
    assert labels.give("Nathalie Okafor", "Adjointe") == "Adjointe 5"
