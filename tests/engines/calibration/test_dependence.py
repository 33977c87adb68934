"""Dependence measures of parties, dyads and alliances."""

from __future__ import annotations

import numpy as np
import pytest

from consilience.calibration import (
    Advantage,
    Dependence,
    alliance_dependence,
    asymmetric_dependence,
    joint_dependence,
    resource_dependence,
)
from consilience.errors import ArgumentError, DataError, UnknownNameError

A_ON_B, B_ON_A = [4, 2, 1], [1, 2, 5]


@pytest.mark.parametrize(
    ("method", "expected"),
    [
        ("sum", [5, 4, 6]),
        ("mean", [2.5, 2, 3]),
        ("minimum", [1, 2, 1]),
        ("product", [4, 4, 5]),
    ],
)
def test_joint_dependence_by_every_method(method: str, expected: list[float]) -> None:
    found = joint_dependence(A_ON_B, B_ON_A, method=method)  # type: ignore[arg-type]  # (text)
    assert found.values.tolist() == expected
    assert found.parameters == {"method": method}
    assert np.asarray(found).tolist() == expected
    assert Dependence.from_dict(found.to_dict()) == found


@pytest.mark.parametrize(
    ("method", "signed", "expected"),
    [
        ("difference", False, [3, 0, 4]),
        ("difference", True, [3, 0, -4]),
        ("ratio", False, [4, 1, 5]),
        ("ratio", True, [4, 1, 0.2]),
    ],
)
def test_asymmetry_by_every_method(method: str, *, signed: bool, expected: list[float]) -> None:
    found = asymmetric_dependence(
        A_ON_B,
        B_ON_A,
        method=method,  # type: ignore[arg-type]  # (parametrised text)
        signed=signed,
        cases=["x", "y", "z"],
    )
    assert found.values.tolist() == expected
    assert found.advantage == ("b", "neither", "a")
    assert found.to_frame().iloc[0].tolist() == ["x", expected[0], "b"]
    assert Advantage.from_dict(found.to_dict()) == found


def test_product_and_ratio_refuse_numbers_without_meaning() -> None:
    with pytest.raises(DataError) as caught:
        joint_dependence([1, -2], [1, 1], method="product")
    assert str(caught.value) == "the product needs dependences of at least 0, got -2.0 at 2"
    with pytest.raises(DataError) as caught:
        asymmetric_dependence([1, 2], [0, 1], method="ratio")
    assert str(caught.value) == "the ratio needs dependences greater than 0, got 0.0 at 1"
    assert joint_dependence([0], [3], method="product").values.tolist() == [0]


def test_numbers_beyond_the_machine_are_refused() -> None:
    with pytest.raises(DataError, match="the result at 2 is too large"):
        joint_dependence([1, 1.7e308], [1, 1.7e308])
    with pytest.raises(DataError, match="the result at 1 is too large"):
        asymmetric_dependence([1e308], [1e-300], method="ratio")
    assert joint_dependence([1.7e308], [1.7e308], method="mean").values.tolist() == [1.7e308]


def test_partners_need_one_number_each() -> None:
    with pytest.raises(ArgumentError, match=r"as long as a_on_b \(2\), got 1"):
        joint_dependence([1, 2], [1])
    with pytest.raises(ArgumentError, match="finite numbers"):
        asymmetric_dependence([1, float("nan")], [1, 2])
    with pytest.raises(ArgumentError, match="true or false"):
        asymmetric_dependence([1], [1], signed="yes")  # type: ignore[arg-type]  # (wrong on purpose)
    with pytest.raises(UnknownNameError, match="did you mean minimum"):
        joint_dependence([1], [1], method="minimun")  # type: ignore[arg-type]  # (wrong on purpose)


def test_names_of_dyads_are_checked() -> None:
    assert joint_dependence([1, 2], [1, 2]).names == ("1", "2")
    with pytest.raises(ArgumentError, match="as long as values"):
        joint_dependence([1, 2], [1, 2], cases=["x"])
    with pytest.raises(ArgumentError, match="occur once"):
        joint_dependence([1, 2], [1, 2], cases=["x", "x"])


def test_resource_dependence_has_two_ways() -> None:
    assert resource_dependence([0.5, 1], [1, 0.2]).values.tolist() == [0.5, 0.2]
    assert resource_dependence(outside_options=[0.2, 1]).values.tolist() == [0.8, 0]


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"criticality": [1]},
        {"concentration": [1]},
        {"criticality": [1], "concentration": [1], "outside_options": [1]},
        {"criticality": [1], "outside_options": [1]},
    ],
)
def test_resource_dependence_takes_one_way(given: dict[str, list[float]]) -> None:
    with pytest.raises(DataError, match="exactly one of the two ways"):
        resource_dependence(**given)


def test_resource_dependence_takes_shares() -> None:
    with pytest.raises(ArgumentError, match="between 0 and 1"):
        resource_dependence([5], [1])
    with pytest.raises(ArgumentError, match="as long as criticality"):
        resource_dependence([1], [1, 1])


def test_alliances_keep_the_order_of_their_first_dyads() -> None:
    dyads = ["Film", "Chips", "Film"]
    mean = alliance_dependence([1, 5, 3], dyads)
    assert (mean.names, mean.values.tolist()) == (("Film", "Chips"), [2, 5])
    maximum = alliance_dependence([1, 5, 3], dyads, method="maximum")
    assert maximum.values.tolist() == [3, 5]
    assert maximum.to_frame()["name"].tolist() == ["Film", "Chips"]


@pytest.mark.parametrize("alliances", ["ab", 3, None, [1, 2], ["a", None]])
def test_alliances_must_be_names(alliances: object) -> None:
    with pytest.raises(ArgumentError, match="alliances of alliance_dependence must be a list"):
        alliance_dependence([1, 2], alliances)  # type: ignore[arg-type]  # (wrong on purpose)


def test_alliances_must_be_as_many_as_dyads() -> None:
    with pytest.raises(ArgumentError, match="as long as values"):
        alliance_dependence([1, 2], ["a"])
