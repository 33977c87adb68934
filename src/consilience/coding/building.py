"""Published tables of counts as the table of coders x units that every coefficient takes."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from consilience import checks
from consilience.errors import ArgumentError


def ratings_from_counts(counts: ArrayLike, values: object = None) -> NDArray[Any]:
    """Expand counts of codings into a table of coders x units.

    Who coded what is lost in counts: use the result where coders are interchangeable
    (``fleiss_kappa``, ``krippendorff_alpha``, ``gwet_ac1``, ``brennan_prediger``), not for single
    coders.

    Parameters
    ----------
    counts : whole numbers of at least 0, shape (units, values)
        How many coders gave each value to each unit.
    values : list, optional
        The values, one a column; 1, 2, ... by default.

    Returns
    -------
    array of shape (most codings of a unit, units)
        NaN (None for texts) where a unit has fewer codings.

    Raises
    ------
    ArgumentError
        If a count is no whole number of at least 0, or names do not fit the columns.

    Examples
    --------
    >>> ratings_from_counts([[2, 0], [1, 1]], values=["yes", "no"])
    array([['yes', 'yes'],
           ['yes', 'no']], dtype=object)

    References
    ----------
    Fleiss (1971), Measuring Nominal Scale Agreement Among Many Raters.
    """
    owner = "ratings_from_counts"
    found = _counts(counts, "counts", owner)
    labels = _labels(values, found.shape[1], owner)
    most = int(found.sum(axis=1).max())
    gap = None if labels.dtype == object else np.nan
    rows = [
        np.append(np.repeat(labels, row), np.full(most - int(row.sum()), gap, labels.dtype))
        for row in found
    ]
    return np.array(rows, dtype=labels.dtype).T


def ratings_from_confusion(table: ArrayLike, values: object = None) -> NDArray[Any]:
    """Expand the cross table of two coders into a table of 2 coders x units.

    Parameters
    ----------
    table : whole numbers of at least 0, shape (values, values)
        Rows for the first coder, columns for the second: how many units got both values.
    values : list, optional
        The values, in the order of the table; 1, 2, ... by default.

    Returns
    -------
    array of shape (2, units)

    Raises
    ------
    ArgumentError
        If the table is not square, an entry no whole number of at least 0, or names do not fit.

    Examples
    --------
    >>> from consilience.coding import cohen_kappa
    >>> round(cohen_kappa(ratings_from_confusion([[45, 15], [25, 15]])).value, 4)
    0.1304

    References
    ----------
    Cohen (1960), A Coefficient of Agreement for Nominal Scales.
    """
    owner = "ratings_from_confusion"
    found = _counts(table, "table", owner)
    if found.shape[0] != found.shape[1]:
        raise ArgumentError("table", owner, "square", f"{found.shape[0]} x {found.shape[1]}")
    labels = _labels(values, len(found), owner)
    rows, columns = np.indices(found.shape)
    times = found.ravel()
    sides = [np.repeat(labels[side.ravel()], times) for side in (rows, columns)]
    return np.array(sides, dtype=labels.dtype)


def _counts(counts: ArrayLike, name: str, owner: str) -> NDArray[np.int64]:
    try:
        found = np.asarray(counts)
        ready = found.dtype.kind in "iuf" and found.ndim == 2 and np.isfinite(found).all()
    except ValueError as error:
        raise ArgumentError(name, owner, "counts", counts) from error
    if not ready or (found < 0).any() or (found != np.floor(found)).any() or not found.sum():
        raise ArgumentError(name, owner, "counts", counts)
    return found.astype(np.int64)


def _labels(values: object, count: int, owner: str) -> NDArray[Any]:
    if values is None:
        return np.arange(1, count + 1, dtype=np.float64)
    texts = isinstance(values, list | tuple) and bool(values) and isinstance(values[0], str)
    found: NDArray[Any] = (
        np.array(checks.names(values, "values", owner), dtype=object)
        if texts
        else checks.numbers(values, "values", owner)
    )
    checks.same_length(found, np.empty(count), "values", owner, "columns")
    return found
