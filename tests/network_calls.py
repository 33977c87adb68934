"""A call of every public measure of a network, for nodes of any names in any order."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import networkx as nx
import numpy as np

from consilience import network
from consilience.results import Result

N = 11
PLACES = range(N)
GROUPS = {node: ("car", "chip", "map")[node % 3] for node in PLACES}
NUMBERS = dict(zip(PLACES, np.random.default_rng(8).uniform(0.2, 0.9, N).tolist(), strict=True))

Names = Mapping[int, str]
Order = list[int]


def _given(values: Mapping[int, Any]) -> Callable[[Names, Order], Any]:
    return lambda names, order: {names[node]: values[node] for node in order}


def _listed(names: Names, order: Order) -> list[float]:
    assert names
    return [NUMBERS[node] for node in order]


def _two(names: Names, order: Order) -> list[str]:
    assert order
    return [names[2], names[7]]


CALLS: dict[Callable[..., Result], dict[str, Any]] = {
    network.coherence: {"leaders": _two},
    network.single_leaders: {},
    network.best_leaders: {"size": 2},
    network.leader_gains: {"leaders": _two},
    network.tie_gains: {"leaders": _two},
    network.leader_sensitivity: {"draws": 6},
    network.consensus_curve: {"leaders": _two, "times": [0.0, 0.5, 2.0]},
    network.degroot: {"positions": _listed, "steps": 4, "leaders": _two},
    network.friedkin_johnsen: {"positions": _listed, "susceptibility": 0.6},
    network.scenario: {},
    network.constraint: {},
    network.effective_size: {},
    network.efficiency: {},
    network.hierarchy: {},
    network.brokerage: {"groups": _given(GROUPS), "permutations": 25},
    network.ei_index: {"groups": _given(GROUPS), "permutations": 25},
    network.topological_potential: {"mass": _given(NUMBERS)},
    network.centralities: {},
    network.structure: {"groups": _given(GROUPS)},
    network.core_periphery: {},
    network.small_world: {"references": 4},
    network.routine_spread: {"adopters": _two, "thresholds": _given(NUMBERS)},
    network.routine_advice: {"adopters": _two, "fit": _given(NUMBERS)},
    network.backbone: {"level": 0.5},
}


def called(function: Callable[..., Result], graph: nx.Graph, names: Names, order: Order) -> Result:
    settings = {
        name: value(names, order) if callable(value) else value
        for name, value in CALLS[function].items()
    }
    return function(graph, **settings)
