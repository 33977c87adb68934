"""Ranks of single candidates: who is beaten in everything, and how ranks depend on weights."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, get_args

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from consilience import checks
from consilience.errors import DataError
from consilience.results import Note, Result
from consilience.value.corrected import share_weights
from consilience.value.game import Floats, frozen
from consilience.value.grids import Grid, read_grid

RankingModel = Literal["sum", "topsis"]

_EQUAL = 1e-12


@dataclass(frozen=True, kw_only=True, eq=False)
class Skyline(Result):
    """The candidates that no other beats, and for each other one a candidate that beats it."""

    candidates: tuple[str, ...]
    kept: tuple[str, ...]
    beaten_by: tuple[tuple[str, str], ...]

    def to_frame(self) -> pd.DataFrame:
        """Return one row a candidate."""
        by = dict(self.beaten_by)
        beaten = [by.get(name, "") for name in self.candidates]
        kept = [name in self.kept for name in self.candidates]
        return pd.DataFrame({"candidate": self.candidates, "kept": kept, "beaten by": beaten})


@dataclass(frozen=True, kw_only=True, eq=False)
class Ranking(Result):
    """The score of each candidate, in [0, 1], and its rank from 1; tied ones share a rank."""

    candidates: tuple[str, ...]
    values: Floats
    ranks: Floats

    def to_frame(self) -> pd.DataFrame:
        """Return one row a candidate, the best first."""
        order = np.argsort(self.ranks, kind="stable")
        names = [self.candidates[i] for i in order]
        columns = {"score": self.values[order], "rank": self.ranks[order].astype(np.int64)}
        return pd.DataFrame({"candidate": names, **columns})


@dataclass(frozen=True, kw_only=True, eq=False)
class RankAcceptability(Result):
    """How probable each rank of each candidate is, shape (candidates, ranks), read-only.

    ``central`` are the mean weights with which a candidate is first, shape (candidates, criteria);
    NaN where it never is. ``sure`` names the candidate that is first with all weights, or nobody.
    """

    candidates: tuple[str, ...]
    criteria: tuple[str, ...]
    values: Floats
    central: Floats
    sure: str

    def to_frame(self) -> pd.DataFrame:
        """Return one row a candidate, one column a rank."""
        ranks = [f"rank {place}" for place in range(1, len(self.candidates) + 1)]
        frame = pd.DataFrame(self.values, columns=ranks)
        frame.insert(0, "candidate", self.candidates)
        return frame


def skyline(table: Any, *, negative: Any = ()) -> Skyline:
    """Keep the candidates that no other is at least as good as in all and better than in one.

    Parameters
    ----------
    table
        One row a candidate (named by the index of a frame), one column a criterion.
    negative
        Criteria of which less is better, such as risk.

    Returns
    -------
    Skyline
        Who is kept, and by whom the others are beaten. Equal candidates are all kept.

    Raises
    ------
    ArgumentError
        If there is no such table.
    UnknownNameError
        If a criterion is unknown.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"fit": [0.9, 0.7, 0.6], "risk": [0.5, 0.2, 0.4]}, index=list("ABC"))
    >>> found = skyline(table, negative=["risk"])
    >>> found.kept, found.beaten_by
    (('A', 'B'), (('C', 'B'),))

    References
    ----------
    Börzsönyi, Kossmann and Stocker (2001), The Skyline Operator.
    """
    owner = "skyline"
    grid = read_grid(table, "table", owner)
    values = grid.values * _signs(grid, negative, owner)
    first, second = values[:, None], values
    beats = np.asarray((first >= second).all(axis=2) & (first > second).any(axis=2))
    pairs = tuple(
        (grid.rows[place], grid.rows[int(np.argmax(column))])
        for place, column in enumerate(beats.T)
        if column.any()
    )
    beaten = {name for name, _ in pairs}
    return Skyline(
        candidates=grid.rows,
        kept=tuple(name for name in grid.rows if name not in beaten),
        beaten_by=pairs,
        parameters={"negative": list(negative)},
        references=("borzsonyi2001",),
    )


def topsis(table: Any, weights: ArrayLike | None = None, *, negative: Any = ()) -> Ranking:
    r"""Rank candidates by how near they are to the best and how far from the worst: TOPSIS.

    Columns over their length (vector normalisation) times weights; score
    :math:`d^- / (d^+ + d^-)`. Offered for comparison with published work: adding or leaving out a
    candidate can reverse the ranks of others.

    Parameters
    ----------
    table, negative
        As in :func:`skyline`.
    weights
        One number of at least 0 a criterion, not all 0; equal by default.

    Returns
    -------
    Ranking
        Scores and ranks.

    Raises
    ------
    ArgumentError
        If table or weights do not fit.
    DataError
        If all candidates are the same.
    UnknownNameError
        If a criterion is unknown.

    Examples
    --------
    >>> topsis([[0.9, 0.1], [0.1, 0.9], [0.5, 0.5]], [2, 1]).values.round(3)
    array([0.667, 0.333, 0.5  ])

    References
    ----------
    Hwang and Yoon (1981), Multiple Attribute Decision Making.
    """
    owner = "topsis"
    grid = read_grid(table, "table", owner)
    signs = _signs(grid, negative, owner)
    shares = share_weights(weights, len(grid.columns), owner)
    if (np.ptp(grid.values, axis=0) == 0).all():
        raise DataError("value.all_same")
    values = _topsis(grid.values * signs, shares[None])[0]
    return Ranking(
        candidates=grid.rows,
        values=frozen(values),
        ranks=frozen(_ranks(values[None])[0]),
        parameters={"weights": shares.tolist(), "negative": list(negative)},
        references=("hwang1981",),
    )


def rank_acceptability(
    table: Any,
    *,
    negative: Any = (),
    model: RankingModel = "sum",
    draws: int = 10_000,
    seed: int = 0,
) -> RankAcceptability:
    """Say how probable each rank is if nothing is known about the weights of criteria.

    Weights are drawn evenly from all that add up to 1. One weight vector, from AHP or entropy,
    gives one ranking; this shows how far the ranking comes from the weights.

    Parameters
    ----------
    table, negative
        As in :func:`skyline`, at least 2 candidates.
    model
        ``"sum"``: weighted sum of criteria scaled from the worst to the best candidate;
        ``"topsis"``: as :func:`topsis`.
    draws
        At least 1.
    seed
        At least 0; the same seed, the same answer.

    Returns
    -------
    RankAcceptability
        The probability of each rank; tied candidates share the best rank.

    Raises
    ------
    ArgumentError
        If an argument does not fit.
    DataError
        If all candidates are the same.
    UnknownNameError
        If a criterion or the model is unknown.

    Examples
    --------
    >>> found = rank_acceptability([[0.9, 0.5], [0.5, 0.9], [0.4, 0.4]])
    >>> found.values.round(1).tolist(), found.sure
    ([[0.5, 0.5, 0.0], [0.5, 0.5, 0.0], [0.0, 0.0, 1.0]], '')

    References
    ----------
    Lahdelma, Hokkanen and Salminen (1998), SMAA: Stochastic Multiobjective Acceptability Analysis.
    """
    owner = "rank_acceptability"
    grid = read_grid(table, "table", owner)
    signs = _signs(grid, negative, owner)
    chosen = checks.choice(model, get_args(RankingModel), "model", owner)
    count = checks.whole(draws, 1, "draws", owner)
    random = np.random.default_rng(checks.whole(seed, 0, "seed", owner))
    width = np.ptp(grid.values, axis=0)
    if (width == 0).all():
        raise DataError("value.all_same")
    shares = random.dirichlet(np.ones(len(grid.columns)), count)
    values = grid.values * signs
    if chosen == "sum":
        scaled = (values - values.min(axis=0)) / np.where(width > 0, width, 1.0)
        scores = shares @ scaled.T
    else:
        scores = _topsis(values, shares)
    ranks = _ranks(scores)
    size = len(grid.rows)
    table_of = [(ranks == place).mean(axis=0) for place in range(1, size + 1)]
    firsts = (ranks == 1).astype(np.float64)
    total = firsts.sum(axis=0)[:, None]
    central = np.divide(
        firsts.T @ shares, total, out=np.full((size, shares.shape[1]), np.nan), where=total > 0
    )
    alone = (firsts.mean(axis=0) == 1) & (firsts.sum(axis=1) == 1).all()
    sure = [name for name, first in zip(grid.rows, alone.tolist(), strict=True) if first]
    return RankAcceptability(
        candidates=grid.rows,
        criteria=grid.columns,
        values=frozen(np.array(table_of).T),
        central=frozen(central),
        sure=sure[0] if sure else "",
        parameters={
            "negative": list(negative),
            "model": chosen,
            "draws": count,
            "seed": seed,
        },
        notes=() if sure else (Note("value.note.weights_decide"),),
        references=("lahdelma1998",),
    )


def _signs(grid: Grid, negative: Any, owner: str) -> Floats:
    if not isinstance(negative, str) and hasattr(negative, "__len__") and not len(negative):
        return np.ones(len(grid.columns))
    less = checks.known_names(negative, grid.columns, "negative", owner)
    return np.array([-1.0 if name in less else 1.0 for name in grid.columns])


def _topsis(values: Floats, shares: Floats) -> Floats:
    """Return the score of each candidate under each row of weights."""
    length = np.sqrt((values**2).sum(axis=0))
    ready = values / np.where(length > 0, length, 1.0)
    up = (ready - ready.max(axis=0)) ** 2
    down = (ready - ready.min(axis=0)) ** 2
    best, worst = np.sqrt(shares**2 @ up.T), np.sqrt(shares**2 @ down.T)
    return np.asarray(worst / np.where(best + worst > 0, best + worst, 1.0), dtype=np.float64)


def _ranks(scores: Floats) -> Floats:
    """Return ranks from 1, one row a draw; scores within rounding share the best rank."""
    found = np.empty(scores.shape)
    for place in range(scores.shape[1]):
        ahead = scores > scores[:, place : place + 1] + _EQUAL
        found[:, place] = 1 + ahead.sum(axis=1)
    return found
