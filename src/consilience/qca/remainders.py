"""Logical remainders that a model uses: simplifying assumptions, easy and difficult ones."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from consilience import checks
from consilience.errors import ArgumentError, DataError
from consilience.qca.expression import Literal, parse
from consilience.qca.minimization import FREE, chart
from consilience.qca.truth_table import TruthTable, row_numbers
from consilience.results import Result

MOST_CONFIGURATIONS = 2**20


@dataclass(frozen=True, kw_only=True, eq=False)
class Remainders(Result):
    """Unobserved configurations that a set of terms takes as sufficient, by row number."""

    terms: tuple[str, ...]
    conditions: tuple[str, ...]
    rows: tuple[int, ...]
    values: NDArray[np.int64]

    def to_frame(self) -> pd.DataFrame:
        """Return one line a row: its number and the values of the conditions."""
        found = pd.DataFrame(self.values, columns=list(self.conditions))
        found.insert(0, "row", list(self.rows))
        return found


def remainders(truth_table: TruthTable, terms: Sequence[str]) -> Remainders:
    """Return the logical remainders that the terms of a model cover.

    For a parsimonious model these are its simplifying assumptions; for the terms of a
    :class:`~consilience.qca.Pair` the easy counterfactuals; the rest of the pair's parsimonious
    model are the difficult ones.

    Parameters
    ----------
    truth_table : TruthTable
        The table that was minimised.
    terms : list of str
        Terms as they stand in ``Model.terms`` or ``Pair.terms``.

    Returns
    -------
    Remainders
        Row numbers in rising order, and their values, shape (rows, k).

    Raises
    ------
    ArgumentError, UnknownNameError
        If a term does not fit the table.
    DataError
        If the table has more than 2**20 possible configurations.

    Examples
    --------
    >>> from consilience.qca import minimize, truth_table
    >>> table = truth_table({"A": [1, 1, 0], "B": [1, 0, 0], "C": [1, 1, 0], "Y": [1, 1, 0]}, "Y")
    >>> remainders(table, ["A"]).rows
    (5, 7)

    References
    ----------
    Ragin, C. C. (2008). Redesigning Social Inquiry. University of Chicago Press.
    """
    if not isinstance(truth_table, TruthTable):
        raise ArgumentError("truth_table", "remainders", "truth_table", type(truth_table).__name__)
    listed = checks.names(terms, "terms", "remainders")
    if truth_table.configurations > MOST_CONFIGURATIONS:
        raise DataError("qca.remainders.too_many", most=MOST_CONFIGURATIONS)
    everything = all_configurations(truth_table)
    cubes = np.array([cube_of(term, truth_table, "remainders") for term in listed])
    used = chart(cubes, everything).any(axis=0)
    observed = {
        n for n, mark in zip(truth_table.numbers, truth_table.out, strict=True) if mark != "?"
    }
    numbers = row_numbers(everything[used], truth_table.levels)
    kept = [i for i, number in enumerate(numbers) if number not in observed]
    values = everything[used][kept]
    values.flags.writeable = False
    return Remainders(
        parameters={**truth_table.parameters, "terms": listed},
        references=("ragin2008",),
        terms=listed,
        conditions=truth_table.conditions,
        rows=tuple(numbers[i] for i in kept),
        values=values,
    )


def cube_of(term: str, table: TruthTable, owner: str) -> NDArray[np.int64]:
    """Return a conjunction, written as in ``Model.terms``, as one row of values, shape (k,)."""
    cube = np.full(len(table.conditions), FREE, dtype=np.int64)
    if term == "1":
        return cube
    terms = parse(term).terms
    if len(terms) != 1:
        raise ArgumentError("terms", owner, "conjunction", term)
    for literal in terms[0]:
        checks.known_names(literal.condition, table.conditions, "terms", owner)
        where = table.conditions.index(literal.condition)
        values = values_meant(literal, table, "terms", owner)
        other = bool(table.multi_value[where]) and literal.negated
        if other or len(values) > 1 or cube[where] not in {FREE, *values}:
            raise ArgumentError("terms", owner, "conjunction", term)
        cube[where] = values.pop()
    return cube


def values_meant(literal: Literal, table: TruthTable, name: str, owner: str) -> set[int]:
    """Return the values of its condition that a literal asks for.

    Raises
    ------
    ArgumentError, DataError
        If the condition does not have such a value, or has more than two and none is named.
    """
    where = table.conditions.index(literal.condition)
    level = int(table.levels[where])
    if table.multi_value[where] and not literal.values:
        raise DataError("qca.expression.needs_value", condition=literal.condition)
    values = set(literal.values or (1,))
    if max(values) >= level:
        got = str(literal)
        raise ArgumentError(name, owner, "interval_whole", got, low=0, high=level - 1)
    return set(range(level)) - values if literal.negated else values


def all_configurations(table: TruthTable) -> NDArray[np.int64]:
    """Return every possible configuration in the order of its number."""
    levels = table.levels.tolist()
    index = np.arange(math.prod(levels))
    columns = []
    for where in range(len(levels)):
        weight = math.prod(levels[where + 1 :])
        columns.append(index // weight % levels[where])
    return np.column_stack(columns).astype(np.int64)
