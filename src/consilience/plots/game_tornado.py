"""One parameter at a time: what its range does to the margin of a state, longest bar first."""

from __future__ import annotations

from consilience.errors import ArgumentError
from consilience.games import Tornado, TornadoBar
from consilience.plots.common import rectangle
from consilience.plots.figure import Area, Axis, Figure, Line, Mark, Style, Symbol, Text
from consilience.plots.game_rows import (
    MARGIN,
    Row,
    plain_name,
    rows_frame,
    rows_of,
    rows_panel,
    rows_width,
)
from consilience.plots.labels import text_width
from consilience.plots.network_legend import Item, flow
from consilience.plots.panels import Panel, value_axis
from consilience.results import Note

_SCALE, _BAR, _MOST, _FINE, _ROOM = 300.0, 15.0, 30, 9.5, 0.2
_LOW: Style = "pale accent"
_HIGH: Style = "accent"


def tornado_figure(found: Tornado, *, key: str = "tornado") -> Figure:
    """Describe how the margin of a state moves when one parameter at a time does.

    Parameters
    ----------
    found : Tornado
        As :func:`~consilience.games.tornado` returns it.
    key : str
        Identifier of the figure in its page.

    Returns
    -------
    Figure
        A bar a parameter from the margin at its low end (pale) to that at its high end (dark),
        around the margin at the given values; at most 30. Right of 0 the state is stable.

    Raises
    ------
    ArgumentError
        If ``found`` is something else.

    Examples
    --------
    >>> from consilience.games import Game, tornado
    >>> from consilience.games.game import EXAMPLE
    >>> both, ranges = ("cooperate", "cooperate"), {"R": (3, 5), "C": (4, 12)}
    >>> figure = tornado_figure(tornado(Game.from_dict(EXAMPLE), both, ranges))
    >>> figure.description.values["first"]
    'C'

    References
    ----------
    Eschenbach, T. G. (1992). Spiderplots versus Tornado Diagrams for Sensitivity Analysis.
    Interfaces 22(6).
    """
    if not isinstance(found, Tornado):
        raise ArgumentError("found", "tornado_figure", "tornado", type(found).__name__)
    shown = found.bars[:_MOST]
    rows = rows_of([plain_name(item.parameter) for item in shown], _BAR)
    ends = [found.margin, *(e for item in shown for e in (item.margin_low, item.margin_high))]
    axis = value_axis(Note("game_plots.tornado.margin"), ends)
    panel = rows_panel(rows, _with_room(axis), _SCALE)
    marks = rows_frame(panel, rows)
    for row, item in zip(rows, shown, strict=True):
        marks += _bar(panel, row, item, found.margin)
    zero, base = panel.across(0), panel.across(found.margin)
    marks.append(Line(((zero, panel.top), (zero, panel.bottom)), "ink", 1.8))
    marks.append(Line(((base, panel.top), (base, panel.bottom)), "contrast", 1.2, (4.0, 3.0)))
    for row, item in zip(rows, shown, strict=True):
        marks += _values(panel, row.middle, item, found.margin)
    width = rows_width(panel, 24.0)
    items = _items(bent=any(not item.one_sided for item in shown))
    legend, deep = flow(items, MARGIN, panel.bottom + 10, width - 2 * MARGIN)
    told = {
        "target": list(found.target),
        "count": len(found.bars),
        "first": shown[0].parameter,
        "margin": found.margin,
        "left_out": len(found.bars) - len(shown),
        "swings": [f"{i.parameter}: {i.margin_low:.4g} – {i.margin_high:.4g}" for i in found.bars],
    }
    part = "_part" if len(shown) < len(found.bars) else ""
    return Figure(
        key=key,
        title=Note("game_plots.tornado.title", told),
        description=Note("game_plots.tornado.description", told),
        caption=Note(f"game_plots.tornado.caption{part}", told),
        x=None,
        y=None,
        marks=(*marks, *legend),
        width=width,
        height=panel.bottom + 10 + deep + 6,
    )


def _with_room(axis: Axis) -> Axis:
    """Return the axis with room at both ends for the values of parameters beside the bars."""
    room = _ROOM * (axis.high - axis.low)
    return Axis(axis.label, axis.low - room, axis.high + room, axis.ticks)


def _bar(panel: Panel, row: Row, item: TornadoBar, margin: float) -> list[Mark]:
    """Return the two halves of a bar with the values of the parameter at their ends."""
    y, base = row.middle, panel.across(margin)
    told = {"name": item.parameter, "low": item.low, "high": item.high,
            "margin_low": item.margin_low, "margin_high": item.margin_high}  # fmt: skip
    detail = Note("game_plots.tornado.bar", told)
    marks: list[Mark] = []
    ends: tuple[tuple[float, Style], ...] = ((item.margin_low, _LOW), (item.margin_high, _HIGH))
    # the longer half first, where both lie on one side of the base
    for value, style in sorted(ends, key=lambda end: -abs(end[0] - margin)):
        left, right = sorted((base, panel.across(value)))
        if right > left:
            box = rectangle(left, y - _BAR / 2, right - left, _BAR)
            marks.append(Area(box, style, "ink", detail=detail))
    return marks


def _values(panel: Panel, y: float, item: TornadoBar, margin: float) -> list[Mark]:
    """Return the ends of the range outside of the bar, and a sign where more is not better."""
    (left, first), (right, last) = sorted(
        ((item.margin_low, item.low), (item.margin_high, item.high))
    )
    marks: list[Mark] = []
    low, high = panel.across(left) - 5, panel.across(right) + 5
    written = f"{last:.4g}"
    if left == right:
        written = f"{item.low:.4g} … {item.high:.4g}"
    else:
        marks.append(Text(low, y + 3.4, f"{first:.4g}", "end", size=_FINE, halo=True))
    marks.append(Text(high, y + 3.4, written, "start", size=_FINE, halo=True))
    if not item.one_sided:
        edge = max(high + text_width(written, _FINE), panel.across(margin)) + 9
        marks.append(Symbol(edge, y, 3.6, "triangle", "contrast", "paper", 0.6))
    return marks


def _items(*, bent: bool) -> list[Item]:
    found = [
        Item((Symbol(0, 0, 5.0, "square", style, "ink"),), 13.0, Note(f"game_plots.tornado.{name}"))
        for style, name in ((_LOW, "low"), (_HIGH, "high"))
    ]
    base = Line(((0, -7), (0, 7)), "contrast", 1.2, (4.0, 3.0))
    found.append(Item((base,), 10.0, Note("game_plots.tornado.base")))
    zero = Line(((0, -7), (0, 7)), "ink", 1.8)
    found.append(Item((zero,), 10.0, Note("game_plots.tornado.zero")))
    if bent:
        sign = Symbol(0, 0, 3.6, "triangle", "contrast", "paper", 0.6)
        found.append(Item((sign,), 12.0, Note("game_plots.tornado.bent")))
    return found
