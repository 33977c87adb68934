"""What a step on the matching of propositions returns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from consilience import value
from consilience.analysis.value_propositions import Veto
from consilience.results import Result

Floats = NDArray[np.float64]
NeedStatus = Literal["met", "refused", "partly", "gap"]


@dataclass(frozen=True)
class Reason:
    """What one gives to the other in a pair: the topic, both strengths, the rows that say so."""

    giver: str
    taker: str
    topic: str
    offer: float
    need: float
    rows: tuple[str, ...]


@dataclass(frozen=True)
class MatchedPair:
    """A pair of the stable matching or of the best assignment, and why it fits.

    ``stable`` says that it is in the matching best for the rows, ``best`` that it is in some
    assignment with the largest total. ``kept`` is the share of draws of the weights of topics in
    whose stable matching the pair is.
    """

    row: str
    column: str
    stable: bool
    best: bool
    row_value: float
    column_value: float
    congruence: float
    conflict: float
    kept: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class NeedMet:
    """A need, who offers at least as much, and who of them is refused by a constraint.

    ``status``: "met"; "refused", where constraints exclude all who could; "partly", where the most
    that anyone willing offers (``best_offer``, by ``nearest``) is less; "gap" where nobody offers
    it.
    """

    member: str
    topic: str
    need: float
    status: NeedStatus
    suppliers: tuple[str, ...]
    refused: tuple[str, ...]
    best_offer: float
    nearest: tuple[str, ...]
    rows: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class MatchFinding(Result):
    """Who fits whom, on two sides; arrays are read-only, shape (rows, columns).

    ``row_values`` are how much each row values each column, ``column_values`` the reverse; NaN
    where a pair must not be or has nothing to exchange. ``vetoes`` are the constraints that
    exclude a pair of the two sides. ``best_blocking`` counts the pairs that would rather be
    together than as the first assignment with the largest total has them. ``state`` is "found", or
    "no pair is possible".
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    state: str
    row_values: Floats
    column_values: Floats
    stable: value.StableMatching
    best: value.OptimalAssignment
    best_blocking: int
    pairs: tuple[MatchedPair, ...]
    vetoes: tuple[Veto, ...]
    needs: tuple[NeedMet, ...]
    goal_weight: float
    draws: int
    consortia: value.Consortia | None

    def to_frame(self) -> pd.DataFrame:
        """Return one row a pair of the stable matching or of the best assignment."""
        columns = ["row", "column", "stable", "best", "row_value", "column_value", "kept"]
        return pd.DataFrame([vars(one) for one in self.pairs], columns=columns)
