"""Every public engine function with a call that works and calls that must be refused.

A new engine function has an entry here or the contract test fails.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd
from scipy import sparse

from consilience import calibration, coding, games, network, qca, stages, value

NAN = float("nan")
DATA = pd.DataFrame(
    {
        "A": [0.9, 0.8, 0.7, 0.2, 0.1, 0.3, 0.6, 0.4],
        "B": [0.8, 0.3, 0.9, 0.7, 0.2, 0.1, 0.2, 0.9],
        "Y": [0.9, 0.4, 0.8, 0.6, 0.1, 0.2, 0.3, 0.7],
    },
    index=[f"case {n}" for n in range(1, 9)],
)
TABLE = qca.truth_table(DATA, "Y", inclusion_cut=0.75)
NEGATIVE = qca.truth_table(DATA, "~Y", inclusion_cut=0.75)
INTERMEDIATE = qca.minimize(TABLE, "intermediate", {"A": 1, "B": 1})
PANEL = DATA.assign(firm=["Maps"] * 4 + ["Chips"] * 4, year=[2020, 2021, 2022, 2023] * 2)
VALUES = [1.0, 2.0, 3.5, 4.0, 5.0, 6.5]


def _other_data(**columns: Any) -> tuple[qca.AlternativeData, ...]:
    return (qca.AlternativeData("data", "other", DATA.assign(**columns)),)


TESTS = qca.RobustnessTests(
    leave_one_out=False,
    subsets={"first": ["case 1", "case 2", "case 5"]},
    subsamples=2,
    drop_conditions=True,
    combined=("inclusion_cut", "frequency_cut"),
)
BAD_TESTS: tuple[dict[str, Any], ...] = (
    *({f"{name}_cuts": bad} for name in ("inclusion", "pri") for bad in ((1.5,), (NAN,), "0.8", 5)),
    {"inclusion_cuts": ("a",)},
    *({"frequency_cuts": bad} for bad in ((0,), (1.5,), ("a",), (NAN,), "2", 5)),
    {"leave_one_out": "yes"},
    {"leave_one_out": None},
    {"drop_conditions": "yes"},
    {"subsets": 5},
    {"subsets": [["case 1"]]},
    {"subsets": {"x": ["case 99"]}},
    {"subsets": {"x": []}},
    *({"subsamples": bad} for bad in (-1, 1.5, "ten", NAN, None, True)),
    *({"subsamples": 1, "share": bad} for bad in (0, -0.5, 1.5, NAN, "half", None)),
    *({"seed": bad} for bad in (-1, 1.5, "x", None)),
    *({"condition_sets": [bad]} for bad in (["K"], ["Y"], [], 5)),
    *({"condition_sets": bad} for bad in (5, "A", {"A": "B"})),
    *({"alternatives": bad} for bad in (5, "other", {"other": DATA}, [DATA])),
    *({"alternatives": _other_data(A=bad)} for bad in (1.2, NAN, "high")),
    {"alternatives": _other_data(Y=0.5)},
    {"alternatives": _other_data(A=[0, 1, 2, 0, 1, 2, 0, 1])},
    {"alternatives": (qca.AlternativeData("x", 1, DATA.rename(index={"case 1": "K"})),)},
    {"alternatives": (qca.AlternativeData("x", 1, DATA.drop(columns="A")),)},
    {"alternatives": (qca.AlternativeData("x", "high", DATA, initial=1),)},
    {"alternatives": (qca.AlternativeData("x", 1, DATA, initial=NAN),)},
    *({"combined": bad} for bad in (5, "all", ["case", "subset"], ["pri_cut"], ["data"] * 2)),
)


NUMBERED = DATA.reset_index(drop=True)
NUMBERED_TABLE = qca.truth_table(NUMBERED, "Y", inclusion_cut=0.75)
BAD_ALTERNATIVES: tuple[Any, ...] = (
    *(NUMBERED.assign(A=bad) for bad in (1.2, NAN, "high")),
    NUMBERED.assign(Y=0.5),
    NUMBERED.assign(A=[0, 1, 2, 0, 1, 2, 0, 1]),
    NUMBERED.drop(columns="A"),
    DATA,
    None,
)


def _tests(fields: dict[str, Any]) -> qca.RobustnessTests:
    return qca.RobustnessTests(**fields)


@dataclass(frozen=True)
class Call:
    """Arguments that work, and for each argument values that must be refused."""

    works: Mapping[str, Any]
    refused: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)


def _frame(column: str, place: int, value: object) -> pd.DataFrame:
    values: list[object] = DATA[column].tolist()
    values[place] = value
    return DATA.assign(**{column: pd.Series(values, index=DATA.index, dtype=object)})


BAD_MATRIX: tuple[Any, ...] = (
    None,
    5,
    "x",
    [],
    [1.0, 2.0],
    [[1.0]],
    [[1.0, 2.0]],
    [[1.0, 2.0], [3.0]],
    [[1.0, NAN], [3.0, 4.0]],
    [[1.0, float("inf")], [3.0, 4.0]],
    [[1.0, "x"], [3.0, 4.0]],
)
BAD_MEETING: tuple[Any, ...] = (
    None,
    5,
    "x",
    {},
    [("a", "b")],
    nx.Graph(),
    nx.path_graph(2),
    nx.DiGraph([(1, 2), (2, 3)]),
    nx.Graph([(1, 2), (3, 4)]),
    nx.Graph([(1, 2, {"weight": -1.0}), (2, 3, {"weight": 1.0})]),
    nx.Graph([(1, 2, {"weight": NAN}), (2, 3, {"weight": 1.0})]),
    nx.Graph([(1, 2, {"weight": "x"}), (2, 3, {"weight": 1.0})]),
    nx.Graph([(1, 2, {"weight": 1.0}), (2, 3)]),
    sparse.csr_array(np.ones((2, 3))),
    sparse.csr_array(np.triu(np.ones((3, 3)))),
)
BAD_START: tuple[Any, ...] = (
    5,
    "x",
    [],
    [0.5],
    [0.5, 1.5],
    [0.5, NAN],
    [0.5, "x"],
    [0.5, None],
    [0.5, [0.5, 0.6]],
    [0.5, [1.0]],
)
BAD_TIMES: tuple[Any, ...] = (None, "x", [], [NAN], ["a"], [1.0, 1.0], [2.0, 1.0], [-1.0], 5)
TWO_PARTIES = games.Game.from_dict(
    {
        "populations": [
            {"name": "firm", "strategies": ["cooperate", "wait"]},
            {"name": "city", "strategies": ["fund", "save"]},
        ],
        "parameters": {"a": 1, "b": "1/3"},
        "payoffs": [
            {"profile": ["cooperate", "fund"], "payoff": ["a", "b"]},
            {"profile": ["cooperate", "save"], "payoff": ["a - 2", 0]},
            {"profile": ["wait", "fund"], "payoff": [0, "-b"]},
            {"profile": ["wait", "save"], "payoff": [0, 0]},
        ],
    }
)
BAD_GAME: tuple[Any, ...] = (None, 5, "game", [[1, 0], [0, 1]], {"populations": []})
BAD_INEQUALITIES: tuple[Any, ...] = (
    None,
    5,
    [5],
    [None],
    {"a": 1},
    ["a"],
    ["a = 1"],
    ["c > 1"],
    ["a > "],
    ["a > 2b"],
    [["a > 1"]],
)
BAD_ENDS: tuple[Any, ...] = (None, 5, "01", (0,), (0, 1, 2), (1, 0), (1, 1), (0, NAN), ("x", 1))
BAD_TARGET: tuple[Any, ...] = (None, 5, "x", ("cooperate",), ("fund", "cooperate"), (), [1, 2])
BAD_UNCERTAIN: tuple[Any, ...] = (
    None,
    5,
    {},
    ["a"],
    {"c": (0, 1)},
    *({"a": bad} for bad in BAD_ENDS),
    {"a": {}},
    {"a": {"distribution": "cauchy"}},
    {"a": {"distribution": "normal", "mean": 0, "sd": -1}},
    {"a": {"distribution": "uniform", "low": 0}},
    {"a": {"values": []}},
    {"a": {"values": [1, NAN]}},
)
BAD_VALUE: tuple[Any, ...] = (NAN, float("inf"), "x", "", None, True, [1], {}, 1j, "1/0", "1e999")
BAD_PARAMETERS: tuple[Any, ...] = (
    5,
    "a",
    [1.0],
    {"c": 1},
    {"A": 1},
    {"": 1},
    *({"a": bad} for bad in BAD_VALUE),
    {"a": 1, "b": NAN},
    {1: 2},
)


BAD_DATA: tuple[Any, ...] = (
    None,
    3,
    "A,B,Y",
    {},
    [],
    pd.DataFrame(),
    DATA.iloc[:0],
    _frame("A", 2, NAN),
    _frame("A", 2, None),
    _frame("A", 2, 1.2),
    _frame("A", 2, -0.1),
    _frame("A", 2, float("inf")),
    _frame("A", 2, "high"),
    _frame("Y", 2, NAN),
    _frame("Y", 2, 7.5),
    DATA.assign(Y=0.4),
    DATA.rename(columns={"B": "A"}),
    DATA.set_index(pd.Index(["same"] * 8)),
    {"A": [1, 0], "Y": [1]},
)
BAD_OUTCOME: tuple[Any, ...] = (None, 1, "", "Z", "y", "A", "A*Y", "Y[2]", "Y +", ["Y"])
BAD_NAMES: tuple[Any, ...] = (["A", "Z"], ["A", "A"], [], "Z", [1, 2], ["A", "Y"], 5)
BAD_UNIT: tuple[Any, ...] = (-0.1, 1.1, NAN, float("inf"), "0.8", None, True, [0.8])
BAD_WHOLE: tuple[Any, ...] = (0, -1, 1.5, "2", None, NAN, True)
BAD_NUMBERS: tuple[Any, ...] = (
    None,
    "1,2,3",
    [],
    [1.0, NAN],
    [1.0, float("inf")],
    ["a", "b"],
    [[1.0, 2.0], [3.0, 4.0]],
    [1.0, None],
    [True, "x"],
    {},
    5,
)
BAD_MEMBERSHIPS: tuple[Any, ...] = (*BAD_NUMBERS, [0.2, 1.2], [-0.1, 0.4])
TABLE_CUTS = {
    "inclusion_cut": (*BAD_UNIT[:-1], (0.5, 0.8), (0.8,), (0.8, NAN)),
    "pri_cut": BAD_UNIT,
    "frequency_cut": BAD_WHOLE,
}
BAD_CASES: tuple[Any, ...] = ("Z", 5)
BAD_TERMS: tuple[Any, ...] = (
    None,
    [],
    ["Z"],
    ["A*"],
    ["A", "A"],
    5,
    [1],
    ["A + B"],
    ["A[3]"],
    ["A*~A"],
    {},
)
BAD_CASE: tuple[Any, ...] = (
    None,
    5,
    "case 9",
    ["case 1"],
    {},
    {"A": 0.4},
    {"A": 0.4, "B": 1.2},
    {"A": 0.4, "B": NAN},
    {"A": 0.4, "B": "high"},
    {"A": 0.4, "B": 0.2, "Z": 0.1},
)
BAD_LEVERS: dict[str, tuple[Any, ...]] = {
    "fixed": (None, 5, ["Z"], ["A", "A"], {"A": 1}, "Z"),
    "costs": (5, ["A"], {"Z": 1}, {"A": -1}, {"A": NAN}, {"A": "x"}, {1: 2}),
    "target": (*BAD_UNIT, 0.5, 0.4),
}

GRAPH = nx.Graph([("a", "b"), ("b", "c"), ("c", "d"), ("d", "a"), ("a", "c"), ("d", "e")])
GROUPS = {"a": "car", "b": "car", "c": "chip", "d": "chip", "e": "map"}


def _tied(value: object) -> nx.Graph:
    graph = nx.Graph(GRAPH)
    nx.set_edge_attributes(graph, 1.5, "weight")
    graph.edges["a", "b"]["weight"] = value
    return graph


BAD_GRAPH: tuple[Any, ...] = (
    None,
    3,
    "a-b",
    [("a", "b")],
    {"a": ["b"]},
    np.eye(3),
    nx.Graph(),
    nx.Graph([(1.5, 2.5)]),
    nx.Graph([(("a", "b"), "c")]),
    sparse.csr_array((0, 0)),
    sparse.csr_array((2, 3)),
    sparse.csr_array(np.array([[0, 1j], [1j, 0]])),
    sparse.csr_array(np.array([[0, -1.0], [-1.0, 0]])),
    sparse.csr_array(np.array([[0, NAN], [NAN, 0]])),
    _tied(-1),
    _tied(NAN),
    _tied(float("inf")),
    _tied("strong"),
    _tied(None),
    _tied(True),
)
BAD_NODES: tuple[Any, ...] = (
    None,
    [],
    "z",
    ["a", "z"],
    ["a", "a"],
    ["a", 1.5],
    {"a": 1},
    True,
    b"a",
    ["a", "b", "c", "d", "e"],
)
BAD_GROUPS: tuple[Any, ...] = (
    5,
    "car",
    [],
    ["car"],
    ["car", "car", "chip", "chip", None],
    ["car", "car", "chip", "chip", NAN],
    {"a": "car"},
    {**GROUPS, "z": "car"},
    {**GROUPS, "a": 1.5},
)
BAD_WEIGHT: tuple[Any, ...] = (3, "strength", ["weight"], True)
BAD_DATE: tuple[Any, ...] = ("19", "2019-13", "2019-02-30", "soon", 19, -1, 2019.5, True, [2019])
BAD_SEED: tuple[Any, ...] = (-1, 1.5, "0", None, NAN)
NETWORK = {"graph": BAD_GRAPH, "weight": BAD_WEIGHT}
PARTICIPATIONS = pd.DataFrame(
    {
        "organisation": ["a", "b", "b", "c"],
        "collaboration": ["x", "x", "y", "y"],
        "role": ["lead", "member", "lead", "member"],
        "start": [2019, 2019, 2021, 2021],
        "end": ["2020", "", "", "2022"],
    }
)
BAD_PARTICIPATIONS: tuple[Any, ...] = (
    None,
    5,
    "x",
    [],
    {},
    pd.DataFrame(),
    {"organisation": [], "collaboration": []},
    {"organisation": ["a"]},
    {"organization": ["a"], "collaboration": ["x"]},
    {"organisation": ["a", "b"], "collaboration": ["x"]},
    {"organisation": ["a", None], "collaboration": ["x", "x"]},
    {"organisation": ["a", ""], "collaboration": ["x", "x"]},
    {"organisation": ["a", NAN], "collaboration": ["x", "x"]},
    {"organisation": ["a", 1.5], "collaboration": ["x", "x"]},
    {"organisation": ["a"], "collaboration": [True]},
    *({"organisation": ["a"], "collaboration": ["x"], "start": [bad]} for bad in BAD_DATE),
    {"organisation": ["a"], "collaboration": ["x"], "start": [2020], "end": [2019]},
)
WINDOW: dict[str, tuple[Any, ...]] = dict.fromkeys(("at", "since", "until"), BAD_DATE)
TWO_MODE = network.two_mode(PARTICIPATIONS)
BAD_TWO_MODE: tuple[Any, ...] = (None, 5, "x", [], {}, PARTICIPATIONS, GRAPH, np.eye(2), NAN, True)
TIE_ROWS = pd.DataFrame(
    {
        "from": ["a", "b", "b"],
        "to": ["b", "c", "a"],
        "layer": ["data", "data", "equity"],
        "strength": [1.0, 2.5, 1.0],
        "start": ["2019", "2020-05", "2021-05-12"],
        "directed": [False, False, True],
    }
)
BAD_TIE_ROWS: tuple[Any, ...] = (
    None,
    5,
    "x",
    [],
    {},
    pd.DataFrame(),
    {"from": ["a"]},
    {"a": ["a"], "b": ["b"]},
    {"from": ["a", "b"], "to": ["b"]},
    *({"from": ["a"], "to": [bad]} for bad in ("", None, NAN, 1.5, True)),
    *({"from": ["a"], "to": ["b"], "layer": [bad]} for bad in (1.5, True, ("x",))),
    *(
        {"from": ["a"], "to": ["b"], "strength": [bad]}
        for bad in (0, -1, NAN, None, "1", "x", float("inf"), True)
    ),
    *({"from": ["a"], "to": ["b"], "directed": [bad]} for bad in ("yes", None, NAN, 1, 1.5)),
    *({"from": ["a"], "to": ["b"], "end": [bad]} for bad in BAD_DATE),
    {"from": ["a"], "to": ["b"], "start": [2020], "end": [2019]},
)
MULTIPLEX = network.multiplex(TIE_ROWS)
RESOURCES = {"data": [1.0, 2.0, 0.0], "chips": [1.0, 0.0, 4.0]}
BAD_RESOURCES: tuple[Any, ...] = (
    None,
    3,
    "data",
    {},
    [],
    pd.DataFrame(),
    {"data": []},
    {"data": [1, NAN], "chips": [1, 2]},
    {"data": [1, float("inf")], "chips": [1, 2]},
    {"data": [1, -1], "chips": [1, 2]},
    {"data": [1, "x"], "chips": [1, 2]},
    {"data": [1, None], "chips": [1, 2]},
    {"data": [1, 2], "chips": [1]},
    pd.DataFrame({"data": [1, 2]}, index=["same", "same"]),
)
HOLDINGS: dict[str, list[Any]] = {
    "organisation": ["OEM", "Maps", "OEM", "Chips"],
    "resource": ["maps", "maps", "lidar", "maps"],
    "kind": ["needed", "offered", "needed", "held"],
    "amount": [3, 2, 1, 1],
}
ADOPTIONS: dict[str, list[Any]] = {
    "organisation": ["OEM", "Maps"],
    "routine": ["test", "test"],
    "date": ["2019", "2020-05"],
    "mode": ["exact", ""],
}
STAGED: dict[str, list[Any]] = {
    "action": ["collocation", "integration"],
    "start": ["2019", "2021-03-01"],
    "end": ["2020", ""],
}


def _without(table: dict[str, list[Any]], column: str) -> dict[str, list[Any]]:
    return {name: cells for name, cells in table.items() if name != column}


def _cells(table: dict[str, list[Any]], **first: Any) -> tuple[dict[str, list[Any]], ...]:
    """The table with each bad value of each column in its first row."""
    return tuple(
        {**table, name: [value, *table[name][1:]]}
        for name, values in first.items()
        for value in values
    )


NO_TABLE: tuple[Any, ...] = (None, 3, "a,b", {}, [], pd.DataFrame())
BAD_HOLDINGS: tuple[Any, ...] = (
    *NO_TABLE,
    *(_without(HOLDINGS, name) for name in ("organisation", "resource", "kind")),
    *_cells(
        HOLDINGS,
        organisation=("", None, 1.5, True),
        resource=("", NAN, 1.5),
        kind=("owned", "Held", "", None, 5),
        amount=(-1, NAN, None, "two", float("inf"), True),
    ),
)
BAD_DATES: tuple[Any, ...] = ("spring", "2019-13", "2019-02-30", 19, 2019.5, "19")
BAD_NODE_SHARES: tuple[Any, ...] = (
    *(-0.1, 1.1, NAN, "x", None),
    *([0.5], [0.5] * 4 + [2], [0.5] * 4 + [NAN], {"a": 0.5}, {"z": 0.5}),
    {"a": 2, "b": 1, "c": 1, "d": 1, "e": 1},
)
QUOTES = ["我们信任伙伴", "研发成本太高", "信任来自守法", "资金不足，成本高"]
BAD_TEXTS: tuple[Any, ...] = (
    None,
    5,
    NAN,
    True,
    b"text",
    [],
    {},
    [None],
    ["a", NAN],
    ["a", 5],
    [["a"]],
    {"J1": None},
    {1: "a"},
    pd.DataFrame({"text": ["a"]}),
    {"a", "b"},
)
BAD_TERM_LISTS: tuple[Any, ...] = (
    None,
    5,
    NAN,
    True,
    "trust",
    b"trust",
    {"a": "trust"},
    [""],
    [" "],
    ["trust", None],
    ["trust", NAN],
    ["trust", 5],
    [["trust"]],
)
RATINGS = [[1, 2, 3, 2, 1], [1, 2, 2, None, 1], [1, 2, 3, 2, 2]]
TWO_CODERS = {"Ann": ["a", "b", "a", "c"], "Bo": ["a", "b", "c", "c"]}
BAD_RATINGS: tuple[Any, ...] = (
    None,
    5,
    "a,b",
    [],
    {},
    [[]],
    [1, 2, 3],
    [[1, 2, 3]],
    [[1, 2], [1]],
    [[NAN, NAN], [NAN, NAN]],
    [[1, 2], [1, float("inf")]],
    [[1, 2], [1, "a"]],
    [[1, 2], [1, 2j]],
    [[1, 2], [1, pd.Timestamp("2026-01-01")]],
    [["a", "b"], ["a", b"b"]],
    [[[1], [2]], [[1], [2]]],
    ["ab", "ab"],
    pd.DataFrame(),
    pd.DataFrame([[1, 2], [1, 2]], index=["Ann", "Ann"]),
)
RESAMPLING: dict[str, tuple[Any, ...]] = {
    "unit": (None, 5, "", " ", ["row"]),
    "sources": ("J1", 5, [], ["J1"], ["J1"] * 5, ["J1", "J2", "J1", "J2", 3], [""] * 5),
    "bootstraps": (-1, 1.5, "9", NAN, True, None),
    "confidence": (0, 1, 1.5, -0.1, NAN, "x", None),
    "seed": (-1, 1.5, "9", NAN, True, None),
}
BAD_SCALE: tuple[Any, ...] = (5, "x", [], [1, 2], [1, 1, 2, 3], ["a", "b"], [1, 2, NAN], {})
BAD_WEIGHTS: tuple[Any, ...] = (
    5,
    "Linear",
    "cubic",
    [],
    [[0, 1], [1, 0]],
    [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
    [[0, 1, 2], [1, 0, 1], [9, 1, 0]],
    [[0, -1, 2], [-1, 0, 1], [2, 1, 0]],
    [[0, 1, NAN], [1, 0, 1], [NAN, 1, 0]],
    [["a"]],
)
SPANS = pd.DataFrame(
    {
        "coder": ["Ann", "Ann", "Bo"],
        "start": [0, 20, 1],
        "end": [10, 30, 9],
        "code": ["trust", "law", "trust"],
    }
)
BAD_SPANS: tuple[Any, ...] = (
    None,
    5,
    "spans",
    {},
    [],
    SPANS.iloc[:0],
    SPANS.drop(columns="end"),
    SPANS.assign(coder="Ann"),
    SPANS.assign(coder=pd.Series(["Ann", "Bo", None], dtype=object)),
    SPANS.assign(coder=[1, 2, 3]),
    SPANS.assign(start=[0, 20, -1]),
    SPANS.assign(start=[0, 20, NAN]),
    SPANS.assign(start=[0, 20, "1"]),
    SPANS.assign(end=[10, 20, 9]),
    SPANS.assign(end=[10, 30.5, 32]),
    SPANS.assign(code=["trust", "law", ""]),
)
CODEBOOK = pd.DataFrame(
    {
        "code": ["governance", "contract", "rules", "trust"],
        "kind": ["dimension", "theme", "concept", "in vivo"],
        "parent": ["", "governance", "contract", ""],
        "created": ["2024-01-02", "2024-01-01", "2024-02-01", ""],
        "definition": ["", "", "written rules", ""],
    }
)
BAD_CODEBOOKS: tuple[Any, ...] = (
    None,
    5,
    "codes",
    {},
    [],
    CODEBOOK.iloc[:0],
    CODEBOOK.drop(columns="kind"),
    CODEBOOK.drop(columns="parent"),
    CODEBOOK.assign(code="rules"),
    CODEBOOK.assign(code=[1, 2, 3, 4]),
    CODEBOOK.assign(kind=["dimension", "theme", "category", "concept"]),
    CODEBOOK.assign(kind=NAN),
    CODEBOOK.assign(parent=["", "governance", "contracts", ""]),
    CODEBOOK.assign(parent=["rules", "governance", "contract", ""]),
    CODEBOOK.assign(parent=["", "governance", 3, ""]),
)
BAD_MEMBERS: tuple[Any, ...] = (
    None,
    5,
    "rules",
    ["rules"],
    [5],
    [("rules",)],
    [("rules", "law")],
    [("rules", 5)],
    [("rules", "contract", "trust")],
)
CODED = pd.DataFrame(
    {
        "coding": ["q1", "q2", "q3"],
        "code": ["rules", "rules", "trust"],
        "source": ["J1", "D1", "J1"],
        "kind": ["interview", "internal", "interview"],
        "case": ["A1", "A2", "A1"],
        "row": ["A1", "A2", "A1"],
        "column": ["rules", "rules", "trust"],
        "direction": ["for", "against", ""],
        "exemplar": [True, False, False],
        "importance": [3, 2, NAN],
        "length": [30, 40, 50],
    }
)


def _bad_codings(*columns: str) -> tuple[Any, ...]:
    """Return tables of codings of which these columns are needed."""
    return (
        None,
        5,
        "codings",
        {},
        [],
        CODED.iloc[:0],
        *(CODED.drop(columns=name) for name in columns),
        *(CODED.assign(**{name: ["x", "y", ""]}) for name in columns),
        *(CODED.assign(**{name: [1, 2, 3]}) for name in columns),
        *(CODED.assign(**{name: NAN}) for name in columns),
        CODED.assign(direction="pro"),
        CODED.assign(exemplar=1),
        CODED.assign(importance=4),
        CODED.assign(intensity="strong"),
        CODED.assign(length=-1),
    )


BAD_CODE_NAMES: tuple[Any, ...] = (None, 5, [], [1, 2], ["rules", "rules"], ["rules"], {"rules": 1})
RELATIONS = pd.DataFrame(
    {
        "from": ["rules", "trust"],
        "to": ["trust", "value"],
        "label": ["builds", "creates"],
        "stage": ["start", ""],
    }
)
BAD_RELATIONS: tuple[Any, ...] = (
    None,
    5,
    "relations",
    {},
    [],
    RELATIONS.iloc[:0],
    RELATIONS.drop(columns="from"),
    RELATIONS.drop(columns="to"),
    RELATIONS.assign(to=["trust", ""]),
    RELATIONS.assign(to=["trust", NAN]),
    RELATIONS.assign(to=[1, 2]),
    {"from": ["rules", ""], "to": ["trust", "value"]},
    {"from": ["rules", None], "to": ["trust", "value"]},
    RELATIONS.assign(label=[1, "x"]),
    RELATIONS.assign(stage=[2020, 2021]),
    RELATIONS.assign(label=pd.Series([["a"], ["b"]], dtype=object)),
    {"from": "rules", "to": "trust", "label": [1]},
    RELATIONS.to_numpy(),
    RELATIONS.rename(columns={"from": "From"}),
    [("rules", "trust")],
)
INTERVIEWS = {"J1": ["a", "b"], "J2": ["a"], "J3": [], "J4": ["c"], "J5": ["a"], "J6": ["b"]}
ITEMS = pd.DataFrame(
    {
        "q1": [4.0, 5, 4, 2, 1, 2, NAN, 5],
        "q2": [4, 4, 5, 2, 2, 1, 3, 4],
        "q3": [5, 4, 4, 1, 2, 1, 2, 5],
    }
)
TEAMS = ["A", "A", "A", "B", "B", "B", "C", "C"]
BAD_ITEMS: tuple[Any, ...] = (
    None,
    5,
    "q1",
    {},
    [],
    pd.DataFrame(),
    ITEMS.iloc[:0],
    ITEMS.iloc[:1],
    ITEMS.assign(q1=NAN),
    ITEMS.assign(q1="high"),
    ITEMS.assign(q1=float("inf")),
    ITEMS.assign(q1=True),
    ITEMS.assign(q1=1j),
    ITEMS.rename(columns={"q2": "q1"}),
    {"q1": [1, 2], "q2": [1]},
)
# likert takes one respondent and empty columns: they are what it has to report
BAD_ANSWERS = (*BAD_ITEMS[:7], *BAD_ITEMS[9:])
BAD_TEAMS: tuple[Any, ...] = (
    None,
    5,
    "A",
    [],
    ["A"] * 8,
    ["A", "B"],
    [*TEAMS[:-1], ""],
    [*TEAMS[:-1], None],
    list(range(8)),
)
WAVES = pd.DataFrame({"firm": ["M", "M", "C"], "year": [2024, 2025, 2024], "trust": [3.0, 4, NAN]})

EVENTS = pd.DataFrame(
    {
        "year": [2001, 2002, 2003, 2006, 2007, 2008],
        "dimension": ["strategy", "market"] * 3,
        "level": ["low"] * 3 + ["high"] * 3,
    }
)
BAD_EVENTS: tuple[Any, ...] = (
    None,
    5,
    "events",
    {},
    [],
    EVENTS.iloc[:0],
    EVENTS.drop(columns="level"),
    EVENTS.assign(year=NAN),
    EVENTS.assign(year=2001.5),
    EVENTS.assign(year="2001"),
    EVENTS.assign(year=True),
    EVENTS.assign(year=[1001, 2002, 2003, 2006, 2007, 2008]),
    EVENTS.assign(dimension=None),
    EVENTS.assign(dimension=NAN),
    EVENTS.assign(dimension=""),
    EVENTS.assign(level=" "),
    EVENTS.assign(level=True),
)
PROFILES = {"incubation": [1.0, 0.5], "growth": [0.0, 0.5], "maturity": [0.0, 0.0]}
BAD_PROFILES: tuple[Any, ...] = (
    None,
    5,
    "x",
    {},
    [],
    pd.DataFrame(),
    {**PROFILES, "growth": [0.0, 1.5]},
    {**PROFILES, "growth": [0.0, NAN]},
    {**PROFILES, "growth": [0.0, "x"]},
    {"growth": [0.5]},
    pd.DataFrame(PROFILES, index=["same", "same"]),
)
GOVERNANCE = pd.DataFrame(
    {
        "dimension": ["build", "share"],
        "mechanism": ["security", "benefit distribution"],
        "owner": ["OEM", ""],
        "trigger": ["leak", "quarter"],
        "indicator": ["", "share paid"],
        "status": ["in force", "planned"],
    }
)
ESTIMATES = pd.DataFrame(
    {"coalition": ["A", "B", "A, B"], "low": [0, 0, 4], "likely": [1, 1, 6], "high": [2, 2, 8]}
)
WORTHS = [0.0, 1, 0, 4, 2, 5, 3, 9]
BAD_WORTHS: tuple[Any, ...] = (
    None,
    5,
    "worths",
    {},
    [],
    [0.0],
    [0, 1, 2],
    [1, 1, 2, 4],
    [0, 1, 2, NAN],
    [0, 1, 2, float("inf")],
    [0, 1, 2, -1e200],
    [0, 1, 2, "4"],
    [0, 1, 2, None],
    [0, 1, 2, 1j],
    [[0, 1], [2, 4]],
    [False, 1, 2, 4],
    np.array([0, 1, 2, NAN]),
)
BAD_PLAYERS: tuple[Any, ...] = (5, [], ["A"], ["A", "B", "B"], [1, 2, 3], {"A": 1}, "A")
BAD_UNIONS: tuple[Any, ...] = (
    None,
    5,
    "01",
    [0, 1],
    ["AB"],
    [[0, 1], [1, 2]],
    [[0, 0], [1]],
    [[]],
    [[3]],
    [[-1]],
    [[0.5]],
    [[True]],
    [["A"]],
)
BAD_TIES: tuple[Any, ...] = (
    None,
    5,
    "01",
    [0, 1],
    ["01"],
    [(0,)],
    [(0, 1, 2)],
    [(0, 3)],
    [(0, -1)],
    [(0, "A")],
    [(0, 1.5)],
    nx.Graph([("A", "B")]),
    {0: 1},
)
BAD_SHARES: tuple[Any, ...] = (*BAD_NUMBERS[1:], [1, 2], [1, 2, 0], [1, -1, 2], [1, 2, NAN])
BAD_COALITIONS: tuple[Any, ...] = (
    None,
    5,
    "A",
    [],
    {},
    {"A": NAN, "B": 1, "A, B": 2},
    {"A": "x", "B": 1, "A, B": 2},
    {"": 1},
    {" , ": 1},
    {1: 2.0},
    {"A": [1, 2]},
    pd.DataFrame({"coalition": ["A"]}),
    pd.DataFrame({"name": ["A"], "worth": [1]}),
    pd.DataFrame({"coalition": [3], "worth": [1]}),
    pd.DataFrame({"coalition": [None], "worth": [1]}),
    pd.DataFrame({"coalition": ["A"], "worth": [float("inf")]}),
)
BAD_VOTES: tuple[Any, ...] = (*BAD_NUMBERS, [0, 0, 0], [1, -1, 2])
BAD_GRID: tuple[Any, ...] = (
    None,
    5,
    "ab",
    {},
    [],
    [[]],
    [1, 2],
    ["ab", "cd"],
    [[1, 2], [3]],
    [[1, "x"], [1, 2]],
    [[1, float("inf")], [1, 2]],
    [[True, 1], [1, 2]],
    np.zeros((2, 2, 2)),
    np.zeros((0, 2)),
    pd.DataFrame(),
    pd.DataFrame({"a": [1, 2]}, index=["x", "x"]),
)
BAD_UNIT_GRID: tuple[Any, ...] = (*BAD_GRID, [[0.1, 1.2]], [[0.1, -0.2]], [[0.1, NAN]])
BAD_CAPACITY: tuple[Any, ...] = (0, -1, 1.5, "1", None, [1], [1, 0], [1, 1.5])
ORDER = [[0.2, 0.4], [0.5, 0.6], [0.9, 0.7]]
INDICATORS = pd.DataFrame({"patents": [2, 6, 10], "sales": [1, 4, 2], "delay": [9, 6, 3]})
SUBSYSTEMS = {"creation": ["patents", "sales"], "speed": ["delay"]}
SYNERGY: dict[str, tuple[Any, ...]] = {
    "table": (*BAD_GRID, INDICATORS.assign(sales=NAN), INDICATORS[["delay"]]),
    "subsystems": (
        None,
        5,
        {},
        "creation",
        {"a": [], "b": ["delay"]},
        {"a": ["x"], "b": ["delay"]},
        {"a": ["delay"], "b": ["delay"]},
        {1: ["delay"], 2: ["sales"]},
        {"a": 5, "b": ["delay"]},
    ),
    "bounds": (
        5,
        "x",
        {"x": (0, 1)},
        {"sales": 5},
        {"sales": (3, 1)},
        {"sales": (0, NAN)},
        {"sales": (0, 3)},
    ),
    "negative": ("x", ["x"], [1]),
}
GAME: dict[str, tuple[Any, ...]] = {"v": BAD_WORTHS, "players": BAD_PLAYERS}


def _squares(sets: Any) -> Any:
    return (sets @ np.arange(1.0, 7.0)) ** 2


HISTORY: dict[str, Any] = {
    "organisation": ["OEM", "Chip", "City", "OEM"],
    "collaboration": ["road", "road", "grid", "grid"],
    "role": ["lead", "", "lead", ""],
    "start": ["2018", "2018-05", "2019-05-12", ""],
    "end": ["2020", "2018-12", "", "2021"],
}
JOINING: dict[str, Any] = {
    "organisation": [*"abcabc"],
    "collaboration": [*"xxyyxx"],
    "start": [2018, 2018, 2018, 2019, 2020, 2020],
    "end": [""] * 6,
}
BAD_HISTORY: tuple[Any, ...] = (
    None,
    5,
    "x",
    {},
    [],
    {"organisation": ["a"], "collaboration": ["x"]},
    {"organisation": ["a"], "start": [2018], "end": [2019]},
    {**HISTORY, "start": ["2018"] * 3},
    {**HISTORY, "start": ["2022", "2018", "2019", "2018"]},
    {**HISTORY, "start": ["May", "2018", "2019", "2018"]},
    {**HISTORY, "start": [18, 2018, 2019, 2018]},
    {**HISTORY, "start": [1000, 2018, 2019, 2018]},
    {**HISTORY, "start": [True, 2018, 2019, 2018]},
    {**HISTORY, "start": ["2018-13", 2018, 2019, 2018]},
    {**HISTORY, "start": [""] * 4, "end": [""] * 4},
    {**HISTORY, "organisation": ["OEM", "", "City", "OEM"]},
    {**HISTORY, "organisation": ["OEM", None, "City", "OEM"]},
    {**HISTORY, "organisation": ["OEM", NAN, "City", "OEM"]},
    {**HISTORY, "collaboration": ["road", True, "grid", "grid"]},
    {"from": ["a"], "to": ["a"], "start": [2018], "end": [2019]},
    {"from": ["a"], "to": ["b"], "start": [2018], "end": [2019], "directed": ["yes"]},
)
BAD_YEARS: tuple[Any, ...] = (
    5,
    "2018",
    (2018,),
    (2020, 2018),
    (2018.5, 2020),
    ("2018", "2020"),
    (1990, 1995),
    (0, 1),
)

CALLS: dict[Callable[..., Any], Call] = {
    qca.truth_table: Call(
        {"data": DATA, "outcome": "Y", "conditions": ["A", "B"]},
        {
            "data": BAD_DATA,
            "outcome": BAD_OUTCOME,
            "conditions": BAD_NAMES,
            "cases": BAD_CASES,
            **TABLE_CUTS,
        },
    ),
    qca.necessity: Call(
        {"data": DATA, "outcome": "Y", "conditions": ["A", "B"]},
        {
            "data": BAD_DATA,
            "outcome": BAD_OUTCOME,
            "conditions": BAD_NAMES,
            "inclusion_cut": BAD_UNIT,
            "relevance_cut": BAD_UNIT,
            "coverage_cut": BAD_UNIT,
            "depth": tuple(v for v in BAD_WHOLE if v is not None),
        },
    ),
    qca.nca: Call(
        {"data": DATA, "outcome": "Y", "conditions": ["A", "B"], "permutations": 20},
        {
            "data": (
                None,
                3,
                "A,B,Y",
                {},
                [],
                pd.DataFrame(),
                DATA.iloc[:0],
                DATA.iloc[:1],
                _frame("A", 2, NAN),
                _frame("A", 2, None),
                _frame("A", 2, pd.NA),
                _frame("A", 2, float("inf")),
                _frame("A", 2, 1e200),
                _frame("A", 2, "high"),
                _frame("A", 2, "0.4"),
                _frame("A", 2, True),
                _frame("A", 2, 1j),
                _frame("A", 2, [0.4]),
                _frame("Y", 2, NAN),
                DATA.assign(A=0.4),
                DATA.assign(Y=0.4),
                DATA.rename(columns={"B": "A"}),
                DATA.set_index(pd.Index(["same"] * 8)),
                {"A": [1, 0], "Y": [1]},
            ),
            "outcome": (*BAD_OUTCOME, "~Y"),
            "conditions": BAD_NAMES,
            "ceilings": (None, 5, [], "ce-fdh", ["CE-FDH", "CE-FDH"], ["CE-FDH", "C-LP"]),
            "bottleneck_steps": BAD_WHOLE,
            "permutations": BAD_WHOLE[1:],
            "seed": BAD_WHOLE[1:],
            "cases": BAD_CASES,
        },
    ),
    qca.symmetric_regression: Call(
        {"data": DATA, "outcome": "Y", "conditions": ["A", "B"]},
        {
            "data": (
                None,
                3,
                "A,B,Y",
                {},
                [],
                pd.DataFrame(),
                DATA.iloc[:0],
                DATA.iloc[:1],
                _frame("A", 2, NAN),
                _frame("A", 2, None),
                _frame("A", 2, pd.NA),
                _frame("A", 2, float("inf")),
                _frame("A", 2, 1e200),
                _frame("A", 2, "high"),
                _frame("A", 2, "0.4"),
                _frame("A", 2, True),
                _frame("A", 2, 1j),
                _frame("A", 2, [0.4]),
                _frame("Y", 2, NAN),
                DATA.assign(A=0.4),
                DATA.assign(Y=0.4),
                DATA.rename(columns={"B": "A"}),
                DATA.set_index(pd.Index(["same"] * 8)),
                {"A": [1, 0], "Y": [1]},
                DATA.iloc[:3],
                DATA.assign(B=2 * DATA["A"] + 1),
            ),
            "outcome": (*BAD_OUTCOME, "~Y"),
            "conditions": (*BAD_NAMES, ["A", "B"] * 2),
            "interactions": (None, 1, "yes", [], NAN),
            "cases": ("Z", 3),
        },
    ),
    qca.fit: Call(
        {"data": DATA, "expression": "A*B + ~A", "outcome": "Y"},
        {
            "data": BAD_DATA,
            "expression": (
                None,
                5,
                "",
                "A*",
                "A**B",
                "(A",
                "A)",
                "A[",
                "A[2]",
                "Z",
                "~",
                "A B",
                "$",
            ),
            "outcome": tuple(v for v in BAD_OUTCOME if v != "A"),
            "relation": ("necesity", None, 1),
        },
    ),
    qca.panel_fit: Call(
        {"data": PANEL, "expression": "A*B", "outcome": "Y", "unit": "firm", "wave": "year"},
        {
            "data": (
                None,
                3,
                {},
                PANEL.iloc[:0],
                DATA,
                PANEL.assign(A=NAN),
                PANEL.assign(A=1.2),
                PANEL.assign(B="high"),
                PANEL.assign(Y=0.4),
                PANEL.assign(year=2020),
                PANEL.assign(firm="Maps"),
                PANEL.assign(firm=None),
                PANEL.assign(firm=""),
                PANEL.rename(columns={"B": "A"}),
                pd.concat([PANEL, PANEL]),
            ),
            "expression": (None, 5, "", "A*", "(A", "A[2]", "Z", "A B", "year"),
            "outcome": tuple(v for v in BAD_OUTCOME if v != "A"),
            "unit": (None, 5, "", "Firm", "year", "A", ["firm"]),
            "wave": (None, 5, "", "years", "firm", "Y", ["year"]),
            "relation": ("necesity", None, 1),
        },
    ),
    qca.panel_change: Call(
        {"data": PANEL, "expression": "A*B", "outcome": "Y", "unit": "firm", "wave": "year"},
        {
            "data": (
                None,
                3,
                {},
                PANEL.iloc[:0],
                DATA,
                PANEL.assign(A=NAN),
                PANEL.assign(A=1.2),
                PANEL.assign(B="high"),
                PANEL.assign(Y=0.4),
                PANEL.assign(year=2020),
                PANEL.assign(firm="Maps"),
                PANEL.assign(firm=None),
                PANEL.assign(firm=""),
                PANEL.rename(columns={"B": "A"}),
                pd.concat([PANEL, PANEL]),
            ),
            "expression": (None, 5, "", "A*", "(A", "A[2]", "Z", "A B", "year"),
            "outcome": tuple(v for v in BAD_OUTCOME if v != "A"),
            "unit": (None, 5, "", "Firm", "year", "A", ["firm"]),
            "wave": (None, 5, "", "years", "firm", "Y", ["year"]),
        },
    ),
    qca.cluster_fit: Call(
        {"data": PANEL, "expression": "A*B", "outcome": "Y", "cluster": "firm"},
        {
            "data": (
                None,
                3,
                {},
                PANEL.iloc[:0],
                DATA,
                PANEL.assign(A=NAN),
                PANEL.assign(A=1.2),
                PANEL.assign(Y=0.4),
                PANEL.assign(firm="Maps"),
                PANEL.assign(firm=None),
            ),
            "expression": (None, 5, "", "A*", "(A", "A[2]", "Z", "A B", "firm"),
            "outcome": tuple(v for v in BAD_OUTCOME if v != "A"),
            "cluster": (None, 5, "", "Firm", "A", ["firm"]),
            "relation": ("sufficient", None, 1),
        },
    ),
    qca.two_step: Call(
        {"data": DATA, "outcome": "Y", "remote": ["A"], "proximate": ["B"], "first_cut": 0.8},
        {
            "data": BAD_DATA,
            "outcome": tuple(v for v in BAD_OUTCOME if v is not None),
            "remote": (None, [], ["Z"], ["B"], ["Y"], 5, [1], ["A", "A"]),
            "proximate": (None, [], ["Z"], ["A"], ["Y"], 5, [1], ["B", "B"]),
            "version": (None, 2006, "necessary"),
            "first_cut": tuple(v for v in BAD_UNIT if v is not None),
            "inclusion_cut": BAD_UNIT,
            "pri_cut": BAD_UNIT,
            "frequency_cut": BAD_WHOLE,
        },
    ),
    qca.temporal_truth_table: Call(
        {
            "data": DATA.assign(T=["1", "0", "-", "1", "-", "0", "1", "0"]),
            "outcome": "Y",
            "conditions": ["A", "T"],
            "temporal": ["T"],
        },
        {
            "data": (
                *BAD_DATA,
                DATA.assign(T=["1", "0", "-", "1", "-", "0", "1", "x"]),
                DATA.assign(T=2),
                DATA.assign(T=NAN),
            ),
            "outcome": BAD_OUTCOME,
            "conditions": BAD_NAMES,
            "temporal": (None, [], ["A"], ["Z"], "B", 5, ["T", "T"]),
            "inclusion_cut": BAD_UNIT,
            "pri_cut": BAD_UNIT,
            "frequency_cut": BAD_WHOLE,
            "cases": BAD_CASES,
        },
    ),
    qca.minimize: Call(
        {"truth_table": TABLE, "solution": "parsimonious"},
        {
            "truth_table": (None, DATA, "table", 5),
            "solution": ("complex", "Parsimonious", None, 1, "intermediate"),
            "most_models": BAD_WHOLE,
            "budget": BAD_WHOLE,
            "exclude": (0, 5, -1, 1.5, True, "", "A*", "K", "A*~A", [2, None], {"A": 1}, [NAN]),
            "contradictions": ("Negative", "C", None, 1, ["negative"]),
            "covers": ("Minimum", "all", "", None, 1, ["minimum"]),
            "path_cut": (*BAD_UNIT, (0.8,), (0.8, 0.9, 1.0), (0.8, NAN), (None, 0.8)),
        },
    ),
    qca.configurations: Call(
        {"intermediate": INTERMEDIATE},
        {
            "intermediate": (None, TABLE, "x", qca.minimize(TABLE), 5),
            "model": (*BAD_WHOLE, 99),
        },
    ),
    qca.asymmetry: Call(
        {
            "tables": (TABLE, NEGATIVE),
            "solutions": (qca.minimize(TABLE), qca.minimize(NEGATIVE)),
        },
        {
            "tables": (
                None,
                (TABLE,),
                (TABLE, None),
                (TABLE, DATA),
                "tables",
                5,
                (TABLE, qca.truth_table(DATA[["A", "Y"]], "~Y")),
            ),
            "solutions": (
                None,
                (INTERMEDIATE,),
                (INTERMEDIATE, qca.minimize(TABLE)),
                "x",
                5,
                (TABLE, TABLE),
            ),
        },
    ),
    qca.path_cases: Call(
        {"truth_table": TABLE, "terms": ["A*B", "~A"]},
        {
            "truth_table": (None, DATA, "x"),
            "terms": (
                None,
                [],
                ["Z"],
                ["A*"],
                ["A", "A"],
                5,
                [1],
                ["A + B"],
                ["A[3]"],
                ["A*~A"],
                {},
            ),
        },
    ),
    qca.case_pairs: Call(
        {"truth_table": TABLE, "terms": ["A*B", "~A*B"], "kind": "typical-irrelevant"},
        {
            "truth_table": (None, DATA, "x"),
            "terms": BAD_TERMS,
            "kind": (None, 1, "", "typicl", "Typical", "typical-deviant coverage"),
            "most": BAD_WHOLE,
        },
    ),
    qca.theory_evaluation: Call(
        {"data": DATA, "theory": "A", "solution": "A*B + ~A*B", "outcome": "Y"},
        {
            "data": BAD_DATA,
            "theory": (None, 5, "", "A*", "(A", "A[", "A[2]", "Z", "~", "A B", "Y", "A*~Y"),
            "solution": (None, 5, "", "A*", "(A", "A[", "A[2]", "Z", "~", "A B", "Y", "A*~Y"),
            "outcome": BAD_OUTCOME,
            "cases": BAD_CASES,
        },
    ),
    qca.nearest_path: Call(
        {"truth_table": TABLE, "terms": ["A*B", "~A*B"], "case": "case 2"},
        {
            "truth_table": (None, DATA, "x"),
            "terms": BAD_TERMS,
            "case": BAD_CASE,
            **BAD_LEVERS,
        },
    ),
    qca.nearest_path_stability: Call(
        {
            "truth_table": TABLE,
            "solutions": INTERMEDIATE,
            "case": {"A": 0.9, "B": 0.2},
            "resamples": 20,
        },
        {
            "truth_table": (None, DATA, "x", NEGATIVE),
            "solutions": (None, TABLE, "x", qca.minimize(NEGATIVE)),
            "case": BAD_CASE,
            "model": (*BAD_WHOLE, 99),
            "resamples": BAD_WHOLE,
            "seed": BAD_WHOLE[1:],
            **BAD_LEVERS,
        },
    ),
    qca.nearest_path_alternatives: Call(
        {
            "truth_table": NUMBERED_TABLE,
            "solutions": qca.minimize(NUMBERED_TABLE),
            "case": "5",
            "alternatives": [
                qca.AlternativeData(
                    "A",
                    "root",
                    (NUMBERED**0.5).round(2).to_dict("list"),  # frames have no "=="
                )
            ],
        },
        {
            "truth_table": (None, DATA, "x", NEGATIVE),
            "solutions": (None, TABLE, "x", qca.minimize(NEGATIVE)),
            "case": BAD_CASE,
            "alternatives": (
                *(None, 5, [], "x", [DATA], [None]),
                *([qca.AlternativeData("x", 1, bad)] for bad in BAD_ALTERNATIVES),
            ),
            "model": (*BAD_WHOLE, 99),
            **BAD_LEVERS,
        },
    ),
    qca.path_relations: Call(
        {"terms": ["A*C", "B*C", "~A*D"]},
        {
            "terms": (
                None,
                [],
                ["A*"],
                ["A", "A"],
                5,
                [1],
                ["A + B"],
                ["A*~A"],
                ["A[0,1]"],
                ["~A[2]"],
                {},
            ),
            "conditions": (5, [], ["A", "A"], ["A", "B"], [1], "A"),
        },
    ),
    qca.conditional_necessity: Call(
        {"data": DATA, "outcome": "Y", "given": "A"},
        {
            "data": (*BAD_DATA, DATA.assign(Y=[0.4, 0.4, 0.4, 0.1, 0.1, 0.1, 0.4, 0.1])),
            "outcome": tuple(v for v in BAD_OUTCOME if v is not None),
            "given": (None, 5, "", "A*", "A[2]", "Z", "Y", "A*~A", "~Y + A", "A B", ["A"]),
            "conditions": BAD_NAMES,
            "inclusion_cut": BAD_UNIT,
            "relevance_cut": BAD_UNIT,
            "coverage_cut": BAD_UNIT,
            "depth": tuple(v for v in BAD_WHOLE if v is not None),
            "cases": BAD_CASES,
        },
    ),
    qca.paths_given: Call(
        {"terms": ["A*C", "B*C", "~A*D"], "given": "A"},
        {
            "terms": (None, [], ["A*"], ["A", "A"], 5, [1], ["A + B"], ["A*~A"], ["A[0,1]"], {}),
            "given": (None, 5, "", "A*", "A*~A", "A[0,1]", ["A"]),
        },
    ),
    qca.remainders: Call(
        {"truth_table": qca.truth_table(DATA, "Y", frequency_cut=3), "terms": ["A*B"]},
        {
            "truth_table": (None, DATA, "x"),
            "terms": (
                None,
                [],
                ["Z"],
                ["A*"],
                ["A", "A"],
                5,
                [1],
                ["A + B"],
                ["A[3]"],
                ["A*~A"],
                {},
            ),
        },
    ),
    qca.untenable: Call(
        {
            "truth_tables": (TABLE, NEGATIVE),
            "solutions": (qca.minimize(TABLE, "parsimonious"), qca.minimize(NEGATIVE)),
            "necessary": ["A", "A + B"],
            "impossible": "A*~B",
        },
        {
            "truth_tables": (None, DATA, "x", TABLE, (NEGATIVE, TABLE), (TABLE, None), ()),
            "solutions": (None, "x", INTERMEDIATE, (INTERMEDIATE, None), ()),
            "necessary": (5, "", "A*", "K", ["A", "A"], ["A", 1], None),
            "impossible": ("", "A*", "K", "A*~A", 5, ["A"], "A[2]"),
        },
    ),
    qca.enhanced_analysis: Call(
        {"truth_tables": (TABLE, NEGATIVE), "necessary": ("A", ()), "impossible": "A*~B"},
        {
            "truth_tables": (None, TABLE, (TABLE,), (TABLE, None), (TABLE, TABLE), "xy", ()),
            "solution": ("complex", None, 1, "intermediate"),
            "necessary": (None, "A", ("A",), ("A*", ()), ("K", ()), (["A", "A"], ()), (5, ())),
            "impossible": ("", "A*", "K", "A*~A", 5, ["A"], "A[2]"),
            "simultaneous": ("Keep", "", None, 1),
            "contradictions": ("Negative", "C", None, 1),
            "most_models": BAD_WHOLE,
            "budget": BAD_WHOLE,
        },
    ),
    qca.robustness: Call(
        {
            "data": DATA,
            "outcome": "Y",
            "conditions": ["A", "B"],
            "inclusion_cut": 0.75,
            "tests": TESTS,
        },
        {
            "data": BAD_DATA,
            "outcome": BAD_OUTCOME,
            "conditions": BAD_NAMES,
            "solution": ("complex", None, 1, "intermediate"),
            "inclusion_cut": BAD_UNIT,
            "pri_cut": BAD_UNIT,
            "frequency_cut": BAD_WHOLE,
            "tests": (*map(_tests, BAD_TESTS), None, 5, "all", {}, {"leave_one_out": True}),
            "executor": (4, "processes", True, object()),
            "progress": (4, "bar", True),
            "model": (*BAD_WHOLE, 99),
        },
    ),
    coding.krippendorff_alpha: Call(
        {"data": RATINGS, "level": "ordinal", "bootstraps": 20},
        {
            "data": BAD_RATINGS,
            "level": ("metric", "Nominal", None, 1, ["nominal"]),
            "values": BAD_SCALE,
            **RESAMPLING,
        },
    ),
    coding.cohen_kappa: Call(
        {"data": [[1, 2, 3, 2, 1], [1, 2, 2, 3, 1]], "weights": "linear", "bootstraps": 20},
        {
            "data": (*BAD_RATINGS, RATINGS),
            "weights": BAD_WEIGHTS,
            "values": BAD_SCALE,
            **RESAMPLING,
        },
    ),
    coding.fleiss_kappa: Call(
        {"data": RATINGS, "bootstraps": 20}, {"data": BAD_RATINGS, **RESAMPLING}
    ),
    coding.gwet_ac1: Call(
        {"data": RATINGS, "bootstraps": 20},
        {"data": BAD_RATINGS, "weights": BAD_WEIGHTS, "values": BAD_SCALE, **RESAMPLING},
    ),
    coding.brennan_prediger: Call(
        {"data": RATINGS, "bootstraps": 20},
        {"data": BAD_RATINGS, "weights": BAD_WEIGHTS, "values": BAD_SCALE, **RESAMPLING},
    ),
    coding.percent_agreement: Call(
        {"data": RATINGS, "bootstraps": 20},
        {"data": BAD_RATINGS, "rule": ("pair", "Pairs", None, 1), **RESAMPLING},
    ),
    coding.agreement_table: Call(
        {"data": RATINGS, "bootstraps": 20},
        {
            "data": BAD_RATINGS,
            "level": ("metric", None, 1),
            "values": BAD_SCALE,
            **RESAMPLING,
        },
    ),
    coding.code_agreement: Call(
        {"presence": {"a": [[1, 0, 0, 1, 0], [1, 1, 0, 1, 0]]}, "bootstraps": 20},
        {
            "presence": (
                None,
                5,
                "a",
                {},
                [],
                {1: [[1, 0], [1, 0]]},
                *({"a": table} for table in BAD_RATINGS),
                {"a": [[1, 2], [1, 0]]},
                {"a": [["x", "y"], ["x", "y"]]},
            ),
            **RESAMPLING,
        },
    ),
    coding.segments: Call(
        {
            "text": "“好。”（A12）We trust. They do.\nAnn: yes",
            "unit": "sentence",
            "turns": [coding.Segment(27, 35, "Ann")],
        },
        {
            "text": (None, 5, NAN, b"text", ["text"]),
            "unit": ("word", "Turn", "", None, 1, NAN, ["turn"]),
            "turns": (None, 5, "turns", [5], [(0, 3)], [coding.Segment(0, 99)], ["ab"]),
            "line_ends": ("hard", "", None, 1, True),
        },
    ),
    coding.reanchor: Call(
        {"old_text": "Trust. Power.", "new_text": "Now Trust. Law.", "spans": [(0, 6), (7, 13)]},
        {
            "old_text": (None, 5, NAN, b"text"),
            "new_text": (None, 5, NAN, b"text"),
            "spans": (
                None,
                5,
                "0-6",
                [5],
                [(0,)],
                [(3, 2)],
                [(0, 0)],
                [(-1, 2)],
                [(0, 99)],
                [(0, NAN)],
            ),
            "threshold": (-0.1, 1.1, NAN, "0.6", None, True),
        },
    ),
    coding.disagreements: Call(
        {"data": TWO_CODERS}, {"data": BAD_RATINGS, "unit": RESAMPLING["unit"]}
    ),
    coding.span_f1: Call(
        {"codings": SPANS},
        {
            "codings": BAD_SPANS,
            "overlap": (0, 1.1, -0.5, NAN, "x", None, True),
            "coders": (5, [], ["Ann"], ["Ann", "Ann"], ["Ann", "Cy"], [1, 2]),
            "unit": RESAMPLING["unit"],
        },
    ),
    coding.unitizing_alpha: Call(
        {"codings": SPANS, "lengths": 40},
        {
            "codings": (
                *BAD_SPANS,
                SPANS.assign(end=[10, 41, 9]),
                pd.concat([SPANS, SPANS]),
                SPANS.assign(source=["J1", "J2", "J2"]),
            ),
            "lengths": (None, 0, -1, 29, 10.5, "40", NAN, {}, {"J1": 40}, {"": 0}),
            "version": ("2004", "Krippendorff 1995", "Krippendorff et al. 2016", None, 1),
            "coders": (5, [], ["Ann"], ["Ann", "Ann"], ["Ann", "Cy"], [1, 2]),
            "unit": RESAMPLING["unit"],
        },
    ),
    coding.search_texts: Call(
        {"texts": {"J1": "Die Straße, 信任"}, "query": "STRASSE", "ignore_case": True},
        {
            "texts": BAD_TEXTS,
            "query": ("", None, 5, NAN, b"x", ["x"], True),
            **dict.fromkeys(("ignore_case", "ignore_width", "whole_words"), ("yes", 1, None, NAN)),
            "limit": BAD_WHOLE,
        },
    ),
    coding.keyword_in_context: Call(
        {"texts": ["没有信任就没有合作"], "term": "信任", "width": 2},
        {
            "texts": BAD_TEXTS,
            "term": ("", " ", None, 5, NAN, b"x", ["x"]),
            "width": (-1, 1.5, "2", None, NAN, True),
            "ignore_case": ("yes", 1, None),
            "whole_words": ("yes", 1, None),
            "limit": BAD_WHOLE,
        },
    ),
    coding.citations_in: Call(
        {"text": "“我们信任他们。”（J11；T_BK9）", "known_codes": ["J11", "T_BK1"]},
        {
            "text": (None, 5, NAN, b"x", ["x"], {"a": "x"}, True, 1.5, ("x",)),
            "known_codes": (*BAD_TERM_LISTS, [], (), [""], ["J11", None], [NAN], [["J11"]]),
        },
    ),
    coding.words: Call(
        {"text": "知识搜寻动态能力很重要", "terms": ["动态能力"]},
        {"text": (None, 5, NAN, b"x", ["x"], {"a": "x"}, True, 1.5), "terms": BAD_TERM_LISTS},
    ),
    coding.word_counts: Call(
        {"texts": {"J1": "信任与合作", "J2": "合作"}, "terms": ["信任"], "stop": ["与"]},
        {
            "texts": BAD_TEXTS,
            "terms": BAD_TERM_LISTS,
            "stop": BAD_TERM_LISTS,
            "shortest": BAD_WHOLE,
            "minimum": BAD_WHOLE,
        },
    ),
    coding.term_candidates: Call(
        {"texts": ["动态能力。动态能力！动态能力"], "minimum": 2},
        {
            "texts": BAD_TEXTS,
            "terms": BAD_TERM_LISTS,
            "longest": (1, *BAD_WHOLE),
            "minimum": (1, *BAD_WHOLE),
            "stop": BAD_TERM_LISTS,
            "limit": BAD_WHOLE,
        },
    ),
    coding.suggest: Call(
        {
            "examples": QUOTES,
            "codes": ["trust", "cost", ["trust", "law"], "cost"],
            "segments": {"J9": "信任伙伴", "J10": ""},
            "min_examples": 2,
            "folds": 2,
            "repeats": 2,
        },
        {
            "examples": (*BAD_TEXTS, QUOTES[:3], ["信任", "成本", " ", "资金"], "信任"),
            "codes": (
                None,
                5,
                "trust",
                [],
                {},
                ["trust"] * 3,
                ["trust"] * 5,
                ["trust", "cost", "", "cost"],
                ["trust", "cost", [], "cost"],
                ["trust", "cost", [""], "cost"],
                ["trust", "cost", None, "cost"],
                ["trust", "cost", NAN, "cost"],
                ["trust", "cost", 3, "cost"],
                ["trust", "cost", ["law", 3], "cost"],
            ),
            "segments": BAD_TEXTS,
            "min_examples": BAD_WHOLE,
            "folds": (1, *BAD_WHOLE),
            "repeats": BAD_WHOLE,
            "confidence": (0, 1, -0.5, 1.5, NAN, "0.9", None, True),
            "seed": BAD_SEED,
            "encoder": (
                5,
                "USE",
                len,
                lambda _: None,
                lambda texts: [[1.0]] * (len(texts) - 1),
                lambda texts: [[NAN]] * len(texts),
                lambda texts: [["x"]] * len(texts),
                lambda texts: [1.0] * len(texts),
                lambda texts: [[1.0], [1.0, 2.0]] * len(texts),
            ),
        },
    ),
    coding.saturation: Call(
        {"codes_by_source": INTERVIEWS, "orders": 20},
        {
            "codes_by_source": (
                None,
                5,
                "a,b",
                {},
                [],
                [["a"], ["b"]],
                {"J1": "a"},
                {"J1": None},
                {"J1": [1, 2]},
                {"J1": [""]},
                {"J1": []},
                {1: ["a"]},
                pd.DataFrame(),
                pd.DataFrame({"a": [0, 0]}),
                pd.DataFrame({"a": [1, -1]}),
                pd.DataFrame({"a": [1, NAN]}),
                pd.DataFrame({"a": ["x", "y"]}),
                pd.DataFrame({"a": [1, 2]}, index=["J1", "J1"]),
            ),
            "base": BAD_WHOLE,
            "run": BAD_WHOLE,
            "threshold": BAD_UNIT,
            "orders": BAD_WHOLE[1:],
            "confidence": (0, 1, *BAD_UNIT),
            "seed": BAD_WHOLE[1:],
        },
    ),
    coding.data_structure: Call(
        {"codes": CODEBOOK, "members": [("trust", "contract")]},
        {"codes": BAD_CODEBOOKS, "members": BAD_MEMBERS},
    ),
    coding.grounding: Call(
        {"codes": CODEBOOK, "codings": CODED},
        {
            "codes": (*BAD_CODEBOOKS, CODEBOOK.assign(created=[1, 2, 3, 4])),
            "codings": _bad_codings("coding", "code", "source", "kind"),
            "members": BAD_MEMBERS,
        },
    ),
    coding.evidence_table: Call(
        {"codings": CODED, "concepts": ["rules", "trust", "never"], "quotes": 2},
        {
            "codings": _bad_codings("coding", "code", "source"),
            "concepts": BAD_CODE_NAMES,
            "quotes": BAD_WHOLE,
            "shortest": BAD_WHOLE,
            "longest": (*BAD_WHOLE, 5),
        },
    ),
    coding.cross_matrix: Call(
        {
            "codings": CODED,
            "rows": ["A1", "A2", "A3"],
            "columns": ["rules", "trust"],
            "row_sources": {"A1": ["J1"], "A2": ["D1"], "A3": []},
        },
        {
            "codings": _bad_codings("coding", "row", "column", "source"),
            "rows": (*BAD_CODE_NAMES, ["A1"]),
            "columns": BAD_CODE_NAMES,
            "row_sources": (5, "J1", [], {"A9": []}, {"A1": "J1"}, {"A1": [1]}, {1: ["J1"]}),
            "column_sources": (5, [], {"law": []}, {"rules": None}, {"rules": [NAN]}),
        },
    ),
    coding.replication: Call(
        {
            "codings": CODED,
            "cases": {"A1": "A", "A2": "A", "B1": "B"},
            "codes": ["rules", "trust"],
            "predictions": {"rules": ["A"]},
        },
        {
            "codings": _bad_codings("coding", "code", "case"),
            "cases": (None, 5, "A", [], {}, {"A1": "A"}, {"A1": 5, "A2": "A"}, {1: "A"}),
            "codes": BAD_CODE_NAMES,
            "predictions": (5, "A", [], {"law": ["A"]}, {"rules": ["Z"]}, {"rules": "A"}),
        },
    ),
    coding.triangulation: Call(
        {"codings": CODED, "codes": ["rules", "trust"], "kinds": ["interview", "internal"]},
        {
            "codings": _bad_codings("coding", "code", "kind", "source"),
            "codes": BAD_CODE_NAMES,
            "kinds": (5, [], [1], ["interview"], ["interview", "interview"]),
        },
    ),
    coding.process_chains: Call(
        {"relations": RELATIONS, "stages": ["start", "growth"]},
        {
            "relations": BAD_RELATIONS,
            "stages": (5, "growth", ["growth"], [1], ["start", "start"], {"begin": 1}),
        },
    ),
    coding.code_model: Call({"relations": RELATIONS}, {"relations": BAD_RELATIONS}),
    calibration.likert: Call(
        {"answers": ITEMS, "reversed_items": ["q2"]},
        {
            "answers": BAD_ANSWERS,
            "low": (6, 1.5, "1", NAN, None, True),
            "high": (1, 0, 5.5, "5", NAN, None, True),
            "reversed_items": ([], ["q9"], ["q1", "q1"], 5, [1], {"q1": 1}),
        },
    ),
    calibration.cronbach_alpha: Call(
        {"items": ITEMS}, {"items": (*BAD_ITEMS, ITEMS[["q1"]], ITEMS["q1"])}
    ),
    calibration.composite_reliability: Call(
        {"loadings": [0.8, 0.7, 0.6]},
        {"loadings": (*BAD_NUMBERS, [0.5], [0, 0], [1.2, 0.4], [-1.2, 0.4])},
    ),
    calibration.one_factor: Call(
        {"items": ITEMS},
        {
            "items": (
                *BAD_ITEMS,
                ITEMS[["q1", "q2"]],
                ITEMS.iloc[:3],
                ITEMS.assign(q3=ITEMS["q2"]),
                ITEMS.assign(q3=4),
            )
        },
    ),
    calibration.rwg: Call(
        {"items": ITEMS, "groups": TEAMS, "points": 5},
        {
            "items": (*BAD_ITEMS, ITEMS.assign(q1=9)),
            "groups": BAD_TEAMS,
            "points": (1, 0, 2.5, "5", NAN, None, True, 3),
            "null": ("Uniform", "skew", None, 0, -1, NAN, True, [2]),
        },
    ),
    calibration.icc: Call(
        {"values": [4.0, 5, 4, 2, 1, 2, 3, 5], "groups": TEAMS},
        {
            "values": (*BAD_NUMBERS, [1.0, 2.0]),
            "groups": (*BAD_TEAMS, list("ABCDEFGH")),
            "group_size": ("average", None, 1),
        },
    ),
    calibration.aggregate: Call(
        {"items": ITEMS, "groups": TEAMS, "points": 5},
        {
            "items": (*BAD_ITEMS, ITEMS.assign(q1=9)),
            "groups": BAD_TEAMS,
            "points": (1, 0, 2.5, "5", NAN, None, True, 3),
            "null": ("Uniform", "skew", None, 0, -1, NAN, True, [2]),
            "group_size": ("average", None, 1),
        },
    ),
    calibration.align_waves: Call(
        {"data": WAVES, "case": "firm", "wave": "year"},
        {
            "data": (
                None,
                5,
                "x",
                {},
                WAVES.iloc[:0],
                WAVES.assign(year=2024),
                WAVES.assign(firm=None),
                WAVES.assign(firm=""),
                WAVES.assign(year=2024.5),
                WAVES.assign(year=NAN),
                WAVES.assign(year=float("inf")),
                WAVES.assign(trust="high"),
                WAVES.assign(trust=float("inf")),
                WAVES.drop(columns="trust"),
                WAVES.rename(columns={"trust": "firm"}),
            ),
            "case": (None, 5, "", "Firm", "year", ["firm", "year"]),
            "wave": (None, 5, "", "years", "firm", ["year", "firm"]),
            "columns": (5, [], ["Trust"], ["firm"], ["trust", "trust"], [1]),
            "waves": (5, [], ["2024"], ["2024", "2024"], [2024, 2025], "2024"),
        },
    ),
    calibration.direct: Call(
        {"values": VALUES, "anchors": (1, 3, 6)},
        {
            "values": BAD_NUMBERS,
            "anchors": (
                None,
                (),
                (1, 2),
                (1, 3, 2),
                (3, 3, 3),
                (1, NAN, 6),
                ("a", "b", "c"),
                (1, 2, 3, 4),
                (1, 3, 2, 4, 5, 6),
                "1,3,6",
                5,
            ),
            "shape": ("logit", None, 1),
            "profile": ("r", None, 3.0),
        },
    ),
    calibration.indirect: Call(
        {
            "values": [1.0, 4.0, 2.0, 5.0, 3.0, 6.5, 2.4, 3.6],
            "thresholds": (2, 4),
            "terms": "linear",
        },
        {
            "values": BAD_NUMBERS,
            "thresholds": (None, (), (2, 2), (1, NAN), ("a",), "2,3"),
            "terms": ("cubic", None, 1),
        },
    ),
    calibration.thresholds: Call(
        {"values": VALUES, "cuts": (2, 4)},
        {"values": BAD_NUMBERS, "cuts": (None, (), (2, 2), (4, 2), (1, NAN), ("a",), "2", 3 + 4j)},
    ),
    calibration.rubric: Call(
        {"values": [0, 0.33, 0.67, 1]},
        {"values": (*BAD_MEMBERSHIPS, [0.5, 0.2]), "levels": (None, (), (0, 2), (0, NAN), ("a",))},
    ),
    calibration.quantile_anchors: Call(
        {"values": VALUES},
        {
            "values": (*BAD_NUMBERS, [2.0, 2.0, 2.0]),
            "quantiles": ("90/10", None, (), (0.5, 0.4, 0.9), (0.1, 0.5, 1.5), (0.1, NAN, 0.9)),
        },
    ),
    network.coherence: Call(
        {"graph": GRAPH, "leaders": "a"},
        {
            **NETWORK,
            "leaders": BAD_NODES,
            "leader_gain": (0, -1, NAN, "x", True),
            "method": ("fast", None, 1),
            "probes": (1, 2.5, "x"),
            "seed": BAD_SEED,
        },
    ),
    network.single_leaders: Call({"graph": GRAPH}, {**NETWORK, "rates": ("yes", None, 1)}),
    network.best_leaders: Call(
        {"graph": GRAPH, "size": 2},
        {
            **NETWORK,
            "size": (*BAD_WHOLE, 5, 9),
            "criterion": ("speed", None, 1),
            "candidates": BAD_NODES[1:9],
            "most_sets": BAD_WHOLE,
        },
    ),
    network.tie_gains: Call(
        {"graph": GRAPH, "leaders": "a"},
        {
            **NETWORK,
            "leaders": BAD_NODES,
            "strength": (0, -1, NAN, "x", None),
            "top": (0, 1.5, "x"),
        },
    ),
    network.leader_gains: Call(
        {"graph": GRAPH, "leaders": ["a", "e"]}, {**NETWORK, "leaders": BAD_NODES}
    ),
    network.leader_sensitivity: Call(
        {"graph": GRAPH, "draws": 3},
        {
            **NETWORK,
            "size": (*BAD_WHOLE, 5, 9),
            "share": (*BAD_UNIT, 0, 0.6),
            "draws": BAD_WHOLE,
            "seed": BAD_SEED,
        },
    ),
    network.leader_agreement: Call(
        {"networks": network.two_mode(PARTICIPATIONS)},
        {
            "networks": (
                *BAD_GRAPH[:12],
                {},
                {"one": GRAPH},
                [GRAPH, GRAPH],
                {"one": GRAPH, "other": nx.path_graph(3)},
                {"one": GRAPH, "other": None},
                {1: GRAPH, 2: GRAPH},
            ),
            "size": (*BAD_WHOLE, 3, 9),
            "weight": (5, "strenght", None),
        },
    ),
    network.consensus_curve: Call(
        {"graph": GRAPH, "leaders": "a", "times": [0.0, 1.0]},
        {
            **NETWORK,
            "leaders": BAD_NODES,
            "times": (*BAD_NUMBERS, [-1.0, 1.0], [1.0, 0.5], [1.0, 1.0]),
        },
    ),
    network.degroot: Call(
        {"graph": GRAPH, "positions": [1, 0, 0, 0, 0.5], "steps": 3},
        {
            **NETWORK,
            "positions": (*BAD_NUMBERS, [1.0, 2.0]),
            "leaders": BAD_NODES[1:9],
            "self_weight": (-0.1, 1, NAN, "x", None),
            "steps": BAD_WHOLE,
        },
    ),
    network.friedkin_johnsen: Call(
        {"graph": GRAPH, "positions": [1, 0, 0, 0, 0.5], "susceptibility": 0.5},
        {
            **NETWORK,
            "positions": (*BAD_NUMBERS, [1.0, 2.0]),
            "susceptibility": (-0.1, 1.1, NAN, "x", None, [0.5], [0.5] * 4 + [2], 1),
        },
    ),
    network.scenario: Call({"graph": GRAPH}, NETWORK),
    network.scenario_comparison: Call(
        {"size": 7},
        {
            "size": (*BAD_WHOLE, 5),
            "home": (0, 2, 6, 2.5, "x", NAN),
            "bridges": (0, 4, 1.5, "x", NAN),
        },
    ),
    network.constraint: Call({"graph": GRAPH}, NETWORK),
    network.effective_size: Call({"graph": GRAPH}, NETWORK),
    network.efficiency: Call({"graph": GRAPH}, NETWORK),
    network.hierarchy: Call({"graph": GRAPH}, NETWORK),
    network.brokerage: Call(
        {"graph": GRAPH, "groups": GROUPS, "permutations": 5},
        {
            "graph": BAD_GRAPH[:12],
            "groups": BAD_GROUPS,
            "permutations": (-1, 1.5, "x", None),
            "seed": BAD_SEED,
        },
    ),
    network.ei_index: Call(
        {"graph": GRAPH, "groups": GROUPS, "permutations": 5},
        {
            **NETWORK,
            "groups": BAD_GROUPS,
            "permutations": (-1, 1.5, "x", None),
            "seed": BAD_SEED,
        },
    ),
    network.resolve_names: Call(
        {
            "names": ["Huawei", "Huawei Co., Ltd.", "华为"],
            "aliases": {"华为": ["Huawei"]},
            "apart": [("Huawei", "华为")],
        },
        {
            "aliases": (5, "ab", [("a", "b")], {"a": "b"}, {"": ["a"]}, {1: ["b"]}, {"a": [NAN]}),
            "names": (None, 5, "Huawei", [], [1], ["a", ""], ["a", "  "], ["a", None], ["a", NAN]),
            "threshold": (*BAD_UNIT, 0.5),
            "together": (None, 5, "ab", [("a",)], [("Huawei", "Hua Wei")], ["ab"], [5]),
            "apart": (None, 5, "ab", [("a",)], [("Huawei", "Hua Wei")], ["ab"], [5]),
        },
    ),
    network.organisation_mentions: Call(
        {"text": "华为与Bosch GmbH合作", "gazetteer": {"Huawei": ["华为"]}},
        {
            "text": (None, 5, 1.5, True, NAN, b"x", [], ["a"], {}),
            "gazetteer": (
                *(None, 5, 1.5, "Huawei", [1], [""], ["  "], [None], [NAN], {1: ["a"]}, [["a"]]),
                *({"a": "b"}, {"a": 5}, {"a": None}, {"a": [1]}, {"a": [""]}, {"": ["a"]}),
            ),
        },
    ),
    network.panel: Call(
        {"data": HISTORY, "span": (2018, 2021)}, {"data": BAD_HISTORY, "span": BAD_YEARS}
    ),
    network.retention: Call(
        {"data": HISTORY},
        {"data": BAD_HISTORY, "span": BAD_YEARS, "level": (0, 1, -0.5, 2, NAN, "x", None, True)},
    ),
    network.roster: Call(
        {"data": HISTORY, "stages": {"start": (2018, 2019), "growth": (2020, None)}},
        {
            "data": BAD_HISTORY,
            "stages": (
                None,
                5,
                "start",
                {},
                [],
                {"start": 2018},
                {"start": (2018,)},
                {"start": (2019, 2018)},
                {"start": ("2018", "2019")},
                {"start": (2018.5, 2019)},
                {"start": (None, 2019)},
                {"": (2018, 2019)},
                {5: (2018, 2019)},
            ),
        },
    ),
    network.link_prediction: Call(
        {"data": JOINING, "draws": 5},
        {
            "data": (*BAD_HISTORY, HISTORY),
            "span": (*BAD_YEARS[:6], (2022, 2025)),
            "top": BAD_WHOLE,
            "draws": BAD_WHOLE,
            "seed": BAD_SEED,
            "level": (0, 1, -0.5, 2, NAN, "x", None, True),
        },
    ),
    network.phase_breaks: Call(
        {"data": [3.0, 4.0, 3.0, 9.0, 8.0, 9.0], "most_breaks": 2},
        {
            "data": (*BAD_NUMBERS, [1.0], [1.0, 2.0, 3.0], [0.0] * 401),
            "periods": (5, "abcdef", [], ["a"], ["a"] * 6),
            "most_breaks": BAD_WHOLE,
            "shortest": (*BAD_WHOLE, 4),
            "shapes": (None, 5, [], ["line"], ["level", "level"], [1]),
            "credible": (0, 1, -0.5, 2, NAN, "x", None, True),
        },
    ),
    network.niche_breadth: Call(
        {"resources": RESOURCES},
        {"resources": BAD_RESOURCES, "method": ("simpson", None, 1, "Levins", True, "")},
    ),
    network.niche_overlap: Call(
        {"resources": RESOURCES},
        {"resources": BAD_RESOURCES, "method": ("jaccard", None, 1, "Pianka", True, "")},
    ),
    network.niche_suitability: Call(
        {"factors": RESOURCES},
        {
            "factors": BAD_RESOURCES,
            "optimum": (5, "data", ["data"], {"dat": 1}, {"data": -1}, {"data": NAN}),
            "scaled": ("yes", None, 1),
        },
    ),
    network.evolution_momentum: Call(
        {"factors": RESOURCES, "optimum": {"data": 3}},
        {
            "factors": BAD_RESOURCES,
            "optimum": (5, "data", ["data"], {"dat": 1}, {"data": -1}, {"data": NAN}),
            "scaled": ("yes", None, 1),
        },
    ),
    network.resource_complementarity: Call(
        {"holdings": HOLDINGS},
        {"holdings": BAD_HOLDINGS, "method": ("jaccard", None, 1, "Coverage")},
    ),
    network.resource_gaps: Call({"holdings": HOLDINGS}, {"holdings": BAD_HOLDINGS}),
    network.resource_stage: Call(
        {"actions": STAGED},
        {
            "actions": (
                *NO_TABLE,
                _without(STAGED, "action"),
                _without(STAGED, "start"),
                {**STAGED, "start": ["", ""]},
                *_cells(
                    STAGED,
                    action=("Collocation", "use", "", None, 1.5),
                    start=(*BAD_DATES, "2021", "1000"),
                    end=(*BAD_DATES, "2018"),
                ),
            ),
            "years": BAD_WHOLE,
            "lead": BAD_UNIT,
        },
    ),
    network.routine_spread: Call(
        {"graph": GRAPH, "adopters": "a", "thresholds": 0.5},
        {
            **NETWORK,
            "adopters": BAD_NODES[:9],
            "thresholds": BAD_NODE_SHARES,
            "mode": ("copy", None, 1),
            "fit": BAD_NODE_SHARES,
            "adaptation_cost": BAD_UNIT,
        },
    ),
    network.routine_advice: Call(
        {
            "graph": GRAPH,
            "adopters": "a",
            "fit": dict(zip("abcde", (1, 1, 0.5, 1, 0), strict=True)),
        },
        {
            **NETWORK,
            "adopters": BAD_NODES[:9],
            "thresholds": BAD_NODE_SHARES,
            "fit": BAD_NODE_SHARES,
            "adaptation_cost": BAD_UNIT,
        },
    ),
    network.routine_replication: Call(
        {"adoptions": ADOPTIONS, "members": ["OEM", "Maps", "Chips"]},
        {
            "adoptions": (
                *NO_TABLE,
                _without(ADOPTIONS, "organisation"),
                _without(ADOPTIONS, "routine"),
                *_cells(
                    ADOPTIONS,
                    organisation=("", None, 1.5, "Tier 1"),
                    routine=("", NAN, 1.5),
                    date=BAD_DATES,
                    mode=("Exact", "copied", 1.5),
                ),
            ),
            "members": (5, [], [1], ["OEM", "OEM"], ["OEM"], {"OEM": 1}),
        },
    ),
    network.state_potential: Call(
        {"states": [3.0, 1.0], "growth": [0.5, 0.5]},
        {
            "states": (*BAD_NUMBERS, [1.0], [-1.0, 1.0]),
            "growth": (*BAD_NUMBERS, [1.0], [-9.0, 1.0]),
            "scale": (-1, NAN, "x", None),
            "members": (["a"], ["a", "a"], [1, 2], 5),
        },
    ),
    network.topological_potential: Call(
        {"graph": GRAPH},
        {
            **NETWORK,
            "mass": (5, "x", [1.0], [0.0] * 5, [-1.0, 1, 1, 1, 1], [NAN] * 5, {"a": 1}),
            "sigma": (0, -1, NAN, "x", True),
            "weighted": ("yes", None, 1),
        },
    ),
    network.two_mode: Call(
        {"participations": PARTICIPATIONS, "until": 2021, "roles": ["lead"]},
        {
            "participations": BAD_PARTICIPATIONS,
            **WINDOW,
            "roles": (5, [], ["leader"], [1], ["lead", "lead"], {"lead": 1}),
        },
    ),
    network.project: Call(
        {"two_mode": TWO_MODE},
        {
            "two_mode": BAD_TWO_MODE,
            "weight": ("salton", "Count", "", None, 1, True, NAN),
            "side": ("organisation", "", None, 0, True),
        },
    ),
    network.backbone: Call(
        {"graph": TWO_MODE, "method": "sdsm"},
        {
            "graph": (*BAD_GRAPH[:12], GRAPH),
            "method": ("Disparity", "disparity", "bicm", "", None, 1, True),
            "level": BAD_UNIT,
            "correction": ("fdr", "", 1, True, NAN),
            "side": ("organisation", "", None, 0, True),
        },
    ),
    network.multiplex: Call(
        {"ties": TIE_ROWS, "nodes": ["a", "b", "c", "d"], "since": "2019"},
        {
            "ties": BAD_TIE_ROWS,
            "nodes": (5, [], ["a", "b"], [1, 2], ["a", "a", "b", "c"]),
            "layers": (5, [], ["date"], [1], ["data", "data"]),
            **WINDOW,
        },
    ),
    network.layer_overlap: Call(
        {"multiplex": MULTIPLEX},
        {
            "multiplex": (None, 5, "x", [], {}, TIE_ROWS, GRAPH, TWO_MODE, NAN, True),
            "directed": ("yes", None, 1, 0, NAN, []),
        },
    ),
    network.centralities: Call({"graph": GRAPH}, NETWORK),
    network.core_periphery: Call({"graph": GRAPH}, NETWORK),
    network.small_world: Call(
        {"graph": GRAPH, "references": 3},
        {**NETWORK, "references": (*BAD_WHOLE, 1), "seed": BAD_SEED},
    ),
    network.nestedness: Call(
        {"incidence": {"a": [1, 1, 0], "b": [1, 0, 0], "c": [0, 1, 1]}, "draws": 5},
        {
            "incidence": (
                *BAD_RESOURCES,
                {"data": [1, 1]},
                {"data": [1], "chips": [0]},
                sparse.csr_array((1, 3)),
                sparse.csr_array((3, 0)),
                sparse.csr_array(np.array([[1.0, -1.0], [0.0, 1.0]])),
                sparse.csr_array(np.array([[1.0, NAN], [0.0, 1.0]])),
                sparse.csr_array(np.array([[1j, 1.0], [0.0, 1.0]])),
                sparse.csr_array((100_000, 1_000)),
            ),
            "draws": (-1, 1.5, "x", None),
            "seed": BAD_SEED,
        },
    ),
    network.structure: Call({"graph": GRAPH}, {**NETWORK, "groups": BAD_GROUPS}),
    games.Game.equations: Call({"self": TWO_PARTIES}),
    games.Game.vertices: Call({"self": TWO_PARTIES}, {"values": BAD_PARAMETERS}),
    games.Game.equilibria: Call({"self": TWO_PARTIES}, {"values": BAD_PARAMETERS}),
    games.Game.thresholds: Call(
        {"self": TWO_PARTIES, "parameter": "a", "low": -1, "high": 1},
        {
            "values": BAD_PARAMETERS,
            "parameter": ("c", "A", "", None, 1),
            "low": (NAN, "x", None, 1, 2, [0]),
            "high": (NAN, "x", None, -1, -2, [0]),
            "start": BAD_START,
        },
    ),
    games.Game.trajectory: Call(
        {"self": TWO_PARTIES, "start": [0.2, [0.5, 0.5]], "times": [0.0, 1.0]},
        {"start": (None, *BAD_START), "times": BAD_TIMES, "values": BAD_PARAMETERS},
    ),
    games.Game.trajectories: Call(
        {"self": TWO_PARTIES, "starts": [[0.2, 0.5], [1, 0]], "times": [0.0, 1.0]},
        {
            "starts": (None, 5, "x", [], [0.5], *([bad] for bad in BAD_START)),
            "times": BAD_TIMES,
            "values": BAD_PARAMETERS,
        },
    ),
    games.scenarios: Call(
        {"game": TWO_PARTIES, "assumptions": ["a > 0", "0 < b < 1"], "values": {"b": "1/3"}},
        {
            "game": BAD_GAME,
            "assumptions": BAD_INEQUALITIES,
            "values": BAD_PARAMETERS,
            "effort": (*BAD_WHOLE, 0),
        },
    ),
    games.check_scenarios: Call(
        {"game": TWO_PARTIES, "scenarios": {"1": ["a > 2"], "2": ["a < 1", "b > 0"]}},
        {
            "game": BAD_GAME,
            "scenarios": (
                None,
                5,
                "a > 1",
                {},
                ["a > 1"],
                *({"1": bad} for bad in BAD_INEQUALITIES),
            ),
            "assumptions": BAD_INEQUALITIES,
            "values": BAD_PARAMETERS,
            "examples": (5, "1", {"3": {"a": 1}}, {"1": {"c": 1}}, {"1": {"a": NAN}}, {"1": 5}),
            "effort": (*BAD_WHOLE, 0),
        },
    ),
    games.check_claims: Call(
        {"game": TWO_PARTIES, "claims": [{"point": ["wait", 0.5], "kind": "saddle"}]},
        {
            "game": BAD_GAME,
            "claims": (
                None,
                5,
                "ESS",
                [],
                {"point": ["wait", "save"], "kind": "ESS"},
                [5],
                [{"point": ["wait", "save"]}],
                [{"point": ["wait", "save"], "kind": "sink"}],
                [{"point": ["wait", "save"], "kind": None}],
                *([{"point": bad, "kind": "ESS"}] for bad in (*BAD_START, ["wait", "spend"], None)),
            ),
            "values": BAD_PARAMETERS,
        },
    ),
    games.stability_map: Call(
        {"game": TWO_PARTIES, "x": "a", "y": "b", "x_range": (0, 3), "y_range": (-1, "1/2")},
        {
            "game": BAD_GAME,
            "x": ("c", "A", "", None, 1, "b"),
            "y": ("c", "A", "", None, 1, "a"),
            "x_range": BAD_ENDS,
            "y_range": BAD_ENDS,
            "values": BAD_PARAMETERS,
        },
    ),
    games.factors: Call(
        {"game": TWO_PARTIES, "target": ("cooperate", "fund"), "assumptions": "b > 0"},
        {
            "game": BAD_GAME,
            "target": BAD_TARGET,
            "values": BAD_PARAMETERS,
            "assumptions": BAD_INEQUALITIES,
            "effort": (*BAD_WHOLE, 0),
        },
    ),
    games.separatrix: Call(
        {"game": TWO_PARTIES, "start": [0.2, [0.5, 0.5]]},
        {"game": BAD_GAME, "start": (None, *BAD_START), "values": BAD_PARAMETERS},
    ),
    games.stability_probability: Call(
        {
            "game": TWO_PARTIES,
            "target": ("cooperate", "fund"),
            "uncertain": {"a": (0, 3), "b": {"distribution": "normal", "mean": 0, "sd": 1}},
            "samples": 50,
        },
        {
            "game": BAD_GAME,
            "target": BAD_TARGET,
            "uncertain": BAD_UNCERTAIN,
            "values": BAD_PARAMETERS,
            "samples": BAD_WHOLE,
            "seed": (-1, 1.5, "x", None),
        },
    ),
    games.border_surface: Call(
        {"game": TWO_PARTIES, "values": {"a": 1, "b": 1}, "steps": 3},
        {
            "game": (*BAD_GAME, games.symmetric(np.eye(2))),
            "values": BAD_PARAMETERS,
            "steps": (*BAD_WHOLE, 1, 10_000),
        },
    ),
    games.sobol_indices: Call(
        {
            "game": TWO_PARTIES,
            "target": ("cooperate", "fund"),
            "uncertain": {"a": (-1, 3), "b": {"values": [-1, 0.5, 1]}},
            "samples": 16,
        },
        {
            "game": BAD_GAME,
            "target": BAD_TARGET,
            "uncertain": BAD_UNCERTAIN,
            "values": BAD_PARAMETERS,
            "measure": ("ess", None, 1),
            "samples": (*(bad for bad in BAD_WHOLE if bad is not None), 3, 2**30),
            "seed": (-1, 1.5, "x", None),
        },
    ),
    games.tornado: Call(
        {
            "game": TWO_PARTIES,
            "target": ("cooperate", "fund"),
            "ranges": {"a": (0, 3), "b": (0, 1)},
        },
        {
            "game": BAD_GAME,
            "target": BAD_TARGET,
            "ranges": (None, 5, {}, {"c": (0, 1)}, *({"a": bad} for bad in BAD_ENDS)),
            "values": BAD_PARAMETERS,
        },
    ),
    games.simulate: Call(
        {"game": TWO_PARTIES, "start": [0.2, 0.4], "times": [1.0], "dynamics": "ito", "level": 0.2},
        {
            "game": BAD_GAME,
            "start": (None, *BAD_START),
            "times": BAD_TIMES,
            "dynamics": ("euler", None, 1, "replicator"),
            "values": BAD_PARAMETERS,
            "level": (-1, NAN, "x", None),
            "runs": BAD_WHOLE,
            "seed": (-1, 1.5, "x", None),
        },
    ),
    games.fixation_probability: Call(
        {"matrix": [[2.0, 0.0], [3.0, 1.0]], "size": 10},
        {
            "matrix": BAD_MATRIX,
            "size": (*BAD_WHOLE, 1),
            "mutant": (-1, 2, 1.5, "x", 1),
            "resident": (-1, 2, 1.5, "x", 0),
            "mutants": (*BAD_WHOLE, 10),
            "process": ("wright", None, 1),
            "strength": (-0.1, NAN, "x", None),
        },
    ),
    games.stationary_distribution: Call(
        {"matrix": [[2.0, 0.0], [3.0, 1.0]], "size": 5, "mutation": 0.1},
        {
            "matrix": BAD_MATRIX,
            "size": (*BAD_WHOLE, 1),
            "mutation": (0, -0.1, 1.1, NAN, "x"),
            "strength": (-0.1, NAN, "x", None),
            "strategies": (["a"], ["a", "a"], [1, 2], 5),
        },
    ),
    games.critical_ratio: Call(
        {"graph": nx.cycle_graph(5), "weight": "weight"},
        {"graph": BAD_MEETING, "weight": (1, 0.5, ["weight"])},
    ),
    games.simulate_network: Call(
        {
            "graph": nx.cycle_graph(5),
            "matrix": [[2.0, 0.0], [3.0, 1.0]],
            "start": [0.4, 0.6],
            "sweeps": 3,
            "runs": 2,
        },
        {
            "graph": (None, 5, "ring", nx.DiGraph([(0, 1)]), nx.empty_graph(3), nx.Graph()),
            "matrix": BAD_MATRIX,
            "start": (None, 5, "x", [0.5], [0.5, 0.6], [0.5, NAN], {0: 1}, {}),
            "rule": ("worst", None, 1),
            "payoffs": ("sum", None, 1),
            "strength": (-0.1, NAN, "x", None),
            "mutation": (-0.1, 1.1, NAN, "x", None),
            "weight": (1, 0.5, ["weight"]),
            "sweeps": (*BAD_WHOLE, 0),
            "runs": (*BAD_WHOLE, 0),
            "seed": (-1, 1.5, "x", None),
        },
    ),
    games.sweep: Call(
        {"game": TWO_PARTIES, "sets": {"a": [1, 2]}},
        {
            "game": (None, 5, "x", {}),
            "sets": (
                None,
                5,
                "a",
                [],
                [5],
                {"a": []},
                {"a": 5},
                {"a": "1"},
                {"a": [NAN]},
                {"a": ["x"]},
                {"a": [None]},
                {"c": [1]},
                [{"a": 1}, {"b": 1}],
            ),
            "what": (None, 5, "stable", games.StableStates, games.BasinShares(samples=0)),
            "values": BAD_PARAMETERS,
            "executor": (4, "processes", True, object()),
            "progress": (4, "loud", True),
            "resume": (4, "file.json", True, {}),
        },
    ),
    games.simulate_population: Call(
        {"matrix": [[2.0, 0.0], [3.0, 1.0]], "start": [4, 6], "updates": 50, "mutation": 0.1},
        {
            "matrix": BAD_MATRIX,
            "start": (None, 5, "x", [4], [1, 0], [1.5, 2], [-1, 5], [4, NAN], [4, 6, 1]),
            "updates": (*BAD_WHOLE, 0),
            "mutation": (-0.1, 1.1, NAN, "x", None),
            "strength": (-0.1, NAN, "x", None),
            "runs": (*BAD_WHOLE, 0),
            "seed": (-1, 1.5, "x", None),
        },
    ),
    games.improve_network: Call(
        {"graph": nx.cycle_graph(5)},
        {
            "graph": (
                None,
                5,
                "ring",
                nx.DiGraph([(0, 1)]),
                nx.path_graph(2),
                nx.complete_graph(4),
            ),
            "addition": ("node", None, 1),
            "candidates": (5, "01", [], [(0, 1)], [(0, 9)], [(0,)], [5]),
            "partners": (*BAD_WHOLE, 0),
            "most": (*BAD_WHOLE, 0),
            "weight": (1, 0.5, ["weight"]),
        },
    ),
    games.Game.mechanism: Call(
        {"self": TWO_PARTIES, "target": ("cooperate", "fund"), "levers": {"a": (0, 3)}},
        {
            "target": (None, 5, "x", ("cooperate",), ("fund", "cooperate"), (), [1, 2]),
            "levers": (None, 5, {}, {"c": (0, 1)}, {"a": 1}, {"a": (2, 3)}, {"a": (0, NAN)}),
            "values": BAD_PARAMETERS,
            "margin": (0, -1, NAN, "x", None),
            "only": ("yes", None, 1),
            "basin": (-0.1, 1.1, NAN, "x", True),
        },
    ),
    games.Game.basins: Call(
        {"self": TWO_PARTIES, "samples": 20},
        {
            "values": BAD_PARAMETERS,
            "samples": BAD_WHOLE,
            "seed": (-1, 1.5, "x", None),
            "horizon": (0, -1, NAN, "x"),
        },
    ),
    calibration.half_memberships: Call(
        {"memberships": [0.2, 0.5, 0.9]},
        {
            "memberships": BAD_MEMBERSHIPS,
            "policy": ("remove", None, 1),
            "amount": (0, 0.6, -1, NAN, "x", None),
        },
    ),
    calibration.skew: Call({"memberships": [0.2, 0.6, 0.9]}, {"memberships": BAD_MEMBERSHIPS}),
    calibration.joint_dependence: Call(
        {"a_on_b": [1.0, 2.0], "b_on_a": [2.0, 5.0]},
        {
            "a_on_b": (*BAD_NUMBERS, [1.0, 2.0, 3.0]),
            "b_on_a": (*BAD_NUMBERS, [1.0]),
            "method": ("total", None, 1),
        },
    ),
    calibration.asymmetric_dependence: Call(
        {"a_on_b": [1.0, 2.0], "b_on_a": [2.0, 5.0]},
        {
            "a_on_b": (*BAD_NUMBERS, [1.0, 2.0, 3.0]),
            "b_on_a": (*BAD_NUMBERS, [1.0]),
            "method": ("gap", None, 1),
            "signed": ("yes", None, 1),
        },
    ),
    calibration.dual_logic: Call(
        {"joint": [1.0, 2.0, 5.0], "asymmetry": [0.0, 3.0, 1.0]},
        {
            "joint": (*BAD_NUMBERS, [1.0]),
            "asymmetry": (*BAD_NUMBERS, [1.0], [-1.0, 2.0, 3.0]),
            "joint_cut": (NAN, "x", float("inf")),
            "asymmetry_cut": (NAN, "x", float("inf")),
            "cases": (["a"], ["a", "a", "b"], [1, 2, 3], 5),
        },
    ),
    calibration.resource_dependence: Call(
        {"criticality": [0.2, 0.8], "concentration": [0.5, 0.4]},
        {
            "criticality": (*BAD_MEMBERSHIPS, [0.2]),
            "concentration": (*BAD_MEMBERSHIPS, [0.2]),
            "outside_options": ([0.2, 0.3], [NAN]),
        },
    ),
    calibration.alliance_dependence: Call(
        {"values": [1.0, 3.0, 5.0], "alliances": ["Film", "Film", "Chips"]},
        {
            "values": (*BAD_NUMBERS, [1.0]),
            "alliances": ("Film", None, 5, ["Film"], [1, 2, 3]),
            "method": ("sum", None, 1),
        },
    ),
    stages.fisher: Call(
        {"series": [1, 1, 2, 8, 9, 8, 20], "k": 3},
        {
            "series": (*BAD_NUMBERS[:6], *BAD_NUMBERS[7:], [[1, 2], [3]], [[1, "x"]], [1] * 3001),
            "k": (*BAD_WHOLE, 8),
            "standardize": ("yes", None, 1),
            "most": BAD_WHOLE,
            "periods": (5, ["a"], ["a"] * 7, [1, 2, 3, 4, 5, 6, 7]),
            "compared": (5, None, "patents", [5], [""]),
        },
    ),
    stages.segment: Call(
        {"events": EVENTS, "span": (2000, 2010)},
        {
            "events": BAD_EVENTS,
            "stages": (*(bad for bad in BAD_WHOLE if bad is not None), 9),
            "most_stages": BAD_WHOLE,
            "span": (5, (2000,), (2010, 2000), (2002, 2010), (2000, 2007), (1.5, 2010), "x"),
            "columns": (5, "year", ("year", "level"), ("year", "dimension", "x")),
            "concentration": (0, -1, NAN, "x", None, [], [1, 0], [[1]]),
            "credible": (0, 1, 1.5, NAN, "x", None),
            "agreement": (0, -1, 1.1, NAN, "0.8", [0.8], True),
            "coded_within_stages": ("yes", None, 1),
        },
    ),
    stages.segment_series: Call(
        {"series": [1, 2, 1, 8, 9, 8], "years": [2001, 2002, 2003, 2005, 2006, 2007]},
        {
            "series": (*BAD_NUMBERS[:6], *BAD_NUMBERS[7:], [1], [3] * 6, [[1, 2], [3]], [1] * 401),
            "years": (
                5,
                "2001",
                [2001],
                [2002, 2001, 2003, 2005, 2006, 2007],
                ["a"] * 6,
                [NAN] * 6,
            ),
            "stages": (*(bad for bad in BAD_WHOLE if bad is not None), 9),
            "most_stages": BAD_WHOLE,
            "noise": (0, -1, NAN, "x", None, [], [1, 0], [[1]]),
            "credible": (0, 1, 1.5, NAN, "x", None),
            "compared": (5, None, "patents", [5], [""]),
        },
    ),
    stages.stage_fit: Call(
        {"profiles": PROFILES, "ideals": "growth"},
        {
            "profiles": BAD_PROFILES,
            "ideals": ("Growth", None, 5, {}, {"a": [1.0]}, {**PROFILES, "growth": [0, 2]}),
            "weights": (*BAD_NUMBERS[1:], [1], [0, 0, 0], [1, -1, 1]),
            "ambiguous": (-0.1, 1.1, NAN, "x", None),
        },
    ),
    stages.stage_overlaps: Call(
        {"stages": {"first": (1998, 2010), "second": (2011, 2018), "third": (2016, None)}},
        {
            "stages": (
                None,
                5,
                {},
                [],
                "x",
                {"a": (1, 2)},
                {"a": 1, "b": 2},
                {"a": (1,), "b": (2, 3)},
                {"a": (2, 1), "b": (3, 4)},
                {"a": (1.5, 2), "b": (3, 4)},
                {"a": (NAN, 2), "b": (3, 4)},
                {"a": ("1", 2), "b": (3, 4)},
                {"a": (None, 2), "b": (3, 4)},
            )
        },
    ),
    stages.event_plan: Call(
        {"span": (2001, 2010), "starts": [2006], "events": [10], "errors": [0.1], "runs": 2},
        {
            "span": (5, (2001,), (2010, 2001), (1.5, 2010)),
            "starts": (None, 5, [], "x", [2001], [2011], [2006, 2006], [2006, 2004], [2006.5]),
            "events": (None, 5, [], "x", [0], [1.5]),
            "errors": (None, 5, [], "x", [-1], [2], [NAN]),
            "agreements": (5, [], "x", [0], [-1], [2], [NAN]),
            "dimensions": BAD_WHOLE,
            "goal": (-1, 2, NAN, "x"),
            "runs": BAD_WHOLE,
            "seed": BAD_SEED,
        },
    ),
    value.shapley: Call({"v": WORTHS}, GAME),
    value.banzhaf: Call({"v": WORTHS}, {**GAME, "normalized": ("yes", None, 1)}),
    value.solidarity: Call({"v": WORTHS}, GAME),
    value.dividends: Call({"v": WORTHS}, GAME),
    value.weighted_shapley: Call(
        {"v": WORTHS, "weights": [1, 2, 3]}, {**GAME, "weights": BAD_SHARES}
    ),
    value.owen: Call({"v": WORTHS, "unions": [[0, 1]]}, {**GAME, "unions": BAD_UNIONS}),
    value.banzhaf_owen: Call({"v": WORTHS, "unions": [[0, 1]]}, {**GAME, "unions": BAD_UNIONS}),
    value.aumann_dreze: Call({"v": WORTHS, "blocks": [[0, 1]]}, {**GAME, "blocks": BAD_UNIONS}),
    value.myerson: Call({"v": WORTHS, "graph": [(0, 1)]}, {**GAME, "graph": BAD_TIES}),
    value.tau: Call({"v": WORTHS}, GAME),
    value.gately: Call({"v": WORTHS}, GAME),
    value.prenucleolus: Call({"v": WORTHS}, GAME),
    value.nucleolus: Call({"v": WORTHS}, GAME),
    value.least_core: Call({"v": WORTHS}, GAME),
    value.core_nonempty: Call({"v": [0.0, 0, 0, 1, 0, 1, 1, 1]}, GAME),
    value.core_membership: Call(
        {"v": WORTHS, "allocation": [1, 4, 4]},
        {**GAME, "allocation": (*BAD_NUMBERS, [1, 2]), "most": BAD_WHOLE},
    ),
    value.convexity: Call({"v": WORTHS}, GAME),
    value.core_range: Call({"v": WORTHS}, GAME),
    value.nearest_core_point: Call(
        {"v": WORTHS, "target": [1, 4, 4]}, {**GAME, "target": (*BAD_NUMBERS, [1, 2])}
    ),
    value.corrected_shapley: Call(
        {"v": WORTHS, "factors": {"risk": [5, 1, 1], "input": [5, 1, 1]}, "weights": [1, 2]},
        {
            **GAME,
            "factors": (
                None,
                5,
                {},
                [],
                {"risk": [1, 2]},
                {"risk": [1, 2, -1]},
                {"risk": [0, 0, 0]},
                {"risk": [1, 2, NAN]},
                {"risk": [1, 2, "3"]},
            ),
            "weights": (*BAD_NUMBERS[1:], [1], [0, 0], [1, -1]),
            "most": BAD_WHOLE,
        },
    ),
    value.nash_bargaining: Call(
        {"total": 10, "disagreement": [1, 3], "weights": [1, 2], "caps": [4, 9]},
        {
            "total": (None, "10", NAN, float("inf"), True, [10]),
            "disagreement": (*BAD_NUMBERS, [1.0]),
            "weights": (*BAD_NUMBERS[1:], [1], [1, 0], [1, -2]),
            "caps": (*BAD_NUMBERS[1:], [4], [1, 9]),
            "players": (5, ["A"], ["A", "A"]),
        },
    ),
    value.bankruptcy: Call(
        {"estate": 200, "claims": [100, 200, 300]},
        {
            "estate": (None, "200", NAN, -1, 601, [200]),
            "claims": (*BAD_NUMBERS, [100, 200, -300], [10, 20]),
            "rule": ("Talmud", None, 1),
            "players": BAD_PLAYERS,
        },
    ),
    value.bankruptcy_game: Call(
        {"estate": 200, "claims": [100, 200, 300]},
        {
            "estate": (None, "200", NAN, -1, 601, [200]),
            "claims": (*BAD_NUMBERS, [100, 200, -300], [10, 20], [10] * 29),
            "players": BAD_PLAYERS,
        },
    ),
    value.worths_from_table: Call(
        {"table": {"A": 1, "B": 2, "A, B": 5}},
        {
            "table": (*BAD_COALITIONS, {"A": 1, "A, B": 2}, {"A": 1, "A, A": 2}),
            "players": (5, [], ["A"], ["A", "C"], ["A", "A"], [1, 2]),
        },
    ),
    value.worth_bounds: Call(
        {"table": {"A": 1, "B": 1, "C": 1, "A, B": 4, "A, B, C": 9}},
        {
            "table": (
                *BAD_COALITIONS,
                {"A": 1, "A, B": 2},
                {"A": 1, "B": 2},
                {"A": 1, "B": 2, "A, B": 2},
                {"A": 1, "A, A": 2},
                {str(place): 1 for place in range(13)},
            ),
            "players": (5, [], ["A"], ["A", "C"], ["A", "A"], [1, 2]),
        },
    ),
    value.estimated_shapley: Call(
        {"estimates": ESTIMATES, "draws": 50},
        {
            "estimates": (
                None,
                5,
                {},
                {"A": 1, "B": 2, "A, B": 3},
                ESTIMATES.iloc[:2],
                ESTIMATES.drop(columns="likely"),
                ESTIMATES.assign(low=9),
                ESTIMATES.assign(high=NAN),
                ESTIMATES.assign(likely="x"),
                ESTIMATES.assign(coalition=["A", "A", "A, B"]),
                ESTIMATES.assign(coalition=["A", "B", 3]),
                pd.concat(
                    [ESTIMATES.assign(coalition=[f"{n}", f"{n}x", f"{n}y"]) for n in range(6)]
                ),
            ),
            "players": (5, [], ["A"], ["A", "C"], ["A", "A"], [1, 2]),
            "draws": BAD_WHOLE,
            "seed": BAD_SEED,
            "confidence": (0, 1, 1.5, NAN, "x", None),
        },
    ),
    value.worths_from_synergies: Call(
        {"synergies": {"A": 1, "B": 2, "A, B": 5}},
        {"synergies": BAD_COALITIONS, "players": (5, [], ["A"], ["A", "C"], ["A", "A"], [1, 2])},
    ),
    value.shapley_from_synergies: Call(
        {"synergies": {"A": 1, "B": 2, "A, B": 5}},
        {"synergies": BAD_COALITIONS, "players": (5, [], ["A"], ["A", "C"], ["A", "A"], [1, 2])},
    ),
    value.voting_game: Call(
        {"weights": [2, 1, 1], "quota": 3},
        {
            "weights": (*BAD_VOTES, [1] * 29),
            "quota": (0, -1, 5, NAN, "3", None, [3]),
            "players": BAD_PLAYERS,
        },
    ),
    value.power_index: Call(
        {"weights": [2, 1, 1], "quota": 3},
        {
            "weights": (*BAD_VOTES, [1] * 201, [20_000, 1, 1], [4 / 3, 1, 1]),
            "quota": (0, -1, 5, NAN, "3", None, [3]),
            "index": ("Banzhaf", None, 1),
            "players": BAD_PLAYERS,
        },
    ),
    value.ahp: Call(
        {"comparisons": [[1, 2], [0.5, 1]]},
        {
            "comparisons": (
                *BAD_GRID,
                [[1, 2, 3], [1, 1, 1]],
                [[1, 2], [2, 1]],
                [[1, 0], [0, 1]],
                [[1, -2], [-0.5, 1]],
                [[2, 1], [1, 1]],
                [[1, NAN], [1, 1]],
                np.ones((16, 16)),
                pd.DataFrame([[1, 2], [0.5, 1]], index=["A", "B"], columns=["A", "C"]),
            )
        },
    ),
    value.worths_from_function: Call(
        {"function": _squares, "players": list("ABCDEF")},
        {
            "function": (
                None,
                5,
                lambda sets: sets.sum(),
                lambda sets: sets,
                lambda sets: ["a"] * len(sets),
                lambda sets: np.full(len(sets), NAN),
                lambda sets: np.ones(len(sets)),
            ),
            "players": (None, 5, [], [1, 2], ["A", "A"], [str(place) for place in range(29)]),
        },
    ),
    value.governance_plan: Call(
        {"table": GOVERNANCE, "weights": {"share": 2}},
        {
            "table": (
                None,
                5,
                "x",
                {},
                [],
                GOVERNANCE.iloc[:0],
                GOVERNANCE.drop(columns="owner"),
                GOVERNANCE.assign(dimension="compete"),
                GOVERNANCE.assign(dimension=NAN),
                GOVERNANCE.assign(mechanism=""),
                GOVERNANCE.assign(mechanism=3),
                GOVERNANCE.assign(status="done"),
                GOVERNANCE.assign(trigger=1.5),
            ),
            "mechanisms": (5, [], ["security", "security"], [1], ["share"], ["exit"]),
            "dimensions": (5, [], ["build", "build"], [1], ["security"], ["discuss"]),
            "weights": (
                5,
                "x",
                [1],
                {"trust": 1},
                {"share": -1},
                {"share": NAN},
                {"share": "2"},
                {"discuss": 0, "build": 0, "share": 0},
            ),
        },
    ),
    value.proposition_fit: Call(
        {"offers": [[1, 0.4], [0, 1]], "needs": [[0.8, 0.2]], "weights": [1, 2]},
        {
            "offers": (*BAD_UNIT_GRID, [[1, 1, 1]]),
            "needs": (*BAD_UNIT_GRID, [[1, 1, 1]]),
            "weights": (*BAD_NUMBERS[1:], [1], [0, 0], [1, -1]),
        },
    ),
    value.goal_fit: Call(
        {"goals": [[1, -0.5], [0.5, 1]]},
        {
            "goals": (*BAD_GRID, [[0.1, 1.2]], [[0.1, -1.2]], [[0.1, NAN]]),
            "weights": (*BAD_NUMBERS[1:], [1], [0, 0]),
        },
    ),
    value.stable_matching: Call(
        {"rows": [[2, 1], [1, 2]], "columns": [[1, 2], [2, 1]]},
        {
            "rows": BAD_GRID,
            "columns": (*BAD_GRID[1:], [[1, 2]]),
            "row_capacity": BAD_CAPACITY,
            "column_capacity": BAD_CAPACITY,
        },
    ),
    value.blocking_pairs: Call(
        {"pairs": [("0", "1"), ("1", "0")], "rows": [[2, 1], [1, 2]]},
        {
            "pairs": (
                None,
                5,
                "01",
                [0, 1],
                [("0",)],
                [("0", "2")],
                [("x", "1")],
                [("0", "0"), ("0", "1")],
                [("0", "0"), ("1", "0")],
            ),
            "rows": BAD_GRID,
            "columns": (*BAD_GRID[1:], [[1, 2]]),
            "row_capacity": BAD_CAPACITY,
            "column_capacity": BAD_CAPACITY,
        },
    ),
    value.optimal_assignment: Call(
        {"scores": [[3, 2], [2, 1]]},
        {
            "scores": BAD_GRID,
            "row_capacity": BAD_CAPACITY,
            "column_capacity": BAD_CAPACITY,
            "most": BAD_WHOLE,
        },
    ),
    value.consortium: Call(
        {
            "resources": pd.DataFrame({"data": [1, 0, 1], "chips": [0, 1, 1]}, index=list("ABC")),
            "needs": {"data": 1, "chips": 1},
            "fit": [[0, 5, 1], [5, 0, 1], [1, 1, 0]],
        },
        {
            "resources": (*BAD_GRID, [[-1, 1]], [[1, NAN]], [[1, 1]] * 61),
            "needs": (None, 5, {}, "data", {"x": 1}, {"data": -1}, {"data": NAN}, {"data": "1"}),
            "fit": (
                *BAD_GRID[1:],
                [[0, 1], [1, 0]],
                [[0, 5, 1], [4, 0, 1], [1, 1, 0]],
                pd.DataFrame(
                    [[0, 5, 1], [5, 0, 1], [1, 1, 0]], index=list("ABD"), columns=list("ABC")
                ),
            ),
            "size": (5, (1,), (0, 2), (2, 1), (1, 9), ("1", 2)),
            "costs": (*BAD_NUMBERS[1:], [1, 2]),
            "conflicts": (5, "AB", ["AB"], [("A",)], [("A", "A")], [("A", "Z")]),
            "within": (-1, NAN, "0", None),
            "most": BAD_WHOLE,
        },
    ),
    value.coupling: Call(
        {"table": ORDER, "weights": [1, 2]},
        {
            "table": (*BAD_UNIT_GRID, [[0.5], [0.6]]),
            "weights": (*BAD_NUMBERS[1:], [1], [0, 0], [1, -1]),
            "form": ("Classic", None, 1, "factor lost", "power lost", "pairwise sums"),
        },
    ),
    value.coupling_check: Call(
        {"table": ORDER, "reported": [0.9, 0.99, 0.99]},
        {
            "table": (*BAD_UNIT_GRID, [[0.5], [0.6], [0.7]]),
            "reported": (*BAD_NUMBERS, [1, 2]),
            "tolerance": (-1, NAN, "0", None),
        },
    ),
    value.coupling_band: Call(
        {"table": INDICATORS, "subsystems": SUBSYSTEMS, "negative": ["delay"]},
        {**SYNERGY, "subsystems": (*SYNERGY["subsystems"], {"creation": ["sales"]})},
    ),
    value.order_degrees: Call(
        {"table": INDICATORS, "subsystems": SUBSYSTEMS, "negative": ["delay"]},
        {**SYNERGY, "method": ("Entropy", None, 1)},
    ),
    value.indicator_weights: Call(
        {"table": ORDER},
        {
            "table": (*BAD_UNIT_GRID, [[0.1, 0.2]], [[0.1, 0.2], [0.1, 0.2]]),
            "method": ("Entropy", None, 1),
        },
    ),
    value.composite_synergy: Call(
        {"table": ORDER},
        {"table": (*BAD_UNIT_GRID, [[0.1, 0.2]]), "base": ("last", None, 1)},
    ),
    value.obstacle_degrees: Call(
        {"table": ORDER},
        {"table": BAD_UNIT_GRID, "weights": (*BAD_NUMBERS[1:], [1], [0, 0], [1, -1])},
    ),
    value.skyline: Call(
        {"table": [[0.9, 0.5], [0.7, 0.2], [0.6, 0.4]], "negative": ["1"]},
        {"table": (*BAD_GRID, [[1, NAN]]), "negative": (None, 5, "x", ["x"], [1])},
    ),
    value.topsis: Call(
        {"table": [[0.9, 0.5], [0.7, 0.2], [0.6, 0.4]], "negative": ["1"]},
        {
            "table": (*BAD_GRID, [[1, NAN]], [[1, 2], [1, 2]]),
            "weights": (*BAD_NUMBERS[1:], [1], [0, 0], [1, -1]),
            "negative": (None, 5, "x", ["x"], [1]),
        },
    ),
    value.rank_acceptability: Call(
        {"table": [[0.9, 0.5], [0.7, 0.2], [0.6, 0.4]], "negative": ["1"], "draws": 50},
        {
            "table": (*BAD_GRID, [[1, NAN]], [[1, 2], [1, 2]]),
            "negative": (None, 5, "x", ["x"], [1]),
            "model": ("Sum", None, 1),
            "draws": BAD_WHOLE,
            "seed": BAD_SEED,
        },
    ),
    value.grey_relation: Call(
        {"table": [[1, 2], [2, 4], [3, 3]], "reference": [1, 2, 3]},
        {
            "table": (*BAD_GRID, [[0, 1], [0, 2], [0, 3]], [[1, NAN], [2, 4], [3, 3]]),
            "reference": (*BAD_NUMBERS, [1, 2], [0, 0, 0]),
            "weights": (*BAD_NUMBERS[1:], [1], [0, 0, 0]),
            "rho": (0, 1.5, NAN, "x", None),
            "scaling": ("Mean", None, 1),
        },
    ),
    value.shapley_sampled: Call(
        {"v_function": _squares, "n": 6, "budget": 300, "seed": 1},
        {
            "v_function": (
                None,
                5,
                lambda sets: sets.sum(),
                lambda sets: sets,
                lambda sets: ["a"] * len(sets),
                lambda sets: np.full(len(sets), NAN),
                lambda sets: np.ones(len(sets)),
            ),
            "n": BAD_WHOLE,
            "budget": (*BAD_WHOLE, 100),
            "seed": BAD_SEED,
            "confidence": (0, 1, 1.5, NAN, "x", None),
            "players": (5, ["A"], ["A"] * 6),
        },
    ),
}

# expressions, row numbers, expanded counts and a listener are no results: they have own tests
VALUES_NOT_RESULTS = {
    "from_utf16",
    "game_from_markdown",
    "latex",
    "check_equations",
    "listening",
    "negate",
    "parse",
    "prospect",
    "ratings_from_confusion",
    "ratings_from_counts",
    "row_memberships",
    "row_numbers",
    "utf16_offset",
    "symmetric",
}
