"""Calibration against what R QCA says about Lipset's countries (see README.md)."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from consilience import calibration

FOLDER = Path(__file__).parent
VALUES = json.loads((FOLDER / "qca_values.json").read_text(encoding="utf-8"))


def _column(name: str) -> list[float]:
    with (FOLDER / "tables" / "LR.csv").open(encoding="utf-8") as file:
        return [float(row[name]) for row in csv.DictReader(file)]


def _ours(column: str, settings: dict[str, Any]) -> NDArray[np.float64]:
    raw, points = _column(column), np.atleast_1d(settings["thresholds"])
    if settings.get("type") == "crisp":
        return calibration.thresholds(raw, points).memberships
    if settings.get("method") == "indirect":
        return calibration.indirect(raw, points).memberships
    return calibration.direct(
        raw,
        points,
        shape="logistic" if settings.get("logistic", True) else "linear",
        profile="fsQCA" if "idm" in settings else "R",
    ).memberships


@pytest.mark.parametrize("entry", VALUES["calibrate"], ids=str)
def test_memberships_are_those_of_r(entry: dict[str, Any]) -> None:
    found, expected = _ours(entry["column"], entry["settings"]), np.array(entry["values"])
    inside = (expected > 0) & (expected < 1)
    assert np.abs(found - expected)[inside].max(initial=0) < 2e-6
    as_r = not {"idm", "method"} & entry["settings"].keys()  # R cuts those off near the ends too
    assert np.abs(found - expected).max() < (2e-6 if as_r else 1e-4)


def test_every_table_of_the_values_is_here() -> None:
    tables = {path.stem for path in (FOLDER / "tables").glob("*.csv")}
    assert tables == {"LR", *VALUES["tables"]}
    assert VALUES["version"] == "3.23"
