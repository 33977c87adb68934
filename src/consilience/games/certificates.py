"""Whether conditions on parameters can hold together: a witness, a proof that they cannot, or none.

A proof is a sum: conditions and products of distances to the ends of parameters, each times a
number of at least 0, in which everything cancels but a constant that is not positive. A linear
programme proposes the numbers; they are then solved for and checked in exact arithmetic. Where no
such sum is found, ranges are halved. A witness is checked in exact arithmetic too.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog

from consilience.games.affine import solve_rows
from consilience.games.inequalities import Box, Condition, Ends, tightened
from consilience.games.polynomial import Atom, Monomial, Polynomial, constant, symbol, symbols_of
from consilience.games.printing import number_text, polynomial_text
from consilience.games.records import as_float
from consilience.games.witnesses import exactly, search

Status = Literal["possible", "impossible", "unknown"]
Values = dict[str, Fraction]
Floats = NDArray[np.float64]
_MOST_FACTORS = 6  # of a product of distances: at most 64 products a monomial
_SMALL = 1e-9


@dataclass(frozen=True)
class Decision:
    """What was found: values of the parameters where possible, a sum or a count of them where not.

    ``boxes`` is into how many parts the ranges were cut.
    """

    status: Status
    witness: Values
    proof: str
    boxes: int


def decide(conditions: Sequence[Condition], box: Box, most: int) -> Decision:
    """Return whether all conditions can hold at once within a box, cut into at most so many parts.

    Parameters
    ----------
    conditions : sequence of Condition
        In the parameters of the box only.
    box : mapping of names to pairs
        Lowest and highest value of each parameter, None where there is no end.
    most : int
        How many boxes are looked at, at least 1.
    """
    inner = tightened(box, conditions)
    if not any(low is not None and high is not None and low > high for low, high in inner.values()):
        box = inner  # else the conditions contradict each other, which the sum shows
    held = {name: low for name, (low, high) in box.items() if low is not None and low == high}
    conditions = [condition.at(held) for condition in conditions]
    open_ones = [condition for condition in conditions if condition.polynomial.constant() is None]
    for condition in conditions:
        if condition.polynomial.constant() is not None and not condition.holds({}):
            return Decision("impossible", {}, f"{condition.text()}", 1)
    if not open_ones:
        return Decision("possible", _whole_witness({}, box), "", 1)
    names = symbols_of(item.polynomial for item in open_ones)
    left: list[Box] = [{name: ends for name, ends in box.items() if name in names}]
    proofs: list[str] = []
    looked, stuck = 0, False
    while left and looked < most:
        part = left.pop()
        looked += 1
        proof, near = _relaxed(open_ones, part)
        if proof:
            proofs.append(proof)
            continue
        witness = exactly(open_ones, part, near) or search(open_ones, part, near)
        if witness is not None:
            return Decision("possible", _whole_witness(witness, box), "", looked)
        halves = _halves(open_ones, part)
        stuck = stuck or not halves
        left += halves
    if left or stuck:
        return Decision("unknown", {}, "", looked)
    return Decision("impossible", {}, proofs[0] if looked == 1 else "", looked)


def _whole_witness(found: Mapping[str, Fraction], box: Box) -> Values:
    """Return values for every parameter of the box, those that play no part within their ends."""
    return {name: found.get(name, inner_value(ends)) for name, ends in box.items()}


def inner_value(ends: Ends) -> Fraction:
    """Return a value within the ends: their middle, or 1 from the one that there is."""
    low, high = ends
    if low is not None and high is not None:
        return (low + high) / 2
    if low is not None:
        return low + 1
    return Fraction(1) if high is None else high - 1


@dataclass(frozen=True)
class _Row:
    """An inequality of the relaxation and how it is written in a proof."""

    polynomial: Polynomial
    given: bool
    strict: bool
    text: str


def _relaxed(conditions: Sequence[Condition], box: Box) -> tuple[str, Values]:
    """Return a proof that the conditions cannot hold in the box, else a point to start from.

    Every product of symbols counts as a free number of its own, bound by what follows from the
    ends of its factors; the conditions are raised together as far as they can be.
    """
    rows = [_Row(c.polynomial, True, c.strict, "") for c in conditions]
    rows += [_Row(item, False, False, text) for item, text in _valid(conditions, box) if item.terms]
    products = dict.fromkeys(_monomials(row.polynomial for row in rows))
    columns = {monomial: place for place, monomial in enumerate(products)}
    table, base = _table(rows, columns)
    given = np.array([float(row.given) for row in rows])
    found = linprog(
        [0.0] * len(columns) + [-1.0],
        A_ub=np.column_stack([-table, given]),
        b_ub=base,
        bounds=[(-np.inf, np.inf)] * len(columns) + [(-np.inf, 1.0)],
        method="highs-ds",
    )
    if found.x is None:
        return "", {}
    if found.x[-1] <= _SMALL:
        proof = _checked(rows, columns, -np.asarray(found.ineqlin.marginals))
        if proof:
            return proof, {}
    near = {
        str(monomial[0][0]): Fraction(float(found.x[place]))
        for monomial, place in columns.items()
        if len(monomial) == 1 and monomial[0][1] == 1 and isinstance(monomial[0][0], str)
    }
    return "", near


def _monomials(polynomials: Iterator[Polynomial]) -> Iterator[Monomial]:
    return (monomial for item in polynomials for monomial in item.terms if monomial)


def _table(rows: Sequence[_Row], columns: Mapping[Monomial, int]) -> tuple[Floats, Floats]:
    """Return factors of the products, each row scaled to 1, and the constants."""
    table = np.zeros((len(rows), len(columns)))
    base = np.zeros(len(rows))
    for place, row in enumerate(rows):
        scale = _scale(row.polynomial)
        for monomial, factor in row.polynomial.terms.items():
            if monomial:
                table[place, columns[monomial]] = as_float(factor / scale)
            else:
                base[place] = as_float(factor / scale)
    return table, base


def _scale(polynomial: Polynomial) -> Fraction:
    return max(abs(factor) for factor in polynomial.terms.values())


def _checked(rows: Sequence[_Row], columns: Mapping[Monomial, int], guess: Floats) -> str:
    """Return the sum that proves the contradiction, or "" where the guess holds none exactly.

    Only which rows take part is taken from the guess; their multiples are solved for.
    """
    used = [row for row, value in zip(rows, guess, strict=True) if value > _SMALL]
    equations = [
        [*(row.polynomial.terms.get(monomial, Fraction(0)) for row in used), Fraction(0)]
        for monomial in columns
    ]
    equations.append([*(Fraction(row.given) for row in used), Fraction(1)])
    family = solve_rows(equations, len(used))
    if family is None or any(value < 0 for value in family.point):
        return ""
    pairs = [(value, row) for value, row in zip(family.point, used, strict=True) if value]
    total = sum((v * row.polynomial.terms.get((), Fraction(0)) for v, row in pairs), Fraction(0))
    if total > 0 or (total == 0 and not any(row.strict for _, row in pairs)):
        return ""
    return f"{' + '.join(_part(value, row) for value, row in pairs)} = {number_text(total)}"


def _part(value: Fraction, row: _Row) -> str:
    text = row.text or f"({polynomial_text(row.polynomial)})"
    if value == 1:
        return text
    shown = number_text(value)
    return f"({shown})*{text}" if "/" in shown else f"{shown}*{text}"


def _valid(conditions: Sequence[Condition], box: Box) -> Iterator[tuple[Polynomial, str]]:
    """Yield what is at least 0 in the box: distances to ends, and products for each monomial."""
    seen: set[tuple[tuple[str, bool], ...]] = set()
    for name in box:
        yield from _product_rows(box, [name], seen)
    for monomial in dict.fromkeys(_monomials(item.polynomial for item in conditions)):
        if monomial and all(_even(exponent) for _, exponent in monomial):
            square = Polynomial({monomial: Fraction(1)})
            yield square, polynomial_text(square)
        factors = _factors(monomial)
        if factors is not None and 1 < len(factors) <= _MOST_FACTORS:
            yield from _product_rows(box, factors, seen)
        for atom, exponent in monomial:
            if _positive(atom, exponent, box):
                positive = Polynomial({((atom, exponent),): Fraction(1)})
                yield positive, polynomial_text(positive)


def _even(exponent: object) -> bool:
    return isinstance(exponent, int) and exponent % 2 == 0 and exponent > 0


def _factors(monomial: Monomial) -> list[str] | None:
    """Return the symbols of a product, each as often as its power says; None if it has others."""
    found: list[str] = []
    for atom, exponent in monomial:
        if not isinstance(atom, str) or not isinstance(exponent, int) or exponent < 1:
            return None
        found += [atom] * exponent
    return found


def _positive(atom: Atom, exponent: object, box: Box) -> bool:
    """Return whether a factor that is no plain symbol can never be below 0."""
    if isinstance(atom, str):
        low = box[atom][0]
        return low is not None and low >= 0 and exponent != 1
    return atom.name in {"exp", "sqrt", "abs"}


def _product_rows(
    box: Box, factors: Sequence[str], seen: set[tuple[tuple[str, bool], ...]]
) -> Iterator[tuple[Polynomial, str]]:
    ends = [
        [lower for lower in (True, False) if box[name][0 if lower else 1] is not None]
        for name in factors
    ]
    for sides in itertools.product(*ends):
        key = tuple(sorted(zip(factors, sides, strict=True)))
        if key in seen:
            continue
        seen.add(key)
        product = constant(1)
        parts = []
        for name, lower in key:
            distance = _distance(box[name], name, lower=lower)
            product *= distance
            shown = polynomial_text(distance)
            parts.append(shown if shown == name else f"({shown})")
        yield product, "*".join(parts)


def _distance(ends: Ends, name: str, *, lower: bool) -> Polynomial:
    low, high = ends
    if lower and low is not None:
        return symbol(name) - constant(low)
    return constant(high if high is not None else Fraction(0)) - symbol(name)


def _halves(conditions: Sequence[Condition], box: Box) -> list[Box]:
    """Return two boxes in the place of one, cut where products of symbols leave the most room."""
    bent = {
        atom
        for item in conditions
        for monomial in item.polynomial.terms
        if sum(exponent for _, exponent in monomial) > 1 or _factors(monomial) is None
        for atom in symbols_of([Polynomial({monomial: Fraction(1)})])
    }
    if not bent:
        return []
    name = max(sorted(bent), key=lambda item: _room(box[item]))
    low, high = box[name]
    at = _cut(low, high)
    return [{**box, name: (at, high)}, {**box, name: (low, at)}]


def _room(ends: Ends) -> float:
    """Return how wide a range is: endless ones on both sides most."""
    low, high = ends
    if low is None or high is None:
        near = low or high or Fraction(0)
        return math.inf if low is None and high is None else 1e3 / (1 + abs(as_float(near)))
    return as_float(high - low)


def _cut(low: Fraction | None, high: Fraction | None) -> Fraction:
    if low is not None and high is not None:
        return (low + high) / 2
    if low is not None:
        return low + 1 + abs(low)
    return Fraction(0) if high is None else high - 1 - abs(high)
