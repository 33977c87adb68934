"""A game with numbers as arrays for the kernel, and boxes around stable vertices that trap."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from consilience.games.polynomial import Monomial, Polynomial, constant, symbol
from consilience.games.records import Form, Profile, as_float
from consilience.games.values import numeric_gains
from consilience.kernels.games import followed

Floats = NDArray[np.float64]
Places = NDArray[np.int64]

TOLERANCE = 1e-6
_STEP_COST = 400  # steps of inner loops in one step of the integrator, about
_HALVINGS = 40


@dataclass(frozen=True, eq=False)
class Motion:
    """Sparse polynomials of gains, and the trapping boxes: vertex profiles with their radii."""

    form: Form
    populations: Places
    factors: Places
    matrix: Floats
    traps: tuple[Profile, ...]
    radii: Floats

    @cached_property
    def corners(self) -> Places:
        """The place of each population's strategy at each trap, shape (traps, populations)."""
        firsts = self.populations[:-1]
        return np.array(self.traps, dtype=np.int64).reshape(len(self.traps), len(firsts)) + firsts

    @cached_property
    def speed(self) -> float:
        """The largest payoff difference that the factors allow, the unit of one over time."""
        return float(np.abs(self.matrix).sum(axis=1).max()) or 1.0

    def follow(
        self,
        starts: Floats,
        times: Floats,
        *,
        trap: bool,
        most_steps: int,
        tolerance: float = TOLERANCE,
    ) -> tuple[Floats, Places]:
        """Return shares, shape (starts, times, strategies), and at which trap each start ended."""
        cost = len(starts) * (40 + len(times)) * _STEP_COST
        found: tuple[Floats, Places] = followed.at_cost(cost)(
            starts,
            times,
            self.populations,
            self.factors,
            self.matrix,
            self.corners,
            self.radii if trap else self.radii[:0],
            tolerance,
            most_steps,
        )
        return found

    def trapped(self, states: Floats) -> Places:
        """Return the trap that each state lies in, -1 for none; states of shape (n, strategies)."""
        found = np.full(len(states), -1, dtype=np.int64)
        for place, (corner, radius) in enumerate(zip(self.corners, self.radii, strict=True)):
            found[(states[:, corner] >= 1 - radius).all(axis=1)] = place
        return found


@dataclass(frozen=True, eq=False)
class Field:
    """Sparse polynomials of all payoffs in numbers, a row a strategy."""

    populations: Places
    factors: Places
    matrix: Floats

    @property
    def speed(self) -> float:
        """The largest payoff that the factors allow, the unit of one over time."""
        return float(np.abs(self.matrix).sum(axis=1).max()) or 1.0


def field_of(form: Form, payoffs: list[list[Polynomial]]) -> Field:
    """Return payoffs of all strategies in shares as arrays."""
    firsts = np.concatenate([[0], np.cumsum(form.sizes)])
    rows = [item for row in payoffs for item in row]
    products = _products(rows)
    matrix = np.zeros((len(rows), len(products)))
    for place, row in enumerate(rows):
        for monomial, factor in row.terms.items():
            matrix[place, products[_factors(monomial)][0]] = as_float(factor)
    place_of = _share_places(form, firsts)
    factors = [(parent, place_of.get(name, 0)) for _, parent, name in products.values()]
    return Field(firsts.astype(np.int64), np.array(factors, dtype=np.int64).T.copy(), matrix)


def motion_of(form: Form, known: Mapping[str, Fraction]) -> Motion:
    """Return the dynamics of a game in which every parameter has a value."""
    gains = numeric_gains(form, known)
    field = field_of(form, gains)
    movers = np.delete(np.arange(len(field.matrix)), field.populations[1:] - 1)
    traps, radii = _traps(form, gains)
    return Motion(
        form=form,
        populations=field.populations,
        factors=field.factors,
        matrix=field.matrix[movers],
        traps=traps,
        radii=radii,
    )


def _factors(monomial: Monomial) -> tuple[str, ...]:
    return tuple(str(atom) for atom, exponent in monomial for _ in range(int(exponent)))


def _products(rows: list[Polynomial]) -> dict[tuple[str, ...], tuple[int, int, str]]:
    """Return each product of shares that occurs: its number, that of all but its last factor, it.

    The product without factors is number 0; every other comes after its parent.
    """
    found: dict[tuple[str, ...], tuple[int, int, str]] = {(): (0, 0, "")}
    for row in rows:
        for monomial in row.terms:
            factors = _factors(monomial)
            for length in range(1, len(factors) + 1):
                part = factors[:length]
                if part not in found:
                    found[part] = (len(found), found[part[:-1]][0], part[-1])
    return found


def _share_places(form: Form, firsts: NDArray[np.int64]) -> dict[str, int]:
    return {
        name: int(first) + number
        for first, population in zip(firsts, form.populations, strict=False)
        for number, name in enumerate(population.shares)
    }


def _traps(form: Form, gains: list[list[Polynomial]]) -> tuple[tuple[Profile, ...], Floats]:
    """Return strictly stable vertices, each with a radius within which everything goes there.

    Where every other strategy loses against the vertex's own wherever all shares of the vertex are
    at least 1 - r, these shares only grow. The bound takes the positive terms of each loss, written
    in the shares of the other strategies, at their largest.
    """
    profiles, radii = [], []
    for profile in form.profiles():
        losses = _losses(form, gains, profile)
        if all(loss.terms.get((), Fraction(0)) > 0 for loss in losses):
            profiles.append(profile)
            radii.append(min(_radius(loss) for loss in losses))
    return tuple(profiles), np.array(radii, dtype=np.float64)


def _losses(form: Form, gains: list[list[Polynomial]], profile: Profile) -> list[Polynomial]:
    """Return what each move loses around a vertex, in the shares of the strategies not played."""
    others: dict[str, Polynomial] = {}
    for number, (population, own) in enumerate(zip(form.populations, profile, strict=True)):
        rest = constant(1)
        for place in range(len(population.strategies)):
            if place != own:
                rest -= symbol(f"{number}:{place}")
        for place, name in enumerate(population.shares):
            others[name] = rest if place == own else symbol(f"{number}:{place}")
    return [
        (row[own] - item).substitute(others)
        for row, own in zip(gains, profile, strict=True)
        for place, item in enumerate(row)
        if place != own
    ]


def _radius(loss: Polynomial) -> float:
    """Return the largest r up to 1/2, on a grid, at which the loss stays positive."""
    sizes = [
        (as_float(factor), sum(int(exponent) for _, exponent in monomial))
        for monomial, factor in loss.terms.items()
    ]
    base = sum(factor for factor, degree in sizes if degree == 0)
    low, high = 0.0, 0.5
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        worst = sum(factor * middle**degree for factor, degree in sizes if degree and factor < 0)
        low, high = (middle, high) if base + worst > 0 else (low, middle)
    return low
