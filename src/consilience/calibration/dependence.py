"""Dependence between partners: how much together, how unequal, and who has the advantage."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, DTypeLike, NDArray

from consilience import checks
from consilience.errors import DataError
from consilience.results import Result

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


def resource_dependence(
    criticality: ArrayLike | None = None,
    concentration: ArrayLike | None = None,
    *,
    outside_options: ArrayLike | None = None,
) -> Dependence:
    """Measure how much one party depends on another.

    Dependence is the criticality of the partner's resource times the concentration of its
    sources, or 1 minus the outside options: both are conventions of this program after the
    resource dependence view.

    Parameters
    ----------
    criticality
        How critical the resource is, in [0, 1], shape (n,).
    concentration
        How much its supply is concentrated on the partner, in [0, 1], shape (n,).
    outside_options
        Instead of both: the share of the resource to be had elsewhere, in [0, 1], shape (n,).

    Returns
    -------
    Dependence
        Dependence in [0, 1], shape (n,).

    Raises
    ------
    ArgumentError
        If a number is missing or outside [0, 1], or the lengths differ.
    DataError
        If neither or both of the two ways are given.

    Examples
    --------
    >>> resource_dependence([0.8, 0.5], [0.5, 1]).values
    array([0.4, 0.5])
    >>> resource_dependence(outside_options=[0.25]).values
    array([0.75])

    References
    ----------
    Emerson (1962), Power-Dependence Relations, *American Sociological Review* 27; Pfeffer and
    Salancik (1978), *The External Control of Organizations*.
    """
    owner = "resource_dependence"
    given = [item is not None for item in (criticality, concentration, outside_options)]
    if given not in ([True, True, False], [False, False, True]):
        raise DataError("calibration.dependence_way")
    if outside_options is not None:
        found = 1 - checks.memberships(outside_options, "outside_options", owner)
        way = "outside options"
    else:
        need = checks.memberships(criticality, "criticality", owner)
        supply = checks.memberships(concentration, "concentration", owner)
        checks.same_length(supply, need, "concentration", owner, "criticality")
        found, way = need * supply, "criticality x concentration"
    return Dependence(
        values=_read_only(found),
        names=case_names(None, len(found), owner),
        parameters={"way": way},
    )


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
    chosen = checks.choice(method, ("sum", "mean", "minimum", "product"), "method", owner)
    ours, theirs = _pair(a_on_b, b_on_a, owner)
    if chosen == "product":
        _at_least(ours, theirs, allowed="not_negative")
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
    chosen = checks.choice(method, ("difference", "ratio"), "method", owner)
    keep_sign = checks.boolean(signed, "signed", owner)
    ours, theirs = _pair(a_on_b, b_on_a, owner)
    if chosen == "ratio":
        _at_least(ours, theirs, allowed="positive")
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


def alliance_dependence(
    values: ArrayLike,
    alliances: Iterable[str],
    *,
    method: Literal["mean", "maximum"] = "mean",
) -> Dependence:
    """Carry a measure of dyads to the level of alliances (a convention of this program).

    Parameters
    ----------
    values
        A measure of each dyad, shape (n,).
    alliances
        The alliance of each dyad, n names.
    method
        ``"mean"`` or ``"maximum"`` over the dyads of an alliance.

    Returns
    -------
    Dependence
        One number an alliance, in the order of the alliances' first dyads.

    Raises
    ------
    ArgumentError
        If a number is missing, an alliance is no text, or the lengths differ.
    UnknownNameError
        If the method is unknown.

    Examples
    --------
    >>> found = alliance_dependence([1, 3, 5], ["Film", "Film", "Chips"])
    >>> dict(zip(found.names, found.values.tolist()))
    {'Film': 2.0, 'Chips': 5.0}

    References
    ----------
    Gulati and Sytch (2007) measure dyads; the step to alliances is ours.
    """
    owner = "alliance_dependence"
    chosen = checks.choice(method, ("mean", "maximum"), "method", owner)
    found = checks.numbers(values, "values", owner)
    listed = np.array(list(alliances), dtype=object)
    names = checks.names(list(dict.fromkeys(listed.tolist())), "alliances", owner)
    checks.same_length(listed, found, "alliances", owner, "values")
    summary = np.mean if chosen == "mean" else np.max
    return Dependence(
        values=_read_only(np.array([summary(found[listed == name]) for name in names])),
        names=names,
        parameters={"method": chosen},
        references=("gulati2007",),
    )


def case_names(cases: Iterable[str] | None, count: int, owner: str) -> tuple[str, ...]:
    """Return the names of the cases, or 1, 2, ..., as text."""
    if cases is None:
        return tuple(str(place) for place in range(1, count + 1))
    found = checks.names(cases, "cases", owner)
    checks.same_length(np.array(found), np.empty(count), "cases", owner, "values")
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
    allowed: Literal["not_negative", "positive"],
) -> None:
    low = np.minimum(ours, theirs)
    wrong = low < 0 if allowed == "not_negative" else low <= 0
    if wrong.any():
        place = int(np.argmax(wrong))
        raise DataError(f"calibration.{allowed}", got=float(low[place]), place=place + 1)


def _finite(found: NDArray[np.float64]) -> NDArray[np.float64]:
    if not np.isfinite(found).all():
        raise DataError("calibration.too_large", place=int(np.argmax(~np.isfinite(found))) + 1)
    return _read_only(found)


def _read_only(found: NDArray[np.float64]) -> NDArray[np.float64]:
    found.flags.writeable = False
    return found
