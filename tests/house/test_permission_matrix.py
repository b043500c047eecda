"""Every route × everybody × every method: nobody receives what the access table hides."""

import io
import uuid
import zipfile
from collections.abc import Iterator
from typing import Any

import pypdf
import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from ancrage.accounts.models import User
from tests.house.routes import ROUTES
from tests.house.world import World, build

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


def assert_no_leak(response: Any, hidden: list[str], where: str) -> None:
    """Fail if a response holds a canary that its reader may not see."""
    text = text_of(response)
    leaked = [canary for canary in hidden if canary in text]
    assert not leaked, f"{where} ({response.status_code}) lets out {leaked}"


@pytest.fixture
def world(cast) -> World:
    return build(cast)


def test_every_route_is_declared():
    assert set(routes()) - set(ROUTES) == set(), "Declare these routes in tests/house/routes.py."
    assert set(ROUTES) - set(routes()) == set(), "These declared routes no longer exist."


@pytest.mark.parametrize("name", sorted(ROUTES))
def test_route_answers_whom_the_table_allows_and_nobody_else(name, world, as_):
    route = ROUTES[name]
    for kwargs, target in route.targets(world):
        url = reverse(name, kwargs=kwargs) + route.query
        for role, person in world.people():
            where = f"GET {url} as {role}"
            hidden = list(world.hidden_from(person))
            response = as_(person).get(url)
            assert_no_leak(response, hidden, where)
            if route.public:
                assert response.status_code in route.success, where
            elif person is None:
                assert response.status_code in (302, 404), where
            elif route.opens_to(person, target):
                assert response.status_code in route.success, f"{where}: {response.status_code}"
            else:
                assert response.status_code in (404, 405), f"{where}: {response.status_code}"


@pytest.mark.parametrize("name", sorted(ROUTES))
def test_other_methods_let_nothing_out_and_change_nothing(name, world, as_):
    route = ROUTES[name]
    kwargs, target = route.targets(world)[0]
    url = reverse(name, kwargs=kwargs)
    for role, person in world.people():
        if role in ("admin", "national", "instance") or (
            person and route.opens_to(person, target) and not route.public
        ):
            continue
        hidden = list(world.hidden_from(person))
        for method in METHODS:
            client = as_(person)
            headers = {"X-Commande": str(uuid.uuid4())}
            response = client.generic(method, url, headers=headers)
            where = f"{method} {url} as {role}"
            assert_no_leak(response, hidden, where)
            if method not in ("HEAD", "OPTIONS") and not route.harmless_post:
                assert response.status_code in (302, 400, 403, 404, 405, 422), where
                if response.status_code == 302:
                    assert "connexion" in response["Location"], where


def test_missing_and_hidden_objects_answer_alike(world, as_):
    client = as_(world.cast.stranger)
    hidden = client.get(reverse("web:study_dashboard", args=[world.cast.study.slug]))
    missing = client.get(reverse("web:study_dashboard", args=["n-existe-pas"]))
    assert hidden.status_code == missing.status_code == 404
    assert hidden.content == missing.content


def test_search_and_filters_let_nothing_out(world, as_):
    """Try each canary as a search, a filter and an order on every page that takes parameters."""
    people: list[tuple[str, User | None]] = [
        pair for pair in world.people() if pair[0] not in ("admin", "national")
    ]
    for name, route in ROUTES.items():
        if not route.parameters:
            continue
        kwargs, _ = route.targets(world)[0]
        for role, person in people:
            hidden = list(world.hidden_from(person))
            for parameter in route.parameters:
                for canary in (hidden[0], hidden[-1]):
                    url = reverse(name, kwargs=kwargs)
                    response = as_(person).get(url, {parameter: canary})
                    text = text_of(response).replace(canary, "", text_of(response).count(canary))
                    leaked = [c for c in hidden if c != canary and c in text]
                    assert not leaked, f"{url}?{parameter} as {role} lets out {leaked}"
