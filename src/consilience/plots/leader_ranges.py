"""Candidates for the lead in rows: a value of each, and its range when the network is changed."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from consilience import checks
from consilience.errors import ArgumentError
from consilience.plots.canvas import SIZE
from consilience.plots.figure import (
    Axis,
    Figure,
    Form,
    Label,
    Line,
    Look,
    Mark,
    Segments,
    Style,
    Symbol,
    Text,
    words,
)
from consilience.plots.labels import fitted, text_width
from consilience.plots.network_legend import Item, flow
from consilience.plots.panels import Panel, value_axis
from consilience.results import Note
from consilience.texts import LANGUAGES, Phrase

_ROW, _MARGIN, _HEAD, _WIDEST = 22.0, 12.0, 34.0, 170.0
_SCALE, _MOST, _WIDEST_TITLE = 250.0, 30, 420.0
_SLACK = 1e-9  # by which rounding may put a bound on the wrong side
_VARIANCE = Note("plots.leader.variance")


def leader_figure(
    leaders: Sequence[str],
    values: ArrayLike,
    low: ArrayLike | None = None,
    high: ArrayLike | None = None,
    *,
    measure: Label = _VARIANCE,
    marked: Collection[str] = (),
    labels: Mapping[str, str] | None = None,
    targets: Mapping[str, str] | None = None,
    key: str = "leaders",
) -> Figure:
    """Describe how well each candidate would lead, and how far that rests on choices.

    Parameters
    ----------
    leaders : sequence of str, shape (n,)
        The candidates, best first: they stand in this order. At most 30 are shown.
    values : array of shape (n,)
        A finite value of each, such as H or willingness.
    low, high : array of shape (n,), optional
        Its least and greatest value over weightings, projections, or ties that are missing.
    measure : str or Note
        What the value is called; H by default.
    marked : collection of str
        Who leads today: in another colour and form.
    labels, targets : mapping of str, optional
        What candidates are called, and where they lead to.
    key : str
        Identifier of the figure in its page.

    Returns
    -------
    Figure
        A row a candidate: a dot, and a line over its range.

    Raises
    ------
    ArgumentError, UnknownNameError
        If lengths differ, a value is not finite, a range does not hold its value, or a name is
        unknown.

    Examples
    --------
    >>> figure = leader_figure(["OEM", "Chip"], [2.5, 4.0], [2.0, 3.5], [3.0, 6.0])
    >>> figure.description.values["first"]
    'OEM'

    References
    ----------
    Cleveland, W. S. (1984). Graphical Methods for Data Presentation: Full Scale Breaks, Dot Charts,
    and Multibased Logging. The American Statistician 38(4).
    """
    owner = "leader_figure"
    names = checks.names(leaders, "leaders", owner)
    found = checks.numbers(values, "values", owner)
    checks.same_length(found, np.array(names), "values", owner, "leaders")
    ranges = _ranges(found, low, high, owner)
    marks_of = checks.known_names(list(marked), names, "marked", owner) if marked else ()
    called = _called(names, labels, owner)
    shown = names[:_MOST]
    wide = max(text_width(fitted(called[n], _WIDEST, SIZE), SIZE) for n in shown)
    bounds = [float(v) for v in (*ranges[0][:_MOST], *ranges[1][:_MOST])]
    title = measure if isinstance(measure, Note) else fitted(measure, _WIDEST_TITLE, SIZE)
    x = value_axis(title, bounds)
    panel = Panel(_MARGIN + wide + 14, _HEAD, _SCALE, _ROW * len(shown), x, Axis("", 0, 1, ()))
    said = max(text_width(words(title, language), SIZE) for language in LANGUAGES)
    width = max(panel.right + 34, said + 2 * _MARGIN)
    marks: list[Mark] = [*_frame(panel)]
    for place, name in enumerate(shown):
        told = (called[name], (targets or {}).get(name, ""), name in marks_of)
        triple = float(found[place]), float(ranges[0][place]), float(ranges[1][place])
        marks += _row(panel, place, told, triple)
    items = _items(led=bool(marks_of), ranged=low is not None)
    legend, deep = flow(items, _MARGIN, panel.bottom + 12, width - 2 * _MARGIN)
    counts = {
        "candidates": len(names),
        "first": called[names[0]],
        "value": float(found[0]),
        "left_out": len(names) - len(shown),
        "measure": Phrase(measure.key) if isinstance(measure, Note) else measure,
    }
    part = "_part" if len(names) > len(shown) else ""
    return Figure(
        key=key,
        title=Note("plots.leader.title", counts),
        description=Note("plots.leader.description", counts),
        caption=Note(f"plots.leader.caption{part}", counts),
        x=None,
        y=None,
        marks=(*marks, *legend),
        width=width,
        height=panel.bottom + 12 + deep + 6,
    )


def _called(names: tuple[str, ...], labels: Mapping[str, str] | None, owner: str) -> dict[str, str]:
    """Return what each leader is called in the drawing."""
    for name in labels or {}:
        checks.choice(name, names, "labels", owner)
    return {name: (labels or {}).get(name) or name for name in names}


def _ranges(
    values: NDArray[np.float64], low: ArrayLike | None, high: ArrayLike | None, owner: str
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    if low is None and high is None:
        return values, values
    bounds = []
    for bound, name in ((low, "low"), (high, "high")):
        found = checks.numbers([] if bound is None else bound, name, owner)
        checks.same_length(found, values, name, owner, "values")
        bounds.append(found)
    lower, upper = bounds
    wrong = (lower > values + _SLACK) | (upper < values - _SLACK)
    if wrong.any():
        place = int(np.argmax(wrong))
        raise ArgumentError("low", owner, "range_holds", float(lower[place]), place=place + 1)
    return lower, upper


def _frame(panel: Panel) -> list[Mark]:
    """Return the upright lines with their values above the rows, and the name of the measure."""
    lines = tuple(
        ((panel.across(tick), panel.top), (panel.across(tick), panel.bottom))
        for tick in panel.x.ticks
    )
    values = [Text(panel.across(t), panel.top - 5, f"{t:g}", size=9.5) for t in panel.x.ticks]
    name = Text(_MARGIN, panel.top - 19, panel.x.label, "start", "ink")
    return [Segments(lines, "pale muted", 0.8), *values, name]


def _row(
    panel: Panel,
    place: int,
    told: tuple[str, str, bool],
    values: tuple[float, float, float],
) -> list[Mark]:
    name, target, leads = told
    value, low, high = values
    y = panel.top + _ROW * (place + 0.5)
    detail: Label = Note(
        "plots.leader.row", {"name": name, "value": value, "low": low, "high": high}
    )
    shown = fitted(name, _WIDEST, SIZE)
    look: Look = "bold" if leads else "ink"
    marks: list[Mark] = [
        Text(panel.left - 10, y + 0.35 * SIZE, shown, "end", look, target=target, detail=detail)
    ]
    if low < high:
        ends = panel.across(low), panel.across(high)
        marks.append(Line(((ends[0], y), (ends[1], y)), "muted", 2.2, detail=detail))
        marks += [Line(((x, y - 4), (x, y + 4)), "muted", 1.4) for x in ends]
    sign: tuple[Form, Style] = ("diamond", "contrast") if leads else ("circle", "accent")
    dot = Symbol(panel.across(value), y, 5.0, *sign, "paper", 0.8, target, detail)
    return [*marks, dot]


def _items(*, led: bool, ranged: bool) -> list[Item]:
    found: list[Item] = []
    if led:
        sign = Symbol(0, 0, 5.0, "diamond", "contrast", "paper", 0.8)
        found.append(Item((sign,), 14.0, Note("plots.leader.today")))
    if ranged:
        lines = (
            Line(((-12, 0), (12, 0)), "muted", 2.2),
            Line(((-12, -4), (-12, 4)), "muted", 1.4),
            Line(((12, -4), (12, 4)), "muted", 1.4),
        )
        found.append(Item(lines, 26.0, Note("plots.leader.range")))
    return found
