"""A report as one HTML file: nothing is loaded from outside, every text is escaped."""

from __future__ import annotations

from functools import cache
from importlib import resources

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from consilience.plots import Figure, to_svg
from consilience.report.blocks import Block, Document, Section
from consilience.report.circles import Circle, circle_svg
from consilience.results import Note
from consilience.texts import Language, text

# The addresses of languages: simplified Chinese has its own.
_TAGS: dict[Language, str] = {"en": "en", "zh": "zh-Hans"}


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
    found.filters["breakable"] = _breakable
    found.filters["circle"] = _circle
    found.filters["svg"] = lambda figure: _svg(figure, language)
    found.filters["words"] = lambda label: _words(label, language)
    found.filters["tag"] = _TAGS.__getitem__
    found.globals["say"] = lambda key: text(key, language)
    return found


def _kind(block: Block) -> str:
    return type(block).__name__


def _sections(blocks: tuple[Block, ...]) -> list[Section]:
    return [block for block in blocks if isinstance(block, Section)]


def _breakable(shown: str) -> Markup:
    """Let a line end after each "*" of an expression, never within a name."""
    return escape(shown).replace("*", Markup("*<wbr>"))


def _circle(circle: Circle) -> Markup:
    return Markup(circle_svg(circle))  # noqa: S704  (made of numbers and fixed words)


def _svg(figure: Figure, language: Language) -> Markup:
    return Markup(to_svg(figure, language))  # noqa: S704  (to_svg escapes every text)


def _words(label: str | Note, language: Language) -> str:
    return label.sentence(language) if isinstance(label, Note) else label
