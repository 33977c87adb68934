"""A game as tables for a paper: payoffs, replicator equations, conditions of each vertex."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from consilience.analysis import plain_games
from consilience.errors import DataError
from consilience.report.exports.excel import to_excel
from consilience.report.exports.markdown import to_markdown
from consilience.report.exports.word import to_word
from consilience.report.tables import Cell, Row, Table
from consilience.texts import Language, text

if TYPE_CHECKING:
    from consilience.analysis.plain_games import Game

GAME_FORMATS = ("docx", "xlsx", "tex", "md")


def export_game(
    game: Game,
    table_format: str,
    language: Language = "en",
    values: Mapping[str, str] | None = None,
) -> bytes:
    """Write the tables of a game as one file.

    Parameters
    ----------
    game : Game
        The game.
    table_format : {"docx", "xlsx", "tex", "md"}
        Word, Excel, LaTeX (formulas as mathematics) or Markdown.
    language : {"en", "zh"}
        Language of heads and captions; names stay as they are.
    values : mapping of str to str, optional
        Values of parameters that replace those of the table.

    Returns
    -------
    bytes
        The file's content, the same for the same game.

    Raises
    ------
    DataError
        If the format is unknown, or a value is none.

    Examples
    --------
    >>> from consilience.analysis.plain_games import game_of
    >>> populations = [{"name": "firm", "strategies": ["yes", "no"]}]
    >>> game = game_of({"populations": populations, "advantages": {"firm": "2"}})
    >>> export_game(game, "md").decode().splitlines()[0]
    '**Table 1. Payoffs**'

    References
    ----------
    Taylor, P. D. and Jonker, L. B. (1978). Evolutionary Stable Strategies and Game Dynamics.
    """
    if table_format not in GAME_FORMATS:
        raise DataError("games.table.format", got=table_format, formats=GAME_FORMATS)
    given = dict(values or {})
    if table_format == "tex":
        return plain_games.latex(game, given).encode()
    tables = _tables(game, given, language)
    title = text("games.paper.title", language)
    if table_format == "docx":
        return to_word(tables, language, title)
    if table_format == "xlsx":
        return to_excel(tables, language, title)
    return to_markdown(tables, language).encode()


def _tables(game: Game, values: dict[str, str], language: Language) -> tuple[Table, ...]:
    found = [_equations(game, language), _vertices(game, values, language)]
    payoffs = plain_games.payoff_cells(game)
    if payoffs:
        names = [item.name for item in game.populations]
        heads = [*names, *(_head("payoff", language, population=name) for name in names)]
        rows = [[*profile, *cells] for profile, cells in payoffs.items()]
        found.insert(0, _table("payoffs", heads, rows, language))
    return tuple(found)


def _equations(game: Game, language: Language) -> Table:
    heads = [_head(key, language) for key in ("population", "strategy", "expected", "motion")]
    rows = [
        [item.population, item.strategy, item.payoff, item.motion]
        for item in game.equations().equations
    ]
    return _table("equations", heads, rows, language)


def _vertices(game: Game, values: dict[str, str], language: Language) -> Table:
    found = game.vertices(values)
    kinds = all(item.kind for item in found.vertices)
    heads = [*found.populations, _head("condition", language)]
    heads += [_head("eigenvalues", language), _head("kind", language)] if kinds else []
    rows = []
    for item in found.vertices:
        row = [*item.profile, item.condition]
        if kinds:
            row += [
                "; ".join(one.exact for one in item.eigenvalues),
                text(f"games.kind.{item.kind}", language),
            ]
        rows.append(row)
    return _table("vertices", heads, rows, language)


def _head(key: str, language: Language, **values: object) -> str:
    """Return a head; the values fill its named blanks."""
    return text(f"games.paper.{key}", language, **values)


def _table(key: str, heads: list[str], rows: list[list[str]], language: Language) -> Table:
    return Table(
        key=key,
        columns=tuple(Cell(head) for head in heads),
        rows=tuple(Row(tuple(Cell(cell) for cell in row)) for row in rows),
        caption=_head(key, language),
    )
