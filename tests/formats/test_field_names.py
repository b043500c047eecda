import pytest

from ancrage.formats.field_folder.names import Discretion
from ancrage.formats.field_folder.rows import FieldPerson
from ancrage.formats.field_folder.voices import Voice, identify

NAMES = ["Mme Marie Durand", "Élie N’Diaye", "Wu Ly", "Habitante 1"]


@pytest.mark.parametrize(
    "name",
    [
        *("entretien-durand.docx", "DURAND Marie.txt", "DurandMarie.txt", "E001durand2.txt"),
        *("mariedurandv2.txt", "E001_ndiaye.odt".replace("nd", "n-d"), "elie.txt", "note ly.txt"),
    ],
)
def test_a_participants_name_is_not_shown(name):
    assert Discretion(NAMES).shown(name) == ""


@pytest.mark.parametrize(
    "name", ["E001.docx", "E016-arras.txt", "notes/Mme X.txt", "analyse.txt", "1.txt", "2016.txt"]
)
def test_other_names_are_shown(name):
    assert Discretion(NAMES).shown(name) == name


def test_nothing_is_shown_while_the_names_are_not_known():
    assert Discretion([], complete=False).shown("E001.docx") == ""


def person(row, name, label=""):
    return FieldPerson("E001", name, "", "", "", label, (), row)


PEOPLE = (person(2, "Marie Durand", "MARIE D."), person(3, "Jean Le Goff"), person(4, "Jean Petit"))
INTERVIEWERS = ("Paule Rivet", "Amina Sow")


@pytest.mark.parametrize(
    ("label", "voice"),
    [
        ("Marie D.", ("participant", 2)),
        ("Mme Durand", ("participant", 2)),
        ("MD", ("participant", 2)),
        ("M. Le Goff", ("participant", 3)),
        ("J. Petit", ("participant", 4)),
        ("Jean", ("unknown",)),
        ("J.", ("unknown",)),
        ("ENQUÊTRICE", ("interviewer",)),
        ("Enquêteur 2", ("interviewer",)),
        ("Q", ("interviewer",)),
        ("Paule", ("interviewer",)),
        ("AS", ("interviewer",)),
        ("Réponse", ("unknown",)),
        ("Karim", ("unknown",)),
    ],
)
def test_a_label_stands_for_someone(label, voice):
    part, *rows = voice
    assert identify(label, PEOPLE, INTERVIEWERS) == Voice(label, part, tuple(rows))


def test_who_answers_is_the_only_person_met():
    assert identify("R", PEOPLE[:1], ()) == Voice("R", "participant", (2,))


def test_a_label_given_to_several_people_stands_for_all():
    people = (person(2, "A B", "Habitants"), person(3, "C D", "habitants"))
    assert identify("HABITANTS", people, ()) == Voice("HABITANTS", "participant", (2, 3))


def test_a_label_of_the_table_wins_over_a_usual_one():
    assert identify("E", (person(2, "Émile", "E"),), ()).part == "participant"
