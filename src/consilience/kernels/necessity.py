"""Search of necessary conjunctions and disjunctions over all combinations of literals."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numba import njit

from consilience.kernels.buffers import doubled_rows
from consilience.kernels.memberships import literal_membership

if TYPE_CHECKING:
    from numpy.typing import NDArray


@njit(cache=True)
def necessary_combinations(
    values: NDArray[np.float64],
    multi_value: NDArray[np.bool_],
    levels: NDArray[np.int64],
    outcome: NDArray[np.float64],
    cuts: NDArray[np.float64],
    disjunction: bool,  # noqa: FBT001  (kernels take positions)
    depth: int,
) -> NDArray[np.int64]:
    """Return combinations of literals whose set passes all three cut-offs.

    Combinations grow by one condition at a time, in the order of the conditions. A conjunction
    below the inclusion cut-off cannot recover when it grows, so its branch ends there. A
    disjunction that passes is not grown: what grows from it is not minimal.

    Parameters
    ----------
    values : float array of shape (cases, k)
    multi_value, levels : arrays of shape (k,)
    outcome : float array of shape (cases,)
    cuts : float array of shape (3,)
        Lowest inclusion, RoN and coverage.
    disjunction : bool
        Whether literals are joined by OR; else by AND.
    depth : int
        Most literals of a combination.

    Returns
    -------
    int array of shape (found, k)
        Values of the literals; -1 stands for a condition that is not in the combination.
    """
    cases, conditions = values.shape
    found = np.empty((16, conditions), np.int64)
    count = 0
    combination = np.full(conditions, -1, np.int64)
    sets = np.empty((depth + 1, cases))
    for case in range(cases):
        sets[0, case] = 0.0 if disjunction else 1.0
    chosen = np.full(depth + 1, -1, np.int64)
    level = 0
    while level >= 0:
        condition = chosen[level]
        # next literal at this level: next value of the same condition, else the next condition
        if condition >= 0 and combination[condition] + 1 < levels[condition]:
            combination[condition] += 1
        else:
            if condition >= 0:
                combination[condition] = -1
            condition = condition + 1 if condition >= 0 else (chosen[level - 1] + 1 if level else 0)
            if condition >= conditions:
                chosen[level] = -1
                level -= 1
                continue
            chosen[level] = condition
            combination[condition] = 0
        inclusion, passes = _grow(
            values,
            multi_value,
            outcome,
            cuts,
            disjunction,
            condition,
            combination[condition],
            sets[level],
            sets[level + 1],
        )
        if passes:
            if count == len(found):
                found = doubled_rows(found)
            for place in range(conditions):
                found[count, place] = combination[place]
            count += 1
        deeper = not passes if disjunction else inclusion >= cuts[0]
        if deeper and level + 1 < depth and condition + 1 < conditions:
            level += 1
    return found[:count]


@njit(cache=True)
def _grow(
    values: NDArray[np.float64],
    multi_value: NDArray[np.bool_],
    outcome: NDArray[np.float64],
    cuts: NDArray[np.float64],
    disjunction: bool,  # noqa: FBT001  (kernels take positions)
    condition: int,
    wanted: int,
    before: NDArray[np.float64],
    after: NDArray[np.float64],
) -> tuple[float, bool]:
    both = 0.0
    size = 0.0
    total = 0.0
    for case in range(len(outcome)):
        part = literal_membership(values[case, condition], wanted, multi_value[condition])
        x = max(before[case], part) if disjunction else min(before[case], part)
        after[case] = x
        both += min(x, outcome[case])
        size += x
        total += outcome[case]
    inclusion = both / total if total > 0 else 0.0
    coverage = both / size if size > 0 else 0.0
    irrelevant = len(outcome) - both
    relevance = (len(outcome) - size) / irrelevant if irrelevant > 0 else 0.0
    passes = inclusion >= cuts[0] and relevance >= cuts[1] and coverage >= cuts[2]
    return inclusion, passes
