"""Scores by which cases and pairs of cases are ranked; the formulas stand in ``case_pairs``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from consilience.qca.truth_table import TOLERANCE

_DECIMALS = 9  # scores that agree so far tie: they are sums of rounded memberships
Memberships = NDArray[np.float64]
Marks = NDArray[np.bool_]


@dataclass(frozen=True)
class Field:
    """Where one ranking takes place: a term, or a row under the whole model; arrays (cases,)."""

    term: str
    eligible: Marks
    x: Memberships
    w: Memberships
    unique: Marks
    uncovered: Marks
    row: int | None = None
    distances: tuple[int, ...] = ()


# A rule returns the cases chosen, shape (found, 1 or 2), their scores, shape (found,), and for
# each preference whether it is unmet, shape (found,).
Found = tuple[NDArray[np.intp], Memberships, dict[str, Marks]]


def _typical(field: Field, y: Memberships) -> Found:
    i = _typical_cases(field, y)
    return i[:, None], _typicality(field.x[i], y[i]), {"uniquely covered": ~field.unique[i]}


def _deviant_consistency(field: Field, y: Memberships) -> Found:
    return _excess(field, y, (field.x > 0.5) & (y < 0.5))


def _deviant_in_degree(field: Field, y: Memberships) -> Found:
    return _excess(field, y, (field.x > 0.5) & (y > 0.5) & ~_within(field.x, y))


def _excess(field: Field, y: Memberships, chosen: Marks) -> Found:
    """Return cases that belong more to the term than to the outcome, by how much they do."""
    i = np.flatnonzero(chosen)
    return i[:, None], (1 - (field.x[i] - y[i])) + (1 - field.x[i]), {}


def _deviant_coverage(field: Field, y: Memberships) -> Found:
    i = np.flatnonzero(field.eligible & (field.x < 0.5) & (y > 0.5))
    return i[:, None], 1 - field.w[i], {"row within outcome": ~_within(field.w[i], y[i])}


def _irrelevant(field: Field, y: Memberships) -> Found:
    i = _irrelevant_cases(field, y)
    return i[:, None], np.full(len(i), np.nan), {}


def _typical_typical(field: Field, y: Memberships) -> Found:
    cases = _typical_cases(field, y)
    x = field.x[cases]
    # equally typical cases stand in the order in which their pair scores lower
    key = np.round((-(x + y[cases]), _typicality(x, y[cases])), _DECIMALS)
    ordered = cases[np.lexsort(key)]
    i, j = (ordered[places] for places in np.triu_indices(len(ordered), 1))
    x1, y1, x2, y2 = field.x[i], y[i], field.x[j], y[j]
    score = (0.5 - (x1 - x2)) + (0.5 - (y1 - y2)) + 2 * np.abs(y1 - x1) + 2 * np.abs(y2 - x2)
    unmet = {
        "first uniquely covered": ~field.unique[i],
        "second uniquely covered": ~field.unique[j],
    }
    return np.column_stack((i, j)), score, unmet


def _typical_irrelevant(field: Field, y: Memberships) -> Found:
    i, j = _crossed(_typical_cases(field, y), _irrelevant_cases(field, y))
    x1, y1, x2, y2 = field.x[i], y[i], field.x[j], y[j]
    score = (1 - (x1 - x2)) + (1 - (y1 - y2)) + 2 * np.abs(y1 - x1) + 2 * np.abs(y2 - x2)
    unmet = {
        "uniquely covered": ~field.unique[i],
        "irrelevant case consistent": ~_within(x2, y2),
        "outside the whole model": ~field.uncovered[j],
    }
    return np.column_stack((i, j)), score, unmet


def _typical_deviant(field: Field, y: Memberships) -> Found:
    deviant = np.flatnonzero((field.x > 0.5) & (y < 0.5))
    i, j = _crossed(_typical_cases(field, y), deviant)
    x1, y1, x2, y2 = field.x[i], y[i], field.x[j], y[j]
    score = np.abs(x1 - x2) + (1 - (y1 - y2)) + (1 - x1) + (1 - x2)
    return np.column_stack((i, j)), score, {}


def _coverage_irrelevant(field: Field, y: Memberships) -> Found:
    uncovered = _deviant_coverage(field, y)[0][:, 0]
    i, j = _crossed(uncovered, _irrelevant_cases(field, y))
    w1, y1, w2, y2 = field.w[i], y[i], field.w[j], y[j]
    score = np.abs(w1 - w2) + (1 - (y1 - y2)) + (1 - w1) + (1 - w2)
    return np.column_stack((i, j)), score, {"row within outcome": ~_within(w1, y1)}


RULES: dict[str, Callable[[Field, Memberships], Found]] = {
    "typical": _typical,
    "deviant consistency": _deviant_consistency,
    "deviant consistency in degree": _deviant_in_degree,
    "deviant coverage": _deviant_coverage,
    "irrelevant": _irrelevant,
    "typical-typical": _typical_typical,
    "typical-irrelevant": _typical_irrelevant,
    "typical-deviant consistency": _typical_deviant,
    "deviant coverage-irrelevant": _coverage_irrelevant,
}
BY_ROW = ("deviant coverage", "irrelevant", "deviant coverage-irrelevant")


def _typicality(x: Memberships, y: Memberships) -> Memberships:
    return 2 * (y - x) + (1 - x)


def _within(part: Memberships, whole: Memberships) -> Marks:
    found: Marks = part <= whole + TOLERANCE
    return found


def _typical_cases(field: Field, y: Memberships) -> NDArray[np.intp]:
    return np.flatnonzero((field.x > 0.5) & (y > 0.5) & _within(field.x, y))


def _irrelevant_cases(field: Field, y: Memberships) -> NDArray[np.intp]:
    return np.flatnonzero(field.eligible & (field.x < 0.5) & (y < 0.5))


def _crossed(
    first: NDArray[np.intp], second: NDArray[np.intp]
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    return np.repeat(first, len(second)), np.tile(second, len(first))


def ranked(
    scores: Memberships, unmet: dict[str, Marks]
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return the order, best first, and the rank of each in that order; ties share the lowest."""
    keys = np.array([*unmet.values(), np.round(scores, _DECIMALS)])
    order = np.lexsort(keys[::-1])
    first = np.ones(len(order), dtype=np.bool_)
    first[1:] = (np.diff(keys[:, order], axis=1) != 0).any(axis=0)
    return order, np.maximum.accumulate(np.where(first, np.arange(len(order)), 0)) + 1
