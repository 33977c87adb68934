"""Which cubes lie within which: cubes are rows of values, -1 for a condition that is free."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from consilience.kernels.compiling import kernel

if TYPE_CHECKING:
    from numpy.typing import NDArray

_ZERO = np.uint64(0)
_ONE = np.uint64(1)


@kernel
def within_any(cubes: NDArray[np.int64], others: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return which cubes lie within one of the others, shape (cubes,).

    Parameters
    ----------
    cubes, others : int arrays of shape (n, k) and (m, k), k <= 62
    """
    found = np.zeros(len(cubes), np.bool_)
    bound = _bound(cubes)
    needed = _bound(others)
    for cube in range(len(cubes)):
        for other in range(len(others)):
            if needed[other] & ~bound[cube] != _ZERO:
                continue
            within = True
            for condition in range(cubes.shape[1]):
                value = others[other, condition]
                if value >= 0 and value != cubes[cube, condition]:
                    within = False
                    break
            if within:
                found[cube] = True
                break
    return found


@kernel
def _bound(cubes: NDArray[np.int64]) -> NDArray[np.uint64]:
    masks = np.zeros(len(cubes), np.uint64)
    for cube in range(len(cubes)):
        for condition in range(cubes.shape[1]):
            if cubes[cube, condition] >= 0:
                masks[cube] |= _ONE << np.uint64(condition)
    return masks
