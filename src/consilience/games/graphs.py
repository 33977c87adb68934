"""Cooperation on a network: the benefit over cost from which natural selection favours it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse import csgraph

from consilience.errors import ArgumentError, DataError
from consilience.results import Note, Result

MOST_NODES = 3_000
_TOLERANCE = 1e-11
_MOST_ROUNDS = 20_000

Floats = NDArray[np.float64]
Graph = Any  # a networkx graph or a scipy sparse matrix: neither has types of its own


@dataclass(frozen=True, kw_only=True, eq=False)
class CriticalRatio(Result):
    """The critical benefit over cost.

    Cooperation is favoured if benefit / cost exceeds ``ratio``. It is infinite or negative where no
    benefit is enough; negative, selection favours to harm others. ``meetings``: mean times
    until two random walks meet that start at both ends of 1, 2 and 3 steps.
    """

    ratio: float
    favoured: bool
    meetings: tuple[float, float, float]

    def __float__(self) -> float:
        """Return the ratio."""
        return self.ratio

    def to_frame(self) -> pd.DataFrame:
        """Return one row: the ratio and whether some benefit is enough."""
        return pd.DataFrame({"ratio": [self.ratio], "favoured": [self.favoured]})


def critical_ratio(graph: Graph, *, weight: str | None = None) -> CriticalRatio:
    r"""Calculate from which benefit over cost a network favours cooperation.

    Donation game, death-birth updating, weak selection. With p the random walk along ties and
    :math:`\tau_{ij}` the time until two walks from i and j meet,
    :math:`\tau_{ij} = 1 + \frac{1}{2} \sum_k (p_{ik} \tau_{jk} + p_{jk} \tau_{ik})`, and
    :math:`t_n` its mean over both ends of n steps, :math:`(b/c)^* = t_2 / (t_3 - t_1)`.

    Parameters
    ----------
    graph
        A connected undirected networkx graph, or a symmetric scipy sparse matrix of strengths, of
        at least 3 and at most 3,000 nodes. It is not changed.
    weight
        Attribute with the strength of ties, at least 0; where no tie has it each counts 1. By
        default each tie of a graph counts 1.

    Returns
    -------
    CriticalRatio
        The ratio, exact up to 1e-9, and the three meeting times.

    Raises
    ------
    ArgumentError
        If the graph is none or is directed.
    DataError
        If it is not connected, too small or too large, or a strength is missing or negative.

    Examples
    --------
    >>> import networkx as nx
    >>> round(critical_ratio(nx.cycle_graph(10)).ratio, 6)
    2.666667
    >>> round(critical_ratio(nx.karate_club_graph()).ratio, 2)
    7.77

    References
    ----------
    Allen, Lippner, Chen, Fotouhi, Momeni, Yau and Nowak (2017), Evolutionary Dynamics on Any
    Population Structure.
    """
    owner = "critical_ratio"
    strengths, notes = _strengths(graph, weight, owner)
    total = np.asarray(strengths.sum(axis=1), dtype=np.float64)
    steps = sparse.diags_array(1 / total) @ strengths
    times = _meeting_times(strengths, total)
    start = total / total.sum()
    found, walk = [], np.eye(len(total))
    for _ in range(3):
        walk = steps @ walk
        found.append(float(start @ (walk * times).sum(axis=1)))
    first, second, third = found
    gap = third - first
    none = abs(gap) <= 1e-9 * third
    return CriticalRatio(
        ratio=float("inf") if none else second / gap,
        favoured=not none and gap > 0,
        meetings=(first, second, third),
        parameters={"weight": weight, "updating": "death-birth"},
        notes=(*notes, *(Note("games.note.never", {}, "warning"),) * (none or gap <= 0)),
        references=("allen2017",),
    )


def _strengths(
    graph: object, weight: str | None, owner: str
) -> tuple[sparse.csr_array, tuple[Note, ...]]:
    _, found, loops = network_of(graph, weight, owner)
    if not 3 <= found.shape[0] <= MOST_NODES:
        raise DataError("games.graph_size", nodes=found.shape[0], most=MOST_NODES)
    if csgraph.connected_components(found)[0] > 1:
        raise DataError("games.graph_parts")
    return found, (Note("games.note.loops", {"count": loops}),) if loops else ()


def network_of(
    graph: object, weight: str | None, owner: str
) -> tuple[list[object], sparse.csr_array, int]:
    """Return the nodes of an undirected network, strengths of their ties, and how many loops had.

    Loops are left out, and so are ties of strength 0; parallel ties add up.

    Raises
    ------
    ArgumentError
        If the graph is none or is directed, or weight is no name.
    DataError
        If a strength is missing or negative.
    """
    if weight is not None and not isinstance(weight, str):
        raise ArgumentError("weight", owner, "text", weight)
    if isinstance(graph, nx.Graph):
        if graph.is_directed():
            raise ArgumentError("graph", owner, "undirected", type(graph).__name__)
        _refuse_gaps(graph, weight)
        nodes, found = list(graph), sparse.csr_array((0, 0), dtype=np.float64)
        if nodes:
            table = nx.to_scipy_sparse_array(graph, weight=weight, dtype=np.float64)
            found = sparse.csr_array(table)
    elif sparse.issparse(graph):
        found = sparse.csr_array(graph.astype(np.float64))  # type: ignore[attr-defined]  # issparse
        if found.shape[0] != found.shape[1] or not abs(found - found.T).sum() == 0:
            raise ArgumentError("graph", owner, "undirected", f"{found.shape}")
        nodes = list(range(found.shape[0]))
    else:
        raise ArgumentError("graph", owner, "network", type(graph).__name__)
    if not np.isfinite(found.data).all() or (found.data < 0).any():
        raise DataError("games.graph_strength")
    loops = int((found.diagonal() != 0).sum())
    found = (found - sparse.diags_array(found.diagonal())).tocsr()
    found.eliminate_zeros()
    found.sort_indices()
    return nodes, found, loops


def _refuse_gaps(graph: nx.Graph, weight: str | None) -> None:
    """Refuse a graph in which only some ties have a strength, or one that is no number."""
    values = [data.get(weight) for _, _, data in graph.edges(data=True)] if weight else []
    given = [value for value in values if value is not None]
    number = int | float | np.integer | np.floating
    if given and (len(given) < len(values) or not all(isinstance(v, number) for v in given)):
        raise DataError("games.graph_strength")


def _meeting_times(strengths: sparse.csr_array, total: Floats) -> Floats:
    """Solve for the times by conjugate gradients in a symmetric form.

    With S the times scaled by the roots of both totals, S - (AS + SA) / 2 = R off the diagonal,
    where A is the scaled network; S is 0 on the diagonal.
    """
    root = np.sqrt(total)
    scaled = (sparse.diags_array(1 / root) @ strengths @ sparse.diags_array(1 / root)).tocsr()
    wanted = np.outer(root, root)
    np.fill_diagonal(wanted, 0.0)
    found = np.zeros_like(wanted)
    rest, direction = wanted.copy(), wanted.copy()
    size = limit = float((rest * rest).sum())
    for _ in range(_MOST_ROUNDS):
        half = scaled @ direction
        image = direction - (half + half.T) / 2
        np.fill_diagonal(image, 0.0)
        step = size / float((direction * image).sum())
        found += step * direction
        rest -= step * image
        before, size = size, float((rest * rest).sum())
        if size <= _TOLERANCE**2 * limit:
            break
        direction *= size / before
        direction += rest
    else:
        raise DataError("games.graph_unsolved", rounds=_MOST_ROUNDS)
    return np.asarray(found / np.outer(root, root), dtype=np.float64)
