"""Value propositions: who offers what others need, and whose goals agree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from consilience.errors import ArgumentError
from consilience.results import Note, Result
from consilience.value.corrected import share_weights
from consilience.value.game import Floats, frozen
from consilience.value.grids import Grid, unit_grid


@dataclass(frozen=True)
class Need:
    """One need: who offers at least as much, and the most that anyone offers.

    Without suppliers it is a gap.
    """

    member: str
    kind: str
    need: float
    suppliers: tuple[str, ...]
    best_offer: float


@dataclass(frozen=True, kw_only=True, eq=False)
class PropositionFit(Result):
    """How far each partner's offers (column) meet each member's needs (row), in [0, 1].

    ``scores`` is read-only, shape (members, partners); NaN of a member with himself. ``needs``
    lists every need of every member.
    """

    members: tuple[str, ...]
    partners: tuple[str, ...]
    scores: Floats
    needs: tuple[Need, ...]

    def to_frame(self) -> pd.DataFrame:
        """Return the table of scores."""
        return pd.DataFrame(self.scores, index=list(self.members), columns=list(self.partners))


@dataclass(frozen=True, kw_only=True, eq=False)
class GoalFit(Result):
    """Congruence and conflict of each two members' goals, read-only, shape (members, members)."""

    members: tuple[str, ...]
    congruence: Floats
    conflict: Floats

    def to_frame(self) -> pd.DataFrame:
        """Return one row a pair of members."""
        first, second = np.triu_indices(len(self.members), 1)
        return pd.DataFrame(
            {
                "first": [self.members[i] for i in first],
                "second": [self.members[i] for i in second],
                "congruence": self.congruence[first, second],
                "conflict": self.conflict[first, second],
            }
        )


def proposition_fit(offers: Any, needs: Any, weights: ArrayLike | None = None) -> PropositionFit:
    r"""Score how far each partner offers what each member needs.

    :math:`\sum_k w_k \min(o_{jk}, n_{ik}) / \sum_k w_k n_{ik}`: the share of the needs of i
    that the offers of j meet, as a fuzzy set is contained in another. What is offered
    beyond the need does not count. (This measure of likeness is a convention of this program.)

    Parameters
    ----------
    offers
        A table of memberships in [0, 1]: one row a partner (named by the index of a frame), one
        column a kind of resource. A partner who stands in both tables does not supply himself.
    needs
        The same kinds, one row a member.
    weights
        One number of at least 0 a kind, not all 0; equal by default.

    Returns
    -------
    PropositionFit
        Scores, and every need with its suppliers. Who needs nothing has scores of 0, and a note
        says so.

    Raises
    ------
    ArgumentError
        If the tables are not of the same kinds or a number is outside of [0, 1].

    Examples
    --------
    >>> import pandas as pd
    >>> offers = pd.DataFrame({"data": [1, 0.4], "chips": [0, 1]}, index=["Maps", "Foundry"])
    >>> needs = pd.DataFrame({"data": [0.8], "chips": [0.2]}, index=["Cars"])
    >>> found = proposition_fit(offers, needs)
    >>> found.scores.round(3)
    array([[0.8, 0.6]])
    >>> [(need.kind, need.suppliers) for need in found.needs]
    [('data', ('Maps',)), ('chips', ('Foundry',))]

    References
    ----------
    Adner (2017), Ecosystem as Structure: An Actionable Construct for Strategy; Ragin (2006), Set
    Relations in Social Research.
    """
    owner = "proposition_fit"
    given, wanted = unit_grid(offers, "offers", owner), unit_grid(needs, "needs", owner)
    if given.columns != wanted.columns:
        raise ArgumentError("needs", owner, "same_columns", list(wanted.columns))
    shares = share_weights(weights, len(given.columns), owner)
    total = wanted.values @ shares
    met = np.minimum(wanted.values[:, None], given.values) @ shares
    scores = np.divide(met, total[:, None], out=np.zeros_like(met), where=total[:, None] > 0)
    if isinstance(offers, pd.DataFrame) and isinstance(needs, pd.DataFrame):
        scores[np.array(wanted.rows)[:, None] == np.array(given.rows)] = np.nan
    content = [name for name, size in zip(wanted.rows, total.tolist(), strict=True) if size == 0]
    return PropositionFit(
        members=wanted.rows,
        partners=given.rows,
        scores=frozen(scores),
        needs=_needs(given, wanted, np.isnan(scores)),
        parameters={"kinds": list(given.columns), "weights": shares.tolist()},
        notes=(Note("value.note.no_needs", {"members": content}),) if content else (),
        references=("adner2017", "ragin2006"),
    )


def _needs(offers: Grid, needs: Grid, own: Any) -> tuple[Need, ...]:
    found = []
    for row, kind in np.argwhere(needs.values > 0).tolist():
        need = float(needs.values[row, kind])
        offered = np.where(own[row], -1.0, offers.values[:, kind])
        suppliers = tuple(offers.rows[i] for i in np.flatnonzero(offered >= need).tolist())
        best = max(float(offered.max()), 0.0)
        found.append(Need(needs.rows[row], needs.columns[kind], need, suppliers, best))
    return tuple(found)


def goal_fit(goals: Any, weights: ArrayLike | None = None) -> GoalFit:
    r"""Measure how far the goals of each two members agree, and how far they conflict.

    With stances g from -1 (against) to 1 (for): congruence
    :math:`\sum_k w_k \min(|a_k|, |b_k|) / \sum_k w_k \max(|a_k|, |b_k|)` over goals with the same
    sign in the numerator; conflict the same over opposite signs. Both in [0, 1], their sum at most
    1. (A convention of this program.)

    Parameters
    ----------
    goals
        A table of stances in [-1, 1]: one row a member, one column a goal.
    weights
        One number of at least 0 a goal, not all 0; equal by default.

    Returns
    -------
    GoalFit
        Two symmetric tables; 1 and 0 on the diagonal. Where neither has a stance, both are 0.

    Raises
    ------
    ArgumentError
        If there is no such table or a number is outside of [-1, 1].

    Examples
    --------
    >>> found = goal_fit([[1, 0.5], [0.5, -0.5]])
    >>> found.congruence.round(3)[0, 1], found.conflict.round(3)[0, 1]
    (np.float64(0.333), np.float64(0.333))

    References
    ----------
    Adner (2017), Ecosystem as Structure: An Actionable Construct for Strategy.
    """
    owner = "goal_fit"
    grid = unit_grid(goals, "goals", owner, low=-1)
    shares = share_weights(weights, len(grid.columns), owner)
    first, second = grid.values[:, None], grid.values
    common = np.minimum(abs(first), abs(second)) * shares
    whole = (np.maximum(abs(first), abs(second)) * shares).sum(axis=2)
    same = (common * (first * second > 0)).sum(axis=2)
    opposite = (common * (first * second < 0)).sum(axis=2)
    congruence = np.divide(same, whole, out=np.zeros_like(whole), where=whole > 0)
    np.fill_diagonal(congruence, 1.0)
    conflict = np.divide(opposite, whole, out=np.zeros_like(whole), where=whole > 0)
    return GoalFit(
        members=grid.rows,
        congruence=frozen(congruence),
        conflict=frozen(conflict),
        parameters={"goals": list(grid.columns), "weights": shares.tolist()},
        references=("adner2017",),
    )
