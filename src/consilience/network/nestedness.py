"""Nestedness of a two-mode network: whether those of few partners share them with those of many."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from consilience import checks
from consilience.errors import ArgumentError, DataError
from consilience.kernels.rewiring import exchange_cells
from consilience.network.ordering import name_free_order
from consilience.network.resources.amounts import read_amounts
from consilience.network.ties import Matrix
from consilience.results import Note, Result

_ROUNDS = 10  # attempts a filled cell between two random tables
_MOST_CELLS = 10_000_000
_SAME = 1e-9


@dataclass(frozen=True, kw_only=True, eq=False)
class Nestedness(Result):
    """Nestedness of a table, from 0 to 100; see :func:`nestedness`.

    ``rows`` and ``columns`` are the parts of both sides, ``fill`` is the share of filled cells.
    ``expected`` is the mean of random tables, ``z`` the distance from it in standard deviations,
    NaN where nothing can vary; ``p_value`` the share of tables as nested or more.
    """

    nodf: float
    rows: float
    columns: float
    fill: float
    expected: float
    z: float
    p_value: float

    def to_frame(self) -> pd.DataFrame:
        """Return one row a number."""
        names = ("nodf", "rows", "columns", "fill", "expected", "z", "p_value")
        return pd.DataFrame({"measure": names, "value": [getattr(self, name) for name in names]})


def nestedness(incidence: Any, *, draws: int = 199, seed: int = 0) -> Nestedness:
    r"""Measure how far those with few partners have partners of those with many: NODF.

    Of two rows the one with fewer filled cells, but at least one, scores 100 times the share of its
    cells that the other one fills too; two rows with equally many, or one without any, score 0. So
    do two columns. NODF is the mean score of all pairs of rows and all pairs of columns: 0 without
    any nesting, 100 in a perfect one, where no two rows or columns have equally many.

    Parameters
    ----------
    incidence
        Who takes part in what: a table with one row a member and one column a collaboration, of
        numbers of at least 0, at least 2 x 2, or a scipy sparse matrix, shape (n, m), such as
        ``two_mode(...).incidence``. A number above 0 is a filled cell.
    draws
        Number of random tables, at least 0; with 0 there is no z and no p. They keep the sums of
        all rows and columns: 10 attempts a filled cell exchange the columns of two of them.
    seed
        Seed of the exchanges, at least 0.

    Returns
    -------
    Nestedness
        NODF with its parts, and z and p against the random tables. p is
        (1 + as nested or more) / (1 + draws).

    Raises
    ------
    ArgumentError
        If an argument is outside its range, or there is no table.
    DataError
        If a cell is missing, negative, infinite or no number, or there are more than 10,000,000
        cells.

    Examples
    --------
    >>> table = {"a": [1, 1, 0, 1, 1], "b": [0, 1, 1, 1, 1], "c": [1, 1, 1, 0, 0],
    ...          "d": [1, 0, 1, 0, 0], "e": [1, 0, 0, 0, 0]}
    >>> found = nestedness(table, draws=0)
    >>> round(found.nodf, 2), round(found.rows, 2), round(found.columns, 2)
    (58.33, 53.33, 63.33)

    References
    ----------
    Almeida-Neto, Guimaraes, Guimaraes, Loyola and Ulrich (2008), A Consistent Metric for Nestedness
    Analysis in Ecological Systems.
    """
    owner = "nestedness"
    filled = _ordered(_filled(incidence, owner))
    count = checks.whole(draws, 0, "draws", owner)
    rng = np.random.default_rng(checks.whole(seed, 0, "seed", owner))
    nodf, rows, columns = _parts(filled)
    expected, z, p_value = _compared(nodf, _random(filled, count, rng))
    return Nestedness(
        nodf=nodf,
        rows=rows,
        columns=columns,
        fill=float(filled.mean()),
        expected=expected,
        z=z,
        p_value=p_value,
        parameters={"draws": count, "seed": seed},
        notes=_notes(filled, z, count),
        references=("almeidaneto2008",),
    )


def _filled(incidence: Any, owner: str) -> NDArray[np.bool_]:
    if sparse.issparse(incidence):
        found = _of_matrix(incidence, owner)
    else:
        found = read_amounts(_as_numbers(incidence), "incidence", owner)[1]
        _refuse_many(found.shape)
    if min(found.shape) < 2:
        shape = f"{found.shape[0]} x {found.shape[1]}"
        raise ArgumentError("incidence", owner, "two_by_two", shape)
    return np.asarray(found > 0)


def _of_matrix(incidence: Any, owner: str) -> NDArray[np.float64]:
    if len(incidence.shape) != 2 or incidence.dtype.kind not in "biuf":
        raise ArgumentError("incidence", owner, "number_matrix", str(incidence.dtype))
    _refuse_many(incidence.shape)
    found: NDArray[np.float64] = incidence.astype(np.float64).toarray()
    wrong = ~(np.isfinite(found) & (found >= 0))
    if wrong.any():
        raise DataError("network.amount", column=int(np.argmax(wrong.any(axis=0))))
    return found


def _as_numbers(table: Any) -> Any:
    """Return a pandas table with 1 and 0 for true and false, anything else as it is."""
    if not isinstance(table, pd.DataFrame):
        return table
    flags = [name for name, kind in table.dtypes.items() if pd.api.types.is_bool_dtype(kind)]
    return table.astype(dict.fromkeys(flags, int))


def _refuse_many(shape: tuple[int, ...]) -> None:
    if shape[0] * shape[1] > _MOST_CELLS:
        raise DataError("network.too_many_cells", cells=shape[0] * shape[1], limit=_MOST_CELLS)


def _ordered(filled: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return the table with rows and columns in an order that names do not decide."""
    rows = len(filled)
    matrix: Matrix = sparse.csr_array(filled, dtype=np.float64)
    both = sparse.block_array([[None, matrix], [matrix.T, None]], format="csr")
    order = name_free_order(both, (np.arange(both.shape[0]) >= rows).astype(np.int64))
    first, second = order[order < rows], order[order >= rows] - rows
    return np.ascontiguousarray(filled[first][:, second])


def _score(filled: NDArray[np.bool_]) -> float:
    """Return the sum over pairs of rows of the share of the smaller one that the larger fills."""
    sums = filled.sum(axis=1)
    order = np.argsort(-sums, kind="stable")
    above = np.vstack([np.zeros_like(filled[:1], dtype=np.int64), filled[order].cumsum(axis=0)])
    larger = np.searchsorted(np.sort(-sums), -sums)  # how many rows fill more
    shared = (above[larger] * filled).sum(axis=1)
    return float((shared / np.maximum(sums, 1)).sum())


def _parts(filled: NDArray[np.bool_]) -> tuple[float, float, float]:
    """Return NODF and its parts of rows and columns, from 0 to 100."""
    scores = _score(filled), _score(filled.T)
    pairs = tuple(count * (count - 1) / 2 for count in filled.shape)
    whole = 100 * sum(scores) / sum(pairs)
    return whole, 100 * scores[0] / pairs[0], 100 * scores[1] / pairs[1]


def _random(filled: NDArray[np.bool_], draws: int, rng: np.random.Generator) -> NDArray[np.float64]:
    """Return NODF of random tables with the same sums, shape (draws,)."""
    table = filled.copy()
    cells = np.argwhere(table)
    exchange = exchange_cells.at_cost(draws * _ROUNDS * len(cells))
    found = np.empty(draws)
    for place in range(draws):
        if len(cells):
            exchange(table, cells, rng.integers(0, len(cells), (_ROUNDS * len(cells), 2)))
        found[place] = _parts(table)[0]
    return found


def _compared(value: float, random: NDArray[np.float64]) -> tuple[float, float, float]:
    if not len(random):
        return float("nan"), float("nan"), float("nan")
    expected, spread = float(random.mean()), float(random.std())
    p_value = float((1 + (random >= value - _SAME).sum()) / (1 + len(random)))
    if spread <= _SAME:
        return expected, float("nan"), p_value
    return expected, (value - expected) / spread, p_value


def _notes(filled: NDArray[np.bool_], z: float, draws: int) -> tuple[Note, ...]:
    notes = []
    empty = int((~filled.any(axis=1)).sum() + (~filled.any(axis=0)).sum())
    if empty:
        notes.append(Note("network.note.empty_lines", {"count": empty}))
    if draws and np.isnan(z):
        notes.append(Note("network.note.one_table", {}, "warning"))
    return tuple(notes)
