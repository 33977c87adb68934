"""Sums over the common partners of two tied nodes: constraint, redundancy, hierarchy."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from consilience.kernels.compiling import kernel

if TYPE_CHECKING:
    from numpy.typing import NDArray


@kernel
def structural_holes(
    first: NDArray[np.int64], partners: NDArray[np.int64], mutual: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return constraint, redundancy and the entropy sum of hierarchy, shape (nodes, 3).

    ``first`` and ``partners`` are the rows of a symmetric sparse matrix without a diagonal,
    ``mutual`` its values: strength from i to j plus strength from j to i. A node without partners
    has NaN.
    """
    nodes = len(first) - 1
    found = np.full((nodes, 3), np.nan)
    total, largest = np.zeros(nodes), np.zeros(nodes)
    for node in range(nodes):
        for place in range(first[node], first[node + 1]):
            total[node] += mutual[place]
            largest[node] = max(largest[node], mutual[place])
    near, indirect = np.zeros(nodes, dtype=np.bool_), np.zeros(nodes)
    for node in range(nodes):
        start, stop = first[node], first[node + 1]
        if start == stop:
            continue
        for place in range(start, stop):
            near[partners[place]] = True
        redundancy = 0.0
        for place in range(start, stop):
            middle = partners[place]
            share = mutual[place] / total[node]
            for step in range(first[middle], first[middle + 1]):
                other = partners[step]
                if near[other]:
                    indirect[other] += share * mutual[step] / total[middle]
                    redundancy += share * mutual[step] / largest[other]
        constraint = 0.0
        for place in range(start, stop):
            other = partners[place]
            constraint += (mutual[place] / total[node] + indirect[other]) ** 2
        entropy = 0.0
        for place in range(start, stop):
            other = partners[place]
            part = (mutual[place] / total[node] + indirect[other]) ** 2
            ratio = part * (stop - start) / constraint
            if ratio > 0.0:
                entropy += ratio * math.log(ratio)  # not NumPy's, which differs by form
            near[other] = False
            indirect[other] = 0.0
        found[node, 0], found[node, 1], found[node, 2] = constraint, redundancy, entropy
    return found
