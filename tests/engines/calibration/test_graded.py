"""Crisp and multi-value groups, and scores on a rubric."""

from __future__ import annotations

import numpy as np
import pytest

from consilience.calibration import rubric, thresholds
from consilience.errors import ArgumentError, DataError


def test_one_cut_makes_a_crisp_set_with_its_notes() -> None:
    found = thresholds([1, 2, 3, 3, 4, 5], [1.5])
    assert found.memberships.tolist() == [0, 1, 1, 1, 1, 1]
    assert [note.key for note in found.notes] == ["calibration.note.skew"]


def test_value_on_a_cut_is_in_the_upper_group() -> None:
    found = thresholds([549, 550, 850, 851], [550, 850])
    assert found.memberships.tolist() == [0, 1, 2, 2]
    assert found.notes == ()
    assert found.parameters == {"method": "thresholds", "cuts": (550.0, 850.0)}


def test_empty_groups_are_named() -> None:
    found = thresholds([1, 2], [5, 6])
    assert [str(note) for note in found.notes] == ["No case is in group(s) 1, 2."]


@pytest.mark.parametrize("cuts", [[2, 1], [1, 1]])
def test_cuts_must_increase(cuts: list[float]) -> None:
    with pytest.raises(DataError, match="cuts must be strictly increasing"):
        thresholds([1, 2], cuts)


def test_rubric_takes_thirds_as_people_write_them() -> None:
    found = rubric([0, 0.33, 0.333, 0.67, 0.6667, 1])
    assert found.memberships.tolist() == [0, 1 / 3, 1 / 3, 2 / 3, 2 / 3, 1]
    assert found.values[1] == 0.33


def test_rubric_keeps_levels_as_given() -> None:
    found = rubric(np.array([0.33, 0.5]), (0, 0.33, 0.5, 0.67, 1))
    assert found.memberships.tolist() == [0.33, 0.5]
    assert found.notes[0].values["places"] == (2,)


def test_score_off_the_levels_names_its_place() -> None:
    with pytest.raises(DataError) as caught:
        rubric([0, 1, 0.4])
    assert str(caught.value) == (
        "the score 0.4 at 3 is on no level of the rubric (0.0, 0.3333, 0.6667, 1.0)"
    )


@pytest.mark.parametrize("levels", [[1], [1, 0], [0, 0.005, 1], [0.2, 0.2]])
def test_levels_must_be_told_apart(levels: list[float]) -> None:
    with pytest.raises(DataError, match="levels of a rubric"):
        rubric([1], levels)
    with pytest.raises(ArgumentError, match="between 0 and 1"):
        rubric([1], [0, 2])
