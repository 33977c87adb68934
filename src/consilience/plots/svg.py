"""Figures as SVG: the same bytes for the same figure, no font, no script, no outside request."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from consilience.errors import DataError
from consilience.plots.canvas import (
    COLOURS,
    INK,
    LEFT,
    SIZE,
    SOFT,
    TOP,
    Canvas,
    decimals,
    text_element,
)
from consilience.plots.dots import point_elements
from consilience.plots.figure import Area, Axis, Bars, Figure, Line, Points, Text
from consilience.texts import Language


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
    canvas = Canvas(figure, language)
    return "".join(_element(canvas))


def _element(canvas: Canvas) -> Iterator[str]:
    figure = canvas.figure
    key = escape(figure.key, quote=True)
    linked = any(p.target for mark in figure.marks if isinstance(mark, Points) for p in mark.points)
    # An element of the role "img" hides its content, so that links within it could not be reached.
    role = "group" if linked else "img"
    yield (
        '<svg xmlns="http://www.w3.org/2000/svg"'
        f' viewBox="0 0 {decimals(figure.width)} {decimals(figure.height)}"'
        f' role="{role}" aria-labelledby="{key}-title {key}-desc" font-size="{decimals(SIZE)}"'
        f' font-family="system-ui, sans-serif" fill="{INK}">'
        f'<title id="{key}-title">{canvas.words(figure.title)}</title>'
        f'<desc id="{key}-desc">{canvas.words(figure.description)}</desc>'
    )
    yield from _mark_elements(canvas)
    yield from _axes(canvas)
    yield "</svg>"


def _mark_elements(canvas: Canvas) -> Iterator[str]:
    """Draw the marks in their order; names of dots come last and keep clear of one another."""
    for mark in canvas.figure.marks:
        match mark:
            case Line():
                yield _line(canvas, mark)
            case Area():
                places = _places(canvas, mark.places)
                yield f'<polygon points="{places}" fill="{COLOURS[mark.style]}"/>'
            case Bars():
                yield from _bars(canvas, mark)
            case Text():
                yield text_element(
                    canvas.x(mark.x), canvas.y(mark.y), canvas.words(mark.label), mark.align, SOFT
                )
            case _:  # dots come after everything that they stand on
                continue
    yield from point_elements(canvas)


def _line(canvas: Canvas, mark: Line) -> str:
    dashes = ' stroke-dasharray="3 3"' if mark.style == "guide" else ""
    width = 1.6 if mark.style == "accent" else 1
    return (
        f'<polyline points="{_places(canvas, mark.places)}" fill="none"'
        f' stroke="{COLOURS[mark.style]}" stroke-width="{width}"{dashes}/>'
    )


def _bars(canvas: Canvas, mark: Bars) -> Iterator[str]:
    half = mark.width / 2
    for bar in mark.bars:
        left, right = canvas.x(bar.x - half), canvas.x(bar.x + half)
        top, base = canvas.y(bar.top), canvas.y(bar.base)
        yield (
            f'<rect x="{decimals(left)}" y="{decimals(top)}" width="{decimals(right - left)}"'
            f' height="{decimals(base - top)}" fill="{COLOURS[mark.style]}">'
            f"<title>{canvas.words(bar.detail)}</title></rect>"
        )


def _axes(canvas: Canvas) -> Iterator[str]:
    x, y = canvas.figure.x, canvas.figure.y
    left, right, top, bottom = LEFT, canvas.right, TOP, canvas.bottom
    yield (
        f'<path d="M{decimals(left)} {decimals(top)}V{decimals(bottom)}H{decimals(right)}"'
        f' fill="none" stroke="{INK}"/>'
    )
    for tick in _shown_ticks(x):
        place = canvas.x(tick)
        yield f'<path d="M{decimals(place)} {decimals(bottom)}v4" stroke="{INK}"/>'
        yield text_element(place, bottom + 16, f"{tick:g}", "middle", INK)
    for tick in _shown_ticks(y):
        place = canvas.y(tick)
        yield f'<path d="M{decimals(left)} {decimals(place)}h-4" stroke="{INK}"/>'
        yield text_element(left - 7, place + 0.35 * SIZE, f"{tick:g}", "end", INK)
    yield text_element((left + right) / 2, bottom + 38, canvas.words(x.label), "middle", INK)
    middle = (top + bottom) / 2
    turned = f' transform="rotate(-90 13 {decimals(middle)})"'
    yield text_element(13, middle, canvas.words(y.label), "middle", INK, turned)


def _shown_ticks(axis: Axis) -> list[float]:
    return [tick for tick in axis.ticks if axis.low <= tick <= axis.high]


def _places(canvas: Canvas, places: tuple[tuple[float, float], ...]) -> str:
    return " ".join(f"{decimals(canvas.x(x))},{decimals(canvas.y(y))}" for x, y in places)
