"""Optimal partition of an ordered series (Fisher), with every tie."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from consilience import checks
from consilience.errors import ArgumentError
from consilience.results import Note, Result
from consilience.stages.posterior import Floats, compared_notes

_LONGEST = 3_000
_EQUAL = 1e-9  # losses that differ by less, relative to the whole scatter, are tied


@dataclass(frozen=True, kw_only=True, eq=False)
class Partition(Result):
    """The partitions of least scatter within stages: for each, where its stages start, from 0.

    ``losses`` are the least sums of squares with 1 to k stages, read-only, shape (k,);
    ``explained`` is the share of the scatter between stages. ``complete`` says whether all tied
    partitions are listed.
    """

    periods: tuple[str, ...]
    starts: tuple[tuple[int, ...], ...]
    losses: Floats
    explained: float
    complete: bool

    def to_frame(self) -> pd.DataFrame:
        """Return one row a stage of a partition: its first and last period."""
        rows = []
        for place, starts in enumerate(self.starts, 1):
            stops = (*starts[1:], len(self.periods))
            for stage, (start, stop) in enumerate(zip(starts, stops, strict=True), 1):
                rows.append((place, stage, self.periods[start], self.periods[stop - 1]))
        return pd.DataFrame(rows, columns=["partition", "stage", "first", "last"])


def fisher(
    series: Any,
    k: int,
    *,
    standardize: bool = False,
    most: int = 100,
    periods: Any = None,
    compared: Any = (),
) -> Partition:
    r"""Divide an ordered series into k stages with the least scatter within: Fisher's partition.

    The sum over stages of squared distances from the stage's mean is least, exactly, by dynamic
    programming.

    Parameters
    ----------
    series
        Numbers in order of time, shape (periods,), or a table, shape (periods, indicators), up to
        3,000 periods.
    k
        The number of stages, from 1 to the number of periods.
    standardize
        If true, each indicator is divided by its standard deviation first, so that units do not
        weigh.
    most
        At least 1: how many tied partitions are listed.
    periods
        Names of the periods; the index of a frame or series, else places from 0, by default.
    compared
        Indicators that will be compared across the stages. Those that define the stages differ by
        construction, and a warning names them.

    Returns
    -------
    Partition
        All tied partitions, earliest starts first, and the losses of fewer stages.

    Raises
    ------
    ArgumentError
        If an argument does not fit.

    Examples
    --------
    >>> found = fisher([1, 1, 2, 8, 9, 8, 20], 3)
    >>> found.starts, found.losses.round(2).tolist()
    (((0, 3, 6),), [272.0, 74.83, 1.33])
    >>> fisher([0, 1, 2], 2).starts
    ((0, 1), (0, 2))

    References
    ----------
    Fisher (1958), On Grouping for Maximum Homogeneity.
    """
    owner = "fisher"
    values, names = _series(series, periods, owner)
    count = checks.whole(k, 1, "k", owner)
    if count > len(values):
        raise ArgumentError("k", owner, "interval_whole", count, low=1, high=len(values))
    scaled = checks.boolean(standardize, "standardize", owner)
    listed = checks.whole(most, 1, "most", owner)
    defining = tuple(map(str, series.columns)) if isinstance(series, pd.DataFrame) else ()
    circular = compared_notes(defining, compared, owner)
    values = values - values.mean(axis=0)
    if scaled:
        spread = values.std(axis=0)
        values = values / np.where(spread > 0, spread, 1.0)
    best, losses = _losses(_scatter(values), count)
    slack = _EQUAL * max(float(losses[0]), np.finfo(np.float64).tiny)
    starts = _starts(_scatter(values), best, count, slack, listed + 1)
    complete = len(starts) <= listed
    notes: tuple[Note, ...] = ()
    if len(starts) > 1:
        shown = {"count": len(starts[:listed])}
        notes = (Note("stages.note.tied" if complete else "stages.note.more_tied", shown),)
    losses.flags.writeable = False
    return Partition(
        periods=names,
        starts=tuple(starts[:listed]),
        losses=losses,
        explained=float(1 - losses[-1] / losses[0]) if losses[0] > 0 else 0.0,
        complete=complete,
        parameters={"k": count, "standardize": scaled, "most": listed},
        notes=(*notes, *circular),
        references=("fisher1958",),
    )


def _series(series: Any, periods: Any, owner: str) -> tuple[Floats, tuple[str, ...]]:
    named = periods
    if isinstance(series, pd.Series | pd.DataFrame) and periods is None:
        named = [str(item) for item in series.index]
    if isinstance(series, pd.DataFrame):
        rows: Any = series.to_numpy().tolist()
    else:
        rows = series.tolist() if isinstance(series, np.ndarray | pd.Series) else series
    if isinstance(rows, list | tuple) and rows and isinstance(rows[0], list | tuple):
        columns = [checks.numbers(row, "series", owner) for row in rows]
        for column in columns:
            checks.same_length(column, columns[0], "series", owner, "series[0]")
        values = np.array(columns)
    else:
        values = checks.numbers(rows, "series", owner)[:, None]
    if len(values) > _LONGEST:
        raise ArgumentError("series", owner, "at_most_long", len(values), high=_LONGEST)
    if named is None:
        return values, tuple(map(str, range(len(values))))
    names = checks.names(named, "periods", owner)
    checks.same_length(np.empty(len(names)), values, "periods", owner, "series")
    return values, names


def _scatter(values: Floats) -> Floats:
    """Return the scatter of each stretch from row i to before column j, shape (n + 1, n + 1)."""
    size = len(values)
    sums = np.vstack([np.zeros(values.shape[1]), values.cumsum(axis=0)])
    squares = np.concatenate([[0.0], (values**2).sum(axis=1).cumsum()])
    lengths = np.arange(size + 1) - np.arange(size + 1)[:, None]
    found = np.full((size + 1, size + 1), np.inf)
    first, last = np.nonzero(lengths > 0)
    gaps = sums[last] - sums[first]
    within = squares[last] - squares[first] - (gaps**2).sum(axis=1) / (last - first)
    found[first, last] = np.maximum(within, 0.0)
    return found


def _losses(scatter: Floats, k: int) -> tuple[Floats, Floats]:
    """Return the least loss of the first j periods in 1 to k stages, and those of all periods."""
    best = np.full((k + 1, len(scatter)), np.inf)
    best[0, 0] = 0.0
    for stage in range(1, k + 1):
        best[stage] = (best[stage - 1][:, None] + scatter).min(axis=0)
    return best, best[1:, -1].copy()


def _starts(
    scatter: Floats, best: Floats, k: int, slack: float, most: int
) -> list[tuple[int, ...]]:
    """Return the starts of all partitions within the slack of the least loss."""
    found: list[tuple[int, ...]] = []
    waiting: list[tuple[int, int, float, tuple[int, ...]]] = [(k, len(scatter) - 1, 0.0, ())]
    limit = float(best[k, -1]) + slack
    while waiting and len(found) < most:
        stage, stop, after, starts = waiting.pop()
        if stage == 0:
            found.append(starts)
            continue
        total = best[stage - 1] + scatter[:, stop] + after
        waiting.extend(
            (stage - 1, start, after + float(scatter[start, stop]), (start, *starts))
            for start in np.flatnonzero(total <= limit).tolist()[::-1]
        )
    return sorted(found)
