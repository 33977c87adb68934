"""Polynomials evaluated at very many sets of parameters at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from consilience.games.polynomial import Atom, Exponent, Monomial, Polynomial
from consilience.games.records import as_float

Floats = NDArray[np.float64]
_SLICE = 2_048  # sets at a time: what is multiplied stays in the fast memory
_UNROLLED = 4
_FUNCTIONS = {
    "exp": np.exp,
    "log": np.log,
    "ln": np.log,
    "sqrt": np.sqrt,
    "abs": np.abs,
    "min": np.minimum,
    "max": np.maximum,
    "power": np.power,
}


class Batch:
    """Polynomials in named symbols; equal products of symbols are multiplied out once."""

    def __init__(self, polynomials: Sequence[Polynomial], names: Sequence[str]) -> None:
        self.names = tuple(names)
        self._products: dict[tuple[tuple[Atom, Exponent], ...], int] = {(): 0}
        self._steps: list[tuple[int, tuple[Atom, Exponent]]] = []
        rows = [{self._place(m): as_float(f) for m, f in p.terms.items()} for p in polynomials]
        self._inner = self._opaque_arguments()
        self._matrix = np.zeros((len(rows), len(self._products)))
        for place, row in enumerate(rows):
            for column, factor in row.items():
                self._matrix[place, column] = factor

    def at(self, columns: Floats) -> Floats:
        """Return values of shape (polynomials, sets) for columns of shape (names, sets).

        Where a function is not defined or a value divides by 0 the answer is NaN or infinite.
        """
        count = columns.shape[1]
        found = np.empty((len(self._matrix), count))
        with np.errstate(all="ignore"):
            for start in range(0, count, _SLICE):
                part = columns[:, start : start + _SLICE]
                found[:, start : start + _SLICE] = self._matrix @ self._multiplied(part)
        return found

    def _place(self, monomial: Monomial) -> int:
        """Return the number of a product; what it takes to multiply it out is noted down."""
        factors: list[tuple[Atom, Exponent]] = []
        for atom, exponent in monomial:
            whole = exponent.denominator == 1 and 0 < exponent <= _UNROLLED
            factors += [(atom, 1)] * int(exponent) if whole else [(atom, exponent)]
        for length in range(1, len(factors) + 1):
            part = tuple(factors[:length])
            if part not in self._products:
                self._steps.append((self._products[part[:-1]], part[-1]))
                self._products[part] = len(self._products)
        return self._products[tuple(factors)]

    def _opaque_arguments(self) -> Mapping[Atom, Batch]:
        atoms = {atom for _, (atom, _) in self._steps if not isinstance(atom, str)}
        return {atom: Batch(atom.arguments, self.names) for atom in atoms}

    def _multiplied(self, columns: Floats) -> Floats:
        values: dict[Atom, Floats] = dict(zip(self.names, columns, strict=True))
        for atom, inner in self._inner.items():
            arguments = inner.at(columns)
            name = "sum" if isinstance(atom, str) else atom.name
            values[atom] = arguments[0] if name == "sum" else _FUNCTIONS[name](*arguments)
        found = np.empty((len(self._products), columns.shape[1]))
        found[0] = 1.0
        for place, (parent, (atom, exponent)) in enumerate(self._steps, start=1):
            factor = values[atom] if exponent == 1 else values[atom] ** float(exponent)
            np.multiply(found[parent], factor, out=found[place])
        return found
