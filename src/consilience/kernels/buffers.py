"""Buffers that grow: loops instead of slices, which take numba seconds to compile."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from consilience.kernels.compiling import kernel

if TYPE_CHECKING:
    from numpy.typing import NDArray


@kernel
def doubled_rows(rows: NDArray[Any]) -> NDArray[Any]:
    """Return a copy with room for twice as many rows."""
    larger = np.empty((2 * len(rows), rows.shape[1]), rows.dtype)
    for index in range(len(rows)):
        for column in range(rows.shape[1]):
            larger[index, column] = rows[index, column]
    return larger
