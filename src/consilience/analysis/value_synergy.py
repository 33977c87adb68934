"""Synergy of the subsystems of an alliance over time, and what holds value back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, get_args

import numpy as np
import pandas as pd

from consilience import checks, value
from consilience.analysis.alliance_state import merged, notes_of
from consilience.analysis.value_readings import Readings, readings
from consilience.errors import DataError
from consilience.results import Note, Result

if TYPE_CHECKING:
    from consilience.analysis.inputs import Settings
    from consilience.analysis.value_material import ValueMaterial

SYNERGY = ("case", "subsystems", "periods", "method", "base")


@dataclass(frozen=True)
class LargestObstacle:
    """The subsystems that hold value back most in the last period, under one weighting."""

    method: str
    subsystems: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class SynergyFinding(Result):
    """Subsystems over the periods in which every indicator was read.

    ``case`` is "" for the whole alliance. Couplings and ``band`` are None with one subsystem,
    ``composite`` and ``band`` with one period; ``band`` also where a weighting finds nothing that
    tells periods apart. ``obstacles`` are those of subsystems, ``details`` those of indicators,
    weighed within their subsystems. ``largest`` says which subsystem holds back most in the last
    period, weighting by weighting.
    """

    case: str
    periods: tuple[str, ...]
    left_out: tuple[str, ...]
    degrees: value.OrderDegrees
    classic: value.Coupling | None
    corrected: value.Coupling | None
    composite: value.CompositeSynergy | None
    band: value.CouplingBand | None
    obstacles: value.ObstacleDegrees
    details: value.ObstacleDegrees
    largest: tuple[LargestObstacle, ...]

    def to_frame(self) -> pd.DataFrame:
        """Return one row a period: order degrees, and coordination D where there is one."""
        frame: pd.DataFrame = self.degrees.to_frame()
        if self.corrected is None or self.classic is None:
            return frame
        return frame.assign(
            **{"D classic": self.classic.coordination, "D corrected": self.corrected.coordination}
        )


def synergy(material: ValueMaterial, settings: Settings) -> SynergyFinding:
    """Measure how far subsystems have come, how well they go together, and what limits value."""
    asked = readings(material.study, settings)
    alone = len(asked.table) == 1
    method = checks.choice(
        settings.get("method", "equal"), get_args(value.Weighting), "method", "synergy"
    )
    degrees = _degrees(asked, "equal" if alone else method)
    table = degrees.to_frame().clip(0, 1)  # weights add up to 1 but for rounding
    several = len(degrees.subsystems) > 1
    classic = value.coupling(table) if several else None
    corrected = value.coupling(table, form="corrected") if several else None
    base = settings.get("base", "first")
    composite = None if alone else value.composite_synergy(table, base=base)
    band = None if alone or not several else _band(asked)
    obstacles, details = value.obstacle_degrees(table), _details(degrees)
    parts = (degrees, classic, corrected, composite, band, obstacles, details)
    return SynergyFinding(
        case=str(settings.get("case", "")),
        periods=degrees.rows,
        left_out=asked.left_out,
        degrees=degrees,
        classic=classic,
        corrected=corrected,
        composite=composite,
        band=band,
        obstacles=obstacles,
        details=details,
        largest=_largest(asked),
        parameters=dict(settings),
        notes=(
            *asked.notes,
            *((Note("value_study.note.one_period"),) if alone else ()),
            *notes_of(*parts),
        ),
        references=merged(*parts),
    )


def _degrees(asked: Readings, method: value.Weighting) -> value.OrderDegrees:
    return value.order_degrees(
        asked.table,
        asked.subsystems,
        bounds=asked.bounds,
        negative=asked.negative,
        method=method,
    )


def _band(asked: Readings) -> value.CouplingBand | None:
    """Return the band, or None where entropy or CRITIC find no indicator that changes."""
    try:
        return value.coupling_band(
            asked.table, asked.subsystems, bounds=asked.bounds, negative=asked.negative
        )
    except DataError:
        return None


def _details(degrees: value.OrderDegrees) -> value.ObstacleDegrees:
    """Return which indicators hold back: their weight within the subsystem, subsystems alike."""
    frame = pd.DataFrame(
        np.clip(degrees.scaled, 0, 1), index=list(degrees.rows), columns=list(degrees.indicators)
    )
    return value.obstacle_degrees(frame, degrees.weights)


def _largest(asked: Readings) -> tuple[LargestObstacle, ...]:
    found = []
    for method in get_args(value.Weighting):
        if len(asked.table) == 1 and method != "equal":
            continue
        try:
            table = _degrees(asked, method).to_frame().clip(0, 1)
        except DataError:  # nothing in a subsystem changes: this weighting says nothing
            continue
        found.append(LargestObstacle(method, value.obstacle_degrees(table).largest[-1]))
    return tuple(found)
