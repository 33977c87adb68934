"""A table of numbers as shaded cells, such as roles by organisation or scenarios by leader."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from consilience import checks
from consilience.errors import ArgumentError
from consilience.plots.canvas import SIZE
from consilience.plots.common import look_on, rectangle
from consilience.plots.figure import Area, Figure, Label, Look, Mark, Style, Symbol, Text
from consilience.plots.labels import fitted, text_width
from consilience.plots.network_legend import Item, flow
from consilience.results import Note

_MARGIN, _ROW, _NAMES, _COLUMN = 12.0, 24.0, 170.0, 54.0
_HIGHEST, _MOST = 150.0, 60
_SHADES: tuple[tuple[float, Style], ...] = (
    (0.75, "accent"),
    (0.4, "middle accent"),
    (0.1, "pale accent"),
    (0.0, "band"),
)
_BELOW: tuple[tuple[float, Style], ...] = ((0.5, "contrast"), (0.1, "pale contrast"), (0.0, "band"))


def matrix_figure(
    values: ArrayLike,
    rows: Sequence[str],
    columns: Sequence[str],
    *,
    measure: str,
    digits: int = 2,
    labels: Mapping[str, str] | None = None,
    targets: Mapping[str, str] | None = None,
    key: str = "matrix",
) -> Figure:
    """Describe a table of numbers: the farther from 0, the darker; below 0 in another colour.

    Parameters
    ----------
    values : array of shape (rows, columns)
        Any numbers; NaN is shown as a dash, infinity by its sign.
    rows, columns : sequence of str
        What they are called, each once. At most 60 rows are shown.
    measure : str
        What the numbers are.
    digits : int
        Decimals, at least 0.
    labels, targets : mapping of str, optional
        What rows and columns are called in the figure; where rows lead to.
    key : str
        Identifier of the figure in its page.

    Returns
    -------
    Figure
        One area a cell, rows and columns in their order; shades are shares of the largest value.

    Raises
    ------
    ArgumentError, UnknownNameError
        If the shape is another, or a label belongs to no row or column.

    Examples
    --------
    >>> figure = matrix_figure([[1.0, -2.0]], ["A"], ["gatekeeper", "liaison"], measure="z")
    >>> figure.description.values["largest"]
    'A, gatekeeper 1.00'

    References
    ----------
    Wilkinson, L. and Friendly, M. (2009). The History of the Cluster Heat Map. The American
    Statistician 63(2).
    """
    owner = "matrix_figure"
    names, heads = checks.names(rows, "rows", owner), checks.names(columns, "columns", owner)
    found = _grid(values, len(names), len(heads), owner)
    places = checks.whole(digits, 0, "digits", owner)
    for name in labels or {}:
        checks.choice(name, (*names, *heads), "labels", owner)
    called = {name: (labels or {}).get(name) or name for name in (*names, *heads)}
    shown = names[:_MOST]
    left = _MARGIN + max(text_width(fitted(called[n], _NAMES, SIZE), SIZE) for n in shown) + 10
    wide = max(_COLUMN, max(text_width(_written(v, places), SIZE) for v in found.ravel()) + 12)
    top = _MARGIN + max(text_width(fitted(called[n], _HIGHEST, SIZE), SIZE) for n in heads) + 8
    marks = _heads([called[name] for name in heads], left, wide, top)
    scale = float(np.abs(found[np.isfinite(found)]).max(initial=0.0))
    told = measure, [called[name] for name in heads], places
    for place, name in enumerate(shown):
        target = (targets or {}).get(name, "")
        box = left, top + _ROW * place, wide
        marks += _row(box, (called[name], target), found[place], scale, told)
    foot = top + _ROW * len(shown) + 10
    width = max(left + wide * len(heads) + _MARGIN, 300.0)
    legend, deep = flow(_items(found, scale, places), _MARGIN, foot, width - 2 * _MARGIN)
    counts = {
        "measure": measure,
        "rows": len(names),
        "columns": len(heads),
        "left_out": len(names) - len(shown),
        "largest": _largest(found, names, heads, called, places),
    }
    part = "_part" if len(names) > len(shown) else ""
    return Figure(
        key=key,
        title=Note("plots.matrix.title", counts),
        description=Note("plots.matrix.description", counts),
        caption=Note(f"plots.matrix.caption{part}", counts),
        x=None,
        y=None,
        marks=(*marks, *legend),
        width=width,
        height=foot + deep + 6,
    )


def _heads(names: Sequence[str], left: float, wide: float, top: float) -> list[Mark]:
    return [
        Text(
            left + wide * (n + 0.5) + 0.35 * SIZE,
            top - 6,
            fitted(name, _HIGHEST, SIZE),
            "start",
            "ink",
            turned=True,
            detail=name,
        )
        for n, name in enumerate(names)
    ]


def _grid(values: ArrayLike, rows: int, columns: int, owner: str) -> NDArray[np.float64]:
    try:
        found = np.array(values, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise ArgumentError("values", owner, "grid", values) from error
    if found.shape != (rows, columns):
        size = {"rows": rows, "columns": columns}
        raise ArgumentError("values", owner, "grid_of", str(found.shape), **size)
    return found


def _written(value: float, digits: int) -> str:
    if np.isnan(value):
        return "–"
    if np.isinf(value):
        return "∞" if value > 0 else "-∞"
    return f"{value:.{digits}f}"


def _style(value: float, scale: float) -> Style:
    if not np.isfinite(value) or scale == 0:
        return "paper" if np.isnan(value) or scale == 0 else _style(float(np.sign(value)), 1.0)
    share = abs(value) / scale
    shades = _SHADES if value >= 0 else _BELOW
    return next(style for limit, style in shades if share >= limit)


def _row(
    box: tuple[float, float, float],
    named: tuple[str, str],
    values: NDArray[np.float64],
    scale: float,
    told: tuple[str, list[str], int],
) -> list[Mark]:
    left, top, wide = box
    name, target = named
    measure, heads, digits = told
    middle = top + _ROW / 2 + 0.35 * SIZE
    shown = fitted(name, _NAMES, SIZE)
    marks: list[Mark] = [Text(left - 8, middle, shown, "end", "ink", target=target, detail=name)]
    for place, value in enumerate(values.tolist()):
        style = _style(value, scale)
        written = _written(value, digits)
        detail: Label = f"{name}, {heads[place]}: {measure} {written}"
        x = left + wide * place
        look: Look = look_on(style)
        marks.append(Area(rectangle(x, top, wide, _ROW), style, "paper", detail=detail))
        marks.append(Text(x + wide / 2, middle, written, "middle", look, detail=detail))
    return marks


def _items(values: NDArray[np.float64], scale: float, digits: int) -> list[Item]:
    """Return the shades that occur, with where each begins."""
    finite = values[np.isfinite(values)]
    found = []
    for sign, shades in ((1.0, _SHADES), (-1.0, _BELOW)):
        own = finite[finite >= 0] if sign > 0 else finite[finite < 0]
        styles = {_style(float(value), scale) for value in own}
        for limit, style in shades:
            if style in styles and not (sign < 0 and style == "band"):
                words = f"{'≥' if sign > 0 else '≤'} {sign * limit * scale:.{digits}f}"
                found.append(Item((Symbol(0, 0, 5.0, "square", style, "muted"),), 13.0, words))
    return found if scale else []


def _largest(
    values: NDArray[np.float64],
    rows: Sequence[str],
    columns: Sequence[str],
    called: Mapping[str, str],
    digits: int,
) -> str:
    finite = np.where(np.isfinite(values), values, -np.inf)
    row, column = divmod(int(np.argmax(finite)), len(columns))
    value = _written(float(values[row, column]), digits)
    return f"{called[rows[row]]}, {called[columns[column]]} {value}"
