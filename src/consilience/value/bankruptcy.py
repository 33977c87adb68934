"""Claims that exceed what there is: the rules, and the game behind them."""

from __future__ import annotations

from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import ArrayLike

from consilience import checks
from consilience.errors import ArgumentError, DataError
from consilience.results import Note
from consilience.value.building import Worths, few_players
from consilience.value.game import Allocation, Floats, Game, frozen, players_of, subset_sums
from consilience.value.semivalues import shapley_values

Rule = Literal[
    "talmud",
    "proportional",
    "constrained equal awards",
    "constrained equal losses",
    "random arrival",
]
_REFERENCES = {"talmud": "aumann1985", "random arrival": "oneill1982"}
_MOST_ARRIVING = 25


def bankruptcy(
    estate: float, claims: ArrayLike, *, rule: Rule = "talmud", players: Any = None
) -> Allocation:
    r"""Divide an estate among claimants whose claims exceed it.

    ``"proportional"``: in proportion to the claims c. ``"constrained equal awards"``:
    :math:`\min(c_i, \lambda)`. ``"constrained equal losses"``: :math:`\max(0, c_i - \lambda)`.
    ``"talmud"``: equal awards of half-claims up to half of all claims, equal losses above; it is
    the nucleolus of the bankruptcy game. ``"random arrival"``: each takes what is left in order of
    arrival, over all orders; it is the Shapley value of that game, for up to 25 claimants.

    Parameters
    ----------
    estate
        What there is, at least 0 and at most the sum of the claims.
    claims
        One number of at least 0 a claimant, shape (n,).
    rule
        One of the five.
    players
        Names of the claimants; their places from 0 by default.

    Returns
    -------
    Allocation
        What each gets, between 0 and the claim; the sum is the estate.

    Raises
    ------
    ArgumentError
        If an argument is outside its range.
    DataError
        If more than 25 claimants arrive at random.
    UnknownNameError
        If the rule is unknown.

    Examples
    --------
    >>> bankruptcy(200, [100, 200, 300]).values
    array([50., 75., 75.])
    >>> bankruptcy(200, [100, 200, 300], rule="random arrival").values.round(3)
    array([33.333, 83.333, 83.333])

    References
    ----------
    Aumann and Maschler (1985), Game Theoretic Analysis of a Bankruptcy Problem from the Talmud;
    O'Neill (1982), A Problem of Rights Arbitration from the Talmud; Thomson (2003), Axiomatic and
    Game-Theoretic Analysis of Bankruptcy and Taxation Problems: A Survey.
    """
    owner = "bankruptcy"
    chosen = checks.choice(rule, get_args(Rule), "rule", owner)
    there, given = _problem(estate, claims, owner)
    names = players_of(players, len(given), owner)
    if chosen == "random arrival" and len(given) > _MOST_ARRIVING:
        blanks = {"limit": _MOST_ARRIVING, "players": len(given)}
        raise DataError("value.players", owner=owner, **blanks)
    total = float(given.sum())
    return Allocation(
        players=names,
        values=frozen(_divided(chosen, there, given)),
        parameters={"estate": there, "claims": given.tolist(), "rule": chosen},
        notes=(Note("value.note.no_shortage"),) if there == total else (),
        references=(_REFERENCES.get(chosen, "thomson2003"),),
    )


def bankruptcy_game(estate: float, claims: ArrayLike, *, players: Any = None) -> Worths:
    r"""Return what each coalition of claimants is sure of, after all others are paid.

    :math:`v(S) = \max(0, E - \sum_{j \notin S} c_j)`.

    Parameters
    ----------
    estate, claims, players
        As in :func:`bankruptcy`, for up to 28 claimants.

    Returns
    -------
    Worths
        The worth of every coalition, shape (2^n,).

    Raises
    ------
    ArgumentError
        If an argument is outside its range.
    DataError
        If there are more than 28 claimants.

    Examples
    --------
    >>> bankruptcy_game(200, [100, 200, 300]).values
    array([  0.,   0.,   0.,   0.,   0.,   0., 100., 200.])

    References
    ----------
    O'Neill (1982), A Problem of Rights Arbitration from the Talmud.
    """
    owner = "bankruptcy_game"
    there, given = _problem(estate, claims, owner)
    names = players_of(players, len(given), owner)
    few_players(len(given), owner)
    return Worths(
        players=names,
        values=frozen(_sure(there, given)),
        source="bankruptcy",
        parameters={"estate": there, "claims": given.tolist()},
        references=("oneill1982",),
    )


def _problem(estate: float, claims: ArrayLike, owner: str) -> tuple[float, Floats]:
    given = checks.numbers(claims, "claims", owner)
    if given.min() < 0:
        raise ArgumentError("claims", owner, "not_negative", float(given.min()))
    return checks.interval(estate, 0, float(given.sum()), "estate", owner), given


def _sure(estate: float, claims: Floats) -> Floats:
    unpaid: Floats = subset_sums(claims)
    return np.asarray(np.maximum(0.0, estate - unpaid[::-1]), dtype=np.float64)


def _divided(rule: Rule, estate: float, claims: Floats) -> Floats:
    total = float(claims.sum())
    if rule == "proportional":
        return claims * (estate / total if total else 0.0)
    if rule == "random arrival":
        names = tuple(map(str, range(len(claims))))
        return shapley_values(Game(names, _sure(estate, claims)))
    if rule == "constrained equal awards":
        return _equal_awards(estate, claims)
    if rule == "constrained equal losses":
        return claims - _equal_awards(total - estate, claims)
    halves = claims / 2
    if estate <= total / 2:
        return _equal_awards(estate, halves)
    return claims - _equal_awards(total - estate, halves)


def _equal_awards(estate: float, claims: Floats) -> Floats:
    """Return min(claim, lambda) with the sum of the estate: small claims are met first."""
    found = np.empty(len(claims))
    left = estate
    order = np.argsort(claims, kind="stable").tolist()
    for place, claimant in enumerate(order):
        found[claimant] = min(float(claims[claimant]), left / (len(order) - place))
        left -= found[claimant]
    return found
