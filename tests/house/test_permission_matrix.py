"""Every route × everybody × every method: nobody receives what the access table hides."""

import io
import uuid
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdf
import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from ancrage.accounts.models import User
from tests.conftest import CommandClient
from tests.house.routes import ROUTES, Route
from tests.house.world import World, build

RESEARCHERS = ("admin", "national")
REFUSALS = (400, 403, 404, 405, 422)
METHODS = ("HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", "POST")


def routes(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[str]:
    """Yield the qualified name of every route of the site."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLPattern):
            yield f"{prefix}{pattern.name}"
        else:
            yield from routes(pattern, f"{pattern.namespace}:" if pattern.namespace else prefix)


def text_of(response: Any) -> str:
    """Return everything a response lets out: status line aside, headers and body, unpacked."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    parts = [str(dict(response.headers)), body.decode("utf-8", "replace")]
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            parts += [archive.read(name).decode("utf-8", "replace") for name in archive.namelist()]
    if body.startswith(b"%PDF"):
        parts += [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(body)).pages]
    return "\n".join(parts)


@dataclass
class Crowd:
    """Everybody, logged in, with what each may never receive; and the faults found so far."""

    people: dict[str, tuple[User | None, CommandClient, list[str]]]
    faults: list[str] = field(default_factory=list)

    def expect(self, holds: bool, fault: str) -> None:
        """Note a fault unless it holds."""
        if not holds:
            self.faults.append(fault)

    def expect_no_leak(self, response: Any, role: str, where: str, said: str = "") -> None:
        """Note a fault if a response holds a canary that its reader may not see."""
        text = text_of(response).replace(said, "") if said else text_of(response)
        leaked = [canary for canary in self.people[role][2] if canary in text]
        self.expect(not leaked, f"{where} ({response.status_code}) lets out {leaked}")


@pytest.fixture
def world(cast) -> World:
    return build(cast)


@pytest.fixture
def crowd(world, as_) -> Crowd:
    people = world.people()
    return Crowd({r: (person, as_(person), world.hidden_from(person)) for r, person in people})


def test_every_route_is_declared():
    assert set(routes()) - set(ROUTES) == set(), "Declare these routes in tests/house/routes.py."
    assert set(ROUTES) - set(routes()) == set(), "These declared routes no longer exist."


ROOMS = sorted({name.partition(":")[0] for name in ROUTES})


def routes_of(room: str) -> list[tuple[str, Route]]:
    """Return the declared routes of one room."""
    return [pair for pair in ROUTES.items() if pair[0].startswith(f"{room}:")]


@pytest.mark.parametrize("room", ROOMS)
def test_routes_answer_whom_the_table_allows_and_nobody_else(room, world, crowd):
    for name, route in routes_of(room):
        for kwargs, target in route.targets(world):
            url = reverse(name, kwargs=kwargs) + route.query
            for role, (person, client, _) in crowd.people.items():
                response = client.get(url)
                where = f"GET {url} as {role}"
                crowd.expect_no_leak(response, role, where)
                expected = route.expected(person, target)
                crowd.expect(
                    response.status_code in expected,
                    f"{where}: {response.status_code}, expected {expected}",
                )
    assert not crowd.faults


@pytest.mark.parametrize("room", ROOMS)
def test_other_methods_let_nothing_out_and_change_nothing(room, world, crowd):
    for name, route in routes_of(room):
        kwargs, target = route.targets(world)[0]
        url = reverse(name, kwargs=kwargs)
        for role, (person, client, _) in crowd.people.items():
            if role in RESEARCHERS or route.opens(person, target):
                continue
            for method in METHODS:
                response = client.generic(method, url, headers={"X-Commande": str(uuid.uuid4())})
                where = f"{method} {url} as {role}"
                crowd.expect_no_leak(response, role, where)
                if method not in ("HEAD", "OPTIONS"):
                    refused = response.status_code in REFUSALS or (
                        response.status_code == 302 and "connexion" in response["Location"]
                    )
                    crowd.expect(refused, f"{where}: {response.status_code}")
    assert not crowd.faults


@pytest.mark.parametrize("room", ROOMS)
def test_search_and_filters_let_nothing_out(room, world, crowd):
    """Try hidden canaries as each parameter of each page that takes some."""
    for name, route in routes_of(room):
        for kwargs, _ in route.targets(world)[:1] if route.parameters else ():
            url = reverse(name, kwargs=kwargs)
            for role, (_, client, hidden) in crowd.people.items():
                for parameter in route.parameters:
                    for canary in {hidden[0], hidden[-1]} if hidden else ():
                        response = client.get(url, {parameter: canary})
                        where = f"{url}?{parameter} as {role}"
                        crowd.expect_no_leak(response, role, where, said=canary)
    assert not crowd.faults


def test_missing_and_hidden_objects_answer_alike(world, as_):
    client = as_(world.cast.stranger)
    hidden = client.get(reverse("web:study_dashboard", args=[world.cast.study.slug]))
    missing = client.get(reverse("web:study_dashboard", args=["n-existe-pas"]))
    assert hidden.status_code == missing.status_code == 404
    assert hidden.content == missing.content
