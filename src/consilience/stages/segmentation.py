"""Stages from dated, coded events: the posterior of their number and of every boundary, exact."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import special

from consilience import checks
from consilience.errors import ArgumentError, DataError
from consilience.results import Note
from consilience.stages.miscoding import error_of, log_probability
from consilience.stages.posterior import (
    Floats,
    Segmentation,
    read_settings,
    segmented,
)

CONCENTRATIONS = (0.5, 1.0, 2.0, 4.0, 8.0)

_LONGEST = 400  # years
_REFERENCES = ("fearnhead2006", "barry1992")


def segment(
    events: Any,
    *,
    stages: int | None = None,
    most_stages: int = 5,
    span: tuple[int, int] | None = None,
    columns: tuple[str, str, str] = ("year", "dimension", "level"),
    concentration: Any = CONCENTRATIONS,
    credible: float = 0.9,
    agreement: float | None = None,
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
    agreement
        How far coders of the same events agree beyond chance, above 0 to 1, such as Cohen's kappa
        of the double-coded ones. Then each level is taken as its coder's slip with the probability
        :math:`1 - \sqrt{\kappa}` (see :func:`event_plan`), and every boundary's set holds that
        uncertainty too. Without it the events alone say how noisy they are.
    coded_within_stages
        Say true if coders knew the stages when they chose the levels: then the division cannot test
        them, and a warning says so.

    Returns
    -------
    Segmentation
        Posteriors. A boundary whose set spans more than three years, or no fewer than without any
        event, is ``"undetermined"``, and a note says why: no year is given out as sharp. (The
        limits are conventions of this program.)

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
    settings = read_settings(most_stages, stages, credible, len(table.years), owner)
    priors = _priors(concentration, owner)
    error = error_of(agreement, "agreement", owner)
    circular = checks.boolean(coded_within_stages, "coded_within_stages", owner)
    notes = (Note("stages.note.circular", {}, "warning"),) if circular else ()
    parameters = {
        "stages": settings.stages,
        "most_stages": settings.most,
        "span": [table.years[0], table.years[-1]],
        "concentration": list(priors),
        "credible": settings.credible,
        "agreement": None if agreement is None else float(agreement),
        "coded_within_stages": circular,
    }
    return segmented(
        [_stretches(table.counts, prior, error) for prior in priors],
        {"years": table.years, "dimensions": table.dimensions, "levels": table.levels},
        int(table.counts.sum()),
        settings,
        (parameters, notes, _REFERENCES if error is None else (*_REFERENCES, "brennan1981")),
    )


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


def _stretches(counts: NDArray[np.int64], prior: float, error: float | None) -> Floats:
    """Return the log probability of the events from year i to before year j, -inf where j <= i."""
    years, _, levels = counts.shape
    sums = np.concatenate([np.zeros((1, *counts.shape[1:]), dtype=np.int64), counts.cumsum(axis=0)])
    found = np.full((years + 1, years + 1), -np.inf)
    for start in range(years):
        inside = sums[start + 1 :] - sums[start]
        if error:
            found[start, start + 1 :] = log_probability(inside, prior, error)
            continue
        rises = special.gammaln(prior + inside) - special.gammaln(prior)
        whole = special.gammaln(levels * prior + inside.sum(axis=2))
        falls = special.gammaln(levels * prior) - whole
        found[start, start + 1 :] = rises.sum(axis=(1, 2)) + falls.sum(axis=1)
    return found
