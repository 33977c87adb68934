"""Buffers that grow: loops instead of slices, which take numba seconds to compile."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numba import njit

if TYPE_CHECKING:
    from numpy.typing import NDArray


@njit(cache=True)
def doubled(items: NDArray[Any]) -> NDArray[Any]:
    """Return a copy with room for twice as many items."""
    larger = np.empty(2 * len(items), items.dtype)
    for index in range(len(items)):
        larger[index] = items[index]
    return larger


@njit(cache=True)
def doubled_rows(rows: NDArray[Any]) -> NDArray[Any]:
    """Return a copy with room for twice as many rows."""
    larger = np.empty((2 * len(rows), rows.shape[1]), rows.dtype)
    for index in range(len(rows)):
        for column in range(rows.shape[1]):
            larger[index, column] = rows[index, column]
    return larger
