"""Robustness: what stays when cut-offs move and cases leave."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

from consilience import qca
from consilience.errors import DataError
from consilience.qca.dataset import calibrated, memberships
from tables import random_table

DATA = random_table(11, 3, 24, "fuzzy")


def _union(terms: tuple[str, ...]) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    if not terms:
        return np.zeros(len(DATA))
    if terms == ("1",):
        return np.ones(len(DATA))
    return memberships(qca.parse(" + ".join(terms)), calibrated(DATA, ["A", "B", "C"], "test"))


def test_each_test_is_the_analysis_under_that_setting() -> None:
    found = qca.robustness(DATA, "Y", inclusion_cut=0.7, inclusion_cuts=(0.6, 0.7, 0.75))
    settings = [(run.setting, run.value) for run in found.tests]
    assert settings[:3] == [
        ("inclusion_cut", "0.6"),
        ("inclusion_cut", "0.75"),
        ("frequency_cut", "2"),
    ]
    assert [value for name, value in settings if name == "case"] == list(DATA.index)
    for run in found.tests:
        data = DATA.drop(index=run.value) if run.setting == "case" else DATA
        cuts = {"inclusion_cut": 0.7, "frequency_cut": 1}
        if run.setting != "case":
            cuts[run.setting] = float(run.value) if "." in run.value else int(run.value)
        wanted = qca.minimize(qca.truth_table(data, "Y", **cuts), "parsimonious")  # type: ignore[arg-type]  # cuts by name
        assert run.model_count == wanted.model_count
        if run.terms:
            assert run.terms in {model.terms for model in wanted.models}
        assert run.same == (set(run.terms) == set(found.terms))


def test_fit_and_cases_follow_their_definitions() -> None:
    found = qca.robustness(DATA, "Y", inclusion_cut=0.7, leave_one_out=True)
    y = DATA["Y"].to_numpy()
    first, others = _union(found.terms), [_union(run.terms) for run in found.tests]
    least, most = np.min(others, axis=0), np.max(others, axis=0)
    core = np.minimum(first, least)

    def ratio(a: float, b: float) -> float:
        return a / b if b else float("nan")

    overlap = ratio(float(np.minimum(first, most).sum()), float(np.maximum(first, most).sum()))
    np.testing.assert_allclose(found.fit.overlap_maximum, overlap)
    covered = ratio(float(np.minimum(core, y).sum()), float(np.minimum(first, y).sum()))
    np.testing.assert_allclose(found.fit.coverage, covered)
    shaky = {c for c, x, t in zip(DATA.index, first, least, strict=True) if min(x, 1 - t) > 0.5}
    assert shaky >= {*found.cases.shaky_typical, *found.cases.shaky_deviant}
    robust = {c for c, x, v in zip(DATA.index, core, y, strict=True) if x > 0.5 and v > 0.5}
    assert robust == set(found.cases.robust_typical)
    for term, share in zip(found.terms, found.survival, strict=True):
        assert share == np.mean([term in run.terms for run in found.tests])


def test_a_law_without_exception_is_robust_to_everything() -> None:
    bits = np.array([[n >> 1 & 1, n & 1] for n in range(4)] * 5, dtype=float)
    data = pd.DataFrame(bits, columns=["A", "B"]).assign(Y=bits[:, 0])
    found = qca.robustness(data, "Y", frequency_cuts=(1, 2, 3), pri_cuts=(0.5, 0.9))
    assert found.terms == ("A",)
    assert found.survival == (1.0,)
    assert found.cases.rank == 1
    assert found.fit == qca.RobustnessFit(1.0, 1.0, 1.0, 1.0)
    assert [(r.low, r.high) for r in found.ranges] == [(0.75, 0.9), (0.0, 0.9), (1.0, 3.0)]
    assert found.cases.ratio_typical == 1.0
    assert math.isnan(found.cases.ratio_deviant)
    assert found.notes == ()


def test_a_range_ends_where_the_model_changes() -> None:
    found = qca.robustness(
        DATA,
        "Y",
        inclusion_cut=0.7,
        inclusion_cuts=(0.0, 0.69, 0.7, 0.71, 1.0),
        leave_one_out=False,
    )
    span = found.ranges[0]
    same = {float(run.value): run.same for run in found.tests if run.setting == "inclusion_cut"}
    assert span.initial == 0.7
    inside = [value for value in same if span.low <= value <= span.high]
    assert all(same[value] for value in inside)
    assert span.low > 0.0
    assert span.high < 1.0


def test_tests_without_solution_are_named() -> None:
    data = pd.DataFrame({"A": [1, 0, 0], "Y": [1, 0, 0]}, index=["one", "two", "three"])
    found = qca.robustness(data, "Y", frequency_cuts=(1,), inclusion_cuts=(0.8,))
    assert [run.terms for run in found.tests] == [(), ("A",), ("A",)]
    assert "case one" in str(found.notes[0])


def test_what_cannot_be_tested_is_refused() -> None:
    settings = {"inclusion_cuts": (), "frequency_cuts": (), "leave_one_out": False}
    with pytest.raises(DataError, match="nothing is tried"):
        qca.robustness(DATA, "Y", inclusion_cut=0.7, **settings)  # type: ignore[arg-type]  # by name
    with pytest.raises(DataError, match="no initial solution"):
        qca.robustness(DATA, "Y", inclusion_cut=1.0, pri_cut=1.0)


def test_a_condition_may_be_called_outcome() -> None:
    data = DATA.rename(columns={"A": "outcome"})
    found = qca.robustness(data, "Y", inclusion_cut=0.7, leave_one_out=False)
    plain = qca.robustness(DATA, "Y", inclusion_cut=0.7, leave_one_out=False)
    assert len(found.terms) == len(plain.terms)


def test_other_solutions_can_be_tested() -> None:
    found = qca.robustness(
        DATA, "Y", inclusion_cut=0.7, solution="intermediate", expectations="A, B"
    )
    assert found.parameters["solution"] == "intermediate"
    assert len(found.tests) == 4 + 1 + len(DATA)
