"""The Nash bargaining solution of partners who can pay each other."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from consilience import checks
from consilience.errors import ArgumentError
from consilience.results import Note
from consilience.value.dividends import positive
from consilience.value.game import Allocation, Floats, frozen, players_of


def nash_bargaining(
    total: float,
    disagreement: ArrayLike,
    weights: ArrayLike | None = None,
    *,
    caps: ArrayLike | None = None,
    players: Any = None,
) -> Allocation:
    r"""Divide a total so that the weighted product of gains is largest: Nash bargaining.

    :math:`\max \prod_i (x_i - d_i)^{w_i}` with :math:`\sum x_i` the total: what disagreement
    brings, and the surplus in proportion to bargaining power. Equal weights are Nash's symmetric
    solution, others the asymmetric one. With caps, who has reached his takes no more.

    Parameters
    ----------
    total
        What there is to divide.
    disagreement
        What each has without agreement, shape (n,).
    weights
        Bargaining power, one number above 0 a player; equal by default.
    caps
        The most that each can take, shape (n,), above the disagreement; none by default.
    players
        Names of the players; their places from 0 by default.

    Returns
    -------
    Allocation
        What each gets. Where disagreement brings more than the total, the state is
        ``"no surplus"`` and the values are NaN; where it brings just as much, each gets just that.
        Where all caps together are below the total, each gets his cap and the state is
        ``"caps below total"``.

    Raises
    ------
    ArgumentError
        If an argument does not fit.

    Examples
    --------
    >>> nash_bargaining(10, [1, 3]).values
    array([4., 6.])
    >>> nash_bargaining(10, [1, 3], [2, 1]).values
    array([5., 5.])

    References
    ----------
    Nash (1950), The Bargaining Problem; Kalai (1977), Nonsymmetric Nash Solutions and Replications
    of 2-Person Bargaining.
    """
    owner = "nash_bargaining"
    there = checks.number(total, "total", owner)
    apart = checks.numbers(disagreement, "disagreement", owner)
    power = np.ones(len(apart)) if weights is None else positive(weights, "weights", owner)
    checks.same_length(power, apart, "weights", owner, "disagreement")
    room = np.full(len(apart), np.inf)
    if caps is not None:
        most = checks.numbers(caps, "caps", owner)
        checks.same_length(most, apart, "caps", owner, "disagreement")
        room = most - apart
        if room.min() <= 0:
            raise ArgumentError("caps", owner, "above_disagreement", float(room.min()))
    surplus = there - float(apart.sum())
    state, values = "found", apart + _poured(max(surplus, 0.0), power, room)
    if surplus < 0:
        state, values = "no surplus", np.full(len(apart), np.nan)
    elif surplus > room.sum():
        state = "caps below total"
    key = {"no surplus": "no_surplus", "caps below total": "caps_below"}.get(state)
    return Allocation(
        players=players_of(players, len(apart), owner),
        values=frozen(values),
        state=state,
        parameters={
            "total": there,
            "disagreement": apart.tolist(),
            "weights": power.tolist(),
            "caps": None if caps is None else (apart + room).tolist(),
        },
        notes=(Note(f"value.note.{key}", {}, "warning"),) if key else (),
        references=("nash1950", "kalai1977"),
    )


def _poured(surplus: float, power: Floats, room: Floats) -> Floats:
    """Return min(room, power x level) with the sum of the surplus, as far as there is room."""
    found = np.zeros(len(power))
    left, weight = surplus, float(power.sum())
    for place in np.argsort(room / power, kind="stable").tolist():
        found[place] = min(float(room[place]), left * float(power[place]) / weight)
        left -= found[place]
        weight -= float(power[place])
    return found
