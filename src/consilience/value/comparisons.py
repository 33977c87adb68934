"""Weights from comparisons of pairs: the analytic hierarchy process."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from consilience.errors import ArgumentError
from consilience.results import Note, Result
from consilience.value.game import Floats, frozen
from consilience.value.grids import read_grid

# mean consistency index of random comparisons of 1 to 15 criteria (Saaty 1980)
_RANDOM = (0, 0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59)
_CONSISTENT = 0.1
_ROUNDED = 0.05  # 0.33 for 1/3, 0.13 for 1/8


@dataclass(frozen=True, kw_only=True, eq=False)
class ComparisonWeights(Result):
    """Weights of criteria, sum 1, read-only, shape (n,), and how far comparisons agree.

    ``ratio`` is the consistency ratio: 0 where all agree, above 0.1 they contradict each other.
    ``worst`` is the pair that is furthest from the weights, () where no comparison deviates.
    """

    criteria: tuple[str, ...]
    values: Floats
    eigenvalue: float
    index: float
    ratio: float
    worst: tuple[str, ...]

    def to_frame(self) -> pd.DataFrame:
        """Return one row a criterion."""
        return pd.DataFrame({"criterion": self.criteria, "weight": self.values})


def ahp(comparisons: Any) -> ComparisonWeights:
    r"""Weigh criteria by how much more important each is than each other: AHP.

    The weights are the principal eigenvector. With :math:`\lambda` its eigenvalue the consistency
    index is :math:`(\lambda - n) / (n - 1)`, the ratio that index over its mean for random
    comparisons. Offered for comparison with published work: :func:`rank_acceptability` needs no
    weights.

    Parameters
    ----------
    comparisons
        A square table of numbers above 0, up to 15 criteria: how many times as important the row is
        as the column (1 to 9 or their reciprocals, by custom). 1 on the diagonal, reciprocals on
        the other side; they may be rounded (0.33 for 1/3), the mean of both sides counts.

    Returns
    -------
    ComparisonWeights
        Weights and consistency; a warning where comparisons contradict each other.

    Raises
    ------
    ArgumentError
        If the table is not square, not positive, or not reciprocal within 5 %.

    Examples
    --------
    >>> found = ahp([[1, 2, 6], [1/2, 1, 3], [1/6, 1/3, 1]])
    >>> found.values.round(3), round(found.ratio, 3)
    (array([0.6, 0.3, 0.1]), 0.0)

    References
    ----------
    Saaty (1980), The Analytic Hierarchy Process. That reciprocals may be rounded by 5 % is a
    convention of this program.
    """
    owner = "ahp"
    grid = read_grid(comparisons, "comparisons", owner)
    size = len(grid.rows)
    table = grid.values
    if grid.rows != grid.columns or size > len(_RANDOM):
        got = f"{size} x {len(grid.columns)}"
        raise ArgumentError("comparisons", owner, "comparisons", got, most=len(_RANDOM))
    wrong = (table <= 0) | (np.abs(table * table.T - 1) > _ROUNDED)
    if wrong.any():
        first, second = (int(place) for place in np.argwhere(wrong)[0])
        got = f"{table[first, second]:.6g} ({grid.rows[first]}, {grid.rows[second]})"
        raise ArgumentError("comparisons", owner, "comparisons", got, most=len(_RANDOM))
    even = np.sqrt(table / table.T)
    roots, vectors = np.linalg.eig(even)
    place = int(np.argmax(roots.real))
    weights = np.abs(vectors[:, place].real)
    weights = weights / weights.sum()
    index = max(0.0, (float(roots[place].real) - size) / (size - 1)) if size > 2 else 0.0
    ratio = index / _RANDOM[size - 1] if size > 2 else 0.0
    apart = np.abs(np.log(even * weights / weights[:, None]))
    first, second = (int(place) for place in np.unravel_index(np.argmax(apart), apart.shape))
    worst = tuple(sorted((first, second))) if apart.max() > 1e-9 else ()
    pair = tuple(grid.rows[place] for place in worst)
    note = Note("value.note.consistent", {"ratio": ratio})
    if ratio > _CONSISTENT:
        note = Note("value.note.contradict", {"ratio": ratio, "pair": pair}, "warning")
    return ComparisonWeights(
        criteria=grid.rows,
        values=frozen(weights),
        eigenvalue=float(roots[place].real),
        index=index,
        ratio=ratio,
        worst=pair,
        parameters={},
        notes=(note,),
        references=("saaty1980",),
    )
