"""Truth tables and figures that the tests of the figures share."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations

import networkx as nx
import numpy as np
import pandas as pd

from consilience import network, plots, qca, stages, value
from consilience.calibration import dual_logic
from consilience.plots import Figure
from engines.plots.game_samples import GAME_KINDS, game_figures

LONG = {"C1": "governance by contract", "C2": "joint dependence of partners"}


FIGURE_KINDS = (
    "xy",
    "xy necessary",
    "calibration",
    "dual logic",
    *(f"venn {count}" for count in range(1, 6)),
    "chart",
    "chart of paths",
    "chart of values",
    "diversity",
    "diversity of eight",
    "diversity of values",
    "diversity as curve",
    "configurations",
    "robustness",
    "nca",
    "network",
    "network with layers",
    "network of 300",
    "network without ties",
    "layers",
    "two-mode",
    "ego",
    "ego by potential",
    "consensus",
    "leaders",
    "evolution",
    "retention",
    "matrix",
    *GAME_KINDS,
    "divisions",
    "divisions without core",
    "core",
    "core at a corner",
    "core empty",
    "no imputation",
    "order degrees",
    "order degrees of one period",
    "matching",
    "acceptability",
    "governance",
    "timeline",
    "timeline of one event",
    "timeline of many",
)
ORGANISATIONS = (
    "吉利汽车", "华为", "百度阿波罗", "宁德时代", "上汽集团", "北京市经信局", "清华大学", "地平线",
    "Desay SV Automotive Electronics Co., Ltd.", "四维图新", "滴滴出行", "中国信通院",
)  # fmt: skip


def alliance() -> nx.MultiGraph:
    """Return twelve organisations with ties of five layers."""
    random = np.random.default_rng(5)
    graph = nx.MultiGraph()
    graph.add_nodes_from(ORGANISATIONS)
    for layer in ("研发", "标准", "equity", "data", "供应"):
        for a, b in combinations(ORGANISATIONS, 2):
            if random.random() < 0.12:
                graph.add_edge(a, b, layer=layer, weight=int(random.integers(1, 5)))
    return graph


def large_network(count: int = 300) -> nx.Graph:
    """Return a random network with some nodes that have no ties."""
    graph = nx.gnm_random_graph(count, 2 * count, seed=4)
    return nx.relabel_nodes(graph, {n: f"Company {n}" for n in graph})


def frame(conditions: int, cases: int, *, seed: int = 1, levels: int = 2) -> pd.DataFrame:
    """Return crisp cases around a few prototypes, with an outcome that two paths explain."""
    random = np.random.default_rng(seed)
    prototypes = random.integers(0, levels, (9, conditions))
    values = prototypes[random.integers(0, 9, cases)]
    values = np.where(
        random.random(values.shape) < 0.15, random.integers(0, levels, values.shape), values
    )
    names = [f"C{place + 1}" for place in range(conditions)]
    found = pd.DataFrame(values, columns=names, index=[f"K{n + 1}" for n in range(cases)])
    path = (found["C1"] > 0) & (found[names[-1]] > 0)
    found["Y"] = np.where(random.random(cases) < 0.05, ~path, path).astype(int)
    return found


def table(conditions: int, cases: int, *, seed: int = 1, levels: int = 2) -> qca.TruthTable:
    """Return a truth table of such cases."""
    return qca.truth_table(
        frame(conditions, cases, seed=seed, levels=levels), "Y", inclusion_cut=(0.8, 0.5)
    )


def configuration_tables() -> list[qca.ConfigurationTable]:
    """Return the configurations of an outcome and of its negation."""
    data = frame(4, 40)
    return [
        qca.configurations(qca.minimize(qca.truth_table(data, side), "intermediate", {"C1": value}))
        for side, value in (("Y", 1), ("~Y", 0))
    ]


def _networks() -> dict[str, Figure]:
    graph, large = alliance(), large_network()
    sectors = {name: f"sector {n % 9}" for n, name in enumerate(ORGANISATIONS)}
    firms = [f"Firm {n}" for n in range(40)]
    rows = {
        "organisation": firms + firms[:9],
        "collaboration": [f"联盟 {n % 5}" for n in range(49)],
    }
    club = nx.karate_club_graph()
    curves = {
        name: network.consensus_curve(club, leader, np.linspace(0, 4, 30))
        for name, leader in (("Mr. Hi", 0), ("John A", 33), ("两人共同", (0, 33)))
    }
    roles = network.brokerage(club, {n: data["club"] for n, data in club.nodes(data=True)})
    singles = network.single_leaders(club).to_frame().head(12)
    value = singles["total_variance"].to_numpy()
    return {
        "network": plots.network_figure(
            nx.Graph(graph), groups=sectors, leaders=["华为"], key="network-grouped"
        ),
        "network with layers": plots.network_figure(graph),
        "network of 300": plots.network_figure(large, groups=[n % 7 for n in range(300)]),
        "network without ties": plots.network_figure(nx.empty_graph(30)),
        "layers": plots.layers_figure(graph, groups=sectors, leaders=["华为"]),
        "two-mode": plots.two_mode_figure(rows),
        "ego": plots.ego_figure(club, 0, groups={n: n % 3 for n in club}),
        "ego by potential": plots.ego_figure(
            club, 33, potential=network.topological_potential(club)
        ),
        "consensus": plots.consensus_figure(curves),
        "leaders": plots.leader_figure(
            singles["leader"].astype(str).tolist(), value, 0.8 * value, 1.3 * value, marked=["33"]
        ),
        "evolution": plots.evolution_figure(
            range(2014, 2026),
            [3, 5, 8, 14, 20, 30, 33, 31, 36, 40, 38, 38],
            [3, 2, 3, 7, 8, 12, 6, 3, 8, 6, 3, 0],
            [0, 0, 0, 1, 2, 2, 3, 5, 3, 2, 5, 0],
            breaks=[(2017, 2016, 2018), (2021, 2021, 2023), (2022, 2022, 2022)],
        ),
        "retention": plots.retention_figure(
            [1, 2, 3, 4], [0.9, 0.7, 0.6, 0.5], [0.8, 0.6, 0.5, 0.3], [1, 0.8, 0.7, 0.7],
            at_risk=[120, 90, 60, 33],
        ),
        "matrix": plots.matrix_figure(
            roles.z[:14], [str(n) for n in roles.nodes[:14]], [*network.ROLES, "total"], measure="z"
        ),
    }  # fmt: skip


def _of_value() -> dict[str, Figure]:
    random = np.random.default_rng(6)
    players = [*ORGANISATIONS[:8], f"{ORGANISATIONS[8]} (Huizhou) Research Division"]
    own = random.integers(1, 5, 9)
    split = {name: own + 12 * random.dirichlet(np.ones(9)) for name in ("shapley", "tau", "ours")}
    equal = {name: [1 / 3] * 3 for name in ("shapley", "nucleolus", "tau", "talmud")}
    majority = [0, 0, 0, 1, 0, 1, 1, 1]
    long = [players[8], "Beijing Baidu Apollo Intelligent Technology Co., Ltd.", "地平线"]
    degrees = np.clip(np.cumsum(random.random((14, 4)) * 0.11, axis=0), 0, 1)
    level = degrees.mean(axis=1)
    needs = ["华为", "City of Beijing Economic and Information Bureau", "OEM"]
    pairs = [(players[n], needs[n % 2]) for n in range(5)]
    plan = {
        "dimension": ["build"] * 12 + ["discuss"],
        "mechanism": ["security"] * 12 + ["standards coordination"],
        "owner": ["OEM"] * 12 + [""], "trigger": ["leak"] * 12 + [""], "indicator": [""] * 13,
        "status": ["in force", "planned", "agreed", "suspended"] * 3 + [""],
    }  # fmt: skip
    return {
        "divisions": plots.division_figure(
            players, split, own, core=(own, own + 9), outside=["tau", "ours"]
        ),
        "divisions without core": plots.division_figure(long, equal, core_empty=True),
        "core": plots.core_figure(
            [0, 1, 1, 4, 1, 4, 4, 9],
            {**{name: [3, 3, 3] for name in equal}, "ours": [-0.5, 2.5, 7], "a": [1, 1, 1]},
            long,
        ),
        "core at a corner": plots.core_figure(
            [0, 0, 0, 1, 0, 1, 0, 1], {"shapley": [4 / 6, 1 / 6, 1 / 6], "nucleolus": [1, 0, 0]}
        ),
        "core empty": plots.core_figure(majority, equal, long),
        "no imputation": plots.core_figure([0, 2, 3, 4, 4, 5, 6, 7], equal, long),
        "order degrees": plots.order_degree_figure(
            [f"{year} 上半年" for year in range(2012, 2026)], ["共商", "build", "share", "safety"],
            degrees, level, 0.9 * level, np.minimum(1, 1.1 * level),
        ),
        "order degrees of one period": plots.order_degree_figure(
            ["2024"], ["discuss", "build"], [[0.5, 0.5]], [0.7], [0.6], [0.7]
        ),
        "matching": plots.matching_figure(
            players, needs, pairs, random.random((9, 3)).round(2),
            blocking=[(players[7], needs[0])], gaps=["OEM"],
        ),
        "acceptability": plots.acceptability_figure(
            players, random.dirichlet(np.ones(9) / 2, 9),
            {name: random.permutation(9) + 1 for name in ("equal", "entropy", "ahp", "ours")},
        ),
        "governance": plots.governance_figure(value.governance_plan(plan)),
        **_timelines(),
    }  # fmt: skip


def _timelines() -> dict[str, Figure]:
    told = {"basic informatization": (1998, 2010), "networking": (2011, 2018), "生态": (2016, None)}
    what = ["strategy", "resources of partners and of the alliance", "技术", "performance"]
    years = [*range(2000, 2020), *range(2012, 2020), *[2015] * 11]
    rows = [what[year % 2] if year < 2010 else what[2 + year % 2] for year in years]
    events = {"year": years, "dimension": ["all"] * len(years), "level": rows}
    many = [*range(1900, 1990)] * 3
    kinds = ["a" if year < 1940 else "b" for year in many]
    long = {"year": many, "dimension": ["all"] * len(many), "level": kinds}
    return {
        "timeline": plots.timeline_figure(
            years, rows, stages.segment(events, stages=4), told=told
        ),
        "timeline of one event": plots.timeline_figure(
            [2020], ["strategy"], stages.segment({k: v[:1] for k, v in events.items()} | {
                "year": [2020]}), told={"the only stage that anybody told of": (2020, 2020)}
        ),
        "timeline of many": plots.timeline_figure(many, kinds, stages.segment(long)),
    }  # fmt: skip


def every_figure() -> Mapping[str, Figure]:
    """Return a figure of each kind, some of them crowded."""
    random = np.random.default_rng(3)
    x, y = random.random((2, 60)).round(2)
    names = [f"Case {n}" for n in range(60)]
    five, eight, nine = table(5, 40), table(8, 90), table(9, 150)
    three = table(3, 60, levels=3)
    data = pd.DataFrame({"X": x, "Y": y}, index=names)
    dual = dual_logic(x, y, cases=names)
    robust = qca.robustness(frame(5, 40), "Y", solution="parsimonious", pri_cut=0.5)
    return {
        "xy": plots.xy_plot(x, y, cases=names, x_label="X", y_label="Y"),
        "xy necessary": plots.xy_plot(
            x, y, cases=names, x_label="X", y_label="Y", relation="necessary"
        ),
        "calibration": plots.calibration_plot(x, x, (0.1, 0.5, 0.9), name="X", profile="R"),
        "dual logic": plots.dual_logic_plot(dual, x_label="joint", y_label="unequal"),
        **{f"venn {k}": plots.venn(table(k, 30), labels=_long(k)) for k in range(1, 6)},
        "chart": plots.configuration_chart(nine, labels=LONG),
        "chart of paths": plots.configuration_chart(
            five, qca.minimize(five, "parsimonious").models[0], labels=LONG
        ),
        "chart of values": plots.configuration_chart(three),
        "diversity": plots.limited_diversity(five, labels=LONG),
        "diversity of eight": plots.limited_diversity(eight, qca.minimize(eight, "parsimonious")),
        "diversity of values": plots.limited_diversity(three),
        "diversity as curve": plots.limited_diversity(nine),
        "configurations": plots.configuration_table(configuration_tables(), labels=LONG),
        "robustness": plots.robustness_dashboard(robust),
        "nca": plots.nca_plot(qca.nca(data, "Y", ["X"]), "X", x, y, cases=names),
        **_networks(),
        **game_figures(),
        **_of_value(),
    }


def _long(conditions: int) -> dict[str, str]:
    return {name: words for name, words in LONG.items() if int(name[1:]) <= conditions}
