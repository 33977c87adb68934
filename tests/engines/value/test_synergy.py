"""Order degrees, synergy, coupling coordination, obstacles, weights, grey relation."""

from __future__ import annotations

from typing import get_args

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from consilience import value
from consilience.errors import DataError

TABLE = pd.DataFrame(
    {"patents": [2.0, 6, 10, 8], "sales": [1, 4, 2, 5], "delay": [9, 6, 3, 5]},
    index=["2020", "2021", "2022", "2023"],
)
BOUNDS = {"patents": (0, 20), "sales": (0, 5), "delay": (0, 10)}
PARTS = {"creation": ["patents", "sales"], "speed": ["delay"]}


def test_order_degrees_by_hand() -> None:
    found = value.order_degrees(TABLE, PARTS, bounds=BOUNDS, negative=["delay"])
    assert_allclose(found.values[0], [(0.1 + 0.2) / 2, 0.1], rtol=1e-12)
    assert_allclose(found.values[3], [(0.4 + 1) / 2, 0.5], rtol=1e-12)
    assert_allclose(found.weights, [0.5, 0.5, 1])
    assert_allclose(found.scaled[1], [0.3, 0.8, 0.4])
    assert not found.notes
    assert found.to_frame().loc["2021", "speed"] == pytest.approx(0.4)


def test_bounds_of_the_table_are_told() -> None:
    found = value.order_degrees(TABLE, PARTS, bounds={"sales": (0, 5)})
    assert found.values[0, 1] == 1
    assert "patents, delay" in str(found.notes[0])
    with pytest.raises(DataError, match="sales never changes"):
        value.order_degrees(TABLE.assign(sales=3), PARTS)
    with pytest.raises(DataError, match="sales has values outside of its bounds"):
        value.order_degrees(TABLE, PARTS, bounds={"sales": (2, 9)})


@pytest.mark.parametrize("method", ["entropy", "critic"])
def test_weights_within_subsystems(method: value.Weighting) -> None:
    found = value.order_degrees(TABLE, PARTS, bounds=BOUNDS, method=method)
    pair = value.indicator_weights(found.scaled[:, :2], method=method).values
    assert_allclose(found.weights, [*pair, 1])
    one = value.order_degrees(TABLE[:1], {"speed": ["delay"]}, bounds=BOUNDS, method=method)
    assert one.values.shape == (1, 1)


def test_entropy_by_hand() -> None:
    found = value.indicator_weights([[0.2, 0.5, 0], [0.8, 0.6, 0]])
    shares = np.array([[0.2, 5 / 11], [0.8, 6 / 11]])
    gain = 1 + (shares * np.log(shares)).sum(axis=0) / np.log(2)
    assert_allclose(found.values, [*gain / gain.sum(), 0])
    assert [note.key for note in found.notes] == ["value.note.flat"]
    assert len(found.to_frame()) == 3


def test_critic_by_hand() -> None:
    table = np.array([[0.1, 0.9, 0.2], [0.5, 0.4, 0.1], [0.9, 0.3, 0.7]])
    found = value.indicator_weights(table, method="critic").values
    strength = table.std(axis=0) * (1 - np.corrcoef(table.T)).sum(axis=1)
    assert_allclose(found, strength / strength.sum())
    together = value.indicator_weights([[0, 0], [1, 0.5]], method="critic").values
    assert_allclose(together, [2 / 3, 1 / 3])


def test_weights_where_nothing_differs() -> None:
    with pytest.raises(DataError, match="no indicator tells the rows apart"):
        value.indicator_weights([[0.1, 0.2], [0.1, 0.2]])
    equal = value.indicator_weights([[0.1, 0.2], [0.1, 0.2]], method="equal")
    assert equal.values.tolist() == [0.5, 0.5]
    assert not equal.notes


def test_composite_synergy_by_hand() -> None:
    table = [[0.2, 0.1, 0.3], [0.6, 0.2, 0.4], [0.5, 0.6, 0.4]]
    first = value.composite_synergy(table)
    assert_allclose(first.values, [(0.4 * 0.1 * 0.1) ** (1 / 3), (0.3 * 0.5 * 0.1) ** (1 / 3)])
    previous = value.composite_synergy(table, base="previous")
    assert_allclose(previous.values, [first.values[0], 0])
    falling = value.composite_synergy([[0.5, 0.5], [0.6, 0.4]])
    assert_allclose(falling.values, [-0.1])
    assert first.to_frame().columns.tolist() == ["row", "synergy", "0", "1", "2"]


def test_obstacles_add_up_to_one() -> None:
    found = value.obstacle_degrees([[0.5, 0.75, 0.5], [1, 1, 1]], [1, 2, 1])
    assert_allclose(found.values[0], [1 / 3] * 3)
    assert found.largest == (("0", "1", "2"), ())
    assert np.isnan(found.values[1]).all()
    assert [note.key for note in found.notes] == ["value.note.nothing_missing"]
    assert found.to_frame().shape == (2, 3)


def test_coupling_by_hand() -> None:
    u = np.array([[0.2, 0.4, 0.8], [0.5, 0.5, 0.5], [0, 0.5, 1], [0, 0, 0]])
    classic = value.coupling(u, [1, 1, 2])
    assert_allclose(classic.coupling[0], 3 * (0.064) ** (1 / 3) / 1.4, rtol=1e-9)
    assert_allclose(classic.development[0], 0.25 * 0.2 + 0.25 * 0.4 + 0.5 * 0.8, rtol=1e-9)
    assert_allclose(classic.coordination**2, classic.coupling * classic.development)
    assert_allclose(classic.coupling[1:3], [1, 0])
    assert np.isnan(classic.coordination[3])
    assert [note.key for note in classic.notes] == ["value.note.all_zero"]
    corrected = value.coupling(u, form="corrected")
    apart = (0.2 + 0.6 + 0.4) / 3
    assert_allclose(corrected.coupling[0], np.sqrt((1 - apart) * np.sqrt(0.25 * 0.5)), rtol=1e-9)
    assert_allclose(corrected.coupling[1:3], [1, 0])
    assert classic.to_frame().columns.tolist() == ["row", "C", "T", "D"]


@given(st.lists(st.lists(st.floats(0.01, 1), min_size=3, max_size=3), min_size=1, max_size=4))
def test_both_forms_lie_in_the_unit_interval(table: list[list[float]]) -> None:
    for form in get_args(value.CouplingForm):
        found = value.coupling(table, form=form)
        for values in (found.coupling, found.coordination):
            assert ((values >= 0) & (values <= 1 + 1e-12)).all()
    classic = value.coupling(table).coupling
    assert (value.coupling(table, form="corrected").coupling <= classic + 1e-9).all()


@pytest.mark.parametrize(
    "form", ["factor lost", "power lost", "factor and power lost", "root lost", "pairwise sums"]
)
def test_wrong_forms_are_refused_and_recognised(form: str) -> None:
    u = np.array([[0.2, 0.4, 0.7], [0.5, 0.6, 0.3]])
    with pytest.raises(DataError, match="Take classic or corrected"):
        value.coupling(u, form=form)  # type: ignore[arg-type]  # it is refused
    product, total = u.prod(axis=1), u.sum(axis=1)
    sums = (u[:, 0] + u[:, 1]) * (u[:, 0] + u[:, 2]) * (u[:, 1] + u[:, 2])
    reported = {
        "factor lost": product ** (1 / 3) / total,
        "power lost": 3 * (product / total) ** (1 / 3),
        "factor and power lost": (product / total) ** (1 / 3),
        "root lost": 27 * product / total**3,
        "pairwise sums": 3 * (product / sums) ** (1 / 3),
    }[form]
    found = value.coupling_check(u, np.round(reported, 3))
    assert found.form == form
    assert not found.right
    assert found.notes[0].level == "warning"
    assert len(found.to_frame()) == 7


def test_right_and_unknown_forms_are_told_apart() -> None:
    u = [[0.2, 0.4], [0.5, 0.6]]
    for form in get_args(value.CouplingForm):
        reported = value.coupling(u, form=form).coupling
        found = value.coupling_check(u, np.round(reported, 3))
        assert (found.form, found.right) == (form, True)
        assert not found.notes
    unknown = value.coupling_check(u, [0.1, 0.2])
    assert (unknown.form, unknown.right) == ("unknown", False)
    assert value.coupling_check([[0, 0], [0.5, 0.5]], [0, 1]).form == "unknown"


def test_band_holds_every_variant() -> None:
    found = value.coupling_band(TABLE, PARTS, bounds=BOUNDS, negative=["delay"])
    degrees = value.order_degrees(
        TABLE, PARTS, bounds=BOUNDS, negative=["delay"], method="critic"
    ).values
    wanted = value.coupling(degrees, form="corrected").coordination
    place = found.variants.index("critic, corrected")
    assert_allclose(found.values[:, place], wanted)
    assert_allclose(found.low, found.values.min(axis=1))
    assert found.order_holds
    assert found.to_frame().shape == (4, 8)


def test_band_says_when_the_order_depends_on_the_choice() -> None:
    table = pd.DataFrame({"a": [0.9, 0.5], "b": [0.35, 0.5]})
    bounds = {"a": (0, 1), "b": (0, 1)}
    found = value.coupling_band(table, {"one": ["a"], "two": ["b"]}, bounds=bounds)
    assert not found.order_holds
    assert [note.key for note in found.notes] == ["value.note.order"]


@pytest.mark.parametrize("scaling", ["mean", "first", "range", "none"])
def test_grey_relation_by_hand(scaling: value.Scaling) -> None:
    table = np.array([[1.0, 2], [2, 4], [3, 3]])
    reference = np.array([1.0, 2, 4])
    starts = {"range": table.min(axis=0)}
    units = {"mean": table.mean(axis=0), "first": table[0], "range": np.ptp(table, axis=0)}
    other = {"mean": reference.mean(), "first": reference[0], "range": np.ptp(reference)}
    start = starts.get(scaling, 0)
    scaled = (table - start) / units.get(scaling, 1)
    target = (reference - (reference.min() if scaling == "range" else 0)) / other.get(scaling, 1)
    apart = np.abs(scaled - target[:, None])
    wanted = (apart.min() + 0.3 * apart.max()) / (apart + 0.3 * apart.max())
    found = value.grey_relation(table, reference, [1, 1, 2], rho=0.3, scaling=scaling)
    assert_allclose(found.coefficients, wanted)
    assert_allclose(found.values, np.array([0.25, 0.25, 0.5]) @ wanted)
    assert found.to_frame().degree.is_monotonic_decreasing


def test_grey_relation_of_the_same_series_is_one() -> None:
    found = value.grey_relation([[1], [2]], [1, 2])
    assert found.values.tolist() == [1]
    with pytest.raises(DataError, match="the series 0 has 0 where it would be divided by"):
        value.grey_relation([[0], [2]], [1, 2], scaling="first")
