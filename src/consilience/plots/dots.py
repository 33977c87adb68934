"""Dots with their names, each a link to its case."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from consilience.plots.canvas import (
    COLOURS,
    INK,
    LEFT,
    PAPER,
    SIZE,
    TOP,
    Canvas,
    decimals,
    text_element,
)
from consilience.plots.figure import Point, Points, Text
from consilience.plots.labels import Box, Dot, Place, place_labels, text_box, text_width
from consilience.plots.order import natural_order

_MOST_NAMES = 4  # of cases on one place; the rest are counted
_MOST_SIGNS = 14  # of a name beside a dot; the whole name is in its title


@dataclass(frozen=True)
class _Spot:
    """All cases on one place, in one style."""

    points: tuple[Point, ...]
    style: str
    named: bool

    @property
    def radius(self) -> float:
        return min(3.2 + 0.7 * (len(self.points) - 1), 7.0)

    def names(self) -> list[str]:
        shown = [_short(point.name) for point in self.points[:_MOST_NAMES]]
        more = len(self.points) - len(shown)
        return [*shown, f"+{more}"] if more else shown


def point_elements(canvas: Canvas) -> Iterator[str]:
    """Draw all dots; names keep clear of dots, words and one another."""
    spots = [
        spot for mark in canvas.figure.marks if isinstance(mark, Points) for spot in _spots(mark)
    ]
    dots = [
        Dot(
            canvas.x(spot.points[0].x),
            canvas.y(spot.points[0].y),
            spot.radius,
            ", ".join(spot.names()) if spot.named else "",
        )
        for spot in spots
    ]
    frame = (LEFT + 2, TOP + 2, canvas.right, canvas.bottom - 2)
    places = place_labels(dots, frame, SIZE, taken=_words_boxes(canvas))
    for spot, dot, place in zip(spots, dots, places, strict=True):
        yield from _spot(canvas, spot, dot, place if spot.named else None)


def _words_boxes(canvas: Canvas) -> list[Box]:
    """Return where words stand already, so that no name is put on them."""
    return [
        text_box(
            Place(canvas.x(mark.x), canvas.y(mark.y), mark.align),
            text_width(canvas.plain(mark.label), SIZE),
            SIZE,
        )
        for mark in canvas.figure.marks
        if isinstance(mark, Text)
    ]


def _spots(mark: Points) -> Iterator[_Spot]:
    rank = {name: n for n, name in enumerate(natural_order({p.name for p in mark.points}))}
    groups: dict[tuple[float, float], list[Point]] = {}
    for point in mark.points:
        groups.setdefault((point.x, point.y), []).append(point)
    for group in groups.values():
        ordered = sorted(group, key=lambda point: rank[point.name])
        yield _Spot(tuple(ordered), mark.style, mark.named)


def _spot(canvas: Canvas, spot: _Spot, dot: Dot, place: Place | None) -> Iterator[str]:
    details = "; ".join(canvas.words(point.detail) for point in spot.points)
    circle = (
        f'<circle cx="{decimals(dot.x)}" cy="{decimals(dot.y)}" r="{decimals(dot.radius)}"'
        f' fill="{COLOURS[spot.style]}" fill-opacity="0.85" stroke="{PAPER}" stroke-width="0.8">'
        f"<title>{details}</title></circle>"
    )
    if len(spot.points) == 1:
        label = _named(place, escape(spot.names()[0]))
        yield _link(canvas, spot.points[0], circle + label)
    else:
        yield circle
        named = [
            _link(canvas, point, f"<tspan>{escape(name)}</tspan>")
            for point, name in zip(spot.points[:_MOST_NAMES], spot.names(), strict=False)
        ]
        more = [escape(name) for name in spot.names()[len(named) :]]
        yield _named(place, ", ".join(named + more))


def _named(place: Place | None, content: str) -> str:
    return text_element(place.x, place.y, content, place.align, INK) if place else ""


def _link(canvas: Canvas, point: Point, content: str) -> str:
    if not point.target:
        return content
    target, name = escape(point.target, quote=True), canvas.words(point.detail)
    return f'<a href="{target}" aria-label="{name}">{content}</a>'


def _short(name: str) -> str:
    return name if len(name) <= _MOST_SIGNS else f"{name[: _MOST_SIGNS - 1]}…"
