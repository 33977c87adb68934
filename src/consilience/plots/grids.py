"""Tables of numbers as figures take them: NaN where there is none, never a text for a number."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from consilience.errors import ArgumentError

_SLACK = 1e-9


def number_grid(
    values: ArrayLike, shape: tuple[int, ...], name: str, owner: str, *, shares: bool = False
) -> NDArray[np.float64]:
    """Return numbers of this shape, finite or NaN; with ``shares`` in [0, 1].

    Raises
    ------
    ArgumentError
        If they are none, of another shape, infinite or out of range.
    """
    try:
        found = np.array(values)
    except (TypeError, ValueError) as error:
        raise ArgumentError(name, owner, "grid", values) from error
    if found.dtype.kind not in "fiu" and found.size:
        raise ArgumentError(name, owner, "grid", values)
    if found.shape != shape:
        rows, columns = (*shape, 1)[:2]
        raise ArgumentError(name, owner, "grid_of", str(found.shape), rows=rows, columns=columns)
    found = found.astype(np.float64)
    low, high = (-_SLACK, 1 + _SLACK) if shares else (-np.finfo(float).max, np.finfo(float).max)
    wrong = ~np.isnan(found) & ~((found >= low) & (found <= high))
    if wrong.any():
        got = float(found[wrong][0])
        if shares:
            raise ArgumentError(name, owner, "interval", got, low=0, high=1)
        raise ArgumentError(name, owner, "number", got)
    return found
