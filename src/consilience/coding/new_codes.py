"""Which codes each source adds, in any order of the sources."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from consilience import checks
from consilience.errors import ArgumentError, DataError

Ints = NDArray[np.int64]


def presence(data: object, owner: str) -> tuple[tuple[str, ...], NDArray[np.bool_]]:
    """Return the names of the sources, and which of the codes that occur each source has."""
    listed = isinstance(data, Mapping)
    sources, present = _listed(data, owner) if listed else _tabled(data, owner)  # type: ignore[arg-type]  # narrowed by the flag
    present = present[:, present.any(axis=0)]
    if not present.shape[1]:
        raise DataError("coding.no_codes")
    return sources, present


def _listed(data: Mapping[object, object], owner: str) -> tuple[tuple[str, ...], NDArray[np.bool_]]:
    sources = checks.names(list(data), "codes_by_source", owner)
    rows = [_codes(data[name], name, owner) for name in sources]
    codes = sorted(set().union(*rows))
    return sources, np.array([[code in row for code in codes] for row in rows], dtype=np.bool_)


def _codes(codes: object, source: str, owner: str) -> set[str]:
    if not isinstance(codes, Iterable) or isinstance(codes, str | bytes | Mapping):
        raise ArgumentError("codes_by_source", owner, "code_lists", codes, source=source)
    found = list(codes)
    if not all(isinstance(code, str) and code for code in found):
        raise ArgumentError("codes_by_source", owner, "code_lists", codes, source=source)
    return set(found)


def _tabled(data: object, owner: str) -> tuple[tuple[str, ...], NDArray[np.bool_]]:
    given = pd.DataFrame(data) if isinstance(data, np.ndarray) and data.ndim == 2 else data
    table = checks.frame(given, "codes_by_source", owner)
    sources = checks.names([str(name) for name in table.index], "codes_by_source", owner)
    columns = [checks.numbers(_counted(table[name]), name, owner) for name in table.columns]
    for name, column in zip(table.columns, columns, strict=True):
        if (column < 0).any():
            place = int(np.argmax(column < 0)) + 1
            raise ArgumentError(name, owner, "counts_at", float(column.min()), place=place)
    return sources, np.array(columns).T > 0


def _counted(column: pd.Series) -> pd.Series:
    return column.astype(np.int64) if column.dtype == np.bool_ else column


def new_codes(present: NDArray[np.bool_], places: Ints) -> Ints:
    """Return how many codes each place adds: ``places`` holds the place of every source.

    Both arrays have shape (orders, sources).
    """
    orders, count = places.shape
    first = np.stack([places[:, has].min(axis=1) for has in present.T], axis=1)
    key = first + count * np.arange(orders)[:, None]
    return np.bincount(key.ravel(), minlength=orders * count).reshape(orders, count)


def random_orders(present: NDArray[np.bool_], orders: int, seed: int) -> Ints:
    """Return the new codes of each place in random orders, shape (orders, sources)."""
    random = np.random.default_rng(seed)
    count = len(present)
    places = np.array([random.permutation(count) for _ in range(orders)], dtype=np.int64)
    return new_codes(present, places.reshape(orders, count))


def windows(new: Ints, base: int, run: int) -> Ints:
    """Return the new codes of every run after the base, shape (orders, runs)."""
    sums = np.concatenate([np.zeros((len(new), 1), np.int64), np.cumsum(new, axis=1)], axis=1)
    found: Ints = sums[:, base + run :] - sums[:, base : sums.shape[1] - run]
    return found


def reached_after(new: Ints, base: int, run: int, threshold: float) -> Ints:
    """Return after how many sources each order is saturated, 0 where it is not."""
    if new.shape[1] < base + run:
        return np.zeros(len(new), dtype=np.int64)
    known = new[:, :base].sum(axis=1, keepdims=True)
    few = (windows(new, base, run) <= threshold * known + 1e-9) & (known > 0)
    return np.where(few.any(axis=1), base + few.argmax(axis=1), 0)
