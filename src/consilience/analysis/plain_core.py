"""The core of a game, synergies, sampling and bargaining, on plain tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from consilience import value
from consilience.analysis.plain_split import of_players, worths_of
from consilience.errors import DataError
from consilience.results import Result
from consilience.value import (
    Allocation,
    Convexity,
    CoreExistence,
    CoreMembership,
    Dividends,
    LeastCore,
    NearestCorePoint,
    SampledShapley,
    Worths,
)
from consilience.value.building import coalition_rows

__all__ = [
    "Convexity",
    "CoreMembership",
    "CoreReport",
    "bargain",
    "core",
    "dividends",
    "sample",
    "sample_table",
]

WorthFunction = Callable[[NDArray[np.bool_]], Any]


@dataclass(frozen=True)
class CoreReport:
    """Whether a game has a core, how far it is from one, and what own divisions do."""

    worths: Worths
    existence: CoreExistence
    least: LeastCore
    convexity: Convexity
    verdicts: Mapping[str, CoreMembership]
    nearest: Mapping[str, NearestCorePoint]

    def to_dict(self) -> dict[str, Any]:
        """Return all parts as plain values."""
        return {
            "source": self.worths.source,
            "core": self.existence.to_dict(),
            "least_core": self.least.to_dict(),
            "convexity": self.convexity.to_dict(),
            "verdicts": {name: found.to_dict() for name, found in self.verdicts.items()},
            "nearest": {name: found.to_dict() for name, found in self.nearest.items()},
        }

    def to_frame(self) -> pd.DataFrame:
        """Return one row a player: the point of the least core, and those nearest to divisions."""
        found = {"player": self.worths.players, "least core": self.least.values}
        return pd.DataFrame({**found, **{name: item.values for name, item in self.nearest.items()}})


def core(table: pd.DataFrame, own: pd.DataFrame | None, *, synergies: bool) -> CoreReport:
    """Look at the core of a game, and where own divisions lie; see ``value core``."""
    game = worths_of(table, synergies=synergies)
    wished = pd.DataFrame() if own is None else of_players(own, game.players)
    splits = {str(name): wished[name].to_numpy(dtype=np.float64) for name in wished.columns}
    return CoreReport(
        worths=game,
        existence=value.core_nonempty(game),
        least=value.least_core(game),
        convexity=value.convexity(game),
        verdicts={name: value.core_membership(game, split) for name, split in splits.items()},
        nearest={name: value.nearest_core_point(game, split) for name, split in splits.items()},
    )


def dividends(table: pd.DataFrame, *, synergies: bool) -> Dividends:
    """Return what each coalition adds to its parts."""
    return value.dividends(worths_of(table, synergies=synergies))


def sample(function: WorthFunction, players: Sequence[str], settings: Any) -> SampledShapley:
    """Estimate the Shapley value of a function of coalitions."""
    return value.shapley_sampled(function, len(players), players=players, **settings)


def sample_table(
    table: pd.DataFrame, settings: Any, *, synergies: bool
) -> dict[str, Allocation | SampledShapley]:
    """Return the Shapley value of a table: exact, and sampled beside it.

    Synergies may be those of any number of players; a table of all worths ends at 28.
    """
    if not synergies:
        game = value.worths_from_table(table)
        bits = 1 << np.arange(len(game.players))
        looked_up = sample(lambda sets: game.values[sets @ bits], game.players, settings)
        return {"exact": value.shapley(game), "sampled": looked_up}
    exact = value.shapley_from_synergies(table)
    groups, amounts = coalition_rows(table, ("worth",), "synergies", "shapley_from_synergies")
    holds = np.array([[name in group for name in exact.players] for group in groups], dtype=float)
    sizes = holds.sum(axis=1)

    def worths(sets: NDArray[np.bool_]) -> Any:
        return (sets @ holds.T == sizes) @ amounts[:, 0]

    return {"exact": exact, "sampled": sample(worths, exact.players, settings)}


def bargain(table: pd.DataFrame, total: float) -> dict[str, Result]:
    """Divide a total by the Nash solution, and by bargaining power where it is given."""
    known = {"disagreement", "power", "cap"}
    if "disagreement" not in table.columns or not known.issuperset(table.columns):
        raise DataError("value.bargain_columns", columns=list(table.columns))
    players = [str(name) for name in table.index]
    apart = table["disagreement"].tolist()
    caps = table["cap"].tolist() if "cap" in table.columns else None
    found: dict[str, Result] = {
        "nash": value.nash_bargaining(total, apart, caps=caps, players=players)
    }
    if "power" in table.columns:
        power = table["power"].tolist()
        found["asymmetric"] = value.nash_bargaining(total, apart, power, caps=caps, players=players)
    return found
