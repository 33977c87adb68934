"""Brokerage, E-I index, niches and network potential."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from numpy.testing import assert_allclose

from consilience import network
from consilience.errors import ArgumentError, ConsilienceError, DataError, UnknownNameError


@pytest.mark.parametrize(
    ("groups", "role"),
    [
        (["x", "x", "x"], "coordinator"),
        (["x", "y", "x"], "itinerant"),
        (["x", "x", "y"], "representative"),
        (["x", "y", "y"], "gatekeeper"),
        (["x", "y", "z"], "liaison"),
    ],
)
def test_each_role_once(groups: list[str], role: str) -> None:
    chain = nx.DiGraph([("a", "v"), ("v", "b")])
    found = network.brokerage(chain, groups, permutations=9).to_frame()
    assert found.loc[1, [*network.ROLES, "total"]].sum() == 2
    assert found.loc[1, role] == 1
    assert (found.loc[[0, 2], "total"] == 0).all()
    closed = nx.DiGraph([("a", "v"), ("v", "b"), ("a", "b")])
    assert network.brokerage(closed, groups, permutations=0).counts.sum() == 0


def test_permutation_p_is_the_share_of_all_labels() -> None:
    """With four nodes all 24 orders of the labels can be listed."""
    graph = nx.DiGraph([("a", "b"), ("b", "c"), ("c", "d"), ("d", "a"), ("a", "c")])
    groups = ["x", "x", "y", "y"]
    found = network.brokerage(graph, groups, permutations=4_000, seed=3)
    exact = np.mean(
        [
            network.brokerage(graph, order, permutations=0).counts >= found.counts
            for order in permutations(groups)
        ],
        axis=0,
    )
    assert_allclose(found.p_value[:, :5], exact[:, :5], atol=0.04)
    assert np.isnan(found.p_value[:, 5]).all()


def test_expectation_is_that_of_random_networks() -> None:
    rng = np.random.default_rng(0)
    groups = ["a"] * 4 + ["b"] * 3 + ["c"] * 2
    count, ties = 9, 27
    base = nx.DiGraph()
    base.add_nodes_from(range(count))
    pairs = [(a, b) for a in range(count) for b in range(count) if a != b]
    base.add_edges_from(pairs[i] for i in rng.permutation(len(pairs))[:ties])
    said = network.brokerage(base, groups, permutations=0)
    draws = []
    for _ in range(600):
        graph = nx.DiGraph()
        graph.add_nodes_from(range(count))
        graph.add_edges_from(pair for pair in pairs if rng.random() < ties / len(pairs))
        draws.append(network.brokerage(graph, groups, permutations=0).counts)
    assert_allclose(said.expected, np.mean(draws, axis=0), atol=0.6)
    spread = np.nan_to_num((said.counts - said.expected) / said.z)  # 0/0 where nothing varies
    assert_allclose(spread, np.std(draws, axis=0), rtol=0.15, atol=0.01)


def test_one_group_and_no_ties_are_named() -> None:
    found = network.brokerage(nx.path_graph(3), ["x"] * 3, permutations=0)
    assert [str(note)[:20] for note in found.notes] == [
        "All nodes are of one",
        "Ties without directi",
    ]
    empty = network.brokerage(nx.empty_graph(2, create_using=nx.DiGraph), ["x", "y"])
    assert empty.counts.sum() == 0
    assert np.isnan(empty.z).all()
    assert network.brokerage(nx.empty_graph(1), ["x"], permutations=0).counts.sum() == 0


def test_ei_index_by_hand() -> None:
    graph = nx.Graph()
    graph.add_weighted_edges_from([(0, 1, 2.0), (1, 2, 1.0), (2, 3, 1.0), (3, 0, 4.0)])
    groups = ["x", "x", "y", "y"]
    found = network.ei_index(graph, groups, permutations=500, seed=1)
    assert (found.external, found.internal) == (5, 3)
    assert found.value == 0.25
    assert found.group_values.tolist() == [(5 - 4) / 9, (5 - 2) / 7]
    assert found.node_values.tolist() == [1 / 3, -1 / 3, 0.0, 0.6]
    assert found.to_frame().group.tolist() == groups
    exact = [network.ei_index(graph, order, permutations=0).value for order in permutations(groups)]
    assert found.expected == pytest.approx(np.mean(exact), abs=0.05)
    far = np.abs(np.array(exact) - np.mean(exact)) >= abs(0.25 - np.mean(exact)) - 1e-9
    assert found.p_value == pytest.approx(far.mean(), abs=0.06)
    plain = network.ei_index(graph, groups, permutations=0, weight=None)
    assert plain.value == 0
    assert np.isnan(plain.p_value)


def test_ei_index_where_nothing_can_be_said() -> None:
    found = network.ei_index(nx.empty_graph(2), ["x", "x"])
    assert np.isnan([found.value, found.p_value, *found.node_values]).all()
    assert "one group" in str(found.notes[0])
    one_way = network.ei_index(nx.DiGraph([(0, 1), (1, 2)]), ["x", "y", "y"], permutations=0)
    assert (one_way.external, one_way.internal) == (1, 1)
    assert one_way.node_values.tolist() == [1, 0, -1]


RESOURCES = pd.DataFrame(
    {"data": [4.0, 2, 0, 0], "chips": [4.0, 2, 5, 0], "maps": [4.0, 0, 0, 0]},
    index=["oem", "cloud", "chip", "idle"],
)


def test_niche_breadth_by_hand() -> None:
    found = network.niche_breadth(RESOURCES)
    assert_allclose(found.values, [3, 2, 1, np.nan])
    assert "idle" in str(found.notes[0])
    assert_allclose(network.niche_breadth(RESOURCES, method="hurlbert").values[:3], [1, 0.5, 0])
    shannon = network.niche_breadth(RESOURCES, method="shannon").values
    assert_allclose(shannon[:3], [np.log(3), np.log(2), 0])
    assert network.niche_breadth(RESOURCES * 1e300).values[0] == pytest.approx(3)


def test_niche_overlap_by_hand() -> None:
    for method in ("pianka", "schoener", "morisita-horn", "levins"):
        found = network.niche_overlap(RESOURCES, method=method)
        assert_allclose(np.diag(found.values)[:3], 1)
        assert np.isnan(found.values[3]).all()
        assert found.to_frame().loc["oem", "oem"] == 1
    assert network.niche_overlap(RESOURCES).values[0, 1] == pytest.approx(np.sqrt(2 / 3))
    schoener = network.niche_overlap(RESOURCES, method="schoener").values
    assert schoener[0, 1] == pytest.approx(1 - (1 / 6 + 1 / 6 + 1 / 3) / 2)
    levins = network.niche_overlap(RESOURCES, method="levins").values
    assert (levins[0, 1], levins[1, 0]) == pytest.approx((1, 2 / 3))
    horn = network.niche_overlap(RESOURCES, method="morisita-horn").values
    assert horn[0, 1] == pytest.approx(2 * (1 / 3) / (1 / 3 + 1 / 2))
    apart = network.niche_overlap({"a": [1, 0], "b": [0, 3]}).values
    assert apart.tolist() == [[1, 0], [0, 1]]


@pytest.mark.parametrize("value", [-1, float("nan"), "many", None])
def test_bad_amounts_are_told_with_their_column(value: object) -> None:
    with pytest.raises(DataError, match="chips"):
        network.niche_overlap({"data": [1, 2], "chips": [1, value]})


def test_bad_niche_tables() -> None:
    with pytest.raises(ArgumentError, match="two columns"):
        network.niche_breadth({"data": [1, 2]}, method="hurlbert")
    with pytest.raises(ArgumentError, match="occur once"):
        network.niche_breadth(RESOURCES.rename(index={"cloud": "oem"}))


def test_state_potential() -> None:
    found = network.state_potential([6, 2], [1, 1], scale=2, members=["oem", "chip"])
    assert found.values.tolist() == [8 / 12, 4 / 12]
    assert found.to_frame().member.tolist() == ["oem", "chip"]
    for states, growth in (([-1, 2], [0, 0]), ([1, 1], [-2, 0]), ([0, 0], [0, 0])):
        with pytest.raises(DataError):
            network.state_potential(states, growth)
    with pytest.raises(ArgumentError, match="at least 0"):
        network.state_potential([1], [1], scale=-1)


def test_potential_by_its_formula() -> None:
    graph = nx.Graph([("a", "b"), ("b", "c")])
    graph.add_node("alone")
    mass: dict[str | int, float] = {"a": 1.0, "b": 2.0, "c": 0.0, "alone": 5.0}
    found = network.topological_potential(graph, mass, sigma=1.5)
    near, far = np.exp(-1 / 2.25), np.exp(-4 / 2.25)
    assert_allclose(found.potential, [1 + 2 * near, 2 + near, far + 2 * near, 5])
    assert [(s.higher, s.lower) for s in found.slopes] == [("b", "c"), ("b", "a")]
    assert found.to_frame().uphill.tolist() == [0, 0, 1, 0] or found.to_frame().downhill.sum() == 2
    assert found.hops == pytest.approx(4.5 / np.sqrt(2))


def test_sigma_has_the_smallest_entropy() -> None:
    graph = nx.karate_club_graph()
    found = network.topological_potential(graph)
    for factor in (0.5, 0.9, 0.99, 1.01, 1.1, 2):
        other = network.topological_potential(graph, sigma=found.sigma * factor)
        assert other.entropy >= found.entropy
    weighted = network.topological_potential(graph, weighted=True)
    assert weighted.sigma != found.sigma


def test_where_every_sigma_is_alike() -> None:
    for graph in (nx.cycle_graph(5), nx.empty_graph(3)):
        found = network.topological_potential(graph)
        assert found.sigma == 1
        assert "sigma" in str(found.notes[0])


@pytest.mark.parametrize(
    ("mass", "kind"),
    [
        ({0: 1}, DataError),
        ({0: 1, 1: 1, 9: 1}, UnknownNameError),
        ([1], ArgumentError),
        ([1, -1], ArgumentError),
        ([0, 0], ArgumentError),
        ([1, "x"], ArgumentError),
    ],
)
def test_bad_masses(mass: Any, kind: type[ConsilienceError]) -> None:
    with pytest.raises(kind):
        network.topological_potential(nx.path_graph(2), mass)
    with pytest.raises(ArgumentError, match="greater than 0"):
        network.topological_potential(nx.path_graph(2), sigma=0)
    with pytest.raises(DataError, match="up to 3000"):
        network.topological_potential(nx.empty_graph(3_001))


def test_an_isolated_member_does_not_move_the_range_of_the_others() -> None:
    graph = nx.florentine_families_graph()
    before = network.topological_potential(graph)
    graph.add_node("newcomer")
    after = network.topological_potential(graph)
    assert after.sigma == pytest.approx(before.sigma, abs=1e-6)
    assert after.potential[-1] == 1


def test_where_masses_alone_differ_most() -> None:
    found = network.topological_potential(nx.path_graph(4), [100, 1, 1, 1])
    assert found.sigma == pytest.approx(0.2)
    assert found.notes[-1].key == "network.note.masses_alone"
    assert found.potential.tolist() == pytest.approx([100, 1, 1, 1], rel=1e-8)
