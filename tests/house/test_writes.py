"""Whatever form a page shows, an old one overwrites nothing, and one sent twice writes once."""

import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import transaction
from django.urls import resolve

from ancrage.core.models import JournalEntry, Versioned
from tests.conftest import CommandClient
from tests.house.page_forms import distinct_forms
from tests.house.routes import ROUTES
from tests.house.world import World, build

pytestmark = pytest.mark.slow
ROOMS = sorted({name.partition(":")[0] for name in ROUTES})
VERSIONED = [model for model in apps.get_models() if issubclass(model, Versioned)]
MINE = "Écrit entre-temps"
# A text keeps each of its versions: the page of an old one is refused in a sentence of its own.
OWN_WORDS = frozenset({"fieldwork:text_correct"})


@pytest.fixture
def world(cast):
    return build(cast)


@pytest.fixture
def client(world, as_) -> CommandClient:
    return as_(world.cast.admin)


def written() -> dict[str, Any]:
    """Return what any write of a form changes: the journal, and the versions of rows."""
    versions = {
        model.__name__: sorted(model._default_manager.values_list("pk", "version"))
        for model in VERSIONED
    }
    return {"journal": JournalEntry.objects.count(), **versions}


def takes(client: CommandClient, target: str, values: dict[str, str]) -> bool:
    """Tell whether ``values`` are accepted; keep nothing."""
    with transaction.atomic():
        status = client.post(target, values).status_code
        transaction.set_rollback(True)
    return 300 <= status < 400


def changes(
    room: str, world: World, client: CommandClient
) -> Iterator[tuple[str, dict[str, str], str]]:
    """Yield each change that a page lets a person make to a versioned row, and what they write."""
    for target, form in distinct_forms(room, world, client):
        word = MINE if form.words else ""
        values = form.values | dict.fromkeys(form.words[:1], word)
        has_own_words = resolve(target.partition("?")[0]).view_name in OWN_WORDS
        if not values.get("version", "").isdecimal() or has_own_words:
            continue
        if takes(client, target, values):
            yield target, values, word


@pytest.mark.parametrize("room", ROOMS)
def test_an_old_form_overwrites_nothing(room, world, client):
    faults = []
    for target, values, word in changes(room, world, client):
        before = written()
        answer = client.post(target, values | {"version": str(int(values["version"]) - 1)})
        page = answer.content.decode()
        if answer.status_code != 409 or "Votre version" not in page or word not in page:
            faults.append(f"POST {target} {sorted(values)}: {answer.status_code}")
        if written() != before:
            faults.append(f"POST {target}: something is written")
    assert not faults


@pytest.mark.parametrize("room", ROOMS)
def test_a_form_sent_twice_writes_once(room, world, client):
    faults = []
    for target, form in distinct_forms(room, world, client):
        if getattr(resolve(target.partition("?")[0]).func, "not_a_command", False):
            continue
        with transaction.atomic():
            signed = form.values | {"commande": str(uuid.uuid4())}
            first = client.post(target, signed)
            before = written()
            if 300 <= first.status_code < 400:
                again = client.post(target, signed)
                if (again.status_code, again["Location"]) != (303, first["Location"]):
                    faults.append(f"POST {target} again: {again.status_code}")
                other = client.post(target, signed | {"autre": "1"})
                if other.status_code != 422:
                    faults.append(f"POST {target} otherwise: {other.status_code}")
                if written() != before:
                    faults.append(f"POST {target}: something is written twice")
            transaction.set_rollback(True)
    assert not faults
