"""How probable a stretch of a yearly series is as one phase: a level or a line with noise.

Everything is in units of the standard deviation of the whole series. The noise of a phase may
persist from year to year, and starts anew with each phase.
"""

from __future__ import annotations

from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray
from scipy import special

Floats = NDArray[np.float64]
Places = NDArray[np.int64]
Shape = Literal["level", "trend"]
SHAPES: tuple[Shape, ...] = get_args(Shape)

SPREAD = 2.0  # standard deviation of levels a priori
NOISES = np.geomspace(0.02, 1.5, 12)
PERSISTENCES = (0.0, 0.4, 0.8)
_PERSISTING = np.array([4.0, 2.0, 1.0]) / 7  # how probable each of them is a priori


def stretches(values: Floats, shape: Shape, shortest: int) -> Floats:
    """Return the log probability of the values from place i to before place j under each noise.

    It is -inf for stretches below ``shortest``. The shape is (models, n + 1, n + 1): a model is a
    persistence and a noise.
    """
    size = len(values)
    lengths = np.arange(size + 1) - np.arange(size)[:, None]
    begin, stop = np.nonzero(lengths >= shortest)
    found = np.full((len(PERSISTENCES), len(NOISES), size + 1, size + 1), -np.inf)
    for row, persistence in enumerate(PERSISTENCES):
        found[row][:, begin, stop] = _of_each(values, begin, stop, persistence, shape)
    return found.reshape(-1, size + 1, size + 1)


def _of_each(
    values: Floats, begin: Places, stop: Places, persistence: float, shape: Shape
) -> Floats:
    """Return the log probability of each stretch, shape (noises, stretches).

    Within a stretch the values are whitened: the first stands alone, with noise as large as any.
    """
    count = stop - begin
    first, rest = 1 - persistence**2, 1 - persistence
    later = np.concatenate([[0.0], values[1:] - persistence * values[:-1]])
    sums, squares, timed = (
        _between(item, begin + 1, stop)
        for item in (later, later**2, later * np.arange(float(len(later))))
    )
    level = first + (count - 1) * rest**2
    on_level = first * values[begin] + rest * sums
    normal = first * values[begin] ** 2 + squares
    noise = NOISES[:, None] ** 2
    precision = level / noise + SPREAD**-2
    shift = on_level / noise
    size_of_prior = np.log(precision * SPREAD**2)
    explained = shift**2 / precision
    if shape == "trend":
        prior = 12 * (SPREAD / len(values)) ** 2  # a line over all years spreads as levels do
        middle = (count - 1) / 2  # lines turn round the middle of the stretch
        ramp = np.cumsum(np.arange(len(values)) * rest + persistence) - persistence
        steep = np.cumsum((np.arange(len(values)) * rest + persistence) ** 2) - persistence**2
        crossed = rest * ramp[count - 1]
        mixed = crossed - middle * level
        slope = steep[count - 1] - 2 * middle * crossed + middle**2 * level
        on_slope = rest * (timed - begin * sums) + persistence * sums - middle * on_level
        own = slope / noise + 1 / prior - (mixed / noise) ** 2 / precision
        size_of_prior = size_of_prior + np.log(own * prior)
        explained += (on_slope / noise - mixed / noise * shift / precision) ** 2 / own
    constant = -count / 2 * np.log(2 * np.pi * noise) + np.log(first) / 2
    return np.asarray(constant - (size_of_prior + normal / noise - explained) / 2)


def _between(values: Floats, begin: Places, stop: Places) -> Floats:
    sums = np.concatenate([[0.0], np.cumsum(values)])
    return np.asarray(sums[stop] - sums[begin])


def log_model_priors() -> Floats:
    """Return the log prior of each model of a shape, shape (models,)."""
    return np.repeat(np.log(_PERSISTING / len(NOISES)), len(NOISES))


def log_divisions(size: int, breaks: int, shortest: int) -> float:
    """Return the log of the number of divisions with so many breaks."""
    free = size - (breaks + 1) * (shortest - 1)
    return float(
        special.gammaln(free) - special.gammaln(breaks + 1) - special.gammaln(free - breaks)
    )
