"""Structural holes against their definition, weighted and directed."""

from __future__ import annotations

from typing import Any

import networkx as nx
import numpy as np
import pytest
from numpy.testing import assert_allclose
from scipy import sparse

from consilience import network


def _by_definition(strength: np.ndarray[Any, Any]) -> dict[str, list[float]]:
    """Burt's formulas, sum by sum."""
    mutual = strength + strength.T
    n = len(mutual)
    total, largest = mutual.sum(axis=1), mutual.max(axis=1)
    found: dict[str, list[float]] = {"constraint": [], "size": [], "hierarchy": []}
    for i in range(n):
        partners = [j for j in range(n) if mutual[i, j] > 0]
        parts, size = [], 0.0
        for j in partners:
            others = [q for q in range(n) if q not in {i, j} and mutual[i, q] and mutual[q, j]]
            indirect = sum(mutual[i, q] / total[i] * mutual[q, j] / total[q] for q in others)
            parts.append((mutual[i, j] / total[i] + indirect) ** 2)
            size += 1 - sum(mutual[i, q] / total[i] * mutual[j, q] / largest[j] for q in others)
        count = len(partners)
        found["constraint"].append(sum(parts) if count else np.nan)
        found["size"].append(size if count else np.nan)
        ratio = np.array(parts) / np.mean(parts) if count > 1 else np.array([])
        found["hierarchy"].append(
            float((ratio * np.log(ratio)).sum() / (count * np.log(count))) if count > 1 else np.nan
        )
    return found


@pytest.mark.parametrize("seed", range(6))
def test_definition_holds_for_weighted_directed_networks(seed: int) -> None:
    rng = np.random.default_rng(seed)
    strength = (rng.random((14, 14)) < 0.2) * rng.uniform(0.2, 5, (14, 14))
    np.fill_diagonal(strength, 0)
    strength[3], strength[:, 3] = 0, 0
    if seed % 2:
        strength = strength + strength.T
    wanted, matrix = _by_definition(strength), sparse.csr_array(strength)
    assert_allclose(network.constraint(matrix), wanted["constraint"], rtol=1e-12)
    assert_allclose(network.effective_size(matrix), wanted["size"], rtol=1e-12)
    assert_allclose(network.hierarchy(matrix), wanted["hierarchy"], rtol=1e-9, atol=1e-12)
    share = network.efficiency(matrix).values * (strength + strength.T > 0).sum(axis=1)
    assert_allclose(share, wanted["size"], rtol=1e-12)


def test_a_triad_is_constrained_more_than_wholly() -> None:
    assert_allclose(network.constraint(nx.complete_graph(3)).values, 1.125)


def test_nodes_without_partners_are_named() -> None:
    graph = nx.path_graph(["a", "b"])
    graph.add_node("alone")
    found = network.constraint(graph)
    assert np.isnan(found.values).tolist() == [False, False, True]
    assert "alone" in str(found.notes[0])
    assert np.isnan(network.hierarchy(graph).values).all()
    assert not network.constraint(nx.path_graph(2)).notes


def test_numpy_takes_the_numbers_and_a_frame_the_names() -> None:
    found = network.efficiency(nx.star_graph(2))
    assert np.asarray(found).tolist() == [1.0, 1.0, 1.0]
    assert found.to_frame().node.tolist() == [0, 1, 2]
