"""Implicants that are consistent in themselves: each reaches a lowest inclusion over all cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from consilience.errors import DataError
from consilience.kernels.compiling import COMPILED_SLICE
from consilience.kernels.cubes import within_any
from consilience.kernels.implicants import coverage_chart
from consilience.kernels.memberships import subset_sums
from consilience.qca.progress import tell
from consilience.qca.truth_table import TOLERANCE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from consilience.qca.truth_table import TruthTable


def consistent_implicants(
    primes: NDArray[np.int64],
    positive: NDArray[np.int64],
    table: TruthTable,
    cut: float,
    budget: int,
) -> NDArray[np.int64]:
    """Return the implicants whose inclusion reaches the cut-off and that lie in no other such one.

    Every implicant lies within a prime one, so the search begins with the prime implicants and adds
    one literal at a time to those below the cut-off. An implicant within one that passes is never
    looked at.

    Parameters
    ----------
    primes : int array of shape (implicants, k)
        All prime implicants.
    positive : int array of shape (rows, k)
        Rows of which an implicant covers at least one.
    table : TruthTable
        The cases over which inclusion is measured.
    cut : float in [0, 1]
        Lowest inclusion.
    budget : int
        Most implicants to measure.

    Raises
    ------
    DataError
        If more would have to be measured.
    """
    passing = np.empty((0, positive.shape[1]), dtype=np.int64)
    below = passing
    measured = 0
    for literals in range(positive.shape[1] + 1):
        fresh = primes[(primes >= 0).sum(axis=1) == literals]
        longer = [*_with_one_more(below, positive)]
        candidates = np.unique(np.concatenate([fresh, *longer]), axis=0)
        size = max(1, COMPILED_SLICE // (table.memberships.size + passing.size))
        enough, rest = [passing], [below[:0]]
        for start in range(0, len(candidates), size):
            part = candidates[start : start + size]
            part = part[~within_any(part, passing)]
            measured += len(part)
            if measured > budget:
                raise DataError("qca.thresholded.budget", budget=budget, cut=cut)
            passes = _inclusion(part, table) >= cut - TOLERANCE
            enough.append(part[passes])
            rest.append(part[~passes])
            tell("consistent paths", measured, budget)
        passing, below = np.concatenate(enough), np.concatenate(rest)
    return _in_reading_order(passing)


def _with_one_more(
    cubes: NDArray[np.int64], positive: NDArray[np.int64]
) -> Iterator[NDArray[np.int64]]:
    """Yield cubes with one literal more that still cover a positive row."""
    chart = coverage_chart(cubes, positive)
    for condition in range(positive.shape[1]):
        for value in np.unique(positive[:, condition]):
            reached = chart[:, positive[:, condition] == value].any(axis=1)
            longer = cubes[reached & (cubes[:, condition] < 0)]
            longer[:, condition] = value
            yield longer


def _in_reading_order(cubes: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return cubes sorted by number of literals, then present before absent, free last."""
    shown = np.where(cubes < 0, np.iinfo(np.int64).max, -cubes)
    return cubes[np.lexsort((*shown.T[::-1], (cubes >= 0).sum(axis=1)))]


def _inclusion(cubes: NDArray[np.int64], table: TruthTable) -> NDArray[np.float64]:
    sums = subset_sums(table.memberships, table.multi_value, cubes, table.outcome_memberships)
    return np.asarray(sums[:, 1] / sums[:, 0])
