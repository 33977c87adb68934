"""The whole network: core and periphery, small worlds, nestedness, their reference networks."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from numpy.testing import assert_allclose
from scipy import sparse

from consilience import network
from consilience.errors import ConsilienceError
from consilience.kernels.paths import distance_sums, passing_paths, tied_partners
from consilience.kernels.rewiring import exchange_cells, exchange_ends
from consilience.network.core_periphery import best_core
from consilience.network.ordering import name_free_order
from consilience.network.ties import rows_of


def _best_fit(graph: nx.Graph) -> float:
    """Compare all cores, by the definition: the correlation of ties with the pattern."""
    matrix, best = nx.to_numpy_array(graph), float("nan")
    upper = np.triu_indices(len(matrix), 1)
    for size in range(1, len(matrix)):
        for core in combinations(range(len(matrix)), size):
            inside = np.isin(np.arange(len(matrix)), core)
            pattern = (inside[:, None] | inside[None, :])[upper].astype(float)
            if pattern.std() > 0 and matrix[upper].std() > 0:
                fit = np.corrcoef(pattern, matrix[upper])[0, 1]
                best = float(np.fmax(best, fit))
    return best


@pytest.mark.parametrize("seed", range(12))
def test_core_is_the_best_of_all(seed: int) -> None:
    graph = nx.gnp_random_graph(8, 0.15 + 0.06 * seed, seed=seed)
    assert network.core_periphery(graph).fit == pytest.approx(_best_fit(graph), nan_ok=True)


@pytest.mark.parametrize("seed", range(6))
def test_search_of_larger_networks_finds_a_planted_core(seed: int) -> None:
    size, rest = 5 + seed, 30
    graph = nx.complete_graph(size)
    rng = np.random.default_rng(seed)
    graph.add_edges_from((a, b) for a in range(size) for b in range(size, size + rest))
    graph.remove_edges_from([(0, size + int(place)) for place in rng.integers(0, rest, 4)])
    found = network.core_periphery(graph)
    assert found.core == tuple(range(size))
    assert found.core_density == 1
    assert found.periphery_density == 0
    assert 0.9 < found.between_density < 1
    assert found.to_frame().node[:size].isin(range(size)).all()
    assert network.structure(graph).core == found.core


def test_search_betters_the_core_above_a_degree() -> None:
    graph = nx.gnp_random_graph(20, 0.3, seed=4)
    degree = np.array([graph.degree[node] for node in graph])
    matrix = nx.to_scipy_sparse_array(graph, dtype=np.float64).tocsr()
    upper = np.triu_indices(20, 1)
    ties = matrix.toarray()[upper]

    def fit(inside: np.ndarray[Any, Any]) -> float:
        return float(np.corrcoef((inside[:, None] | inside[None, :])[upper], ties)[0, 1])

    core, value, rivals = best_core(matrix)
    inside = np.isin(np.arange(20), core)
    assert value == pytest.approx(fit(inside))
    assert value > max(fit(degree >= level) for level in np.unique(degree)[1:])
    near = [
        inside ^ np.isin(np.arange(20), move) for k in (1, 2) for move in combinations(range(20), k)
    ]
    kept = [
        other for other in near if abs(int(other.sum()) - int(inside.sum())) < 2 and other.any()
    ]
    values = np.array([fit(other) for other in kept])
    assert values.max() <= value + 1e-12
    assert rivals == (values > value - 1e-12).sum()


def test_large_networks_are_climbed_once_and_equal_cores_are_told() -> None:
    hubs = nx.Graph((a, b) for a in range(3) for b in range(310) if a != b)
    assert network.core_periphery(hubs).core == (0, 1, 2)
    ring = network.core_periphery(nx.cycle_graph(13))
    assert [note.key for note in ring.notes] == ["network.note.core_rivals"]


@pytest.mark.parametrize(
    "graph", [nx.empty_graph(1), nx.empty_graph(4), nx.complete_graph(5), nx.complete_graph(14)]
)
def test_no_core_where_all_are_alike(graph: nx.Graph) -> None:
    found = network.core_periphery(graph)
    assert found.core == ()
    assert np.isnan(found.fit)
    assert found.notes[-1].key == "network.note.no_core"


def test_continuous_coreness_is_the_minimum_and_follows_the_scale() -> None:
    graph = nx.karate_club_graph()
    matrix = nx.to_numpy_array(graph)
    found = network.core_periphery(graph)
    upper = np.triu_indices(34, 1)
    product = np.outer(found.coreness, found.coreness)

    def loss(c: np.ndarray[Any, Any]) -> float:
        return float(((matrix - np.outer(c, c))[upper] ** 2).sum())

    rng = np.random.default_rng(0)
    least = loss(found.coreness)
    for _ in range(50):
        assert loss(np.abs(found.coreness + rng.normal(0, 0.02, 34))) > least
    assert found.coreness_fit == pytest.approx(np.corrcoef(product[upper], matrix[upper])[0, 1])
    strong = nx.Graph(graph)
    for a, b in strong.edges:
        strong.edges[a, b]["weight"] *= 1e6
    other = network.core_periphery(strong)
    assert_allclose(other.coreness / 1e3, found.coreness, rtol=1e-5)
    assert other.coreness_fit == pytest.approx(found.coreness_fit)


@pytest.mark.parametrize("seed", range(8))
def test_order_depends_on_ties_alone(seed: int) -> None:
    rng = np.random.default_rng(seed)
    graphs = (
        nx.gnp_random_graph(12, 0.3, seed=seed),
        nx.cycle_graph(9),
        nx.petersen_graph(),
        nx.star_graph(7),
        nx.disjoint_union(nx.cycle_graph(4), nx.path_graph(3)),
    )
    for graph in graphs:
        matrix = nx.to_scipy_sparse_array(graph, dtype=np.float64).tocsr()
        shuffle = rng.permutation(matrix.shape[0])
        other = matrix[shuffle][:, shuffle].tocsr()
        one, two = name_free_order(matrix), name_free_order(other)
        assert sorted(one) == list(range(len(one)))
        assert (matrix[one][:, one] != other[two][:, two]).nnz == 0


@pytest.mark.parametrize("seed", range(5))
def test_paths_and_triangles_are_those_of_networkx(seed: int) -> None:
    graph = nx.gnp_random_graph(25, 0.05 + 0.05 * seed, seed=seed)
    matrix = nx.to_scipy_sparse_array(graph, dtype=np.float64).tocsr()
    rows = rows_of(matrix)
    for form in (passing_paths.run_plain, passing_paths.compiled):
        reached, total, farthest, passing = form(*rows).T
        between = nx.betweenness_centrality(graph, normalized=False)
        assert_allclose(passing, [between[node] for node in graph], atol=1e-12)
        lengths = dict(nx.all_pairs_shortest_path_length(graph))
        assert reached.tolist() == [len(lengths[node]) - 1 for node in graph]
        assert total.tolist() == [sum(lengths[node].values()) for node in graph]
        assert farthest.tolist() == [max(lengths[node].values()) for node in graph]
    for sums in (distance_sums.run_plain, distance_sums.compiled):
        assert sums(*rows).tolist() == [reached.sum(), total.sum()]
    triangles = list(nx.triangles(graph).values())
    for count in (tied_partners.run_plain, tied_partners.compiled):
        assert count(*rows).tolist() == triangles


def test_centralisation_is_one_in_a_star_and_none_in_a_ring() -> None:
    star, ring = network.structure(nx.star_graph(6)), network.structure(nx.cycle_graph(6))
    for name in ("centralisation", "betweenness_centralisation", "closeness_centralisation"):
        assert getattr(star, name) == pytest.approx(1)
        assert getattr(ring, name) == pytest.approx(0)
    apart = network.structure(nx.disjoint_union(nx.star_graph(3), nx.path_graph(2)))
    assert np.isnan(apart.closeness_centralisation)
    assert apart.betweenness_centralisation == pytest.approx(5 * 3 / 10 / 5)


def _exchanged(graph: nx.Graph, seed: int, tries: int, *, plain: bool = False) -> nx.Graph:
    matrix = nx.to_scipy_sparse_array(graph, dtype=np.float64).tocsr()
    first, partners = rows_of(matrix)
    ties = np.column_stack(sparse.triu(matrix).coords).astype(np.int64)
    picks = np.random.default_rng(seed).integers(0, [len(ties), 2 * len(ties)], (tries, 2))
    exchange = exchange_ends.run_plain if plain else exchange_ends.compiled
    exchange(first, partners, ties, picks, np.empty(0, np.int64))
    found = nx.Graph(ties.tolist())
    rows = {(a, int(b)) for a in range(len(first) - 1) for b in partners[first[a] : first[a + 1]]}
    assert rows == {pair for a, b in found.edges for pair in ((a, b), (b, a))}
    return found


@pytest.mark.parametrize("seed", range(6))
def test_exchanges_keep_degrees_and_hold_the_network_together(seed: int) -> None:
    graph = nx.barabasi_albert_graph(20, 2, seed=seed)
    found = _exchanged(graph, seed, 400)
    assert dict(found.degree) == dict(graph.degree)
    assert nx.is_connected(found)
    assert nx.number_of_selfloops(found) == 0
    assert set(map(frozenset, found.edges)) != set(map(frozenset, graph.edges))
    other = _exchanged(graph, seed, 400, plain=True)
    assert set(map(frozenset, found.edges)) == set(map(frozenset, other.edges))


def test_exchanges_reach_every_network_equally_often() -> None:
    start = nx.Graph()
    start.add_nodes_from(range(6))
    start.add_edges_from([(0, 3), (1, 3), (3, 4), (4, 5), (2, 5)])
    wanted_degrees = [1, 1, 1, 3, 2, 2]
    possible = {
        frozenset(map(frozenset, ties))
        for ties in combinations(combinations(range(6), 2), 5)
        if nx.is_tree(nx.Graph(ties))
        and [sum(node in tie for tie in ties) for node in range(6)] == wanted_degrees
    }
    assert len(possible) == 12  # 4! / 2!
    counts = dict.fromkeys(possible, 0)
    for seed in range(1_500):
        counts[frozenset(map(frozenset, _exchanged(start, seed, 60).edges))] += 1
    wanted = 1_500 / len(possible)
    chi = sum((count - wanted) ** 2 / wanted for count in counts.values())
    assert sum(counts.values()) == 1_500
    assert chi < 3 * len(possible) + 10


def test_cells_are_exchanged_with_the_sums_kept() -> None:
    filled = np.random.default_rng(1).random((6, 9)) < 0.4
    for form in (exchange_cells.run_plain, exchange_cells.compiled):
        table = filled.copy()
        cells = np.argwhere(table)
        picks = np.random.default_rng(2).integers(0, len(cells), (500, 2))
        assert form(table, cells, picks) > 0
        assert table.sum(axis=0).tolist() == filled.sum(axis=0).tolist()
        assert table.sum(axis=1).tolist() == filled.sum(axis=1).tolist()
        assert sorted(map(tuple, cells.tolist())) == list(map(tuple, np.argwhere(table).tolist()))
        assert (table != filled).any()


def test_small_world_between_lattice_and_random() -> None:
    lattice = network.small_world(nx.watts_strogatz_graph(80, 6, 0), references=20)
    small = network.small_world(
        nx.connected_watts_strogatz_graph(80, 6, 0.1, seed=1), references=20
    )
    random = network.small_world(nx.connected_watts_strogatz_graph(80, 6, 1, seed=1), references=20)
    assert lattice.lattice_clustering == pytest.approx(0.6)  # 3 (k - 2) / 4 (k - 1), k = 6
    assert lattice.lattice_distance == pytest.approx(lattice.mean_distance)
    assert lattice.omega.value < -0.5
    assert abs(small.omega.value) < 0.3
    assert random.omega.value > 0.7
    assert small.sigma.low > 3
    assert random.sigma.low < 1.2 < small.sigma.low
    assert small.propensity.value > 0.6 > max(lattice.propensity.value, random.propensity.value)
    assert lattice.propensity.value == pytest.approx(
        1 - np.sqrt(0.5)
    )  # all distance, no clustering
    frame = small.to_frame()
    assert frame["index"].tolist() == ["sigma", "omega", "propensity"]
    assert ((frame.low <= frame.value) & (frame.value <= frame.high)).all()


def test_small_world_by_its_definition() -> None:
    graph = nx.karate_club_graph()
    found = network.small_world(graph, references=30)
    assert found.clustering == pytest.approx(nx.average_clustering(graph))
    assert found.mean_distance == pytest.approx(nx.average_shortest_path_length(graph))
    c, distance = found.random_clustering.mean, found.random_distance.mean
    assert found.sigma.value == pytest.approx(
        found.clustering / c / (found.mean_distance / distance)
    )
    omega = distance / found.mean_distance - found.clustering / found.lattice_clustering
    assert found.omega.value == pytest.approx(omega)
    less = (found.lattice_clustering - found.clustering) / (found.lattice_clustering - c)
    more = (found.mean_distance - distance) / (found.lattice_distance - distance)
    lost = np.clip([less, more], 0, 1)
    assert found.propensity.value == pytest.approx(1 - np.sqrt((lost**2).mean()))


@pytest.mark.parametrize(
    ("graph", "note"),
    [
        (nx.star_graph(5), "rigid"),
        (nx.complete_graph(5), "rigid"),
        (nx.path_graph(2), "rigid"),
        (nx.empty_graph(1), "rigid"),
        (nx.cycle_graph(6), "no_index"),
    ],
)
def test_small_world_where_there_is_nothing_to_compare_with(graph: nx.Graph, note: str) -> None:
    found = network.small_world(graph, references=3)
    assert np.isnan([found.sigma.value, found.omega.value, found.propensity.value]).all()
    assert np.isnan([found.sigma.low, found.sigma.high]).all()
    assert found.notes[-1].key == f"network.note.{note}"


def test_the_largest_part_is_measured() -> None:
    graph = nx.disjoint_union(
        nx.connected_watts_strogatz_graph(20, 4, 0.2, seed=3), nx.path_graph(3)
    )
    found = network.small_world(graph, references=5)
    assert (found.nodes, found.ties) == (20, 40)
    assert found.notes[0].values == {"parts": 2, "nodes": 20, "all": 23}
    alone = network.small_world(graph.subgraph(range(20)).copy(), references=5)
    assert alone.clustering == found.clustering
    with pytest.raises(ConsilienceError):
        network.small_world(nx.empty_graph(3_001))


def _nodf(filled: np.ndarray[Any, Any]) -> float:
    scores = []
    for table in (filled, filled.T):
        sums = table.sum(axis=1)
        for a, b in combinations(range(len(table)), 2):
            more, less = (a, b) if sums[a] > sums[b] else (b, a)
            nested = sums[more] > sums[less] > 0
            scores.append((table[more] & table[less]).sum() / sums[less] if nested else 0.0)
    return 100 * float(np.mean(scores))


@pytest.mark.parametrize("seed", range(10))
def test_nodf_by_its_definition_in_every_form(seed: int) -> None:
    filled = np.random.default_rng(seed).random((6, 8)) < 0.15 + 0.07 * seed
    found = network.nestedness(pd.DataFrame(filled), draws=9)
    assert found.nodf == pytest.approx(_nodf(filled))
    pairs = np.array([15, 28])
    assert found.nodf == pytest.approx((pairs * [found.rows, found.columns]).sum() / pairs.sum())
    plain = sparse.csr_array(filled)
    assert network.nestedness(plain, draws=9).z == pytest.approx(found.z, nan_ok=True)
    counts = {str(column): (filled[:, column] * 2.5).tolist() for column in range(8)}
    assert network.nestedness(counts, draws=9).nodf == pytest.approx(found.nodf)


def test_nestedness_of_a_perfect_table_and_of_none() -> None:
    perfect = network.nestedness(pd.DataFrame(np.tri(5)), draws=9)
    assert (perfect.nodf, perfect.rows, perfect.columns, perfect.p_value) == (100, 100, 100, 1)
    assert np.isnan(perfect.z)
    assert perfect.notes[-1].key == "network.note.one_table"
    apart = network.nestedness(pd.DataFrame(np.eye(4)), draws=0)
    assert apart.nodf == 0
    assert np.isnan([apart.expected, apart.z, apart.p_value]).all()
    empty = network.nestedness(pd.DataFrame(np.zeros((2, 3))), draws=2)
    assert (empty.nodf, empty.fill) == (0, 0)
    assert [note.key for note in empty.notes] == [
        "network.note.empty_lines",
        "network.note.one_table",
    ]


def test_nested_participation_stands_out_from_chance() -> None:
    rng = np.random.default_rng(5)
    chance = 1 / (1 + np.exp(0.5 * (np.arange(20)[:, None] + np.arange(15)[None, :] - 17)))
    nested = network.nestedness(pd.DataFrame(rng.random((20, 15)) < chance), draws=99)
    assert nested.nodf > 60
    mixed = network.nestedness(pd.DataFrame(rng.random((20, 15)) < 0.4), draws=99)
    assert abs(mixed.z) < 3
    assert 0 < mixed.p_value <= 1


def test_too_many_cells_are_refused_before_they_are_made() -> None:
    with pytest.raises(ConsilienceError, match="10000000 cells"):
        network.nestedness(sparse.csr_array((100_000, 1_000)))
