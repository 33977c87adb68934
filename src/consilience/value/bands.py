"""What depends on a choice of weights and form, and grey relational degrees."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from consilience import checks
from consilience.errors import ArgumentError, DataError
from consilience.results import Note, Result
from consilience.value.corrected import share_weights
from consilience.value.coupling import classic, corrected
from consilience.value.game import Floats, frozen
from consilience.value.grids import Grid, read_grid
from consilience.value.indicators import Weighting, order_degrees

Scaling = Literal["mean", "first", "range", "none"]


@dataclass(frozen=True, kw_only=True, eq=False)
class CouplingBand(Result):
    """Coordination D of each row under every weighting and form, shape (rows, variants).

    All arrays are read-only; ``low`` and ``high``, shape (rows,), are the ends.
    ``order_holds`` says whether every variant puts the rows in the same order.
    """

    rows: tuple[str, ...]
    variants: tuple[str, ...]
    values: Floats
    low: Floats
    high: Floats
    order_holds: bool

    def to_frame(self) -> pd.DataFrame:
        """Return one row a case or period, one column a variant."""
        found = pd.DataFrame(self.values, index=list(self.rows), columns=list(self.variants))
        return found.assign(low=self.low, high=self.high)


@dataclass(frozen=True, kw_only=True, eq=False)
class GreyRelation(Result):
    """Grey relational degree of each series, in [0, 1], read-only, shape (series,).

    ``coefficients``, shape (periods, series), are those of single periods.
    """

    series: tuple[str, ...]
    values: Floats
    coefficients: Floats

    def to_frame(self) -> pd.DataFrame:
        """Return one row a series, the nearest first."""
        order = np.argsort(-self.values, kind="stable")
        names = [self.series[i] for i in order]
        return pd.DataFrame({"series": names, "degree": self.values[order]})


def coupling_band(
    table: Any,
    subsystems: Mapping[str, Any],
    *,
    bounds: Mapping[str, Any] | None = None,
    negative: Any = (),
) -> CouplingBand:
    """Show coordination D under equal, entropy and CRITIC weights, classic and corrected.

    What a paper reports as one number is one of six. Subsystems weigh the same in T.

    Parameters
    ----------
    table, subsystems, bounds, negative
        As in :func:`order_degrees`; at least 2 subsystems.

    Returns
    -------
    CouplingBand
        D of each row in six variants, and the band of them.

    Raises
    ------
    ArgumentError
        If an argument does not fit.
    DataError
        As :func:`order_degrees`, or if no indicator of a subsystem tells rows apart.
    UnknownNameError
        If an indicator is unknown.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"a": [0, 2, 3], "b": [0, 3, 4], "c": [1, 2, 5]})
    >>> found = coupling_band(table, {"one": ["a", "b"], "two": ["c"]}, bounds={"c": (0, 5)})
    >>> found.low.round(3), found.high.round(3), found.order_holds
    (array([0.   , 0.588, 1.   ]), array([0.  , 0.73, 1.  ]), True)

    References
    ----------
    Wang, Kong, Ren, Zhi and Dai (2021), Research on Misuses and Modification of Coupling
    Coordination Degree Model in China. The band is a convention of this program.
    """
    owner = "coupling_band"
    if not isinstance(subsystems, Mapping) or len(subsystems) < 2:
        raise ArgumentError("subsystems", owner, "subsystems", subsystems)
    columns: dict[str, Floats] = {}
    for weighting in get_args(Weighting):
        found = order_degrees(table, subsystems, bounds=bounds, negative=negative, method=weighting)
        for name, formula in (("classic", classic), ("corrected", corrected)):
            together = np.nan_to_num(formula(np.clip(found.values, 0, 1)))
            columns[f"{weighting}, {name}"] = np.sqrt(together * found.values.mean(axis=1))
    values = np.column_stack(list(columns.values()))
    ranks = np.argsort(np.argsort(np.round(values, 9), axis=0, kind="stable"), axis=0)
    holds = bool((ranks == ranks[:, :1]).all())
    return CouplingBand(
        rows=found.rows,
        variants=tuple(columns),
        values=frozen(values),
        low=frozen(values.min(axis=1)),
        high=frozen(values.max(axis=1)),
        order_holds=holds,
        parameters={"subsystems": found.parameters["subsystems"]},
        notes=(*found.notes, *(() if holds else (Note("value.note.order", {}, "warning"),))),
        references=("wang2021", "diakoulaki1995", "zeleny1982"),
    )


def grey_relation(
    table: Any,
    reference: ArrayLike,
    weights: ArrayLike | None = None,
    *,
    rho: float = 0.5,
    scaling: Scaling = "mean",
) -> GreyRelation:
    r"""Measure how near series run to a reference series: grey relational degree.

    :math:`\xi_{tj} = (\Delta_{\min} + \rho \Delta_{\max}) / (\Delta_{tj} + \rho
    \Delta_{\max})` with :math:`\Delta` the distances after scaling, and the weighted mean over
    the periods t.

    Parameters
    ----------
    table
        One row a period, one column a series.
    reference
        The reference series, shape (periods,).
    weights
        One number of at least 0 a period, not all 0; equal by default.
    rho
        Above 0 and at most 1.
    scaling
        Each series over its ``"mean"``, over its ``"first"`` value, from 0 to 1 over its
        ``"range"``, or ``"none"``.

    Returns
    -------
    GreyRelation
        Degrees, which are relative to this set of series. Series that all equal the reference have
        the degree 1.

    Raises
    ------
    ArgumentError
        If an argument does not fit.
    DataError
        If a series cannot be scaled: its mean, first value or range is 0.
    UnknownNameError
        If the scaling is unknown.

    Examples
    --------
    >>> grey_relation([[1, 2], [2, 4], [3, 3]], [1, 2, 3]).values.round(3)
    array([1.   , 0.454])

    References
    ----------
    Deng (1989), Introduction to Grey System Theory.
    """
    owner = "grey_relation"
    chosen = checks.choice(scaling, get_args(Scaling), "scaling", owner)
    grid = read_grid(table, "table", owner)
    target = checks.numbers(reference, "reference", owner)
    checks.same_length(target, grid.values, "reference", owner, "table")
    share = checks.number(rho, "rho", owner)
    if not 0 < share <= 1:
        raise ArgumentError("rho", owner, "above_to", share, low=0, high=1)
    periods = share_weights(weights, len(target), owner)
    ready = _rescaled(Grid(grid.rows, ("reference",), target[:, None]), chosen)
    apart = np.abs(_rescaled(grid, chosen) - ready)
    least, most = float(apart.min()), float(apart.max())
    coefficients = np.ones_like(apart)
    if most > 0:
        coefficients = (least + share * most) / (apart + share * most)
    return GreyRelation(
        series=grid.columns,
        values=frozen(periods @ coefficients),
        coefficients=frozen(coefficients),
        parameters={"rho": share, "scaling": chosen, "weights": periods.tolist()},
        references=("deng1989",),
    )


def _rescaled(grid: Grid, scaling: Scaling) -> Floats:
    values = grid.values
    if scaling == "none":
        return values
    start = values.min(axis=0) if scaling == "range" else np.zeros(values.shape[1])
    units = {"mean": values.mean(axis=0), "first": values[0], "range": np.ptp(values, axis=0)}
    unit = units[scaling]
    if (unit == 0).any():
        raise DataError("value.no_scale", series=grid.columns[int(np.argmax(unit == 0))])
    return np.asarray((values - start) / unit, dtype=np.float64)
