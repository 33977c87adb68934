"""What an import would write, and every cell that it skips or changes."""

from __future__ import annotations

import dataclasses
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from consilience.errors import ArgumentError, DataError
from consilience.formats import (
    CellReport,
    ImportPlan,
    Table,
    map_columns,
    plan_import,
    read_table,
    suggest_mapping,
    table_from_frame,
)
from consilience.study import Case, Project, Score, Source, Study, Variable, create_study
from consilience.study.validation import check_study
from consilience.texts import LANGUAGES

CGCD = str(resources.files("consilience").joinpath("data/cgcd60.csv"))
EMPTY = Study(project=Project(code="P", title="Alliances"))


def after(study: Study, plan: ImportPlan) -> Study:
    """Return the study as it stands once a plan's records are written."""
    written = {record.id: record for record in (*study.records(), *plan.records)}

    def of(kind: type[Any]) -> tuple[Any, ...]:
        return tuple(record for record in written.values() if isinstance(record, kind))

    found = Study(
        project=study.project,
        sources=of(Source),
        cases=of(Case),
        variables=of(Variable),
        scores=of(Score),
    )
    check_study(found)
    return found


def imported(table: Table, study: Study = EMPTY, code: str = "T1", **options: Any) -> ImportPlan:
    return plan_import(table, map_columns(table, **options), study, code)


def brief(plan: ImportPlan) -> list[tuple[int, str, str, str, str]]:
    return [(r.row, r.column, r.raw, r.what, r.became) for r in plan.reports]


def test_the_shipped_table() -> None:
    table = read_table(CGCD)
    plan = plan_import(table, suggest_mapping(table), EMPTY, "T1")
    assert plan.summary() == (
        "cases: 60, variables: 29, scores to write: 4,412, scores already there: 0, "
        "cells skipped: 568"
    )
    assert plan.summary("zh").startswith("60 个案例")
    study = after(EMPTY, plan)
    assert (len(study.cases), len(study.variables), len(study.scores)) == (60, 29, 4412)
    source = study.source("T1")
    assert (source.kind, source.file_name, source.sha256) == ("table", "cgcd60.csv", table.sha256)
    assert study.case("1").name == "Managing Uttarahalli Lake"
    cell = study.scores_by_cell[study.case("2").id, study.variable("Q34").id, "Middle"]
    row = table.rows.index(cell.row)
    assert (cell.row, cell.column) == (3, "Q34_Middle")
    assert float(table.column("Q34_Middle")[row]) == cell.value
    assert {r.what for r in plan.reports} == {"empty", "trimmed"}
    assert len(plan.to_frame()) == len(plan.reports)


def test_the_same_file_twice_doubles_nothing() -> None:
    table = read_table(CGCD)
    first = plan_import(table, suggest_mapping(table), EMPTY, "T1")
    study = after(EMPTY, first)
    again = plan_import(table, suggest_mapping(table), study, "T2")
    assert again.records == ()
    assert (again.scores, again.unchanged) == (0, 4412)
    assert again.source == study.source("T1")
    assert "cgcd60.csv is already in the study as source T1" in str(again.notes[-1])


def test_a_plan_is_one_event_of_a_study_file(tmp_path: Path) -> None:
    table = read_table(CGCD)
    with create_study(tmp_path / "s.consilience", EMPTY.project) as store:
        plan = plan_import(table, suggest_mapping(table), store.study(), "T1")
        before = store.study()
        store.put("import", plan.records)
        assert len(store.study().scores) == 4412
        assert plan_import(table, suggest_mapping(table), store.study(), "T1").records == ()
        assert store.audit() == ()
        store.undo()
        assert store.study() == before


def test_every_skipped_or_changed_cell_is_told(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(
        "case;name;x;y\n A;Alpha ;1,5; 2 \nB;;1.234,5;缺失\nC;Gamma;３;\nD;Delta;45%;don't know\n",
        encoding="utf-8",
    )
    plan = imported(read_table(path))
    assert brief(plan) == [
        (2, "case", " A", "trimmed", "A"),
        (2, "name", "Alpha ", "trimmed", "Alpha"),
        (2, "x", "1,5", "decimal_comma", "1.5"),
        (2, "y", " 2 ", "trimmed", "2"),
        (3, "name", "", "name_missing", "B"),
        (3, "x", "1.234,5", "decimal_comma", "1234.5"),
        (3, "x", "1.234,5", "thousands", "1234.5"),
        (3, "y", "缺失", "missing_mark", ""),
        (4, "x", "３", "full_width", "3"),
        (4, "y", "", "empty", ""),
        (5, "x", "45%", "percent", "0.45"),
        (5, "y", "don't know", "missing_mark", ""),
    ]
    assert plan.skipped == 3
    assert plan.scores == 5
    assert {note.key for note in plan.notes} >= {"tables.note.decimal_comma"}
    after(EMPTY, plan)


def test_changed_and_kept_scores_and_names_are_told() -> None:
    old = table_from_frame({"case": ["A", "B"], "name": ["Alpha", "Beta"], "x": [1, 2]}, "old")
    study = after(EMPTY, imported(old))
    new = table_from_frame(
        {"case": ["A", "B", "C"], "name": ["Aleph", "Beta", "Gamma"], "x": [4, None, 3]}, "new"
    )
    plan = imported(new, study, "T2")
    assert plan.reports == (
        CellReport(2, "name", "Aleph", "name_kept", "Alpha"),
        CellReport(2, "x", "4", "score_changed", "4", "1"),
        CellReport(3, "x", "", "empty"),
        CellReport(3, "x", "", "score_kept", "2", "2"),
    )
    assert [type(record).__name__ for record in plan.records] == [
        "Source", "Case", "Score", "Score",
    ]  # fmt: skip
    later = after(study, plan)
    assert len(later.scores) == 3
    values = {later.code_of(score.case_id): score.value for score in later.scores}
    assert values == {"A": 4.0, "B": 2.0, "C": 3.0}
    assert later.case("A").name == "Alpha"
    changed = later.scores_by_cell[later.case("A").id, later.variable("x").id, ""]
    assert later.code_of(changed.source_id) == "T2"


def test_a_score_taken_away_and_given_anew_writes_no_source_again() -> None:
    table = table_from_frame({"case": ["A", "B"], "x": [1, 2]}, "t")
    study = after(EMPTY, imported(table))
    less = dataclasses.replace(study, scores=study.scores[:1])
    assert [type(record) for record in imported(table, less).records] == [Score]


def test_another_file_that_says_the_same_writes_nothing() -> None:
    study = after(EMPTY, imported(table_from_frame({"case": ["A"], "x": [1]}, "one")))
    other = table_from_frame({"case": ["A"], "x": [1], "remark": ["same"]}, "two")
    plan = imported(other, study, "T2")
    assert plan.records == ()
    assert str(plan.notes[-1]) == "columns ignored: remark"


def test_the_code_of_another_source_is_refused() -> None:
    study = after(EMPTY, imported(table_from_frame({"case": ["A"], "x": [1]}, "one")))
    with pytest.raises(DataError, match="already has a source T1 that is not two"):
        imported(table_from_frame({"case": ["A"], "x": [2]}, "two"), study, "T1")


@pytest.mark.parametrize("code", ["", " T1", None])
def test_a_wrong_source_code_is_refused(code: Any) -> None:
    with pytest.raises(ArgumentError, match="source_code of plan_import must be a text"):
        imported(table_from_frame({"case": ["A"], "x": [1]}, "one"), EMPTY, code)


def test_text_in_a_score_is_refused_unless_declared() -> None:
    table = table_from_frame({"case": ["A", "B", "C"], "x": ["1", "refused", "3"]}, "t")
    with pytest.raises(DataError, match="t has text where numbers are expected: x:3 'refused'"):
        imported(table)
    plan = imported(table, missing_marks=["Refused"])
    assert brief(plan) == [(3, "x", "refused", "missing_mark", "")]


def test_a_case_that_occurs_twice_is_refused_with_both_rows() -> None:
    table = table_from_frame({"case": ["A", "B", " A"], "x": [1, 2, 3]}, "t")
    with pytest.raises(DataError, match="case code A in rows 2 and 4 of column case"):
        imported(table)


def test_two_sheets_of_one_workbook_are_two_sources() -> None:
    base = table_from_frame({"case": ["A"], "x": [1]}, "book.xlsx")
    one = dataclasses.replace(base, sheet="one")
    two = dataclasses.replace(base, sheet="two", cells=(("A", 2),))
    study = after(EMPTY, imported(one))
    assert study.source("T1").provenance == "sheet=one"
    assert imported(two, study, "T2").source.provenance == "sheet=two"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "what",
    ["empty", "missing_mark", "trimmed", "full_width", "decimal_comma", "thousands", "percent",
     "score_changed", "score_kept", "name_missing", "name_kept"],
)  # fmt: skip
def test_every_report_is_a_sentence_with_its_place(language: Any, what: str) -> None:
    said = CellReport(12, "Q34_End", "raw", what, "4", "3").sentence(language)
    assert "12" in said
    assert "Q34_End" in said
