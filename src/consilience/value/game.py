"""A game: the worth of every coalition, read and checked, and what an allocation looks like."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, DTypeLike, NDArray

from consilience import checks
from consilience.errors import ArgumentError, DataError, UnknownNameError
from consilience.results import Result

Floats = NDArray[np.float64]

MOST_PLAYERS = 28  # 2 GB of worths
_LARGEST = 1e100
_ROW_PLAYERS = 8


@dataclass(frozen=True)
class Game:
    """Players and the worths of all their coalitions, shape (2^n,); bit i is player i."""

    players: tuple[str, ...]
    worths: Floats

    @property
    def size(self) -> int:
        """The number of players."""
        return len(self.players)

    @property
    def total(self) -> float:
        """The worth of all players together."""
        return float(self.worths[-1])

    @property
    def low_bits(self) -> int:
        """How many players the columns of :attr:`table` stand for; few rows are fastest."""
        return max((self.size + 1) // 2, self.size - _ROW_PLAYERS)

    @property
    def table(self) -> Floats:
        """The worths as rows (last players) x columns (first players)."""
        return self.worths.reshape(-1, 1 << self.low_bits)

    @property
    def singles(self) -> Floats:
        """The worth of each player alone, shape (n,)."""
        return np.asarray(self.worths[1 << np.arange(self.size)], dtype=np.float64)

    @cached_property
    def scale(self) -> float:
        """The largest size of a worth, at least the smallest normal number."""
        size = max(-float(self.worths.min()), float(self.worths.max()))
        return max(size, float(np.finfo(np.float64).tiny))

    def halves(self, values: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
        """Return the sums of values over the coalitions of last and of first players."""
        return subset_sums(values[self.low_bits :]), subset_sums(values[: self.low_bits])

    def names(self, coalition: int) -> tuple[str, ...]:
        """Return the players of a coalition."""
        return tuple(name for i, name in enumerate(self.players) if coalition >> i & 1)

    def place(self, player: object, name: str, owner: str) -> int:
        """Return the place of a player, given by name or by place from 0."""
        if isinstance(player, str):
            if player not in self.players:
                raise UnknownNameError(name, owner, player, self.players)
            return self.players.index(player)
        if isinstance(player, bool | np.bool_) or not isinstance(player, int | np.integer):
            raise ArgumentError(name, owner, "players", player)
        if not 0 <= player < self.size:
            raise ArgumentError(name, owner, "players", player)
        return int(player)

    def members(self, coalition: object, name: str, owner: str) -> int:
        """Return a coalition of named or numbered players as a number."""
        if isinstance(coalition, str) or not hasattr(coalition, "__iter__"):
            raise ArgumentError(name, owner, "coalition", coalition)
        found = 0
        for player in coalition:
            found |= 1 << self.place(player, name, owner)
        return found

    def partition(self, blocks: object, name: str, owner: str) -> tuple[tuple[int, ...], ...]:
        """Return blocks of players, each player in one; who is not named stands alone."""
        if isinstance(blocks, str) or not hasattr(blocks, "__iter__"):
            raise ArgumentError(name, owner, "partition", blocks)
        found: list[tuple[int, ...]] = []
        seen = 0
        for block in blocks:
            mask = self.members(block, name, owner)
            if not mask or mask & seen or mask.bit_count() != len(list(block)):
                raise ArgumentError(name, owner, "partition", blocks)
            seen |= mask
            found.append(places_of(mask))
        alone: list[tuple[int, ...]] = [(i,) for i in range(self.size) if not seen >> i & 1]
        return tuple(found + alone)


@dataclass(frozen=True, kw_only=True, eq=False)
class Allocation(Result):
    """What each player gets, read-only, shape (n,); ``numpy.asarray`` gives the numbers.

    ``state`` is ``"found"``, or names why there is none; the values are NaN then.
    """

    players: tuple[str, ...]
    values: Floats
    state: str = "found"

    def __array__(
        self, dtype: DTypeLike | None = None, *, copy: bool | None = None
    ) -> NDArray[Any]:
        return np.array(self.values, dtype=dtype, copy=copy)

    def to_frame(self) -> pd.DataFrame:
        """Return one row a player."""
        return pd.DataFrame({"player": self.players, "value": self.values})


def read_game(v: ArrayLike, players: object, owner: str) -> Game:
    """Return a game; refuse worths that are no game."""
    if isinstance(v, np.ndarray) and v.dtype == np.float64 and v.ndim == 1 and v.size:
        worths = v
    else:
        worths = checks.numbers(v, "v", owner)
    size = len(worths).bit_length() - 1
    if len(worths) < 2 or len(worths) != 1 << size:
        raise ArgumentError("v", owner, "power_of_two", len(worths))
    if size > MOST_PLAYERS:
        raise DataError("value.players", owner=owner, limit=MOST_PLAYERS, players=size)
    if not (worths.min() > -_LARGEST and worths.max() < _LARGEST):
        wrong = int(np.argmax(~(np.abs(worths) < _LARGEST)))
        raise ArgumentError("v", owner, "worths", float(worths[wrong]), place=wrong)
    if worths[0] != 0:
        raise ArgumentError("v", owner, "empty_worth", float(worths[0]))
    named = getattr(v, "players", None) if players is None else players
    return Game(players_of(named, size, owner), worths)


def players_of(players: object, size: int, owner: str) -> tuple[str, ...]:
    """Return names of players: those given, else their places from 0."""
    if players is None:
        return tuple(map(str, range(size)))
    found = checks.names(players, "players", owner)
    if len(found) != size:
        raise ArgumentError("players", owner, "same_length", len(found), other="v", length=size)
    return found


def places_of(coalition: int) -> tuple[int, ...]:
    """Return the places of the players of a coalition."""
    return tuple(i for i in range(coalition.bit_length()) if coalition >> i & 1)


def subset_sums(values: NDArray[Any]) -> NDArray[Any]:
    """Return the sum of every subset of the values, shape (2^k,)."""
    found = np.zeros(1 << len(values), dtype=values.dtype)
    for place, value in enumerate(values):
        found[1 << place : 2 << place] = found[: 1 << place] + value
    return found


def frozen(values: NDArray[Any]) -> Floats:
    """Return a read-only copy."""
    found = np.array(values, dtype=np.float64)
    found.flags.writeable = False
    return found
