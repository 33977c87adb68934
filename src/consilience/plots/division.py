"""Divisions side by side: what each rule gives each player, beside what he is worth alone."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from consilience import checks
from consilience.errors import ArgumentError
from consilience.plots.common import names_of, rectangle
from consilience.plots.figure import Area, Axis, Figure, Line, Mark, Segments, Symbol, Text
from consilience.plots.network_legend import Item, flow
from consilience.plots.panels import Panel, value_axis
from consilience.plots.row_names import names_height, names_width, row_name
from consilience.plots.rules import read_rules, rule_items, rule_phrase, rule_symbol
from consilience.plots.ticks import round_ticks
from consilience.results import Note

_MARGIN, _HEAD, _SCALE, _PAD, _LEAST_ROW = 12.0, 38.0, 330.0, 16.0, 26.0
_MANY, _LANES = 12, (9.0, 6.5)  # players from which rows are narrower, and a rule's room in a row
_SLACK, _NARROW, _LARGE = 1e-9, 0.3, 1e5
Ranges = tuple[NDArray[np.float64], NDArray[np.float64]]


def division_figure(
    players: Sequence[str],
    divisions: Mapping[str, ArrayLike],
    own: ArrayLike | None = None,
    *,
    core: tuple[ArrayLike, ArrayLike] | None = None,
    outside: Collection[str] = (),
    core_empty: bool = False,
    labels: Mapping[str, str] | None = None,
    targets: Mapping[str, str] | None = None,
    key: str = "divisions",
) -> Figure:
    """Describe what several rules of allocation give each player.

    Parameters
    ----------
    players : sequence of str, shape (n,)
        The players, in the order of the rows.
    divisions : mapping of str to array of shape (n,)
        One to eight rules by name, with what each player gets. The names under ``value.method`` of
        the texts (shapley, nucleolus, corrected, ...) are written in the language of the figure.
    own : array of shape (n,), optional
        What each player is worth alone: a tick.
    core : pair of arrays of shape (n,), optional
        The least and the most that each player gets in the core: a band.
    outside : collection of str
        The rules whose division is not in the core: hollow signs, and words in the legend.
    core_empty : bool
        Whether the core is known to be empty; then no band can be given and all rules are outside.
    labels, targets : mapping of str, optional
        What players are called, and where they lead to.
    key : str
        Identifier of the figure in its page.

    Returns
    -------
    Figure
        A row a player, in it a line a rule, so that equal amounts stand below one another.

    Raises
    ------
    ArgumentError, UnknownNameError
        If lengths differ, a number is not finite, a band ends before it begins or is given of an
        empty core, or a name is unknown.

    Examples
    --------
    >>> figure = division_figure(
    ...     ["OEM", "Maps"], {"shapley": [5, 4], "equal": [4.5, 4.5]}, [2, 1], outside=["equal"])
    >>> figure.caption.sentence()
    'What each rule gives each player; upright: what he is worth alone. Not in the core: equal.'

    References
    ----------
    Cleveland, W. S. (1984). Graphical Methods for Data Presentation: Full Scale Breaks, Dot Charts,
    and Multibased Logging. The American Statistician 38(4).
    """
    owner = "division_figure"
    names = checks.names(players, "players", owner)
    rules = read_rules(divisions, names, owner)
    alone = None if own is None else _numbers(own, names, "own", owner)
    empty = checks.boolean(core_empty, "core_empty", owner)
    band = _band(core, names, owner, empty=empty)
    out = _outside(outside, rules, owner, empty=empty)
    called = names_of(names, labels, owner)
    panel = _panel(list(called.values()), rules, alone, band)
    marks: list[Mark] = _frame(panel, len(names))
    for place, name in enumerate(names):
        told = called[name], (targets or {}).get(name, "")
        marks += _name(panel, place, told, len(names))
        marks += _ground(panel, place, called[name], (alone, band), len(names))
        marks += _signs(panel, place, called[name], rules, out)
    items = [*rule_items(list(rules), out), *_items(alone, band)]
    width = panel.right + 30
    legend, deep = flow(items, _MARGIN, panel.bottom + 12, width - 2 * _MARGIN)
    counts = {
        "players": len(names),
        "rules": [rule_phrase(rule) for rule in rules],
        "count": len(rules),
        "outside": [rule_phrase(rule) for rule in rules if rule in out] or "–",
    }
    kind = "_empty" if empty else "_outside" if out else ""
    if alone is None:
        kind += "_bare"
    return Figure(
        key=key,
        title=Note("plots.division.title", counts),
        description=Note("plots.division.description", counts),
        caption=Note(f"plots.division.caption{kind}", counts),
        x=None,
        y=None,
        marks=(*marks, *legend),
        width=width,
        height=panel.bottom + 12 + deep + 6,
    )


def _numbers(
    values: ArrayLike, names: tuple[str, ...], name: str, owner: str
) -> NDArray[np.float64]:
    found = checks.numbers(values, name, owner)
    checks.same_length(found, np.array(names), name, owner, "players")
    return found


def _band(
    core: tuple[ArrayLike, ArrayLike] | None, names: tuple[str, ...], owner: str, *, empty: bool
) -> Ranges | None:
    if core is None:
        return None
    if empty or not isinstance(core, tuple | list) or len(core) != 2:
        raise ArgumentError("core", owner, "core_range", core)
    low, high = (_numbers(values, names, "core", owner) for values in core)
    if (low > high + _SLACK * max(1.0, float(np.abs(high).max()))).any():
        raise ArgumentError("core", owner, "core_range", float(low[np.argmax(low > high)]))
    return low, high


def _outside(
    outside: Collection[str], rules: Mapping[str, object], owner: str, *, empty: bool
) -> tuple[str, ...]:
    if empty:
        return tuple(rules)
    given = list(outside)
    return checks.known_names(given, rules, "outside", owner) if given else ()


def _panel(
    names: Sequence[str],
    rules: Mapping[str, NDArray[np.float64]],
    alone: NDArray[np.float64] | None,
    band: Ranges | None,
) -> Panel:
    shown = [*rules.values(), *(() if alone is None else (alone,)), *(band or ())]
    x = _axis([float(value) for part in shown for value in part])
    row = max(_LEAST_ROW, names_height(names), _lane(len(names)) * len(rules) + _PAD)
    left = _MARGIN + names_width(names) + 14
    return Panel(left, _HEAD, _SCALE, row * len(names), x, Axis("", 0, 1, ()))


def _lane(players: int) -> float:
    return _LANES[players > _MANY]


def _axis(values: Sequence[float]) -> Axis:
    """Return an axis from 0, or from near the least amount where 0 would press all together."""
    low, high = min(values), max(values)
    if low <= 0 or high - low > _NARROW * high:
        axis = value_axis("", values)
    else:
        room = 0.06 * (high - low) or 0.06 * high
        ticks = round_ticks(low - room, high + room, 6)
        axis = Axis("", low - room, high + room, ticks)
    unit = _unit(axis)
    return replace(axis, label=Note(f"plots.division.amount{'_in' * (unit > 1)}", {"unit": unit}))


def _unit(axis: Axis) -> int:
    """Return the power of 1000 in which large amounts are written beside the axis."""
    largest = max(abs(axis.low), abs(axis.high))
    return int(1000 ** (math.log10(largest) // 3)) if largest >= _LARGE else 1


def _frame(panel: Panel, rows: int) -> list[Mark]:
    """Return upright lines with their values above, lines between rows, the name of the axis."""
    upright = tuple(
        ((panel.across(tick), panel.top), (panel.across(tick), panel.bottom))
        for tick in panel.x.ticks
    )
    level = [panel.top + panel.height * place / rows for place in range(rows + 1)]
    between = tuple(((_MARGIN, y), (panel.right, y)) for y in level)
    values = [
        Text(panel.across(tick), panel.top - 6, f"{tick / _unit(panel.x):g}", size=9.5)
        for tick in panel.x.ticks
    ]
    name = Text(panel.left, panel.top - 22, panel.x.label, "start", "ink")
    return [Segments(upright, "pale muted", 0.8), Segments(between, "guide", 0.8), *values, name]


def _middle(panel: Panel, place: int, rows: int) -> float:
    return panel.top + panel.height * (place + 0.5) / rows


def _name(panel: Panel, place: int, told: tuple[str, str], rows: int) -> list[Mark]:
    name, target = told
    return row_name(name, (panel.left - 12, _middle(panel, place, rows)), target=target)


def _ground(
    panel: Panel,
    place: int,
    name: str,
    given: tuple[NDArray[np.float64] | None, Ranges | None],
    rows: int,
) -> list[Mark]:
    """Return the band of the core and the tick of the own worth, below the signs."""
    alone, band = given
    height = panel.height / rows - 6
    top = _middle(panel, place, rows) - height / 2
    marks: list[Mark] = []
    if band is not None:
        low, high = float(band[0][place]), float(band[1][place])
        left, right = panel.across(low), panel.across(high)
        told = Note("plots.division.core_range", {"player": name, "low": low, "high": high})
        shape = rectangle(left - 0.75, top, max(right - left, 0.0) + 1.5, height)
        marks.append(Area(shape, "pale muted", "muted", detail=told))
    if alone is not None:
        worth = float(alone[place])
        x = panel.across(worth)
        told = Note("plots.division.alone", {"player": name, "worth": worth})
        marks.append(Line(((x, top), (x, top + height)), "ink", 2.2, detail=told))
    return marks


def _signs(
    panel: Panel,
    place: int,
    name: str,
    rules: Mapping[str, NDArray[np.float64]],
    out: Collection[str],
) -> list[Symbol]:
    players = len(next(iter(rules.values())))
    lane = _lane(players)
    first = _middle(panel, place, players) - lane * (len(rules) - 1) / 2
    found = []
    for number, (rule, values) in enumerate(rules.items()):
        amount = float(values[place])
        told = {"player": name, "rule": rule_phrase(rule), "amount": amount}
        at = panel.across(amount), first + lane * number
        detail = Note("plots.division.amount_of", told)
        size = 0.46 * lane
        found.append(rule_symbol(number, at, inside=rule not in out, radius=size, detail=detail))
    return found


def _items(alone: NDArray[np.float64] | None, band: Ranges | None) -> list[Item]:
    found = []
    if alone is not None:
        tick = Line(((0, -7), (0, 7)), "ink", 2.2)
        found.append(Item((tick,), 8.0, Note("plots.division.own")))
    if band is not None:
        shape = Area(rectangle(-11, -6, 22, 12), "pale muted", "muted")
        found.append(Item((shape,), 24.0, Note("plots.division.core")))
    return found
