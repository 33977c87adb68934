"""All irredundant covers of a chart: those in which no implicant is superfluous."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, cast

import numpy as np

from consilience.kernels import compiling
from consilience.kernels import irredundant as kernel
from consilience.qca.cover_search import choices, needed_rows, words
from consilience.qca.minimization import Covers, classes, indispensable, minimum_covers
from consilience.qca.progress import tell

if TYPE_CHECKING:
    from numpy.typing import NDArray

MOST_STEPS = 8_000_000_000  # words looked at in one search, at the very most
_ROOM = 4_096  # covers of one slice


def irredundant_covers(covered: NDArray[np.bool_], most: int, budget: int) -> Covers:
    """Return all irredundant covers of the chart's columns, in rising order of their size.

    Where the search ends early or finds more than it may store, what :func:`minimum_covers` finds
    within the same budget is returned all the same, and the count is what was counted until then.

    Parameters
    ----------
    covered : bool array of shape (implicants, rows)
        Every row is covered by some implicant.
    most : int
        How many covers are stored by skeleton; all are counted.
    budget : int
        Search nodes after which the search stops and says so; fewer where a node is costly.
    """
    columns, members = _interchangeable(covered)
    weights = np.array([len(group) for group in members], dtype=np.int64)
    found, count, over = _search(columns, weights, most, budget)
    smallest = None
    if not over or len(found) == most:
        smallest = minimum_covers(columns, most, budget)
        found |= {tuple(sorted(c for (c,) in skeleton)) for skeleton in smallest.skeletons}
    ordered = sorted(found, key=lambda cover: (len(cover), cover))
    skeletons = tuple(tuple(members[c] for c in cover) for cover in ordered)
    listed = sum(math.prod(map(len, skeleton)) for skeleton in skeletons)
    return Covers(
        skeletons,
        max(count, listed),
        len(ordered[0]),
        over,
        smallest.lower if smallest else len(ordered[0]),
        indispensable(covered),
    )


def _search(
    columns: NDArray[np.bool_], weights: NDArray[np.int64], most: int, budget: int
) -> tuple[set[tuple[int, ...]], int, bool]:
    """Return the first covers, how many were met by weight, and whether all were met."""
    packed = words(columns)
    limit = min(budget, max(1, MOST_STEPS // packed.size))
    search = kernel.new_search(packed, columns.shape[1])
    room = np.empty((_ROOM, len(search.chosen)), dtype=np.int64)
    steps = len(packed) + room.shape[1] * packed.shape[1]
    found: set[tuple[int, ...]] = set()
    count, visited = 0, 0
    while search.place[kernel.DEPTH] >= 0 and visited <= limit:
        nodes = min(limit + 1 - visited, -(-compiling.steps_of_slice() // steps))
        fresh, used = kernel.next_irredundant.at_cost(0)(packed, search, room, nodes)
        compiling.announce(used * steps)
        visited += used
        lines = room[:fresh]
        count += choices(weights, lines)
        found |= {
            tuple(sorted(c for c in line if c >= 0)) for line in _lists(lines[: most - len(found)])
        }
        tell("irredundant covers", min(visited, limit), limit, count)
    return found, count, visited <= limit


def _interchangeable(
    covered: NDArray[np.bool_],
) -> tuple[NDArray[np.bool_], list[tuple[int, ...]]]:
    """Return distinct columns over the rows that matter, and the implicants of each."""
    patterns, groups = classes(covered)
    columns, merged = classes(patterns[:, needed_rows(patterns)])
    members = [tuple(sorted(i for c in group for i in groups[c])) for group in merged]
    useful = np.flatnonzero(columns.any(axis=1)).tolist()
    return columns[useful], [members[place] for place in useful]


def _lists(stored: NDArray[np.int64]) -> list[list[int]]:
    return cast("list[list[int]]", stored.tolist())
