"""How probable breaks of a series are, in number and place, over all models of its phases."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import special

from consilience.kernels import divisions
from consilience.network.evolution.stretches import (
    Shape,
    log_divisions,
    log_model_priors,
    stretches,
)

Floats = NDArray[np.float64]

_NONE = 0.5  # that there is no break, a priori; each further break is half as probable


@dataclass(frozen=True)
class Posterior:
    """Probabilities of numbers of breaks and of shapes; where the likeliest number of them lie."""

    numbers: Floats
    shapes: Floats
    rows: Floats
    begins: Floats


def posterior(values: Floats, most: int, shortest: int, kinds: tuple[Shape, ...]) -> Posterior:
    """Return the posterior of breaks of a series, exact sums over all divisions."""
    spread = values.std()
    if not spread > 1e-12 * np.abs(values).max(initial=0.0):
        return _constant(len(values), most, kinds)
    scaled = (values - values.mean()) / spread
    models = np.concatenate([stretches(scaled, shape, shortest) for shape in kinds])
    forward, backward = divisions.sums(models, most + 1)
    ways = [log_divisions(len(values), count, shortest) for count in range(most + 1)]
    priors = np.tile(log_model_priors(), len(kinds))[:, None] + np.log(_prior(most))
    logs = forward[:, 1:, -1] - np.array(ways) + priors
    joint = np.exp(logs - special.logsumexp(logs))
    each = [
        np.tensordot(joint[:, count], divisions.begins(forward, backward, count + 1), axes=1)
        for count in range(1, most + 1)
    ]
    numbers = joint.sum(axis=0)
    best = int(np.argmax(numbers[1:]))
    return Posterior(
        numbers=numbers,
        shapes=joint.reshape(len(kinds), -1).sum(axis=1),
        rows=each[best] / numbers[best + 1],
        begins=np.sum([rows.sum(axis=0) for rows in each], axis=0),
    )


def _constant(size: int, most: int, kinds: tuple[Shape, ...]) -> Posterior:
    numbers = np.zeros(most + 1)
    numbers[0] = 1.0
    shapes = np.full(len(kinds), 1 / len(kinds))
    return Posterior(numbers, shapes, np.zeros((0, size)), np.zeros(size))


def _prior(most: int) -> Floats:
    falling = 0.5 ** np.arange(1, most + 1)
    return np.concatenate([[_NONE], (1 - _NONE) * falling / falling.sum()])
