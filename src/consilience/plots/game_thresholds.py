"""Strips of parameters: between which values what is stable, and who leaves at each end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from consilience import checks
from consilience.errors import ArgumentError
from consilience.games import StableInterval, Thresholds
from consilience.plots.canvas import SIZE
from consilience.plots.common import rectangle
from consilience.plots.figure import Area, Axis, Figure, Line, Mark, Style, Symbol, Text
from consilience.plots.game_parts import broken, state_lines, today_item, today_symbol, widest
from consilience.plots.labels import fitted, text_width
from consilience.plots.network_legend import flow
from consilience.plots.panels import Panel
from consilience.results import Note

_WIDTH, _LEFT, _RIGHT, _TOP = 480.0, 24.0, 24.0, 12.0
_BAR, _LINE, _FINE, _APART = 20.0, 14.5, 9.5, 14.0
_MOST, _NARROW = 26, 9.0
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_GROUND: tuple[Style, ...] = (
    "pale accent", "shade", "pale muted", "pale contrast", "middle accent", "band", "paper",
)  # fmt: skip
_Stable = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class _End:
    """An end of a window: its value, the side on which somebody leaves, who, and to what."""

    value: float
    side: str
    population: str
    strategy: str


def threshold_figure(
    found: Thresholds | Sequence[Thresholds],
    *,
    today: Mapping[str, float] | None = None,
    key: str = "thresholds",
) -> Figure:
    """Describe in which intervals of each parameter which states are stable.

    Parameters
    ----------
    found : Thresholds or sequence of Thresholds
        As :meth:`~consilience.games.Game.thresholds` returns them, a strip each.
    today : mapping of str to float, optional
        Today's values of parameters; those outside of a strip are not drawn.
    key : str
        Identifier of the figure in its page.

    Returns
    -------
    Figure
        Strips whose letters say below what is stable; over each the critical values, under it who
        leaves on which side of each, and where the path from the start that was asked for turns.

    Raises
    ------
    ArgumentError, UnknownNameError
        If ``found`` is something else, a parameter occurs twice, more than 26 sets of states
        occur, or today's value has another name or is not finite.

    Examples
    --------
    >>> from consilience.games import Game
    >>> from consilience.games.game import EXAMPLE
    >>> found = Game.from_dict(EXAMPLE).thresholds("C", 0, 10)
    >>> threshold_figure(found, today={"C": 5}).description.values["strips"]
    ['C: 0 – 4 – 9.5 – 10']

    References
    ----------
    Friedman, D. (1991). Evolutionary Games in Economics. Econometrica 59(3).
    """
    owner = "threshold_figure"
    given = _given(found, owner)
    now = {
        checks.choice(name, [item.parameter for item in given], "today", owner): checks.number(
            value, f"today[{name}]", owner
        )
        for name, value in (today or {}).items()
    }
    sets = list(dict.fromkeys(part.stable for item in given for part in item.intervals))
    if len(sets) > _MOST:
        raise ArgumentError("found", owner, "few_sets", len(sets), high=_MOST)
    marks: list[Mark] = []
    top = _TOP
    for item in given:
        strip, top = _strip(item, sets, now.get(item.parameter), top)
        marks += strip
    there = [item for item in given if _inside(item, now.get(item.parameter))]
    legend, deep = flow([today_item()] if there else [], 12.0, top, _WIDTH - 24)
    keys, high = _keys(sets, top + deep)
    told = {
        "parameters": [item.parameter for item in given],
        "strips": [_said(item) for item in given],
        "sets": len(sets),
    }
    return Figure(
        key=key,
        title=Note("game_plots.thresholds.title", told),
        description=Note("game_plots.thresholds.description", told),
        caption=Note("game_plots.thresholds.caption", told),
        x=None,
        y=None,
        marks=(*marks, *legend, *keys),
        width=_WIDTH,
        height=top + deep + high + 8,
    )


def _given(found: object, owner: str) -> list[Thresholds]:
    given = list(found) if isinstance(found, Sequence) else [found]
    listed = [item for item in given if isinstance(item, Thresholds)]
    if not listed or len(listed) < len(given):
        raise ArgumentError("found", owner, "thresholds", type(found).__name__)
    checks.names([item.parameter for item in listed], "found", owner)
    return listed


def _said(item: Thresholds) -> str:
    return f"{item.parameter}: {' – '.join(f'{v:.5g}' for v in _values(item))}"


def _values(item: Thresholds) -> list[float]:
    """Return the ends of all intervals, rising."""
    return [item.intervals[0].low, *(part.high for part in item.intervals)]


def _inside(item: Thresholds, value: float | None) -> bool:
    return value is not None and item.low <= value <= item.high


def _strip(
    item: Thresholds, sets: Sequence[_Stable], now: float | None, top: float
) -> tuple[list[Mark], float]:
    """Return one parameter: name, critical values, strip, who leaves; and where the next begins."""
    names = broken(item.parameter, _WIDTH - 2 * _LEFT)
    marks: list[Mark] = [
        Text(_LEFT, top + _LINE * (row + 0.7), line, "start", "bold")
        for row, line in enumerate(names)
    ]
    bar = top + _LINE * len(names) + 24
    axis = Axis("", item.low, item.high, ())
    panel = Panel(_LEFT, bar, _WIDTH - _LEFT - _RIGHT, _BAR, axis, Axis("", 0, 1, ()))
    marks += _parts(panel, item, sets)
    marks += _numbers(panel, _values(item))
    marks += _switches(panel, item)
    if now is not None and _inside(item, now):
        marks.append(today_symbol(panel.across(now), panel.bottom + 8))
    lines, deep = _leaving(item, sets, panel)
    return [*marks, *lines], panel.bottom + 17 + deep + 12


def _parts(panel: Panel, item: Thresholds, sets: Sequence[_Stable]) -> list[Mark]:
    marks: list[Mark] = []
    for part in item.intervals:
        number = sets.index(part.stable)
        left, right = panel.across(part.low), panel.across(part.high)
        box = rectangle(left, panel.top, right - left, _BAR)
        told = {"low": part.low, "high": part.high, "letter": _LETTERS[number]}
        detail = Note("game_plots.thresholds.part", told)
        marks.append(Area(box, _GROUND[number % len(_GROUND)], "ink", detail=detail))
        if not _narrow(panel, part):
            middle = (left + right) / 2
            marks.append(Text(middle, panel.top + 14.5, _LETTERS[number], "middle", "bold", 12.0))
    return marks


def _narrow(panel: Panel, part: StableInterval) -> bool:
    return panel.across(part.high) - panel.across(part.low) < _NARROW


def _order(item: Thresholds, sets: Sequence[_Stable]) -> Note:
    letters = " | ".join(_LETTERS[sets.index(part.stable)] for part in item.intervals)
    return Note("game_plots.thresholds.order", {"letters": letters})


def _numbers(panel: Panel, values: Sequence[float]) -> list[Mark]:
    """Return the values above their places, moved apart where they are near each other."""
    shown = [f"{value:.5g}" for value in values]
    widths = [text_width(text, _FINE) for text in shown]
    places: list[float] = []
    for value, wide in zip(values, widths, strict=True):
        at = panel.across(value)
        if places:
            at = max(at, places[-1] + (widths[len(places) - 1] + wide) / 2 + 5)
        places.append(at)
    last = panel.right + 12
    for place in reversed(range(len(places))):
        places[place] = min(places[place], last - widths[place] / 2)
        last = places[place] - widths[place] / 2 - 5
    marks: list[Mark] = []
    for value, text, at in zip(values, shown, places, strict=True):
        true = panel.across(value)
        marks.append(
            Line(((true, panel.top), (true, panel.top - 3), (at, panel.top - 8)), "muted", 0.9)
        )
        marks.append(Text(at, panel.top - 11, text, "middle", "ink", _FINE))
    return marks


def _switches(panel: Panel, item: Thresholds) -> list[Mark]:
    """Return a wedge at each value at which the path from the start turns."""
    return [
        Symbol(panel.across(turn.value), panel.bottom + 5, 4.0, "triangle", "accent", "paper", 0.6)
        for turn in item.switches
    ]


def _leaving(item: Thresholds, sets: Sequence[_Stable], panel: Panel) -> tuple[list[Mark], float]:
    """Return a line for each party that leaves at an end of a window.

    Where a part of the strip is too narrow for its letter, the order of the letters comes first.
    """
    top = panel.bottom + 17
    labels = [[_order(item, sets)]] if any(_narrow(panel, p) for p in item.intervals) else []
    labels += [_party(end) for end in _ends(item)]
    labels += [
        [Note("game_plots.thresholds.switch", {"value": f"{turn.value:.5g}"})]
        for turn in item.switches
    ]
    marks: list[Mark] = []
    y = top + _LINE / 2
    for lines in labels:
        for row, line in enumerate(lines):
            marks.append(Text(_LEFT + 14 * row, y + 0.35 * SIZE, line, "start"))
            y += _LINE
    return marks, y - top - _LINE / 2


def _ends(item: Thresholds) -> list[_End]:
    """Return who leaves below and above, in the order of the values, each once."""
    found = []
    for window in item.windows:
        for side, value, parties in (
            ("below", window.low, window.binding_low),
            ("above", window.high, window.binding_high),
        ):
            found += [_End(value, side, p.population, p.to_strategy) for p in parties]
    return sorted(dict.fromkeys(found), key=lambda end: end.value)


def _party(end: _End) -> list[Note]:
    """Return who leaves as one line, as two where that would be too wide."""
    room = _WIDTH - 2 * _LEFT
    value = f"{end.value:.5g}"
    whole = {"value": value, "population": end.population, "strategy": end.strategy}
    label = Note(f"game_plots.thresholds.{end.side}", whole)
    if widest(label) <= room:
        return [label]
    who = {"value": value, "population": fitted(end.population, room - 110, SIZE)}
    to = {"strategy": fitted(end.strategy, room - 90, SIZE)}
    return [
        Note(f"game_plots.thresholds.{end.side}_who", who),
        Note("game_plots.thresholds.to", to),
    ]


def _keys(sets: Sequence[_Stable], top: float) -> tuple[list[Mark], float]:
    """Return what each letter means, a state a line, and how high that is."""
    marks: list[Mark] = []
    y = top + _LINE / 2
    for place, stable in enumerate(sets):
        style = _GROUND[place % len(_GROUND)]
        marks.append(Symbol(31, y, 5.6, "square", style, "ink"))
        marks.append(Text(44, y + 0.35 * SIZE, _LETTERS[place], "start", "bold"))
        lines = [line for state in stable for line in state_lines(state, _WIDTH - 80)]
        for line in lines or [Note("game_plots.map.nothing")]:
            marks.append(Text(62, y + 0.35 * SIZE, line, "start", "ink"))
            y += _LINE
        y += 3
    return marks, y - top - _LINE / 2
