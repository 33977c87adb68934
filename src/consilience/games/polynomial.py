"""Exact polynomials in the user's own symbols: payoffs, their differences, their conditions.

A polynomial maps monomials to rationals. A monomial is a product of powers of atoms; an atom is a
symbol or, where payoffs are not polynomial, an :class:`Opaque` expression such as ``exp(-k)`` or
the sum of a denominator, which is carried along unopened.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from consilience.errors import DataError

MOST_TERMS = 10_000
MOST_POWER = 100


@dataclass(frozen=True)
class Opaque:
    """An expression that is no polynomial: a function of polynomials, or "sum" of one of them."""

    name: str
    arguments: tuple[Polynomial, ...]


Atom = str | Opaque
Exponent = int | Fraction  # whole ones are int: the sums of exponents are the inner loop
Monomial = tuple[tuple[Atom, Exponent], ...]


@dataclass(frozen=True)
class Polynomial:
    """A sum of rational multiples of monomials; zero has no terms."""

    terms: Mapping[Monomial, Fraction]

    def __hash__(self) -> int:
        return hash(frozenset(self.terms.items()))

    def __add__(self, other: Polynomial) -> Polynomial:
        found = dict(self.terms)
        for monomial, factor in other.terms.items():
            found[monomial] = found.get(monomial, Fraction(0)) + factor
        return _without_zeros(found)

    def __neg__(self) -> Polynomial:
        return Polynomial({monomial: -factor for monomial, factor in self.terms.items()})

    def __sub__(self, other: Polynomial) -> Polynomial:
        return self + (-other)

    def __mul__(self, other: Polynomial) -> Polynomial:
        found: dict[Monomial, Fraction] = {}
        for left, first in self.terms.items():
            for right, second in other.terms.items():
                monomial = _product(left, right)
                found[monomial] = found.get(monomial, Fraction(0)) + first * second
        if len(found) > MOST_TERMS:
            raise DataError("games.expression.too_large", most=MOST_TERMS)
        return _without_zeros(found)

    def power(self, given: Exponent) -> Polynomial:
        """Return a rational power; what is no polynomial stays closed."""
        exponent = Fraction(given)
        if abs(exponent) > MOST_POWER:
            raise DataError("games.expression.power", most=MOST_POWER)
        value = self.constant()
        if value is not None:
            return constant(number_power(value, exponent))
        whole = exponent.denominator == 1
        if len(self.terms) == 1:
            ((monomial, factor),) = self.terms.items()
            if whole or (factor == 1 and len(monomial) == 1 and monomial[0][1] == 1):
                powers = tuple((atom, _whole(own * exponent)) for atom, own in monomial if exponent)
                return Polynomial({powers: number_power(factor, exponent)})
        if whole and exponent >= 0:
            return _repeated(self, int(exponent))
        lead = self.terms[min(self.terms, key=str)] if whole else Fraction(1)
        inner = self * constant(1 / lead)
        atom: Monomial = ((Opaque("sum", (inner,)), _whole(exponent)),)
        return Polynomial({atom: number_power(lead, exponent)})

    def constant(self) -> Fraction | None:
        """Return the value of a polynomial without symbols, or None."""
        if not self.terms:
            return Fraction(0)
        return self.terms[()] if len(self.terms) == 1 and () in self.terms else None

    def symbols(self) -> frozenset[str]:
        """Return all symbols that occur, also within closed expressions."""
        found: set[str] = set()
        for monomial in self.terms:
            for atom, _ in monomial:
                found |= {atom} if isinstance(atom, str) else symbols_of(atom.arguments)
        return frozenset(found)

    def substitute(self, values: Mapping[str, Polynomial]) -> Polynomial:
        """Return the polynomial with symbols replaced."""
        if not self.symbols() & values.keys():
            return self
        total: dict[Monomial, Fraction] = {}
        for monomial, factor in self.terms.items():
            product = constant(factor)
            for atom, exponent in monomial:
                product *= _value(atom, values).power(exponent)
            for key, number in product.terms.items():
                total[key] = total.get(key, Fraction(0)) + number
        return _without_zeros(total)

    def at(self, values: Mapping[str, Fraction]) -> Polynomial:
        """Return the polynomial with numbers in place of symbols."""
        total: dict[Monomial, Fraction] = {}
        for monomial, factor in self.terms.items():
            left: list[tuple[Atom, Exponent]] = []
            for atom, exponent in monomial:
                if not isinstance(atom, str) or not isinstance(exponent, int) or exponent < 0:
                    return self.substitute({name: constant(one) for name, one in values.items()})
                if atom not in values:
                    left.append((atom, exponent))
                elif factor:
                    factor *= values[atom] ** exponent  # noqa: PLW2901  (far quicker than products)
            if factor:
                total[tuple(left)] = total.get(tuple(left), Fraction(0)) + factor
        return _without_zeros(total)

    def derivative(self, name: str) -> Polynomial:
        """Return the derivative by a symbol that occurs in no closed expression."""
        found: dict[Monomial, Fraction] = {}
        for monomial, factor in self.terms.items():
            exponent = dict(monomial).get(name)
            if exponent is not None:
                reduced = _product(monomial, ((name, -1),))
                found[reduced] = factor * exponent
        return Polynomial(found)

    def collected(self, names: Iterable[str]) -> dict[Monomial, Polynomial]:
        """Return the factor of each monomial in the named symbols."""
        wanted = set(names)
        found: dict[Monomial, dict[Monomial, Fraction]] = {}
        for monomial, factor in self.terms.items():
            inside = tuple(item for item in monomial if item[0] in wanted)
            outside = tuple(item for item in monomial if item[0] not in wanted)
            found.setdefault(inside, {})[outside] = factor
        return {key: Polynomial(terms) for key, terms in found.items()}


def constant(value: Fraction | int) -> Polynomial:
    """Return a number as a polynomial."""
    return Polynomial({(): Fraction(value)} if value else {})


def symbol(name: str) -> Polynomial:
    """Return a symbol as a polynomial."""
    return Polynomial({((name, 1),): Fraction(1)})


def function(name: str, arguments: tuple[Polynomial, ...]) -> Polynomial:
    """Return a function of polynomials: its value if they are numbers, else closed."""
    values = [item.constant() for item in arguments]
    known = [value for value in values if value is not None]
    if len(known) == len(values):
        return constant(_calculated(name, known))
    return Polynomial({((Opaque(name, arguments), 1),): Fraction(1)})


def raised(base: Polynomial, exponent: Polynomial) -> Polynomial:
    """Return a power whose exponent may have symbols."""
    value = exponent.constant()
    return function("power", (base, exponent)) if value is None else base.power(value)


def symbols_of(polynomials: Iterable[Polynomial]) -> frozenset[str]:
    """Return all symbols of some polynomials."""
    return frozenset().union(*(item.symbols() for item in polynomials))


def number_power(value: Fraction, exponent: Exponent) -> Fraction:
    """Return a rational power of a rational, exactly if the exponent is whole."""
    if value == 0 and exponent < 0:
        raise DataError("games.expression.by_zero")
    if exponent.denominator == 1:
        return Fraction(value**exponent.numerator)
    if value < 0:
        raise DataError("games.expression.undefined", name="power", value=float(value))
    return _as_fraction(lambda: float(value) ** float(exponent), "power", value)


def _calculated(name: str, values: list[Fraction]) -> Fraction:
    if name == "power":
        return number_power(values[0], values[1])
    if name == "abs":
        return abs(values[0])
    if name in {"min", "max"}:
        return min(values) if name == "min" else max(values)
    plain = {"exp": math.exp, "log": math.log, "ln": math.log, "sqrt": math.sqrt}[name]
    root = _whole_root(values[0]) if name == "sqrt" else None
    return root if root is not None else _as_fraction(lambda: plain(values[0]), name, values[0])


def _whole_root(value: Fraction) -> Fraction | None:
    if value < 0:
        return None
    found = Fraction(math.isqrt(value.numerator), math.isqrt(value.denominator))
    return found if found * found == value else None


def _as_fraction(work: object, name: str, value: Fraction) -> Fraction:
    try:
        return Fraction(work())  # type: ignore[operator]  # a function without arguments
    except (ValueError, OverflowError) as error:
        raise DataError("games.expression.undefined", name=name, value=float(value)) from error


def _value(atom: Atom, values: Mapping[str, Polynomial]) -> Polynomial:
    if isinstance(atom, str):
        return values[atom] if atom in values else symbol(atom)
    arguments = tuple(item.substitute(values) for item in atom.arguments)
    return arguments[0] if atom.name == "sum" else function(atom.name, arguments)


def _product(left: Monomial, right: Monomial) -> Monomial:
    if not left or not right:
        return left or right
    powers = dict(left)
    for atom, exponent in right:
        powers[atom] = powers.get(atom, 0) + exponent
    return tuple(sorted(((a, e) for a, e in powers.items() if e), key=_order))


def _whole(exponent: Exponent) -> Exponent:
    return int(exponent) if exponent.denominator == 1 else exponent


def _order(item: tuple[Atom, Exponent]) -> tuple[bool, str]:
    return not isinstance(item[0], str), str(item[0])


def _without_zeros(terms: Mapping[Monomial, Fraction]) -> Polynomial:
    return Polynomial({monomial: factor for monomial, factor in terms.items() if factor})


def _repeated(base: Polynomial, times: int) -> Polynomial:
    found = constant(1)
    for _ in range(times):
        found *= base
    return found
