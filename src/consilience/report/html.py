"""A report as one HTML file: nothing is loaded from outside, every text is escaped."""

from __future__ import annotations

from functools import cache
from importlib import resources

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from consilience.plots import Figure, to_svg, words
from consilience.report.blocks import Block, Document, Section
from consilience.report.cells import content_html, piece_html, row_html
from consilience.texts import Language, text

# The addresses of languages: simplified Chinese has its own.
_TAGS: dict[Language, str] = {"en": "en", "zh": "zh-Hans"}

_LARGER, _WIDE = 1.3, 480  # small figures grow to the size of the text; wide ones stay


def to_html(document: Document) -> str:
    """Write a report as one HTML file.

    Parameters
    ----------
    document : Document
        What the report says.

    Returns
    -------
    str
        The whole file, the same for the same document. Its content security policy lets nothing
        be loaded or run.

    Raises
    ------
    AttributeError
        If ``document`` is no document.

    Examples
    --------
    >>> "<h1" in to_html(Document("Title", "Subtitle", "en", ()))
    True

    References
    ----------
    WHATWG (2024). HTML Living Standard; W3C (2023). Web Content Accessibility Guidelines 2.2.
    """
    style = resources.files(__package__).joinpath("templates/report.css").read_text("utf-8")
    template = _environment(document.language).get_template("report.html")
    # Markup tells the template that these bytes, which are our own, are not to be escaped.
    return template.render(document=document, style=Markup(style))  # noqa: S704  (own file)


@cache
def _environment(language: Language) -> Environment:
    found = Environment(
        loader=PackageLoader("consilience.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    found.filters["kind"] = _kind
    found.filters["sections"] = _sections
    found.filters["piece"] = lambda cell: _ready(piece_html(cell))
    found.filters["content"] = lambda cell: _ready(content_html(cell, language))
    found.filters["row"] = lambda row: _ready(row_html(row, language))
    found.filters["svg"] = lambda figure: _ready(_drawn(figure, language))
    found.filters["words"] = lambda label: words(label, language)
    found.filters["tag"] = _TAGS.__getitem__
    found.globals["say"] = lambda key: text(key, language)
    return found


def _drawn(figure: Figure, language: Language) -> str:
    scale = _LARGER if figure.width <= _WIDE else 1.0
    return to_svg(figure, language, width=scale * figure.width)


def _kind(block: Block) -> str:
    return type(block).__name__


def _sections(blocks: tuple[Block, ...]) -> list[Section]:
    return [block for block in blocks if isinstance(block, Section)]


def _ready(markup: str) -> Markup:
    return Markup(markup)  # noqa: S704  (the functions above escape every text)
