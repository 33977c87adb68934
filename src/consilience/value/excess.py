"""Excesses of coalitions: what they are worth beyond what their members get."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from consilience.value.game import Floats, Game

if TYPE_CHECKING:
    from consilience.value.span import Span

_NO_EXCESS = 1e-9  # relative to the largest surplus
_NO_DIFFERENCE = 1e-13  # relative to the largest worth
_CELLS = 1 << 16  # cells of the table of worths looked at together


def worst_of_rows(game: Game, payoffs: Floats, span: Span) -> tuple[NDArray[np.int64], Floats]:
    """Return the coalition of largest excess in each row of the game's table, largest first.

    Coalitions in the span are left out; a row may hold no other.
    """
    high, low = game.halves(payoffs)
    rows, columns = span.test()
    step = max(1, _CELLS // len(low))
    places, values = [], []
    for start in range(0, len(high), step):
        part = slice(start, start + step)
        excess = game.table[part] - low
        excess -= high[part, None]
        excess[rows[part, None] == columns] = -np.inf
        best = excess.argmax(axis=1)
        places.append(best)
        values.append(excess[np.arange(len(best)), best])
    found = np.concatenate(values)
    coalitions = np.concatenate(places) + (np.arange(len(high)) << game.low_bits)
    order = np.argsort(-found, kind="stable")
    order = order[np.isfinite(found[order])]
    return coalitions[order], found[order]


def excesses(game: Game, payoffs: Floats, coalitions: NDArray[np.int64]) -> Floats:
    """Return the excess of some coalitions."""
    own = indicators(coalitions, game.size) @ payoffs
    return np.asarray(game.worths[coalitions] - own, dtype=np.float64)


def largest_surplus(game: Game) -> float:
    """Return the largest size of a coalition's worth beyond what its members have alone.

    The largest worth where no coalition has any.
    """
    high, low = game.halves(game.singles)
    size = 0.0
    for row, worths in zip(high.tolist(), game.table, strict=True):
        surplus = worths - low - row
        size = max(size, float(surplus.max()), -float(surplus.min()))
    return size if size > 1e-14 * game.scale else game.scale


def rounding_of(game: Game) -> float:
    """Return the excess up to which a coalition has no complaint: that of rounding."""
    return max(_NO_EXCESS * largest_surplus(game), _NO_DIFFERENCE * game.size * game.scale)


def indicators(coalitions: NDArray[np.int64], size: int) -> Floats:
    """Return rows of 0 and 1: who is in each coalition."""
    return (coalitions[:, None] >> np.arange(size) & 1).astype(np.float64)


def objecting(
    game: Game, payoffs: Floats, above: float, most: int
) -> tuple[int, NDArray[np.int64], Floats]:
    """Return how many coalitions have an excess above a limit, and the worst of them."""
    high, low = game.halves(payoffs)
    count, coalitions, values = 0, np.empty(0, dtype=np.int64), np.empty(0)
    everyone = len(game.worths) - 1
    for place, (row, worths) in enumerate(zip(high.tolist(), game.table, strict=True)):
        excess = worths - low - row
        found = np.flatnonzero(excess > above)
        names = found + (place << game.low_bits)
        kept = (names != 0) & (names != everyone)
        count += int(kept.sum())
        coalitions = np.concatenate([coalitions, names[kept]])
        values = np.concatenate([values, excess[found[kept]]])
        order = np.argsort(-values, kind="stable")[:most]
        coalitions, values = coalitions[order], values[order]
    return count, coalitions, values
