"""Nucleolus and prenucleolus, with the certificate that proves them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, DTypeLike, NDArray

from consilience.results import Note, Result
from consilience.value.excess import excesses, indicators, largest_surplus, worst_of_rows
from consilience.value.game import Floats, Game, frozen, read_game
from consilience.value.lexicographic import Solver, Stage
from consilience.value.span import Span

_CERTIFIED = 1e-9  # largest residual of a certificate, relative to the largest surplus
_ROUNDING = 1e-12


@dataclass(frozen=True)
class Level:
    """One level of the certificate: coalitions with the same excess, and their weights.

    The weighted sum of the coalitions, and of the players ``at_floor`` with theirs, is a sum of
    coalitions of the levels before: none of them can lose without another losing.
    """

    excess: float
    coalitions: tuple[tuple[str, ...], ...]
    weights: tuple[float, ...]
    at_floor: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class Nucleolus(Result):
    """What each player gets, read-only, shape (n,), and the levels that prove it.

    ``residual`` is the largest violation of the certificate, relative to the largest surplus of a
    coalition over what its members have alone; ``certified`` says whether it is at most 1e-9.
    ``state`` is ``"found"``, or names why there is none; the values are NaN then.
    """

    players: tuple[str, ...]
    values: Floats
    levels: tuple[Level, ...]
    residual: float
    certified: bool
    state: str

    def __array__(
        self, dtype: DTypeLike | None = None, *, copy: bool | None = None
    ) -> NDArray[Any]:
        return np.array(self.values, dtype=dtype, copy=copy)

    def to_frame(self) -> pd.DataFrame:
        """Return one row a player."""
        return pd.DataFrame({"player": self.players, "value": self.values})


def prenucleolus(v: ArrayLike, *, players: Any = None) -> Nucleolus:
    r"""Divide so that the largest complaint is least, then the second largest, ...: prenucleolus.

    The complaint (excess) of a coalition is :math:`v(S) - \sum_{i \in S} x_i`. The certificate is
    Kohlberg's criterion level by level, checked apart from the search: all coalitions not settled
    before have at most the excess of the level, and its coalitions balance.

    Parameters
    ----------
    v, players
        As in :func:`shapley`.

    Returns
    -------
    Nucleolus
        What each player gets; the sum is ``v[-1]``. It lies in the core where there is one.

    Raises
    ------
    ArgumentError
        As :func:`shapley`.
    DataError
        If there are more than 28 players, or the linear programmes cannot be solved.

    Examples
    --------
    >>> found = prenucleolus([0, 0, 0, 4, 0, 2, 1, 6])
    >>> found.values.round(6)
    array([3., 2., 1.])
    >>> found.certified
    True

    References
    ----------
    Schmeidler (1969), The Nucleolus of a Characteristic Function Game; Sobolev (1975); Kohlberg
    (1971), On the Nucleolus of a Characteristic Function Game.
    """
    game = read_game(v, players, "prenucleolus")
    return _lexicographic(game, floor=False)


def nucleolus(v: ArrayLike, *, players: Any = None) -> Nucleolus:
    """Divide as :func:`prenucleolus`, but leave nobody below what he is worth alone.

    Parameters
    ----------
    v, players
        As in :func:`shapley`.

    Returns
    -------
    Nucleolus
        What each player gets, at least v(i). If the players alone are worth more than together,
        the state is ``"empty imputation set"``.

    Raises
    ------
    ArgumentError
        As :func:`shapley`.
    DataError
        If there are more than 28 players, or the linear programmes cannot be solved.

    Examples
    --------
    >>> nucleolus([0, 0, 0, 0, 0, 0, 100, 200]).values.round(6)
    array([50., 75., 75.])

    References
    ----------
    Schmeidler (1969), The Nucleolus of a Characteristic Function Game; Kohlberg (1971), On the
    Nucleolus of a Characteristic Function Game.
    """
    game = read_game(v, players, "nucleolus")
    lacking = float(game.singles.sum()) - game.total
    if lacking > _ROUNDING * game.scale * game.size:
        return Nucleolus(
            players=game.players,
            values=frozen(np.full(game.size, np.nan)),
            levels=(),
            residual=float("nan"),
            certified=False,
            state="empty imputation set",
            parameters={},
            notes=(Note("value.note.no_imputation", {"lacking": lacking}, "warning"),),
            references=_REFERENCES,
        )
    return _lexicographic(game, floor=True)


_REFERENCES = ("schmeidler1969", "kohlberg1971")


def _lexicographic(game: Game, *, floor: bool) -> Nucleolus:
    solver = Solver(game, floor=floor)
    stages: list[Stage] = []
    while solver.span.rank < game.size:
        stages.append(solver.stage())
    values, levels = _refined(game, stages)
    residual = _residual(game, stages, values, levels, floor=floor) / solver.scale
    certified = residual <= _CERTIFIED
    doubt = Note("value.note.uncertain", {"residual": residual}, "warning")
    return Nucleolus(
        players=game.players,
        values=frozen(values),
        levels=tuple(
            level_of(game, stage, excess)
            for stage, excess in zip(stages, levels.tolist(), strict=True)
        ),
        residual=residual,
        certified=certified,
        state="found",
        parameters={},
        notes=() if certified else (doubt,),
        references=_REFERENCES,
    )


def level_of(game: Game, stage: Stage, excess: float) -> Level:
    """Return a level with names."""
    return Level(
        excess,
        tuple(game.names(coalition) for coalition in stage.coalitions.tolist()),
        tuple(stage.weights.tolist()),
        tuple(game.players[i] for i in stage.floors.tolist()),
    )


def _refined(game: Game, stages: list[Stage]) -> tuple[Floats, Floats]:
    """Return payoffs and excesses from all settled equations at once.

    The tolerance of the programmes does not enter.
    """
    base = game.singles
    masks = [np.array([len(game.worths) - 1])]
    levels = [np.array([-1])]
    for place, stage in enumerate(stages):
        masks.append(np.array(stage.masks))
        levels.append(np.full(len(stage.masks), -1))
        levels[-1][: len(stage.coalitions)] = place
    coalitions, columns = np.concatenate(masks), np.concatenate(levels)
    rows = np.hstack(
        [indicators(coalitions, game.size), columns[:, None] == np.arange(len(stages))]
    )
    rights = excesses(game, base, coalitions)
    solution = np.linalg.lstsq(rows, rights, rcond=None)[0]
    return base + solution[: game.size], solution[game.size :]


def _residual(
    game: Game, stages: list[Stage], values: Floats, levels: Floats, *, floor: bool
) -> float:
    """Check the certificate anew from the worths; see :class:`Level` and :func:`prenucleolus`."""
    span = Span(game)
    masks = [len(game.worths) - 1]
    span.add(masks[0])
    off = [abs(float(values.sum()) - game.total)]
    if floor:
        off.append(float((game.singles - values).max()))
    for stage, level in zip(stages, levels.tolist(), strict=True):
        _, worst = worst_of_rows(game, values, span)
        off.append(float(worst[0]) - level)
        off.append(float(np.abs(excesses(game, values, stage.coalitions) - level).max()))
        off.append(_unbalanced(game, stage, masks) * largest_surplus(game))
        off += np.abs(values - game.singles)[stage.floors].tolist()
        masks += stage.masks
        for mask in stage.masks:
            span.add(mask)
    return max(0.0, *off)


def _unbalanced(game: Game, stage: Stage, masks: list[int]) -> float:
    """Return how far the weighted sum of a level is from a sum of the coalitions before."""
    whole = stage.weights @ indicators(stage.coalitions, game.size)
    whole[stage.floors] += stage.floor_weights
    before = indicators(np.array(masks), game.size).T
    found = np.linalg.lstsq(before, whole, rcond=None)[0]
    return float(np.abs(before @ found - whole).max())
