"""The step that divides a history into stages by its dated events, and what it leaves."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from consilience import checks, stages
from consilience.analysis.stage_events import (
    StageEvent,
    as_table,
    compared_again,
    stage_events,
)
from consilience.analysis.stage_series import StageSeries, stage_series
from consilience.analysis.stage_told import ToldStage, told_stages
from consilience.results import Note, Result

if TYPE_CHECKING:
    from consilience.analysis.inputs import Settings
    from consilience.analysis.stage_material import StageMaterial

STAGES = (
    "dimensions", "case", "level", "stages", "most_stages", "span", "credible", "agreement",
    "indicators", "runs", "seed",
)  # fmt: skip
_OWNER = "stages"
_MOST, _RUNS = 5, 20
_AGREEMENTS = (0.8, 0.5)


@dataclass(frozen=True)
class ToldBoundary:
    """The year in which the study lets a stage begin, held against what the events tell.

    ``boundary`` is the stage of the division that it is held against, ``low`` and ``high`` are the
    ends of its credible years, ``inside`` whether the year is one of them, ``probability`` that of
    the year.
    """

    stage: str
    year: int
    boundary: int
    inside: bool
    probability: float
    low: int
    high: int


@dataclass(frozen=True, kw_only=True, eq=False)
class StagesFinding(Result):
    """Where the events put the boundaries of stages, beside where the study tells them.

    ``names`` are the stages of the study if they are as many as those of the division, else none.
    ``compared`` are the dimensions and codes that divide the stages here and that another step
    compares from stage to stage.
    """

    level: str
    events: tuple[StageEvent, ...]
    segmentation: stages.Segmentation
    names: tuple[str, ...]
    told: tuple[ToldStage, ...]
    boundaries: tuple[ToldBoundary, ...]
    overlaps: stages.Overlaps | None
    series: StageSeries | None
    plan: stages.EventPlan | None
    compared: tuple[str, ...]

    @property
    def counted(self) -> tuple[StageEvent, ...]:
        """The events that the division rests on."""
        return tuple(event for event in self.events if event.level)

    def to_frame(self) -> pd.DataFrame:
        """Return one row an event."""
        return pd.DataFrame([vars(event) for event in self.events])


def divide(material: StageMaterial, settings: Settings) -> StagesFinding:
    """Divide the history by its events; hold the stages as told and yearly indicators beside.

    Raises
    ------
    ConsilienceError
        If no event is left, or a setting does not fit.
    """
    events = stage_events(material, settings)
    level = str(settings.get("level", "dimension"))
    told = told_stages(material.study)
    found = _segmentation(events, level, told, settings)
    shared = compared_again(material, events)
    names = tuple(one.stage for one in told) if len(told) == found.stages else ()
    overlaps = None
    if len(told) > 1:
        overlaps = stages.stage_overlaps({one.stage: (one.first, one.last) for one in told})
    series = stage_series(material, found.stages, settings)
    plan = _plan(found, told, settings)
    notes = (*found.notes, *_notes(events, shared), *(series.notes if series else ()))
    return StagesFinding(
        level=level,
        events=events,
        segmentation=found,
        names=names,
        told=told,
        boundaries=tuple(_boundaries(found, told)),
        overlaps=overlaps,
        series=series,
        plan=plan,
        compared=shared,
        parameters={**settings, **found.parameters, "level": level},
        notes=notes,
        references=tuple(
            dict.fromkeys(
                key
                for part in (found, overlaps, series, plan)
                if part is not None
                for key in part.references
            )
        ),
    )


def _segmentation(
    events: tuple[StageEvent, ...], level: str, told: tuple[ToldStage, ...], settings: Settings
) -> stages.Segmentation:
    table = as_table(events, level)
    span = settings.get("span") or _span(table["year"].tolist(), told)
    years = span[1] - span[0] + 1 if _is_span(span) else 0
    asked = settings.get("stages", len(told) if 1 < len(told) <= years else None)
    most = settings.get("most_stages", max(_MOST, asked if isinstance(asked, int) else 0))
    return stages.segment(
        table,
        stages=asked,
        most_stages=most,
        span=span,
        credible=settings.get("credible", 0.9),
        agreement=settings.get("agreement"),
        coded_within_stages=level == "stage",
    )


def _is_span(span: Any) -> bool:
    """Say whether years can be counted; the engine refuses what is no span."""
    return (
        isinstance(span, tuple | list)
        and len(span) == 2
        and all(isinstance(year, int) for year in span)
    )


def _span(years: list[int], told: tuple[ToldStage, ...]) -> tuple[int, int]:
    """Return the years of the events and of the stages as told."""
    every = [*years, *(one.first for one in told), *(one.last for one in told if one.last)]
    return min(every), max(every)


def _boundaries(found: stages.Segmentation, told: tuple[ToldStage, ...]) -> list[ToldBoundary]:
    """Hold each beginning as told against its boundary, or the one it is most probable in."""
    kept = [one for one in told[1:] if one.first in found.years]
    if not found.boundaries:
        return []
    return [_held(found, one, len(told) == found.stages, told.index(one) - 1) for one in kept]


def _held(found: stages.Segmentation, one: ToldStage, same: bool, place: int) -> ToldBoundary:  # noqa: FBT001  (private)
    column = found.boundary_probability[:, found.years.index(one.first)]
    row = place if same else int(np.argmax(column))
    against = found.boundaries[row]
    return ToldBoundary(
        stage=one.stage,
        year=one.first,
        boundary=against.stage,
        inside=one.first in against.years,
        probability=float(column[row]),
        low=against.low,
        high=against.high,
    )


def _plan(
    found: stages.Segmentation, told: tuple[ToldStage, ...], settings: Settings
) -> stages.EventPlan | None:
    """Plan for the boundaries as told, else for those found; none for one stage or no runs."""
    runs = checks.whole(settings.get("runs", _RUNS), 0, "runs", _OWNER)
    first, last = found.years[0], found.years[-1]
    starts = [one.first for one in told[1:]] or [b.modes[0] for b in found.boundaries]
    ordered = all(one < other for one, other in pairwise([first, *starts, last + 1]))
    if not runs or not starts or not ordered:
        return None
    return stages.event_plan(
        (first, last),
        starts,
        agreements=sorted({*_AGREEMENTS, settings.get("agreement", _AGREEMENTS[0])}, reverse=True),
        dimensions=len(found.dimensions),
        runs=runs,
        seed=settings.get("seed", 0),
    )


def _notes(events: tuple[StageEvent, ...], shared: tuple[str, ...]) -> list[Note]:
    silent = [event.incident for event in events if not event.level]
    found = []
    if silent:
        found.append(Note("stage_steps.note.no_level", {"events": silent}, "warning"))
    if shared:
        found.append(Note("stage_steps.note.compared", {"names": shared}, "warning"))
    return found
