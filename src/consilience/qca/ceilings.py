"""Ceilings over a scatter of cases: the step function and the line above its upper left corner.

Every function takes ``x`` and ``y`` scaled to [0, 1] by their observed ranges, with ``x`` rising,
shape (cases,). ``y`` may have a leading axis, one pairing of the same values a row. Zones are
shares of the scope, which is the unit square; so a zone is an effect size.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from consilience.qca.truth_table import TOLERANCE

Array = NDArray[np.float64]

FLATTEST = 1e-12  # peers closer than this share of the range do not define a line
MOST_NUMBERS = 1_000_000  # of permuted values held at once


def peers_of(x: Array, y: Array) -> NDArray[np.bool_]:
    """Return which cases are peers, shape of ``y``: none with as low an x has a higher y.

    Cases at one point are peers together.
    """
    first = np.searchsorted(x, x, "left")
    last = np.searchsorted(x, x, "right") - 1
    highest = np.maximum.accumulate(y, axis=-1)
    before = np.where(first > 0, highest[..., first - 1], -np.inf)
    reached = highest[..., last]
    return np.asarray((y == reached) & (reached > before))


def peer_line(x: Array, y: Array) -> tuple[Array, Array]:
    """Return slope and intercept of least squares through the peers; NaN if they do not differ."""
    peers = peers_of(x, y)
    count = peers.sum(axis=-1)
    mean_x = np.where(peers, x, 0.0).sum(axis=-1) / count
    mean_y = np.where(peers, y, 0.0).sum(axis=-1) / count
    from_x = np.where(peers, x - mean_x[..., None], 0.0)
    from_y = np.where(peers, y - mean_y[..., None], 0.0)
    spread, both = (from_x**2).sum(axis=-1), (from_x * from_y).sum(axis=-1)
    defined = (spread > FLATTEST**2) & (both > FLATTEST * spread)
    slope = np.divide(both, spread, out=np.full(spread.shape, np.nan), where=defined)
    return slope, mean_y - slope * mean_x


def step_zone(x: Array, y: Array) -> Array:
    """Return the zone above the step function through the peers, in [0, 1]."""
    highest = np.maximum.accumulate(y, axis=-1)
    return np.asarray(((1.0 - highest[..., :-1]) * np.diff(x)).sum(axis=-1))


def line_zone(x: Array, y: Array) -> Array:
    """Return the zone above the line through the peers within the scope; 0 if there is no line."""
    slope, intercept = peer_line(x, y)
    floor = np.clip(-intercept / slope, 0.0, 1.0)  # where the line leaves the scope below
    roof = np.clip((1.0 - intercept) / slope, 0.0, 1.0)  # and above
    middle = 1.0 - intercept - slope * (floor + roof) / 2
    zone = floor + (roof - floor) * middle
    return np.clip(np.where(np.isnan(slope), 0.0, zone), 0.0, 1.0)


def step_needed(x: Array, y: Array, levels: Array) -> Array:
    """Return the lowest x at which the step function allows each level of y."""
    peers = peers_of(x, y)
    return np.asarray(x[peers][np.searchsorted(y[peers], levels - TOLERANCE)])


def line_needed(x: Array, y: Array, levels: Array) -> Array:
    """Return the lowest x at which the line allows each level; NaN if none in the scope does."""
    slope, intercept = peer_line(x, y)
    if np.isnan(slope):
        return np.zeros(len(levels))
    needed = (levels - intercept) / slope
    needed[needed <= TOLERANCE] = 0.0
    needed[needed > 1.0 + TOLERANCE] = np.nan
    return np.minimum(needed, 1.0)


ZONES: Mapping[str, Callable[[Array, Array], Array]] = {"CE-FDH": step_zone, "CR-FDH": line_zone}
NEEDED: Mapping[str, Callable[[Array, Array, Array], Array]] = {
    "CE-FDH": step_needed,
    "CR-FDH": line_needed,
}


def as_large_by_chance(
    x: Array, y: Array, zones: Array, names: tuple[str, ...], permutations: int, seed: int
) -> NDArray[np.int64]:
    """Return how many random pairings have a zone at least as large as the observed one.

    ``x`` has the shape (conditions, cases) and rising rows, ``zones`` (conditions, ceilings).
    Every condition and ceiling meets the same pairings, which come from the values alone: neither
    the order of the cases nor another condition changes a count.
    """
    random = np.random.default_rng(seed)
    rising = np.sort(y)
    counts = np.zeros(zones.shape, dtype=np.int64)
    most = max(1, MOST_NUMBERS // len(y))
    for start in range(0, permutations, most):
        rows = min(most, permutations - start)
        pairings = random.permuted(np.tile(rising, (rows, 1)), axis=1)
        for place in np.ndindex(zones.shape):
            found = ZONES[names[place[1]]](x[place[0]], pairings)
            counts[place] += int((found >= zones[place] - TOLERANCE).sum())
    return counts
