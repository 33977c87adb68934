"""The whole network in numbers, and the usual centralities of its nodes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import networkx as nx
import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import linalg
from scipy.sparse import csgraph

from consilience.errors import DataError
from consilience.network.coherence import EXACT_UP_TO, SAME
from consilience.network.grounding import leaderless, variance_with_each
from consilience.network.scenario import coreness
from consilience.network.ties import (
    DEFAULT_WEIGHT,
    Graph,
    Matrix,
    Node,
    Ties,
    components,
    read_groups,
    read_ties,
)
from consilience.results import Note, Result

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


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


@dataclass(frozen=True, kw_only=True, eq=False)
class Structure(Result):
    """A network in numbers, NaN where undefined. See :func:`structure`."""

    nodes: int
    ties: int
    directed: bool
    density: float
    centralisation: float
    transitivity: float
    clustering: float
    mean_distance: float
    diameter: float
    parts: int
    largest_part: float
    isolated: tuple[Node, ...]
    largest_coreness: int
    core: tuple[Node, ...]
    core_fit: float
    degree_assortativity: float
    group_assortativity: float
    communities: tuple[tuple[Node, ...], ...]
    modularity: float

    def to_frame(self) -> pd.DataFrame:
        """Return one row a measure that is a number."""
        left_out = ("parameters", "notes", "references", "isolated", "core", "communities")
        rows = {name: value for name, value in vars(self).items() if name not in left_out}
        return pd.DataFrame({"measure": list(rows), "value": [float(v) for v in rows.values()]})


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
    Network Structure and Minimum Degree; Watts and Strogatz (1998).
    """
    owner = "centralities"
    ties = _limited(read_ties(graph, weight, owner), owner)
    count = len(ties.nodes)
    tied = (ties.mutual > 0).tocsr()
    plain = nx.from_scipy_sparse_array(tied)
    others = max(count - 1, 1)
    columns = {
        "degree": np.diff(tied.indptr) / others,
        "strength": np.asarray(ties.mutual.sum(axis=1)).ravel(),
        "closeness": _closeness(tied),
        "betweenness": _ordered(nx.betweenness_centrality(plain)),
        "eigenvector": _eigenvector(ties),
        "information": _information(ties),
        "clustering": _ordered(nx.clustering(plain)),
    }
    cores = coreness(tied)
    for column in (*columns.values(), cores):
        column.flags.writeable = False
    return Centralities(
        nodes=ties.nodes,
        coreness=cores,
        **columns,
        parameters={"weight": weight},
        notes=(*ties.notes, *_direction_note(ties)),
        references=(
            "freeman1979",
            "wasserman1994",
            "bonacich1972",
            "stephenson1989",
            "seidman1983",
            "watts1998",
        ),
    )


def structure(
    graph: Graph,
    groups: Mapping[Any, str | int] | Iterable[str | int] | None = None,
    *,
    weight: str | None = DEFAULT_WEIGHT,
) -> Structure:
    r"""Describe a whole network in numbers.

    Density: ties over possible ties. Centralisation: Freeman's of degree,
    :math:`\sum_i (d_{max} - d_i) / ((n - 1)(n - 2))`. Transitivity: closed over connected triples.
    Clustering: the mean share of tied pairs of partners. Mean distance and diameter, in ties, over
    pairs that reach each other. Core: the nodes that make the pattern "the core is tied with
    everyone, the rest with nobody else" fit best, by correlation, sought among the nodes above each
    degree. Assortativity: Newman's, by degree and by group. Communities: greedy modularity; where
    two merges are equally good, the order of the nodes decides.

    Parameters
    ----------
    graph, weight
        As in :func:`coherence`; at most 3,000 nodes. Strengths and direction count in nothing but
        density (direction) and communities (strengths).
    groups
        The group of each node, for the assortativity by group: a mapping of every node, or a list
        in the order of the network, shape (n,).

    Returns
    -------
    Structure
        The numbers; ``largest_part`` is the share of nodes in the largest part, in [0, 1].

    Raises
    ------
    ArgumentError
        If the graph is none, or the groups are not as many as the nodes.
    DataError
        If a strength is missing, negative or not finite, or the network is too large.
    UnknownNameError
        If the weight is unknown, or a group is given for an unknown node.

    Examples
    --------
    >>> import networkx as nx
    >>> found = structure(nx.star_graph(5))
    >>> found.density.__round__(3), found.centralisation, found.core
    (0.333, 1.0, (0,))

    References
    ----------
    Freeman (1979), Centrality in Social Networks; Watts and Strogatz (1998); Borgatti and Everett
    (2000), Models of Core/Periphery Structures; Newman (2003), Mixing Patterns in Networks;
    Clauset, Newman and Moore (2004) for communities.
    """
    owner = "structure"
    ties = _limited(read_ties(graph, weight, owner), owner)
    label = None if groups is None else read_groups(ties, groups, owner)[1]
    count = len(ties.nodes)
    tied = (ties.mutual > 0).tocsr()
    plain = nx.from_scipy_sparse_array(tied)
    degree = np.diff(tied.indptr)
    pairs = count * (count - 1) / (1 if ties.directed else 2)
    number = ties.strength.nnz if ties.directed else ties.strength.nnz // 2
    distance = _mean_distance(tied)
    parts, part = components(tied)
    core, core_fit = _core(tied, degree)
    communities, modularity = _communities(ties)
    return Structure(
        nodes=count,
        ties=number,
        directed=ties.directed,
        density=number / pairs if pairs else float("nan"),
        centralisation=_centralisation(degree),
        transitivity=_transitivity(plain, degree),
        clustering=float(np.mean(_ordered(nx.clustering(plain)))),
        mean_distance=distance[0],
        diameter=distance[1],
        parts=parts,
        largest_part=float(np.bincount(part).max() / count),
        isolated=ties.named(np.flatnonzero(degree == 0)),
        largest_coreness=int(coreness(tied).max()),
        core=ties.named(core),
        core_fit=core_fit,
        degree_assortativity=_correlation(tied, degree.astype(np.float64)),
        group_assortativity=float("nan") if label is None else _by_group(tied, label),
        communities=tuple(ties.named(places) for places in communities),
        modularity=modularity,
        parameters={"weight": weight, "groups": groups is not None},
        notes=(*ties.notes, *_direction_note(ties)),
        references=(
            "freeman1979",
            "watts1998",
            "borgatti2000",
            "newman2003",
            "clauset2004",
        ),
    )


def _limited(ties: Ties, owner: str) -> Ties:
    if len(ties.nodes) > EXACT_UP_TO:
        raise DataError("network.too_large", owner=owner, limit=EXACT_UP_TO, nodes=len(ties.nodes))
    return ties


def _ordered(values: Mapping[int, float]) -> NDArray[np.float64]:
    return np.array([values[place] for place in range(len(values))], dtype=np.float64)


def _closeness(tied: Matrix) -> NDArray[np.float64]:
    distance = csgraph.shortest_path(tied, directed=False, unweighted=True)
    reached = np.isfinite(distance)
    others = reached.sum(axis=1) - 1
    total = np.where(reached, distance, 0.0).sum(axis=1)
    scale = max(tied.shape[0] - 1, 1)
    found = np.zeros(len(total))
    np.divide(others**2, total * scale, out=found, where=total > 0)
    return found


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


def _mean_distance(tied: Matrix) -> tuple[float, float]:
    distance = csgraph.shortest_path(tied, directed=False, unweighted=True)
    finite = distance[np.isfinite(distance) & (distance > 0)]
    return (float(finite.mean()), float(finite.max())) if len(finite) else (np.nan, np.nan)


def _centralisation(degree: NDArray[np.int64]) -> float:
    count = len(degree)
    if count < 3:
        return float("nan")
    return float((degree.max() - degree).sum() / ((count - 1) * (count - 2)))


def _core(tied: Matrix, degree: NDArray[np.int64]) -> tuple[NDArray[np.int64], float]:
    """Return the core among the sets above each degree that fits best, and its correlation."""
    count, ties = len(degree), tied.nnz // 2
    pairs = count * (count - 1) // 2
    best, core = np.nan, np.empty(0, dtype=np.int64)
    for level in np.unique(degree)[1:]:
        inside = degree >= level
        rest = int((~inside).sum())
        pattern = pairs - rest * (rest - 1) // 2
        both = ties - tied[~inside][:, ~inside].nnz // 2
        scale = np.sqrt(float(pattern) * (pairs - pattern) * ties * (pairs - ties))
        if scale > 0:
            fit = (both * pairs - pattern * ties) / scale
            if not fit <= best:
                best, core = fit, np.flatnonzero(inside)
    return core, float(best)


def _correlation(tied: Matrix, values: NDArray[np.float64]) -> float:
    """Return the correlation of the values at both ends of the ties."""
    plain = tied.tocoo()
    first, second = values[plain.row], values[plain.col]
    if not len(first) or np.ptp(first) == 0:
        return float("nan")
    return float(np.corrcoef(first, second)[0, 1])


def _by_group(tied: Matrix, label: NDArray[np.int64]) -> float:
    plain = tied.tocoo()
    count = int(label.max()) + 1
    mixed = np.bincount(label[plain.row] * count + label[plain.col], minlength=count**2)
    share = mixed.reshape(count, count) / max(len(plain.row), 1)
    chance = float((share.sum(axis=0) * share.sum(axis=1)).sum())
    if not len(plain.row) or chance == 1:
        return float("nan")
    return (float(np.trace(share)) - chance) / (1 - chance)


def _transitivity(plain: nx.Graph, degree: NDArray[np.int64]) -> float:
    return float(nx.transitivity(plain)) if degree.max() > 1 else float("nan")


def _communities(ties: Ties) -> tuple[tuple[tuple[int, ...], ...], float]:
    if not ties.strength.nnz:
        return tuple((place,) for place in range(len(ties.nodes))), float("nan")
    weighted = nx.from_scipy_sparse_array(ties.mutual)
    found = nx.community.greedy_modularity_communities(weighted, weight="weight")
    ordered = sorted(
        (tuple(sorted(group)) for group in found), key=lambda group: (-len(group), group)
    )
    return tuple(ordered), float(nx.community.modularity(weighted, found, weight="weight"))


def _direction_note(ties: Ties) -> tuple[Note, ...]:
    return (Note("network.note.direction"),) * ties.directed
