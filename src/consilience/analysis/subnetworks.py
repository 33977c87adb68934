"""A part of a network, with nodes and ties in the order of the whole."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import networkx as nx


def part_of(graph: nx.Graph, nodes: Iterable[Any]) -> nx.Graph:
    """Return the network of some nodes and their ties with each other, as a copy.

    networkx's own subgraphs run through a set of nodes, whose order changes from one process to
    the next, and with it the order of tied answers.

    Examples
    --------
    >>> list(part_of(nx.path_graph(["c", "a", "b"]), {"b", "c"}))
    ['c', 'b']
    """
    kept = set(nodes)
    found = graph.copy()
    found.remove_nodes_from([node for node in graph if node not in kept])
    return found
