"""The core: whether it is empty, who objects to an allocation, and the least core."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from consilience import checks
from consilience.results import Note, Result
from consilience.value.excess import excesses, objecting, rounding_of
from consilience.value.game import Floats, Game, frozen, read_game
from consilience.value.lexicographic import Solver, Stage


@dataclass(frozen=True)
class WeightedCoalition:
    """A coalition of a balanced collection: the weights of each player's coalitions add up to 1."""

    coalition: tuple[str, ...]
    weight: float
    worth: float


@dataclass(frozen=True, kw_only=True, eq=False)
class LeastCore(Result):
    """The least excess epsilon that all coalitions can be held to, and a point that does it.

    ``values``, read-only, shape (n,), is one point of what may be many. ``proof`` is a balanced
    collection of coalitions that have this excess in every such point. With one player there is
    no other coalition: epsilon is NaN and the state ``"one player"``.
    """

    players: tuple[str, ...]
    epsilon: float
    values: Floats
    proof: tuple[WeightedCoalition, ...]
    state: str

    def to_frame(self) -> pd.DataFrame:
        """Return one row a player."""
        return pd.DataFrame({"player": self.players, "value": self.values})


@dataclass(frozen=True, kw_only=True, eq=False)
class CoreExistence(Result):
    """Whether the core has a point; the truth value of the record says the same.

    If so, ``values``, read-only, shape (n,), is one of its points; else ``proof`` is a balanced
    collection that is worth more than all players together, by ``lacking``.
    """

    players: tuple[str, ...]
    nonempty: bool
    epsilon: float
    values: Floats
    lacking: float
    proof: tuple[WeightedCoalition, ...]

    def __bool__(self) -> bool:
        return self.nonempty

    def to_frame(self) -> pd.DataFrame:
        """Return one row a coalition of the proof."""
        rows = [(", ".join(item.coalition), item.weight, item.worth) for item in self.proof]
        return pd.DataFrame(rows, columns=["coalition", "weight", "worth"])


@dataclass(frozen=True)
class Objection:
    """A coalition that would have more by itself, by ``gain``."""

    coalition: tuple[str, ...]
    worth: float
    gain: float


@dataclass(frozen=True, kw_only=True, eq=False)
class CoreMembership(Result):
    """Whether an allocation lies in the core, and who objects to it.

    ``surplus`` is ``v[-1]`` less what is given out: 0 if efficient. ``below_own`` are the players
    with less than they are worth alone. ``objections`` are the worst of ``objection_count``.
    """

    players: tuple[str, ...]
    in_core: bool
    surplus: float
    below_own: tuple[str, ...]
    objection_count: int
    objections: tuple[Objection, ...]

    def __bool__(self) -> bool:
        return self.in_core

    def to_frame(self) -> pd.DataFrame:
        """Return one row a listed objection."""
        rows = [(", ".join(item.coalition), item.worth, item.gain) for item in self.objections]
        return pd.DataFrame(rows, columns=["coalition", "worth", "gain"])


def least_core(v: ArrayLike, *, players: Any = None) -> LeastCore:
    r"""Find the least epsilon so that no coalition can complain of more: the least core.

    :math:`\min \epsilon` with :math:`\sum_{i \in S} x_i \ge v(S) - \epsilon` for every coalition
    other than none and all, and :math:`\sum x_i = v(N)`. The core is empty if epsilon > 0.

    Parameters
    ----------
    v, players
        As in :func:`shapley`.

    Returns
    -------
    LeastCore
        Epsilon, one point, and a balanced collection that proves that less is impossible.

    Raises
    ------
    ArgumentError
        As :func:`shapley`.
    DataError
        If there are more than 28 players, or the linear programme cannot be solved.

    Examples
    --------
    >>> found = least_core([0, 0, 0, 1, 0, 1, 1, 1])
    >>> round(found.epsilon, 6), found.values.round(6)
    (0.333333, array([0.333333, 0.333333, 0.333333]))

    References
    ----------
    Maschler, Peleg and Shapley (1979), Geometric Properties of the Kernel, Nucleolus, and Related
    Solution Concepts.
    """
    game = read_game(v, players, "least_core")
    single = game.size == 1
    epsilon, stage = (float("nan"), None) if single else first_level(game)
    return LeastCore(
        players=game.players,
        epsilon=epsilon,
        values=frozen(game.singles if stage is None else stage.point),
        proof=() if stage is None else _balanced(game, stage),
        state="one player" if single else "found",
        parameters={},
        notes=(Note("value.note.one_player"),) if single else (),
        references=("maschler1979",),
    )


def core_nonempty(v: ArrayLike, *, players: Any = None) -> CoreExistence:
    """Decide whether some division leaves no coalition better off alone: a core that is not empty.

    Parameters
    ----------
    v, players
        As in :func:`shapley`.

    Returns
    -------
    CoreExistence
        True or false as a record: with a point of the core, shape (n,), or with the proof that
        it is empty. An epsilon within rounding of 0 counts as nonempty, and a note says so.

    Raises
    ------
    ArgumentError
        As :func:`shapley`.
    DataError
        If there are more than 28 players, or the linear programme cannot be solved.

    Examples
    --------
    >>> bool(core_nonempty([0, 0, 0, 4, 0, 2, 1, 6]))
    True
    >>> found = core_nonempty([0, 0, 0, 1, 0, 1, 1, 1])
    >>> found.nonempty, found.lacking
    (False, 0.5)

    References
    ----------
    Bondareva (1963), Some Applications of Linear Programming Methods to the Theory of Cooperative
    Games; Shapley (1967), On Balanced Sets and Cores.
    """
    game = read_game(v, players, "core_nonempty")
    epsilon, stage = (float("nan"), None) if game.size == 1 else first_level(game)
    rounding = rounding_of(game)
    nonempty = stage is None or epsilon <= rounding
    values = game.singles if stage is None else stage.point
    proof = () if nonempty or stage is None else _balanced(game, stage)
    notes: tuple[Note, ...] = ()
    if stage is not None and abs(epsilon) <= rounding:
        notes = (Note("value.note.thin_core"),)
    return CoreExistence(
        players=game.players,
        nonempty=nonempty,
        epsilon=epsilon,
        values=frozen(values if nonempty else np.full(game.size, np.nan)),
        lacking=sum(item.weight * item.worth for item in proof) - game.total if proof else 0.0,
        proof=proof,
        parameters={},
        notes=notes,
        references=("bondareva1963", "shapley1967"),
    )


def core_membership(
    v: ArrayLike, allocation: ArrayLike, *, most: int = 20, players: Any = None
) -> CoreMembership:
    """Check whether a division lies in the core, and which coalitions would leave.

    Parameters
    ----------
    v, players
        As in :func:`shapley`.
    allocation
        What each player gets, shape (n,).
    most
        At least 1: how many objecting coalitions are listed, the largest gain first.

    Returns
    -------
    CoreMembership
        The verdict, and the coalitions that would have more by themselves. Gains within rounding
        (1e-9 of the largest surplus of a coalition, 1e-13 n of the largest worth) are none.

    Raises
    ------
    ArgumentError
        As :func:`shapley`, or if the allocation is not n finite numbers.
    DataError
        If there are more than 28 players.

    Examples
    --------
    >>> found = core_membership([0, 0, 0, 4, 0, 2, 1, 6], [1, 2, 3], players=["A", "B", "C"])
    >>> found.in_core, found.objections
    (False, (Objection(coalition=('A', 'B'), worth=4.0, gain=1.0),))

    References
    ----------
    Gillies (1959), Solutions to General Non-Zero-Sum Games.
    """
    owner = "core_membership"
    game = read_game(v, players, owner)
    values = checks.numbers(allocation, "allocation", owner)
    checks.same_length(values, np.empty(game.size), "allocation", owner, "players")
    limit = checks.whole(most, 1, "most", owner)
    return membership(game, values, limit)


def membership(game: Game, values: Floats, most: int) -> CoreMembership:
    """Return the verdict on an allocation; see :func:`core_membership`."""
    rounding = rounding_of(game)
    count, coalitions, gains = objecting(game, values, rounding, most)
    surplus = game.total - float(values.sum())
    below = np.flatnonzero(values < game.singles - rounding).tolist()
    worths = game.worths[coalitions].tolist()
    notes: tuple[Note, ...] = ()
    if abs(surplus) > rounding:
        notes = (Note("value.note.not_efficient", {"surplus": surplus}, "warning"),)
    return CoreMembership(
        players=game.players,
        in_core=count == 0 and not notes,
        surplus=surplus,
        below_own=tuple(game.players[i] for i in below),
        objection_count=count,
        objections=tuple(
            Objection(game.names(coalition), worth, gain)
            for coalition, worth, gain in zip(
                coalitions.tolist(), worths, gains.tolist(), strict=True
            )
        ),
        parameters={"allocation": values.tolist(), "most": most},
        notes=notes,
        references=("gillies1959",),
    )


def first_level(game: Game) -> tuple[float, Stage]:
    """Return the least epsilon, from the weights alone, and the level that has it."""
    stage = Solver(game, floor=False).stage()
    weights = stage.weights / stage.weights.sum()
    own = float(weights @ excesses(game, game.singles, stage.coalitions))
    together = float(weights @ np.bitwise_count(stage.coalitions)) / game.size
    return own - together * (game.total - float(game.singles.sum())), stage


def _balanced(game: Game, stage: Stage) -> tuple[WeightedCoalition, ...]:
    scale = game.size / float(stage.weights @ np.bitwise_count(stage.coalitions))
    return tuple(
        WeightedCoalition(game.names(coalition), weight, float(game.worths[coalition]))
        for coalition, weight in zip(
            stage.coalitions.tolist(), (scale * stage.weights).tolist(), strict=True
        )
    )
