"""The quadrants of joint and asymmetric dependence as a figure."""

from __future__ import annotations

from collections.abc import Iterable

from consilience.calibration import DualLogic
from consilience.plots.figure import Axis, Figure, Line, Points, Style, Text
from consilience.plots.ticks import round_ticks
from consilience.plots.xy import case_points
from consilience.results import Note

_STYLES: dict[str, Style] = {
    "embedded logic": "accent",
    "power logic": "contrast",
    "both": "muted",
    "neither": "muted",
}


def dual_logic_plot(
    found: DualLogic,
    *,
    x_label: str,
    y_label: str,
    targets: Iterable[str] | None = None,
    key: str = "dual-logic",
) -> Figure:
    """Describe where dyads or alliances lie between embedded logic and power logic.

    Parameters
    ----------
    found : DualLogic
        What :func:`consilience.calibration.dual_logic` returned.
    x_label, y_label : str
        What joint dependence and asymmetric dependence are called.
    targets : iterable of str, optional
        Where each case links to.
    key : str
        Identifier of the figure in its page.

    Returns
    -------
    Figure
        Four quadrants, named, with their cases; the dividing lines stand at the cuts.

    Raises
    ------
    ArgumentError
        If the targets are not as many as the cases.

    Examples
    --------
    >>> from consilience.calibration import dual_logic
    >>> found = dual_logic([7, 2, 6, 3], [0, 3, 4, 1], cases=["A", "B", "C", "D"])
    >>> figure = dual_logic_plot(found, x_label="joint", y_label="asymmetric")
    >>> figure.description.values["embedded"]
    1

    References
    ----------
    Gulati, R. and Sytch, M. (2007). Dependence Asymmetry and Joint Dependence in
    Interorganizational Relationships. Administrative Science Quarterly 52(1).
    """
    across, up = found.joint.tolist(), found.asymmetry.tolist()
    cuts = float(found.parameters["joint_cut"]), float(found.parameters["asymmetry_cut"])
    x = _axis(x_label, across, cuts[0])
    y = _axis(y_label, up, cuts[1])
    points = case_points(across, up, found.cases, targets, "dual_logic_plot")
    marks = tuple(
        Points(
            tuple(p for p, own in zip(points, found.quadrant, strict=True) if own == name),
            style,
        )
        for name, style in _STYLES.items()
    )
    counts = {
        name.split()[0]: len(found.members[name])
        for name in ("embedded logic", "power logic", "both", "neither")
    }
    return Figure(
        key=key,
        title=Note("plots.dual.title", {"x": x_label, "y": y_label}),
        description=Note("plots.dual.description", counts),
        caption=Note("plots.dual.caption", {"joint_cut": cuts[0], "asymmetry_cut": cuts[1]}),
        x=x,
        y=y,
        marks=(
            Line(((cuts[0], y.low), (cuts[0], y.high)), "guide"),
            Line(((x.low, cuts[1]), (x.high, cuts[1])), "guide"),
            *_quadrant_names(x, y, counts),
            *(mark for mark in marks if mark.points),
        ),
    )


def _axis(label: str, values: list[float], cut: float) -> Axis:
    """Return an axis with room above and below, where the quadrants' names stand."""
    low, high = min(*values, cut), max(*values, cut)
    room = (high - low) * 0.12 or 0.5
    return Axis(label, low - room, high + room, round_ticks(low, high) if high > low else (low,))


def _quadrant_names(x: Axis, y: Axis, counts: dict[str, int]) -> tuple[Text, ...]:
    inset_x, inset_y = (x.high - x.low) * 0.015, (y.high - y.low) * 0.02
    bottom, top = y.low + inset_y, y.high - 2.5 * inset_y
    left, right = x.low + inset_x, x.high - inset_x
    return (
        Text(right, bottom, Note("plots.dual.embedded", counts), "end"),
        Text(left, top, Note("plots.dual.power", counts), "start"),
        Text(right, top, Note("plots.dual.both", counts), "end"),
        Text(left, bottom, Note("plots.dual.neither", counts), "start"),
    )
