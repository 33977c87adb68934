"""Theory and solution: the four intersections by definition, and the cases in them."""

from __future__ import annotations

import itertools
from typing import get_args

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consilience import qca
from consilience.errors import DataError, UnknownNameError
from consilience.qca.dataset import calibrated, memberships
from consilience.qca.theory_evaluation import TheoryCaseKind
from tables import random_table

KINDS = get_args(TheoryCaseKind)
NAMES = "ABCD"
CORNERS = pd.DataFrame(
    [(*corner, corner[0]) for corner in itertools.product((0, 1), repeat=4)],
    columns=[*NAMES, "Y"],
)
literals = st.tuples(st.sampled_from(NAMES), st.booleans()).map(
    lambda item: qca.Literal(item[0], negated=item[1])
)
expressions = st.lists(
    st.lists(literals, min_size=1, max_size=4, unique=True).map(tuple), min_size=1, max_size=4
).map(lambda terms: qca.Expression(tuple(terms)))


def test_by_hand() -> None:
    data = pd.DataFrame(
        {
            "A": [0.9, 0.8, 0.8, 0.7, 0.4, 0.3, 0.2, 0.1],
            "B": [0.8, 0.7, 0.3, 0.2, 0.9, 0.6, 0.1, 0.2],
            "Y": [0.9, 0.2, 0.8, 0.1, 0.7, 0.3, 0.6, 0.4],
        },
        index=list("abcdefgh"),
    )
    found = qca.theory_evaluation(data, "A", "B", "Y")
    assert [found.members(kind) for kind in KINDS] == [
        ("a",), ("e",), ("c",), ("g",), ("b",), ("f",), ("d",), ("h",),
    ]  # fmt: skip
    assert [item.expression for item in found.intersections] == ["A*B", "~A*B", "A*~B", "~A*~B"]
    both = found.intersections[0]
    # memberships in A*B: .8 .7 .3 .2 .4 .3 .1 .1; min with Y: .8 .2 .3 .1 .4 .3 .1 .1
    np.testing.assert_allclose([both.inclusion, both.coverage], [2.3 / 2.9, 2.3 / 4.0])
    # min(x, y, 1 - y): .1 .2 .2 .1 .3 .3 .1 .1
    np.testing.assert_allclose(both.pri, (2.3 - 1.4) / (2.9 - 1.4))
    frame = found.to_frame()
    assert frame["with_outcome"].tolist() == ["a", "e", "c", "g"]
    assert frame["without_outcome"].tolist() == ["b", "f", "d", "h"]
    assert found.notes == ()
    with pytest.raises(UnknownNameError, match="did you mean covered most likely"):
        found.members("covered most likly")


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 10**6), expressions, expressions)
def test_intersections_follow_their_definition_and_part_the_cases(
    seed: int, theory: qca.Expression, solution: qca.Expression
) -> None:
    data = random_table(seed, 4, 15, "fuzzy")
    found = qca.theory_evaluation(data, theory, solution, "Y")
    table = calibrated(data, list(NAMES), "test")
    t, e = memberships(theory, table), memberships(solution, table)
    np.testing.assert_array_equal(
        found.memberships, [np.minimum(a, b) for b in (e, 1 - e) for a in (t, 1 - t)]
    )
    assert found.half_cases == ()
    assert ((found.memberships > 0.5).sum(axis=0) == 1).all()
    assert sorted(name for kind in KINDS for name in found.members(kind)) == sorted(data.index)
    y = data["Y"].to_numpy()
    for item, x in zip(found.intersections, found.memberships, strict=True):
        overlap = np.minimum(x, y).sum()
        np.testing.assert_allclose(item.inclusion, overlap / x.sum() if x.sum() else np.nan)
        np.testing.assert_allclose(item.coverage, overlap / y.sum())


@settings(deadline=None, max_examples=100)
@given(expressions, expressions)
def test_expressions_are_the_intersections_in_boolean_logic(
    theory: qca.Expression, solution: qca.Expression
) -> None:
    found = qca.theory_evaluation(CORNERS.rename(columns={"Y": "Z"}), theory, solution, "Z")
    table = calibrated(CORNERS, list(NAMES), "test")
    for item, wanted in zip(found.intersections, found.memberships, strict=True):
        read = qca.Expression(()) if item.expression == "0" else qca.parse(item.expression)
        np.testing.assert_array_equal(memberships(read, table), wanted)
        for term in read.terms:
            assert len({literal.condition for literal in term}) == len(term)


def test_multi_value_terms_that_exclude_each_other_are_dropped() -> None:
    data = {"A": [0, 1, 2, 2], "B": [1, 0, 1, 0], "Y": [0, 1, 1, 0]}
    found = qca.theory_evaluation(data, "A[1,2]*B", "A[1] + A[2]*~B", "Y")
    expressions = [item.expression for item in found.intersections]
    assert expressions[0] == "A[1,2]*A[1]*B"
    assert expressions[2] == "A[1,2]*~A[1]*B"
    assert found.intersections[2].with_outcome == ("3",)
    empty = qca.theory_evaluation(data, "A[0]", "A[1,2]", "Y").intersections
    assert empty[0].expression == "0"


def test_a_theory_that_is_always_true_leaves_no_least_likely_case() -> None:
    data = {"A": [0.9, 0.2, 0.6], "B": [0.8, 0.7, 0.1], "Y": [0.9, 0.7, 0.2]}
    found = qca.theory_evaluation(data, "A + ~A", "B", "Y")
    assert [item.expression for item in found.intersections] == [
        "A*B + ~A*B", "0", "A*~B + ~A*~B", "0",
    ]  # fmt: skip
    assert found.members("covered least likely") == ()
    assert found.members("covered most likely") == ("1", "2")


def test_halves_belong_nowhere_and_are_named() -> None:
    data = {"A": [0.5, 0.9, 0.8, 0.1], "B": [0.9, 0.8, 0.9, 0.2], "Y": [0.9, 0.5, 0.8, 0.1]}
    found = qca.theory_evaluation(data, "A", "B", "Y")
    assert found.half_cases == ("1",)
    assert [(note.key, note.values["cases"]) for note in found.notes] == [
        ("qca.note.theory_half", ("1", "2"))
    ]
    assert found.members("covered most likely") == ("3",)
    crisp = qca.theory_evaluation({"A": [1, 0], "B": [1, 0], "Y": [1, 0]}, "A", "B", "Y")
    assert [note.key for note in crisp.notes] == ["qca.note.undefined"]
    assert list(crisp.notes[0].values["sets"]) == ["~T*E", "T*~E"]
    assert np.isnan(crisp.intersections[1].inclusion)


@pytest.mark.parametrize("empty", [qca.Expression(()), qca.Expression(((),))])
def test_an_expression_without_conditions_is_refused(empty: qca.Expression) -> None:
    data = {"A": [0.1, 0.9], "Y": [0.1, 0.9]}
    with pytest.raises(DataError, match="theory of theory_evaluation names no condition"):
        qca.theory_evaluation(data, empty, "A", "Y")
    with pytest.raises(DataError, match="solution of theory_evaluation names no condition"):
        qca.theory_evaluation(data, "A", empty, "Y")


def test_the_outcome_in_theory_or_solution_is_refused() -> None:
    data = {"A": [0.1, 0.9], "Y": [0.1, 0.9]}
    for pair in (("A*Y", "A"), ("A", "~Y")):
        with pytest.raises(DataError, match="Y of theory_evaluation is among the conditions"):
            qca.theory_evaluation(data, *pair, "~Y")
