"""From the description of a figure to shapes in pixels, in one language."""

from __future__ import annotations

from collections.abc import Iterator

from consilience.errors import DataError
from consilience.plots.canvas import (
    COLOURS,
    INK,
    LEFT,
    LOOKS,
    SIZE,
    TOP,
    Canvas,
    ink_words,
)
from consilience.plots.circles import circle_shapes
from consilience.plots.dots import point_shapes
from consilience.plots.figure import (
    Area,
    Axis,
    Bars,
    Circle,
    Figure,
    Line,
    Mark,
    Points,
    Segments,
    Symbol,
    Text,
)
from consilience.plots.shapes import Disc, Drawing, Link, Paint, Pieces, Run, Shape, Trace, Words
from consilience.plots.symbols import heads_of, lines_of, symbol_shape
from consilience.texts import Language


def laid_out(figure: Figure, language: Language, owner: str) -> Drawing:
    """Return the shapes of a figure, in the order in which they are drawn.

    Parameters
    ----------
    figure : Figure
        What to draw.
    language : {"en", "zh"}
        Language of the words.
    owner : str
        The function that an error names.

    Returns
    -------
    Drawing
        In pixels; higher than the figure where names of cases are listed below it.

    Raises
    ------
    DataError
        If ``figure`` is no figure.

    Examples
    --------
    >>> from consilience.plots import xy_plot
    >>> figure = xy_plot([0.9], [0.8], cases=["A"], x_label="X", y_label="Y")
    >>> laid_out(figure, "en", "to_svg").width
    440.0

    References
    ----------
    A convention of this program.
    """
    if not isinstance(figure, Figure):
        raise DataError("plots.not_a_figure", owner=owner, got=type(figure).__name__)
    canvas = Canvas(figure, language)
    marks = [shape for mark in figure.marks for shape in _mark_shapes(canvas, mark)]
    if all(not isinstance(mark, Points) for mark in figure.marks):
        return Drawing(figure.width, figure.height, (*marks, *_axes(canvas)))
    dots, listed, height = point_shapes(canvas)
    shapes = (*marks, *dots, *_axes(canvas), *listed)
    return Drawing(figure.width, height, shapes)


def _mark_shapes(canvas: Canvas, mark: Mark) -> Iterator[Shape]:
    match mark:
        case Line():
            yield _line(canvas, mark)
        case Area():
            places = tuple(canvas.place(place) for place in mark.places)
            stroke = COLOURS[mark.outline] if mark.outline else ""
            paint = Paint(COLOURS[mark.style], stroke)
            title = canvas.plain(mark.detail)
            yield from linked(mark.target, title, (Trace(places, paint, closed=True, title=title),))
        case Bars():
            yield from _bars(canvas, mark)
        case Text():
            yield from _text(canvas, mark)
        case Circle():
            title = canvas.plain(mark.detail)
            x, y = canvas.place((mark.x, mark.y))
            shapes = circle_shapes(mark, x, y, COLOURS[mark.style], title)
            yield from linked(mark.target, title, shapes)
        case Symbol():
            title = canvas.plain(mark.detail)
            at = canvas.place((mark.x, mark.y))
            yield from linked(mark.target, title, (symbol_shape(mark, at, title),))
        case Segments():
            yield from _segments(canvas, mark)
        case _:  # dots come after everything that they stand on
            return


def linked(target: str, label: str, shapes: tuple[Trace | Disc | Words, ...]) -> tuple[Shape, ...]:
    """Return the shapes as one link, or as they are if they lead nowhere."""
    return (Link(target, label, shapes),) if target else shapes


def _text(canvas: Canvas, mark: Text) -> tuple[Shape, ...]:
    title = canvas.plain(mark.detail)
    shown = Words(
        canvas.x(mark.x),
        canvas.y(mark.y),
        (Run(canvas.plain(mark.label)),),
        mark.align,
        LOOKS[mark.look],
        mark.size,
        bold=mark.look == "bold",
        turned=mark.turned,
        title=title,
        halo=mark.halo,
    )
    return linked(mark.target, title or canvas.plain(mark.label), (shown,))


def _line(canvas: Canvas, mark: Line) -> Trace:
    dashes = mark.dashes or ((3.0, 3.0) if mark.style == "guide" else ())
    width = mark.width or (1.6 if mark.style == "accent" else 1.0)
    places = tuple(canvas.place(place) for place in mark.places)
    title = canvas.plain(mark.detail)
    return Trace(places, Paint("", COLOURS[mark.style], width, dashes), title=title)


def _segments(canvas: Canvas, mark: Segments) -> Iterator[Shape]:
    pieces = tuple((canvas.place(start), canvas.place(end)) for start, end in mark.pieces)
    title, colour = canvas.plain(mark.detail), COLOURS[mark.style]
    paint = Paint("", colour, mark.width, mark.dashes)
    yield Pieces(lines_of(pieces, mark.head), paint, title=title)
    if mark.head:
        yield Pieces(heads_of(pieces, mark.head), Paint(colour), closed=True)


def _bars(canvas: Canvas, mark: Bars) -> Iterator[Trace]:
    half = mark.width / 2
    for bar in mark.bars:
        corners = box(bar.x - half, bar.base, bar.x + half, bar.top)
        places = tuple(canvas.place(corner) for corner in corners)
        title = canvas.plain(bar.detail)
        yield Trace(places, Paint(COLOURS[mark.style]), closed=True, title=title)


def box(left: float, top: float, right: float, bottom: float) -> tuple[tuple[float, float], ...]:
    """Return the corners of a rectangle."""
    return ((left, top), (right, top), (right, bottom), (left, bottom))


def _axes(canvas: Canvas) -> Iterator[Shape]:
    x, y = canvas.figure.x, canvas.figure.y
    if x is None or y is None:
        return
    left, right, top, bottom = LEFT, canvas.right, TOP, canvas.bottom
    ink = Paint("", INK)
    yield Trace(((left, top), (left, bottom), (right, bottom)), ink)
    for tick in _shown_ticks(x):
        place = canvas.x(tick)
        yield Trace(((place, bottom), (place, bottom + 4)), ink)
        yield ink_words(place, bottom + 16, f"{tick:g}")
    for tick in _shown_ticks(y):
        place = canvas.y(tick)
        yield Trace(((left, place), (left - 4, place)), ink)
        yield ink_words(left - 7, place + 0.35 * SIZE, f"{tick:g}", "end")
    yield ink_words((left + right) / 2, bottom + 38, canvas.plain(x.label))
    name = (Run(canvas.plain(y.label)),)
    yield Words(13, (top + bottom) / 2, name, "middle", INK, SIZE, turned=True)


def _shown_ticks(axis: Axis) -> list[float]:
    return [tick for tick in axis.ticks if axis.low <= tick <= axis.high]
