"""What coefficients take, refuse, say and leave undefined."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import polars as pl
import pytest

from consilience import coding
from consilience.coding import records
from consilience.errors import ArgumentError, ConsilienceError, DataError, UnknownNameError

ANN = ["trust", "power", "trust", "law", "trust", "power"]
BO = ["trust", "power", "law", "law", "trust", "trust"]
SOURCES = ["J1", "J1", "J2", "J2", "J3", "J3"]
COEFFICIENTS = (
    coding.krippendorff_alpha,
    coding.cohen_kappa,
    coding.fleiss_kappa,
    coding.gwet_ac1,
    coding.brennan_prediger,
    coding.percent_agreement,
)


def test_every_form_of_the_table_is_the_same() -> None:
    numbers: list[list[float | None]] = [[1, 2, None, 3], [1, 2, 2, float("nan")], [2, 2, 2, 3]]
    array = np.array([[1, 2, np.nan, 3], [1, 2, 2, np.nan], [2, 2, 2, 3]])
    forms: list[object] = [
        numbers,
        array,
        tuple(tuple(row) for row in numbers),
        {"Ann": numbers[0], "Bo": numbers[1], "Cy": numbers[2]},
        pd.DataFrame(array, index=["Ann", "Bo", "Cy"]),
        [pd.Series(row, dtype="Float64") for row in numbers],
        list(array),
        [["a", "b", "", "c"], ["a", "b", "b", None], ["b", "b", "b", "c"]],
        np.array([["a", "b", "", "c"], ["a", "b", "b", ""], ["b", "b", "b", "c"]]),
    ]
    found = [coding.krippendorff_alpha(form).value for form in forms]
    assert found == [found[0]] * len(forms)
    assert 0 < found[0] < 1


def test_true_and_false_are_numbers() -> None:
    truth = coding.gwet_ac1(np.array([[True, False, True], [True, True, True]]))
    assert truth.value == coding.gwet_ac1([[1, 0, 1], [1, 1, 1]]).value
    assert coding.gwet_ac1([[True, False, True], [True, True, None]]).values == ("0", "1")


def test_rows_of_a_frame_are_coders_in_every_library() -> None:
    columns = {"a": [1, 1], "b": [2, 1], "c": [3, 3]}
    found = coding.disagreements(pl.DataFrame(columns))
    assert found.coders == ("coder 1", "coder 2")
    assert [item.unit for item in found.units] == ["b"]
    wanted = coding.krippendorff_alpha(pd.DataFrame(columns)).value
    assert coding.krippendorff_alpha(pl.DataFrame(columns)).value == wanted


def test_names_of_coders_and_counts_of_units() -> None:
    found = coding.krippendorff_alpha({"Ann": [1, 2, 3, None], "Bo": [1, 2, None, None]})
    assert found.coders == ("Ann", "Bo")
    assert (found.units, found.single) == (2, 2)
    assert found.values == ("1", "2", "3")
    assert str(found.notes[0]) == (
        "2 of 4 units were coded by fewer than two coders and say nothing about agreement."
    )
    close = coding.krippendorff_alpha([[1234567.25, 2], [1234567.5, 2]])
    assert close.values == ("2", "1234567.25", "1234567.5")
    assert coding.krippendorff_alpha([[1.5, 2], [1.5, 2]]).coders == ("coder 1", "coder 2")


@pytest.mark.parametrize("coefficient", COEFFICIENTS)
def test_perfect_agreement_is_one_and_the_unit_is_stated(coefficient: object) -> None:
    found = coefficient([ANN, ANN], unit="turn")  # type: ignore[operator]  # one of six functions
    assert found.value == 1
    assert found.parameters["unit"] == "turn"
    assert found.undefined == ""
    frame = found.to_frame()
    assert frame["unit"].tolist() == ["turn"]
    assert frame["coders"].tolist() == [2]


@pytest.mark.parametrize("coefficient", COEFFICIENTS)
def test_without_a_pair_everything_is_undefined_by_name(coefficient: object) -> None:
    found = coefficient([[1, None], [None, 2]], bootstraps=20)  # type: ignore[operator]
    assert math.isnan(found.value)
    assert found.undefined == "no pairs"
    assert str(found.notes[0]) == "Undefined, because no unit was coded by two coders."
    assert found.interval.undefined == 20
    assert math.isnan(found.interval.low)


def test_without_variation_alpha_and_kappa_are_undefined_by_name() -> None:
    for coefficient in COEFFICIENTS[:3]:
        found = coefficient([[2, 2, 2], [2, 2, 2]])
        assert math.isnan(float(found))
        assert found.undefined == "no variation"
        assert found.notes[0].key == "coding.note.no_variation"
        assert found.notes[0].level == "warning"
    assert coding.percent_agreement([[2, 2], [2, 2]]).value == 1


def test_one_value_leaves_the_coefficients_of_the_scale_undefined() -> None:
    for coefficient in (coding.gwet_ac1, coding.brennan_prediger):
        assert coefficient([[2, 2], [2, 2]]).undefined == "one value"
        assert coefficient([[2, 2], [2, 2]], values=[1, 2]).value == 1


def test_two_constant_coders_who_differ_agree_by_nothing_but_less_than_chance() -> None:
    found = coding.cohen_kappa([[1, 1, 1], [2, 2, 2]])
    assert found.value == 0
    assert coding.krippendorff_alpha([[1, 1, 1], [2, 2, 2]]).value < 0


def test_the_scale_changes_what_depends_on_it_and_nothing_else() -> None:
    data = [[1, 2, 1, 2], [1, 2, 2, 2]]
    wide = [1, 2, 3, 4, 5]
    assert coding.gwet_ac1(data, values=wide).value > coding.gwet_ac1(data).value
    assert coding.brennan_prediger(data, values=wide).parameters["scale"] == 5
    plain, named = coding.krippendorff_alpha(data), coding.krippendorff_alpha(data, values=wide)
    assert plain.value == named.value
    assert coding.cohen_kappa(data).value == coding.cohen_kappa(data, values=wide).value


def test_texts_in_order_are_as_numbers_in_order() -> None:
    words = {"low": 1, "middle": 2, "high": 3}
    texts = [["low", "middle", "high", "low"], ["low", "high", "high", "middle"]]
    numbers = [[words[word] for word in row] for row in texts]
    order = list(words)
    ordinal = coding.krippendorff_alpha(texts, "ordinal", values=order).value
    assert ordinal == coding.krippendorff_alpha(numbers, "ordinal").value
    for weights in ("linear", "quadratic", "ordinal"):
        found = coding.cohen_kappa(texts, weights, values=order).value
        assert found == pytest.approx(coding.cohen_kappa(numbers, weights).value)


def test_numbers_weigh_by_their_difference_and_not_by_their_place() -> None:
    near, far = [[1, 2, 9], [2, 2, 9]], [[1, 2, 9], [1, 9, 9]]
    assert coding.cohen_kappa(near, "linear").value > coding.cohen_kappa(far, "linear").value


def test_ratio_of_two_zeros_is_no_difference() -> None:
    assert coding.krippendorff_alpha([[0, 0, 2], [0, 0, 2]], "ratio").value == 1


@pytest.mark.parametrize(
    ("sentence", "call"),
    [
        ("texts have no interval level", lambda: coding.krippendorff_alpha([ANN, BO], "interval")),
        ("name them in order", lambda: coding.krippendorff_alpha([ANN, BO], "ordinal")),
        ("name them in order", lambda: coding.cohen_kappa([ANN, BO], "linear")),
        ("at least 0, got -1", lambda: coding.krippendorff_alpha([[-1, 2], [1, 2]], "ratio")),
        ("not on the scale", lambda: coding.gwet_ac1([[1, 2], [1, 3]], values=[1, 2])),
        (
            "(coder Bo, unit 2), got power",
            lambda: coding.gwet_ac1({"Ann": [1, 2], "Bo": [1, "power"]}),
        ),
        ("got inf", lambda: coding.gwet_ac1([[1, 2], [1, float("inf")]])),
        ("got inf", lambda: coding.gwet_ac1([[1, 2], [None, float("inf")]])),
        ("at least one coding", lambda: coding.gwet_ac1([[None, None], [None, None]])),
        ("exactly two coders, got 3", lambda: coding.cohen_kappa([ANN, BO, ANN])),
        ("as long as units (6)", lambda: coding.gwet_ac1([ANN, BO], sources=["J1"])),
        ("at least two sources", lambda: coding.gwet_ac1([ANN, BO], sources=["J1"] * 6)),
        ("names that occur once", lambda: coding.gwet_ac1([[1, 2], [1, 2]], values=[1, 1, 2])),
        (
            "names that occur once",
            lambda: coding.gwet_ac1(pd.DataFrame([[1], [2]], index=["A", "A"])),
        ),
    ],
)  # fmt: skip
def test_slips_are_named(sentence: str, call: object) -> None:
    with pytest.raises(ConsilienceError) as caught:
        call()  # type: ignore[operator]  # one of the calls above
    assert sentence in str(caught.value)
    assert isinstance(caught.value, ArgumentError | DataError | UnknownNameError)


def test_a_table_of_weights_is_scaled_by_its_largest() -> None:
    data = [[1, 2, 3, 3, 1], [1, 3, 3, 2, 2]]
    table = [[0, 1, 2], [1, 0, 1], [2, 1, 0]]
    found = coding.cohen_kappa(data, table)
    assert found.parameters["weights"] == "table"
    assert found.value == pytest.approx(coding.cohen_kappa(data, "linear").value)
    tens = (np.array(table) * 10).tolist()
    assert coding.gwet_ac1(data, tens).value == pytest.approx(coding.gwet_ac1(data, "linear").value)


def test_one_value_has_no_distance() -> None:
    assert coding.cohen_kappa([[2, 2], [2, 2]], "linear").undefined == "no variation"
    assert coding.gwet_ac1([[2, 2], [2, 2]], "linear").undefined == "one value"


def test_prevalence_warns_from_four_fifths_on() -> None:
    even = [[1] * 7 + [2] * 3, [1] * 7 + [2] * 3]
    skewed = [[1] * 8 + [2] * 2, [1] * 8 + [2] * 2]
    assert not coding.krippendorff_alpha(even).notes
    found = coding.krippendorff_alpha(skewed).notes
    assert [note.key for note in found] == ["coding.note.prevalence"]
    assert "80%" in found[0].sentence("zh")


def test_intervals_hold_the_value_and_are_the_same_for_the_same_seed() -> None:
    data = [ANN * 10, BO * 10]
    found = coding.krippendorff_alpha(data, bootstraps=400, seed=4)
    again = coding.krippendorff_alpha(data, bootstraps=400, seed=4)
    other = coding.krippendorff_alpha(data, bootstraps=400, seed=5)
    assert found.interval is not None
    assert found.interval == again.interval != other.interval
    assert found.interval.low < found.value < found.interval.high
    assert found.interval.resampled == "unit"
    assert found.parameters["bootstraps"] == 400
    frame = found.to_frame()
    assert frame["low"].item() == found.interval.low
    narrow = coding.krippendorff_alpha(data, bootstraps=400, seed=4, confidence=0.5).interval
    assert narrow is not None
    assert narrow.high - narrow.low < found.interval.high - found.interval.low


def test_sources_are_drawn_whole() -> None:
    """Units of a source that are all alike make the interval by source wider."""
    agreed, apart = [1, 2] * 10, [1, 2] * 10
    first = (agreed + apart) * 3
    second = (agreed + apart[::-1]) * 3
    sources = [f"J{place // 20}" for place in range(120)]
    by_unit = coding.krippendorff_alpha([first, second], bootstraps=500).interval
    found = coding.krippendorff_alpha([first, second], bootstraps=500, sources=sources)
    by_source = found.interval
    assert isinstance(by_unit, records.Interval)
    assert isinstance(by_source, records.Interval)
    assert by_source.resampled == "source"
    assert by_source.high - by_source.low > 2 * (by_unit.high - by_unit.low)
    assert found.parameters["resampled"] == "source"


def test_resamples_without_variation_are_left_out_and_counted() -> None:
    data = [[1, 1, 1, 2], [1, 1, 1, 2]]
    found = coding.krippendorff_alpha(data, bootstraps=300)
    assert found.interval is not None
    assert 0 < found.interval.undefined < 300
    assert found.interval.low == found.interval.high == 1
    assert found.notes[-1].key == "coding.note.undefined_resamples"


def test_drawing_counts_or_units_is_the_same_in_distribution() -> None:
    """Few patterns are drawn as counts, many as units: the intervals agree."""
    random = np.random.default_rng(0)
    true = random.integers(0, 3, 400)
    other = random.integers(0, 3, (2, 400))
    data = np.where(random.random((2, 400)) < 0.7, true, other)
    counts = coding.krippendorff_alpha(data, bootstraps=2000).interval
    each = [f"{place}" for place in range(400)]
    units = coding.krippendorff_alpha(data, bootstraps=2000, sources=each).interval
    assert counts is not None
    assert units is not None
    assert counts.low == pytest.approx(units.low, abs=0.01)
    assert counts.high == pytest.approx(units.high, abs=0.01)


def test_many_coders_and_values_do_not_overflow_the_patterns() -> None:
    random = np.random.default_rng(1)
    data = random.integers(0, 1000, (12, 50)).astype(float)
    data[:, :25] = data[0, :25]
    found = coding.krippendorff_alpha(data, "interval")
    assert found.value == pytest.approx(coding.krippendorff_alpha(data[::-1], "interval").value)
    assert 0 < coding.krippendorff_alpha(data).value < 1
