"""Stages on plain tables, as the commands offer them without a study."""

from __future__ import annotations

from typing import Any

import pandas as pd

from consilience import stages
from consilience.stages import EventPlan, Overlaps, Segmentation

__all__ = [
    "EventPlan",
    "Overlaps",
    "Segmentation",
    "event_plan",
    "partition",
    "segment",
    "segment_series",
    "stage_fit",
    "stage_overlaps",
]


def segment(
    cells: pd.DataFrame, columns: tuple[str, str, str], settings: dict[str, Any]
) -> Segmentation:
    """Return the segmentation of a table with one row an event; numbers may be whole levels."""
    year, *texts = columns
    table = cells.astype(dict.fromkeys(texts, object))
    for name in texts:
        table[name] = [_level(cell) for cell in cells[name]]
    table[year] = [float(cell) if _is_number(cell) else cell for cell in cells[year]]
    return stages.segment(table, columns=columns, **settings)


def segment_series(frame: pd.DataFrame, settings: dict[str, Any]) -> Segmentation:
    """Return the segmentation of a table with one row a year, one column an indicator."""
    years = [_level(float(cell)) if _is_number(cell) else cell for cell in frame.index]
    return stages.segment_series(frame.set_axis(years), **settings)


def stage_overlaps(told: dict[str, tuple[int, int | None]]) -> Overlaps:
    """Return where stages as told share years or leave years to none."""
    return stages.stage_overlaps(told)


def event_plan(span: Any, starts: list[Any], settings: dict[str, Any]) -> EventPlan:
    """Return how many events locate boundaries; see the command ``stage plan``."""
    return stages.event_plan(span, starts, **settings)


def stage_fit(profiles: pd.DataFrame, ideals: pd.DataFrame | str) -> stages.StageFit:
    """Return the stage of each row of a table."""
    return stages.stage_fit(profiles, ideals)


def partition(
    frame: pd.DataFrame, k: int, compared: list[str], *, standardize: bool
) -> stages.Partition:
    """Return the best division of a table with one row a period."""
    return stages.fisher(frame, k, standardize=standardize, compared=compared)


def _level(cell: Any) -> Any:
    return str(int(cell)) if isinstance(cell, float) and cell == int(cell) else cell


def _is_number(cell: Any) -> bool:
    try:
        float(cell)
    except (TypeError, ValueError):
        return False
    return True
