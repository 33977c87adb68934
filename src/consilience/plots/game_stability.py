"""How firmly each pure state of a game holds: what every move away from it gains or loses."""

from __future__ import annotations

import math
from collections.abc import Sequence

from consilience.errors import ArgumentError, DataError
from consilience.games import Basins, Vertex, Vertices
from consilience.plots.canvas import SIZE
from consilience.plots.common import rectangle
from consilience.plots.figure import Area, Figure, Line, Mark, Style, Symbol, Text
from consilience.plots.game_rows import (
    LINE,
    MARGIN,
    Row,
    rows_frame,
    rows_of,
    rows_panel,
    rows_width,
    state_name,
)
from consilience.plots.labels import fitted
from consilience.plots.network_legend import Item, flow
from consilience.plots.panels import Panel, value_axis
from consilience.results import Note

_SCALE, _BAR, _MOST, _BESIDE = 228.0, 9.0, 32, 118.0
_STYLES: tuple[Style, ...] = (
    "accent",
    "pale accent",
    "middle accent",
    "paper",
    "contrast",
    "pale contrast",
)


def stability_figure(
    found: Vertices, *, basins: Basins | None = None, key: str = "stability"
) -> Figure:
    """Describe the eigenvalues at each vertex: what each population gains by moving away.

    Parameters
    ----------
    found : Vertices
        As :meth:`~consilience.games.Game.vertices` returns them, every parameter with a value.
    basins : Basins, optional
        Then the share of starts that end at each stable vertex stands at the right.
    key : str
        Identifier of the figure in its page.

    Returns
    -------
    Figure
        A row a vertex, stable ones first, at most 32, with a bar a move: left of 0 it loses. A
        vertex is evolutionarily stable where all bars lie left of 0; its margin is the shortest.

    Raises
    ------
    ArgumentError
        If an argument is something else.
    DataError
        If some eigenvalue has no number.

    Examples
    --------
    >>> from consilience.games import Game
    >>> from consilience.games.game import EXAMPLE
    >>> figure = stability_figure(Game.from_dict(EXAMPLE).vertices())
    >>> figure.description.values["margins"]
    ['(cooperate, cooperate): 4.5', '(wait, wait): 1']

    References
    ----------
    Friedman, D. (1991). Evolutionary Games in Economics. Econometrica 59(3).
    """
    owner = "stability_figure"
    if not isinstance(found, Vertices):
        raise ArgumentError("found", owner, "vertices", type(found).__name__)
    if basins is not None and not isinstance(basins, Basins):
        raise ArgumentError("basins", owner, "basins", type(basins).__name__)
    if any(math.isnan(e.value) for item in found.vertices for e in item.eigenvalues):
        raise DataError("game_plots.no_numbers", owner=owner)
    ordered = sorted(found.vertices, key=lambda item: item.kind != "ESS")
    shown = ordered[:_MOST]
    most = max(len(item.eigenvalues) for item in shown)
    rows = rows_of([state_name(item.profile) for item in shown], max(_BAR * most, 2 * LINE - 6))
    values = [e.value for item in shown for e in item.eigenvalues]
    panel = rows_panel(rows, value_axis(Note("game_plots.stability.gain"), values), _SCALE)
    marks = rows_frame(panel, rows, [item.kind == "ESS" for item in shown])
    zero = panel.across(0)
    marks.append(Line(((zero, panel.top), (zero, panel.bottom)), "ink", 1.6))
    for row, item in zip(rows, shown, strict=True):
        marks += _bars(panel, row, item, found.populations)
        marks += _beside(panel, row, item, basins)
    width = rows_width(panel, _BESIDE)
    legend, deep = flow(_items(found.populations), MARGIN, panel.bottom + 10, width - 2 * MARGIN)
    told = {
        "count": len(ordered),
        "stable": len(found.stable),
        "margins": [
            f"({', '.join(item.profile)}): {_margin(item):.4g}"
            for item in ordered
            if item.kind == "ESS"
        ],
        "left_out": len(ordered) - len(shown),
    }
    part = "_part" if len(shown) < len(ordered) else ""
    return Figure(
        key=key,
        title=Note("game_plots.stability.title", told),
        description=Note("game_plots.stability.description", told),
        caption=Note(f"game_plots.stability.caption{part}", told),
        x=None,
        y=None,
        marks=(*marks, *legend),
        width=width,
        height=panel.bottom + 10 + deep + 6,
    )


def _margin(item: Vertex) -> float:
    """Return what the least unwilling move away loses."""
    return -max(move.value for move in item.eigenvalues)


def _style(population: str, populations: Sequence[str]) -> Style:
    return _STYLES[populations.index(population) % len(_STYLES)]


def _bars(panel: Panel, row: Row, item: Vertex, populations: Sequence[str]) -> list[Mark]:
    """Return a bar a move, in the order of the populations; a gain of 0 is a small ring."""
    marks: list[Mark] = []
    zero = panel.across(0)
    top = row.middle - _BAR * len(item.eigenvalues) / 2
    for place, move in enumerate(item.eigenvalues):
        style = _style(move.population, populations)
        told = {"population": move.population, "own": move.from_strategy,
                "other": move.to_strategy, "value": move.value}  # fmt: skip
        detail = Note("game_plots.stability.bar", told)
        y, end = top + _BAR * place, panel.across(move.value)
        if end == zero:
            sign = Symbol(zero, y + _BAR / 2, 2.6, "circle", style, "ink", 0.9, detail=detail)
            marks.append(sign)
            continue
        box = rectangle(min(zero, end), y + 0.5, abs(end - zero), _BAR - 1)
        marks.append(Area(box, style, "ink", detail=detail))
    return marks


def _beside(panel: Panel, row: Row, item: Vertex, basins: Basins | None) -> list[Mark]:
    """Return the class of a vertex; of a stable one its margin, and how much of all leads there."""
    labels = [Note(f"game_plots.stability.{item.kind}")]
    if item.kind == "ESS":
        labels.append(Note("game_plots.stability.margin", {"margin": _margin(item)}))
    if item.kind == "ESS" and basins is not None:
        share = next((b.share for b in basins.basins if b.profile == item.profile), 0.0)
        labels[0] = Note("game_plots.stability.reached", {"share": share})
    first = row.middle - LINE * (len(labels) - 1) / 2 + 0.35 * SIZE
    return [
        Text(panel.right + 10, first + LINE * place, label, "start", "ink")
        for place, label in enumerate(labels)
    ]


def _items(populations: Sequence[str]) -> list[Item]:
    return [
        Item(
            (Symbol(0, 0, 5.0, "square", _style(name, populations), "ink"),),
            13.0,
            _population(name),
        )
        for name in populations
    ]


def _population(name: str) -> Note:
    """Return a name as a sentence, which legends do not cut as early as a plain one."""
    return Note("game_plots.population", {"name": fitted(name, 400, SIZE)})
