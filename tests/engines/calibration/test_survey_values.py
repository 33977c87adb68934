"""Survey measures beside published examples, and beside R on one constructed table."""

from __future__ import annotations

from typing import Literal

import numpy as np
import pandas as pd
import pytest

from consilience import calibration

# Shrout and Fleiss 1979, table 2: six targets (groups), four judges
SHROUT_FLEISS = [
    [9, 2, 5, 8],
    [6, 1, 3, 2],
    [8, 4, 6, 8],
    [7, 1, 2, 6],
    [10, 5, 6, 9],
    [6, 2, 4, 7],
]
# constructed: 24 answers of six firms to four items
FIRMS = ["1"] * 4 + ["2"] * 3 + ["3"] * 6 + ["4"] * 2 + ["5"] * 5 + ["6"] * 4
ANSWERS = pd.DataFrame(
    {
        "q1": [3, 4, 3, 3, 4, 5, 3, 5, 4, 4, 5, 4, 5, 5, 5, 3, 3, 5, 2, 3, 5, 5, 2, 2],
        "q2": [4, 3, 2, 3, 5, 4, 3, 4, 4, 4, 4, 5, 5, 4, 5, 4, 2, 3, 2, 3, 4, 4, 3, 2],
        "q3": [2, 5, 2, 3, 4, 4, 3, 4, 4, 3, 5, 4, 4, 4, 5, 3, 3, 5, 2, 3, 3, 3, 4, 3],
        "q4": [3, 3, 3, 3, 3, 4, 4, 4, 3, 4, 5, 5, 4, 5, 5, 2, 1, 4, 2, 3, 4, 4, 3, 2],
    }
)


def test_shrout_and_fleiss_1979_one_way() -> None:
    values = np.array(SHROUT_FLEISS, dtype=float).ravel()
    groups = [f"target {place // 4}" for place in range(24)]
    found = calibration.icc(values, groups)
    assert found.icc1 == pytest.approx(0.17, abs=5e-3)
    assert found.icc2 == pytest.approx(0.44, abs=5e-3)
    assert found.between_mean_square == pytest.approx(11.24, abs=5e-3)
    assert found.within_mean_square == pytest.approx(6.26, abs=5e-3)
    assert found.group_size == 4


def test_shrout_and_fleiss_1979_alpha_is_their_icc_3_4() -> None:
    found = calibration.cronbach_alpha(pd.DataFrame(SHROUT_FLEISS))
    assert found.alpha == pytest.approx(0.91, abs=5e-3)


def test_alpha_and_items_are_those_of_r() -> None:
    """Functions cronbach and item.total of the R package multilevel 2.7."""
    found = calibration.cronbach_alpha(ANSWERS)
    assert found.alpha == pytest.approx(0.863495985176, abs=1e-10)
    assert found.standardized == pytest.approx(0.861727580722, abs=1e-10)
    assert [item.rest_correlation for item in found.items] == pytest.approx(
        [0.808388708856, 0.687955262171, 0.596652708259, 0.763205827312], abs=1e-10
    )
    assert [item.alpha_without for item in found.items] == pytest.approx(
        [0.783490011751, 0.835433467742, 0.869139258223, 0.803916083916], abs=1e-10
    )


def test_one_factor_is_that_of_r() -> None:
    """Function factanal of R 4.2.2."""
    found = calibration.one_factor(ANSWERS)
    assert found.loadings.tolist() == pytest.approx(
        [0.896712223865, 0.752255561600, 0.650153636638, 0.836812134513], abs=1e-5
    )
    assert found.chi_square == pytest.approx(0.345703850138, abs=1e-6)
    assert found.p_value == pytest.approx(0.841262175461, abs=1e-6)
    assert found.degrees == 2
    assert found.uniquenesses.tolist() == pytest.approx((1 - found.loadings**2).tolist(), abs=1e-5)


def test_composite_reliability_by_hand() -> None:
    """Loadings .9, .8, .7: sum 2.4, errors .19 + .36 + .51, squares 1.94."""
    found = calibration.composite_reliability([0.9, 0.8, 0.7])
    assert found.composite_reliability == pytest.approx(5.76 / (5.76 + 1.06))
    assert found.average_variance_extracted == pytest.approx(1.94 / 3)
    assert found.root_ave == pytest.approx((1.94 / 3) ** 0.5)


@pytest.mark.parametrize(
    ("null", "wanted"),
    [
        (
            "uniform",
            [0.874551971326, 0.888888888889, 0.944038929440, 0.965517241379, 0.765957446809,
             0.696517412935],
        ),
        (
            "slight skew",
            [0.770160231153, 0.801587301587, 0.908946951702, 0.945770065076, 0.466019417476,
             0.178782983306],
        ),
    ],
)  # fmt: skip
def test_rwg_j_is_that_of_r(null: calibration.Null, wanted: list[float]) -> None:
    """Function rwg.j of the R package multilevel 2.7, with the variances 2 and 1.34."""
    found = calibration.rwg(ANSWERS, FIRMS, points=5, null=null)
    assert found.index == "rwg(j)"
    assert [item.agreement for item in found.groups] == pytest.approx(wanted, abs=1e-10)
    assert [item.members for item in found.groups] == [4, 3, 6, 2, 5, 4]
    assert found.median == pytest.approx(np.median(wanted))
    assert found.share_enough == np.mean(np.array(wanted) >= 0.7)


def test_rwg_of_one_item_is_that_of_r() -> None:
    found = calibration.rwg(ANSWERS[["q1"]], FIRMS, points=5)
    assert found.index == "rwg"
    assert [item.agreement for item in found.groups] == pytest.approx([0.875, 0.5, 0.85, 1, 0.4, 0])
    assert [item.outside for item in found.groups] == [False] * 5 + [True]


@pytest.mark.parametrize(
    ("group_size", "first", "size"),
    [("mean", 0.459740182659, 4), ("adjusted", 0.464973653094, 3.91666666667)],
)
def test_icc_of_unequal_groups_is_that_of_r(
    group_size: Literal["mean", "adjusted"], first: float, size: float
) -> None:
    """Functions ICC1 and ICC2 of multilevel 2.7; the adjusted size by hand in R."""
    found = calibration.icc(ANSWERS.mean(axis=1), FIRMS, group_size=group_size)
    assert found.icc1 == pytest.approx(first, abs=1e-10)
    assert found.icc2 == pytest.approx(0.772925709724, abs=1e-10)
    assert found.group_size == pytest.approx(size)
    assert found.f_value == pytest.approx(4.40385, abs=5e-6)
    assert found.p_value == pytest.approx(0.0085487, abs=5e-8)


def test_aggregation_brings_both_together() -> None:
    found = calibration.aggregate(ANSWERS, FIRMS, points=5)
    assert np.asarray(found).tolist() == pytest.approx(
        ANSWERS.mean(axis=1).groupby(FIRMS).mean().tolist()
    )
    assert found.within_group == calibration.rwg(ANSWERS, FIRMS, points=5)
    assert found.intraclass == calibration.icc(ANSWERS.mean(axis=1), FIRMS)
    assert [str(note) for note in found.notes] == [
        "Group(s) 6 agree below 0.70 (rule of thumb): their mean hides disagreement."
    ]
    assert found.to_frame()["group"].tolist() == list("123456")


@pytest.mark.parametrize(
    ("null", "points", "variance"),
    [
        ("uniform", 5, 2.0),
        ("uniform", 7, 4.0),
        ("maximum", 5, 4.0),
        ("slight skew", 7, 2.9),
        ("moderate skew", 5, 0.9),
        ("heavy skew", 5, 0.44),
        ("triangular", 7, 2.1),
        ("normal", 5, 1.04),
        (1.5, 5, 1.5),
    ],
)
def test_null_variances(null: calibration.Null | float, points: int, variance: float) -> None:
    found = calibration.rwg({"q": [1, 2, 1, 2]}, ["A", "A", "B", "B"], points=points, null=null)
    assert found.null_variance == variance
    assert found.groups[0].agreement == pytest.approx(max(0, 1 - 0.5 / variance))


def test_the_skewed_nulls_of_five_points_are_those_of_their_distributions() -> None:
    """James et al. 1984 and LeBreton and Senter 2008 print the answers behind the variances."""
    distributions: dict[calibration.Null, list[float]] = {
        "slight skew": [0.05, 0.15, 0.20, 0.35, 0.25],
        "moderate skew": [0, 0.10, 0.15, 0.40, 0.35],
        "heavy skew": [0, 0, 0.10, 0.40, 0.50],
        "triangular": [0.11, 0.22, 0.34, 0.22, 0.11],
        "normal": [0.07, 0.24, 0.38, 0.24, 0.07],
    }
    points = np.arange(1, 6)
    for name, shares in distributions.items():
        variance = np.dot(shares, points**2) - np.dot(shares, points) ** 2
        found = calibration.rwg({"q": [1, 1, 2, 2]}, ["A", "A", "B", "B"], points=5, null=name)
        assert found.null_variance == pytest.approx(variance, abs=5e-3)
