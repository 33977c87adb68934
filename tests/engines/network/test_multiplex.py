"""The typed multiplex network: layers, their graphs, all together, and how far they overlap."""

from __future__ import annotations

import json
from typing import Any

import networkx as nx
import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from consilience import network
from consilience.errors import DataError, UnknownNameError

# A joins B in research twice; standards are directed; data is tied once, over another period.
TIES: dict[str, list[Any]] = {
    "from": ["华为", "华为", "B", "B", "C", "C", "华为"],
    "to": ["B", "B", "C", "华为", "B", "C", "D"],
    "layer": ["R&D", "R&D", "R&D", "standards", "standards", "data", "data"],
    "strength": [1.0, 2.5, 1.0, 4.0, 0.5, 3.0, 1.0],
    "start": ["2018", "2020-05", "", "2019", "2021-01-31", "", "2022"],
    "end": ["2019", "", "2023", "", "", "", ""],
    "directed": [False, False, False, True, True, False, False],
}


def _weights(graph: nx.Graph) -> dict[tuple[str, str], float]:
    return {(a, b): float(weight) for a, b, weight in graph.edges(data="weight")}


def test_three_layers_go_through_every_form_without_loss() -> None:
    found = network.multiplex(TIES, nodes=["D", "华为", "B", "C", "alone"])
    frame = found.to_frame()
    for column, cells in TIES.items():
        assert frame[column].tolist() == cells
    assert found.nodes == ("D", "华为", "B", "C", "alone")
    assert found.layers == ("R&D", "standards", "data")
    again = network.Multiplex.from_dict(json.loads(found.to_json()))
    assert again == found
    assert network.multiplex(frame, nodes=found.nodes) == found
    assert network.multiplex(again.to_frame(), nodes=again.nodes) == found


def test_a_layer_is_a_graph_of_all_nodes_with_added_strengths() -> None:
    found = network.multiplex(TIES)
    research, standards = found.graph("R&D"), found.graph("standards")
    assert not research.is_directed()
    assert _weights(research) == {("华为", "B"): 3.5, ("B", "C"): 1.0}
    assert standards.is_directed()
    assert _weights(standards) == {("B", "华为"): 4.0, ("C", "B"): 0.5}
    assert list(research) == list(standards) == ["华为", "B", "C", "D"]
    assert _weights(found.graph("data")) == {("华为", "D"): 1.0, ("C", "C"): 3.0}


def test_all_layers_together_add_strengths_or_count_layers() -> None:
    found = network.multiplex(TIES)
    whole, counted = found.aggregated(), found.aggregated("layers")
    assert whole.is_directed()
    assert _weights(whole) == {
        ("华为", "B"): 3.5,
        ("B", "华为"): 3.5 + 4.0,
        ("B", "C"): 1.0,
        ("C", "B"): 1.5,
        ("C", "C"): 3.0,
        ("华为", "D"): 1.0,
        ("D", "华为"): 1.0,
    }
    assert _weights(counted)["B", "华为"] == 2
    assert counted.edges["B", "华为"]["layers"] == ["R&D", "standards"]
    assert counted.edges["华为", "B"]["layers"] == ["R&D"]
    undirected = network.multiplex(TIES, layers=["data", "R&D"]).aggregated("layers")
    assert not undirected.is_directed()
    assert set(_weights(undirected).values()) == {1.0}


def test_every_measure_runs_per_layer_and_on_the_whole() -> None:
    found = network.multiplex(TIES)
    graphs = [*(found.graph(layer) for layer in found.layers), found.aggregated()]
    densities = [network.structure(graph).density for graph in graphs]
    assert_allclose(densities, [2 / 6, 2 / 12, 1 / 6, 6 / 12])


def test_a_period_keeps_layers_and_nodes_that_are_asked_for() -> None:
    early = network.multiplex(TIES, at=2018)
    assert early.to_frame()["from"].tolist() == ["华为", "B", "C"]
    assert early.layers == ("R&D", "standards", "data")
    assert early.nodes == ("华为", "B", "C", "D")
    assert [note.values for note in early.notes] == [{"count": 4}]
    assert early.graph("standards").number_of_edges() == 0
    late = network.multiplex(TIES, since="2024", layers=["standards"])
    assert late.to_frame().layer.tolist() == ["standards"] * 2


def test_overlap_is_the_share_of_ties_that_the_other_layer_has_too() -> None:
    found = network.layer_overlap(network.multiplex(TIES))
    assert_array_equal(found.shared, [[2, 2, 0], [2, 2, 0], [0, 0, 2]])
    assert_array_equal(found.share, [[1, 1, 0], [1, 1, 0], [0, 0, 1]])
    with_direction = network.layer_overlap(network.multiplex(TIES), directed=True)
    # Research counts both ways: 4 pairs, of which B -> 华为 and C -> B are in standards.
    assert_array_equal(with_direction.shared, [[4, 2, 0], [2, 2, 0], [0, 0, 3]])
    assert_array_equal(with_direction.share[0], [1, 0.5, 0])
    assert_array_equal(with_direction.share[1], [1, 1, 0])
    assert_allclose(with_direction.jaccard[0], [1, 0.5, 0])


def test_overlap_with_an_empty_layer_is_undefined() -> None:
    found = network.layer_overlap(network.multiplex(TIES, at=2018))
    assert np.isnan(found.share[1]).all()
    assert found.share[0, 1] == 0
    assert np.isnan(found.jaccard[1, 1])


def test_ties_without_layer_strength_or_direction_have_the_plain_ones() -> None:
    found = network.multiplex({"from": ["A"], "to": ["B"]})
    assert found.layers == ("",)
    assert _weights(found.graph("")) == {("A", "B"): 1.0}


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"from": ["", "B"]}, "from in row 1 has no name"),
        ({"to": ["B", float("nan")]}, "to in row 2 has no name"),
        ({"strength": [1, 0]}, "strength in row 2 must be a finite number above 0, got 0"),
        ({"strength": [-1.0, 1]}, "strength in row 1 must be"),
        ({"strength": [1, float("nan")]}, "strength in row 2 must be"),
        ({"strength": ["1", 1]}, "strength in row 1 must be"),
        ({"strength": [1, True]}, "strength in row 2 must be"),
        ({"layer": ["R&D", 1.5]}, "layer in row 2 must be a text or a whole number"),
        ({"directed": ["yes", True]}, "directed in row 1 must be true or false, got 'yes'"),
        ({"start": [2020, 2020], "end": [2020, 2019]}, "row 2 ends"),
    ],
)
def test_a_wrong_row_is_named(change: dict[str, Any], sentence: str) -> None:
    with pytest.raises(DataError, match=sentence):
        network.multiplex({"from": ["A", "B"], "to": ["B", "C"], **change})


def test_ties_never_make_nodes_where_nodes_are_named() -> None:
    with pytest.raises(DataError, match="row 2 leads to C, which is not among the nodes"):
        network.multiplex({"from": ["A", "B"], "to": ["B", "C"]}, nodes=["A", "B"])
    with pytest.raises(UnknownNameError, match="did you mean standards"):
        network.multiplex(TIES).graph("standard")
    with pytest.raises(UnknownNameError, match="did you mean layers"):
        network.multiplex(TIES).aggregated("layer")  # type: ignore[arg-type] # a slip
