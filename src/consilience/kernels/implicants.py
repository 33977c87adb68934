"""Prime implicants as minimal hitting sets, and the chart of what each covers."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from consilience.kernels.compiling import kernel

if TYPE_CHECKING:
    from numpy.typing import NDArray

MOST_CONDITIONS = 62  # a set of conditions is one 64-bit word

_ZERO = np.uint64(0)
_ONE = np.uint64(1)

# places in ImplicantSearch.place
ROW = 0
_DEPTH = 1
_ENTERED = 2
_EDGES = 3


class ImplicantSearch(NamedTuple):
    """Where a search stands: the positive row, its difference masks, and one entry a depth.

    Shapes, with k conditions, n negative cubes and w = n / 64 words: ``edges`` (n,) and
    ``incidence`` (k, w) are the minimal masks of the row, ``earlier`` (p,) its differences from
    the positive rows; by depth ``uncovered`` (k + 2, w), ``critical`` (k + 2, k, w), and the sets
    ``chosen``, ``candidates`` and ``choices`` (k + 2,).
    """

    place: NDArray[np.int64]
    edges: NDArray[np.uint64]
    earlier: NDArray[np.uint64]
    incidence: NDArray[np.uint64]
    uncovered: NDArray[np.uint64]
    critical: NDArray[np.uint64]
    chosen: NDArray[np.uint64]
    candidates: NDArray[np.uint64]
    choices: NDArray[np.uint64]


def new_search(positive: NDArray[np.int64], negative: NDArray[np.int64]) -> ImplicantSearch:
    """Return a search that has not begun."""
    conditions = positive.shape[1]
    words = max(1, -(-len(negative) // 64))
    return ImplicantSearch(
        np.array([-1, -1, 0, 0]),
        np.zeros(len(negative), np.uint64),
        np.zeros(len(positive), np.uint64),
        np.zeros((conditions, words), np.uint64),
        np.zeros((conditions + 2, words), np.uint64),
        np.zeros((conditions + 2, conditions, words), np.uint64),
        *np.zeros((3, conditions + 2), np.uint64),
    )


@kernel
def next_implicants(
    positive: NDArray[np.int64],
    negative: NDArray[np.int64],
    search: ImplicantSearch,
    rows: NDArray[np.int64],
    masks: NDArray[np.uint64],
    steps: int,
) -> tuple[int, int]:
    """Write the next prime implicants, as (positive row, set of its conditions).

    A set of conditions S, with the values of positive row p, excludes negative row n exactly if S
    holds a condition in which p and n differ. Prime implicants are therefore the minimal hitting
    sets of the difference masks, found by depth-first search with critical edges (Murakami and
    Uno 2014). Only observed rows are touched, never all configurations. Every implicant is
    written once, at the first positive row that it covers.

    Parameters
    ----------
    positive, negative : int arrays of shape (p, k) and (n, k), k <= 62
        Values of the rows that must, and must not, be covered; in a negative row -1 stands for
        "any value".
    search : ImplicantSearch
        Where the search stands; it is over when its row is p.
    rows, masks : arrays of shape (room,)
        Where implicants are written; the search pauses when they are full.
    steps : int
        The search pauses after about so many steps of inner loops.

    Returns
    -------
    tuple of int
        How many implicants were written, and the steps taken.
    """
    place = search.place
    vertices = positive.shape[1]
    found = 0
    taken = 0
    while found < len(masks) and taken < steps:
        depth = place[_DEPTH]
        if depth < 0:
            place[ROW] += 1
            if place[ROW] == len(positive):
                break
            _begin_row(positive, negative, search)
            taken += len(negative) * (vertices + place[_EDGES])
            continue
        taken += vertices + place[_EDGES]
        if not place[_ENTERED]:
            if _hits_all(search, depth):
                if not _repeated(search.chosen[depth], search.earlier[: place[ROW]]):
                    rows[found] = place[ROW]
                    masks[found] = search.chosen[depth]
                    found += 1
                place[_DEPTH] -= 1
                place[_ENTERED] = 1
                continue
            search.choices[depth] = _narrowest_edge(search, depth, place[_EDGES])
            search.candidates[depth] &= ~search.choices[depth]
            place[_ENTERED] = 1
        if search.choices[depth] == _ZERO:
            place[_DEPTH] -= 1
            continue
        lowest = search.choices[depth] & (~search.choices[depth] + _ONE)
        search.choices[depth] &= ~lowest
        if _add_vertex(_bits(lowest - _ONE), depth, search):
            search.chosen[depth + 1] = search.chosen[depth] | lowest
            search.candidates[depth + 1] = search.candidates[depth]
            place[_DEPTH] += 1
            place[_ENTERED] = 0
        search.candidates[depth] |= lowest
    return found, taken


@kernel
def _begin_row(
    positive: NDArray[np.int64], negative: NDArray[np.int64], search: ImplicantSearch
) -> None:
    row = search.place[ROW]
    count = _minimal_masks(_differences(positive[row], negative), search.edges, positive.shape[1])
    earlier = _differences(positive[row], positive[:row])
    for other in range(row):
        search.earlier[other] = earlier[other]
    for word in range(search.incidence.shape[1]):
        search.uncovered[0, word] = _ZERO
        for vertex in range(positive.shape[1]):
            search.incidence[vertex, word] = _ZERO
    for edge in range(count):
        bit = _ONE << np.uint64(edge % 64)
        search.uncovered[0, edge // 64] |= bit
        for vertex in range(positive.shape[1]):
            if search.edges[edge] >> np.uint64(vertex) & _ONE:
                search.incidence[vertex, edge // 64] |= bit
    search.chosen[0] = _ZERO
    search.candidates[0] = (_ONE << np.uint64(positive.shape[1])) - _ONE
    search.place[_EDGES] = count
    search.place[_DEPTH] = 0
    search.place[_ENTERED] = 0


@kernel
def _differences(row: NDArray[np.int64], others: NDArray[np.int64]) -> NDArray[np.uint64]:
    masks = np.zeros(len(others), np.uint64)
    for other in range(len(others)):
        for condition in range(len(row)):
            value = others[other, condition]
            if value >= 0 and value != row[condition]:
                masks[other] |= _ONE << np.uint64(condition)
    return masks


@kernel
def _repeated(mask: np.uint64, earlier: NDArray[np.uint64]) -> bool:
    # an earlier positive row with the same values in S has already given this implicant
    for other in earlier:  # noqa: SIM110  (numba compiles loops, not generators)
        if mask & other == _ZERO:
            return True
    return False


@kernel
def _hits_all(search: ImplicantSearch, depth: int) -> bool:
    # words beyond the edges of this row hold what an earlier row left there
    for word in range((search.place[_EDGES] + 63) // 64):
        if search.uncovered[depth, word] != _ZERO:
            return False
    return True


@kernel
def _bits(word: np.uint64) -> int:
    count = 0
    while word != _ZERO:
        word &= word - _ONE
        count += 1
    return count


@kernel
def _minimal_masks(masks: NDArray[np.uint64], kept: NDArray[np.uint64], conditions: int) -> int:
    # smallest masks first: a mask is minimal if no kept one lies within it
    sizes = np.empty(len(masks), np.int64)
    for index in range(len(masks)):
        sizes[index] = _bits(masks[index])
    count = 0
    for size in range(conditions + 1):
        for index in range(len(masks)):
            if sizes[index] != size:
                continue
            minimal = True
            for other in range(count):
                if kept[other] & masks[index] == kept[other]:
                    minimal = False
                    break
            if minimal:
                kept[count] = masks[index]
                count += 1
    return count


@kernel
def _narrowest_edge(search: ImplicantSearch, depth: int, edges: int) -> np.uint64:
    best = _ZERO
    fewest = 65
    for edge in range(edges):
        if search.uncovered[depth, edge // 64] >> np.uint64(edge % 64) & _ONE:
            choices = search.edges[edge] & search.candidates[depth]
            size = _bits(choices)
            if size < fewest:
                fewest = size
                best = choices
    return best


@kernel
def _add_vertex(vertex: int, depth: int, search: ImplicantSearch) -> bool:
    # minimality: every chosen condition must keep an edge that only it hits
    words = (search.place[_EDGES] + 63) // 64
    critical = search.critical
    for other in range(critical.shape[1]):
        if search.chosen[depth] >> np.uint64(other) & _ONE:
            alive = False
            for word in range(words):
                left = critical[depth, other, word] & ~search.incidence[vertex, word]
                critical[depth + 1, other, word] = left
                alive = alive or left != _ZERO
            if not alive:
                return False
    for word in range(words):
        hit = search.incidence[vertex, word]
        critical[depth + 1, vertex, word] = search.uncovered[depth, word] & hit
        search.uncovered[depth + 1, word] = search.uncovered[depth, word] & ~hit
    return True


@kernel
def coverage_chart(implicants: NDArray[np.int64], rows: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return which implicant covers which row, shape (implicants, rows); -1 stands for free."""
    chart = np.ones((len(implicants), len(rows)), np.bool_)
    fixed = np.empty(rows.shape[1], np.int64)
    for index in range(len(implicants)):
        count = 0
        for condition in range(rows.shape[1]):
            if implicants[index, condition] >= 0:
                fixed[count] = condition
                count += 1
        for row in range(len(rows)):
            for place in range(count):
                if implicants[index, fixed[place]] != rows[row, fixed[place]]:
                    chart[index, row] = False
                    break
    return chart
