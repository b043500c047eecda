"""Themes that people propose, before one is chosen with the site."""

from datetime import date

import pytest
from django.db import IntegrityError
from django.urls import reverse

from ancrage.studies import actions
from ancrage.studies.models import ThemeProposal
from tests import factories


def url(name, cast, *args):
    return reverse(f"studies:{name}", args=[cast.study.slug, cast.site.slug, *args])


@pytest.fixture
def proposal(cast):
    return factories.ThemeProposalFactory(site=cast.site)


def settle(**more):
    return {"outcome": "retenir", "reason": "Elle rassemble.", "version": 1} | more


def test_proposal_is_kept_with_who_and_why(as_, cast):
    axis = factories.AxisFactory(study=cast.study)
    data = {"title": "Ateliers", "axis": axis.pk, "proposed_by": "la mairie", "on": "2015-10-01"}
    as_(cast.site_team).post(url("proposal_create", cast), data)
    assert ThemeProposal.objects.get().proposed_by == "la mairie"
    page = as_(cast.national).get(url("theme_change", cast)).content.decode()
    assert "Ateliers" in page


def test_chosen_proposal_becomes_the_theme(as_, cast, proposal):
    address = url("proposal_settle", cast, proposal.uuid)
    data = settle(since="2015-11-01", agreed_by="le maire et l’équipe")
    as_(cast.site_team).post(address, data)
    proposal.refresh_from_db()
    theme = cast.site.themes.get()
    assert (theme.title, theme.agreed_by) == (proposal.title, "le maire et l’équipe")
    assert (proposal.state, proposal.reason) == ("retenue", "Elle rassemble.")


def test_choosing_asks_since_when_and_who_agreed(as_, cast, proposal):
    response = as_(cast.national).post(url("proposal_settle", cast, proposal.uuid), settle())
    assert set(response.context["form"].errors) == {"since", "agreed_by"}
    assert not cast.site.themes.exists()


def test_proposal_set_aside_stays_in_sight(as_, cast, proposal):
    address = url("proposal_settle", cast, proposal.uuid)
    as_(cast.national).post(address, settle(outcome="ecarter"))
    proposal.refresh_from_db()
    assert proposal.state == "ecartee"
    assert not cast.site.themes.exists()
    page = as_(cast.national).get(url("theme_change", cast)).content.decode()
    assert "Elle rassemble." in page


def test_proposal_is_settled_once(as_, cast, proposal):
    actions.set_proposal_aside(proposal, reason="Trop large", expected=1, by=None)
    data = settle(since="2015-11-01", agreed_by="le maire", version=2)
    response = as_(cast.national).post(url("proposal_settle", cast, proposal.uuid), data)
    assert "a déjà reçu sa suite" in response.content.decode()
    assert not cast.site.themes.exists()


def test_theme_older_than_the_last_is_refused(as_, cast, proposal):
    factories.ThemeFactory(site=cast.site, since=date(2016, 1, 1))
    data = settle(since="2015-11-01", agreed_by="le maire")
    response = as_(cast.national).post(url("proposal_settle", cast, proposal.uuid), data)
    assert "Une thématique plus récente" in response.content.decode()
    proposal.refresh_from_db()
    assert proposal.state == "ouverte"


def test_proposals_are_hidden_from_strangers_and_other_sites(as_, cast, proposal):
    for person in (cast.stranger, cast.other_site_team, cast.partner):
        client = as_(person)
        assert client.get(url("proposal_create", cast)).status_code == 404
        assert client.get(url("proposal_settle", cast, proposal.uuid)).status_code == 404


def test_settled_proposal_says_why(proposal):
    proposal.state = ThemeProposal.State.SET_ASIDE
    with pytest.raises(IntegrityError):
        proposal.save()
