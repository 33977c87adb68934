"""Values of parameters at which conditions hold: looked for with numbers, checked exactly."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from consilience.errors import DataError
from consilience.games.evaluation import Batch
from consilience.games.inequalities import Box, Condition
from consilience.games.records import as_float

Floats = NDArray[np.float64]
_FIRST, _NEXT, _ROUNDS = 500, 100, 25
_UNITS = (1, 10, 100, 10_000, 10**8)  # whole numbers first, then ever more digits


def search(
    conditions: Sequence[Condition], box: Box, near: Mapping[str, Fraction]
) -> dict[str, Fraction] | None:
    """Return values within the box at which all conditions hold, or None where none were found."""
    names = list(box)
    batch = Batch([item.polynomial for item in conditions], names)
    sums = [sum(map(abs, item.polynomial.terms.values()), Fraction(0)) for item in conditions]
    sizes = np.array([as_float(value) for value in sums])

    def height(points: Floats) -> Floats:
        return np.asarray((batch.at(points) / sizes[:, None]).min(axis=0))

    start = np.array([[as_float(near[name]) if name in near else np.nan] for name in names])
    best = climbed(height, box, start)
    return exactly(conditions, box, dict(zip(names, map(Fraction, best.tolist()), strict=True)))


def climbed(height: Callable[[Floats], Floats], box: Box, start: Floats) -> Floats:
    """Return the point of the box found highest: points at random, then ever nearer to the best.

    ``height`` takes points of shape (parameters, points); ``start`` of shape (parameters, 1) may
    have NaN. The seed is fixed.
    """
    rng = np.random.default_rng(0)
    points = drawn(box, _FIRST, rng)
    points[:, :1] = np.where(np.isnan(start), points[:, :1], start)
    low, high = ends_of(box)
    best, top = points[:, :1], -np.inf
    wide = np.where(np.isfinite(high - low), high - low, 1 + np.abs(points[:, :1]))
    for _ in range(_ROUNDS):
        heights = np.nan_to_num(height(np.clip(points, low, high)), nan=-np.inf)
        place = int(np.argmax(heights))
        if heights[place] > top:
            top, best = heights[place], np.clip(points[:, [place]], low, high)
        else:
            wide = wide * 0.6
        steps = rng.normal(size=(len(best), _NEXT)) * (rng.random((len(best), _NEXT)) < 0.5)
        points = best + wide * steps
    return np.asarray(best[:, 0])


def drawn(box: Box, count: int, rng: np.random.Generator) -> Floats:
    """Return points spread over a box, shape (parameters, count).

    Where a range has no end, distances are spread evenly over orders of magnitude.
    """
    low, high = ends_of(box)
    shares = rng.random((len(box), count))
    far = 10 ** rng.uniform(-1.5, 1.5, (len(box), count))
    signs = np.where(rng.random((len(box), count)) < 0.5, -1.0, 1.0)
    within = np.where(np.isfinite(low), low, 0) + shares * np.where(
        np.isfinite(high - low), high - low, 0
    )
    found = np.where(np.isfinite(high - low), within, far * signs)
    found = np.where(np.isfinite(low) & np.isinf(high), low + far, found)
    return np.where(np.isinf(low) & np.isfinite(high), high - far, found)


def ends_of(box: Box) -> tuple[Floats, Floats]:
    """Return the lower and the upper ends, shape (parameters, 1) each, infinite where none is."""
    low = [-np.inf if ends[0] is None else as_float(ends[0]) for ends in box.values()]
    high = [np.inf if ends[1] is None else as_float(ends[1]) for ends in box.values()]
    return np.array(low)[:, None], np.array(high)[:, None]


def exactly(
    conditions: Sequence[Condition], box: Box, near: Mapping[str, Fraction]
) -> dict[str, Fraction] | None:
    """Return the simplest values near to some at which all conditions hold exactly, or None."""
    for unit in _UNITS:
        values = {
            name: _within(Fraction(round(near[name] * unit), unit), ends)
            for name, ends in box.items()
            if name in near
        }
        if len(values) == len(box) and _hold(conditions, values):
            return values
    return None


def _within(value: Fraction, ends: tuple[Fraction | None, Fraction | None]) -> Fraction:
    low, high = ends
    if low is not None and value < low:
        return low
    return high if high is not None and value > high else value


def _hold(conditions: Sequence[Condition], values: Mapping[str, Fraction]) -> bool:
    try:
        return all(item.holds(values) for item in conditions)
    except DataError:  # a formula is not defined there
        return False
