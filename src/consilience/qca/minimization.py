"""Prime implicants, their chart, and all minimum covers of it.

A configuration and an implicant are one row of values; -1 stands for a condition that does not
matter. What an implicant must not cover is given as such rows too ("cubes"), so that the number
of all configurations never counts.
"""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import numpy as np

from consilience.kernels.covers import covers_of_size, maximal_columns, rows_apart
from consilience.kernels.implicants import coverage_chart, prime_masks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

FREE = -1
MOST_STEPS = 8_000_000_000  # words looked at in one search, at the very most
MOST_COMPARED = 20_000  # columns compared with one another before the search for the size
SECONDS = 10.0  # for the integer programme, where the search ends early


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
        Search nodes after which the search stops and says so; fewer where a node is costly.
    """
    patterns, classes = _classes(covered)
    small = patterns[:, _needed_rows(patterns)]
    problem = _packed(small)
    limit = min(budget, max(1, MOST_STEPS // max(1, len(small) * problem.columns.shape[1])))
    size, proved, known = _smallest(small, limit)
    stored, found, nodes = _search(problem, size, most, limit)
    covers = [tuple(sorted(cover)) for cover in cast("list[list[int]]", stored.tolist())]
    skeletons = tuple(
        tuple(classes[c] for c in cover) for cover in covers or [tuple(sorted(known))]
    )
    listed = sum(math.prod(len(members) for members in skeleton) for skeleton in skeletons)
    exhausted = proved and nodes <= limit and found == len(stored)
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


@dataclass(frozen=True)
class _Packed:
    """A chart in the form of the kernel; see :func:`covers_of_size`."""

    columns: NDArray[np.uint64]
    neighbours: NDArray[np.uint64]
    starts: NDArray[np.int64]
    members: NDArray[np.int64]


def _search(
    problem: _Packed, size: int, most: int, budget: int
) -> tuple[NDArray[np.int64], int, int]:
    found: tuple[NDArray[np.int64], int, int] = covers_of_size(
        problem.columns, problem.neighbours, problem.starts, problem.members, size, most, budget
    )
    return found


def _classes(
    covered: NDArray[np.bool_],
) -> tuple[NDArray[np.bool_], list[tuple[int, ...]]]:
    """Return distinct columns in order of appearance, and the implicants of each."""
    packed = np.ascontiguousarray(np.packbits(covered, axis=1))
    keys = packed.view(np.dtype((np.void, packed.shape[1]))).ravel()
    _, first, which = np.unique(keys, return_index=True, return_inverse=True)
    rank = np.empty(len(first), dtype=np.int64)
    rank[np.argsort(first, kind="stable")] = np.arange(len(first))
    labels = rank[which.ravel()]
    order = np.argsort(labels, kind="stable")
    ends = np.searchsorted(labels[order], np.arange(1, len(first)))
    groups = [tuple(cast("list[int]", group.tolist())) for group in np.split(order, ends)]
    return covered[np.sort(first)], groups


def _packed(small: NDArray[np.bool_]) -> _Packed:
    """Return a chart as bits, its rows in rising order of their number of columns."""
    small = small[:, np.argsort(small.sum(axis=0), kind="stable")]
    columns = _words(small)
    rows = small.shape[1]
    touching = [np.bitwise_or.reduce(columns[small[:, row]], axis=0) for row in range(rows)]
    members = [np.flatnonzero(small[:, row]) for row in range(rows)]
    return _Packed(
        columns,
        np.array(touching, dtype=np.uint64).reshape(rows, -1),
        np.cumsum([0, *map(len, members)], dtype=np.int64),
        np.concatenate(members).astype(np.int64),
    )


def _words(small: NDArray[np.bool_]) -> NDArray[np.uint64]:
    wide = np.zeros((len(small), -(-small.shape[1] // 64) * 64), dtype=bool)
    wide[:, : small.shape[1]] = small
    return np.packbits(wide, axis=1, bitorder="little").view(np.uint64)


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


def _smallest(small: NDArray[np.bool_], budget: int) -> tuple[int, bool, list[int]]:
    """Return the size of a smallest cover, whether it is proved, and one such cover."""
    kept = np.arange(len(small))
    if len(small) <= MOST_COMPARED:
        kept = np.flatnonzero(maximal_columns(_words(small)))
    reduced = small[kept]
    problem = _packed(reduced)
    known = _greedy(reduced)
    lower = rows_apart(problem.neighbours, np.bitwise_or.reduce(problem.columns, axis=0))
    for size in range(lower, len(known)):
        stored, found, nodes = _search(problem, size, 1, budget)
        if found:
            return size, True, kept[stored[0]].tolist()
        if nodes > budget:
            cover, proved = _by_integer_programme(reduced, size, known)
            return len(cover), proved, kept[cover].tolist()
    return len(known), True, kept[known].tolist()


def _by_integer_programme(
    small: NDArray[np.bool_], lower: int, known: list[int]
) -> tuple[list[int], bool]:
    """Return a smallest cover and whether it is proved; the known one if time runs out."""
    from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: PLC0415  (heavy, rarely needed)

    columns = len(small)
    found = milp(
        np.ones(columns),
        integrality=np.ones(columns, dtype=np.int64),
        bounds=Bounds(0, 1),
        constraints=[
            LinearConstraint(small.T.astype(np.float64), lb=1),
            LinearConstraint(np.ones((1, columns)), lb=lower, ub=len(known)),
        ],
        options={"time_limit": SECONDS},
    )
    if found.x is None:
        return known, False
    cover = np.flatnonzero(np.asarray(found.x) > 0.5)
    return cover.tolist(), bool(found.status == 0)


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
