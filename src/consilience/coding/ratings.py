"""What coders gave to units, read once into the form that every coefficient takes."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from numbers import Real
from typing import Any

import narwhals as nw
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from consilience import checks
from consilience.errors import ArgumentError, DataError

_ROOM = 2**62


@dataclass(frozen=True, eq=False)
class Ratings:
    """Codings of units, with equal columns of the table ("patterns") kept once.

    ``patterns`` holds one row a pattern and one column a coder: the place of the value on the
    scale ``values``, or -1 where the coder did not code. ``pattern_of`` gives the pattern of
    every unit and ``counts`` how many units have it.
    """

    coders: tuple[str, ...]
    units: Sequence[Any]
    values: tuple[Any, ...]
    patterns: NDArray[np.int64]
    pattern_of: NDArray[np.int64]
    counts: NDArray[np.int64]

    @property
    def numeric(self) -> bool:
        """Whether the values are numbers."""
        return not isinstance(self.values[0], str)

    @property
    def coded(self) -> NDArray[np.int64]:
        """How many coders coded a unit of each pattern."""
        found: NDArray[np.int64] = (self.patterns >= 0).sum(axis=1, dtype=np.int64)
        return found

    @property
    def paired_units(self) -> int:
        """How many units at least two coders coded."""
        return int(self.counts[self.coded >= 2].sum())

    def only(self, place: int) -> Ratings:
        """Return the same codings as a decision: this value, or another."""
        found = np.where(self.patterns < 0, -1, (self.patterns == place).astype(np.int64))
        return Ratings(self.coders, self.units, (0.0, 1.0), found, self.pattern_of, self.counts)


def read_ratings(data: object, owner: str, values: object = None, name: str = "data") -> Ratings:
    """Return a table of coders x units as ratings; see the public functions for its forms."""
    cells, coders, units = _cells(data, name, owner)
    if len(cells) < 2:
        raise ArgumentError(name, owner, "coders", len(cells))
    flat = _codings(cells, coders, units, name, owner).ravel()
    codes, occurring = pd.factorize(flat, sort=True)
    if not len(occurring):
        raise ArgumentError(name, owner, "some_coding", "0")
    scale, places = _scale(occurring, values, owner)
    placed = np.append(places, -1)[codes].reshape(cells.shape)
    return _grouped(coders, units, scale, placed)


def joined(parts: Sequence[Ratings]) -> Ratings:
    """Return the units of several ratings, of the same coders and values, side by side."""
    cells = np.concatenate([part.patterns[part.pattern_of] for part in parts])
    names = range(1, len(cells) + 1)
    return _grouped(parts[0].coders, names, parts[0].values, cells.T)


def _grouped(
    coders: tuple[str, ...], units: Sequence[Any], scale: tuple[Any, ...], placed: NDArray[np.int64]
) -> Ratings:
    """Return ratings with equal units grouped; the order of patterns depends on no unit order."""
    base, most = len(scale) + 1, 1
    key = np.zeros(placed.shape[1], dtype=np.int64)
    for row in placed:
        if most > _ROOM // base:
            key, kept = pd.factorize(key, sort=True)
            most = len(kept)
        key, most = key * base + row + 1, most * base
    pattern_of, kept = pd.factorize(key, sort=True)
    first = np.empty(len(kept), dtype=np.int64)
    first[pattern_of[::-1]] = np.arange(placed.shape[1] - 1, -1, -1)
    patterns = np.ascontiguousarray(placed[:, first].T)
    counts = np.bincount(pattern_of, minlength=len(kept)).astype(np.int64)
    return Ratings(coders, units, scale, patterns, pattern_of, counts)


def _cells(
    data: object, name: str, owner: str
) -> tuple[NDArray[Any], tuple[str, ...], Sequence[Any]]:
    """Return the table, the names of its coders (rows) and of its units (columns)."""
    native = nw.from_native(data, eager_only=True, pass_through=True)
    if isinstance(data, pd.DataFrame):
        cells = data.to_numpy()
        coders, units = [str(item) for item in data.index], [str(item) for item in data.columns]
    elif isinstance(native, nw.DataFrame):
        cells = _rows(native.rows(), data, name, owner)
        coders, units = [], [str(item) for item in native.columns]
    elif isinstance(data, Mapping):
        cells = _rows(list(data.values()), data, name, owner)
        coders, units = [str(item) for item in data], []
    else:
        cells = _rows(data, data, name, owner)
        coders, units = [], []
    if cells.ndim != 2 or not cells.size:
        raise ArgumentError(name, owner, "coders_by_units", f"shape {cells.shape}")
    coders = coders or [f"coder {place}" for place in range(1, len(cells) + 1)]
    checks.names(coders, "coders", owner)
    return cells, tuple(coders), units or range(1, cells.shape[1] + 1)


def _rows(rows: object, shown: object, name: str, owner: str) -> NDArray[Any]:
    if isinstance(rows, np.ndarray):
        return rows
    if not isinstance(rows, Iterable) or isinstance(rows, str | bytes | Mapping):
        raise ArgumentError(name, owner, "coders_by_units", shown)
    listed = [_row(row, shown, name, owner) for row in rows]
    if len({len(row) for row in listed}) != 1:
        raise ArgumentError(name, owner, "coders_by_units", shown)
    if len(listed[0]) and isinstance(listed[0][0], Real):
        with contextlib.suppress(ValueError):
            found = np.array(listed)
            if found.dtype.kind in "fiub":
                return found
    return np.array([list(row) for row in listed], dtype=object)


def _row(row: object, shown: object, name: str, owner: str) -> NDArray[Any] | list[Any]:
    if isinstance(row, pd.Series):
        return row.to_numpy()
    if not isinstance(row, Iterable) or isinstance(row, str | bytes | Mapping):
        raise ArgumentError(name, owner, "coders_by_units", shown)
    return row if isinstance(row, np.ndarray) else list(row)


def _codings(
    cells: NDArray[Any],
    coders: tuple[str, ...],
    units: Sequence[Any],
    name: str,
    owner: str,
) -> NDArray[Any]:
    """Return the cells as numbers with NaN for gaps, or as texts with None for gaps."""
    if cells.dtype.kind in "fiub":
        found: NDArray[Any] = cells.astype(np.float64)
        wrong = np.isinf(found)
    else:
        found, wrong = _objects(cells.astype(object))
    if wrong.any():
        coder, unit = (int(place[0]) for place in np.nonzero(wrong))
        where = {"coder": coders[coder], "unit": str(units[unit])}
        got = cells[coder, unit]
        shown = got.item() if isinstance(got, np.generic) else got
        raise ArgumentError(name, owner, "codings", shown, **where)
    return found


def _objects(cells: NDArray[Any]) -> tuple[NDArray[Any], NDArray[np.bool_]]:
    gaps: NDArray[np.bool_] = pd.isna(cells) | (cells == "")
    text = _each(cells, lambda item: isinstance(item, str)) & ~gaps
    real = _each(cells, lambda item: isinstance(item, Real | np.bool_)) & ~gaps
    if text.any() and not real.any():
        cells[gaps] = None
        return cells, ~(text | gaps)
    wrong = ~(real | gaps)
    found = np.where(real, cells, np.nan).astype(np.float64)
    return found, wrong | np.isinf(found)


def _each(cells: NDArray[Any], test: Any) -> NDArray[np.bool_]:
    found = np.fromiter((test(item) for item in cells.ravel()), np.bool_, cells.size)
    return found.reshape(cells.shape)


def _scale(
    occurring: NDArray[Any], values: object, owner: str
) -> tuple[tuple[Any, ...], NDArray[np.int64]]:
    """Return the scale and where each occurring value stands on it."""
    if values is None:
        return tuple(occurring.tolist()), np.arange(len(occurring), dtype=np.int64)
    scale = _named_scale(values, occurring, owner)
    places = pd.Index(scale).get_indexer(pd.Index(occurring))
    if (places < 0).any():
        unknown = [item for item, place in zip(occurring, places, strict=True) if place < 0]
        raise DataError("coding.off_scale", owner=owner, got=unknown[:5], scale=scale[:12])
    return scale, places.astype(np.int64)


def _named_scale(values: object, occurring: NDArray[Any], owner: str) -> tuple[Any, ...]:
    if isinstance(occurring[0], str):
        return checks.names(values, "values", owner)
    found = checks.numbers(values, "values", owner).tolist()
    repeated = sorted({item for item in found if found.count(item) > 1})
    if repeated:
        raise ArgumentError("values", owner, "no_duplicates", values, repeated=repeated)
    return tuple(sorted(found))
