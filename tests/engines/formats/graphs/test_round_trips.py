"""A typed multiplex network through every format: what comes back, and what is said to be lost."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from consilience import formats, network
from consilience.formats import GraphData, graph_data, read_graph, write_graph
from consilience.texts import LANGUAGES

NODES = pd.DataFrame(
    {
        "name": ["华为", 'Bosch "SDV"', "Zenseact & Co", "alone"],
        "sector": ["通信", "car", None, "=1+1"],
        "staff": [195_000, 42, 7, 0],
        "share": [0.1, 1e-9, 2.5, 1.0],
        "public": [True, False, True, False],
    },
    dtype=object,
)
TIES = pd.DataFrame(
    {
        "from": ["华为", "华为", 'Bosch "SDV"', 'Bosch "SDV"', "Zenseact & Co", "华为"],
        "to": ['Bosch "SDV"', 'Bosch "SDV"', "Zenseact & Co", "华为", 'Bosch "SDV"', "华为"],
        "layer": ["R&D", "R&D", "R&D", "标准", "标准", "<data>"],
        "strength": [1.0, 2.5, 0.1, 4.0, 0.5, 1.0],
        "start": ["2018", "2020-05", "", "2019-02-28", "2021", "2020"],
        "end": ["2019", "", "2023", "", "2022", "2020"],
        "directed": [False, False, False, True, True, False],
        "role": ["lead", None, "观察员", "x", "y", "z"],
    }
)
DATA = graph_data(TIES, NODES)

ROLES = pd.DataFrame(
    {
        "from": ["华为", "华为", "B"],
        "to": ["地图联盟", "Chips", "Chips"],
        "start": ["2019", "2020", "2020"],
        "end": ["2020", "2021", "2020"],
    }
)
SIDES = pd.DataFrame(
    {
        "name": ["Chips", "华为", "B", "地图联盟", "unjoined"],
        "side": ["collaboration", "organisation", "organisation", "collaboration", "organisation"],
    }
)
TWO_MODE = graph_data(ROLES, SIDES)


def _through(data: GraphData, path: Path, **more: Any) -> tuple[GraphData, list[str]]:
    notes = write_graph(data, path, **more)
    for note in notes:
        assert note.level == "warning"
        assert all(note.sentence(language) for language in LANGUAGES)
    nodes = {name: value for name, value in more.items() if name == "nodes"}
    return read_graph(path, **nodes), [note.key.removeprefix("graphs.note.") for note in notes]


def _same(found: GraphData, wanted: GraphData, *columns: str) -> None:
    assert_frame_equal(found.nodes, wanted.nodes)
    chosen = list(columns or wanted.ties.columns)
    assert_frame_equal(found.ties[chosen], wanted.ties[chosen])


@pytest.mark.parametrize("name", ["a.graphml", "a.gexf", "a.xlsx"])
def test_these_hold_everything(name: str, tmp_path: Path) -> None:
    for data in (DATA, TWO_MODE):
        found, lost = _through(data, tmp_path / name)
        assert lost == []
        _same(found, data)
        assert found.two_mode is data.two_mode


def test_two_lists_hold_everything_and_carry_the_heads_of_gephi(tmp_path: Path) -> None:
    found, lost = _through(DATA, tmp_path / "ties.csv", nodes=tmp_path / "nodes.csv")
    assert lost == []
    _same(found, DATA)
    head = (tmp_path / "ties.csv").read_text("utf-8-sig").splitlines()[0]
    assert head.split(",")[:4] == ["Source", "Target", "layer", "Weight"]
    listed = (tmp_path / "nodes.csv").read_text("utf-8-sig")
    assert listed.startswith("Id,Label,sector")
    assert "'=1+1" in listed  # no spreadsheet takes it for a formula


def test_a_list_of_ties_keeps_who_is_alone_but_no_attributes(tmp_path: Path) -> None:
    found, lost = _through(DATA, tmp_path / "ties.csv")
    assert lost == ["lost_attributes"]
    assert set(found.nodes["name"]) == set(NODES["name"])
    assert_frame_equal(found.ties, DATA.ties)
    both, said = _through(TWO_MODE, tmp_path / "two.csv")
    assert said == ["lost_sides"]
    assert not both.two_mode


def test_pajek_keeps_layers_directions_and_years(tmp_path: Path) -> None:
    found, lost = _through(DATA, tmp_path / "a.net")
    assert lost == ["lost_attributes", "lost_tie_attributes", "lost_days", "quotes"]
    names = {'Bosch "SDV"': "Bosch 'SDV'"}
    assert found.nodes["name"].tolist() == [names.get(one, one) for one in NODES["name"]]
    wanted = DATA.ties.replace(names).drop(columns="role")
    wanted["start"], wanted["end"] = wanted["start"].str[:4], wanted["end"].str[:4]
    assert_frame_equal(found.ties, wanted)
    both, said = _through(TWO_MODE, tmp_path / "two.net")
    assert said == []
    assert both.two_mode
    assert both.nodes["name"].tolist() == ["华为", "B", "unjoined", "Chips", "地图联盟"]
    assert_frame_equal(both.ties, TWO_MODE.ties)


def test_dl_keeps_layers_and_the_sum_of_strengths(tmp_path: Path) -> None:
    found, lost = _through(DATA, tmp_path / "a.dl")
    assert lost == ["lost_attributes", "lost_tie_attributes", "lost_dates", "lost_rows", "quotes"]
    assert found.nodes["name"].tolist()[1] == "Bosch 'SDV'"
    assert found.layers == ("R&D", "标准", "<data>")
    assert found.ties["strength"].tolist() == [3.5, 0.1, 4.0, 0.5, 1.0]
    assert found.ties["directed"].tolist() == [False, False, True, True, False]
    one_layer = graph_data({"from": ["华为", "B"], "to": ["B", "C"], "strength": [1 / 3, 2.0]})
    again, said = _through(one_layer, tmp_path / "one.dl")
    assert said == []
    _same(again, one_layer)
    both, said = _through(TWO_MODE, tmp_path / "two.dl")
    assert said == ["lost_dates"]
    assert both.two_mode
    assert both.ties[["from", "to"]].values.tolist() == ROLES[["from", "to"]].values.tolist()


def test_what_goes_both_ways_with_one_strength_has_no_direction_in_a_matrix(tmp_path: Path) -> None:
    both_ways = graph_data(
        {"from": ["A", "B", "B"], "to": ["B", "A", "C"], "directed": [True, True, False]}
    )
    found, lost = _through(both_ways, tmp_path / "a.dl")
    assert lost == ["lost_direction", "lost_rows"]
    assert found.ties[["from", "to", "directed"]].values.tolist() == [
        ["A", "B", False],
        ["B", "C", False],
    ]


def test_rsiena_has_a_matrix_a_wave_and_numbers_for_attributes(tmp_path: Path) -> None:
    nodes = NODES.assign(start=["2018", "2019", "", "2023"], end=["", "2021", "", "2023"])
    found, lost = _through(graph_data(TIES, nodes), tmp_path / "waves")
    assert lost == [
        "lost_tie_attributes",
        "lost_strength",
        "lost_rows",
        "lost_days",
        "lost_open",
        "lost_presence",
    ]
    files = sorted(path.name for path in (tmp_path / "waves").iterdir())
    assert len([name for name in files if name.startswith("network")]) == 3 * 6
    second = (tmp_path / "waves" / "network1-wave2.dat").read_text().split("\n")
    assert second[:3] == ["0 1 0 0", "1 0 1 0", "0 1 0 0"]
    composition = (tmp_path / "waves" / "composition.dat").read_text().split("\n")
    assert composition[:4] == ["1 6", "2 4", "1 6", "6 6"]
    assert_frame_equal(found.nodes.drop(columns=["start", "end"]), DATA.nodes)
    assert found.nodes["start"].tolist() == ["2018", "2019", "2018", "2023"]
    assert found.nodes["end"].tolist() == ["2023", "2021", "2023", "2023"]
    spells = found.ties[found.ties["layer"] == "R&D"][["from", "start", "end"]].values.tolist()
    assert spells == [["华为", "2018", "2023"], ['Bosch "SDV"', "2018", "2023"]]


def test_rsiena_takes_the_waves_that_are_named(tmp_path: Path) -> None:
    found, lost = _through(DATA, tmp_path / "a.siena", waves=["2018-06", "2022-06"])
    assert "lost_waves" in lost  # the tie of 2020 alone
    assert set(found.ties["start"]) <= {"2018-06", "2022-06"}
    both, _ = _through(TWO_MODE, tmp_path / "two")
    assert both.two_mode
    assert sorted(both.ties["end"]) == ["2020", "2020", "2021"]
    undated, said = _through(graph_data({"from": ["A"], "to": ["B"]}), tmp_path / "undated")
    assert said == []
    assert undated.ties[["start", "end"]].values.tolist() == [["", ""]]


_NAME = (
    st.text(st.characters(blacklist_categories=["Cs", "Cc"], blacklist_characters='"'), min_size=1)
    .map(lambda text: " ".join(text.split()))
    .filter(lambda text: bool(text) and text.isprintable() and not text.startswith("'"))
)


@settings(deadline=None, max_examples=40)
@given(st.lists(_NAME, min_size=2, max_size=5, unique_by=str.casefold), st.data())
def test_any_names_and_numbers_come_back(
    tmp_path_factory: pytest.TempPathFactory, names: list[str], draw: Any
) -> None:
    folder = tmp_path_factory.mktemp("names")
    number = st.floats(1e-12, 1e12)
    pair = st.tuples(st.sampled_from(names), st.sampled_from(names), number, st.booleans())
    rows = draw.draw(st.lists(pair, min_size=1, max_size=6))
    frame = pd.DataFrame(rows, columns=["from", "to", "strength", "directed"])
    data = graph_data(frame, {"name": names})
    for name in ("a.graphml", "a.gexf", "a.net"):
        found, lost = _through(data, folder / name)
        assert lost == []
        assert found.nodes["name"].tolist() == names
        assert_frame_equal(
            found.ties.sort_values(list(found.ties.columns), ignore_index=True),
            data.ties.sort_values(list(data.ties.columns), ignore_index=True),
        )


def test_what_is_read_goes_to_the_engines(tmp_path: Path) -> None:
    found, _ = _through(DATA, tmp_path / "a.gexf")
    layered = network.multiplex(found.ties, nodes=found.nodes["name"])
    assert layered.layers == DATA.layers
    assert network.structure(layered.aggregated()).isolated == ("alone",)
    two, _ = _through(TWO_MODE, tmp_path / "two.net")
    columns = {"from": "organisation", "to": "collaboration"}
    assert network.two_mode(two.ties.rename(columns=columns), at=2020).pairs.shape == (3, 2)


def test_a_network_of_nodes_alone_has_no_ties(tmp_path: Path) -> None:
    alone = graph_data({"from": [], "to": []}, {"name": ["A", "B"]})
    for name in ("a.graphml", "a.gexf", "a.net", "a.dl", "waves"):
        found, lost = _through(alone, tmp_path / name)
        assert lost == []
        assert found.nodes["name"].tolist() == ["A", "B"]
        assert len(found.ties) == 0
        assert found.ties["strength"].dtype == np.float64


def test_every_format_has_its_suffix() -> None:
    names = ["a.graphml", "a.gexf", "a.net", "a.dl", "a.csv", "a.xlsx", "a.siena"]
    assert [formats.graph_kind(name) for name in names] == list(formats.GRAPH_KINDS)
