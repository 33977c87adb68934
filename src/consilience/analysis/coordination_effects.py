"""What a strategy of coordination would change, and in how many changed networks it would."""

from __future__ import annotations

import numpy as np

from consilience.analysis.coordination_levels import Levels, variance, with_tie
from consilience.analysis.coordination_records import WhatIf

_NAN = float("nan")


def effect_of(quantity: str, before: float, after: float, gains: list[float]) -> WhatIf:
    """Return a change of a quantity, with the range of its gain over changed networks."""
    gain = 1.0 if np.isinf(before) else 1 - after / before
    low, high = (min(gains), max(gains)) if gains else (_NAN, _NAN)
    return WhatIf(quantity, before, after, gain, low, high)


def steady_share(gains: list[float], limit: float) -> float:
    """Return the share of changed networks in which a gain still reaches its threshold."""
    return float(np.mean([gain >= limit for gain in gains])) if gains else _NAN


def tie_gains(levels: Levels, a: str, b: str) -> list[float]:
    """Return by which share a tie lowers H for the leaders, in each changed network."""
    leaders = levels.leaders
    return levels.gains(
        leaders, lambda graph: (leaders, with_tie(graph, a, b, levels.tie_strength))
    )


def tie_effect(levels: Levels, a: str, b: str) -> tuple[WhatIf | None, float]:
    """Return what a tie changes for the leaders, and in which share of networks it helps."""
    leaders = levels.leaders
    if not leaders or not {a, b} <= set(levels.led):
        return None, _NAN
    before = variance(levels.led, leaders)
    after = variance(with_tie(levels.led, a, b, levels.tie_strength), leaders)
    gains = tie_gains(levels, a, b)
    return effect_of("H", before, after, gains), _NAN if not gains else steady_share(gains, 1e-9)
