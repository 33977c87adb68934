"""A symmetric side panel: how an outcome moves with each condition on average.

This is no QCA. It stands here because it takes the same table and is laid beside the paths.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import stdtr, stdtrit

from consilience import checks
from consilience.errors import DataError
from consilience.qca.scatters import Column, read_columns
from consilience.results import Note, Result

INTERCEPT = "intercept"
CONFIDENCE = 0.95
_OWNER = "symmetric_regression"
_ROUNDING = 1e-10  # what is smaller beside the largest value of its kind counts as 0


@dataclass(frozen=True)
class Coefficient:
    """What the outcome changes by, on average, per unit of one regressor, the others held fixed.

    ``low`` and ``high`` bound the 95 % interval. All but the estimate are NaN where a case decides
    a coefficient alone; ``t`` and ``p_value`` also where the regression fits every case.
    """

    name: str
    estimate: float
    standard_error: float
    t: float
    p_value: float
    low: float
    high: float


@dataclass(frozen=True, kw_only=True, eq=False)
class SymmetricRegression(Result):
    """An ordinary least squares regression of an outcome on conditions.

    ``n`` cases, ``degrees_of_freedom`` left over; the intercept comes first, interactions
    (``"A*B"``) last.
    """

    outcome: str
    conditions: tuple[str, ...]
    n: int
    degrees_of_freedom: int
    coefficients: tuple[Coefficient, ...]
    r_squared: float
    adjusted_r_squared: float

    def of(self, name: str) -> Coefficient:
        """Return the coefficient of a condition, an interaction or the intercept."""
        chosen = checks.choice(name, [item.name for item in self.coefficients], "name", "of")
        return next(item for item in self.coefficients if item.name == chosen)

    def to_frame(self) -> pd.DataFrame:
        """Return one line a coefficient."""
        return pd.DataFrame([vars(item) for item in self.coefficients])


def symmetric_regression(
    data: object,
    outcome: str,
    conditions: object = None,
    *,
    interactions: bool = False,
    cases: str | None = None,
) -> SymmetricRegression:
    """Regress an outcome on conditions by least squares, as a side panel to the paths.

    A regression asks what one condition adds on average, whatever the others are. It cannot show
    that a condition matters in one combination only, nor that the absence of the outcome has other
    paths: with 1 - outcome every slope only changes its sign. It neither tests nor replaces the
    paths.

    Standard errors are robust to unequal variances (HC3); t and p rest on Student's distribution.
    With interactions every pair of conditions is multiplied after its means were subtracted, so
    that the slope of a condition is that at the mean of the others.

    Parameters
    ----------
    data : data frame or mapping of columns
        Memberships or raw numbers, one row a case, no gaps; every column varies.
    outcome : str
        Its column.
    conditions : list of str, optional
        All columns but the outcome if not given.
    interactions : bool
        Whether the products of all pairs of conditions are added.
    cases : str, optional
        Column with the case names; else the index.

    Returns
    -------
    SymmetricRegression
        Coefficients with robust standard errors, t, p in [0, 1] and 95 % intervals; R squared.

    Raises
    ------
    ArgumentError, DataError, UnknownNameError
        If a name is unknown, a cell is no number, a column is constant, there are no more cases
        than coefficients, or a regressor follows from the others.

    Examples
    --------
    >>> data = {"X": [1, 2, 3, 4, 5], "Y": [1, 3, 2, 5, 4]}
    >>> found = symmetric_regression(data, "Y")
    >>> round(found.of("X").estimate, 3), round(found.r_squared, 3)
    (0.8, 0.64)

    References
    ----------
    MacKinnon, J. G. and White, H. (1985). Some Heteroskedasticity-Consistent Covariance Matrix
    Estimators with Improved Finite Sample Properties. Journal of Econometrics 29(3).
    Ragin, C. C. (2008). Redesigning Social Inquiry. University of Chicago Press.
    """
    both = checks.boolean(interactions, "interactions", _OWNER)
    names, y, columns = read_columns(data, outcome, conditions, cases, _OWNER)
    labels, design = _design(columns, interactions=both)
    _refuse_unidentified(design, labels)
    fitted = _least_squares(design, y)
    free = len(names) - len(labels)
    alone = [name for name, weight in zip(names, fitted.leverages, strict=True) if weight >= 1]
    return SymmetricRegression(
        parameters={
            "outcome": outcome,
            "conditions": tuple(x.name for x in columns),
            "interactions": both,
        },
        notes=_notes(alone, fitted),
        references=("mackinnon1985", "ragin2008"),
        outcome=outcome,
        conditions=tuple(x.name for x in columns),
        n=len(names),
        degrees_of_freedom=free,
        coefficients=tuple(
            _coefficient(name, float(b), float(s), free)
            for name, b, s in zip(labels, fitted.estimates, fitted.errors, strict=True)
        ),
        r_squared=fitted.r_squared,
        adjusted_r_squared=1 - (1 - fitted.r_squared) * (len(names) - 1) / free,
    )


@dataclass(frozen=True)
class _Fitted:
    """Estimates and HC3 errors, shape (p,); leverages, shape (n,); whether every case is met."""

    estimates: NDArray[np.float64]
    errors: NDArray[np.float64]
    leverages: NDArray[np.float64]
    r_squared: float
    exact: bool


def _design(
    columns: Sequence[Column], *, interactions: bool
) -> tuple[tuple[str, ...], NDArray[np.float64]]:
    """Return the names of the regressors and their values, shape (n, p)."""
    values = [column.lowest + column.span * column.scaled for column in columns]
    parts = [(INTERCEPT, np.ones_like(values[0]))]
    parts += [(column.name, found) for column, found in zip(columns, values, strict=True)]
    centred = [
        (column.name, found - found.mean()) for column, found in zip(columns, values, strict=True)
    ]
    if interactions:
        pairs = itertools.combinations(centred, 2)
        parts += [(f"{a}*{b}", first * second) for (a, first), (b, second) in pairs]
    return tuple(name for name, _ in parts), np.column_stack([found for _, found in parts])


def _refuse_unidentified(design: NDArray[np.float64], labels: Sequence[str]) -> None:
    """Refuse a design without a free case, or with a regressor that follows from those before."""
    cases, count = design.shape
    if cases <= count:
        raise DataError("qca.symmetric.few_cases", cases=cases, coefficients=count)
    sizes = np.abs(design).max(axis=0)
    rest = np.abs(np.diag(np.linalg.qr(design / np.where(sizes > 0, sizes, 1), mode="r")))
    for name, size in zip(labels, rest, strict=True):
        if size < _ROUNDING:
            raise DataError("qca.symmetric.collinear", regressor=name)


def _least_squares(design: NDArray[np.float64], y: Column) -> _Fitted:
    """Fit the outcome as a share of its range to regressors as shares of their largest value."""
    sizes = np.abs(design).max(axis=0)
    basis, triangle = np.linalg.qr(design / sizes)
    shift = y.lowest / y.span
    scaled = np.linalg.solve(triangle, basis.T @ y.scaled)
    residuals = y.scaled - basis @ (triangle @ scaled)
    exact = bool(np.abs(residuals).max() <= _ROUNDING)
    residuals = np.zeros_like(residuals) if exact else residuals
    leverages = (basis**2).sum(axis=1)
    leverages[leverages > 1 - _ROUNDING] = 1
    scaled[0] += shift
    errors = np.full(len(scaled), np.nan)
    if leverages.max() < 1:
        weighted = basis * (residuals / (1 - leverages))[:, None]
        inverse = np.linalg.inv(triangle)
        errors = np.sqrt(np.diag(inverse @ (weighted.T @ weighted) @ inverse.T))
    return _Fitted(
        estimates=scaled * y.span / sizes,
        errors=errors * y.span / sizes,
        leverages=leverages,
        r_squared=1 - float((residuals**2).sum() / ((y.scaled - y.scaled.mean()) ** 2).sum()),
        exact=exact,
    )


def _coefficient(name: str, estimate: float, error: float, free: int) -> Coefficient:
    t = estimate / error if error > 0 else math.nan
    margin = float(stdtrit(free, 0.5 + CONFIDENCE / 2)) * error
    return Coefficient(
        name=name,
        estimate=estimate,
        standard_error=error,
        t=t,
        p_value=2 * float(stdtr(free, -abs(t))),
        low=estimate - margin,
        high=estimate + margin,
    )


def _notes(alone: list[str], fitted: _Fitted) -> tuple[Note, ...]:
    notes = [Note("qca.note.symmetric_question")]
    if alone:
        notes.append(Note("qca.note.symmetric_alone", {"cases": alone}, "warning"))
    if fitted.exact:
        notes.append(Note("qca.note.symmetric_exact", {}, "warning"))
    return tuple(notes)
