"""Readings of indicators as tables by period, and on their scales."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import pandas as pd

from consilience.errors import DataError

if TYPE_CHECKING:
    from consilience.analysis.stage_material import StageMaterial
    from consilience.study import Indicator, Reading


def period_table(material: StageMaterial, indicators: tuple[str, ...], case: str) -> pd.DataFrame:
    """Return the readings of a case, of the whole alliance for "", by period and indicator.

    Several readings of an indicator in a period are averaged (a convention of this program). Where
    there is none stands NaN.

    Raises
    ------
    UnknownNameError
        If there is no such case.
    """
    study = material.study
    case_id = study.case(case).id if case else None
    codes = {one.id: one.code for one in study.indicators if one.code in indicators}
    told: dict[tuple[str, str], list[float]] = defaultdict(list)
    for one in study.readings:
        if one.indicator_id in codes and one.case_id == case_id:
            told[one.period, codes[one.indicator_id]].append(one.value)
    periods = sorted({period for period, _ in told})
    rows = [
        [
            sum(told[period, code]) / len(told[period, code]) if (period, code) in told else None
            for code in indicators
        ]
        for period in periods
    ]
    return pd.DataFrame(rows, index=periods, columns=list(indicators), dtype=float)


def scale_of(indicator: Indicator, readings: list[Reading]) -> tuple[float, float]:
    """Return the ends of an indicator's scale: its own, or those of its readings.

    Raises
    ------
    DataError
        If both ends are the same: nothing can be told by it.
    """
    values = [one.value for one in readings]
    low = min(values) if indicator.low is None else indicator.low
    high = max(values) if indicator.high is None else indicator.high
    if not low < high:
        raise DataError("stage_steps.no_scale", indicator=indicator.code, low=low, high=high)
    return low, high


def scaled(indicator: Indicator, value: float, ends: tuple[float, float]) -> float:
    """Return a reading between 0, the worst end of the scale, and 1, the best one.

    Raises
    ------
    DataError
        If it lies outside of the scale.
    """
    low, high = ends
    if not low <= value <= high:
        told = {"indicator": indicator.code, "value": value, "low": low, "high": high}
        raise DataError("stage_steps.outside_scale", **told)
    share = (value - low) / (high - low)
    return share if indicator.rising else 1 - share
