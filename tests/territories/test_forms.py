"""The field that chooses a territory."""

import pytest
from django import forms
from lxml import html

from ancrage.territories.forms import TerritoryField
from tests import factories


class SiteForm(forms.Form):
    territory = TerritoryField(label="Territoire")


class OptionalForm(forms.Form):
    territory = TerritoryField(required=False)


@pytest.fixture
def moulins(db):
    return [
        factories.TerritoryFactory(name=name, name_folded=name.lower(), population=population)
        for name, population in [("Moulins", 19_206), ("Moulins", 724), ("Arras", 42_875)]
    ]


def radios(form):
    return html.fromstring(str(form["territory"])).xpath("//input[@type='radio']")


def test_the_chosen_option_wins_over_the_text(moulins):
    form = SiteForm({"territory": str(moulins[1].pk), "territory_recherche": "Moulins"})
    assert form.is_valid()
    assert form.cleaned_data["territory"] == moulins[1]


@pytest.mark.usefixtures("moulins")
def test_a_name_that_only_one_bears_is_enough():
    factories.TerritoryFactory(name="Arras-en-Lavedan", name_folded="arras en lavedan")
    form = SiteForm({"territory_recherche": " ARRAS "})
    assert form.is_valid()
    assert form.cleaned_data["territory"].name == "Arras"


def test_a_name_that_several_bear_asks_to_choose_and_shows_them(moulins):
    form = SiteForm({"territory_recherche": "Moulins"})
    assert form.errors["territory"] == [
        "Plusieurs territoires correspondent à « Moulins ». Choisissez-en un."
    ]
    assert [radio.get("value") for radio in radios(form)] == [str(t.pk) for t in moulins[:2]]


@pytest.mark.usefixtures("moulins")
@pytest.mark.parametrize("data", [{"territory_recherche": "Ys"}, {"territory": "Ys"}])
def test_an_unknown_name_is_refused_with_what_to_do(data):
    assert SiteForm(data).errors["territory"] == [
        "Aucun territoire ne porte le nom « Ys ». Vérifiez l’orthographe."
    ]


@pytest.mark.usefixtures("moulins")
def test_an_option_that_does_not_exist_is_refused():
    assert not SiteForm({"territory": "999999"}).is_valid()


def test_nothing_is_refused_unless_optional(db):
    assert SiteForm({}).errors["territory"] == ["Choisissez une commune ou une intercommunalité."]
    form = OptionalForm({})
    assert form.is_valid()
    assert form.cleaned_data["territory"] is None


def test_a_form_that_edits_shows_the_present_territory(moulins):
    (radio,) = radios(SiteForm(initial={"territory": moulins[2]}))
    assert radio.get("value") == str(moulins[2].pk)
    assert "checked" in radio.attrib


def test_only_another_territory_is_a_change(moulins):
    initial = {"territory": moulins[0]}
    assert not SiteForm({"territory": str(moulins[0].pk)}, initial=initial).has_changed()
    assert SiteForm({"territory": str(moulins[1].pk)}, initial=initial).has_changed()
    assert SiteForm({"territory_recherche": "Arras"}, initial=initial).has_changed()


@pytest.mark.usefixtures("db")
def test_the_label_names_the_search_box():
    form = SiteForm()
    (box,) = html.fromstring(str(form["territory"])).xpath("//input[@type='search']")
    assert box.get("id") == form["territory"].id_for_label
    assert "champ=territory" in box.get("hx-get")
    assert "required" not in box.attrib
