"""Values of players who are grouped or tied: unions, blocks, a network."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from consilience.errors import ArgumentError
from consilience.results import Note
from consilience.value.game import Allocation, Floats, Game, frozen, read_game, subset_sums
from consilience.value.semivalues import banzhaf_values, shapley_values

if TYPE_CHECKING:
    from collections.abc import Iterable

_CHUNK = 1 << 20  # worths looked up at once


def owen(v: ArrayLike, unions: Any, *, players: Any = None) -> Allocation:
    r"""Divide first among unions, then within each: the Owen value.

    The mean marginal contribution over the orders in which the members of a union follow each
    other. Unions are groups that negotiate as one, such as industries.

    Parameters
    ----------
    v, players
        As in :func:`shapley`.
    unions
        Lists of players, by name or by place from 0, such as ``[[0, 1], [2]]``; no player twice.
        Who is not named stands alone.

    Returns
    -------
    Allocation
        What each player gets; the sum is ``v[-1]``. Singletons, or one union of all, give the
        Shapley value.

    Raises
    ------
    ArgumentError
        As :func:`shapley`, or if a union is empty or a player stands in two.
    DataError
        If there are more than 28 players.
    UnknownNameError
        If a name is unknown.

    Examples
    --------
    >>> owen([0, 0, 0, 1, 0, 1, 1, 1], [[0, 1]]).values
    array([0.5, 0.5, 0. ])

    References
    ----------
    Owen (1977), Values of Games with a Priori Unions.
    """
    return _by_unions(v, unions, players, "owen", ("owen1977",))


def banzhaf_owen(v: ArrayLike, unions: Any, *, players: Any = None) -> Allocation:
    r"""Measure contributions among unions and within each as Banzhaf does: Banzhaf-Owen.

    As :func:`owen`, with all sets of other unions and all sets of other members alike.

    Parameters
    ----------
    v, unions, players
        As in :func:`owen`.

    Returns
    -------
    Allocation
        What each player gets. It need not add up to ``v[-1]``.

    Raises
    ------
    ArgumentError
        As :func:`owen`.
    DataError
        If there are more than 28 players.
    UnknownNameError
        If a name is unknown.

    Examples
    --------
    >>> banzhaf_owen([0, 0, 0, 1, 0, 1, 1, 1], [[0, 1]]).values
    array([0.5, 0.5, 0. ])

    References
    ----------
    Owen (1981), Modification of the Banzhaf-Coleman Index for Games with a Priori Unions.
    """
    return _by_unions(v, unions, players, "banzhaf_owen", ("owen1981",))


def _by_unions(
    v: ArrayLike, unions: Any, players: Any, owner: str, references: tuple[str, ...]
) -> Allocation:
    game = read_game(v, players, owner)
    blocks = game.partition(unions, "unions", owner)
    value: Callable[[Game], Floats] = shapley_values if owner == "owen" else banzhaf_values
    if owner == "owen" and len(blocks) in {1, game.size}:
        found = shapley_values(game)
    else:
        found = np.empty(game.size)
        for place, block in enumerate(blocks):
            others = blocks[:place] + blocks[place + 1 :]
            found[list(block)] = value(_inner_game(game, block, others, owner))
    return Allocation(
        players=game.players,
        values=frozen(found),
        parameters={"unions": [[game.players[i] for i in block] for block in blocks]},
        references=references,
    )


def _inner_game(
    game: Game, block: tuple[int, ...], others: tuple[tuple[int, ...], ...], owner: str
) -> Game:
    """Return the game of a union's members: their mean worth beside other unions, less without."""
    masks = np.array([sum(1 << i for i in other) for other in others], dtype=np.int64)
    beside = subset_sums(masks)
    inner = subset_sums(1 << np.array(block, dtype=np.int64))
    weights = _union_weights(len(others), owner)[np.bitwise_count(np.arange(len(beside)))]
    step = max(1, _CHUNK // len(inner))
    worths = np.zeros(len(inner))
    for start in range(0, len(beside), step):
        rows = beside[start : start + step, None] + inner
        worths += weights[start : start + step] @ game.worths[rows]
    return Game(tuple(game.players[i] for i in block), worths - worths[0])


def _union_weights(others: int, owner: str) -> Floats:
    """Return the weight of a set of other unions, by its size."""
    if owner == "banzhaf_owen":
        return np.full(others + 1, 0.5**others)
    orders = [1.0]
    for size in range(others):
        orders.append(orders[-1] * (size + 1) / (others - size))
    return np.array(orders) / (others + 1)


def aumann_dreze(v: ArrayLike, blocks: Any, *, players: Any = None) -> Allocation:
    """Divide within each block what the block is worth alone: the Aumann-Drèze value.

    For partners who have split: each block's Shapley value in the game of its own members.

    Parameters
    ----------
    v, players
        As in :func:`shapley`.
    blocks
        Lists of players as the unions of :func:`owen`.

    Returns
    -------
    Allocation
        What each player gets; the values of a block add up to its worth.

    Raises
    ------
    ArgumentError
        As :func:`owen`.
    DataError
        If there are more than 28 players.
    UnknownNameError
        If a name is unknown.

    Examples
    --------
    >>> aumann_dreze([0, 0, 0, 1, 0, 1, 1, 1], [[0, 1], [2]]).values
    array([0.5, 0.5, 0. ])

    References
    ----------
    Aumann and Drèze (1974), Cooperative Games with Coalition Structures.
    """
    game = read_game(v, players, "aumann_dreze")
    parts = game.partition(blocks, "blocks", "aumann_dreze")
    found = np.empty(game.size)
    for part in parts:
        inner = subset_sums(1 << np.array(part, dtype=np.int64))
        names = tuple(game.players[i] for i in part)
        found[list(part)] = shapley_values(Game(names, game.worths[inner]))
    return Allocation(
        players=game.players,
        values=frozen(found),
        parameters={"blocks": [[game.players[i] for i in part] for part in parts]},
        references=("aumann1974",),
    )


def myerson(v: ArrayLike, graph: Any, *, players: Any = None) -> Allocation:
    r"""Divide where only tied players can work together: the Myerson value.

    The Shapley value of the game in which a coalition is worth the sum over its connected parts.

    Parameters
    ----------
    v, players
        As in :func:`shapley`.
    graph
        A networkx graph of the players (names or places from 0), or a table of pairs of
        players (a list). Direction and strength do not count; who is not in it has no tie.

    Returns
    -------
    Allocation
        What each player gets; the sum over each connected part is its worth. The complete graph
        gives the Shapley value.

    Raises
    ------
    ArgumentError
        As :func:`shapley`, or if the graph is none.
    DataError
        If there are more than 28 players.
    UnknownNameError
        If a name is unknown.

    Examples
    --------
    >>> myerson([0, 0, 0, 1, 0, 1, 1, 1], [(0, 1), (1, 2)]).values.round(6)
    array([0.166667, 0.666667, 0.166667])

    References
    ----------
    Myerson (1977), Graphs and Cooperation in Games.
    """
    game = read_game(v, players, "myerson")
    ties = _ties(game, graph)
    connected = connected_worths(game, ties)
    apart = abs(float(connected[-1]) - game.total) > 1e-12 * game.scale
    notes = (Note("value.note.apart", {}, "warning"),) if apart else ()
    return Allocation(
        players=game.players,
        values=frozen(shapley_values(Game(game.players, connected))),
        parameters={"ties": [[game.players[a], game.players[b]] for a, b in ties]},
        notes=notes,
        references=("myerson1977",),
    )


def _ties(game: Game, graph: Any) -> list[tuple[int, int]]:
    edges: Iterable[Any] = graph.edges() if hasattr(graph, "edges") else graph
    if isinstance(edges, str | dict) or not hasattr(edges, "__iter__"):
        raise ArgumentError("graph", "myerson", "ties", graph)
    found = set()
    for edge in edges:
        ends = None if isinstance(edge, str) or not hasattr(edge, "__len__") else list(edge)
        if ends is None or len(ends) != 2:
            raise ArgumentError("graph", "myerson", "ties", graph)
        first, second = sorted(game.place(end, "graph", "myerson") for end in ends)
        found.add((first, second))
    for node in graph.nodes() if hasattr(graph, "nodes") else ():
        game.place(node, "graph", "myerson")
    return sorted(pair for pair in found if pair[0] != pair[1])


def connected_worths(game: Game, ties: list[tuple[int, int]]) -> Floats:
    """Return what each coalition is worth in its connected parts, shape (2^n,).

    Coalitions are done by their last player: its part, found by spreading from it, and the rest.
    """
    beside = [0] * game.size
    for first, second in ties:
        beside[first] |= 1 << second
        beside[second] |= 1 << first
    near = np.zeros(len(game.worths), dtype=np.int32)
    for place, mask in enumerate(beside):
        near[1 << place : 2 << place] = near[: 1 << place] | mask
    found = np.zeros(len(game.worths))
    bounds = [1 << place for place in range(game.size + 1)]
    for start, stop in pairwise(bounds):
        coalitions = np.arange(start, stop, dtype=np.int32)
        part = _part_of(coalitions, start, near)
        found[start:stop] = game.worths[part] + found[coalitions ^ part]
    return found


def _part_of(
    coalitions: NDArray[np.int32], first: int, near: NDArray[np.int32]
) -> NDArray[np.int32]:
    """Return the connected part of each coalition that holds the player ``first``."""
    part = np.full(len(coalitions), first, dtype=np.int32)
    while True:
        wider = (part | near[part]) & coalitions
        if (wider == part).all():
            return part
        part = wider
