"""Affine systems in exact arithmetic: one solution, none, or a family of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog

from consilience.games.polynomial import Polynomial
from consilience.games.records import as_float

_SMALLEST = 1e-9


@dataclass(frozen=True)
class Family:
    """The solutions of an affine system: one point, and how many directions are free."""

    point: tuple[Fraction, ...]
    dimension: int


def solve(equations: Sequence[Polynomial], unknowns: Sequence[str]) -> Family | None:
    """Return the solutions of affine equations = 0, or None."""
    return solve_rows([_row(item, unknowns) for item in equations], len(unknowns))


def solve_rows(rows: list[list[Fraction]], unknowns: int) -> Family | None:
    """Return the solutions of rows of factors, each with its right side at the end, or None."""
    rows = list(rows)
    pivots: list[int] = []
    for column in range(unknowns):
        done = len(pivots)
        found = next((place for place in range(done, len(rows)) if rows[place][column]), None)
        if found is None:
            continue
        rows[done], rows[found] = rows[found], rows[done]
        rows[done] = [value / rows[done][column] for value in rows[done]]
        for place in range(len(rows)):
            if place != done and rows[place][column]:
                ratio = rows[place][column]
                pairs = zip(rows[place], rows[done], strict=True)
                rows[place] = [a - ratio * b for a, b in pairs]
        pivots.append(column)
    if any(row[-1] for row in rows[len(pivots) :]):
        return None
    point = [Fraction(0)] * unknowns
    for row, column in zip(rows, pivots, strict=False):
        point[column] = row[-1]
    return Family(tuple(point), unknowns - len(pivots))


def inner_point(
    equations: Sequence[Polynomial], unknowns: Sequence[str], groups: Sequence[Sequence[int]]
) -> NDArray[np.float64] | None:
    """Return a solution with all shares as far from 0 as can be, or None where none is inside.

    Each group has the unknowns of one population; its last share is 1 less their sum.
    """
    rows = [[as_float(value) for value in _row(item, unknowns)] for item in equations]
    count = len(unknowns)
    equal = np.array([[*row[:-1], 0.0] for row in rows])
    limits = [[-float(k == place) for k in range(count)] + [1.0] for place in range(count)]
    limits += [[float(k in group) for k in range(count)] + [1.0] for group in groups]
    bounds = [0.0] * count + [1.0] * len(groups)
    found = linprog(
        [0.0] * count + [-1.0],
        A_ub=np.array(limits),
        b_ub=bounds,
        A_eq=equal,
        b_eq=[row[-1] for row in rows],
        bounds=[(0, 1)] * (count + 1),
    )
    if found.x is None or found.status != 0 or found.x[-1] <= _SMALLEST:
        return None
    return np.asarray(found.x[:-1], dtype=np.float64)


def degree(equation: Polynomial) -> int:
    """Return the total degree of a polynomial in shares."""
    return max((int(sum(e for _, e in monomial)) for monomial in equation.terms), default=0)


def _row(equation: Polynomial, unknowns: Sequence[str]) -> list[Fraction]:
    factors = [equation.terms.get(((name, 1),), Fraction(0)) for name in unknowns]
    return [*factors, -equation.terms.get((), Fraction(0))]
