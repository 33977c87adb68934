"""Networks against published values and against R sna."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
import pytest
from numpy.testing import assert_allclose
from scipy import sparse

from consilience import network

FOLDER = Path(__file__).parent
VALUES: dict[str, Any] = json.loads((FOLDER / "network_values.json").read_text(encoding="utf-8"))
NETWORKS = VALUES["networks"]
MEASURES: dict[str, Any] = json.loads((FOLDER / "measure_values.json").read_text(encoding="utf-8"))


def _array(rows: list[list[float | None]]) -> np.ndarray[Any, Any]:
    return np.array([[np.nan if v is None else v for v in row] for row in rows], dtype=np.float64)


@pytest.mark.parametrize("name", NETWORKS)
def test_brokerage_is_that_of_sna(name: str) -> None:
    said = NETWORKS[name]
    matrix = sparse.csr_array(np.array(said["matrix"], dtype=np.float64))
    found = network.brokerage(matrix, said["groups"], permutations=0)
    assert found.counts.tolist() == said["counts"]
    assert_allclose(found.expected, _array(said["expected"]), atol=1e-9)
    assert_allclose(found.z, _array(said["z"]), atol=1e-9)


@pytest.mark.parametrize("name", [n for n, said in NETWORKS.items() if said["information"]])
def test_information_centrality_is_that_of_sna(name: str) -> None:
    said = NETWORKS[name]
    matrix = sparse.csr_array(np.array(said["matrix"], dtype=np.float64))
    found = network.single_leaders(matrix, rates=False).information
    assert_allclose(found, said["information"], rtol=1e-9)


def test_florentine_families() -> None:
    graph = nx.florentine_families_graph()
    found = network.single_leaders(graph).to_frame()
    assert found.leader[:2].tolist() == ["Medici", "Guadagni"]
    assert found.total_variance[:2].round(3).tolist() == [7.047, 8.176]
    assert network.centralities(graph).betweenness[1] == pytest.approx(47.5 / 91)  # Medici
    assert network.best_leaders(graph, 3).sets == (("Strozzi", "Albizzi", "Pazzi"),)
    assert network.topological_potential(graph).sigma == pytest.approx(1.472, abs=5e-4)


def test_zachary_total_variance_and_disagreement_of_criteria() -> None:
    graph = nx.karate_club_graph()
    assert network.coherence(graph, 0, weight=None).total_variance == pytest.approx(
        8.5372, abs=1e-4
    )
    assert network.best_leaders(graph).sets == ((33,),)
    assert network.best_leaders(graph, criterion="convergence_rate").sets == ((2,),)
    found = network.structure(graph)
    assert found.density == pytest.approx(78 / 561)
    assert found.transitivity == pytest.approx(0.2556818181818182)  # 3 * 45 / 528
    assert found.clustering == pytest.approx(0.5706384782076823)
    assert found.degree_assortativity == pytest.approx(-0.47561309768461413)
    assert found.largest_coreness == 4


@pytest.mark.parametrize(
    "graph",
    [
        nx.karate_club_graph(),
        nx.florentine_families_graph(),
        nx.davis_southern_women_graph(),
        nx.DiGraph(nx.gnp_random_graph(15, 0.2, seed=3, directed=True)),
    ],
)
def test_constraint_and_betweenness_are_those_of_networkx(graph: nx.Graph) -> None:
    wanted = nx.constraint(graph, weight="weight")
    found = network.constraint(graph)
    assert_allclose(found.values, [wanted[node] for node in graph], atol=1e-9)
    plain = graph.to_undirected()
    said = network.centralities(graph)
    between, close = nx.betweenness_centrality(plain), nx.closeness_centrality(plain)
    cores = nx.core_number(plain)
    assert_allclose(said.betweenness, [between[node] for node in graph], atol=1e-9)
    assert_allclose(said.closeness, [close[node] for node in graph], atol=1e-9)
    assert said.coreness.tolist() == [cores[node] for node in graph]
    assert network.structure(graph).degree_assortativity == pytest.approx(
        nx.degree_assortativity_coefficient(plain)
    )


def test_effective_size_of_unweighted_networks_is_that_of_networkx() -> None:
    for graph in (nx.florentine_families_graph(), nx.davis_southern_women_graph()):
        wanted = nx.effective_size(graph)
        assert_allclose(network.effective_size(graph).values, [wanted[n] for n in graph], atol=1e-9)


@pytest.mark.parametrize("name", MEASURES["networks"])
def test_centralities_and_structure_are_those_of_sna(name: str) -> None:
    said = MEASURES["networks"][name]
    matrix = sparse.csr_array(np.array(NETWORKS[name]["matrix"], dtype=np.float64))
    count = matrix.shape[0]
    nodes, whole = network.centralities(matrix), network.structure(matrix)
    assert_allclose(
        nodes.betweenness * (count - 1) * (count - 2) / 2, said["betweenness"], atol=1e-9
    )
    assert_allclose(nodes.closeness, said["closeness"], atol=1e-9)
    assert nodes.coreness.tolist() == said["coreness"]
    # sna prints the eigenvector with one sign or the other
    assert_allclose(nodes.eigenvector, np.abs(said["strength_eigenvector"]), atol=1e-9)
    plain = network.centralities(matrix, weight=None)
    assert_allclose(plain.eigenvector, np.abs(said["eigenvector"]), atol=1e-9)
    pairs = {
        "density": whole.density,
        "transitivity": whole.transitivity,
        "components": whole.parts,
        "mean_distance": whole.mean_distance,
        "diameter": whole.diameter,
        "degree_centralisation": whole.centralisation,
        "betweenness_centralisation": whole.betweenness_centralisation,
        "closeness_centralisation": whole.closeness_centralisation,
    }
    for key, value in pairs.items():
        assert value == pytest.approx(said[key], abs=1e-9), key


def test_nodf_is_that_of_vegan_and_of_the_printed_example() -> None:
    women = np.array(NETWORKS["davis"]["matrix"], dtype=np.float64)[:18, 18:]
    printed = [[1, 0, 1, 1, 1], [1, 1, 1, 0, 0], [0, 1, 1, 1, 0], [1, 1, 0, 0, 0], [1, 1, 0, 0, 0]]
    tables = {"davis": women, "printed": np.array(printed)}
    for name, table in tables.items():
        said, found = MEASURES["nodf"][name], network.nestedness(sparse.csr_array(table), draws=0)
        assert found.nodf == pytest.approx(said["NODF"], abs=1e-9)
        assert found.rows == pytest.approx(said["N.rows"], abs=1e-9)
        assert found.columns == pytest.approx(said["N.columns"], abs=1e-9)


def test_communities_of_the_club_are_those_of_networkx() -> None:
    graph = nx.karate_club_graph()
    found = network.structure(graph)
    wanted = nx.community.greedy_modularity_communities(graph, weight="weight")
    assert found.modularity == pytest.approx(
        nx.community.modularity(graph, wanted, weight="weight")
    )
    assert set(map(frozenset, found.communities)) == set(wanted)
    groups = [graph.nodes[node]["club"] for node in graph]
    assert network.structure(graph, groups).group_assortativity == pytest.approx(
        nx.attribute_assortativity_coefficient(graph, "club")
    )


def test_structural_holes_of_the_club_by_their_definition() -> None:
    graph = nx.karate_club_graph()
    a = nx.to_numpy_array(graph)
    p, m = a / a.sum(axis=1, keepdims=True), a / a.max(axis=1, keepdims=True)
    near = a > 0
    through = (p + p @ p) ** 2 * near
    entropy = np.zeros(34)
    for node in range(34):
        share = through[node, near[node]] / through[node].sum()
        ratio = share * len(share)
        if len(share) > 1:
            entropy[node] = (ratio * np.log(ratio)).sum() / (len(share) * np.log(len(share)))
    redundancy = np.array([(p[i] @ m[near[i]].T).sum() for i in range(34)])
    size = near.sum(axis=1) - redundancy
    assert_allclose(network.constraint(graph).values, through.sum(axis=1), atol=1e-9)
    assert_allclose(network.effective_size(graph).values, size, atol=1e-9)
    assert_allclose(network.efficiency(graph).values, size / near.sum(axis=1), atol=1e-9)
    found = network.hierarchy(graph).values
    assert_allclose(found[near.sum(axis=1) > 1], entropy[near.sum(axis=1) > 1], atol=1e-9)
