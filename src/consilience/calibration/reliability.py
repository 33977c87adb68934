"""Reliability of a scale of several items: Cronbach's alpha, composite reliability, AVE."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from consilience import checks
from consilience.calibration.answers import Answers, read_answers
from consilience.errors import DataError
from consilience.results import Note, Result


@dataclass(frozen=True)
class Item:
    """One item beside the others; NaN where a value is undefined.

    ``rest_correlation`` is its correlation with the mean of the other items, and
    ``alpha_without`` alpha if it were dropped.
    """

    name: str
    mean: float
    standard_deviation: float
    rest_correlation: float
    alpha_without: float


@dataclass(frozen=True, kw_only=True, eq=False)
class Reliability(Result):
    """Cronbach's alpha of a scale; ``standardized`` is that of items with equal variance.

    ``undefined`` names why alpha is NaN ("no variation"), else it is "".
    """

    alpha: float
    standardized: float
    undefined: str
    respondents: int
    items: tuple[Item, ...]

    def __float__(self) -> float:
        return self.alpha

    def to_frame(self) -> pd.DataFrame:
        """Return one row an item."""
        return pd.DataFrame([vars(item) for item in self.items])


@dataclass(frozen=True, kw_only=True, eq=False)
class CompositeReliability(Result):
    """Composite reliability and average variance extracted of one construct.

    ``root_ave``, the square root of AVE, is what Fornell and Larcker compare with the correlations
    between constructs.
    """

    composite_reliability: float
    average_variance_extracted: float
    root_ave: float
    loadings: NDArray[np.float64]

    def to_frame(self) -> pd.DataFrame:
        """Return one row with the three measures."""
        row = {
            "items": len(self.loadings),
            "composite_reliability": self.composite_reliability,
            "average_variance_extracted": self.average_variance_extracted,
            "root_ave": self.root_ave,
        }
        return pd.DataFrame([row])


def cronbach_alpha(items: object) -> Reliability:
    """Measure the internal consistency of a scale by Cronbach's alpha.

    Parameters
    ----------
    items : table of respondents x items
        At least two items, all keyed in one direction (``likert`` turns reversed ones). Respondents
        with a gap are left out.

    Returns
    -------
    Reliability
        Alpha, at most 1, and for each item what it does to alpha.

    Raises
    ------
    ArgumentError
        If there are fewer than two items or complete respondents, or an answer is no number.

    Examples
    --------
    >>> found = cronbach_alpha({"q1": [1, 2, 4, 5], "q2": [2, 2, 4, 4], "q3": [1, 3, 4, 5]})
    >>> round(found.alpha, 3)
    0.956

    References
    ----------
    Cronbach (1951), Coefficient Alpha and the Internal Structure of Tests.
    """
    answers = read_answers(items, "items", "cronbach_alpha", least=2)
    alpha = _alpha(answers.values)
    described = tuple(_item(answers, place) for place in range(len(answers.items)))
    return Reliability(
        alpha=alpha,
        standardized=_standardized(answers.values),
        undefined="no variation" if np.isnan(alpha) else "",
        respondents=len(answers.values),
        items=described,
        parameters={"items": list(answers.items), "gaps": "listwise"},
        notes=(*answers.notes(), *_item_notes(described, alpha)),
        references=("cronbach1951",),
    )


def composite_reliability(loadings: ArrayLike) -> CompositeReliability:
    """Measure reliability and convergent validity from standardised loadings on one factor.

    CR = (sum of loadings)^2 / ((sum of loadings)^2 + sum of error variances), and AVE is the mean
    squared loading. The error variance of an item is 1 minus its squared loading.

    Parameters
    ----------
    loadings : numbers from -1 to 1, shape (items,)
        Standardised loadings; at least two. ``one_factor`` finds them.

    Returns
    -------
    CompositeReliability
        CR and AVE in [0, 1].

    Raises
    ------
    ArgumentError
        If there are fewer than two loadings, or one is no number from -1 to 1.
    DataError
        If all loadings are 0.

    Examples
    --------
    >>> found = composite_reliability([0.8, 0.7, 0.6])
    >>> round(found.composite_reliability, 3), round(found.average_variance_extracted, 3)
    (0.745, 0.497)

    References
    ----------
    Fornell and Larcker (1981), Evaluating Structural Equation Models with Unobservable Variables
    and Measurement Error.
    """
    owner = "composite_reliability"
    found = checks.numbers(loadings, "loadings", owner)
    for place, loading in enumerate(found.tolist(), start=1):
        checks.interval(loading, -1.0, 1.0, f"loadings[{place}]", owner)
    if len(found) < 2:
        raise DataError("calibration.two_loadings", got=len(found))
    if not found.any():
        raise DataError("calibration.no_loading")
    common = found.sum() ** 2
    extracted = float((found**2).mean())
    return CompositeReliability(
        composite_reliability=float(common / (common + (1 - found**2).sum())),
        average_variance_extracted=extracted,
        root_ave=float(np.sqrt(extracted)),
        loadings=found,
        parameters={"items": len(found)},
        notes=_loading_notes(found),
        references=("fornell1981",),
    )


def _alpha(values: NDArray[np.float64]) -> float:
    count = values.shape[1]
    total = values.sum(axis=1).var(ddof=1)
    if count < 2 or total <= _NOTHING * max(1.0, np.abs(values).max()) ** 2:
        return float("nan")
    return float(count / (count - 1) * (1 - values.var(axis=0, ddof=1).sum() / total))


def _standardized(values: NDArray[np.float64]) -> float:
    """Return k r / (1 + (k - 1) r) with the mean correlation r of the items."""
    count = values.shape[1]
    if (np.ptp(values, axis=0) == 0).any():
        return float("nan")
    correlations = np.corrcoef(values, rowvar=False)
    mean = (correlations.sum() - count) / (count * (count - 1))
    below = 1 + (count - 1) * mean
    return float(count * mean / below) if below > _NOTHING else float("nan")


def _item(answers: Answers, place: int) -> Item:
    own = answers.values[:, place]
    rest = np.delete(answers.values, place, axis=1)
    others = rest.mean(axis=1)
    varied = np.ptp(own) > 0 and np.ptp(others) > 0
    return Item(
        name=answers.items[place],
        mean=float(own.mean()),
        standard_deviation=float(own.std(ddof=1)),
        rest_correlation=float(np.corrcoef(own, others)[0, 1]) if varied else float("nan"),
        alpha_without=_alpha(rest),
    )


def _item_notes(items: tuple[Item, ...], alpha: float) -> tuple[Note, ...]:
    found = []
    if np.isnan(alpha):
        found.append(Note("calibration.note.alpha_undefined", {}, "warning"))
    against = [item.name for item in items if item.rest_correlation < 0]
    if against:
        found.append(Note("calibration.note.against", {"items": against}, "warning"))
    constant = [item.name for item in items if item.standard_deviation == 0]
    if constant:
        found.append(Note("calibration.note.constant", {"items": constant}, "warning"))
    return tuple(found)


def _loading_notes(loadings: NDArray[np.float64]) -> tuple[Note, ...]:
    if (loadings > 0).any() and (loadings < 0).any():
        return (Note("calibration.note.signs", {}, "warning"),)
    return ()


_NOTHING = 1e-12
