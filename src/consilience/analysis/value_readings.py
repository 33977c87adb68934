"""The readings of indicators as a table: one row a period, one column an indicator."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from consilience import checks
from consilience.errors import DataError
from consilience.results import Note

if TYPE_CHECKING:
    from consilience.analysis.inputs import Settings
    from consilience.study import Study

_OWNER = "synergy"


@dataclass(frozen=True)
class Readings:
    """Periods in which every indicator kept was read, and how indicators are to be scaled.

    ``left_out`` names the periods that lack some.
    """

    table: pd.DataFrame
    subsystems: Mapping[str, list[str]]
    bounds: Mapping[str, tuple[float, float]]
    negative: list[str]
    left_out: tuple[str, ...]
    notes: tuple[Note, ...]


def readings(study: Study, settings: Settings) -> Readings:
    """Return the readings that a step on synergy asks for.

    Raises
    ------
    DataError
        If no indicator belongs to a subsystem, none tells periods apart, or no period has readings
        of all.
    UnknownNameError
        If an indicator, a case or a period is unknown.
    """
    groups, notes = _subsystems(study, settings)
    wanted = [code for codes in groups.values() for code in codes]
    table, mixed = _table(study, wanted, settings)
    unread = [code for code in wanted if table[code].isna().all()]
    table = _periods(table.drop(columns=unread), settings)
    whole = table.dropna()
    if whole.empty:
        raise _no_period(table)
    bounds, half = _bounds(study, whole)
    flat = [code for code in whole if code not in bounds and np.ptp(whole[code].to_numpy()) == 0]
    whole = whole.drop(columns=flat)
    kept = {name: [code for code in codes if code in whole] for name, codes in groups.items()}
    kept = {name: codes for name, codes in kept.items() if codes}
    if not kept:
        raise DataError("value_study.all_flat", indicators=flat)
    out = tuple(str(period) for period in table.index if period not in whole.index)
    told = (
        ("unread", {"indicators": unread}, unread),
        ("flat", {"indicators": flat}, flat),
        ("half_bounds", {"indicators": half}, half),
        ("periods_out", {"periods": out}, out),
    )
    return Readings(
        table=whole,
        subsystems=kept,
        bounds={code: pair for code, pair in bounds.items() if code in whole},
        negative=[one.code for one in study.indicators if one.code in whole and not one.rising],
        left_out=out,
        notes=(
            *notes,
            *mixed,
            *(Note(f"value_study.note.{key}", said, "warning") for key, said, any_ in told if any_),
        ),
    )


def _subsystems(study: Study, settings: Settings) -> tuple[dict[str, list[str]], tuple[Note, ...]]:
    """Return the indicators of each subsystem: as asked for, else as the study says."""
    known = [one.code for one in study.indicators]
    if "subsystems" in settings:
        given = settings["subsystems"]
        if not isinstance(given, Mapping) or not given:
            raise DataError("value_study.subsystems", got=str(given))
        asked = {
            str(name): list(checks.known_names(codes, known, "subsystems", _OWNER))
            for name, codes in given.items()
        }
        twice = sorted({c for codes in asked.values() for c in codes if _count(asked, c) > 1})
        if twice:
            raise DataError("value_study.indicator_twice", indicators=twice)
        return asked, ()
    found: dict[str, list[str]] = {}
    for one in study.indicators:
        if one.subsystem:
            found.setdefault(one.subsystem, []).append(one.code)
    if not found:
        raise DataError("value_study.no_indicators", study=study.project.code)
    outside = [one.code for one in study.indicators if not one.subsystem]
    notes = (Note("value_study.note.no_subsystem", {"indicators": outside}),) if outside else ()
    return found, notes


def _count(asked: Mapping[str, list[str]], code: str) -> int:
    return sum(codes.count(code) for codes in asked.values())


def _table(
    study: Study, wanted: list[str], settings: Settings
) -> tuple[pd.DataFrame, tuple[Note, ...]]:
    """Return the readings of one case, or of the alliance; of its cases the mean where it has none.

    That the mean of cases stands for the alliance is a convention of this program.
    """
    case = study.case(str(settings["case"])).id if settings.get("case") else None
    own: dict[tuple[str, str], list[float]] = {}
    others: dict[tuple[str, str], list[float]] = {}
    for one in study.readings:
        code = study.code_of(one.indicator_id)
        if code in wanted:
            group = own if one.case_id == case else others
            group.setdefault((one.period, code), []).append(one.value)
    filled = {cell: v for cell, v in others.items() if cell not in own} if case is None else {}
    cells = {cell: float(np.mean(values)) for cell, values in {**own, **filled}.items()}
    periods = sorted({period for period, _ in cells}, key=_natural)
    rows = [[cells.get((period, code), np.nan) for code in wanted] for period in periods]
    table = pd.DataFrame(rows, index=periods, columns=wanted, dtype=float)
    means = sorted({code for _, code in filled})
    return table, (Note("value_study.note.case_means", {"indicators": means}),) if means else ()


def _natural(period: str) -> list[tuple[int, int, str]]:
    """Return a key by which "Q2" stands before "Q10"."""
    parts = [part for part in re.split(r"([0-9]+)", period) if part]
    return [(0, int(p), "") if p.isdecimal() else (1, 0, p) for p in parts]


def _periods(table: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    if "periods" not in settings:
        return table
    asked = settings["periods"]
    written = [str(one) for one in asked] if isinstance(asked, list | tuple) else asked
    return table.loc[list(checks.known_names(written, table.index, "periods", _OWNER))]


def _no_period(table: pd.DataFrame) -> DataError:
    if table.empty or not len(table.columns):
        return DataError("value_study.no_readings")
    missing = table.isna().sum(axis=1)
    best = int(missing.to_numpy().argmin())
    lacking = [str(code) for code in table.columns[table.iloc[best].isna()]]
    return DataError(
        "value_study.no_whole_period", period=str(table.index[best]), indicators=lacking
    )


def _bounds(study: Study, table: pd.DataFrame) -> tuple[dict[str, tuple[float, float]], list[str]]:
    """Return the scale of each indicator that has one; an end that is open is the one observed."""
    found, half = {}, []
    for code in table:
        one = study.indicator(str(code))
        if one.low is None and one.high is None:
            continue
        low = float(table[code].min()) if one.low is None else one.low
        high = float(table[code].max()) if one.high is None else one.high
        if one.low is None or one.high is None:
            half.append(str(code))
        if low < high:
            found[str(code)] = (low, high)
    return found, half
