"""Stages on plain tables, as the commands offer them without a study."""

from __future__ import annotations

from typing import Any

import pandas as pd

from consilience import stages
from consilience.results import Result


def segment(cells: pd.DataFrame, columns: tuple[str, str, str], settings: dict[str, Any]) -> Result:
    """Return the segmentation of a table with one row an event; numbers may be whole levels."""
    year, *texts = columns
    table = cells.astype(dict.fromkeys(texts, object))
    for name in texts:
        table[name] = [_level(cell) for cell in cells[name]]
    table[year] = [float(cell) if _is_number(cell) else cell for cell in cells[year]]
    return stages.segment(table, columns=columns, **settings)


def stage_fit(profiles: pd.DataFrame, ideals: pd.DataFrame | str) -> stages.StageFit:
    """Return the stage of each row of a table."""
    return stages.stage_fit(profiles, ideals)


def partition(frame: pd.DataFrame, k: int, *, standardize: bool) -> stages.Partition:
    """Return the best division of a table with one row a period."""
    return stages.fisher(frame, k, standardize=standardize)


def _level(cell: Any) -> Any:
    return str(int(cell)) if isinstance(cell, float) and cell == int(cell) else cell


def _is_number(cell: Any) -> bool:
    try:
        float(cell)
    except (TypeError, ValueError):
        return False
    return True
