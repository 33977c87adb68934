"""Routines spread by thresholds, exact copy against adaptation, replication from a log."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pandas as pd
import pytest

from consilience import network


@pytest.mark.parametrize("n", range(3, 30))
def test_ring_and_star_have_their_known_cascades(n: int) -> None:
    ring, star = nx.cycle_graph(n), nx.star_graph(n - 1)
    easy = network.routine_spread(ring, 0, 0.5)
    assert (easy.size, len(easy.curve) - 1) == (n, n // 2)
    assert network.routine_spread(ring, 0, 0.51).size == 1
    hub = network.routine_spread(star, 0, 1)
    assert hub.curve == (1, n)
    leaf = network.routine_spread(star, 1, 1 / (n - 1))
    assert leaf.size == n
    assert network.routine_spread(star, 1, min(1, 1 / (n - 1) + 1e-6)).size == 1


def test_two_adopters_close_the_gap_between_them() -> None:
    found = network.routine_spread(nx.cycle_graph(8), [0, 2], 1)
    assert found.adopted_at.tolist() == [0, 1, 0, -1, -1, -1, -1, -1]
    assert found.pressure.tolist() == [0.5, 1, 0.5, 0.5, 0, 0, 0, 0.5]


def _by_hand(graph: nx.Graph, first: set[int], asked: list[float], worth: list[float]) -> set[int]:
    reached = set(first)
    while True:
        more = {
            node
            for node in graph
            if node not in reached
            and graph.out_degree(node)
            and worth[node]
            * sum(graph.edges[node, to]["weight"] for to in graph.successors(node) if to in reached)
            / graph.out_degree(node, weight="weight")
            >= asked[node]
        }
        if not more:
            return reached
        reached |= more


@pytest.mark.parametrize("seed", range(20))
def test_weighted_directed_cascades_are_those_of_the_definition(seed: int) -> None:
    rng = np.random.default_rng(seed)
    graph = nx.gnp_random_graph(15, 0.2, seed=seed, directed=True)
    for a, b in graph.edges:
        graph.edges[a, b]["weight"] = float(rng.uniform(0.5, 2))
    asked, fit = rng.uniform(0.1, 0.5, 15).tolist(), rng.uniform(0.4, 1, 15).tolist()
    wanted = _by_hand(graph, {0, 1}, asked, fit)
    found = network.routine_spread(graph, [0, 1], asked, fit=fit)
    assert set(np.flatnonzero(found.adopted_at >= 0).tolist()) == wanted
    assert found.size == found.curve[-1] == len(wanted)
    adapted = network.routine_spread(
        graph, [0, 1], asked, fit=fit, mode="adapted", adaptation_cost=0.3
    )
    assert adapted.size == len(_by_hand(graph, {0, 1}, asked, [0.7] * 15))
    better = network.routine_spread(
        graph, [0, 1], asked, fit=fit, mode="better", adaptation_cost=0.3
    )
    assert better.size == len(_by_hand(graph, {0, 1}, asked, [max(one, 0.7) for one in fit]))
    assert better.size >= max(found.size, adapted.size)


def test_zero_thresholds_worthless_routines_and_the_isolated() -> None:
    graph = nx.Graph([("a", "b")])
    graph.add_node("c")
    found = network.routine_spread(graph, "a", {"a": 1, "b": 0.2, "c": 0.2}, fit=0)
    assert (found.size, found.share) == (1, 1 / 3)
    assert found.needed.tolist() == [np.inf] * 3
    assert np.isnan(found.pressure[2])
    assert found.notes[0].values == {"count": 1, "nodes": ["c"]}
    assert found.vulnerable == ()
    alone = network.routine_spread(graph, "a", 0.0, fit=0)
    assert alone.size == 3
    assert alone.needed.tolist() == [0, 0, 0]
    assert alone.vulnerable == ("a", "b", "c")
    assert network.routine_spread(nx.empty_graph(2), 0).size == 1
    assert network.routine_spread(nx.star_graph(3), 0, 0.5).vulnerable == (1, 2, 3)


def test_advice_weighs_fit_against_the_cost_of_adaptation() -> None:
    path = nx.path_graph(5)
    far = network.routine_advice(path, 0, 0.4, fit=[1, 0.9, 0.5, 0.5, 0.5], adaptation_cost=0.1)
    assert (far.exact_size, far.adapted_size, far.better_size) == (2, 5, 5)
    assert far.advice == "adapt"
    assert far.node_advice == ("exact copy", "exact copy", "adapt", "adapt", "adapt")
    near = network.routine_advice(path, 0, 0.4, fit=0.9, adaptation_cost=0.5)
    assert (near.exact_size, near.adapted_size, near.advice) == (5, 1, "exact copy")
    even = network.routine_advice(path, 0, 0.4, fit=0.9, adaptation_cost=0.1)
    assert (even.exact_size, even.adapted_size, even.advice) == (5, 5, "exact copy")
    richer = network.routine_advice(path, 0, 0.4, fit=0.85, adaptation_cost=0.1)
    assert (richer.exact_size, richer.adapted_size, richer.advice) == (5, 5, "adapt")
    assert richer.adapted_value == pytest.approx(4.5)
    stuck = network.routine_advice(path, 0, 0.9, fit=0, adaptation_cost=1)
    assert stuck.advice == "neither"
    assert set(stuck.node_advice) == {"neither"}
    assert stuck.to_frame().advice.tolist() == ["neither"] * 5
    spread = network.routine_spread(path, 0, 0.4, fit=[1, 0.9, 0.5, 0.5, 0.5], mode="exact")
    assert spread.size == far.exact_size
    assert spread.to_frame().adopted_at.tolist() == [0, 1, -1, -1, -1]


def test_replication_by_hand() -> None:
    log = pd.DataFrame(
        [
            ("OEM", "joint test", "2019", "exact"),
            ("Maps", "joint test", "2021-05", "adapted"),
            ("Maps", "joint test", "2020", "exact"),  # the earliest counts
            ("Chips", "joint test", "", ""),
            ("Chips", "data pool", "", "adapted"),
            ("Chips", "data pool", "2022-01-31", ""),
        ],
        columns=["organisation", "routine", "date", "mode"],
    )
    found = network.routine_replication(log, ["OEM", "Maps", "Chips", "Cloud"])
    joint, pool = found.routines
    assert joint.adopters == ("OEM", "Maps", "Chips")
    assert (joint.share, joint.exact, joint.adapted, joint.unknown) == (0.75, 2, 0, 1)
    assert (joint.exact_share, joint.years, joint.adopted) == (1, (2019, 2020), (1, 2))
    assert (pool.share, pool.years, pool.unknown) == (0.25, (2022,), 1)
    assert np.isnan(pool.exact_share)
    assert found.share == 0.5
    assert found.notes[0].values == {"count": 1}
    assert found.to_frame()["first"].tolist() == [2019, 2022]
    bare = network.routine_replication({"organisation": ["A"], "routine": ["x"]})
    assert (bare.members, bare.share, bare.routines[0].years) == (1, 1, ())
    assert bare.to_frame()["first"].tolist() == [""]
