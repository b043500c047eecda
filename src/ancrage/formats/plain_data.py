"""Frozen dataclasses as plain data for JSON, and back with every type checked."""

import dataclasses
import types
import typing
from collections.abc import Iterator
from datetime import date
from typing import Any, Literal


def to_plain(value: Any) -> Any:
    """Return ``value`` as dicts, lists and scalars."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {
            field.name: to_plain(getattr(value, field.name)) for field in dataclasses.fields(value)
        }
    if isinstance(value, dict):
        return {key: to_plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [to_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def from_plain(kind: Any, plain: Any) -> Any:
    """Return what :func:`to_plain` was given, ``kind`` being its type.

    Knows dataclasses, ``tuple[X, ...]``, ``tuple[X, Y]``, ``dict[str, X]``, ``X | None``,
    ``Literal``, ``date``, ``str``, ``int`` and ``bool``.

    Raises
    ------
    ValueError, TypeError
        If the data does not fit the type.
    """
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        return _dataclass(kind, _typed(dict, plain))
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin is tuple:
        return tuple(_items(arguments, _typed(list, plain)))
    if origin is dict:
        pairs = _typed(dict, plain).items()
        return {_typed(str, key): from_plain(arguments[1], item) for key, item in pairs}
    if origin in (typing.Union, types.UnionType):
        inner = next(argument for argument in arguments if argument is not type(None))
        return None if plain is None else from_plain(inner, plain)
    if origin is Literal:
        return _one_of(arguments, plain)
    if kind is date:
        return date.fromisoformat(_typed(str, plain))
    return _typed(kind, plain)


def _items(kinds: tuple[Any, ...], items: list[Any]) -> Iterator[Any]:
    if kinds[-1] is Ellipsis:
        kinds = kinds[:1] * len(items)
    for kind, item in zip(kinds, items, strict=True):
        yield from_plain(kind, item)


def _one_of(allowed: tuple[Any, ...], plain: Any) -> Any:
    if plain not in allowed:
        raise ValueError(f"Not one of {', '.join(map(str, allowed))}.")
    return plain


def _dataclass(kind: type, plain: dict[str, Any]) -> Any:
    hints = typing.get_type_hints(kind)
    if unknown := plain.keys() - hints.keys():
        raise TypeError(f"{kind.__name__} has no {', '.join(sorted(unknown))}.")
    return kind(**{name: from_plain(hints[name], item) for name, item in plain.items()})


def _typed(kind: type, plain: Any) -> Any:
    if type(plain) is not kind:
        raise TypeError(f"Expected {kind.__name__}, got {type(plain).__name__}.")
    return plain
