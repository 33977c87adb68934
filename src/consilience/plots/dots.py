"""Dots with their names, each a link to its case."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from consilience.plots.canvas import COLOURS, INK, LEFT, PAPER, SIZE, SOFT, TOP, Canvas
from consilience.plots.figure import Line, Point, Points, Text
from consilience.plots.labels import (
    Box,
    Dot,
    Place,
    line_boxes,
    place_labels,
    text_box,
    text_width,
    wrapped,
)
from consilience.plots.order import natural_order
from consilience.plots.shapes import Disc, Link, Paint, Run, Shape, Trace, Words
from consilience.results import Note

_MOST_NAMES = 4  # of cases on one place; the rest are counted
_MOST_SIGNS = 14  # of a name beside a dot; the whole name is in its title
_MOST_LISTED = 60  # names below the axes; a longer list would be larger than the figure


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


def point_shapes(canvas: Canvas) -> tuple[list[Shape], list[Shape], float]:
    """Return dots with their names, names without room listed below the axes, and the height.

    Names keep clear of dots, words and one another.
    """
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
    places = place_labels(dots, frame, SIZE, taken=_taken(canvas))
    pairs = list(zip(spots, places, strict=True))
    lines = [_leader(place) for place in places if place and place.leader]
    drawn = [
        shape
        for (spot, place), dot in zip(pairs, dots, strict=True)
        for shape in _spot(canvas, spot, dot, place)
    ]
    listed, height = _listed(canvas, [spot for spot, place in pairs if spot.named and not place])
    return [*lines, *drawn], listed, height


def _leader(place: Place) -> Trace:
    return Trace(place.leader, Paint("", SOFT, 0.6))


def _listed(canvas: Canvas, spots: list[_Spot]) -> tuple[list[Shape], float]:
    """Return the names that found no room beside their dot, with where their dots lie."""
    height = canvas.figure.height
    if not spots:
        return [], height
    names = [
        f"{', '.join(spot.names())} ({spot.points[0].x:.2f}, {spot.points[0].y:.2f})"
        for spot in sorted(spots, key=lambda item: (item.points[0].x, item.points[0].y))
    ]
    left_out = len(names) - _MOST_LISTED
    if left_out > 0:
        more = Note("plots.unnamed_more", {"count": left_out})
        names = [*names[:_MOST_LISTED], canvas.plain(more)]
    head = canvas.plain(Note("plots.unnamed"))
    lines = wrapped([head, *names], "  ", canvas.right - LEFT, SIZE)
    step = 1.35 * SIZE
    shapes: list[Shape] = [
        Words(LEFT, height + step * (place + 0.5), (Run(line),), "start", SOFT, SIZE)
        for place, line in enumerate(lines)
    ]
    return shapes, height + step * (len(lines) + 0.5)


def _taken(canvas: Canvas) -> list[Box]:
    """Return where words and drawn results stand already, so that no name is put on them."""
    words = [
        text_box(
            Place(canvas.x(mark.x), canvas.y(mark.y), mark.align),
            text_width(canvas.plain(mark.label), mark.size),
            mark.size,
        )
        for mark in canvas.figure.marks
        if isinstance(mark, Text)
    ]
    lines = [
        box
        for mark in canvas.figure.marks
        if isinstance(mark, Line) and mark.style in {"accent", "contrast"}
        for box in line_boxes([canvas.place(place) for place in mark.places])
    ]
    return [*words, *lines]


def _spots(mark: Points) -> Iterator[_Spot]:
    rank = {name: n for n, name in enumerate(natural_order({p.name for p in mark.points}))}
    groups: dict[tuple[float, float], list[Point]] = {}
    for point in mark.points:
        groups.setdefault((point.x, point.y), []).append(point)
    for group in groups.values():
        ordered = sorted(group, key=lambda point: rank[point.name])
        yield _Spot(tuple(ordered), mark.style, mark.named)


def _spot(canvas: Canvas, spot: _Spot, dot: Dot, place: Place | None) -> Iterator[Shape]:
    details = [canvas.plain(point.detail) for point in spot.points]
    paint = Paint(COLOURS[spot.style], PAPER, 0.8, opacity=0.85)
    circle = Disc(dot.x, dot.y, dot.radius, paint, "; ".join(details))
    if len(spot.points) == 1:
        named = (Run(spot.names()[0]),)
        shapes: tuple[Disc | Words, ...] = (circle, *_named(place, named))
        target = spot.points[0].target
        if target:
            yield Link(target, details[0], shapes)
        else:
            yield from shapes
        return
    yield circle
    runs = [
        Run(name, point.target, detail)
        for name, point, detail in zip(
            spot.names(), spot.points[:_MOST_NAMES], details, strict=False
        )
    ]
    runs += [Run(name) for name in spot.names()[len(runs) :]]
    between = [piece for run in runs for piece in (Run(", "), run)]
    yield from _named(place, tuple(between[1:]))


def _named(place: Place | None, runs: tuple[Run, ...]) -> tuple[Words, ...]:
    return (Words(place.x, place.y, runs, place.align, INK, SIZE),) if place else ()


def _short(name: str) -> str:
    return name if len(name) <= _MOST_SIGNS else f"{name[: _MOST_SIGNS - 1]}…"
