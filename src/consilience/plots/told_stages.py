"""The stages that a paper or a partner tells: bars, with the years that several of them claim."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations

from consilience import checks
from consilience.errors import ArgumentError
from consilience.plots.common import rectangle
from consilience.plots.figure import Area, Axis, Line, Mark, Segments, Text
from consilience.plots.labels import fitted, text_width
from consilience.plots.panels import Panel
from consilience.results import Note

BAR = 22.0
Told = Mapping[str, tuple[int, int | None]]


def read_told(told: Told | None, owner: str) -> dict[str, tuple[int, int | None]]:
    """Return told stages as first and last year.

    Raises
    ------
    ArgumentError
        If there is none, or one is no pair of whole years in order.
    """
    if told is None:
        return {}
    if not isinstance(told, Mapping) or not told:
        raise ArgumentError("told", owner, "stage_brackets", told)
    found = {}
    for name, pair in told.items():
        if not isinstance(pair, tuple | list) or len(pair) != 2:
            raise ArgumentError("told", owner, "stage_brackets", pair)
        first = checks.whole(pair[0], -10_000, "told", owner)
        last = None if pair[1] is None else checks.whole(pair[1], first, "told", owner)
        found[str(name)] = (first, last)
    return found


def told_bars(page: Panel, top: float, bars: Told, called: Mapping[str, str]) -> list[Mark]:
    """Return a lane a told stage, named within the bar or beside it."""
    marks: list[Mark] = []
    for place, (name, (first, last)) in enumerate(bars.items()):
        left = page.across(first - 0.5)
        right = page.right if last is None else page.across(last + 0.5)
        y = top + BAR * place
        told = {"stage": called[name], "first": first, "last": "…" if last is None else last}
        detail = Note("plots.timeline.told_stage", told)
        shape = rectangle(left, y + 3, right - left, BAR - 6)
        if last is None:  # an arrow: the stage goes on
            tip = min(7.0, right - left)
            shape = (
                (left, y + 3), (right - tip, y + 3), (right, y + BAR / 2),
                (right - tip, y + BAR - 3), (left, y + BAR - 3),
            )  # fmt: skip
        marks.append(Area(shape, "pale accent", "accent", detail=detail))
        marks.append(_bar_name(page, called[name], (left, right, y + BAR / 2 + 3.6)))
    return marks


def _bar_name(page: Panel, name: str, place: tuple[float, float, float]) -> Text:
    left, right, y = place
    wide = text_width(name, 10.0)
    if wide <= right - left - 12 or max(page.right - right, left - page.left) < 40:
        shown = fitted(name, max(right - left - 12, 0.0), 10.0)
        return Text(left + 5, y, shown, "start", "ink", 10.0, detail=name)
    if wide <= page.right - right - 6 or page.right - right >= left - page.left:
        shown = fitted(name, page.right - right - 6, 10.0)
        return Text(right + 5, y, shown, "start", "ink", 10.0, detail=name)
    shown = fitted(name, left - page.left - 6, 10.0)
    return Text(left - 5, y, shown, "end", "ink", 10.0, detail=name)


def shared_years(bars: Told, x: Axis) -> list[tuple[int, int]]:
    """Return the stretches of years that several told stages claim."""
    ends = {name: int(x.high) if last is None else last for name, (_, last) in bars.items()}
    claimed: set[int] = set()
    for one, other in combinations(bars, 2):
        low, high = max(bars[one][0], bars[other][0]), min(ends[one], ends[other])
        claimed.update(range(low, high + 1))
    years = sorted(claimed)
    starts = [year for year in years if year - 1 not in claimed]
    stops = [year for year in years if year + 1 not in claimed]
    return list(zip(starts, stops, strict=True))


def overlap_marks(
    page: Panel, top: float, bars: int, shared: Sequence[tuple[int, int]]
) -> list[Mark]:
    """Return a bracket below the bars over each stretch that several stages claim."""
    found: list[Mark] = []
    bottom = top + BAR * bars + 2
    for low, high in shared:
        left, right = page.across(low - 0.5), page.across(high + 0.5)
        detail = Note("plots.timeline.overlap", {"years": span_text(low, high)})
        ends = ((left, bottom), (left, bottom + 5), (right, bottom + 5), (right, bottom))
        found.append(Line(ends, "contrast", 1.8, detail=detail))
        sides = tuple(((x, top), (x, bottom)) for x in (left, right))
        found.append(Segments(sides, "contrast", 1.0, (3.0, 2.0)))
    return found


def span_text(low: int, high: int) -> str:
    """Return a stretch of years in words: one year, or the first and the last."""
    return f"{low}" if low == high else f"{low}–{high}"
