"""How many members stay how long: a survival curve with its band."""

from __future__ import annotations

from itertools import pairwise
from typing import Literal, get_args

import numpy as np
from numpy.typing import ArrayLike, NDArray

from consilience import checks
from consilience.errors import ArgumentError
from consilience.plots.figure import Area, Axis, Figure, Line, Mark, Symbol, Text
from consilience.plots.panels import Panel, panel_marks, value_axis
from consilience.results import Note
from consilience.texts import Phrase

_WIDTH, _HEIGHT, _LEFT, _RIGHT, _TOP = 460.0, 220.0, 46.0, 20.0, 32.0
_FOOT, _LINE = 40.0, 30.0
_MOST_WRITTEN = 10  # numbers of members below the axis
_SLACK = 1e-9  # by which rounding may put a bound on the wrong side
Kept = Literal["members", "participations", "ties"]
_KEPT: tuple[Kept, ...] = get_args(Kept)


def retention_figure(
    times: ArrayLike,
    share: ArrayLike,
    low: ArrayLike | None = None,
    high: ArrayLike | None = None,
    *,
    at_risk: ArrayLike | None = None,
    of: Kept = "members",
    key: str = "retention",
) -> Figure:
    """Describe which share of members, of participations or of ties is still there after each time.

    Parameters
    ----------
    times : array of shape (n,)
        Years since they began, rising, at least 0. The share is 1 before the first.
    share : array of shape (n,)
        Who is still there from each time on, in [0, 1].
    low, high : array of shape (n,), optional
        The band around the share, in [0, 1].
    at_risk : array of shape (n,), optional
        How many were observed up to each time; written below.
    of : {"members", "participations", "ties"}
        What stays or goes.
    key : str
        Identifier of the figure in its page.

    Returns
    -------
    Figure
        A step curve on its band.

    Raises
    ------
    ArgumentError, UnknownNameError
        If lengths differ, times do not rise, or a share lies outside its band or [0, 1].

    Examples
    --------
    >>> figure = retention_figure([1, 2, 3], [0.9, 0.7, 0.4], [0.8, 0.6, 0.3], [1, 0.8, 0.5])
    >>> figure.description.values["half"]
    3.0

    References
    ----------
    Kaplan, E. L. and Meier, P. (1958). Nonparametric Estimation from Incomplete Observations.
    Journal of the American Statistical Association 53(282).
    """
    owner = "retention_figure"
    kept = checks.choice(of, _KEPT, "of", owner)
    when = checks.numbers(times, "times", owner)
    if when[0] < 0 or (np.diff(when) <= 0).any():
        raise ArgumentError("times", owner, "increasing_times", when.tolist())
    stays = _shares(share, when, "share", owner)
    band = _band(stays, low, high, when, owner)
    counts = None if at_risk is None else _counts(at_risk, when, owner)
    last = float(when[-1]) or 1.0
    x = value_axis(Note("plots.retention.time"), [0.0, last])
    y = Axis(Note("plots.retention.share"), 0.0, 1.0, (0.0, 0.25, 0.5, 0.75, 1.0))
    wide = _WIDTH - _LEFT - _RIGHT
    panel = Panel(_LEFT, _TOP, wide, _HEIGHT, Axis(x.label, 0.0, 1.02 * last, x.ticks), y)
    marks = [*_band_marks(panel, when, band), *panel_marks(panel), *_curve(panel, when, stays)]
    marks += _at_risk(panel, when, counts)
    below = np.flatnonzero(stays <= 0.5)
    half = float(when[below[0]]) if len(below) else None
    told = {
        "of": Phrase(f"plots.retention.{kept}"),
        "time": last,
        "share": float(stays[-1]),
        "half": half,
    }
    kind = "" if band is None else "_band"
    return Figure(
        key=key,
        title=Note("plots.retention.title", told),
        description=Note(f"plots.retention.description{'' if half is None else '_half'}", told),
        caption=Note(f"plots.retention.caption{kind}", told),
        x=None,
        y=None,
        marks=tuple(marks),
        width=_WIDTH,
        height=panel.bottom + _FOOT + (_LINE if counts is not None else 0),
    )


_Array = NDArray[np.float64]


def _shares(values: ArrayLike, times: _Array, name: str, owner: str) -> _Array:
    found = checks.memberships(values, name, owner)
    checks.same_length(found, times, name, owner, "times")
    return found


def _band(
    share: _Array, low: ArrayLike | None, high: ArrayLike | None, times: _Array, owner: str
) -> tuple[_Array, _Array] | None:
    if low is None and high is None:
        return None
    lower = _shares([] if low is None else low, times, "low", owner)
    upper = _shares([] if high is None else high, times, "high", owner)
    wrong = (lower > share + _SLACK) | (upper < share - _SLACK)
    if wrong.any():
        place = int(np.argmax(wrong))
        raise ArgumentError("low", owner, "range_holds", float(lower[place]), place=place + 1)
    return lower, upper


def _counts(values: ArrayLike, times: _Array, owner: str) -> _Array:
    found = checks.numbers(values, "at_risk", owner)
    checks.same_length(found, times, "at_risk", owner, "times")
    if found.min() < 0:
        raise ArgumentError("at_risk", owner, "not_negative", float(found.min()))
    return found


def _steps(panel: Panel, times: _Array, values: _Array) -> list[tuple[float, float]]:
    """Return the corners of a curve that begins at 1 and steps at each time."""
    level, found = 1.0, [panel.at(0.0, 1.0)]
    for time, value in zip(times.tolist(), values.tolist(), strict=True):
        found += [panel.at(time, level), panel.at(time, value)]
        level = value
    return [place for place, after in pairwise([*found, (-1.0, -1.0)]) if place != after]


def _band_marks(panel: Panel, times: _Array, band: tuple[_Array, _Array] | None) -> list[Mark]:
    if band is None:
        return []
    lower, upper = (_steps(panel, times, bound) for bound in band)
    return [Area((*upper, *reversed(lower)), "pale accent")]


def _curve(panel: Panel, times: _Array, share: _Array) -> list[Mark]:
    signs = [
        Symbol(
            *panel.at(time, value),
            3.2,
            "circle",
            "accent",
            "paper",
            0.8,
            detail=Note("plots.retention.dot", {"time": time, "share": value}),
        )
        for time, value in zip(times.tolist(), share.tolist(), strict=True)
    ]
    return [Line(tuple(_steps(panel, times, share)), "accent", 2.0), *signs]


def _at_risk(panel: Panel, times: _Array, counts: _Array | None) -> list[Mark]:
    """Return the numbers of members below some of the times."""
    if counts is None:
        return []
    y = panel.bottom + _FOOT + 6
    every = -(-len(times) // _MOST_WRITTEN)
    shown = zip(times.tolist()[::every], counts.tolist()[::every], strict=True)
    return [
        Text(panel.left, y, Note("plots.retention.at_risk"), "start", "ink"),
        *(Text(panel.across(time), y + 15, f"{count:g}", size=9.5) for time, count in shown),
    ]
