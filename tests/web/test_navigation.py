"""The rail shows each person the rooms that they may use, and no other."""

import pytest
from django.urls import resolve, reverse

from ancrage.core.access import Role
from ancrage.web import navigation

PLACES = [place for section in navigation.SECTIONS for place in section.pages]


def labels(study, user, url=None):
    """Return the labels of the rail on the page at ``url``."""
    roles = navigation.roles_in(study, user)
    at = resolve(url) if url else None
    return [str(link.label) for link in navigation.rail(study, roles, at)]


@pytest.mark.parametrize("who", ["partner", "reader"])
def test_partner_and_reader_are_led_to_the_frame_and_publications_only(who, cast):
    shown = labels(cast.study, getattr(cast, who))

    assert shown[:2] == ["Tableau de bord", "Démarche"]
    assert not {"Terrain", "Analyse", "Constats", "Réglages"} & set(shown)


def test_former_member_and_visitor_are_led_nowhere(cast):
    assert labels(cast.study, cast.former) == []
    assert labels(cast.study, cast.stranger) == []


def test_rail_costs_one_query(cast, django_assert_num_queries):
    with django_assert_num_queries(1):
        labels(cast.study, cast.admin)


def test_place_that_no_room_offers_is_not_shown(cast, monkeypatch):
    nowhere = navigation.Section("Nulle part", "web", (navigation.Place("Rien", "web:nothing"),))
    monkeypatch.setattr(navigation, "SECTIONS", (nowhere,))

    assert labels(cast.study, cast.admin) == []


def test_section_of_the_page_is_open_and_its_page_current(cast):
    url = reverse("studies:site_list", args=[cast.study.slug])
    roles = navigation.roles_in(cast.study, cast.admin)

    links = {str(k.label): k for k in navigation.rail(cast.study, roles, resolve(url))}

    assert links["Démarche"].current == "true"
    assert [str(page.label) for page in links["Démarche"].pages if page.current] == ["Sites"]
    assert links["Tableau de bord"].current == ""
    assert links["Tableau de bord"].pages == []


def test_page_below_a_section_keeps_it_open(cast):
    roles = navigation.roles_in(cast.study, cast.national)

    links = navigation.rail(cast.study, roles, resolve(cast.site.get_absolute_url()))

    assert links[0].current == "true"


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.view)
def test_each_role_that_is_led_to_a_page_may_open_it(place, cast, as_):
    url = navigation.safe_reverse(place.view, cast.study.slug) or navigation.safe_reverse(
        place.view
    )
    if not url:
        pytest.skip("no room offers it yet")
    people = {
        Role.ADMIN: cast.admin,
        Role.NATIONAL: cast.national,
        Role.SITE: cast.site_team,
        Role.VOLUNTEER: cast.volunteer,
        Role.PARTNER: cast.partner,
        Role.READER: cast.reader,
    }
    for role, person in people.items():
        status = as_(person).get(url).status_code

        assert status == 200 if role in place.roles else status in (200, 404), (role, status)
