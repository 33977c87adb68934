"""Value on plain tables, as the commands offer them without a study."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast, get_args

import pandas as pd

from consilience import value
from consilience.analysis.plain_split import USUAL_RULES, division, of_players
from consilience.analysis.split_stability import SplitStability, split_stability
from consilience.errors import DataError
from consilience.games import Game
from consilience.results import Result
from consilience.texts import Language, text
from consilience.value import (
    CoreMembership,
    EstimatedShapley,
    GovernancePlan,
    WorthBounds,
    Worths,
)
from consilience.value.governance import words_of

__all__ = [
    "CoreMembership",
    "EstimatedShapley",
    "GovernancePlan",
    "SplitInGame",
    "WorthBounds",
    "bounds",
    "claims",
    "estimate",
    "fit",
    "governance",
    "governance_name",
    "match",
    "only_column",
    "power",
    "rank",
    "split_in_game",
    "synergy",
]


@dataclass(frozen=True)
class SplitInGame:
    """Divisions put into a game, and whether each is in the core; ``own`` names the user's."""

    stability: SplitStability
    verdicts: Mapping[str, CoreMembership]
    own: tuple[str, ...]

    def title(self, division: str, language: Language) -> str:
        """Return a division's name for people."""
        return division if division in self.own else text(f"value.method.{division}", language)

    def to_dict(self) -> dict[str, Any]:
        """Return all parts as plain values."""
        verdicts = {name: found.to_dict() for name, found in self.verdicts.items()}
        return {"stability": self.stability.to_dict(), "verdicts": verdicts}


def split_in_game(
    worths: Worths,
    game: Game,
    links: Mapping[str, str],
    values: Mapping[str, str],
    start: Sequence[float] | None,
    own: pd.DataFrame | None,
) -> SplitInGame:
    """Put the rules' divisions and own ones into a game; see the command ``value stability``."""
    rules = {rule: division(worths, rule) for rule in USUAL_RULES}
    splits = {name: item.values for name, item in rules.items() if item.values[0] == item.values[0]}
    columns = () if own is None else tuple(map(str, own.columns))
    if own is not None:
        rows = of_players(own, worths.players)
        splits.update({str(name): rows[name].to_numpy() for name in rows.columns})
    verdicts = {name: value.core_membership(worths, split) for name, split in splits.items()}
    return SplitInGame(
        split_stability(game, worths, splits, links, values, start=start), verdicts, columns
    )


def claims(frame: pd.DataFrame, estate: float) -> dict[str, Result]:
    """Return what every rule gives to the claimants of a table with one row a claimant."""
    column = only_column(frame)
    names = [str(name) for name in frame.index]
    return {
        rule: value.bankruptcy(estate, column.tolist(), rule=rule, players=names)
        for rule in get_args(value.Rule)
    }


def power(frame: pd.DataFrame, quota: float) -> dict[str, Result]:
    """Return both indices of the voters of a table with one row a voter."""
    column = only_column(frame)
    names = [str(name) for name in frame.index]
    return {
        index: value.power_index(column.tolist(), quota, index=index, players=names)
        for index in ("shapley-shubik", "banzhaf")
    }


def match(
    rows: pd.DataFrame,
    columns: pd.DataFrame | None,
    pairs: Sequence[tuple[str, str]] | None,
    room: Mapping[str, Any],
) -> dict[str, Result]:
    """Return the stable matchings of two sides, and the best ones where both share a score.

    Where a matching is given as it is, say who would rather be together.
    """
    found: dict[str, Result] = {"stable": value.stable_matching(rows, columns, **room)}
    if columns is None:
        found["best"] = value.optimal_assignment(rows, **room)
    if pairs is not None:
        found["blocking"] = value.blocking_pairs(pairs, rows, columns, **room)
    return found


def fit(offers: pd.DataFrame, needs: pd.DataFrame) -> value.PropositionFit:
    """Return how far offers meet needs; both tables have one column a kind of resource."""
    if set(offers.columns) != set(needs.columns):
        raise DataError("value.kinds", offers=list(offers.columns), needs=list(needs.columns))
    return value.proposition_fit(offers, needs[list(offers.columns)])


def synergy(
    frame: pd.DataFrame, subsystems: dict[str, list[str]], settings: dict[str, Any]
) -> dict[str, Result]:
    """Return order degrees, both couplings, the band, obstacles and composite synergy."""
    if len(subsystems) == 1:
        raise DataError("value.two_subsystems", name=next(iter(subsystems)))
    degrees = value.order_degrees(frame, subsystems, **settings)
    table = degrees.to_frame()
    found: dict[str, Result] = {
        "order_degrees": degrees,
        "classic": value.coupling(table),
        "corrected": value.coupling(table, form="corrected"),
        "band": value.coupling_band(frame, subsystems, **settings),
        "obstacles": value.obstacle_degrees(table),
    }
    if len(table) > 1:
        found["composite"] = value.composite_synergy(table)
    return found


def estimate(table: pd.DataFrame, confidence: float) -> EstimatedShapley:
    """Divide where experts give low, likely and high worths."""
    return value.estimated_shapley(table, confidence=confidence)


def bounds(table: pd.DataFrame) -> WorthBounds:
    """Bound the worths that a table leaves out, and the division."""
    return value.worth_bounds(table)


def rank(
    frame: pd.DataFrame, negative: Sequence[str], comparisons: pd.DataFrame | None
) -> dict[str, Result]:
    """Rank the rows of a table by published weightings, and over all weights."""
    found: dict[str, Result] = {
        "skyline": value.skyline(frame, negative=negative),
        "equal": value.topsis(frame, negative=negative),
    }
    width = (frame.max() - frame.min()).replace(0, 1)
    scaled = (frame - frame.min()) / width
    less = [name for name in frame.columns if name in negative]
    scaled[less] = (frame[less].max() - frame[less]) / width[less]
    for method in ("entropy", "critic"):
        weights = value.indicator_weights(scaled, method=cast("Any", method))
        found[f"{method}_weights"] = weights
        found[method] = value.topsis(frame, weights.values, negative=negative)
    if comparisons is not None:
        if set(comparisons.index) != set(frame.columns):
            raise DataError("value.compared", criteria=list(frame.columns))
        compared = value.ahp(comparisons)
        placed = [compared.criteria.index(name) for name in frame.columns]
        found["ahp_weights"] = compared
        found["ahp"] = value.topsis(frame, compared.values[placed], negative=negative)
    found["acceptability"] = value.rank_acceptability(frame, negative=negative)
    return found


def governance(
    table: pd.DataFrame, mechanisms: Sequence[str] | None, weights: dict[str, float]
) -> GovernancePlan:
    """Check a governance plan; other mechanisms than the four make a checklist of their own."""
    if mechanisms is None:
        return value.governance_plan(table, weights=weights)
    return value.governance_plan(table, mechanisms=mechanisms, weights=weights)


def governance_name(name: str, language: Language) -> str:
    """Return a dimension or mechanism as people read it; names of the user's own stay."""
    return words_of(name, language)


def only_column(frame: pd.DataFrame) -> pd.Series:
    """Return the one column that a table must have."""
    if len(frame.columns) != 1:
        raise DataError("value.one_column", columns=list(frame.columns))
    return frame.iloc[:, 0]
