"""The governance plan as a grid: what is done in each dimension by each mechanism, and what not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from consilience.errors import ArgumentError
from consilience.plots.canvas import SIZE
from consilience.plots.common import rectangle
from consilience.plots.figure import Area, Circle, Figure, Label, Mark, Sign, Text, words
from consilience.plots.labels import text_width
from consilience.plots.network_legend import Item, flow
from consilience.results import Note
from consilience.texts import LANGUAGES, Phrase
from consilience.value import GovernanceCell, GovernancePlan, Measure
from consilience.value.governance import DIMENSIONS, MECHANISMS

_MARGIN, _TOP, _ROW, _LEAST, _FINE, _RADIUS, _STEP = 12.0, 34.0, 62.0, 128.0, 9.5, 5.5, 15.0
_STATUSES: Mapping[str, tuple[Sign, bool]] = {
    "planned": ("open", True),
    "agreed": ("open", False),
    "in force": ("filled", False),
    "suspended": ("crossed", False),
}


def governance_figure(
    plan: GovernancePlan,
    *,
    labels: Mapping[str, str] | None = None,
    key: str = "governance",
) -> Figure:
    """Describe a governance plan: mechanisms in rows, dimensions in columns.

    Parameters
    ----------
    plan : GovernancePlan
        As :func:`consilience.value.governance_plan` returns it.
    labels : mapping of str, optional
        What dimensions and mechanisms are called; the program's own are in the language of the
        figure, others as they are.
    key : str
        Identifier of the figure in its page.

    Returns
    -------
    Figure
        A cell a pair: a sign a measure, which shows its status, their number, and what no measure
        names; a cell without a measure says so.

    Raises
    ------
    ArgumentError
        If it is no governance plan.

    Examples
    --------
    >>> from consilience.value import governance_plan
    >>> table = {"dimension": ["build"], "mechanism": ["security"], "owner": ["OEM"],
    ...          "trigger": ["leak"], "indicator": [""], "status": ["agreed"]}
    >>> governance_figure(governance_plan(table)).title.sentence()
    'Governance plan: 1 measure(s) in 1 of 12 cells'

    References
    ----------
    Wilkinson, L. and Friendly, M. (2009). The History of the Cluster Heat Map. The American
    Statistician 63(2).
    """
    owner = "governance_figure"
    if not isinstance(plan, GovernancePlan):
        raise ArgumentError("plan", owner, "governance_plan", type(plan).__name__)
    columns = list(dict.fromkeys(cell.dimension for cell in plan.cells))
    rows = list(dict.fromkeys(cell.mechanism for cell in plan.cells))
    called = {name: (labels or {}).get(name) or _name(name) for name in (*columns, *rows)}
    left = _MARGIN + max(_wide(called[name]) for name in rows) + 14
    wide = max([_LEAST, *(_wide(called[name]) + 16 for name in columns)])
    wide = max([wide, *(_wide(line, _FINE) + 12 for cell in plan.cells for line in _lacking(cell))])
    marks: list[Mark] = []
    for place, name in enumerate(columns):
        marks.append(Text(left + wide * (place + 0.5), _TOP - 10, called[name], "middle", "bold"))
    for place, name in enumerate(rows):
        y = _TOP + _ROW * (place + 0.5) + 0.35 * SIZE
        marks.append(Text(left - 10, y, called[name], "end", "bold"))
    for cell in plan.cells:
        at = left + wide * columns.index(cell.dimension), _TOP + _ROW * rows.index(cell.mechanism)
        marks += _cell(cell, plan.measures, at, wide)
    bottom = _TOP + _ROW * len(rows)
    width = left + wide * len(columns) + _MARGIN
    legend, deep = flow(_items(plan.measures), _MARGIN, bottom + 10, width - 2 * _MARGIN)
    empty = [cell for cell in plan.cells if not cell.measures]
    told = {
        "measures": len(plan.measures),
        "filled": len(plan.cells) - len(empty),
        "cells": len(plan.cells),
        "complete": plan.completeness,
        "in_force": plan.in_force,
        "empty": len(empty),
    }
    return Figure(
        key=key,
        title=Note("plots.governance.title", told),
        description=Note("plots.governance.description", told),
        caption=Note("plots.governance.caption", told),
        x=None,
        y=None,
        marks=(*marks, *legend),
        width=width,
        height=bottom + 10 + deep + 6,
    )


def _key(name: str) -> str:
    return f"value.governance.{name.replace(' ', '_')}"


def _name(name: str) -> Label:
    return Note(_key(name)) if name in {*DIMENSIONS, *MECHANISMS} else name


def _wide(label: Label, size: float = SIZE) -> float:
    return max(text_width(words(label, language), size) for language in LANGUAGES)


def _lacking(cell: GovernanceCell) -> list[Note]:
    """Return what none of the measures of a cell names, two details a line."""
    if not cell.measures:
        return []
    details = [Phrase(f"value.detail.{name}") for name in cell.missing]
    return [
        Note("plots.governance.lacks", {"details": details[place : place + 2]})
        for place in range(0, len(details), 2)
    ]


def _cell(
    cell: GovernanceCell, measures: Sequence[Measure], at: tuple[float, float], wide: float
) -> list[Mark]:
    left, top = at
    middle = left + wide / 2
    ground = rectangle(left, top, wide, _ROW)
    if not cell.measures:
        none = Note("plots.governance.none")
        return [
            Area(ground, "pale contrast", "guide"),
            Text(middle, top + _ROW / 2 + 4, none, "middle", "ink"),
        ]
    own = [m for m in measures if (m.dimension, m.mechanism) == (cell.dimension, cell.mechanism)]
    shown = own[: int((wide - 52) // _STEP)]
    first = middle - (_STEP * len(shown) + 12) / 2 + _STEP / 2
    lacking = _lacking(cell)
    y = top + (20 if lacking else _ROW / 2)
    marks: list[Mark] = [Area(ground, "paper", "guide")]
    for place, measure in enumerate(shown):
        marks += _status(measure, (first + _STEP * place, y))
    count = f"{len(own)}" if len(shown) == len(own) else f"… {len(own)}"
    marks.append(Text(first + _STEP * len(shown), y + 4, count, "start", "bold", 12.0))
    for place, line in enumerate(lacking):
        marks.append(Text(middle, top + 42 + 13 * place, line, "middle", "soft", _FINE))
    return marks


def _status(measure: Measure, at: tuple[float, float]) -> list[Mark]:
    """Return the sign of a measure; a question mark where it has no status."""
    told = {
        "owner": measure.owner or "–", "trigger": measure.trigger or "–",
        "indicator": measure.indicator or "–", "status": _phrase(measure.status),
    }  # fmt: skip
    detail = Note("plots.governance.measure", told)
    x, y = at
    if not measure.status:
        return [Text(x, y + 4, "?", "middle", "bold", detail=detail)]
    sign, dashed = _STATUSES[measure.status]
    return [Circle(x, y, _RADIUS, sign, "ink", dashed, detail=detail)]


def _phrase(status: str) -> Phrase | str:
    return Phrase(_key(status)) if status else "–"


def _items(measures: Sequence[Measure]) -> list[Item]:
    """Return the statuses that occur."""
    occurring = {measure.status for measure in measures}
    found = [
        Item((Circle(0, 0, _RADIUS, sign, "ink", dashed),), 13.0, Note(_key(status)))
        for status, (sign, dashed) in _STATUSES.items()
        if status in occurring
    ]
    if "" in occurring:
        found.append(
            Item((Text(0, 4, "?", "middle", "bold"),), 10.0, Note("plots.governance.no_status"))
        )
    return found
