"""Calibrated cases: the one form in which every QCA function works."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from consilience import checks
from consilience.errors import ArgumentError, DataError, UnknownNameError
from consilience.qca.expression import Expression, Literal, is_name, name_like, parse

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_VALUE = 99  # of a multi-value condition; a convention of this program


@dataclass(frozen=True)
class Calibrated:
    """Memberships of cases in sets.

    ``values`` has the shape (cases, columns). A column is multi-value if it holds whole numbers
    and one of them exceeds 1; every other column holds memberships in [0, 1].
    """

    names: tuple[str, ...]
    cases: tuple[str, ...]
    values: NDArray[np.float64]
    multi_value: NDArray[np.bool_]

    @property
    def levels(self) -> NDArray[np.int64]:
        """Number of values of each column: 2 for sets, highest value + 1 for multi-value."""
        highest = self.values.max(axis=0)
        return np.where(self.multi_value, highest + 1, 2).astype(np.int64)

    def select(self, names: Sequence[str]) -> Calibrated:
        """Return the same cases with some columns."""
        where = [self.names.index(name) for name in names]
        values = self.values[:, where]
        values.flags.writeable = False
        return Calibrated(tuple(names), self.cases, values, self.multi_value[where])


def calibrated(
    data: object, columns: Iterable[str] | None, owner: str, case_column: str | None = None
) -> Calibrated:
    """Return the named columns of a table as checked memberships.

    Raises
    ------
    ArgumentError, DataError, UnknownNameError
        If the table, a name or a cell cannot be used; the sentence names column and case.
    """
    frame = checks.frame(data, "data", owner)
    if case_column is not None:
        checks.known_names(case_column, frame.columns, "cases", owner)
        frame = frame.set_index(case_column)
    cases = case_names_of(frame, owner)
    wanted = tuple(frame.columns if columns is None else columns)
    for name in wanted:
        if name not in frame.columns:
            raise UnknownNameError("columns", owner, name, frame.columns)
        _refuse_odd_name(name)
    stacked = [_column(frame[name], name, cases) for name in wanted]
    values = np.column_stack(stacked)
    values.flags.writeable = False
    return Calibrated(wanted, cases, values, np.atleast_1d((values > 1).any(axis=0)))


def memberships(expression: Expression, data: Calibrated) -> NDArray[np.float64]:
    """Return memberships of the cases in an expression, shape (cases,): minimum and maximum."""
    found = np.zeros(len(data.cases))
    for term in expression.terms:
        found = np.maximum(found, term_membership(term, data))
    return found


def term_membership(term: Sequence[Literal], data: Calibrated) -> NDArray[np.float64]:
    """Return memberships of the cases in a conjunction, shape (cases,)."""
    found = np.ones(len(data.cases))
    for literal in term:
        found = np.minimum(found, literal_membership(literal, data))
    return found


def literal_membership(literal: Literal, data: Calibrated) -> NDArray[np.float64]:
    """Return memberships of the cases in one literal, shape (cases,)."""
    where = data.names.index(literal.condition)
    column = data.values[:, where]
    if data.multi_value[where]:
        if not literal.values:
            raise DataError("qca.expression.needs_value", condition=literal.condition)
        found = np.isin(column, literal.values).astype(np.float64)
    else:
        found = _set_membership(literal, column)
    return 1.0 - found if literal.negated else found


def read_outcome(outcome: object, owner: str) -> Expression:
    """Return the outcome as an expression: one literal such as ``Y``, ``~Y`` or ``Y[2]``.

    Raises
    ------
    ArgumentError, DataError
        If it is no text or no single set.
    """
    if not isinstance(outcome, str):
        raise ArgumentError("outcome", owner, "text", outcome)
    expression = parse(outcome)
    if len(expression.terms) != 1 or len(expression.terms[0]) != 1:
        raise DataError("qca.outcome.one_set", owner=owner, got=outcome)
    return expression


def outcome_memberships(expression: Expression, data: Calibrated) -> NDArray[np.float64]:
    """Return memberships in the outcome, shape (cases,).

    Raises
    ------
    DataError
        If all cases have the same one.
    """
    found = memberships(expression, data)
    if np.ptp(found) == 0:
        value, shown = float(found[0]), str(expression)
        raise DataError("qca.outcome.constant", outcome=shown, value=value, cases=len(found))
    return found


def outcome_and_conditions(
    data: object, outcome: object, conditions: object, cases: str | None, owner: str
) -> tuple[Expression, NDArray[np.float64], Calibrated]:
    """Return outcome, its memberships, and the conditions; conditions default to all others."""
    frame = checks.frame(data, "data", owner)
    if isinstance(outcome, str) and outcome in frame.columns:
        _refuse_odd_name(outcome)
    expression = read_outcome(outcome, owner)
    named = expression.conditions
    others = [name for name in frame.columns if name not in {*named, cases}]
    wanted = checks.known_names(
        others if conditions is None else conditions, frame.columns, "conditions", owner
    )
    for name in named:
        if name in wanted:
            raise DataError("qca.outcome.among_conditions", owner=owner, outcome=name)
        checks.known_names(name, frame.columns, "outcome", owner)
    whole = calibrated(data, (*wanted, *named), owner, cases)
    return expression, outcome_memberships(expression, whole), whole.select(wanted)


def _refuse_odd_name(name: str) -> None:
    if not is_name(name):
        raise DataError("qca.data.name", column=repr(name), hint=name_like(name))


def _set_membership(literal: Literal, column: NDArray[np.float64]) -> NDArray[np.float64]:
    if not literal.values or literal.values == (1,):
        return column
    if literal.values == (0,):
        return 1.0 - column
    if literal.values == (0, 1):
        return np.ones(len(column))
    raise DataError("qca.expression.two_values", literal=str(literal))


def case_names_of(frame: pd.DataFrame, owner: str) -> tuple[str, ...]:
    """Return the names of the cases; a frame without an index of its own is numbered from 1."""
    if isinstance(frame.index, pd.RangeIndex) and frame.index.start == 0:
        return tuple(map(str, range(1, len(frame) + 1)))
    found = [str(name) for name in frame.index]
    if len(set(found)) < len(found):
        repeated = sorted(set(pd.Index(found)[pd.Index(found).duplicated()]))
        raise ArgumentError("cases", owner, "no_duplicates", len(found), repeated=repeated[:5])
    return tuple(found)


def _column(values: pd.Series, name: str, cases: tuple[str, ...]) -> NDArray[np.float64]:
    if getattr(values.dtype, "kind", "O") in "cmM":  # complex numbers, durations, dates
        raise DataError("qca.data.not_a_number", column=name, case=cases[0], got=values.iloc[0])
    found = pd.to_numeric(values, errors="coerce").to_numpy(dtype=np.float64, na_value=np.nan)
    if found.min() >= 0 and found.max() <= 1:  # gaps pass neither
        return found
    missing = values.isna().to_numpy()
    for place in np.flatnonzero(~np.isfinite(found)):
        key = "qca.data.missing" if missing[place] else "qca.data.not_a_number"
        raise DataError(key, column=name, case=cases[place], got=values.iloc[place])
    whole = bool((found == np.round(found)).all())
    wrong = (found < 0) | ((found > 1) & (not whole))
    for place in np.flatnonzero(wrong):
        raise DataError(
            "qca.data.membership", column=name, case=cases[place], got=float(found[place])
        )
    for place in np.flatnonzero(found > MOST_VALUE):
        got, most = float(found[place]), MOST_VALUE
        raise DataError("qca.data.value", column=name, case=cases[place], got=got, most=most)
    return found
