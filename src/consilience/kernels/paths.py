"""Shortest paths counted in ties: distances, and how many paths of others pass a node."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from consilience.kernels.compiling import kernel

if TYPE_CHECKING:
    from numpy.typing import NDArray


@kernel
def passing_paths(first: NDArray[np.int64], partners: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return what breadth-first searches from every node find, shape (nodes, 4).

    ``first`` and ``partners`` are the rows of a symmetric sparse matrix without a diagonal.
    Columns: the nodes that are reached, the sum of their distances, the largest distance, and the
    sum over pairs of others of the share of their shortest paths that pass (Brandes 2001).
    """
    nodes = len(first) - 1
    found = np.zeros((nodes, 4))
    order, far = np.zeros(nodes, np.int64), np.zeros(nodes, np.int64)
    paths, share = np.zeros(nodes), np.zeros(nodes)
    for start in range(nodes):
        far[:] = -1
        paths[:] = 0.0
        share[:] = 0.0
        far[start], paths[start], order[0] = 0, 1.0, start
        reached, looked = 1, 0
        while looked < reached:
            node = order[looked]
            looked += 1
            for place in range(first[node], first[node + 1]):
                other = partners[place]
                if far[other] < 0:
                    far[other] = far[node] + 1
                    order[reached] = other
                    reached += 1
                if far[other] == far[node] + 1:
                    paths[other] += paths[node]
        for looked in range(reached - 1, 0, -1):
            node = order[looked]
            found[start, 1] += far[node]
            for place in range(first[node], first[node + 1]):
                other = partners[place]
                if far[other] == far[node] - 1:
                    share[other] += paths[other] / paths[node] * (1.0 + share[node])
            found[node, 3] += share[node] / 2
        found[start, 0], found[start, 2] = reached - 1, far[order[reached - 1]]
    return found


@kernel
def distance_sums(first: NDArray[np.int64], partners: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the number of ordered pairs that reach each other and the sum of their distances."""
    nodes = len(first) - 1
    order, far = np.zeros(nodes, np.int64), np.zeros(nodes, np.int64)
    pairs, total = 0, 0
    for start in range(nodes):
        far[:] = -1
        far[start], order[0] = 0, start
        reached, looked = 1, 0
        while looked < reached:
            node = order[looked]
            looked += 1
            total += far[node]
            for place in range(first[node], first[node + 1]):
                other = partners[place]
                if far[other] < 0:
                    far[other] = far[node] + 1
                    order[reached] = other
                    reached += 1
        pairs += reached - 1
    return np.array([pairs, total])


@kernel
def tied_partners(first: NDArray[np.int64], partners: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return how many pairs of partners of each node are tied, shape (nodes,)."""
    nodes = len(first) - 1
    found = np.zeros(nodes, np.int64)
    near = np.zeros(nodes, np.bool_)
    for node in range(nodes):
        for place in range(first[node], first[node + 1]):
            near[partners[place]] = True
        for place in range(first[node], first[node + 1]):
            middle = partners[place]
            for step in range(first[middle], first[middle + 1]):
                if near[partners[step]] and partners[step] > middle:
                    found[node] += 1
        for place in range(first[node], first[node + 1]):
            near[partners[place]] = False
    return found
