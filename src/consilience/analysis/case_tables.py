"""Cases as a table: their names, groups, reasons for sampling and attributes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from consilience.errors import DataError, UnknownNameError
from consilience.study import Case

if TYPE_CHECKING:
    import pandas as pd

    from consilience.study import Study

# What the columns may be called; every other column is an attribute.
CASE_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "case": ("case", "code", "案例", "案例编号", "编号"),
    "name": ("name", "名称", "案例名称"),
    "parent": ("parent", "group", "lead", "上级", "所属", "分组"),
    "sampling": ("sampling", "sampling reason", "why sampled", "抽样理由", "入选理由"),
}


def case_records(study: Study, table: pd.DataFrame) -> tuple[Case, ...]:
    """Return the cases of a table, those that the study has already with their ids.

    Parameters
    ----------
    study : Study
        The study.
    table : data frame of texts
        One row a case. ``case`` is needed; ``name``, ``parent`` (the code of the case that it lies
        within, in the table or in the study) and ``sampling`` may be given, in English or Chinese;
        other columns become attributes.

    Raises
    ------
    UnknownNameError
        If there is no column of cases, or a parent is unknown.
    DataError
        If a case has no code or occurs twice.
    """
    columns = _columns(table)
    known = {case.code: case for case in study.cases}
    rows = {}
    for number, row in zip(table.index, table.to_dict("records"), strict=True):
        code = _cell(row[columns["case"]])
        if not code:
            raise DataError("analysis.case_no_code", row=number)
        if code in rows:
            raise DataError("analysis.case_twice", row=number, case=code)
        rows[code] = {str(name): _cell(value) for name, value in row.items()}
    made = {code: known.get(code, Case(code=code, name=code)) for code in rows}
    ids = {code: case.id for code, case in {**known, **made}.items()}
    return tuple(_filled(made[code], row, columns, ids) for code, row in rows.items())


def _filled(
    case: Case, row: Mapping[str, str], columns: Mapping[str, str], ids: Mapping[str, str]
) -> Case:
    told = {name: row[column] for name, column in columns.items()}
    parent = told.get("parent", "")
    if parent and parent not in ids:
        raise UnknownNameError("parent", f"cases[{case.code}]", parent, list(ids))
    others = {name: value for name, value in row.items() if name not in columns.values() and value}
    return replace(
        case,
        name=told.get("name") or case.name,
        parent_id=ids[parent] if parent else case.parent_id,
        sampling_reason=told.get("sampling") or case.sampling_reason,
        attributes=tuple(sorted({**dict(case.attributes), **others}.items())),
    )


def _columns(table: pd.DataFrame) -> dict[str, str]:
    titles = {str(one).strip().lower(): str(one) for one in table.columns}
    found = {
        name: next((titles[one] for one in words if one in titles), "")
        for name, words in CASE_COLUMNS.items()
    }
    if not found["case"]:
        raise UnknownNameError("column", "table of cases", "case", list(titles.values()))
    return {name: column for name, column in found.items() if column}


def _cell(value: object) -> str:
    return "" if value is None or value != value else str(value).strip()  # noqa: PLR0124  (NaN)
