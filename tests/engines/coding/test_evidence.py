"""Evidence tables and cross matrices: which quotes are shown, what silence means."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from consilience import coding
from consilience.errors import ArgumentError, UnknownNameError

BASE: dict[str, Any] = {
    "source": "J1",
    "direction": "",
    "exemplar": False,
    "importance": 2,
    "intensity": 2,
    "length": 50,
}


def codings(*rows: dict[str, Any], **shared: Any) -> pd.DataFrame:
    """Return codings q1, q2, ... of one code, alike but for what a row says."""
    return pd.DataFrame(
        [{"coding": f"q{n}", "code": "c", **BASE, **shared, **row} for n, row in enumerate(rows, 1)]
    )


def first(*rows: dict[str, Any]) -> str:
    return coding.evidence_table(codings(*rows), ["c"]).rows[0].quotes[0]


@pytest.mark.parametrize(
    "better",
    [
        {"exemplar": True},
        {"importance": 3},
        {"intensity": 3},
    ],
)
def test_a_better_quote_is_shown_before_an_earlier_one(better: dict[str, Any]) -> None:
    assert first({}, better) == "q2"
    assert first(better, {}) == "q1"


def test_what_ranks_quotes_comes_in_one_order() -> None:
    exemplar, against = (
        {"exemplar": True, "importance": 1},
        {"direction": "against", "importance": 3},
    )
    assert first({"importance": 3}, exemplar) == "q2"
    assert first(against, {"importance": 1}) == "q2"
    assert first({"exemplar": True, "direction": "against"}, {}) == "q2"
    assert first({"intensity": 3, "importance": 1}, {"importance": 2, "intensity": 1}) == "q2"
    assert first({"length": 5}, {"length": 60}) == "q2"
    assert first({"length": 301}, {"length": 300}) == "q2"
    assert first({"length": 5, "intensity": 3}, {"length": 60, "intensity": 1}) == "q1"
    assert first({}, {}) == "q1"


def test_a_strength_not_given_ranks_below_one() -> None:
    assert first({"importance": None}, {"importance": 1}) == "q2"
    assert first({"importance": float("nan")}, {"importance": 1}) == "q2"


def test_a_second_quote_comes_from_another_source_if_there_is_one() -> None:
    table = codings({"importance": 3}, {}, {"source": "J2", "importance": 1})
    assert coding.evidence_table(table, ["c"], quotes=2).rows[0].quotes == ("q1", "q3")
    assert coding.evidence_table(table, ["c"], quotes=9).rows[0].quotes == ("q1", "q3", "q2")


def test_what_speaks_against_is_shown_last() -> None:
    table = codings({}, {}, {"source": "J2", "direction": "against"})
    assert coding.evidence_table(table, ["c"], quotes=2).rows[0].quotes == ("q1", "q2")


def test_rows_come_in_the_order_given_and_may_be_empty() -> None:
    found = coding.evidence_table(codings({}, {}), ["before", "c"])
    assert [(row.concept, len(row.codings), row.sources) for row in found.rows] == [
        ("before", 0, 0),
        ("c", 2, 1),
    ]
    assert [note.values["codes"] for note in found.notes] == [["before"]]
    assert found.to_frame()["quote"].tolist() == ["", "q1"]


def test_a_coding_named_twice_counts_once() -> None:
    twice = pd.concat([codings({}), codings({})])
    assert coding.evidence_table(twice, ["c"]).rows[0].codings == ("q1",)


def test_texts_of_numpy_are_texts() -> None:
    table = codings({}).assign(code=pd.Series([np.str_("c")], dtype=object))
    assert coding.evidence_table(table, ["c"]).rows[0].codings == ("q1",)


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("importance", 4),
        ("importance", 1.5),
        ("intensity", "3"),
        ("exemplar", "yes"),
        ("direction", "pro"),
        ("length", 0),
        ("length", [1]),
        ("source", ""),
    ],
)
def test_a_cell_that_means_nothing_is_refused(column: str, cell: object) -> None:
    table = codings({}).assign(**{column: pd.Series([cell], dtype=object)})
    with pytest.raises((ArgumentError, UnknownNameError), match=column):
        coding.evidence_table(table, ["c"])


CELLS = pd.DataFrame(
    [
        ("q1", "C1", "trust", "J1", "for"),
        ("q2", "C1", "trust", "J1", "against"),
        ("q3", "C1", "trust", "J2", ""),
        ("q4", "C2", "law", "J3", "against"),
        ("q5", "C2", "trust", "J3", "for"),
    ],
    columns=["coding", "row", "column", "source", "direction"],
)
SOURCES = {"C1": ["J1", "J2"], "C2": ["J3"], "C3": ["J4"], "C4": []}


def matrix(**more: Any) -> coding.CrossMatrix:
    return coding.cross_matrix(
        CELLS, ["C1", "C2", "C3", "C4"], ["trust", "law"], row_sources=SOURCES, **more
    )


def test_counts_equal_the_quotes_behind_them() -> None:
    found = matrix()
    assert found.to_frame().to_numpy().tolist() == [[3, 0], [1, 1], [0, 0], [0, 0]]
    cell = found.cell("C1", "trust")
    assert (cell.count, cell.against, cell.sources) == (3, 1, 2)
    assert cell.codings == ("q1", "q3", "q2")
    assert cell.best == "q1"
    assert found.cell("C1", "law").best == ""


def test_silence_is_not_denial() -> None:
    assert matrix().state_frame().to_numpy().tolist() == [
        ["disputed", "not mentioned"],
        ["present", "absent"],
        ["not mentioned", "not mentioned"],
        ["no source", "no source"],
    ]


def test_empty_cells_are_listed_row_by_row() -> None:
    assert [(cell.row, cell.column, cell.state) for cell in matrix().empty()] == [
        ("C1", "law", "not mentioned"),
        ("C3", "trust", "not mentioned"),
        ("C3", "law", "not mentioned"),
        ("C4", "trust", "no source"),
        ("C4", "law", "no source"),
    ]


def test_a_cell_can_be_mentioned_only_in_sources_of_both() -> None:
    found = matrix(column_sources={"trust": ["J1", "J3", "J4"], "law": ["J2"]})
    assert found.material.tolist() == [[2, 1], [1, 1], [1, 0], [0, 0]]
    assert found.cell("C3", "law").state == "no source"
    only = coding.cross_matrix(
        CELLS, ["C1", "C2"], ["trust", "law"], column_sources={"law": ["J9"]}
    )
    assert only.material.tolist() == [[2, 1], [1, 1]]


def test_without_sources_every_empty_cell_is_not_mentioned() -> None:
    found = coding.cross_matrix(CELLS, ["C1", "C2", "C3"], ["trust", "law"])
    assert found.cell("C3", "law").state == "not mentioned"
    assert [note.key for note in found.notes] == ["evidence.note.every_source"]
    assert not matrix().notes


def test_a_coding_counts_once_in_a_cell() -> None:
    twice = pd.concat([CELLS, CELLS])
    found = coding.cross_matrix(twice, ["C1", "C2"], ["trust", "law"])
    assert found.counts.tolist() == [[3, 0], [1, 1]]


def test_unknown_rows_columns_and_sources_are_refused() -> None:
    with pytest.raises(UnknownNameError, match="C2"):
        coding.cross_matrix(CELLS, ["C1"], ["trust", "law"])
    with pytest.raises(UnknownNameError, match="row_sources"):
        coding.cross_matrix(CELLS, ["C1", "C2"], ["trust", "law"], row_sources={"C9": []})
    refused: tuple[Any, ...] = ([], {"C1": "J1"}, {"C1": None}, {"C1": [1]}, {1: []}, {"C1": 5})
    for bad in refused:
        with pytest.raises(ArgumentError, match="lists of names"):
            matrix(column_sources=bad)
    with pytest.raises(UnknownNameError, match="did you mean trust"):
        matrix().cell("C1", "Trust")


def test_triangulation_flags_findings_on_one_kind() -> None:
    table = pd.DataFrame(
        [
            ("q1", "a", "interview", "J1"),
            ("q2", "a", "internal", "D1"),
            ("q3", "b", "interview", "J1"),
            ("q4", "b", "interview", "J2"),
        ],
        columns=["coding", "code", "kind", "source"],
    )
    found = coding.triangulation(table, ["a", "b", "c"], ["interview", "internal", "observation"])
    assert (found.single, found.none) == (("b",), ("c",))
    assert found.to_frame().to_numpy()[1].tolist() == [2, 0, 0, 1]
    assert [note.values["codes"] for note in found.notes] == [["b"]]
    assert not coding.triangulation(table[:2], ["a"]).notes
