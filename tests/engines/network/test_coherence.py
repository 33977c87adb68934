"""Coherence beyond its closed forms: directed, noisy, unreached, estimated, over time."""

from __future__ import annotations

import json

import networkx as nx
import numpy as np
import pytest
from numpy.testing import assert_allclose
from scipy import linalg, sparse

from consilience import network
from consilience.errors import ArgumentError, DataError
from consilience.network.leading import solving


def _large(n: int, seed: int) -> sparse.csr_array:
    rng = np.random.default_rng(seed)
    a, b = rng.integers(0, n, (2, 4 * n))
    ring = np.arange(n)
    rows, columns = np.concatenate([a, ring]), np.concatenate([b, (ring + 1) % n])
    values = rng.uniform(0.5, 2, len(rows))
    found = sparse.csr_array((values, (rows, columns)), (n, n))
    return (found + found.T).tocsr()


def test_willingness_of_the_seven_partner_examples() -> None:
    tree = nx.full_rary_tree(2, 7)
    cases = [
        (nx.star_graph(6), 0, 2.0),
        (nx.star_graph(6), 1, 1.091),
        (nx.path_graph(7), 3, 1.0),
        (nx.path_graph(7), 1, 0.75),
        (nx.path_graph(7), 0, 0.571),
        (nx.complete_graph(7), 4, 7.0),
        (tree, 0, 1.2),
        (tree, 6, 0.75),
    ]
    for graph, leader, wanted in cases:
        found = network.coherence(graph, leader)
        assert round(found.willingness, 3) == wanted
        assert found.relative_willingness == pytest.approx(found.willingness / 7)


def test_directed_variance_is_that_of_the_lyapunov_equation() -> None:
    rng = np.random.default_rng(1)
    strength = (rng.random((8, 8)) < 0.5) * rng.uniform(0.5, 2, (8, 8))
    np.fill_diagonal(strength, 0)
    found = network.coherence(sparse.csr_array(strength), [0, 5])
    inside = [1, 2, 3, 4, 6, 7]
    laplacian = np.diag(strength.sum(axis=1)) - strength
    grounded = laplacian[np.ix_(inside, inside)]
    size = len(inside)
    system = np.kron(np.eye(size), grounded) + np.kron(grounded, np.eye(size))
    variance = np.linalg.solve(system, np.eye(size).ravel()).reshape(size, size)
    assert_allclose(found.resistance / 2, np.diag(variance), rtol=1e-9)
    assert found.convergence_rate == pytest.approx(np.linalg.eigvals(grounded).real.min())


def test_whom_no_leader_reaches_is_named_and_infinite() -> None:
    graph = nx.path_graph(["a", "b", "c"])
    graph.add_edge("x", "y")
    graph.add_node("alone")
    found = network.coherence(graph, "a")
    assert found.unreached == found.weakest == ("x", "y", "alone")
    assert found.total_variance == np.inf
    assert found.convergence_rate == found.willingness == found.relative_willingness == 0
    assert found.resistance[:2].tolist() == pytest.approx([1, 2])
    assert found.notes[0].level == "warning"
    again = network.Coherence.from_dict(json.loads(found.to_json()))
    assert again == found
    assert again.total_variance == np.inf
    assert found.to_frame().share.isna().sum() == 3
    nobody = nx.empty_graph(3)
    assert network.coherence(nobody, 1).unreached == (0, 2)
    assert network.coherence(nobody, 1, method="estimate").unreached == (0, 2)


def test_estimate_agrees_with_the_exact_solution() -> None:
    matrix = _large(600, 2)
    exact = network.coherence(matrix, [0, 300])
    guess = network.coherence(matrix, [0, 300], method="estimate", probes=60)
    assert guess.convergence_rate == pytest.approx(exact.convergence_rate, rel=1e-9)
    assert abs(guess.total_variance - exact.total_variance) < 4 * guess.standard_error
    assert 0 < guess.standard_error < 0.01 * exact.total_variance
    assert np.isnan(guess.resistance).all()
    assert guess.weakest == ()
    assert exact.standard_error == 0
    assert "60 random probes" in str(guess.notes[-1])
    other = network.coherence(matrix, [0, 300], method="estimate", probes=60, seed=1)
    assert other.total_variance != guess.total_variance


def test_large_networks_are_estimated_unless_asked_otherwise() -> None:
    found = network.coherence(_large(3_100, 3), 0, probes=5)
    assert found.parameters["method"] == "estimate"
    assert found.standard_error > 0


def test_noisy_leaders_of_a_large_network() -> None:
    matrix = _large(300, 4)
    exact = network.coherence(matrix, 7, leader_gain=2.0)
    guess = network.coherence(matrix, 7, leader_gain=2.0, method="estimate", probes=100)
    assert abs(guess.total_variance - exact.total_variance) < 4 * guess.standard_error


def test_close_eigenvalues_are_told_apart() -> None:
    """Two arms of nearly equal length: inverse iteration alone would crawl."""
    guess = network.coherence(nx.path_graph(80), 40, method="estimate")
    assert guess.convergence_rate == pytest.approx(2 - 2 * np.cos(np.pi / 81), rel=1e-9)


def test_conjugate_gradients_that_do_not_arrive_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(solving, "MOST_ROUNDS", 2)
    with pytest.raises(DataError, match="orders of magnitude"):
        network.coherence(nx.path_graph(50), 0, method="estimate")


def test_directed_networks_are_never_estimated() -> None:
    with pytest.raises(DataError, match="solved exactly only"):
        network.coherence(nx.DiGraph([(1, 0)]), 0, method="estimate")


def test_strengths_beyond_reach_are_refused_not_rounded() -> None:
    graph = nx.path_graph(3)
    graph.edges[0, 1]["weight"], graph.edges[1, 2]["weight"] = 1e-15, 1.0
    with pytest.raises(DataError, match="orders of magnitude"):
        network.coherence(graph, 0)


def test_curve_is_the_matrix_exponential() -> None:
    graph = nx.karate_club_graph()
    found = network.consensus_curve(graph, [0, 33], [0.0, 0.5, 2.0])
    laplacian = nx.laplacian_matrix(graph).toarray().astype(float)
    inside = np.setdiff1d(np.arange(34), [0, 33])
    for place, time in enumerate(found.times):
        way = linalg.expm(-laplacian[np.ix_(inside, inside)] * time).sum(axis=1)
        assert found.mean_distance[place] == pytest.approx(way.mean())
        assert found.largest_distance[place] == pytest.approx(way.max())
    assert found.slowest == inside[way.argmax()]
    with pytest.raises(ArgumentError, match="strictly increasing"):
        network.consensus_curve(graph, 0, [1, 1])


def test_stubborn_leaders_pull_and_others_may_swing() -> None:
    graph = nx.path_graph(["a", "b", "c"])
    found = network.degroot(graph, [1, 0, 0], leaders="a", steps=200)
    assert found.outcome == "consensus"
    assert_allclose(found.positions[-1], 1, atol=1e-9)
    two = network.degroot(graph, [1, 0, 0], leaders=["a", "c"], steps=200)
    assert two.outcome == "several positions"
    assert two.to_frame()["last"].tolist() == [1, 0.5, 0]
    calm = network.degroot(graph, [2, 2, 2], steps=1)
    assert calm.outcome == "consensus"


def test_who_listens_to_nobody_keeps_the_position() -> None:
    graph = nx.DiGraph([("b", "a"), ("c", "b")])
    found = network.degroot(graph, [0, 1, 0], steps=3)
    assert found.positions[-1].tolist() == [1, 1, 1]
    assert "1 node(s) listen to nobody" in str(found.notes[0])
    rest = network.friedkin_johnsen(graph, [0, 1, 0], 1.0)
    assert rest.positions.tolist() == [1, 1, 1]
    assert rest.power.tolist() == [0, 1, 0]
    assert rest.to_frame().power.sum() == 1


def test_friedkin_johnsen_needs_somebody_who_holds_on() -> None:
    with pytest.raises(DataError, match="rest nowhere"):
        network.friedkin_johnsen(nx.path_graph(3), [1, 0, 0], 1.0)
    with pytest.raises(ArgumentError, match="as long as graph"):
        network.friedkin_johnsen(nx.path_graph(3), [1, 0, 0], [0.5, 0.5])
    large = sparse.eye_array(3_001)
    with pytest.raises(DataError, match="up to 3000 nodes"):
        network.friedkin_johnsen(large, np.zeros(3_001), 0.5)


def test_variance_is_what_a_simulated_network_scatters() -> None:
    """Integrate the model step by step: the long-run variance of followers is H."""
    rng = np.random.default_rng(3)
    graph = nx.Graph()
    graph.add_weighted_edges_from(
        [(0, 1, 1.0), (1, 2, 2.0), (2, 3, 1.0), (3, 0, 0.5), (1, 3, 1.0), (3, 4, 1.5)]
    )
    laplacian = nx.laplacian_matrix(graph, nodelist=range(5)).toarray().astype(float)
    for leaders in ([0], [0, 4]):
        inside = [node for node in range(5) if node not in leaders]
        drift = laplacian[np.ix_(inside, inside)]
        step, runs = 0.02, 4_000
        state = np.zeros((runs, len(inside)))
        for _ in range(1_500):
            noise = rng.normal(size=state.shape) * np.sqrt(step)
            state = state - step * state @ drift + noise
        found = network.coherence(graph, leaders)
        assert state.var(axis=0).sum() == pytest.approx(found.total_variance, rel=0.06)
        assert state.var(axis=0) * 2 == pytest.approx(found.resistance, rel=0.1)


def test_noisy_leaders_scatter_as_the_lyapunov_equation_says() -> None:
    graph = nx.karate_club_graph()
    laplacian = nx.laplacian_matrix(graph, nodelist=sorted(graph), weight="weight").toarray()
    drift = laplacian.astype(float)
    for leaders, gain in (([0], 2.0), ([0, 33], 0.5)):
        held = drift.copy()
        held[leaders, leaders] += gain
        scatter = linalg.solve_continuous_lyapunov(-held, -np.eye(34))
        found = network.coherence(graph, leaders, leader_gain=gain)
        assert found.total_variance == pytest.approx(np.trace(scatter), rel=1e-9)


def test_settled_opinions_are_where_stepping_ends() -> None:
    rng = np.random.default_rng(4)
    graph = nx.gnp_random_graph(12, 0.4, seed=2, directed=True)
    graph.add_edges_from((node, (node + 1) % 12) for node in range(12))
    first, open_to = rng.random(12), rng.uniform(0.2, 0.95, 12)
    matrix = nx.to_numpy_array(graph, nodelist=range(12))
    share = matrix / matrix.sum(axis=1, keepdims=True)
    state = first.copy()
    for _ in range(2_000):
        state = open_to * (share @ state) + (1 - open_to) * first
    ordered = nx.DiGraph()
    ordered.add_nodes_from(range(12))
    ordered.add_edges_from(graph.edges)
    found = network.friedkin_johnsen(ordered, first, open_to)
    assert found.positions == pytest.approx(state, abs=1e-12)
    plain = network.degroot(ordered, first, steps=3).positions
    assert plain[3] == pytest.approx(np.linalg.matrix_power(share, 3) @ first)


def test_susceptibility_may_differ_from_node_to_node() -> None:
    found = network.friedkin_johnsen(nx.path_graph(3), [0, 0, 1], [0.0, 1.0, 0.5])
    # x1 = 0, x2 = (x1 + x3) / 2, x3 = (x2 + 1) / 2
    assert found.positions.tolist() == pytest.approx([0, 1 / 3, 2 / 3])
