"""The dependence of one party on another, and of whole alliances."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal, get_args

import numpy as np

from consilience import checks
from consilience.calibration.dependence import Dependence, case_names, read_only
from consilience.errors import ArgumentError, DataError

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

AllianceMethod = Literal["mean", "maximum"]


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
        values=read_only(found),
        names=case_names(None, len(found), owner),
        parameters={"way": way},
        references=("emerson1962", "pfeffer1978"),
    )


def alliance_dependence(
    values: ArrayLike,
    alliances: Iterable[str],
    *,
    method: AllianceMethod = "mean",
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
        If a number is missing, the alliances are no names, or the lengths differ.
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
    chosen = checks.choice(method, get_args(AllianceMethod), "method", owner)
    found = checks.numbers(values, "values", owner)
    listed = _labels(alliances, owner)
    checks.same_length(listed, found, "alliances", owner, "values")
    names = tuple(dict.fromkeys(listed.tolist()))
    summary = np.mean if chosen == "mean" else np.max
    return Dependence(
        values=read_only(np.array([summary(found[listed == name]) for name in names])),
        names=names,
        parameters={"method": chosen},
        references=("gulati2007",),
    )


def _labels(alliances: Iterable[str], owner: str) -> NDArray[np.object_]:
    if isinstance(alliances, str) or not isinstance(alliances, Iterable):
        raise ArgumentError("alliances", owner, "names", alliances)
    listed = list(alliances)
    if not all(isinstance(item, str) for item in listed):
        raise ArgumentError("alliances", owner, "names", listed)
    return np.array(listed, dtype=object)
