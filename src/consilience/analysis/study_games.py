"""A game of a study as the engines take it: payoff table, values and spreads of its parameters."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from consilience.analysis.game_numbers import GameNumber, game_number
from consilience.errors import ArgumentError, ConsilienceError, DataError
from consilience.games import Game

if TYPE_CHECKING:
    from consilience.games import Spread
    from consilience.study import GameParameter, PayoffGame, Study


@dataclass(frozen=True)
class StudyGame:
    """A game of a study: the engine's game, and every parameter with what it rests on."""

    code: str
    game: Game
    numbers: tuple[GameNumber, ...]

    @property
    def values(self) -> dict[str, str]:
        """The values that are known, exact."""
        return {item.name: item.value for item in self.numbers if item.value}

    @property
    def spreads(self) -> dict[str, Spread]:
        """The spreads of the parameters that move the game."""
        return {item.name: item.spread for item in self.numbers if item.spread and item.matters}

    def number_of(self, name: str) -> GameNumber:
        """Return a parameter by its name."""
        return next(item for item in self.numbers if item.name == name)

    @property
    def missing(self) -> tuple[str, ...]:
        """The parameters that move the game and have no value."""
        return tuple(item.name for item in self.numbers if item.matters and not item.value)


def study_game(study: Study, code: object = None) -> StudyGame:
    """Make the engine's game of a study's payoff table and the records of its parameters.

    A record of a parameter replaces the value that the table gives. One that is linked to a
    variable or an indicator is its factor times a statistic of the scores over the cases, or of the
    readings over the periods (cases of a period count as their mean; the last wave or period is the
    one that is last by its text); unless a spread is written down, the observed numbers times the
    factor are its spread. A parameter with a spread alone has its median as value (conventions of
    this program).

    Parameters
    ----------
    study
        The study.
    code
        Code of the game; not needed where there is only one.

    Returns
    -------
    StudyGame
        The game, and one entry a parameter in the order of the table.

    Raises
    ------
    DataError
        If there is no game or several and none is named, the table cannot be read, or a number is
        none; the sentence names game and parameter.
    UnknownNameError
        If the study has no game of this code.

    Examples
    --------
    >>> from consilience.study import GameParameter, PayoffGame, Project, study_of
    >>> table = '''
    ... populations = [{name = "firm", strategies = ["join", "wait"]}]
    ... parameters = {V = 2, c = 1}
    ... advantages = {firm = "V - c"}
    ... '''
    >>> game = PayoffGame(code="G", title="Joining", table=table)
    >>> cost = GameParameter(game_id=game.id, name="c", value="1/2", spread="0:1")
    >>> found = study_game(study_of([Project(code="P", title="Alliance"), game, cost]))
    >>> found.values, found.numbers[1].basis, found.numbers[1].high
    ({'V': '2', 'c': '0.5'}, 'record', 1.0)

    References
    ----------
    A convention of this program.
    """
    record = _chosen(study, code)
    game = Game.from_dict(game_table(record))
    known = {one.name: one for one in study.parameters if one.game_id == record.id}
    _refuse_unknown(record.code, known, game)
    numbers = tuple(
        game_number(study, record.code, game, item, known.get(item.name))
        for item in game.parameters
    )
    return StudyGame(record.code, game, numbers)


def game_table(record: PayoffGame) -> Mapping[str, Any]:
    """Return the payoff table of a game as a mapping.

    Raises
    ------
    DataError
        If it is no TOML, or no game; the sentence names the game.
    """
    try:
        table = tomllib.loads(record.table)
        Game.from_dict(table)
    except tomllib.TOMLDecodeError as error:
        problem = " ".join(str(error).split())
        raise DataError("game_steps.table", game=record.code, problem=problem) from error
    except ConsilienceError as error:
        raise DataError("game_steps.table", game=record.code, problem=error) from error
    return table


def _chosen(study: Study, code: object) -> PayoffGame:
    if code is not None:
        if not isinstance(code, str):
            raise ArgumentError("game", "game", "text", code)
        return study.game(code)
    if not study.games:
        raise DataError("game_steps.no_game", study=study.project.code)
    if len(study.games) > 1:
        raise DataError("game_steps.several", games=[one.code for one in study.games])
    return study.games[0]


def _refuse_unknown(code: str, known: Mapping[str, GameParameter], game: Game) -> None:
    names = [item.name for item in game.parameters]
    for name in known:
        if name not in names:
            raise DataError("game_steps.unknown_parameter", game=code, parameter=name, names=names)
