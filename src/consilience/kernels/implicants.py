"""Prime implicants as minimal hitting sets, and the chart of what each covers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numba import njit

from consilience.kernels.buffers import doubled

if TYPE_CHECKING:
    from numpy.typing import NDArray

MOST_CONDITIONS = 62  # a set of conditions is one 64-bit word

_ZERO = np.uint64(0)
_ONE = np.uint64(1)


@njit(cache=True)
def prime_masks(
    positive: NDArray[np.int64], negative: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.uint64]]:
    """Return every prime implicant once, as (positive row, set of its conditions).

    A set of conditions S, with the values of positive row p, excludes negative row n exactly if S
    holds a condition in which p and n differ. Prime implicants are therefore the minimal hitting
    sets of the difference masks, found by depth-first search with critical edges (Murakami and
    Uno 2014). Only observed rows are touched, never all configurations.

    Parameters
    ----------
    positive, negative : int arrays of shape (p, k) and (n, k), k <= 62
        Values of the rows that must, and must not, be covered; in a negative row -1 stands for
        "any value".
    """
    rows = np.empty(64, np.int64)
    masks = np.empty(64, np.uint64)
    found = 0
    for index in range(len(positive)):
        edges = _minimal_masks(_differences(positive[index], negative))
        earlier = _differences(positive[index], positive[:index])
        sets = _minimal_hitting_sets(edges, positive.shape[1])
        for mask in sets:
            if _repeated(mask, earlier):
                continue
            if found == len(masks):
                rows = doubled(rows)
                masks = doubled(masks)
            rows[found] = index
            masks[found] = mask
            found += 1
    return rows[:found], masks[:found]


@njit(cache=True)
def _differences(row: NDArray[np.int64], others: NDArray[np.int64]) -> NDArray[np.uint64]:
    masks = np.zeros(len(others), np.uint64)
    for other in range(len(others)):
        for condition in range(len(row)):
            value = others[other, condition]
            if value >= 0 and value != row[condition]:
                masks[other] |= _ONE << np.uint64(condition)
    return masks


@njit(cache=True)
def _repeated(mask: np.uint64, earlier: NDArray[np.uint64]) -> bool:
    # an earlier positive row with the same values in S has already given this implicant
    for other in earlier:  # noqa: SIM110  (numba compiles loops, not generators)
        if mask & other == _ZERO:
            return True
    return False


@njit(cache=True)
def _empty(words: NDArray[np.uint64]) -> bool:
    for word in words:  # noqa: SIM110  (numba compiles loops, not generators)
        if word != _ZERO:
            return False
    return True


@njit(cache=True)
def _bits(word: np.uint64) -> int:
    count = 0
    while word != _ZERO:
        word &= word - _ONE
        count += 1
    return count


@njit(cache=True)
def _minimal_masks(masks: NDArray[np.uint64]) -> NDArray[np.uint64]:
    # smallest masks first: a mask is minimal if no kept one lies within it
    sizes = np.empty(len(masks), np.int64)
    for index in range(len(masks)):
        sizes[index] = _bits(masks[index])
    kept = np.empty(len(masks), np.uint64)
    count = 0
    for size in range(65):
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
    return kept[:count]


@njit(cache=True)
def _incidence(edges: NDArray[np.uint64], vertices: int) -> NDArray[np.uint64]:
    words = (len(edges) + 63) // 64
    incidence = np.zeros((vertices, max(words, 1)), np.uint64)
    for edge in range(len(edges)):
        for vertex in range(vertices):
            if edges[edge] >> np.uint64(vertex) & _ONE:
                incidence[vertex, edge // 64] |= _ONE << np.uint64(edge % 64)
    return incidence


@njit(cache=True)
def _narrowest_edge(
    uncovered: NDArray[np.uint64], edges: NDArray[np.uint64], candidates: np.uint64
) -> np.uint64:
    best = _ZERO
    fewest = 65
    for edge in range(len(edges)):
        if uncovered[edge // 64] >> np.uint64(edge % 64) & _ONE:
            choices = edges[edge] & candidates
            size = _bits(choices)
            if size < fewest:
                fewest = size
                best = choices
    return best


@njit(cache=True)
def _minimal_hitting_sets(edges: NDArray[np.uint64], vertices: int) -> NDArray[np.uint64]:
    found = np.empty(16, np.uint64)
    count = 0
    incidence = _incidence(edges, vertices)
    words = incidence.shape[1]
    uncovered = np.zeros((vertices + 2, words), np.uint64)
    critical = np.zeros((vertices + 2, vertices, words), np.uint64)
    chosen = np.zeros(vertices + 2, np.uint64)
    candidates = np.zeros(vertices + 2, np.uint64)
    choices = np.zeros(vertices + 2, np.uint64)
    for edge in range(len(edges)):
        uncovered[0, edge // 64] |= _ONE << np.uint64(edge % 64)
    candidates[0] = (_ONE << np.uint64(vertices)) - _ONE
    depth = 0
    fresh = True
    while depth >= 0:
        if fresh:
            if _empty(uncovered[depth]):
                if count == len(found):
                    found = doubled(found)
                found[count] = chosen[depth]
                count += 1
                depth -= 1
                fresh = False
                continue
            choices[depth] = _narrowest_edge(uncovered[depth], edges, candidates[depth])
            candidates[depth] &= ~choices[depth]
        if choices[depth] == _ZERO:
            depth -= 1
            fresh = False
            continue
        lowest = choices[depth] & (~choices[depth] + _ONE)
        choices[depth] &= ~lowest
        vertex = _bits(lowest - _ONE)
        fresh = _add_vertex(vertex, depth, incidence, uncovered, critical, chosen[depth])
        if fresh:
            chosen[depth + 1] = chosen[depth] | lowest
            candidates[depth + 1] = candidates[depth]
        candidates[depth] |= lowest
        if fresh:
            depth += 1
    return found[:count]


@njit(cache=True)
def _add_vertex(
    vertex: int,
    depth: int,
    incidence: NDArray[np.uint64],
    uncovered: NDArray[np.uint64],
    critical: NDArray[np.uint64],
    chosen: np.uint64,
) -> bool:
    # minimality: every chosen condition must keep an edge that only it hits
    words = incidence.shape[1]
    for other in range(critical.shape[1]):
        if chosen >> np.uint64(other) & _ONE:
            alive = False
            for word in range(words):
                left = critical[depth, other, word] & ~incidence[vertex, word]
                critical[depth + 1, other, word] = left
                alive = alive or left != _ZERO
            if not alive:
                return False
    for word in range(words):
        critical[depth + 1, vertex, word] = uncovered[depth, word] & incidence[vertex, word]
        uncovered[depth + 1, word] = uncovered[depth, word] & ~incidence[vertex, word]
    return True


@njit(cache=True)
def coverage_chart(implicants: NDArray[np.int64], rows: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return which implicant covers which row, shape (implicants, rows); -1 stands for free."""
    chart = np.ones((len(implicants), len(rows)), np.bool_)
    for index in range(len(implicants)):
        for row in range(len(rows)):
            for condition in range(rows.shape[1]):
                value = implicants[index, condition]
                if value >= 0 and value != rows[row, condition]:
                    chart[index, row] = False
                    break
    return chart
