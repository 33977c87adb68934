"""Laws of survey measures: units of scales, orders, and the identities between measures."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from consilience import calibration

ANSWERS = st.integers(3, 8).flatmap(
    lambda people: st.lists(
        st.lists(st.integers(1, 5), min_size=3, max_size=3), min_size=people, max_size=people
    )
)


def same(first: float, second: float) -> bool:
    both = math.isnan(first) and math.isnan(second)
    return both or math.isclose(first, second, rel_tol=1e-7, abs_tol=1e-7)


@given(rows=ANSWERS, shift=st.integers(-9, 9), factor=st.integers(1, 9))
@settings(deadline=None)
def test_alpha_does_not_depend_on_units_or_order(
    rows: list[list[int]], shift: int, factor: int
) -> None:
    table = pd.DataFrame(rows)
    first = calibration.cronbach_alpha(table).alpha
    assert same(first, calibration.cronbach_alpha(table * factor + shift).alpha)
    assert same(first, calibration.cronbach_alpha(table[[2, 0, 1]]).alpha)
    assert math.isnan(first) or first <= 1 + 1e-12


@given(rows=ANSWERS)
@settings(deadline=None)
def test_alpha_of_one_item_repeated_is_one(rows: list[list[int]]) -> None:
    item = [row[0] for row in rows]
    assume(len(set(item)) > 1)
    assert same(calibration.cronbach_alpha({"a": item, "b": item, "c": item}).alpha, 1)


@given(loadings=st.lists(st.floats(0.05, 0.99), min_size=2, max_size=8))
def test_reliability_lies_between_average_variance_and_one(loadings: list[float]) -> None:
    found = calibration.composite_reliability(loadings)
    assert 0 < found.average_variance_extracted <= found.composite_reliability < 1
    assert same(found.root_ave**2, found.average_variance_extracted)


@given(loading=st.floats(0.05, 0.99), items=st.integers(2, 8))
def test_equal_loadings_give_the_formula_of_spearman_and_brown(loading: float, items: int) -> None:
    found = calibration.composite_reliability([loading] * items).composite_reliability
    assert same(found, items * loading**2 / (1 + (items - 1) * loading**2))


@given(rows=ANSWERS, random=st.randoms(use_true_random=False))
@settings(deadline=None)
def test_group_measures_do_not_depend_on_the_order_of_people(
    rows: list[list[int]], random: Any
) -> None:
    groups = ["A", "A", *["B"] * (len(rows) - 2)]
    order = random.sample(range(len(rows)), len(rows))
    table = pd.DataFrame(rows)
    first = calibration.aggregate(table, groups, points=5)
    second = calibration.aggregate(table.iloc[order], [groups[place] for place in order], points=5)
    assert same(first.intraclass.icc1, second.intraclass.icc1)
    for one, other in zip(first.groups, second.groups, strict=True):
        assert same(one.score, other.score)
        assert same(one.agreement, other.agreement)
        assert math.isnan(one.agreement) or 0 <= one.agreement <= 1


@given(rows=ANSWERS)
@settings(deadline=None)
def test_the_second_icc_steps_up_the_first(rows: list[list[int]]) -> None:
    """Spearman and Brown for equal groups: ICC(2) = k ICC(1) / (1 + (k - 1) ICC(1))."""
    values = np.array(rows, dtype=float).ravel()
    groups = [f"group {place // 3}" for place in range(len(values))]
    found = calibration.icc(values, groups)
    assume(not found.undefined)
    size = found.group_size
    below = 1 + (size - 1) * found.icc1
    assume(abs(below) > 1e-6)
    assert same(found.icc2, size * found.icc1 / below)
    for choice in ("mean", "adjusted"):
        assert same(calibration.icc(values, groups, group_size=choice).group_size, 3)


@given(rows=ANSWERS)
@settings(deadline=None)
def test_more_items_of_the_same_variance_agree_more(rows: list[list[int]]) -> None:
    item = [row[0] for row in rows]
    groups = ["A", "A", *["B"] * (len(rows) - 2)]
    one = calibration.rwg({"a": item}, groups, points=5)
    three = calibration.rwg({"a": item, "b": item, "c": item}, groups, points=5)
    for single, several in zip(one.groups, three.groups, strict=True):
        assert same(single.variance, several.variance)
        assert math.isnan(single.agreement) or single.agreement <= several.agreement + 1e-12


@given(rows=ANSWERS)
@settings(deadline=None)
def test_turning_an_item_twice_gives_it_back(rows: list[list[int]]) -> None:
    table = pd.DataFrame(rows, columns=["a", "b", "c"])
    once = calibration.likert(table, reversed_items=["b"]).to_frame()
    twice = calibration.likert(once, reversed_items=["b"]).to_frame()
    assert twice.to_numpy().tolist() == table.to_numpy().tolist()
