"""Renaming and reordering the nodes changes nothing, in any measure of a network."""

from __future__ import annotations

import dataclasses
import inspect
from collections.abc import Callable, Mapping
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd
import pytest

from consilience import network
from consilience.results import Result
from network_calls import CALLS, PLACES, N, Names, Order, called

UNDIRECTED_ONLY = (network.leader_gains, network.tie_gains)


def _graph(seed: int, *, directed: bool) -> nx.Graph:
    """A connected network of strengths that all differ, so that no two nodes are alike."""
    rng = np.random.default_rng(seed)
    kind = nx.DiGraph if directed else nx.Graph
    graph = nx.cycle_graph(N, create_using=kind)
    graph.add_edges_from((a, b) for a in PLACES for b in PLACES if a != b and rng.random() < 0.2)
    for a, b in graph.edges:
        graph.edges[a, b]["weight"] = float(rng.uniform(0.3, 3))
    return graph


def _renamed(graph: nx.Graph, seed: int) -> tuple[nx.Graph, Names, Order]:
    rng = np.random.default_rng(seed)
    names = {node: f"firm {number}" for number, node in enumerate(rng.permutation(N).tolist())}
    order = rng.permutation(N).tolist()
    other = type(graph)()
    other.add_nodes_from(names[node] for node in order)
    ties = list(graph.edges(data="weight"))
    for place in rng.permutation(len(ties)):
        a, b, weight = ties[place]
        other.add_edge(names[a], names[b], weight=weight)
    return other, names, order


def _back(names: Names) -> dict[Any, int]:
    return {name: node for node, name in names.items()}


def _plain(value: Any, back: Mapping[Any, int], aligned: tuple[Any, ...]) -> Any:
    """Return a value with the first names, and with no order but that of numbers of one node."""
    if isinstance(value, np.ndarray | tuple | list) and aligned and len(value) == len(aligned):
        rows = {back[node]: _plain(row, back, ()) for node, row in zip(aligned, value, strict=True)}
        return sorted(rows.items())
    if isinstance(value, np.ndarray) and value.ndim == 2 and value.shape[1] == len(aligned):
        return _plain(value.T, back, aligned)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {key: _plain(item, back, ()) for key, item in vars(value).items()}
    if isinstance(value, Mapping):
        return sorted(
            (_plain(key, back, ()), _plain(item, back, ())) for key, item in value.items()
        )
    if isinstance(value, np.ndarray | tuple | list):
        return sorted((_plain(item, back, ()) for item in value), key=repr)
    if isinstance(value, float | np.floating):
        number = float(value)
        return "0" if abs(number) <= 1e-9 else f"{number:.5g}"
    return back.get(value, value)


def _result(found: Result, back: Mapping[Any, int]) -> dict[str, Any]:
    nodes = getattr(found, "nodes", getattr(found, "partners", ()))
    aligned = nodes if isinstance(nodes, tuple) else ()
    if isinstance(found, network.Backbone):
        named = [[back[aligned[place]] for place in pair] for pair in found.pairs]
        return {"pairs": sorted(sorted(pair) for pair in named), "kept": int(found.kept.sum())}
    ordered = getattr(found, "gain", None) is not None  # of the nodes, best first
    return {
        field.name: _plain(getattr(found, field.name), back, aligned)
        for field in dataclasses.fields(found)
        if field.name not in {"parameters", "nodes", "partners"} or ordered
        if field.name != "parameters"
    }


def test_every_measure_of_a_graph_is_under_the_law() -> None:
    public = [getattr(network, name) for name in network.__all__]
    measures = {
        item
        for item in public
        if inspect.isfunction(item) and "graph" in inspect.signature(item).parameters
    }
    assert measures == set(CALLS)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("directed", [False, True])
@pytest.mark.parametrize("function", CALLS, ids=lambda function: function.__name__)
def test_names_and_order_of_nodes_change_nothing(
    function: Callable[..., Result],
    directed: bool,  # noqa: FBT001  (cases)
    seed: int,
) -> None:
    if directed and function in UNDIRECTED_ONLY:
        pytest.skip("takes undirected networks only")
    graph = _graph(seed, directed=directed)
    other, names, order = _renamed(graph, seed)
    same = {node: f"node {node}" for node in PLACES}
    before = called(function, nx.relabel_nodes(graph, same), same, list(PLACES))
    after = called(function, other, names, order)
    assert _result(after, _back(names)) == _result(before, _back(same))


@pytest.mark.parametrize("seed", range(5))
def test_communities_and_cores_of_equal_ties_do_not_hang_on_names(seed: int) -> None:
    graph = nx.gnp_random_graph(N, 0.3, seed=seed)
    nx.set_edge_attributes(graph, 1.0, "weight")
    other, _, _ = _renamed(graph, seed)
    before, after = network.structure(graph), network.structure(other)
    assert list(map(len, before.communities)) == list(map(len, after.communities))
    assert before.modularity == pytest.approx(after.modularity, nan_ok=True)
    assert before.core_fit == pytest.approx(after.core_fit, nan_ok=True)


@pytest.mark.parametrize("seed", range(4))
def test_names_and_order_of_a_table_change_nothing(seed: int) -> None:
    rng = np.random.default_rng(seed)
    amounts = rng.integers(0, 4, (6, 5)) * rng.uniform(0.5, 1.5, (6, 5))
    amounts[:, 0] += 0.1
    table = pd.DataFrame(amounts, index=[f"m{k}" for k in range(6)], columns=list("abcde"))
    rows, columns = rng.permutation(6), rng.permutation(5)
    other = table.iloc[rows, columns]
    for measure in (network.niche_breadth, network.niche_suitability, network.evolution_momentum):
        one, two = measure(table), measure(other)
        np.testing.assert_allclose(two.values, one.values[rows], rtol=1e-12)
    overlap = network.niche_overlap(table).values[np.ix_(rows, rows)]
    np.testing.assert_allclose(network.niche_overlap(other).values, overlap, rtol=1e-12)
    filled, mixed = table > 0.8, other > 0.8
    assert network.nestedness(filled, draws=20).nodf == network.nestedness(mixed, draws=20).nodf
    holdings = pd.DataFrame(
        [
            (name, column, ("held", "needed", "offered")[(place + letter) % 3], amount)
            for place, (name, line) in enumerate(table.iterrows())
            for letter, (column, amount) in enumerate(line.items())
            if amount > 0.5
        ],
        columns=["organisation", "resource", "kind", "amount"],
    )
    shuffled = holdings.sample(frac=1, random_state=seed)
    one_way, other_way = (network.resource_complementarity(item) for item in (holdings, shuffled))
    pd.testing.assert_frame_equal(
        other_way.to_frame().sort_index().sort_index(axis=1),
        one_way.to_frame().sort_index().sort_index(axis=1),
    )
    key = ["organisation", "resource"]
    gaps, again = (network.resource_gaps(item).to_frame() for item in (holdings, shuffled))
    assert gaps.sort_values(key).status.tolist() == again.sort_values(key).status.tolist()
