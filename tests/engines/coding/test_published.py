"""Published examples of agreement, to 5e-4; the source stands beside each."""

from __future__ import annotations

from typing import Any

import pytest

from consilience import coding

GAP = float("nan")
# Krippendorff 2011, section C; also Gwet 2014
FOUR_CODERS = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, GAP, GAP, GAP],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, GAP, 3],
    [GAP, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, GAP],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, GAP],
]
# Fleiss 1971: 30 patients, 6 psychiatrists, 5 diagnoses
DIAGNOSES = [
    [0, 0, 0, 6, 0],
    [0, 3, 0, 0, 3],
    [0, 1, 4, 0, 1],
    [0, 0, 0, 0, 6],
    [0, 3, 0, 3, 0],
    [2, 0, 4, 0, 0],
    [0, 0, 4, 0, 2],
    [2, 0, 3, 1, 0],
    [2, 0, 0, 4, 0],
    [0, 0, 0, 0, 6],
    [1, 0, 0, 5, 0],
    [1, 1, 0, 4, 0],
    [0, 3, 3, 0, 0],
    [1, 0, 0, 5, 0],
    [0, 2, 0, 3, 1],
    [0, 0, 5, 0, 1],
    [3, 0, 0, 1, 2],
    [5, 1, 0, 0, 0],
    [0, 2, 0, 4, 0],
    [1, 0, 2, 0, 3],
    [0, 0, 0, 0, 6],
    [0, 1, 0, 5, 0],
    [0, 2, 0, 1, 3],
    [2, 0, 0, 4, 0],
    [1, 0, 0, 4, 1],
    [0, 5, 0, 1, 0],
    [4, 0, 0, 0, 2],
    [0, 2, 0, 4, 0],
    [1, 0, 5, 0, 0],
    [0, 0, 0, 0, 6],
]
# ten subjects, fourteen raters: a common textbook table
FOURTEEN_RATERS = [
    [0, 0, 0, 0, 14],
    [0, 2, 6, 4, 2],
    [0, 0, 3, 5, 6],
    [0, 3, 9, 2, 0],
    [2, 2, 8, 1, 1],
    [7, 7, 0, 0, 0],
    [3, 2, 6, 3, 0],
    [2, 5, 3, 2, 2],
    [6, 5, 2, 1, 0],
    [0, 2, 2, 3, 7],
]
# Cohen 1960 and 1968: 200 patients, personality disorder, neurosis, psychosis
PATIENTS = [[88, 14, 18], [10, 40, 10], [2, 6, 12]]


@pytest.mark.parametrize(
    ("level", "published"),
    [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)],
)
def test_krippendorff_2011_four_coders(level: coding.Level, published: float) -> None:
    assert float(coding.krippendorff_alpha(FOUR_CODERS, level)) == pytest.approx(
        published, abs=5e-4
    )


def test_krippendorff_2011_two_coders() -> None:
    binary = [[0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]]
    assert coding.krippendorff_alpha(binary).value == pytest.approx(0.095, abs=5e-4)
    letters = [list("aabbdcccedda"), list("babbbccceddd")]
    assert coding.krippendorff_alpha(letters).value == pytest.approx(0.692, abs=5e-4)


def test_krippendorff_1995_three_ways_to_count_characters() -> None:
    bertha = [0] * 2 + [1] * 8 + [0] * 4 + [1] * 6 + [0] * 4
    bill = [0] * 4 + [1] * 4 + [0] * 7 + [1] * 2 + [0] * 7
    both = [bertha, bill]
    assert coding.cohen_kappa(both).value == pytest.approx(0.385, abs=5e-4)
    assert coding.fleiss_kappa(both).value == pytest.approx(0.314, abs=5e-4)
    assert coding.krippendorff_alpha(both).value == pytest.approx(0.329, abs=5e-4)


def test_fleiss_1971() -> None:
    ratings = coding.ratings_from_counts(DIAGNOSES)
    found = coding.fleiss_kappa(ratings, unit="patient")
    assert found.value == pytest.approx(0.430, abs=5e-4)
    assert found.observed_disagreement == pytest.approx(1 - 0.5556, abs=5e-4)
    assert found.units == 30


def test_fourteen_raters() -> None:
    ratings = coding.ratings_from_counts(FOURTEEN_RATERS)
    assert coding.fleiss_kappa(ratings).value == pytest.approx(0.2099, abs=5e-4)


def test_cohen_1960_and_1968() -> None:
    ratings = coding.ratings_from_confusion(PATIENTS)
    assert coding.cohen_kappa(ratings).value == pytest.approx(0.492, abs=5e-4)
    weighted = coding.cohen_kappa(ratings, [[0, 1, 3], [1, 0, 6], [3, 6, 0]])
    assert weighted.value == pytest.approx(0.348, abs=5e-4)
    assert weighted.observed_disagreement == pytest.approx(0.90 / 6)
    assert weighted.expected_disagreement == pytest.approx(1.38 / 6)


@pytest.mark.parametrize(
    ("table", "kappa"), [([[45, 15], [25, 15]], 0.1304), ([[25, 35], [5, 35]], 0.2593)]
)
def test_the_same_percentage_and_another_kappa(table: list[list[int]], kappa: float) -> None:
    ratings = coding.ratings_from_confusion(table)
    assert coding.percent_agreement(ratings).value == pytest.approx(0.6)
    assert coding.cohen_kappa(ratings).value == pytest.approx(kappa, abs=5e-4)


def test_gwet_2008_the_paradox_of_kappa() -> None:
    ratings = coding.ratings_from_confusion([[118, 5], [2, 0]], values=["no", "yes"])
    kappa, stable = coding.cohen_kappa(ratings), coding.gwet_ac1(ratings)
    assert kappa.value == pytest.approx(-0.0234, abs=5e-4)
    assert stable.value == pytest.approx(0.9408, abs=5e-4)
    assert [note.key for note in kappa.notes] == ["coding.note.prevalence"]
    assert str(kappa.notes[0]).startswith("97% of the codings are no:")
    assert not stable.notes


def test_gwet_2014_four_raters_with_gaps() -> None:
    assert coding.gwet_ac1(FOUR_CODERS).value == pytest.approx(0.77544, abs=5e-5)
    assert coding.fleiss_kappa(FOUR_CODERS).value == pytest.approx(0.76117, abs=5e-5)
    assert coding.brennan_prediger(FOUR_CODERS).value == pytest.approx(0.77273, abs=5e-5)
    assert coding.percent_agreement(FOUR_CODERS).value == pytest.approx(0.81818, abs=5e-5)


@pytest.mark.parametrize(
    ("weights", "ac2", "brennan"),
    [("linear", 0.85874, 0.84848), ("quadratic", 0.91400, 0.90152), ("ordinal", 0.89894, 0.88636)],
)
def test_weights_agree_with_those_of_irrcac(weights: str, ac2: float, brennan: float) -> None:
    """Values of irrCAC 0.4.4, which rounds to five digits."""
    found = coding.gwet_ac1(FOUR_CODERS, weights)
    assert found.coefficient == "gwet_ac2"
    assert found.value == pytest.approx(ac2, abs=1e-5)
    assert coding.brennan_prediger(FOUR_CODERS, weights).value == pytest.approx(brennan, abs=1e-5)


def test_krippendorff_2004_unitizing() -> None:
    """Content Analysis, second edition, page 254: a continuum from 150 to 450."""
    sections = [
        ("i", 225, 70, "c"),
        ("i", 370, 30, "c"),
        ("j", 220, 80, "c"),
        ("j", 355, 20, "c"),
        ("j", 400, 20, "c"),
        ("i", 180, 60, "k"),
        ("i", 300, 50, "k"),
        ("j", 180, 60, "k"),
        ("j", 300, 50, "k"),
    ]
    codings = {
        "coder": [coder for coder, *_ in sections],
        "start": [start - 150 for _, start, _, _ in sections],
        "end": [start - 150 + size for _, start, size, _ in sections],
        "code": [code for *_, code in sections],
    }
    found = coding.unitizing_alpha(codings, 300, version="Krippendorff 2004")
    c, k = found.codes
    assert (c.code, k.code) == ("c", "k")
    assert c.observed_disagreement == pytest.approx(0.0144, abs=5e-5)
    assert c.expected_disagreement == pytest.approx(0.0532, abs=5e-5)
    assert c.alpha == pytest.approx(0.7286, abs=5e-4)
    assert k.expected_disagreement == pytest.approx(0.0490, abs=5e-5)
    assert k.alpha == 1
    assert found.value == pytest.approx(0.8591, abs=5e-4)
    assert found.unmarked == pytest.approx(1 - 235 / 300)


def test_the_textbook_example_has_another_alpha_in_the_version_of_2016() -> None:
    """The code c of the example above; value of krippendorff-unitized-alpha 0.1.0."""
    codings = {
        "coder": ["i", "i", "j", "j", "j"],
        "start": [75, 220, 70, 205, 250],
        "end": [145, 250, 150, 225, 270],
    }
    for name in ("u-alpha", "|u-alpha"):
        version: Any = f"Krippendorff et al. 2016 {name}"
        found = coding.unitizing_alpha(codings, 300, version=version)
        assert found.value == pytest.approx(0.516280, abs=1e-6)


def test_krippendorff_2019_unitizing() -> None:
    """Content Analysis, fourth edition, figure 12.11: three coders on a continuum of 60.

    The book rounds on the way: 1 - 26 / 44.3 is its .413, the whole numbers give .4136.
    """
    marked = {
        "Alex": [(0, 7, 1), (7, 13, 2), (30, 32, 5), (32, 37, 6), (37, 44, 6), (44, 60, 7)],
        "Paul": [(0, 7, 1), (7, 13, 3), (13, 21, 5), (32, 44, 6)],
        "Suzan": [(0, 7, 1), (7, 13, 4), (13, 21, 5), (32, 37, 6), (37, 41, 6), (41, 44, 6)],
    }
    rows = [(coder, *unit) for coder, units in marked.items() for unit in units]
    codings = {
        "coder": [row[0] for row in rows],
        "start": [row[1] for row in rows],
        "end": [row[2] for row in rows],
        "code": [str(row[3]) for row in rows],
    }
    published = {"u-alpha": 0.510, "|u-alpha": 0.413, "cu-alpha": 0.724}
    for name, value in published.items():
        version: Any = f"Krippendorff et al. 2016 {name}"
        found = coding.unitizing_alpha(codings, 60, version=version)
        assert found.value == pytest.approx(value, abs=7e-4)
    alphas = {item.code: item.alpha for item in found.codes}
    assert [alphas[code] for code in "123456"] == pytest.approx([1, 0, 0, 0, 1, 1])
    assert found.codes[4].coverage == pytest.approx(8 / 18)
    assert found.codes[6].undefined == "no pairs"
