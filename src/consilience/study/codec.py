"""Records as plain JSON values and back, by the types of their fields."""

from __future__ import annotations

import dataclasses
import json
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar, get_args, get_origin, get_type_hints

from consilience.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Found = TypeVar("Found", bound=object)


def canonical(value: object) -> str:
    """Return plain values as JSON text, the same text for equal values.

    Raises
    ------
    DataError
        If a value is not one that JSON holds; NaN and infinities are not.

    Examples
    --------
    >>> canonical({"b": 1, "a": [True, "战略联盟"]})
    '{"a":[true,"战略联盟"],"b":1}'
    """
    try:
        return json.dumps(
            value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")
        )
    except (TypeError, ValueError) as error:
        raise DataError("study.record.no_json", reason=str(error)) from error


def field_types(record: type) -> Mapping[str, Any]:
    """Return the type of every field of a kind of record, in order."""
    return _types(record)


def to_plain(record: object) -> dict[str, Any]:
    """Return a record as plain JSON values: numbers in the field's own type, tuples as lists."""
    kind: type = type(record)
    return {name: encode(getattr(record, name)) for name, encode in _encoders(kind)}


def from_plain(record: type[Found], values: Mapping[str, Any]) -> Found:
    """Return the record that :func:`to_plain` described; its fields are not checked here.

    A field that an older version did not know has its default.
    """
    kind: type = record
    decoders = _decoders(kind)
    return record(
        **{
            name: decoders[name](value) if name in decoders else value
            for name, value in values.items()
            if name in _types(kind)
        }
    )


def list_fields(record: type) -> tuple[str, ...]:
    """Return the fields of a kind of record that hold several values."""
    return tuple(_decoders(record))


def defaults(record: type) -> Mapping[str, Any]:
    """Return the fields of a kind of record that have a default, and what it is."""
    return {
        entry.name: entry.default
        for entry in dataclasses.fields(record)
        if entry.default is not dataclasses.MISSING
    }


def number_type(hint: Any) -> type[float | int] | None:
    """Return the type of number that a field holds, if it holds one."""
    return next((kind for kind in (float, int) if kind in {hint, *get_args(hint)}), None)


def is_optional(hint: Any) -> bool:
    """Tell whether a field may be empty."""
    return type(None) in get_args(hint)


@cache
def _types(record: type) -> Mapping[str, Any]:
    hints = get_type_hints(record)
    return {entry.name: hints[entry.name] for entry in dataclasses.fields(record)}


@cache
def _encoders(record: type) -> tuple[tuple[str, Callable[[Any], Any]], ...]:
    return tuple((name, _encoder(hint)) for name, hint in _types(record).items())


def _encoder(hint: Any) -> Callable[[Any], Any]:
    if _is_list(hint):
        inner = _encoder(get_args(hint)[0])
        return lambda values: [inner(value) for value in values]
    number = number_type(hint)
    if number is not None:
        return lambda value: None if value is None else number(value)
    return lambda value: value


@cache
def _decoders(record: type) -> Mapping[str, Callable[[Any], Any]]:
    """Return how fields with several values are read; the others hold what JSON gives."""
    return {name: _decoder(hint) for name, hint in _types(record).items() if _is_list(hint)}


def _decoder(hint: Any) -> Callable[[Any], Any]:
    if _is_list(hint):
        inner = _decoder(get_args(hint)[0])
        return lambda values: tuple(inner(value) for value in values)
    return lambda value: value


def _is_list(hint: Any) -> bool:
    return get_origin(hint) is tuple
