"""What commands on games share: options, reading a game, answering."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from consilience.cli.output import message_language
from consilience.errors import ArgumentError
from consilience.texts import text

if TYPE_CHECKING:
    from consilience.analysis.plain_games import Game

_NAME = re.compile(r"[^\W\d]\w*(?!\w|\s*\()")  # a name that is no function

GamePath = Annotated[
    Path,
    typer.Argument(
        help="A game as JSON or TOML, or a CSV, xlsx or Markdown table, one row a profile."
    ),
]
Value = Annotated[
    list[str] | None,
    typer.Option(help="NAME=VALUE of a parameter; repeat for several."),
]
Start = Annotated[str, typer.Option(help="Share of each population's first strategy, with commas.")]


def read_game(
    path: Path, values: dict[str, str], encoding: str | None, inequalities: Iterable[str] = ()
) -> Game:
    """Read a game; a plain table has the parameters that the command or its inequalities name."""
    from consilience.analysis import plain_games

    if path.suffix.lower() in {".md", ".markdown"}:
        return plain_games.game_from_markdown(path.read_text(encoding or "utf-8-sig"), values)
    if path.suffix.lower() in {".json", ".toml"}:
        from consilience.game_workflow import mapping_of

        return plain_games.game_of(mapping_of(path))
    from consilience import formats

    table = formats.read_table(path, encoding=encoding)
    columns = {name: table.column(name) for name in table.columns}
    free = [name for written in inequalities for name in _NAME.findall(written)]
    return plain_games.game_of_rows(columns, {**dict.fromkeys(free), **values})


def pairs(given: list[str] | None, option: str) -> dict[str, str]:
    """Return NAME=VALUE options as a mapping."""
    from consilience import workflow

    return workflow.pairs(given or (), option)


def ranges_of(given: list[str] | None) -> dict[str, list[str]]:
    """Return NAME=LOW:HIGH options as pairs of ends.

    Raises
    ------
    ArgumentError
        If one has not exactly two ends.
    """
    found = {name: ends.split(":") for name, ends in pairs(given, "--range").items()}
    for name, ends in found.items():
        if len(ends) != 2:
            raise ArgumentError(f"--range {name}", "game draw", "ends", ":".join(ends))
    return found


def table_text(found: Any) -> str:
    """Return the main table of a result as text."""
    frame = found.to_frame()
    return str(frame.to_string(index=False, float_format=lambda value: f"{value:.6g}"))


def said(key: str, **values: object) -> str:
    """Return a sentence; the values fill its named blanks."""
    return text(f"games.said.{key}", message_language(), **values)
