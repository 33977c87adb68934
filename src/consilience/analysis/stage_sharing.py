"""The step on sharing: who shares what value how, with whom, in which stage and year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, get_args

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from consilience.analysis.stage_told import dated_stages, stages_at
from consilience.errors import DataError
from consilience.results import Note, Result
from consilience.stages import PROCESS_MODELS
from consilience.study.value_records import SharedValue

if TYPE_CHECKING:
    from consilience.analysis.inputs import Settings
    from consilience.analysis.stage_material import StageMaterial
    from consilience.study import SharingAct, Study

SHARING = ("case",)
MODES = PROCESS_MODELS["sharing"]
_VALUES = tuple(value for value in get_args(SharedValue) if value)
_COLUMNS = ("value", "beneficiary", "stage", "period")


@dataclass(frozen=True)
class SharedAct:
    """An act of sharing; what is not told is empty. ``period`` is the year in which it began."""

    act: str
    mode: str
    value: str
    beneficiary: str
    stage: str
    period: str


@dataclass(frozen=True)
class ActCell:
    """The acts of a mode in a column of a table."""

    mode: str
    column: str
    acts: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class ActTable:
    """Acts by mode (row) and value, beneficiary, stage or period (column).

    ``counts`` has the shape (modes, columns); ``cells`` are those with acts, row by row.
    """

    across: str
    columns: tuple[str, ...]
    counts: NDArray[np.int64]
    cells: tuple[ActCell, ...]

    def cell(self, mode: str, column: str) -> ActCell | None:
        """Return a cell, None where nothing was shared in this way."""
        return next((c for c in self.cells if (c.mode, c.column) == (mode, column)), None)


@dataclass(frozen=True)
class PeriodOfSharing:
    """The acts of a year: the share of each mode, and the modes that prevail (all that tie)."""

    period: str
    acts: int
    shares: tuple[float, ...]
    prevailing: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class SharingFinding(Result):
    """Acts of sharing in tables of mode by type of value, beneficiary, stage and year.

    ``unsorted`` are the acts without a mode or a type of value; the tables leave them out.
    """

    acts: tuple[SharedAct, ...]
    tables: tuple[ActTable, ...]
    periods: tuple[PeriodOfSharing, ...]
    unsorted: tuple[str, ...]

    @property
    def modes(self) -> tuple[tuple[str, int], ...]:
        """How many sorted acts are of each mode."""
        count = Counter(one.mode for one in self.acts if one.act not in set(self.unsorted))
        return tuple((mode, count[mode]) for mode in MODES)

    def to_frame(self) -> pd.DataFrame:
        """Return one row an act."""
        return pd.DataFrame([vars(act) for act in self.acts])


def sharing(material: StageMaterial, settings: Settings) -> SharingFinding:
    """Sort the acts of sharing of the whole study, or of a case.

    Raises
    ------
    DataError
        If there is no act.
    UnknownNameError
        If there is no such case.
    """
    study = material.study
    cases = material.of_case(settings["case"]) if "case" in settings else None
    kept = [one for one in study.acts if cases is None or one.case_id in cases]
    if not kept:
        raise DataError("stage_steps.no_acts")
    ordered = sorted(kept, key=lambda one: (one.date or "~", one.code))
    acts = tuple(_shared(study, one) for one in ordered)
    unsorted = tuple(one.act for one in acts if not (one.mode and one.value))
    whole = [one for one in acts if one.act not in set(unsorted)]
    tables = (_table(study, whole, across) for across in _COLUMNS)
    return SharingFinding(
        acts=acts,
        tables=tuple(table for table in tables if table.columns),
        periods=tuple(_periods(whole)),
        unsorted=unsorted,
        parameters=dict(settings),
        notes=tuple(_notes(study, ordered, unsorted)),
        references=("langley1999",),
    )


def _shared(study: Study, one: SharingAct) -> SharedAct:
    stage = study.code_of(one.stage_id) if one.stage_id else ""
    within = stages_at(dated_stages(study), one.date) if one.date and not stage else ()
    return SharedAct(
        act=one.code,
        mode=one.mode,
        value=one.value,
        beneficiary=one.beneficiary,
        stage=within[0] if len(within) == 1 else stage,
        period=one.date[:4],
    )


def _table(study: Study, acts: list[SharedAct], across: str) -> ActTable:
    """Return the acts by mode and what is told across, in its order."""
    held: dict[tuple[str, str], list[str]] = {}
    for one in acts:
        if getattr(one, across):
            held.setdefault((one.mode, getattr(one, across)), []).append(one.act)
    found = {column for _, column in held}
    stages = [one.code for one in (*dated_stages(study), *study.stages)]
    in_order = {"value": _VALUES, "stage": dict.fromkeys(stages)}
    columns = tuple(one for one in in_order.get(across, sorted(found)) if one in found)
    counts = [[len(held.get((mode, column), ())) for column in columns] for mode in MODES]
    cells = tuple(
        ActCell(mode, column, tuple(held[mode, column]))
        for mode in MODES
        for column in columns
        if (mode, column) in held
    )
    shape = (len(MODES), len(columns))
    return ActTable(across, columns, np.array(counts, dtype=np.int64).reshape(shape), cells)


def _periods(acts: Iterable[SharedAct]) -> list[PeriodOfSharing]:
    dated = [one for one in acts if one.period]
    found = []
    for period in sorted({one.period for one in dated}):
        count = Counter(one.mode for one in dated if one.period == period)
        total = sum(count.values())
        best = max(count.values())
        shares = tuple(count[mode] / total for mode in MODES)
        prevailing = tuple(mode for mode in MODES if count[mode] == best)
        found.append(PeriodOfSharing(period, total, shares, prevailing))
    return found


def _notes(study: Study, acts: list[SharingAct], unsorted: tuple[str, ...]) -> list[Note]:
    """Return which acts are not sorted, which lie in several stages, and which have no date."""
    dated = dated_stages(study)
    several = [
        one.code
        for one in acts
        if one.date and not one.stage_id and len(stages_at(dated, one.date)) > 1
    ]
    undated = [one.code for one in acts if not one.date]
    told = {"unsorted": unsorted, "several_stages": several, "undated": undated}
    return [
        Note(f"stage_steps.note.{name}", {"acts": codes}, "warning")
        for name, codes in told.items()
        if codes
    ]
