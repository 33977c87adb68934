"""Intraclass correlations of groups: ICC(1) and ICC(2)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from scipy import stats

from consilience import checks
from consilience.calibration.answers import read_groups
from consilience.errors import DataError
from consilience.results import Note, Result

GroupSize = Literal["mean", "adjusted"]


@dataclass(frozen=True, kw_only=True, eq=False)
class Intraclass(Result):
    """ICC(1), ICC(2) and the analysis of variance on which they rest.

    ``undefined`` names why they are NaN: "no variation" (all values are equal) or "equal means"
    (for ICC(2) alone), else "". ``group_size`` is the k of the formulas. The F test is NaN where
    all members of every group agree.
    """

    icc1: float
    icc2: float
    undefined: str
    f_value: float
    p_value: float
    between_mean_square: float
    within_mean_square: float
    group_size: float
    groups: int
    respondents: int

    def to_frame(self) -> pd.DataFrame:
        """Return one row with both correlations and the F test."""
        names = ("icc1", "icc2", "f_value", "p_value", "group_size", "groups", "respondents")
        return pd.DataFrame([{name: getattr(self, name) for name in names}])


def icc(values: ArrayLike, groups: object, *, group_size: GroupSize = "mean") -> Intraclass:
    """Measure how much of the variance lies between groups, and how reliable group means are.

    From a one-way analysis of variance with the mean squares between (B) and within (W) groups:
    ICC(1) = (B - W) / (B + (k - 1) W), ICC(2) = (B - W) / B.

    Parameters
    ----------
    values : numbers, shape (respondents,)
        One value a respondent, without gaps: an answer, or the mean of a scale.
    groups : list of str, shape (respondents,)
        The group of each respondent; at least two groups, and one with two members.
    group_size : {"mean", "adjusted"}
        The k of unequal groups: their mean size, as Bliese takes it; or that of the analysis of
        variance, (N - sum of n^2 / N) / (groups - 1). The same for equal groups.

    Returns
    -------
    Intraclass
        Correlations, at most 1; below 0 where groups differ less than chance.

    Raises
    ------
    ArgumentError, DataError, UnknownNameError
        If a value is missing or no number, or the groups do not fit.

    Examples
    --------
    >>> found = icc([1, 2, 1, 4, 5, 5], ["A", "A", "A", "B", "B", "B"])
    >>> round(found.icc1, 3), round(found.icc2, 3)
    (0.942, 0.98)

    References
    ----------
    Shrout and Fleiss (1979), Intraclass Correlations: Uses in Assessing Rater Reliability; Bliese
    (2000), Within-Group Agreement, Non-Independence, and Reliability.
    """
    owner = "icc"
    found = checks.numbers(values, "values", owner)
    of_respondent = read_groups(groups, len(found), owner)
    chosen = checks.choice(group_size, get_args(GroupSize), "group_size", owner)
    return intraclass(found, of_respondent, chosen)


def intraclass(
    values: NDArray[np.float64], groups: NDArray[np.object_], chosen: GroupSize
) -> Intraclass:
    """Return the result on checked values and groups."""
    codes, names = pd.factorize(groups, sort=True)
    sizes = np.bincount(codes).astype(np.float64)
    total, count = float(sizes.sum()), len(names)
    if total == count:
        raise DataError("calibration.single_members")
    means = np.bincount(codes, values) / sizes
    within = float(((values - means[codes]) ** 2).sum() / (total - count))
    between = float((sizes * (means - values.mean()) ** 2).sum() / (count - 1))
    adjusted = (total - (sizes**2).sum() / total) / (count - 1)
    size = total / count if chosen == "mean" else float(adjusted)
    within = within if within > _NOTHING * between else 0.0
    between = between if between > _NOTHING * within else 0.0
    flat = np.ptp(values) == 0
    first = float("nan") if flat else (between - within) / (between + (size - 1) * within)
    second = (between - within) / between if between and not flat else float("nan")
    reason = "no variation" if flat else "" if between else "equal means"
    ratio = between / within if within and not flat else float("nan")
    return Intraclass(
        icc1=first,
        icc2=second,
        undefined=reason,
        f_value=ratio,
        p_value=float(stats.f.sf(ratio, count - 1, total - count)),
        between_mean_square=between,
        within_mean_square=within,
        group_size=size,
        groups=count,
        respondents=len(values),
        parameters={"group_size": chosen, "unit": "respondent", "model": "one-way random"},
        notes=_notes(reason, first, agreed=not flat and not within),
        references=("shrout1979", "bliese2000"),
    )


def _notes(reason: str, first: float, *, agreed: bool) -> tuple[Note, ...]:
    if reason:
        return (Note(_REASONS[reason], {}, "warning"),)
    if agreed:
        return (Note("calibration.note.icc_agreed"),)
    if first < 0:
        return (Note("calibration.note.icc_negative", {"icc": first}, "warning"),)
    return ()


_NOTHING = 1e-12
_REASONS = {
    "no variation": "calibration.note.icc_no_variation",
    "equal means": "calibration.note.icc_equal_means",
}
