"""Waves in names, what a preview says, and mappings suggested and given."""

from __future__ import annotations

from importlib import resources
from typing import Any

import pytest

from consilience.errors import ArgumentError, DataError, UnknownNameError
from consilience.formats import (
    ColumnMapping,
    ScoreColumn,
    Table,
    map_columns,
    preview,
    read_table,
    recognised_waves,
    suggest_mapping,
    table_from_frame,
)
from consilience.formats.mapping import check_mapping
from consilience.texts import LANGUAGES

CGCD = str(resources.files("consilience").joinpath("data/cgcd60.csv"))


@pytest.mark.parametrize(
    ("columns", "stem", "waves"),
    [
        (["Q57.1_Start", "Q57.1_Middle", "Q57.1_End"], "Q57.1", ["Start", "Middle", "End"]),
        (["trust T1", "trust T2"], "trust", ["T1", "T2"]),
        (["trust-w1", "trust-w10"], "trust", ["w1", "w10"]),
        (["trust.wave1", "trust.wave2"], "trust", ["wave1", "wave2"]),
        (["trust_2019", "trust_2020"], "trust", ["2019", "2020"]),
        (["信任_前", "信任_中", "信任_后"], "信任", ["前", "中", "后"]),
        (["信任_开始", "信任_中期", "信任_结束"], "信任", ["开始", "中期", "结束"]),
        (["信任_第1期", "信任_第2期"], "信任", ["第1期", "第2期"]),
        (["x_pre", "x_post"], "x", ["pre", "post"]),
        (["x _ START", "x_end"], "x", []),
        (["x_START", "x.end"], "x", ["START", "end"]),
    ],
)
def test_waves(columns: list[str], stem: str, waves: list[str]) -> None:
    found = recognised_waves(["case", *columns, "other"])
    assert [item.wave for item in found] == waves
    assert {item.variable for item in found} <= {stem}
    assert [item.column for item in found] == columns[: len(found)]


@pytest.mark.parametrize(
    "columns",
    [
        ["Q1_Start", "Q2_End"],
        ["Q1_Start", "Q1_T2"],
        ["Q1_Start", "Q1.start"],
        ["Q57.1", "Q57.2"],
        ["size_1890", "size_2150"],
        ["T1", "T2"],
        ["Q1T1", "Q1T2"],
        ["_Start", "_End"],
        ["Q1_Start"],
    ],
)
def test_names_that_are_no_waves(columns: list[str]) -> None:
    assert recognised_waves(columns) == ()


def test_a_wave_has_one_spelling() -> None:
    found = recognised_waves(["a_Start", "a_End", "b_start", "b_END"])
    assert [item.wave for item in found] == ["Start", "End", "Start", "End"]


def test_preview_of_the_shipped_table() -> None:
    found = preview(read_table(CGCD))
    frame = found.to_frame()
    assert frame["role"].value_counts().to_dict() == {"score": 83, "case code": 1, "case name": 1}
    q34 = frame.loc["Q34_Middle"]
    assert (q34["variable"], q34["wave"], q34["minimum"], q34["maximum"]) == (
        "Q34", "Middle", 1.0, 5.0,
    )  # fmt: skip
    assert q34["numbers"] + q34["missing"] == 60
    assert frame.loc["Q14", "wave"] == ""
    assert found.sentences()[:4] == (
        "cgcd60.csv: rows below the header 60, columns 85",
        "case codes: case",
        "score columns: 83, variables in them: 29",
        "waves: Start, Middle, End",
    )
    assert found.sentences("zh")[1] == "案例编号：case"
    assert "<table" in found._repr_html_()


def example() -> Table:
    return table_from_frame(
        {
            "firm": ["A", "B", "C"],
            "name": ["Alpha", "Beta", "Gamma"],
            "Q1_pre": ["1", "2", "x"],
            "Q1_post": ["3", "NA", "4"],
            "size": [10, 20, 20],
            "remark": ["good", "bad", ""],
            "void": ["", "-", ""],
        },
        "t",
    )


def test_roles_and_counts() -> None:
    frame = preview(example()).to_frame()
    assert frame["role"].to_dict() == {
        "firm": "case code", "name": "case name", "Q1_pre": "score", "Q1_post": "score",
        "size": "score", "remark": "text", "void": "empty",
    }  # fmt: skip
    assert list(frame.loc["Q1_pre", ["numbers", "missing", "text", "distinct"]]) == [2, 0, 1, 3]
    assert list(frame.loc["Q1_post", ["numbers", "missing", "text", "distinct"]]) == [2, 1, 0, 2]
    assert list(frame.loc["size", ["minimum", "maximum", "distinct"]]) == [10, 20, 2]


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_name_what_is_left_out(language: Any) -> None:
    said = " ".join(preview(example()).sentences(language))
    for name in ("firm", "remark", "void", "Q1_pre"):
        assert name in said


def test_a_table_without_case_codes_or_scores() -> None:
    numbers = preview(table_from_frame({"x": [1, 2], "y": [1, 1]}, "t"))
    assert "no column clearly names the cases; name case_column" in numbers.sentences()
    texts = preview(table_from_frame({"case": ["A", "B"], "y": ["u", "v"]}, "t"))
    assert not any("score" in sentence for sentence in texts.sentences())


@pytest.mark.parametrize(
    ("columns", "case", "name"),
    [
        ({"x": [1, 2], "ID": [7, 8], "title": ["u", "v"]}, "ID", "title"),
        ({"案例编号": [1, 2], "名称": ["u", "v"], "x": [1, 2]}, "案例编号", "名称"),
        ({"firm": ["a", "b"], "full": ["u", "v"], "x": [1, 2]}, "firm", "full"),
        ({"firm": ["a", "b"], "x": [1, 2], "name": [3, 4]}, "firm", None),
        ({"id": ["", "b"], "firm": ["u", "v"], "x": [1, 2]}, None, None),
        ({"x": [1, 2], "case": ["a", "b"]}, "case", None),
    ],
)
def test_suggested_case_and_name(
    columns: dict[str, list[Any]], case: str | None, name: str | None
) -> None:
    table = table_from_frame(columns, "t")
    if case is None:
        with pytest.raises(DataError, match="no column that clearly names the cases"):
            suggest_mapping(table)
    else:
        mapping = suggest_mapping(table)
        assert (mapping.case_column, mapping.name_column) == (case, name)


def test_a_suggested_mapping() -> None:
    mapping = suggest_mapping(example())
    assert mapping == ColumnMapping(
        case_column="firm",
        name_column="name",
        score_columns=(
            ScoreColumn("Q1_pre", "Q1", "pre"),
            ScoreColumn("Q1_post", "Q1", "post"),
            ScoreColumn("size", "size"),
        ),
        ignored=("remark", "void"),
    )


def test_a_given_mapping() -> None:
    named = map_columns(example(), score_columns=["Q1_post", "size"], missing_marks=["x"])
    assert named.score_columns == (
        ScoreColumn("Q1_post", "Q1", "post"),
        ScoreColumn("size", "size"),
    )
    assert named.ignored == ("Q1_pre", "remark", "void")
    assert named.missing_marks == ("x",)
    full = map_columns(
        example(),
        case_column="name",
        name_column="firm",
        score_columns={"size": ("SZ", "2020")},
    )
    assert full.score_columns == (ScoreColumn("size", "SZ", "2020"),)
    assert (full.case_column, full.name_column) == ("name", "firm")


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"case_column": "Firm"}, UnknownNameError, "did you mean firm"),
        ({"name_column": "nam"}, UnknownNameError, "did you mean name"),
        ({"score_columns": ["sise"]}, UnknownNameError, "did you mean size"),
        ({"score_columns": {"sise": ("S", "")}}, UnknownNameError, "did you mean size"),
        ({"score_columns": {"size": "S"}}, DataError, "column size needs a variable"),
        ({"score_columns": {"size": ("S", 1)}}, DataError, "column size needs a variable"),
        ({"score_columns": ["firm"]}, DataError, "column firm of t is used twice"),
        ({"score_columns": {}}, DataError, "t has no column that holds only numbers"),
        ({"score_columns": {"size": ("", "")}}, DataError, "variable and wave of column size"),
        ({"score_columns": {"size": ("S", " a")}}, DataError, "variable and wave of column size"),
        (
            {"score_columns": {"size": ("S", ""), "Q1_pre": ("S", "")}},
            DataError,
            "columns size and Q1_pre of t both hold variable S at wave ''",
        ),
        ({"missing_marks": [9]}, ArgumentError, "missing_marks of map_columns must be a list"),
        ({"case_column": "name", "name_column": "name"}, DataError, "column name of t is used"),
    ],
)
def test_mappings_that_do_not_fit(
    options: dict[str, Any], error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        map_columns(example(), **options)


def test_a_mapping_made_by_hand_is_checked() -> None:
    scores = (ScoreColumn("size", "size"),)
    wrong = ColumnMapping(case_column="firm", score_columns=scores, ignored=("rest",))
    with pytest.raises(UnknownNameError, match="column of mapping must be one of"):
        check_mapping(example(), wrong)
