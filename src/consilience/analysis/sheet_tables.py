"""Membership sheets as a table that people fill in, one row a rating."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast, get_args

from consilience import checks
from consilience.analysis.sheets import rating_of
from consilience.errors import DataError, UnknownNameError
from consilience.study import (
    Actor,
    Variable,
    cases_of,
    codes_below,
    quote,
    standing_codings,
    study_of,
)
from consilience.study.coding_records import RatingStatus
from consilience.study.edits import find_code

if TYPE_CHECKING:
    import pandas as pd

    from consilience.study import Coding, Rating, Record, Study

# What the columns of a sheet may be called.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "case": ("case", "案例"),
    "variable": ("variable", "set", "condition", "集合", "条件", "变量"),
    "rater": ("rater", "coder", "评分者", "编码者"),
    "value": ("value", "score", "membership", "分值", "评分", "隶属度"),
    "status": ("status", "状态"),
    "agreed": ("agreed", "商定"),
    "anchor": ("anchor", "anchor quote", "锚定引文"),
    "codes": ("codes", "evidence codes", "编码", "证据编码"),
    "confidence": ("confidence", "把握", "信心"),
    "reason": ("reason", "理由"),
}
_NEEDED = ("case", "variable")
_STATUS: Mapping[str, RatingStatus] = {
    "存在": "present",
    "不存在": "absent",
    "未提及": "not mentioned",
}
_YES = ("yes", "true", "1", "x", "是")
_NO = ("", "no", "false", "0", "否")


def sheet_records(study: Study, table: pd.DataFrame, at: str = "") -> tuple[Record, ...]:
    """Return what a table of ratings brings into a study.

    Parameters
    ----------
    study : Study
        The study.
    table : data frame of texts
        One row a rating, columns as in ``COLUMNS`` in English or Chinese; ``case`` and
        ``variable`` are needed. ``anchor`` is a quote that is coded in the case, ``codes`` names
        codes, with ";" between them, whose quotes in the case are the evidence.
    at : str
        Time of the ratings, ISO 8601.

    Returns
    -------
    tuple of records
        Variables (0 to 1) and raters that the study does not have yet, and the ratings.

    Raises
    ------
    DataError, UnknownNameError
        With the row: a case or code that does not exist, a value that is no number or outside
        [0, 1], a quote that is not coded.
    """
    columns = _columns(table)
    rows = [
        {name: _cell(row[column]) for name, column in columns.items()}
        for row in table.to_dict("records")
    ]
    new = _new_records(study, rows)
    whole = study_of([*study.records(), *new])
    ratings: dict[tuple[Any, ...], Rating] = {}
    for number, row in zip(table.index, rows, strict=True):
        try:
            made = _rating(whole, row, at)
        except (DataError, UnknownNameError) as error:
            raise DataError("analysis.sheet_row", row=number, problem=error) from error
        line = (made.case_id, made.variable_id, made.actor_id, made.agreed)
        if line in ratings:
            values = {"row": number, "case": row["case"], "variable": row["variable"]}
            raise DataError("analysis.sheet_row_twice", **values)
        ratings[line] = made
    return (*new, *ratings.values())


def coding_of_quote(study: Study, case_id: str, words: str) -> Coding:
    """Return the standing coding of a case with this text.

    Raises
    ------
    DataError
        If there is none.
    """
    for coding in standing_codings(study):
        if quote(study, coding) == words and case_id in cases_of(study, coding):
            return coding
    raise DataError("analysis.quote_not_coded", case=study.code_of(case_id), quote=words)


def _columns(table: pd.DataFrame) -> dict[str, str]:
    found = {}
    for name, titles in COLUMNS.items():
        named = [str(one) for one in table.columns if str(one).strip().lower() in titles]
        if named:
            found[name] = named[0]
        elif name in _NEEDED:
            known = [str(one) for one in table.columns]
            raise UnknownNameError("column", "membership sheet", name, known)
    return found


def _cell(value: object) -> str:
    return "" if value is None or value != value else str(value).strip()  # noqa: PLR0124  (NaN)


def _new_records(study: Study, rows: Sequence[Mapping[str, str]]) -> list[Record]:
    variables = {one.code for one in study.variables}
    actors = {one.code for one in study.actors}
    named = [code for row in rows if (code := row["variable"]) and code not in variables]
    raters = [code for row in rows if (code := row.get("rater", "")) and code not in actors]
    return [
        *(Variable(code=one, minimum=0.0, maximum=1.0) for one in dict.fromkeys(named)),
        *(Actor(code=one, name=one, role="coder") for one in dict.fromkeys(raters)),
    ]


def _rating(study: Study, row: Mapping[str, str], at: str) -> Rating:
    case, value = study.case(row["case"]), _value(row.get("value", ""), "value")
    if value is not None and not 0 <= value <= 1:
        told = {"case": case.code, "variable": row["variable"], "got": value}
        raise DataError("analysis.rating_range", **told)
    evidence = _evidence(study, case.id, row.get("codes", ""))
    anchor = row.get("anchor", "")
    return rating_of(
        study,
        case.code,
        row["variable"],
        rater=row.get("rater") or None,
        agreed=_truth(row.get("agreed", "")),
        value=value,
        status=_status(row),
        anchor=coding_of_quote(study, case.id, anchor) if anchor else None,
        evidence=evidence,
        confidence=_confidence(row.get("confidence", "")),
        reason=row.get("reason", ""),
        at=at,
    )


def _evidence(study: Study, case_id: str, names: str) -> list[Coding]:
    wanted: set[str] = set()
    for name in names.replace("；", ";").split(";"):
        if name.strip():
            wanted |= codes_below(study, find_code(study, name.strip()).id)
    return [
        one
        for one in standing_codings(study)
        if one.code_id in wanted and case_id in cases_of(study, one)
    ]


def _status(row: Mapping[str, str]) -> RatingStatus:
    given = row.get("status", "").lower()
    if not given:
        return "present" if row.get("value") else "not mentioned"
    chosen = checks.choice(_STATUS.get(given, given), get_args(RatingStatus), "status", "rating")
    return cast("RatingStatus", chosen)


def _value(cell: str, name: str) -> float | None:
    if not cell:
        return None
    try:
        return float(cell)
    except ValueError as error:
        raise DataError("analysis.no_number", name=name, got=cell) from error


def _confidence(cell: str) -> int | None:
    value = _value(cell, "confidence")
    return None if value is None else int(value)


def _truth(cell: str) -> bool:
    lowered = cell.lower()
    if lowered not in (*_YES, *_NO):
        raise DataError("analysis.no_truth", got=cell, choices=_named(_YES))
    return lowered in _YES


def _named(words: Iterable[str]) -> list[str]:
    return [word for word in words if word]
