"""The usual centralities of the nodes of a network."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import linalg

from consilience.network.leading.coherence import SAME
from consilience.network.leading.grounding import leaderless, variance_with_each
from consilience.network.scenario import coreness
from consilience.network.ties import DEFAULT_WEIGHT, Graph, Node, Ties, direction_note, read_ties
from consilience.network.walks import limited, plain_ties, walks
from consilience.results import Result


@dataclass(frozen=True, kw_only=True, eq=False)
class Centralities(Result):
    """Centralities of every node; arrays are read-only, shape (n,). See :func:`centralities`."""

    nodes: tuple[Node, ...]
    degree: NDArray[np.float64]
    strength: NDArray[np.float64]
    closeness: NDArray[np.float64]
    betweenness: NDArray[np.float64]
    eigenvector: NDArray[np.float64]
    information: NDArray[np.float64]
    coreness: NDArray[np.int64]
    clustering: NDArray[np.float64]

    def to_frame(self) -> pd.DataFrame:
        """Return one row a node, the largest degree first."""
        names = (
            "degree",
            "strength",
            "closeness",
            "betweenness",
            "eigenvector",
            "information",
            "coreness",
            "clustering",
        )
        frame = pd.DataFrame({"node": self.nodes, **{name: getattr(self, name) for name in names}})
        return frame.sort_values("degree", ascending=False, kind="stable", ignore_index=True)


def centralities(graph: Graph, *, weight: str | None = DEFAULT_WEIGHT) -> Centralities:
    r"""Measure how central each node is.

    Degree: partners over n - 1. Strength: the sum of strengths. Closeness: n' / sum of distances,
    times n' / (n - 1), with n' the other nodes that are reached (Wasserman and Faust).
    Betweenness: the share of shortest paths of other pairs that pass. Eigenvector: the leading
    eigenvector of the largest part, of length 1. Information: n over twice H of the node as only
    leader (Stephenson and Zelen). Coreness: the largest k so that the node belongs to the k-core.
    Clustering: the share of pairs of partners that are tied.

    Parameters
    ----------
    graph, weight
        As in :func:`coherence`; at most 3,000 nodes. Strengths count in strength, eigenvector and
        information; distances are counted in ties. Direction does not count.

    Returns
    -------
    Centralities
        All of them; closeness, betweenness, degree and clustering in [0, 1]. Information is 0 in a
        network in several parts.

    Raises
    ------
    ArgumentError
        If the graph is none.
    DataError
        If a strength is missing, negative or not finite, or the network is too large.
    UnknownNameError
        If the weight is unknown.

    Examples
    --------
    >>> import networkx as nx
    >>> found = centralities(nx.florentine_families_graph())
    >>> found.to_frame().loc[0, "betweenness"].round(3)
    np.float64(0.522)

    References
    ----------
    Freeman (1979), Centrality in Social Networks; Wasserman and Faust (1994), Social Network
    Analysis; Bonacich (1972); Stephenson and Zelen (1989), Rethinking Centrality; Seidman (1983),
    Network Structure and Minimum Degree; Watts and Strogatz (1998); Brandes (2001), A Faster
    Algorithm for Betweenness Centrality.
    """
    owner = "centralities"
    ties = limited(read_ties(graph, weight, owner), owner)
    tied = plain_ties(ties)
    found = walks(tied)
    columns = {
        "degree": found.degree / max(len(ties.nodes) - 1, 1),
        "strength": np.asarray(ties.mutual.sum(axis=1)).ravel(),
        "closeness": found.closeness,
        "betweenness": found.betweenness,
        "eigenvector": _eigenvector(ties),
        "information": _information(ties),
        "clustering": found.clustering,
    }
    cores = coreness(tied)
    for column in (*columns.values(), cores):
        column.flags.writeable = False
    return Centralities(
        nodes=ties.nodes,
        coreness=cores,
        **columns,
        parameters={"weight": weight},
        notes=(*ties.notes, *direction_note(ties)),
        references=(
            "freeman1979",
            "wasserman1994",
            "bonacich1972",
            "stephenson1989",
            "seidman1983",
            "watts1998",
        ),
    )


def _eigenvector(ties: Ties) -> NDArray[np.float64]:
    """Return the leading eigenvector; NaN where two parts lead alike."""
    count = len(ties.nodes)
    if count < 2:
        return np.full(count, np.nan)
    values, vectors = linalg.eigh(ties.mutual.toarray(), subset_by_index=(count - 2, count - 1))
    if values[1] - values[0] <= SAME * max(values[1], 1.0):
        return np.full(count, np.nan)
    return np.asarray(np.abs(vectors[:, 1]))


def _information(ties: Ties) -> NDArray[np.float64]:
    count = len(ties.nodes)
    if count < 2:
        return np.full(count, np.nan)
    both_ways = replace(ties, strength=ties.mutual, directed=False)
    return np.asarray(count / 2 / variance_with_each(leaderless(both_ways)))
