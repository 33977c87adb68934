"""All divisions of an ordered series into stretches: sums over them, and where stretches begin.

Leading dimensions of the arrays stand for alternatives that are treated side by side.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy import special

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


def sums(stretches: Floats, most: int) -> tuple[Floats, Floats]:
    """Return log sums over all divisions of the first, and of the last places, by number.

    ``stretches`` holds the log probability from place i to before place j, -inf where there is
    none, shape (..., n + 1, n + 1); the sums have shape (..., most + 1, n + 1).
    """
    shape = (*stretches.shape[:-2], most + 1, stretches.shape[-1])
    forward, backward = np.full((2, *shape), -np.inf)
    forward[..., 0, 0] = backward[..., 0, -1] = 0.0
    for number in range(1, most + 1):
        before, after = forward[..., number - 1, :, None], backward[..., number - 1, None, :]
        forward[..., number, :] = special.logsumexp(before + stretches, axis=-2)
        backward[..., number, :] = special.logsumexp(stretches + after, axis=-1)
    return forward, backward


def begins(forward: Floats, backward: Floats, count: int) -> Floats:
    """Return the probability that each later stretch of ``count`` begins at each place.

    Its shape is (..., count - 1, n).
    """
    whole = forward[..., count, -1:]
    found = np.zeros((*forward.shape[:-2], count - 1, forward.shape[-1] - 1))
    for place in range(1, count):
        logs = forward[..., place, :] + backward[..., count - place, :] - whole
        found[..., place - 1, :] = np.exp(logs)[..., :-1]
    return found


def credible(row: Floats, mass: float) -> NDArray[np.int64]:
    """Return the fewest places, in order, that hold a probability mass; tied places go together."""
    order = np.argsort(-row, kind="stable")
    needed = int(np.searchsorted(np.cumsum(row[order]), mass - 1e-12)) + 1
    return np.flatnonzero(row >= row[order[min(needed, len(row)) - 1]] - 1e-12)
