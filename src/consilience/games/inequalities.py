"""Conditions on parameters: what a text such as "R - C > 0" says, and the box that ranges make."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from consilience.errors import ArgumentError, DataError
from consilience.games.affine import degree
from consilience.games.expressions import parse
from consilience.games.polynomial import Polynomial, symbol
from consilience.games.printing import polynomial_text
from consilience.games.records import Form

Ends = tuple[Fraction | None, Fraction | None]
Box = Mapping[str, Ends]
_SIGN = re.compile(r"(<=|>=|=<|=>|[<>≤≥＜＞])")
_MEANING = {
    ">": (1, True),
    "＞": (1, True),
    "<": (-1, True),
    "＜": (-1, True),
    ">=": (1, False),
    "=>": (1, False),
    "≥": (1, False),
    "<=": (-1, False),
    "=<": (-1, False),
    "≤": (-1, False),
}


@dataclass(frozen=True)
class Condition:
    """A polynomial in parameters that is above 0; or at least 0 where it is not strict."""

    polynomial: Polynomial
    strict: bool = True

    def reversed(self) -> Condition:
        """Return what holds where this one does not."""
        return Condition(-self.polynomial, not self.strict)

    def at(self, values: Mapping[str, Fraction]) -> Condition:
        """Return the condition with numbers in place of parameters."""
        return Condition(self.polynomial.at(values), self.strict)

    def holds(self, values: Mapping[str, Fraction]) -> bool:
        """Return whether the condition holds at these values of all its parameters."""
        found = self.polynomial.at(values).constant()
        return found is not None and (found > 0 if self.strict else found >= 0)

    def text(self) -> str:
        """Return the condition as text."""
        return f"{polynomial_text(self.polynomial)} {'>' if self.strict else '>='} 0"


def conditions_of(form: Form, written: object, name: str, owner: str) -> tuple[Condition, ...]:
    """Return the conditions that a text or a list of texts says.

    Raises
    ------
    ArgumentError
        If it is no text and no list of texts.
    DataError
        If a text is no inequality in the parameters.
    """
    listed = [written] if isinstance(written, str) else written
    if not isinstance(listed, Sequence) or not all(isinstance(item, str) for item in listed):
        raise ArgumentError(name, owner, "inequalities", written)
    known = {item.name: symbol(item.name) for item in form.parameters}
    return tuple(condition for item in listed for condition in _read(item, known))


def _read(written: str, known: Mapping[str, Polynomial]) -> Iterator[Condition]:
    parts = _SIGN.split(written)
    if len(parts) < 3:
        raise DataError("games.scenario.no_inequality", written=written)
    sides = [parse(side, known, written) for side in parts[::2]]
    for left, sign, right in zip(sides, parts[1::2], sides[1:], strict=False):
        direction, strict = _MEANING[sign]
        yield Condition(left - right if direction > 0 else right - left, strict)


def box_of(form: Form, conditions: Sequence[Condition], fixed: Mapping[str, Fraction]) -> Box:
    """Return the ends of each free parameter, from its range and from conditions on it alone.

    Raises
    ------
    DataError
        If no value is left for a parameter.
    """
    found: dict[str, Ends] = {
        item.name: (item.low, item.high) for item in form.parameters if item.name not in fixed
    }
    found = tightened(found, conditions)
    for name, (low, high) in found.items():
        if low is not None and high is not None and low > high:
            raise DataError("games.scenario.no_value", name=name)
    return found


def tightened(box: Box, conditions: Sequence[Condition]) -> dict[str, Ends]:
    """Return the box without what conditions on one parameter alone exclude."""
    found = dict(box)
    for condition in conditions:
        end = _end(condition.polynomial)
        if end is not None and end[0] in found:
            name, value, lower = end
            low, high = found[name]
            if lower:
                found[name] = (value if low is None else max(low, value), high)
            else:
                found[name] = (low, value if high is None else min(high, value))
    return found


def _end(polynomial: Polynomial) -> tuple[str, Fraction, bool] | None:
    """Return parameter, value and whether it is a lower end, if a condition says just that."""
    names = polynomial.symbols()
    plain = all(isinstance(atom, str) and e == 1 for m in polynomial.terms for atom, e in m)
    if len(names) != 1 or not plain or degree(polynomial) != 1:
        return None
    (name,) = names
    slope = polynomial.terms[((name, 1),)]
    return name, -polynomial.terms.get((), Fraction(0)) / slope, slope > 0
