"""Laws of the leader-follower model: closed forms, symmetry, monotony, relabelling."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from consilience import network

SIZES = range(3, 51)


def _close(graph: nx.Graph, leaders: Any, twice: float, rate: float | None = None) -> None:
    found = network.coherence(graph, leaders)
    assert_allclose(found.total_variance * 2, twice, rtol=1e-9)
    if rate is not None:
        assert_allclose(found.convergence_rate, rate, rtol=1e-9)


@pytest.mark.parametrize("n", SIZES)
def test_complete_with_any_number_of_leaders(n: int) -> None:
    graph = nx.complete_graph(n)
    for k in {1, 2, n // 2, n - 1}:
        _close(graph, range(k), (n - k - 1) / n + 1 / k, k)


@pytest.mark.parametrize("n", SIZES)
def test_star(n: int) -> None:
    graph = nx.star_graph(n - 1)
    _close(graph, 0, n - 1, 1)
    _close(graph, 1, 2 * n - 3, (n - np.sqrt(n**2 - 4)) / 2)
    for k in {1, 2, n // 2, n - 2} - {0}:
        _close(graph, range(1, k + 1), 1 / k + (n - 1 - k) * (1 + 1 / k))


@pytest.mark.parametrize("n", SIZES)
def test_path(n: int) -> None:
    graph = nx.path_graph(n)
    for place in range(0, n, max(1, n // 12)):
        a, b = place, n - 1 - place
        rate = 2 - 2 * np.cos(np.pi / (2 * max(a, b) + 1))
        _close(graph, place, (a * (a + 1) + b * (b + 1)) / 2, rate)
    for first, last in combinations(range(0, n, max(1, n // 6)), 2):
        a, b, gap = first, n - 1 - last, last - first
        if gap < n - 1 or gap > 1:
            _close(graph, (first, last), (a * (a + 1) + b * (b + 1)) / 2 + (gap**2 - 1) / 6)


@pytest.mark.parametrize("n", SIZES)
def test_ring(n: int) -> None:
    graph = nx.cycle_graph(n)
    _close(graph, 0, (n**2 - 1) / 6, 2 - 2 * np.cos(np.pi / n))
    for gap in range(1, n // 2 + 1):
        other = n - gap
        rate = 2 - 2 * np.cos(np.pi / max(gap, other))
        _close(graph, (0, gap), (gap**2 - 1 + other**2 - 1) / 6, rate)


@pytest.mark.parametrize("n", SIZES)
def test_complete_bipartite(n: int) -> None:
    for a in range(1, n, max(1, n // 7)):
        b = n - a
        _close(nx.complete_bipartite_graph(a, b), 0, 2 * (a - 1) / b + (a + b - 1) / a)


@pytest.mark.parametrize("n", range(4, 51))
def test_wheel(n: int) -> None:
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
    for leader in range(0, n, max(1, n // 5)):
        lengths = nx.single_source_dijkstra_path_length(graph, leader, weight="length")
        _close(graph, leader, sum(lengths.values()))


@pytest.mark.parametrize("n", range(5, 51))
def test_group_sailing(n: int) -> None:
    for k in range(2, n - 1, max(1, n // 8)):
        m = n - k
        graph = nx.complete_graph(k)
        graph.add_edges_from((a, b) for a in range(k) for b in range(k, n))
        _close(graph, range(k), m / k, k)
        single = (m - 1) / k + (k - 2) / n + (n + 1) / (k * (n - k + 1) - m * (k - 1))
        _close(graph, 0, single, 1)
    for c in range(3, n, max(1, n // 7)):
        graph = nx.complete_graph(c)
        graph.add_edges_from((0, host) for host in range(c, n))
        _close(graph, 0, 2 * (c - 1) / c + (n - c), 1)


def test_noisy_leader_adds_its_own_scatter_to_everyone() -> None:
    graph = nx.karate_club_graph()
    quiet = network.coherence(graph, 5)
    for gain in (0.1, 1.0, 7.0):
        noisy = network.coherence(graph, 5, leader_gain=gain)
        expected = quiet.total_variance + 34 / gain / 2
        assert_allclose(noisy.total_variance, expected, rtol=1e-10)
        assert len(noisy.resistance) == 34


SEEDS = st.integers(0, 10_000)


def _random(seed: int, n: int = 9, *, directed: bool = False) -> nx.Graph:
    rng = np.random.default_rng(seed)
    kind = nx.DiGraph if directed else nx.Graph
    graph = kind(nx.cycle_graph(n, create_using=kind))
    for a, b in combinations(range(n), 2):
        if rng.random() < 0.4:
            graph.add_edge(*((a, b) if rng.random() < 0.5 else (b, a)))
    for a, b in graph.edges:
        graph.edges[a, b]["weight"] = float(rng.uniform(0.3, 3))
    return graph


@settings(max_examples=15, deadline=None)
@given(SEEDS)
def test_renaming_and_reordering_nodes_changes_nothing(seed: int) -> None:
    graph = _random(seed)
    order = np.random.default_rng(seed).permutation(9).tolist()
    names = {node: f"firm {node}" for node in graph}
    other = nx.Graph()
    other.add_nodes_from(names[node] for node in order)
    other.add_weighted_edges_from(
        (names[a], names[b], graph.edges[a, b]["weight"]) for a, b in graph.edges
    )
    back = [order.index(node) for node in range(9)]
    for measure in (network.constraint, network.effective_size, network.hierarchy):
        assert_allclose(measure(other).values[back], measure(graph).values, rtol=1e-9)
    ours, theirs = network.coherence(graph, 2), network.coherence(other, "firm 2")
    assert_allclose(ours.total_variance, theirs.total_variance, rtol=1e-12)
    best = {
        frozenset(names[node] for node in nodes) for nodes in network.best_leaders(graph, 2).sets
    }
    assert best == {frozenset(nodes) for nodes in network.best_leaders(other, 2).sets}
    assert_allclose(network.scenario(graph).scores, network.scenario(other).scores, rtol=1e-12)
    groups = {node: "ab"[node % 2] for node in graph}
    renamed = {names[node]: group for node, group in groups.items()}
    z = network.brokerage(other, renamed, permutations=0).z[back]
    assert_allclose(z, network.brokerage(graph, groups, permutations=0).z, rtol=1e-12)
    potential = network.topological_potential(other)
    assert_allclose(
        potential.potential[back], network.topological_potential(graph).potential, rtol=1e-6
    )
    before, after = network.centralities(graph), network.centralities(other)
    for name in ("closeness", "betweenness", "eigenvector", "information", "clustering"):
        assert_allclose(getattr(after, name)[back], getattr(before, name), rtol=1e-8)
    assert network.structure(graph).core_fit == pytest.approx(network.structure(other).core_fit)


@settings(max_examples=15, deadline=None)
@given(SEEDS)
def test_directed_solution_is_the_undirected_one_where_ties_go_both_ways(seed: int) -> None:
    graph = _random(seed)
    both = graph.to_directed()
    both.remove_edge(0, 1)  # no longer symmetric, so that the Lyapunov equation is solved
    both.add_edge(0, 1, weight=graph.edges[0, 1]["weight"] + 1e-9)
    ours, theirs = network.coherence(graph, 4), network.coherence(both, 4)
    assert_allclose(ours.resistance, theirs.resistance, rtol=1e-6)
    assert_allclose(ours.convergence_rate, theirs.convergence_rate, rtol=1e-6)


@settings(max_examples=15, deadline=None)
@given(SEEDS, st.integers(1, 3))
def test_best_sets_are_those_of_brute_force(seed: int, size: int) -> None:
    graph = _random(seed)
    values = {
        nodes: network.coherence(graph, nodes).total_variance
        for nodes in combinations(range(9), size)
    }
    least = min(values.values())
    found = network.best_leaders(graph, size)
    assert set(found.sets) == {
        nodes for nodes, value in values.items() if value <= least * (1 + 1e-9)
    }
    assert_allclose(found.value, least, rtol=1e-10)
    greedy = network.best_leaders(graph, size, most_sets=1)
    assert not greedy.exact
    assert greedy.lower_bound <= least * (1 + 1e-12)
    assert greedy.value >= least * (1 - 1e-12)


@settings(max_examples=15, deadline=None)
@given(SEEDS)
def test_gains_are_what_adding_does(seed: int) -> None:
    graph = _random(seed)
    now = network.coherence(graph, [0, 3]).total_variance
    found = network.tie_gains(graph, [0, 3], strength=1.7)
    assert_allclose(found.total_variance, now, rtol=1e-10)
    for (a, b), gain in zip(found.ties, found.gain, strict=True):
        more = graph.copy()
        more.add_edge(a, b, weight=1.7)
        assert_allclose(gain, now - network.coherence(more, [0, 3]).total_variance, atol=1e-10)
    leaders = network.leader_gains(graph, [0, 3])
    for node, gain in zip(leaders.nodes, leaders.gain, strict=True):
        after = network.coherence(graph, [0, 3, node]).total_variance
        assert_allclose(gain, now - after, atol=1e-10)
    assert (np.diff(leaders.gain) <= 1e-12).all()
    assert (found.gain > 0).all()


@settings(max_examples=15, deadline=None)
@given(SEEDS)
def test_a_stronger_tie_never_raises_the_variance(seed: int) -> None:
    graph = _random(seed)
    before = network.coherence(graph, 0)
    a, b = list(graph.edges)[seed % graph.number_of_edges()]
    graph.edges[a, b]["weight"] *= 2
    after = network.coherence(graph, 0)
    assert (after.resistance <= before.resistance * (1 + 1e-12)).all()


@settings(max_examples=15, deadline=None)
@given(SEEDS)
def test_settled_opinions_lie_between_the_first_ones(seed: int) -> None:
    rng = np.random.default_rng(seed)
    graph = _random(seed, directed=True)
    first = rng.normal(size=9)
    found = network.friedkin_johnsen(graph, first, rng.uniform(0, 0.95, 9))
    assert (
        first.min() - 1e-9 <= found.positions.min() <= found.positions.max() <= first.max() + 1e-9
    )
    assert found.power.sum() == pytest.approx(1)
    steps = network.degroot(graph, first, steps=400, self_weight=0.3)
    assert steps.outcome == "consensus"
