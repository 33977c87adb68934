"""What is taken as a network, and the one sentence where it cannot be."""

from __future__ import annotations

from typing import Any

import networkx as nx
import numpy as np
import pytest
from scipy import sparse

from consilience import network
from consilience.errors import ArgumentError, ConsilienceError, DataError, UnknownNameError


def _weighted(value: object) -> nx.Graph:
    graph = nx.path_graph(3)
    nx.set_edge_attributes(graph, 2.0, "weight")
    graph.edges[1, 2]["weight"] = value
    return graph


@pytest.mark.parametrize("value", [-1, float("nan"), float("inf"), "strong", None, True])
def test_a_bad_strength_is_named_with_its_tie(value: object) -> None:
    with pytest.raises(DataError) as caught:
        network.coherence(_weighted(value), 0)
    assert "1 and 2" in str(caught.value)


def test_a_bad_strength_of_a_matrix_is_named_with_its_places() -> None:
    matrix = sparse.csr_array(np.array([[0, 1.0], [-2.0, 0]]))
    with pytest.raises(DataError, match=r"got -2.0 between 1 and 0"):
        network.constraint(matrix)


@pytest.mark.parametrize(
    ("graph", "sentence"),
    [
        (nx.Graph(), "at least one node"),
        (sparse.csr_array((0, 0)), "at least one node"),
        (sparse.csr_array((2, 3)), "square"),
        (sparse.csr_array(np.array([[0, 1j], [1j, 0]])), "matrix of numbers"),
        ([[0, 1], [1, 0]], "networkx graph or a scipy sparse matrix"),
        (nx.Graph([((1, 2), (3, 4))]), "texts or whole numbers"),
    ],
)
def test_what_is_no_network(graph: Any, sentence: str) -> None:
    with pytest.raises(ConsilienceError, match=sentence):
        network.constraint(graph)


def test_a_misspelt_weight_is_told_with_the_near_one() -> None:
    graph = nx.Graph()
    graph.add_edge("a", "b", strength=2)
    with pytest.raises(UnknownNameError, match="did you mean strength"):
        network.constraint(graph, weight="strenght")
    with pytest.raises(ArgumentError, match="a text"):
        network.constraint(graph, weight=3)  # type: ignore[arg-type]  # on purpose


def test_the_default_weight_may_be_absent_but_not_here_and_there() -> None:
    assert network.coherence(nx.path_graph(3), 0).total_variance == pytest.approx(1.5)
    with pytest.raises(DataError, match="weight=None"):
        network.coherence(_weighted(None), 0)
    assert network.coherence(_weighted(None), 0, weight=None).total_variance == pytest.approx(1.5)


def test_loops_are_left_out_and_told() -> None:
    graph = nx.path_graph(3)
    graph.add_edge(1, 1)
    found = network.coherence(graph, 0)
    assert found.total_variance == pytest.approx(1.5)
    assert "1 tie(s) of a node with itself" in str(found.notes[0])


def test_parallel_ties_add_up_and_zero_is_no_tie() -> None:
    graph = nx.MultiGraph([("a", "b"), ("a", "b"), ("b", "c")])
    assert network.coherence(graph, "a").resistance.tolist() == pytest.approx([0.5, 1.5])
    zero = nx.Graph()
    zero.add_edge("a", "b", weight=1)
    zero.add_edge("b", "c", weight=0)
    assert network.coherence(zero, "a").unreached == ("c",)


def test_a_matrix_is_directed_if_it_is_not_symmetric() -> None:
    one_way = sparse.csr_array(np.array([[0, 0.0], [2.0, 0]]))
    assert network.structure(one_way).directed
    assert network.coherence(one_way, 0).total_variance == pytest.approx(0.25)
    assert network.coherence(one_way, 1).unreached == (0,)
    assert network.coherence(one_way, 0, weight=None).total_variance == pytest.approx(0.5)
    assert not network.structure(sparse.csr_array((3, 3))).directed


@pytest.mark.parametrize(
    "leaders", [[], "z", ["a", "a"], [1.5], {"a": 1}, None, b"a", ["a", "b", "c"]]
)
def test_bad_leaders(leaders: Any) -> None:
    with pytest.raises(ConsilienceError):
        network.coherence(nx.path_graph(["a", "b", "c"]), leaders)


@pytest.mark.parametrize(
    ("groups", "kind"),
    [
        ({0: "a", 1: "b"}, DataError),
        ({0: "a", 1: "b", 2: "c", 9: "d"}, UnknownNameError),
        (["a", "b"], ArgumentError),
        ("abc", ArgumentError),
        (5, ArgumentError),
        (["a", "b", None], DataError),
        (["a", "b", 1.5], DataError),
    ],
)
def test_bad_groups(groups: Any, kind: type[ConsilienceError]) -> None:
    with pytest.raises(kind):
        network.ei_index(nx.path_graph(3), groups)


def test_whole_numbers_may_name_groups_and_numpy_numbers_nodes() -> None:
    graph = nx.Graph([(np.int64(0), np.int64(1))])
    found = network.ei_index(graph, [1, 2], permutations=0)
    assert found.group_names == ("1", "2")
    assert found.nodes == (0, 1)
    assert found.value == 1


def test_strengths_that_cannot_be_solved_are_told() -> None:
    graph = nx.path_graph(3)
    graph.edges[0, 1]["weight"], graph.edges[1, 2]["weight"] = 1e-320, 1e308
    with pytest.raises(DataError, match="orders of magnitude"):
        network.coherence(graph, 0)
    directed = nx.DiGraph()
    directed.add_edge(1, 0, weight=1e-320)
    directed.add_edge(2, 1, weight=1e308)
    with pytest.raises(DataError, match="orders of magnitude"):
        network.coherence(directed, 0)
