"""The whole network in numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from consilience.network.communities import communities
from consilience.network.core_periphery import best_core
from consilience.network.scenario import coreness
from consilience.network.ties import (
    DEFAULT_WEIGHT,
    Graph,
    Matrix,
    Node,
    components,
    direction_note,
    read_groups,
    read_ties,
)
from consilience.network.walks import Walks, limited, plain_ties, walks
from consilience.results import Result

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


@dataclass(frozen=True, kw_only=True, eq=False)
class Structure(Result):
    """A network in numbers, NaN where undefined. See :func:`structure`."""

    nodes: int
    ties: int
    directed: bool
    density: float
    centralisation: float
    betweenness_centralisation: float
    closeness_centralisation: float
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


def structure(
    graph: Graph,
    groups: Mapping[Any, str | int] | Iterable[str | int] | None = None,
    *,
    weight: str | None = DEFAULT_WEIGHT,
) -> Structure:
    r"""Describe a whole network in numbers.

    Density: ties over possible ties. Centralisation: Freeman's of degree,
    :math:`\sum_i (d_{max} - d_i) / ((n - 1)(n - 2))`, of betweenness
    :math:`\sum_i (b_{max} - b_i) / (n - 1)`, and of closeness, in connected networks,
    :math:`\sum_i (c_{max} - c_i) (2n - 3) / ((n - 1)(n - 2))`: each 1 in a star. Transitivity:
    closed over connected triples. Clustering: the mean share of tied pairs of partners. Mean
    distance and diameter, in ties, over pairs that reach each other. Core: that of
    :func:`core_periphery`. Assortativity: Newman's, by degree and by group. Communities: greedy
    modularity; where two merges are equally good, a rule decides that does not look at names.

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
    ties = limited(read_ties(graph, weight, owner), owner)
    label = None if groups is None else read_groups(ties, groups, owner)[1]
    count = len(ties.nodes)
    tied = plain_ties(ties)
    found = walks(tied)
    pairs = count * (count - 1) / (1 if ties.directed else 2)
    number = ties.strength.nnz if ties.directed else ties.strength.nnz // 2
    parts, part = components(tied)
    core, core_fit, _ = best_core(tied)
    together, modularity = communities(ties)
    degree = found.degree.astype(np.float64)
    return Structure(
        nodes=count,
        ties=number,
        directed=ties.directed,
        density=number / pairs if pairs else float("nan"),
        centralisation=_centralisation(degree, (count - 1) * (count - 2)),
        betweenness_centralisation=_centralisation(found.betweenness, count - 1),
        closeness_centralisation=_closeness_centralisation(found, parts),
        transitivity=_transitivity(found),
        clustering=float(found.clustering.mean()),
        mean_distance=_over(float(found.distance.sum()), float(found.reached.sum())),
        diameter=float(found.farthest.max()) if tied.nnz else float("nan"),
        parts=parts,
        largest_part=float(np.bincount(part).max() / count),
        isolated=ties.named(np.flatnonzero(degree == 0)),
        largest_coreness=int(coreness(tied).max()),
        core=ties.named(core),
        core_fit=core_fit,
        degree_assortativity=_correlation(tied, degree),
        group_assortativity=float("nan") if label is None else _by_group(tied, label),
        communities=tuple(ties.named(places) for places in together),
        modularity=modularity,
        parameters={"weight": weight, "groups": groups is not None},
        notes=(*ties.notes, *direction_note(ties)),
        references=(
            "freeman1979",
            "watts1998",
            "borgatti2000",
            "newman2003",
            "clauset2004",
        ),
    )


def _over(part: float, whole: float) -> float:
    return part / whole if whole else float("nan")


def _centralisation(values: NDArray[np.float64], most: float) -> float:
    return _over(float((values.max() - values).sum()), most if len(values) > 2 else 0)


def _closeness_centralisation(found: Walks, parts: int) -> float:
    count = len(found.degree)
    whole = parts == 1
    return _centralisation(found.closeness, whole * (count - 1) * (count - 2) / (2 * count - 3))


def _transitivity(found: Walks) -> float:
    return _over(
        float(found.triangles.sum()), float((found.degree * (found.degree - 1) // 2).sum())
    )


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
