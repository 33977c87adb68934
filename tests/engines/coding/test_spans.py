"""Spans that coders marked freely."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from consilience import coding
from consilience.errors import ArgumentError, DataError, UnknownNameError

Rows = list[tuple[str, int, int]]


def spans(rows: Rows, **more: list[str]) -> dict[str, list[object]]:
    coder, start, end = (list(column) for column in zip(*rows, strict=True))
    return {"coder": coder, "start": start, "end": end, **more}


def test_f1_counts_each_span_once_and_takes_the_best_matching() -> None:
    """Greedy in order would match one pair only."""
    rows: Rows = [("Ann", 0, 10), ("Ann", 8, 20), ("Bo", 6, 16), ("Bo", 16, 40), ("Bo", 1, 9)]
    found = coding.span_f1(spans(rows), overlap=0.3)
    assert found.matches == 2
    assert found.spans == 5
    assert found.f1 == float(found) == pytest.approx(4 / 5)


def test_f1_needs_the_same_source_and_code() -> None:
    rows: Rows = [("Ann", 0, 10), ("Bo", 0, 10), ("Ann", 0, 10), ("Bo", 0, 10)]
    other_source = spans(rows, source=["J1", "J2", "J3", "J3"])
    assert coding.span_f1(other_source).f1 == 0.5
    other_code = coding.span_f1(spans(rows, code=["trust", "law", "power", "power"]))
    assert {item.code: item.f1 for item in other_code.codes} == {"trust": 0, "law": 0, "power": 1}
    assert other_code.to_frame()["code"].tolist() == ["pooled", "law", "power", "trust"]
    assert [note.key for note in other_code.notes] == ["coding.note.no_chance"]


def test_f1_of_three_coders_sums_over_pairs() -> None:
    rows: Rows = [("Ann", 0, 10), ("Bo", 0, 10), ("Cy", 20, 30)]
    assert coding.span_f1(spans(rows)).f1 == pytest.approx(2 / 6)


def test_the_overlap_is_common_over_joint_length() -> None:
    rows: Rows = [("Ann", 0, 10), ("Bo", 5, 15)]
    assert coding.span_f1(spans(rows), overlap=1 / 3).f1 == 1
    assert coding.span_f1(spans(rows), overlap=0.34).f1 == 0


def test_a_coder_who_marked_nothing_counts() -> None:
    rows: Rows = [("Ann", 0, 10), ("Ann", 12, 20)]
    found = coding.span_f1(spans(rows), coders=["Ann", "Bo"])
    assert (found.f1, found.spans, found.coders) == (0, 2, ("Ann", "Bo"))
    with pytest.raises(ArgumentError, match="at least two coders"):
        coding.span_f1(spans(rows))
    silent = coding.unitizing_alpha(spans(rows), 100, coders=["Ann", "Bo"])
    assert silent.value < 0


def test_sources_are_joined_to_one_continuum() -> None:
    rows: Rows = [("Ann", 0, 10), ("Bo", 0, 8), ("Ann", 30, 40), ("Bo", 32, 44)]
    joined: Rows = [("Ann", 0, 10), ("Bo", 0, 8), ("Ann", 80, 90), ("Bo", 82, 94)]
    apart = coding.unitizing_alpha(
        spans(rows, source=["J1", "J1", "J2", "J2"]), {"J1": 50, "J2": 60, "J3": 40}
    )
    assert apart.length == 150
    assert apart.value == pytest.approx(coding.unitizing_alpha(spans(joined), 150).value)
    assert apart.parameters["lengths"] == {"J1": 50, "J2": 60, "J3": 40}
    assert str(apart.notes[0]).startswith("Alpha for unitizing in the version Krippendorff 2004")


def test_spans_of_one_that_fill_the_continuum_leave_alpha_undefined() -> None:
    rows: Rows = [("Ann", 0, 1), ("Ann", 1, 2), ("Bo", 0, 1), ("Bo", 1, 2)]
    found = coding.unitizing_alpha(spans(rows), 2)
    assert math.isnan(float(found))
    assert found.undefined == "no variation"
    assert found.codes[0].undefined == "no variation"
    assert found.to_frame()["code"].tolist() == ["pooled", ""]


def test_only_the_named_versions_exist() -> None:
    rows: Rows = [("Ann", 0, 10), ("Bo", 0, 8)]
    with pytest.raises(UnknownNameError, match="did you mean Krippendorff 2004"):
        coding.unitizing_alpha(spans(rows), 20, version="Krippendorff 2016")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("sentence", "rows", "lengths"),
    [
        ("coding 2 runs from 5 to 5", [("Ann", 0, 10), ("Bo", 5, 5)], 20),
        ("coding 1 runs from -1 to 4", [("Ann", -1, 4), ("Bo", 5, 8)], 20),
        ("ends at 30, but its length is 20", [("Ann", 0, 10), ("Bo", 5, 30)], 20),
        ("by coder Ann overlap", [("Ann", 0, 10), ("Ann", 9, 12), ("Bo", 5, 8)], 20),
    ],
)
def test_spans_that_cannot_be(sentence: str, rows: Rows, lengths: int) -> None:
    with pytest.raises(DataError, match=sentence):
        coding.unitizing_alpha(spans(rows), lengths)


def test_lengths_of_every_source_are_needed() -> None:
    rows: Rows = [("Ann", 0, 10), ("Bo", 0, 8)]
    two = spans(rows, source=["J1", "J2"])
    with pytest.raises(ArgumentError, match="a mapping of every source to its length"):
        coding.unitizing_alpha(two, 20)
    with pytest.raises(UnknownNameError):
        coding.unitizing_alpha(two, {"J1": 20})


def test_cells_of_the_table_are_checked_with_their_place() -> None:
    table = pd.DataFrame(spans([("Ann", 0, 10), ("Bo", 0, 8)]))
    with pytest.raises(ArgumentError, match=r"whole numbers \(at 2\), got 8.5"):
        coding.span_f1(table.assign(end=[10, 8.5]))
    with pytest.raises(ArgumentError, match=r"a text \(at 2\)"):
        coding.span_f1(table.assign(coder=["Ann", ""]))
    with pytest.raises(UnknownNameError):
        coding.span_f1(table.drop(columns="end"))
    with pytest.raises(UnknownNameError):
        coding.span_f1(table, coders=["Ann", "Cy"])
