"""Causal asymmetry: whether the paths to the negated outcome mirror those to the outcome."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from consilience.errors import ArgumentError
from consilience.qca.minimization import chart
from consilience.qca.models import Model, Solutions
from consilience.qca.remainders import MOST_CONFIGURATIONS, all_configurations, cube_of
from consilience.qca.truth_table import TruthTable
from consilience.results import Note, Result

Kind = TypeVar("Kind")


@dataclass(frozen=True, kw_only=True, eq=False)
class Asymmetry(Result):
    """How the solutions for an outcome and for its negation relate.

    ``mirrored`` says whether some model of the negation is exactly the complement of some model
    of the outcome, over ``compared`` configurations. ``simultaneous_rows`` are sufficient for
    both and must not be interpreted.
    """

    outcome: str
    negation: str
    mirrored: bool
    compared: int
    shared_terms: tuple[str, ...]
    simultaneous_rows: tuple[int, ...]

    def to_frame(self) -> pd.DataFrame:
        """Return the findings as one line."""
        return pd.DataFrame(
            [
                {
                    "outcome": self.outcome,
                    "negation": self.negation,
                    "mirrored": self.mirrored,
                    "shared_terms": " + ".join(self.shared_terms),
                    "simultaneous_rows": list(self.simultaneous_rows),
                }
            ]
        )


def asymmetry(tables: Sequence[TruthTable], solutions: Sequence[Solutions]) -> Asymmetry:
    """Compare the solutions for an outcome and for its negation.

    Parameters
    ----------
    tables : pair of TruthTable
        Truth tables of the outcome and of its negation, over the same conditions.
    solutions : pair of Solutions
        Their solutions, of the same type. All tied models listed are compared.

    Returns
    -------
    Asymmetry
        Models are compared over all configurations, or over the observed ones where there are
        more than 2**20.

    Raises
    ------
    ArgumentError
        If the two sides do not belong together.

    Examples
    --------
    >>> from consilience.qca import minimize, truth_table
    >>> data = {"A": [1, 1, 0, 0], "B": [1, 0, 1, 0], "Y": [1, 0, 0, 0]}
    >>> tables = truth_table(data, "Y"), truth_table(data, "~Y")
    >>> asymmetry(tables, tuple(minimize(table) for table in tables)).mirrored
    True

    References
    ----------
    Schneider, C. Q. and Wagemann, C. (2012). Set-Theoretic Methods. Cambridge University Press.
    """
    first, second = _pair(tables, TruthTable, "tables")
    sides = _pair(solutions, Solutions, "solutions")
    if first.conditions != second.conditions or first.case_names != second.case_names:
        raise ArgumentError("tables", "asymmetry", "same_conditions", second.conditions)
    if sides[0].solution != sides[1].solution:
        raise ArgumentError("solutions", "asymmetry", "same_type", sides[1].solution)
    small = first.configurations <= MOST_CONFIGURATIONS
    space = all_configurations(first) if small else first.values
    covered = [_covered(item.models, first, space) for item in sides]
    mirrored = any(np.packbits(~side).tobytes() in _keys(covered[1]) for side in covered[0])
    terms = [{t for model in item.models for t in model.terms} for item in sides]
    sufficient = [
        {n for n, mark in zip(table.numbers, table.out, strict=True) if mark == "1"}
        for table in tables
    ]
    both = tuple(sorted(sufficient[0] & sufficient[1]))
    return Asymmetry(
        parameters={
            "outcome": first.outcome,
            "solution": sides[0].solution,
            "sides": [item.parameters for item in sides],
        },
        notes=(Note("qca.note.simultaneous", {"rows": both}, "warning"),) if both else (),
        references=("schneider2012",),
        outcome=first.outcome,
        negation=second.outcome,
        mirrored=mirrored,
        compared=len(space),
        shared_terms=tuple(sorted(terms[0] & terms[1])),
        simultaneous_rows=both,
    )


def _pair(given: object, kind: type[Kind], name: str) -> tuple[Kind, Kind]:
    if not isinstance(given, tuple | list) or len(given) != 2:
        raise ArgumentError(name, "asymmetry", "pair", type(given).__name__)
    first, second = given
    if not isinstance(first, kind) or not isinstance(second, kind):
        raise ArgumentError(name, "asymmetry", "pair", type(second).__name__)
    return first, second


def _covered(
    models: tuple[Model, ...],
    table: TruthTable,
    space: NDArray[np.int64],
) -> list[NDArray[np.bool_]]:
    terms = sorted({term for model in models for term in model.terms})
    if not terms:
        return []
    cubes = np.array([cube_of(term, table, "asymmetry") for term in terms])
    covered = chart(cubes, space)
    picked = [covered[[terms.index(term) for term in model.terms]] for model in models]
    return [np.atleast_1d(rows.any(axis=0)) for rows in picked]


def _keys(side: list[NDArray[np.bool_]]) -> set[bytes]:
    return {np.packbits(item).tobytes() for item in side}
