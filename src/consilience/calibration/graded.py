"""Memberships in steps: groups between cuts, and scores on a rubric."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from consilience import checks
from consilience.calibration.inspection import inspected
from consilience.calibration.records import Calibrated, calibrated
from consilience.errors import DataError
from consilience.results import Note

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

FOUR_LEVELS = (0.0, 1 / 3, 2 / 3, 1.0)
TOLERANCE = 0.005


def thresholds(values: ArrayLike, cuts: ArrayLike) -> Calibrated:
    """Sort raw values into crisp or multi-value groups.

    The group of a value is the number of cuts that it reaches: a value equal to a cut belongs to
    the upper group.

    Parameters
    ----------
    values
        Raw values, shape (n,).
    cuts
        One cut (crisp set) or several (multi-value condition), strictly increasing.

    Returns
    -------
    Calibrated
        Whole numbers 0, 1, ..., k for k cuts, shape (n,), with a note on empty groups. Only with
        one cut are they set memberships.

    Raises
    ------
    ArgumentError
        If a value or a cut is missing or no finite number.
    DataError
        If the cuts do not increase.

    Examples
    --------
    >>> thresholds([400, 550, 900, 1000], cuts=[550, 850]).memberships
    array([0., 1., 2., 2.])

    References
    ----------
    Ragin (1987), *The Comparative Method*; Duşa (2019), *QCA with R*, chapter 4.
    """
    raw = checks.numbers(values, "values", "thresholds")
    points = checks.numbers(cuts, "cuts", "thresholds")
    if (points[1:] <= points[:-1]).any():
        raise DataError("calibration.cuts_order", got=points.tolist())
    found = np.searchsorted(points, raw, side="right").astype(np.float64)
    empty = sorted(set(range(len(points) + 1)) - set(found.astype(int).tolist()))
    notes = (Note("calibration.note.empty_group", {"groups": tuple(empty)}, "warning"),)
    return calibrated(
        raw,
        found,
        parameters={"method": "thresholds", "cuts": tuple(points.tolist())},
        notes=(*(notes if empty else ()), *(inspected(found) if len(points) == 1 else ())),
        references=("ragin1987", "dusa2019"),
    )


def rubric(values: ArrayLike, levels: ArrayLike = FOUR_LEVELS) -> Calibrated:
    """Take memberships that people scored on the levels of a rubric.

    A score within .005 of a level gets the level itself, so that .33 and .67 stand for one third
    and two thirds (a convention of this program). To keep .33 and .67 as written, give the levels
    as (0, .33, .67, 1).

    Parameters
    ----------
    values
        Scores, shape (n,).
    levels
        The memberships of the rubric, in [0, 1], at least two, strictly increasing and more than
        .01 apart.

    Returns
    -------
    Calibrated
        The level of each score, shape (n,), with notes on exactly .5 and on skew.

    Raises
    ------
    ArgumentError
        If a score is missing or no finite number, or a level is outside [0, 1].
    DataError
        If the levels are not in order, or a score is on none of them.

    Examples
    --------
    >>> rubric([0, 0.33, 0.67, 1]).memberships.round(4)
    array([0.    , 0.3333, 0.6667, 1.    ])

    References
    ----------
    Ragin (2000), *Fuzzy-Set Social Science*, chapter 6.
    """
    raw = checks.numbers(values, "values", "rubric")
    steps = checks.memberships(levels, "levels", "rubric")
    if len(steps) < 2 or (np.diff(steps) <= 2 * TOLERANCE).any():
        raise DataError("calibration.levels", got=[round(step, 4) for step in steps.tolist()])
    gaps = np.abs(raw[:, None] - steps)
    wrong = gaps.min(axis=1) > TOLERANCE
    if wrong.any():
        place = int(np.argmax(wrong))
        shown = [round(step, 4) for step in steps.tolist()]
        raise DataError(
            "calibration.off_level", got=float(raw[place]), place=place + 1, levels=shown
        )
    found = steps[gaps.argmin(axis=1)]
    return calibrated(
        raw,
        found,
        parameters={
            "method": "rubric",
            "levels": tuple(steps.tolist()),
            "tolerance": TOLERANCE,
        },
        notes=inspected(found),
        references=("ragin2000",),
    )
