"""Prime implicants, their chart, and all minimum covers of it.

A configuration and an implicant are one row of values; -1 stands for a condition that does not
matter. What an implicant must not cover is given as such rows too ("cubes"), so that the number
of all configurations never counts.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

import numpy as np
from numpy.typing import NDArray

from consilience.kernels import compiling
from consilience.kernels.implicants import ROW, coverage_chart, new_search, next_implicants
from consilience.qca.cover_search import all_ties, needed_rows, smallest_cover
from consilience.qca.progress import tell

FREE = -1
_ROOM = 65_536  # implicants of one slice


@dataclass(frozen=True)
class Covers:
    """All covers with the fewest implicants, in classes of implicants that cover the same rows.

    Each skeleton is a tuple of classes, each class the indices of interchangeable implicants: a
    cover takes one of each. Not all skeletons are listed where there are very many. ``count`` is
    the number of covers, exact if ``exhausted``, else a lower bound; ``everywhere`` are
    implicants that stand in all covers, and if ``exhausted`` every such one. ``lower`` is the size
    below which no cover exists.
    """

    skeletons: tuple[tuple[tuple[int, ...], ...], ...]
    count: int
    size: int
    exhausted: bool
    lower: int
    everywhere: tuple[int, ...] = ()

    @property
    def proved(self) -> bool:
        """Whether no cover is smaller."""
        return self.lower == self.size

    def of_each_size(self, most: int) -> Iterator[NDArray[np.int64]]:
        """Yield sorted covers of one size, shape (covers, size), in all at most ``most``.

        Skeletons stand in rising order of their size.
        """
        for size, skeletons in itertools.groupby(self.skeletons, key=len):
            every = itertools.chain.from_iterable(itertools.product(*each) for each in skeletons)
            some = itertools.chain.from_iterable(itertools.islice(every, most))
            covers = np.sort(np.fromiter(some, np.int64).reshape(-1, size), axis=1)
            most -= len(covers)
            yield covers[np.lexsort(covers.T[::-1])]

    def listed(self, most: int) -> list[tuple[int, ...]]:
        """Return at most ``most`` covers as sorted tuples of indices, the shortest first."""
        return [
            cover
            for covers in self.of_each_size(most)
            for cover in zip(*covers.T.tolist(), strict=True)
        ]


def prime_implicants(positive: NDArray[np.int64], negative: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return all prime implicants of the positive rows, shape (implicants, k).

    An implicant covers at least one positive row and meets no negative cube; prime means that no
    condition can be dropped. Sorted by number of conditions, then by values.
    """
    search = new_search(positive, negative)
    rows, masks = np.empty(_ROOM, np.int64), np.empty(_ROOM, np.uint64)
    parts, total = [], 0
    while search.place[ROW] < len(positive):
        count, steps = next_implicants.at_cost(0)(
            positive, negative, search, rows, masks, compiling.steps_of_slice()
        )
        compiling.announce(steps)
        parts.append((rows[:count].copy(), masks[:count].copy()))
        total += count
        tell("implicants", int(search.place[ROW]), len(positive), total)
    sources, sets = (np.concatenate(part) for part in zip(*parts, strict=True))
    return _in_reading_order(positive[sources], sets)


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
    steps = implicants.size + len(implicants) * len(rows)
    return coverage_chart.at_cost(steps)(implicants, rows)


def minimum_covers(covered: NDArray[np.bool_], most: int, budget: int) -> Covers:
    """Return all covers of the chart's columns with the fewest implicants.

    Parameters
    ----------
    covered : bool array of shape (implicants, rows)
        Every row is covered by some implicant.
    most : int
        How many skeletons are listed; the covers of all are counted.
    budget : int
        Search nodes after which a search ends and says so.
    """
    patterns, groups = classes(covered)
    small = patterns[:, needed_rows(patterns)]
    known = smallest_cover(small, budget)
    alike = np.array([len(members) for members in groups])
    found = all_ties(small, alike, known, most, budget)
    skeletons = tuple(tuple(groups[c] for c in cover) for cover in found.covers)
    size = len(skeletons[0])
    exhausted = found.over and known.lower == size
    everywhere = indispensable(covered)
    if exhausted:
        everywhere = tuple(sorted(groups[c][0] for c in found.everywhere if alike[c] == 1))
    return Covers(skeletons, found.count, size, exhausted, known.lower, everywhere)


def indispensable(covered: NDArray[np.bool_]) -> tuple[int, ...]:
    """Return the implicants that alone cover some row: they stand in every cover."""
    alone = covered[:, covered.sum(axis=0) == 1].any(axis=1)
    return tuple(np.flatnonzero(alone).tolist())


def classes(
    covered: NDArray[np.bool_],
) -> tuple[NDArray[np.bool_], list[tuple[int, ...]]]:
    """Return distinct lines of a chart in order of appearance, and the implicants of each."""
    if not covered.size:
        return covered, []
    packed = np.ascontiguousarray(np.packbits(covered, axis=1))
    keys = packed.view(np.dtype((np.void, packed.shape[1]))).ravel()
    _, first, which = np.unique(keys, return_index=True, return_inverse=True)
    rank = np.empty(len(first), dtype=np.int64)
    rank[np.argsort(first, kind="stable")] = np.arange(len(first))
    labels = rank[which.ravel()]
    order = np.argsort(labels, kind="stable")
    ends = np.searchsorted(labels[order], np.arange(1, len(first)))
    members = cast("list[int]", order.tolist())
    bounds = itertools.pairwise([0, *ends.tolist(), len(members)])
    return covered[np.sort(first)], [tuple(members[start:end]) for start, end in bounds]


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


def _in_reading_order(rows: NDArray[np.int64], sets: NDArray[np.uint64]) -> NDArray[np.int64]:
    """Return rows, free outside their sets, sorted by size of the set, then as one reads them.

    Present comes before absent, the first condition counts most, and free comes last.
    """
    conditions = rows.shape[1]
    kept = (sets[:, None] >> np.arange(conditions, dtype=np.uint64)) & np.uint64(1) == 1
    implicants = np.where(kept, rows, FREE)
    highest = int(rows.max(initial=1))
    digits = np.where(kept, highest - rows, highest + 1).astype(np.uint64)
    # many digits in one word: one key to sort by instead of dozens
    base = highest + 2
    fitting = int(63 / np.log2(base))
    weights = np.array([base**place for place in reversed(range(fitting))], dtype=np.uint64)
    words = [
        digits[:, first : first + fitting] @ weights[: min(fitting, conditions - first)]
        for first in range(0, conditions, fitting)
    ]
    return implicants[np.lexsort((*reversed(words), kept.sum(axis=1)))]
