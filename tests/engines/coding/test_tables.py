"""Tables of agreement, lists of disagreement, and published counts as codings."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

from consilience import coding
from consilience.errors import ArgumentError, ConsilienceError, DataError, UnknownNameError

ANN = ["trust", "power", "trust", "law", "trust", "power"]
BO = ["trust", "power", "law", "law", "trust", "trust"]
CY = ["trust", "power", "law", "law", None, "trust"]


def test_each_code_is_a_decision_of_its_own() -> None:
    found = coding.agreement_table([ANN, BO], unit="sentence")
    assert [item.code for item in found.codes] == ["law", "power", "trust"]
    for item in found.codes:
        decided = [[float(value == item.code) for value in row] for row in (ANN, BO)]
        assert item.coefficients["cohen_kappa"] == pytest.approx(coding.cohen_kappa(decided).value)
        assert item.coefficients["krippendorff_alpha"] == pytest.approx(
            coding.krippendorff_alpha(decided).value
        )
        assert item.share == np.mean(decided)
        assert item.absent == np.mean(~np.any(decided, axis=0))
    whole = found.pooled.coefficients
    assert whole["percent_agreement"] == coding.percent_agreement([ANN, BO]).value
    assert whole["brennan_prediger"] == coding.brennan_prediger([ANN, BO]).value
    assert whole["gwet_ac1"] == coding.gwet_ac1([ANN, BO]).value
    assert math.isnan(found.pooled.share)
    assert found.of("law").code == "law"
    with pytest.raises(UnknownNameError, match="did you mean law"):
        found.of("lav")


def test_more_than_two_coders_have_the_kappa_of_fleiss() -> None:
    found = coding.agreement_table([ANN, BO, CY])
    assert "fleiss_kappa" in found.pooled.coefficients
    assert "cohen_kappa" not in found.pooled.coefficients
    assert found.to_frame()["code"].tolist() == ["pooled", "law", "power", "trust"]


def test_the_level_is_that_of_the_pooled_alpha_only() -> None:
    data = [[1, 2, 3, 3, 1], [1, 3, 3, 2, 1]]
    found = coding.agreement_table(data, "interval")
    wanted = coding.krippendorff_alpha(data, "interval").value
    assert found.pooled.coefficients["krippendorff_alpha"] == wanted
    assert found.parameters["level"] == "interval"


def test_intervals_stand_beside_every_coefficient() -> None:
    found = coding.agreement_table([ANN * 5, BO * 5], bootstraps=100)
    assert set(found.pooled.intervals) == set(found.pooled.coefficients)
    frame = found.to_frame()
    assert (frame["gwet_ac1 low"] <= frame["gwet_ac1"]).all()
    assert (frame["gwet_ac1"] <= frame["gwet_ac1 high"]).all()


def test_undefined_and_skewed_codes_are_named() -> None:
    found = coding.agreement_table([[1] * 9 + [2], [1] * 9 + [2]], values=[1, 2, 3])
    assert found.of("3").undefined == {
        "cohen_kappa": "no variation",
        "krippendorff_alpha": "no variation",
    }
    sentences = [str(note) for note in found.notes]
    assert sentences[0].startswith("For code(s) 3 some coefficients are undefined")
    assert sentences[1].startswith("In code(s) 1, 2 one of the two decisions")
    constant = coding.agreement_table([[1, 1], [1, 1]])
    assert [note.key for note in constant.notes] == [
        "coding.note.no_variation",
        "coding.note.one_value",
        "coding.note.codes_undefined",
    ]


def test_several_codes_a_unit_pool_all_decisions() -> None:
    trust, power = [[1, 1, 0, 0, 1], [1, 0, 0, 0, 1]], [[0, 1, 0, 0, 0], [0, 1, 0, 0, None]]
    found = coding.code_agreement({"trust": trust, "power": power}, unit="turn")
    both = np.concatenate([np.array(trust, dtype=float), np.array(power, dtype=float)], axis=1)
    assert found.pooled.units == 9
    assert found.pooled.coefficients["cohen_kappa"] == pytest.approx(coding.cohen_kappa(both).value)
    assert found.of("trust").units == 5
    assert found.of("power").absent == pytest.approx(3 / 4)
    assert found.pooled.absent == pytest.approx(5 / 9)
    assert found.pooled.share == pytest.approx(7 / 18)


def test_decisions_on_one_unit_are_drawn_together() -> None:
    """Ten copies of a code add no information: the pooled interval stays as wide."""
    random = np.random.default_rng(3)
    true = random.integers(0, 2, 60)
    noisy = np.where(random.random(60) < 0.8, true, 1 - true)
    one = coding.code_agreement({"a": [true, noisy]}, bootstraps=500)
    copies = coding.code_agreement({str(n): [true, noisy] for n in range(10)}, bootstraps=500)
    narrow, wide = (item.pooled.intervals["gwet_ac1"] for item in (copies, one))
    assert narrow.high - narrow.low == pytest.approx(wide.high - wide.low, rel=0.15)
    assert wide.resampled == "unit"
    sources = [f"J{place // 20}" for place in range(60)]
    by_source = coding.code_agreement({"a": [true, noisy]}, bootstraps=100, sources=sources)
    assert by_source.pooled.intervals["gwet_ac1"].resampled == "source"


def test_tables_of_other_coders_or_values_are_refused() -> None:
    good = {"Ann": [1, 0], "Bo": [1, 0]}
    for other in ({"Ann": [1, 0], "Cy": [1, 0]}, {"Ann": [1, 0, 1], "Bo": [1, 0, 1]}):
        with pytest.raises(DataError, match="table of code law has other coders"):
            coding.code_agreement({"trust": good, "law": other})
    with pytest.raises(DataError, match="not on the scale"):
        coding.code_agreement({"trust": [[1, 2], [1, 0]]})


def test_the_list_of_disagreements_and_the_confusion() -> None:
    frame = pd.DataFrame([ANN, BO, CY], index=["Ann", "Bo", "Cy"], columns=list("uvwxyz"))
    found = coding.disagreements(frame, unit="sentence")
    assert found.to_frame().to_dict("records") == [
        {"unit": "w", "Ann": "trust", "Bo": "law", "Cy": "law"},
        {"unit": "z", "Ann": "power", "Bo": "trust", "Cy": "trust"},
    ]
    cross = found.confusion("Ann", "Bo")
    assert cross.loc["trust", "law"] == 1
    assert cross.loc["power", "trust"] == 1
    assert int(np.trace(cross.to_numpy())) == 4
    assert found.confusion("Bo", "Ann").equals(cross.T)
    assert int(found.confusion("Ann", "Cy").to_numpy().sum()) == 5
    assert not found.notes
    with pytest.raises(UnknownNameError):
        found.confusion("Ann", "Dan")


def test_agreement_everywhere_is_said() -> None:
    found = coding.disagreements([[1, 2, None], [1, 2, 3]])
    assert not found.units
    assert found.to_frame().columns.tolist() == ["unit", "coder 1", "coder 2"]
    assert [note.key for note in found.notes] == ["coding.note.no_disagreement"]


def test_counts_keep_units_with_fewer_codings() -> None:
    found = coding.ratings_from_counts([[2, 1], [1, 0]])
    assert found.shape == (3, 2)
    assert np.isnan(found).sum() == 2
    texts = coding.ratings_from_counts([[2, 1], [1, 0]], ["yes", "no"])
    assert texts[1:, 1].tolist() == [None, None]
    assert coding.fleiss_kappa(texts).single == 1
    assert coding.ratings_from_confusion([[1, 0], [2, 1]], [5, 7]).tolist() == [
        [5, 7, 7, 7],
        [5, 5, 5, 7],
    ]


@pytest.mark.parametrize(
    "table",
    [
        None,
        "x",
        [],
        [[1, -1]],
        [[0.5, 1]],
        [[0, 0]],
        [1, 2],
        [[1, 2], [3]],
        [["a"]],
        [[math.nan]],
        [[True]],
    ],
)
def test_tables_that_are_no_counts(table: object) -> None:
    for build in (coding.ratings_from_counts, coding.ratings_from_confusion):
        with pytest.raises(ArgumentError, match="whole numbers of at least 0"):
            build(table)  # type: ignore[arg-type]  # meant to be wrong


def test_a_confusion_is_square_and_its_values_fit() -> None:
    with pytest.raises(ArgumentError, match="square"):
        coding.ratings_from_confusion([[1, 2, 3], [1, 2, 3]])
    for values in (["a"], [1, 2, 3], "ab", ["a", "a"], [1, "a"], 5):
        with pytest.raises(ConsilienceError):
            coding.ratings_from_counts([[1, 2], [3, 0]], values)
