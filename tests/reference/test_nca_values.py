"""Ceilings against R NCA 5.0.1; see README.md for how the values were made."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from consilience import qca

HERE = Path(__file__).parent
VALUES: dict[str, Any] = json.loads((HERE / "nca_values.json").read_text(encoding="utf-8"))
SCATTERS = [(table, condition) for table, entry in VALUES["tables"].items() for condition in entry]
# the line ends in the upper right corner; R's meets it 1e-16 too late and says NA for level 100
ROUNDED_IN_R = {("LC", "LIT"), ("LM", "LIT"), ("crisp_06", "C"), ("multi_03", "D")}


def _analysis(table: str, condition: str) -> qca.NecessaryConditionAnalysis:
    data = pd.read_csv(HERE / "tables" / f"{table}.csv", index_col=0)
    return qca.nca(data, str(data.columns[-1]), [condition])


def _same_needs(found: tuple[float, ...], wanted: list[float | str | None]) -> bool:
    read = [math.nan if value is None else 0.0 if value == "NN" else value for value in wanted]
    return np.allclose(found, np.array(read, dtype=np.float64), rtol=0, atol=1e-7, equal_nan=True)


def test_there_are_many_scatters() -> None:
    assert len(SCATTERS) > 150


@pytest.mark.parametrize(("table", "condition"), SCATTERS)
def test_step_function(table: str, condition: str) -> None:
    wanted = VALUES["tables"][table][condition]
    found = _analysis(table, condition).of(condition, "CE-FDH")
    assert math.isclose(found.scope, wanted["scope"], rel_tol=1e-9)
    assert math.isclose(found.effect_size, wanted["step"]["effect"], abs_tol=1e-9)
    assert sorted(found.peers) == sorted(map(str, wanted["peers"]))
    assert _same_needs(found.needed, wanted["step"]["needed"])


@pytest.mark.parametrize(("table", "condition"), SCATTERS)
def test_line(table: str, condition: str) -> None:
    wanted = VALUES["tables"][table][condition]["line"]
    found = _analysis(table, condition).of(condition, "CR-FDH")
    assert math.isclose(found.effect_size, wanted["effect"], abs_tol=1e-9)
    needed = (
        [*wanted["needed"][:-1], 100.0] if (table, condition) in ROUNDED_IN_R else wanted["needed"]
    )
    assert _same_needs(found.needed, needed)
    if (table, condition) in ROUNDED_IN_R:
        assert wanted["needed"][-1] is None
    if wanted["slope"] is None:
        assert math.isnan(found.slope)
        assert math.isnan(found.accuracy)
    else:
        assert math.isclose(found.slope, wanted["slope"], rel_tol=1e-9)
        assert math.isclose(found.intercept, wanted["intercept"], rel_tol=1e-8, abs_tol=1e-8)
        assert math.isclose(100 * found.accuracy, wanted["accuracy"], rel_tol=1e-9)
