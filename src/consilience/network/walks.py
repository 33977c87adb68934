"""What shortest paths and closed triangles say about each node; ties count alike."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from consilience.errors import DataError
from consilience.kernels.paths import passing_paths, tied_partners
from consilience.network.leading.coherence import EXACT_UP_TO
from consilience.network.ties import Matrix, Ties, rows_of

_Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Walks:
    """Of each node, shape (n,): partners, nodes reached, distances, paths passing, triangles."""

    degree: NDArray[np.int64]
    reached: _Numbers
    distance: _Numbers
    farthest: _Numbers
    passing: _Numbers
    triangles: NDArray[np.int64]

    @property
    def closeness(self) -> _Numbers:
        """Closeness of Wasserman and Faust: 0 where nobody is reached."""
        scale = max(len(self.degree) - 1, 1)
        found = np.zeros(len(self.degree))
        np.divide(self.reached**2, self.distance * scale, out=found, where=self.distance > 0)
        return found

    @property
    def betweenness(self) -> _Numbers:
        """The share of the shortest paths of pairs of others that pass."""
        count = len(self.degree)
        return self.passing / max((count - 1) * (count - 2) / 2, 1)

    @property
    def clustering(self) -> _Numbers:
        """The share of pairs of partners that are tied: 0 with fewer than two partners."""
        pairs = self.degree * (self.degree - 1) / 2
        return np.asarray(self.triangles / np.maximum(pairs, 1))


def walks(tied: Matrix) -> Walks:
    """Return the walks of an undirected network without strengths, in sparse rows."""
    rows = rows_of(tied)
    degree = np.diff(rows[0])
    paths = passing_paths.at_cost(tied.shape[0] * 4 * tied.nnz)(*rows)
    triangles = tied_partners.at_cost(int(degree[rows[1]].sum()))(*rows)
    reached, distance, farthest, passing = paths.T
    return Walks(degree, reached, distance, farthest, passing, triangles)


def limited(ties: Ties, owner: str) -> Ties:
    """Return ties of at most 3,000 nodes."""
    if len(ties.nodes) > EXACT_UP_TO:
        raise DataError("network.too_large", owner=owner, limit=EXACT_UP_TO, nodes=len(ties.nodes))
    return ties


def plain_ties(ties: Ties) -> Matrix:
    """Return who is tied with whom, without direction and strength, in sparse rows."""
    found = (ties.mutual > 0).tocsr()
    found.sort_indices()
    return found
