"""Isolated nodes, parts, loops, no ties, one node: a result with a name, or one clear sentence."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import networkx as nx
import pytest

from consilience.errors import ConsilienceError
from consilience.results import Result
from consilience.texts import LANGUAGES
from network_calls import CALLS, PLACES, N, called

SAME = {node: f"node {node}" for node in PLACES}


def _named(graph: nx.Graph) -> nx.Graph:
    graph.add_nodes_from(PLACES)
    return nx.relabel_nodes(graph, SAME)


def _ring() -> nx.Graph:
    return nx.cycle_graph(N)


def _looped() -> nx.Graph:
    graph = _ring()
    graph.add_edges_from([(0, 0), (3, 3)])
    return graph


ODD: dict[str, nx.Graph] = {
    "isolated nodes": _named(nx.path_graph(8)),
    "two parts": _named(nx.disjoint_union(nx.cycle_graph(6), nx.path_graph(5))),
    "loops": _named(_looped()),
    "no ties": _named(nx.empty_graph(N)),
    "all tied": _named(nx.complete_graph(N)),
    "a pair": _named(nx.path_graph(2)),
    "directed, one way": _named(nx.DiGraph(nx.path_graph(N, create_using=nx.DiGraph))),
    "parallel ties": _named(nx.MultiGraph([(a, (a + 1) % N) for a in PLACES] * 2)),
    "strength 0": _named(nx.Graph((a, a + 1, {"weight": float(a != 4)}) for a in range(N - 1))),
    "far apart strengths": _named(
        nx.Graph((a, a + 1, {"weight": 10.0 ** (a - 5)}) for a in range(N - 1))
    ),
}


UNLED = ("isolated nodes", "no ties", "a pair", "directed, one way")
REFUSED = {"leader_gains": UNLED, "tie_gains": UNLED, "leader_sensitivity": ("no ties",)}
REFUSED_ALONE = {
    "best_leaders",
    "coherence",
    "consensus_curve",
    "leader_gains",
    "leader_sensitivity",
    "scenario",
    "single_leaders",
    "tie_gains",
}


def _answer(function: Callable[..., Result], graph: nx.Graph) -> Result | str:
    """Return the result, or the sentence that refuses the network."""
    try:
        return called(function, graph, SAME, list(PLACES))
    except ConsilienceError as error:
        return "; ".join(error.sentence(language) for language in LANGUAGES)


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize("function", CALLS, ids=lambda function: function.__name__)
def test_odd_networks_give_a_result_or_one_sentence(
    function: Callable[..., Result], odd: str
) -> None:
    found = _answer(function, ODD[odd])
    if isinstance(found, str):
        assert odd in REFUSED.get(function.__name__, ())
        return
    assert odd not in REFUSED.get(function.__name__, ())
    again = type(found).from_dict(json.loads(found.to_json()))
    assert again == found
    assert len(found.to_frame()) >= 0
    keys = {note.key for note in found.notes}
    assert ("network.note.loops" in keys) == (odd == "loops")


@pytest.mark.parametrize("function", CALLS, ids=lambda function: function.__name__)
def test_loops_and_parallel_ties_count_as_they_should(function: Callable[..., Result]) -> None:
    double = _named(nx.Graph((a, (a + 1) % N, {"weight": 2.0}) for a in PLACES))
    ring = _named(_ring())
    pairs: list[tuple[nx.Graph, nx.Graph]] = [(ODD["loops"], ring), (ODD["parallel ties"], double)]
    for one, other in pairs:
        found, wanted = (_numbers(called(function, g, SAME, list(PLACES))) for g in (one, other))
        assert found == wanted


def _numbers(found: Result) -> dict[str, Any]:
    plain = found.to_dict()
    return {name: value for name, value in plain.items() if name not in {"notes", "parameters"}}


def test_one_node_is_named_or_refused() -> None:
    alone = nx.empty_graph(1)
    needed = {"leaders": 0, "adopters": 0, "groups": ["a"], "positions": [1.0], "fit": 1.0}
    refused = set()
    for function, settings in CALLS.items():
        chosen = {name: value for name, value in settings.items() if not callable(value)}
        chosen |= {name: needed[name] for name in settings if name in needed}
        try:
            assert function(alone, **chosen).to_json()
        except ConsilienceError:
            refused.add(function.__name__)
    assert refused == REFUSED_ALONE
