"""A part of a network keeps the order of the whole."""

from __future__ import annotations

import networkx as nx

from consilience.analysis.subnetworks import part_of


def test_nodes_and_ties_keep_their_order_and_attributes() -> None:
    names = [f"member {number}" for number in range(40)]
    whole = nx.DiGraph()
    whole.add_nodes_from(names, kind="firm")
    whole.add_weighted_edges_from((a, b, n) for n, (a, b) in enumerate(nx.utils.pairwise(names)))
    part = part_of(whole, {names[30], names[3], names[2], "nobody"})
    assert list(part.nodes(data=True)) == [(names[n], {"kind": "firm"}) for n in (2, 3, 30)]
    assert list(part.edges(data="weight")) == [(names[2], names[3], 2)]
    assert len(whole) == 40
