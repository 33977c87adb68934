"""The truth table: every observed configuration with its cases, inclusion, PRI and output."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from consilience import checks
from consilience.errors import ArgumentError, DataError
from consilience.kernels.memberships import subset_sums, term_memberships
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
    upper, lower = _cuts(inclusion_cut)
    least_pri = checks.interval(pri_cut, 0, 1, "pri_cut", "truth_table")
    least_cases = checks.whole(frequency_cut, 1, "frequency_cut", "truth_table")
    expression, y, table = outcome_and_conditions(data, outcome, conditions, cases, "truth_table")
    halves = (~table.multi_value & (table.values == 0.5)).any(axis=1)
    values, members = _rows(table, halves)
    inclusion, pri = _inclusion_and_pri(table, values, y)
    n = np.array([len(found) for found in members], dtype=np.int64)
    half_names = tuple(table.cases[i] for i in np.flatnonzero(halves))
    return TruthTable(
        parameters={
            "outcome": str(expression),
            "conditions": table.names,
            "inclusion_cut": upper if upper == lower else (upper, lower),
            "pri_cut": least_pri,
            "frequency_cut": least_cases,
        },
        notes=_notes(half_names, len(values), table),
        references=("ragin2008", "schneider2012"),
        outcome=str(expression),
        conditions=table.names,
        levels=_locked(table.levels),
        numbers=row_numbers(values, table.levels),
        values=_locked(values),
        out=tuple(_outputs(inclusion, pri, n, (upper, lower), least_pri, least_cases)),
        n=_locked(n),
        inclusion=_locked(inclusion),
        pri=_locked(pri),
        cases=_named(table, members),
        deviant_cases=_named(table, [found[y[found] < 0.5] for found in members]),
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
    table: Calibrated, halves: NDArray[np.bool_]
) -> tuple[NDArray[np.int64], list[NDArray[np.int64]]]:
    """Return the observed configurations in rising order, and the cases in each."""
    if math.prod(int(level) for level in table.levels) > MOST_CONFIGURATIONS:
        raise DataError("qca.data.too_many_conditions", conditions=len(table.names))
    homed = np.flatnonzero(~halves)
    numbers = np.zeros(len(homed), dtype=np.int64)
    for column, multi, weight in zip(
        table.values.T, table.multi_value, _weights(table.levels), strict=True
    ):
        numbers += (column if multi else column > 0.5)[homed].astype(np.int64) * weight
    order = np.argsort(numbers, kind="stable")
    starts = np.flatnonzero(np.diff(numbers[order], prepend=-1))
    members = np.split(homed[order], starts[1:])
    typical = table.values[homed[order[starts]]]
    corners = np.where(table.multi_value, typical, typical > 0.5).astype(np.int64)
    return corners, members[: len(starts)]


def _inclusion_and_pri(
    table: Calibrated, values: NDArray[np.int64], y: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    steps = values.size * len(y)
    sums = subset_sums.at_cost(steps)(table.values, table.multi_value, values, y)
    whole, both, torn = sums.T
    return both / whole, (both - torn) / (whole - torn)


def _weights(levels: NDArray[np.int64]) -> list[int]:
    return [math.prod(int(level) for level in levels[i + 1 :]) for i in range(len(levels))]


def _named(table: Calibrated, groups: list[NDArray[np.int64]]) -> tuple[tuple[str, ...], ...]:
    names = np.array(table.cases, dtype=object)
    return tuple(tuple(names[found].tolist()) for found in groups)


def _cuts(inclusion_cut: object) -> tuple[float, float]:
    if isinstance(inclusion_cut, tuple | list):
        if len(inclusion_cut) != 2:
            raise ArgumentError(
                "inclusion_cut", "truth_table", "interval", inclusion_cut, low=0, high=1
            )
        upper, lower = (
            checks.interval(c, 0, 1, "inclusion_cut", "truth_table") for c in inclusion_cut
        )
        if lower > upper:
            raise ArgumentError("inclusion_cut", "truth_table", "upper_first", inclusion_cut)
        return upper, lower
    cut = checks.interval(inclusion_cut, 0, 1, "inclusion_cut", "truth_table")
    return cut, cut


def _outputs(
    inclusion: NDArray[np.float64],
    pri: NDArray[np.float64],
    n: NDArray[np.int64],
    cuts: tuple[float, float],
    pri_cut: float,
    frequency_cut: int,
) -> list[str]:
    enough = inclusion >= cuts[0] - TOLERANCE
    enough &= pri >= pri_cut - TOLERANCE
    between = (inclusion < cuts[0] - TOLERANCE) & (inclusion >= cuts[1] - TOLERANCE)
    output = np.where(enough, "1", np.where(between, "C", "0"))
    return [str(mark) for mark in np.where(n < frequency_cut, "?", output)]


def _notes(half: tuple[str, ...], observed: int, table: Calibrated) -> tuple[Note, ...]:
    possible = math.prod(int(level) for level in table.levels)
    notes = []
    if half:
        notes.append(Note("qca.note.half", {"cases": half}, "warning"))
    if observed < possible:
        values = {"observed": observed, "possible": possible, "cases": len(table.cases)}
        scarce = possible > len(table.cases)
        notes.append(Note("qca.note.limited_diversity", values, "warning" if scarce else "info"))
    return tuple(notes)


def _locked(array: NDArray[Any]) -> NDArray[Any]:
    found = array.copy()
    found.flags.writeable = False
    return found
