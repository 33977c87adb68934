"""Games from what is known: a table of coalitions, synergies, votes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, DTypeLike, NDArray

from consilience import checks
from consilience.errors import ArgumentError, DataError
from consilience.results import Result
from consilience.value.game import MOST_PLAYERS, Floats, Game, frozen, players_of, subset_sums
from consilience.value.grids import is_gap

_AT_ONCE = 1 << 14  # coalitions that a function is asked for in one call


@dataclass(frozen=True, kw_only=True, eq=False)
class Worths(Result):
    """The worth of every coalition, read-only, shape (2^n,), as every function here takes it.

    ``source`` says where they come from.
    """

    players: tuple[str, ...]
    values: Floats
    source: str

    def __array__(
        self, dtype: DTypeLike | None = None, *, copy: bool | None = None
    ) -> NDArray[Any]:
        return np.array(self.values, dtype=dtype, copy=copy)

    def to_frame(self) -> pd.DataFrame:
        """Return one row a coalition, without the empty one."""
        game = Game(self.players, self.values)
        names = [", ".join(game.names(place)) for place in range(1, len(self.values))]
        return pd.DataFrame({"coalition": names, "worth": self.values[1:]})


def worths_from_table(table: Any, *, players: Any = None) -> Worths:
    """Return a game from a table of coalitions and their worths.

    Parameters
    ----------
    table
        A table with the columns ``coalition`` (names with commas, such as ``"Maps, Chips"``) and
        ``worth``, or a mapping of such texts to numbers. Every coalition stands in it once.
    players
        Names in the order wanted; by default in the order in which the table first names them.

    Returns
    -------
    Worths
        The game; ``source`` is ``"table"``.

    Raises
    ------
    ArgumentError
        If there is no such table, or a worth is no finite number.
    DataError
        If a coalition is missing or stands there twice, or there are more than 28 players.
    UnknownNameError
        If a coalition names an unknown player.

    Examples
    --------
    >>> worths_from_table({"Maps": 1, "Chips": 2, "Maps, Chips": 5}).values
    array([0., 1., 2., 5.])

    References
    ----------
    von Neumann and Morgenstern (1944), Theory of Games and Economic Behavior.
    """
    owner = "worths_from_table"
    rows, numbers = coalition_rows(table, ("worth",), "table", owner, gaps=True)
    game, values = placed(rows, numbers, players, "table", owner)
    complete(game, values)
    return Worths(
        players=game.players,
        values=frozen(values[:, 0]),
        source="table",
        parameters={},
        references=("neumann1944",),
    )


def worths_from_synergies(synergies: Any, *, players: Any = None) -> Worths:
    r"""Return a game from what players have alone and what groups add.

    :math:`v(S) = \sum_{T \subseteq S} d(T)`.

    Parameters
    ----------
    synergies
        As the table of :func:`worths_from_table`, with own worths and synergies in place of
        worths; groups that are not in it add nothing. Several rows of one group add up.
    players
        As in :func:`worths_from_table`.

    Returns
    -------
    Worths
        The game; ``source`` is ``"synergies"``.

    Raises
    ------
    ArgumentError
        If there is no such table, or a number is not finite.
    DataError
        If there are more than 28 players.
    UnknownNameError
        If a group names an unknown player.

    Examples
    --------
    >>> worths_from_synergies({"Maps": 1, "Chips": 2, "Maps, Chips": 2}).values
    array([0., 1., 2., 5.])

    References
    ----------
    Harsanyi (1963), A Simplified Bargaining Model for the n-Person Cooperative Game.
    """
    owner = "worths_from_synergies"
    groups, numbers = coalition_rows(synergies, ("worth",), "synergies", owner)
    named = list(dict.fromkeys(name for row in groups for name in row))
    names = checks.names(named if players is None else players, "players", owner)
    few_players(len(names), owner)
    game = Game(names, np.empty(0))
    values = np.zeros(1 << len(names))
    for row, number in zip(groups, numbers[:, 0].tolist(), strict=True):
        values[game.members(row, "synergies", owner)] += number
    for place in range(len(names)):
        halves = values.reshape(-1, 2, 1 << place)
        halves[:, 1] += halves[:, 0]
    return Worths(
        players=names,
        values=frozen(values),
        source="synergies",
        parameters={},
        references=("harsanyi1963",),
    )


def worths_from_function(function: Callable[[NDArray[np.bool_]], Any], players: Any) -> Worths:
    """Return a game from a function, such as a simulation or a measure of the members' network.

    Parameters
    ----------
    function
        Takes k coalitions as booleans of shape (k, n) and returns k finite worths; 0 for nobody.
        The same coalition must get the same worth.
    players
        Names of the players, up to 28.

    Returns
    -------
    Worths
        The game; ``source`` is ``"function"``.

    Raises
    ------
    ArgumentError
        If the function cannot be called, or players are no names.
    DataError
        If it returns something else, or there are more than 28 players; :func:`shapley_sampled`
        takes more.

    Examples
    --------
    >>> ties = np.array([[0, 1, 0], [1, 0, 1], [0, 1, 0]])
    >>> tied = lambda sets: ((sets @ ties) * sets).sum(axis=1) / 2
    >>> worths_from_function(tied, ["OEM", "Cloud", "Maps"]).values
    array([0., 0., 0., 1., 0., 0., 1., 2.])

    References
    ----------
    von Neumann and Morgenstern (1944), Theory of Games and Economic Behavior.
    """
    owner = "worths_from_function"
    if not callable(function):
        raise ArgumentError("function", owner, "callable", function)
    names = checks.names(players, "players", owner)
    few_players(len(names), owner)
    values = np.empty(1 << len(names))
    for first in range(0, len(values), _AT_ONCE):
        masks = np.arange(first, min(first + _AT_ONCE, len(values)))
        sets = (masks[:, None] >> np.arange(len(names)) & 1).astype(np.bool_)
        values[masks] = asked(function, sets)
    if values[0] != 0:
        raise DataError("value.empty_worth", got=float(values[0]))
    return Worths(
        players=names,
        values=frozen(values),
        source="function",
        parameters={},
        references=("neumann1944",),
    )


def asked(function: Callable[[NDArray[np.bool_]], Any], sets: NDArray[np.bool_]) -> Floats:
    """Return what a function says coalitions are worth; refuse what is no worth."""
    worths = np.asarray(function(sets))
    if worths.shape != (len(sets),) or worths.dtype.kind not in "fiub":
        raise DataError("value.function_shape", wanted=len(sets), got=str(worths.shape))
    found = worths.astype(np.float64)
    if not np.isfinite(found).all():
        raise DataError("value.function_number", got=float(found[~np.isfinite(found)][0]))
    return found


def voting_game(weights: ArrayLike, quota: float, *, players: Any = None) -> Worths:
    """Return the game of weighted voting: a coalition is worth 1 if its weights reach the quota.

    Parameters
    ----------
    weights
        One number of at least 0 a player, shape (n,).
    quota
        Above 0 and at most the sum of the weights.
    players
        Names of the players; their places from 0 by default.

    Returns
    -------
    Worths
        The game; ``source`` is ``"votes"``.

    Raises
    ------
    ArgumentError
        If an argument is outside its range.
    DataError
        If there are more than 28 players; :func:`power_index` takes more.

    Examples
    --------
    >>> voting_game([2, 1, 1], 3).values
    array([0., 0., 0., 1., 0., 1., 0., 1.])

    References
    ----------
    Shapley and Shubik (1954), A Method for Evaluating the Distribution of Power in a Committee
    System.
    """
    owner = "voting_game"
    given, needed = votes(weights, quota, owner)
    few_players(len(given), owner)
    return Worths(
        players=players_of(players, len(given), owner),
        values=frozen(subset_sums(given) >= needed),
        source="votes",
        parameters={"weights": given.tolist(), "quota": needed},
        references=("shapley1954",),
    )


def votes(weights: ArrayLike, quota: float, owner: str) -> tuple[Floats, float]:
    """Return weights of at least 0 and a quota that can be reached."""
    given = checks.numbers(weights, "weights", owner)
    if given.min() < 0 or not given.any():
        raise ArgumentError("weights", owner, "weights", float(given.min()))
    needed = checks.number(quota, "quota", owner)
    if not 0 < needed <= given.sum():
        raise ArgumentError("quota", owner, "above_to", needed, low=0, high=float(given.sum()))
    return given, needed


def few_players(size: int, owner: str) -> None:
    """Refuse more players than a table of all coalitions can have."""
    if size > MOST_PLAYERS:
        raise DataError("value.players", owner=owner, limit=MOST_PLAYERS, players=size)


def coalition_rows(
    table: Any, columns: tuple[str, ...], name: str, owner: str, *, gaps: bool = False
) -> tuple[list[list[str]], Floats]:
    """Return the players of each row, and its numbers, shape (rows, columns).

    A mapping of coalitions to numbers stands for a table with one column. With ``gaps``, an empty
    cell is NaN: its coalition has no worth.
    """
    if isinstance(table, Mapping) and set(table) != {"coalition", *columns} and len(columns) == 1:
        table = {"coalition": list(table), columns[0]: list(table.values())}
    frame = checks.frame(table, name, owner)
    for column in ("coalition", *columns):
        if column not in frame.columns:
            raise ArgumentError(
                name, owner, "coalition_table", list(frame.columns), columns=columns
            )
    texts = frame["coalition"].tolist()
    for text in texts:
        if not isinstance(text, str) or not split_names(text):
            raise ArgumentError(name, owner, "coalition_table", text, columns=columns)
    numbers = np.empty((len(texts), len(columns)))
    for place, column in enumerate(columns):
        cells = frame[column].tolist()
        empty = np.array([gaps and is_gap(item) for item in cells])
        filled = [0.0 if gap else item for gap, item in zip(empty, cells, strict=True)]
        numbers[:, place] = np.where(empty, np.nan, checks.numbers(filled, name, owner))
    return [split_names(text) for text in texts], numbers


def placed(
    rows: list[list[str]], numbers: Floats, players: Any, name: str, owner: str
) -> tuple[Game, Floats]:
    """Return the players, and the numbers of each coalition, shape (2^n, columns).

    The empty coalition has 0, a coalition without a row NaN.
    """
    named = list(dict.fromkeys(item for row in rows for item in row))
    names = checks.names(named if players is None else players, "players", owner)
    few_players(len(names), owner)
    game = Game(names, np.empty(0))
    values = np.full((1 << len(names), numbers.shape[1]), np.nan)
    values[0] = 0.0
    for row, found in zip(rows, numbers, strict=True):
        mask = game.members(row, name, owner)
        if not np.isnan(values[mask]).any():
            raise DataError("value.coalition_twice", coalition=game.names(mask))
        values[mask] = found
    return game, values


def complete(game: Game, values: Floats) -> None:
    """Refuse a table in which a coalition is missing."""
    missing = np.flatnonzero(np.isnan(values[:, 0])).tolist()
    if missing:
        raise DataError(
            "value.coalition_missing", count=len(missing), coalition=game.names(missing[0])
        )


def split_names(text: str) -> list[str]:
    """Return names written with commas."""
    parts = text.replace("，", ",").replace("、", ",").split(",")
    return [part.strip() for part in parts if part.strip()]
