"""Search of necessary conjunctions and disjunctions over all combinations of literals."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from consilience.kernels.buffers import doubled_rows
from consilience.kernels.compiling import kernel
from consilience.kernels.memberships import literal_membership

if TYPE_CHECKING:
    from numpy.typing import NDArray


@kernel
def necessary_combinations(
    values: NDArray[np.float64],
    multi_value: NDArray[np.bool_],
    levels: NDArray[np.int64],
    outcome: NDArray[np.float64],
    cuts: NDArray[np.float64],
    disjunction: bool,  # noqa: FBT001  (kernels take positions)
    depth: int,
    budget: int,
) -> tuple[NDArray[np.int64], int]:
    """Return combinations of literals whose set passes all three cut-offs, and nodes searched.

    Combinations grow by one condition at a time, in the order of the conditions. A conjunction
    below the inclusion cut-off cannot recover when it grows, so its branch ends there. A
    disjunction that passes is not grown: what grows from it is not minimal. Nor is one that cannot
    pass however it grows: RoN only falls; coverage can at best reach what it would be if all of
    the outcome that is missing came without anything else; inclusion at best what all literals of
    the later conditions add.

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
    budget : int
        The search stops after this many nodes; the second value then exceeds the budget.

    Returns
    -------
    tuple of int array of shape (found, k) and int
        Values of the literals; -1 stands for a condition that is not in the combination.
    """
    cases, conditions = values.shape
    literals = _literals(values, multi_value, levels)
    later = _highest_later(literals)
    nodes = 0
    found = np.empty((16, conditions), np.int64)
    count = 0
    combination = np.full(conditions, -1, np.int64)
    sets = np.empty((depth + 1, cases))
    for case in range(cases):
        sets[0, case] = 0.0 if disjunction else 1.0
    chosen = np.full(depth + 1, -1, np.int64)
    level = 0
    while level >= 0 and nodes <= budget:
        nodes += 1
        condition = _next_literal(combination, chosen, level, levels)
        if condition == conditions:
            level -= 1
            continue
        hopeful, passes = _grow(
            literals[condition, combination[condition]],
            sets[level],
            sets[level + 1],
            later[condition + 1],
            outcome,
            cuts,
            disjunction,
        )
        if passes:
            if count == len(found):
                found = doubled_rows(found)
            for place in range(conditions):
                found[count, place] = combination[place]
            count += 1
        if hopeful and level + 1 < depth and condition + 1 < conditions:
            level += 1
    return found[:count], nodes


@kernel
def _next_literal(
    combination: NDArray[np.int64],
    chosen: NDArray[np.int64],
    level: int,
    levels: NDArray[np.int64],
) -> int:
    # next value of the condition of this level, else the next condition; one too many at the end
    condition = int(chosen[level])
    if condition >= 0 and combination[condition] + 1 < levels[condition]:
        combination[condition] += 1
        return condition
    if condition >= 0:
        combination[condition] = -1
    before = condition if condition >= 0 or level == 0 else int(chosen[level - 1])
    condition = before + 1
    if condition == len(levels):
        chosen[level] = -1
    else:
        chosen[level] = condition
        combination[condition] = 0
    return condition


@kernel
def _literals(
    values: NDArray[np.float64], multi_value: NDArray[np.bool_], levels: NDArray[np.int64]
) -> NDArray[np.float64]:
    # memberships in every literal, shape (k, most levels, cases); 0 where there is no such value
    cases, conditions = values.shape
    found = np.zeros((conditions, levels.max(), cases))
    for condition in range(conditions):
        for value in range(levels[condition]):
            for case in range(cases):
                found[condition, value, case] = literal_membership(
                    values[case, condition], value, multi_value[condition]
                )
    return found


@kernel
def _highest_later(literals: NDArray[np.float64]) -> NDArray[np.float64]:
    # highest membership in any literal of this or a later condition, shape (k + 1, cases)
    conditions, levels, cases = literals.shape
    highest = np.zeros((conditions + 1, cases))
    for condition in range(conditions - 1, -1, -1):
        for case in range(cases):
            highest[condition, case] = highest[condition + 1, case]
            for value in range(levels):
                highest[condition, case] = max(
                    highest[condition, case], literals[condition, value, case]
                )
    return highest


@kernel
def _grow(
    literal: NDArray[np.float64],
    before: NDArray[np.float64],
    after: NDArray[np.float64],
    later: NDArray[np.float64],
    outcome: NDArray[np.float64],
    cuts: NDArray[np.float64],
    disjunction: bool,  # noqa: FBT001  (kernels take positions)
) -> tuple[bool, bool]:
    # whether a longer combination may pass and be worth listing, and whether this one passes
    both = 0.0
    highest = 0.0
    size = 0.0
    total = 0.0
    for case in range(len(outcome)):
        x = max(before[case], literal[case]) if disjunction else min(before[case], literal[case])
        after[case] = x
        both += min(x, outcome[case])
        size += x
        total += outcome[case]
        highest += min(max(x, later[case]), outcome[case])
    inclusion = both / total if total > 0 else 0.0
    coverage = both / size if size > 0 else 0.0
    irrelevant = len(outcome) - both
    relevance = (len(outcome) - size) / irrelevant if irrelevant > 0 else 0.0
    passes = inclusion >= cuts[0] and relevance >= cuts[1] and coverage >= cuts[2]
    if not disjunction:
        return inclusion >= cuts[0], passes
    best_size = size + total - both
    covers = best_size == 0 or total / best_size >= cuts[2]
    hopeful = covers and relevance >= cuts[1] and highest >= cuts[0] * total
    return hopeful and not passes, passes
