from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ancrage.formats.field_folder import values


@pytest.mark.parametrize(
    "text",
    [
        *("2016-03-01", "01/03/2016", "1/3/2016", "1.3.2016", "01-03-2016", "1er mars 2016"),
        *("mardi 1er mars 2016", "Le 1 mars 2016", "1 MARS 2016", "2016-03-01T14:30:00", "42430"),
    ],
)
def test_days_are_read_as_typed(text):
    assert values.read_date(text) == date(2016, 3, 1)


@pytest.mark.parametrize("month", ["août", "aout", "Août"])
def test_months_go_without_accent_or_case(month):
    assert values.read_date(f"2 {month} 2016") == date(2016, 8, 2)


@pytest.mark.parametrize(
    "text",
    [
        *("31/02/2016", "2016-02-31", "2016-13-01", "30 février 2016", "01/03/16", "mars 2016"),
        *("0001-01-01", "9999-01-01", "12", "hier", "1/3/2016 ou 2/3/2016", "٤٢٤٣٠"),
    ],
)
def test_what_is_no_day_is_not_guessed(text):
    assert values.read_date(text) is None


@pytest.mark.parametrize(
    ("text", "step"),
    [
        *(("2", 2), ("02", 2), ("étape 2", 2), ("Étape n° 2", 2), ("phase 4", 4), ("0", None)),
        *(("21", None), ("deux", None), ("2.5", None), ("2 et 3", None)),
    ],
)
def test_steps(text, step):
    assert values.read_step(text) == step


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Individuel", "individuel"),
        ("entretien individuel", "individuel"),
        ("collective", "collectif"),
        ("Groupe", "collectif"),
        ("ateliers", "atelier"),
        ("débat de restitution", "restitution"),
        ("téléphone", None),
    ],
)
def test_types(text, kind):
    assert values.read_type(text) == kind


@pytest.mark.parametrize(
    ("text", "nature"),
    [
        *(("Notes", "note"), ("notes de terrain", "note"), ("retranscription", "transcription")),
        ("audio", None),
    ],
)
def test_natures(text, nature):
    assert values.read_nature(text) == nature


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        *(("90", 90), ("90 min", 90), ("90'", 90), ("1h30", 90), ("1 h 30 min", 90), ("2 h", 120)),
        *(("1:30", 90), ("01:30:00", 90), ("PT1H30M", 90), ("PT45M", 45), ("90.0", 90)),
        *(("PT", None), ("0", None), ("1500", None), ("longtemps", None), ("1h30 environ", None)),
    ],
)
def test_durations(text, minutes):
    assert values.read_minutes(text) == minutes


@pytest.mark.parametrize(
    ("text", "consents"),
    [
        ("", ()),
        ("citer; Citer ;partager", ("citer", "partager")),
        ("enregistrement, codage / archivage", ("enregistrer", "coder", "archiver")),
        ("citer_fonction\nannexe", ("citer_fonction", "annexe")),
        ("citer; diffuser", None),
        ("oui", None),
    ],
)
def test_consents(text, consents):
    assert values.read_consents(text) == consents


def test_names_keep_their_commas():
    assert values.read_names("Paule Rivet ; Jean, dit Jo\n") == ("Paule Rivet", "Jean, dit Jo")


@given(st.text(max_size=30))
def test_any_text_is_a_value_or_none(text):
    for read in (
        *(values.read_date, values.read_step, values.read_type, values.read_nature),
        *(values.read_minutes, values.read_consents, values.read_names),
    ):
        read(text)
