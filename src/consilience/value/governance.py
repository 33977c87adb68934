"""A governance plan: which mechanism is settled in which dimension, and what is missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from consilience import checks
from consilience.errors import ArgumentError, DataError, UnknownNameError
from consilience.results import Note, Result
from consilience.texts import LANGUAGES, Language, text

DIMENSIONS = ("discuss", "build", "share")
MECHANISMS = (
    "standards coordination",
    "benefit distribution",
    "standard sharing",
    "security",
)
STATUSES = ("planned", "agreed", "in force", "suspended")

_DETAILS = ("owner", "trigger", "indicator", "status")
_COLUMNS = ("dimension", "mechanism", *_DETAILS)


@dataclass(frozen=True)
class Measure:
    """One row of the plan; a detail that was not given is ""."""

    dimension: str
    mechanism: str
    owner: str
    trigger: str
    indicator: str
    status: str


@dataclass(frozen=True)
class GovernanceCell:
    """One mechanism in one dimension.

    ``missing`` are the details that none of its measures names, all four where it has no measure;
    ``lost`` is what they take from the completeness.
    """

    dimension: str
    mechanism: str
    weight: float
    measures: int
    missing: tuple[str, ...]
    lost: float
    in_force: bool


@dataclass(frozen=True, kw_only=True, eq=False)
class GovernancePlan(Result):
    """The plan, cell by cell.

    ``completeness`` is 1 less what is missing, ``in_force`` the weight of the cells with a measure
    in force, both in [0, 1]. ``without_indicator`` are the mechanisms that no indicator watches in
    any dimension; each of the four needs one.
    """

    measures: tuple[Measure, ...]
    cells: tuple[GovernanceCell, ...]
    completeness: float
    in_force: float
    without_indicator: tuple[str, ...]

    def to_frame(self) -> pd.DataFrame:
        """Return one row a cell."""
        rows = [
            {
                "dimension": cell.dimension,
                "mechanism": cell.mechanism,
                "weight": cell.weight,
                "measures": cell.measures,
                "missing": ", ".join(cell.missing),
                "lost": cell.lost,
                "in force": cell.in_force,
            }
            for cell in self.cells
        ]
        return pd.DataFrame(rows)


def governance_plan(
    table: Any,
    *,
    mechanisms: Any = MECHANISMS,
    dimensions: Any = DIMENSIONS,
    weights: Mapping[str, float] | None = None,
) -> GovernancePlan:
    r"""Check a governance plan against its grid of dimensions and mechanisms.

    A cell of the grid weighs :math:`w_d w_m`, with the weights of dimensions and of mechanisms each
    scaled to the sum 1. Each of the details owner, trigger, indicator and status that no measure of
    the cell names takes a quarter of that from the completeness.

    Parameters
    ----------
    table
        One row a measure, with the columns dimension, mechanism, owner, trigger, indicator, status;
        the last four may be blank. The dimensions are ``"discuss"``, ``"build"``, ``"share"``; the
        mechanisms ``"standards coordination"``, ``"benefit distribution"``, ``"standard sharing"``,
        ``"security"``; a status is ``"planned"``, ``"agreed"``, ``"in force"`` or ``"suspended"``.
        These names may also be written in Chinese.
    mechanisms, dimensions
        Other names, at least one each: a checklist such as conflict coordination, supervision and
        exit.
    weights
        A mapping of dimensions and mechanisms to weights of at least 0; 1 where none is given.

    Returns
    -------
    GovernancePlan
        Completeness, what is in force, and for each cell what is missing and what that takes away.

    Raises
    ------
    ArgumentError
        If an argument is of the wrong form.
    DataError
        If a row names an unknown dimension, mechanism or status, or all weights are 0.
    UnknownNameError
        If a weight is of no dimension or mechanism.

    Examples
    --------
    >>> found = governance_plan({
    ...     "dimension": ["build"], "mechanism": ["security"], "owner": ["OEM"],
    ...     "trigger": ["data leak"], "indicator": [""], "status": ["in force"]})
    >>> round(found.completeness, 4), round(found.in_force, 4)
    (0.0625, 0.0833)
    >>> [cell.missing for cell in found.cells if cell.measures]
    [('indicator',)]

    References
    ----------
    Parkhe (1993), Strategic Alliance Structuring, counts the provisions of an alliance contract by
    weight. Grid, details and score are a convention of this program.
    """
    owner = "governance_plan"
    rows, columns = (
        checks.names(given, name, owner)
        for given, name in ((dimensions, "dimensions"), (mechanisms, "mechanisms"))
    )
    overlap = sorted(set(rows) & set(columns))
    if overlap:
        raise ArgumentError("mechanisms", owner, "no_duplicates", list(columns), repeated=overlap)
    row_weights, column_weights = _weights(weights, rows, columns, owner)
    measures = _measures(table, rows, columns, owner)
    cells = tuple(
        _cell(measures, row, column, float(first * second))
        for row, first in zip(rows, row_weights.tolist(), strict=True)
        for column, second in zip(columns, column_weights.tolist(), strict=True)
    )
    watched = {item.mechanism for item in measures if item.indicator}
    bare = tuple(name for name in columns if name not in watched)
    return GovernancePlan(
        measures=measures,
        cells=cells,
        completeness=max(0.0, 1 - sum(cell.lost for cell in cells)),
        in_force=sum(cell.weight for cell in cells if cell.in_force),
        without_indicator=bare,
        parameters={
            "dimensions": list(rows),
            "mechanisms": list(columns),
            "weights": {name: float(value) for name, value in (weights or {}).items()},
        },
        notes=(Note("value.note.no_indicator", {"mechanisms": bare}, "warning"),) if bare else (),
        references=("parkhe1993",),
    )


def _weights(
    weights: Any, rows: tuple[str, ...], columns: tuple[str, ...], owner: str
) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Return weights of dimensions and of mechanisms, each with the sum 1."""
    if weights is not None and not isinstance(weights, Mapping):
        raise ArgumentError("weights", owner, "mapping", weights)
    given: dict[str, float] = {}
    for name, value in (weights or {}).items():
        if name not in {*rows, *columns}:
            raise UnknownNameError("weights", owner, str(name), [*rows, *columns])
        given[name] = checks.number(value, f"weights[{name}]", owner)
        if given[name] < 0:
            raise ArgumentError(f"weights[{name}]", owner, "at_least", given[name], limit=0)
    parts = [np.array([given.get(name, 1.0) for name in names]) for names in (rows, columns)]
    for part in parts:
        if not part.any():
            raise DataError("value.governance.no_weight")
    return parts[0] / parts[0].sum(), parts[1] / parts[1].sum()


def _measures(
    table: Any, rows: tuple[str, ...], columns: tuple[str, ...], owner: str
) -> tuple[Measure, ...]:
    frame = checks.frame(table, "table", owner)
    for column in _COLUMNS:
        if column not in frame.columns:
            raise ArgumentError("table", owner, "governance_table", list(frame.columns))
    allowed = {"dimension": rows, "mechanism": columns, "status": STATUSES}
    found = []
    for place, row in enumerate(frame[list(_COLUMNS)].to_dict("records"), 1):
        cells = {name: _written(row[name], place, name) for name in _COLUMNS}
        for name, choices in allowed.items():
            if cells[name] or name != "status":
                cells[name] = _chosen(cells[name], choices, place, name)
        found.append(Measure(**cells))
    return tuple(found)


def _written(cell: object, place: int, column: str) -> str:
    """Return a cell as text; nothing where it is blank."""
    if cell is None or (isinstance(cell, float) and np.isnan(cell)):
        return ""
    if not isinstance(cell, str):
        raise DataError("value.governance.text", row=place, column=column, got=cell)
    return cell.strip()


def _chosen(written: str, choices: tuple[str, ...], place: int, column: str) -> str:
    """Return the choice that a text names, in English or in Chinese."""
    for choice in choices:
        if written in {choice, *(words_of(choice, language) for language in LANGUAGES)}:
            return choice
    raise DataError(
        "value.governance.unknown", row=place, column=column, got=written, choices=choices
    )


def words_of(name: str, language: Language) -> str:
    """Return a name of the grid in a language; names that are not the program's stay."""
    if name not in {*DIMENSIONS, *MECHANISMS, *STATUSES}:
        return name
    return text(f"value.governance.{name.replace(' ', '_')}", language)


def _cell(
    measures: tuple[Measure, ...], dimension: str, mechanism: str, weight: float
) -> GovernanceCell:
    own = [item for item in measures if (item.dimension, item.mechanism) == (dimension, mechanism)]
    missing = tuple(name for name in _DETAILS if not any(getattr(item, name) for item in own))
    return GovernanceCell(
        dimension=dimension,
        mechanism=mechanism,
        weight=weight,
        measures=len(own),
        missing=missing,
        lost=weight * len(missing) / len(_DETAILS),
        in_force=any(item.status == "in force" for item in own),
    )
