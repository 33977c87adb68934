"""An alliance over the years: members, who came and who went, and where its phases break."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike

from consilience import checks
from consilience.errors import ArgumentError
from consilience.plots.common import rectangle
from consilience.plots.figure import Area, Figure, Line, Mark, Style, Symbol, Text
from consilience.plots.network_legend import Item, flow
from consilience.plots.panels import Panel, panel_marks, value_axis, year_axis
from consilience.results import Note

_WIDTH, _LEFT, _RIGHT, _TOP = 460.0, 46.0, 16.0, 44.0
_UPPER, _LOWER, _BETWEEN, _FOOT = 150.0, 130.0, 40.0, 38.0
_FILL = 0.66  # of a year's room that its bar takes
_MOST_WRITTEN, _ROOM = 14, 1.1  # years up to which bars carry their number, and its room
_NEAR = 30.0  # pixels: closer breaks are named in the caption only
Break = tuple[float, float, float]


def evolution_figure(
    years: Sequence[int],
    members: ArrayLike,
    entries: ArrayLike,
    exits: ArrayLike,
    *,
    breaks: Sequence[Break] = (),
    key: str = "evolution",
) -> Figure:
    """Describe members, entries and exits a year, and the breaks between phases.

    Parameters
    ----------
    years : sequence of int, shape (n,)
        Rising.
    members, entries, exits : array of shape (n,)
        Counts of at least 0: members within the year, who is new in it, and who was there the year
        before and is no more.
    breaks : sequence of (year, low, high)
        First year of a new phase with its interval: an upright line on a shaded band.
    key : str
        Identifier of the figure in its page.

    Returns
    -------
    Figure
        Members above; below, entries upwards and exits downwards.

    Raises
    ------
    ArgumentError
        If lengths differ, years do not rise, a count is negative, or a break lies outside its
        interval.

    Examples
    --------
    >>> figure = evolution_figure([2019, 2020], [3, 4], [3, 2], [0, 1], breaks=[(2020, 2020, 2020)])
    >>> figure.description.values["largest"]
    4

    References
    ----------
    Tufte, E. R. (2001). The Visual Display of Quantitative Information. Graphics Press.
    """
    owner = "evolution_figure"
    when = _years(years, owner)
    counts = [_counts(values, when, name, owner) for name, values in
              (("members", members), ("entries", entries), ("exits", exits))]  # fmt: skip
    spans = [_span(item, owner) for item in breaks]
    x = year_axis(Note("plots.evolution.year"), when)
    wide = _WIDTH - _LEFT - _RIGHT
    written = len(when) <= _MOST_WRITTEN
    room = _ROOM if written else 1.0
    tops = [room * value for value in counts[0]]
    upper = Panel(_LEFT, _TOP, wide, _UPPER, x, value_axis(_label("members"), tops))
    both = [*(room * value for value in counts[1]), *(-1.2 * room * value for value in counts[2])]
    below = upper.bottom + _BETWEEN
    lower = Panel(_LEFT, below, wide, _LOWER, x, value_axis(_label("change"), both))
    marks: list[Mark] = [*_bands(upper, lower, spans)]
    for panel, last in ((upper, False), (lower, True)):
        marks += panel_marks(panel, named=last, mirrored=last)
    marks += _bars(upper, when, counts[0], "accent", "members", written=written)
    marks += _bars(lower, when, counts[1], "group 3", "entries", written=written)
    marks += _bars(lower, when, [-v for v in counts[2]], "group 4", "exits", written=written)
    marks.append(Line(((lower.left, lower.down(0)), (lower.right, lower.down(0))), "ink"))
    marks += _break_lines(upper, lower, spans)
    legend, deep = flow(_items(bool(spans)), _LEFT, lower.bottom + _FOOT, wide)
    told = _told(when, counts, spans)
    kind = "_breaks" if spans else ""
    return Figure(
        key=key,
        title=Note("plots.evolution.title", told),
        description=Note(f"plots.evolution.description{kind}", told),
        caption=Note(f"plots.evolution.caption{kind}", told),
        x=None,
        y=None,
        marks=(*marks, *legend),
        width=_WIDTH,
        height=lower.bottom + _FOOT + deep + 6,
    )


def _told(when: list[int], counts: list[list[float]], spans: list[Break]) -> dict[str, object]:
    """Return what title, description and caption say."""
    return {
        "first": int(when[0]),
        "last": int(when[-1]),
        "largest": int(max(counts[0])),
        "peak": int(when[int(np.argmax(counts[0]))]),
        "entries": int(sum(counts[1])),
        "exits": int(sum(counts[2])),
        "breaks": [_said(span) for span in spans],
    }


def _label(name: str) -> Note:
    return Note(f"plots.evolution.{name}")


def _years(years: Sequence[int], owner: str) -> list[int]:
    found = checks.numbers(years, "years", owner)
    whole = [checks.whole(int(y) if y == int(y) else float(y), 0, "years", owner) for y in found]
    if any(b <= a for a, b in pairwise(whole)):
        raise ArgumentError("years", owner, "increasing_times", whole)
    return whole


def _counts(values: ArrayLike, years: list[int], name: str, owner: str) -> list[float]:
    found = checks.numbers(values, name, owner)
    checks.same_length(found, np.array(years), name, owner, "years")
    if found.min() < 0:
        raise ArgumentError(name, owner, "not_negative", float(found.min()))
    return [float(value) for value in found]


def _span(item: Break, owner: str) -> Break:
    found = checks.numbers(item, "breaks", owner)
    if len(found) != 3 or not found[1] <= found[0] <= found[2]:
        raise ArgumentError("breaks", owner, "breaks", found.tolist())
    return float(found[0]), float(found[1]), float(found[2])


def _said(span: Break) -> str:
    year, low, high = (f"{value:g}" for value in span)
    return year if low == high else f"{year} ({low}–{high})"


def _bands(upper: Panel, lower: Panel, spans: Sequence[Break]) -> list[Mark]:
    """Return the interval of each break, from half a year before its first year to its last."""
    found: list[Mark] = []
    for span in spans:
        left = upper.across(max(upper.x.low, span[1] - 0.5))
        right = upper.across(min(upper.x.high, span[2] - 0.5))
        if right > left:
            high = lower.bottom - upper.top
            found.append(Area(rectangle(left, upper.top, right - left, high), "shade"))
    return found


def _break_lines(upper: Panel, lower: Panel, spans: Sequence[Break]) -> list[Mark]:
    """Return a line at the start of each phase, named above."""
    found: list[Mark] = []
    named = -_NEAR
    for span in sorted(spans):
        x = upper.across(min(max(upper.x.low, span[0] - 0.5), upper.x.high))
        line = Line(
            ((x, upper.top - 4), (x, lower.bottom)), "contrast", 1.6, (6.0, 3.0), _said(span)
        )
        found.append(line)
        if x - named >= _NEAR:
            year = f"{span[0]:g}"
            found.append(Text(x, upper.top - 9, year, "middle", "bold", 9.5, halo=True))
            named = x
    return found


def _bars(
    panel: Panel, years: list[int], values: list[float], style: Style, key: str, *, written: bool
) -> list[Mark]:
    wide = _FILL * panel.width / (panel.x.high - panel.x.low)
    found: list[Mark] = []
    for year, value in zip(years, values, strict=True):
        x, zero, end = panel.across(year), panel.down(0), panel.down(value)
        detail = Note(f"plots.evolution.bar_{key}", {"year": year, "count": abs(value)})
        box = rectangle(round(x - wide / 2, 1), min(zero, end), round(wide, 1), abs(end - zero))
        if value:
            found.append(Area(box, style, detail=detail))
        if written and value:
            at = end - 4 if value > 0 else end + 11
            found.append(Text(x, at, f"{abs(value):g}", "middle", "ink", 9.5, halo=True))
    return found


def _items(broken: bool) -> list[Item]:  # noqa: FBT001  (one private place)
    found = [
        Item((Symbol(0, 0, 5.0, "square", style, "paper"),), 14.0, _label(name))  # type: ignore[arg-type]
        for name, style in (("entries", "group 3"), ("exits", "group 4"))
    ]
    if broken:
        line = Line(((0, -7), (0, 7)), "contrast", 1.6, (6.0, 3.0))
        found.append(Item((line,), 12.0, _label("break")))
    return found
