"""Values of a parameter at which the path from a given start comes to end elsewhere."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from consilience.games.motion import motion_of
from consilience.games.records import Form, as_float
from consilience.games.trajectories import end_names

STEPS = 64
_HORIZON = 1e5  # paths are slow near a switch
_MOST_STEPS = 20_000
_TOLERANCE = 1e-9
_HALVINGS = 34


@dataclass(frozen=True)
class Switch:
    """Below ``value`` the path from the start ends at ``before``, above at ``after``."""

    value: float
    before: tuple[str, ...]
    after: tuple[str, ...]


def switches(
    form: Form,
    parameter: str,
    span: tuple[Fraction, Fraction],
    known: Mapping[str, Fraction],
    start: NDArray[np.float64],
) -> tuple[tuple[Switch, ...], int]:
    """Return the switches between neighbours among 64 steps whose ends differ, halved on.

    Also how many steps reach no stable vertex; they are passed over.
    """

    def end(at: Fraction) -> tuple[str, ...]:
        motion = motion_of(form, {**known, parameter: at})
        until = np.array([_HORIZON / motion.speed])
        _, ends = motion.follow(
            start, until, trap=True, most_steps=_MOST_STEPS, tolerance=_TOLERANCE
        )
        return end_names(motion, ends)[0]

    low, high = span
    steps = [low + (high - low) * step / STEPS for step in range(STEPS + 1)]
    ends = [(at, end(at)) for at in steps]
    settled = [item for item in ends if item[1]]
    found = [
        _halved(end, low, high) for low, high in itertools.pairwise(settled) if low[1] != high[1]
    ]
    return tuple(found), len(ends) - len(settled)


def _halved(
    end: Callable[[Fraction], tuple[str, ...]],
    low: tuple[Fraction, tuple[str, ...]],
    high: tuple[Fraction, tuple[str, ...]],
) -> Switch:
    for _ in range(_HALVINGS):
        middle = (low[0] + high[0]) / 2
        reached = end(middle)
        if reached == low[1]:
            low = (middle, low[1])
        else:
            high = (middle, high[1])
    return Switch(as_float((low[0] + high[0]) / 2), low[1], high[1])
