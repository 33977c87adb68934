"""Temporal conditions: union recognition at universities, and laws of the mark "-"."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pandas as pd
import pytest

from consilience import qca
from consilience.errors import ArgumentError, DataError, UnknownNameError

# the 17 cases of Caren and Panofsky (2005) in the coding of Ragin and Strand (2008): public
# university, elite allies, national affiliation, elite allies before affiliation, strike
UNIONS = pd.DataFrame(
    [
        line.split()
        for line in (
            *("1 1 1 1 1 1", "1 1 1 1 1 1", "1 1 1 0 1 1", "1 1 1 1 0 1", "1 1 1 1 0 1"),
            *("1 1 0 - 1 1", "1 0 1 - 1 0", "1 0 1 - 1 0", "1 0 0 - 1 0", "1 0 0 - 1 0"),
            *("1 0 0 - 1 0", "1 0 0 - 0 0", "0 1 1 0 1 1", "0 1 0 - 0 0", "0 0 0 - 0 0"),
            *("0 0 0 - 0 0", "0 0 0 - 0 0"),
        )
    ],
    columns=["P", "E", "A", "EBA", "S", "REC"],
    index=[f"u{n}" for n in range(1, 18)],
)
NUMBERS = ["P", "E", "A", "S", "REC"]
UNIONS[NUMBERS] = UNIONS[NUMBERS].astype(int)


def test_unions_by_hand() -> None:
    table = qca.temporal_truth_table(UNIONS, "REC", temporal="EBA")
    (model,) = qca.minimize(table).models
    # by hand: u1-u5 and u13 have the order, u6 has none. u6 with its two readings joins u1, u2, u3
    # to P*E*S; u1, u2 and u4, u5 make P*E*A*EBA; u13 and u3 make E*A*S with the other order
    assert set(model.terms) == {
        "P[1]*E[1]*S[1]",
        "P[1]*E[1]*A[1]*EBA[1]",
        "E[1]*A[1]*EBA[0]*S[1]",
    }
    assert (model.inclusion, model.coverage) == (1.0, 1.0)
    cases = qca.path_cases(table, ["P[1]*E[1]*S[1]", "P[1]*E[1]*A[1]*EBA[1]"])
    assert [item.case for item in cases.members("P[1]*E[1]*S[1]")] == ["u1", "u2", "u3", "u6"]
    assert [item.case for item in cases.members("P[1]*E[1]*A[1]*EBA[1]")] == [
        "u1",
        "u2",
        "u4",
        "u5",
    ]
    assert table.case_names == tuple(UNIONS.index)
    assert dict(zip(table.numbers, table.cases, strict=True))[26] == ("u6",)
    assert dict(zip(table.numbers, table.cases, strict=True))[28] == ("u6",)
    again = qca.TruthTable.from_dict(table.to_dict())
    assert again == table


def test_a_marked_case_is_in_neither_value() -> None:
    table = qca.temporal_truth_table(UNIONS, "REC", temporal=["EBA"])
    found = qca.path_cases(table, ["EBA[1]", "EBA[0]"])
    marked = np.array([value == "-" for value in UNIONS["EBA"]])
    assert (found.memberships[:, marked] == 0).all()
    np.testing.assert_array_equal(found.memberships[0], UNIONS["EBA"] == "1")
    np.testing.assert_array_equal(found.memberships[1], UNIONS["EBA"] == "0")


def test_without_marks_it_is_an_ordinary_condition() -> None:
    data = UNIONS.replace({"EBA": {"-": "0"}})
    table = qca.temporal_truth_table(data, "REC", temporal="EBA", inclusion_cut=(0.8, 0.6))
    plain = qca.truth_table(data.astype({"EBA": int}), "REC", inclusion_cut=(0.8, 0.6))
    assert table.out == plain.out
    assert table.numbers == plain.numbers
    assert table.cases == plain.cases
    np.testing.assert_array_equal(table.inclusion, plain.inclusion)
    assert all(note.key != "qca.note.temporal" for note in table.notes)
    one, other = qca.minimize(table, "parsimonious"), qca.minimize(plain, "parsimonious")
    assert one.model_count == other.model_count


def test_no_implicant_meets_a_negative_case_in_either_reading() -> None:
    table = qca.temporal_truth_table(UNIONS, "REC", temporal="EBA")
    found = qca.minimize(table, "parsimonious")
    readings = [
        dict(zip(["P", "E", "A", "S"], line[["P", "E", "A", "S"]], strict=True)) | {"EBA": value}
        for _, line in UNIONS[UNIONS["REC"] == 0].iterrows()
        for value in ((0, 1) if line["EBA"] == "-" else (int(line["EBA"]),))
    ]
    for term, reading in itertools.product(found.prime_implicants, readings):
        literals = {item.condition: item.values[0] for item in qca.parse(term).terms[0]}
        assert any(reading[name] != value for name, value in literals.items())


def test_fuzzy_conditions_and_two_marks() -> None:
    data = {
        "name": ["a", "b", "c", "d"],
        "A": [0.9, 0.7, 0.5, 0.2],
        "first": ["-", "1", "0", "–"],
        "then": ["-", "0", "1", "1"],
        "Y": [0.8, 0.9, 0.2, 0.1],
    }
    table = qca.temporal_truth_table(data, "Y", temporal=["first", "then"], cases="name")
    rows = dict(zip(table.numbers, table.cases, strict=True))
    assert sum("a" in names for names in rows.values()) == 4
    assert sum("d" in names for names in rows.values()) == 2
    assert table.half_cases == ("c",)
    assert [note.values["cases"] for note in table.notes if note.key == "qca.note.half"] == [("c",)]
    assert "first (2), then (1)" in str(table.notes[-1])
    full = table.numbers.index(8)
    # a in all four rows of A, d (.2 in A) in the two with 1 in the second order
    assert table.inclusion[full] == pytest.approx((0.8 + 0.1) / (0.9 + 0.2))


@pytest.mark.parametrize("cell", ["2", "", "yes", None, 0.5, float("nan"), "?"])
def test_other_codes_are_refused(cell: object) -> None:
    codes: list[object] = UNIONS["EBA"].tolist()
    codes[2] = cell
    data = UNIONS.assign(EBA=pd.Series(codes, index=UNIONS.index, dtype=object))
    with pytest.raises(DataError, match="for case u3"):
        qca.temporal_truth_table(data, "REC", temporal="EBA")


def test_what_is_temporal_must_be_a_condition() -> None:
    for temporal, error in (
        ("K", UnknownNameError),
        (["REC"], UnknownNameError),
        (5, ArgumentError),
    ):
        with pytest.raises(error):
            qca.temporal_truth_table(UNIONS, "REC", temporal=temporal)


def test_a_path_that_only_a_mark_makes_stays_a_model_without_inclusion() -> None:
    data = {"A": [1, 1, 1, 1, 1], "T": ["-", "0", "0", "0", "0"], "Y": [1, 1, 0, 0, 1]}
    found = qca.minimize(qca.temporal_truth_table(data, "Y", temporal=["T"]))
    assert (found.status, found.model_count) == ("solved", 1)
    assert [model.expression for model in found.models] == ["A[1]*T[1]"]
    assert math.isnan(found.models[0].inclusion)
