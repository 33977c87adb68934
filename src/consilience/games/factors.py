"""What each parameter does to the stability of a vertex: its sign, proved, and its elasticity."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

import pandas as pd

from consilience import checks
from consilience.games.certificates import decide
from consilience.games.game import Game
from consilience.games.inequalities import Box, Condition, box_of, conditions_of
from consilience.games.mechanism import profile_of
from consilience.games.payoff_table import form_argument
from consilience.games.polynomial import Polynomial, symbols_of
from consilience.games.printing import polynomial_text
from consilience.games.records import REFERENCES, Form, as_float
from consilience.games.thresholds import Party
from consilience.games.values import Values, all_values, moving, shown_values
from consilience.games.vertices import departures
from consilience.results import Note, Result

Sign = Literal["+", "-", "0", "mixed", "unknown"]


@dataclass(frozen=True)
class Factor:
    """What one parameter does to what one party loses by leaving the target.

    ``sign`` is "+" if the loss never falls as the parameter rises (it helps), "-" if it never
    rises, "0" without effect, "mixed" if both happen within the ranges, "unknown" if not decided.
    ``slope`` is the derivative as a formula, "" where there is none in closed form;
    ``slope_now`` and ``elasticity`` are taken at the given values: by how many percent the loss
    changes where the parameter rises by one percent, NaN where the loss is 0.
    """

    parameter: str
    party: Party
    sign: Sign
    slope: str
    slope_now: float
    elasticity: float


@dataclass(frozen=True, kw_only=True, eq=False)
class Factors(Result):
    """The factors of a target, a row a parameter and party; parties in the order of the game.

    ``binding`` are the parties that lose least by leaving, ``margin`` is what they lose.
    """

    target: tuple[str, ...]
    margin: float
    binding: tuple[Party, ...]
    factors: tuple[Factor, ...]

    def sign(self, parameter: str) -> Sign:
        """Return what a parameter does to all parties together."""
        signs = {item.sign for item in self.factors if item.parameter == parameter} - {"0"}
        if len(signs) > 1:
            return "unknown" if "unknown" in signs else "mixed"
        return signs.pop() if signs else "0"

    def to_frame(self) -> pd.DataFrame:
        """Return one row a parameter and party."""
        rows = [
            {
                "parameter": item.parameter,
                "population": item.party.population,
                "sign": item.sign,
                "slope": item.slope,
                "slope now": item.slope_now,
                "elasticity": item.elasticity,
            }
            for item in self.factors
        ]
        return pd.DataFrame(rows)


def factors(
    game: Game,
    target: Sequence[str] | str,
    values: Values = None,
    assumptions: Sequence[str] | str = (),
    *,
    effort: int = 200,
) -> Factors:
    """Say of each parameter whether more of it makes a profile more stable, and how strongly.

    The sign holds throughout the ranges of the table and the assumptions, and is proved as in
    :func:`scenarios`; slope and elasticity are those at the given values.

    Parameters
    ----------
    game
        The game.
    target
        One strategy of each population.
    values
        As in :meth:`Game.equilibria`: where slopes and elasticities are taken.
    assumptions, effort
        As in :func:`scenarios`; an effort of at least 1.

    Returns
    -------
    Factors
        Sign, slope and elasticity of each parameter for each party that could leave.

    Raises
    ------
    ArgumentError
        If an argument is of the wrong form or outside of its range.
    DataError
        If a value is missing, or an assumption cannot be read.
    UnknownNameError
        If a parameter or strategy is unknown.

    Examples
    --------
    >>> from consilience.games.game import EXAMPLE
    >>> found = factors(Game.from_dict(EXAMPLE), ("cooperate", "cooperate"))
    >>> [(name, found.sign(name)) for name in ("R", "C", "W")]
    [('R', '+'), ('C', '-'), ('W', '+')]
    >>> round(found.factors[0].elasticity, 3), found.margin
    (0.889, 4.5)

    References
    ----------
    Friedman (1991), Evolutionary Games in Economics; Handelman (1988), Representing Polynomials by
    Positive Linear Functions on Compact Convex Polyhedra.
    """
    owner = "factors"
    form = form_argument(game, owner)
    profile = profile_of(form, target, owner)
    known = all_values(form, values, owner)
    assumed = conditions_of(form, assumptions, "assumptions", owner)
    most = checks.whole(effort, 1, "effort", owner)
    box = box_of(form, assumed, {})
    losses = _losses(form, profile)
    now = [as_float(loss.at(known).constant() or Fraction(0)) for _, loss in losses]
    found = [
        _factor(name, party, loss, known, (assumed, box, most))
        for name in moving(form)
        for party, loss in losses
        if name in loss.symbols()
    ]
    unknown = sorted({item.parameter for item in found if item.sign == "unknown"})
    return Factors(
        target=form.names(profile),
        margin=min(now),
        binding=tuple(p for (p, _), value in zip(losses, now, strict=True) if value == min(now)),
        factors=tuple(found),
        parameters={
            "values": shown_values(known),
            "assumptions": [item.text() for item in assumed],
            "effort": most,
        },
        notes=(
            *form.notes,
            *(Note("games.note.signs_unknown", {"names": unknown}, "warning"),) * bool(unknown),
        ),
        references=(*REFERENCES, "handelman1988"),
    )


def _losses(form: Form, profile: tuple[int, ...]) -> list[tuple[Party, Polynomial]]:
    """Return what each party loses by each move away from a vertex."""
    found = []
    for number, other, gain in departures(form, profile):
        names = form.populations[number].strategies
        party = Party(form.populations[number].name, names[profile[number]], names[other])
        found.append((party, -gain))
    return found


def _factor(
    name: str,
    party: Party,
    loss: Polynomial,
    known: Mapping[str, Fraction],
    question: tuple[Sequence[Condition], Box, int],
) -> Factor:
    closed = any(
        not isinstance(atom, str) and name in symbols_of(atom.arguments)
        for monomial in loss.terms
        for atom, _ in monomial
    )
    slope = None if closed else loss.derivative(name)
    now = _slope_now(name, loss, slope, known)
    height = as_float(loss.at(known).constant() or Fraction(0))
    return Factor(
        parameter=name,
        party=party,
        sign="unknown" if slope is None else _sign(slope, *question),
        slope="" if slope is None else polynomial_text(slope),
        slope_now=now,
        elasticity=now * as_float(known[name]) / height if height else float("nan"),
    )


def _slope_now(
    name: str, loss: Polynomial, slope: Polynomial | None, known: Mapping[str, Fraction]
) -> float:
    """Return the derivative at the values; of what is no polynomial by a central difference."""
    if slope is not None:
        return as_float(slope.at(known).constant() or Fraction(0))
    step = max(abs(known[name]), Fraction(1)) / 10**5
    up, down = (
        loss.at({**known, name: known[name] + change}).constant() or Fraction(0)
        for change in (step, -step)
    )
    return as_float((up - down) / (2 * step))


def _sign(slope: Polynomial, assumed: Sequence[Condition], box: Box, most: int) -> Sign:
    used = symbols_of([slope, *(item.polynomial for item in assumed)])
    inside = {name: ends for name, ends in box.items() if name in used}
    rises = decide([*assumed, Condition(slope)], inside, most).status
    falls = decide([*assumed, Condition(-slope)], inside, most).status
    if "unknown" in {rises, falls}:
        return "unknown"
    signs: dict[tuple[bool, bool], Sign] = {
        (True, True): "mixed",
        (True, False): "+",
        (False, True): "-",
        (False, False): "0",
    }
    return signs[rises == "possible", falls == "possible"]
