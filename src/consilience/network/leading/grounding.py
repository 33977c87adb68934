"""Leaders added one at a time: the inverse of the grounded Laplacian kept up to date.

Before any leader the matrix is the pseudo-inverse of the Laplacian, one block a component. The
first leader of a component shifts its block so that its own row is 0; each further one is a
rank-one downdate, which lowers the trace by the sum of squares of its column over its diagonal.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from consilience.network.leading.solving import Array, inverse
from consilience.network.ties import Ties, components, laplacian

_BRIDGE = 1e-6  # nearer to a bridge the update would lose digits


@dataclass(frozen=True)
class Grounding:
    """The matrix, shape (n, n), the component of each node, which components have a leader."""

    matrix: Array
    component: NDArray[np.int64]
    led: NDArray[np.bool_]

    @property
    def open(self) -> int:
        """The number of components without a leader."""
        return int((~self.led).sum())


def leaderless(ties: Ties) -> Grounding:
    """Return the state before any leader."""
    count, component = components(ties.strength)
    sizes = np.bincount(component, minlength=count)
    together = (component[:, None] == component[None, :]) / sizes[component]
    matrix = inverse(laplacian(ties.strength).toarray() + together) - together
    return Grounding(matrix, component, np.zeros(count, dtype=np.bool_))


def without_tie(state: Grounding, first: int, second: int, strength: float) -> Grounding | None:
    """Return the state before any leader without a tie; None where the tie is a bridge, or nearly.

    With d = e_a - e_b the pseudo-inverse X becomes X + w X d d' X / (1 - w d' X d), as long as the
    network does not fall apart, which w d' X d = 1 would tell.
    """
    moved = state.matrix[:, first] - state.matrix[:, second]
    rest = 1 - strength * (moved[first] - moved[second])
    if rest < _BRIDGE:
        return None
    matrix = state.matrix + np.outer(moved, moved * (strength / rest))
    return Grounding(matrix, state.component, state.led)


def with_leader(state: Grounding, leader: int) -> Grounding:
    """Return the state with one more leader."""
    group = state.component[leader]
    matrix = state.matrix.copy()
    if state.led[group]:
        column = matrix[:, leader].copy()
        matrix -= np.outer(column, column) / column[leader]
        matrix[leader], matrix[:, leader] = 0.0, 0.0
    else:
        inside = np.flatnonzero(state.component == group)
        column = matrix[inside, leader]
        shift = matrix[leader, leader] - column[:, None] - column[None, :]
        matrix[np.ix_(inside, inside)] += shift
        matrix[leader], matrix[:, leader] = 0.0, 0.0
    led = state.led.copy()
    led[group] = True
    return Grounding(matrix, state.component, led)


def with_leaders(state: Grounding, leaders: Iterable[int]) -> Grounding:
    """Return the state with several more leaders."""
    for leader in leaders:
        state = with_leader(state, leader)
    return state


def variance_with_each(state: Grounding) -> Array:
    """Return H with each node as one more leader, shape (n,).

    Infinite where a component would stay without a leader; H as it is for those who lead already.
    """
    trace, own = np.trace(state.matrix), np.diag(state.matrix)
    if state.open > 1:
        return np.full(len(own), np.inf)
    if state.open == 1:
        inside = ~state.led[state.component]
        found = np.where(inside, trace + inside.sum() * own, np.inf)
        return np.asarray(found / 2)
    lowered = (state.matrix**2).sum(axis=0) / np.where(own > 0, own, 1.0)
    return np.asarray((trace - lowered) / 2)
