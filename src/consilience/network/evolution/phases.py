"""Where a yearly series turns: break points with the years that they may lie in."""

from __future__ import annotations

import itertools
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from consilience import checks
from consilience.errors import ArgumentError, DataError
from consilience.kernels import divisions
from consilience.network.evolution.panels import MEASURES, Panel, series_of
from consilience.network.evolution.posterior import Posterior, posterior
from consilience.network.evolution.stretches import SHAPES, Shape
from consilience.results import Note, Result

Floats = NDArray[np.float64]
State = Literal["break", "undecided", "no break"]

_LONGEST = 400
_CLAIMED, _DENIED = 0.8, 0.2
_SHARP = 3  # a break known to a period either way spans three periods
_SHORT = 10


@dataclass(frozen=True)
class PhaseBreak:
    """One break: the first period of a new phase, as far as the series tells.

    ``period`` is the median, ``modes`` the most probable one, or all tied ones, of probability
    ``probability``. ``periods`` are the fewest that hold the credible mass together, ``low`` and
    ``high`` their ends. ``state`` is ``"located"`` if the ends are at most two periods apart, else
    ``"undetermined"``.
    """

    period: str
    state: Literal["located", "undetermined"]
    modes: tuple[str, ...]
    probability: float
    low: str
    high: str
    periods: tuple[str, ...]


@dataclass(frozen=True)
class Phase:
    """One phase between breaks: its mean, and its change per period (NaN for one period)."""

    first: str
    last: str
    mean: float
    slope: float


@dataclass(frozen=True, kw_only=True, eq=False)
class PhaseBreaks(Result):
    """Whether a series has breaks, how many, and where.

    ``probability`` is that of at least one break. ``state`` is ``"break"`` from .8 on, ``"no
    break"`` up to .2, else ``"undecided"``. ``breaks`` are as many as are most probable, none if no
    break is as probable as any; ``phases`` lie between them. ``number_probability`` is that of 0,
    1, 2, ... breaks; ``begin_probability`` that a new phase begins in each of ``periods``, however
    many breaks there are; ``shape_probability`` that phases are levels, or trends.
    """

    periods: tuple[str, ...]
    values: Floats
    state: State
    probability: float
    breaks: tuple[PhaseBreak, ...]
    phases: tuple[Phase, ...]
    number_probability: Floats
    begin_probability: Floats
    shape_probability: tuple[float, ...]

    def to_frame(self) -> pd.DataFrame:
        """Return one row a break."""
        columns = ["period", "state", "probability", "low", "high"]
        rows = [[getattr(item, name) for name in columns] for item in self.breaks]
        return pd.DataFrame(rows, columns=columns)


def phase_breaks(
    data: Any,
    *,
    measure: str = "ties",
    periods: Any = None,
    most_breaks: int = 3,
    shortest: int = 2,
    shapes: Shape | Collection[Shape] = SHAPES,
    credible: float = 0.9,
) -> PhaseBreaks:
    r"""Find where a yearly series turns, and say how sure that is; or say that it does not.

    Phases are levels or straight lines with normal noise, which may persist from period to period
    (autocorrelation 0, .4 or .8, each half as probable as the one before), so that a slow drift is
    not taken for a break. Levels, slopes and noise are integrated out, in units of the standard
    deviation of the series, and the sums run over all divisions into phases: nothing is sampled. A
    priori no break is as probable as any, k breaks are half as probable as k - 1, all places of k
    breaks alike, and so are shapes and twelve sizes of noise. These priors are a convention of this
    program.

    Parameters
    ----------
    data
        A panel, or finite numbers in order of time, shape (periods,), up to 400.
    measure
        For a panel, one of its yearly numbers: ``"members"``, ``"collaborations"``, ``"ties"``,
        ``"density"``, ``"mean_degree"``, ``"entries"``, ``"returns"``, ``"exits"``, ``"retained"``,
        ``"retention"``, ``"ties_begun"``, ``"ties_ended"``. What is not known of the first year
        starts with the second.
    periods
        Names of the periods of numbers; the index of a series, else places from 0, by default.
    most_breaks
        The largest number of breaks considered, at least 1.
    shortest
        The fewest periods of a phase, at least 1.
    shapes
        ``"level"``, ``"trend"`` or both, which are then weighed against each other.
    credible
        What the set of periods of a break holds, between 0 and 1.

    Returns
    -------
    PhaseBreaks
        Probabilities in [0, 1]; sets of periods that grow where the series is short or noisy. A
        series that never changes has no break.

    Raises
    ------
    ArgumentError
        If an argument does not fit.
    DataError
        If a measure of the panel has gaps, or there are fewer than two shortest phases.
    UnknownNameError
        If the measure is unknown.

    Examples
    --------
    >>> found = phase_breaks([3, 4, 3, 5, 4, 12, 11, 13, 12, 11], periods=range(2010, 2020))
    >>> found.state, found.breaks[0].period, found.breaks[0].periods
    ('break', '2015', ('2015',))
    >>> phase_breaks([4, 6, 3, 5, 5, 4, 6, 3, 5, 4]).breaks
    ()

    References
    ----------
    Barry and Hartigan (1992), Product Partition Models for Change Point Problems; Fearnhead (2006),
    Exact and Efficient Bayesian Inference for Multiple Changepoint Problems.
    """
    owner = "phase_breaks"
    values, names = _series(data, measure, periods, owner)
    least = checks.whole(shortest, 1, "shortest", owner)
    most = checks.whole(most_breaks, 1, "most_breaks", owner)
    kinds = _shapes(shapes, owner)
    mass = checks.number(credible, "credible", owner)
    if not 0 < mass < 1:
        raise ArgumentError("credible", owner, "between", mass, low=0, high=1)
    if len(values) < 2 * least:
        raise DataError("network.evolution.short", count=len(values), least=2 * least)
    found = posterior(values, min(most, len(values) // least - 1), least, kinds)
    probability = float(1 - found.numbers[0])
    breaks = _breaks(found, names, mass) if probability > 1 / 2 else ()
    return PhaseBreaks(
        periods=names,
        values=values,
        state=_state(probability),
        probability=probability,
        breaks=breaks,
        phases=_phases(values, names, breaks),
        number_probability=_frozen(found.numbers),
        begin_probability=_frozen(found.begins),
        shape_probability=tuple(found.shapes.tolist()),
        parameters={
            "measure": measure if isinstance(data, Panel) else None,
            "most_breaks": most,
            "shortest": least,
            "shapes": list(kinds),
            "credible": mass,
        },
        notes=_notes(values, breaks, probability),
        references=("barry1992", "fearnhead2006"),
    )


def _series(data: Any, measure: str, periods: Any, owner: str) -> tuple[Floats, tuple[str, ...]]:
    if isinstance(data, Panel):
        return _of_panel(data, measure, owner)
    named: Any = data.index if periods is None and isinstance(data, pd.Series) else periods
    plain = data.to_numpy() if isinstance(data, pd.Series) else data
    values = checks.numbers(plain, "data", owner)
    if len(values) > _LONGEST:
        raise ArgumentError("data", owner, "at_most_long", len(values), high=_LONGEST)
    if named is None:
        return values, tuple(map(str, range(len(values))))
    if isinstance(named, str) or not hasattr(named, "__iter__"):
        raise ArgumentError("periods", owner, "labels", named)
    names = checks.names([str(item) for item in named], "periods", owner)
    checks.same_length(np.empty(len(names)), values, "periods", owner, "data")
    return values, names


def _of_panel(data: Panel, measure: str, owner: str) -> tuple[Floats, tuple[str, ...]]:
    wanted = checks.choice(measure, MEASURES, "measure", owner)
    values = series_of(data, wanted)
    names = tuple(str(item.year) for item in data.years)
    if np.isnan(values[0]):  # nothing is known before the first year
        values, names = values[1:], names[1:]
    gaps = np.flatnonzero(np.isnan(values))
    if len(gaps):
        raise DataError("network.evolution.gap", measure=wanted, year=names[int(gaps[0])])
    return _frozen(values), names


def _shapes(given: Any, owner: str) -> tuple[Shape, ...]:
    named = checks.known_names(given, SHAPES, "shapes", owner)
    return tuple(shape for shape in SHAPES if shape in named)


def _state(probability: float) -> State:
    if probability >= _CLAIMED:
        return "break"
    return "no break" if probability <= _DENIED else "undecided"


def _breaks(found: Posterior, names: tuple[str, ...], mass: float) -> tuple[PhaseBreak, ...]:
    return tuple(_break(row, names, mass) for row in found.rows)


def _break(row: Floats, names: tuple[str, ...], mass: float) -> PhaseBreak:
    held = divisions.credible(row, mass)
    middle = int(np.searchsorted(np.cumsum(row), row.sum() / 2))
    wide = int(held[-1] - held[0]) + 1 > _SHARP
    return PhaseBreak(
        period=names[middle],
        state="undetermined" if wide else "located",
        modes=tuple(names[place] for place in np.flatnonzero(row >= row.max() - 1e-12)),
        probability=float(row.max()),
        low=names[int(held[0])],
        high=names[int(held[-1])],
        periods=tuple(names[place] for place in held),
    )


def _phases(
    values: Floats, names: tuple[str, ...], breaks: tuple[PhaseBreak, ...]
) -> tuple[Phase, ...]:
    edges = [0, *(names.index(item.period) for item in breaks), len(names)]
    return tuple(
        Phase(
            first=names[start],
            last=names[stop - 1],
            mean=float(values[start:stop].mean()),
            slope=_slope(values[start:stop]),
        )
        for start, stop in itertools.pairwise(edges)
    )


def _slope(values: Floats) -> float:
    steps = np.arange(len(values)) - (len(values) - 1) / 2
    return float(steps @ values / (steps @ steps)) if len(values) > 1 else float("nan")


def _notes(values: Floats, breaks: tuple[PhaseBreak, ...], probability: float) -> tuple[Note, ...]:
    found = []
    if np.ptp(values) == 0:
        found.append(Note("network.note.constant_series"))
    if len(values) < _SHORT:
        blanks = {"count": len(values), "least": _SHORT}
        found.append(Note("network.note.short_series", blanks, "warning"))
    if _state(probability) == "undecided":
        found.append(Note("network.note.undecided", {"probability": probability}, "warning"))
    for item in breaks:
        if item.state == "undetermined":
            ends = {"period": item.period, "low": item.low, "high": item.high}
            found.append(Note("network.note.wide_break", ends, "warning"))
    return tuple(found)


def _frozen(values: Floats) -> Floats:
    found = np.array(values, dtype=np.float64)
    found.flags.writeable = False
    return found
