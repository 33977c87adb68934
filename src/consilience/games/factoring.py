"""Polynomials as sums of products that people can read: common symbols in front, in brackets.

The factors are those that show by comparing parts: c*s*A + c*A becomes c*A*(s + 1). It is no
complete factorisation, but what is shown is always equal to what it stands for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from consilience.games.polynomial import Atom, Monomial, Polynomial


@dataclass(frozen=True)
class Product:
    """A number, powers of atoms and sums in brackets, with a sign in front."""

    negative: bool
    number: Fraction
    powers: Monomial
    sums: tuple[tuple[Product, ...], ...] = ()


def factored(polynomial: Polynomial) -> tuple[Product, ...]:
    """Return a polynomial as a sum of products, positive ones first."""
    if len(polynomial.terms) == 1:
        ((monomial, factor),) = polynomial.terms.items()
        return (Product(factor < 0, abs(factor), monomial),)
    number, powers = _content(polynomial)
    if powers or number != 1:
        return (_bracketed(polynomial * _inverse(number, powers), number, powers),)
    chosen = _most_frequent(polynomial)
    if chosen is None:
        return _ordered([one for term in _terms(polynomial) for one in factored(term)])
    with_it = _part(polynomial, chosen, inside=True)
    rest = _part(polynomial, chosen, inside=False)
    inner = with_it * _inverse(Fraction(1), ((chosen, 1),))
    ratio = _ratio(rest, inner)
    if ratio is not None:
        symbol = Polynomial({((chosen, 1),): Fraction(1)})
        return (_times(inner, symbol + Polynomial({(): ratio})),)
    return _ordered([*factored(with_it), *factored(rest)])


def by_shares(polynomial: Polynomial, shares: Sequence[str]) -> tuple[Product, ...]:
    """Return a polynomial as a sum of products, one for each product of shares."""
    found: list[Product] = []
    parts = polynomial.collected(shares)
    for monomial in sorted(parts, key=lambda item: (len(item), str(item))):
        inner = factored(parts[monomial])
        if not monomial:
            found += inner
        elif len(inner) == 1:
            found.append(replace(inner[0], powers=(*inner[0].powers, *monomial)))
        else:
            found.append(Product(False, Fraction(1), monomial, (inner,)))
    return tuple(found)


def _bracketed(inner: Polynomial, number: Fraction, powers: Monomial) -> Product:
    signs = [factor > 0 for factor in inner.terms.values()]
    constant = inner.terms.get(())
    turn = constant < 0 if constant else sum(signs) * 2 < len(signs)
    shown = factored(-inner if turn else inner)
    if len(shown) == 1:
        first = shown[0]
        merged = Polynomial({powers: number}) * Polynomial({first.powers: first.number})
        ((both, total),) = merged.terms.items()
        return Product(first.negative != turn, total, both, first.sums)
    return Product(turn, number, powers, (shown,))


def _times(inner: Polynomial, other: Polynomial) -> Product:
    """Return the product of two sums as one."""
    left, right = (_bracketed(item, Fraction(1), ()) for item in (inner, other))
    negative, sums = left.negative != right.negative, left.sums + right.sums
    return Product(negative, left.number, left.powers, sums)


def _ratio(top: Polynomial, bottom: Polynomial) -> Fraction | None:
    """Return the number that one polynomial is of another, or None."""
    if not top.terms or top.terms.keys() != bottom.terms.keys():
        return None
    ratios = {top.terms[key] / bottom.terms[key] for key in top.terms}
    return ratios.pop() if len(ratios) == 1 else None


def _content(polynomial: Polynomial) -> tuple[Fraction, Monomial]:
    """Return the number and the powers of atoms that all terms share."""
    powers = [dict(monomial) for monomial in polynomial.terms]
    first = powers[0] if powers else {}
    common = {atom: min(item.get(atom, 0) for item in powers) for atom in first}
    sizes = {abs(factor) for factor in polynomial.terms.values()}
    number = sizes.pop() if len(sizes) == 1 else Fraction(1)
    return number, tuple((atom, exponent) for atom, exponent in common.items() if exponent > 0)


def _inverse(number: Fraction, powers: Monomial) -> Polynomial:
    return Polynomial({tuple((atom, -exponent) for atom, exponent in powers): 1 / number})


def _most_frequent(polynomial: Polynomial) -> Atom | None:
    counts = Counter(
        atom for monomial in polynomial.terms for atom, exponent in monomial if exponent > 0
    )
    if not counts or max(counts.values()) < 2:
        return None
    return min(counts, key=lambda atom: (-counts[atom], str(atom)))


def _part(polynomial: Polynomial, chosen: Atom, *, inside: bool) -> Polynomial:
    def holds(monomial: Monomial) -> bool:
        return any(atom == chosen and exponent > 0 for atom, exponent in monomial)

    return Polynomial({m: f for m, f in polynomial.terms.items() if holds(m) == inside})


def _terms(polynomial: Polynomial) -> list[Polynomial]:
    return [Polynomial({monomial: factor}) for monomial, factor in polynomial.terms.items()]


def _ordered(products: list[Product]) -> tuple[Product, ...]:
    return tuple(
        sorted(
            products,
            key=lambda item: (item.negative, len(item.sums), len(item.powers), str(item.powers)),
        )
    )
