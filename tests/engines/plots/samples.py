"""Truth tables and figures that the tests of the figures share."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from consilience import plots, qca
from consilience.calibration import dual_logic
from consilience.plots import Figure

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
)


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
    }


def _long(conditions: int) -> dict[str, str]:
    return {name: words for name, words in LONG.items() if int(name[1:]) <= conditions}
