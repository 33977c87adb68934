"""The searches behind minimum covers: the smallest size, then every cover of that size."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import cast

import numpy as np
from numpy.typing import NDArray

from consilience.kernels import compiling
from consilience.kernels.covers import (
    DEPTH,
    PackedChart,
    maximal_columns,
    new_search,
    next_covers,
    rows_apart,
)
from consilience.qca.cover_bounds import (
    by_integer_programme,
    even_weights,
    fewest,
    greedy,
    programme_weights,
)
from consilience.qca.progress import Phase, tell

MOST_COMPARED = 20_000  # columns compared with one another before the search for the size
FIRST_NODES = 20_000  # nodes after which the better weights of a linear programme pay
LAST_NODES = 500_000  # nodes after which an integer programme finds the size sooner
MOST_STEPS = 2_000_000_000  # inner steps of one search, at the very most: some seconds
_ROOM = 4_096  # covers of one slice
_EXACT = 2.0**50  # products below it add up in 64 bits


@dataclass(frozen=True)
class SmallestCover:
    """A cover, the size below which none exists, and the weights of rows that bounds rest on."""

    cover: list[int]
    lower: int
    weights: NDArray[np.int64]
    best_weights: bool


@dataclass(frozen=True)
class Found:
    """Covers of one size, the first of them listed.

    ``count`` counts every cover met, once for each choice among interchangeable columns;
    ``everywhere`` are the columns that stand in all of them. ``over`` says whether the search
    has seen everything.
    """

    covers: list[list[int]]
    count: int
    everywhere: list[int]
    over: bool


def smallest_cover(small: NDArray[np.bool_], budget: int) -> SmallestCover:
    """Return a cover with the fewest columns, or the best known with a bound below it.

    Sizes are tried from the lower bound up; where the search for one size is too long, a linear
    programme gives better weights, and then an integer programme decides.
    """
    kept = np.arange(len(small))
    if len(small) <= MOST_COMPARED:
        compare = maximal_columns.at_cost(len(small) ** 2)
        kept = np.flatnonzero(compare(words(small)))
    reduced = small[kept]
    known = greedy(reduced)
    weights, best = even_weights(reduced), False
    lower = max(_apart(reduced), fewest(reduced, weights))
    while lower < len(known):
        nodes = min(budget, LAST_NODES if best else FIRST_NODES)
        found = _search(reduced, weights, lower, nodes)
        if found.covers:
            known = found.covers[0]
        elif found.over:
            lower += 1
        elif not best:
            weights, best = programme_weights(reduced), True
            lower = max(lower, fewest(reduced, weights))
        else:
            known, lower = by_integer_programme(reduced, lower, known)
            break
    return SmallestCover([int(kept[c]) for c in known], lower, weights, best)


def all_ties(
    small: NDArray[np.bool_],
    alike: NDArray[np.int64],
    known: SmallestCover,
    most: int,
    budget: int,
) -> Found:
    """Return every cover as small as the one known; at most ``most`` are listed, all counted.

    ``alike`` says for how many interchangeable columns each one stands. Where the size is not
    proved and a smaller cover turns up, the search begins again with it.
    """
    cover, weights, best = known.cover, known.weights, known.best_weights
    while True:
        nodes = budget if best else min(budget, FIRST_NODES)
        found = _search(small, weights, len(cover), nodes, alike, most)
        shortest = min(found.covers, key=len, default=cover)
        if len(shortest) < len(cover):
            cover = shortest
        elif best or found.over or nodes == budget:
            break
        else:
            weights, best = programme_weights(small), True
    if found.covers:
        return found
    return Found([sorted(cover)], math.prod(alike[cover].tolist()), sorted(cover), over=False)


def needed_rows(patterns: NDArray[np.bool_]) -> list[int]:
    """Return rows whose cover implies the cover of all others."""
    packed = words(patterns.T)
    order = np.argsort(patterns.sum(axis=0), kind="stable")
    kept: list[int] = []
    for row in cast("list[int]", order.tolist()):
        if not (packed[kept] & ~packed[row] == 0).all(axis=1).any():
            kept.append(row)
    return sorted(kept)


def packed_chart(small: NDArray[np.bool_], weights: NDArray[np.int64]) -> PackedChart:
    """Return a chart as bits, its rows in rising order of their number of columns."""
    order = np.argsort(small.sum(axis=0), kind="stable")
    small, weights = small[:, order], weights[order]
    columns = words(small)
    rows = small.shape[1]
    touching = [np.bitwise_or.reduce(columns[small[:, row]], axis=0) for row in range(rows)]
    members = [np.flatnonzero(small[:, row]) for row in range(rows)]
    return PackedChart(
        columns,
        np.array(touching, dtype=np.uint64).reshape(rows, -1),
        np.cumsum([0, *map(len, members)], dtype=np.int64),
        np.concatenate(members).astype(np.int64),
        weights,
        int((small @ weights).max(initial=0)),
    )


def words(small: NDArray[np.bool_]) -> NDArray[np.uint64]:
    """Return each line of a chart as 64-bit words."""
    wide = np.zeros((len(small), -(-small.shape[1] // 64) * 64), dtype=bool)
    wide[:, : small.shape[1]] = small
    return np.packbits(wide, axis=1, bitorder="little").view(np.uint64)


def _search(
    small: NDArray[np.bool_],
    weights: NDArray[np.int64],
    size: int,
    budget: int,
    alike: NDArray[np.int64] | None = None,
    most: int = 1,
) -> Found:
    """Search covers of one size until the nodes run out; without ``alike``, for one cover only.

    A cover below the size ends the search as well: then the size was wrong.
    """
    taken = small @ weights
    # a column that leaves more weight than the others can take stands in no such cover
    useful = np.flatnonzero(weights.sum() - taken <= (size - 1) * taken.max())
    if not small[useful].any(axis=0).all():
        return Found([], 0, [], over=True)
    chart = packed_chart(small[useful], weights)
    search = new_search(chart, size)
    room = np.empty((1 if alike is None else _ROOM, size), dtype=np.int64)
    steps = 4 * (size + 1) * chart.columns.shape[1]
    budget = min(budget, -(-MOST_STEPS // steps))
    covers: list[list[int]] = []
    uses, met, count, visited = np.zeros(len(small), dtype=np.int64), 0, 0, 0
    enough = False
    while search.place[DEPTH] >= 0 and visited < budget and not enough:
        nodes = min(budget - visited, -(-compiling.steps_of_slice() // steps))
        fresh, used = next_covers.at_cost(0)(chart, search, room, nodes)
        compiling.announce(used * steps)
        visited += used
        met += fresh
        lines = np.where(room[:fresh] < 0, -1, useful[room[:fresh]])
        covers += [[c for c in line if c >= 0] for line in lines[: most - len(covers)].tolist()]
        uses += np.bincount(lines[lines >= 0], minlength=len(small))
        count += fresh if alike is None else choices(alike, lines)
        enough = bool((lines < 0).any()) or (alike is None and met > 0)
        phase: Phase = "smallest cover" if alike is None else "ties"
        tell(phase, visited, budget, count)
    everywhere = np.flatnonzero(uses == met).tolist() if met else []
    return Found(sorted(map(sorted, covers)), count, everywhere, bool(search.place[DEPTH] < 0))


def choices(alike: NDArray[np.int64], lines: NDArray[np.int64]) -> int:
    """Return for how many covers these lines of columns stand, exact at any size."""
    factors = np.where(lines < 0, 1, alike[lines])
    if factors.astype(np.float64).prod(axis=1).max(initial=0) > _EXACT:
        return int(factors.astype(object).prod(axis=1).sum())
    return int(factors.prod(axis=1).sum())


def _apart(small: NDArray[np.bool_]) -> int:
    chart = packed_chart(small, np.zeros(small.shape[1], dtype=np.int64))
    count = rows_apart.at_cost(chart.neighbours.size)
    return count(chart.neighbours, np.bitwise_or.reduce(chart.columns, axis=0))
