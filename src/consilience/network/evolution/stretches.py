"""How probable a stretch of a yearly series is as one phase: a level or a line with noise.

Everything is in units of the standard deviation of the whole series. The noise of a phase may
persist from year to year, and starts anew with each phase.
"""

from __future__ import annotations

import itertools
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray
from scipy import special

Floats = NDArray[np.float64]
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
    found = np.full((len(PERSISTENCES), len(NOISES), size + 1, size + 1), -np.inf)
    for row, start in itertools.product(range(len(PERSISTENCES)), range(size - shortest + 1)):
        logs = _from(values[start:], PERSISTENCES[row], shape, size)
        found[row, :, start, start + shortest :] = logs[:, shortest - 1 :]
    return found.reshape(-1, size + 1, size + 1)


def _from(values: Floats, persistence: float, shape: Shape, size: int) -> Floats:
    """Return the log probability of the first 1, 2, ... values, shape (noises, values)."""
    count = np.arange(1, len(values) + 1)
    first = np.sqrt(1 - persistence**2)  # the noise of the first value is as large as any
    data = _whitened(values, persistence, first)
    ones = _whitened(np.ones(len(values)), persistence, first)
    steps = _whitened(np.arange(len(values), dtype=np.float64), persistence, first)
    middle = (count - 1) / 2  # lines turn round the middle of the stretch
    level, on_level, squares = (np.cumsum(item) for item in (ones * ones, ones * data, data * data))
    mixed = np.cumsum(ones * steps) - middle * level
    slope = np.cumsum(steps * steps) - 2 * middle * np.cumsum(ones * steps) + middle**2 * level
    on_slope = np.cumsum(steps * data) - middle * on_level
    noise = NOISES[:, None] ** 2
    precision = level / noise + SPREAD**-2
    shift = on_level / noise
    size_of_prior = np.log(precision * SPREAD**2)
    explained = shift**2 / precision
    if shape == "trend":
        prior = 12 * (SPREAD / size) ** 2  # a line over all years spreads as levels do
        own = slope / noise + 1 / prior - (mixed / noise) ** 2 / precision
        size_of_prior = size_of_prior + np.log(own * prior)
        explained += (on_slope / noise - mixed / noise * shift / precision) ** 2 / own
    normal = -count / 2 * np.log(2 * np.pi * noise) + np.log(first)
    return np.asarray(normal - (size_of_prior + squares / noise - explained) / 2)


def log_model_priors() -> Floats:
    """Return the log prior of each model of a shape, shape (models,)."""
    return np.repeat(np.log(_PERSISTING / len(NOISES)), len(NOISES))


def _whitened(values: Floats, persistence: float, first: float) -> Floats:
    return np.concatenate([[first * values[0]], values[1:] - persistence * values[:-1]])


def log_divisions(size: int, breaks: int, shortest: int) -> float:
    """Return the log of the number of divisions with so many breaks."""
    free = size - (breaks + 1) * (shortest - 1)
    return float(
        special.gammaln(free) - special.gammaln(breaks + 1) - special.gammaln(free - breaks)
    )
