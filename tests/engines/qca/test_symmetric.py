"""The regression of the side panel, against normal equations and published numbers."""

from __future__ import annotations

import itertools

import numpy as np
import pandas as pd
import pytest
from numpy.typing import NDArray
from scipy import stats

from consilience import qca
from consilience.errors import ConsilienceError
from consilience.qca import symmetric_regression


def _table(seed: int, cases: int = 30) -> pd.DataFrame:
    draw = np.random.default_rng(seed)
    a, b, c = draw.random((3, cases))
    y = 0.2 + 0.5 * a - 0.3 * b + a * c + draw.normal(0, 0.1 + 0.3 * a, cases)
    return pd.DataFrame({"A": a, "B": b, "C": c, "Y": y})


def _by_definition(
    design: NDArray[np.float64], y: NDArray[np.float64]
) -> tuple[NDArray[np.float64], ...]:
    """Return estimates, HC3 errors and p-values from the normal equations, one case at a time."""
    inverse = np.linalg.inv(design.T @ design)
    estimates = inverse @ design.T @ y
    meat = np.zeros_like(inverse)
    for row, value in zip(design, y, strict=True):
        leverage = row @ inverse @ row
        meat += np.outer(row, row) * ((value - row @ estimates) / (1 - leverage)) ** 2
    errors = np.sqrt(np.diag(inverse @ meat @ inverse))
    p_values = 2 * stats.t.sf(np.abs(estimates / errors), len(y) - design.shape[1])
    return estimates, errors, p_values


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("interactions", [False, True])
def test_coefficients_are_those_of_the_definition(seed: int, interactions: bool) -> None:  # noqa: FBT001  (a parameter of the test)
    data = _table(seed)
    found = symmetric_regression(data, "Y", interactions=interactions)
    columns = [data[name].to_numpy() for name in "ABC"]
    design = [np.ones(len(data)), *columns]
    if interactions:
        centred = [column - column.mean() for column in columns]
        design += [one * other for one, other in itertools.combinations(centred, 2)]
    estimates, errors, p_values = _by_definition(np.column_stack(design), data["Y"].to_numpy())
    shown = found.to_frame()
    np.testing.assert_allclose(shown["estimate"], estimates, rtol=1e-9)
    np.testing.assert_allclose(shown["standard_error"], errors, rtol=1e-9)
    np.testing.assert_allclose(shown["p_value"], p_values, rtol=1e-7, atol=1e-15)
    margin = stats.t.ppf(0.975, found.degrees_of_freedom) * errors
    np.testing.assert_allclose(shown["low"], estimates - margin, rtol=1e-8)
    np.testing.assert_allclose(shown["high"], estimates + margin, rtol=1e-8)
    fitted = np.column_stack(design) @ estimates
    share = 1 - ((data["Y"] - fitted) ** 2).sum() / ((data["Y"] - data["Y"].mean()) ** 2).sum()
    assert found.r_squared == pytest.approx(share)
    left = len(data) - len(estimates)
    assert found.adjusted_r_squared == pytest.approx(1 - (1 - share) * (len(data) - 1) / left)
    names = ["A*B", "A*C", "B*C"] if interactions else []
    assert list(shown["name"]) == ["intercept", "A", "B", "C", *names]


def test_a_published_regression_comes_out() -> None:
    x = [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5]
    y = [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68]
    found = symmetric_regression({"x": x, "y": y}, "y")  # Anscombe 1973, first set
    assert found.of("x").estimate == pytest.approx(0.500, abs=5e-4)
    assert found.of("intercept").estimate == pytest.approx(3.0, abs=5e-3)
    assert found.r_squared == pytest.approx(0.667, abs=5e-4)


def test_units_only_change_the_scale() -> None:
    data = _table(1)
    plain = symmetric_regression(data, "Y", interactions=True)
    large = data.assign(A=1000 * data["A"] - 7, Y=1e60 * data["Y"])
    found = symmetric_regression(large, "Y", interactions=True)
    assert found.of("A").estimate == pytest.approx(1e57 * plain.of("A").estimate)
    assert found.of("A*B").standard_error == pytest.approx(1e57 * plain.of("A*B").standard_error)
    assert found.of("A").t == pytest.approx(plain.of("A").t)
    assert found.r_squared == pytest.approx(plain.r_squared)


def test_the_negated_outcome_turns_every_sign_and_nothing_else() -> None:
    data = _table(2)
    one = symmetric_regression(data, "Y", ["A", "B"])
    other = symmetric_regression(data.assign(Y=1 - data["Y"]), "Y", ["A", "B"])
    for name in ("A", "B"):
        assert other.of(name).estimate == pytest.approx(-one.of(name).estimate)
        assert other.of(name).p_value == pytest.approx(one.of(name).p_value)


def test_a_regression_that_fits_every_case_has_no_t() -> None:
    found = symmetric_regression({"A": [0, 0.3, 0.5, 1], "Y": [0.1, 0.4, 0.6, 1.1]}, "Y")
    assert found.of("A").estimate == pytest.approx(1)
    assert (found.r_squared, found.of("A").standard_error) == (1, 0)
    assert np.isnan(found.of("A").p_value)
    assert any("fits every case" in str(note) for note in found.notes)


def test_a_case_that_decides_a_coefficient_alone_is_named() -> None:
    data = pd.DataFrame(
        {"A": [0, 0, 0, 0, 1], "B": [0.1, 0.5, 0.9, 0.4, 0.2], "Y": [0.3, 0.2, 0.8, 0.1, 0.6]},
        index=["a", "b", "c", "d", "lone"],
    )
    found = symmetric_regression(data, "Y")
    assert np.isnan(found.of("B").standard_error)
    assert np.isfinite(found.of("A").estimate)
    assert [note.values for note in found.notes if note.level == "warning"] == [{"cases": ["lone"]}]


@pytest.mark.parametrize(
    ("data", "part"),
    [
        ({"A": [0, 1], "Y": [0, 1]}, "2 cases cannot carry 2 coefficients"),
        ({"A": [0, 1, 0.5, 0.2], "B": [1, 3, 2, 1.4], "Y": [0, 1, 1, 0]}, "B follows from"),
        ({"A": [1, 1, 1, 1], "Y": [0, 1, 1, 0]}, "nothing can be related to it"),
        ({"A": [1e15, 1e15 + 1, 1e15 + 2, 1e15], "Y": [0, 1, 1, 0]}, "A follows from"),
    ],
)
def test_what_has_no_one_answer_says_why(data: dict[str, list[float]], part: str) -> None:
    with pytest.raises(ConsilienceError) as caught:
        symmetric_regression(data, "Y")
    assert part in str(caught.value)


def test_products_of_crisp_conditions_that_never_meet_are_refused() -> None:
    data = {"A": [1, 1, 0, 0, 0, 0], "B": [0, 0, 1, 1, 0, 0], "Y": [1, 0.8, 0.3, 0.2, 0.5, 0.4]}
    with pytest.raises(ConsilienceError, match=r"A\*B follows from"):
        symmetric_regression(data, "Y", interactions=True)


def test_coefficients_are_asked_for_by_name() -> None:
    found = symmetric_regression(_table(3), "Y", ["A", "B"])
    with pytest.raises(ConsilienceError, match="must be one of intercept, A, B, got C"):
        found.of("C")
    assert isinstance(found.of("A"), qca.Coefficient)
