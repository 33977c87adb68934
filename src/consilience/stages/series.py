"""Stages from yearly indicators that are no counts: the posterior of every boundary, exact."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from scipy import special

from consilience import checks
from consilience.errors import ArgumentError, DataError
from consilience.stages.posterior import (
    Floats,
    Segmentation,
    compared_notes,
    read_settings,
    segmented,
)

NOISES = (0.05, 0.1, 0.2, 0.4, 0.8, 1.2)

_LONGEST = 400  # years
_SHAPE = 2.0


def segment_series(
    series: Any,
    years: Any = None,
    *,
    stages: int | None = None,
    most_stages: int = 5,
    noise: Any = NOISES,
    credible: float = 0.9,
    compared: Any = (),
) -> Segmentation:
    r"""Divide a history into stages by yearly indicators, and say how sure each boundary is.

    In a stage each indicator varies normally about a level of its own, mean and variance unknown.
    With a normal-inverse-gamma prior the probability of a stretch of years is closed, and exact
    sums run over all divisions, as in :func:`segment`. Indicators are centred and scaled over all
    years; the prior lets levels spread as the indicator does, and expects a scatter about them of
    ``noise`` times that, averaged over several. (The prior is a convention of this program.) A
    steady trend is no step, and is cut into several: look at the series first.

    Parameters
    ----------
    series
        Numbers in order of time, shape (years,), or a table with one column an indicator, shape
        (years, indicators); 2 to 400 years.
    years
        Whole numbers, increasing; the index of a frame or series, else places from 0, by default.
    stages
        The number of stages to describe, from 1; the most probable one by default.
    most_stages
        The largest number of stages considered, at least 1.
    noise
        The expected scatter within stages over that of the whole, above 0: a number, or several
        that are averaged over.
    credible
        What the set of years of a boundary holds, between 0 and 1.
    compared
        Indicators that will be compared across the stages. Those that define the stages differ by
        construction, and a warning names them.

    Returns
    -------
    Segmentation
        Posteriors; ``dimensions`` are the indicators, ``levels`` is empty.

    Raises
    ------
    ArgumentError
        If an argument does not fit.
    DataError
        If an indicator never changes.

    Examples
    --------
    >>> found = segment_series([1, 2, 1, 2, 1, 8, 9, 8, 9, 8], range(2001, 2011))
    >>> found.stages, found.boundaries[0].modes, found.boundaries[0].state
    (2, (2006,), 'located')

    References
    ----------
    Fearnhead (2006), Exact and Efficient Bayesian Inference for Multiple Changepoint Problems;
    Barry and Hartigan (1992), Product Partition Models for Change Point Problems.
    """
    owner = "segment_series"
    values, named, indicators = _read(series, years, owner)
    settings = read_settings(most_stages, stages, credible, len(named), owner)
    given = [noise] if isinstance(noise, int | float) else noise
    ratios = checks.numbers(given, "noise", owner)
    if ratios.min() <= 0:
        raise ArgumentError("noise", owner, "above", float(ratios.min()), limit=0)
    notes = compared_notes(indicators, compared, owner)
    parameters = {
        "stages": settings.stages,
        "most_stages": settings.most,
        "noise": ratios.tolist(),
        "credible": settings.credible,
    }
    return segmented(
        [_stretches(values, ratio) for ratio in ratios.tolist()],
        {"years": named, "dimensions": indicators, "levels": ()},
        len(named),
        settings,
        (parameters, notes, ("fearnhead2006", "barry1992")),
    )


def _read(series: Any, years: Any, owner: str) -> tuple[Floats, tuple[int, ...], tuple[str, ...]]:
    """Return indicators of mean 0 and scatter 1, the years, and the indicators' names."""
    if isinstance(series, pd.Series | pd.DataFrame) and years is None:
        years = series.index.tolist()
    values, indicators = _columns(series, owner)
    if not 2 <= len(values) <= _LONGEST:
        raise ArgumentError("series", owner, "years_long", len(values), high=_LONGEST)
    named = tuple(range(len(values))) if years is None else _years(years, len(values), owner)
    centred = values - values.mean(axis=0)
    scatter = np.sqrt((centred**2).mean(axis=0))
    for name, size, largest in zip(indicators, scatter, np.abs(values).max(axis=0), strict=True):
        if size <= 1e-12 * largest:
            raise DataError("stages.flat", indicator=name)
    return centred / scatter, named, indicators


def _columns(series: Any, owner: str) -> tuple[Floats, tuple[str, ...]]:
    if isinstance(series, pd.DataFrame) or (isinstance(series, dict) and series):
        frame = checks.frame(series, "series", owner)
        columns = [checks.numbers(frame[name].tolist(), "series", owner) for name in frame.columns]
        return np.column_stack(columns), tuple(map(str, frame.columns))
    rows = series.tolist() if isinstance(series, np.ndarray | pd.Series) else series
    if isinstance(rows, list | tuple) and rows and isinstance(rows[0], list | tuple):
        found = [checks.numbers(row, "series", owner) for row in rows]
        for row in found:
            checks.same_length(row, found[0], "series", owner, "series[0]")
        values = np.array(found)
    else:
        values = checks.numbers(rows, "series", owner)[:, None]
    return values, tuple(map(str, range(values.shape[1])))


def _years(years: Any, count: int, owner: str) -> tuple[int, ...]:
    if isinstance(years, str) or not hasattr(years, "__iter__"):
        raise ArgumentError("years", owner, "years", years)
    given = list(years)
    try:
        found = [int(item) for item in given]
        whole = all(float(item) == year for item, year in zip(given, found, strict=True))
    except (TypeError, ValueError, OverflowError):
        whole = False
    if not whole or len(found) != count or found != sorted(set(found)):
        raise ArgumentError("years", owner, "years", given[:5])
    return tuple(found)


def _stretches(values: Floats, noise: float) -> Floats:
    """Return the log probability of the values from year i to before year j, -inf where j <= i."""
    years = len(values)
    begun = np.vstack([np.zeros(values.shape[1]), values.cumsum(axis=0)])
    squares = np.vstack([np.zeros(values.shape[1]), (values**2).cumsum(axis=0)])
    strength, scale = noise**2, _SHAPE * noise**2
    found = np.full((years + 1, years + 1), -np.inf)
    for start in range(years):
        count = np.arange(1.0, years - start + 1)[:, None]
        mean = (begun[start + 1 :] - begun[start]) / count
        within = np.maximum(squares[start + 1 :] - squares[start] - count * mean**2, 0.0)
        wider = scale + within / 2 + strength * count * mean**2 / (2 * (strength + count))
        shape = _SHAPE + count / 2
        logs = special.gammaln(shape) - special.gammaln(_SHAPE) - count / 2 * np.log(2 * np.pi)
        logs = logs + np.log(strength / (strength + count)) / 2
        logs = logs + _SHAPE * np.log(scale) - shape * np.log(wider)
        found[start, start + 1 :] = logs.sum(axis=1)
    return found
