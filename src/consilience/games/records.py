"""A game as data: its populations, its parameters and the expected payoff of each strategy."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from consilience.errors import DataError
from consilience.games.polynomial import Polynomial, constant, symbol
from consilience.results import Note

Profile = tuple[int, ...]
REFERENCES = ("taylor1978", "friedman1991", "ritzberger1995")


@dataclass(frozen=True)
class Population:
    """One population: its strategies, and the symbols of their shares (all but the last).

    The share of the last strategy is 1 less the others.
    """

    name: str
    strategies: tuple[str, ...]
    shares: tuple[str, ...]


@dataclass(frozen=True)
class Parameter:
    """One parameter: its value if it has one, and what the user says about it."""

    name: str
    value: Fraction | None = None
    low: Fraction | None = None
    high: Fraction | None = None
    unit: str = ""
    meaning: str = ""


@dataclass(frozen=True)
class Form:
    """Everything that the analysis needs to know of a game.

    ``utilities[i][s]`` is the expected payoff of strategy s of population i, a polynomial in
    parameters and shares. ``defined`` has the parameters that are formulas of others.
    """

    populations: tuple[Population, ...]
    parameters: tuple[Parameter, ...]
    utilities: tuple[tuple[Polynomial, ...], ...]
    notes: tuple[Note, ...] = ()

    @property
    def sizes(self) -> tuple[int, ...]:
        """How many strategies each population has."""
        return tuple(len(item.strategies) for item in self.populations)

    @property
    def shares(self) -> tuple[str, ...]:
        """The symbols of all shares, in order."""
        return tuple(name for item in self.populations for name in item.shares)

    @cached_property
    def gains(self) -> tuple[tuple[Polynomial, ...], ...]:
        """By how much each strategy's payoff exceeds that of the last one of its population."""
        return tuple(tuple(item - row[-1] for item in row) for row in self.utilities)

    @cached_property
    def depends_on_itself(self) -> bool:
        """Whether what a population gains by a strategy depends on its own shares."""
        pairs = zip(self.populations, self.gains, strict=True)
        return any(item.symbols() & set(one.shares) for one, row in pairs for item in row)

    def profiles(self) -> Iterator[Profile]:
        """Yield all combinations of strategies, the first strategies first."""
        return itertools.product(*(range(size) for size in self.sizes))

    def names(self, profile: Profile) -> tuple[str, ...]:
        """Return the strategies of a profile by name."""
        pairs = zip(self.populations, profile, strict=True)
        return tuple(item.strategies[place] for item, place in pairs)

    def corner(self, profile: Profile) -> dict[str, Fraction]:
        """Return the shares where everyone plays the profile."""
        pairs = zip(self.populations, profile, strict=True)
        return {
            name: Fraction(place == position)
            for item, place in pairs
            for position, name in enumerate(item.shares)
        }

    def share(self, population: int, strategy: int) -> Polynomial:
        """Return the share of a strategy as a polynomial."""
        symbols = self.populations[population].shares
        if strategy < len(symbols):
            return symbol(symbols[strategy])
        rest = constant(1)
        for name in symbols:
            rest -= symbol(name)
        return rest


def as_float(value: Fraction) -> float:
    """Return a rational as a number of the machine."""
    try:
        return float(value)
    except OverflowError as error:
        raise DataError("games.number_too_large") from error
