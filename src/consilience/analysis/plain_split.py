"""Divisions of one game by rules side by side, and whether they hold, on plain tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from consilience import checks, value
from consilience.errors import DataError
from consilience.value import (
    Allocation,
    Compromise,
    CoreExistence,
    CoreMembership,
    CorrectedShapley,
    Nucleolus,
    Worths,
)

__all__ = [
    "RULES",
    "USUAL_RULES",
    "CoreMembership",
    "Division",
    "Divisions",
    "Given",
    "Worths",
    "division",
    "divisions",
    "of_players",
    "verdicts_of",
    "worths_of",
]

Division = Allocation | Compromise | Nucleolus | CorrectedShapley

USUAL_RULES = ("shapley", "nucleolus", "tau")


@dataclass(frozen=True)
class Given:
    """What some rules need beside the game."""

    unions: Sequence[Sequence[str]] = ()
    ties: Sequence[tuple[str, str]] | None = None
    weights: Mapping[str, Any] = field(default_factory=dict)
    factors: pd.DataFrame | None = None
    factor_weights: Sequence[Any] | None = None


@dataclass(frozen=True)
class Divisions:
    """Several divisions of one game side by side, and what each does to stability.

    ``verdicts`` are about the divisions that exist.
    """

    worths: Worths
    core: CoreExistence
    divisions: Mapping[str, Division]
    verdicts: Mapping[str, CoreMembership]

    def to_frame(self) -> pd.DataFrame:
        """Return one row a player, one column a division."""
        columns = {name: found.values for name, found in self.divisions.items()}
        return pd.DataFrame({"player": self.worths.players, **columns})

    def to_dict(self) -> dict[str, Any]:
        """Return all parts as plain values."""
        return {
            "source": self.worths.source,
            "core": self.core.to_dict(),
            "divisions": {name: found.to_dict() for name, found in self.divisions.items()},
            "verdicts": {name: found.to_dict() for name, found in self.verdicts.items()},
        }


def divisions(
    table: pd.DataFrame, rules: Sequence[str], given: Given, *, synergies: bool
) -> Divisions:
    """Divide what a table of coalitions is worth; see the command ``value split``."""
    game = worths_of(table, synergies=synergies)
    found: dict[str, Division] = {}
    for rule in _chosen(rules, given):
        found[rule] = division(game, rule, given)
        if rule == "corrected":
            found["nearest"] = _nearest(game, found[rule])
    return Divisions(game, value.core_nonempty(game), found, verdicts_of(game, found))


def division(game: Worths, rule: str, given: Given | None = None) -> Division:
    """Divide by one rule."""
    return RULES[rule](game, given or Given())


def verdicts_of(game: Worths, found: Mapping[str, Any]) -> dict[str, CoreMembership]:
    """Return for each division that exists whether it is in the core."""
    there = {name: item.values for name, item in found.items() if item.values[0] == item.values[0]}
    return {name: value.core_membership(game, values) for name, values in there.items()}


def worths_of(table: pd.DataFrame, *, synergies: bool) -> Worths:
    """Return what coalitions are worth: as the table says, or the sum of what groups add."""
    return value.worths_from_synergies(table) if synergies else value.worths_from_table(table)


def of_players(frame: pd.DataFrame, players: Sequence[str]) -> pd.DataFrame:
    """Return the rows of a table in the order of the players; each has one."""
    if set(frame.index) != set(players) or len(frame) != len(players):
        raise DataError("value.factors_of_players", players=players)
    return frame.loc[list(players)]


def _chosen(rules: Sequence[str], given: Given) -> list[str]:
    """Return the rules asked for, else the usual ones; what is given is never left unused."""
    if given.factor_weights and given.factors is None:
        raise DataError("value.option_needs", option="--weights", needed="--factors")
    wanted = [checks.choice(rule, list(RULES), "rule", "split") for rule in rules]
    chosen = list(dict.fromkeys(wanted or USUAL_RULES))
    for option, users in _USERS.items():
        there = _is_given(given, option)
        needing = [rule for rule in users if rule in chosen]
        if needing and not there:
            raise DataError("value.rule_needs", rule=needing[0], option=f"--{option}")
        if there and not needing:
            chosen.append(users[0])
    return chosen


def _is_given(given: Given, option: str) -> bool:
    there = {
        "union": bool(given.unions),
        "ties": given.ties is not None,
        "player-weight": bool(given.weights),
        "factors": given.factors is not None,
    }
    return there[option]


def _weighted(game: Worths, given: Given) -> Division:
    if set(given.weights) != set(game.players):
        raise DataError("value.weights_of_players", players=game.players)
    return value.weighted_shapley(game, [given.weights[name] for name in game.players])


def _corrected(game: Worths, given: Given) -> Division:
    rows = of_players(pd.DataFrame(given.factors), game.players)
    return value.corrected_shapley(game, rows, given.factor_weights)


def _nearest(game: Worths, wished: Division) -> Allocation:
    nearest = value.nearest_core_point(game, wished.values)
    return Allocation(
        players=nearest.players,
        values=nearest.values,
        parameters=nearest.parameters,
        notes=nearest.notes,
        references=nearest.references,
    )


RULES: Mapping[str, Callable[[Worths, Given], Division]] = {
    "shapley": lambda game, _: value.shapley(game),
    "nucleolus": lambda game, _: value.nucleolus(game),
    "prenucleolus": lambda game, _: value.prenucleolus(game),
    "tau": lambda game, _: value.tau(game),
    "gately": lambda game, _: value.gately(game),
    "solidarity": lambda game, _: value.solidarity(game),
    "banzhaf": lambda game, _: value.banzhaf(game),
    "weighted": _weighted,
    "owen": lambda game, given: value.owen(game, given.unions),
    "banzhaf-owen": lambda game, given: value.banzhaf_owen(game, given.unions),
    "aumann-dreze": lambda game, given: value.aumann_dreze(game, given.unions),
    "myerson": lambda game, given: value.myerson(game, given.ties),
    "corrected": _corrected,
}

_USERS = {
    "union": ("owen", "banzhaf-owen", "aumann-dreze"),
    "ties": ("myerson",),
    "player-weight": ("weighted",),
    "factors": ("corrected",),
}
