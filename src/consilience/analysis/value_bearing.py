"""What organisations bear of a game's factors: risk, input, claims, bargaining power."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from consilience import checks
from consilience.analysis.value_split_records import Borne
from consilience.errors import DataError
from consilience.results import Note

if TYPE_CHECKING:
    from consilience.analysis.inputs import Settings
    from consilience.analysis.value_worths import StudyGameOfWorths

Floats = NDArray[np.float64]
_OWNER = "split"


@dataclass(frozen=True)
class Bearing:
    """Factors of the players of a game, shape (players, factors), with their weights.

    ``claims`` and ``power``, shape (players,), are None where the study does not say. ``rows`` are
    the contributions behind all these.
    """

    factors: pd.DataFrame
    weights: tuple[float, ...]
    claims: Floats | None
    power: Floats | None
    rows: tuple[Borne, ...]
    notes: tuple[Note, ...]


def bearing(game: StudyGameOfWorths, settings: Settings) -> Bearing:
    """Return what the players of a game bear, by its own contributions or those of the alliance.

    Raises
    ------
    DataError
        If a contribution is negative or a weight is no number of at least 0.
    UnknownNameError
        If a factor is unknown.
    """
    rows = _rows(game)
    table = _table(rows, game.players)
    known = {one.factor for one in game.study.contributions}
    apart = [str(settings[name]) for name in ("claims", "power") if name in settings]
    for name in apart:
        checks.known_names([name], sorted(known), "factors", _OWNER)
    chosen, weights = _chosen(table, apart, sorted(known), settings)
    lacking = sorted({str(name) for name in table if table[name].isna().any()} & {*chosen, *apart})
    notes = []
    if lacking:
        told = {"factors": lacking, "game": game.name}
        notes.append(Note("value_study.note.no_contribution", told, "warning"))
    filled = table.fillna(0.0)
    return Bearing(
        factors=filled[chosen],
        weights=weights,
        claims=_column(filled, settings.get("claims")),
        power=_column(filled, settings.get("power")),
        rows=tuple(one for one in rows if one.factor in {*chosen, *apart}),
        notes=tuple(notes),
    )


def _rows(game: StudyGameOfWorths) -> list[Borne]:
    """Return the contributions to the game; where it has none, those to the alliance.

    Of the alliance only factors count for which every player has one.
    """
    study = game.study
    every = [
        Borne(
            study.code_of(one.organisation_id),
            one.factor,
            one.amount,
            study.code_of(one.collaboration_id) if one.collaboration_id else "",
        )
        for one in study.contributions
    ]
    inside = [one for one in every if one.player in game.players]
    own = [one for one in inside if one.of == game.collaboration]
    common = [one for one in inside if not one.of]
    whole = {one.factor for one in common if _bearers(common, one.factor) == len(game.players)}
    return own or [one for one in common if one.factor in whole]


def _bearers(rows: list[Borne], factor: str) -> int:
    return len({one.player for one in rows if one.factor == factor})


def _table(rows: list[Borne], players: tuple[str, ...]) -> pd.DataFrame:
    """Return contributions by player and factor, NaN where nothing is said."""
    table = pd.DataFrame(np.nan, index=list(players), columns=sorted({one.factor for one in rows}))
    for one in rows:
        if one.amount < 0:
            raise DataError("value_study.contribution", factor=one.factor, player=one.player)
        table.loc[one.player, one.factor] = one.amount
    return table


def _chosen(
    table: pd.DataFrame, apart: list[str], known: list[str], settings: Settings
) -> tuple[list[str], tuple[float, ...]]:
    """Return the factors that correct the Shapley value, and what each weighs."""
    there = [str(name) for name in table if table[name].fillna(0).any()]
    if "factors" not in settings:
        chosen = [name for name in there if name not in apart]
        return chosen, (1.0,) * len(chosen)
    given = settings["factors"]
    asked = checks.known_names(
        list(given) if isinstance(given, Mapping) else given, known, "factors", _OWNER
    )
    weights = dict.fromkeys(asked, 1.0)
    if isinstance(given, Mapping):
        weights = {name: _weight(name, given[name]) for name in asked}
    chosen = [name for name in asked if name in there and weights[name] > 0]
    return chosen, tuple(weights[name] for name in chosen)


def _weight(factor: str, weight: object) -> float:
    if isinstance(weight, bool) or not isinstance(weight, int | float) or not 0 <= weight < np.inf:
        raise DataError("value_study.weight", factor=factor, got=str(weight))
    return float(weight)


def _column(table: pd.DataFrame, name: object) -> Floats | None:
    if name is None or str(name) not in table or not table[str(name)].any():
        return None
    return np.asarray(table[str(name)], dtype=np.float64)
