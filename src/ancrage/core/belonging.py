"""Which study a row belongs to, found along its foreign keys."""

from collections import deque
from functools import cache
from uuid import UUID

from django.db.models import Model

# By its name: studies stand above this room.
STUDY = "studies.study"
FARTHEST = 6


@cache
def ways_to_study(model: type[Model]) -> tuple[tuple[str, ...], ...]:
    """Return the ways from ``model`` to its study along foreign keys, the surest first.

    A way that may be empty comes after those that can't; then the shortest is first.
    """
    found: list[tuple[int, tuple[str, ...]]] = []
    ahead: deque[tuple[tuple[type[Model], ...], tuple[str, ...], int]] = deque([((model,), (), 0)])
    while ahead:
        path, way, gaps = ahead.popleft()
        if path[-1]._meta.label_lower == STUDY:
            found.append((gaps, way))
            continue
        for field in path[-1]._meta.concrete_fields:
            there = field.related_model
            if isinstance(there, type) and there not in path and len(way) < FARTHEST:
                ahead.append(((*path, there), (*way, field.name), gaps + field.null))
    return tuple(way for _gaps, way in sorted(found, key=lambda one: (one[0], len(one[1]))))


def study_of(row: Model) -> UUID | None:
    """Return the study of ``row``, even just deleted; None for what belongs to no study."""
    # Not type(row): the account of a request comes wrapped.
    for way in ways_to_study(row._meta.model):
        study = _loaded(row, way) or _read(row, way)
        if study:
            return study
    return None


def _loaded(row: Model, way: tuple[str, ...]) -> UUID | None:
    """Follow ``way`` over what is in memory."""
    here = row
    for name in way:
        if name not in here._state.fields_cache or getattr(here, name) is None:
            return None
        here = getattr(here, name)
    return here.uuid  # type: ignore[attr-defined, no-any-return]


def _read(row: Model, way: tuple[str, ...]) -> UUID | None:
    """Follow ``way`` in the database, from the first key on: the row itself may be gone."""
    first = row._meta.get_field(way[0])
    target = first.related_model
    rows = target._base_manager.filter(pk=getattr(row, first.attname))  # type: ignore[union-attr]
    return rows.values_list("__".join((*way[1:], "uuid")), flat=True).first()
