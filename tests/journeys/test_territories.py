"""Look up a territory while typing, and without a script."""

import re

import pytest
from playwright.sync_api import expect

from tests import factories


@pytest.fixture
def namesakes(transactional_db):
    for department, population in (("03", 19_206), ("35", 724)):
        factories.TerritoryFactory(
            name="Moulins", name_folded="moulins", department=department, population=population
        )


@pytest.mark.usefixtures("namesakes")
def test_matches_come_while_typing(page, log_in, check_accessibility):
    log_in(factories.UserFactory())
    page.goto("/territoires/")
    check_accessibility()
    page.get_by_label("Nom ou code officiel").press_sequentially("moul")
    found = page.locator(".territory-option")
    expect(found).to_have_count(2)
    expect(found.first).to_contain_text("Allier")
    expect(page.get_by_text("2 territoires pour")).to_be_visible()
    check_accessibility()


class TestWithoutScript:
    @pytest.fixture
    def page_options(self):
        return {"viewport": {"width": 320, "height": 640}, "java_script_enabled": False}

    @pytest.mark.usefixtures("namesakes")
    def test_matches_come_on_submission(self, page, log_in):
        log_in(factories.UserFactory())
        page.goto("/territoires/")
        page.get_by_label("Nom ou code officiel").fill("moulins")
        page.get_by_role("button", name="Chercher un territoire").click()
        expect(page).to_have_url(re.compile(r"\?q=moulins"))
        expect(page.locator(".territory-option")).to_have_count(2)
