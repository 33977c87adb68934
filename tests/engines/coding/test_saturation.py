"""Saturation of codes: planted, in random orders, and where it is undefined."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pandas as pd
import pytest

from consilience import coding
from consilience.errors import ArgumentError, DataError


def planted(after: int, sources: int = 14) -> dict[str, list[str]]:
    """Three new codes in every source up to one, then only repetitions."""
    found = {}
    for place in range(1, sources + 1):
        new = [f"code {place}.{n}" for n in range(3)] if place <= after else []
        found[f"J{place}"] = [*new, "code 1.0"]
    return found


@pytest.mark.parametrize("after", [4, 5, 7, 9])
@pytest.mark.parametrize("run", [1, 2, 3])
def test_a_curve_that_is_flat_after_a_source_is_saturated_there(after: int, run: int) -> None:
    found = coding.saturation(planted(after), run=run, threshold=0, orders=0)
    assert found.status == "reached"
    assert found.reached == after
    assert found.statement == f"{after}+{run}"
    assert found.cumulative.tolist() == [3 * min(n, after) for n in range(1, 15)]
    assert found.base_codes == 12


def test_flat_before_the_base_ends_is_saturated_at_the_base() -> None:
    assert coding.saturation(planted(2), threshold=0, orders=0).statement == "4+2"


def test_runs_overlap_by_one_source_and_divide_by_the_base() -> None:
    """Thirty-seven codes in four interviews, then 1, 2, 2, 2, 0, 1."""
    new = [20, 10, 4, 3, 1, 2, 2, 2, 0, 1]
    counter = itertools.count()
    codes = {f"J{n}": [str(next(counter)) for _ in range(size)] for n, size in enumerate(new)}
    found = coding.saturation(codes, orders=0)
    assert [(r.first, r.last, r.new) for r in found.runs] == [
        (5, 6, 3), (6, 7, 4), (7, 8, 4), (8, 9, 2), (9, 10, 1),
    ]  # fmt: skip
    assert found.runs[0].ratio == pytest.approx(3 / 37)
    assert found.statement == "8+2"


def test_the_threshold_is_met_by_equality() -> None:
    codes = {f"J{n}": [f"{n}.{k}" for k in range(5)] for n in range(4)}
    codes |= {"J5": ["new"], "J6": ["0.0"]}
    assert coding.saturation(codes, threshold=0.05, orders=0).statement == "4+2"
    assert coding.saturation(codes, threshold=0.049, orders=0).status == "not reached"


def test_not_reached_is_a_result_with_a_name() -> None:
    found = coding.saturation({f"J{n}": [f"code {n}"] for n in range(8)}, orders=50)
    assert (found.status, found.reached, found.statement) == ("not reached", 0, "")
    assert found.order_share == 0
    assert all(math.isnan(value) for value in found.order_reached)


def test_too_few_sources_and_an_empty_base_are_named() -> None:
    few = coding.saturation({"J1": ["a"], "J2": ["a"]}, orders=10)
    assert few.status == "too few sources"
    assert few.runs == ()
    assert few.notes[0].level == "warning"
    assert "2 sources are fewer than base and run need (6)" in str(few.notes[0])
    empty = coding.saturation({"J1": [], "J2": [], "J3": ["a"], "J4": ["a"]}, base=2, run=1)
    assert empty.status == "empty base"
    assert math.isnan(empty.runs[0].ratio)
    assert empty.notes[0].key == "coding.note.empty_base"


def test_random_orders_stay_between_their_bounds_and_end_at_all_codes() -> None:
    found = coding.saturation(planted(6), orders=400)
    assert (found.low <= found.median).all()
    assert (found.median <= found.high).all()
    assert found.low[-1] == found.high[-1] == 18
    assert list(found.median) == sorted(found.median)
    assert 0 < found.order_share <= 1
    low, middle, high = found.order_reached
    assert 4 <= low <= middle <= high <= 12
    columns = ["source", "new", "cumulative", "low", "median", "high"]
    assert found.to_frame().columns.tolist() == columns
    without = coding.saturation(planted(6), orders=0)
    assert without.to_frame().columns.tolist() == columns[:3]
    assert math.isnan(without.order_share)


def test_the_mean_curve_over_all_orders_is_that_of_the_formula() -> None:
    """Expected codes after k of n sources: each is missed with chance C(n - s, k) / C(n, k)."""
    codes = {"A": ["x", "y"], "B": ["x"], "C": ["z"], "D": ["x", "w"], "E": ["z"]}
    orders = list(itertools.permutations(codes))
    curves = [
        coding.saturation({name: codes[name] for name in order}, orders=0).cumulative
        for order in orders
    ]
    held = {"x": 3, "y": 1, "z": 2, "w": 1}
    for k in range(1, 6):
        wanted = sum(1 - math.comb(5 - s, k) / math.comb(5, k) for s in held.values())
        assert np.mean([curve[k - 1] for curve in curves]) == pytest.approx(wanted)
    drawn = coding.saturation(codes, orders=4000, confidence=0.98)
    exact = np.quantile(np.array(curves), [0.01, 0.99], axis=0)
    assert np.array([drawn.low, drawn.high]).tolist() == exact.tolist()


def test_orders_that_differ_are_warned_of() -> None:
    lucky = {f"J{n}": ["a", "b", "c", "d"] for n in range(1, 7)}
    lucky |= {f"J{n}": ["a", f"rare {n}"] for n in range(7, 41)}
    found = coding.saturation(lucky, orders=300)
    assert found.statement == "4+2"
    assert found.notes[0].key == "coding.note.order_matters"
    steady = coding.saturation({f"J{n}": ["a", "b"] for n in range(10)}, orders=50)
    assert [note.key for note in steady.notes] == ["coding.note.code_saturation"]


def test_sensitivity_holds_the_usual_settings_and_those_given() -> None:
    found = coding.saturation(planted(6), base=3, run=1, threshold=0.2, orders=0)
    frame = found.sensitivity_frame()
    assert len(frame) == 4 * 3 * 3
    own = frame[(frame["base"] == 3) & (frame["run"] == 1) & (frame["threshold"] == 0.2)]
    assert own["statement"].item() == found.statement
    strict = frame[(frame["base"] == 4) & (frame["run"] == 2) & (frame["threshold"] == 0)]
    assert strict["statement"].item() == "6+2"


def test_a_table_is_as_a_list_and_codes_that_never_occur_do_not_count() -> None:
    listed = {"J1": ["a", "b"], "J2": ["a"], "J3": []}
    table = pd.DataFrame({"a": [2, 1, 0], "b": [1, 0, 0], "unused": 0}, index=["J1", "J2", "J3"])
    wanted = coding.saturation(listed, base=1, run=1)
    assert coding.saturation(table, base=1, run=1) == wanted
    assert coding.saturation(table > 0, base=1, run=1) == wanted
    found = coding.saturation(table.to_numpy(), base=1, run=1)
    assert found.sources == ("0", "1", "2")
    assert found.statement == wanted.statement


def test_slips_are_named() -> None:
    with pytest.raises(DataError, match="no source has any code"):
        coding.saturation({"J1": [], "J2": []})
    with pytest.raises(ArgumentError, match=r"list of codes for each source \(at J1\)"):
        coding.saturation({"J1": "trust"})
    with pytest.raises(ArgumentError, match=r"list of codes for each source \(at J2\)"):
        coding.saturation({"J1": ["trust"], "J2": [3]})
    with pytest.raises(ArgumentError, match="a count of at least 0"):
        coding.saturation(pd.DataFrame({"a": [1, -1]}))
    with pytest.raises(ArgumentError, match="names that occur once"):
        coding.saturation(pd.DataFrame({"a": [1, 1]}, index=["J1", "J1"]))
    with pytest.raises(ArgumentError, match="above 0 and below 1"):
        coding.saturation({"J1": ["a"]}, confidence=1)
