"""Panel data: does a subset relation hold across units and over time, or only pooled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import get_args

import pandas as pd

from consilience import checks
from consilience.errors import ArgumentError, DataError
from consilience.qca.clusters import (
    ClusterFit,
    cluster_notes,
    distance,
    fits,
    labels,
    pooled_fit,
)
from consilience.qca.dataset import (
    Calibrated,
    calibrated,
    memberships,
    outcome_memberships,
    read_outcome,
)
from consilience.qca.expression import Expression, expression_of
from consilience.qca.fit import Relation
from consilience.results import Note, Result

_WAVE_NOTES = ("qca.note.panel_undefined_waves", "qca.note.panel_no_between_distance")
_UNIT_NOTES = ("qca.note.panel_undefined_units", "qca.note.panel_no_within_distance")


@dataclass(frozen=True, kw_only=True, eq=False)
class PanelFit(Result):
    """Fit of an expression in a panel: pooled, between units in each wave, within each unit.

    ``waves`` holds the between fits: one cross-section of all units a wave. ``units`` holds the
    within fits: one unit over its waves. A distance is 0 if all consistencies of its dimension
    are equal; NaN if fewer than two are defined or all are 0.
    """

    outcome: str
    relation: str
    pooled: ClusterFit
    waves: tuple[ClusterFit, ...]
    units: tuple[ClusterFit, ...]
    between_distance: float
    within_distance: float

    def to_frame(self) -> pd.DataFrame:
        """Return one line for the pooled fit, then one a wave, then one a unit."""
        parts = {"pooled": (self.pooled,), "wave": self.waves, "unit": self.units}
        return pd.DataFrame([{"part": k, **vars(f)} for k, found in parts.items() for f in found])


def panel_fit(
    data: object,
    expression: str | Expression,
    outcome: str,
    *,
    unit: str,
    wave: str,
    relation: Relation = "sufficiency",
) -> PanelFit:
    """Measure how well a subset relation holds pooled, between units and within units.

    Parameters
    ----------
    data : data frame or mapping of columns
        Long form: one row a unit in a wave, memberships in [0, 1] (multi-value: whole numbers),
        no gaps. Rows may lack (an unbalanced panel); none may occur twice.
    expression : str or Expression
        A sum of products such as ``"A*~B + C"``.
    outcome : str
        ``"Y"``, ``"~Y"`` (its negation) or ``"Y[2]"``.
    unit, wave : str
        Columns that name the unit (country, firm) and the wave (year) of each row; at least two
        of each. Numbers and dates are put in order, other names stay as they come.
    relation : {"sufficiency", "necessity"}
        Which subset relation is measured.

    Returns
    -------
    PanelFit
        Consistency and coverage in [0, 1], pooled, of every wave and of every unit, and two
        distances. With consistencies c of n waves (units) the distance is
        sqrt(sum((c / sum(c) - 1 / n)**2)), between 0 and 1. A wave or unit without any
        membership in the set has no consistency; it does not count in n.

    Raises
    ------
    ArgumentError, DataError, UnknownNameError
        If a name is unknown, a cell is missing or outside [0, 1], the outcome is constant, or a
        unit occurs twice in a wave.

    Examples
    --------
    >>> data = {
    ...     "firm": ["Maps", "Maps", "Chips", "Chips"],
    ...     "year": [2020, 2021, 2020, 2021],
    ...     "A": [0.8, 0.6, 0.4, 0.2],
    ...     "Y": [0.9, 0.3, 0.4, 0.1],
    ... }
    >>> found = panel_fit(data, "A", "Y", unit="firm", wave="year")
    >>> round(found.pooled.consistency, 3), [(f.name, f.consistency) for f in found.waves]
    (0.8, [('2020', 1.0), ('2021', 0.5)])
    >>> round(found.between_distance, 3), round(found.within_distance, 3)
    (0.236, 0.021)

    References
    ----------
    Garcia-Castro, R. and Ariño, M. A. (2016). A General Approach to Panel Data Set-Theoretic
    Research. Journal of Advances in Management Sciences and Information Systems 2.
    """
    checks.choice(relation, get_args(Relation), "relation", "panel_fit")
    read, wanted = expression_of(expression), read_outcome(outcome, "panel_fit")
    named = tuple(dict.fromkeys((*read.conditions, *wanted.conditions)))
    table, units, waves = panel_of(data, named, unit, wave, "panel_fit")
    x, y = memberships(read, table), outcome_memberships(wanted, table)
    between = fits(waves, x, y, relation)
    within = fits(units, x, y, relation)
    tested = str(read) if relation == "sufficiency" else str(wanted)
    size = len(units.categories) * len(waves.categories)
    return PanelFit(
        parameters={
            "expression": str(read),
            "outcome": str(wanted),
            "unit": unit,
            "wave": wave,
            "relation": relation,
        },
        notes=(
            *balance_notes(len(x), size),
            *cluster_notes(between, tested, *_WAVE_NOTES),
            *cluster_notes(within, tested, *_UNIT_NOTES),
        ),
        references=("garciacastro2016", "ragin2006"),
        outcome=str(wanted),
        relation=relation,
        pooled=pooled_fit(str(read), x, y, relation),
        waves=between,
        units=within,
        between_distance=distance(between),
        within_distance=distance(within),
    )


def panel_of(
    data: object, named: tuple[str, ...], unit: str, wave: str, owner: str
) -> tuple[Calibrated, pd.Categorical[str], pd.Categorical[str]]:
    """Return the sets, and the unit and the wave of each row; a row is named after both."""
    frame = checks.frame(data, "data", owner)
    for name, column in (("unit", unit), ("wave", wave)):
        if not isinstance(column, str):
            raise ArgumentError(name, owner, "text", column)
        checks.known_names(column, frame.columns, name, owner)
        if column in named or unit == wave:
            raise DataError("qca.panel.two_roles", column=column)
    units, waves = labels(frame[unit], "panel"), labels(frame[wave], "panel")
    seen = set()
    for pair in zip(units, waves, strict=True):
        if pair in seen:
            raise DataError("qca.panel.twice", unit=pair[0], wave=pair[1])
        seen.add(pair)
    frame.index = pd.Index([f"{one}, {other}" for one, other in zip(units, waves, strict=True)])
    return calibrated(frame, named, owner), units, waves


def balance_notes(rows: int, size: int) -> tuple[Note, ...]:
    """Return a note if some unit lacks in some wave."""
    values = {"missing": size - rows, "size": size}
    return (Note("qca.note.panel_unbalanced", values),) if rows < size else ()
