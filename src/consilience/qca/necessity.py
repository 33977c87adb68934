"""Necessary conditions: single ones, conjunctions and disjunctions."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from consilience import checks
from consilience.errors import DataError
from consilience.kernels.cubes import within_any
from consilience.kernels.memberships import term_memberships
from consilience.kernels.necessity import necessary_combinations
from consilience.qca.dataset import Calibrated, outcome_and_conditions
from consilience.qca.expression import values_text
from consilience.qca.fit import SetFit, necessity_fit, undefined_notes
from consilience.qca.truth_table import TOLERANCE
from consilience.results import Note, Result

MOST_STEPS = 10_000_000_000  # literals looked up in one search, at the very most
TRIVIAL_RELEVANCE = 0.5  # a convention of this program; the literature gives no fixed value


@dataclass(frozen=True, kw_only=True, eq=False)
class Necessity(Result):
    """Necessity of conditions for an outcome.

    ``single`` holds every condition and its absence (every value, if multi-value), passing or
    not. ``conjunctions`` holds every conjunction of two or more that passes the cut-offs;
    ``disjunctions`` the minimal ones of two or more: no part of them passes by itself.
    """

    outcome: str
    conditions: tuple[str, ...]
    single: tuple[SetFit, ...]
    conjunctions: tuple[SetFit, ...]
    disjunctions: tuple[SetFit, ...]

    @property
    def passing(self) -> tuple[SetFit, ...]:
        """Single conditions that pass the cut-offs."""
        cuts = [float(self.parameters[name]) for name in _CUTS]
        return tuple(item for item in self.single if _passes(item, cuts))

    @property
    def longest(self) -> tuple[SetFit, ...]:
        """Passing single conditions and conjunctions that stand in no longer passing one."""
        found = [(set(item.expression.split("*")), item) for item in self.passing]
        found += [(set(item.expression.split("*")), item) for item in self.conjunctions]
        return tuple(
            item for literals, item in found if not any(literals < other for other, _ in found)
        )

    def to_frame(self) -> pd.DataFrame:
        """Return one line an expression: kind, expression, inclusion, RoN, coverage."""
        kinds = {
            "single": self.single,
            "conjunction": self.conjunctions,
            "disjunction": self.disjunctions,
        }
        lines = [
            {
                "kind": kind,
                "expression": item.expression,
                "inclusion": item.inclusion,
                "relevance": item.relevance,
                "coverage": item.coverage,
            }
            for kind, found in kinds.items()
            for item in found
        ]
        return pd.DataFrame(lines)


_CUTS = ("inclusion_cut", "relevance_cut", "coverage_cut")


def necessity(
    data: object,
    outcome: str,
    conditions: object = None,
    inclusion_cut: float = 0.9,
    relevance_cut: float = 0.0,
    coverage_cut: float = 0.0,
    *,
    depth: int | None = None,
    cases: str | None = None,
) -> Necessity:
    """Find what is necessary for an outcome.

    Parameters
    ----------
    data : data frame or mapping of columns
        Memberships in [0, 1] (multi-value: whole numbers from 0), one row a case, no gaps.
    outcome : str
        ``"Y"``, ``"~Y"`` or ``"Y[2]"``.
    conditions : list of str, optional
        All columns but the outcome if not given.
    inclusion_cut, relevance_cut, coverage_cut : float in [0, 1]
        Lowest inclusion, RoN and coverage.
    depth : int, optional
        Most literals of a conjunction or disjunction; all conditions if not given.
    cases : str, optional
        Column with the case names; else the index.

    Returns
    -------
    Necessity
        Fits in [0, 1]. An empty list of conjunctions or disjunctions is a result: nothing passes.

    Raises
    ------
    ArgumentError, DataError, UnknownNameError
        If a name is unknown, a cell is missing or no membership, a cut-off is out of range, or
        there are too many combinations to search (give a ``depth``).

    Examples
    --------
    >>> data = {"A": [0.9, 0.8, 0.4], "B": [0.3, 0.9, 0.6], "Y": [0.8, 0.7, 0.3]}
    >>> [item.expression for item in necessity(data, "Y").passing]
    ['A']

    References
    ----------
    Ragin, C. C. (2006). Set Relations in Social Research. Political Analysis 14(3).
    Schneider, C. Q. and Wagemann, C. (2012). Set-Theoretic Methods. Cambridge University Press.
    """
    given = (inclusion_cut, relevance_cut, coverage_cut)
    cuts = [
        checks.interval(value, 0, 1, name, "necessity")
        for name, value in zip(_CUTS, given, strict=True)
    ]
    expression, y, table = outcome_and_conditions(data, outcome, conditions, cases, "necessity")
    most = len(table.names) if depth is None else checks.whole(depth, 1, "depth", "necessity")
    most = min(most, len(table.names))
    single = tuple(
        necessity_fit(_text(row, table, "*"), x, y)
        for row in _literals(table)
        for x in _memberships(row[None, :], table)
    )
    both = [_combinations(table, y, cuts, most, disjunction=kind) for kind in (False, True)]
    return Necessity(
        parameters={
            "outcome": str(expression),
            "conditions": table.names,
            **dict(zip(_CUTS, cuts, strict=True)),
            "depth": most,
        },
        notes=(*undefined_notes(single), *_notes(single, both, cuts)),
        references=("ragin2006", "schneider2012"),
        outcome=str(expression),
        conditions=table.names,
        single=single,
        conjunctions=both[0],
        disjunctions=both[1],
    )


def _literals(table: Calibrated) -> NDArray[np.int64]:
    """Return every literal as one row, presence before absence, values rising if multi-value."""
    rows = []
    for where, levels in enumerate(table.levels.tolist()):
        for value in range(levels) if table.multi_value[where] else (1, 0):
            row = np.full(len(table.names), -1, dtype=np.int64)
            row[where] = value
            rows.append(row)
    return np.array(rows)


def _combinations(
    table: Calibrated,
    y: NDArray[np.float64],
    cuts: list[float],
    depth: int,
    *,
    disjunction: bool,
) -> tuple[SetFit, ...]:
    floor = np.array(cuts) - TOLERANCE
    budget = max(1, MOST_STEPS // len(y))
    most = min(budget, math.prod((table.levels + 1).tolist()))
    rows, nodes = necessary_combinations.at_cost(most * len(y))(
        table.values, table.multi_value, table.levels, y, floor, disjunction, depth, budget
    )
    if nodes > budget:
        raise DataError("qca.necessity.long", conditions=len(table.names))
    if disjunction:
        rows = _minimal(rows)
    rows = rows[(rows >= 0).sum(axis=1) > 1]
    sign = " + " if disjunction else "*"
    fits = [
        necessity_fit(_text(row, table, sign), _set(row, table, disjunction=disjunction), y)
        for row in rows
    ]
    return tuple(sorted(fits, key=lambda item: item.expression.count(sign)))


def _minimal(rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the combinations that hold no other one."""
    kept = rows[:0]
    literals = (rows >= 0).sum(axis=1)
    for count in range(1, rows.shape[1] + 1):
        level = rows[literals == count]
        inside = within_any.at_cost(level.size + len(level) * len(kept))
        kept = np.concatenate([kept, level[~inside(level, kept)]])
    return kept


def _set(row: NDArray[np.int64], table: Calibrated, *, disjunction: bool) -> NDArray[np.float64]:
    if not disjunction:
        return np.asarray(_memberships(row[None, :], table)[0])
    apart = np.full((int((row >= 0).sum()), len(row)), -1, dtype=np.int64)
    where = np.flatnonzero(row >= 0)
    apart[np.arange(len(where)), where] = row[where]
    return np.asarray(_memberships(apart, table).max(axis=0))


def _memberships(terms: NDArray[np.int64], table: Calibrated) -> NDArray[np.float64]:
    steps = int((terms >= 0).sum()) * len(table.cases)
    return np.asarray(term_memberships.at_cost(steps)(table.values, table.multi_value, terms))


def _text(row: NDArray[np.int64], table: Calibrated, sign: str) -> str:
    return values_text(row.tolist(), table.names, sign, brackets=bool(table.multi_value.any()))


def _passes(item: SetFit, cuts: list[float]) -> bool:
    measures = (item.inclusion, item.relevance, item.coverage)
    return all(value >= cut - TOLERANCE for value, cut in zip(measures, cuts, strict=True))


def _notes(
    single: tuple[SetFit, ...], both: list[tuple[SetFit, ...]], cuts: list[float]
) -> tuple[Note, ...]:
    found = [item for item in (*single, *both[0], *both[1]) if _passes(item, cuts)]
    if not found:
        return (Note("qca.note.no_necessary"),)
    trivial = [item.expression for item in found if item.relevance < TRIVIAL_RELEVANCE]
    values = {"sets": trivial, "cut": TRIVIAL_RELEVANCE}
    return (Note("qca.note.trivial", values, "warning"),) if trivial else ()
