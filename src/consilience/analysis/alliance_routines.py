"""Routines of the network: how far they are replicated, how far they will spread, in which way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from consilience import network
from consilience.analysis import alliance
from consilience.analysis.alliance_material import AllianceMaterial, once
from consilience.analysis.alliance_network import (
    SHARED,
    AllianceNetwork,
    NetworkChoice,
    alliance_network,
)
from consilience.analysis.alliance_state import merged, notes_of
from consilience.errors import DataError
from consilience.results import Note, Result

if TYPE_CHECKING:
    from consilience.analysis.inputs import Settings

ROUTINES = (*SHARED, "thresholds", "fit", "adaptation_cost")
_COST = 0.2


@dataclass(frozen=True)
class RoutineOutlook:
    """How one routine would spread from those who have it, and which way is advised."""

    routine: str
    spread: network.RoutineSpread
    advice: network.RoutineAdvice


@dataclass(frozen=True, kw_only=True, eq=False)
class RoutinesFinding(Result):
    """Replication of each routine among the members of the network, and its outlook.

    ``fit_of`` says where fits come from: "settings", or "log": of each group the share of adopters
    who copied exactly, of all where the group has none, 1 where nobody's way is known (a
    convention of this program).
    """

    choice: NetworkChoice
    replication: network.RoutineReplication
    outlooks: tuple[RoutineOutlook, ...]
    fit_of: str

    def to_frame(self) -> pd.DataFrame:
        """Return one row a routine: adopters, their share, the share predicted, the advice."""
        frame: pd.DataFrame = self.replication.to_frame()
        ahead = {one.routine: one for one in self.outlooks}
        return frame.assign(
            predicted=[ahead[name].spread.share for name in frame["routine"]],
            advice=[ahead[name].advice.advice for name in frame["routine"]],
        )


@once
def routines(material: AllianceMaterial, settings: Settings) -> RoutinesFinding:
    """Say how far routines are replicated, how far they would spread, and how to copy them."""
    found = alliance_network(material, settings, "routines")
    log = _log(material, found)
    if log.empty:
        raise DataError("alliance.no_adoptions", at=found.choice.at)
    replication = network.routine_replication(log, list(found.graph))
    outlooks = [_outlook(one, log, found, settings) for one in replication.routines]
    parts = [part for one in outlooks for part in (one.spread, one.advice)]
    told = () if "fit" in settings else (Note("alliance.note.fit_of_log"),)
    return RoutinesFinding(
        choice=found.choice,
        replication=replication,
        outlooks=tuple(outlooks),
        fit_of="settings" if "fit" in settings else "log",
        parameters=dict(settings),
        notes=(*found.notes, *told, *notes_of(replication, *parts)),
        references=merged(replication, *parts),
    )


def _log(material: AllianceMaterial, found: AllianceNetwork) -> pd.DataFrame:
    """Return the adoptions by members of the network, up to its date."""
    log, at = alliance.adoptions(material.study), found.choice.at
    inside = [
        name in found.graph and (not at or date[: len(at)] <= at[: len(date)])
        for name, date in zip(log["organisation"], log["date"], strict=True)
    ]
    return log.loc[inside]


def _outlook(
    one: network.Replication, log: pd.DataFrame, found: AllianceNetwork, settings: Settings
) -> RoutineOutlook:
    fit = settings["fit"] if "fit" in settings else _fit(log[log["routine"] == one.routine], found)
    asked: dict[str, Any] = {"thresholds": settings.get("thresholds", 0.5), "fit": fit}
    cost = settings.get("adaptation_cost", _COST)
    return RoutineOutlook(
        routine=one.routine,
        spread=network.routine_spread(
            found.graph, one.adopters, mode="better", adaptation_cost=cost, **asked
        ),
        advice=network.routine_advice(found.graph, one.adopters, adaptation_cost=cost, **asked),
    )


def _fit(log: pd.DataFrame, found: AllianceNetwork) -> dict[str, float]:
    """Return how well a routine fits each member, as the log of its group tells."""
    known = log[log["mode"] != ""]
    exact = (known["mode"] == "exact").astype(float)
    whole = float(exact.mean()) if len(known) else 1.0
    own = exact.groupby([found.groups[name] for name in known["organisation"]]).mean()
    return {node: float(own.get(group, whole)) for node, group in found.groups.items()}
