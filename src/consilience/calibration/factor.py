"""One common factor of several items, by maximum likelihood."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import DTypeLike, NDArray
from scipy import optimize, stats

from consilience.calibration.answers import read_answers
from consilience.errors import DataError
from consilience.results import Note, Result

Floats = NDArray[np.float64]
LEAST_UNIQUENESS = 0.005


@dataclass(frozen=True, kw_only=True, eq=False)
class OneFactor(Result):
    """One factor behind several items; ``numpy.asarray`` gives the standardised loadings.

    ``uniquenesses`` are the shares of variance that the factor does not explain. ``chi_square``
    with ``degrees`` tests whether one factor is enough; with three items there are no degrees and
    ``p_value`` is NaN. ``boundary`` names items whose uniqueness would fall below .005, the lowest
    that is allowed (a Heywood case).
    """

    items: tuple[str, ...]
    loadings: Floats
    uniquenesses: Floats
    chi_square: float
    degrees: int
    p_value: float
    boundary: tuple[str, ...]
    respondents: int

    def __array__(self, dtype: DTypeLike | None = None, *, copy: bool | None = None) -> Floats:
        return np.array(self.loadings, dtype=dtype, copy=copy)

    def to_frame(self) -> pd.DataFrame:
        """Return one row an item."""
        columns = {"item": self.items, "loading": self.loadings, "uniqueness": self.uniquenesses}
        return pd.DataFrame(columns)


def one_factor(items: object) -> OneFactor:
    """Fit one common factor to the correlations of the items by maximum likelihood.

    Parameters
    ----------
    items : table of respondents x items
        At least three items and more respondents than items. Respondents with a gap are left out.

    Returns
    -------
    OneFactor
        Standardised loadings, in [-1, 1], with a positive sum; ``composite_reliability`` takes
        them.

    Raises
    ------
    ArgumentError
        If there are fewer than three items, or an answer is no number.
    DataError
        If an item does not vary, items repeat each other, or respondents are too few.

    Examples
    --------
    >>> answers = {
    ...     "q1": [1, 2, 4, 5, 3, 2], "q2": [2, 2, 5, 4, 4, 1], "q3": [2, 3, 4, 5, 2, 1],
    ... }
    >>> one_factor(answers).loadings.round(2)
    array([0.96, 0.82, 0.85])

    References
    ----------
    Lawley and Maxwell (1971), *Factor Analysis as a Statistical Method*.
    """
    owner = "one_factor"
    answers = read_answers(items, "items", owner, least=3)
    respondents, count = answers.values.shape
    if respondents <= count:
        raise DataError("calibration.few_respondents", respondents=respondents, items=count)
    spread = np.ptp(answers.values, axis=0).tolist()
    constant = [name for name, wide in zip(answers.items, spread, strict=True) if not wide]
    if constant:
        raise DataError("calibration.constant_items", items=constant)
    correlations: Floats = np.asarray(np.corrcoef(answers.values, rowvar=False))
    if np.linalg.eigvalsh(correlations)[0] < _SINGULAR:
        raise DataError("calibration.repeated_items", items=answers.items)
    uniquenesses = _uniquenesses(correlations)
    loadings = _loadings(correlations, uniquenesses)
    degrees = count * (count - 3) // 2
    chi_square = _misfit(uniquenesses, correlations)[0] * (
        respondents - 1 - (2 * count + 5) / 6 - 2 / 3
    )
    boundary = tuple(
        name
        for name, value in zip(answers.items, uniquenesses, strict=True)
        if value <= LEAST_UNIQUENESS + 1e-6
    )
    for array in (loadings, uniquenesses):
        array.flags.writeable = False
    return OneFactor(
        items=answers.items,
        loadings=loadings,
        uniquenesses=uniquenesses,
        chi_square=float(chi_square),
        degrees=degrees,
        p_value=float(stats.chi2.sf(chi_square, degrees)) if degrees else float("nan"),
        boundary=boundary,
        respondents=respondents,
        parameters={"method": "maximum likelihood", "least_uniqueness": LEAST_UNIQUENESS},
        notes=(*answers.notes(), *_boundary_notes(boundary)),
        references=("lawley1971",),
    )


def _uniquenesses(correlations: Floats) -> Floats:
    """Return the uniquenesses of the best fit; several starts, the lowest misfit wins."""
    start = np.clip(0.5 / np.diag(np.linalg.inv(correlations)), LEAST_UNIQUENESS, 1.0)
    found = [
        optimize.minimize(
            _misfit,
            first,
            args=(correlations,),
            jac=True,
            method="L-BFGS-B",
            bounds=[(LEAST_UNIQUENESS, 1.0)] * len(correlations),
            options={"ftol": 1e-15, "gtol": 1e-10, "maxiter": 2_000},
        )
        for first in (start, np.full_like(start, 0.5))
    ]
    best = min(found, key=lambda item: float(item.fun))
    return np.asarray(best.x, dtype=np.float64)


def _misfit(uniquenesses: Floats, correlations: Floats) -> tuple[float, Floats]:
    """Return the discrepancy of the best loadings for these uniquenesses, and its gradient."""
    roots = np.sqrt(uniquenesses)
    values = np.linalg.eigvalsh(correlations / np.outer(roots, roots))[:-1]
    loadings = _loadings(correlations, uniquenesses)
    rest = np.diag(np.outer(loadings, loadings)) + uniquenesses - np.diag(correlations)
    return float((values - np.log(values) - 1).sum()), rest / uniquenesses**2


def _loadings(correlations: Floats, uniquenesses: Floats) -> Floats:
    roots = np.sqrt(uniquenesses)
    values, vectors = np.linalg.eigh(correlations / np.outer(roots, roots))
    found = roots * vectors[:, -1] * np.sqrt(max(values[-1] - 1, 0.0))
    return np.asarray(found if found.sum() >= 0 else -found, dtype=np.float64)


def _boundary_notes(boundary: tuple[str, ...]) -> tuple[Note, ...]:
    if not boundary:
        return ()
    return (Note("calibration.note.heywood", {"items": boundary}, "warning"),)


_SINGULAR = 1e-10
