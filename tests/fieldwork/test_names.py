"""Names of people met are found however they are written."""

from itertools import pairwise

import pytest

from ancrage.fieldwork.actions.names import Named, NameFinder, parts_of

OKAFOR = Named("Conseillère municipale 1", "Nathalie Okafor", voice="Mme Okafor", own=True)


def replaced(text, *people):
    for start, end, words in reversed(list(NameFinder(people).find(text))):
        text = text[:start] + words + text[end:]
    return text


@pytest.mark.parametrize(
    "written",
    [
        "Nathalie Okafor",
        "OKAFOR Nathalie",
        "nathalie okafor",
        "Mme Okafor",
        "madame Nathalie Okafor",
        "Mme N. Okafor",
        "N. Okafor",
        "Nathalie",
        "okafor",
        "Nathalie\nOkafor",
        "Mme\u202fOkafor",
        "[Mme Okafor]",
    ],
)
def test_every_way_of_writing_a_name_is_replaced(written):
    assert replaced(f"Selon {written}, rien.", OKAFOR) == "Selon [Conseillère municipale 1], rien."


def test_elisions_and_plurals_do_not_hide_a_name():
    assert replaced("L’avis d’Okafor, chez les Okafors.", OKAFOR) == (
        "L’avis d’[Conseillère municipale 1], chez les [Conseillère municipale 1]."
    )


@pytest.mark.parametrize("written", ["Élodie Béhar", "Elodie Behar", "E\u0301lodie", "élodie"])
def test_accents_do_not_matter(written):
    person = Named("Directrice 1", "Élodie Béhar")
    assert replaced(f"Avec {written}.", person) == "Avec [Directrice 1]."


@pytest.mark.parametrize("written", ["Anne-Lise", "Anne Lise", "annelise", "Anne-Lise Le Coz"])
def test_hyphens_and_particles_do_not_matter(written):
    person = Named("Assistante sociale 1", "Anne-Lise Le Coz")
    assert replaced(f"Et {written} ?", person) == "Et [Assistante sociale 1] ?"


def test_each_part_of_a_double_family_name_is_a_name():
    person = Named("Assistante sociale 1", "Assa Keïta-Brunel")
    assert replaced("Mme Brunel ou Keita", person) == (
        "[Assistante sociale 1] ou [Assistante sociale 1]"
    )


def test_everyday_words_are_names_only_with_a_capital():
    person = Named("Adjoint 1", "Pierre Petit")
    assert replaced("M. Petit pose une petite pierre, un petit effort.", person) == (
        "[Adjoint 1] pose une petite pierre, un petit effort."
    )


def test_a_first_name_inside_another_one_is_left_alone():
    person = Named("Adjointe 1", "Marie Delmas")
    assert replaced("Marie-Claire et Marie", person) == "Marie-Claire et [Adjointe 1]"


def test_a_word_that_merely_contains_a_name_is_left_alone():
    assert replaced("L’okaforisme", OKAFOR) == "L’okaforisme"


def test_a_first_name_shared_by_two_means_the_one_who_speaks_here():
    here = Named("Habitante 1", "Sonia Belkacem", own=True)
    elsewhere = Named("Directrice 1", "Sonia Marchetti")
    assert replaced("Sonia l’a dit.", here, elsewhere) == "[Habitante 1] l’a dit."


def test_a_name_that_may_mean_two_people_is_withheld():
    two = (Named("Habitante 1", "Sonia Belkacem"), Named("Directrice 1", "Sonia Marchetti"))
    assert replaced("Sonia l’a dit, pas Mme Marchetti.", *two) == (
        "[nom retiré] l’a dit, pas [Directrice 1]."
    )


def test_a_nickname_used_as_label_is_a_name_but_a_function_is_not():
    momo = Named("Animateur 1", "Mohamed Cherif", voice="Momo", function="animateur")
    elected = Named("Adjointe 1", "Sara Lenoir", voice="ADJOINTE", function="adjointe à la culture")
    assert replaced("Momo et l’adjointe, Adjointe ou pas", momo, elected) == (
        "[Animateur 1] et l’adjointe, Adjointe ou pas"
    )


def test_replacements_are_in_order_and_disjoint():
    found = list(NameFinder([OKAFOR]).find("Okafor Nathalie Okafor, Nathalie Okafor"))
    assert all(a.end <= b.start for a, b in pairwise(found))


@pytest.mark.parametrize(
    ("name", "given", "family"),
    [
        ("Marie Durand", ("Marie",), ("Durand",)),
        ("DURAND Marie", ("Marie",), ("DURAND",)),
        ("Mme Durand", (), ("Durand",)),
        ("Kadidia", ("Kadidia",), ()),
        ("Durand, Marie", ("Durand",), ("Marie",)),
        ("", (), ()),
    ],
)
def test_parts_of_a_name(name, given, family):
    assert parts_of(name) == (given, family)


def test_names_are_sought_in_a_part_of_a_text_only():
    text = "Okafor, puis Okafor."
    found = list(NameFinder([OKAFOR]).find(text, 7))
    assert [text[each.start : each.end] for each in found] == ["Okafor"]
    assert found[0].start == 13


def test_initials_after_a_civility_are_those_who_speak_here():
    here = Named("Responsable 2", "Odile Ouvrard-Keïta", own=True)
    elsewhere = Named("Directeur 1", "Paul Bonnaffé")
    text = "Mme O-K : non. Mme O.K. insiste, M. B. aussi, plan B, Mme O."
    assert replaced(text, here, elsewhere) == (
        "[Responsable 2] : non. [Responsable 2] insiste, M. B. aussi, plan B, [Responsable 2]."
    )


@pytest.mark.parametrize(
    ("name", "spoken"),
    [
        ("Aminata Sen", "Dans ce sens, ça n’a pas de sens. Sens unique."),
        ("Aminata Sen", "On en est à la phase deux."),
        ("Ibrahima Bah", "bah oui, et bah non"),
        ("Linh Son", "chacun son tour"),
        ("Jean Corp", "un corps de métier"),
        ("Paul Avi", "mon avis, puis leurs avis"),
    ],
)
def test_everyday_speech_is_left_alone(name, spoken):
    assert replaced(spoken, Named("Habitante 1", name)) == spoken


@pytest.mark.parametrize(
    ("name", "spoken"),
    [
        ("Aminata Sen", "aminata sen"),
        ("Aminata Sen", "madame sen"),
        ("Aminata Sen", "Sen"),
        ("Ibrahima Bah", "monsieur bah"),
        ("Pierre Petit", "madame petit"),
        ("Nathalie Okafor", "okafors"),
        ("Awa Diallo", "diallo"),
    ],
)
def test_names_said_in_lower_case_are_replaced(name, spoken):
    assert (
        replaced(f"c’est {spoken} qui le dit", Named("Élu 1", name)) == "c’est [Élu 1] qui le dit"
    )
