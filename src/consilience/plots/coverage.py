"""Coverage: a cross matrix as shaded cells, with silence apart from denial."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from consilience import checks, coding
from consilience.coding.matrices import STATES
from consilience.errors import ArgumentError
from consilience.plots.boxes import wrap
from consilience.plots.canvas import SIZE
from consilience.plots.common import legend, look_on, rectangle
from consilience.plots.figure import Area, Circle, Figure, Look, Mark, Style, Text
from consilience.plots.labels import fitted, text_width
from consilience.results import Note

_MARGIN, _ROW, _COLUMN, _LINE = 12.0, 24.0, 38.0, 13.0
_NAMES, _HIGHEST, _APART = 250.0, 210.0, 8.0
_FEW, _MANY = 2, 5  # from how many codings a cell is darker
_SHADES: Mapping[str, Style] = {
    "one": "pale accent",
    "few": "middle accent",
    "many": "accent",
    "disputed": "pale contrast",
    "absent": "contrast",
    "not_mentioned": "paper",
    "no_source": "pale muted",
}


def coverage_figure(
    matrix: coding.CrossMatrix,
    *,
    row_labels: Mapping[str, str] | None = None,
    column_labels: Mapping[str, str] | None = None,
    column_groups: Mapping[str, str] | None = None,
    targets: Mapping[tuple[str, str], str] | None = None,
    key: str = "coverage",
) -> Figure:
    """Describe a cross matrix: the darker a cell, the more codings; the number counts them.

    Parameters
    ----------
    matrix : CrossMatrix
        As :func:`consilience.coding.cross_matrix` returns it, of shape (rows, columns).
    row_labels, column_labels : mapping of str, optional
        What rows and columns are called; their names by default.
    column_groups : mapping of str, optional
        The group of each column: a gap stands between groups.
    targets : mapping of pairs of str, optional
        Where a cell leads to, by its row and column.
    key : str
        Identifier of the figure in its page.

    Returns
    -------
    Figure
        One area a cell, rows and columns in their order.

    Raises
    ------
    ArgumentError, UnknownNameError
        If it is no cross matrix, or a label belongs to no row or column.

    Examples
    --------
    >>> codings = {"coding": ["q1"], "row": ["trust"], "column": ["C1"], "source": ["J1"]}
    >>> figure = coverage_figure(coding.cross_matrix(codings, ["trust"], ["C1", "C2"]))
    >>> [mark.style for mark in figure.marks if type(mark).__name__ == "Area"][:2]
    ['pale accent', 'paper']

    References
    ----------
    Miles and Huberman (1994), Qualitative Data Analysis.
    """
    owner = "coverage_figure"
    if not isinstance(matrix, coding.CrossMatrix):
        raise ArgumentError("matrix", owner, "cross_matrix", type(matrix).__name__)
    rows = _called(matrix.rows, row_labels, "row_labels", owner)
    columns = _called(matrix.columns, column_labels, "column_labels", owner)
    groups = [(column_groups or {}).get(name, "") for name in matrix.columns]
    top = _MARGIN + min(max(text_width(name, SIZE) for name in columns), _HIGHEST) + 8
    left = _MARGIN + min(max(text_width(name, SIZE) for name in rows), _NAMES) + 10
    wide = max(_COLUMN, *(text_width(shown, SIZE) + 10 for shown in _all_shown(matrix)))
    lefts = _lefts(groups, left, wide)
    marks: list[Mark] = []
    marks += _column_names(columns, [x + wide / 2 for x in lefts], top)
    for place, name in enumerate(rows):
        y = top + _ROW * place
        marks += _row_name(name, left - 8, y)
        marks += _row(matrix, place, (lefts, wide), y, (name, columns), targets or {})
    right = lefts[-1] + wide
    foot = top + _ROW * len(rows) + 14
    signs, deep = legend(_signs(matrix), _MARGIN, foot, max(right, 420.0) - _MARGIN)
    counts = _counts(matrix)
    return Figure(
        key=key,
        title=Note("plots.coverage.title", counts),
        description=Note("plots.coverage.description", counts),
        caption=Note("plots.coverage.caption"),
        x=None,
        y=None,
        marks=(*marks, *signs),
        width=max(right, 420.0) + _MARGIN,
        height=foot + deep + _MARGIN,
    )


def _called(
    names: tuple[str, ...], labels: Mapping[str, str] | None, argument: str, owner: str
) -> list[str]:
    for name in labels or ():
        checks.choice(name, names, argument, owner)
    return [(labels or {}).get(name) or name for name in names]


def _lefts(groups: Sequence[str], left: float, wide: float) -> list[float]:
    """Return where each column begins; a gap stands before another group."""
    found = []
    for place, group in enumerate(groups):
        left += _APART if place and group != groups[place - 1] else 0
        found.append(left)
        left += wide
    return found


def _column_names(names: Sequence[str], middles: list[float], top: float) -> list[Mark]:
    return [
        Text(
            middle + 0.35 * SIZE,
            top - 6,
            fitted(name, _HIGHEST, SIZE),
            "start",
            "ink",
            turned=True,
            detail=name,
        )
        for name, middle in zip(names, middles, strict=True)
    ]


def _row_name(name: str, right: float, top: float) -> list[Mark]:
    """Return a row's name in one line or two."""
    lines = wrap(name, _NAMES, SIZE)
    shown = lines if len(lines) < 3 else (lines[0], fitted(f"{lines[1]}…", _NAMES, SIZE))
    first = top + _ROW / 2 - _LINE * len(shown) / 2 + 0.78 * _LINE
    return [
        Text(right, first + _LINE * number, line, "end", "ink", size=10.0, detail=name)
        for number, line in enumerate(shown)
    ]


def _row(
    matrix: coding.CrossMatrix,
    place: int,
    places: tuple[list[float], float],
    top: float,
    called: tuple[str, list[str]],
    targets: Mapping[tuple[str, str], str],
) -> list[Mark]:
    row, found = matrix.rows[place], list[Mark]()
    lefts, wide = places
    for number, (column, left) in enumerate(zip(matrix.columns, lefts, strict=True)):
        count, against = int(matrix.counts[place, number]), int(matrix.against[place, number])
        shade = _shade(STATES[int(matrix.states[place, number])], count)
        style, target = _SHADES[shade], targets.get((row, column), "")
        told = {"row": called[0], "column": called[1][number], "count": count, "against": against}
        detail = Note(
            "plots.coverage.cell", {**told, "sources": int(matrix.sources[place, number])}
        )
        corners = rectangle(left, top, wide, _ROW)
        found.append(Area(corners, style, "paper" if count else "guide", target, detail))
        shown = _shown(shade, count, against)
        look: Look = "soft" if not count else look_on(style)
        middle = left + wide / 2, top + _ROW / 2 + 0.35 * SIZE
        found += [Text(*middle, shown, look=look, target=target, detail=detail)] if shown else []
    return found


def _shade(state: str, count: int) -> str:
    if state != "present":
        return state.replace(" ", "_")
    return "many" if count >= _MANY else "few" if count >= _FEW else "one"


def _shown(shade: str, count: int, against: int) -> str:
    if shade == "disputed":
        return f"{count - against} | {against}"
    return "×" if shade == "no_source" else str(count) if count else ""


def _all_shown(matrix: coding.CrossMatrix) -> list[str]:
    """Return what stands in the cells: the widest makes the columns as wide."""
    cells = zip(
        matrix.states.ravel().tolist(),
        matrix.counts.ravel().tolist(),
        matrix.against.ravel().tolist(),
        strict=True,
    )
    return [_shown(_shade(STATES[state], count), count, against) for state, count, against in cells]


def _signs(matrix: coding.CrossMatrix) -> list[tuple[Style | Circle, Note]]:
    """Return the shades that occur, with their meaning."""
    pairs = zip(matrix.states.ravel().tolist(), matrix.counts.ravel().tolist(), strict=True)
    occurring = {_shade(STATES[state], count) for state, count in pairs}
    return [(_SHADES[s], Note(f"plots.coverage.{s}")) for s in _SHADES if s in occurring]


def _counts(matrix: coding.CrossMatrix) -> dict[str, int]:
    states = matrix.states
    return {
        "rows": len(matrix.rows),
        "columns": len(matrix.columns),
        "codings": int(matrix.counts.sum()),
        "cells": states.size,
        "filled": int((matrix.counts > 0).sum()),
        "absent": int((states == STATES.index("absent")).sum()),
        "silent": int((states == STATES.index("not mentioned")).sum()),
        "nothing": int((states == STATES.index("no source")).sum()),
    }
