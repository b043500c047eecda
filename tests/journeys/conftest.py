"""A real browser before a real server.

``page`` is a Chromium page that nobody is logged in to. At the end of the test it fails on anything
that the browser complained of: an error of a script, a refusal of the content security policy, a
file that was not found, a request to another server. A journey that provokes a refusal on purpose
says so with ``complaints.expect("422")``.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

from ancrage.accounts.models import User
from tests import waiting

CHROMIUM = os.environ.get("ANCRAGE_CHROMIUM", "/usr/bin/chromium")
ARGUMENTS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update"]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder, and open the loopback to it alone."""
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.allow_hosts(["127.0.0.1", "localhost", "::1"]))


class Complaints:
    """What the browser complains of, except what the test expects."""

    def __init__(self, page: Page, home: str) -> None:
        self.home = home
        self.all: list[str] = []
        self.expected: list[str] = []
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.all.append(f"script: {error}"))
        page.on("request", self._watch)

    def expect(self, words: str) -> None:
        """Accept the complaints that hold ``words``."""
        self.expected.append(words)

    def unexpected(self) -> list[str]:
        """Return what nobody expected."""
        return [text for text in self.all if not any(words in text for words in self.expected)]

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.all.append(f"{message.type}: {message.text} ({message.location['url']})")

    def _watch(self, request: Request) -> None:
        if not request.url.startswith((self.home, "data:", "blob:")):
            self.all.append(f"request to another server: {request.url}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the whole session."""
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright keeps an event loop in this thread; the database is not used from within it.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def page_options() -> dict[str, Any]:
    """How the browser presents itself; a journey on a phone overrides it."""
    return {"viewport": {"width": 1280, "height": 900}}


@pytest.fixture
def page(
    transactional_db: None, live_server: Any, browser: Browser, page_options: dict[str, Any]
) -> Iterator[Page]:
    """A fresh page; relative addresses lead to the test's own server."""
    context = browser.new_context(
        base_url=live_server.url, locale="fr-FR", reduced_motion="reduce", **page_options
    )
    context.set_default_timeout(10_000)
    page = context.new_page()
    page.complaints = Complaints(page, live_server.url)  # type: ignore[attr-defined]
    yield page
    context.close()
    assert page.complaints.unexpected() == []  # type: ignore[attr-defined]


@pytest.fixture
def complaints(page: Page) -> Complaints:
    """What the browser complains of in this test."""
    return page.complaints  # type: ignore[attr-defined,no-any-return]


@pytest.fixture
def log_in(page: Page, live_server: Any) -> Callable[[User], None]:
    """Log a person in without going through the form."""

    def as_person(user: User) -> None:
        client = Client()
        client.force_login(user)
        name = settings.SESSION_COOKIE_NAME
        cookie = {"name": name, "value": client.cookies[name].value, "url": live_server.url}
        page.context.add_cookies([cookie])  # type: ignore[list-item]

    return as_person


@pytest.fixture
def check_accessibility(page: Page) -> Callable[[], None]:
    """Fail on anything that axe finds on the page as it stands."""

    def check() -> None:
        found = Axe().run(page, options=RULES).response["violations"]
        assert [(rule["id"], [node["target"] for node in rule["nodes"]]) for rule in found] == []

    return check


@pytest.fixture
def until(page: Page) -> Callable[..., Any]:
    """Wait until an expression holds in the page (the policy forbids ``wait_for_function``)."""

    def wait(expression: str, argument: Any = None) -> Any:
        return waiting.until(
            lambda: page.evaluate(expression, argument), pause=page.wait_for_timeout
        )

    return wait
