"""The circles of configurations (Fiss 2011): large and small, filled and crossed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from consilience.plots.figure import Circle, Label, Sign
from consilience.plots.shapes import Disc, Paint, Run, Trace, Words

Role = Literal["core", "ambiguous", "peripheral"]
RADIUS: Mapping[str, float] = {"core": 8.2, "ambiguous": 8.2, "peripheral": 4.6}
_EDGE = 1.4


def condition_circle(
    x: float,
    y: float,
    role: Role,
    value: int,
    *,
    multi_value: bool = False,
    target: str = "",
    detail: Label = "",
) -> Circle:
    """Return the circle of a condition in a configuration.

    It is large where the condition is core, small where it is peripheral, and large with a dashed
    edge where it is core in some of the tied parsimonious models only (a convention of this
    program).

    Parameters
    ----------
    x, y : float
        Its middle.
    role : {"core", "ambiguous", "peripheral"}
        Its size.
    value : int
        1 is present, 0 absent; or the value of a condition with several.
    multi_value : bool
        Whether the value is written into the circle.
    target : str
        Where it leads to.
    detail : str or Note
        What is said of it.

    Returns
    -------
    Circle
        A mark of a figure.

    Raises
    ------
    KeyError
        If the role is unknown.

    Examples
    --------
    >>> condition_circle(10, 10, "core", 0).sign
    'crossed'

    References
    ----------
    Fiss, P. C. (2011). Building Better Causal Theories. Academy of Management Journal 54(2).
    """
    vague = role == "ambiguous"
    sign: Sign = "crossed"
    if multi_value:
        sign = "value"
    elif value:
        sign = "ringed" if vague else "filled"
    text = str(value) if multi_value else ""
    return Circle(x, y, RADIUS[role], sign, "ink", vague, text, target, detail)


def circle_shapes(
    circle: Circle, x: float, y: float, colour: str, title: str = ""
) -> tuple[Disc | Trace | Words, ...]:
    """Return the shapes of a circle whose middle lies at a place of the page.

    Parameters
    ----------
    circle : Circle
        The mark.
    x, y : float
        In pixels.
    colour : str
        Of its edge and of what is within.
    title : str
        What is said of it.

    Returns
    -------
    tuple of shapes
        The edge first.

    Raises
    ------
    AttributeError
        If ``circle`` is no circle.

    Examples
    --------
    >>> len(circle_shapes(Circle(0, 0, 8.0, "crossed"), 10, 10, "#000000"))
    3

    References
    ----------
    Fiss, P. C. (2011). Building Better Causal Theories. Academy of Management Journal 54(2).
    """
    radius = circle.radius
    dashes = (2.6, 2.0) if circle.dashed else ()
    inside = colour if circle.sign == "filled" else ""
    paint = Paint(inside, colour, _EDGE if radius > 4 else 1.0, dashes)
    return (Disc(x, y, radius, paint, title), *_within(circle, x, y, colour))


def _within(circle: Circle, x: float, y: float, colour: str) -> tuple[Disc | Trace | Words, ...]:
    radius = circle.radius
    if circle.sign == "value":
        size = min(11.0, max(8.0, 1.35 * radius))
        return (Words(x, y + 0.36 * size, (Run(circle.text),), "middle", colour, size),)
    if circle.sign == "crossed":
        arm = 0.707 * radius
        paint = Paint("", colour, _EDGE if radius > 4 else 1.0)
        ends = (((x - arm, y - arm), (x + arm, y + arm)), ((x - arm, y + arm), (x + arm, y - arm)))
        return tuple(Trace(places, paint) for places in ends)
    if circle.sign == "ringed":
        return (Disc(x, y, 0.56 * radius, Paint(colour)),)
    return ()
