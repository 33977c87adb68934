"""Power in weighted voting, exact for many players."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import comb
from typing import Any, Literal, get_args

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from consilience import checks
from consilience.errors import ArgumentError
from consilience.results import Note, Result
from consilience.value.building import votes
from consilience.value.game import Floats, frozen, players_of

Index = Literal["shapley-shubik", "banzhaf", "absolute banzhaf"]

_MOST_PLAYERS = 200
_MOST_UNITS = 20_000  # sum of the weights as whole numbers
_MOST_DIGITS = 6
_REFERENCES = {
    "shapley-shubik": "shapley1954",
    "banzhaf": "banzhaf1965",
    "absolute banzhaf": "dubey1979",
}


@dataclass(frozen=True, kw_only=True, eq=False)
class PowerIndex(Result):
    """The power of each player, read-only, shape (n,), and as exact fractions.

    ``dummies`` never turn a vote; ``vetoers`` can stop every one; ``dictator`` is empty or one
    player who decides alone.
    """

    players: tuple[str, ...]
    values: Floats
    fractions: tuple[str, ...]
    dummies: tuple[str, ...]
    vetoers: tuple[str, ...]
    dictator: str

    def to_frame(self) -> pd.DataFrame:
        """Return one row a player."""
        return pd.DataFrame(
            {"player": self.players, "power": self.values, "fraction": self.fractions}
        )


def power_index(
    weights: ArrayLike,
    quota: float,
    *,
    index: Index = "shapley-shubik",
    players: Any = None,
) -> PowerIndex:
    r"""Measure how often each voter turns a vote, exactly: a power index of weighted voting.

    ``"shapley-shubik"``: in how many of all orders a voter is the one who reaches the quota.
    ``"absolute banzhaf"``: in what share of the coalitions of others he makes the difference;
    ``"banzhaf"``: the same, scaled to the sum 1. Coalitions are counted by weight and size in
    whole numbers, so nothing is rounded.

    Parameters
    ----------
    weights
        One number of at least 0 a voter, shape (n,), n up to 200, with up to 6 decimals; scaled to
        whole numbers they may add up to 20,000 at most.
    quota
        Above 0 and at most the sum of the weights.
    index
        One of the three.
    players
        Names of the voters; their places from 0 by default.

    Returns
    -------
    PowerIndex
        Power of each voter, in [0, 1].

    Raises
    ------
    ArgumentError
        If an argument is outside its range.
    UnknownNameError
        If the index is unknown.

    Examples
    --------
    >>> council = [7] * 5 + [1] * 10  # Security Council: all permanent members and four others
    >>> power_index(council, 39).values[[0, 5]].round(7)
    array([0.1962704, 0.0018648])

    References
    ----------
    Shapley and Shubik (1954), A Method for Evaluating the Distribution of Power in a Committee
    System; Banzhaf (1965), Weighted Voting Doesn't Work; Dubey and Shapley (1979), Mathematical
    Properties of the Banzhaf Power Index.
    """
    owner = "power_index"
    chosen = checks.choice(index, get_args(Index), "index", owner)
    given, needed = votes(weights, quota, owner)
    names = players_of(players, len(given), owner)
    if len(given) > _MOST_PLAYERS:
        raise ArgumentError("weights", owner, "at_most_long", len(given), high=_MOST_PLAYERS)
    units, threshold = _whole(given.tolist(), needed, owner)
    found = _exact(units, threshold, chosen)
    total = sum(units)
    alone = [name for name, unit in zip(names, units, strict=True) if unit >= threshold]
    veto = tuple(n for n, unit in zip(names, units, strict=True) if total - unit < threshold)
    notes = (Note("value.note.minority", {}, "warning"),) if 2 * threshold <= total else ()
    return PowerIndex(
        players=names,
        values=frozen(np.array(found, dtype=np.float64)),
        fractions=tuple(map(str, found)),
        dummies=tuple(name for name, share in zip(names, found, strict=True) if not share),
        vetoers=veto,
        dictator=alone[0] if len(alone) == 1 and veto == (alone[0],) else "",
        parameters={"weights": given.tolist(), "quota": needed, "index": chosen},
        notes=notes,
        references=(_REFERENCES[chosen],),
    )


def _whole(weights: list[float], quota: float, owner: str) -> tuple[list[int], int]:
    """Return weights and quota as whole numbers."""
    scale = 10 ** max(_digits(weight, owner) for weight in weights)
    units = [round(weight * scale) for weight in weights]
    if sum(units) > _MOST_UNITS:
        raise ArgumentError("weights", owner, "units", sum(units), high=_MOST_UNITS)
    return units, -int(-Fraction(repr(quota)) * scale // 1)


def _digits(weight: float, owner: str) -> int:
    for digits in range(_MOST_DIGITS + 1):
        if round(weight, digits) == weight:
            return digits
    raise ArgumentError("weights", owner, "decimals", weight, high=_MOST_DIGITS)


def _exact(units: list[int], quota: int, index: Index) -> list[Fraction]:
    """Return the index; voters of the same weight have the same power and are done once."""
    counts = dict(_swings(units, quota, sized=index == "shapley-shubik"))
    n = len(units)
    if index == "shapley-shubik":
        orders = [n * comb(n - 1, size) for size in range(n)]
        power = {
            unit: sum(map(Fraction, found, orders), Fraction(0)) for unit, found in counts.items()
        }
    else:
        power = {unit: Fraction(found[0], 1 << n - 1) for unit, found in counts.items()}
    shares = [power[unit] for unit in units]
    total = sum(shares)
    return [share / total for share in shares] if index == "banzhaf" else shares


def _swings(units: list[int], quota: int, *, sized: bool) -> Iterator[tuple[int, list[int]]]:
    """Yield each weight, and how many coalitions of others a voter of it turns, by size.

    A polynomial in weight and size is one long whole number, each coefficient in bytes of its own:
    a voter is added by a shift and a sum. Halves of the voters are added to both sides in turn, so
    that each is left out once.
    """
    width = len(units) // 8 + 1  # bytes of a coefficient: at most 2^n coalitions
    sizes = len(units) if sized else 1
    row = 8 * width * sizes
    step = 8 * width if sized else 0
    limit = (1 << row * quota) - 1  # heavier coalitions turn nothing

    def with_voters(whole: int, added: list[int]) -> int:
        for unit in added:
            whole += (whole << row * unit + step) & limit
        return whole

    whole = with_voters(1, _repeated(units))
    waiting = [(whole, sorted(set(units)))]
    while waiting:
        whole, kinds = waiting.pop()
        if len(kinds) == 1:
            yield kinds[0], _turned(whole, kinds[0], quota, (width, sizes))
            continue
        half = len(kinds) // 2
        waiting.append((with_voters(whole, kinds[:half]), kinds[half:]))
        waiting.append((with_voters(whole, kinds[half:]), kinds[:half]))


def _repeated(units: list[int]) -> list[int]:
    """Return the voters less one of each weight."""
    found = list(units)
    for unit in set(units):
        found.remove(unit)
    return found


def _turned(whole: int, unit: int, quota: int, shape: tuple[int, int]) -> list[int]:
    """Return, by size, the coalitions that miss the quota by no more than this weight."""
    width, sizes = shape
    length = width * sizes
    rows = whole.to_bytes(length * quota, "little")
    total = sum(
        int.from_bytes(rows[length * weight : length * (weight + 1)], "little")
        for weight in range(max(quota - unit, 0), quota)
    )
    return [total >> 8 * width * size & (1 << 8 * width) - 1 for size in range(sizes)]
