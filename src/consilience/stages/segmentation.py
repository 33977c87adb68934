"""Stages from dated, coded events: the posterior of their number and of every boundary, exact."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import special

from consilience import checks
from consilience.errors import ArgumentError, DataError
from consilience.kernels import divisions
from consilience.results import Note, Result

Floats = NDArray[np.float64]

CONCENTRATIONS = (0.5, 1.0, 2.0, 4.0, 8.0)

_LONGEST = 400  # years
_SHARP = 3  # a boundary known to a year either way spans three years
_CLEAR = 0.9  # membership below it in every stage: stages overlap


@dataclass(frozen=True)
class Boundary:
    """The first year of a stage, as far as the events tell.

    ``years`` are the most probable ones that hold the credible mass together, ``low`` and ``high``
    their ends, ``modes`` the most probable year, or all tied ones. ``state`` is ``"located"`` if
    the ends are at most two years apart, else ``"undetermined"``.
    """

    stage: int
    state: str
    modes: tuple[int, ...]
    probability: float
    low: int
    high: int
    years: tuple[int, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class Segmentation(Result):
    """The posterior of the number of stages, and of the boundaries given ``stages`` of them.

    ``number_probability`` is that of 1, 2, ... stages, read-only, shape (most_stages,).
    ``boundary_probability`` has a row a boundary and a column a year; ``membership`` a row a year
    and a column a stage: how probably the year lies in it. ``overlap`` are the years that belong to
    no stage with 0.9 or more.
    """

    years: tuple[int, ...]
    dimensions: tuple[str, ...]
    levels: tuple[str, ...]
    events: int
    stages: int
    number_probability: Floats
    boundaries: tuple[Boundary, ...]
    boundary_probability: Floats
    membership: Floats
    overlap: tuple[int, ...]

    def to_frame(self) -> pd.DataFrame:
        """Return one row a boundary."""
        rows = [
            (item.stage, item.state, item.modes[0], item.probability, item.low, item.high)
            for item in self.boundaries
        ]
        columns = ["stage", "state", "year", "probability", "low", "high"]
        return pd.DataFrame(rows, columns=columns)


def segment(
    events: Any,
    *,
    stages: int | None = None,
    most_stages: int = 5,
    span: tuple[int, int] | None = None,
    columns: tuple[str, str, str] = ("year", "dimension", "level"),
    concentration: Any = CONCENTRATIONS,
    credible: float = 0.9,
    coded_within_stages: bool = False,
) -> Segmentation:
    r"""Divide a history into stages by its coded events, and say how sure each boundary is.

    In a stage each dimension has its own mix of levels. With a Dirichlet prior on the mixes, the
    probability of the events of a stretch of years is closed:
    :math:`\prod_d \frac{\Gamma(La)}{\Gamma(La + n_d)} \prod_l \frac{\Gamma(a + n_{dl})}{\Gamma(a)}`
    with L levels, concentration a and counts n. Forward and backward sums run over all divisions
    into years, so nothing is sampled. A priori all numbers of stages are alike, given the number
    all divisions, and all concentrations: small ones fit sharp codings, large ones noisy ones, and
    the events decide. (One small concentration alone would make boundaries look too sure where
    coders err.)

    Parameters
    ----------
    events
        A table with one row an event: year, dimension (such as strategy), level (what was coded).
    stages
        The number of stages to describe, from 1; the most probable one by default.
    most_stages
        The largest number of stages considered, at least 1.
    span
        First and last year of the history; those of the events by default.
    columns
        The names of the three columns.
    concentration
        The a of the prior, above 0: a number, or several numbers that are averaged over.
    credible
        What the set of years of a boundary holds, between 0 and 1.
    coded_within_stages
        Say true if coders knew the stages when they chose the levels: then the division cannot test
        them, and a warning says so.

    Returns
    -------
    Segmentation
        Posteriors. A boundary whose set spans more than three years is ``"undetermined"``, and a
        note says why: no year is given out as sharp. (The limit is a convention of this program.)

    Raises
    ------
    ArgumentError
        If an argument does not fit.
    DataError
        If a year, dimension or level is missing, or an event lies outside of the span.
    UnknownNameError
        If a column is unknown.

    Examples
    --------
    >>> events = {"year": [2001, 2002, 2003, 2004, 2005, 2006] * 5, "dimension": ["all"] * 30,
    ...           "level": ["low", "low", "low", "high", "high", "high"] * 5}
    >>> found = segment(events)
    >>> found.stages, found.boundaries[0].modes, found.boundaries[0].state
    (2, (2004,), 'located')

    References
    ----------
    Fearnhead (2006), Exact and Efficient Bayesian Inference for Multiple Changepoint Problems;
    Barry and Hartigan (1992), Product Partition Models for Change Point Problems.
    """
    owner = "segment"
    table = _read(events, columns, span, owner)
    most, chosen = _counts(most_stages, stages, len(table.years), owner)
    priors = _priors(concentration, owner)
    mass = checks.number(credible, "credible", owner)
    if not 0 < mass < 1:
        raise ArgumentError("credible", owner, "between", mass, low=0, high=1)
    circular = checks.boolean(coded_within_stages, "coded_within_stages", owner)
    sums = [divisions.sums(_stretches(table.counts, prior), most) for prior in priors]
    joint = _joint([forward for forward, _ in sums])
    numbers = joint.sum(axis=0)
    count = int(np.argmax(numbers)) + 1 if chosen is None else chosen
    share = joint[:, count - 1] / joint[:, count - 1].sum()
    starts = np.tensordot(share, [divisions.begins(*pair, count) for pair in sums], axes=1)
    boundaries = tuple(_boundary(n, row, table.years, mass) for n, row in enumerate(starts, 2))
    membership = _membership(starts)
    unclear = membership.max(axis=1) < _CLEAR
    return Segmentation(
        years=table.years,
        dimensions=table.dimensions,
        levels=table.levels,
        events=int(table.counts.sum()),
        stages=count,
        number_probability=_frozen(numbers),
        boundaries=boundaries,
        boundary_probability=_frozen(starts),
        membership=_frozen(membership),
        overlap=tuple(itertools.compress(table.years, unclear.tolist())),
        parameters={
            "stages": chosen,
            "most_stages": most,
            "span": [table.years[0], table.years[-1]],
            "concentration": list(priors),
            "credible": mass,
            "coded_within_stages": circular,
        },
        notes=_notes(boundaries, numbers, table, circular=circular),
        references=("fearnhead2006", "barry1992"),
    )


def _counts(most_stages: int, stages: int | None, years: int, owner: str) -> tuple[int, int | None]:
    """Return the largest number of stages that the years allow, and the one asked for."""
    most = min(checks.whole(most_stages, 1, "most_stages", owner), years)
    chosen = None if stages is None else checks.whole(stages, 1, "stages", owner)
    if chosen is not None and chosen > most:
        raise ArgumentError("stages", owner, "interval_whole", chosen, low=1, high=most)
    return most, chosen


def _priors(concentration: Any, owner: str) -> tuple[float, ...]:
    given = [concentration] if isinstance(concentration, int | float) else concentration
    found = checks.numbers(given, "concentration", owner)
    if found.min() <= 0:
        raise ArgumentError("concentration", owner, "above", float(found.min()), limit=0)
    return tuple(found.tolist())


@dataclass(frozen=True)
class _Events:
    """Years, and counts of events, shape (years, dimensions, levels)."""

    years: tuple[int, ...]
    dimensions: tuple[str, ...]
    levels: tuple[str, ...]
    counts: NDArray[np.int64]


def _read(events: Any, columns: Any, span: Any, owner: str) -> _Events:
    frame = checks.frame(events, "events", owner)
    if not isinstance(columns, tuple | list) or len(columns) != 3:
        raise ArgumentError("columns", owner, "three_columns", columns)
    year, dimension, level = checks.known_names(list(columns), frame.columns, "columns", owner)
    when = [_year(item, place, year) for place, item in enumerate(frame[year].tolist(), 1)]
    what = [_text(item, place, dimension) for place, item in enumerate(frame[dimension], 1)]
    how = [_text(item, place, level) for place, item in enumerate(frame[level], 1)]
    first, last = _span(span, when, owner)
    kinds, grades = tuple(dict.fromkeys(what)), tuple(dict.fromkeys(how))
    counts = np.zeros((last - first + 1, len(kinds), len(grades)), dtype=np.int64)
    for row in zip(when, what, how, strict=True):
        counts[row[0] - first, kinds.index(row[1]), grades.index(row[2])] += 1
    return _Events(tuple(range(first, last + 1)), kinds, grades, counts)


def _year(item: Any, place: int, column: str) -> int:
    whole = isinstance(item, int | float | np.number) and not isinstance(item, bool)
    if not whole or not np.isfinite(item) or item != int(item):
        raise DataError("stages.year", column=column, row=place, got=str(item))
    return int(item)


def _text(item: Any, place: int, column: str) -> str:
    if isinstance(item, bool) or not isinstance(item, str | int) or not str(item).strip():
        raise DataError("stages.text", column=column, row=place, got=str(item))
    return str(item).strip()


def _span(span: Any, when: list[int], owner: str) -> tuple[int, int]:
    first, last = min(when), max(when)
    if span is not None:
        if not isinstance(span, tuple | list) or len(span) != 2:
            raise ArgumentError("span", owner, "span", span)
        low, high = (checks.whole(item, -10_000, "span", owner) for item in span)
        if low > high:
            raise ArgumentError("span", owner, "span", span)
        if first < low or last > high:
            raise DataError("stages.outside", year=first if first < low else last)
        first, last = low, high
    if last - first + 1 > _LONGEST:
        raise DataError("stages.too_long", years=last - first + 1, limit=_LONGEST)
    return first, last


def _stretches(counts: NDArray[np.int64], prior: float) -> Floats:
    """Return the log probability of the events from year i to before year j, -inf where j <= i."""
    years, _, levels = counts.shape
    sums = np.concatenate([np.zeros((1, *counts.shape[1:])), counts.cumsum(axis=0)])
    found = np.full((years + 1, years + 1), -np.inf)
    for start in range(years):
        inside = sums[start + 1 :] - sums[start]
        rises = special.gammaln(prior + inside) - special.gammaln(prior)
        whole = special.gammaln(levels * prior + inside.sum(axis=2))
        falls = special.gammaln(levels * prior) - whole
        found[start, start + 1 :] = rises.sum(axis=(1, 2)) + falls.sum(axis=1)
    return found


def _joint(forwards: list[Floats]) -> Floats:
    """Return the posterior of concentration (row) and 1, 2, ... stages (column)."""
    years, most = forwards[0].shape[1] - 1, len(forwards[0]) - 1
    divisions = [
        special.gammaln(years) - special.gammaln(k) - special.gammaln(years - k + 1)
        for k in range(1, most + 1)
    ]
    logs = np.array([forward[1:, -1] for forward in forwards]) - np.array(divisions)
    return np.asarray(special.softmax(logs), dtype=np.float64)


def _boundary(stage: int, row: Floats, years: tuple[int, ...], mass: float) -> Boundary:
    held = divisions.credible(row, mass)
    low, high = years[int(held[0])], years[int(held[-1])]
    top = np.flatnonzero(row >= row.max() - 1e-12).tolist()
    return Boundary(
        stage,
        "located" if high - low + 1 <= _SHARP else "undetermined",
        tuple(years[place] for place in top),
        float(row.max()),
        low,
        high,
        tuple(years[place] for place in held.tolist()),
    )


def _membership(starts: Floats) -> Floats:
    """Return how probably each year lies in each stage: begun, and the next one not."""
    begun = np.vstack([np.ones(starts.shape[1]), starts.cumsum(axis=1), np.zeros(starts.shape[1])])
    return np.asarray(np.clip(begun[:-1] - begun[1:], 0.0, 1.0).T, dtype=np.float64)


def _notes(
    boundaries: tuple[Boundary, ...], numbers: Floats, table: _Events, *, circular: bool
) -> tuple[Note, ...]:
    events = int(table.counts.sum())
    found = [
        Note(
            "stages.note.undetermined",
            {"stage": b.stage, "low": b.low, "high": b.high, "events": events},
            "warning",
        )
        for b in boundaries
        if b.state == "undetermined"
    ]
    best = float(numbers.max())
    if best < 0.5:
        number = int(np.argmax(numbers)) + 1
        values = {"number": number, "probability": best}
        found.append(Note("stages.note.number_unsure", values, "warning"))
    if circular:
        found.append(Note("stages.note.circular", {}, "warning"))
    return tuple(found)


def _frozen(values: Floats) -> Floats:
    found = np.array(values, dtype=np.float64)
    found.flags.writeable = False
    return found
