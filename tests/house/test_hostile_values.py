"""Whatever somebody types or forges, each page answers in its own words: never an error of ours."""

import logging
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest.mock import patch
from urllib.parse import urlencode

import pytest
from django.db import transaction
from django.http import QueryDict
from django.urls import resolve, reverse

from tests.house.page_forms import Form, distinct_forms
from tests.house.routes import ROUTES
from tests.house.world import build

HOSTILE = {
    "half a character": "\ud800",
    "a huge number": "9" * 25,
    "more digits than Python reads": "9" * 5000,
    "an odd digit": "²",
    "a negative number": "-1",
    "no word": "!!!",
    "marks of direction": "\u202e\u2066",
    "almost an identifier": "zzzzzzzz-0000-4000-8000-000000000000",
    "the last day": "9999-12-31",
}
# What only a form can carry.
TYPED = HOSTILE | {"a NUL": "a\x00b", "a very long text": "é" * 20_000, "a wish": "bientôt"}
ROOMS = sorted({name.partition(":")[0] for name in ROUTES})


@pytest.fixture
def world(cast):
    cast.admin.may_create_studies = True
    cast.admin.save()
    return build(cast)


@pytest.fixture
def fault(world, as_):
    """Return a way to ask something as the study's administrator, and read what broke, if it did.

    Nothing asked is kept.
    """
    client = as_(world.cast.admin)
    client.raise_request_exception = False
    logging.disable(logging.CRITICAL)

    def fault(method: str, url: str, values: dict[str, str]) -> str:
        said = urlencode(values, errors="surrogatepass")
        with transaction.atomic():
            if method == "GET":
                answer = client.get(f"{url}{'&' if '?' in url else '?'}{said}")
            else:
                answer = client.generic("POST", url, said, "application/x-www-form-urlencoded")
            if answer.streaming:
                answer.getvalue()  # read to its end, a file closes
            transaction.set_rollback(True)
        return repr(answer.exc_info) if answer.status_code >= 500 else ""

    yield fault
    logging.disable(logging.NOTSET)


@contextmanager
def names_read() -> Iterator[set[str]]:
    """Note what pages look for in their addresses."""
    names: set[str] = set()

    def noting(read: Callable[..., Any]) -> Callable[..., Any]:
        def noted(self: QueryDict, name: str, *rest: Any) -> Any:
            names.add(name)
            return read(self, name, *rest)

        return noted

    with ExitStack() as patches:
        for method in ("__getitem__", "__contains__", "get", "getlist"):
            patched = noting(getattr(QueryDict, method))
            patches.enter_context(patch.object(QueryDict, method, patched))
        yield names


@pytest.mark.parametrize("room", ROOMS)
def test_no_address_breaks_a_page(room, world, fault):
    broken = []
    for name, route in ROUTES.items():
        if name.startswith(f"{room}:"):
            url = reverse(name, kwargs=route.targets(world)[0][0])
            with names_read() as names:
                fault("GET", url + route.query, {})
            for what, value in HOSTILE.items() if names else ():
                if error := fault("GET", url, dict.fromkeys(names, value)):
                    broken.append(f"{name}: {what}: {error}")
    assert not broken


@pytest.mark.slow
@pytest.mark.parametrize("room", ROOMS)
def test_no_form_breaks_a_page(room, world, as_, fault):
    broken = []
    for target, form in distinct_forms(room, world, as_(world.cast.admin)):
        if resolve(target.partition("?")[0]).view_name != "accounts:logout":
            for oddity, values in oddly_filled(form):
                signed = values | {"commande": str(uuid.uuid4())}
                if error := fault("POST", target, signed):
                    broken.append(f"POST {target} {oddity}: {error}")
    assert not broken


def oddly_filled(form: Form) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield what to send: the form as it is, then with each oddity in every second field.

    Two posts for each oddity put it in every field, and leave the others as a page filled them.
    """
    yield "as it is", form.values
    names = list(form.values)
    for half in filter(None, (names[::2], names[1::2])):
        for what, value in TYPED.items():
            yield f"{half}: {what}", form.values | dict.fromkeys(half, value)
        yield f"{half}: missing", {k: v for k, v in form.values.items() if k not in half}
