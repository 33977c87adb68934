"""Necessity where a configuration is given, and the paths that contain it."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consilience import qca
from consilience.demo import data_file
from consilience.errors import ArgumentError, DataError, UnknownNameError
from tables import random_table

CONDITIONS = {
    "JD": ("Q19", 1),
    "AD": ("Q17", -1),
    "CG": ("Q24", 1),
    "RG": ("Q42", 1),
    "CC": ("Q34", 1),
}


def collaborations() -> pd.DataFrame:
    """Return the complete collaborations of cgcd60, calibrated at 1, 3.01 and 5."""
    raw = pd.read_csv(data_file("cgcd60.csv"), index_col=0)
    scores = pd.DataFrame(
        {
            name: raw[f"{item}_Middle"].fillna(raw[f"{item}_Start"]) * sign + (3 - 3 * sign)
            for name, (item, sign) in CONDITIONS.items()
        }
    )
    scores["VC"] = raw[[f"Q57.{i}_End" for i in (1, 2, 3)]].mean(axis=1)
    whole, middle = scores.dropna(), 3.01
    width = np.where(whole < middle, middle - 1, 5 - middle)
    memberships: pd.DataFrame = 1 / (1 + np.exp(-(whole - middle) * np.log(19) / width))
    return memberships


def test_the_paths_of_power_logic_in_the_collaborations() -> None:
    data = collaborations()
    found = qca.fit(data, "AD*CG*RG*~CC", "VC")
    assert len(data) == 36
    assert found.inclusion == pytest.approx(0.943, abs=6e-4)
    assert found.pri == pytest.approx(0.733, abs=6e-4)
    terms = (
        qca.minimize(qca.truth_table(data, "VC", inclusion_cut=0.8, pri_cut=0.7)).models[0].terms
    )
    paths = qca.paths_given(terms, "AD")
    assert paths.containing == ("~JD*AD*CG*RG*~CC",)
    assert set(paths.containing + paths.open + paths.excluded) == set(terms)
    given = qca.conditional_necessity(data, "VC", "AD")
    assert (given.n, given.total) == (13, 36)
    assert [item.expression for item in given.necessity.passing] == ["CC"]
    assert given.necessity.conditions == ("JD", "CG", "RG", "CC")


@settings(deadline=None, max_examples=40)
@given(seed=st.integers(0, 10_000), expression=st.sampled_from(["A", "~A", "A*B", "A + ~B"]))
def test_it_is_necessity_among_the_cases_that_belong(seed: int, expression: str) -> None:
    data = random_table(seed, 4, 30, "fuzzy")
    belongs = {
        "A": data["A"] > 0.5,
        "~A": data["A"] < 0.5,
        "A*B": (data["A"] > 0.5) & (data["B"] > 0.5),
        "A + ~B": (data["A"] > 0.5) | (data["B"] < 0.5),
    }
    few = data[belongs[expression]]
    if few["Y"].nunique() < 2:
        with pytest.raises(DataError):
            qca.conditional_necessity(data, "Y", expression)
        return
    found = qca.conditional_necessity(data, "Y", expression, inclusion_cut=0.8, depth=2)
    others = [name for name in "ABCD" if name not in expression]
    assert found.necessity == qca.necessity(few, "Y", others, inclusion_cut=0.8, depth=2)
    assert found.cases == tuple(few.index)
    assert str(found.notes[0]).startswith(f"{len(few)} of 30 cases")


def test_conditions_that_are_given_can_be_asked_for() -> None:
    data = random_table(3, 3, 20, "fuzzy")
    found = qca.conditional_necessity(data, "Y", "A", ["A", "B"])
    assert [item.expression for item in found.necessity.single] == ["A", "~A", "B", "~B"]


def test_case_names_may_stand_in_a_column() -> None:
    data = random_table(3, 2, 10, "fuzzy").reset_index(names="firm")
    found = qca.conditional_necessity(data, "Y", "A", cases="firm")
    assert set(found.cases) < set(data["firm"])
    plain = qca.conditional_necessity(data.drop(columns="firm"), "Y", "A")
    assert plain.cases == tuple(name.removeprefix("c") for name in found.cases)


def test_multi_value_conditions_can_be_given() -> None:
    data = random_table(2, 3, 14, "multi-value")
    found = qca.conditional_necessity(data, "Y", "A[2]")
    assert found.cases == tuple(data.index[data["A"] == 2])
    assert found.necessity.conditions == ("B", "C")


def test_errors_say_what_is_given() -> None:
    data = random_table(3, 2, 10, "fuzzy").assign(A=0.4)
    with pytest.raises(DataError, match=r"no case has a membership above 0\.5 in A\b"):
        qca.conditional_necessity(data, "Y", "A")
    with pytest.raises(DataError, match="outcome ~Y stands in B"):
        qca.conditional_necessity(data, "~Y", "B*Y")
    with pytest.raises(UnknownNameError, match="given of conditional_necessity"):
        qca.conditional_necessity(data, "Y", "K")
    one = random_table(3, 2, 10, "fuzzy").assign(A=[0.9] + [0.1] * 9)
    with pytest.raises(DataError, match="in all 1 cases"):
        qca.conditional_necessity(one, "Y", "A")


@pytest.mark.parametrize(
    ("given_", "containing", "left_open", "excluded"),
    [
        ("A", ("A*B", "A*C"), ("D",), ("~A*C",)),
        ("~A", ("~A*C",), ("D",), ("A*B", "A*C")),
        ("A*C", ("A*C",), ("A*B", "D"), ("~A*C",)),
        ("A*B + ~A*C", ("A*B", "~A*C"), ("A*C", "D"), ()),
        ("A[1]", ("A*B", "A*C"), ("D",), ("~A*C",)),
        ("A*~C", (), ("A*B", "D"), ("A*C", "~A*C")),
    ],
)
def test_paths_are_sorted_by_what_they_say_of_the_given(
    given_: str,
    containing: tuple[str, ...],
    left_open: tuple[str, ...],
    excluded: tuple[str, ...],
) -> None:
    found = qca.paths_given(["A*B", "A*C", "~A*C", "D"], given_)
    assert (found.containing, found.open, found.excluded) == (containing, left_open, excluded)
    assert found.to_frame()["term"].tolist() == [*containing, *left_open, *excluded]


def test_a_given_that_is_no_conjunction_of_values_is_refused() -> None:
    with pytest.raises(ArgumentError, match="given of paths_given must be conjunctions"):
        qca.paths_given(["A"], "A*~A")
