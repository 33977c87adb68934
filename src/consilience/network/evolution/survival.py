"""How long ties last: the curve of Kaplan and Meier over years, with late and unknown starts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import special

from consilience.network.evolution.histories import UNKNOWN, History

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Survival:
    """The share of ties that are still there some years after the year in which they began.

    ``share`` at age a (in ``ages``, from 1) is the share present in the year a years later, with
    its interval; ``at_risk`` and ``ended`` are the counts behind it. ``half_life`` is the first age
    at which at most half are left, NaN where the curve does not come down to a half; its bounds are
    where the interval does. A spell is an unbroken run of years: of all ``spells``
    ``unknown_starts`` are left out of the curve (nobody knows their age; left-censored),
    ``late_entries`` began before the first year looked at and count from there on only
    (left-truncated), ``still_there`` are present in the last year (right-censored).
    """

    ages: tuple[int, ...]
    at_risk: tuple[int, ...]
    ended: tuple[int, ...]
    share: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    half_life: float
    half_life_low: float
    half_life_high: float
    spells: int
    unknown_starts: int
    late_entries: int
    still_there: int


def survival(history: History, level: float) -> Survival:
    """Return the survival of the ties of a history, with intervals of some level."""
    at_risk, ended = _risks(history)
    share, low, high = _curve(at_risk, ended, level)
    runs = _runs(history)
    since = history.since[runs]
    return Survival(
        ages=tuple(range(1, len(at_risk) + 1)),
        at_risk=tuple(at_risk.tolist()),
        ended=tuple(ended.tolist()),
        share=tuple(share.tolist()),
        low=tuple(low.tolist()),
        high=tuple(high.tolist()),
        half_life=_first_below(share),
        half_life_low=_first_below(low),
        half_life_high=_first_below(high),
        spells=int(runs.sum()),
        unknown_starts=int((since == UNKNOWN).sum()),
        late_entries=int(((since != UNKNOWN) & (since < history.years[0])).sum()),
        still_there=int(history.present[:, -1].sum()),
    )


def _runs(history: History) -> NDArray[np.bool_]:
    """Return where an unbroken run of years begins within the years looked at."""
    before = np.zeros_like(history.present)
    before[:, 1:] = history.present[:, :-1]
    return history.present & ~before


def _risks(history: History) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return ties at risk and ended, by age from 1, up to the first age that nobody reaches."""
    known = (history.present & (history.since != UNKNOWN))[:, :-1]
    years = np.broadcast_to(np.array(history.years[:-1], dtype=np.int64), known.shape)
    ages = years[known] - history.since[:, :-1][known] + 1
    gone = ~history.present[:, 1:][known]
    at_risk, ended = np.bincount(ages)[1:], np.bincount(ages[gone], minlength=1)[1:]
    empty = np.flatnonzero(at_risk == 0)
    stop = int(empty[0]) if len(empty) else len(at_risk)
    whole = np.zeros(stop, dtype=np.int64)
    whole[: min(stop, len(ended))] = ended[:stop]
    return at_risk[:stop].astype(np.int64), whole


def _curve(
    at_risk: NDArray[np.int64], ended: NDArray[np.int64], level: float
) -> tuple[Floats, Floats, Floats]:
    """Return the curve and its interval on the scale of log(-log), by Greenwood's variance."""
    share = np.cumprod(1 - ended / at_risk, dtype=np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        variance = np.cumsum(ended / (at_risk * (at_risk - ended)))
        width = special.ndtri((1 + level) / 2) * np.sqrt(variance) / np.abs(np.log(share))
        low, high = share ** np.exp(width), share ** np.exp(-width)
    flat = (share == 1) | (share == 0)  # no variance is known there
    bounds = np.where(flat, np.nan, [low, high])
    return share, bounds[0], bounds[1]


def _first_below(share: Floats) -> float:
    below = np.flatnonzero(share <= 1 / 2)
    return float(below[0] + 1) if len(below) else float("nan")
