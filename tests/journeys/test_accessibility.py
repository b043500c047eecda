"""axe-core finds nothing on any page of the site, with content, in both languages, on a phone."""

import pytest
from django.urls import reverse

from ancrage.core.access import Role
from tests.house.routes import ROUTES
from tests.house.world import build

ROOMS = sorted({name.partition(":")[0] for name in ROUTES})
PHONE, DESK = (375, 812), (1280, 900)
CASES = [("fr", PHONE), ("en", PHONE), ("fr", DESK)]


def pages(world, room):
    """Yield the address of each page of a room, and who reads it.

    An administrator does, except what only the team of a site opens.
    """
    admin, site_team = world.cast.admin, world.cast.site_team
    for name, route in ROUTES.items():
        if name.startswith(f"{room}:") and 200 in route.success and route.is_page:
            for kwargs, target in route.targets(world)[:1]:
                is_for_site = route.opens(site_team, target) and not route.opens(admin, target)
                address = reverse(name, kwargs=kwargs) + route.query
                yield address, site_team if is_for_site else admin


@pytest.fixture
def world(transactional_db, cast):
    cast.admin.may_create_studies = True
    cast.admin.save()
    return build(cast)


@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize(("language", "size"), CASES, ids=lambda v: str(v))
def test_axe_finds_nothing(room, language, size, world, page, log_in, check_accessibility):
    assert world.cast.admin.memberships.get().role == Role.ADMIN
    for person in (world.cast.admin, world.cast.site_team):
        person.language = language
        person.save()
    page.set_viewport_size({"width": size[0], "height": size[1]})
    faults = []
    for address, reader in pages(world, room):
        log_in(reader)
        answer = page.goto(address)
        if answer.status != 200:
            faults.append(f"{address}: {answer.status}")
            continue
        assert page.locator("html").get_attribute("lang") == language
        try:
            check_accessibility()
        except AssertionError as error:
            faults.append(f"{address}: {str(error).splitlines()[0]}")
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            faults.append(f"{address}: wider than {size[0]} px")
    assert not faults
