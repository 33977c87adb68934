"""How fast partners come to agree under several leaders: mean and largest distance over time."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from consilience.errors import ArgumentError
from consilience.network import ConsensusCurve
from consilience.plots.curves import CURVE_LOOKS, curve_item, curve_marks
from consilience.plots.figure import Axis, Figure, Mark
from consilience.plots.network_legend import flow
from consilience.plots.panels import Panel, panel_marks, value_axis
from consilience.results import Note

_WIDTH, _HEIGHT, _LEFT, _RIGHT, _TOP = 460.0, 160.0, 44.0, 16.0, 30.0
_BETWEEN, _FOOT = 44.0, 40.0


def consensus_figure(
    curves: Mapping[str, ConsensusCurve],
    *,
    key: str = "consensus",
) -> Figure:
    """Describe how far partners still are from their leaders, for several choices of leaders.

    The upper panel shows the mean distance, the lower one that of the farthest partner; both begin
    at 1. The lower a curve, the faster the agreement.

    Parameters
    ----------
    curves : mapping of str to ConsensusCurve
        As :func:`consilience.network.consensus_curve` returns them, one to seven, by what the
        choice is called.
    key : str
        Identifier of the figure in its page.

    Returns
    -------
    Figure
        Two panels over the same times.

    Raises
    ------
    ArgumentError
        If there is no curve, there are more than seven, or one is none.

    Examples
    --------
    >>> import networkx as nx
    >>> from consilience.network import consensus_curve
    >>> path = nx.path_graph(5)
    >>> found = {name: consensus_curve(path, leader, [0, 1, 2]) for name, leader in [("end", 0)]}
    >>> consensus_figure(found).caption.values["first"]
    'end'

    References
    ----------
    Patterson, S. and Bamieh, B. (2010). Leader Selection for Optimal Network Coherence. In IEEE
    Conference on Decision and Control.
    """
    given = _checked(curves)
    last = max(float(curve.times[-1]) for curve in given.values())
    x = value_axis(Note("plots.consensus.time"), [0.0, last])
    x = Axis(x.label, 0.0, last or 1.0, x.ticks)
    marks: list[Mark] = []
    for place, name in enumerate(("mean_distance", "largest_distance")):
        y = Axis(Note(f"plots.consensus.{name}"), 0.0, 1.0, (0.0, 0.25, 0.5, 0.75, 1.0))
        top = _TOP + place * (_HEIGHT + _BETWEEN)
        panel = Panel(_LEFT, top, _WIDTH - _LEFT - _RIGHT, _HEIGHT, x, y)
        marks += panel_marks(panel, named=place == 1)
        for number, (called, curve) in enumerate(given.items()):
            marks += _curve(panel, number, called, curve, name)
    foot = _TOP + 2 * _HEIGHT + _BETWEEN + _FOOT
    items = [curve_item(number, name) for number, name in enumerate(given)]
    legend, deep = flow(items, _LEFT, foot, _WIDTH - _LEFT - _RIGHT)
    ends = {name: float(curve.mean_distance[-1]) for name, curve in given.items()}
    first = min(ends, key=lambda name: (ends[name], name))
    shown = [f"{name}: {value:.3f}" for name, value in ends.items()]
    told = {"choices": len(given), "first": first, "time": last, "ends": shown}
    return Figure(
        key=key,
        title=Note("plots.consensus.title", told),
        description=Note("plots.consensus.description", told),
        caption=Note("plots.consensus.caption", told),
        x=None,
        y=None,
        marks=(*marks, *legend),
        width=_WIDTH,
        height=foot + deep + 6,
    )


def _checked(curves: object) -> dict[str, ConsensusCurve]:
    owner = "consensus_figure"
    if not isinstance(curves, Mapping) or not 1 <= len(curves) <= len(CURVE_LOOKS):
        raise ArgumentError("curves", owner, "consensus_curves", curves, high=len(CURVE_LOOKS))
    for curve in curves.values():
        if not isinstance(curve, ConsensusCurve):
            got = type(curve).__name__
            raise ArgumentError("curves", owner, "consensus_curves", got, high=len(CURVE_LOOKS))
    return {str(name): curve for name, curve in curves.items()}


def _curve(panel: Panel, number: int, called: str, curve: ConsensusCurve, name: str) -> list[Mark]:
    values: NDArray[np.float64] = getattr(curve, name)
    places = tuple(
        panel.at(time, value)
        for time, value in zip(curve.times.tolist(), values.tolist(), strict=True)
    )
    return curve_marks(places, number, called, lambda at: _told(called, curve, values, at))


def _told(called: str, curve: ConsensusCurve, values: NDArray[np.float64], at: int) -> Note:
    told = {"name": called, "time": float(curve.times[at]), "value": float(values[at])}
    return Note("plots.consensus.dot", told)
