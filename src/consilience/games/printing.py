"""Polynomials as text that the parser reads again, and as LaTeX."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from consilience.games.factoring import Product, by_shares, factored
from consilience.games.polynomial import Atom, Exponent, Opaque, Polynomial

_GREEK = frozenset(
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau "  # noqa: SIM905  (reads better than a list)
    "upsilon phi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega".split()
)


def number_text(value: Fraction) -> str:
    """Return a rational as a short decimal where it is one, else as a fraction."""
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest == 1 and 10**8 % value.denominator == 0:
        shown = f"{abs(value.numerator) * 10**8 // value.denominator:09d}"
        text = f"{shown[:-8]}.{shown[-8:]}".rstrip("0").rstrip(".")
        return f"-{text}" if value < 0 else text
    return str(value)


def polynomial_text(polynomial: Polynomial) -> str:
    """Return a polynomial as text."""
    return _sum_text(factored(polynomial))


def grouped_text(polynomial: Polynomial, shares: Sequence[str]) -> str:
    """Return a polynomial as text, terms with the same shares together."""
    return _sum_text(by_shares(polynomial, shares))


def grouped_latex(polynomial: Polynomial, shares: Sequence[str]) -> str:
    """Return a polynomial as LaTeX for mathematics mode, terms with the same shares together."""
    return _sum_latex(by_shares(polynomial, shares))


def symbol_latex(name: str) -> str:
    """Return a symbol as LaTeX: Greek names as letters, what follows an underscore below."""
    head, *tail = [part for part in name.split("_") if part]
    below = ",".join(_letters_latex(part) for part in tail)
    return f"{_letters_latex(head)}_{{{below}}}" if below else _letters_latex(head)


def _letters_latex(name: str) -> str:
    if name in _GREEK:
        return f"\\{name}"
    if len(name) == 1 or name.isdigit():
        return name
    inner = r"\text" if re.search("[\u3400-\u9fff]", name) else r"\mathit"
    return f"{inner}{{{name}}}"


def _sum_text(products: Sequence[Product]) -> str:
    return _signed([(item.negative, _product_text(item)) for item in products])


def _signed(parts: Sequence[tuple[bool, str]]) -> str:
    text = " ".join(f"{'-' if negative else '+'} {part}" for negative, part in parts)
    return f"-{text[2:]}" if text.startswith("- ") else text.removeprefix("+ ") or "0"


def _product_text(product: Product) -> str:
    factors = [_power_text(item) for item in product.powers]
    factors += [f"({_sum_text(item)})" for item in product.sums]
    if product.number != 1 or not factors:
        shown = number_text(product.number)
        factors.insert(0, f"({shown})" if "/" in shown and factors else shown)
    return "*".join(factors)


def _power_text(item: tuple[Atom, Exponent]) -> str:
    atom, exponent = item
    base = atom if isinstance(atom, str) else _closed_text(atom)
    if exponent == 1:
        return base
    whole = exponent.denominator == 1 and exponent > 0
    return f"{base}^{exponent}" if whole else f"{base}^({exponent})"


def _closed_text(atom: Opaque) -> str:
    inner = [polynomial_text(item) for item in atom.arguments]
    if atom.name == "sum":
        return f"({inner[0]})"
    if atom.name == "power":
        return f"(({inner[0]})^({inner[1]}))"
    return f"{atom.name}({', '.join(inner)})"


def _sum_latex(products: Sequence[Product]) -> str:
    return _signed([(item.negative, _product_latex(item)) for item in products])


def _product_latex(product: Product) -> str:
    factors = [_power_latex(item) for item in product.powers]
    factors += [rf"\left({_sum_latex(item)}\right)" for item in product.sums]
    if product.number != 1 or not factors:
        top, slash, bottom = number_text(product.number).partition("/")
        factors.insert(0, rf"\tfrac{{{top}}}{{{bottom}}}" if slash else top)
    return " ".join(factors)


def _power_latex(item: tuple[Atom, Exponent]) -> str:
    atom, exponent = item
    base = symbol_latex(atom) if isinstance(atom, str) else _closed_latex(atom)
    return base if exponent == 1 else f"{base}^{{{exponent}}}"


def _closed_latex(atom: Opaque) -> str:
    inner = [_sum_latex(factored(item)) for item in atom.arguments]
    if atom.name == "sum":
        return rf"\left({inner[0]}\right)"
    if atom.name == "power":
        return rf"\left({inner[0]}\right)^{{{inner[1]}}}"
    return rf"\operatorname{{{atom.name}}}\left({', '.join(inner)}\right)"
