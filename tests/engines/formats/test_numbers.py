"""Cells as numbers, and tables as frames of numbers."""

from __future__ import annotations

import math
from importlib import resources
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pytest

from consilience.errors import ArgumentError, DataError, UnknownNameError
from consilience.formats import read_table, table_from_frame, to_numeric_frame
from consilience.formats.numerals import MISSING_MARKS, numeral, read_cell
from consilience.formats.table import Cell, DecimalMark

CGCD = resources.files("consilience").joinpath("data/cgcd60.csv")


@pytest.mark.parametrize(
    ("cell", "decimal", "value", "changes"),
    [
        ("4", ".", 4, ()),
        (4, ".", 4, ()),
        (2.5, ",", 2.5, ()),
        ("-1.5e-3", ".", -0.0015, ()),
        ("+.5", ".", 0.5, ()),
        ("007", ".", 7, ()),
        (" 4 ", ".", 4, ("trimmed",)),
        ("1,5", ",", 1.5, ("decimal_comma",)),
        (",5", ",", 0.5, ("decimal_comma",)),
        ("1.234,5", ",", 1234.5, ("decimal_comma", "thousands")),
        ("1,234,567.5", ".", 1234567.5, ("thousands",)),
        ("1 234 567", ".", 1234567, ("thousands",)),
        ("1\u00a0234,5", ",", 1234.5, ("decimal_comma", "thousands")),
        ("1’234.5", ".", 1234.5, ("thousands",)),
        ("４．５", ".", 4.5, ("full_width",)),
        ("−3", ".", -3, ("full_width",)),
        ("\u3000３ ", ".", 3, ("trimmed", "full_width")),
        ("45%", ".", 0.45, ("percent",)),
        ("12,5 ％", ",", 0.125, ("full_width", "decimal_comma", "percent")),
    ],
)
def test_numbers_and_what_reading_took(
    cell: Cell, decimal: DecimalMark, value: float, changes: tuple[str, ...]
) -> None:
    reading = read_cell(cell, decimal)
    assert reading.kind == "number"
    assert reading.value == pytest.approx(value, rel=1e-15)
    assert reading.changes == changes


@pytest.mark.parametrize(
    "cell",
    ["1,5", "1,23,456", "1,234 567", "12,345,6", "four", "1.2.3", "0x10", "1_000", "inf", "1e999",
     "%", "+", "e5", "1e", "--1", "٣", "1，5", "Q57.1", "=1+1", "TRUE", math.inf],
)  # fmt: skip
def test_what_is_no_number_is_text(cell: Cell) -> None:
    assert read_cell(cell, ".").kind == "text"


@pytest.mark.parametrize("mark", ["", "  ", "\u3000", *sorted(MISSING_MARKS), "N/A", "Don't Know"])
def test_gaps(mark: str) -> None:
    reading = read_cell(mark, ".")
    assert reading.kind == "missing"
    assert math.isnan(reading.value)


def test_declared_marks_win_over_numbers() -> None:
    assert read_cell("99", ".", ["99"]).kind == "missing"
    assert read_cell(99.0, ".", ["99"]).kind == "missing"
    assert read_cell("Refused", ".", ["REFUSED"]).kind == "missing"
    assert read_cell("9", ".", ["99"]).kind == "number"


def test_a_sign_or_a_mark_alone_is_no_numeral() -> None:
    for text in ("", ".", "-", "-.", "."):
        assert numeral(text, ".") is None


def test_the_shipped_table() -> None:
    table = read_table(str(CGCD))
    frame = to_numeric_frame(table)
    assert frame.shape == (60, 83)
    assert frame.index.name == "case"
    assert list(frame.index[:2]) == ["1", "2"]
    assert set(frame.dtypes) == {np.dtype("float64")}
    assert (int(frame.count().sum()), int(frame.isna().sum().sum())) == (4412, 568)
    own = pd.read_csv(str(CGCD), dtype={"case": str}).drop(columns="Case Name").set_index("case")
    pd.testing.assert_frame_equal(frame, own.astype(float), check_names=False)


def test_columns_and_cases_can_be_named() -> None:
    table = table_from_frame({"a": [1, 2], "b": [3, None], "who": ["x", "y"]}, "t")
    assert list(to_numeric_frame(table).columns) == ["a", "b"]
    assert to_numeric_frame(table).index.name == "row"
    assert list(to_numeric_frame(table).index) == ["2", "3"]
    named = to_numeric_frame(table, ["b"], "who")
    assert list(named.index) == ["x", "y"]
    assert named["b"].tolist() == pytest.approx([3, math.nan], nan_ok=True)
    assert to_numeric_frame(table, "a", "a").index.tolist() == ["1", "2"]


def test_a_text_among_numbers_is_refused_with_its_place() -> None:
    table = table_from_frame({"case": list("ABC"), "x": ["4", "four", "5"], "y": list("uvw")}, "t")
    for columns in (None, ["x"]):
        with pytest.raises(DataError, match=r"t has text where numbers are expected: x:3 'four'"):
            to_numeric_frame(table, columns)
    with pytest.raises(DataError, match="y:2 'u', y:3 'v', y:4 'w'"):
        to_numeric_frame(table, ["y"])


def test_only_ten_places_are_shown() -> None:
    table = table_from_frame({"case": list("ABCDEFGHIJKL"), "x": ["?"] * 12}, "t")
    with pytest.raises(DataError) as caught:
        to_numeric_frame(table, ["x"])
    assert str(caught.value).count("x:") == 10
    assert "(12 in all)" in str(caught.value)


def test_tables_without_numbers_and_unknown_columns() -> None:
    table = table_from_frame({"case": ["A", "B"], "who": ["x", "y"], "none": [None, None]}, "t")
    with pytest.raises(DataError, match="t has no column that holds only numbers"):
        to_numeric_frame(table)
    with pytest.raises(UnknownNameError, match="columns of to_numeric_frame must be one of"):
        to_numeric_frame(table, ["whom"])
    with pytest.raises(UnknownNameError, match="column of t must be one of"):
        to_numeric_frame(table, ["who"], "Case")
    assert to_numeric_frame(table, ["none"]).isna().all().all()


def test_case_codes_must_be_there_once() -> None:
    twice = table_from_frame({"case": ["A", "B", "A "], "x": [1, 2, 3]}, "t")
    with pytest.raises(DataError, match="t has the case code A in rows 2 and 4 of column case"):
        to_numeric_frame(twice)
    gap = table_from_frame({"case": ["A", None, "C"], "x": [1, 2, 3]}, "t")
    with pytest.raises(DataError, match="t has no case code in row 3, column case"):
        to_numeric_frame(gap, case_column="case")


def test_frames_of_several_kinds_give_the_same_cells() -> None:
    columns: dict[str, list[Any]] = {"case": ["A", "B"], "x": [1.5, None], "y": ["1", "NA"]}
    tables = [
        table_from_frame(kind, "t")
        for kind in (columns, pd.DataFrame(columns), pl.DataFrame(columns))
    ]
    assert {table.cells for table in tables} == {(("A", 1.5, "1"), ("B", "", "NA"))}
    assert len({table.sha256 for table in tables}) == 1
    assert tables[0].file_name == "t"


def test_the_index_of_a_frame_names_the_cases_unless_it_only_counts() -> None:
    frame = pd.DataFrame({"x": [1, 2]}, index=["A", "B"])
    before = frame.copy()
    assert table_from_frame(frame, "t").columns == ("case", "x")
    pd.testing.assert_frame_equal(frame, before)
    assert table_from_frame(frame.rename_axis("firm"), "t").columns == ("firm", "x")
    assert table_from_frame(frame.reset_index(drop=True), "t").columns == ("x",)
    with pytest.raises(ArgumentError, match="names that occur once"):
        table_from_frame(frame.rename_axis("x"), "t")


def test_values_of_a_frame_that_are_neither_text_nor_number() -> None:
    frame = pd.DataFrame({
        "case": ["A", "B"], "yes": [True, False], "when": [pd.Timestamp("2024-05-01"), pd.NaT],
        "n": pd.array([1, None], dtype="Int64"), "x": [np.inf, 1.0],
    })  # fmt: skip
    assert table_from_frame(frame, "t").cells == (
        ("A", "TRUE", "2024-05-01 00:00:00", 1, np.inf),
        ("B", "FALSE", "", "", 1.0),
    )


@pytest.mark.parametrize(
    ("frame", "name", "message"),
    [
        ([1, 2], "t", "frame of table_from_frame must be a table"),
        ({"a": []}, "t", "frame of table_from_frame must be at least one value"),
        ({"a": [1]}, "", "name of table_from_frame must be a text"),
        ({"a": [1]}, None, "name of table_from_frame must be a text"),
    ],
)
def test_wrong_frames(frame: object, name: Any, message: str) -> None:
    with pytest.raises(ArgumentError, match=message):
        table_from_frame(frame, name)


def test_a_frame_of_gaps_is_refused() -> None:
    with pytest.raises(DataError, match="t has a header in row 1 but no rows below it"):
        table_from_frame({"a": [None, None]}, "t")
