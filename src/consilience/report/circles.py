"""The circles of configuration tables (Fiss 2011): large and small, filled and crossed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Role = Literal["core", "ambiguous", "peripheral"]
_RADIUS: dict[str, float] = {"core": 8.2, "ambiguous": 8.2, "peripheral": 4.6}


@dataclass(frozen=True)
class Circle:
    """A condition in a configuration: 1 is present, 0 absent; or a value of a multi-value one.

    A circle is large where the condition is core, small where it is peripheral, and large with a
    dashed edge where it is core in some of the tied parsimonious models only (a convention of
    this program).
    """

    role: Role
    value: int
    multi_value: bool = False

    @property
    def sign(self) -> str:
        """The nearest character, for programs that take only the text of a page."""
        if self.multi_value:
            return str(self.value)
        return ("⊗", {"core": "●", "ambiguous": "◍", "peripheral": "•"}[self.role])[self.value]


def circle_svg(circle: Circle) -> str:
    """Return a circle as an SVG element of 20 by 20 that screen readers pass over.

    Parameters
    ----------
    circle : Circle
        What to draw; its colour is that of the text around it.

    Returns
    -------
    str
        An element without identifiers, so that it may occur any number of times in a page.

    Raises
    ------
    KeyError
        If the role is unknown.

    Examples
    --------
    >>> circle_svg(Circle("peripheral", 1)).count("<circle")
    1

    References
    ----------
    Fiss, P. C. (2011). Building Better Causal Theories. Academy of Management Journal 54(2).
    """
    radius = _RADIUS[circle.role]
    dashes = ' stroke-dasharray="2.6 2"' if circle.role == "ambiguous" else ""
    filled = circle.value == 1 and circle.role != "ambiguous" and not circle.multi_value
    fill = "currentColor" if filled else "none"
    edge = (
        f'<circle cx="10" cy="10" r="{radius:g}" fill="{fill}" stroke="currentColor"'
        f' stroke-width="1.4"{dashes}/>'
    )
    return (
        '<svg class="circle" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true"'
        f' focusable="false">{edge}{_inside(circle, radius)}</svg>'
    )


def _inside(circle: Circle, radius: float) -> str:
    if circle.multi_value:
        size = 8 if circle.role == "peripheral" else 11
        return (
            f'<text x="10" y="{10 + 0.36 * size:.2f}" text-anchor="middle" font-size="{size}"'
            f' fill="currentColor">{circle.value}</text>'
        )
    if circle.value == 0:
        arm = 0.707 * radius
        low, high = f"{10 - arm:.2f}", f"{10 + arm:.2f}"
        return (
            f'<path d="M{low} {low}L{high} {high}M{low} {high}L{high} {low}"'
            ' stroke="currentColor" stroke-width="1.4"/>'
        )
    return '<circle cx="10" cy="10" r="4.6" fill="currentColor"/>' * (circle.role == "ambiguous")
