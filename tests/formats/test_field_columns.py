import pytest

from ancrage.formats.field_folder.columns import COLUMNS, recognise
from tests.formats.builders import INTERVIEWS, PEOPLE


def understood(table, *headings):
    mapping = recognise(table, headings)
    return {each.heading: each.column for each in mapping.recognised}


@pytest.mark.parametrize(("table", "headings"), [("entretiens", INTERVIEWS), ("personnes", PEOPLE)])
def test_the_expected_columns_are_recognised_in_any_order(table, headings):
    for order in (headings, headings[::-1]):
        mapping = recognise(table, order)
        assert understood(table, *order) == {heading: heading for heading in headings}
        assert mapping.ignored == mapping.doubled == ()
        assert mapping.missing(required=True) == mapping.missing(required=False) == ()


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("Id", "identifiant"),
        ("N°", "identifiant"),
        ("Identifiant de l’entretien", "identifiant"),
        ("identifant", "identifiant"),
        ("VILLES", "site"),
        ("Étape", "etape"),
        ("Date de l'entretien (JJ/MM/AAAA)", "date"),
        ("Type d’entretien", "type"),
        ("Durée (minutes)", "duree"),
        ("Mené par", "menes_par"),
        ("Enquêteurs", "menes_par"),
        ("Enquêteur·rice·s", "menes_par"),
        ("Thématiques", "theme"),
        ("Nom du fichier", "fichier"),
    ],
)
def test_near_names_of_interview_columns(heading, column):
    assert understood("entretiens", heading) == {heading: column}


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("id", "entretien"),
        ("Code entretien", "entretien"),
        ("Prénom Nom", "nom"),
        ("Prénom", "prenom"),
        ("Catégorie d’acteur", "categorie"),
        ("Fonctions", "fonction"),
        ("consentement", "consentements"),
        ("Organisation", "organisme"),
        ("Nom dans le texte", "locuteur"),
    ],
)
def test_near_names_of_people_columns(heading, column):
    assert understood("personnes", heading) == {heading: column}


def test_the_exact_name_wins_over_a_near_one():
    mapping = recognise("entretiens", ("Date de saisie", "date", "id", "Jour"))
    assert {each.column: each.letter for each in mapping.recognised} == {
        "date": "B",
        "identifiant": "C",
    }
    assert mapping.ignored == ("D", "A") or mapping.ignored == ("A", "D")
    assert mapping.doubled == ()


def test_two_columns_that_fit_equally_double_it():
    mapping = recognise("entretiens", ("ville", "commune"))
    assert mapping.doubled == ("site",)


def test_what_is_not_recognised_is_told_by_letter():
    headings = ("site",) + ("",) * 25 + ("Marie Durand",)
    mapping = recognise("entretiens", headings)
    assert mapping.ignored == ("AA",)
    assert "identifiant" in mapping.missing(required=True)
    assert "lieu" in mapping.missing(required=False)


def test_no_name_stands_for_two_columns():
    for columns in COLUMNS.values():
        names = [name for column in columns for name in (column.name, *column.near)]
        assert len(set(names)) == len(names)
