"""Round values for an axis."""

from __future__ import annotations

import math


def round_ticks(low: float, high: float, most: int = 7) -> tuple[float, ...]:
    """Return at most so many multiples of 1, 2 or 5 times a power of ten within the range.

    Parameters
    ----------
    low, high : float
        The range, ``low < high``, in the unit of the axis.
    most : int
        The most ticks, at least 2.

    Returns
    -------
    tuple of float
        Rising ticks; never empty, unless the range is narrower than floating point can divide.

    Raises
    ------
    ZeroDivisionError, ValueError
        If the range is empty: callers widen it first.

    Examples
    --------
    >>> round_ticks(1, 5)
    (1.0, 2.0, 3.0, 4.0, 5.0)

    References
    ----------
    Heckbert, P. S. (1990). Nice Numbers for Graph Labels. In Graphics Gems.
    """
    power = 10.0 ** math.floor(math.log10((high - low) / (most - 1)))
    steps = (power * factor for factor in (1, 2, 5, 10, 20, 50))
    step = next(item for item in steps if _count(low, high, item) <= most)
    first = math.ceil(low / step - 1e-9)
    return tuple(
        float(f"{(first + place) * step:.12g}") for place in range(_count(low, high, step))
    )


def _count(low: float, high: float, step: float) -> int:
    return math.floor(high / step + 1e-9) - math.ceil(low / step - 1e-9) + 1
