"""From scores to raw values, by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from consilience.errors import DataError, UnknownNameError
from consilience.study import (
    Case,
    Condition,
    Project,
    Source,
    Study,
    Variable,
    raw_values,
    study_of,
)
from consilience.study.base_records import Combination
from engines.study.samples import cell

ONE, TWO = Case(code="C1", name="one"), Case(code="C2", name="two")
A, B = Variable(code="A"), Variable(code="B")
TABLE = Source(code="T", title="Survey", kind="table")
BOTH = Condition(code="X", role="condition", variables=("A", "B"), combine="mean")


def study() -> Study:
    """Case C1 has A 4 (2 in the middle) and B 1; case C2 has only B 3."""
    scores = [
        cell(ONE, A, TABLE, 4.0),
        cell(ONE, A, TABLE, 2.0, "Middle"),
        cell(ONE, B, TABLE, 1.0),
        cell(TWO, B, TABLE, 3.0),
    ]
    return study_of([Project(code="P", title="t"), ONE, TWO, A, B, TABLE, *scores])


@pytest.mark.parametrize(
    ("combine", "expected", "alone"),
    [
        ("mean", 2.5, None),
        ("available mean", 2.5, 3.0),
        ("sum", 5.0, None),
        ("minimum", 1.0, None),
        ("maximum", 4.0, None),
        ("difference", 3.0, None),
    ],
)
def test_combinations(combine: Combination, expected: float, alone: float | None) -> None:
    first, second = raw_values(study(), replace(BOTH, combine=combine))
    assert (first.case, first.value, first.missing) == ("C1", expected, ())
    assert (second.case, second.value, second.missing) == ("C2", alone, ("A",))
    assert [len(raw.scores) for raw in (first, second)] == [2, 1]


def test_the_first_wave_with_a_score_is_taken_for_each_variable() -> None:
    waves = replace(BOTH, waves=("End", "Middle", ""), combine="sum")
    assert [raw.value for raw in raw_values(study(), waves)] == [3.0, None]
    only = replace(BOTH, waves=("Middle",), combine="available mean")
    assert [(raw.value, raw.missing) for raw in raw_values(study(), only)] == [
        (2.0, ("B",)),
        (None, ("A", "B")),
    ]


def test_reversal_comes_before_the_combination() -> None:
    turned = replace(BOTH, reverse_from=6.0, combine="maximum")
    assert raw_values(study(), turned)[0].value == 5.0


def test_a_variable_named_twice_counts_twice() -> None:
    twice = replace(BOTH, variables=("A", "A"), combine="sum")
    assert raw_values(study(), twice)[0].value == 8.0


@pytest.mark.parametrize(
    ("variables", "combine", "needed"),
    [(("A", "B"), "single", 1), (("A",), "difference", 2), ((), "mean", 1), ((), "single", 1)],
)
def test_the_number_of_variables_must_fit(
    variables: tuple[str, ...], combine: Combination, needed: int
) -> None:
    wrong = replace(BOTH, variables=variables, combine=combine)
    with pytest.raises(DataError, match=f"X takes {needed} .* for {combine}, got {len(variables)}"):
        raw_values(study(), wrong)


def test_unknown_variables_are_named() -> None:
    with pytest.raises(UnknownNameError, match=r"code of study\.variable .* got a: did you mean A"):
        raw_values(study(), replace(BOTH, variables=("a", "B")))
