"""From which share of all starts each stable state is reached, as bars with standard errors."""

from __future__ import annotations

from consilience.errors import ArgumentError
from consilience.games import Basin, Basins
from consilience.plots.common import rectangle
from consilience.plots.figure import Area, Axis, Figure, Label, Line, Mark, Style, Text
from consilience.plots.game_parts import corner_code
from consilience.plots.game_rows import (
    Row,
    plain_name,
    rows_frame,
    rows_of,
    rows_panel,
    rows_width,
    state_name,
)
from consilience.plots.panels import Panel
from consilience.results import Note

_SCALE, _BAR, _BESIDE, _MOST = 230.0, 15.0, 110.0, 30
_CERTAIN = 1e-12


def basin_figure(found: Basins, *, key: str = "basins") -> Figure:
    """Describe how large the basins of the stable states are.

    Parameters
    ----------
    found : Basins
        As :meth:`~consilience.games.Game.basins` returns them.
    key : str
        Identifier of the figure in its page.

    Returns
    -------
    Figure
        A bar a stable state, the largest first, at most 30, with its standard error; a pale one
        for starts that settle nowhere.

    Raises
    ------
    ArgumentError
        If ``found`` is something else.

    Examples
    --------
    >>> from consilience.games import Game
    >>> from consilience.games.game import EXAMPLE
    >>> figure = basin_figure(Game.from_dict(EXAMPLE).basins(samples=400, seed=1))
    >>> figure.description.values["largest"] > 0.9
    True

    References
    ----------
    Hofbauer, J. and Sigmund, K. (1998). Evolutionary Games and Population Dynamics. Cambridge
    University Press.
    """
    if not isinstance(found, Basins):
        raise ArgumentError("found", "basin_figure", "basins", type(found).__name__)
    ordered = sorted(found.basins, key=lambda item: -item.share)
    shown = ordered[:_MOST]
    entries = [(_name(item), item.share, item.standard_error) for item in shown]
    if found.unsettled > _CERTAIN or not entries:
        share = found.unsettled
        error = (share * (1 - share) / found.samples) ** 0.5
        entries.append(((Note("game_plots.basins.unsettled"),), share, error))
    rows = rows_of([name for name, _, _ in entries], _BAR)
    ticks = (0.0, 0.25, 0.5, 0.75, 1.0)
    panel = rows_panel(rows, Axis(Note("game_plots.basins.share"), 0.0, 1.0, ticks), _SCALE)
    marks = rows_frame(panel, rows)
    for place, (row, (_, share, error)) in enumerate(zip(rows, entries, strict=True)):
        style: Style = "accent" if place < len(shown) else "pale muted"
        marks += _bar(panel, row, share, error, style)
    told = {
        "count": len(found.basins),
        "samples": found.samples,
        "largest": shown[0].share if shown else 0.0,
        "shares": [f"{_said(item)} {item.share:.3f}" for item in ordered],
        "unsettled": found.unsettled,
        "left_out": len(ordered) - len(shown),
    }
    part = "_part" if len(shown) < len(ordered) else ""
    return Figure(
        key=key,
        title=Note("game_plots.basins.title", told),
        description=Note("game_plots.basins.description", told),
        caption=Note(f"game_plots.basins.caption{part}", told),
        x=None,
        y=None,
        marks=tuple(marks),
        width=rows_width(panel, _BESIDE),
        height=panel.bottom + 10,
    )


def _name(item: Basin) -> tuple[Label, ...]:
    return state_name(item.profile) if item.profile else plain_name(_said(item))


def _said(item: Basin) -> str:
    if item.profile:
        return f"({', '.join(item.profile)})"
    return corner_code([share for row in item.shares for share in row])


def _bar(panel: Panel, row: Row, share: float, error: float, style: Style) -> list[Mark]:
    left, right, y = panel.left, panel.across(share), row.middle
    detail = Note("game_plots.basins.bar", {"share": share, "error": error})
    marks: list[Mark] = []
    if right > left:
        marks.append(
            Area(rectangle(left, y - _BAR / 2, right - left, _BAR), style, "ink", detail=detail)
        )
    low, high = panel.across(max(0.0, share - error)), panel.across(min(1.0, share + error))
    if high - low >= 1:
        ends = [Line(((x, y - 4), (x, y + 4)), "contrast", 1.4) for x in (low, high)]
        marks += [Line(((low, y), (high, y)), "contrast", 1.4), *ends]
    marks.append(Text(panel.right + 10, y + 4, detail, "start", "ink"))
    return marks
