"""Yearly indicators divided beside the events: Fisher's partition, and how sure boundaries are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from consilience import checks, stages
from consilience.analysis.stage_readings import period_table
from consilience.errors import DataError
from consilience.results import Note, Result

if TYPE_CHECKING:
    from consilience.analysis.inputs import Settings
    from consilience.analysis.stage_material import StageMaterial


@dataclass(frozen=True, kw_only=True, eq=False)
class StageSeries(Result):
    """The partitions of the indicators' series, in units of their spread, with all ties.

    ``segmentation`` says how sure the boundaries are; it is None where periods are no years or no
    indicator changes.
    """

    indicators: tuple[str, ...]
    partition: stages.Partition
    segmentation: stages.Segmentation | None

    def to_frame(self) -> pd.DataFrame:
        """Return one row a stage of a partition."""
        return self.partition.to_frame()


def stage_series(material: StageMaterial, count: int, settings: Settings) -> StageSeries | None:
    """Divide the periods in which all chosen indicators are read; None where there are too few.

    Raises
    ------
    DataError
        If indicators are asked for, but fewer periods have them all than there are stages.
    UnknownNameError
        If an indicator is unknown.
    """
    known = [one.code for one in material.study.indicators]
    asked = settings.get("indicators")
    if asked is None and not known:
        return None
    wanted = known if asked is None else checks.known_names(asked, known, "indicators", "stages")
    table = period_table(material, tuple(wanted), settings.get("case", ""))
    if asked is None:
        table = table.dropna(axis="columns", how="all")
    whole = table.dropna()
    if len(whole) < max(count, 2) or table.empty:
        if asked is None:
            return None
        raise DataError("stage_steps.few_periods", periods=len(whole), stages=count)
    partition = stages.fisher(whole, count, standardize=True)
    missing = [str(period) for period in table.index if period not in set(whole.index)]
    gaps = (Note("stage_steps.note.gaps", {"periods": missing}),) if missing else ()
    segmentation = _segmentation(whole, count, settings)
    return StageSeries(
        indicators=tuple(table.columns),
        partition=partition,
        segmentation=segmentation,
        parameters=partition.parameters,
        notes=(*partition.notes, *gaps),
        references=(
            *partition.references,
            *(segmentation.references if segmentation else ()),
        ),
    )


def _segmentation(
    table: pd.DataFrame, count: int, settings: Settings
) -> stages.Segmentation | None:
    """Return the posterior of the boundaries of those indicators that change."""
    changing = table.loc[:, table.max() > table.min()]
    if changing.empty or not all(str(period).isdecimal() for period in table.index):
        return None
    years = sorted(int(period) for period in table.index)
    return stages.segment_series(
        changing, years, stages=count, credible=settings.get("credible", 0.9)
    )
