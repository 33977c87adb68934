"""Communities by greedy modularity, whatever the nodes are called."""

from __future__ import annotations

import networkx as nx
import numpy as np
from scipy import sparse

from consilience.network.ordering import name_free_order
from consilience.network.ties import Ties


def communities(ties: Ties) -> tuple[tuple[tuple[int, ...], ...], float]:
    """Return the places of the nodes of each community, the largest first, and the modularity.

    Without ties each node is a community, and the modularity is NaN.
    """
    if not ties.strength.nnz:
        return tuple((place,) for place in range(len(ties.nodes))), float("nan")
    order = name_free_order(ties.mutual)
    weighted = nx.from_scipy_sparse_array(sparse.csr_array(ties.mutual[order][:, order]))
    found = nx.community.greedy_modularity_communities(weighted, weight="weight")
    named = (tuple(np.sort(order[sorted(group)]).tolist()) for group in found)
    modularity = float(nx.community.modularity(weighted, found, weight="weight"))
    return tuple(sorted(named, key=lambda group: (-len(group), group))), modularity
