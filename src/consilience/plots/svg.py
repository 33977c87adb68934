"""Figures as SVG: the same bytes for the same figure, no font, no script, no outside request."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from consilience.errors import DataError
from consilience.plots.figure import (
    Align,
    Area,
    Axis,
    Bars,
    Figure,
    Label,
    Line,
    Point,
    Points,
    Text,
)
from consilience.plots.labels import Dot, Place, place_labels
from consilience.results import Note
from consilience.texts import Language

WIDTH, HEIGHT = 440.0, 372.0
_LEFT, _TOP, _RIGHT, _BOTTOM = 52.0, 12.0, 14.0, 50.0
_SIZE = 11.0
_INK, _SOFT, _PAPER = "#22272e", "#5c6570", "#ffffff"
_COLOURS = {
    "accent": "#1d5c70",
    "contrast": "#a8481f",
    "muted": "#7d858f",
    "guide": "#b8bec6",
    "shade": "#f7efe9",
}
_MOST_NAMES = 4  # of cases on one place; the rest are counted
_MOST_SIGNS = 14  # of a name beside a dot; the whole name is in its title


def to_svg(figure: Figure, language: Language = "en") -> str:
    """Draw a figure as an SVG element.

    Parameters
    ----------
    figure : Figure
        What to draw.
    language : {"en", "zh"}
        Language of the words.

    Returns
    -------
    str
        One ``<svg>`` element with title and description; every text is escaped, every number has
        at most two decimals. Its identifiers begin with the figure's key.

    Raises
    ------
    DataError
        If ``figure`` is no figure.

    Examples
    --------
    >>> from consilience.plots import xy_plot
    >>> figure = xy_plot([0.9], [0.8], cases=["<A>"], x_label="X", y_label="Y")
    >>> "&lt;A&gt;" in to_svg(figure), "<A>" in to_svg(figure)
    (True, False)

    References
    ----------
    W3C (2018). Scalable Vector Graphics (SVG) 2.
    """
    if not isinstance(figure, Figure):
        raise DataError("plots.not_a_figure", got=type(figure).__name__)
    canvas = _Canvas(figure, language)
    return "".join(_element(canvas))


@dataclass(frozen=True)
class _Canvas:
    """Where data coordinates lie on the page."""

    figure: Figure
    language: Language

    def x(self, value: float) -> float:
        axis = self.figure.x
        share = (value - axis.low) / (axis.high - axis.low)
        return _LEFT + share * (WIDTH - _LEFT - _RIGHT)

    def y(self, value: float) -> float:
        axis = self.figure.y
        share = (value - axis.low) / (axis.high - axis.low)
        return HEIGHT - _BOTTOM - share * (HEIGHT - _TOP - _BOTTOM)

    def words(self, label: Label) -> str:
        shown = label.sentence(self.language) if isinstance(label, Note) else label
        return escape(shown, quote=True)


def _element(canvas: _Canvas) -> Iterator[str]:
    figure = canvas.figure
    key = escape(figure.key, quote=True)
    linked = any(p.target for mark in figure.marks if isinstance(mark, Points) for p in mark.points)
    # An element of the role "img" hides its content, so that links within it could not be reached.
    role = "group" if linked else "img"
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_n(WIDTH)} {_n(HEIGHT)}"'
        f' role="{role}" aria-labelledby="{key}-title {key}-desc" font-size="{_n(_SIZE)}"'
        f' font-family="system-ui, sans-serif" fill="{_INK}">'
        f'<title id="{key}-title">{canvas.words(figure.title)}</title>'
        f'<desc id="{key}-desc">{canvas.words(figure.description)}</desc>'
    )
    yield from _mark_elements(canvas)
    yield from _axes(canvas)
    yield "</svg>"


def _mark_elements(canvas: _Canvas) -> Iterator[str]:
    """Draw the marks in their order; names of dots come last and keep clear of one another."""
    for mark in canvas.figure.marks:
        match mark:
            case Line():
                yield _line(canvas, mark)
            case Area():
                places = _places(canvas, mark.places)
                yield f'<polygon points="{places}" fill="{_COLOURS[mark.style]}"/>'
            case Bars():
                yield from _bars(canvas, mark)
            case Text():
                yield _text(
                    canvas.x(mark.x), canvas.y(mark.y), canvas.words(mark.label), mark.align, _SOFT
                )
            case Points():
                pass
    yield from _points(canvas)


def _line(canvas: _Canvas, mark: Line) -> str:
    dashes = ' stroke-dasharray="3 3"' if mark.style == "guide" else ""
    width = 1.6 if mark.style == "accent" else 1
    return (
        f'<polyline points="{_places(canvas, mark.places)}" fill="none"'
        f' stroke="{_COLOURS[mark.style]}" stroke-width="{width}"{dashes}/>'
    )


def _bars(canvas: _Canvas, mark: Bars) -> Iterator[str]:
    half = mark.width / 2
    for bar in mark.bars:
        left, right = canvas.x(bar.x - half), canvas.x(bar.x + half)
        top, base = canvas.y(bar.top), canvas.y(bar.base)
        yield (
            f'<rect x="{_n(left)}" y="{_n(top)}" width="{_n(right - left)}"'
            f' height="{_n(base - top)}" fill="{_COLOURS[mark.style]}">'
            f"<title>{canvas.words(bar.detail)}</title></rect>"
        )


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


def _points(canvas: _Canvas) -> Iterator[str]:
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
    frame = (_LEFT + 2, _TOP + 2, WIDTH - _RIGHT, HEIGHT - _BOTTOM - 2)
    places = place_labels(dots, frame, _SIZE)
    for spot, dot, place in zip(spots, dots, places, strict=True):
        yield from _spot(canvas, spot, dot, place if spot.named else None)


def _spots(mark: Points) -> Iterator[_Spot]:
    groups: dict[tuple[float, float], list[Point]] = {}
    for point in mark.points:
        groups.setdefault((point.x, point.y), []).append(point)
    for group in groups.values():
        yield _Spot(tuple(group), mark.style, mark.named)


def _spot(canvas: _Canvas, spot: _Spot, dot: Dot, place: Place | None) -> Iterator[str]:
    details = "; ".join(canvas.words(point.detail) for point in spot.points)
    circle = (
        f'<circle cx="{_n(dot.x)}" cy="{_n(dot.y)}" r="{_n(dot.radius)}"'
        f' fill="{_COLOURS[spot.style]}" fill-opacity="0.85" stroke="{_PAPER}" stroke-width="0.8">'
        f"<title>{details}</title></circle>"
    )
    if len(spot.points) == 1:
        label = _named(place, escape(spot.names()[0]))
        yield _link(canvas, spot.points[0], circle + label)
    else:
        yield circle
        named = [
            _link(canvas, point, f"<tspan>{escape(name)}</tspan>")
            for point, name in zip(spot.points, spot.names(), strict=False)
        ]
        more = [escape(name) for name in spot.names()[len(named) :]]
        yield _named(place, ", ".join(named[:_MOST_NAMES] + more))


def _named(place: Place | None, content: str) -> str:
    return _text(place.x, place.y, content, place.align, _INK) if place else ""


def _link(canvas: _Canvas, point: Point, content: str) -> str:
    if not point.target:
        return content
    target, name = escape(point.target, quote=True), canvas.words(point.detail)
    return f'<a href="{target}" aria-label="{name}">{content}</a>'


def _axes(canvas: _Canvas) -> Iterator[str]:
    x, y = canvas.figure.x, canvas.figure.y
    left, right, top, bottom = _LEFT, WIDTH - _RIGHT, _TOP, HEIGHT - _BOTTOM
    yield (
        f'<path d="M{_n(left)} {_n(top)}V{_n(bottom)}H{_n(right)}" fill="none"'
        f' stroke="{_INK}" stroke-width="1"/>'
    )
    for tick in _shown_ticks(x):
        place = canvas.x(tick)
        yield f'<path d="M{_n(place)} {_n(bottom)}v4" stroke="{_INK}"/>'
        yield _text(place, bottom + 16, f"{tick:g}", "middle", _INK)
    for tick in _shown_ticks(y):
        place = canvas.y(tick)
        yield f'<path d="M{_n(left)} {_n(place)}h-4" stroke="{_INK}"/>'
        yield _text(left - 7, place + 0.35 * _SIZE, f"{tick:g}", "end", _INK)
    yield _text((left + right) / 2, HEIGHT - 12, canvas.words(x.label), "middle", _INK)
    middle = (top + bottom) / 2
    turned = f' transform="rotate(-90 13 {_n(middle)})"'
    yield _text(13, middle, canvas.words(y.label), "middle", _INK, turned)


def _shown_ticks(axis: Axis) -> list[float]:
    return [tick for tick in axis.ticks if axis.low <= tick <= axis.high]


def _text(x: float, y: float, content: str, align: Align, colour: str, more: str = "") -> str:
    anchor = "" if align == "start" else f' text-anchor="{align}"'
    fill = "" if colour == _INK else f' fill="{colour}"'
    return f'<text x="{_n(x)}" y="{_n(y)}"{anchor}{fill}{more}>{content}</text>'


def _places(canvas: _Canvas, places: tuple[tuple[float, float], ...]) -> str:
    return " ".join(f"{_n(canvas.x(x))},{_n(canvas.y(y))}" for x, y in places)


def _short(name: str) -> str:
    return name if len(name) <= _MOST_SIGNS else f"{name[: _MOST_SIGNS - 1]}…"


def _n(value: float) -> str:
    shown = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if shown == "-0" else shown
