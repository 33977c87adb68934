"""How well the niche of each member suits it, and how much room it has to develop."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from consilience import checks
from consilience.errors import ArgumentError, DataError, UnknownNameError
from consilience.network.resources.amounts import read_amounts
from consilience.network.resources.niche import Niches
from consilience.results import Note

_SAME = 1e-12


def niche_suitability(
    factors: Any, optimum: Mapping[str, float] | None = None, *, scaled: bool = True
) -> Niches:
    r"""Measure how near the state of each member is to the optimum: niche suitability.

    With :math:`d_{ij} = |x_{ij} - x_j^{opt}|` over n factors j,
    :math:`F_i = \frac{1}{n} \sum_j (d_{min} + e d_{max}) / (d_{ij} + e d_{max})`, where
    :math:`d_{min}`, :math:`d_{max}` and the mean :math:`\bar d` are those of all members and
    factors, and :math:`e = (\bar d - 2 d_{min}) / d_{max}`, so that a state at the mean distance
    has suitability 1/2. With ``scaled`` each factor and its optimum are first divided by the
    largest of the factor's values and its optimum (a convention of this program).

    Parameters
    ----------
    factors
        A table of numbers of at least 0: one row a member (its name in the index), one column a
        factor of the niche.
    optimum
        The best value of each factor, at least 0; the largest value of the factor where none is
        given.
    scaled
        If true, factors are brought to one scale; else they must have one unit.

    Returns
    -------
    Niches
        Suitability in (0, 1], 1 for whom is at the optimum of every factor while others are not.
        NaN for all if all states are equally far from the optimum, but for the optimum itself,
        where it is 1.

    Raises
    ------
    ArgumentError
        If there is no table, or the optimum is no mapping.
    DataError
        If a number is missing, negative, infinite or no number.
    UnknownNameError
        If an optimum is given for an unknown factor.

    Examples
    --------
    >>> found = niche_suitability({"skills": [10, 5, 0], "capital": [8, 8, 4]})
    >>> found.values.round(3)
    array([1.   , 0.7  , 0.325])

    References
    ----------
    Li and Lin (1997), The Niche-Fitness Model of Crop Population and Its Application.
    """
    owner = "niche_suitability"
    members, far, parameters = _distances(factors, optimum, scaled, owner)
    least, most, mean = far.min(), far.max(), far.mean()
    values, notes = np.ones(len(far)), _alike(far)
    if notes and most > _SAME:
        values = np.full(len(far), np.nan)
    elif not notes:
        shift = mean - 2 * least  # e times the largest distance
        values = ((least + shift) / (far + shift)).mean(axis=1)
    values.flags.writeable = False
    return Niches(
        members=members,
        values=values,
        parameters=parameters,
        notes=notes,
        references=("li1997",),
    )


def evolution_momentum(
    factors: Any, optimum: Mapping[str, float] | None = None, *, scaled: bool = True
) -> Niches:
    r"""Measure how much room each member has to develop towards the optimum: evolution momentum.

    :math:`EM_i = \sqrt{\sum_j d_{ij} / n}` with the distances d of :func:`niche_suitability` over n
    factors: 0 at the optimum of every factor.

    Parameters
    ----------
    factors, optimum, scaled
        As in :func:`niche_suitability`: a table of numbers of at least 0, one row a member.

    Returns
    -------
    Niches
        Momentum, at least 0; at most 1 for scaled factors.

    Raises
    ------
    ArgumentError
        If there is no table, or the optimum is no mapping.
    DataError
        If a number is missing, negative, infinite or no number.
    UnknownNameError
        If an optimum is given for an unknown factor.

    Examples
    --------
    >>> evolution_momentum({"skills": [10, 5, 0], "capital": [8, 8, 4]}).values.round(3)
    array([0.   , 0.5  , 0.866])

    References
    ----------
    Li and Lin (1997), The Niche-Fitness Model of Crop Population and Its Application.
    """
    owner = "evolution_momentum"
    members, far, parameters = _distances(factors, optimum, scaled, owner)
    values = np.sqrt(far.mean(axis=1))
    values.flags.writeable = False
    return Niches(
        members=members,
        values=values,
        parameters=parameters,
        notes=_alike(far),
        references=("li1997",),
    )


def _distances(
    factors: object, optimum: object, scaled: object, owner: str
) -> tuple[tuple[str, ...], NDArray[np.float64], dict[str, Any]]:
    """Return the members, and how far each is from each optimum, shape (members, factors)."""
    frame = checks.frame(factors, "factors", owner)
    members, states = read_amounts(frame, "factors", owner)
    best = states.max(axis=0)
    for name, value in _given(optimum, owner).items():
        if name not in frame.columns:
            raise UnknownNameError("optimum", owner, name, frame.columns)
        found = checks.number(value, "optimum", owner)
        if found < 0:
            raise ArgumentError("optimum", owner, "not_negative", value)
        best[list(frame.columns).index(name)] = found
    parameters: dict[str, Any] = {
        "optimum": dict(zip(frame.columns, best.tolist(), strict=True)),
        "scaled": checks.boolean(scaled, "scaled", owner),
    }
    far = np.abs(states - best)
    if parameters["scaled"]:
        largest = np.maximum(states.max(axis=0), best)
        far /= np.where(largest > 0, largest, 1.0)
    if far.max() > np.finfo(np.float64).max / far.size:  # their sum would be infinite
        raise DataError("network.amount", column=frame.columns[0])
    return members, far, parameters


def _given(optimum: object, owner: str) -> Mapping[str, Any]:
    if optimum is None:
        return {}
    if not isinstance(optimum, Mapping):
        raise ArgumentError("optimum", owner, "mapping", optimum)
    return {str(name): value for name, value in optimum.items()}


def _alike(far: NDArray[np.float64]) -> tuple[Note, ...]:
    alike = float(np.ptp(far)) <= _SAME * max(1.0, float(far.max()))
    return (Note("network.note.equally_far"),) * alike
