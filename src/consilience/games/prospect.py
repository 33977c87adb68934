"""Payoffs as prospect theory values them: against a reference, losses weigh more than gains."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from consilience.errors import ArgumentError, DataError, UnknownNameError
from consilience.games.expressions import exact, parse
from consilience.games.game import Game
from consilience.games.payoff_table import form_argument
from consilience.games.polynomial import Polynomial, constant, function, symbol, symbols_of
from consilience.games.reading import cells_of, expected, idle_notes
from consilience.games.values import Number


def prospect(
    game: Game,
    *,
    reference: Number | str = 0,
    gains: Number = "0.88",
    losses: Number = "0.88",
    aversion: Number = "2.25",
    weights: Mapping[str, Number] | None = None,
) -> Game:
    r"""Make the game in which every payoff is valued as prospect theory does.

    A payoff z counts :math:`(z - z_0)^\alpha` above the reference and
    :math:`-\lambda (z_0 - z)^\beta` below; the new game keeps all symbols, so that every question
    can be asked of it.

    Parameters
    ----------
    game
        The game. Payoffs must not depend on shares.
    reference
        The reference :math:`z_0`: a finite number, or a formula in the parameters.
    gains, losses
        The exponents :math:`\alpha` and :math:`\beta`, above 0 and at most 1.
    aversion
        Loss aversion :math:`\lambda`, at least 1.
    weights
        Parameters that are probabilities, with the exponent :math:`\gamma` (above 0 and at most 1)
        of their weighting: p becomes :math:`p^\gamma / (p^\gamma + (1-p)^\gamma)^{1/\gamma}`.

    Returns
    -------
    Game
        The game of valued payoffs, with the same parameters.

    Raises
    ------
    ArgumentError
        If an argument is of the wrong form or outside of its range.
    DataError
        If payoffs depend on shares, or the reference cannot be read.
    UnknownNameError
        If a weighted name is no parameter.

    Examples
    --------
    >>> from consilience.games.game import EXAMPLE
    >>> valued = prospect(Game.from_dict(EXAMPLE))
    >>> round(Game.from_dict(EXAMPLE).thresholds("R", 0, 9).critical[0], 3)
    5.0
    >>> valued.thresholds("R", 0, 9, {"W": 0}).critical
    (5.0,)

    References
    ----------
    Tversky and Kahneman (1992), Advances in Prospect Theory: Cumulative Representation of
    Uncertainty.
    """
    owner = "prospect"
    form = form_argument(game, owner)
    known = {item.name: symbol(item.name) for item in form.parameters}
    base = _reference(reference, known, owner)
    alpha, beta = (_between(v, 0, 1, n, owner) for v, n in ((gains, "gains"), (losses, "losses")))
    factor = exact(aversion)
    if factor is None or factor < 1:
        raise ArgumentError("aversion", owner, "at_least", aversion, limit=1)
    given = cells_of(form)
    if given is None:
        raise DataError("games.prospect_shares")
    weighted = _weights(weights, known, owner)
    cells = {
        profile: tuple(
            _valued(item.substitute(weighted) - base, alpha, beta, factor) for item in row
        )
        for profile, row in given.items()
    }
    utilities = expected(form, cells)
    found = replace(form, utilities=utilities, notes=())
    used = symbols_of(item for row in utilities for item in row)
    return Game(replace(found, notes=idle_notes(found, used)))


def _reference(given: object, known: Mapping[str, Polynomial], owner: str) -> Polynomial:
    value = exact(given)
    if value is not None:
        return constant(value)
    if not isinstance(given, str):
        raise ArgumentError("reference", owner, "number", given)
    return parse(given, known, "reference")


def _between(given: object, low: int, high: int, name: str, owner: str) -> Fraction:
    value = exact(given)
    if value is None or not low < value <= high:
        raise ArgumentError(name, owner, "above_to", given, low=low, high=high)
    return value


def _weights(given: object, known: Mapping[str, Polynomial], owner: str) -> dict[str, Polynomial]:
    if given is None:
        return {}
    if not isinstance(given, Mapping):
        raise ArgumentError("weights", owner, "mapping", given)
    found = {}
    for name, exponent in given.items():
        if name not in known:
            raise UnknownNameError("weights", owner, str(name), known)
        gamma = _between(exponent, 0, 1, f"weights[{name}]", owner)
        written = f"{name}^({gamma}) * ({name}^({gamma}) + (1 - {name})^({gamma}))^(-1/({gamma}))"
        found[name] = parse(written, known, name)
    return found


def _valued(payoff: Polynomial, alpha: Fraction, beta: Fraction, aversion: Fraction) -> Polynomial:
    zero = constant(0)
    above = function("max", (payoff, zero)).power(alpha)
    below = function("max", (-payoff, zero)).power(beta)
    return above - below * constant(aversion)
