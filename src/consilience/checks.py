"""Argument checks that every engine uses: each returns the value in its one working form.

Each raises :class:`~consilience.errors.ArgumentError` with the sentence form
"NAME of FUNCTION must be ALLOWED, got VALUE".
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping
from numbers import Integral, Real
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from consilience.errors import ArgumentError, UnknownNameError

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

Choice = TypeVar("Choice", bound=str)


def number(value: object, name: str, owner: str) -> float:
    """Return a finite number."""
    if isinstance(value, bool | np.bool_) or not isinstance(value, Real):
        raise ArgumentError(name, owner, "number", value)
    if not math.isfinite(float(value)):
        raise ArgumentError(name, owner, "number", value)
    return float(value)


def interval(value: object, low: float, high: float, name: str, owner: str) -> float:
    """Return a number of the closed interval [low, high]."""
    found = number(value, name, owner)
    if low <= found <= high:
        return found
    if high == float("inf"):
        raise ArgumentError(name, owner, "at_least", value, limit=low)
    raise ArgumentError(name, owner, "interval", value, low=low, high=high)


def whole(value: object, low: int, name: str, owner: str) -> int:
    """Return a whole number of at least ``low``."""
    if isinstance(value, bool | np.bool_) or not isinstance(value, Integral) or value < low:
        raise ArgumentError(name, owner, "whole", value, low=low)
    return int(value)


def choice(value: object, choices: Collection[Choice], name: str, owner: str) -> Choice:
    """Return one of the named choices, or propose the nearest."""
    for allowed in choices:
        if value == allowed and isinstance(value, str):
            return allowed
    if isinstance(value, str):
        raise UnknownNameError(name, owner, value, choices)
    raise ArgumentError(name, owner, "one_of", value, choices=list(choices))


def boolean(value: object, name: str, owner: str) -> bool:
    """Return true or false."""
    if not isinstance(value, bool | np.bool_):
        raise ArgumentError(name, owner, "boolean", value)
    return bool(value)


def names(values: object, name: str, owner: str) -> tuple[str, ...]:
    """Return at least one name; every name occurs once. One name alone may be a plain text."""
    found = [values] if isinstance(values, str) else values
    if not isinstance(found, Iterable) or isinstance(found, Mapping):
        raise ArgumentError(name, owner, "names", values)
    listed = list(found)
    if not all(isinstance(item, str) for item in listed):
        raise ArgumentError(name, owner, "names", values)
    if not listed:
        raise ArgumentError(name, owner, "not_empty", values)
    repeated = sorted({item for item in listed if listed.count(item) > 1})
    if repeated:
        raise ArgumentError(name, owner, "no_duplicates", values, repeated=repeated)
    return tuple(listed)


def known_names(values: object, available: Iterable[str], name: str, owner: str) -> tuple[str, ...]:
    """Return names that all exist among the available ones."""
    found = names(values, name, owner)
    existing = [str(item) for item in available]
    for item in found:
        if item not in existing:
            raise UnknownNameError(name, owner, item, existing)
    return found


def numbers(values: object, name: str, owner: str) -> NDArray[np.float64]:
    """Return finite numbers with one dimension, as a fresh read-only array, shape (n,)."""
    found = _float_array(values, name, owner)
    if found.ndim != 1:
        raise ArgumentError(name, owner, "one_dimension", values)
    if found.size == 0:
        raise ArgumentError(name, owner, "not_empty", values)
    _refuse(~np.isfinite(found), found, "numbers", name, owner)
    return _frozen(found)


def memberships(values: object, name: str, owner: str) -> NDArray[np.float64]:
    """Return memberships in [0, 1] without gaps, as a fresh read-only array, shape (n,)."""
    found = _float_array(values, name, owner)
    if found.ndim != 1:
        raise ArgumentError(name, owner, "one_dimension", values)
    if found.size == 0:
        raise ArgumentError(name, owner, "not_empty", values)
    _refuse(np.isnan(found), found, "no_missing", name, owner)
    _refuse((found < 0) | (found > 1), found, "memberships", name, owner)
    return _frozen(found)


def same_length(values: NDArray[Any], other: NDArray[Any], name: str, owner: str, to: str) -> None:
    """Refuse values that are not as long as the others."""
    if len(values) != len(other):
        raise ArgumentError(name, owner, "same_length", len(values), other=to, length=len(other))


def frame(data: object, name: str, owner: str) -> pd.DataFrame:
    """Return a table as a pandas frame with text column names that occur once.

    Accepts pandas, and through narwhals polars, pyarrow and others; a mapping of columns too.
    The index of a pandas frame holds the case names; other frames get 1, 2, 3, ... The frame may
    share its cells with what was given: columns and index may be set anew, cells never.
    """
    import narwhals as nw  # noqa: PLC0415  (heavy: only when a frame arrives)
    import pandas as pd  # noqa: PLC0415

    if isinstance(data, Mapping):
        try:
            found = pd.DataFrame({str(key): list(value) for key, value in data.items()})
        except (TypeError, ValueError) as error:
            raise ArgumentError(name, owner, "frame", type(data).__name__) from error
        found.index = pd.RangeIndex(1, len(found) + 1)
    elif isinstance(data, pd.DataFrame):
        found = data.copy(deep=False)
    else:
        native = nw.from_native(data, eager_only=True, pass_through=True)
        if not isinstance(native, nw.DataFrame):
            raise ArgumentError(name, owner, "frame", type(data).__name__)
        found = pd.DataFrame({column: native[column].to_list() for column in native.columns})
        found.index = pd.RangeIndex(1, len(found) + 1)
    found.columns = pd.Index([str(column) for column in found.columns])
    if len(found) == 0 or len(found.columns) == 0:
        raise ArgumentError(name, owner, "not_empty", f"{len(found)} x {len(found.columns)}")
    repeated = sorted(set(found.columns[found.columns.duplicated()]))
    if repeated:
        raise ArgumentError(name, owner, "no_duplicates", list(found.columns), repeated=repeated)
    return found


def _float_array(values: object, name: str, owner: str) -> NDArray[np.float64]:
    iterable = isinstance(values, Iterable) and not hasattr(values, "dtype")
    plain = list(values) if iterable and isinstance(values, Iterable) else values
    try:
        found = np.asarray(plain)
        if isinstance(plain, list) or found.dtype.kind not in "fiu":
            _refuse_other_kinds(plain if isinstance(plain, list) else found.ravel(), name, owner)
        return np.array(found, dtype=np.float64)
    except (TypeError, ValueError) as error:
        if isinstance(error, ArgumentError):
            raise
        raise ArgumentError(name, owner, "one_dimension", values) from error


def _refuse_other_kinds(items: Iterable[Any], name: str, owner: str) -> None:
    """Refuse text, true and false, dates and complex numbers, which NumPy would make numbers of."""
    for place, item in enumerate(items, start=1):
        wrong = (
            str
            | bytes
            | bool
            | complex
            | np.bool_
            | np.datetime64
            | np.timedelta64
            | np.complexfloating
        )
        if isinstance(item, wrong):
            raise ArgumentError(name, owner, "numbers", item, place=place)


def _refuse(
    wrong: NDArray[np.bool_], found: NDArray[np.float64], allowed: str, name: str, owner: str
) -> None:
    if wrong.any():
        place = int(np.argmax(wrong))
        raise ArgumentError(name, owner, allowed, float(found[place]), place=place + 1)


def _frozen(found: NDArray[np.float64]) -> NDArray[np.float64]:
    found.flags.writeable = False
    return found
