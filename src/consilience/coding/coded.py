"""Codings as a table: one row a coding and what it stands for, with what ranks its quote."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any, Protocol

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from consilience import checks
from consilience.errors import ArgumentError

Ints = NDArray[np.int64]
_DIRECTIONS = ("", "for", "against")
SHORTEST, LONGEST = 10, 300


def read_codings(data: object, columns: Sequence[str], owner: str) -> pd.DataFrame:
    """Return codings with checked columns; what is optional and not there gets its default.

    ``direction`` is "", "for" or "against", ``importance`` and ``intensity`` are 1 to 3 (0 where
    not given), ``exemplar`` is true or false, ``length`` is that of the quote (0 if not given).
    """
    given = checks.frame(data, "codings", owner)
    checks.known_names(columns, given.columns, "codings", owner)
    count = len(given)
    found: dict[str, Any] = {name: _texts(given[name], name, owner) for name in columns}
    for name, (default, check) in _OPTIONAL.items():
        found[name] = [default] * count
        if name in given:
            own = partial(check, name=name, owner=owner)
            found[name] = _checked(_cells(given[name]), default, own)
    kept = {name: object if name in columns else None for name in found}  # texts stay as they are
    return pd.DataFrame({name: pd.Series(cells, dtype=kept[name]) for name, cells in found.items()})


def read_table(data: object, name: str, columns: Sequence[str], owner: str) -> pd.DataFrame:
    """Return the named columns of a table, texts that may be empty; missing cells are empty."""
    given = checks.frame(data, name, owner)
    checks.known_names(columns, given.columns, name, owner)
    found = {}
    for column in given.columns:
        cells = ["" if cell is None else cell for cell in _cells(given[column])]
        for place, cell in enumerate(cells, start=1):
            if not isinstance(cell, str):
                raise ArgumentError(f"{name}[{column}]", owner, "text_at", cell, place=place)
        found[column] = cells
    return pd.DataFrame(found)


def read_mapping(data: object, name: str, owner: str) -> dict[str, tuple[str, ...]]:
    """Return a mapping of names to lists of names, which may be empty."""
    if not isinstance(data, Mapping):
        raise ArgumentError(name, owner, "lists_by_name", data)
    found = {}
    for key, values in data.items():
        listed = [] if isinstance(values, str) or not isinstance(values, Iterable) else list(values)
        if not isinstance(key, str) or isinstance(values, str) or values is None:
            raise ArgumentError(name, owner, "lists_by_name", data)
        if not isinstance(values, Iterable) or not all(isinstance(one, str) for one in listed):
            raise ArgumentError(name, owner, "lists_by_name", data)
        found[key] = tuple(dict.fromkeys(listed))
    return found


def places_of(values: pd.Series, names: tuple[str, ...], argument: str, owner: str) -> Ints:
    """Return the place of each value among the names; one that is not there is refused."""
    sought = pd.Index(values.to_numpy(), dtype=object)
    found = pd.Index(names, dtype=object).get_indexer(sought).astype(np.int64)
    if (found < 0).any():
        checks.choice(values.iloc[int(np.argmax(found < 0))], names, argument, owner)
    return found


def best_first(codings: pd.DataFrame, shortest: int = SHORTEST, longest: int = LONGEST) -> Ints:
    """Return the order of the codings in which their quotes are shown, shape (codings,).

    First quotes that do not speak against, of these first exemplars, then by importance, by
    intensity, then those of a length that is read at a glance, then in the order given.
    """
    length = codings["length"].to_numpy()
    handy = (length == 0) | ((shortest <= length) & (length <= longest))
    keys = (
        ~handy,
        -codings["intensity"].to_numpy(),
        -codings["importance"].to_numpy(),
        ~codings["exemplar"].to_numpy(dtype=np.bool_),
        (codings["direction"] == "against").to_numpy(),
    )
    return np.lexsort(keys)


def _texts(column: pd.Series, name: str, owner: str) -> list[str]:
    cells: list[str] = column.tolist()
    if set(map(type, cells)) == {str} and "" not in cells:
        return cells
    for place, cell in enumerate(cells, start=1):
        if not isinstance(cell, str) or not cell:
            raise ArgumentError(name, owner, "text_at", cell, place=place)
    return list(map(str, cells))  # a subclass of text, such as that of NumPy


def _cells(column: pd.Series) -> list[Any]:
    """Return the cells of a column, None where there is none."""
    whole = column.astype(object).where(column.notna(), None) if column.hasnans else column
    found: list[Any] = whole.tolist()
    return found


def _checked(cells: list[Any], default: Any, check: Callable[[Any], Any]) -> list[Any]:
    """Return the cells in their working form; like cells are checked once."""
    try:
        kinds = set(zip(map(type, cells), cells, strict=True))
    except TypeError:  # a list or the like, which the check refuses
        kinds = set()
        for cell in cells:
            check(cell)
    known = {kind: check(kind[1]) for kind in kinds if kind[1] is not None}
    known[type(None), None] = default
    return [known[kind] for kind in zip(map(type, cells), cells, strict=True)]


def _direction(value: object, name: str, owner: str) -> str:
    return checks.choice(value, _DIRECTIONS, name, owner)


def _strength(value: object, name: str, owner: str) -> float:
    found = checks.number(value, name, owner)
    if found not in (1, 2, 3):
        raise ArgumentError(name, owner, "interval_whole", value, low=1, high=3)
    return found


def _length(value: object, name: str, owner: str) -> int:
    return checks.whole(value, 1, name, owner)


class _Check(Protocol):
    def __call__(self, value: object, name: str, owner: str) -> Any: ...


# What each column is where it is not given, and how its cells are checked.
_OPTIONAL: Mapping[str, tuple[Any, _Check]] = {
    "direction": ("", _direction),
    "exemplar": (False, checks.boolean),
    "importance": (0, _strength),
    "intensity": (0, _strength),
    "length": (0, _length),
}
