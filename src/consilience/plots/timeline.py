"""Stages over time: coded events, what they say of the boundaries, and the stages as told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np

from consilience import checks
from consilience.errors import ArgumentError
from consilience.plots.common import names_of
from consilience.plots.figure import Axis, Figure, Line, Mark, Segments, Symbol, Text
from consilience.plots.network_legend import Item, flow
from consilience.plots.panels import Panel, year_axis
from consilience.plots.row_names import names_width, row_name
from consilience.plots.stage_numbers import number_panel
from consilience.plots.stage_panels import boundary_items, boundary_rows, membership_panel
from consilience.plots.told_stages import (
    BAR,
    Told,
    overlap_marks,
    read_told,
    shared_years,
    span_text,
    told_bars,
)
from consilience.results import Note
from consilience.stages import Segmentation

_MARGIN, _TOP, _WIDE, _NAMES, _ROW, _FOOT = 12.0, 30.0, 400.0, 130.0, 28.0, 40.0
_APART, _FINE, _SMALL, _STEP, _LARGEST, _NEAR = 34.0, 9.5, 4.2, 1.1, 9.0, 14.0


def timeline_figure(
    years: Sequence[int],
    dimensions: Sequence[str],
    segmentation: Segmentation | None = None,
    *,
    told: Told | None = None,
    labels: Mapping[str, str] | None = None,
    targets: Mapping[str, str] | None = None,
    key: str = "timeline",
) -> Figure:
    """Describe dated events by dimension, the stages as told, and where the events put them.

    Parameters
    ----------
    years : sequence of int, shape (n,)
        The year of each event.
    dimensions : sequence of str, shape (n,)
        The dimension, or what was coded, of each event: a row each, in order of appearance.
    segmentation : Segmentation, optional
        As :func:`consilience.stages.segment` returns it for these events: how probable each year
        is as the beginning of each stage, its interval, memberships of years and the number of
        stages.
    told : mapping of str to (int, int or None), optional
        First and last year of each stage as a paper or a partner tells them, None for one that
        goes on: bars above; years that several stages claim are marked.
    labels, targets : mapping of str, optional
        What dimensions and told stages are called; where dimensions lead to.
    key : str
        Identifier of the figure in its page.

    Returns
    -------
    Figure
        Panels over the same years. Several events of a dimension in one year are one larger dot,
        with their number where no other dot is near.

    Raises
    ------
    ArgumentError, UnknownNameError
        If lengths differ, a year is not whole, there is no event, a told stage ends before it
        begins, the segmentation is none or of other years, or a label is unknown.

    Examples
    --------
    >>> figure = timeline_figure([2003, 2008, 2011], ["resources", "strategy", "technology"],
    ...                          told={"early": (2003, 2010), "late": (2009, None)})
    >>> figure.title.sentence(), figure.caption.values["overlaps"]
    ('3 event(s), 2003–2011', ['2009–2010'])

    References
    ----------
    Langley (1999), Strategies for Theorizing from Process Data.
    """
    owner = "timeline_figure"
    when, rows = _events(years, dimensions, owner)
    bars = read_told(told, owner)
    found = _checked(segmentation, when, owner)
    order = list(dict.fromkeys(rows))
    called = names_of([*order, *bars], labels, owner)
    stages = [Note("plots.timeline.stage", {"stage": n + 2}) for n in range(_boundaries(found))]
    wide = max(names_width([called[name] for name in order], _NAMES, 2), 74.0)
    left = _MARGIN + wide + 14
    x = _axis(when, bars, found)
    page = Panel(left, _TOP, _WIDE, 1.0, x, Axis("", 0, 1, ()))
    marks: list[Mark] = []
    top = _TOP
    shared = shared_years(bars, x)
    if bars:
        marks += [_head(top, "told"), *told_bars(page, top + 8, bars, called)]
        marks += overlap_marks(page, top + 8, len(bars), shared)
        top += 8 + BAR * len(bars) + _APART
    marks += [_head(top, "events")]
    marks += _dots(page, top + 8, Counter(zip(rows, when, strict=True)), (order, called, targets))
    top += 8 + _ROW * len(order)
    if found is not None and found.boundaries:
        marks += [_head(top + _APART, "posterior")]
        shown, top = boundary_rows(page, top + _APART + 8, found, stages)
        marks += [*shown, _head(top + _APART, "membership")]
        shown, top = membership_panel(page, top + _APART + 8, found)
        marks += shown
    marks = [*_grid(page, _TOP + 8, top), *marks, *_foot(page, top)]
    foot, width = top + _FOOT, page.right + 20
    if found is not None:
        shown, foot = number_panel(left, foot + 28, found.number_probability.tolist())
        marks += shown
    items = _items(rows, when, shared) + (boundary_items(found) if found is not None else [])
    legend, deep = flow(items, _MARGIN, foot, width - 2 * _MARGIN)
    values = _values(when, order, found, shared)
    kind = ("_told" if bars else "") + ("_overlap" if shared else "")
    return Figure(
        key=key,
        title=Note("plots.timeline.title", values),
        description=Note(f"plots.timeline.description{'' if found is None else '_found'}", values),
        caption=Note(f"plots.timeline.caption{kind}{'' if found is None else '_found'}", values),
        x=None,
        y=None,
        marks=(*marks, *legend),
        width=width,
        height=foot + deep + 6,
    )


def _events(
    years: Sequence[int], dimensions: Sequence[str], owner: str
) -> tuple[list[int], list[str]]:
    found = checks.numbers(years, "years", owner)
    when = [
        checks.whole(int(y) if y == int(y) else float(y), -10_000, "years", owner) for y in found
    ]
    rows = list(dimensions)
    if not all(isinstance(row, str) and row.strip() for row in rows):
        raise ArgumentError("dimensions", owner, "names", rows)
    checks.same_length(np.array(rows), np.array(when), "dimensions", owner, "years")
    return when, rows


def _checked(found: Segmentation | None, when: list[int], owner: str) -> Segmentation | None:
    if found is None:
        return None
    fits = isinstance(found, Segmentation) and {*when} <= {*found.years}
    if not fits or found.events != len(when):
        raise ArgumentError("segmentation", owner, "segmentation", type(found).__name__)
    return found


def _boundaries(found: Segmentation | None) -> int:
    return 0 if found is None else len(found.boundaries)


def _axis(when: list[int], bars: Told, found: Segmentation | None) -> Axis:
    ends = [year for first, last in bars.values() for year in (first, last) if year is not None]
    known = [] if found is None else [found.years[0], found.years[-1]]
    return year_axis(Note("plots.timeline.year"), [*when, *ends, *known])


def _head(top: float, name: str) -> Text:
    return Text(_MARGIN, top - 4, Note(f"plots.timeline.{name}"), "start", "bold")


def _grid(page: Panel, top: float, bottom: float) -> list[Mark]:
    lines = tuple(((page.across(t), top), (page.across(t), bottom)) for t in page.x.ticks)
    return [Segments(lines, "pale muted", 0.8)]


def _foot(page: Panel, bottom: float) -> list[Mark]:
    """Return the axis of years below all panels."""
    marks: list[Mark] = [Line(((page.left, bottom), (page.right, bottom)), "ink")]
    for tick in page.x.ticks:
        x = page.across(tick)
        marks.append(Line(((x, bottom), (x, bottom + 4)), "ink"))
        marks.append(Text(x, bottom + 15, f"{tick:g}", size=_FINE))
    marks.append(Text(page.right, bottom + 30, page.x.label, "end", "ink"))
    return marks


def _dots(
    page: Panel,
    top: float,
    counts: Mapping[tuple[str, int], int],
    told: tuple[Sequence[str], Mapping[str, str], Mapping[str, str] | None],
) -> list[Mark]:
    order, called, targets = told
    marks: list[Mark] = []
    for place, name in enumerate(order):
        y = top + _ROW * (place + 0.5)
        marks.append(Segments((((page.left, y), (page.right, y)),), "guide", 0.7))
        target = (targets or {}).get(name, "")
        marks += row_name(called[name], (page.left - 12, y), width=_NAMES, most=2, target=target)
    step = page.width / (page.x.high - page.x.low)
    for (name, year), count in counts.items():
        x, y = page.across(year), top + _ROW * (order.index(name) + 0.5)
        values = {"name": called[name], "year": year, "count": count}
        detail = Note("plots.timeline.dot", values)
        near = any(row == name and 0 < abs(year - at) * step < _NEAR for row, at in counts)
        size = min(_SMALL, max(2.0, 0.45 * step)) if near else _SMALL
        if count > 1:
            size = min(1.5 * size, _LARGEST) if near else min(5.6 + _STEP * count, _LARGEST)
        marks.append(Symbol(x, y, size, "circle", "accent", "paper", 0.8, detail=detail))
        if count > 1 and not near:
            marks.append(Text(x, y + 3.2, f"{count}", "middle", "light", 9.0, detail=detail))
    return marks


def _items(
    rows: Sequence[str], when: Sequence[int], shared: Sequence[tuple[int, int]]
) -> list[Item]:
    dot = Symbol(0, 0, _SMALL, "circle", "accent", "paper", 0.8)
    found = [Item((dot,), 12.0, Note("plots.timeline.event"))]
    if len(set(zip(rows, when, strict=True))) < len(rows):
        several = (
            Symbol(0, 0, 7.0, "circle", "accent", "paper", 0.8),
            Text(0, 3.2, "2", "middle", "light", 9.0),
        )
        found.append(Item(several, 16.0, Note("plots.timeline.several")))
    if shared:
        line = Line(((-9, -3), (-9, 2), (9, 2), (9, -3)), "contrast", 1.8)
        found.append(Item((line,), 22.0, Note("plots.timeline.overlapping")))
    return found


def _values(
    when: Sequence[int],
    order: Sequence[str],
    found: Segmentation | None,
    shared: Sequence[tuple[int, int]],
) -> dict[str, object]:
    values: dict[str, object] = {
        "events": len(when),
        "dimensions": len(order),
        "span": span_text(min(when), max(when)),
        "overlaps": [span_text(*pair) for pair in shared],
    }
    if found is not None:
        sure = [b for b in found.boundaries if b.state == "located"]
        values["stages"] = found.stages
        values["probability"] = float(found.number_probability[found.stages - 1])
        values["located"] = len(sure)
        values["boundaries"] = [span_text(b.low, b.high) for b in found.boundaries] or "–"
    return values
