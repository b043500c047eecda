"""The journal of a study as its administrators read it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Model

from ancrage.accounts.models import User
from ancrage.core import access
from ancrage.core.belonging import ways_to_study
from ancrage.core.models import JournalEntry
from ancrage.studies.wording import act_in_words


@dataclass(frozen=True)
class Act:
    """One line: ``who`` is empty for the system, ``name`` and ``url`` for what can't be opened."""

    number: int
    at: datetime
    who: str
    words: str
    kind: str
    name: str
    url: str


def acts_of(entries: Sequence[JournalEntry], user: Any) -> list[Act]:
    """Return what ``entries`` say, with the objects that are still there and ``user`` may open."""
    # access: whoever reads the journal of a study reads who acted in it
    people = User.objects.filter(uuid__in={entry.actor for entry in entries})
    names = dict(people.values_list("uuid", "name"))
    objects = _objects(entries, user)
    return [_act(entry, names, objects.get(entry.target)) for entry in entries]


def _act(entry: JournalEntry, names: dict[UUID, str], row: Any) -> Act:
    model = _model(entry.kind)
    return Act(
        number=entry.number,
        at=entry.at,
        who=names.get(entry.actor, str(entry.actor)) if entry.actor else "",
        words=act_in_words(entry.verb),
        kind=str(model._meta.verbose_name) if model else entry.kind,
        name=str(row) if row else "",
        url=row.get_absolute_url() if row else "",
    )


def _objects(entries: Sequence[JournalEntry], user: Any) -> dict[UUID, Any]:
    """Return the targets that have a page and that ``user`` may see, in one query per kind."""
    wanted: dict[str, set[UUID]] = defaultdict(set)
    for entry in entries:
        wanted[entry.kind].add(entry.target)
    found: dict[UUID, Any] = {}
    for kind, uuids in wanted.items():
        model = _model(kind)
        if model in access.table() and hasattr(model, "get_absolute_url"):
            rows = model._default_manager.visible_to(user)  # type: ignore[union-attr]
            for way in ways_to_study(model)[:1]:
                rows = rows.select_related("__".join(way)) if way else rows
            found |= {row.uuid: row for row in rows.filter(uuid__in=uuids)}
    return found


def _model(kind: str) -> type[Model] | None:
    """Return the model that the journal calls ``kind``, unless it is gone."""
    try:
        return apps.get_model(kind)
    except LookupError:
        return None
