"""The forms of a page, read as a browser reads them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from django.urls import resolve, reverse

from tests.conftest import CommandClient
from tests.house.routes import ROUTES
from tests.house.world import World

SIGNS = frozenset({"commande", "csrfmiddlewaretoken"})
# What a person could have typed where the page proposes nothing.
TYPED = {"date": "2016-03-01", "email": "a@exemple.fr", "number": "1", "time": "10:00"}


@dataclass
class Form:
    """One form of a page: where it goes, and what a browser would send."""

    action: str
    values: dict[str, str] = field(default_factory=dict)
    words: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[Form] = []
        self._form: Form | None = None
        self._choice = self._text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {key: value or "" for key, value in attrs}
        name = given.get("name", "")
        if tag == "form" and given.get("method", "").lower() == "post":
            self._form = Form(given.get("action", ""))
        elif self._form and name and name not in SIGNS:
            self._read(self._form, tag, name, given)
        elif self._form and tag == "option" and self._choice and given.get("value"):
            values = self._form.values
            values[self._choice] = values[self._choice] or given["value"]

    def _read(self, form: Form, tag: str, name: str, given: dict[str, str]) -> None:
        if tag == "select":
            self._choice = name
            form.values[name] = ""
        elif tag == "textarea":
            self._text = name
            form.values[name] = ""
            form.words.append(name)
        elif tag in ("input", "button") and given.get("type") != "file":
            if tag == "input" and given.get("type", "text") == "text":
                form.words.append(name)
            form.values[name] = given.get("value") or TYPED.get(given.get("type", ""), "Texte")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form" and self._form:
            self.found.append(self._form)
            self._form = None
        elif tag == "select":
            self._choice = ""
        elif tag == "textarea":
            self._text = ""

    def handle_data(self, data: str) -> None:
        if self._form and self._text:
            self._form.values[self._text] += data


def forms_of(page: Any) -> list[Form]:
    """Return the forms of ``page`` that post something."""
    reader = _Reader()
    reader.feed(page.content.decode())
    return reader.found


def distinct_forms(room: str, world: World, client: CommandClient) -> Iterator[tuple[str, Form]]:
    """Yield the forms of a room's pages, each kind once, and the address that each posts to."""
    seen = set()
    for name, route in ROUTES.items():
        if not name.startswith(f"{room}:") or not route.is_page:
            continue
        for kwargs, _target in route.targets(world):
            url = reverse(name, kwargs=kwargs) + route.query
            page = client.get(url)
            for form in forms_of(page) if page.status_code == 200 else ():
                target = form.action or url
                view = resolve(target.partition("?")[0]).view_name
                kind = (view, kwargs.get("kind"), *form.values)
                if kind not in seen:
                    seen.add(kind)
                    yield target, form
