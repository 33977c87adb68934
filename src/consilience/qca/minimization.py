"""Prime implicants, their chart, and all minimum covers of it.

A configuration and an implicant are one row of values; -1 stands for a condition that does not
matter. What an implicant must not cover is given as such rows too ("cubes"), so that the number
of all configurations never counts.
"""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from consilience.kernels.covers import covers_of_size
from consilience.kernels.implicants import coverage_chart, prime_masks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

FREE = -1


@dataclass(frozen=True)
class Covers:
    """All covers with the fewest implicants, in classes of implicants that cover the same rows.

    Each skeleton is a tuple of classes, each class the indices of interchangeable implicants: a
    cover takes one of each. ``count`` is the number of covers, exact if ``exhausted``, else a
    lower bound. ``proved`` says whether no smaller cover exists.
    """

    skeletons: tuple[tuple[tuple[int, ...], ...], ...]
    count: int
    size: int
    exhausted: bool
    proved: bool

    def listed(self, most: int) -> Iterator[tuple[int, ...]]:
        """Yield covers as sorted tuples of implicant indices, at most ``most``."""
        every = itertools.chain.from_iterable(
            itertools.product(*skeleton) for skeleton in self.skeletons
        )
        return (tuple(sorted(cover)) for cover in itertools.islice(every, most))


def prime_implicants(positive: NDArray[np.int64], negative: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return all prime implicants of the positive rows, shape (implicants, k).

    An implicant covers at least one positive row and meets no negative cube; prime means that no
    condition can be dropped. Sorted by number of conditions, then by values.
    """
    rows, masks = prime_masks(positive, negative)
    bits = (masks[:, None] >> np.arange(positive.shape[1], dtype=np.uint64)) & np.uint64(1)
    implicants = np.where(bits == 1, positive[rows], FREE)
    order = np.lexsort((*_reading_order(implicants), bits.sum(axis=1)))
    return implicants[order]


def complement(cubes: NDArray[np.int64], levels: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return disjoint cubes that together hold every configuration outside the given cubes."""
    outside = np.full((1, len(levels)), FREE, dtype=np.int64)
    for cube in cubes:
        apart = ((outside >= 0) & (cube >= 0) & (outside != cube)).any(axis=1)
        parts = [_minus(part, cube, levels) for part in outside[~apart]]
        outside = np.concatenate([outside[apart], *parts])
    return outside


def chart(implicants: NDArray[np.int64], rows: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return which implicant covers which row, shape (implicants, rows)."""
    return coverage_chart(implicants, rows)


def minimum_covers(covered: NDArray[np.bool_], most: int, budget: int) -> Covers:
    """Return all covers of the chart's columns with the fewest implicants.

    Parameters
    ----------
    covered : bool array of shape (implicants, rows)
        Every row is covered by some implicant.
    most : int
        How many covers are stored by skeleton; all are counted.
    budget : int
        Search nodes after which the search stops and says so.
    """
    patterns, which = np.unique(covered, axis=0, return_inverse=True)
    classes = [tuple(np.flatnonzero(which.ravel() == c).tolist()) for c in range(len(patterns))]
    order = sorted(range(len(classes)), key=lambda c: classes[c][0])
    patterns, classes = patterns[order], [classes[c] for c in order]
    small = np.ascontiguousarray(patterns[:, _needed_rows(patterns)])
    size, proved = _smallest_size(small, budget)
    stored, found, nodes = covers_of_size(small, size, most, budget)
    skeletons = tuple(tuple(classes[c] for c in sorted(cover.tolist())) for cover in stored)
    if not found:
        skeletons = (tuple(classes[c] for c in _greedy(small)),)
    listed = sum(math.prod(len(members) for members in skeleton) for skeleton in skeletons)
    exhausted = proved and nodes <= budget and found == len(stored)
    return Covers(skeletons, listed, size, exhausted, proved)


def _minus(
    part: NDArray[np.int64], cube: NDArray[np.int64], levels: NDArray[np.int64]
) -> NDArray[np.int64]:
    pieces = []
    rest = part.copy()
    for condition in np.flatnonzero((cube >= 0) & (part < 0)):
        for value in range(levels[condition]):
            if value != cube[condition]:
                piece = rest.copy()
                piece[condition] = value
                pieces.append(piece)
        rest[condition] = cube[condition]
    return np.array(pieces, dtype=np.int64).reshape(-1, len(levels))


def _needed_rows(patterns: NDArray[np.bool_]) -> list[int]:
    """Return rows whose cover implies the cover of all others."""
    columns = [frozenset(np.flatnonzero(column).tolist()) for column in patterns.T]
    first: dict[frozenset[int], int] = {}
    for row, column in enumerate(columns):
        first.setdefault(column, row)
    kept: list[frozenset[int]] = []
    for column in sorted(first, key=lambda item: (len(item), first[item])):
        if not any(other <= column for other in kept):
            kept.append(column)
    return sorted(first[column] for column in kept)


def _smallest_size(small: NDArray[np.bool_], budget: int) -> tuple[int, bool]:
    """Return the size of a smallest cover, and whether it is proved."""
    upper = len(_greedy(small))
    for size in range(1, upper):
        _, found, nodes = covers_of_size(small, size, 1, budget)
        if found:
            return size, True
        if nodes > budget:
            return _smallest_by_integer_programme(small, size, upper)
    return upper, True


def _smallest_by_integer_programme(
    small: NDArray[np.bool_], lower: int, upper: int
) -> tuple[int, bool]:
    from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: PLC0415  (heavy, rarely needed)

    columns = len(small)
    found = milp(
        np.ones(columns),
        integrality=np.ones(columns, dtype=np.int64),
        bounds=Bounds(0, 1),
        constraints=[
            LinearConstraint(small.T.astype(np.float64), lb=1),
            LinearConstraint(np.ones((1, columns)), lb=lower, ub=upper),
        ],
        options={"time_limit": 20.0},
    )
    if found.x is None:
        return upper, False
    return round(found.fun), bool(found.status == 0)


def _greedy(small: NDArray[np.bool_]) -> list[int]:
    chosen: list[int] = []
    waiting = np.ones(small.shape[1], dtype=bool)
    while waiting.any():
        best = int(np.argmax((small & waiting).sum(axis=1)))
        chosen.append(best)
        waiting &= ~small[best]
    return chosen


def _reading_order(implicants: NDArray[np.int64]) -> list[NDArray[np.int64]]:
    # present before absent, first condition most significant, free last
    shown = np.where(implicants < 0, np.iinfo(np.int64).max, -implicants)
    return [shown[:, condition] for condition in reversed(range(implicants.shape[1]))]
