"""Figures as SVG: the same bytes for the same figure, no font, no script, no outside request."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from consilience.plots.canvas import INK, PAPER, SIZE
from consilience.plots.figure import Figure, words
from consilience.plots.layout import laid_out
from consilience.plots.shapes import Disc, Link, Paint, Pieces, Places, Run, Shape, Trace, Words
from consilience.texts import Language


def to_svg(
    figure: Figure, language: Language = "en", *, width: float | None = None, ground: bool = False
) -> str:
    """Draw a figure as an SVG element.

    Parameters
    ----------
    figure : Figure
        What to draw.
    language : {"en", "zh"}
        Language of the words.
    width : float, optional
        How wide it is shown, in pixels, above 0; as wide as its place without it.
    ground : bool
        Whether it stands on white, as a file of its own does.

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
    drawing = laid_out(figure, language, "to_svg")
    # An element of the role "img" hides its content, so that links within it could not be reached.
    role = "group" if any(_has_link(shape) for shape in drawing.shapes) else "img"
    key = _quoted(figure.key)
    title, description = (
        escape(words(label, language)) for label in (figure.title, figure.description)
    )
    wide, high = decimals(drawing.width), decimals(drawing.height)
    size = "" if width is None else _size(width, width * drawing.height / drawing.width)
    paper = f'<rect width="{wide}" height="{high}" fill="{PAPER}"/>' if ground else ""
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}"{size}'
        f' role="{role}" aria-labelledby="{key}-title {key}-desc" font-size="{decimals(SIZE)}"'
        f' font-family="system-ui, sans-serif" fill="{INK}">'
        f'<title id="{key}-title">{title}</title><desc id="{key}-desc">{description}</desc>{paper}'
    )
    return "".join([head, *shape_elements(drawing.shapes), "</svg>"])


def shape_elements(shapes: tuple[Shape, ...]) -> Iterator[str]:
    """Write shapes as SVG elements.

    Parameters
    ----------
    shapes : tuple of Shape
        In the order in which they are drawn.

    Yields
    ------
    str
        One element a shape.

    Raises
    ------
    AttributeError
        If a shape is none.

    Examples
    --------
    >>> "".join(shape_elements((Disc(1, 2, 3, Paint("#000000")),)))
    '<circle cx="1" cy="2" r="3" fill="#000000"/>'

    References
    ----------
    W3C (2018). Scalable Vector Graphics (SVG) 2.
    """
    for shape in shapes:
        if isinstance(shape, Link):
            inner = "".join(shape_elements(shape.shapes))
            target, label = _quoted(shape.target), _quoted(shape.label)
            yield f'<a href="{target}" aria-label="{label}">{inner}</a>'
        elif isinstance(shape, Words):
            yield _words(shape)
        else:
            yield _outlined(shape)


def _size(width: float, height: float) -> str:
    return f' width="{decimals(width)}" height="{decimals(height)}"'


def _has_link(shape: Shape) -> bool:
    return isinstance(shape, Link) or (
        isinstance(shape, Words) and any(run.target for run in shape.runs)
    )


def _outlined(shape: Trace | Disc | Pieces) -> str:
    if isinstance(shape, Disc):
        place = f'cx="{decimals(shape.x)}" cy="{decimals(shape.y)}" r="{decimals(shape.radius)}"'
        name = "circle"
    elif isinstance(shape, Pieces):
        end = "Z" if shape.closed else ""
        place = "".join(f"M{_joined(places, 'L')}{end}" for places in shape.pieces)
        name, place = "path", f'd="{place}"'
    else:
        points = _joined(shape.places, " ")
        place, name = f'points="{points}"', "polygon" if shape.closed else "polyline"
    start = f"<{name} {place}{_painted(shape.paint)}"
    return f"{start}><title>{escape(shape.title)}</title></{name}>" if shape.title else f"{start}/>"


def _joined(places: Places, between: str) -> str:
    return between.join(f"{decimals(x)},{decimals(y)}" for x, y in places)


def _painted(paint: Paint) -> str:
    found = f' fill="{paint.fill or "none"}"'
    if paint.opacity < 1:
        found += f' fill-opacity="{decimals(paint.opacity)}"'
    if paint.stroke:
        found += f' stroke="{paint.stroke}" stroke-width="{decimals(paint.width)}"'
    if paint.dashes:
        found += f' stroke-dasharray="{" ".join(map(decimals, paint.dashes))}"'
    return found


def _words(words: Words) -> str:
    x, y = decimals(words.x), decimals(words.y)
    found = f'<text x="{x}" y="{y}"'
    found += "" if words.align == "start" else f' text-anchor="{words.align}"'
    found += "" if words.colour == INK else f' fill="{words.colour}"'
    found += "" if words.size == SIZE else f' font-size="{decimals(words.size)}"'
    found += ' font-weight="600"' if words.bold else ""
    found += f' transform="rotate(-90 {x} {y})"' if words.turned else ""
    found += f' stroke="{PAPER}" stroke-width="3" paint-order="stroke"' if words.halo else ""
    title = f"<title>{escape(words.title)}</title>" if words.title else ""
    return f"{found}>{title}{''.join(map(_run, words.runs))}</text>"


def _run(run: Run) -> str:
    if not run.target:
        return escape(run.words)
    target, label = _quoted(run.target), _quoted(run.label)
    return f'<a href="{target}" aria-label="{label}"><tspan>{escape(run.words)}</tspan></a>'


def _quoted(content: str) -> str:
    return escape(content, quote=True)


def decimals(value: float) -> str:
    """Return a number with at most two decimals, the same bytes for the same number."""
    shown = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if shown == "-0" else shown
