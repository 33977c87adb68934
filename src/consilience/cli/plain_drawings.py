"""What commands that draw on plain tables share: options, refusals, the answer."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from consilience.cli.output import message_language, say

if TYPE_CHECKING:
    from consilience.plots import Figure
    from consilience.texts import Language

Out = Annotated[Path, typer.Option("--out", "-o", help="Ends in .svg, .png or .pdf.")]
LanguageOption = Annotated[str, typer.Option(help="en or zh; that of messages if left out.")]
Dpi = Annotated[int, typer.Option(help="Dots an inch of a PNG.")]


def refuse_options(kind: str, given: Sequence[str], used: Collection[str]) -> None:
    """Refuse options that a kind of drawing has no use for.

    Raises
    ------
    DataError
        If there are some.
    """
    from consilience.errors import DataError

    unused = [name for name in given if name not in used]
    if unused:
        raise DataError("plots.options", kind=kind, options=unused)


def drawing_language(language: str, command: str) -> Language:
    """Return the language of a drawing: as asked for, or that of messages.

    Raises
    ------
    UnknownNameError
        If there is none of that name.
    """
    from consilience.checks import choice
    from consilience.texts import LANGUAGES

    return choice(language or message_language(), LANGUAGES, "--language", command)


def say_figure(figure: Figure, out: Path, language: Language, dpi: int, *, as_json: bool) -> None:
    """Write a figure as a file, and say where it is and what it shows."""
    from consilience import plots

    path = plots.save(figure, out, language, dpi=dpi)
    title, caption = (plots.words(words, language) for words in (figure.title, figure.caption))
    told = {"file": str(path), "title": title, "caption": caption}
    say(told, f"{path}\t{caption}", as_json=as_json)
