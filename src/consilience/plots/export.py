"""Figures as files: SVG of our own, PNG and PDF drawn by matplotlib from the same shapes."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args

from consilience import checks
from consilience.errors import DataError
from consilience.plots.figure import Align, Figure
from consilience.plots.layout import laid_out
from consilience.plots.shapes import Disc, Drawing, Link, Paint, Pieces, Places, Shape, Trace, Words
from consilience.plots.svg import to_svg
from consilience.texts import LANGUAGES, Language

if TYPE_CHECKING:
    import matplotlib.figure
    from matplotlib.artist import Artist
    from matplotlib.path import Path as Outline

PictureFormat = Literal["svg", "png", "pdf"]
PICTURE_FORMATS: tuple[PictureFormat, ...] = get_args(PictureFormat)
_PIXELS = 96.0  # an inch, as browsers have it
_POINTS = 72.0 / _PIXELS
_LATIN = "DejaVu Sans"  # comes with matplotlib, so that every machine draws the same
_CHINESE = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "Microsoft YaHei",
    "PingFang SC",
    "Hiragino Sans GB",
    "SimHei",
    "WenQuanYi Zen Hei",
    "WenQuanYi Micro Hei",
    "Noto Sans CJK JP",
    "Arial Unicode MS",
)
_SIDES: dict[Align, Literal["left", "center", "right"]] = {
    "start": "left",
    "middle": "center",
    "end": "right",
}
_NO_DATE: dict[str, dict[str, None]] = {
    "png": {"Software": None},
    "pdf": {"Creator": None, "Producer": None, "CreationDate": None},
}


def save(figure: Figure, path: str | Path, language: Language = "en", *, dpi: int = 300) -> Path:
    """Write a figure as a file; its ending tells the format.

    Parameters
    ----------
    figure : Figure
        What to draw.
    path : str or Path
        Ends in ``.svg``, ``.png`` or ``.pdf``.
    language : {"en", "zh"}
        Language of the words.
    dpi : int
        Dots an inch of a PNG, at least 1. A figure of 440 pixels is 4.6 inches wide.

    Returns
    -------
    Path
        The file written.

    Raises
    ------
    ArgumentError, DataError, UnknownNameError
        If the ending, the language or the resolution is not allowed, ``figure`` is no figure, or
        no font of this machine has its Chinese characters.

    Examples
    --------
    >>> import tempfile
    >>> from consilience.plots import xy_plot
    >>> figure = xy_plot([0.9], [0.8], cases=["A"], x_label="X", y_label="Y")
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     save(figure, f"{folder}/xy.svg").name
    'xy.svg'

    References
    ----------
    W3C (2018). Scalable Vector Graphics (SVG) 2.
    """
    place = Path(path)
    kind = checks.choice(place.suffix.lower().lstrip("."), PICTURE_FORMATS, "path", "save")
    place.write_bytes(picture(figure, kind, language, dpi=dpi))
    return place


def picture(
    figure: Figure, picture_format: PictureFormat, language: Language = "en", *, dpi: int = 300
) -> bytes:
    """Return a figure as the content of a file.

    Parameters
    ----------
    figure : Figure
        What to draw.
    picture_format : {"svg", "png", "pdf"}
        Words of a PDF stay text, with their fonts embedded.
    language : {"en", "zh"}
        Language of the words.
    dpi : int
        Dots an inch of a PNG, at least 1.

    Returns
    -------
    bytes
        The same for the same figure, on machines with the same matplotlib and fonts; an SVG needs
        neither.

    Raises
    ------
    ArgumentError, DataError, UnknownNameError
        If an argument is not allowed, ``figure`` is no figure, or no font of this machine has its
        Chinese characters.

    Examples
    --------
    >>> from consilience.plots import xy_plot
    >>> figure = xy_plot([0.9], [0.8], cases=["A"], x_label="X", y_label="Y")
    >>> picture(figure, "svg")[:4]
    b'<svg'

    References
    ----------
    Hunter, J. D. (2007). Matplotlib: A 2D Graphics Environment. Computing in Science and
    Engineering 9(3).
    """
    kind = checks.choice(picture_format, PICTURE_FORMATS, "picture_format", "picture")
    chosen = checks.choice(language, LANGUAGES, "language", "picture")
    resolution = checks.whole(dpi, 1, "dpi", "picture")
    drawing = laid_out(figure, chosen, "picture")
    if kind == "svg":
        return to_svg(figure, chosen, width=drawing.width, ground=True).encode("utf-8")
    return _rendered(drawing, kind, resolution)


def _rendered(drawing: Drawing, kind: Literal["png", "pdf"], dpi: int) -> bytes:
    import matplotlib as mpl  # noqa: PLC0415  (heavy; only a picture needs it)
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415
    from matplotlib.figure import Figure as Page  # noqa: PLC0415

    chinese = _chinese_fonts(drawing)
    # Chinese fonts mostly hold cubic outlines, which a PDF cannot embed as TrueType.
    kind_of_font = 3 if chinese else 42
    families = [_LATIN, *chinese]
    size = drawing.width / _PIXELS, drawing.height / _PIXELS
    with mpl.rc_context(
        {"pdf.fonttype": kind_of_font, "text.usetex": False, "path.simplify": False}
    ):
        page = Page(figsize=size, dpi=dpi, facecolor="white")
        FigureCanvasAgg(page)
        for layer, shape in enumerate(_flat(drawing.shapes)):
            if isinstance(shape, Words) and shape.halo:
                _haloed(page, _artist(shape, page, drawing.height, families), layer)
            page.add_artist(_artist(shape, page, drawing.height, families)).set_zorder(layer)
        stream = io.BytesIO()
        page.savefig(stream, format=kind, dpi=dpi, metadata=_NO_DATE[kind])
    return stream.getvalue()


def _flat(shapes: tuple[Shape, ...]) -> list[Trace | Disc | Pieces | Words]:
    """Return the shapes without links, which a picture cannot follow."""
    return [
        inner
        for shape in shapes
        for inner in (shape.shapes if isinstance(shape, Link) else (shape,))
    ]


def _haloed(page: matplotlib.figure.Figure, words: Artist, layer: int) -> None:
    """Add the white edge of words; it is outlines in a PDF, so that the words above stay text."""
    from matplotlib import patheffects  # noqa: PLC0415

    edge = patheffects.Stroke(linewidth=3 * _POINTS, foreground="white")
    words.set_path_effects([edge])
    page.add_artist(words).set_zorder(layer - 0.5)


def _artist(
    shape: Trace | Disc | Pieces | Words,
    page: matplotlib.figure.Figure,
    height: float,
    families: list[str],
) -> Artist:
    from matplotlib import patches, path, text, transforms  # noqa: PLC0415

    inches = transforms.Affine2D().scale(1 / _PIXELS, -1 / _PIXELS).translate(0, height / _PIXELS)
    where = inches + page.dpi_scale_trans
    if isinstance(shape, Words):
        return text.Text(
            shape.x,
            shape.y,
            "".join(run.words for run in shape.runs),
            transform=where,
            color=shape.colour,
            fontsize=shape.size * _POINTS,
            fontfamily=families,
            fontweight="bold" if shape.bold else "normal",
            horizontalalignment=_SIDES[shape.align],
            verticalalignment="baseline",
            rotation=90 if shape.turned else 0,
            rotation_mode="anchor",
            parse_math=False,
        )
    style = _painted(shape.paint)
    if isinstance(shape, Disc):
        return patches.Circle((shape.x, shape.y), shape.radius, transform=where, **style)
    if isinstance(shape, Pieces):
        pieces = [_outline(places, closed=shape.closed) for places in shape.pieces]
        return patches.PathPatch(path.Path.make_compound_path(*pieces), transform=where, **style)
    outline = _outline(shape.places, closed=shape.closed)
    return patches.PathPatch(outline, transform=where, **style)


def _outline(places: Places, *, closed: bool) -> Outline:
    from matplotlib import path  # noqa: PLC0415

    return path.Path([*places, places[0]] if closed else places, closed=closed)


def _painted(paint: Paint) -> dict[str, Any]:
    from matplotlib.colors import to_rgba  # noqa: PLC0415

    width = paint.width * _POINTS
    dashes = tuple(length / paint.width for length in paint.dashes)
    return {
        "facecolor": to_rgba(paint.fill, paint.opacity) if paint.fill else "none",
        "edgecolor": paint.stroke or "none",
        "linewidth": width if paint.stroke else 0,
        "linestyle": (0, dashes) if dashes else "solid",
        "capstyle": "butt",
        "joinstyle": "miter",
    }


def _chinese_fonts(drawing: Drawing) -> list[str]:
    """Return the font for Chinese characters, if there are any.

    Raises
    ------
    DataError
        If there are, and none of the fonts is installed.
    """
    words = (run.words for s in _flat(drawing.shapes) if isinstance(s, Words) for run in s.runs)
    if not any(_is_chinese(sign) for sign in "".join(words)):
        return []
    found = _installed()
    if not found:
        raise DataError("plots.no_chinese_font", fonts=_CHINESE[:6])
    return [found]


def _is_chinese(sign: str) -> bool:
    return (
        "\u2e80" <= sign <= "\u9fff" or "\uf900" <= sign <= "\ufaff" or "\uff00" <= sign <= "\uffef"
    )


@cache
def _installed() -> str:
    from matplotlib import font_manager  # noqa: PLC0415

    names = set(font_manager.fontManager.get_font_names())
    return next((name for name in _CHINESE if name in names), "")
