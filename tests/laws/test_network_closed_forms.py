"""Closed forms of H and of the rate, for networks of 3 to 50 nodes, to 1e-9."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import networkx as nx
import numpy as np
import pytest
from numpy.testing import assert_allclose
from scipy import sparse

from consilience import network

SIZES = range(3, 51)


def _matrix(graph: nx.Graph) -> Any:
    return nx.to_scipy_sparse_array(graph, dtype=np.float64, format="csr")


def _clique(size: int, nodes: int) -> np.ndarray[Any, Any]:
    """All of the first nodes tied with each other, and nobody else."""
    inside = np.arange(nodes) < size
    return (inside[:, None] & inside[None, :] & ~np.eye(nodes, dtype=np.bool_)).astype(np.float64)


def _close(graph: Any, leaders: Any, twice: float, rate: float | None = None) -> None:
    found = network.coherence(graph, leaders)
    assert_allclose(found.total_variance * 2, twice, rtol=1e-9)
    if rate is not None:
        assert_allclose(found.convergence_rate, rate, rtol=1e-9)


def _each(graph: Any, twice: list[float], rates: list[float] | None = None) -> None:
    """Every node as the only leader, by the inverse that serves them all."""
    found = network.single_leaders(graph, rates=rates is not None)
    assert_allclose(found.total_variance * 2, twice, rtol=1e-9)
    assert_allclose(found.information, graph.shape[0] / np.array(twice), rtol=1e-9)
    if rates is not None:
        assert_allclose(found.convergence_rate, rates, rtol=1e-9)


@pytest.mark.parametrize("n", SIZES)
def test_complete_with_every_number_of_leaders(n: int) -> None:
    graph = _matrix(nx.complete_graph(n))
    for k in range(1, n):
        _close(graph, range(k), (n - k - 1) / n + 1 / k, k)
    _each(graph, [2 * (n - 1) / n] * n, [1.0] * n)


@pytest.mark.parametrize("n", SIZES)
def test_star_with_hub_leaf_and_every_number_of_leaves(n: int) -> None:
    graph = _matrix(nx.star_graph(n - 1))
    leaf = (n - np.sqrt(n**2 - 4)) / 2
    _close(graph, 0, n - 1, 1)
    _close(graph, 1, 2 * n - 3, leaf)
    _each(graph, [n - 1.0, *[2.0 * n - 3] * (n - 1)], [1.0, *[leaf] * (n - 1)])
    for k in range(1, n - 1):
        _close(graph, range(1, k + 1), 1 / k + (n - 1 - k) * (1 + 1 / k))


def _arms(*lengths: int) -> int:
    return sum(length * (length + 1) for length in lengths)


@pytest.mark.parametrize("n", SIZES)
def test_path_with_the_leader_at_every_position(n: int) -> None:
    graph = _matrix(nx.path_graph(n))
    twice = [_arms(place, n - 1 - place) / 2 for place in range(n)]
    rates = [2 - 2 * np.cos(np.pi / (2 * max(place, n - 1 - place) + 1)) for place in range(n)]
    for place in range(n):
        _close(graph, place, twice[place], rates[place])
    _each(graph, twice, rates)


@pytest.mark.parametrize("n", SIZES)
def test_path_with_two_leaders_at_every_position(n: int) -> None:
    graph = _matrix(nx.path_graph(n))
    pairs = [(a, b) for a, b in combinations(range(n), 2) if n <= 20 or (a * 7 + b) % 11 == n % 11]
    for a, b in pairs:
        _close(graph, (a, b), _arms(a, n - 1 - b) / 2 + ((b - a) ** 2 - 1) / 6)
    for first in {0, n // 3, n - 1}:  # further leaders by their gain, at every position
        found = network.leader_gains(graph, first)
        for other, gain in zip(found.nodes, found.gain, strict=True):
            a, b = sorted((first, int(other)))
            twice = _arms(a, n - 1 - b) / 2 + ((b - a) ** 2 - 1) / 6
            assert_allclose(2 * (found.total_variance - gain), twice, rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("n", SIZES)
def test_ring_with_one_leader_and_with_two_at_every_gap(n: int) -> None:
    graph = _matrix(nx.cycle_graph(n))
    rate = 2 - 2 * np.cos(np.pi / n)
    _close(graph, 0, (n**2 - 1) / 6, rate)
    _each(graph, [(n**2 - 1) / 6] * n, [rate] * n)
    for gap in range(1, n):
        other = n - gap
        rate = 2 - 2 * np.cos(np.pi / max(gap, other))
        _close(graph, (0, gap), (gap**2 - 1 + other**2 - 1) / 6, rate)


@pytest.mark.parametrize("n", SIZES)
def test_complete_bipartite_with_the_leader_on_either_side(n: int) -> None:
    for a in range(1, n):
        b = n - a
        sides = 2 * (a - 1) / b + (a + b - 1) / a, 2 * (b - 1) / a + (a + b - 1) / b
        first = np.arange(n) < a
        graph = sparse.csr_array((first[:, None] != first[None, :]).astype(np.float64))
        _close(graph, 0, sides[0])
        _close(graph, n - 1, sides[1])
        _each(graph, [sides[0]] * a + [sides[1]] * b)


@pytest.mark.parametrize("n", range(4, 51))
def test_wheel_with_the_hub_as_leader(n: int) -> None:
    rim = n - 1
    values = 1 / (3 - 2 * np.cos(2 * np.pi * np.arange(rim) / rim))
    _close(nx.wheel_graph(n), 0, values.sum(), 1)


@pytest.mark.parametrize("n", SIZES)
def test_any_weighted_tree_is_the_sum_of_path_lengths(n: int) -> None:
    rng = np.random.default_rng(n)
    graph = nx.random_labeled_tree(n, seed=n)
    for a, b in graph.edges:
        strength = rng.uniform(0.2, 5)
        graph.edges[a, b].update(weight=strength, length=1 / strength)
    twice = [
        sum(nx.single_source_dijkstra_path_length(graph, leader, weight="length").values())
        for leader in graph
    ]
    matrix = _matrix(graph)
    for leader in graph:
        _close(matrix, leader, twice[leader])
    _each(matrix, twice)


@pytest.mark.parametrize("n", SIZES)
def test_group_sailing_with_hosts_tied_to_every_home_firm(n: int) -> None:
    for k in range(1, n):
        m = n - k
        hosts = np.arange(n) >= k
        graph = sparse.csr_array(_clique(k, n) + (hosts[:, None] != hosts[None, :]))
        _close(graph, range(k), m / k, k)
        single = (m - 1) / k + (k - 2) / n + (n + 1) / (k * (n - k + 1) - m * (k - 1))
        if k > 1:
            _close(graph, 0, single, 1)


@pytest.mark.parametrize("n", SIZES)
def test_group_sailing_where_the_lead_firm_alone_meets_the_hosts(n: int) -> None:
    for c in range(1, n):
        matrix = _clique(c, n)
        matrix[0, c:] = matrix[c:, 0] = 1
        _close(sparse.csr_array(matrix), 0, 2 * (c - 1) / c + (n - c), 1)


@pytest.mark.parametrize("n", SIZES)
def test_willingness_of_the_examples(n: int) -> None:
    star, path = network.coherence(nx.star_graph(n - 1), 0), network.coherence(nx.path_graph(n), 0)
    assert_allclose(star.total_variance, (n - 1) / 2, rtol=1e-9)
    assert_allclose(path.total_variance, n * (n - 1) / 4, rtol=1e-9)
    whole = network.coherence(nx.complete_graph(n), 0)
    assert_allclose(whole.total_variance, (n - 1) / n, rtol=1e-9)
    for found in (star, path, whole):
        assert_allclose(found.willingness, (n - 1) / found.total_variance, rtol=1e-12)
        assert_allclose(found.relative_willingness, (n - 1) / n / found.total_variance, rtol=1e-12)
        assert_allclose(found.resistance.sum(), 2 * found.total_variance, rtol=1e-9)


def test_noisy_leader_adds_its_own_scatter_to_everyone() -> None:
    graph = nx.karate_club_graph()
    quiet = network.coherence(graph, 5)
    for gain in (0.1, 1.0, 7.0):
        noisy = network.coherence(graph, 5, leader_gain=gain)
        expected = quiet.total_variance + 34 / gain / 2
        assert_allclose(noisy.total_variance, expected, rtol=1e-10)
        assert len(noisy.resistance) == 34


@pytest.mark.parametrize("n", SIZES)
def test_noisy_leader_of_a_star_a_path_and_a_ring(n: int) -> None:
    quiet = {"star": n - 1.0, "path": n * (n - 1) / 2, "ring": (n**2 - 1) / 6}
    graphs = {"star": nx.star_graph(n - 1), "path": nx.path_graph(n), "ring": nx.cycle_graph(n)}
    for name, twice in quiet.items():
        found = network.coherence(graphs[name], 0, leader_gain=0.7)
        assert_allclose(found.total_variance * 2, twice + n / 0.7, rtol=1e-9)
