"""Stages on plain tables, as the commands offer them without a study."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from consilience import checks, stages
from consilience.stages import EventPlan, Overlaps, Segmentation

__all__ = [
    "DrawnEvents",
    "EventPlan",
    "Overlaps",
    "Segmentation",
    "event_plan",
    "partition",
    "segment",
    "segment_series",
    "stage_fit",
    "stage_overlaps",
    "timeline",
    "told_stages",
]

_WHOLE = "of all dimensions"


def segment(
    cells: pd.DataFrame, columns: tuple[str, str, str], settings: dict[str, Any]
) -> Segmentation:
    """Return the segmentation of a table with one row an event; numbers may be whole levels."""
    year, *texts = columns
    table = _texts(cells, texts)
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


def _texts(cells: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """Return a table whose numbers in these columns are texts where they are whole."""
    table = cells.astype(dict.fromkeys(columns, object))
    for name in columns:
        table[name] = [_level(cell) for cell in cells[name]]
    return table


@dataclass(frozen=True)
class DrawnEvents:
    """The year and the row of each event, and the segmentation if one is asked for."""

    years: list[Any]
    rows: list[str]
    segmentation: stages.Segmentation | None


def timeline(
    cells: pd.DataFrame, columns: tuple[str, str, str], settings: dict[str, Any] | None
) -> DrawnEvents:
    """Return what the figure of events draws; without settings there is no segmentation.

    Without a column of levels, what is coded is the dimension: stages then differ in the mix of
    dimensions (a convention of this program).
    """
    year, dimension, level = columns
    checks.known_names([year, dimension, *([level] if level else [])], cells.columns, "columns",
                       "stage draw")  # fmt: skip
    table = cells.assign(**{year: [_year(cell) for cell in cells[year]]})
    rows = [str(_level(cell)) for cell in table[dimension]]
    found = None
    if settings is not None:
        chosen = level or ("level" if "level" in cells.columns else "")
        if not chosen:
            chosen, dimension = dimension, _WHOLE
            table = table.assign(**{_WHOLE: ["all"] * len(table)})
        found = stages.segment(
            _texts(table, (dimension, chosen)), columns=(year, dimension, chosen), **settings
        )
    return DrawnEvents(table[year].tolist(), rows, found)


def told_stages(cells: pd.DataFrame) -> dict[str, tuple[Any, Any]]:
    """Return stages as told: first and last year by name, None for a stage that goes on."""
    checks.known_names(["stage", "first", "last"], cells.columns, "columns", "stage draw")
    ends = [[_year(cell) for cell in cells[name]] for name in ("first", "last")]
    names = [str(_level(cell)) for cell in cells["stage"]]
    checks.names(names, "stage", "stage draw")
    return {
        name: (first, None if _is_gap(last) else last)
        for name, first, last in zip(names, *ends, strict=True)
    }


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


def _year(cell: Any) -> Any:
    """Return a whole number as such; anything else as it is, for the engine to judge."""
    number = float(cell) if _is_number(cell) else cell
    return int(number) if isinstance(number, float) and number == number // 1 else number


def _is_gap(cell: Any) -> bool:
    return cell is None or cell != cell or cell == ""  # noqa: PLR0124  (NaN)


def _is_number(cell: Any) -> bool:
    try:
        float(cell)
    except (TypeError, ValueError):
        return False
    return True
