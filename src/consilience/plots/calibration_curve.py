"""The calibration plot: which raw value became which membership, and how many cases lie there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

import numpy as np

from consilience import calibration, checks
from consilience.plots.figure import Axis, Bar, Bars, Figure, Line, Point, Points
from consilience.plots.ticks import round_ticks
from consilience.results import Note

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

Profile = Literal["R", "fsQCA"]
_WIDTH, _HEIGHT = 330.0, 268.0  # three beside one another on a page
_STRIP = 0.24  # height of the strip of bars under the unit interval


def calibration_plot(
    raw: ArrayLike,
    memberships: ArrayLike,
    anchors: Sequence[float] = (),
    *,
    name: str,
    profile: Profile | None = None,
    key: str = "calibration",
) -> Figure:
    """Describe how raw values became memberships.

    Dots show the values that occur, bars below count the cases at each, upright lines mark the
    anchors. The curve is drawn where the calibration is direct.

    Parameters
    ----------
    raw : array of shape (n,)
        Finite raw values.
    memberships : array of shape (n,)
        What they were calibrated to, at least 0.
    anchors : sequence of float
        In the unit of the raw values; none, three, six or any number of cut-offs.
    name : str
        What the set is called.
    profile : {"R", "fsQCA"}, optional
        The profile of the direct method; no curve without it.
    key : str
        Identifier of the figure in its page.

    Returns
    -------
    Figure
        Curve, dots, bars and anchors.

    Raises
    ------
    ArgumentError, DataError
        If a value is missing or not finite, lengths differ, or the anchors allow no curve.

    Examples
    --------
    >>> figure = calibration_plot([1, 3, 5], [0.05, 0.5, 0.95], (1, 3, 5), name="A", profile="R")
    >>> figure.x.ticks
    (1.0, 2.0, 3.0, 4.0, 5.0)

    References
    ----------
    Ragin, C. C. (2008). Redesigning Social Inquiry. University of Chicago Press.
    """
    values = checks.numbers(raw, "raw", "calibration_plot")
    found = checks.numbers(memberships, "memberships", "calibration_plot")
    checks.same_length(found, values, "memberships", "calibration_plot", "raw")
    low, high = _range([*values.tolist(), *map(float, anchors)])
    top = max(1.0, float(found.max()))
    counts = Counter(zip(values.tolist(), found.tolist(), strict=True))
    named = {"name": name}
    shown = {**named, "count": len(values), "above": int((found > 0.5).sum())}
    return Figure(
        key=key,
        title=Note("plots.calibration.title", named),
        description=Note("plots.calibration.description", shown),
        caption=Note("plots.calibration.caption", shown),
        x=Axis(Note("plots.axis.raw", named), low, high, round_ticks(low, high)),
        y=Axis(Note("plots.axis.membership"), -_STRIP * top, top, _unit_ticks(top)),
        marks=(
            _strip(values, top, (high - low) / 60),
            Line(((low, 0.5), (high, 0.5)), "guide"),
            *(Line(((a, 0.0), (a, top)), "guide") for a in map(float, anchors)),
            *_curve(low, high, anchors, profile),
            Points(
                tuple(
                    Point(v, m, "", "", Note("plots.calibration.dot", _dot(v, m, count)))
                    for (v, m), count in sorted(counts.items())
                ),
                named=False,
            ),
        ),
        width=_WIDTH,
        height=_HEIGHT,
    )


def _dot(value: float, membership: float, count: int) -> dict[str, float]:
    return {"value": value, "membership": membership, "count": count}


def _range(values: list[float]) -> tuple[float, float]:
    low, high = min(values), max(values)
    room = 0.04 * (high - low) or 0.5
    return low - room, high + room


def _unit_ticks(top: float) -> tuple[float, ...]:
    return (0.0, 0.5, 1.0) if top == 1.0 else tuple(float(v) for v in range(int(top) + 1))


def _strip(values: NDArray[np.float64], top: float, width: float) -> Bars:
    counts = Counter(values.tolist())
    most = max(counts.values())
    base, room = -_STRIP * top, 0.8 * _STRIP * top
    return Bars(
        tuple(
            Bar(
                value,
                base,
                base + room * count / most,
                Note("plots.calibration.bar", _bar(value, count)),
            )
            for value, count in sorted(counts.items())
        ),
        width,
    )


def _bar(value: float, count: int) -> dict[str, float]:
    return {"value": value, "count": count}


def _curve(
    low: float, high: float, anchors: Sequence[float], profile: Profile | None
) -> tuple[Line, ...]:
    if profile is None:
        return ()
    grid = np.linspace(low, high, 121)
    curve = calibration.direct(grid, tuple(anchors), profile=profile).memberships
    return (Line(tuple(zip(grid.tolist(), curve.tolist(), strict=True)), "accent"),)
