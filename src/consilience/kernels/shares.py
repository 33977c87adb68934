"""Intervals of shares."""

from __future__ import annotations

import math
from statistics import NormalDist


def wilson_interval(hits: float, count: int, confidence: float) -> tuple[float, float]:
    """Return the Wilson score interval of ``hits`` of ``count``; NaN where nothing was counted.

    Hits may be a fraction: the mean of several rounds.
    """
    if not count:
        return float("nan"), float("nan")
    z = NormalDist().inv_cdf(0.5 + confidence / 2)
    share = hits / count
    middle = share + z * z / (2 * count)
    half = z * math.sqrt(share * (1 - share) / count + z * z / (4 * count * count))
    scale = 1 + z * z / count
    # exact at both ends, where rounding would leave the share outside
    low = (middle - half) / scale if hits else 0.0
    return low, (middle + half) / scale if hits < count else 1.0
