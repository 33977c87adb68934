"""The two-mode network and its projections: Davis' Southern Women and small ones by hand."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from consilience import network
from consilience.errors import ArgumentError, DataError, UnknownNameError
from consilience.network import projection

ROWS = {
    "organisation": ["A", "B", "C", "B", "C", "D"],
    "collaboration": ["maps", "maps", "maps", "chips", "chips", "solo"],
    "role": ["lead", "member", "member", "lead", "member", "lead"],
    "start": ["2019", "2019-06", "", "2021-03-15", "2021", "2020"],
    "end": ["2020", "", "2020-01", "2021-03-15", "2022", "2020"],
}


def _davis() -> tuple[nx.Graph, list[str], network.TwoMode]:
    graph = nx.davis_southern_women_graph()
    women = [node for node, side in graph.nodes(data="bipartite") if side == 0]
    rows = [(woman, event) for woman in women for event in graph[woman]]
    frame = pd.DataFrame(rows, columns=["organisation", "collaboration"])
    return graph, women, network.two_mode(frame)


def _keys(result: Any) -> list[str]:
    return [note.key.removeprefix("network.note.") for note in result.notes]


def test_southern_women_have_the_published_degrees() -> None:
    # Davis, Gardner and Gardner (1941); the same table stands in Breiger (1974).
    _, _, found = _davis()
    women = dict(zip(found.organisations, found.organisation_degree.tolist(), strict=True))
    events = dict(zip(found.collaborations, found.collaboration_degree.tolist(), strict=True))
    assert (len(women), len(events), len(found.pairs)) == (18, 14, 89)
    assert women["Evelyn Jefferson"] == women["Theresa Anderson"] == women["Nora Fayette"] == 8
    assert women["Olivia Carleton"] == women["Flora Price"] == 2
    assert [events[f"E{n}"] for n in range(1, 15)] == [3, 3, 6, 4, 8, 8, 10, 14, 12, 5, 4, 6, 3, 3]
    assert_array_equal(found.incidence.sum(axis=1), found.organisation_degree)


def test_southern_women_meet_as_breiger_counts() -> None:
    _, _, found = _davis()
    met = network.project(found)
    ties = {frozenset((a, b)): n for a, b, n in met.to_frame().itertuples(index=False)}
    assert len(ties) == 139
    assert ties[frozenset(("Evelyn Jefferson", "Theresa Anderson"))] == 7
    assert ties[frozenset(("Evelyn Jefferson", "Laura Mandeville"))] == 6
    assert frozenset(("Evelyn Jefferson", "Flora Price")) in ties  # both at E9 only
    assert met.strength.sum() == 2 * 322
    events = network.project(found, side="collaborations")
    assert len(events.pairs) == 66
    assert_array_equal(events.strength.toarray(), events.strength.toarray().T)


def test_newman_weight_by_hand_and_in_all() -> None:
    _, women, found = _davis()
    ties = network.project(found, weight="newman")
    frame = ties.to_frame().set_index(["a", "b"]).strength
    # Olivia and Flora share E9 (12 women) and E11 (4 women).
    assert_allclose(frame["Olivia Carleton", "Flora Price"], 1 / 11 + 1 / 3, rtol=1e-15)
    # Each event gives each of its members 1, so that a row sums to the woman's events.
    assert_allclose(ties.strength.sum(axis=1), found.organisation_degree, rtol=1e-13)
    assert list(ties.nodes) == women


@pytest.mark.parametrize(
    ("weight", "theirs"),
    [
        ("count", nx.bipartite.weighted_projected_graph),
        ("binary", nx.bipartite.projected_graph),
        ("newman", nx.bipartite.collaboration_weighted_projected_graph),
        ("jaccard", nx.bipartite.overlap_weighted_projected_graph),
    ],
)
def test_every_weight_is_that_of_networkx(weight: Any, theirs: Any) -> None:
    graph, women, found = _davis()
    ours, wanted = network.project(found, weight=weight).graph(), theirs(graph, women)
    assert set(map(frozenset, ours.edges)) == set(map(frozenset, wanted.edges))
    for a, b, data in ours.edges(data=True):
        assert_allclose(data["weight"], wanted[a][b].get("weight", 1), rtol=1e-12)


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from("ABCDEF"), st.sampled_from("uvwxyz")), min_size=1, max_size=30
    ),
    st.sampled_from(["count", "binary", "newman", "jaccard"]),
    st.randoms(),
)
def test_order_of_rows_and_repeated_rows_change_no_tie(
    rows: list[tuple[str, str]], weight: Any, random: Any
) -> None:
    def ties(pairs: list[tuple[str, str]]) -> dict[frozenset[str], float]:
        organisations, collaborations = zip(*pairs, strict=True)
        frame = {"organisation": organisations, "collaboration": collaborations}
        found = network.project(network.two_mode(frame), weight=weight).to_frame()
        return {frozenset((a, b)): round(v, 12) for a, b, v in found.itertuples(index=False)}

    shuffled = [*rows, *rows[:3]]
    random.shuffle(shuffled)
    assert ties(rows) == ties(shuffled)


@pytest.mark.parametrize(
    ("window", "members"),
    [
        ({}, "ABCD"),
        ({"at": 2019}, "ABC"),
        ({"at": "2019-05"}, "AC"),
        ({"at": "2019-06"}, "ABC"),
        ({"at": "2020-02"}, "ABD"),
        ({"at": "2021-03-14"}, "BC"),
        ({"since": "2021-03-16"}, "BC"),
        ({"since": 2022, "until": 2023}, "BC"),
        ({"until": "2018"}, "C"),
        ({"since": date(2020, 1, 31), "until": pd.Timestamp("2020-02-01")}, "ABCD"),
    ],
)
def test_periods_keep_what_held_at_some_time_of_them(window: Any, members: str) -> None:
    found = network.two_mode(ROWS, **window)
    assert "".join(sorted(found.organisations)) == members
    assert ("outside" in _keys(found)) == (len(found.pairs) < 6)


def test_roles_dates_of_other_kinds_and_repeated_rows() -> None:
    led = network.two_mode(ROWS, roles=["lead"])
    assert led.to_frame().organisation.tolist() == ["A", "B", "D"]
    assert _keys(led) == ["other_roles"]
    assert led.notes[0].values == {"count": 3}
    frame = {
        "organisation": [1, 1, 2],
        "collaboration": ["x", "x", "x"],
        "start": [2019.0, float("nan"), None],
        "end": [date(2020, 5, 1), pd.NaT, pd.Timestamp("2021-01-01")],
    }
    twice = network.two_mode(frame)
    assert twice.organisations == ("1", "2")
    assert _keys(twice) == ["repeated"]
    assert network.two_mode(frame, at=2022).organisations == ("1",)


def test_an_empty_period_is_a_network_without_nodes() -> None:
    nobody = network.two_mode(
        {"organisation": ["A"], "collaboration": ["x"], "end": [2019]}, at=2020
    )
    assert _keys(nobody) == ["outside", "nobody"]
    assert nobody.incidence.shape == (0, 0)
    again = network.TwoMode.from_dict(json.loads(nobody.to_json()))
    assert again == nobody
    assert again.incidence.shape == (0, 0)
    assert len(again.graph()) == 0
    empty = network.project(nobody)
    assert (empty.nodes, len(empty.pairs), empty.largest) == ((), 0, "")
    assert np.isnan(empty.largest_share)


def test_result_goes_to_json_and_back_with_its_matrices() -> None:
    _, _, found = _davis()
    again = network.TwoMode.from_dict(json.loads(found.to_json()))
    assert_array_equal(again.incidence.toarray(), found.incidence.toarray())
    ties = network.project(found, weight="jaccard")
    assert (
        network.Projection.from_dict(json.loads(ties.to_json())).strength != ties.strength
    ).nnz == 0


def test_two_mode_graph_has_two_sides_and_refuses_a_name_on_both() -> None:
    graph, _, found = _davis()
    ours = found.graph()
    assert set(map(frozenset, ours.edges)) == set(map(frozenset, graph.edges))
    assert nx.bipartite.is_bipartite_node_set(ours, found.organisations)
    same = network.two_mode({"organisation": ["A", "B"], "collaboration": ["B", "C"]})
    with pytest.raises(DataError, match="B names both an organisation and a collaboration"):
        same.graph()


def test_a_large_collaboration_is_named_where_it_makes_many_ties() -> None:
    _, _, found = _davis()
    assert network.project(found).largest == "E8"
    assert_allclose(network.project(found).largest_share, 91 / 139)
    assert _keys(network.project(found)) == ["projected_count", "large_event"]
    pairs = [(f"{n}{side}", str(n)) for n in range(5) for side in "ab"]
    small = network.two_mode(
        dict(zip(("organisation", "collaboration"), zip(*pairs, strict=True), strict=True))
    )
    assert _keys(network.project(small)) == ["projected_count"]
    assert_allclose(network.project(small).largest_share, 0.2)
    pair = {"organisation": [*"ABBC"], "collaboration": [*"xxyy"]}
    assert _keys(network.project(network.two_mode(pair))) == ["projected_count"]
    alone = network.two_mode({"organisation": ["A", "B", "C"], "collaboration": ["x"] * 3})
    assert _keys(network.project(alone)) == ["projected_count"]


def test_too_many_ties_are_refused_before_they_are_made(monkeypatch: pytest.MonkeyPatch) -> None:
    _, _, found = _davis()
    monkeypatch.setattr(projection, "MOST_PAIRS", 100)
    with pytest.raises(DataError, match=r"up to 322 ties \(limit 100\), most of them from E8"):
        network.project(found)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"organisation": ["A", None, "C", "B", "C", "D"]}, "organisation in row 2 has no name"),
        ({"collaboration": ["m", "m", " ", "c", "c", "s"]}, "collaboration in row 3 has no name"),
        ({"organisation": ["A", 1.5, "C", "B", "C", "D"]}, "organisation in row 2 must be a text"),
        ({"organisation": ["A", True, "C", "B", "C", "D"]}, "organisation in row 2 must be a text"),
        (
            {"start": ["2019", "", "", "", "", "2021"]},
            r"row 6 ends \(2020\) before it starts \(2021\)",
        ),
        ({"start": ["19", *[""] * 5]}, "start in row 1 must be a date such as 2019"),
        ({"start": ["2019-13", *[""] * 5]}, "start in row 1 must be a date"),
        ({"start": ["2019-W01-1", *[""] * 5]}, "start in row 1 must be a date"),
        ({"start": ["20190501", *[""] * 5]}, "start in row 1 must be a date"),
        ({"end": [*[""] * 5, 2019.5]}, "end in row 6 must be a date"),
        ({"end": [*[""] * 5, True]}, "end in row 6 must be a date"),
        ({"end": [*[""] * 5, "2021-02-29"]}, "end in row 6 must be a date"),
        ({"end": [*[""] * 5, ("2021",)]}, "end in row 6 must be a date"),
        ({"role": ["lead", 1.5, *["member"] * 4]}, "role in row 2 must be a text"),
    ],
)
def test_a_wrong_row_is_named(change: dict[str, Any], sentence: str) -> None:
    with pytest.raises(DataError, match=sentence):
        network.two_mode({**ROWS, **change}, roles=["lead"])


def test_wrong_arguments_get_one_sentence() -> None:
    with pytest.raises(DataError, match="no column organisation, only organization, collab"):
        network.two_mode({"organization": ["A"], "collaboration": ["x"]})
    with pytest.raises(UnknownNameError, match="did you mean lead"):
        network.two_mode(ROWS, roles=["leed"])
    with pytest.raises(UnknownNameError, match="there is none yet"):
        network.two_mode({"organisation": ["A"], "collaboration": ["x"]}, roles=["lead"])
    with pytest.raises(ArgumentError, match="at of two_mode must be alone"):
        network.two_mode(ROWS, at=2019, since=2018)
    with pytest.raises(ArgumentError, match=r"must be not before since \(2020\)"):
        network.two_mode(ROWS, since=2020, until="2019-12-31")
