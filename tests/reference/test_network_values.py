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
