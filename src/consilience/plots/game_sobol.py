"""How much each uncertain parameter decides: first-order and total Sobol indices."""

from __future__ import annotations

import math

from consilience.errors import ArgumentError
from consilience.games import SobolIndex, SobolIndices
from consilience.plots.figure import Figure, Form, Line, Mark, Style, Symbol, Text
from consilience.plots.game_rows import (
    MARGIN,
    Row,
    plain_name,
    rows_frame,
    rows_of,
    rows_panel,
    rows_width,
)
from consilience.plots.network_legend import Item, flow
from consilience.plots.panels import Panel, value_axis
from consilience.results import Note
from consilience.texts import Phrase

_SCALE, _HIGH, _MOST = 300.0, 20.0, 30
_LOOKS: tuple[tuple[str, Form, Style, float], ...] = (
    ("total", "diamond", "contrast", -5.0),
    ("first", "circle", "accent", 5.0),
)


def sobol_figure(found: SobolIndices, *, key: str = "sobol") -> Figure:
    """Describe which uncertain parameters decide, alone and with their interactions.

    Parameters
    ----------
    found : SobolIndices
        As :func:`~consilience.games.sobol_indices` returns them.
    key : str
        Identifier of the figure in its page.

    Returns
    -------
    Figure
        A row a parameter, the largest total index first, at most 30: two signs with their 95 %
        intervals. A dash where there is no variance to explain.

    Raises
    ------
    ArgumentError
        If ``found`` is something else.

    Examples
    --------
    >>> from consilience.games import Game, sobol_indices
    >>> from consilience.games.game import EXAMPLE
    >>> uncertain = {"R": (2, 6), "C": (8, 10)}
    >>> both = ("cooperate", "cooperate")
    >>> found = sobol_indices(Game.from_dict(EXAMPLE), both, uncertain, measure="margin")
    >>> sobol_figure(found).description.values["first"]
    'R'

    References
    ----------
    Saltelli, A. and others (2010). Variance Based Sensitivity Analysis of Model Output. Computer
    Physics Communications 181(2).
    """
    if not isinstance(found, SobolIndices):
        raise ArgumentError("found", "sobol_figure", "sobol", type(found).__name__)
    ordered = sorted(found.indices, key=lambda item: (math.isnan(item.total), -item.total))
    shown = ordered[:_MOST]
    rows = rows_of([plain_name(item.parameter) for item in shown], _HIGH)
    ends = [end for item in shown for end in _ends(item) if math.isfinite(end)]
    axis = value_axis(Note("game_plots.sobol.index"), [*ends, 1.0])
    panel = rows_panel(rows, axis, _SCALE)
    marks = rows_frame(panel, rows)
    zero = panel.across(0)
    marks.append(Line(((zero, panel.top), (zero, panel.bottom)), "ink"))
    for row, item in zip(rows, shown, strict=True):
        marks += _row(panel, row, item)
    width = rows_width(panel, 24.0)
    items = [
        Item((Line(((-12, 0), (12, 0)), style, 1.4), Symbol(0, 0, 4.4, form, style, "paper", 0.8)),
             26.0, Note(f"game_plots.sobol.{name}"))
        for name, form, style, _ in reversed(_LOOKS)
    ]  # fmt: skip
    legend, deep = flow(items, MARGIN, panel.bottom + 10, width - 2 * MARGIN)
    told = {
        "target": list(found.target),
        "measure": Phrase(f"game_plots.sobol.{found.measure}"),
        "count": len(ordered),
        "first": shown[0].parameter,
        "left_out": len(ordered) - len(shown),
        "totals": [f"{item.parameter} {item.total:.3f}" for item in ordered],
    }
    part = "_part" if len(shown) < len(ordered) else ""
    return Figure(
        key=key,
        title=Note("game_plots.sobol.title", told),
        description=Note("game_plots.sobol.description", told),
        caption=Note(f"game_plots.sobol.caption{part}", told),
        x=None,
        y=None,
        marks=(*marks, *legend),
        width=width,
        height=panel.bottom + 10 + deep + 6,
    )


def _ends(item: SobolIndex) -> tuple[float, ...]:
    return item.first, item.first_low, item.first_high, item.total, item.total_low, item.total_high


def _row(panel: Panel, row: Row, item: SobolIndex) -> list[Mark]:
    if math.isnan(item.total):
        return [Text(panel.across(0) + 8, row.middle + 4, "–", "start", "ink")]
    first, first_low, first_high, total, total_low, total_high = _ends(item)
    values = {"first": (first, first_low, first_high), "total": (total, total_low, total_high)}
    marks: list[Mark] = []
    for name, form, style, down in _LOOKS:
        value, low, high = values[name]
        y = row.middle - down
        detail = Note(
            "game_plots.sobol.dot",
            {"name": item.parameter, "value": value, "low": low, "high": high},
        )
        left, right = panel.across(low), panel.across(high)
        marks.append(Line(((left, y), (right, y)), style, 1.4, detail=detail))
        marks += [Line(((x, y - 3), (x, y + 3)), style, 1.2) for x in (left, right)]
        marks.append(Symbol(panel.across(value), y, 4.4, form, style, "paper", 0.8, detail=detail))
    return marks
