"""Loading the official list over one that is there."""

import io

import pytest
from django.core.management import call_command

from ancrage.territories import actions, loading
from ancrage.territories.models import Territory
from tests import factories


@pytest.fixture
def short_list(monkeypatch):
    """Make the list four communes and their EPCI instead of the 36,224 territories."""
    everything = {
        "epci_rows": [row for row in loading.epci_rows() if row.code == "200033579"],
        "communes": [c for c in loading.shipped.communes() if c.epci == "200033579"][:4],
    }
    monkeypatch.setattr(loading, "epci_rows", lambda: iter(everything["epci_rows"]))
    monkeypatch.setattr(loading.shipped, "communes", lambda: iter(everything["communes"]))


@pytest.mark.usefixtures("db", "short_list")
def test_loading_again_restores_the_list_and_keeps_the_rows():
    actions.load_territories()
    before = set(Territory.objects.values_list("pk", "code", "name", "population"))
    Territory.objects.filter(code="62004").update(name="Achicourt-les-Arras", population=1)
    assert actions.load_territories() == actions.Loaded(communes=4, epcis=1, gone=0)
    assert set(Territory.objects.values_list("pk", "code", "name", "population")) == before


@pytest.mark.usefixtures("db", "short_list")
def test_loading_keeps_what_the_list_no_longer_holds():
    site = factories.SiteFactory(territory__code="93059", territory__name="Pierrefitte-sur-Seine")
    assert actions.load_territories().gone == 1
    site.territory.refresh_from_db()
    assert site.territory.name == "Pierrefitte-sur-Seine"


@pytest.mark.usefixtures("db", "short_list")
def test_the_command_says_what_it_loaded():
    factories.TerritoryFactory(code="93059")
    out = io.StringIO()
    call_command("load_territories", stdout=out)
    assert "4 communes, 1 intercommunalités" in out.getvalue()
    assert "1 territoires d’une liste plus ancienne" in out.getvalue()
