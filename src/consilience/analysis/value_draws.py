"""Divisions over draws of the worths: how far each share may lie, and how often nobody leaves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from consilience import checks, value
from consilience.analysis.value_rules import divided
from consilience.analysis.value_worths import array_of, as_worths

if TYPE_CHECKING:
    from consilience.analysis.inputs import Settings
    from consilience.analysis.value_bearing import Bearing
    from consilience.analysis.value_split_records import RuleDivision
    from consilience.analysis.value_worths import StudyGameOfWorths

Floats = NDArray[np.float64]

DRAWS = ("draws", "seed", "confidence")
MOST_DRAWN = 10  # players: the rules are worked out anew for each draw
_OWNER = "split"


def drawn(
    game: StudyGameOfWorths,
    divisions: Sequence[RuleDivision],
    borne: Bearing,
    settings: Settings,
) -> list[RuleDivision]:
    """Add to each division its range over draws of the worths, and how often it is in the core.

    Each worth is drawn from the triangle of its estimate, apart from the others (a convention of
    this program).
    """
    count = checks.whole(settings.get("draws", 200), 1, "draws", _OWNER)
    random = np.random.default_rng(checks.whole(settings.get("seed", 0), 0, "seed", _OWNER))
    level = checks.interval(settings.get("confidence", 0.9), 0, 1, "confidence", _OWNER)
    if len(game.players) > MOST_DRAWN:
        return list(divisions)
    estimates = (
        array_of(game.players, game.worths, "low"),
        array_of(game.players, game.worths, "amount"),
        array_of(game.players, game.worths, "high"),
    )
    tables = [as_worths(game.players, _triangle(estimates, random)) for _ in range(count)]
    return [_ranged(one, tables, borne, level) for one in divisions]


def _triangle(estimates: tuple[Floats, Floats, Floats], random: np.random.Generator) -> Floats:
    """Return one draw of the triangle of each worth; what is sure stays as it is."""
    low, likely, high = estimates
    found, unsure = likely.copy(), high > low
    found[unsure] = random.triangular(low[unsure], likely[unsure], high[unsure])
    return found


def _ranged(
    one: RuleDivision, tables: Sequence[value.Worths], borne: Bearing, level: float
) -> RuleDivision:
    if one.state != "found":
        return one
    shares, inside = [], 0
    for worths in tables:
        state, values = divided(one.rule, worths, borne)
        if state == "found":
            shares.append(values)
            inside += bool(value.core_membership(worths, values, most=1))
    if not shares:
        return one
    low, high = np.quantile(shares, [(1 - level) / 2, (1 + level) / 2], axis=0)
    return replace(
        one,
        low=tuple(low.tolist()),
        high=tuple(high.tolist()),
        stable=inside / len(tables),
    )
