"""Embedded logic and power logic."""

from __future__ import annotations

import math

import pytest
from scipy.stats import spearmanr

from consilience.calibration import DualLogic, asymmetric_dependence, dual_logic, joint_dependence
from consilience.errors import ArgumentError, DataError

CASES = ["A", "B", "C", "D", "E"]
JOINT, ASYMMETRY = [9, 8, 2, 3, 5], [0, 1, 4, 5, 2]


def test_every_dyad_has_a_quadrant_and_every_quadrant_its_dyads() -> None:
    found = dual_logic(JOINT, ASYMMETRY, cases=CASES)
    assert found.quadrant == (
        "embedded logic",
        "embedded logic",
        "power logic",
        "power logic",
        "neither",
    )
    assert found.members == {
        "embedded logic": ("A", "B"),
        "power logic": ("C", "D"),
        "both": (),
        "neither": ("E",),
    }
    assert found.dominant == "neither"
    assert found.parameters == {"joint_cut": 5.0, "asymmetry_cut": 2.0}
    assert found.trend == pytest.approx(spearmanr(JOINT, ASYMMETRY).statistic)
    assert DualLogic.from_dict(found.to_dict()) == found
    assert found.to_frame().loc["C", "quadrant"] == "power logic"


@pytest.mark.parametrize(
    ("joint_cut", "asymmetry_cut", "dominant"),
    [(0, 9, "embedded logic"), (9, 0, "power logic"), (0, -1, "neither"), (9, 9, "neither")],
)
def test_given_cuts_decide(joint_cut: float, asymmetry_cut: float, dominant: str) -> None:
    found = dual_logic(JOINT, ASYMMETRY, joint_cut=joint_cut, asymmetry_cut=asymmetry_cut)
    assert found.dominant == dominant


def test_constant_measure_has_no_trend_and_says_so() -> None:
    found = dual_logic([1, 1], [0, 3])
    assert math.isnan(found.trend)
    assert [note.key for note in found.notes] == ["calibration.note.no_trend"]
    assert DualLogic.from_dict(found.to_dict()) == found


def test_measures_of_dyads_go_straight_in() -> None:
    ours, theirs = [5, 1, 3], [5, 4, 3]
    found = dual_logic(joint_dependence(ours, theirs), asymmetric_dependence(ours, theirs))
    assert found.quadrant == ("embedded logic", "power logic", "neither")


def test_signed_asymmetry_is_refused() -> None:
    with pytest.raises(DataError, match=r"without its sign, got -1.0 at 2"):
        dual_logic([1, 2], [1, -1])
    with pytest.raises(ArgumentError, match="as long as joint"):
        dual_logic([1, 2], [1])
    with pytest.raises(ArgumentError, match="joint_cut of dual_logic must be a finite number"):
        dual_logic([1, 2], [1, 2], joint_cut="high")  # type: ignore[arg-type]  # (wrong on purpose)
