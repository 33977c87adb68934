"""How often two nodes of a two-mode network share an event by chance, given all degrees.

A participation has the probability p = 1 / (1 + exp(-(a + b))), a for the node and b for the event:
the maximum-entropy model with these expected degrees (BiCM). Those of one degree share their a or
b, so that only the different degrees are solved for.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import special

from consilience.errors import DataError

Array = NDArray[np.float64]
Integers = NDArray[np.int64]

_STEPS = 100
_CLOSE = 1e-10
_FLAT = 1e-13


def probabilities(rows: Integers, columns: Integers) -> tuple[Array, Integers, Integers]:
    """Return the probabilities that give row and column sums, of at least 1 each, as expectation.

    Shape (different row sums, different column sums), with the place in it of each row and column.
    Cells that the sums force come as near to 0 or 1 as the sums are met.

    Raises
    ------
    DataError
        If none are found.
    """
    row, row_of, row_count = np.unique(rows, return_inverse=True, return_counts=True)
    column, column_of, column_count = np.unique(columns, return_inverse=True, return_counts=True)
    sums = np.concatenate([row, column]).astype(np.float64)
    counts = np.concatenate([row_count, column_count]).astype(np.float64)
    start = np.log(sums / np.sqrt(rows.sum()))
    found = special.expit(_solved(start, sums, counts, len(row)))
    return found, row_of.astype(np.int64), column_of.astype(np.int64)


def _solved(values: Array, sums: Array, counts: Array, rows: int) -> Array:
    """Return a + b of each cell, by Newton's method: the likelihood is concave."""
    weights = np.outer(counts[:rows], counts[rows:])
    for _ in range(_STEPS):
        cells = values[:rows, None] + values[None, rows:]
        expected = special.expit(cells)
        reached = [expected @ counts[rows:], counts[:rows] @ expected]
        gaps = sums - np.concatenate(reached)
        if (np.abs(gaps) <= _CLOSE * sums).all():
            return np.asarray(cells)
        spread = weights * expected * special.expit(-cells)
        values = values + _newton_step(spread, counts * gaps)
    raise DataError("network.no_null_model", steps=_STEPS)


def _newton_step(spread: Array, gradient: Array) -> Array:
    """Return the least step; along directions that change nothing there is none."""
    corner = [np.diag(spread.sum(axis=axis)) for axis in (1, 0)]
    curvature = np.block([[corner[0], spread], [spread.T, corner[1]]])
    sizes, directions = np.linalg.eigh(curvature)
    share = directions.T @ gradient
    curved = sizes > _FLAT * sizes[-1]
    return np.asarray(directions[:, curved] @ (share[curved] / sizes[curved]))


def tails(chances: Array, counts: Integers, most: int) -> Array:
    """Return how likely at least 0, 1, ..., ``most`` successes are, shape (cases, most + 1).

    Each case has ``counts[k]`` trials of the chance ``chances[:, k]``: the sum is
    Poisson-binomial, and worked out exactly. Only positive terms are added, so that small tails
    keep their digits.
    """
    state = np.zeros((len(chances), most + 1))  # the last place: that many or more
    state[:, 0] = 1.0
    for chance, trials in zip(chances.T, counts.tolist(), strict=True):
        below, state_before = state[:, :most], state
        state = np.zeros_like(state)
        state[:, most] = state_before[:, most]
        for hits in range(min(trials, most - 1) + 1):
            ways = special.gammaln([trials + 1, hits + 1, trials - hits + 1]) @ [1, -1, -1]
            log = special.xlogy(hits, chance) + special.xlog1py(trials - hits, -chance)
            state[:, hits:most] += np.exp(ways + log)[:, None] * below[:, : most - hits]
        for needed in range(1, min(trials, most) + 1):
            enough = special.betainc(needed, trials - needed + 1, chance)
            state[:, most] += below[:, most - needed] * enough
    return np.asarray(np.cumsum(state[:, ::-1], axis=1)[:, ::-1])
