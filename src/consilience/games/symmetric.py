"""Games of one population that meets itself, from a matrix of payoffs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from consilience import checks
from consilience.errors import ArgumentError, DataError
from consilience.games.game import Game
from consilience.games.reading import form_of_matrix


def symmetric(
    matrix: object,
    strategies: Sequence[str] | None = None,
    parameters: Mapping[str, Any] | None = None,
) -> Game:
    """Make the game of one population whose members meet each other at random.

    Parameters
    ----------
    matrix
        Payoff of each strategy (row) against each (column): a square table of at least 2 rows of
        numbers, or of formulas in the parameters.
    strategies
        Their names, as many as rows; "1", "2", ... by default.
    parameters
        As in :meth:`Game.from_dict`.

    Returns
    -------
    Game
        The game. Its points are called ESS by the definition of Maynard Smith and Price, tested
        exactly: a mixed ESS is possible here, unlike in games of several populations.

    Raises
    ------
    ArgumentError
        If the matrix is not square, or the names do not fit.
    DataError
        If a formula cannot be read.

    Examples
    --------
    >>> hawk_dove = symmetric(
    ...     [["(V - C)/2", "V"], [0, "V/2"]], ["hawk", "dove"], {"V": 2, "C": 3}
    ... )
    >>> [(point.exact, point.kind) for point in hawk_dove.equilibria().stable]
    [((('2/3', '1/3'),), 'ESS')]

    References
    ----------
    Maynard Smith and Price (1973), The Logic of Animal Conflict; Haigh (1975), Game Theory and
    Evolution.
    """
    owner = "symmetric"
    rows = [list(row) for row in matrix] if _is_table(matrix) else []  # type: ignore[attr-defined]  # a table can be walked
    if len(rows) < 2 or any(len(row) != len(rows) for row in rows):
        raise ArgumentError("matrix", owner, "square", type(matrix).__name__)
    numbers = [str(place) for place in range(1, len(rows) + 1)]
    names = checks.names(numbers if strategies is None else strategies, "strategies", owner)
    if len(names) != len(rows):
        raise DataError("games.table.matrix_names", names=len(names), rows=len(rows))
    given = {} if parameters is None else parameters
    return Game(form_of_matrix(rows, names, given, owner))


def _is_table(matrix: object) -> bool:
    if isinstance(matrix, str | Mapping) or not hasattr(matrix, "__iter__"):
        return False
    return all(hasattr(row, "__iter__") and not isinstance(row, str) for row in matrix)
