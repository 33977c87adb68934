"""A table in memory as a study, so that a notebook and a study file share one way."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from consilience import checks, qca
from consilience.errors import DataError
from consilience.study import (
    Case,
    Condition,
    Project,
    Record,
    Score,
    Source,
    Study,
    Variable,
    study_of,
)

if TYPE_CHECKING:
    import pandas as pd

_OWNER = "recipe"


def study_of_table(
    data: object,
    outcome: str,
    conditions: object = None,
    anchors: Mapping[str, Sequence[float]] | None = None,
    *,
    cases: str | None = None,
) -> tuple[Study, tuple[str, ...]]:
    """Return a study of a table, raw columns with anchors, others memberships; its conditions.

    Parameters
    ----------
    data : data frame or mapping of columns
        One row a case; cells without a number are missing scores.
    outcome : str
        ``"Y"`` or ``"~Y"``.
    conditions : list of str, optional
        All columns but the outcome if not given.
    anchors : mapping of str to list of float, optional
        Anchors of the direct method for every column that holds raw values.
    cases : str, optional
        Column with the case names; else the index.

    Raises
    ------
    ArgumentError, DataError, UnknownNameError
        If a name is unknown, a case occurs twice or a cell is text.
    """
    frame = checks.frame(data, "data", _OWNER)
    if cases is not None:
        checks.known_names(cases, frame.columns, "cases", _OWNER)
        frame = frame.set_index(cases)
    result = _outcome(outcome)
    others = [name for name in frame.columns if name != result]
    wanted = others if conditions is None else conditions
    named = (*checks.known_names(wanted, frame.columns, "conditions", _OWNER), result)
    checks.known_names(named[-1:], frame.columns, "outcome", _OWNER)
    given = dict(anchors or {})
    checks.known_names(list(given) or named, frame.columns, "anchors", _OWNER)
    study = study_of(
        [
            Project(code="table", title="Table", outcome=outcome),
            *(_condition(name, given.get(name), result) for name in named),
            *_records(frame[list(dict.fromkeys((*named, *given)))]),
        ]
    )
    return study, named[:-1]


def _outcome(outcome: object) -> str:
    if not isinstance(outcome, str) or len(qca.parse(outcome).conditions) != 1:
        raise DataError("qca.outcome.one_set", owner=_OWNER, got=outcome)
    return qca.parse(outcome).conditions[0]


def _condition(name: str, anchors: Any, outcome: str) -> Condition:
    return Condition(
        code=name,
        role="outcome" if name == outcome else "condition",
        variables=(name,),
        method="none" if anchors is None else "direct",
        anchors=() if anchors is None else tuple(checks.numbers(anchors, "anchors", _OWNER)),
    )


def _records(frame: pd.DataFrame) -> list[Record]:
    """Return the cases, variables and scores of a table; what has no number is not scored."""
    source = Source(code="table", title="table", kind="table")
    variables = [Variable(code=str(name)) for name in frame.columns]
    made = [Case(code=str(name), name=str(name)) for name in frame.index]
    scores = [
        Score(
            case_id=case.id,
            variable_id=variable.id,
            value=value,
            source_id=source.id,
            row=row,
            column=variable.code,
        )
        for variable, (_, column) in zip(variables, frame.items(), strict=True)
        for row, (case, cell) in enumerate(zip(made, column, strict=True), start=2)
        if not math.isnan(value := _number(cell, variable.code, case.code))
    ]
    return [source, *variables, *made, *scores]


def _number(cell: object, column: str, case: str) -> float:
    try:
        return float("nan") if cell is None else float(cell)  # type: ignore[arg-type]  # (refused below)
    except (TypeError, ValueError) as error:
        raise DataError("qca.data.not_a_number", column=column, case=case, got=cell) from error
