"""Real roots of a polynomial in one symbol, isolated exactly by Sturm's theorem."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from consilience.errors import DataError
from consilience.games.polynomial import Polynomial

Coefficients = list[Fraction]
_HALVINGS = 60
_SCANNED = 2_000


@dataclass(frozen=True)
class Root:
    """A root in an interval: its value, and whether it is that rational exactly."""

    value: Fraction
    exact: bool


def roots(polynomial: Polynomial, name: str, low: Fraction, high: Fraction) -> list[Root] | None:
    """Return the roots within [low, high], each once; None where every value is one.

    A polynomial's roots are all found. Of anything else those are found between whose neighbours
    among 2,000 steps the sign changes, or that fall on a step.
    """
    if polynomial.constant() is not None:
        return [] if polynomial.constant() else None
    coefficients = _coefficients(polynomial, name)
    if coefficients is None:
        return _scanned(polynomial, name, low, high)
    free = _divided(coefficients, _common(coefficients, _derivative(coefficients)))[0]
    chain = _sturm(free)
    found = [Root(low, exact=True)] if not _at(free, low) else []
    found += [_refined(free, a, b) for a, b in _isolated(chain, low, high)]
    return found


def plain(polynomial: Polynomial, name: str) -> bool:
    """Return whether a polynomial in one symbol has whole powers only, none negative."""
    return _coefficients(polynomial, name) is not None


def _coefficients(polynomial: Polynomial, name: str) -> Coefficients | None:
    found: dict[int, Fraction] = {}
    for monomial, factor in polynomial.terms.items():
        exponent = dict(monomial).get(name, 0)
        closed = any(atom != name for atom, _ in monomial)
        if closed or exponent.denominator != 1 or exponent < 0:
            return None
        found[int(exponent)] = factor
    return [found.get(place, Fraction(0)) for place in range(max(found) + 1)]


def _isolated(
    chain: list[Coefficients], low: Fraction, high: Fraction
) -> list[tuple[Fraction, Fraction]]:
    """Return half-open intervals (a, b] with one root each."""
    count = _changes(chain, low) - _changes(chain, high)
    if count == 0:
        return []
    if count == 1:
        return [(low, high)]
    middle = (low + high) / 2
    return [*_isolated(chain, low, middle), *_isolated(chain, middle, high)]


def _refined(coefficients: Coefficients, low: Fraction, high: Fraction) -> Root:
    """Return the one root in (low, high]."""
    if not _at(coefficients, high):
        return Root(high, exact=True)
    if not _at(coefficients, low):  # a root of its own: step over it
        low = _stepped(coefficients, low, high)
    return _between(lambda value: _at(coefficients, value), low, high)


def _stepped(coefficients: Coefficients, low: Fraction, high: Fraction) -> Fraction:
    step = high - low
    right = _at(coefficients, high) > 0
    while True:
        step /= 2
        value = _at(coefficients, low + step)
        if value and (value > 0) != right:
            return low + step


def _between(function: Callable[[Fraction], Fraction], low: Fraction, high: Fraction) -> Root:
    """Halve an interval at whose ends the signs differ; look for a simple fraction in it."""
    left = function(low) > 0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        value = function(middle)
        if not value:
            return Root(middle, exact=True)
        low, high = (middle, high) if (value > 0) == left else (low, middle)
    simple = ((low + high) / 2).limit_denominator(100_000)
    if low <= simple <= high and not function(simple):
        return Root(simple, exact=True)
    return Root((low + high) / 2, exact=False)


def _scanned(polynomial: Polynomial, name: str, low: Fraction, high: Fraction) -> list[Root]:
    def value(at: Fraction) -> Fraction | None:
        try:
            return polynomial.at({name: at}).constant()
        except DataError:  # not defined there
            return None

    steps = [low + (high - low) * step / _SCANNED for step in range(_SCANNED + 1)]
    found = [(at, value(at)) for at in steps]
    zeros = [Root(at, exact=True) for at, height in found if height == 0]
    for (a, first), (b, second) in itertools.pairwise(found):
        if first and second and (first > 0) != (second > 0):
            root = _between(lambda at, left=first: value(at) or left, a, b)  # type: ignore[misc]  # a default binds the loop's value
            height = value(root.value)
            if height is not None and abs(height) <= abs(first):  # else a pole
                zeros.append(root)
    return sorted(zeros, key=lambda root: root.value)


def _at(coefficients: Coefficients, value: Fraction) -> Fraction:
    found = Fraction(0)
    for factor in reversed(coefficients):
        found = found * value + factor
    return found


def _derivative(coefficients: Coefficients) -> Coefficients:
    return [place * factor for place, factor in enumerate(coefficients)][1:]


def _divided(top: Coefficients, bottom: Coefficients) -> tuple[Coefficients, Coefficients]:
    """Return quotient and rest."""
    rest, quotient = list(top), [Fraction(0)] * max(len(top) - len(bottom) + 1, 1)
    while len(rest) >= len(bottom):
        factor, place = rest[-1] / bottom[-1], len(rest) - len(bottom)
        quotient[place] = factor
        for step, value in enumerate(bottom):
            rest[place + step] -= factor * value
        while rest and not rest[-1]:
            rest.pop()
    return quotient, rest


def _common(first: Coefficients, second: Coefficients) -> Coefficients:
    while second:
        first, second = second, _divided(first, second)[1]
    return first


def _sturm(coefficients: Coefficients) -> list[Coefficients]:
    chain = [coefficients, _derivative(coefficients)]
    while len(chain[-1]) > 1:
        chain.append([-value for value in _divided(chain[-2], chain[-1])[1]])
    return chain


def _changes(chain: list[Coefficients], value: Fraction) -> int:
    signs = [found > 0 for found in (_at(item, value) for item in chain) if found]
    return sum(a != b for a, b in itertools.pairwise(signs))
