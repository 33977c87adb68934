"""What figures of value draw, from plain tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from consilience import value
from consilience.analysis import plain_value
from consilience.analysis.plain_split import Divisions

Pair = tuple[str, str]
_MOST_RANGED = 10


@dataclass(frozen=True)
class DrawnDivisions:
    """Divisions that exist, worths alone, and the rules whose division is not in the core."""

    worths: NDArray[np.float64]
    players: tuple[str, ...]
    values: Mapping[str, NDArray[np.float64]]
    own: NDArray[np.float64]
    core: tuple[NDArray[np.float64], NDArray[np.float64]] | None
    outside: tuple[str, ...]
    core_empty: bool


@dataclass(frozen=True)
class DrawnMatching:
    """Who is matched, with the score of each pair, and who would rather be together."""

    offers: tuple[str, ...]
    needs: tuple[str, ...]
    pairs: tuple[Pair, ...]
    scores: NDArray[np.float64]
    blocking: tuple[Pair, ...]
    gaps: tuple[str, ...] | None


@dataclass(frozen=True)
class DrawnSynergy:
    """Order degrees, coordination with its band, and obstacle degrees of the indicators."""

    periods: tuple[str, ...]
    subsystems: tuple[str, ...]
    degrees: NDArray[np.float64]
    coordination: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    indicators: tuple[str, ...]
    obstacles: NDArray[np.float64]


def drawn_divisions(found: Divisions) -> DrawnDivisions:
    """Return what the figures of divisions and of the core draw.

    The range of the core is looked for with up to 10 players, because it takes long with many.
    """
    worths, players = found.worths.values, found.worths.players
    core = None
    if found.core.nonempty and len(players) <= _MOST_RANGED:
        room = value.core_range(found.worths)
        core = (room.low, room.high)
    return DrawnDivisions(
        worths=worths,
        players=players,
        values={name: found.divisions[name].values for name in found.verdicts},
        own=worths[1 << np.arange(len(players))],
        core=core,
        outside=tuple(name for name, verdict in found.verdicts.items() if not verdict.in_core),
        core_empty=not found.core.nonempty,
    )


def drawn_matching(
    rows: pd.DataFrame, columns: pd.DataFrame | None, capacities: tuple[int, int], *, largest: bool
) -> DrawnMatching:
    """Return a matching of the rows of a table, which offer, with its columns, which need.

    It is the stable one that is best for the rows, or with ``largest`` the first one with the
    largest total, and with it the pairs that block it.
    """
    room = {"row_capacity": capacities[0], "column_capacity": capacities[1]}
    if largest:
        best = value.optimal_assignment(rows, **room)
        sides, pairs = (best.rows, best.columns), best.matchings[0]
    else:
        stable = value.stable_matching(rows, columns, **room)
        sides, pairs = (stable.rows, stable.columns), stable.pairs
    blocking = value.blocking_pairs(pairs, rows, columns, **room).pairs
    scores = rows.to_numpy(dtype=np.float64)
    return DrawnMatching(*sides, pairs, scores, blocking, None)


def drawn_propositions(
    offers: pd.DataFrame, needs: pd.DataFrame, capacities: tuple[int, int], *, largest: bool
) -> DrawnMatching:
    """Return a matching of the offers of partners with the needs of members, and the gaps.

    A gap is a member without a partner, or with a need that nobody offers enough for.
    """
    fit = plain_value.fit(offers, needs)
    scores = pd.DataFrame(fit.scores.T, index=list(fit.partners), columns=list(fit.members))
    found = drawn_matching(scores, None, capacities, largest=largest)
    gaps = {need.member for need in fit.needs if not need.suppliers}
    lone = set(found.needs) - {need for _, need in found.pairs}
    both = tuple(name for name in found.needs if name in gaps or name in lone)
    return replace(found, gaps=both)


def drawn_synergy(
    frame: pd.DataFrame, subsystems: dict[str, list[str]], settings: dict[str, Any]
) -> DrawnSynergy:
    """Return order degrees, classic coordination with its band, and what holds back."""
    degrees = value.order_degrees(frame, subsystems, **settings)
    band = value.coupling_band(frame, subsystems, **settings)
    scaled = pd.DataFrame(degrees.scaled, list(degrees.rows), list(degrees.indicators))
    return DrawnSynergy(
        periods=degrees.rows,
        subsystems=degrees.subsystems,
        degrees=degrees.values,
        coordination=value.coupling(degrees.to_frame()).coordination,
        low=band.low,
        high=band.high,
        indicators=degrees.indicators,
        obstacles=value.obstacle_degrees(scaled, degrees.weights).values,
    )


def drawn_ranks(
    frame: pd.DataFrame, negative: Sequence[str], comparisons: pd.DataFrame | None
) -> tuple[value.RankAcceptability, dict[str, NDArray[np.float64]]]:
    """Return how probable each rank is, and the ranks by published weightings."""
    found: Mapping[str, Any] = plain_value.rank(frame, negative, comparisons)
    ranks = {
        name: found[name].ranks for name in ("equal", "entropy", "critic", "ahp") if name in found
    }
    return found["acceptability"], ranks
