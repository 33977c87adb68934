"""Whether subsystems move together, and what holds them back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from consilience import checks
from consilience.errors import ArgumentError
from consilience.results import Note, Result
from consilience.value.corrected import share_weights
from consilience.value.game import Floats, frozen
from consilience.value.grids import unit_grid

Base = Literal["first", "previous"]


@dataclass(frozen=True, kw_only=True, eq=False)
class CompositeSynergy(Result):
    """Synergy of the subsystems in each later row, in [-1, 1], read-only, shape (rows - 1,).

    ``changes`` are the changes of the order degrees, shape (rows - 1, subsystems).
    """

    rows: tuple[str, ...]
    subsystems: tuple[str, ...]
    values: Floats
    changes: Floats

    def to_frame(self) -> pd.DataFrame:
        """Return one row a period: its synergy and the changes behind it."""
        changes = {name: self.changes[:, i] for i, name in enumerate(self.subsystems)}
        return pd.DataFrame({"row": self.rows, "synergy": self.values, **changes})


@dataclass(frozen=True, kw_only=True, eq=False)
class ObstacleDegrees(Result):
    """Each item's share of what is missing in a row, read-only, shape (rows, items).

    The shares of a row add up to 1; NaN where nothing is missing. ``largest`` names every largest
    obstacle of a row.
    """

    rows: tuple[str, ...]
    items: tuple[str, ...]
    values: Floats
    largest: tuple[tuple[str, ...], ...]

    def to_frame(self) -> pd.DataFrame:
        """Return one row a case or period, one column an item."""
        return pd.DataFrame(self.values, index=list(self.rows), columns=list(self.items))


def composite_synergy(table: Any, *, base: Base = "first") -> CompositeSynergy:
    r"""Measure how far subsystems move together: synergy of a composite system.

    :math:`\theta\, (\prod_k |u_k - u_k^0|)^{1/k}` with u the order degrees and :math:`u^0` those of
    the base; :math:`\theta` is 1 if all have risen, else -1.

    Parameters
    ----------
    table
        Order degrees in [0, 1]: one row a period in order (at least 2), one column a subsystem.
    base
        Compare with the ``"first"`` period or the ``"previous"`` one.

    Returns
    -------
    CompositeSynergy
        Synergy of each later period. Where one subsystem stands still it is 0.

    Raises
    ------
    ArgumentError
        If there is no such table.
    UnknownNameError
        If the base is unknown.

    Examples
    --------
    >>> composite_synergy([[0.2, 0.1], [0.6, 0.2], [0.5, 0.6]]).values.round(3)
    array([0.2  , 0.387])
    >>> composite_synergy([[0.2, 0.1], [0.6, 0.2], [0.5, 0.6]], base="previous").values.round(3)
    array([ 0.2, -0.2])

    References
    ----------
    Meng and Han (2000), on the synergy of composite systems.
    """
    owner = "composite_synergy"
    chosen = checks.choice(base, ("first", "previous"), "base", owner)
    grid = unit_grid(table, "table", owner)
    if len(grid.rows) < 2:
        raise ArgumentError("table", owner, "at_least_rows", len(grid.rows), least=2)
    before = grid.values[:1] if chosen == "first" else grid.values[:-1]
    changes = grid.values[1:] - before
    size = np.prod(np.abs(changes), axis=1) ** (1 / len(grid.columns))
    values = np.where((changes > 0).all(axis=1), size, -size) + 0.0
    return CompositeSynergy(
        rows=grid.rows[1:],
        subsystems=grid.columns,
        values=frozen(values),
        changes=frozen(changes),
        parameters={"base": chosen},
        references=("meng2000",),
    )


def obstacle_degrees(table: Any, weights: ArrayLike | None = None) -> ObstacleDegrees:
    r"""Measure which indicators or subsystems hold value back: obstacle degree.

    :math:`w_j (1 - u_j) / \sum_k w_k (1 - u_k)`.

    Parameters
    ----------
    table
        Order degrees or scaled indicators in [0, 1]: one row a case or period, one column an item.
    weights
        One number of at least 0 an item, not all 0; equal by default.

    Returns
    -------
    ObstacleDegrees
        Shares of each row, and its largest obstacles, tied ones all named.

    Raises
    ------
    ArgumentError
        If table or weights do not fit.

    Examples
    --------
    >>> found = obstacle_degrees([[0.5, 0.75], [1, 1]])
    >>> found.values.round(3).tolist()[0], found.largest
    ([0.667, 0.333], (('0',), ()))

    References
    ----------
    Meng and Han (2000), on the synergy of composite systems; the obstacle degree is in general use.
    """
    owner = "obstacle_degrees"
    grid = unit_grid(table, "table", owner)
    shares = share_weights(weights, len(grid.columns), owner)
    missing = (1 - grid.values) * shares
    total = missing.sum(axis=1, keepdims=True)
    values = np.divide(missing, total, out=np.full_like(missing, np.nan), where=total > 0)
    largest = tuple(
        tuple(
            name
            for name, share in zip(grid.columns, row.tolist(), strict=True)
            if share >= row.max() - 1e-12
        )
        for row in values
    )
    full = [name for name, size in zip(grid.rows, total[:, 0].tolist(), strict=True) if size == 0]
    return ObstacleDegrees(
        rows=grid.rows,
        items=grid.columns,
        values=frozen(values),
        largest=largest,
        parameters={"weights": shares.tolist()},
        notes=(Note("value.note.nothing_missing", {"rows": full}),) if full else (),
        references=("meng2000",),
    )
