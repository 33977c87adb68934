"""Indirect calibration: memberships fitted to qualitative groups by a fractional logit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

import numpy as np
from scipy.special import expit

from consilience import checks
from consilience.calibration.inspection import inspected
from consilience.calibration.records import Calibrated, calibrated
from consilience.errors import ArgumentError, DataError
from consilience.results import Note

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

Terms = Literal["fractional polynomial", "linear"]
_ROUNDS = 200
_TOLERANCE = 1e-10
_SEPARATED = 1e-10  # smallest information per regressor that counts as a finite estimate


def indirect(
    values: ArrayLike,
    thresholds: ArrayLike | None = None,
    *,
    scores: ArrayLike | None = None,
    terms: Terms = "fractional polynomial",
) -> Calibrated:
    """Calibrate raw values by a regression on qualitative groups (the indirect method).

    The cases are first sorted into groups with a preliminary membership each. A logit regression
    for fractional outcomes then predicts the membership from the raw value.

    Parameters
    ----------
    values
        Raw values, shape (n,); greater than 0 with the fractional polynomial (R QCA silently
        takes 0 as .00001).
    thresholds
        Cuts between the groups, strictly increasing. k cuts make groups with the preliminary
        memberships 0, 1/k, ..., 1, rounded to three decimals as in R QCA. A value equal to a cut
        belongs to the lower group.
    scores
        Instead of thresholds: the preliminary membership of every case, in [0, 1], shape (n,).
    terms
        ``"fractional polynomial"``: regressors ln x, sqrt x, x and x squared; ``"linear"``: x.

    Returns
    -------
    Calibrated
        Predicted memberships in (0, 1), shape (n,), with notes on exactly .5, on skew and on
        memberships that do not follow the order of the raw values.

    Raises
    ------
    ArgumentError
        If a number is missing, not finite or out of range, or scores are not as many as values.
    DataError
        If neither or both of thresholds and scores are given, the thresholds do not increase, all
        preliminary memberships are equal, or the groups are separated so that the regression has
        no finite solution.
    UnknownNameError
        If the terms are unknown.

    Examples
    --------
    >>> found = indirect([1, 2, 3, 4, 5, 6], scores=[0, 0.3, 0.2, 0.8, 0.7, 1], terms="linear")
    >>> found.memberships.round(3)
    array([0.055, 0.154, 0.362, 0.638, 0.846, 0.945])

    References
    ----------
    Ragin (2008), *Redesigning Social Inquiry*, chapter 5; Papke and Wooldridge (1996).
    """
    raw = checks.numbers(values, "values", "indirect")
    preliminary, cuts = _preliminary(raw, thresholds, scores)
    chosen = checks.choice(terms, get_args(Terms), "terms", "indirect")
    found = _fractional_logit(_regressors(raw, chosen), preliminary)
    return calibrated(
        raw,
        found,
        parameters={
            "method": "indirect",
            "thresholds": cuts,
            "scores": tuple(preliminary.tolist()),
            "terms": chosen,
        },
        notes=(*_order_note(raw, found), *inspected(found)),
        references=("ragin2008", "papke1996"),
    )


def _preliminary(
    raw: NDArray[np.float64], thresholds: ArrayLike | None, scores: ArrayLike | None
) -> tuple[NDArray[np.float64], tuple[float, ...] | None]:
    if (thresholds is None) is (scores is None):
        raise DataError("calibration.thresholds_or_scores")
    if thresholds is None:
        preliminary = checks.memberships(scores, "scores", "indirect")
        checks.same_length(preliminary, raw, "scores", "indirect", "values")
        cuts = None
    else:
        points = checks.numbers(thresholds, "thresholds", "indirect")
        if (points[1:] <= points[:-1]).any():
            raise DataError("calibration.cuts_order", got=points.tolist())
        levels = np.round(np.linspace(0, 1, len(points) + 1), 3)
        preliminary = levels[np.searchsorted(points, raw, side="left")]
        cuts = tuple(points.tolist())
    if (preliminary == preliminary[0]).all():
        raise DataError("calibration.one_group", got=float(preliminary[0]))
    return preliminary, cuts


def _regressors(raw: NDArray[np.float64], terms: Terms) -> NDArray[np.float64]:
    ones = np.ones(len(raw))
    top = np.abs(raw).max()
    scaled = raw / top if top > 0 else raw
    if terms == "linear":
        return np.column_stack([ones, scaled])
    if (raw <= 0).any():
        place = int(np.argmax(raw <= 0))
        raise ArgumentError("values", "indirect", "above", float(raw[place]), limit=0)
    return np.column_stack([ones, np.log(raw) - np.log(top), np.sqrt(scaled), scaled, scaled**2])


def _fractional_logit(
    regressors: NDArray[np.float64], outcome: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Fit by damped Newton steps on an orthonormal basis of the regressors."""
    basis, sizes, _ = np.linalg.svd(regressors, full_matrices=False)
    basis = basis[:, sizes > sizes[0] * 1e-12]
    predictor = np.zeros(len(outcome))
    for _ in range(_ROUNDS):
        fitted = expit(predictor)
        information = basis.T @ (basis * (fitted * (1 - fitted))[:, None])
        if np.linalg.eigvalsh(information)[0] < _SEPARATED:
            break
        step = basis @ np.linalg.solve(information, basis.T @ (outcome - fitted))
        predictor = predictor + _damping(predictor, step, outcome) * step
        if np.abs(step).max() <= _TOLERANCE * (1 + np.abs(predictor).max()):
            return np.asarray(expit(predictor), dtype=np.float64)
    raise DataError("calibration.separated")


def _damping(
    predictor: NDArray[np.float64], step: NDArray[np.float64], outcome: NDArray[np.float64]
) -> float:
    """Return 1, or the first half of it that does not lower the likelihood."""
    share, start = 1.0, _log_likelihood(predictor, outcome)
    slack = 1e-9 * (1 + abs(start))
    while share > 1e-6 and _log_likelihood(predictor + share * step, outcome) < start - slack:
        share /= 2
    return share


def _log_likelihood(predictor: NDArray[np.float64], outcome: NDArray[np.float64]) -> float:
    return float((outcome * predictor - np.logaddexp(0, predictor)).sum())


def _order_note(raw: NDArray[np.float64], found: NDArray[np.float64]) -> tuple[Note, ...]:
    steps = np.diff(found[np.argsort(raw, kind="stable")])
    if (steps > 1e-9).any() and (steps < -1e-9).any():
        return (Note("calibration.note.not_monotone", {}, "warning"),)
    return ()
