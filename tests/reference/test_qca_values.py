"""The QCA core against R QCA 3.23; see README.md for how the values were made."""

from __future__ import annotations

import json
import math
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from consilience import qca

HERE = Path(__file__).parent
VALUES: dict[str, Any] = json.loads((HERE / "qca_values.json").read_text(encoding="utf-8"))
OUTCOMES = [
    (table, outcome) for table, entry in VALUES["tables"].items() for outcome in entry["outcomes"]
]


@cache
def _table(name: str) -> pd.DataFrame:
    return pd.read_csv(HERE / "tables" / f"{name}.csv", index_col=0)


def _name(outcome: str, data: pd.DataFrame) -> str:
    return ("~" if outcome.startswith("~") else "") + str(data.columns[-1])


def _model(terms: list[str] | tuple[str, ...]) -> frozenset[frozenset[str]]:
    return frozenset(frozenset(term.split("*")) for term in terms)


def _same(found: float, value: float | None) -> bool:
    return value is None or math.isclose(found, value, abs_tol=1.01e-6)


def _check_models(found: tuple[qca.Model, ...], values: list[dict[str, Any]]) -> None:
    wanted = {_model(value["terms"]): value for value in values}
    assert {_model(model.terms) for model in found} == set(wanted)
    assert len(found) == len(wanted)
    for model in found:
        value = wanted[_model(model.terms)]
        measured = (model.inclusion, model.pri, model.coverage)
        assert all(_same(x, y) for x, y in zip(measured, value["fit"], strict=True))
        unique = {frozenset(f.expression.split("*")): f.unique_coverage for f in model.term_fits}
        for term, covered in zip(value["terms"], value["unique"], strict=True):
            assert _same(unique[frozenset(term.split("*"))], covered)


@pytest.mark.parametrize(("name", "outcome"), OUTCOMES)
def test_truth_tables(name: str, outcome: str) -> None:
    data, entry = _table(name), VALUES["tables"][name]["outcomes"][outcome]
    rows = entry["rows"]
    for run in entry["runs"]:
        table = qca.truth_table(
            data,
            _name(outcome, data),
            inclusion_cut=VALUES["inclusion_cut"],
            pri_cut=run["pri_cut"],
            frequency_cut=run["n_cut"],
        )
        assert list(table.numbers) == rows["number"]
        assert table.n.tolist() == rows["n"]
        assert "".join(table.out) == run["out"]
        np.testing.assert_allclose(table.inclusion, rows["inclusion"], atol=1.01e-6)
        for found, value in zip(table.pri.tolist(), rows["pri"], strict=True):
            # R calls an undefined PRI 0
            assert _same(0.0 if math.isnan(found) else found, value)
        assert [",".join(cases) for cases in table.cases] == rows["cases"]


@pytest.mark.parametrize(("name", "outcome"), OUTCOMES)
def test_necessity(name: str, outcome: str) -> None:
    data, entry = _table(name), VALUES["tables"][name]["outcomes"][outcome]
    cuts = VALUES["necessity_cuts"]
    found = qca.necessity(
        data,
        _name(outcome, data),
        inclusion_cut=cuts["incl.cut"],
        relevance_cut=cuts["ron.cut"],
        coverage_cut=cuts["cov.cut"],
    )
    singles = {item.expression: item for item in found.single}
    assert set(singles) == set(entry["single"])
    passing = {i.expression: i for i in (*found.passing, *found.conjunctions, *found.disjunctions)}
    wanted = {key.replace("+", " + "): value for key, value in entry["necessity"].items()}
    assert set(passing) == set(wanted)
    for name_of, values in {**entry["single"], **wanted}.items():
        item = singles.get(name_of) or passing[name_of]
        measured = (item.inclusion, item.relevance, item.coverage)
        for x, y in zip(measured, values, strict=True):
            assert _same(0.0 if math.isnan(x) else x, y)


@pytest.mark.parametrize(("name", "outcome"), OUTCOMES)
def test_solutions(name: str, outcome: str) -> None:
    data, entry = _table(name), VALUES["tables"][name]["outcomes"][outcome]
    for run in {run["out"]: run for run in entry["runs"]}.values():
        table = qca.truth_table(
            data,
            _name(outcome, data),
            inclusion_cut=VALUES["inclusion_cut"],
            pri_cut=run["pri_cut"],
            frequency_cut=run["n_cut"],
        )
        solved = entry["solutions"][run["out"]]
        _check_simple(table, solved)
        for expected in ("presence", "mixed"):
            if "pairs" in solved.get(expected, {}):
                _check_intermediate(table, solved[expected])


def _check_simple(table: qca.TruthTable, solved: dict[str, Any]) -> None:
    conservative = qca.minimize(table)
    if "error" in solved["conservative"]:
        assert conservative.status == "no sufficient row"
    else:
        _check_models(conservative.models, solved["conservative"]["models"])
    parsimonious = qca.minimize(table, "parsimonious")
    if "error" in solved["parsimonious"]:
        assert parsimonious.status != "solved"
        return
    _check_models(parsimonious.models, solved["parsimonious"]["models"])
    values = solved["parsimonious"]
    assumed = {
        _model(model["terms"]): rows
        for model, rows in zip(values["models"], values["assumptions"], strict=True)
    }
    for model in parsimonious.models:
        rows = list(qca.remainders(table, model.terms).rows)
        assert rows == sorted(assumed[_model(model.terms)])


def _check_intermediate(table: qca.TruthTable, values: dict[str, Any]) -> None:
    expected = {
        name: [int(v) for v in text.split(";")]
        for name, text in zip(table.conditions, values["expected"], strict=True)
        if text != "-"
    }
    found = qca.minimize(table, "intermediate", expected)
    wanted = [model for pair in values["pairs"].values() for model in pair["models"]]
    _check_models(found.models, list({_model(m["terms"]): m for m in wanted}.values()))
    easy = sorted(list(qca.remainders(table, pair.terms).rows) for pair in found.pairs)
    assert easy == sorted(sorted(pair["easy"]) for pair in values["pairs"].values())
