"""Necessary Condition Analysis: how much of a condition an outcome needs."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from consilience import checks
from consilience.qca.ceilings import NEEDED, ZONES, as_large_by_chance, peer_line, peers_of
from consilience.qca.scatters import Scatter, read_columns, scatter
from consilience.qca.truth_table import TOLERANCE
from consilience.results import Note, Result

LOW_ACCURACY = 0.95  # a convention of this program: a note warns below


@dataclass(frozen=True, eq=False)
class Ceiling:
    """One ceiling over one condition and the outcome.

    ``accuracy`` is the share of cases on or below it; ``slope`` and ``intercept`` are NaN for the
    step function, and all three for a line that is not defined. ``needed`` holds, for each level
    of the outcome, the lowest level of the condition in percent of its observed range: 0 where
    the condition is not necessary, NaN where the ceiling stays below the level.
    """

    condition: str
    ceiling: str
    scope: float
    ceiling_zone: float
    effect_size: float
    accuracy: float
    slope: float
    intercept: float
    peers: tuple[str, ...]
    needed: tuple[float, ...]
    p_value: float
    p_standard_error: float


@dataclass(frozen=True, kw_only=True, eq=False)
class NecessaryConditionAnalysis(Result):
    """Ceilings over every condition, in the order asked for; ``levels`` of the outcome in percent.

    Without permutations ``p_value`` and ``p_standard_error`` are NaN.
    """

    outcome: str
    conditions: tuple[str, ...]
    levels: NDArray[np.float64]
    effects: tuple[Ceiling, ...]

    def of(self, condition: str, ceiling: str = "CE-FDH") -> Ceiling:
        """Return one ceiling over one condition."""
        name = checks.choice(condition, self.conditions, "condition", "of")
        wanted = checks.choice(ceiling, self.parameters["ceilings"], "ceiling", "of")
        return next(e for e in self.effects if (e.condition, e.ceiling) == (name, wanted))

    def bottleneck(self, ceiling: str = "CE-FDH") -> pd.DataFrame:
        """Return the bottleneck table of a ceiling, in percent of the observed ranges.

        NN: the condition is not necessary for the level; NA: the ceiling stays below it.
        """
        wanted = checks.choice(ceiling, self.parameters["ceilings"], "ceiling", "bottleneck")
        columns = {name: self.of(name, wanted).needed for name in self.conditions}
        cells = {name: [_cell(value) for value in found] for name, found in columns.items()}
        return pd.DataFrame({self.outcome: np.round(self.levels, 1), **cells})

    def to_frame(self) -> pd.DataFrame:
        """Return one line a condition and ceiling."""
        lines = [
            {
                "condition": effect.condition,
                "ceiling": effect.ceiling,
                "effect_size": effect.effect_size,
                "accuracy": effect.accuracy,
                "ceiling_zone": effect.ceiling_zone,
                "scope": effect.scope,
                "p_value": effect.p_value,
                "p_standard_error": effect.p_standard_error,
                "peers": ", ".join(effect.peers),
            }
            for effect in self.effects
        ]
        return pd.DataFrame(lines)


def nca(
    data: object,
    outcome: str,
    conditions: object = None,
    *,
    ceilings: object = tuple(ZONES),
    bottleneck_steps: int = 10,
    permutations: int = 0,
    seed: int = 0,
    cases: str | None = None,
) -> NecessaryConditionAnalysis:
    """Measure how far the upper left corner is empty: high outcome without the condition.

    Parameters
    ----------
    data : data frame or mapping of columns
        Memberships or raw numbers, one row a case, no gaps; every column varies. The scope is
        the observed range.
    outcome : str
        Its column. For the absence of a set give a column with 1 - membership.
    conditions : list of str, optional
        All columns but the outcome if not given.
    ceilings : list of {"CE-FDH", "CR-FDH"}
        Step function through the peers; line of least squares through them.
    bottleneck_steps : int, at least 1
        Steps from 0 to 100 percent of the outcome in the bottleneck table.
    permutations : int, at least 0
        Random pairings of the permutation test; 0 for no test.
    seed : int, at least 0
        Same seed, same pairings.
    cases : str, optional
        Column with the case names; else the index.

    Returns
    -------
    NecessaryConditionAnalysis
        Effect sizes, accuracies and p-values in [0, 1].

    Raises
    ------
    ArgumentError, DataError, UnknownNameError
        If a name is unknown, a cell is no number, a column is constant or too large or narrow to
        calculate with, or a setting is not allowed.

    Examples
    --------
    >>> data = {"X": [1, 2, 3, 5], "Y": [1, 3, 2, 5]}
    >>> found = nca(data, "Y")
    >>> round(found.of("X", "CE-FDH").effect_size, 4)
    0.625
    >>> found.of("X", "CR-FDH").peers
    ('1', '2', '4')

    References
    ----------
    Dul, J. (2016). Necessary Condition Analysis (NCA). Organizational Research Methods 19(1).
    Dul, J., van der Laan, E. and Kuik, R. (2020). A Statistical Significance Test for Necessary
    Condition Analysis. Organizational Research Methods 23(2).
    """
    wanted = checks.known_names(ceilings, ZONES, "ceilings", "nca")
    steps = checks.whole(bottleneck_steps, 1, "bottleneck_steps", "nca")
    repeats = checks.whole(permutations, 0, "permutations", "nca")
    start = checks.whole(seed, 0, "seed", "nca")
    names, y, columns = read_columns(data, outcome, conditions, cases)
    levels = np.arange(steps + 1) / steps
    scatters = [scatter(x, y, names) for x in columns]
    zones = np.array([[ZONES[c](s.x, s.y) for c in wanted] for s in scatters])
    p_values = np.full(zones.shape, np.nan)
    if repeats:
        rows = np.array([s.x for s in scatters])
        p_values = as_large_by_chance(rows, y.scaled, zones, wanted, repeats, start)
        p_values = (1 + p_values) / (repeats + 1)
    effects = tuple(
        _ceiling(scatters[place[0]], wanted[place[1]], float(p_values[place]), repeats, levels)
        for place in np.ndindex(zones.shape)
    )
    percent = 100 * levels
    percent.flags.writeable = False
    return NecessaryConditionAnalysis(
        parameters={
            "outcome": outcome,
            "conditions": tuple(x.name for x in columns),
            "ceilings": wanted,
            "bottleneck_steps": steps,
            "permutations": repeats,
            "seed": start,
        },
        notes=_notes(effects, outcome, repeats),
        references=("dul2016", "dul2020") if repeats else ("dul2016",),
        outcome=outcome,
        conditions=tuple(x.name for x in columns),
        levels=percent,
        effects=effects,
    )


def _ceiling(
    points: Scatter, name: str, p_value: float, permutations: int, levels: NDArray[np.float64]
) -> Ceiling:
    x, y = points.condition, points.outcome
    effect, scope = float(ZONES[name](points.x, points.y)), x.span * y.span
    accuracy, slope, intercept = 1.0, math.nan, math.nan
    if name == "CR-FDH":
        steep, height = (float(value) for value in peer_line(points.x, points.y))
        below = points.y <= height + steep * points.x + TOLERANCE
        accuracy = math.nan if math.isnan(steep) else float(below.mean())
        slope = steep * y.span / x.span
        intercept = y.lowest + y.span * height - slope * x.lowest
    peers = np.flatnonzero(peers_of(points.x, points.y))
    needed = 100 * NEEDED[name](points.x, points.y, levels)
    return Ceiling(
        condition=x.name,
        ceiling=name,
        scope=scope,
        ceiling_zone=effect * scope,
        effect_size=effect,
        accuracy=accuracy,
        slope=slope,
        intercept=intercept,
        peers=tuple(points.cases[place] for place in peers),
        needed=tuple(needed.tolist()),
        p_value=p_value,
        p_standard_error=math.sqrt(p_value * (1 - p_value) / max(permutations, 1)),
    )


def _cell(needed: float) -> float | str:
    if math.isnan(needed):
        return "NA"
    return round(needed, 1) if needed > 0 else "NN"


def _notes(effects: tuple[Ceiling, ...], outcome: str, permutations: int) -> tuple[Note, ...]:
    lines = [effect for effect in effects if effect.ceiling == "CR-FDH"]
    notes = [
        Note(
            "qca.note.nca_no_line",
            {"condition": effect.condition, "outcome": outcome, "peers": effect.peers},
            "warning",
        )
        for effect in lines
        if math.isnan(effect.slope)
    ]
    low = [effect.condition for effect in lines if effect.accuracy < LOW_ACCURACY]
    if low:
        values = {"conditions": low, "cut": LOW_ACCURACY}
        notes.append(Note("qca.note.nca_low_accuracy", values, "warning"))
    short = [effect.condition for effect in lines if math.isnan(sum(effect.needed))]
    if short:
        notes.append(Note("qca.note.nca_unreached", {"conditions": short, "outcome": outcome}))
    if not permutations:
        return (*notes, Note("qca.note.nca_no_test"))
    most = {"permutations": permutations, "error": 0.5 / math.sqrt(permutations)}
    return (*notes, Note("qca.note.nca_test", {**most, "smallest": 1 / (permutations + 1)}))
