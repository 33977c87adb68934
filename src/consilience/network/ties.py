"""A network as every measure takes it: nodes in order and a matrix of strengths.

A weight is a strength: the larger, the closer the two work together. Where a measure needs a
distance, it is one over the strength. A tie from a to b says that a listens to b.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from numbers import Integral, Real
from typing import Any, cast

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse import csgraph

from consilience.errors import ArgumentError, DataError, UnknownNameError
from consilience.results import Note

Node = str | int
Graph = Any  # a networkx graph or a scipy sparse matrix; neither carries types that would help
Matrix = Any  # scipy's sparse arrays ask for type parameters that say nothing here

DEFAULT_WEIGHT = "weight"


@dataclass(frozen=True)
class Ties:
    """Nodes and the strengths of their ties, shape (n, n), without self-loops.

    ``strength`` is symmetric unless the network is directed.
    """

    nodes: tuple[Node, ...]
    strength: Matrix
    directed: bool
    notes: tuple[Note, ...]

    @property
    def mutual(self) -> Matrix:
        """Strength in both directions together (undirected: the strength itself)."""
        return (self.strength + self.strength.T).tocsr() if self.directed else self.strength

    def places(self, chosen: object, name: str, owner: str) -> NDArray[np.int64]:
        """Return the places of one node or several nodes, each once and known."""
        listed = _listed(chosen, name, owner)
        place = {node: number for number, node in enumerate(self.nodes)}
        for node in listed:
            if node not in place:
                raise UnknownNameError(name, owner, str(node), map(str, self.nodes))
        repeated = sorted({str(node) for node in listed if listed.count(node) > 1})
        if repeated:
            raise ArgumentError(name, owner, "no_duplicates", chosen, repeated=repeated)
        return np.array([place[node] for node in listed], dtype=np.int64)

    def named(self, places: Iterable[int]) -> tuple[Node, ...]:
        """Return the names of the nodes at some places."""
        return tuple(self.nodes[place] for place in places)


def read_ties(graph: Graph, weight: object, owner: str) -> Ties:
    """Return the ties of a graph or matrix, or one sentence about what is wrong with it.

    Raises
    ------
    ArgumentError
        If the graph is neither a networkx graph nor a square sparse matrix, or has no node.
    DataError
        If a node's name is neither text nor a whole number, or a strength is missing, negative or
        no finite number.
    UnknownNameError
        If no tie has the named weight.
    """
    if weight is not None and not isinstance(weight, str):
        raise ArgumentError("weight", owner, "text", weight)
    if isinstance(graph, nx.Graph):
        nodes, strength, directed = _from_networkx(graph, weight, owner)
    elif sparse.issparse(graph):
        nodes, strength, directed = _from_matrix(graph, weight, owner)
    else:
        raise ArgumentError("graph", owner, "network", type(graph).__name__)
    return _clean(nodes, strength, directed=directed)


def reached_from(ties: Ties, leaders: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return which nodes a leader reaches, shape (n,): by ties, against their direction."""
    if not ties.directed:
        part = components(ties.strength)[1]
        return np.isin(part, part[leaders])
    count = len(ties.nodes)
    source = sparse.csr_array(
        (np.ones(len(leaders)), (np.zeros(len(leaders), dtype=np.int64), leaders)), (1, count)
    )
    corner = sparse.csr_array((1, 1))
    empty = sparse.csr_array((count, 1))
    whole = sparse.block_array([[ties.strength.T, empty], [source, corner]], format="csr")
    order = csgraph.breadth_first_order(whole, count, return_predecessors=False)
    found = np.zeros(count + 1, dtype=np.bool_)
    found[order] = True
    return found[:count]


def components(strength: Matrix) -> tuple[int, NDArray[np.int64]]:
    """Return the number of (weak) components and the component of each node."""
    count, labels = csgraph.connected_components(strength, directed=False)
    return int(count), cast("NDArray[np.int64]", labels.astype(np.int64))


def rows_of(matrix: Matrix) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return where the row of each node begins, and the partners row by row, for kernels."""
    return matrix.indptr.astype(np.int64), matrix.indices.astype(np.int64)


def direction_note(ties: Ties) -> tuple[Note, ...]:
    """Return the note that a measure leaves direction aside, where there is one."""
    return (Note("network.note.direction"),) * ties.directed


def laplacian(strength: Matrix) -> Matrix:
    """Return D - W: the strength that goes out of each node on the diagonal, ties negative."""
    return (sparse.diags_array(strength.sum(axis=1)) - strength).tocsr()


def read_groups(
    ties: Ties, groups: object, owner: str
) -> tuple[tuple[str, ...], NDArray[np.int64]]:
    """Return the names of the groups, sorted, and the group of each node.

    ``groups`` maps every node to the name of its group, or lists the groups in the order of the
    nodes.
    """
    listed = _group_list(ties, groups, owner)
    for node, group in zip(ties.nodes, listed, strict=True):
        if not _is_node(group):
            raise DataError("network.group", node=node, got=repr(group))
    texts = [str(group) for group in listed]
    names = tuple(sorted(set(texts)))
    place = {name: number for number, name in enumerate(names)}
    return names, np.array([place[group] for group in texts], dtype=np.int64)


def _group_list(ties: Ties, groups: object, owner: str) -> list[object]:
    if isinstance(groups, Mapping):
        missing = [node for node in ties.nodes if node not in groups]
        if missing:
            raise DataError("network.group_missing", count=len(missing), node=missing[0])
        unknown = [str(node) for node in groups if node not in set(ties.nodes)]
        if unknown:
            raise UnknownNameError("groups", owner, unknown[0], map(str, ties.nodes))
        return [groups[node] for node in ties.nodes]
    if isinstance(groups, str | bytes) or not isinstance(groups, Iterable):
        raise ArgumentError("groups", owner, "groups", groups)
    listed = list(groups)
    if len(listed) != len(ties.nodes):
        blanks = {"other": "graph", "length": len(ties.nodes)}
        raise ArgumentError("groups", owner, "same_length", len(listed), **blanks)
    return listed


def _listed(chosen: object, name: str, owner: str) -> list[Node]:
    if _is_node(chosen):
        return [cast("Node", chosen)]
    if not isinstance(chosen, Iterable) or isinstance(chosen, Mapping | bytes):
        raise ArgumentError(name, owner, "nodes", chosen)
    listed = list(chosen)
    if not listed:
        raise ArgumentError(name, owner, "not_empty", chosen)
    if not all(_is_node(node) for node in listed):
        raise ArgumentError(name, owner, "nodes", chosen)
    return listed


def _is_node(value: Any) -> bool:
    return isinstance(value, str | Integral) and value is not True and value is not False


def _is_number(value: Any) -> bool:
    return isinstance(value, Real) and value is not True and value is not False


def _from_networkx(
    graph: nx.Graph, weight: str | None, owner: str
) -> tuple[tuple[Node, ...], Matrix, bool]:
    for node in graph.nodes:
        if not _is_node(node):
            raise DataError("network.node", got=repr(node))
    nodes = tuple(node if isinstance(node, str) else int(node) for node in graph.nodes)
    if not nodes:
        raise ArgumentError("graph", owner, "not_empty_network", type(graph).__name__)
    place = {node: number for number, node in enumerate(nodes)}
    edges = list(graph.edges(data=weight or DEFAULT_WEIGHT))
    rows = np.array([place[a] for a, _, _ in edges], dtype=np.int64)
    columns = np.array([place[b] for _, b, _ in edges], dtype=np.int64)
    values = _strengths(edges, weight, graph, owner)
    shape = (len(nodes), len(nodes))
    found = sparse.csr_array((values, (rows, columns)), shape)
    if not graph.is_directed():
        found = (found + found.T).tocsr()
    return nodes, found, graph.is_directed()


def _strengths(
    edges: list[tuple[Any, Any, Any]], weight: str | None, graph: nx.Graph, owner: str
) -> NDArray[np.float64]:
    values = [value for _, _, value in edges]
    if weight is None or (weight == DEFAULT_WEIGHT and all(value is None for value in values)):
        return np.ones(len(edges))
    if edges and all(value is None for value in values):
        attributes = sorted({str(key) for *_, data in graph.edges(data=True) for key in data})
        raise UnknownNameError("weight", owner, weight, attributes)
    for a, b, value in edges:
        if not _is_number(value):
            key = "network.strength_missing" if value is None else "network.strength"
            raise DataError(key, a=a, b=b, weight=weight, got=repr(value))
    found = np.array(values, dtype=np.float64)
    _refuse_strengths(found, [edge[:2] for edge in edges], weight)
    return found


def _refuse_strengths(values: NDArray[np.float64], pairs: Any, weight: str) -> None:
    wrong = ~(np.isfinite(values) & (values >= 0))
    if wrong.any():
        place = int(np.argmax(wrong))
        a, b = (item.item() if isinstance(item, np.generic) else item for item in pairs[place])
        raise DataError("network.strength", a=a, b=b, weight=weight, got=float(values[place]))


def _from_matrix(
    graph: Any, weight: str | None, owner: str
) -> tuple[tuple[Node, ...], Matrix, bool]:
    if len(graph.shape) != 2 or graph.shape[0] != graph.shape[1]:
        raise ArgumentError("graph", owner, "square_matrix", str(graph.shape))
    if graph.shape[0] == 0:
        raise ArgumentError("graph", owner, "not_empty_network", str(graph.shape))
    if graph.dtype.kind not in "biuf":
        raise ArgumentError("graph", owner, "number_matrix", str(graph.dtype))
    found = sparse.csr_array(graph, dtype=np.float64, copy=True)
    found.sum_duplicates()
    plain = found.tocoo()
    pairs = np.column_stack([plain.row, plain.col])
    _refuse_strengths(plain.data, pairs, weight or DEFAULT_WEIGHT)
    directed = bool(abs(found - found.T).max() > 0) if found.nnz else False
    if weight is None:
        found.data = (found.data > 0).astype(np.float64)
    return tuple(range(found.shape[0])), found, directed


def _clean(nodes: tuple[Node, ...], strength: Matrix, *, directed: bool) -> Ties:
    loops = int((strength.diagonal() > 0).sum())
    notes = (Note("network.note.loops", {"count": loops}),) if loops else ()
    strength.setdiag(0.0)
    strength.eliminate_zeros()
    strength.sort_indices()
    return Ties(nodes, strength, directed, notes)
