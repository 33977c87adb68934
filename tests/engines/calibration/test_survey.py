"""Survey functions: gaps, degenerate cases by name, problems with their place."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

from consilience import calibration
from consilience.errors import ArgumentError, DataError, UnknownNameError

NAN = float("nan")


def test_likert_turns_reversed_items_and_lists_every_problem() -> None:
    answers = pd.DataFrame(
        {"q1": [5, 4, 4, 9, NAN], "q2": [1, 2, 4, 2, NAN], "q3": [5, 4.5, 4, 0, NAN]},
        index=["Ann", "Bo", "Cy", "Dan", "Eve"],
    )
    found = calibration.likert(answers, reversed_items=["q2"])
    assert found.to_frame()["q2"].tolist()[:4] == [5, 4, 2, 4]
    assert np.asarray(found)[0].tolist() == [5, 5, 5]
    kinds = [(item.kind, item.respondent, item.item) for item in found.problems]
    assert kinds == [
        ("out of range", "Dan", "q1"),
        ("out of range", "Dan", "q3"),
        ("not whole", "Bo", "q3"),
        ("straight line", "Cy", ""),
        ("no answer", "Eve", ""),
    ]
    assert np.isnan(found.scores[3]).tolist() == [True, False, True]
    sentences = [str(note) for note in found.notes]
    assert sentences[0] == (
        "2 answer(s) lie outside the scale and are left out, by respondent(s) Dan."
    )
    assert len(sentences) == 4
    assert found.parameters == {"low": 1, "high": 5, "reversed_items": ["q2"]}


def test_an_item_that_was_not_turned_looks_reversed() -> None:
    answers = {"q1": [1, 2, 4, 5, 3], "q2": [1, 3, 4, 5, 3], "q3": [5, 4, 2, 1, 3]}
    found = calibration.likert(answers)
    assert [(item.kind, item.item) for item in found.problems] == [("looks reversed", "q3")]
    assert found.problems[0].value < -0.9
    assert not calibration.likert(answers, reversed_items=["q3"]).problems


def test_equal_answers_are_suspicious_only_with_reversed_items() -> None:
    answers = {"q1": [4, 3, 1], "q2": [4, 3, 2], "q3": [4, 3, 1]}
    assert not calibration.likert(answers).problems
    assert not calibration.likert(answers, reversed_items=["q1", "q2", "q3"]).problems
    turned = calibration.likert(answers, reversed_items=["q2"]).problems
    assert [(p.kind, p.respondent) for p in turned if p.respondent] == [("straight line", "1")]
    two = {"q1": [3, 4, 1], "q2": [3, 2, 5]}
    assert not calibration.likert(two, reversed_items=["q2"]).problems


def test_a_scale_from_zero_or_below() -> None:
    found = calibration.likert({"q1": [-2, 0, 2]}, low=-2, high=2, reversed_items=["q1"])
    assert found.scores.ravel().tolist() == [2, 0, -2]
    with pytest.raises(ArgumentError, match="high of likert must be greater than 5"):
        calibration.likert({"q1": [1]}, low=5, high=5)


def test_respondents_with_gaps_are_left_out_and_counted() -> None:
    items = {"q1": [1, 2, 4, 5, None], "q2": [2, 2, 4, 4, 1], "q3": [1, 3, 4, NAN, 1]}
    found = calibration.cronbach_alpha(items)
    complete = {"q1": [1, 2, 4], "q2": [2, 2, 4], "q3": [1, 3, 4]}
    assert found.alpha == calibration.cronbach_alpha(complete).alpha
    assert found.respondents == 3
    assert str(found.notes[0]) == "2 of 5 respondents left out because of gaps."


def test_alpha_without_variation_is_undefined_by_name() -> None:
    constant = calibration.cronbach_alpha({"q1": [3, 3, 3], "q2": [2, 2, 2]})
    assert constant.undefined == "no variation"
    assert math.isnan(constant.alpha)
    assert math.isnan(constant.standardized)
    assert [note.key for note in constant.notes] == [
        "calibration.note.alpha_undefined",
        "calibration.note.constant",
    ]
    opposed = calibration.cronbach_alpha({"q1": [1, 2, 3], "q2": [3, 2, 1]})
    assert opposed.undefined == "no variation"
    assert math.isnan(opposed.standardized)
    assert "calibration.note.against" in [note.key for note in opposed.notes]


def test_two_items_have_no_alpha_without_one() -> None:
    found = calibration.cronbach_alpha({"q1": [1, 2, 4, 5], "q2": [2, 2, 4, 4]})
    assert all(math.isnan(item.alpha_without) for item in found.items)
    assert found.to_frame()["name"].tolist() == ["q1", "q2"]
    assert float(found) == found.alpha


def test_loadings_of_both_signs_are_warned_of() -> None:
    found = calibration.composite_reliability([0.8, -0.7])
    assert [note.key for note in found.notes] == ["calibration.note.signs"]
    assert found.to_frame()["items"].item() == 2
    assert not calibration.composite_reliability([-0.8, -0.7]).notes


def test_a_heywood_case_is_named() -> None:
    answers = {
        "q1": [1, 2, 4, 5, 3, 2], "q2": [2, 2, 4, 4, 3, 3], "q3": [1, 3, 4, 5, 2, 2],
    }  # fmt: skip
    found = calibration.one_factor(answers)
    assert found.boundary == ("q1",)
    assert found.uniquenesses[0] == pytest.approx(0.005)
    assert found.notes[0].key == "calibration.note.heywood"
    assert found.degrees == 0
    assert math.isnan(found.p_value)
    assert np.asarray(found).tolist() == found.loadings.tolist()
    assert found.to_frame()["item"].tolist() == ["q1", "q2", "q3"]
    assert calibration.composite_reliability(found).composite_reliability > 0.9


def test_a_planted_factor_is_found() -> None:
    random = np.random.default_rng(5)
    loadings = np.array([0.9, 0.8, 0.7, 0.6, -0.5])
    factor = random.normal(size=20_000)
    noise = random.normal(size=(20_000, 5)) * np.sqrt(1 - loadings**2)
    found = calibration.one_factor(pd.DataFrame(factor[:, None] * loadings + noise))
    assert found.loadings.tolist() == pytest.approx(loadings.tolist(), abs=0.02)
    assert found.p_value > 0.001


def test_rwg_of_groups_that_cannot_have_one() -> None:
    items = {"q1": [1, 5, 3, 4, None], "q2": [5, 1, 3, 3, 3]}
    found = calibration.rwg(items, ["A", "A", "B", "C", "C"], points=5)
    assert [item.members for item in found.groups] == [2, 1, 1]
    assert found.groups[0].outside
    assert found.groups[0].agreement == 0
    assert math.isnan(found.groups[1].agreement)
    assert [note.key for note in found.notes] == [
        "calibration.note.incomplete",
        "calibration.note.rwg_outside",
        "calibration.note.small_groups",
    ]
    none = calibration.rwg({"q1": [1, 5]}, ["A", "B"], points=5)
    assert math.isnan(none.mean)
    assert math.isnan(none.median)
    assert math.isnan(none.share_enough)


def test_rwg_refuses_what_the_scale_or_the_null_cannot_be() -> None:
    with pytest.raises(DataError, match="differ by 6, more than a scale of 5 points"):
        calibration.rwg({"q1": [1, 7]}, ["A", "B"], points=5)
    with pytest.raises(DataError, match="variance of the heavy skew distribution for 4 points"):
        calibration.rwg({"q1": [1, 2]}, ["A", "B"], points=4, null="heavy skew")
    with pytest.raises(UnknownNameError, match="did you mean uniform"):
        calibration.rwg({"q1": [1, 2]}, ["A", "B"], points=4, null="unifrm")  # type: ignore[arg-type]


def test_icc_of_degenerate_groups_by_name() -> None:
    groups = ["A", "A", "B", "B"]
    flat = calibration.icc([3, 3, 3, 3], groups)
    assert flat.undefined == "no variation"
    assert math.isnan(flat.icc1)
    equal = calibration.icc([1, 5, 1, 5], groups)
    assert equal.undefined == "equal means"
    assert equal.icc1 == pytest.approx(-1)
    assert math.isnan(equal.icc2)
    agreed = calibration.icc([0.1, 0.1, 0.7, 0.7], groups)
    assert (agreed.icc1, agreed.icc2, agreed.undefined) == (1, 1, "")
    assert math.isnan(agreed.f_value)
    assert [note.key for note in agreed.notes] == ["calibration.note.icc_agreed"]
    below = calibration.icc([1, 5, 2, 5], groups)
    assert below.icc1 < 0
    assert [note.key for note in below.notes] == ["calibration.note.icc_negative"]
    assert flat.to_frame()["groups"].item() == 2
    with pytest.raises(DataError, match="every group has one member"):
        calibration.icc([1, 2], ["A", "B"])


def test_a_group_without_complete_answers_has_no_score() -> None:
    items = {"q1": [1, 2, 4, 4, None], "q2": [1, 2, 4, 5, 3]}
    found = calibration.aggregate(items, ["A", "A", "B", "B", "C"], points=5)
    assert math.isnan(found.groups[2].score)
    assert found.groups[2].members == 0


def test_waves_are_aligned_and_gaps_listed() -> None:
    data = pd.DataFrame(
        {
            "firm": ["Maps", "Chips", "Maps", "Chips", "Lidar"],
            "wave": ["start", "start", "end", "end", "end"],
            "trust": [3.0, 2, 4, NAN, 5],
            "power": [1, 2, 2, 3, 4],
        }
    )
    found = calibration.align_waves(data, case="firm", wave="wave")
    assert found.waves == ("start", "end")
    assert found.complete == ("Maps",)
    assert [(item.case, item.wave) for item in found.missing] == [
        ("Chips", "end"),
        ("Lidar", "start"),
    ]
    assert str(found.notes[0]) == "2 of 3 cases lack values in some wave."
    trust = found.of("trust")
    assert trust.to_numpy()[0].tolist() == [3, 4]
    assert np.isnan(trust.to_numpy()[1, 1])
    assert found.to_frame().columns.tolist() == [
        "trust start", "power start", "trust end", "power end",
    ]  # fmt: skip
    assert found.to_frame().loc["Lidar", "power end"] == 4
    turned = calibration.align_waves(
        data, case="firm", wave="wave", columns=["trust"], waves=["end", "start", "later"]
    )
    assert turned.waves == ("end", "start", "later")
    assert turned.complete == ()
    with pytest.raises(UnknownNameError):
        found.of("cost")


def test_numbers_of_waves_rise() -> None:
    data = {"firm": ["M", "M", "M"], "year": [2030, 2009, 2010.0], "trust": [3, 1, 2]}
    found = calibration.align_waves(data, case="firm", wave="year")
    assert found.waves == ("2009", "2010", "2030")
    assert found.values.ravel().tolist() == [1, 2, 3]
    assert not found.notes


def test_a_case_occurs_once_in_a_wave() -> None:
    data = {"firm": ["M", "M"], "year": [2024, 2024], "trust": [3, 1]}
    with pytest.raises(DataError, match="case M occurs twice in wave 2024"):
        calibration.align_waves(data, case="firm", wave="year")
    with pytest.raises(ArgumentError, match="another column than case"):
        calibration.align_waves(data, case="year", wave="year")
