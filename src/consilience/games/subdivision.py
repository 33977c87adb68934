"""All common zeros of polynomials in the unit cube, by halving boxes in Bernstein form.

On a box, a polynomial lies between the least and the largest of its Bernstein coefficients: a box
where one equation has coefficients of one sign only holds no zero. What is left at a width of
1/1024 starts Newton's method. Roots nearer to each other than that may be missed or run together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import comb

import numpy as np
from numpy.typing import NDArray

from consilience.games.polynomial import Polynomial
from consilience.games.records import as_float

_HALVINGS = 10
_MOST_BOXES = 20_000
_MOST_STARTS = 1_000  # single roots leave a few dozen boxes each, curves a thousand and more
_SAME = 1e-7

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Zeros:
    """Points found, shape (points, unknowns); ``complete`` is false where they are too many."""

    points: Floats
    complete: bool


def zeros(
    equations: Sequence[Polynomial], unknowns: Sequence[str], groups: Sequence[Sequence[int]]
) -> Zeros:
    """Return the common zeros with shares of at least 0 that sum to at most 1 in each group."""
    tensors = np.stack(bernstein([power_form(item, unknowns) for item in equations]))
    boxes = tensors[None]
    low, width = np.zeros((1, len(unknowns))), np.ones(len(unknowns))
    for _ in range(_HALVINGS):
        for axis in range(len(unknowns)):
            boxes, low = halved(boxes, low, axis, width)
            width[axis] /= 2
            kept = _possible(boxes) & _inside(low, groups)
            boxes, low = boxes[kept], low[kept]
            if len(boxes) > _MOST_BOXES:
                return _unresolved(unknowns)
    if len(low) > _MOST_STARTS:
        return _unresolved(unknowns)
    found: list[Floats] = []
    system = System(equations, unknowns)
    for start in low + width / 2:
        root = system.newton(start)
        if root is not None and not any(np.abs(root - item).max() < _SAME for item in found):
            found.append(root)
    points = np.array(found).reshape(len(found), len(unknowns))
    return Zeros(points[np.lexsort(points.T[::-1])], complete=True)


def _unresolved(unknowns: Sequence[str]) -> Zeros:
    return Zeros(np.zeros((0, len(unknowns))), complete=False)


class System:
    """Polynomials with numbers as factors, and their derivatives, at points."""

    def __init__(self, equations: Sequence[Polynomial], unknowns: Sequence[str]) -> None:
        self.values = [Evaluated(item, unknowns) for item in equations]
        self.slopes = [
            [Evaluated(item.derivative(name), unknowns) for name in unknowns] for item in equations
        ]

    def at(self, point: Floats) -> Floats:
        """Return the values at a point."""
        return np.array([item.at(point) for item in self.values])

    def jacobian(self, point: Floats) -> Floats:
        """Return the derivatives at a point, a row an equation."""
        return np.array([[item.at(point) for item in row] for row in self.slopes])

    def newton(self, start: Floats) -> Floats | None:
        """Return a zero near to a start in the unit cube, or None."""
        point = start
        for _ in range(50):
            step = np.linalg.lstsq(self.jacobian(point), self.at(point), rcond=1e-12)[0]
            point = point - step
            if np.abs(step).max() < 1e-14:
                break
        near = np.abs(point - start).max() < 0.05
        scale = max(item.scale for item in self.values)
        small = np.abs(self.at(point)).max() <= 1e-10 * scale
        return point if near and small else None


class Evaluated:
    """One polynomial with numbers as factors."""

    def __init__(self, polynomial: Polynomial, unknowns: Sequence[str]) -> None:
        places = {name: place for place, name in enumerate(unknowns)}
        self.factors = np.array([as_float(value) for value in polynomial.terms.values()])
        self.powers = np.zeros((len(self.factors), len(unknowns)))
        for row, monomial in enumerate(polynomial.terms):
            for atom, exponent in monomial:
                self.powers[row, places[str(atom)]] = float(exponent)
        self.scale = float(np.abs(self.factors).sum())

    def at(self, point: Floats) -> float:
        """Return the value at a point."""
        return float(self.factors @ np.prod(point**self.powers, axis=1))


def power_form(equation: Polynomial, unknowns: Sequence[str]) -> Floats:
    """Return the factors of a polynomial, an axis an unknown, by their powers."""
    places = {name: place for place, name in enumerate(unknowns)}
    powers = [{places[str(a)]: int(e) for a, e in monomial} for monomial in equation.terms]
    degrees = [max((item.get(k, 0) for item in powers), default=0) for k in range(len(unknowns))]
    found = np.zeros([degree + 1 for degree in degrees])
    for item, factor in zip(powers, equation.terms.values(), strict=True):
        found[tuple(item.get(k, 0) for k in range(len(unknowns)))] = as_float(factor)
    return found


def bernstein(tensors: list[Floats]) -> list[Floats]:
    """Return Bernstein coefficients, all of one shape."""
    shape = np.max([item.shape for item in tensors], axis=0)
    found = []
    for item in tensors:
        padded = np.zeros(shape)
        padded[tuple(slice(0, size) for size in item.shape)] = item
        for axis, size in enumerate(shape):
            degree = int(size) - 1
            change = np.array(
                [[comb(i, k) / comb(degree, k) for k in range(degree + 1)] for i in range(size)]
            )
            padded = np.moveaxis(np.tensordot(change, padded, axes=(1, axis)), 0, axis)
        found.append(padded)
    return found


def halved(boxes: Floats, low: Floats, axis: int, width: Floats) -> tuple[Floats, Floats]:
    """Return both halves of all boxes along one axis: coefficients and lower corners."""
    degree = boxes.shape[2 + axis] - 1
    left = np.array([[comb(i, k) / 2**i for k in range(degree + 1)] for i in range(degree + 1)])
    right = left[::-1, ::-1]
    parts = [
        np.moveaxis(np.tensordot(boxes, half, axes=(2 + axis, 1)), -1, 2 + axis)
        for half in (left, right)
    ]
    moved = low.copy()
    moved[:, axis] += width[axis] / 2
    return np.concatenate(parts), np.concatenate([low, moved])


def _possible(boxes: Floats) -> NDArray[np.bool_]:
    axes = tuple(range(2, boxes.ndim))
    around = (boxes.min(axis=axes) <= 0) & (boxes.max(axis=axes) >= 0)
    return np.asarray(around.all(axis=1))


def _inside(low: Floats, groups: Sequence[Sequence[int]]) -> NDArray[np.bool_]:
    sums = [low[:, list(group)].sum(axis=1) <= 1 for group in groups]
    return np.asarray(np.all(sums, axis=0))


def nearest_rationals(
    point: Floats, equations: Sequence[Polynomial], unknowns: Sequence[str]
) -> tuple[Fraction, ...] | None:
    """Return simple fractions near to a zero if they are one exactly, else None."""
    found = tuple(Fraction(float(value)).limit_denominator(10_000) for value in point)
    values = dict(zip(unknowns, found, strict=True))
    exact = all(item.at(values).constant() == 0 for item in equations)
    return found if exact else None
