"""A network as drawings read it: the same for the same ties in any order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from consilience.errors import DataError, UnknownNameError
from consilience.network.ties import DEFAULT_WEIGHT, Graph, Node, Ties, read_ties
from consilience.plots.order import natural_order

Array = NDArray[np.float64]
MOST_NODES = 1000


@dataclass(frozen=True)
class Tie:
    """One tie of one layer, between the places of two nodes."""

    start: int
    end: int
    strength: float
    layer: str = ""


@dataclass(frozen=True)
class Network:
    """Nodes in the order of their names, what they are called, and the ties between them."""

    nodes: tuple[Node, ...]
    names: tuple[str, ...]
    ties: tuple[Tie, ...]
    strength: Array  # of each node
    partners: NDArray[np.int64]
    tied: NDArray[np.bool_]
    directed: bool

    @property
    def layers(self) -> tuple[str, ...]:
        """Return the layers that occur, in the order of their names."""
        return tuple(natural_order({tie.layer for tie in self.ties}))


def read_network(graph: Graph, labels: Mapping[Any, str] | None, owner: str) -> Network:
    """Return a network as it is drawn: the same for the same ties in any order.

    Raises
    ------
    ArgumentError, DataError, UnknownNameError
        As :func:`consilience.network.ties.read_ties`; if there are more than 1,000 nodes, or a
        label belongs to no node.
    """
    found = read_ties(graph, DEFAULT_WEIGHT, owner)
    if len(found.nodes) > MOST_NODES:
        raise DataError("network.too_large", owner=owner, limit=MOST_NODES, nodes=len(found.nodes))
    order = _named_order(found)
    nodes = found.named(order)
    strength = found.mutual.toarray()[np.ix_(order, order)]
    given = _labels(nodes, labels, owner)
    return Network(
        nodes=nodes,
        names=tuple(given.get(node) or str(node) for node in nodes),
        ties=_layered(graph, nodes) or _plain(found, order),
        strength=strength.sum(axis=1),
        partners=(strength > 0).sum(axis=1),
        tied=strength > 0,
        directed=found.directed,
    )


def joined(network: Network) -> Network:
    """Return a network with one tie a pair, whatever its layer and direction."""
    sums: dict[tuple[int, int], float] = defaultdict(float)
    for tie in network.ties:
        sums[min(tie.start, tie.end), max(tie.start, tie.end)] += tie.strength
    ties = tuple(Tie(a, b, strength) for (a, b), strength in sorted(sums.items()))
    return replace(network, ties=ties, directed=False)


def _named_order(found: Ties) -> list[int]:
    rank = {name: n for n, name in enumerate(natural_order({str(node) for node in found.nodes}))}
    return sorted(range(len(found.nodes)), key=lambda place: rank[str(found.nodes[place])])


def _labels(
    nodes: tuple[Node, ...], labels: Mapping[Any, str] | None, owner: str
) -> dict[Node, str]:
    given = dict(labels or {})
    for node in given:
        if node not in nodes:
            raise UnknownNameError("labels", owner, str(node), map(str, nodes))
    return given


def _plain(found: Ties, order: list[int]) -> tuple[Tie, ...]:
    place = {old: new for new, old in enumerate(order)}
    plain = found.strength.tocoo()
    pairs = zip(plain.row.tolist(), plain.col.tolist(), plain.data.tolist(), strict=True)
    ties = (Tie(place[a], place[b], float(value)) for a, b, value in pairs)
    return tuple(_sorted(tie for tie in ties if found.directed or tie.start < tie.end))


def _layered(graph: Graph, nodes: tuple[Node, ...]) -> tuple[Tie, ...]:
    """Return one tie a pair and layer; none if no tie names its layer."""
    if not isinstance(graph, nx.Graph) or not nx.get_edge_attributes(graph, "layer"):
        return ()
    place = {node: number for number, node in enumerate(nodes)}
    sums: dict[tuple[int, int, str], float] = defaultdict(float)
    for a, b, data in graph.edges(data=True):
        pair = place[a], place[b]
        one, other = pair if graph.is_directed() else sorted(pair)
        sums[one, other, str(data.get("layer") or "")] += float(data.get(DEFAULT_WEIGHT, 1.0))
    ties = (Tie(a, b, value, layer) for (a, b, layer), value in sums.items())
    return tuple(_sorted(tie for tie in ties if tie.start != tie.end and tie.strength > 0))


def _sorted(ties: Iterable[Tie]) -> list[Tie]:
    return sorted(ties, key=lambda tie: (tie.layer, tie.start, tie.end))
