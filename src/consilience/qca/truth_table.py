"""The truth table: every observed configuration with its cases, inclusion, PRI and output."""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from consilience.errors import ArgumentError, DataError
from consilience.kernels.memberships import subset_sums, term_memberships
from consilience.qca.cuts import Cuts, read_cuts
from consilience.qca.dataset import Calibrated, outcome_and_conditions
from consilience.results import Note, Result

MOST_CONFIGURATIONS = 2**62  # the number of a row is one 64-bit word
TOLERANCE = 1e-9  # a cut-off of .8 is met by .8 made of rounded parts


@dataclass(frozen=True, kw_only=True, eq=False)
class TruthTable(Result):
    """A truth table; ``rows`` shows it as a frame.

    Shapes: r observed rows, k conditions, n cases. ``numbers`` are row numbers as in R QCA
    (1-based, first condition most significant). ``out`` is ``"1"`` (sufficient), ``"0"``,
    ``"C"`` (contradiction) or ``"?"`` (too few cases). Rows that are not listed are logical
    remainders.
    """

    outcome: str
    conditions: tuple[str, ...]
    levels: NDArray[np.int64]
    numbers: tuple[int, ...]
    values: NDArray[np.int64]
    out: tuple[str, ...]
    n: NDArray[np.int64]
    inclusion: NDArray[np.float64]
    pri: NDArray[np.float64]
    cases: tuple[tuple[str, ...], ...]
    deviant_cases: tuple[tuple[str, ...], ...]
    half_cases: tuple[str, ...]
    case_names: tuple[str, ...]
    memberships: NDArray[np.float64]
    multi_value: NDArray[np.bool_]
    outcome_memberships: NDArray[np.float64]

    @property
    def rows(self) -> pd.DataFrame:
        """The observed rows: row number, one column a condition, out, n, inclusion, pri, cases."""
        shown: dict[str, Any] = {"row": list(self.numbers)}
        shown |= {name: self.values[:, i] for i, name in enumerate(self.conditions)}
        shown |= {
            "out": list(self.out),
            "n": self.n,
            "inclusion": self.inclusion,
            "pri": self.pri,
            "cases": [", ".join(names) for names in self.cases],
        }
        return pd.DataFrame(shown)

    @property
    def configurations(self) -> int:
        """Number of logically possible rows, observed or not."""
        return math.prod(int(level) for level in self.levels)

    def to_frame(self) -> pd.DataFrame:
        """Return the observed rows; see :attr:`rows`."""
        return self.rows

    def chosen(self, *outputs: str) -> NDArray[np.int64]:
        """Return the values of the rows with these outputs, shape (rows, k)."""
        return self.values[[mark in outputs for mark in self.out]]


def truth_table(
    data: object,
    outcome: str,
    conditions: object = None,
    inclusion_cut: float | tuple[float, float] = 0.8,
    pri_cut: float = 0.0,
    frequency_cut: int = 1,
    *,
    cases: str | None = None,
) -> TruthTable:
    """Build the truth table of an outcome.

    A case belongs to the row in which its membership exceeds .5. Inclusion and PRI of a row use
    all cases. A row is sufficient (out 1) if it has at least ``frequency_cut`` cases and reaches
    both cut-offs.

    Parameters
    ----------
    data : data frame or mapping of columns
        Memberships in [0, 1]; multi-value conditions hold whole numbers from 0. No gaps.
    outcome : str
        ``"Y"``, ``"~Y"`` or ``"Y[2]"``.
    conditions : list of str, optional
        At most 62 conditions (2**62 configurations); all columns but the outcome if not given.
    inclusion_cut : float or pair of floats in [0, 1]
        Inclusion from which a row is sufficient. With a pair (upper, lower), rows between the two
        are contradictions, ``"C"``.
    pri_cut : float in [0, 1]
        PRI from which a row is sufficient. It is defined in every observed row, because a case of
        the row is more in it than it can be torn between the outcome and its negation.
    frequency_cut : int
        Rows with fewer cases, at least 1, are remainders, ``"?"``.
    cases : str, optional
        Column with the case names; else the index.

    Returns
    -------
    TruthTable
        Observed rows in the order of their numbers. Cases with a membership of exactly .5 belong
        to no row; they are named in ``half_cases`` and still count in inclusion and PRI.

    Raises
    ------
    ArgumentError, DataError, UnknownNameError
        If a name is unknown, a cell is missing or no membership, the outcome is constant or among
        the conditions, or a cut-off lies outside its range.

    Examples
    --------
    >>> data = {"A": [0.9, 0.8, 0.1, 0.3], "B": [0.7, 0.2, 0.8, 0.1], "Y": [0.9, 0.3, 0.2, 0.1]}
    >>> truth_table(data, "Y").rows[["row", "A", "B", "out", "n", "cases"]]
       row  A  B out  n cases
    0    1  0  0   0  1     4
    1    2  0  1   0  1     3
    2    3  1  0   0  1     2
    3    4  1  1   1  1     1

    References
    ----------
    Ragin, C. C. (2008). Redesigning Social Inquiry. University of Chicago Press.
    """
    cuts = read_cuts(inclusion_cut, pri_cut, frequency_cut)
    expression, y, table = outcome_and_conditions(data, outcome, conditions, cases, "truth_table")
    return table_of(table, y, str(expression), cuts, table.levels)


def table_of(
    table: Calibrated,
    y: NDArray[np.float64],
    outcome: str,
    cuts: Cuts,
    levels: NDArray[np.int64],
) -> TruthTable:
    """Return the truth table of checked cases; ``y`` are memberships in the outcome.

    Conditions have so many ``levels``, of which these cases may lack the highest.
    """
    values, places, starts = _rows(table, levels)
    inclusion, pri = _inclusion_and_pri(table, values, y)
    n = np.diff(starts)
    names = np.array(table.cases, dtype=object)[places]
    deviant = y[places] < 0.5
    half_names = _half_cases(table, places)
    return TruthTable(
        parameters={
            "outcome": outcome,
            "conditions": table.names,
            "inclusion_cut": (cuts.upper if cuts.upper == cuts.lower else (cuts.upper, cuts.lower)),
            "pri_cut": cuts.pri,
            "frequency_cut": cuts.frequency,
        },
        notes=_notes(half_names, len(values), len(table.cases), levels),
        references=("ragin2008", "schneider2012"),
        outcome=outcome,
        conditions=table.names,
        levels=_locked(levels),
        numbers=row_numbers(values, levels),
        values=_locked(values),
        out=tuple(_outputs(inclusion, pri, n, cuts)),
        n=_locked(n),
        inclusion=_locked(inclusion),
        pri=_locked(pri),
        cases=_groups(names, starts),
        deviant_cases=_groups(names[deviant], np.append(0, np.cumsum(deviant))[starts]),
        half_cases=half_names,
        case_names=table.cases,
        memberships=table.values,
        multi_value=_locked(table.multi_value),
        outcome_memberships=_locked(y),
    )


def row_numbers(values: NDArray[np.int64], levels: NDArray[np.int64]) -> tuple[int, ...]:
    """Return the numbers of configurations as R QCA counts them, from 1.

    Parameters
    ----------
    values : int array of shape (rows, k)
        Values of the conditions, the first one most significant.
    levels : int array of shape (k,)
        How many values each condition has.

    Returns
    -------
    tuple of int
        One number a row; plain integers, so that 62 conditions fit.

    Raises
    ------
    ValueError
        If the shapes do not agree.

    Examples
    --------
    >>> row_numbers(np.array([[0, 0], [1, 1]]), np.array([2, 2]))
    (1, 4)

    References
    ----------
    Duşa, A. (2019). QCA with R: A Comprehensive Resource. Springer.
    """
    if values.ndim != 2 or values.shape[1] != len(levels):
        raise ArgumentError(
            "values", "row_numbers", "same_length", values.shape, other="levels", length=len(levels)
        )
    weights = _weights(levels)
    return tuple(
        1 + sum(int(v) * weight for v, weight in zip(row, weights, strict=True)) for row in values
    )


def row_memberships(table: TruthTable) -> NDArray[np.float64]:
    """Return memberships of the cases in the observed rows, shape (rows, cases).

    Parameters
    ----------
    table : TruthTable
        Any truth table.

    Returns
    -------
    float array of shape (rows, cases)
        Values in [0, 1].

    Raises
    ------
    AttributeError
        If ``table`` is no truth table.

    Examples
    --------
    >>> data = {"A": [0.9, 0.2], "Y": [0.8, 0.3]}
    >>> row_memberships(truth_table(data, "Y")).round(1)
    array([[0.1, 0.8],
           [0.9, 0.2]])

    References
    ----------
    Ragin, C. C. (2008). Redesigning Social Inquiry. University of Chicago Press.
    """
    return memberships_of(table, table.values)


def memberships_of(table: TruthTable, terms: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return memberships of the cases in conjunctions, shape (terms, cases); -1 is free."""
    steps = int((terms >= 0).sum()) * len(table.memberships)
    return term_memberships.at_cost(steps)(table.memberships, table.multi_value, terms)


def _rows(
    table: Calibrated, levels: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Return the observed configurations in rising order, and the cases row by row.

    The cases of row i are ``places[starts[i] : starts[i + 1]]``; a case torn in half has no row.
    """
    possible = math.prod(levels.tolist())
    if possible > MOST_CONFIGURATIONS:
        raise DataError("qca.data.too_many_conditions", conditions=len(table.names))
    kind: np.dtype[Any] = np.dtype(
        np.uint16 if possible <= 2**16 else np.int64
    )  # short ones sort fast
    numbers = np.zeros(len(table.values), dtype=kind)
    homed = np.ones(len(table.values), dtype=bool)
    for column, multi, weight in zip(
        table.values.T, table.multi_value, _weights(levels), strict=True
    ):
        inside = column if multi else column > 0.5
        numbers += inside.astype(kind) * kind.type(weight)
        homed &= (column != 0.5) | multi
    places = np.flatnonzero(homed)
    places = places[np.argsort(numbers[places], kind="stable")]
    sorted_numbers = numbers[places]
    new = np.flatnonzero(sorted_numbers[1:] != sorted_numbers[:-1]) + 1
    starts = np.array([0, *new, len(places)] if len(places) else [0], dtype=np.int64)
    typical = table.values[places[starts[:-1]]]
    corners = np.where(table.multi_value, typical, typical > 0.5).astype(np.int64)
    return corners, places, starts


def _half_cases(table: Calibrated, places: NDArray[np.int64]) -> tuple[str, ...]:
    if len(places) == len(table.cases):
        return ()
    torn = np.ones(len(table.cases), dtype=bool)
    torn[places] = False
    return tuple(table.cases[place] for place in np.flatnonzero(torn))


def _inclusion_and_pri(
    table: Calibrated, values: NDArray[np.int64], y: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    steps = values.size * len(y)
    sums = subset_sums.at_cost(steps)(table.values, table.multi_value, values, y)
    whole, both, torn = sums.T
    return both / whole, (both - torn) / (whole - torn)


def _weights(levels: NDArray[np.int64]) -> list[int]:
    return [math.prod(int(level) for level in levels[i + 1 :]) for i in range(len(levels))]


def _groups(names: NDArray[np.object_], starts: NDArray[np.int64]) -> tuple[tuple[str, ...], ...]:
    listed = tuple(names.tolist())
    return tuple(listed[start:end] for start, end in itertools.pairwise(starts.tolist()))


def _outputs(
    inclusion: NDArray[np.float64], pri: NDArray[np.float64], n: NDArray[np.int64], cuts: Cuts
) -> list[str]:
    enough = inclusion >= cuts.upper - TOLERANCE
    enough &= pri >= cuts.pri - TOLERANCE
    between = (inclusion < cuts.upper - TOLERANCE) & (inclusion >= cuts.lower - TOLERANCE)
    output = np.where(enough, "1", np.where(between, "C", "0"))
    return cast("list[str]", np.where(n < cuts.frequency, "?", output).tolist())


def _notes(
    half: tuple[str, ...], observed: int, cases: int, levels: NDArray[np.int64]
) -> tuple[Note, ...]:
    possible = math.prod(levels.tolist())
    notes = []
    if half:
        notes.append(Note("qca.note.half", {"cases": half}, "warning"))
    if observed < possible:
        values = {"observed": observed, "possible": possible, "cases": cases}
        scarce = possible > cases
        notes.append(Note("qca.note.limited_diversity", values, "warning" if scarce else "info"))
    return tuple(notes)


def _locked(array: NDArray[Any]) -> NDArray[Any]:
    found = array.copy()
    found.flags.writeable = False
    return found
