"""Indirect calibration against its estimating equations."""

from __future__ import annotations

import numpy as np
import pytest

from consilience.calibration import Calibrated, indirect, regression
from consilience.errors import ArgumentError, DataError, UnknownNameError

RAW = np.array([3.0, 7.0, 11.0, 12.0, 15.0, 21.0, 22.0, 30.0, 34.0, 45.0, 60.0, 61.0])
SCORES = np.array([0, 0.2, 0, 0.4, 0.2, 0.6, 0.4, 0.6, 0.8, 1, 0.8, 1])


@pytest.mark.parametrize("terms", ["linear", "fractional polynomial"])
def test_fit_solves_the_estimating_equations(terms: str) -> None:
    found = indirect(RAW, scores=SCORES, terms=terms)  # type: ignore[arg-type]  # (parametrised text)
    powers = [np.ones(12), RAW]
    if terms != "linear":
        powers += [np.log(RAW), np.sqrt(RAW), RAW**2]
    residual = SCORES - found.memberships
    for power in powers:
        assert abs(float(power @ residual)) < 1e-8 * float(np.abs(power).sum())


def test_thresholds_make_r_rounded_groups_and_equality_stays_below() -> None:
    found = indirect(RAW, [11, 21, 45], terms="linear")
    expected = [0, 0, 0, *[0.333] * 3, *[0.667] * 4, 1, 1]
    assert found.parameters["scores"] == tuple(expected)
    assert found.parameters["thresholds"] == (11.0, 21.0, 45.0)
    assert indirect(RAW, scores=expected, terms="linear").memberships == pytest.approx(
        found.memberships
    )


def test_unit_of_the_values_does_not_matter() -> None:
    one = indirect(RAW, scores=SCORES)
    other = indirect(RAW * 1e-150, scores=SCORES)
    assert np.allclose(one.memberships, other.memberships, rtol=0, atol=1e-9)


def test_equal_values_get_the_mean_score() -> None:
    assert indirect([0, 0, 0], scores=[0, 0.5, 0.7], terms="linear").memberships == pytest.approx(
        [0.4, 0.4, 0.4]
    )


def test_turn_in_the_curve_is_noted() -> None:
    found = indirect([1, 2, 3, 4, 5, 6, 7], scores=[0.1, 0.4, 0.8, 0.9, 0.7, 0.3, 0.2])
    assert "calibration.note.not_monotone" in [note.key for note in found.notes]


def test_separated_groups_have_no_finite_solution() -> None:
    with pytest.raises(DataError, match="no finite solution"):
        indirect([1, 2, 3, 4], [2], terms="linear")
    with pytest.raises(DataError, match="no finite solution"):
        indirect([1, 2, 3], scores=[0, 0.5, 1], terms="linear")


def test_search_that_is_too_short_is_no_result(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(regression, "_ROUNDS", 1)
    with pytest.raises(DataError, match="no finite solution"):
        indirect(RAW, scores=SCORES)


def test_steep_data_need_shorter_steps() -> None:
    raw = np.array([0.57, 23.32, 0.43, 0.24, 1.66, 7.88, 1.39, 0.32])
    scores = np.array([0.01, 0.5, 0.01, 0.01, 1.0, 1.0, 0.0, 1.0])
    residual = scores - indirect(raw, scores=scores).memberships
    assert abs(float(residual.sum())) < 1e-9
    assert abs(float(raw @ residual)) < 1e-9


@pytest.mark.parametrize(
    ("values", "options", "sentence"),
    [
        ([1, 2], {}, "give exactly one of them"),
        ([1, 2], {"thresholds": [1], "scores": [0, 1]}, "give exactly one of them"),
        ([1, 2], {"thresholds": [2, 1]}, "the cuts must be strictly increasing, got 2.0, 1.0"),
        ([1, 2], {"thresholds": [1, 1]}, "the cuts must be strictly increasing, got 1.0, 1.0"),
        ([1, 2], {"thresholds": [9]}, "all cases have the same preliminary membership (0.0)"),
    ],
)
def test_unusable_groups_are_refused(
    values: list[float], options: dict[str, list[float]], sentence: str
) -> None:
    with pytest.raises(DataError) as caught:
        indirect(values, **options)  # type: ignore[arg-type]  # (parametrised options)
    assert sentence in str(caught.value)


def test_values_must_be_positive_for_the_polynomial() -> None:
    with pytest.raises(ArgumentError) as caught:
        indirect([1, 0, 3], scores=[0, 0.5, 1])
    assert str(caught.value) == "values of indirect must be greater than 0, got 0.0"


def test_scores_are_memberships_one_a_case() -> None:
    with pytest.raises(ArgumentError, match="as long as values"):
        indirect([1, 2, 3], scores=[0, 1])
    with pytest.raises(ArgumentError, match="between 0 and 1"):
        indirect([1, 2, 3], scores=[0, 1, 2])
    with pytest.raises(UnknownNameError, match="linear"):
        indirect([1, 2], [1], terms="lineal")  # type: ignore[arg-type]  # (wrong on purpose)


def test_result_goes_to_json_and_back() -> None:
    found = indirect(RAW, scores=SCORES)
    assert Calibrated.from_dict(found.to_dict()) == found
    assert found.parameters["thresholds"] is None
