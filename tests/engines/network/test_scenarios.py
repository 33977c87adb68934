"""The five scenarios: templates, near misses, comparison; structure and centralities."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest

from consilience import network
from consilience.errors import ArgumentError, DataError

SIZES = range(3, 31)


def _kinds(graph: nx.Graph) -> tuple[str, ...]:
    found = network.scenario(graph)
    assert found.score == pytest.approx(1)
    return found.kinds


@pytest.mark.parametrize("n", SIZES)
def test_templates_are_told_at_every_size(n: int) -> None:
    assert _kinds(nx.star_graph(n - 1))[0] == "centre divergence"
    assert "coexistence and symbiosis" in _kinds(nx.path_graph(n))[: 2 if n == 3 else 1]
    assert _kinds(nx.complete_graph(n))[0] == "interconnection"
    if n > 4:
        assert _kinds(nx.full_rary_tree(2, n))[0] == ("principal-agent" if n > 5 else _spider(n))
    for seed in range(5):
        tree = nx.random_labeled_tree(n, seed=seed)
        degrees = dict(tree.degree).values()
        if 2 < max(degrees) < n - 1:
            assert _kinds(tree)[0] == "principal-agent"


def _spider(n: int) -> str:
    degrees = dict(nx.full_rary_tree(2, n).degree).values()
    return "principal-agent" if 2 < max(degrees) < n - 1 else "coexistence and symbiosis"


@pytest.mark.parametrize("n", range(4, 31))
def test_groups_are_told_at_every_size(n: int) -> None:
    for home in range(3, n):
        pendants = nx.complete_graph(home)
        pendants.add_edges_from((host % home, host) for host in range(home, n))
        assert _kinds(pendants)[0] == "group sailing"
        for bridges in {1, 2, home - 1}:
            joint = nx.complete_graph(home)
            joint.add_edges_from((a, b) for a in range(bridges) for b in range(home, n))
            if bridges < home and n - home > 1:
                assert _kinds(joint)[0] == "group sailing"


def test_three_partners_in_a_row_are_all_of_it() -> None:
    found = network.scenario(nx.path_graph(3))
    assert set(found.kinds) == set(network.KINDS) - {"interconnection"}
    assert "equally near to 2 scenarios" in str(found.notes[0])


def test_near_misses_are_named_with_a_lower_score() -> None:
    star = nx.star_graph(8)
    star.add_node("new member without ties")
    found = network.scenario(star)
    assert found.kind == "centre divergence"
    assert found.other_name == "local manufacturing"
    assert found.score == pytest.approx(16 / 17)
    assert found.core == (0,)
    ring = network.scenario(nx.cycle_graph(12))
    assert ring.kind == "coexistence and symbiosis"
    assert ring.score == pytest.approx(22 / 23)
    gap = nx.complete_graph(8)
    gap.remove_edge(0, 1)
    assert network.scenario(gap).kinds[0] in {"interconnection", "group sailing"}
    forest = nx.disjoint_union(nx.path_graph(4), nx.empty_graph(2))
    assert network.scenario(forest).scores[1] == pytest.approx(6 / 8)
    assert found.to_frame().scenario.tolist() == list(network.KINDS)


@pytest.mark.parametrize("n", [6, 8, 12, 20, 30])
def test_one_tie_lost_or_found_leaves_the_scenario_in_sight(n: int) -> None:
    home = (n + 1) // 2
    group = nx.complete_graph(home)
    group.add_edges_from((host % home, host) for host in range(home, n))
    templates = {
        "centre divergence": nx.star_graph(n - 1),
        "coexistence and symbiosis": nx.path_graph(n),
        "principal-agent": nx.full_rary_tree(2, n),
        "group sailing": group,
        "interconnection": nx.complete_graph(n),
    }
    if n == 6:  # a clique of three that loses a tie is a tree like any other
        del templates["group sailing"]
    for kind, graph in templates.items():
        for a, b in list(nx.non_edges(graph))[:25]:
            more = nx.Graph([*graph.edges, (a, b)])
            assert _in_sight(more, kind), (kind, "found", a, b)
        for edge in list(graph.edges)[:25]:
            less = graph.copy()
            less.remove_edge(*edge)
            assert _in_sight(less, kind), (kind, "lost", edge)


def _in_sight(graph: nx.Graph, kind: str) -> bool:
    """Say whether a scenario is the nearest, a tied one, or named as one tie away."""
    found = network.scenario(graph)
    named = {*found.kinds, *found.one_tie_away}
    if kind == "coexistence and symbiosis" and not nx.is_forest(graph):
        return found.scores[1] > 0.8  # only an upper bound: nothing more is said
    return kind in named


def test_a_missing_tie_is_told_where_it_decides() -> None:
    gap = nx.complete_graph(8)
    gap.remove_edge(0, 1)
    found = network.scenario(gap)
    assert (found.kind, found.score) == ("group sailing", 1)
    assert found.one_tie_away == ("interconnection",)
    assert "single tie more or less would make it interconnection" in str(found.notes[0])
    ring = network.scenario(nx.cycle_graph(9))
    assert set(ring.one_tie_away) == {"coexistence and symbiosis", "principal-agent"}
    assert network.scenario(nx.star_graph(6)).one_tie_away == ()


def test_findings_by_measure_are_those_of_the_theory() -> None:
    for size in (6, 8, 12):
        found = network.scenario_comparison(size)
        for finding in found.findings[:5]:
            assert finding.verdicts == ("holds",) * 4, finding.question
        assert found.findings[5].verdicts == ("fails", "fails", "tied", "fails")
    for size in range(6, 9):
        for home in range(3, size - 1):
            for bridges in range(1, home):
                joint = network.scenario_comparison(size, home=home, bridges=bridges).joint
                assert joint[1].verdicts[0] == "fails"  # no network beats the complete one
    assert joint[0].holds == (joint[0].better < joint[0].worse)
    eight = network.scenario_comparison(8, home=6, bridges=5)
    assert eight.joint[0].verdicts == ("holds", "holds", "holds", "tied")
    assert not network.scenario_comparison(8).joint[0].holds


def test_rates_of_degroot_are_those_of_stepping() -> None:
    rows = {row.position: row for row in network.scenario_comparison(7).rows}
    assert rows["hub"].degroot_rate == pytest.approx(0, abs=1e-12)
    assert rows["any"].degroot_rate == pytest.approx(5 / 6)
    stepped = network.degroot(nx.path_graph(7), [1, 0, 0, 0, 0, 0, 0], leaders=0, steps=400)
    left = 1 - stepped.positions[:, 1:].mean(axis=1)
    assert rows["0 from the end"].degroot_rate == pytest.approx(
        (left[-1] / left[-101]) ** 0.01, abs=1e-6
    )
    assert rows["host"].weakest_resistance == pytest.approx(
        network.coherence(_sailing(), 6).resistance.max()
    )


def _sailing() -> nx.Graph:
    graph = nx.complete_graph(4)
    graph.add_edges_from((a, b) for a in range(2) for b in range(4, 7))
    return graph


def test_direction_does_not_count_and_no_tie_is_no_scenario() -> None:
    assert (
        network.scenario(nx.DiGraph([(0, 1), (2, 0), (0, 3), (3, 0)])).kind == "centre divergence"
    )
    none = network.scenario(nx.empty_graph(4))
    assert (none.kind, none.kinds, none.score, none.core) == ("none", (), 0, ())
    with pytest.raises(ArgumentError, match="at least 3 nodes"):
        network.scenario(nx.path_graph(2))


def test_the_longest_chains_of_a_tree_are_those_of_brute_force() -> None:
    for seed in range(20):
        tree = nx.random_labeled_tree(9, seed=seed)
        edges = list(tree.edges)
        most = 0
        for mask in range(1 << len(edges)):
            chosen = [edge for place, edge in enumerate(edges) if mask >> place & 1]
            if len(chosen) > most and max(dict(nx.Graph(chosen).degree).values()) <= 2:
                most = len(chosen)
        assert network.scenario(tree).scores[1] == pytest.approx(2 * most / 16)


def test_comparison_finds_what_the_study_found() -> None:
    for size in (6, 7, 8, 12, 30):
        found = network.scenario_comparison(size)
        assert [finding.holds for finding in found.findings] == [True] * 5 + [False]
    eight = network.scenario_comparison(8, home=4, bridges=3)
    value = {(row.scenario, row.position): row.total_variance for row in eight.rows}
    assert value["interconnection", "any"] == pytest.approx(0.875)
    assert value["centre divergence", "hub"] == pytest.approx(3.5)
    assert value["centre divergence", "supplier"] == pytest.approx(6.5)
    assert value["coexistence and symbiosis", "3 from the end"] == pytest.approx(8)
    assert value["coexistence and symbiosis", "0 from the end"] == pytest.approx(14)
    assert "beats every other" in str(network.scenario_comparison(8, home=6, bridges=5).notes[0])
    assert "stays ahead" in str(network.scenario_comparison(7).notes[0])
    assert len(eight.to_frame()) == len(eight.rows)
    for size, home, bridges in ((5, None, None), (8, 7, None), (8, 4, 4), (8, 2, None)):
        with pytest.raises(ArgumentError):
            network.scenario_comparison(size, home=home, bridges=bridges)


def test_structure_of_a_core_with_a_rim() -> None:
    graph = nx.complete_graph(4)
    graph.add_edges_from((a, b) for a in range(4) for b in range(4, 9))
    found = network.structure(graph, ["core"] * 4 + ["rim"] * 5)
    assert found.core == (0, 1, 2, 3)
    assert found.core_fit == pytest.approx(1)
    assert found.group_assortativity == pytest.approx(
        nx.attribute_assortativity_coefficient(_labelled(graph), "group")
    )
    assert found.mean_distance == pytest.approx(nx.average_shortest_path_length(graph))
    assert found.diameter == 2
    assert found.centralisation == pytest.approx(20 / 56)
    assert found.modularity == pytest.approx(
        nx.community.modularity(graph, [set(group) for group in found.communities])
    )
    assert found.to_frame().measure.tolist()[:3] == ["nodes", "ties", "directed"]


def _labelled(graph: nx.Graph) -> nx.Graph:
    nx.set_node_attributes(graph, {n: "core" if n < 4 else "rim" for n in graph}, "group")
    return graph


def test_structure_where_little_can_be_said() -> None:
    found = network.structure(nx.empty_graph(3), ["a", "b", "b"])
    undefined = [
        found.transitivity,
        found.mean_distance,
        found.core_fit,
        found.degree_assortativity,
        found.group_assortativity,
        found.modularity,
    ]
    assert np.isnan(undefined).all()
    assert (found.parts, found.isolated, found.core) == (3, (0, 1, 2), ())
    one = network.structure(nx.empty_graph(1))
    assert np.isnan([one.density, one.centralisation]).all()
    ring = network.structure(nx.cycle_graph(4), ["a"] * 4)
    assert np.isnan([ring.degree_assortativity, ring.group_assortativity]).all()
    with pytest.raises(DataError, match="up to 3000"):
        network.structure(nx.empty_graph(3_001))


def test_centralities_where_little_can_be_said() -> None:
    one = network.centralities(nx.empty_graph(1))
    assert np.isnan([*one.eigenvector, *one.information]).all()
    two = network.centralities(nx.disjoint_union(nx.path_graph(3), nx.path_graph(3)))
    assert np.isnan(two.eigenvector).all()
    assert (two.information == 0).all()
    directed = network.centralities(nx.DiGraph([(0, 1), (1, 0), (1, 2)]))
    assert directed.strength.tolist() == [2, 3, 1]
    assert "direction" in str(directed.notes[0])
    vector = network.centralities(nx.karate_club_graph()).eigenvector
    wanted = nx.eigenvector_centrality_numpy(nx.karate_club_graph(), weight="weight")
    assert vector == pytest.approx([wanted[node] for node in range(34)])
