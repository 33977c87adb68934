"""Payoff tables as people write them in Markdown: a table of profiles, and one of parameters."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from consilience.errors import ArgumentError, DataError
from consilience.games.game import Game

_RULE = re.compile(r"^\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?$")
_FIRST = {"parameter", "parameters", "symbol", "参数", "符号"}
_FIELDS = {
    "value": "value",
    "取值": "value",
    "low": "low",
    "下限": "low",
    "high": "high",
    "上限": "high",
    "unit": "unit",
    "单位": "unit",
    "meaning": "meaning",
    "含义": "meaning",
}
Rows = list[list[str]]


def game_from_markdown(
    text: str,
    parameters: Mapping[str, Any] | None = None,
    definitions: Mapping[str, str] | None = None,
) -> Game:
    r"""Read a game from the tables of a Markdown text.

    Parameters
    ----------
    text
        A text with a table that has one row a profile, as :meth:`Game.from_frame` takes it, and
        optionally one whose first column is called "parameter" (or "参数") with columns among
        value, low, high, unit, meaning. Cells may stand in backticks; a bar in a cell is written
        ``\|``.
    parameters
        Parameters that are added, or replace those of the text, as in :meth:`Game.from_dict`.
    definitions
        As in :meth:`Game.from_dict`.

    Returns
    -------
    Game
        The game.

    Raises
    ------
    ArgumentError
        If something is of the wrong type.
    DataError
        If there is no table of payoffs, or it cannot be read.

    Examples
    --------
    >>> game = game_from_markdown('''
    ... | firm   | payoff of firm |
    ... | ------ | -------------- |
    ... | invest | `V - c`        |
    ... | wait   | 0              |
    ...
    ... | parameter | value | unit    |
    ... | --------- | ----- | ------- |
    ... | V         | 3     | million |
    ... | c         | 1/2   | million |
    ... ''')
    >>> game.vertices().stable, game.parameters[0].unit
    ((('invest',),), 'million')

    References
    ----------
    Friedman (1991), Evolutionary Games in Economics.
    """
    owner = "game_from_markdown"
    if not isinstance(text, str):
        raise ArgumentError("text", owner, "text", text)
    if parameters is not None and not isinstance(parameters, Mapping):
        raise ArgumentError("parameters", owner, "mapping", parameters)
    columns, found = markdown_parts(text)
    return Game.from_frame(columns, {**found, **(parameters or {})}, definitions)


def markdown_parts(text: str) -> tuple[dict[str, list[str]], dict[str, Any]]:
    """Return the columns of the payoff table of a text, and its parameters.

    Raises
    ------
    DataError
        If there is no table of payoffs, or it cannot be read.
    """
    found: dict[str, Any] = {}
    payoffs: Rows | None = None
    for table in _tables(text):
        if table[0][0].casefold() in _FIRST:
            found |= _parameters(table)
        elif payoffs is None:
            payoffs = table
    if payoffs is None:
        raise DataError("games.table.no_markdown")
    return {name: [row[k] for row in payoffs[1:]] for k, name in enumerate(payoffs[0])}, found


def _tables(text: str) -> list[Rows]:
    """Return the tables of a text, each with its head first; rows are as long as the head."""
    lines = [line.strip() for line in text.splitlines()]
    found: list[Rows] = []
    inside = False
    for place, line in enumerate(lines):
        if _RULE.match(line) and "|" in line + lines[place - 1] and place:
            found.append([_cells(lines[place - 1])])
            inside = True
        elif inside and "|" in line:
            cells = _cells(line)
            width = len(found[-1][0])
            if len(cells) > width:
                raise DataError("games.table.markdown_row", row=line, got=len(cells), count=width)
            found[-1].append(cells + [""] * (width - len(cells)))
        else:
            inside = False
    return [table for table in found if len(table) > 1]


def _cells(line: str) -> list[str]:
    inner = line.removeprefix("|")
    inner = inner.removesuffix("|") if not inner.endswith("\\|") else inner
    parts = re.split(r"(?<!\\)\|", inner)
    return [part.replace("\\|", "|").strip().strip("`").strip() for part in parts]


def _parameters(table: Rows) -> dict[str, Any]:
    """Return the parameters of a table, empty cells left out."""
    keys = []
    for name in table[0][1:]:
        if name.casefold() not in _FIELDS:
            raise DataError("games.table.parameter_column", name=name)
        keys.append(_FIELDS[name.casefold()])
    return {
        row[0]: {key: cell for key, cell in zip(keys, row[1:], strict=True) if cell}
        for row in table[1:]
    }
