"""Dependence between partners: how much together, how unequal, and who has the advantage."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, get_args

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, DTypeLike, NDArray

from consilience import checks
from consilience.errors import DataError
from consilience.results import Result

if TYPE_CHECKING:
    from collections.abc import Iterable

JointMethod = Literal["sum", "mean", "minimum", "product"]
AsymmetryMethod = Literal["difference", "ratio"]


@dataclass(frozen=True, kw_only=True, eq=False)
class Dependence(Result):
    """A dependence measure, one number a name (dyad or alliance), read-only, shape (n,).

    ``numpy.asarray`` gives the numbers.
    """

    values: NDArray[np.float64]
    names: tuple[str, ...]

    def __array__(
        self, dtype: DTypeLike | None = None, *, copy: bool | None = None
    ) -> NDArray[Any]:
        return np.array(self.values, dtype=dtype, copy=copy)

    def to_frame(self) -> pd.DataFrame:
        """Return one row a name."""
        return pd.DataFrame({"name": self.names, "value": self.values})


@dataclass(frozen=True, kw_only=True, eq=False)
class Advantage(Dependence):
    """Asymmetric dependence, with the partner who has the advantage in each dyad.

    ``advantage`` holds ``"a"``, ``"b"`` or ``"neither"``: the partner who depends less.
    """

    advantage: tuple[str, ...]

    def to_frame(self) -> pd.DataFrame:
        """Return one row a dyad."""
        return super().to_frame().assign(advantage=self.advantage)


def joint_dependence(
    a_on_b: ArrayLike,
    b_on_a: ArrayLike,
    *,
    method: JointMethod = "sum",
    cases: Iterable[str] | None = None,
) -> Dependence:
    """Measure how much two partners depend on each other together.

    Parameters
    ----------
    a_on_b, b_on_a
        The dependence of a on b and of b on a, on one scale, shape (n,).
    method
        ``"sum"`` (Gulati and Sytch), ``"mean"`` (the same order), ``"minimum"`` (mutual
        dependence in the narrow sense) or ``"product"`` (needs numbers of at least 0).
    cases
        Names of the dyads, each once; 1, 2, ... by default.

    Returns
    -------
    Dependence
        Joint dependence, shape (n,). Swapping the partners changes nothing.

    Raises
    ------
    ArgumentError
        If a number is missing or not finite, or lengths differ.
    DataError
        If the product meets a negative number, or a result is too large for a number.
    UnknownNameError
        If the method is unknown.

    Examples
    --------
    >>> joint_dependence([4, 2], [3, 2]).values
    array([7., 4.])

    References
    ----------
    Gulati and Sytch (2007), Dependence Asymmetry and Joint Dependence.
    """
    owner = "joint_dependence"
    chosen = checks.choice(method, get_args(JointMethod), "method", owner)
    ours, theirs = _pair(a_on_b, b_on_a, owner)
    if chosen == "product":
        _at_least(ours, theirs, key="calibration.not_negative")
    with np.errstate(over="ignore"):
        found = {
            "sum": ours + theirs,
            "mean": ours / 2 + theirs / 2,
            "minimum": np.minimum(ours, theirs),
            "product": ours * theirs,
        }[chosen]
    return Dependence(
        values=_finite(found),
        names=case_names(cases, len(found), owner),
        parameters={"method": chosen},
        references=("gulati2007",),
    )


def asymmetric_dependence(
    a_on_b: ArrayLike,
    b_on_a: ArrayLike,
    *,
    method: AsymmetryMethod = "difference",
    signed: bool = False,
    cases: Iterable[str] | None = None,
) -> Advantage:
    """Measure how unequally two partners depend on each other, and who has the advantage.

    Parameters
    ----------
    a_on_b, b_on_a
        The dependence of a on b and of b on a, on one scale, shape (n,).
    method
        ``"difference"``: the absolute difference, 0 for equals (Gulati and Sytch); ``"ratio"``:
        the larger over the smaller, 1 for equals (needs numbers greater than 0).
    signed
        If true: a's dependence minus b's, or a's over b's. Above 0 (ratio: above 1) a depends
        more.
    cases
        Names of the dyads, each once; 1, 2, ... by default.

    Returns
    -------
    Advantage
        Asymmetric dependence, shape (n,), and for each dyad the partner who depends less.

    Raises
    ------
    ArgumentError
        If a number is missing or not finite, or lengths differ.
    DataError
        If the ratio meets a number that is not above 0, or a result is too large for a number.
    UnknownNameError
        If the method is unknown.

    Examples
    --------
    >>> found = asymmetric_dependence([4, 2], [3, 2])
    >>> found.values, found.advantage
    (array([1., 0.]), ('b', 'neither'))

    References
    ----------
    Gulati and Sytch (2007), Dependence Asymmetry and Joint Dependence; Casciaro and Piskorski
    (2005), Power Imbalance, Mutual Dependence, and Constraint Absorption.
    """
    owner = "asymmetric_dependence"
    chosen = checks.choice(method, get_args(AsymmetryMethod), "method", owner)
    keep_sign = checks.boolean(signed, "signed", owner)
    ours, theirs = _pair(a_on_b, b_on_a, owner)
    if chosen == "ratio":
        _at_least(ours, theirs, key="calibration.positive")
    more, less = (
        (ours, theirs) if keep_sign else (np.maximum(ours, theirs), np.minimum(ours, theirs))
    )
    with np.errstate(over="ignore"):
        found = more - less if chosen == "difference" else more / less
    lead = np.select([ours < theirs, ours > theirs], ["a", "b"], default="neither")
    return Advantage(
        values=_finite(found),
        names=case_names(cases, len(found), owner),
        advantage=tuple(lead.tolist()),
        parameters={"method": chosen, "signed": keep_sign},
        references=("gulati2007", "casciaro2005"),
    )


def case_names(cases: Iterable[str] | None, count: int, owner: str) -> tuple[str, ...]:
    """Return the names of the cases, or 1, 2, ..., as text."""
    if cases is None:
        return tuple(str(place) for place in range(1, count + 1))
    found = checks.names(cases, "cases", owner)
    checks.same_length(np.array(found), np.empty(count), "cases", owner, "values")
    return found


def read_only(found: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the array with its numbers fixed."""
    found.flags.writeable = False
    return found


def _pair(
    a_on_b: ArrayLike, b_on_a: ArrayLike, owner: str
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    ours = checks.numbers(a_on_b, "a_on_b", owner)
    theirs = checks.numbers(b_on_a, "b_on_a", owner)
    checks.same_length(theirs, ours, "b_on_a", owner, "a_on_b")
    return ours, theirs


def _at_least(
    ours: NDArray[np.float64],
    theirs: NDArray[np.float64],
    *,
    key: Literal["calibration.not_negative", "calibration.positive"],
) -> None:
    low = np.minimum(ours, theirs)
    wrong = low < 0 if key == "calibration.not_negative" else low <= 0
    if wrong.any():
        place = int(np.argmax(wrong))
        raise DataError(key, got=float(low[place]), place=place + 1)


def _finite(found: NDArray[np.float64]) -> NDArray[np.float64]:
    if not np.isfinite(found).all():
        raise DataError("calibration.too_large", place=int(np.argmax(~np.isfinite(found))) + 1)
    return read_only(found)
