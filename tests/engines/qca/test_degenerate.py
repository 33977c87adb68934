"""Degenerate and bad inputs, one line each: a named result, or one clear sentence."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from consilience import qca
from consilience.errors import ConsilienceError
from consilience.texts import LANGUAGES

NAN = float("nan")
Y = [1, 0, 1, 0]
BASE = {"A": [1, 0, 1, 0], "B": [1, 1, 0, 0], "Y": Y}

# what is asked of the data, and a part of the sentence
REFUSED = {
    "above 1": ({"A": [1.2, 0, 1, 0], "Y": Y}, "memberships lie between 0 and 1"),
    "below 0": ({"A": [-0.1, 0, 1, 0], "Y": Y}, "memberships lie between 0 and 1"),
    "fuzzy and multi-value": ({"A": [2, 1.5, 0, 0], "Y": Y}, "memberships lie between 0 and 1"),
    "a huge value": ({"A": [0, 10**12, 5, 0], "Y": Y}, "whole numbers from 0 to 99"),
    "a gap": ({"A": [1, NAN, 1, 0], "Y": Y}, "has no value for case 2"),
    "nothing": ({"A": [1, None, 1, 0], "Y": Y}, "has no value for case 2"),
    "a gap in the outcome": ({"A": Y, "Y": [1, NAN, 1, 0]}, "has no value for case 2"),
    "infinity": ({"A": [1, float("inf"), 1, 0], "Y": Y}, "is no number"),
    "text": ({"A": ["high", 0, 1, 0], "Y": Y}, "is no number"),
    "complex numbers": ({"A": [1 + 0j, 0, 1, 0], "Y": Y}, "is no number"),
    "dates": ({"A": pd.date_range("2020", periods=4), "Y": Y}, "is no number"),
    "one name for two columns": (
        pd.DataFrame([[1, 1, 1], [0, 0, 0]], columns=["A", "A", "Y"]),
        "names that occur once",
    ),
    "two cases with one name": (
        pd.DataFrame({"A": Y, "Y": Y}, index=["a", "b", "a", "c"]),
        "names that occur once",
    ),
    "no case": (pd.DataFrame({"A": [], "Y": []}), "at least one value"),
    "no condition": ({"Y": Y}, "at least one value"),
    "one case": ({"A": [1], "Y": [1]}, "there is nothing to explain"),
    "equal cases": ({"A": [1, 1], "B": [0, 0], "Y": [1, 1]}, "there is nothing to explain"),
    "63 conditions": ({**{f"C{n}": Y for n in range(63)}, "Y": Y}, "at most 62 conditions"),
    "a space in a name": ({"Trust in": Y, "Y": Y}, "rename it, for example to Trust_in"),
    "a product as a name": ({"A*B": Y, "A": Y, "B": Y, "Y": Y}, "for example to A_B"),
    "a sum as a name": ({"A + B": Y, "Y": Y}, "for example to A_B"),
    "a negation as a name": ({"~A": Y, "Y": Y}, "for example to A "),
    "a value in a name": ({"A[1]": Y, "Y": Y}, "for example to A_1"),
    "a digit first": ({"1A": Y, "Y": Y}, "for example to C1A"),
    "an empty name": ({"": Y, "Y": Y}, "for example to C "),
    "full-width letters": ({"ＡＢ": Y, "Y": Y}, "for example to AB "),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused_in_one_sentence(name: str) -> None:
    data, part = REFUSED[name]
    with pytest.raises(ConsilienceError) as caught:
        qca.truth_table(data, "Y")
    assert part in f"{caught.value} "
    for language in LANGUAGES:
        sentence = caught.value.sentence(language)
        assert sentence
        assert "\n" not in sentence
    if name != "63 conditions":  # necessity numbers no rows
        with pytest.raises(ConsilienceError):
            qca.necessity(data, "Y")


@pytest.mark.parametrize(
    ("outcome", "conditions", "part"),
    [
        ("Y", ["A", "Y"], "among the conditions"),
        ("~Y", ["A", "Y"], "among the conditions"),
        ("y", None, "did you mean Y?"),
        ("Y", ["a"], "did you mean A?"),
        ("Y", ["A", "A"], "names that occur once"),
        ("Y", [], "at least one value"),
        ("Y[2]", None, "use 0 or 1"),
        ("A + B", None, "must be one set"),
    ],
)
def test_names_that_do_not_fit(outcome: str, conditions: Any, part: str) -> None:
    with pytest.raises(ConsilienceError) as caught:
        qca.truth_table(BASE, outcome, conditions)
    assert part in str(caught.value)


@pytest.mark.parametrize("name", ["Trust in", "Y*", "~Y", "Y[1]", "1Y"])
def test_an_outcome_that_cannot_be_written(name: str) -> None:
    with pytest.raises(ConsilienceError, match="rename it"):
        qca.truth_table({"A": Y, name: Y}, name)


# conservative, parsimonious and intermediate (first condition expected present)
RESULTS: dict[str, tuple[Any, list[tuple[str, list[str]]]]] = {
    "one condition": ({"A": Y, "Y": Y}, [("solved", ["A"])] * 3),
    "a constant condition": (
        {"A": [1, 1, 1], "B": [1, 0, 1], "Y": [1, 0, 1]},
        [("solved", ["A*B"]), ("solved", ["B"]), ("solved", ["A*B"])],
    ),
    "constant conditions only": (
        {"A": [1, 1], "B": [0, 0], "Y": [1, 0]},
        [("no sufficient row", [])] * 3,
    ),
    "no sufficient row": (
        {"A": [1, 1, 0], "Y": [0.1, 0.2, 0.15]},
        [("no sufficient row", [])] * 3,
    ),
    "every row sufficient": (
        {"A": [1, 1, 0], "B": [1, 0, 0], "Y": [1, 0.9, 0.95]},
        [
            ("every row sufficient", ["A + ~B"]),
            ("every row sufficient", ["1"]),
            ("every row sufficient", ["A + ~B"]),
        ],
    ),
    "two equal conditions": (
        {"A": Y, "B": Y, "Y": Y},
        [("solved", ["A*B"]), ("solved", ["A", "B"]), ("solved", ["A*B"])],
    ),
    "a condition equal to the outcome": (
        {"A": [0.1, 0.9, 0.3], "B": [0.2, 0.4, 0.8], "Y": [0.1, 0.9, 0.3]},
        [("solved", ["A*~B"]), ("solved", ["A"]), ("solved", ["A*~B"])],
    ),
    "more conditions than cases": (
        {"A": [1, 0], "B": [1, 0], "C": [0, 1], "Y": [1, 0]},
        [("solved", ["A*B*~C"]), ("solved", ["A", "B", "~C"]), ("solved", ["A*B*~C"])],
    ),
    "every case at one half": ({"A": [0.5, 0.5], "Y": [0.2, 0.9]}, [("no sufficient row", [])] * 3),
    "true and false": ({"A": [True, False], "Y": [True, False]}, [("solved", ["A"])] * 3),
    "negative zero": ({"A": [1.0, -0.0], "Y": [1.0, -0.0]}, [("solved", ["A"])] * 3),
    "numbers as text": ({"A": ["1", "0"], "Y": ["1", "0"]}, [("solved", ["A"])] * 3),
    "values that nobody has": (
        {"A": [0, 5, 5, 0], "Y": [1, 0, 0, 1]},
        [("solved", ["A[0]"])] * 3,
    ),
    "a tiny membership": ({"A": [1e-300, 1, 0], "Y": [1e-300, 1, 0]}, [("solved", ["A"])] * 3),
    "Chinese names": ({"信任": Y, "Y": Y}, [("solved", ["信任"])] * 3),
    "lower case, points, digits, accents": (
        {"q2.1_é": Y, "Y": Y},
        [("solved", ["q2.1_é"])] * 3,
    ),
    "names that differ in case only": (
        {"a": [1, 0, 1, 0], "A": [1, 1, 0, 0], "Y": [1, 0, 1, 0]},
        [("solved", ["a"])] * 3,
    ),
}


@pytest.mark.parametrize("name", RESULTS)
def test_degenerate_tables_have_results(name: str) -> None:
    data, wanted = RESULTS[name]
    table = qca.truth_table(data, "Y")
    found = [
        qca.minimize(table),
        qca.minimize(table, "parsimonious"),
        qca.minimize(table, "intermediate", {table.conditions[0]: 1}),
    ]
    assert [(f.status, [model.expression for model in f.models]) for f in found] == wanted
    for item in found:
        assert (item.status == "solved") == (not any("row" in n.key for n in item.notes))
        assert qca.Solutions.from_dict(item.to_dict()) == item


def test_true_and_false_are_one_and_zero() -> None:
    numbers = qca.truth_table(BASE, "Y")
    truths = {name: np.array(column, dtype=bool) for name, column in BASE.items()}
    assert qca.truth_table(pd.DataFrame(truths), "Y") == qca.truth_table(pd.DataFrame(BASE), "Y")
    assert numbers.out == ("0", "0", "1", "1")


def test_cases_at_one_half_are_named_and_count_in_the_measures() -> None:
    data = {"A": [0.5, 0.9, 0.1], "Y": [0.9, 0.8, 0.2]}
    table = qca.truth_table(data, "Y")
    assert table.half_cases == ("1",)
    assert table.n.tolist() == [1, 1]
    # (0.5 + 0.8 + 0.1) / 1.5: the case at one half counts
    np.testing.assert_allclose(table.inclusion[1], 1.4 / 1.5)
    assert "qca.note.half" in [note.key for note in table.notes]
    outcome = qca.truth_table({"A": [0.6, 0.9, 0.1], "Y": [0.5, 0.8, 0.2]}, "Y")
    assert outcome.half_cases == ()


@pytest.mark.parametrize(
    "expectations", ["A, ~A", "A*~A", {"A": [0, 1]}, ["A", "~A"], {"A": 1, "B": [0, 1]}]
)
def test_contradictory_expectations_are_refused(expectations: object) -> None:
    with pytest.raises(ConsilienceError):
        qca.minimize(qca.truth_table(BASE, "Y"), "intermediate", expectations)


def test_sixty_two_conditions() -> None:
    data = {f"C{n}": [1, 0, 1] for n in range(62)} | {"Y": [1, 0, 1]}
    table = qca.truth_table(data, "Y")
    for covers in ("minimum", "irredundant"):
        found = qca.minimize(table, "parsimonious", covers=covers)
        assert found.model_count == 62
        assert found.exhausted
    assert qca.minimize(table, "parsimonious", path_cut=0.9).model_count == 62
    # C0 is dropped against its expectation, unless the parsimonious model of the pair is C0
    models = qca.minimize(table, "intermediate", {"C0": 0, "C1": 1}).models
    assert sorted(model.terms[0].count("*") for model in models) == [60, 61]


def test_a_constant_condition_is_possibly_trivial() -> None:
    found = qca.necessity({"A": [1, 1, 1], "Y": [1, 0, 1]}, "Y")
    assert [item.expression for item in found.passing] == ["A"]
    assert {"qca.note.trivial", "qca.note.undefined"} >= {note.key for note in found.notes}
    assert "qca.note.trivial" in {note.key for note in found.notes}
