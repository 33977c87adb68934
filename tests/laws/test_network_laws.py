"""Laws of the leader-follower model: brute force, theorems, monotony."""

from __future__ import annotations

from itertools import combinations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from consilience import network

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


@settings(max_examples=40, deadline=None)
@given(SEEDS, st.integers(3, 14))
def test_one_leader_with_unit_ties_is_no_faster_than_its_degree_allows(seed: int, n: int) -> None:
    graph = nx.gnp_random_graph(n, 0.5, seed=seed)
    graph.add_edges_from(nx.path_graph(n).edges)
    rates = network.single_leaders(graph).convergence_rate
    bound = np.array([graph.degree[node] for node in graph]) / (n - 1)
    assert (rates <= bound * (1 + 1e-9)).all()
    assert (bound <= 1).all()


@settings(max_examples=40, deadline=None)
@given(SEEDS, st.data())
def test_total_variance_is_supermodular_and_falls(seed: int, data: st.DataObject) -> None:
    graph = _random(seed)
    order = data.draw(st.permutations(range(9)))
    small = data.draw(st.integers(1, 6))
    large = data.draw(st.integers(small, 7))
    few, many, one = order[:small], order[:large], order[8]

    def variance(leaders: list[int]) -> float:
        return network.coherence(graph, leaders).total_variance

    gain, later = variance(few) - variance([*few, one]), variance(many) - variance([*many, one])
    assert gain >= later - 1e-12
    assert later >= -1e-12


@settings(max_examples=20, deadline=None)
@given(SEEDS)
def test_willingness_of_one_leader_with_ties_up_to_one_is_at_most_that_of_all_tied(
    seed: int,
) -> None:
    graph = _random(seed)
    for a, b in graph.edges:
        graph.edges[a, b]["weight"] /= 3
    assert network.coherence(graph, seed % 9).relative_willingness <= 1 + 1e-12
