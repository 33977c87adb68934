"""Direct calibration: memberships from anchors, and anchors from sample quantiles."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Literal, get_args

import numpy as np
from scipy.special import expit

from consilience import checks
from consilience.calibration.inspection import inspected
from consilience.calibration.records import Anchors, Calibrated, calibrated
from consilience.errors import DataError

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

Shape = Literal["logistic", "linear"]
Profile = Literal["R", "fsQCA"]
LOG_ODDS = {"R": math.log(0.95 / 0.05), "fsQCA": 3.0}
SET_TO_BOUND = {"R": 1e-4, "fsQCA": 0.0}  # memberships nearer than this become 0 or 1
PRESETS = {
    "95/50/5": (0.05, 0.5, 0.95),
    "90/50/10": (0.1, 0.5, 0.9),
    "75/50/25": (0.25, 0.5, 0.75),
}


def direct(
    values: ArrayLike,
    anchors: ArrayLike,
    *,
    shape: Shape = "logistic",
    profile: Profile = "R",
) -> Calibrated:
    """Calibrate raw values through anchors (the direct method).

    Three anchors make an s-shaped membership function. Six make a bell, or an inverted bell.
    The logistic function has its own slope on each side of the crossover point. A logistic bell
    takes, for each case, the lower of its two sides, an inverted one the higher: a convention of
    this program (R QCA has the linear bell only, fsQCA has no bell).

    Parameters
    ----------
    values
        Raw values in any unit, shape (n,).
    anchors
        Full exclusion, crossover and full inclusion in the unit of the values, strictly
        increasing or strictly decreasing; or six: exclusion, crossover and inclusion of the left
        side, then inclusion, crossover and exclusion of the right side.
    shape
        ``"logistic"``, or ``"linear"``: straight lines through 0, .5 and 1 at the anchors.
    profile
        The program whose conventions are followed. ``"R"`` (the package QCA): the outer anchors
        of the logistic shape have the log-odds -ln(.95/.05) and ln(.95/.05) = 2.944, so they get
        .05 and .95, and memberships below .0001 become 0, those above .9999 become 1.
        ``"fsQCA"``: the log-odds are -3 and 3, so they get .0474 and .9526, and nothing is cut
        off. Neither is rounded.

    Returns
    -------
    Calibrated
        Memberships in [0, 1], shape (n,), with notes on exactly .5 and on skew.

    Raises
    ------
    ArgumentError
        If a value is missing or no finite number.
    DataError
        If there are neither 3 nor 6 anchors, or they do not stand in order.
    UnknownNameError
        If the shape or the profile is unknown.

    Examples
    --------
    >>> development = [720, 1098, 586, 468]
    >>> direct(development, anchors=(400, 550, 900)).memberships.round(3)
    array([0.807, 0.99 , 0.575, 0.167])
    >>> direct([1, 3, 5, 9], (2, 3, 4, 6, 7, 8), shape="linear").memberships
    array([0. , 0.5, 1. , 0. ])

    References
    ----------
    Ragin (2008), *Redesigning Social Inquiry*, chapter 5; Duşa (2019), *QCA with R*, chapter 4.
    """
    raw = checks.numbers(values, "values", "direct")
    points = _ordered_anchors(anchors)
    form = checks.choice(shape, get_args(Shape), "shape", "direct")
    program = checks.choice(profile, get_args(Profile), "profile", "direct")
    constant = LOG_ODDS[program] if form == "logistic" else None
    found = _set_to_bounds(_membership(raw, points, constant), SET_TO_BOUND[program])
    return calibrated(
        raw,
        found,
        parameters={
            "method": "direct",
            "shape": form,
            "anchors": tuple(points.tolist()),
            "profile": program,
            "log_odds": constant,
        },
        notes=inspected(found),
        references=("ragin2008", "dusa2019"),
    )


def quantile_anchors(values: ArrayLike, quantiles: str | ArrayLike = "95/50/5") -> Anchors:
    """Take the three anchors from sample quantiles.

    Anchors should come from knowledge of the cases; quantiles make a set relative to the sample
    and are the last resort. Quantiles are interpolated linearly between order statistics
    (type 7 of Hyndman and Fan 1996, the default of R and NumPy).

    Parameters
    ----------
    values
        Raw values, shape (n,).
    quantiles
        ``"95/50/5"``, ``"90/50/10"`` or ``"75/50/25"``, or three numbers in [0, 1] for full
        exclusion, crossover and full inclusion, strictly increasing or strictly decreasing (low
        values then are in the set).

    Returns
    -------
    Anchors
        The three anchors in the unit of the values, as ``direct`` takes them.

    Raises
    ------
    ArgumentError
        If a value is missing or no finite number, or a quantile is outside [0, 1].
    DataError
        If the quantiles are not three in order, or two anchors fall on the same value.
    UnknownNameError
        If the name of the quantiles is unknown.

    Examples
    --------
    >>> import numpy as np
    >>> np.asarray(quantile_anchors([1, 2, 3, 4, 5], "75/50/25"))
    array([2., 3., 4.])

    References
    ----------
    Hyndman and Fan (1996), Sample quantiles in statistical packages, *The American
    Statistician* 50(4); Duşa (2019), *QCA with R*, chapter 4.
    """
    owner = "quantile_anchors"
    raw = checks.numbers(values, "values", owner)
    if isinstance(quantiles, str):
        points = np.array(PRESETS[checks.choice(quantiles, PRESETS, "quantiles", owner)])
    else:
        points = checks.memberships(quantiles, "quantiles", owner)
    if len(points) != 3 or not _strictly_ordered(points):
        raise DataError("calibration.quantiles", got=points.tolist())
    with np.errstate(over="ignore", invalid="ignore"):
        found = np.quantile(raw, points)
    if not _strictly_ordered(found):
        raise DataError("calibration.anchors_equal", got=found.tolist())
    full_out, crossover, full_in = found.tolist()
    return Anchors(
        full_out=full_out,
        crossover=crossover,
        full_in=full_in,
        parameters={"quantiles": tuple(points.tolist())},
        references=("dusa2019",),
    )


def _ordered_anchors(anchors: ArrayLike) -> NDArray[np.float64]:
    points = checks.numbers(anchors, "anchors", "direct")
    if len(points) not in {3, 6}:
        raise DataError("calibration.anchors_count", got=len(points))
    if len(points) == 3:
        if not _strictly_ordered(points):
            raise DataError("calibration.anchors_order", got=points.tolist())
        return points
    in_line = points if points[0] < points[2] else points[[2, 1, 0, 5, 4, 3]]
    if not (
        _strictly_ordered(in_line[:3])
        and _strictly_ordered(in_line[3:])
        and in_line[0] < in_line[2] <= in_line[3] < in_line[5]
    ):
        raise DataError("calibration.anchors_bell", got=points.tolist())
    return points


def _strictly_ordered(points: NDArray[np.float64]) -> bool:
    with np.errstate(over="ignore", invalid="ignore"):
        steps = np.diff(points)
    return bool(np.isfinite(steps).all() and ((steps > 0).all() or (steps < 0).all()))


def _membership(
    raw: NDArray[np.float64], points: NDArray[np.float64], constant: float | None
) -> NDArray[np.float64]:
    left = _one_side(raw, points[:3], constant)
    if len(points) == 3:
        return left
    right = _one_side(raw, points[:2:-1], constant)
    return np.minimum(left, right) if points[0] < points[2] else np.maximum(left, right)


def _set_to_bounds(found: NDArray[np.float64], nearness: float) -> NDArray[np.float64]:
    low = np.where(found < nearness, 0.0, found)
    return np.where(low > 1 - nearness, 1.0, low)


def _one_side(
    raw: NDArray[np.float64], points: NDArray[np.float64], constant: float | None
) -> NDArray[np.float64]:
    full_out, crossover, full_in = (float(point) for point in points)
    with np.errstate(over="ignore"):
        inward = (raw - crossover) / (full_in - crossover)
        outward = (raw - crossover) / (crossover - full_out)
    distance = np.where(inward >= 0, inward, outward)  # -1, 0 and 1 at the anchors
    if constant is None:
        return np.asarray(np.clip(0.5 + distance / 2, 0, 1), dtype=np.float64)
    return np.asarray(expit(constant * distance), dtype=np.float64)
