"""The five scenarios under the leaders that each may have."""

from __future__ import annotations

from dataclasses import dataclass

import networkx as nx
import numpy as np

from consilience.network.leading.leader_follower import exact_coherence
from consilience.network.scenario import KINDS, Kind
from consilience.network.ties import read_ties


@dataclass(frozen=True)
class ScenarioLeader:
    """One scenario under one leader (or leaders); ``position`` says where the leader stands.

    ``weakest_resistance`` is the largest resistance of a follower; ``degroot_rate`` the spectral
    radius of what followers take from each other where each adopts the mean of its partners step by
    step: the share of a disagreement that is left after a step in the long run.
    """

    scenario: Kind
    position: str
    leaders: int
    total_variance: float
    variance_per_follower: float
    weakest_resistance: float
    convergence_rate: float
    degroot_rate: float
    willingness: float


def scenario_leaders(count: int, firms: int, meeting: int) -> tuple[ScenarioLeader, ...]:
    """Return every scenario of so many nodes under each leader that differs from the others.

    ``firms`` of them are in the home group, of which ``meeting`` meet the hosts.
    """
    return (
        *_star(count),
        *_chain(count),
        *_tree(count),
        *_sailing(count, firms, meeting),
        scenario_leader("interconnection", "any", nx.complete_graph(count), (0,)),
    )


def scenario_leader(
    kind: Kind, position: str, graph: nx.Graph, leaders: tuple[int, ...]
) -> ScenarioLeader:
    """Return how leaders at some places of a scenario fare, ties of strength 1."""
    found = exact_coherence(read_ties(graph, None, "scenario_comparison"), np.array(leaders))
    followers = graph.number_of_nodes() - len(leaders)
    return ScenarioLeader(
        scenario=kind,
        position=position,
        leaders=len(leaders),
        total_variance=found.total_variance,
        variance_per_follower=found.total_variance / followers,
        weakest_resistance=float(found.resistance.max()),
        convergence_rate=found.rate,
        degroot_rate=_degroot_rate(graph, leaders),
        willingness=followers / found.total_variance,
    )


def _star(count: int) -> tuple[ScenarioLeader, ...]:
    graph = nx.star_graph(count - 1)
    positions = (("hub", 0), ("supplier", 1))
    return tuple(
        scenario_leader(KINDS[0], position, graph, (node,)) for position, node in positions
    )


def _chain(count: int) -> tuple[ScenarioLeader, ...]:
    graph = nx.path_graph(count)
    middle = (count - 1) // 2
    return tuple(
        scenario_leader(KINDS[1], f"{node} from the end", graph, (node,))
        for node in range(middle + 1)
    )


def _tree(count: int) -> tuple[ScenarioLeader, ...]:
    graph = nx.full_rary_tree(2, count)
    positions = (("agent", 0), ("host principal", count - 1))
    return tuple(
        scenario_leader(KINDS[2], position, graph, (node,)) for position, node in positions
    )


def _sailing(count: int, firms: int, meeting: int) -> tuple[ScenarioLeader, ...]:
    graph = nx.complete_graph(firms)
    graph.add_edges_from((a, b) for a in range(meeting) for b in range(firms, count))
    group = tuple(range(meeting))
    positions: tuple[tuple[str, tuple[int, ...]], ...] = (
        ("bridge", (0,)),
        ("other home firm", (firms - 1,)),
        ("host", (count - 1,)),
        ("bridges together", group),
    )
    return tuple(
        scenario_leader(KINDS[3], position, graph, leaders) for position, leaders in positions
    )


def _degroot_rate(graph: nx.Graph, leaders: tuple[int, ...]) -> float:
    followers = [node for node in graph if node not in leaders]
    root = np.sqrt([graph.degree[node] for node in followers])
    taken = nx.to_numpy_array(graph, nodelist=followers) / np.outer(root, root)
    return float(np.abs(np.linalg.eigvalsh(taken)).max())
