"""The scatter of Necessary Condition Analysis with its ceilings."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from consilience import checks, qca
from consilience.errors import ArgumentError, DataError
from consilience.plots.common import names_of
from consilience.plots.figure import Area, Axis, Figure, Label, Line, Mark, Points, Style, Text
from consilience.plots.ticks import round_ticks
from consilience.plots.xy import case_points
from consilience.results import Note

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from consilience.plots.shapes import Places


def nca_plot(
    found: qca.NecessaryConditionAnalysis,
    condition: str,
    x: ArrayLike,
    y: ArrayLike,
    *,
    cases: Iterable[str],
    labels: Mapping[str, str] | None = None,
    targets: Iterable[str] | None = None,
    key: str = "nca",
    caption: Label | None = None,
) -> Figure:
    """Describe the scatter of a condition and the outcome with the ceilings above it.

    The empty zone above the step function (CE-FDH) is shaded; the regression line through the
    peers (CR-FDH) is drawn within the scope. Effect sizes stand at the lines.

    Parameters
    ----------
    found : NecessaryConditionAnalysis
        What :func:`consilience.qca.nca` returned.
    condition : str
        One of its conditions.
    x, y : array of shape (n,)
        Values of the condition and of the outcome, as they were analysed; finite.
    cases : iterable of str
        Names of the cases, each once, n of them, as they were analysed.
    labels : mapping of str, optional
        What condition and outcome are called; their names by default.
    targets : iterable of str, optional
        Where each case links to.
    key : str
        Identifier of the figure in its page.
    caption : str or Note, optional
        What stands below; effect sizes and an explanation by default.

    Returns
    -------
    Figure
        Points, the ceilings that were asked for and the bounds of the scope.

    Raises
    ------
    ArgumentError, DataError, UnknownNameError
        If ``found`` is no such analysis, the condition is unknown, a value is missing, lengths
        differ, or the cases are not those that were analysed.

    Examples
    --------
    >>> from consilience.qca import nca
    >>> data = {"X": [1, 2, 3, 5], "Y": [1, 3, 2, 5]}
    >>> found = nca(data, "Y")
    >>> figure = nca_plot(found, "X", data["X"], data["Y"], cases=["1", "2", "3", "4"])
    >>> figure.description.sentence()
    '4 cases. Effect size of X on Y: CE-FDH 0.625, CR-FDH 0.424.'

    References
    ----------
    Dul, J. (2016). Necessary Condition Analysis (NCA). Organizational Research Methods 19(1).
    """
    owner = "nca_plot"
    effects = _effects(found, condition)
    across, up = checks.numbers(x, "x", owner), checks.numbers(y, "y", owner)
    checks.same_length(up, across, "y", owner, "x")
    points = case_points(across.tolist(), up.tolist(), cases, targets, owner)
    places = {point.name: (point.x, point.y) for point in points}
    unknown = [name for effect in effects for name in effect.peers if name not in places]
    if unknown:
        raise DataError("plots.nca.other_cases", cases=unknown)
    scope = (*_bounds(across.tolist()), *_bounds(up.tolist()))
    sizes = [f"{effect.ceiling} {effect.effect_size:.3f}" for effect in effects]
    shown = names_of((condition, found.outcome), labels, owner)
    names = {"x": shown[condition], "y": shown[found.outcome]}
    values = {**names, "count": len(points), "effects": sizes}
    peers = {name for effect in effects for name in effect.peers}
    groups = ([p for p in points if p.name in peers], [p for p in points if p.name not in peers])
    return Figure(
        key=key,
        title=Note("plots.nca.title", names),
        description=Note("plots.nca.description", values),
        caption=caption or Note("plots.nca.caption", values),
        x=_axis(names["x"], scope[0], scope[1]),
        y=_axis(names["y"], scope[2], scope[3], 0.16),
        marks=(
            *(mark for effect in effects for mark in _ceiling(effect, places, scope)),
            *(mark for place, effect in enumerate(effects) for mark in _size(effect, place, scope)),
            *(
                Points(tuple(group), "accent" if at_ceiling else "muted")
                for group, at_ceiling in zip(groups, (True, False), strict=True)
                if group
            ),
        ),
    )


def _effects(found: object, condition: str) -> list[qca.Ceiling]:
    if not isinstance(found, qca.NecessaryConditionAnalysis):
        raise ArgumentError("found", "nca_plot", "nca", type(found).__name__)
    name = checks.choice(condition, found.conditions, "condition", "nca_plot")
    return [effect for effect in found.effects if effect.condition == name]


def _bounds(values: list[float]) -> tuple[float, float]:
    return min(values), max(values)


def _axis(label: str, low: float, high: float, above: float = 0.06) -> Axis:
    """Return an axis with room around the scope; the columns of an analysis all vary."""
    span = high - low
    return Axis(label, low - 0.06 * span, high + above * span, round_ticks(low, high, 6))


def _ceiling(
    effect: qca.Ceiling,
    places: dict[str, tuple[float, float]],
    scope: tuple[float, float, float, float],
) -> Iterator[Mark]:
    left, right, low, high = scope
    if effect.ceiling == "CE-FDH":
        steps = _steps([places[name] for name in effect.peers], right)
        if effect.effect_size > 0:
            yield Area(((left, high), *steps, (right, high)))
        yield Line(((left, low), (left, high), (right, high)), "guide")
        yield Line(steps, "accent")
    elif not math.isnan(effect.slope):
        yield Line(_within(effect.slope, effect.intercept, scope), "contrast")


def _size(
    effect: qca.Ceiling, place: int, scope: tuple[float, float, float, float]
) -> Iterator[Mark]:
    """Name a ceiling above the scope, with a piece of its line and its effect size."""
    left, right, low, high = scope
    x, y = left + 0.48 * place * (right - left), high + 0.1 * (high - low)
    style: Style = "accent" if effect.ceiling == "CE-FDH" else "contrast"
    middle = y + 0.012 * (high - low)
    yield Line(((x, middle), (x + 0.06 * (right - left), middle)), style)
    words = Note("plots.nca.effect", {"name": effect.ceiling, "effect": effect.effect_size})
    yield Text(x + 0.075 * (right - left), y, words, "start", "ink")


def _steps(peers: list[tuple[float, float]], right: float) -> Places:
    """Return the step function through the peers, to the right end of the scope."""
    found: list[tuple[float, float]] = []
    for x, y in sorted(set(peers)):
        if found:
            found.append((x, found[-1][1]))
        found.append((x, y))
    return (*found, (right, found[-1][1]))


def _within(slope: float, intercept: float, scope: tuple[float, float, float, float]) -> Places:
    """Return the ends of a rising line within the scope."""
    left, right, low, high = scope
    start = max(left, (low - intercept) / slope)
    end = min(right, (high - intercept) / slope)
    return ((start, intercept + slope * start), (end, intercept + slope * end))
