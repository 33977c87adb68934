from __future__ import annotations

import numpy as np
import pandas as pd
import polars as pl
import pytest

from consilience import checks
from consilience.errors import ArgumentError, UnknownNameError


def test_numbers_are_copied_and_locked() -> None:
    given = np.array([1.0, 2.0])
    found = checks.numbers(given, "x", "f")
    given[0] = 9
    assert found.tolist() == [1.0, 2.0]
    with pytest.raises(ValueError, match="read-only"):
        found[0] = 3
    assert checks.numbers((1, 2.5), "x", "f").tolist() == [1.0, 2.5]
    assert checks.numbers(pd.Series([1, 2]), "x", "f").tolist() == [1.0, 2.0]


@pytest.mark.parametrize(
    "value",
    [
        [True, 0.1],
        np.array([True, False]),
        np.array(["2020-01-01"], dtype="datetime64[D]"),
        np.array([1 + 2j]),
        [1, "2"],
        np.array(["a"]),
        [[1], [2, 3]],
        object(),
    ],
)
def test_what_is_no_number_is_refused(value: object) -> None:
    with pytest.raises(ArgumentError):
        checks.numbers(value, "x", "f")


@pytest.mark.parametrize(
    "frame",
    [
        pl.DataFrame({"A": [0.1, 0.9], "B": [1.0, 0.0]}),
        {"A": [0.1, 0.9], "B": [1.0, 0.0]},
        pd.DataFrame({"A": [0.1, 0.9], "B": [1.0, 0.0]}, index=[1, 2]),
    ],
)
def test_any_frame_becomes_the_same_table(frame: object) -> None:
    wanted = pd.DataFrame({"A": [0.1, 0.9], "B": [1.0, 0.0]}, index=pd.RangeIndex(1, 3))
    pd.testing.assert_frame_equal(checks.frame(frame, "data", "f"), wanted, check_index_type=False)


def test_column_names_become_text() -> None:
    assert list(checks.frame(pd.DataFrame({1: [1]}), "data", "f").columns) == ["1"]


def test_whole_choice_boolean_names() -> None:
    assert checks.whole(np.int64(3), 1, "n", "f") == 3
    assert checks.boolean(np.True_, "b", "f") is True
    assert checks.choice("a", ("a", "b"), "c", "f") == "a"
    assert checks.names("A", "n", "f") == ("A",)
    with pytest.raises(UnknownNameError):
        checks.choice("aa", ("a", "b"), "c", "f")
    with pytest.raises(ArgumentError):
        checks.choice(3, ("a", "b"), "c", "f")
    with pytest.raises(ArgumentError):
        checks.names({"A": 1}, "n", "f")
    with pytest.raises(ArgumentError):
        checks.same_length(np.zeros(2), np.zeros(3), "x", "f", "y")
