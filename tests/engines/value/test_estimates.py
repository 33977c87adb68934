"""Worths that are estimates, and tables with gaps."""

from __future__ import annotations

from itertools import product

import numpy as np
import pandas as pd
import pytest
from numpy.testing import assert_allclose

from consilience import value
from consilience.errors import DataError

NAMES = ["A", "B", "C", "A, B", "A, C", "B, C", "A, B, C"]


def _table(low: list[float], likely: list[float], high: list[float]) -> pd.DataFrame:
    return pd.DataFrame({"coalition": NAMES, "low": low, "likely": likely, "high": high})


def test_sure_estimates_are_the_shapley_value() -> None:
    worths = [1.0, 0, 2, 4, 5, 3, 9]
    found = value.estimated_shapley(_table(worths, worths, worths), draws=20)
    wanted = value.shapley(value.worths_from_table(dict(zip(NAMES, worths, strict=True))))
    assert_allclose(found.values, wanted.values)
    assert_allclose(found.low, found.high)
    assert found.in_core == 1
    assert list(found.to_frame().columns) == ["player", "value", "low", "high", "first"]


def test_draws_follow_the_triangles() -> None:
    low, likely, high = [0.0] * 7, [1.0] * 6 + [6.0], [4.0] * 6 + [9.0]
    found = value.estimated_shapley(_table(low, likely, high), draws=20_000)
    assert_allclose(found.values.sum(), (0 + 6 + 9) / 3, atol=0.05)
    assert_allclose(found.first.sum(), 1, atol=1e-9)
    assert (found.low < found.values).all()
    assert (found.values < found.high).all()
    wider = value.estimated_shapley(_table(low, likely, high), draws=20_000, confidence=0.99)
    assert (wider.low < found.low).all()
    assert 0 < found.in_core < 1


def test_bounds_hold_for_every_completion() -> None:
    known = {"A": 1.0, "B": 0, "C": 2, "A, C": 5, "A, B, C": 9}
    found = value.worth_bounds(known)
    assert found.known.tolist() == [True, True, True, False, True, True, False, True]
    shares = []
    for ends in product((0, 1), repeat=2):
        worths = found.lower.copy()
        for place, end in zip((3, 6), ends, strict=True):
            worths[place] = (found.lower, found.upper)[end][place]
        shares.append(value.shapley(worths).values)
    assert_allclose(np.min(shares, axis=0), found.low)
    assert_allclose(np.max(shares, axis=0), found.high)
    assert found.lower[3] == 1
    assert found.upper[3] == 9 - 2
    assert "2 of 7 coalitions" in str(found.notes[0])
    assert found.to_frame().known.sum() == 5


def test_full_table_leaves_nothing_open() -> None:
    found = value.worth_bounds({"A": 1, "B": 2, "A, B": 5})
    assert_allclose(found.low, found.high)
    assert not found.notes


def test_table_that_cannot_be_bounded_is_refused() -> None:
    with pytest.raises(DataError, match="A, B less than its parts"):
        value.worth_bounds({"A": 3, "B": 3, "A, B": 5})
    with pytest.raises(DataError, match="have no worth, the first is A, B, C"):
        value.worth_bounds({"A": 3, "B": 3, "C": 1, "A, B": 7})


@pytest.mark.parametrize("gap", [None, float("nan")])
def test_an_empty_worth_is_bounded_but_no_worth(gap: float | None) -> None:
    table = {"A": 1, "B": 1, "C": 1, "A, B": gap, "A, B, C": 9}
    without = {name: worth for name, worth in table.items() if name != "A, B"}
    assert value.worth_bounds(table) == value.worth_bounds(without)
    with pytest.raises(DataError, match="no worth, the first is A, B"):
        value.worths_from_table(table)
