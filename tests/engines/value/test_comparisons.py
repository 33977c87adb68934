"""Weights from comparisons of pairs, and games from functions."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from numpy.testing import assert_allclose

from consilience import value
from consilience.errors import ArgumentError, DataError


@pytest.mark.parametrize("size", [1, 2, 3, 7, 15])
def test_consistent_comparisons_give_their_weights_back(size: int) -> None:
    wanted = np.random.default_rng(size).dirichlet(np.ones(size))
    found = value.ahp(wanted[:, None] / wanted)
    assert_allclose(found.values, wanted, atol=1e-12)
    assert found.ratio == pytest.approx(0, abs=1e-9)
    assert [note.key for note in found.notes] == ["value.note.consistent"]


def test_three_criteria_by_hand() -> None:
    """For n = 3 the eigenvector is the geometric mean of rows, the eigenvalue 1 + r + 1/r."""
    table = np.array([[1, 3, 5], [1 / 3, 1, 4], [1 / 5, 1 / 4, 1]])
    found = value.ahp(table)
    means = np.prod(table, axis=1) ** (1 / 3)
    assert_allclose(found.values, means / means.sum())
    r = (3 * 4 / 5) ** (1 / 3)
    assert found.eigenvalue == pytest.approx(1 + r + 1 / r)
    assert found.index == pytest.approx((r + 1 / r - 2) / 2)
    assert found.ratio == pytest.approx(found.index / 0.58)
    assert [note.key for note in found.notes] == ["value.note.consistent"]


def test_contradiction_is_named() -> None:
    names = ["fit", "trust", "risk", "cost"]
    wanted = np.array([4.0, 2, 2, 1])
    table = pd.DataFrame(wanted[:, None] / wanted, index=names, columns=names)
    table.loc["fit", "cost"], table.loc["cost", "fit"] = 1 / 9, 9
    found = value.ahp(table)
    assert found.ratio > 0.1
    assert found.worst == ("fit", "cost")
    assert [note.key for note in found.notes] == ["value.note.contradict"]
    assert found.to_frame().criterion.tolist() == names


def test_rounded_reciprocals_pass_and_others_do_not() -> None:
    found = value.ahp([[1, 3], [0.33, 1]])
    assert_allclose(found.values, [0.75, 0.25], atol=0.002)
    assert found.ratio == found.index == 0
    with pytest.raises(ArgumentError, match="reciprocals"):
        value.ahp([[1, 3], [0.5, 1]])


def test_a_game_of_a_function_is_that_of_its_table() -> None:
    names = ["A", "B", "C"]
    found = value.worths_from_function(lambda sets: sets.sum(axis=1) ** 2, names)
    assert found.source == "function"
    assert found.values.tolist() == [0, 1, 1, 4, 1, 4, 4, 9]
    assert_allclose(value.shapley(found).values, [3, 3, 3])


def test_bit_i_is_player_i_also_beyond_one_call() -> None:
    weights = np.arange(1.0, 16)
    asked: list[int] = []

    def worth(sets: Any) -> Any:
        asked.append(len(sets))
        return sets @ weights

    found = value.worths_from_function(worth, [str(place) for place in range(15)])
    assert asked == [1 << 14, 1 << 14]
    assert_allclose(found.values[1 << np.arange(15)], weights)
    assert_allclose(value.shapley(found).values, weights)


def test_a_function_that_pays_nobody_is_refused() -> None:
    with pytest.raises(DataError, match="must return 0 for nobody"):
        value.worths_from_function(lambda sets: sets.sum(axis=1) + 1, ["A", "B"])
