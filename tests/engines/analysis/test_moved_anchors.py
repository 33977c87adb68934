"""Moved anchors: of raw values in a notebook, and of a study."""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np
import pandas as pd
import pytest

from consilience import analysis, calibration, qca
from consilience.analysis.memberships import memberships
from consilience.analysis.moved_anchors import Movable, anchor_alternatives
from consilience.demo import demo_study
from consilience.errors import ArgumentError, ConsilienceError, DataError, UnknownNameError
from consilience.study import Study, step

RNG = np.random.default_rng(8)
RAW = pd.DataFrame({name: RNG.integers(10, 71, 30) / 10 for name in "ABY"})
RAW["Y"] = (0.6 * RAW["A"] + 0.4 * RAW["Y"]).round(2)
RAW.index = pd.Index([f"c{n}" for n in range(1, 31)])
ANCHORS = {"A": (2.0, 4.05, 6.0), "B": (6.0, 4.05, 2.0), "Y": (2.0, 4.005, 6.0)}


def _calibrated(**other: tuple[float, ...]) -> pd.DataFrame:
    points = {**ANCHORS, **other}
    return RAW.assign(
        **{name: calibration.direct(RAW[name], points[name]).memberships for name in points}
    )


def _sweep(**changes: Any) -> qca.Robustness:
    return analysis.anchor_robustness(RAW, ANCHORS, "Y", **changes)


def test_what_if_the_crossover_were_another() -> None:
    found = _sweep(other={"A": {"crossover": 4.6}})
    (run,) = found.tests
    assert (run.kind, run.setting, run.value) == ("data", "A crossover", "4.6")
    table = qca.truth_table(_calibrated(A=(2.0, 4.6, 6.0)), "Y")
    wanted = qca.minimize(table, "parsimonious")
    assert run.terms in {model.terms for model in wanted.models}
    fit = qca.fit(_calibrated(A=(2.0, 4.6, 6.0)), " + ".join(run.terms), "Y").whole
    np.testing.assert_allclose((run.inclusion, run.coverage), (fit.inclusion, fit.coverage))


def test_every_anchor_is_moved_by_shares_of_the_way_to_the_next() -> None:
    found = _sweep(shares=(-0.2, 0.5))
    tried: dict[str, list[float]] = {}
    for run in found.tests:
        tried.setdefault(run.setting, []).append(float(run.value))
    assert list(tried) == [
        f"{name} {anchor}" for name in "ABY" for anchor in ("full_out", "crossover", "full_in")
    ]
    np.testing.assert_allclose(tried["A full_out"], [2 - 0.2 * 2.05, 2 + 0.5 * 2.05])
    np.testing.assert_allclose(tried["A crossover"], [4.05 - 0.2 * 2.05, 4.05 + 0.5 * 1.95])
    np.testing.assert_allclose(tried["A full_in"], [6 - 0.2 * 1.95, 6 + 0.5 * 1.95])
    np.testing.assert_allclose(tried["B full_out"], [6 - 0.2 * 1.95, 6 + 0.5 * 1.95])
    np.testing.assert_allclose(tried["B full_in"], [2 - 0.2 * 2.05, 2 + 0.5 * 2.05])


def test_ranges_end_where_the_solution_changes() -> None:
    found = _sweep()
    assert len(found.tests) == 10 * 9
    first = qca.minimize(qca.truth_table(_calibrated(), "Y"), "parsimonious").models[0]
    assert found.terms == first.terms
    ends = 0
    for span in found.ranges:
        name, anchor = span.setting.split()
        place = ("full_out", "crossover", "full_in").index(anchor)
        for value in span.tested:
            points = list(ANCHORS[name])
            points[place] = value
            table = qca.truth_table(_calibrated(**{name: tuple(points)}), "Y")
            models = qca.minimize(table, "parsimonious").models
            stays = any(set(model.terms) == set(first.terms) for model in models)
            if span.low <= value <= span.high:
                assert stays
            if value in {span.below, span.above}:
                assert not stays
                ends += 1
    assert ends


def test_whole_lists_of_anchors_and_other_tests() -> None:
    found = _sweep(
        other={"A": [[1, 4, 7], (2, 4.2, 6)], "Y": {"full_in": [5.5, 6.5]}},
        shares=(),
        settings={
            "inclusion_cut": 0.75,
            "tests": qca.RobustnessTests(
                leave_one_out=False, frequency_cuts=(), combined=["inclusion_cut", "data"]
            ),
        },
    )
    assert found.parameters["inclusion_cut"] == 0.75
    assert [run.value for run in found.tests if run.kind == "data"] == [
        "1, 4, 7",
        "2, 4.2, 6",
        "5.5",
        "6.5",
    ]
    assert sum(run.kind == "combined" for run in found.tests) == 3 * 4
    assert [span.setting for span in found.ranges] == ["inclusion_cut", "Y full_in"]


def test_program_of_calibration_is_kept() -> None:
    found = analysis.anchor_robustness(
        RAW, ANCHORS, "Y", profile="fsQCA", other={"A": {"crossover": 4.6}}
    )
    points = {**ANCHORS, "A": (2.0, 4.6, 6.0)}
    frame = RAW.assign(
        **{
            name: calibration.direct(RAW[name], points[name], profile="fsQCA").memberships
            for name in points
        }
    )
    whole = qca.fit(frame, " + ".join(found.tests[0].terms), "Y").whole
    np.testing.assert_allclose(found.tests[0].inclusion, whole.inclusion)


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"other": {"K": [[1, 2, 3]]}}, UnknownNameError),
        ({"other": {"A": {"middle": 3}}}, UnknownNameError),
        ({"other": {"A": {"crossover": 7}}}, DataError),
        ({"other": {"A": {"crossover": "3"}}}, ArgumentError),
        ({"other": {"A": 3}}, ArgumentError),
        ({"other": {"A": "1, 2, 3"}}, ArgumentError),
        ({"other": {"A": [[1, 2]]}}, DataError),
        ({"other": [1, 2]}, ArgumentError),
        ({"shares": (1.0,)}, DataError),
        ({"shares": (-1.5,)}, DataError),
        ({"shares": "0.1"}, ArgumentError),
        ({"shares": ()}, DataError),
        ({"profile": "r"}, UnknownNameError),
    ],
)
def test_what_cannot_be_moved_is_refused(
    changes: dict[str, Any], error: type[ConsilienceError]
) -> None:
    with pytest.raises(error) as caught:
        _sweep(**changes)
    assert caught.value.sentence("zh")
    with pytest.raises(UnknownNameError):
        analysis.anchor_robustness(RAW, {**ANCHORS, "K": (1, 2, 3)}, "Y")


def _moves(anchors: tuple[float, ...], *shares: float) -> list[tuple[str, float]]:
    raw = np.array([0.0, 2.0, 10.0])
    frame = pd.DataFrame({"A": raw})

    def calibrate(_: str, points: tuple[float, ...]) -> np.ndarray[Any, np.dtype[np.float64]]:
        return np.full(3, points[0])

    found = anchor_alternatives(frame, {"A": Movable(anchors, raw)}, calibrate, shares, {})
    return [(item.setting, float(item.value)) for item in found]


def test_a_single_threshold_moves_towards_the_ends_of_the_data() -> None:
    assert _moves((4.0,), -0.5, 0.5) == [("A anchor_1", 2.0), ("A anchor_1", 7.0)]
    assert _moves((2.0, 4.0), 0.5) == [("A anchor_1", 3.0), ("A anchor_2", 5.0)]


def test_the_inner_anchors_of_a_bell_may_coincide() -> None:
    moved = _moves((1.0, 2.0, 3.0, 3.0, 5.0, 6.0), -0.5, 0.5)
    assert moved == [
        ("A left_full_out", 0.5),
        ("A left_full_out", 1.5),
        ("A left_crossover", 1.5),
        ("A left_crossover", 2.5),
        ("A left_full_in", 2.5),
        ("A right_full_in", 4.0),
        ("A right_crossover", 4.0),
        ("A right_crossover", 5.5),
        ("A right_full_out", 5.5),
        ("A right_full_out", 6.5),
    ]


def _with(study: Study, **settings: object) -> qca.Robustness:
    """Return the robustness of the demonstration under settings of the step."""
    named = {"outcome": "VC", "pri_cut": 0.7, "inclusion_cuts": [], "frequency_cuts": []}
    one = step(1, "robustness", {**named, "leave_one_out": False, **settings})
    chosen = dataclasses.replace(study, steps=(one,))
    ((_, finding),) = analysis.run(chosen)
    found: qca.Robustness = qca.Robustness.from_dict(finding.result)
    return found


def test_the_anchors_of_a_study_are_moved() -> None:
    study = demo_study()
    names = ["JD", "AD", "CG", "RG", "CC"]
    found = _with(
        study, conditions=names, anchors={"CG": {"crossover": [2.5, 3.5]}, "VC": [[1, 3.2, 5]]}
    )
    assert [run.value for run in found.tests] == ["2.5", "3.5", "1, 3.2, 5"]
    condition = study.condition("CG")
    first, crossover, last = condition.anchors
    other = dataclasses.replace(condition, anchors=(first, 3.5, last))
    conditions = tuple(other if item.code == "CG" else item for item in study.conditions)
    moved = memberships(dataclasses.replace(study, conditions=conditions))
    frame = moved.complete((*names, "VC"))
    wanted = qca.minimize(qca.truth_table(frame, "VC", names, 0.8, 0.7), "parsimonious")
    run = found.tests[1]
    assert run.model_count == wanted.model_count
    assert run.terms in {model.terms for model in wanted.models}
    whole = qca.fit(frame, " + ".join(run.terms), "VC").whole
    np.testing.assert_allclose((run.inclusion, run.coverage), (whole.inclusion, whole.coverage))
    assert found.ranges[0].initial == crossover
    by_share = _with(study, anchor_shares=[-0.2, 0.2])
    assert len(by_share.tests) == 2 * 3 * 6


def test_cases_and_conditions_of_a_study_are_varied() -> None:
    study = demo_study()
    codes = [case.code for case in study.cases]
    found = _with(
        study,
        conditions=["JD", "CG", "CC"],
        subsets={"first": codes[:30]},
        condition_sets=[["JD", "RG"]],
        subsamples=3,
    )
    assert [run.kind for run in found.tests] == ["subset", *["subsample"] * 3, "conditions"]
    names = ["JD", "CG", "CC", "RG", "VC"]
    frame = memberships(study).complete(names)
    part = frame.loc[[code for code in codes[:30] if code in frame.index]]
    assert len(part) < 30
    table = qca.truth_table(part, "VC", ["JD", "CG", "CC"], 0.8, 0.7)
    assert found.tests[0].model_count == qca.minimize(table, "parsimonious").model_count
    for settings in (
        {"subsets": 5},
        {"subsets": {"x": ["nobody"]}},
        {"condition_sets": 5},
        {"condition_sets": [["nobody"]]},
        {"anchors": {"JD": {"middle": 3}}},
        {"anchor_shares": [2]},
    ):
        with pytest.raises(ConsilienceError):
            _with(study, **settings)
