"""What a step on the division of benefit returns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import pandas as pd

from consilience import value
from consilience.analysis.value_worths import CoalitionWorth
from consilience.results import Result

Verdict = Literal["in", "out", "open", ""]
SplitState = Literal[
    "exact", "estimated", "bounded", "incomplete", "not superadditive", "too many players"
]


@dataclass(frozen=True)
class ExpertDivision:
    """What a rule gives by the worths of one expert, and whether that lies in his core."""

    expert: str
    values: tuple[float, ...]
    in_core: bool


@dataclass(frozen=True)
class RuleDivision:
    """What a rule gives to each player of a game, and what that does to stability.

    ``state`` is "found", or names why the rule gives nothing. ``verdict`` is "in" or "out" of the
    core; "open" where worths that nobody knows decide, "" without a division. ``rational``: nobody
    gets less than alone; else ``below_own`` names who does. ``objections`` are the coalitions that
    would leave, the largest gain first, of ``objection_count``. ``nearest`` is the nearest point of
    the core (of the least core if it is empty), () where the division is itself in it.

    ``low`` and ``high`` bound each share by draws of estimates or by what gaps leave open, () where
    worths are exact; ``stable`` is the share of draws whose core holds the division, NaN without
    draws.
    """

    rule: str
    state: str
    values: tuple[float, ...] = ()
    verdict: Verdict = ""
    rational: bool = False
    below_own: tuple[str, ...] = ()
    objection_count: int = 0
    objections: tuple[value.Objection, ...] = ()
    nearest: tuple[float, ...] = ()
    low: tuple[float, ...] = ()
    high: tuple[float, ...] = ()
    stable: float = float("nan")
    experts: tuple[ExpertDivision, ...] = ()


@dataclass(frozen=True)
class Borne:
    """What a player bears of a factor; ``of`` is the collaboration of its row, "" for the whole."""

    player: str
    factor: str
    amount: float
    of: str


@dataclass(frozen=True)
class GameSplit:
    """The divisions of one game: of a collaboration, or of the whole alliance (code "").

    ``state`` says what is known of the worths: "exact"; "estimated" (with bounds or by several
    rows); "bounded" (some coalitions have no worth; theirs are taken at the least that their parts
    are sure of); or why there is no division. ``missing`` are coalitions without a worth. ``core``
    is None without a division. ``factors`` are those that correct the Shapley value, ``bears`` all
    that players bear of these, of claims and of power.
    """

    collaboration: str
    unit: str
    state: SplitState
    players: tuple[str, ...]
    worths: tuple[CoalitionWorth, ...]
    missing: tuple[tuple[str, ...], ...]
    own: tuple[float, ...] = ()
    total: float = float("nan")
    core: value.CoreExistence | None = None
    factors: tuple[str, ...] = ()
    bears: tuple[Borne, ...] = ()
    rules: tuple[RuleDivision, ...] = ()
    experts: tuple[str, ...] = ()
    draws: int = 0

    def of(self, rule: str) -> RuleDivision:
        """Return what a rule gives."""
        return next(one for one in self.rules if one.rule == rule)


@dataclass(frozen=True, kw_only=True, eq=False)
class SplitFinding(Result):
    """How the benefit of each game of a study could be divided, by several rules."""

    games: tuple[GameSplit, ...]

    def to_frame(self) -> pd.DataFrame:
        """Return one row a game, player and rule."""
        rows = [
            {
                "collaboration": game.collaboration,
                "player": player,
                "rule": one.rule,
                "value": amount,
                "verdict": one.verdict,
            }
            for game in self.games
            for one in game.rules
            for player, amount in zip(game.players, one.values, strict=False)
        ]
        columns = ["collaboration", "player", "rule", "value", "verdict"]
        return pd.DataFrame(rows, columns=columns)
