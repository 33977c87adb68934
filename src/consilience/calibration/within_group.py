"""Agreement within groups: rwg of one item, rwg(j) of several."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from consilience import checks
from consilience.calibration.answers import read_answers, read_groups
from consilience.errors import ArgumentError, DataError, UnknownNameError
from consilience.results import Note, Result

Null = Literal[
    "uniform", "slight skew", "moderate skew", "heavy skew", "triangular", "normal", "maximum"
]
ENOUGH = 0.7  # rule of thumb; James et al. (1984) and much use since

# expected variances of LeBreton and Senter (2008), by scale points; uniform has a formula
_VARIANCES: dict[str, dict[int, float]] = {
    "slight skew": {5: 1.34, 6: 1.85, 7: 2.90, 8: 3.47, 9: 5.66, 10: 6.30, 11: 7.31},
    "moderate skew": {5: 0.90, 6: 1.26, 7: 2.14, 8: 2.79, 9: 4.73, 10: 5.09, 11: 6.32},
    "heavy skew": {5: 0.44, 6: 0.69, 7: 1.39, 8: 2.35, 9: 3.16, 10: 3.46, 11: 4.02},
    "triangular": {5: 1.32, 6: 1.45, 7: 2.10, 8: 2.81, 9: 3.00, 10: 2.89, 11: 3.32},
    "normal": {5: 1.04, 6: 1.25, 7: 1.40, 8: 1.73, 9: 1.58, 10: 1.45, 11: 1.40},
}


@dataclass(frozen=True)
class GroupAgreement:
    """Agreement in one group; NaN where fewer than two members answered everything.

    ``variance`` is the mean variance of the items. ``outside`` is true where it exceeds that of
    the null distribution: the index would leave [0, 1] and is set to 0.
    """

    group: str
    members: int
    variance: float
    agreement: float
    outside: bool


@dataclass(frozen=True, kw_only=True, eq=False)
class WithinGroup(Result):
    """rwg (one item) or rwg(j) (several) of every group, in the order of their names.

    ``mean``, ``median`` and ``share_enough`` (at least .70) are over groups with an index.
    """

    index: str
    null_variance: float
    groups: tuple[GroupAgreement, ...]
    mean: float
    median: float
    share_enough: float

    def to_frame(self) -> pd.DataFrame:
        """Return one row a group."""
        return pd.DataFrame([vars(item) for item in self.groups])


def rwg(
    items: object, groups: object, *, points: int, null: Null | float = "uniform"
) -> WithinGroup:
    """Measure how much the members of each group agree, beside members who answer at random.

    With one item rwg = 1 - variance / null variance; with J items rwg(j) uses their mean
    variance. Either is 1 where all members answer alike.

    Parameters
    ----------
    items : table of respondents x items
        Answers on one scale. Respondents with a gap are left out.
    groups : list of str, shape (respondents,)
        The group of each respondent.
    points : int, at least 2
        Points of the scale, such as 5.
    null : {"uniform", "slight skew", "moderate skew", "heavy skew", "triangular", "normal", \
"maximum"} or number above 0
        How members without agreement would answer, or the variance of that. Uniform has the
        variance (points^2 - 1) / 12, maximum ((points - 1) / 2)^2; the others are those that
        LeBreton and Senter print for 5 to 11 points. Uniform makes the index high where all
        people lean to one side, so try a skewed one too.

    Returns
    -------
    WithinGroup
        An index in [0, 1] for each group.

    Raises
    ------
    ArgumentError, DataError, UnknownNameError
        If the table, a group or a setting is not allowed, a null distribution has no variance
        for so many points, or an answer lies further from another than the scale is long.

    Examples
    --------
    >>> items = {"q1": [4, 4, 5, 1, 5, 3], "q2": [4, 5, 5, 2, 5, 1]}
    >>> found = rwg(items, ["A", "A", "A", "B", "B", "B"], points=5)
    >>> found.to_frame().round(3)
      group  members  variance  agreement  outside
    0     A        3     0.333      0.909    False
    1     B        3     4.167      0.000     True

    References
    ----------
    James, Demaree and Wolf (1984), Estimating Within-Group Interrater Reliability With and Without
    Response Bias; LeBreton and Senter (2008), Answers to 20 Questions About Interrater Reliability
    and Interrater Agreement.
    """
    owner = "rwg"
    answers = read_answers(items, "items", owner)
    of_respondent = read_groups(groups, len(answers.kept), owner)
    size = checks.whole(points, 2, "points", owner)
    spread = float(np.ptp(answers.values))
    if spread > size - 1:
        raise DataError("calibration.beyond_points", points=size, spread=f"{spread:g}")
    expected = null_variance(null, size, owner)
    names = sorted(set(of_respondent.tolist()))
    kept = of_respondent[answers.kept]
    found = tuple(_group(name, answers.values[kept == name], expected) for name in names)
    known = np.array([item.agreement for item in found])
    known = known[~np.isnan(known)]
    return WithinGroup(
        index="rwg" if len(answers.items) == 1 else "rwg(j)",
        null_variance=expected,
        groups=found,
        mean=float(known.mean()) if len(known) else float("nan"),
        median=float(np.median(known)) if len(known) else float("nan"),
        share_enough=float((known >= ENOUGH).mean()) if len(known) else float("nan"),
        parameters={
            "points": size,
            "null": null if isinstance(null, str) else "variance",
            "null_variance": expected,
            "items": list(answers.items),
            "enough": ENOUGH,
        },
        notes=(*answers.notes(), *_notes(found)),
        references=("james1984", "lebreton2008"),
    )


def null_variance(null: object, points: int, owner: str) -> float:
    """Return the variance that answers would have without any agreement."""
    if not isinstance(null, str):
        found = checks.number(null, "null", owner)
        if found <= 0:
            raise ArgumentError("null", owner, "above", null, limit=0)
        return found
    if null == "uniform":
        return (points**2 - 1) / 12
    if null == "maximum":
        return ((points - 1) / 2) ** 2
    if null not in _VARIANCES:
        raise UnknownNameError("null", owner, null, get_args(Null))
    if points not in _VARIANCES[null]:
        raise DataError("calibration.null_points", null=null, points=points)
    return _VARIANCES[null][points]


def _group(name: str, values: NDArray[np.float64], expected: float) -> GroupAgreement:
    members, items = values.shape
    if members < 2:
        return GroupAgreement(name, members, float("nan"), float("nan"), outside=False)
    variance = float(values.var(axis=0, ddof=1).mean())
    share = variance / expected
    agreement = items * (1 - share) / (items * (1 - share) + share) if share < 1 else 0.0
    return GroupAgreement(name, members, variance, agreement, outside=share > 1)


def _notes(groups: tuple[GroupAgreement, ...]) -> tuple[Note, ...]:
    outside = [item.group for item in groups if item.outside]
    small = [item.group for item in groups if item.members < 2]
    found = []
    if outside:
        found.append(Note("calibration.note.rwg_outside", {"groups": outside}, "warning"))
    if small:
        found.append(Note("calibration.note.small_groups", {"groups": small}, "warning"))
    return tuple(found)
