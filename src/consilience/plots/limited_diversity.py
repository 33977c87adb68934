"""Limited diversity: which of the possible configurations are observed, and which are assumed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from consilience import checks, qca
from consilience.errors import ArgumentError
from consilience.plots.canvas import SIZE
from consilience.plots.common import (
    OUTPUT_STYLES,
    checked_table,
    legend,
    look_on,
    names_of,
    observed_counts,
    output_legend,
    rectangle,
    row_note,
)
from consilience.plots.figure import (
    Area,
    Axis,
    Circle,
    Figure,
    Line,
    Look,
    Mark,
    Point,
    Points,
    Style,
    Text,
)
from consilience.plots.labels import fitted, text_width
from consilience.plots.shapes import Places
from consilience.plots.ticks import round_ticks
from consilience.qca import TruthTable
from consilience.results import Note

MOST_TILES = 256
MOST_COUNTED = 2**14  # configurations among which the assumed ones are counted
_SMALL, _LARGE, _HEAD = 25.0, 36.0, 16.0  # of tiles and of the strips beside them
_MOST_NUMBERED = 64  # tiles with the number of their row
_WIDEST_NAME = 190.0
_SHARE = 0.8


@dataclass(frozen=True)
class _Assumed:
    """The remainders that a model uses, by row number."""

    easy: frozenset[int]
    difficult: frozenset[int]
    intermediate: bool

    def kind(self, number: int) -> str:
        """Return "easy", "difficult" or "" for a row number."""
        return "easy" * (number in self.easy) or "difficult" * (number in self.difficult)


@dataclass(frozen=True)
class _Side:
    """The configurations of some of the conditions, along one side of the map."""

    names: tuple[str, ...]
    levels: tuple[int, ...]
    rows: tuple[tuple[int, ...], ...]


def limited_diversity(
    truth_table: TruthTable,
    solutions: qca.Solutions | None = None,
    model: int = 1,
    *,
    labels: Mapping[str, str] | None = None,
    targets: Mapping[int, str] | None = None,
    key: str = "limited-diversity",
) -> Figure:
    """Describe which configurations are observed, which are not, and which a model assumes.

    Up to 256 possible configurations stand in a map in which neighbours differ in one condition:
    observed ones with their number of cases in the colour of their output, remainders empty, with
    a dot where the model uses them. Above that, a curve shows how many of the observed
    configurations hold which share of the cases.

    Parameters
    ----------
    truth_table : TruthTable
        Of any number of conditions, of several values or not.
    solutions : Solutions, optional
        A solution of this truth table. Of an intermediate one easy and difficult counterfactuals
        are told apart: the latter are used only by the parsimonious model on which it rests.
    model : int
        Which of its models, from 1.
    labels : mapping of str, optional
        What conditions are called; their codes by default.
    targets : mapping of int to str, optional
        Where each observed row leads to, by its number.
    key : str
        Identifier of the figure in its page.

    Returns
    -------
    Figure
        A map without axes, or a curve. The description says how many of the possible
        configurations are observed, and how few of them hold 80% of the cases.

    Raises
    ------
    ArgumentError, UnknownNameError
        If the truth table is none, the solutions are not of its conditions, there is no such
        model, or a label belongs to no condition.

    Examples
    --------
    >>> from consilience.qca import truth_table
    >>> data = {"A": [0.9, 0.8, 0.1], "B": [0.7, 0.6, 0.8], "Y": [0.9, 0.8, 0.2]}
    >>> limited_diversity(truth_table(data, "Y")).description.sentence()
    '2 of 4 possible configurations are observed (50%): 1 sufficient, 1 not, 0 contradictory, 0
    with too few cases. 2 of them hold 80% of the 3 cases.'

    References
    ----------
    Marquand, A. (1881). On Logical Diagrams for n Terms. Philosophical Magazine 12(75).
    Schneider, C. Q. and Wagemann, C. (2012). Set-Theoretic Methods. Cambridge University Press.
    """
    table = checked_table(truth_table, "limited_diversity")
    shown = names_of(table.conditions, labels, "limited_diversity")
    chosen = _model(table, solutions, model)
    possible = table.configurations
    counts = {
        **observed_counts(table),
        "share": len(table.numbers) / possible,
        "needed": _needed(table),
        "cases": int(table.n.sum()),
        "outcome": table.outcome,
    }
    assumed = None
    if solutions is not None and chosen is not None and possible <= MOST_COUNTED:
        assumed = _assumed(table, solutions, chosen)
        counts |= {"easy": len(assumed.easy), "difficult": len(assumed.difficult)}
    ending = ("_intermediate" if assumed.intermediate else "_used") if assumed else ""
    description = Note(f"plots.diversity.description{ending}", counts)
    if possible > MOST_TILES:
        caption = Note(f"plots.diversity.caption_curve{ending}", counts)
        return _curve(table, key, description, caption)
    caption = Note(f"plots.diversity.caption{ending}", counts)
    return _map(table, assumed, shown, targets or {}, key, (description, caption))


def _model(table: TruthTable, solutions: qca.Solutions | None, number: int) -> qca.Model | None:
    if solutions is None:
        return None
    owner = "limited_diversity"
    if not isinstance(solutions, qca.Solutions):
        raise ArgumentError("solutions", owner, "solutions", type(solutions).__name__)
    if solutions.conditions != table.conditions or solutions.outcome != table.outcome:
        raise ArgumentError("solutions", owner, "same_conditions", solutions.conditions)
    wanted = checks.whole(number, 1, "model", owner)
    high = len(solutions.models)
    if wanted > high:
        raise ArgumentError("model", owner, "interval_whole", wanted, low=1, high=high)
    return solutions.models[wanted - 1]


def _assumed(table: TruthTable, solutions: qca.Solutions, model: qca.Model) -> _Assumed:
    easy = frozenset(qca.remainders(table, model.terms).rows)
    if solutions.solution != "intermediate":
        return _Assumed(easy, frozenset(), intermediate=False)
    pair = next(item for item in solutions.pairs if item.name == model.origin[0])
    short = frozenset(qca.remainders(table, pair.parsimonious).rows)
    return _Assumed(easy, short - easy, intermediate=True)


def _needed(table: TruthTable) -> int:
    """Return how few configurations hold 80 percent of the cases that belong to one."""
    rising = np.cumsum(np.sort(table.n)[::-1])
    return int(np.searchsorted(rising, _SHARE * rising[-1] - 1e-9)) + 1


def _curve(table: TruthTable, key: str, description: Note, caption: Note) -> Figure:
    cases = np.sort(table.n)[::-1]
    shares = np.cumsum(cases) / cases.sum()
    needed, observed = _needed(table), len(cases)
    places = [(0.0, 0.0), *((float(n), float(s)) for n, s in enumerate(shares, start=1))]
    named = Note("plots.diversity.needed", {"needed": needed})
    across = Note("plots.diversity.configurations")
    return Figure(
        key=key,
        title=Note("plots.diversity.title", {"outcome": table.outcome}),
        description=description,
        caption=caption,
        x=Axis(across, 0.0, float(observed), round_ticks(0, observed)),
        y=Axis(Note("plots.diversity.share"), 0.0, 1.0, (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)),
        marks=(
            Line(((0.0, _SHARE), (float(needed), _SHARE)), "guide"),
            Line(((float(needed), 0.0), (float(needed), _SHARE)), "guide"),
            Line(tuple(places), "accent"),
            Points((Point(needed, float(shares[needed - 1]), "", "", named),), named=False),
            Text(needed + 0.015 * observed, 0.03, named, "start"),
        ),
    )


def _map(
    table: TruthTable,
    assumed: _Assumed | None,
    labels: Mapping[str, str],
    targets: Mapping[int, str],
    key: str,
    words: tuple[Note, Note],
) -> Figure:
    across, down = _sides(table)
    names = [fitted(labels[name], _WIDEST_NAME, SIZE) for name in across.names]
    turned = [fitted(labels[name], _WIDEST_NAME, SIZE) for name in down.names]
    tile = _LARGE if table.configurations <= _MOST_NUMBERED else _SMALL
    left = 1.06 * max(text_width(name, SIZE) for name in names) + 22
    room = 1.06 * max((text_width(name, SIZE) for name in turned), default=0.0)
    top = 12 + max(room, _HEAD * len(names)) + 6
    right, end = left + tile * len(across.rows), top + tile * len(down.rows)
    width = max(right + _HEAD * len(turned) + 20, 394.0)
    signs, deep = legend(_signs(table, assumed), 14.0, end + 14, width - 28)
    return Figure(
        key=key,
        title=Note("plots.diversity.title", {"outcome": table.outcome}),
        description=words[0],
        caption=words[1],
        x=None,
        y=None,
        marks=(
            *_across_heads(across, names, (left, top), tile),
            *_down_heads(down, turned, (right, top), tile),
            *_tiles(table, (across, down), assumed, targets, (left, top, tile)),
            *signs,
        ),
        width=width,
        height=end + 14 + deep + 6,
    )


def _sides(table: TruthTable) -> tuple[_Side, _Side]:
    """Return the conditions above the map and those beside it, the first ones."""
    half = len(table.conditions) // 2
    levels = tuple(int(level) for level in table.levels)
    parts = ((table.conditions[half:], levels[half:]), (table.conditions[:half], levels[:half]))
    above, beside = (_Side(names, own, _neighbours(own)) for names, own in parts)
    return above, beside


def _neighbours(levels: Sequence[int]) -> tuple[tuple[int, ...], ...]:
    """Return all combinations of values in an order in which neighbours differ in one value.

    The reflected Gray code, for any number of values.
    """
    found: list[tuple[int, ...]] = [()]
    for level in levels:
        found = [
            (*item, value)
            for place, item in enumerate(found)
            for value in (range(level) if place % 2 == 0 else reversed(range(level)))
        ]
    return tuple(found)


def _across_heads(
    side: _Side, names: list[str], corner: tuple[float, float], tile: float
) -> Iterator[Mark]:
    left, top = corner
    for row, (name, level) in enumerate(zip(names, side.levels, strict=True)):
        y = top - 4 - _HEAD * (len(names) - row)
        yield Text(left - 8, y + 0.5 * _HEAD + 3, name, "end", "ink")
        for place, values in enumerate(side.rows):
            shape = rectangle(left + tile * place, y + 2, tile, _HEAD - 4)
            yield from _head(shape, values[row], level)


def _down_heads(
    side: _Side, names: list[str], corner: tuple[float, float], tile: float
) -> Iterator[Mark]:
    right, top = corner
    for column, (name, level) in enumerate(zip(names, side.levels, strict=True)):
        x = right + 4 + _HEAD * column
        yield Text(x + 0.5 * _HEAD + 4, top - 6, name, "start", "ink", turned=True)
        for place, values in enumerate(side.rows):
            shape = rectangle(x + 2, top + tile * place, _HEAD - 4, tile)
            yield from _head(shape, values[column], level)


def _head(shape: Places, value: int, level: int) -> Iterator[Mark]:
    """Show a value: filled where a condition is present; a number where it has several values."""
    if level == 2:
        yield Area(shape, "muted" if value else "paper", "guide")
        return
    (left, top), (right, bottom) = shape[0], shape[2]
    yield Area(shape, "band", "guide")
    yield Text((left + right) / 2, (top + bottom) / 2 + 3, str(value), "middle", "ink", 8.5)


def _tiles(
    table: TruthTable,
    sides: tuple[_Side, _Side],
    assumed: _Assumed | None,
    targets: Mapping[int, str],
    corner: tuple[float, float, float],
) -> Iterator[Mark]:
    across, down = sides
    left, top, tile = corner
    values = [(*first, *last) for first in down.rows for last in across.rows]
    numbers = qca.row_numbers(np.array(values), table.levels)
    where = {number: place for place, number in enumerate(table.numbers)}
    wide = len(across.rows)
    for place, number in enumerate(numbers):
        x, y = left + tile * (place % wide), top + tile * (place // wide)
        kind = assumed.kind(number) if assumed else ""
        row = where.get(number)
        out = table.out[row] if row is not None else ""
        detail = Note(f"plots.diversity.unseen_{kind or 'unused'}", {"row": number})
        if row is not None:
            detail = row_note(table, row)
        target = targets.get(number, "") if row is not None else ""
        style = OUTPUT_STYLES[out]
        yield Area(rectangle(x, y, tile, tile), style, "guide", target, detail)
        if row is not None:
            yield from _count(x + tile / 2, y + tile / 2, int(table.n[row]), out)
        if kind:
            yield _dot(kind, (x, y, tile), beside_count=row is not None)
        if tile > _SMALL:
            look: Look = "light" if look_on(style) == "light" else "soft"
            yield Text(x + tile / 2, y + tile - 4, str(number), "middle", look, 8.0)


def _dot(kind: str, corner: tuple[float, float, float], *, beside_count: bool) -> Circle:
    """Return the sign of an assumed remainder: in its tile, or in the corner beside a count."""
    x, y, tile = corner
    if beside_count:
        return replace(_DOTS[kind], x=x + tile - 5, y=y + 5, radius=2.6)
    return replace(_DOTS[kind], x=x + tile / 2, y=y + tile / 2 - 4 * (tile > _SMALL))


def _count(x: float, y: float, count: int, out: str) -> Iterator[Mark]:
    look: Look = "light" if look_on(OUTPUT_STYLES[out]) == "light" else "bold"
    yield Text(x, y + 2, f"{count}{out if out in 'C?' else ''}", "middle", look, 10.5)


_DOTS = {
    "easy": Circle(0, 0, 3.8, "filled", "accent"),
    "difficult": Circle(0, 0, 3.8, "open", "contrast"),
}


def _signs(table: TruthTable, assumed: _Assumed | None) -> list[tuple[Style | Circle, Note]]:
    found = output_legend(table, remainder=True)
    if assumed is None:
        return found
    easy = "easy" if assumed.intermediate else "used"
    found.append((_DOTS["easy"], Note(f"plots.diversity.{easy}")))
    if assumed.intermediate:
        found.append((_DOTS["difficult"], Note("plots.diversity.difficult")))
    return found
