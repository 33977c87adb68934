"""From respondents to groups: the mean of each, with the checks that justify it beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import get_args

import numpy as np
import pandas as pd
from numpy.typing import DTypeLike, NDArray

from consilience import checks
from consilience.calibration.answers import read_answers, read_groups
from consilience.calibration.intraclass import GroupSize, Intraclass, intraclass
from consilience.calibration.within_group import ENOUGH, Null, WithinGroup, rwg
from consilience.results import Note, Result


@dataclass(frozen=True)
class GroupScore:
    """One group: its score (NaN without complete respondents), its members, its agreement."""

    group: str
    members: int
    score: float
    agreement: float


@dataclass(frozen=True, kw_only=True, eq=False)
class Aggregation(Result):
    """Scores of groups, in the order of their names; ``numpy.asarray`` gives the scores.

    ``within_group`` holds rwg or rwg(j) of every group, ``intraclass`` ICC(1) and ICC(2) of the
    respondents' means over the items.
    """

    groups: tuple[GroupScore, ...]
    within_group: WithinGroup
    intraclass: Intraclass

    def __array__(
        self, dtype: DTypeLike | None = None, *, copy: bool | None = None
    ) -> NDArray[np.float64]:
        return np.array([item.score for item in self.groups], dtype=dtype, copy=copy)

    def to_frame(self) -> pd.DataFrame:
        """Return one row a group."""
        return pd.DataFrame([vars(item) for item in self.groups])


def aggregate(
    items: object,
    groups: object,
    *,
    points: int,
    null: Null | float = "uniform",
    group_size: GroupSize = "mean",
) -> Aggregation:
    """Take the mean of several respondents as the score of their group, and say if that is sound.

    A respondent's score is the mean of the items, a group's the mean of its respondents.

    Parameters
    ----------
    items : table of respondents x items
        Answers on one scale, all keyed in one direction. Respondents with a gap are left out.
    groups : list of str, shape (respondents,)
        The group (alliance, firm) of each respondent.
    points : int, at least 2
        Points of the scale.
    null : str or number
        As for ``rwg``.
    group_size : {"mean", "adjusted"}
        As for ``icc``.

    Returns
    -------
    Aggregation
        The scores, and rwg or rwg(j), ICC(1), ICC(2). A note names the groups below .70: a rule of
        thumb, no test.

    Raises
    ------
    ArgumentError, DataError, UnknownNameError
        As ``rwg`` and ``icc``.

    Examples
    --------
    >>> items = {"q1": [4, 4, 5, 2, 1, 1], "q2": [4, 5, 5, 2, 2, 1]}
    >>> found = aggregate(items, ["A", "A", "A", "B", "B", "B"], points=5)
    >>> found.to_frame().round(2)
      group  members  score  agreement
    0     A        3    4.5       0.91
    1     B        3    1.5       0.91
    >>> round(found.intraclass.icc1, 2)
    0.95

    References
    ----------
    James, Demaree and Wolf (1984), Estimating Within-Group Interrater Reliability With and Without
    Response Bias; Bliese (2000), Within-Group Agreement, Non-Independence, and Reliability.
    """
    owner = "aggregate"
    answers = read_answers(items, "items", owner)
    of_respondent = read_groups(groups, len(answers.kept), owner)[answers.kept]
    chosen = checks.choice(group_size, get_args(GroupSize), "group_size", owner)
    within = rwg(items, groups, points=points, null=null)
    scores = answers.values.mean(axis=1)
    found = tuple(
        GroupScore(
            group=item.group,
            members=item.members,
            score=_mean(scores[of_respondent == item.group]),
            agreement=item.agreement,
        )
        for item in within.groups
    )
    between = intraclass(scores, of_respondent, chosen)
    low = [item.group for item in found if item.agreement < ENOUGH]
    return Aggregation(
        groups=found,
        within_group=within,
        intraclass=between,
        parameters={**within.parameters, "group_size": chosen},
        notes=(*within.notes, *between.notes, *_low_notes(low)),
        references=("james1984", "bliese2000", "lebreton2008"),
    )


def _mean(scores: NDArray[np.float64]) -> float:
    return float(scores.mean()) if len(scores) else float("nan")


def _low_notes(groups: list[str]) -> tuple[Note, ...]:
    if not groups:
        return ()
    values = {"groups": groups, "enough": ENOUGH}
    return (Note("calibration.note.rwg_low", values, "warning"),)
