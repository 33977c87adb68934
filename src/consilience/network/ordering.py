"""An order of nodes that their names do not decide, so that renaming them changes nothing.

Colours are refined by the colours of partners until no more nodes can be told apart; then one of
the first nodes that look alike is set apart, and so on. Where those are mirror images of each
other, as they nearly always are, any of them gives the same network in the same order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from consilience.network.ties import Matrix, Ties

if TYPE_CHECKING:
    from collections.abc import Iterator

_Colours = NDArray[np.uint64]

_MOST_SET_APART = 200
_MOST_TIES = 20_000_000  # looked at to set nodes apart; beyond, a large network keeps its own order
_FACTORS = tuple(np.uint64(f) for f in (0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB))
_SHIFTS = tuple(np.uint64(shift) for shift in (30, 27, 31))


def name_free_order(matrix: Matrix, colours: NDArray[np.int64] | None = None) -> NDArray[np.int64]:
    """Return the places of the nodes in an order that depends on the ties only, shape (n,).

    ``matrix`` is square and in sparse rows. ``colours`` tell nodes apart beforehand.
    """
    count = matrix.shape[0]
    found = np.zeros(count, np.uint64) if colours is None else _mixed(colours.astype(np.uint64))
    strengths = np.unique(matrix.data, return_inverse=True)[1].astype(np.uint64)
    owner = np.repeat(np.arange(count), np.diff(matrix.indptr))
    found = _refined(matrix, owner, strengths, found)
    for _ in range(min(_MOST_SET_APART, _MOST_TIES // (matrix.nnz + 1))):
        values, place, sizes = np.unique(found, return_index=True, return_counts=True)
        if len(values) == count:
            break
        found[place[[np.argmax(sizes > 1)]]] += _FACTORS[0]
        found = _refined(matrix, owner, strengths, found)
    return np.argsort(found, kind="stable")


def shuffled_groups(
    ties: Ties, label: NDArray[np.int64], rounds: int, rng: np.random.Generator
) -> Iterator[NDArray[np.int64]]:
    """Yield the groups of the nodes, exchanged at random, whatever nodes and groups are called."""
    both_ways = (ties.strength + 2 * ties.strength.T).tocsr()
    sizes = np.bincount(label)[label]
    order = name_free_order(both_ways, sizes)
    for _ in range(rounds):
        found = np.empty_like(label)
        found[order] = rng.permutation(label[order])
        yield found


def _refined(
    matrix: Matrix, owner: NDArray[np.int64], strengths: _Colours, colours: _Colours
) -> _Colours:
    classes = len(np.unique(colours))
    while True:
        around = np.zeros(len(colours), np.uint64)
        np.add.at(around, owner, _mixed(colours[matrix.indices] + _FACTORS[2] * strengths))
        finer = _mixed(colours * _FACTORS[1] + around)
        number = len(np.unique(finer))
        if number <= classes:
            return colours
        colours, classes = finer, number


def _mixed(values: _Colours) -> _Colours:
    """Return well-spread hashes (the finaliser of splitmix64); products wrap around."""
    found = values + _FACTORS[0]
    for factor, shift in zip(_FACTORS[1:], _SHIFTS, strict=False):
        found = (found ^ (found >> shift)) * factor
    return np.asarray(found ^ (found >> _SHIFTS[2]))
