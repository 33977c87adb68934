"""The circles of configuration tables (Fiss 2011): large and small, filled and crossed."""

from __future__ import annotations

from dataclasses import dataclass

from consilience.plots.circles import Role, circle_shapes, condition_circle
from consilience.plots.svg import shape_elements


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
    mark = condition_circle(10, 10, circle.role, circle.value, multi_value=circle.multi_value)
    shapes = "".join(shape_elements(circle_shapes(mark, 10, 10, "currentColor")))
    return (
        '<svg class="circle" viewBox="0 0 20 20" width="20" height="20" font-size="11"'
        f' aria-hidden="true" focusable="false">{shapes}</svg>'
    )
