"""Coupling coordination of subsystems: the two right forms, and the wrong ones by name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations
from typing import Any, Literal, get_args

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from consilience import checks
from consilience.errors import ArgumentError, DataError
from consilience.results import Note, Result
from consilience.value.corrected import share_weights
from consilience.value.game import Floats, frozen
from consilience.value.grids import unit_grid

CouplingForm = Literal["classic", "corrected"]


@dataclass(frozen=True, kw_only=True, eq=False)
class Coupling(Result):
    """Coupling C, development T and coordination D of each row, in [0, 1], shape (rows,).

    Read-only; NaN where all subsystems are 0.
    """

    rows: tuple[str, ...]
    subsystems: tuple[str, ...]
    coupling: Floats
    development: Floats
    coordination: Floats

    def to_frame(self) -> pd.DataFrame:
        """Return one row a case or period."""
        return pd.DataFrame(
            {
                "row": self.rows,
                "C": self.coupling,
                "T": self.development,
                "D": self.coordination,
            }
        )


@dataclass(frozen=True)
class FormulaFit:
    """How far reported values lie from those of one form, at most."""

    form: str
    right: bool
    largest_difference: float


@dataclass(frozen=True, kw_only=True, eq=False)
class CouplingCheck(Result):
    """Which formula a reported coupling comes from, the nearest first.

    ``form`` is the one that gives the reported values within ``tolerance``, else ``"unknown"``.
    """

    form: str
    right: bool
    fits: tuple[FormulaFit, ...]

    def to_frame(self) -> pd.DataFrame:
        """Return one row a formula."""
        rows = [(item.form, item.right, item.largest_difference) for item in self.fits]
        return pd.DataFrame(rows, columns=["form", "right", "largest difference"])


def coupling(
    table: Any, weights: ArrayLike | None = None, *, form: CouplingForm = "classic"
) -> Coupling:
    r"""Measure how far subsystems develop together: degree of coupling coordination.

    With u the order degrees of k subsystems, T = :math:`\sum_i a_i u_i` and D =
    :math:`\sqrt{C\,T}`; ``"classic"``: C = :math:`k\,(\prod_i u_i)^{1/k} / \sum_i u_i`;
    ``"corrected"``: C = :math:`\sqrt{(1 - \frac{2}{k(k-1)} \sum_{i<j} |u_i - u_j|)
    (\prod_i u_i / \max u)^{1/(k-1)}}`, where each factor is over the
    largest u. The classic C piles up near 1; the corrected one spreads over [0, 1].

    Parameters
    ----------
    table
        Order degrees in [0, 1]: one row a case or period (named by the index of a frame), one
        column a subsystem, at least 2.
    weights
        The a of T: one number of at least 0 a subsystem, not all 0; scaled to the sum 1, equal by
        default.
    form
        ``"classic"`` or ``"corrected"``. The names of wrong forms in use (``"factor lost"``,
        ``"power lost"``, ``"factor and power lost"``, ``"root lost"``, ``"pairwise sums"``) are
        refused with the reason.

    Returns
    -------
    Coupling
        C, T and D of each row.

    Raises
    ------
    ArgumentError
        If the table is no table of order degrees, or the weights do not fit.
    DataError
        If a wrong form is asked for.
    UnknownNameError
        If the form is unknown.

    Examples
    --------
    >>> found = coupling([[0.4, 0.9], [0.6, 0.6]])
    >>> found.coupling.round(4), found.coordination.round(4)
    (array([0.9231, 1.    ]), array([0.7746, 0.7746]))
    >>> coupling([[0.4, 0.9]], form="corrected").coupling.round(4)
    array([0.4714])

    References
    ----------
    Liao (1999); Wang, Kong, Ren, Zhi and Dai (2021), Research on Misuses and Modification of
    Coupling Coordination Degree Model in China.
    """
    owner = "coupling"
    if isinstance(form, str) and form in _WRONG:
        raise DataError(_sentence(form))
    chosen = checks.choice(form, get_args(CouplingForm), "form", owner)
    grid = unit_grid(table, "table", owner)
    if len(grid.columns) < 2:
        raise ArgumentError("table", owner, "columns", len(grid.columns), least=2)
    shares = share_weights(weights, len(grid.columns), owner)
    together = _RIGHT[chosen](grid.values)
    development = grid.values @ shares
    still = [name for name, row in zip(grid.rows, grid.values, strict=True) if not row.any()]
    notes = (Note("value.note.all_zero", {"rows": still}),) if still else ()
    return Coupling(
        rows=grid.rows,
        subsystems=grid.columns,
        coupling=frozen(together),
        development=frozen(development),
        coordination=frozen(np.sqrt(together * development)),
        parameters={"form": chosen, "weights": shares.tolist()},
        notes=notes,
        references=("liao1999", "wang2021"),
    )


def coupling_check(table: Any, reported: ArrayLike, *, tolerance: float = 0.0005) -> CouplingCheck:
    """Find the formula behind a reported coupling C: one of the right ones, or a wrong one in use.

    About half of the papers with this model computed C in a way that does not lie in [0, 1] or is
    not 1 where all subsystems are equal; the numbers give the formula away.

    Parameters
    ----------
    table
        The order degrees, as in :func:`coupling`.
    reported
        The C of the paper, shape (rows,).
    tolerance
        At least 0: half a unit of the last digit printed.

    Returns
    -------
    CouplingCheck
        The formula, whether it is a right one, and the distance from all known ones.

    Raises
    ------
    ArgumentError
        If the table is no table of order degrees, or the values do not fit.

    Examples
    --------
    >>> found = coupling_check([[0.4, 0.9], [0.5, 0.8]], [0.4615, 0.4865])
    >>> found.form, found.right
    ('factor lost', False)

    References
    ----------
    Liu (2017), on common errors in computing the degree of coupling; Wang, Kong, Ren, Zhi and Dai
    (2021).
    """
    owner = "coupling_check"
    grid = unit_grid(table, "table", owner)
    if len(grid.columns) < 2:
        raise ArgumentError("table", owner, "columns", len(grid.columns), least=2)
    values = checks.numbers(reported, "reported", owner)
    checks.same_length(values, grid.values, "reported", owner, "table")
    width = checks.interval(tolerance, 0, float("inf"), "tolerance", owner)
    fits = []
    for right, forms in ((True, _RIGHT), (False, _WRONG)):
        for name, formula in forms.items():
            off = np.abs(formula(grid.values) - values)
            fits.append(FormulaFit(name, right, float(np.nan_to_num(off, nan=np.inf).max())))
    fits.sort(key=lambda item: (item.largest_difference, not item.right))
    near = fits[0].largest_difference <= width * (1 + 1e-9)
    form = fits[0].form if near else "unknown"
    right = near and fits[0].right
    notes: tuple[Note, ...] = ()
    if near and not right:
        notes = (Note(_sentence(form), {}, "warning"),)
    return CouplingCheck(
        form=form,
        right=right,
        fits=tuple(fits),
        parameters={"reported": values.tolist(), "tolerance": width},
        notes=notes,
        references=("liu2017", "wang2021"),
    )


def classic(values: Floats) -> Floats:
    """Return the classic C of each row; NaN where all are 0."""
    count = values.shape[1]
    total = values.sum(axis=1)
    mean = np.prod(values, axis=1) ** (1 / count)
    found = np.divide(count * mean, total, out=np.full(len(values), np.nan), where=total > 0)
    return np.asarray(found, dtype=np.float64)


def corrected(values: Floats) -> Floats:
    """Return the corrected C of each row; NaN where all are 0."""
    count = values.shape[1]
    largest = values.max(axis=1, keepdims=True)
    relative = np.divide(values, largest, out=np.full(values.shape, np.nan), where=largest > 0)
    pairs = combinations(range(count), 2)
    apart = np.mean([np.abs(values[:, i] - values[:, j]) for i, j in pairs], axis=0)
    evenness = np.prod(relative, axis=1) ** (1 / (count - 1))
    return np.asarray(np.sqrt((1 - apart) * evenness), dtype=np.float64)


def _factor_lost(values: Floats) -> Floats:
    return np.asarray(classic(values) / values.shape[1], dtype=np.float64)


def _power_lost(values: Floats) -> Floats:
    count = values.shape[1]
    return np.asarray(count * _factor_and_power_lost(values), dtype=np.float64)


def _factor_and_power_lost(values: Floats) -> Floats:
    return _root_of_share(values, values.sum(axis=1))


def _root_lost(values: Floats) -> Floats:
    return np.asarray(classic(values) ** values.shape[1], dtype=np.float64)


def _pairwise_sums(values: Floats) -> Floats:
    pairs = combinations(range(values.shape[1]), 2)
    sums = np.prod([values[:, i] + values[:, j] for i, j in pairs], axis=0)
    return np.asarray(values.shape[1] * _root_of_share(values, sums), dtype=np.float64)


def _root_of_share(values: Floats, below: Floats) -> Floats:
    above = np.prod(values, axis=1)
    share = np.divide(above, below, out=np.full(len(values), np.nan), where=below > 0)
    return np.asarray(share ** (1 / values.shape[1]), dtype=np.float64)


def _sentence(form: str) -> str:
    """Return the key of the sentence that says what is wrong with a form."""
    return f"value.coupling.{form.replace(' ', '_')}"


_RIGHT: dict[str, Callable[[Floats], Floats]] = {"classic": classic, "corrected": corrected}
_WRONG: dict[str, Callable[[Floats], Floats]] = {
    "factor lost": _factor_lost,
    "power lost": _power_lost,
    "factor and power lost": _factor_and_power_lost,
    "root lost": _root_lost,
    "pairwise sums": _pairwise_sums,
}
