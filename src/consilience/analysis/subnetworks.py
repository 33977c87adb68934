"""A part of a network in the order of the whole, and its tied pairs."""

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


def tied_pairs(graph: nx.Graph) -> dict[tuple[str, str], float]:
    """Return the strength of each tied pair: in a directed network that of the stronger direction.

    Examples
    --------
    >>> tied_pairs(nx.DiGraph([("b", "a", {"weight": 2.0}), ("a", "b", {"weight": 1.0})]))
    {('a', 'b'): 2.0}
    """
    found: dict[tuple[str, str], float] = {}
    for a, b, strength in graph.edges(data="weight"):
        pair = (a, b) if a <= b else (b, a)
        found[pair] = max(found.get(pair, 0.0), strength)
    return found
