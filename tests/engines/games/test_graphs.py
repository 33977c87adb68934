"""The critical ratio of a network: closed forms, the definition, invariances."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from scipy import sparse

from consilience.errors import ConsilienceError
from consilience.games import critical_ratio, graphs


def solved(graph: nx.Graph) -> float:
    """The definition of Allen and others as one linear system of all pairs."""
    table = nx.to_numpy_array(graph)
    size = len(table)
    step = table / table.sum(axis=1, keepdims=True)
    system, right = np.eye(size * size), np.zeros(size * size)
    for i in range(size):
        for j in range(size):
            if i != j:
                right[i * size + j] = 1
                for k in range(size):
                    system[i * size + j, j * size + k] -= step[i, k] / 2
                    system[i * size + j, i * size + k] -= step[j, k] / 2
    times = np.linalg.solve(system, right).reshape(size, size)
    start = table.sum(axis=1) / table.sum()
    first, second, third = (
        start @ (np.linalg.matrix_power(step, n) * times).sum(axis=1) for n in (1, 2, 3)
    )
    return float(second / (third - first))


@pytest.mark.parametrize("size", [6, 10, 25])
def test_regular_graphs_have_a_closed_form(size: int) -> None:
    """Allen and others 2017: (N - 2) / (N / k - 2) on transitive graphs of degree k."""
    assert critical_ratio(nx.cycle_graph(size)).ratio == pytest.approx((size - 2) / (size / 2 - 2))
    found = critical_ratio(nx.complete_graph(size))
    assert found.ratio == pytest.approx(1 - size)
    assert not found.favoured
    assert [note.key for note in found.notes] == ["games.note.never"]


def test_any_graph_against_its_definition() -> None:
    for seed in range(6):
        graph = nx.connected_watts_strogatz_graph(12, 4, 0.4, seed=seed)
        for place, (a, b) in enumerate(graph.edges()):
            graph[a][b]["weight"] = 1 + (place * 7 % 5)
        found = critical_ratio(graph, weight="weight").ratio
        assert found == pytest.approx(solved(graph), rel=1e-8)
    karate = nx.karate_club_graph()
    assert critical_ratio(karate).ratio == pytest.approx(7.77, abs=0.005)


def test_a_star_never_favours_cooperation() -> None:
    found = critical_ratio(nx.star_graph(5))
    assert found.ratio == float("inf")
    assert not found.favoured
    assert found.to_frame().ratio[0] == float("inf")


def test_scale_and_names_change_nothing() -> None:
    graph = nx.karate_club_graph()
    table = sparse.csr_array(nx.to_scipy_sparse_array(graph, weight="weight"))
    found = critical_ratio(graph, weight="weight").ratio
    assert float(critical_ratio(3 * table)) == pytest.approx(found, rel=1e-9)
    named = nx.relabel_nodes(graph, {node: f"firm {node}" for node in graph})
    assert critical_ratio(named, weight="weight").ratio == pytest.approx(found, rel=1e-9)


def test_ties_of_a_node_with_itself_are_left_out() -> None:
    graph = nx.cycle_graph(8)
    graph.add_edge(0, 0)
    found = critical_ratio(graph)
    assert found.ratio == pytest.approx(critical_ratio(nx.cycle_graph(8)).ratio)
    assert [note.key for note in found.notes] == ["games.note.loops"]


def test_too_large_networks_are_refused() -> None:
    with pytest.raises(ConsilienceError, match="3 to 3000 nodes; this one has 3001"):
        critical_ratio(nx.cycle_graph(3_001))
    with pytest.raises(ConsilienceError, match="not connected"):
        critical_ratio(nx.Graph([(1, 2), (3, 4)]))


@pytest.mark.parametrize(
    ("graph", "words"),
    [
        ("x", "networkx graph"),
        (nx.Graph(), "3 to 3000 nodes"),
        (nx.DiGraph([(1, 2)]), "an undirected network"),
        (sparse.csr_array(np.triu(np.ones((3, 3)))), "an undirected network"),
        (nx.Graph([(1, 2, {"weight": -1.0}), (2, 3, {"weight": 1.0})]), "needs a strength"),
        (nx.Graph([(1, 2, {"weight": "x"}), (2, 3, {"weight": 1.0})]), "needs a strength"),
    ],
)
def test_what_is_no_network_is_refused(graph: object, words: str) -> None:
    with pytest.raises(ConsilienceError, match=words):
        critical_ratio(graph, weight="weight")
    with pytest.raises(ConsilienceError, match="must be a text"):
        critical_ratio(nx.cycle_graph(5), weight=1)  # type: ignore[arg-type]  # the wrong type


def test_a_search_without_end_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(graphs, "_MOST_ROUNDS", 2)
    with pytest.raises(ConsilienceError, match="not solved"):
        critical_ratio(nx.path_graph(50))
