"""Structural holes (Burt): constraint, effective size, efficiency, hierarchy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import DTypeLike, NDArray

from consilience.kernels.networks import structural_holes
from consilience.network.ties import DEFAULT_WEIGHT, Graph, Node, Ties, read_ties, rows_of
from consilience.results import Note, Result

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, kw_only=True, eq=False)
class NodeValues(Result):
    """One number a node, read-only, shape (n,), in the order of ``nodes``; NaN where undefined.

    ``numpy.asarray`` gives the numbers.
    """

    nodes: tuple[Node, ...]
    values: NDArray[np.float64]

    def __array__(
        self, dtype: DTypeLike | None = None, *, copy: bool | None = None
    ) -> NDArray[Any]:
        return np.array(self.values, dtype=dtype, copy=copy)

    def to_frame(self) -> pd.DataFrame:
        """Return one row a node."""
        return pd.DataFrame({"node": self.nodes, "value": self.values})


def constraint(graph: Graph, *, weight: str | None = DEFAULT_WEIGHT) -> NodeValues:
    r"""Measure how far each node's partners leave it no room: Burt's constraint.

    :math:`C_i = \sum_j (p_{ij} + \sum_q p_{iq} p_{qj})^2` over the partners j of i and q other
    than i and j, with :math:`p_{ij} = (a_{ij} + a_{ji}) / \sum_k (a_{ik} + a_{ki})`.

    Parameters
    ----------
    graph, weight
        As in :func:`coherence`. Ties of both directions count together.

    Returns
    -------
    NodeValues
        Constraint, at least 0; it may exceed 1 (1.125 in a triad). NaN without partners.

    Raises
    ------
    ArgumentError
        If the graph is none.
    DataError
        If a strength is missing, negative or not finite.
    UnknownNameError
        If the weight is unknown.

    Examples
    --------
    >>> import networkx as nx
    >>> constraint(nx.star_graph(3)).values.round(3)
    array([0.333, 1.   , 1.   , 1.   ])

    References
    ----------
    Burt (1992), Structural Holes.
    """
    ties = read_ties(graph, weight, "constraint")
    return _values(ties, _holes(ties)[:, 0], {"weight": weight})


def effective_size(graph: Graph, *, weight: str | None = DEFAULT_WEIGHT) -> NodeValues:
    r"""Measure how many partners of each node are not redundant: Burt's effective size.

    :math:`\sum_j (1 - \sum_q p_{iq} m_{jq})` over the partners j of i and q other than i and j,
    with p as in :func:`constraint` and :math:`m_{jq} = (a_{jq} + a_{qj}) / \max_k (a_{jk} +
    a_{kj})`. In a network of equal ties: partners less their mean ties among each other.

    Parameters
    ----------
    graph, weight
        As in :func:`coherence`. Ties of both directions count together.

    Returns
    -------
    NodeValues
        Effective size, between 1 and the number of partners. NaN without partners.

    Raises
    ------
    ArgumentError
        If the graph is none.
    DataError
        If a strength is missing, negative or not finite.
    UnknownNameError
        If the weight is unknown.

    Examples
    --------
    >>> import networkx as nx
    >>> effective_size(nx.wheel_graph(5)).values.round(3)
    array([2.   , 1.667, 1.667, 1.667, 1.667])

    References
    ----------
    Burt (1992), Structural Holes; Borgatti (1997), Structural Holes: Unpacking Burt's Redundancy
    Measures.
    """
    ties = read_ties(graph, weight, "effective_size")
    return _values(ties, _size(ties), {"weight": weight})


def efficiency(graph: Graph, *, weight: str | None = DEFAULT_WEIGHT) -> NodeValues:
    """Measure which share of each node's partners is not redundant: effective size a partner.

    Parameters
    ----------
    graph, weight
        As in :func:`coherence`. Ties of both directions count together.

    Returns
    -------
    NodeValues
        Efficiency, in [0, 1]. NaN without partners.

    Raises
    ------
    ArgumentError
        If the graph is none.
    DataError
        If a strength is missing, negative or not finite.
    UnknownNameError
        If the weight is unknown.

    Examples
    --------
    >>> import networkx as nx
    >>> efficiency(nx.complete_graph(4)).values.round(3)
    array([0.333, 0.333, 0.333, 0.333])

    References
    ----------
    Burt (1992), Structural Holes.
    """
    ties = read_ties(graph, weight, "efficiency")
    size, partners = _size(ties), _partners(ties)
    values = np.divide(size, partners, out=np.full(len(size), np.nan), where=partners > 0)
    return _values(ties, values, {"weight": weight})


def hierarchy(graph: Graph, *, weight: str | None = DEFAULT_WEIGHT) -> NodeValues:
    r"""Measure how far each node's constraint comes from a single partner: Burt's hierarchy.

    :math:`\sum_j r_j \ln r_j / (N \ln N)` over the N partners j of i, with
    :math:`r_j = N c_{ij} / C_i` and :math:`c_{ij}` the summands of :func:`constraint`: the
    Coleman-Theil index of concentration, 0 if all partners constrain alike.

    Parameters
    ----------
    graph, weight
        As in :func:`coherence`. Ties of both directions count together.

    Returns
    -------
    NodeValues
        Hierarchy, in [0, 1]. NaN with fewer than two partners, where it is 0/0.

    Raises
    ------
    ArgumentError
        If the graph is none.
    DataError
        If a strength is missing, negative or not finite.
    UnknownNameError
        If the weight is unknown.

    Examples
    --------
    >>> import networkx as nx
    >>> hierarchy(nx.Graph([("a", "b"), ("b", "c"), ("c", "a"), ("c", "d")])).values.round(3)
    array([0.01 , 0.01 , 0.052,   nan])

    References
    ----------
    Burt (1992), Structural Holes.
    """
    ties = read_ties(graph, weight, "hierarchy")
    entropy, partners = _holes(ties)[:, 2], _partners(ties)
    several = partners > 1
    scale = partners * np.log(np.where(several, partners, 2.0))
    return _values(ties, np.where(several, entropy / scale, np.nan), {"weight": weight})


def node_values(
    ties: Ties,
    values: NDArray[np.float64],
    parameters: Mapping[str, Any],
    *,
    references: tuple[str, ...],
    notes: tuple[Note, ...] = (),
) -> NodeValues:
    """Return the record with its numbers read-only."""
    found = np.array(values, dtype=np.float64)
    found.flags.writeable = False
    return NodeValues(
        nodes=ties.nodes,
        values=found,
        parameters=parameters,
        notes=(*ties.notes, *notes),
        references=references,
    )


def _values(ties: Ties, values: NDArray[np.float64], parameters: Mapping[str, Any]) -> NodeValues:
    undefined = np.flatnonzero(np.isnan(values))
    notes: tuple[Note, ...] = ()
    if len(undefined):
        shown = [str(node) for node in ties.named(undefined[:5])]
        notes = (Note("network.note.undefined", {"count": len(undefined), "nodes": shown}),)
    return node_values(ties, values, parameters, references=("burt1992",), notes=notes)


def _holes(ties: Ties) -> NDArray[np.float64]:
    mutual = ties.mutual
    first, partners = rows_of(mutual)
    steps = int((np.diff(first)[partners]).sum())
    return structural_holes.at_cost(steps)(first, partners, mutual.data)


def _partners(ties: Ties) -> NDArray[np.float64]:
    return np.asarray(np.diff(ties.mutual.indptr), dtype=np.float64)


def _size(ties: Ties) -> NDArray[np.float64]:
    return np.asarray(_partners(ties) - _holes(ties)[:, 1], dtype=np.float64)
