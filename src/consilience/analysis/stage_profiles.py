"""Profiles of cases or periods: acts, events, codings, readings or memberships as numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

import numpy as np

from consilience.analysis.memberships import memberships
from consilience.analysis.stage_readings import scale_of, scaled
from consilience.errors import DataError
from consilience.study import cases_of

if TYPE_CHECKING:
    from consilience.analysis.stage_material import StageMaterial

SourceOfProfile = Literal["acts", "incidents", "codings", "readings", "memberships"]
SOURCES: tuple[SourceOfProfile, ...] = get_args(SourceOfProfile)
RowOfProfile = Literal["case", "period"]
ROWS: tuple[RowOfProfile, ...] = get_args(RowOfProfile)
WHOLE = "*"


@dataclass(frozen=True)
class ProfilePart:
    """One number of a profile: a share or degree in [0, 1], and the records that it rests on.

    ``row`` is a case, a period, or ``"*"`` for the alliance as a whole; ``stage`` is the stage of
    the process model that the item speaks for, empty where ideals are given. ``records`` are codes
    of acts or incidents, ids of codings or readings; memberships have none.
    """

    row: str
    item: str
    stage: str
    value: float
    records: tuple[str, ...]


Counted = Iterable[tuple[str, str, str]]  # row, item, record


def parts_of(
    material: StageMaterial, source: SourceOfProfile, rows: RowOfProfile, items: tuple[str, ...]
) -> list[ProfilePart]:
    """Return the parts of every profile, row by row; an item that a row lacks is left out.

    Raises
    ------
    DataError
        If nothing is told of the items.
    """
    if source == "readings":
        found = _readings(material, rows, items)
    elif source == "memberships":
        found = _memberships(material, items)
    else:
        found = _shares(_COUNTED[source](material, rows, items), items)
    if not found:
        raise DataError("stage_steps.no_profile", source=source, items=list(items))
    return sorted(found, key=lambda part: (part.row != WHOLE, part.row))


def _shares(counted: Counted, items: tuple[str, ...]) -> list[ProfilePart]:
    """Return the share of each item in all that is counted of a row."""
    held: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row, item, record in counted:
        held[row][item].append(record)
    found = []
    for row, own in held.items():
        total = sum(len(records) for records in own.values())
        found += [
            ProfilePart(row, item, "", len(own.get(item, ())) / total, tuple(own.get(item, ())))
            for item in items
        ]
    return found


def _acts(material: StageMaterial, rows: RowOfProfile, items: tuple[str, ...]) -> Counted:
    for one in material.study.acts:
        if one.mode in items:
            for row in _rows(material, rows, _listed(one.case_id), one.date):
                yield row, one.mode, one.code


def _incidents(material: StageMaterial, rows: RowOfProfile, items: tuple[str, ...]) -> Counted:
    for one in material.study.incidents:
        if one.dimension in items:
            for row in _rows(material, rows, _listed(one.case_id), one.date):
                yield row, one.dimension, one.code


def _codings(material: StageMaterial, rows: RowOfProfile, items: tuple[str, ...]) -> Counted:
    """Yield the codings for, not against, each item: the code itself, or one within it."""
    coded = material.coded
    for one, against in zip(coded.codings, coded.against.tolist(), strict=True):
        above = coded.tree.all_above(coded.code_names[one.code_id])
        cases, period = (
            cases_of(material.study, one),
            coded.source_of_version[one.version_id].period,
        )
        for item in () if against else [item for item in items if item in above]:
            for row in _rows(material, rows, cases, period):
                yield row, item, one.id


_COUNTED: Mapping[str, Callable[[StageMaterial, RowOfProfile, tuple[str, ...]], Counted]] = {
    "acts": _acts,
    "incidents": _incidents,
    "codings": _codings,
}


def _listed(case_id: str | None) -> tuple[str, ...]:
    return (case_id,) if case_id else ()


def _rows(
    material: StageMaterial, rows: RowOfProfile, cases: Iterable[str], date: str
) -> tuple[str, ...]:
    """Return the rows that a record belongs to: the whole and its cases, or its year."""
    if rows == "period":
        return (date[:4],) if date else ()
    return (WHOLE, *(material.study.code_of(case) for case in cases))


def _readings(
    material: StageMaterial, rows: RowOfProfile, items: tuple[str, ...]
) -> list[ProfilePart]:
    """Return readings on their scales: by period those of the whole, by case the latest."""
    study = material.study
    found = []
    for indicator in (study.indicator(code) for code in items):
        own = [one for one in study.readings if one.indicator_id == indicator.id]
        ends = scale_of(indicator, own) if own else (0.0, 1.0)
        held: dict[str, list[tuple[str, float, str]]] = defaultdict(list)
        for one in own:
            row = study.code_of(one.case_id) if one.case_id else WHOLE
            row = one.period if rows == "period" and row == WHOLE else row
            if rows == "case" or not one.case_id:
                held[row].append((one.period, scaled(indicator, one.value, ends), one.id))
        for row, told in held.items():
            last = [one for one in told if one[0] == max(told)[0]]
            value = float(np.mean([value for _, value, _ in last]))
            found.append(
                ProfilePart(row, indicator.code, "", value, tuple(name for *_, name in last))
            )
    return found


def _memberships(material: StageMaterial, items: tuple[str, ...]) -> list[ProfilePart]:
    """Return memberships by case; of the whole their means (a convention of this program)."""
    known = memberships(material.study)
    columns = {item: known.values[:, known.conditions.index(item)] for item in items}
    found = [
        ProfilePart(WHOLE, item, "", float(np.nanmean(column)), ())
        for item, column in columns.items()
        if np.isfinite(column).sum() > 1
    ]
    return found + [
        ProfilePart(case, item, "", float(column[row]), ())
        for row, case in enumerate(known.cases)
        for item, column in columns.items()
        if np.isfinite(column[row])
    ]
