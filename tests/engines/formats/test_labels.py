"""Codings of a table: numbers where all are numbers, else texts, with gaps told apart."""

from __future__ import annotations

import math

import pytest

from consilience.errors import DataError, UnknownNameError
from consilience.formats import table_from_frame, to_label_frame

TABLE = table_from_frame(
    {
        "unit": ["u1", "u2", "u3"],
        "Ann": ["1", "2", "NA"],
        "Bo": ["1", "", "3"],
        "Cy": ["trust ", "", "NA"],
    },
    "codings",
)


def test_numbers_stay_numbers_and_gaps_are_nan() -> None:
    found = to_label_frame(TABLE, ["Ann", "Bo"], "unit")
    assert found.index.tolist() == ["u1", "u2", "u3"]
    assert found["Ann"].tolist()[:2] == [1.0, 2.0]
    assert math.isnan(found["Bo"].tolist()[1])


def test_one_text_makes_all_columns_texts() -> None:
    found = to_label_frame(TABLE, ["Ann", "Cy"])
    assert found["Ann"].tolist() == ["1", "2", None]
    assert found["Cy"].tolist() == ["trust", None, None]
    assert found.index.tolist() == ["2", "3", "4"]


def test_blanks_can_be_told_from_gaps() -> None:
    found = to_label_frame(TABLE, ["Bo", "Cy"], blanks=True)
    assert found["Bo"].tolist() == ["1", "", "3"]
    assert found["Cy"].tolist() == ["trust", "", None]


def test_all_columns_but_the_names_by_default() -> None:
    assert to_label_frame(TABLE, case_column="unit").columns.tolist() == ["Ann", "Bo", "Cy"]


def test_slips_are_named() -> None:
    with pytest.raises(UnknownNameError):
        to_label_frame(TABLE, ["Anne"])
    twice = table_from_frame({"unit": ["u1", "u1"], "Ann": ["a", "b"]}, "codings")
    with pytest.raises(DataError, match="u1"):
        to_label_frame(twice, ["Ann"], "unit")
